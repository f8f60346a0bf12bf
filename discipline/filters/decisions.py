"""How lists of decisions are narrowed. Figures link here: the parameters are a promise."""

from core.filters import ChoiceFilter, ChoicesFilter
from discipline.checks import questioned
from discipline.choices import CheckKind, Form
from discipline.filters.parts import SUBJECT_KEYS, SUBJECT_NAMES
from discipline.models import Decision, DecisionGroup
from inspections.choices import VIOLATION_GROUPS
from inspections.filters.parts import ChildChoicesFilter, DatedFilterSet, FreeTextFilter, coded
from members.choices import Body, Level, SubjectKind
from members.filters import OrganizationFilter
from rules import book


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


class QuestionFilters(DecisionFilters):
    question = ChoicesFilter("Quy định đặt vấn đề về", choices=CheckKind, method="by_question")

    def by_question(self, queryset, name, values):
        found = questioned(queryset, book.read())
        keys = [key for key, questions in found.items() if any(one.kind in values for one in questions)]
        return queryset.filter(pk__in=keys)
