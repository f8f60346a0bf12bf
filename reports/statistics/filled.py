"""A statistical form filled in for an organization and a period; every number knows its records."""

from dataclasses import dataclass, field, replace
from itertools import takewhile
from urllib.parse import urlencode

from django.urls import reverse

from core.periods import Period
from core.workbook import HeadCell
from members.models import Organization
from members.permissions import can_read_denunciations
from reports.figures import Counts, Number, asked
from reports.statistics.consistency import Fault, faults_of
from reports.statistics.definition import Form, Row
from reports.statistics.heads import heads_of
from reports.statistics.registry import forms_on


@dataclass(frozen=True)
class FilledRow:
    """A row with its cells, one a column; None where nothing can be counted or the user may not know it."""

    row: Row
    cells: list[Number | None]
    nothing_under: bool = False
    """A heading under which nothing occurred: reports say so in a sentence."""

    @property
    def mark(self):
        return self.row.mark

    @property
    def label(self):
        return f"{self.row.label}: không phát sinh trong kỳ" if self.nothing_under else self.row.label

    @property
    def stands_out(self):
        """A total, or a heading."""
        return self.row.heading or self.row.adds_up or not self.row.of


@dataclass(frozen=True)
class FormTable:
    """A filled form: heads with their places, numbers of the columns, rows, and what does not add up."""

    form: Form
    organization: Organization
    period: Period
    rows: list[FilledRow]
    faults: list[Fault] = field(default_factory=list)
    withheld: bool = False
    """Some cells are empty because the user may not know them."""

    @property
    def heads(self) -> list[list[HeadCell]]:
        return heads_of(self.form)

    @property
    def numbers(self):
        """A, B, 1, 2, 3...: the row of column numbers."""
        return ["A", "B", *(str(place) for place in range(1, len(self.form.columns) + 1))]

    @property
    def notes(self):
        """(column number, what it counts) where the heading does not say it."""
        return [(place, column.note) for place, column in enumerate(self.form.columns, start=1) if column.note]

    @property
    def title(self):
        return f"{self.form.name}. {self.form.title}"

    @property
    def total(self) -> Number | None:
        """The first number of the form."""
        return next((row.cells[0] for row in self.rows if row.cells[0] is not None), None)


def count(forms, organization, period, user=None) -> Counts:
    """All counts that some forms need, in one statement."""
    needed = {}
    for form in forms:
        for fact, names in form.needs.items():
            needed.setdefault(fact, set()).update(names)
    facts = {fact: tuple(sorted(names)) for fact, names in needed.items()}
    return Counts(organization, {"now": period}, user, facts)


def table(form, organization, period, user=None, counts=None) -> FormTable:
    """The form filled in; `counts` of several forms may be shared."""
    counts = counts or count([form], organization, period, user)
    rows = [
        FilledRow(row, _cells(form, row, figures, counts)) for row, figures in zip(form.rows, form.figures, strict=True)
    ]
    rows = [replace(row, nothing_under=_is_silent(rows[place:])) for place, row in enumerate(rows)]
    withheld = not all(counts.has(fact) for fact in form.needs)
    return FormTable(form, organization, period, rows, faults_of(form, rows, counts), withheld)


def forms_for(user, organization, day) -> list[Form]:
    """The forms in force on a day, without those about letters for a user who may not see letters there."""
    reads_letters = user is None or can_read_denunciations(user, organization)
    return [form for form in forms_on(day) if reads_letters or not form.letters]


def tables(organization, period, user=None) -> list[FormTable]:
    """All forms of a period that the user may see, filled in by one statement."""
    forms = forms_for(user, organization, period.last)
    counts = count(forms, organization, period, user)
    return [table(form, organization, period, user, counts) for form in forms]


def _is_silent(rows):
    """Whether the first row is a heading and all that stands under it is counted and nothing."""
    heading, *below = rows
    if not heading.row.heading:
        return False
    under = [row.cells for row in takewhile(lambda row: not row.row.heading, below)]
    return bool(under) and all(cell is not None and cell.value == 0 for cells in under for cell in cells)


def _cells(form, row, figures, counts):
    cells = [counts.number(one) if one is not None and counts.has(one.fact) else None for one in figures]
    for place, column in enumerate(form.columns):
        if column.adds and not row.heading:
            parts = [cells[form.by_code[code]] for code in column.adds]
            cells[place] = _sum(form, row, place, parts, counts)
    return cells


def _sum(form, row, place, parts, counts):
    """A sum of figures of several facts: no list holds its records, so it opens the page of its parts."""
    if any(part is None for part in parts):
        return None
    period = counts.spans["now"]
    query = {
        **dict(asked(counts.organization)),
        "period": period.code,
        "row": row.mark,
        "column": place + 1,
    }
    url = f"{reverse('form-cell', args=[form.code])}?{urlencode(query)}"
    return Number(sum(part.value for part in parts), url)
