from core.filters import ChoiceFilter, ChoicesFilter, YearFilter
from inspections.choices import MEMBER_SUPERVISION_CONTENTS, ORGANIZATION_CONTENTS, NoteAssessment
from inspections.filters.free_text import SUBJECT_NAMES, FreeTextFilter
from inspections.filters.parts import PositionedFilterSet, UnitFilter, coded
from members.choices import Body, Level, SubjectKind
from members.filters import OrganizationFilter

QUARTERS = [("1", "Quý I"), ("2", "Quý II"), ("3", "Quý III"), ("4", "Quý IV")]
CONTENTS = coded(ORGANIZATION_CONTENTS + MEMBER_SUPERVISION_CONTENTS)


class RoutineNoteFilters(PositionedFilterSet):
    organization = OrganizationFilter("Tổ chức giám sát và cấp dưới")
    unit = UnitFilter("Đối tượng thuộc tổ chức")
    subject = ChoiceFilter("Loại đối tượng", choices=SubjectKind, field_name="subject_kind")
    level = ChoicesFilter("Cấp giám sát", choices=Level)
    body = ChoicesFilter("Chủ thể", choices=Body)
    year = YearFilter("Năm", field_name="noted__year")
    quarter = ChoicesFilter("Quý", choices=QUARTERS, field_name="noted__quarter")
    assessment = ChoicesFilter("Nhận xét", choices=NoteAssessment)
    code = ChoicesFilter("Nội dung", choices=CONTENTS, none="Chưa chọn")
    q = FreeTextFilter(
        "Ghi nhận, tên đối tượng",
        texts=["text"],
        numbers=["inspection__number"],
        names=SUBJECT_NAMES,
    )
    period_field = "noted"
