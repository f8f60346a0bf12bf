"""What inspection and supervision leave open when an organization ends."""

from django.db.models import Q
from django.db.models.functions import Coalesce

from inspections.choices import RUNNING_STATES, UNRESOLVED_LETTER_ENDS, LetterState, ProgrammeState, RemedyState, State
from inspections.models import Denunciation, Inspection, Programme, Remedy
from members.handing_over import Matter


def _running_programmes(day):
    """Of the year of the reorganization or a later one, and not closed."""
    years = Q(year__gte=day.year) | Q(last_year__gte=day.year)
    return years & ~Q(state=ProgrammeState.CLOSED)


MATTERS = (
    Matter(
        "programme", "Chương trình đang thực hiện", Programme, _running_programmes, url_name="programme-detail",
        related=("organization",),
    ),
    Matter(
        "inspection", "Cuộc kiểm tra, giám sát chưa kết luận", Inspection,
        lambda day: Q(state__in=[State.PREPARED, *RUNNING_STATES]), url_name="inspection-detail",
    ),
    Matter(
        "remedy", "Yêu cầu khắc phục chưa xong", Remedy, lambda day: ~Q(state=RemedyState.VERIFIED),
        column="owner_organization", url_name="remedy-detail", related=("finding",),
        holder=Coalesce("owner_organization_id", "finding__subject__subject_organization_id"),
    ),
    Matter(
        "denunciation", "Đơn tố cáo chưa giải quyết", Denunciation,
        lambda day: ~Q(state__in=[LetterState.RESOLVED, *UNRESOLVED_LETTER_ENDS]), url_name="denunciation-detail",
    ),
)  # fmt: skip
