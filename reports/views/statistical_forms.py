"""The statistical forms of an organization and a period: all of them, one, what a cell counts, Excel."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.text import slugify

from accounts import history
from accounts.choices import Act
from members.permissions import can_read_denunciations, own_member
from reports.dimensions import dimension
from reports.facts import FACTS
from reports.figures import asked
from reports.outputs import forms_book
from reports.statistics import form_on, forms_for, table, tables
from reports.views.briefing import EXCEL
from reports.views.scope import ScopedPage


class FormsPage(ScopedPage):
    """What pages of forms share: the forms that the user may see, and the address of the same period elsewhere."""

    def same(self, name, organization, period, *args):
        """The address of another page about the same organization and period."""
        query = urlencode([*asked(organization), ("period", period.code)])
        return f"{reverse(name, args=args)}?{query}"

    def file(self, tables, name, organization, period):
        """An Excel file; taking it out is recorded."""
        summary = f"{name}, {period.label}"
        file_name = f"{slugify(name)}-{slugify(organization.code)}-{slugify(period.code)}.xlsx"
        content = forms_book.render(tables, without_own=bool(own_member(self.request.user)))
        history.record(by=self.request.user, act=Act.EXPORT, obj=organization, summary=summary)
        headers = {"Content-Disposition": f'attachment; filename="{file_name}"'}
        return HttpResponse(content, content_type=EXCEL, headers=headers)


class FormIndex(FormsPage):
    """All forms of the period with their totals, and which of them do not add up."""

    template_name = "reports/form_index.html"

    def report(self, organization, period):
        reads_letters = can_read_denunciations(self.request.user, organization)
        return self.render_to_response(
            self.get_context_data(
                organization=organization,
                period=period,
                lines=[self.line(each) for each in tables(organization, period, self.request.user)],
                file_url=self.same("forms-file", organization, period),
                hidden_letters=not reads_letters,
            )
        )

    def line(self, filled):
        url = self.same("form-page", filled.organization, filled.period, filled.form.code)
        return {"table": filled, "url": url}


class FormsFile(FormsPage):
    """All forms of the period in one workbook."""

    def report(self, organization, period):
        return self.file(tables(organization, period, self.request.user), "Biểu thống kê", organization, period)

    def get_context_data(self, **context):
        raise Http404


class OneForm(FormsPage):
    """A page about one form, by its number."""

    def report(self, organization, period):
        form = form_on(self.kwargs["code"], period.last)
        if form is None:
            raise Http404
        if form.letters and not can_read_denunciations(self.request.user, organization):
            raise PermissionDenied
        return self.show(table(form, organization, period, self.request.user))

    def show(self, filled):
        raise NotImplementedError


class FormPage(OneForm):
    """A form as on paper; every number opens its records."""

    template_name = "reports/form_page.html"

    def show(self, filled):
        organization, period = filled.organization, filled.period
        code = filled.form.code
        return self.render_to_response(
            self.get_context_data(
                organization=organization,
                period=period,
                filled=filled,
                about=forms_book.about(filled),
                file_url=self.same("form-file", organization, period, code),
                index_url=self.same("forms", organization, period),
                neighbours=self.neighbours(organization, period, code),
            )
        )

    def neighbours(self, organization, period, code):
        """The forms before and after this one."""
        codes = [form.code for form in forms_for(self.request.user, organization, period.last)]
        place = codes.index(code)
        around = [("Biểu trước", place - 1), ("Biểu sau", place + 1)]
        return [
            (f"{words}: {codes[at]}", self.same("form-page", organization, period, codes[at]))
            for words, at in around
            if 0 <= at < len(codes)
        ]


class FormFile(OneForm):
    def show(self, filled):
        return self.file([filled], filled.form.name, filled.organization, filled.period)

    def get_context_data(self, **context):
        raise Http404


class FormCell(OneForm):
    """What one cell counts, in words, and the records of its parts."""

    template_name = "reports/form_cell.html"

    def show(self, filled):
        row, place = self.cell(filled)
        column = filled.form.columns[place]
        places = [filled.form.by_code[code] for code in column.adds] or [place]
        parts = [self.part(filled, row, at) for at in places]
        if row.cells[place] is None or None in parts:
            raise Http404
        return self.render_to_response(
            self.get_context_data(
                organization=filled.organization,
                period=filled.period,
                filled=filled,
                row=row,
                column=column,
                number=place + 1,
                value=row.cells[place].value,
                parts=parts,
                form_url=self.same("form-page", filled.organization, filled.period, filled.form.code),
            )
        )

    def cell(self, filled):
        """The row and the place of the column that the address names."""
        row = next((row for row in filled.rows if row.mark == self.request.GET.get("row", "")), None)
        column = self.request.GET.get("column", "")
        place = int(column) - 1 if column.isascii() and column.isdecimal() and len(column) < 4 else -1
        if row is None or not 0 <= place < len(filled.form.columns):
            raise Http404
        return row, place

    def part(self, filled, row, place):
        figure = filled.form.figure(row.row, filled.form.columns[place])
        if figure is None or row.cells[place] is None:
            return None
        return {
            "label": filled.form.columns[place].label,
            "number": row.cells[place],
            "counted": FACTS[figure.fact].title,
            "slices": [
                (dimension(figure.fact, name).label, ", ".join(_labels(figure.fact, name, values)))
                for name, values in figure.where
            ],
        }


def _labels(fact, name, values):
    one = dimension(fact, name)
    return [one.label_of(value) for value in one.values_of(values) if value in values]
