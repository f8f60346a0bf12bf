"""What the committee studied and set going in the period: the first part of a report, if there is any."""

from reports.blocks import Section
from reports.figures import figure

STUDIED = figure("resolution")
PLANNED = figure("resolution", planned="yes")


def sections(counts):
    if not counts.value(STUDIED):
        return []
    part = Section("Công tác lãnh đạo, chỉ đạo")
    part.say(
        "Trong kỳ đã tổ chức học tập, quán triệt {} văn bản; đã ban hành chương trình hành động thực hiện {} văn bản.",
        counts.number(STUDIED),
        counts.number(PLANNED),
    )
    return [part]
