"""Everything that is open when an organization ends, of all floors, in the order in which the preview shows it."""

from django.db.models import Q

from discipline.matters import MATTERS as OF_DISCIPLINE
from inspections.matters import MATTERS as OF_INSPECTIONS
from members.handing_over import ASSIGNMENTS, Matter
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
