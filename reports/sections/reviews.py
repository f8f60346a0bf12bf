"""Self-criticism reviews of the period, what they found and what measures followed, if there is any."""

from reports.blocks import Section
from reports.figures import figure
from reports.sections.wording import organizations_and_members

HELD = figure("review")
LIMITATIONS = figure("limitation")
DUE, DONE = figure("measure_due"), figure("measure_done")
DONE_LATE, OVERDUE = figure("measure_done_late"), figure("measure_overdue")


def sections(counts):
    if not any(counts.value(one) for one in (HELD, DUE, DONE, OVERDUE)):
        return []
    part = Section("Kiểm điểm tự phê bình và phê bình")
    part.say(
        "Trong kỳ đã tiến hành {} cuộc kiểm điểm, đối với {}; nêu ra {} hạn chế, khuyết điểm.",
        counts.number(HELD),
        organizations_and_members(counts, HELD),
        counts.number(LIMITATIONS),
    )
    part.say(
        "Biện pháp sau kiểm điểm: {} đến hạn trong kỳ; {} hoàn thành, trong đó {} sau thời hạn; "
        "đến hết ngày cuối kỳ còn {} quá hạn.",
        *(counts.number(one) for one in (DUE, DONE, DONE_LATE, OVERDUE)),
    )
    return [part]
