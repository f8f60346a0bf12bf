"""How lists of decisions are narrowed. Figures link here: the parameters are a promise."""

from core.filters import ChoiceFilter, ChoicesFilter
from discipline.choices import Form
from discipline.filters.parts import SUBJECT_KEYS, SUBJECT_NAMES
from discipline.models import Decision, DecisionGroup
from inspections.choices import VIOLATION_GROUPS
from inspections.filters.parts import ChildChoicesFilter, DatedFilterSet, FreeTextFilter, coded
from members.choices import Body, Level, SubjectKind
from members.filters import OrganizationFilter


class DecisionFilters(DatedFilterSet):
    q = FreeTextFilter("Số quyết định, tên đối tượng", texts=("number", *SUBJECT_KEYS), names=SUBJECT_NAMES)
    organization = OrganizationFilter("Tổ chức ra quyết định và cấp dưới")
    form = ChoicesFilter("Hình thức", choices=Form)
    subject = ChoiceFilter("Loại đối tượng", choices=SubjectKind, field_name="subject_kind")
    level = ChoicesFilter("Cấp ra quyết định", choices=Level)
    body = ChoicesFilter("Chủ thể", choices=Body)
    seat = ChoicesFilter("Đối tượng là cấp ủy viên", choices=Level, none="Không là cấp ủy viên")
    group = ChildChoicesFilter("Nhóm vi phạm", model=DecisionGroup, link="decision", choices=coded(VIOLATION_GROUPS))
    period_field = "decided"

    class Meta(DatedFilterSet.Meta):
        model = Decision
