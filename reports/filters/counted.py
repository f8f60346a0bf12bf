"""How the lists behind figures of the statistical forms are narrowed."""

from django.db.models import Exists, OuterRef

from core.filters import ChoiceFilter, ChoicesFilter, FilterSet, TextFilter
from inspections.choices import VIOLATION_GROUPS, Activity, Result
from inspections.filters.denunciations import DenunciationFilters
from inspections.filters.inspections import NUMBERS, SubjectFilters
from inspections.filters.parts import ChildChoicesFilter, PositionedFilterSet, coded
from inspections.models import DenunciationGroup, SubjectNumber
from members.choices import Body, Level, SubjectKind
from members.filters import OrganizationFilter
from reports.choices import Qualification, StaffPost, StaffRank
from reports.derived import disciplined_accused, disciplined_subjects, letter_groups, letters
from reports.models import StaffMember, StaffQualification, Training


class SubjectNumberFilters(PositionedFilterSet):
    """Numbers of forms 7 to 10, by the day on which the inspection of their subject was concluded."""

    position_of = actor_of = "subject__"
    organization = OrganizationFilter("Tổ chức thực hiện và cấp dưới", field_name="subject__path")
    number = ChoicesFilter("Cột của biểu", choices=NUMBERS, field_name="column")
    activity = ChoicesFilter("Loại", choices=Activity, field_name="subject__activity")
    level = ChoicesFilter("Cấp thực hiện", choices=Level, field_name="subject__level")
    body = ChoicesFilter("Chủ thể", choices=Body, field_name="subject__body")
    subject = ChoiceFilter("Đối tượng", choices=SubjectKind, field_name="subject__subject_kind")
    result = ChoicesFilter("Kết quả", choices=Result, none="Chưa có kết quả", field_name="subject__result")

    class Meta(PositionedFilterSet.Meta):
        model = SubjectNumber

    def in_period(self, queryset, first, last):
        concluded = queryset.filter(subject__concluded__isnull=False)
        return self.between(concluded, "subject__concluded", first, last)


class DisciplinedSubjectFilters(SubjectFilters):
    """Subjects disciplined by the last day of the period because of their inspection."""

    def in_period(self, queryset, first, last):
        return disciplined_subjects(super().in_period(queryset, first, last), self.day)


class DisciplinedAccusedFilters(DenunciationFilters):
    """Accused disciplined by the last day of the period in a case that their letter led to."""

    def in_period(self, queryset, first, last):
        return disciplined_accused(super().in_period(queryset, first, last), self.day)


class LetterFilters(DenunciationFilters):
    """Letters as one each: by the row written first, or by the one that names a content first when one is asked for."""

    group = ChoicesFilter("Nhóm vi phạm", choices=coded(VIOLATION_GROUPS), method="by_group")

    def in_period(self, queryset, first, last):
        queryset = self.between(queryset, "received", first, last)
        return queryset if self.chosen.get("group") else letters(queryset)

    def by_group(self, queryset, name, values):
        groups = DenunciationGroup.objects.filter(code__in=values, denunciation=OuterRef("pk"))
        return queryset.filter(Exists(letter_groups(groups)))


class StaffFilters(FilterSet):
    """Who works for the commissions; with a last day, those who did on it."""

    q = TextFilter("Họ và tên", field_name="name")
    organization = OrganizationFilter("Tổ chức và cấp dưới")
    post = ChoicesFilter("Chức vụ", choices=StaffPost)
    rank = ChoicesFilter("Ngạch", choices=StaffRank, none="Chưa ghi")
    level = ChoicesFilter("Cấp", choices=Level)
    qualification = ChildChoicesFilter("Trình độ", model=StaffQualification, link="staff_member", choices=Qualification)

    class Meta(FilterSet.Meta):
        model = StaffMember

    def in_period(self, queryset, first, last):
        return queryset.serving(last) if last else queryset


class TrainingFilters(FilterSet):
    organization = OrganizationFilter("Tổ chức và cấp dưới", field_name="staff_member__path")
    qualification = ChoicesFilter("Kết quả đào tạo, bồi dưỡng", choices=Qualification, field_name="code")
    level = ChoicesFilter("Cấp", choices=Level, field_name="staff_member__level")
    post = ChoicesFilter("Chức vụ", choices=StaffPost, field_name="staff_member__post")
    rank = ChoicesFilter("Ngạch", choices=StaffRank, none="Chưa ghi", field_name="staff_member__rank")
    period_field = "day"

    class Meta(FilterSet.Meta):
        model = Training
