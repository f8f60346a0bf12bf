"""The people of inspection committees, what they learned, and the training that they took."""

from reports.facts.columns import through
from reports.facts.fact import Fact
from reports.models import StaffMember, StaffQualification, Training


def _qualifications(period):
    serving = StaffMember.objects.serving(period.last).order_by()
    return StaffQualification.objects.filter(staff_member__in=serving)


OF_STAFF = {
    "staff": Fact(
        "Nhân sự ủy ban kiểm tra cuối kỳ",
        "người",
        lambda period: StaffMember.objects.serving(period.last),
        {"level": "level", "post": "post", "rank": "rank"},
        "staff-list",
        compared=False,
        about=None,
    ),
    "staff_qualification": Fact(
        "Trình độ của nhân sự ủy ban kiểm tra cuối kỳ",
        "lượt trình độ",
        _qualifications,
        {"qualification": "code", **through("staff_member", {"level": "level", "post": "post", "rank": "rank"})},
        "staff-list",
        path="staff_member__path",
        compared=False,
        about=None,
        many="qualification",
    ),
    "training": Fact(
        "Kết quả đào tạo, bồi dưỡng trong kỳ",
        "lượt",
        lambda period: Training.objects.filter(day__gte=period.first, day__lte=period.last),
        {"qualification": "code", **through("staff_member", {"level": "level", "post": "post", "rank": "rank"})},
        "training-list",
        path="staff_member__path",
        compared=False,
        about=None,
    ),
}
