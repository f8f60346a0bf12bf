from datetime import timedelta

from django.db.models import Q

from core.filters import ChoiceFilter, ChoicesFilter
from inspections.choices import VIOLATION_GROUPS, Activity, RemedyState, Severity
from inspections.filters.free_text import FreeTextFilter
from inspections.filters.parts import UnitFilter, coded
from members.choices import Body, Level, SubjectKind
from members.filters import DUE_CHOICES, DueFilterSet, OrganizationFilter

REMEDY_STAGES = [
    ("open", "Chưa khắc phục xong"),
    ("overdue", "Quá hạn"),
    ("done", "Đã khắc phục xong trong kỳ"),
    ("done_late", "Khắc phục xong trong kỳ nhưng quá hạn"),
]
AGES = {"30": (1, 30), "90": (31, 90), "more": (91, None)}
"""Age bands of what is overdue, in days."""
AGE_CHOICES = [("30", "Quá hạn đến 30 ngày"), ("90", "Quá hạn 31 đến 90 ngày"), ("more", "Quá hạn trên 90 ngày")]


class RemedyFilters(DueFilterSet):
    organization = OrganizationFilter("Tổ chức kiểm tra và cấp dưới")
    unit = UnitFilter("Đơn vị phải khắc phục", of="finding__subject__")
    stage = ChoiceFilter("Tình trạng", choices=REMEDY_STAGES, method="by_stage")
    state = ChoicesFilter("Bước khắc phục", choices=RemedyState)
    due = ChoiceFilter("Sắp đến hạn", choices=DUE_CHOICES, method="by_due")
    age = ChoicesFilter("Thời gian quá hạn", choices=AGE_CHOICES, method="by_age")
    subject = ChoiceFilter("Đối tượng", choices=SubjectKind, field_name="finding__subject__subject_kind")
    group = ChoicesFilter(
        "Nhóm vi phạm", choices=coded(VIOLATION_GROUPS), none="Chưa ghi nhóm", field_name="finding__group"
    )
    severity = ChoicesFilter("Mức độ", choices=Severity, none="Chưa ghi mức độ", field_name="finding__severity")
    activity = ChoicesFilter("Loại", choices=Activity, field_name="finding__subject__activity")
    level = ChoicesFilter("Cấp thực hiện", choices=Level, field_name="finding__subject__level")
    body = ChoicesFilter("Chủ thể", choices=Body, field_name="finding__subject__body")
    q = FreeTextFilter(
        "Khuyết điểm, tên đối tượng",
        texts=["finding__description", "requirement"],
        numbers=["finding__subject__inspection__number"],
        names=[
            "finding__subject__subject_organization__search_key",
            "finding__subject__subject_member__search_key",
        ],
    )

    def by_age(self, queryset, name, value):
        """Overdue by so many days as of the last day of the period."""
        bands = Q()
        for youngest, oldest in (AGES[band] for band in value):
            band = Q(due__lte=self.day - timedelta(days=youngest))
            bands |= band & Q(due__gte=self.day - timedelta(days=oldest)) if oldest else band
        return queryset.overdue(self.day).filter(bands)
