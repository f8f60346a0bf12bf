from core.filters import ChoicesFilter, LookupFilter, YearFilter
from inspections.choices import MEMBER_SUPERVISION_CONTENTS, ORGANIZATION_CONTENTS, NoteAssessment
from inspections.filters.parts import DatedFilterSet, FreeTextFilter, TreeFilter, coded
from members.forms import OrganizationField
from members.models import in_subtree

QUARTERS = [("1", "Quý I"), ("2", "Quý II"), ("3", "Quý III"), ("4", "Quý IV")]
CONTENTS = coded(ORGANIZATION_CONTENTS + MEMBER_SUPERVISION_CONTENTS)


class AboutUnitFilter(LookupFilter):
    """What is noted of an organization, its members, or anything below it."""

    field_class = OrganizationField

    def filter(self, queryset, value):
        if not value:
            return queryset
        of_organizations = in_subtree(value.path, "subject_organization__path")
        return queryset.filter(of_organizations | in_subtree(value.path, "subject_member__path"))


class RoutineNoteFilters(DatedFilterSet):
    organization = TreeFilter("Tổ chức giám sát và cấp dưới", field_name="path")
    unit = AboutUnitFilter("Đối tượng thuộc tổ chức")
    year = YearFilter("Năm", field_name="noted__year")
    quarter = ChoicesFilter("Quý", choices=QUARTERS, field_name="noted__quarter")
    assessment = ChoicesFilter("Nhận xét", choices=NoteAssessment)
    code = ChoicesFilter("Nội dung", choices=CONTENTS, none="Chưa chọn")
    q = FreeTextFilter(
        "Ghi nhận, tên đối tượng",
        texts=["text", "inspection__number"],
        names=["subject_organization__search_key", "subject_member__search_key"],
    )
    period_field = "noted"
