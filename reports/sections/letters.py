"""Appeals and denunciations: received, resolved, with what result."""

from discipline.choices import AppealResult
from inspections.choices import DenunciationResult
from reports.blocks import Section
from reports.figures import figure
from reports.sections.wording import by_value, organizations_and_members

NO_RESULT = ("", "chưa ghi kết quả")
HIDDEN = "Số liệu về đơn tố cáo chỉ hiển thị cho người được giao giải quyết."


def section(counts):
    part = Section("Giải quyết khiếu nại, tố cáo")
    _appeals(part, counts)
    if counts.has("denunciation_received"):
        _denunciations(part, counts)
    else:
        part.say(HIDDEN)
    return part


def _appeals(part, counts):
    resolved = figure("appeal_resolved")
    part.say(
        "Khiếu nại kỷ luật: tiếp nhận {} đơn; giải quyết xong {} đơn.",
        counts.number(figure("appeal_received")),
        counts.number(resolved),
    )
    if counts.value(resolved):
        part.say(
            "Kết quả giải quyết khiếu nại: {}.",
            by_value(counts, resolved, "result", (*AppealResult.choices, NO_RESULT)),
        )


def _denunciations(part, counts):
    resolved = figure("denunciation_resolved")
    part.say(
        "Tố cáo: tiếp nhận đơn đối với {}; giải quyết xong đối với {}.",
        organizations_and_members(counts, figure("denunciation_received")),
        organizations_and_members(counts, resolved),
    )
    if counts.value(resolved):
        part.say(
            "Kết luận về nội dung tố cáo: {}.",
            by_value(counts, resolved, "result", (*DenunciationResult.choices, NO_RESULT)),
        )
