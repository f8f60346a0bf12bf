"""The desk: what is late, what falls due, and what waits for a step of this user; each count opens its list."""

from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.screens import Screen, sections_about
from core.text import short_date
from inspections import deadlines
from inspections.choices import HANDLED_LETTER_STATES, RUNNING_STATES, State
from inspections.filters.inspections import DAYS_OF_DUE
from inspections.models import Denunciation, Inspection, Remedy
from inspections.notices import notices_on, time_left
from inspections.states import INSPECTION, REMEDY
from inspections.tables.parts import STATE_TONES
from members.permissions import can_read_denunciations, can_read_records
from rules import book

LATE, DUE, WAITING = "Quá hạn", "Sắp đến hạn", "Chờ xử lý"
"""Columns of the desk; upper apps add groups to them."""
SHOWN = 8
"""Rows of a group; the rest is a click away."""


@dataclass(frozen=True)
class Line:
    text: str
    url: str
    due: str = ""
    state: str = ""
    tone: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Group:
    """A heading with its count, the list behind it, and its first rows; without a list, all its rows."""

    title: str
    count: int
    url: str
    lines: list = field(default_factory=list)
    empty: str = ""


class Desk(Screen):
    template_name = "inspections/desk.html"
    permission, title = can_read_records, "Việc cần làm"

    @property
    def lead(self):
        return f"Tính đến ngày {short_date(timezone.localdate())}, trong phạm vi được phân công."

    def get(self, request):
        self.day, self.book = timezone.localdate(), book.read()
        self.notices = notices_on(self.day, self.book)
        late = [self.late_inspections(), self.late_remedies()]
        soon = [self.inspections_due(), self.remedies_due()]
        if can_read_denunciations(request.user):
            late.append(self.late_letters())
        columns = {LATE: late, DUE: soon, WAITING: self.waiting()}
        for column, group in sections_about("desk", None, request.user):
            columns[column].append(group)
        if not columns[WAITING]:
            columns[WAITING] = [Group("Không có việc nào chờ xử lý", 0, "", [], "Các bước đều đã có người làm.")]
        return self.respond(columns=columns.items())

    # --------------------------------------------------------------------------------------------------- inspections

    def inspections(self):
        return Inspection.objects.visible_to(self.request.user).select_related("organization")

    def due_inspections(self, title, due, empty):
        first, last = DAYS_OF_DUE[due]
        found = deadlines.due_between(self.inspections(), self.book, self.day, first, last)
        rows = self.inspections().filter(pk__in=found)
        lines = sorted(((deadlines.of(row, self.book).due, row) for row in rows), key=lambda one: one[0])
        return Group(
            title,
            len(found),
            address("inspection-list", due=due),
            [self.inspection_line(row, day) for day, row in lines[:SHOWN]],
            empty,
        )

    def inspection_line(self, row, due=None):
        words, tone = self.notices.words(due, self.day) if due else ("", "")
        if due and not words:
            words, tone = f"Còn {(due - self.day).days} ngày", "running"
        return Line(
            str(row),
            reverse("inspection-detail", args=[row.pk]),
            short_date(due) if due else "",
            words or row.get_state_display(),
            tone or STATE_TONES[row.state],
            str(row.organization),
        )

    def late_inspections(self):
        return self.due_inspections("Cuộc quá hạn kết luận", "late", "Không có cuộc nào quá hạn kết luận.")

    def inspections_due(self):
        return self.due_inspections("Cuộc đến hạn trong 7 ngày", "week", "Không có cuộc nào đến hạn trong 7 ngày.")

    # ------------------------------------------------------------------------------------------------------ remedies

    def remedies(self):
        rows = Remedy.objects.visible_to(self.request.user)
        return rows.select_related("finding__subject__subject_organization", "finding__subject__subject_member")

    def late_remedies(self):
        rows = self.remedies().overdue(self.day).order_by("due", "pk")
        return self.remedy_group(
            "Việc khắc phục quá hạn", rows, {"stage": "overdue"}, "Không có việc khắc phục nào quá hạn."
        )

    def remedies_due(self):
        last = self.notices.earliest
        rows = self.remedies().open(self.day).filter(due__gte=self.day, due__lte=self.day + timedelta(days=last))
        title = f"Việc khắc phục đến hạn trong {last} ngày"
        return self.remedy_group(title, rows.order_by("due", "pk"), {"due": str(last)}, f"Không có {title.lower()}.")

    def remedy_group(self, title, rows, query, empty):
        return Group(
            title, rows.count(), address("remedy-list", **query), list(map(self.remedy_line, rows[:SHOWN])), empty
        )

    def remedy_line(self, row):
        words, tone = self.notices.words(row.due, self.day) if row.due else ("", "")
        text = row.requirement or row.finding.description
        url = reverse("remedy-detail", args=[row.pk])
        return Line(text, url, short_date(row.due), words, tone, str(row.finding.subject))

    # ------------------------------------------------------------------------------------------------------- letters

    def late_letters(self):
        rows = Denunciation.objects.visible_to(self.request.user).filter(state__in=HANDLED_LETTER_STATES)
        late = []
        for letter in rows.select_related("subject_organization", "subject_member"):
            deadline = deadlines.of_letter(letter, self.book)
            if deadline and deadline.due < self.day:
                late.append((deadline.due, letter))
        late.sort(key=lambda one: one[0])
        lines = [
            Line(
                str(letter),
                reverse("denunciation-detail", args=[letter.pk]),
                short_date(due),
                time_left(due, self.day),
                "late",
                str(letter.subject),
            )
            for due, letter in late[:SHOWN]
        ]
        return Group(
            "Đơn quá hạn giải quyết",
            len(late),
            address("denunciation-list", due="late"),
            lines,
            "Không có đơn quá hạn.",
        )

    # ------------------------------------------------------------------------------------------- waiting for a step

    def waiting(self):
        """By state: what this user may move on with the next step of its course."""
        states = [(state, move) for state, move in NEXT.items() if move.may(self.request.user)]
        groups = []
        for state, move in states:
            rows = self.inspections().filter(state=state).order_by("listed", "pk")
            if state in RUNNING_STATES or rows.exists():
                lines = [self.inspection_line(row) for row in rows[:SHOWN]]
                url = address("inspection-list", state=state)
                groups.append(Group(f"{move.label}: chờ làm", rows.count(), url, lines))
        if REMEDY.move("verify").may(self.request.user):
            rows = self.remedies().filter(state="done").filter(~Q(done_by=None)).exclude(done_by=self.request.user)
            groups.append(
                self.remedy_group("Việc khắc phục chờ xác nhận", rows.order_by("done", "pk"), {"state": "done"}, "")
            )
        return [group for group in groups if group.count]


NEXT = {
    State.PREPARED: INSPECTION.move("decide"),
    State.DECIDED: INSPECTION.move("announce"),
    State.ANNOUNCED: INSPECTION.move("receive_report"),
    State.REPORTED: INSPECTION.move("verify"),
    State.VERIFYING: INSPECTION.move("draft"),
    State.DRAFTED: INSPECTION.move("conclude"),
    State.NOTIFIED: INSPECTION.move("archive"),
}
"""The step that each state waits for. A conclusion recorded from its papers waits for nothing."""


def address(name, **query):
    return f"{reverse(name)}?{urlencode(query)}"
