"""What stands against transferring a member's party life on a day: one home for “đang được kiểm tra, xem xét kỷ luật”.

Source: rule family "transfer" (29-QĐ/TW and what followed it; 69-QĐ/TW, article 2, clause 13).
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse

from discipline.choices import RUNNING_CASE_STATES
from discipline.models import CaseSubject, Decision, Suspension
from discipline.verdicts import Told
from inspections.models import Subject
from members.permissions import can_decide
from rules.families import Family

REFUSED = "refuse"


@dataclass(frozen=True)
class Bar(Told):
    """A rule that a member's transfer meets, and the records that the reader may see of why."""

    links: list = field(default_factory=list)
    """(text, address)."""

    @property
    def refuses(self):
        """Nobody may go on; else the head may, with a written reason."""
        return self.rule["value"] == REFUSED

    @property
    def words(self):
        flag = "" if self.is_confirmed else "; chưa xác nhận"
        return f"{self.rule['title']} ({self.source}{flag})"


def bars(book, member, *, day, user) -> list[Bar]:
    """The rules of the day that the member's open matters meet, all of them: what the user may not see isn't named."""
    found = []
    for rule in book.in_force(Family.TRANSFER, day):
        rows = MATTERS[rule["kind"]](member, day)
        if rows.exists():
            links = [_link(row) for row in _seen(rows, user)]
            found.append(Bar(rule, links))
    return found


def require_transferable(book, member, *, day, by, why=""):
    """What is gone on against, in words for the event; refused where the rules refuse, or nobody wrote why."""
    found = bars(book, member, day=day, user=by)
    if not found:
        return []
    words = "; ".join(bar.words for bar in found)
    if any(bar.refuses for bar in found):
        raise ValidationError(f"Chưa chuyển sinh hoạt được: {words}.", code="barred")
    if not can_decide(by, member):
        raise ValidationError(f"Chưa chuyển sinh hoạt được: {words}. Chỉ chủ nhiệm được quyết định.", code="not_head")
    if not why.strip():
        message = f"{words}. Muốn tiếp tục thì ghi lý do ở ô “Lý do làm khác quy định”."
        raise ValidationError({"why": message}, code="against_rules")
    return [f"{words}. Lý do làm khác quy định: {why.strip()}"]


def _inspected(member, day):
    return Subject.objects.in_progress(day).filter(subject_member=member).select_related("inspection")


def _considered(member, day):
    """Of a case that is open on the day, and in which nothing has come out for them yet."""
    open_then = Q(case__state__in=RUNNING_CASE_STATES, outcome="") | Q(case__decided__gt=day)
    return CaseSubject.objects.filter(open_then, subject_member=member, case__opened__lte=day).select_related("case")


def _suspended(member, day):
    return Suspension.objects.running(day).filter(subject_member=member)


def _disciplined(member, day):
    return Decision.objects.in_force(day).filter(subject_member=member)


MATTERS = {"inspected": _inspected, "case": _considered, "suspended": _suspended, "serving": _disciplined}
"""By the word of the rules: a member's rows on a day, out of everybody's scope."""


def _seen(rows, user):
    return rows.filter(pk__in=rows.model.objects.visible_to(user).order_by().values("pk"))


def _link(row):
    if isinstance(row, Subject):
        return str(row.inspection), reverse("inspection-detail", args=[row.inspection_id])
    if isinstance(row, CaseSubject):
        return str(row.case), reverse("case-detail", args=[row.case_id])
    return str(row), reverse(f"{row._meta.model_name}-detail", args=[row.pk])
