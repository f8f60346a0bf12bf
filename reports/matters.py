"""Everything that is open when an organization ends, of all floors, in the order in which the preview shows it."""

from collections import Counter
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from discipline.matters import MATTERS as OF_DISCIPLINE
from inspections.matters import MATTERS as OF_INSPECTIONS
from members.handing_over import ASSIGNMENTS, Matter
from members.models import Organization
from reports.choices import RUNNING_CONCLUSION_STATES, WRITTEN_STATES, SubmissionState
from reports.models import Conclusion, Submission


def _unfinished(day):
    return Q(state__in=[*WRITTEN_STATES, SubmissionState.SUBMITTED])


OWN = (
    Matter(
        "submission", "Báo cáo kỳ chưa được tiếp nhận", Submission, _unfinished, url_name="submission-detail",
        related=("organization",), unique_with=("period",),
    ),
    Matter(
        "received", "Báo cáo của cấp dưới chờ tiếp nhận", Submission, _unfinished, column="receiver",
        url_name="submission-detail", related=("organization",),
    ),
    Matter(
        "conclusion", "Kết luận giao ban chưa thực hiện xong", Conclusion,
        lambda day: Q(state__in=RUNNING_CONCLUSION_STATES), column="owner_organization", url_name="conclusion-detail",
        related=("briefing__organization",),
    ),
)  # fmt: skip

MATTERS = (*OF_INSPECTIONS, *OF_DISCIPLINE, *OWN, ASSIGNMENTS)
BY_CODE = {matter.code: matter for matter in MATTERS}


def handed_rows(matter, handed, user):
    """The rows of a kind among some handovers, as far as a user may see them, each with its handover."""
    of_kind = handed.filter(table=matter.model._meta.label_lower, column=matter.column)
    by_row = {one.row: one for one in of_kind.select_related("act__organization", "act__reorganization", "after")}
    if not by_row:
        return []
    visible = getattr(matter.model.objects.all(), "visible_to", None)
    rows = visible(user) if visible else matter.model.objects.filter(organization__in=_within(user))
    return [(row, by_row[row.pk]) for row in rows.filter(pk__in=by_row).select_related(*matter.related)]


def _within(user):
    return Organization.objects.visible_to(user).order_by().values("pk")


def handed_counts(handed, user, organization=None):
    """(kind, how many, address of their list) of some handovers, decision by decision."""
    found = []
    for matter in MATTERS:
        by_decision = Counter(one.act.reorganization_id for _, one in handed_rows(matter, handed, user))
        for decision, count in sorted(by_decision.items()):
            url = reverse("reorganization-handed", args=[decision, matter.code])
            query = f"?{urlencode({'organization': organization.code})}" if organization else ""
            found.append((matter.label, count, url + query))
    return found
