"""The statistical forms of an organization and a period: index, one form, what a cell counts, Excel."""

from reports.views.scope import ScopedPage


class FormCell(ScopedPage):
    """What one cell counts, and the records of its parts."""

    template_name = "reports/form_cell.html"
