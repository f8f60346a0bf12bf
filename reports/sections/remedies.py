"""Putting right what inspections found: done, done late, and overdue at the end of the period."""

from reports.blocks import Section
from reports.figures import figure
from reports.sections.wording import changed, compared

DONE = figure("remedy_done")
DONE_LATE = figure("remedy_done_late")
OVERDUE = figure("remedy_overdue")
OPEN = figure("remedy_open")


def section(counts):
    part = Section("Khắc phục sau kiểm tra, giám sát")
    part.say(
        "Trong kỳ hoàn thành {} việc khắc phục, trong đó {} việc xong sau thời hạn.",
        counts.number(DONE),
        counts.number(DONE_LATE),
    )
    part.say(
        "Đến hết ngày cuối kỳ còn {} việc chưa xong, trong đó {} việc quá hạn.",
        counts.number(OPEN),
        counts.number(OVERDUE),
    )
    if changed(counts, OVERDUE):
        part.say("So sánh: {}.", compared(counts, OVERDUE, "việc khắc phục quá hạn"))
    return part
