"""The main numbers of a period beside those of the period before and of the same period last year."""

from inspections.choices import INSPECTIONS, SUPERVISIONS
from reports.blocks import Section
from reports.comparison import change
from reports.figures import figure
from reports.sections.wording import MEMBERS, ORGANIZATIONS

INSPECTED = figure("subject", activity=INSPECTIONS)
SUPERVISED = figure("subject", activity=SUPERVISIONS)

MAIN_FIGURES = {
    "Tổ chức đảng được kiểm tra": INSPECTED.of(subject=ORGANIZATIONS),
    "Đảng viên được kiểm tra": INSPECTED.of(subject=MEMBERS),
    "Tổ chức đảng được giám sát": SUPERVISED.of(subject=ORGANIZATIONS),
    "Đảng viên được giám sát": SUPERVISED.of(subject=MEMBERS),
    "Cuộc kiểm tra, giám sát kết luận": figure("inspection"),
    "Cuộc đang tiến hành cuối kỳ": figure("inspection_in_progress"),
    "Tổ chức đảng bị kỷ luật": figure("decision", subject=ORGANIZATIONS),
    "Đảng viên bị kỷ luật": figure("decision", subject=MEMBERS),
    "Đơn khiếu nại đã giải quyết": figure("appeal_resolved"),
    "Đối tượng bị tố cáo đã giải quyết": figure("denunciation_resolved"),
    "Việc khắc phục hoàn thành": figure("remedy_done"),
    "Việc khắc phục quá hạn cuối kỳ": figure("remedy_overdue"),
}


def section(counts):
    part = Section("Kết quả chung")
    part.show(
        "Các chỉ tiêu chính và so sánh",
        ("Chỉ tiêu", "Kỳ này", "Kỳ trước", "So với kỳ trước", "Cùng kỳ năm trước", "So với cùng kỳ"),
        [_row(counts, label, main) for label, main in MAIN_FIGURES.items() if counts.has(main.fact)],
        note=(
            "Đơn vị tính là lượt đối tượng: một tổ chức hoặc đảng viên được kiểm tra hai lần tính hai lượt. "
            f"Kỳ trước: {counts.spans['previous'].label}. Cùng kỳ năm trước: {counts.spans['last_year'].label}."
        ),
    )
    return part


def _row(counts, label, main):
    now, previous, last_year = (counts.number(main, span) for span in ("now", "previous", "last_year"))
    return (
        label,
        now,
        previous,
        change(now.value, previous.value),
        last_year,
        change(now.value, last_year.value),
    )
