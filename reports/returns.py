"""The lines of a return: the rows of a statistical form, counted from the records of the unit's tree.

Units of base level report by the indicators A to G (form AG), as committees of wards and communes did in 2026 [S].
"""

from copy import copy
from dataclasses import dataclass
from datetime import date

from members.permissions import own_member
from reports.facts import UNIT
from reports.figures import Counts, Figure, Number, may_count
from reports.statistics import form_on


@dataclass(frozen=True)
class Line:
    """One line: its mark as printed, its words, the figure it counts, the line it is a part of, its heading."""

    key: str
    label: str
    figure: Figure
    part_of: str = ""
    group: str = ""


def lines_of(code, day):
    """The lines of a form for periods that end on a day; before the form was known, its first version."""
    form = form_on(code, day) or form_on(code, date.max)
    lines, group = [], ""
    for row, figures in zip(form.rows, form.figures, strict=True):
        if row.heading:
            group = f"{row.mark}. {row.label}"
        elif figures[0] is not None:
            lines.append(Line(row.mark, row.label, figures[0], row.of, group))
    return lines


def readable(lines, user, organization):
    """The lines that a user may know: those about letters only with the right to read letters."""
    return [line for line in lines if may_count(user, organization, line.figure.fact)]


def count(organization, counted, lines, user=None) -> dict[str, Number]:
    """The lines from the records of the unit's tree, in one statement. No user: all there is, as a return has it."""
    counts = Counts.of_figures(organization, {"now": counted}, [line.figure for line in lines], user)
    return {line.key: counts.number(line.figure) for line in lines}


def values(organization, counted, lines, user=None) -> dict[str, int]:
    return {key: number.value for key, number in count(organization, counted, lines, user).items()}


def count_by_unit(organization, counted, lines, units, user=None) -> dict[int, dict[str, int]]:
    """The lines of each unit directly below, in one statement however many units there are: by their key."""
    counts = _counts_by_unit(_together(organization, units), counted, lines, user)
    found = {unit.pk: dict.fromkeys((line.key for line in lines), 0) for unit in units}
    unit_at = {path: unit.pk for unit in units for path in unit.paths}
    lengths = {len(path) for path in unit_at}
    for line in lines:
        for path, number in _rows_of(counts, line.figure):
            for unit in filter(None, (unit_at.get(path[:length]) for length in lengths)):
                found[unit][line.key] += number
    return found


def _together(organization, units):
    """The organization with every place where its units ever stood: the return of a unit tells of all of them."""
    together = copy(organization)
    together.former_paths = [*organization.former_paths, *(path for unit in units for path in unit.former_paths)]
    return together


def _counts_by_unit(organization, counted, lines, user):
    facts = {}
    for line in lines:
        facts.setdefault(line.figure.fact, {UNIT}).update(dimension for dimension, _ in line.figure.where)
    asked = {fact: tuple(sorted(dimensions)) for fact, dimensions in facts.items()}
    return Counts(organization, {"now": counted}, user, asked)


def _rows_of(counts, figure):
    """Who acted, by path, and how many rows of the figure are theirs."""
    for values_of_row, number in counts.rows(figure.fact):
        if all(values_of_row[dimension] in wanted for dimension, wanted in figure.where):
            yield values_of_row[UNIT], number


@dataclass(frozen=True)
class Row:
    """A line of a return for one reader: what the records say now, what was handed in, what somebody typed."""

    line: Line
    now: Number
    submitted: int | None = None
    total: int | None = None
    """Typed by hand: of a unit without records, or as it was published."""

    @property
    def difference(self):
        """How far the records have moved since the figures were handed in."""
        return 0 if self.submitted is None else self.now.value - self.submitted

    @property
    def change(self):
        return f"{self.difference:+d}".replace("-", "−") if self.difference else ""


def rows_for(submission, version, lines, user) -> list[Row]:
    """The lines of a return as a user may see them.

    Where the user's own lists leave something out, what was handed in is told without it, too: see decision 0011.
    """
    counted = (version or submission).counted
    lines = readable(lines, user, submission.organization)
    now = count(submission.organization, counted, lines, user)
    hidden = hidden_keys(submission.organization, counted, lines, user, now)
    frozen = version.figures if version else {}
    shown = {key: now[key].value if key in hidden else frozen.get(key) for key in now} if version else {}
    totals = (version or submission).totals
    return [Row(line, now[line.key], shown.get(line.key), totals.get(line.key)) for line in lines]


def hidden_keys(organization, counted, lines, user, now):
    """The lines with rows that don't exist for this user."""
    if not own_member(user):
        return set()
    everything = values(organization, counted, lines)
    return {key for key, number in now.items() if number.value != everything[key]}


def doubts(lines, totals, recorded):
    """What doesn't add up in typed totals, in words: they are kept as they were typed, and never repaired."""
    by_key = {line.key: line for line in lines}
    found = []
    for line in lines:
        whole, part = totals.get(line.part_of), totals.get(line.key)
        if whole is not None and part is not None and part > whole:
            of = by_key[line.part_of]
            found.append(f"{line.key} “{line.label}” ({part}) lớn hơn {of.key} “{of.label}” ({whole}).")
    if totals and any(recorded.values()):
        found.append(MIXED)
    return found


MIXED = (
    "Đơn vị vừa có hồ sơ vừa nộp số tổng hợp: không cộng hai lần. "
    "Số theo hồ sơ được tính, số tổng hợp chỉ ghi bên cạnh."
)
