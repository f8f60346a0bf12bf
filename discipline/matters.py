"""What discipline leaves open when an organization ends."""

from django.db.models import Q

from discipline.choices import OPEN_APPEAL_STATES, RUNNING_CASE_STATES
from discipline.models import Appeal, Case, Suspension
from members.handing_over import Matter

MATTERS = (
    Matter(
        "case", "Vụ việc kỷ luật đang xem xét", Case, lambda day: Q(state__in=RUNNING_CASE_STATES),
        url_name="case-detail",
    ),
    Matter(
        "appeal", "Khiếu nại chưa giải quyết", Appeal, lambda day: Q(state__in=OPEN_APPEAL_STATES),
        url_name="appeal-detail",
    ),
    Matter(
        "suspension", "Quyết định đình chỉ còn hiệu lực", Suspension,
        lambda day: Q(ended__isnull=True, until__gte=day), url_name="suspension-detail",
    ),
)  # fmt: skip
