"""A file of another form: which sheet is what, where its headings stand, which column is which of ours."""

from django.shortcuts import redirect

from core.sheets import spelling
from reports import actions, intake
from reports.imports import sheets_of_the_book
from reports.mapping import Mapping, from_stored, suggest_places, suggested
from reports.models import ImportLayout
from reports.views.imports import PreparedFile

NOTHING = "Chưa chọn trang nào để nhập. Hãy chọn loại bản ghi cho ít nhất một trang tính."


class ImportMapping(PreparedFile):
    """Suggestions to be confirmed. What was confirmed once is remembered for the office and these headings."""

    template_name = "reports/import_mapping.html"

    def page_title(self):
        return "Ghép cột"

    def get(self, request, pk):
        if self.is_gone():
            return self.gone()
        mappings, remembered = suggested(self.book, self.remembered())
        for one in mappings if self.file.layouts else ():
            stored = self.file.layouts.get(one.title)
            one.target = ""
            if stored:
                from_stored(one, stored)
        return self.show(mappings, remembered=remembered and not self.file.layouts)

    def post(self, request, pk):
        if self.is_gone():
            return redirect("import")
        mappings = [self.sent(number, one) for number, one in enumerate(suggested(self.book, {})[0])]
        problems = [] if "look" in request.POST else faults(mappings)
        if "look" in request.POST or problems:
            return self.show(mappings, problems=problems)
        chosen = [one for one in mappings if one.target]
        actions.map_columns(
            self.file,
            by=request.user,
            layouts={one.title: one.layout() for one in chosen},
            fingerprints={one.title: one.fingerprint() for one in chosen},
        )
        return redirect("import-preview", self.file.pk)

    @property
    def book(self):
        """As it came: what was repaired are cells of rows, and the mapping is about columns."""
        return intake.opened(self.file, repaired=False)

    def remembered(self):
        """How the office has read sheets before, by the mark of their headings."""
        rows = ImportLayout.objects.filter(organization=self.file.organization)
        return dict(rows.values_list("fingerprint", "layout"))

    def show(self, mappings, *, problems=(), remembered=False):
        ours = sheets_of_the_book()
        sheets = [self.described(number, one) for number, one in enumerate(mappings)]
        return self.respond(
            file=self.file,
            sheets=sheets,
            targets=[sheet.title for sheet in ours],
            problems=problems,
            remembered=remembered,
        )

    def described(self, number, one):
        """What the page shows of one sheet."""
        by_place = {place: name for name, place in one.places.items()}
        return {
            "number": number,
            "mapping": one,
            "columns": [
                (place, heading, one.samples(place), by_place.get(place, "")) for place, heading in one.headings()
            ],
            "fixed": [(column, one.fixed.get(column.name, "")) for column in one.unmapped()],
            "words": self.described_words(one),
            "left_out": one.left_out(),
        }

    def described_words(self, one):
        """Of columns that name organizations: (place, what cells say, the code that was told or is likely)."""
        words, found = one.unknown_words(self.request.user), []
        for column in one.columns:
            codes = one.words.get(column.name, {})
            said = enumerate(words.get(column.name, ()))
            if lines := [(at, text, codes.get(spelling(text), code)) for at, (text, code) in said]:
                found.append((column, lines))
        return found

    # ----------------------------------------------------------------------------------------------- what was sent

    def sent(self, number, suggestion):
        """The mapping of one sheet as the form has it; suggestions anew where another sheet or row was chosen."""
        data, one = self.request.POST, Mapping(suggestion.data)
        target = data.get(f"s{number}-sheet", "")
        one.target = target if target in {sheet.title for sheet in sheets_of_the_book()} else ""
        row = data.get(f"s{number}-row", "")
        one.heading_row = int(row) if row.isdecimal() and len(row) < 7 else suggestion.heading_row
        if f"{one.target} {one.heading_row}" != data.get(f"s{number}-was", ""):
            return suggest_places(one)
        names = {column.name for column in one.columns}
        for place, _ in one.headings():
            name = data.get(f"s{number}-p{place}", "")
            if name in names:
                one.places.setdefault(name, place)
        one.fixed = {name: data.get(f"s{number}-f-{name}", "").replace("\0", "")[:300].strip() for name in names}
        one.words = self.words_sent(number, one)
        return one

    def words_sent(self, number, one):
        found = {}
        for name, words in one.unknown_words(self.request.user).items():
            codes = {
                said: self.request.POST.get(f"s{number}-w-{name}-{at}", code) for at, (said, code) in enumerate(words)
            }
            found[name] = {spelling(said): code.replace("\0", "")[:60].strip() for said, code in codes.items()}
        return found


def faults(mappings):
    """What keeps a mapping from being used."""
    chosen = [one for one in mappings if one.target]
    if not chosen:
        return [NOTHING]
    found = []
    for one in chosen:
        if [other.target for other in chosen].count(one.target) > 1:
            found.append(f"Trang “{one.title}”: có hai trang cùng là “{one.target}”. Hãy chọn một trang, hoặc gộp lại.")
        if not one.headings():
            found.append(f"Trang “{one.title}”: dòng {one.heading_row} không có tiêu đề. Hãy chọn dòng khác.")
        found += [
            f"Trang “{one.title}”: chưa có cột cho “{column.heading}”. Hãy chọn cột hoặc ghi giá trị chung."
            for column in one.missing()
        ]
    return list(dict.fromkeys(found))
