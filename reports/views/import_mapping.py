"""A file of another form: which sheet is what, where its headings stand, which column is which of ours."""

import re
from collections import Counter
from functools import cached_property

from django.shortcuts import redirect

from core.sheets import spelling
from reports import actions, intake
from reports.headings import DEEPEST
from reports.imports import sheets_of_the_book
from reports.mapping import Known, Mapping, from_stored, suggest_places, suggested
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
        mappings, remembered = suggested(self.book, self.remembered(), self.known)
        for one in mappings if self.file.layouts else ():
            stored = self.file.layouts.get(one.title)
            one.target = ""
            if stored:
                from_stored(one, stored)
        return self.show(mappings, remembered=remembered and not self.file.layouts)

    def post(self, request, pk):
        if self.is_gone():
            return redirect("import")
        mappings = [self.sent(number, one) for number, one in enumerate(suggested(self.book, {}, self.known)[0])]
        problems = [] if "look" in request.POST else faults(mappings)
        if "look" in request.POST or problems:
            return self.show(mappings, problems=problems)
        chosen = [one for one in mappings if one.target]
        layouts, kept = {one.title: one.layout() for one in chosen}, marked(chosen, self.remembered())
        actions.map_columns(self.file, by=request.user, layouts=layouts, remembered=kept)
        return redirect("import-preview", self.file.pk)

    @property
    def book(self):
        """As it came: what was repaired are cells of rows, and the mapping is about columns."""
        return intake.opened(self.file, repaired=False)

    @cached_property
    def known(self):
        return Known(self.request.user)

    def remembered(self):
        """How the office has read sheets before, by the mark of their headings."""
        rows = ImportLayout.objects.filter(organization=self.file.organization)
        return dict(rows.values_list("fingerprint", "layout"))

    def show(self, mappings, *, problems=(), remembered=False):
        ours = sheets_of_the_book()
        sheets = [self.described(number, one) for number, one in enumerate(mappings)]
        firsts = {}
        for sheet in sheets:
            one = sheet["mapping"]
            first = firsts.setdefault((one.target, one.fingerprint(), str(one.places)), one)
            sheet["like"] = first.title if first is not one else ""
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
        fixed = [(column, one.fixed.get(column.name, "")) for column in one.unmapped()]
        return {
            "number": number,
            "mapping": one,
            "columns": [
                (place, heading, one.samples(place), by_place.get(place, "")) for place, heading in one.headings()
            ],
            "fixed": fixed,
            "fixed_open": bool(one.missing()) or any(value for _, value in fixed),
            "words": self.described_words(one),
            "left_out": one.left_out(),
        }

    def described_words(self, one):
        """Of columns that name organizations: (place, what cells say, the code that was told or is likely)."""
        words, found = one.unknown_words(self.known), []
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
        told = rows_of(data.get(f"s{number}-row", ""))
        one.heading_row, one.depth = told or (suggestion.heading_row, suggestion.depth)
        if f"{one.target} {one.heading_rows}" != data.get(f"s{number}-was", ""):
            suggest_places(one).tell_organization(self.known)
            return one
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
        for name, words in one.unknown_words(self.known).items():
            codes = {
                said: self.request.POST.get(f"s{number}-w-{name}-{at}", code) for at, (said, code) in enumerate(words)
            }
            found[name] = {spelling(said): code.replace("\0", "")[:60].strip() for said, code in codes.items()}
        return found


def rows_of(told):
    """The last row of the headings and how many they are, from "5" or "5-6"; nothing where it says neither."""
    match = re.fullmatch(r"\s*([0-9]{1,6})\s*(?:[-–]\s*([0-9]{1,6})\s*)?", told)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    return (last, last - first + 1) if 1 <= first <= last < first + DEEPEST else None


def marked(mappings, remembered):
    """The layouts to be remembered, by the marks of their sheets.

    A sheet whose rows all belong to one organization is remembered by its name as well, and so is each of several with
    the same headings: what a sheet of another name finds is read without the organization, which each has its own.
    """
    heads = Counter(one.fingerprint() for one in mappings)
    found = {}
    for one in mappings:
        mark, titled, layout = one.fingerprint(), one.fingerprint(titled=True), one.layout()
        if one.has_own_organization() or heads[mark] > 1 or titled in remembered:
            found[titled] = layout
        found[mark] = layout
    return found


def faults(mappings):
    """What keeps a mapping from being used."""
    chosen = [one for one in mappings if one.target]
    if not chosen:
        return [NOTHING]
    found = []
    for one in chosen:
        if not one.headings():
            found.append(f"Trang “{one.title}”: dòng {one.heading_rows} không có tiêu đề. Hãy chọn dòng khác.")
        found += [
            f"Trang “{one.title}”: chưa có cột cho “{column.heading}”. Hãy chọn cột hoặc ghi giá trị chung."
            for column in one.missing()
        ]
    return list(dict.fromkeys(found))
