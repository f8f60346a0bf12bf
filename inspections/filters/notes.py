from core.filters import ChoicesFilter, YearFilter
from inspections.choices import MEMBER_SUPERVISION_CONTENTS, ORGANIZATION_CONTENTS, NoteAssessment
from inspections.filters.parts import DatedFilterSet, FreeTextFilter, UnitFilter, coded
from members.filters import OrganizationFilter

QUARTERS = [("1", "Quý I"), ("2", "Quý II"), ("3", "Quý III"), ("4", "Quý IV")]
CONTENTS = coded(ORGANIZATION_CONTENTS + MEMBER_SUPERVISION_CONTENTS)


class RoutineNoteFilters(DatedFilterSet):
    organization = OrganizationFilter("Tổ chức giám sát và cấp dưới")
    unit = UnitFilter("Đối tượng thuộc tổ chức")
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
