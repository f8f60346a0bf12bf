"""Lists behind figures of the statistical forms that no list of a lower app holds."""

from django.db.models import Sum

from core.screens import ListScreen
from core.text import number
from inspections.models import SubjectNumber
from inspections.views.denunciations import DenunciationList
from inspections.views.inspections import SubjectList
from members.permissions import can_read_records
from reports.filters.counted import (
    DisciplinedAccusedFilters,
    DisciplinedSubjectFilters,
    LetterFilters,
    SubjectNumberFilters,
)
from reports.tables.counted import SubjectNumberTable


class SubjectNumberList(ListScreen):
    """The numbers that make a sum of forms 7 to 10, with that sum."""

    model, permission = SubjectNumber, can_read_records
    title, unit = "Số liệu nhập theo biểu thống kê", "số liệu"
    filterset_class, table_class = SubjectNumberFilters, SubjectNumberTable
    related = (
        "subject__inspection__organization",
        "subject__subject_organization",
        "subject__subject_member",
    )
    ordering = ("-subject__concluded", "subject", "pk")
    empty_hint = "Số liệu của biểu 7 đến 10 được nhập ở từng đối tượng của cuộc kiểm tra."

    @property
    def lead(self):
        return f"Cộng các số trong danh sách: {number(self.sum)}"

    @property
    def sum(self):
        return self.found.order_by().aggregate(sum=Sum("value"))["sum"] or 0


class DisciplinedSubjectList(SubjectList):
    title = "Đối tượng kiểm tra, giám sát đã bị kỷ luật"
    filterset_class = DisciplinedSubjectFilters
    lead = "Có quyết định kỷ luật về chính đối tượng, từ cuộc kiểm tra, giám sát đó, đến ngày cuối kỳ."
    empty_hint = "Không có đối tượng nào bị kỷ luật từ các cuộc này."


class DisciplinedAccusedList(DenunciationList):
    title = "Đối tượng bị tố cáo đã bị kỷ luật"
    filterset_class = DisciplinedAccusedFilters
    lead = "Có quyết định kỷ luật về chính đối tượng, trong vụ việc lập từ đơn, đến ngày cuối kỳ."
    create_url, quick_views = "", ()
    empty_hint = "Không có đối tượng nào bị kỷ luật từ các đơn này."


class LetterList(DenunciationList):
    title = "Đơn thư tiếp nhận, mỗi đơn một dòng"
    filterset_class = LetterFilters
    lead = "Đơn về nhiều đối tượng được đếm một lần."
    create_url, quick_views = "", ()
    empty_hint = "Không tiếp nhận đơn nào trong kỳ."
