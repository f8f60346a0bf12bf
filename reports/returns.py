"""The lines of a return: figures of base level by groups A to G, counted from the records of the unit's tree.

Groups and their order are those that committees of wards and communes reported by in 2026 [S].
"""

from collections import defaultdict
from dataclasses import dataclass

from inspections.choices import FAULTY_RESULTS
from members.permissions import can_read_denunciations, own_member
from reports.facts import FACTS, UNIT
from reports.figures import Counts, Figure, Number, figure


@dataclass(frozen=True)
class Line:
    """One line: its key, its mark as printed, its words, the figure it counts, and the line it is a part of."""

    key: str
    mark: str
    label: str
    figure: Figure
    part_of: str = ""

    @property
    def is_of_letters(self):
        return FACTS[self.figure.fact].letters


def _group(mark, *lines):
    for number, (label, one, *part) in enumerate(lines, 1):
        yield Line(f"{mark}{number}", f"{mark}.{number}", label, one, f"{mark}{part[0]}" if part else "")


COMPLIANCE = figure("subject", activity="compliance")
VIOLATION = figure("subject", activity="violation")
THEMATIC = figure("subject", activity="thematic")
DECISION = figure("decision")
MEMBERS = DECISION.of(subject="member")

LINES = (
    *_group(
        "A",
        ("Tổ chức đảng được kiểm tra chấp hành", COMPLIANCE.of(subject="organization")),
        ("Tổ chức đảng có khuyết điểm, vi phạm", COMPLIANCE.of(subject="organization", result=FAULTY_RESULTS), 1),
        ("Đảng viên được kiểm tra chấp hành", COMPLIANCE.of(subject="member")),
        ("Đảng viên có khuyết điểm, vi phạm", COMPLIANCE.of(subject="member", result=FAULTY_RESULTS), 3),
    ),
    *_group(
        "B",
        ("Tổ chức đảng được kiểm tra khi có dấu hiệu vi phạm", VIOLATION.of(subject="organization")),
        ("Tổ chức đảng phải thi hành kỷ luật", VIOLATION.of(subject="organization", result="to_discipline"), 1),
        ("Đảng viên được kiểm tra khi có dấu hiệu vi phạm", VIOLATION.of(subject="member")),
        ("Đảng viên phải thi hành kỷ luật", VIOLATION.of(subject="member", result="to_discipline"), 3),
    ),
    *_group(
        "C",
        ("Tổ chức đảng được giám sát chuyên đề", THEMATIC.of(subject="organization")),
        ("Đảng viên được giám sát chuyên đề", THEMATIC.of(subject="member")),
    ),
    *_group("D", ("Lượt giám sát thường xuyên", figure("note"))),
    *_group(
        "E",
        ("Đối tượng bị tố cáo, đơn tiếp nhận", figure("denunciation_received")),
        ("Đối tượng bị tố cáo, đã giải quyết xong", figure("denunciation_resolved")),
        ("Đơn khiếu nại kỷ luật đã giải quyết", figure("appeal_resolved")),
    ),
    *_group(
        "F",
        ("Tổ chức đảng bị kỷ luật", DECISION.of(subject="organization")),
        ("Đảng viên bị kỷ luật", MEMBERS),
        ("Khiển trách", MEMBERS.of(form="reprimand"), 2),
        ("Cảnh cáo", MEMBERS.of(form="warning"), 2),
        ("Cách chức", MEMBERS.of(form="removal"), 2),
        ("Khai trừ", MEMBERS.of(form="expulsion"), 2),
    ),
    *_group(
        "G",
        ("Việc khắc phục đến hạn", figure("remedy_due")),
        ("Việc khắc phục hoàn thành", figure("remedy_done")),
    ),
)


def lines_of(form, day):
    """The lines of a form as it stands on a day."""
    return LINES


def readable(lines, user, organization):
    """The lines that a user may see: those about letters only with the right to read letters."""
    letters = can_read_denunciations(user, organization)
    return [line for line in lines if letters or not line.is_of_letters]


def count(organization, counted, lines, user=None) -> dict[str, Number]:
    """The lines from the records of the unit's tree, in one statement. No user: all there is, as a return has it."""
    counts = Counts.of_figures(organization, {"now": counted}, [line.figure for line in lines], user)
    return {line.key: counts.number(line.figure) for line in lines}


def values(organization, counted, lines, user=None) -> dict[str, int]:
    return {key: number.value for key, number in count(organization, counted, lines, user).items()}


def count_by_unit(organization, counted, lines, units, user=None) -> dict[int, dict[str, int]]:
    """The lines of each unit directly below, in one statement however many units there are: by their key."""
    facts = defaultdict(set)
    for line in lines:
        facts[line.figure.fact] |= {UNIT, *(dimension for dimension, _ in line.figure.where)}
    counts = Counts(organization, {"now": counted}, user, {fact: tuple(sorted(asked)) for fact, asked in facts.items()})
    unit_at = {unit.path: unit.pk for unit in units}
    width = {len(path) for path in unit_at}
    found = {unit.pk: dict.fromkeys((line.key for line in lines), 0) for unit in units}
    for line in lines:
        for values_of_row, number in counts.rows(line.figure.fact):
            if all(values_of_row[dimension] in wanted for dimension, wanted in line.figure.where):
                for length in width:
                    unit = unit_at.get(values_of_row[UNIT][:length])
                    if unit:
                        found[unit][line.key] += number
    return found


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
            found.append(f"{line.mark} “{line.label}” ({part}) lớn hơn {of.mark} “{of.label}” ({whole}).")
    if totals and any(recorded.values()):
        found.append(MIXED)
    return found


MIXED = (
    "Đơn vị vừa có hồ sơ vừa nộp số tổng hợp: không cộng hai lần. "
    "Số theo hồ sơ được tính, số tổng hợp chỉ ghi bên cạnh."
)
