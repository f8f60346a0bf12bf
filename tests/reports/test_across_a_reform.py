"""What was begun before a reform and ended after it: each number counts by the tree of its own day."""

from datetime import datetime

import pytest

from core.periods import quarter
from members.choices import Role
from members.models import Assignment
from reports.figures import Counts, figure
from tests.numbers import wrong_numbers
from tests.reports.test_reorganizing import BOOK, HEADS, at, brought_in, told

pytestmark = pytest.mark.django_db
SPRING, SUMMER = quarter(2025, 2), quarter(2025, 3)
BEGUN, RESOLVED = datetime(2025, 6, 10), datetime(2025, 8, 20)
HEADS |= {
    "Tố cáo": ["Số đơn", "Ngày nhận", "Mã tổ chức", "Chủ thể", "Đảng viên bị tố cáo", "Ngày giải quyết", "Kết quả"],
    "Kỷ luật": ["Số quyết định", "Ngày quyết định", "Mã tổ chức", "Chủ thể", "Đảng viên bị kỷ luật", "Hình thức",
                "Nhóm vi phạm"],
    "Khiếu nại": ["Số đơn", "Ngày nhận", "Mã tổ chức", "Chủ thể", "Mã tổ chức kỷ luật", "Số quyết định kỷ luật",
                  "Đối tượng", "Ngày giải quyết", "Kết quả"],
}  # fmt: skip
BODY = "Ủy ban kiểm tra"
COMMUNE = ["X3", "Xã 3", "Đảng bộ cơ sở", "Cơ sở", "H"]
"""It goes on under the province when the district ends."""


def acts(resolved, result, appealed):
    """Acts of the district and of the commune: a moment before the reform open still, later with an end."""
    return {
        "KTGS": [["9-QĐ", BEGUN, "X3", BODY, "Kiểm tra chấp hành", "B1", resolved]],
        "Tố cáo": [
            ["1-TC", BEGUN, "H", BODY, "the1", resolved, result],
            ["2-TC", BEGUN, "X3", BODY, "the1", resolved, result],
            ["3-TC", BEGUN, "X3", BODY, "the1", datetime(2025, 6, 20), "Chưa có cơ sở"],
        ],
        "Kỷ luật": [["4-QĐ", datetime(2025, 5, 5), "X3", BODY, "the1", "Cảnh cáo", "VP1"]],
        "Khiếu nại": [["5-KN", BEGUN, "X3", BODY, "X3", "4-QĐ", "the1", resolved, appealed]],
    }


FACTS = {
    "inspection_in_progress": SPRING, "subject_in_progress": SPRING, "inspection_carried": SUMMER,
    "subject_carried": SUMMER, "denunciation_received": SPRING, "appeal_received": SPRING,
    "denunciation_resolved": SPRING,
}  # fmt: skip
"""What the spring has told, and the summer begins with."""
ENDED_LATER = ("denunciation_resolved", "denunciation_handled", "appeal_resolved", "appeal_handled", "inspection")


def counted(code, fact, period, **where):
    return Counts(at(code), {"now": period}, facts=(fact,)).value(figure(fact, **where))


def of_the_spring(code):
    return {name: counted(code, name, period) for name, period in FACTS.items()}


@pytest.fixture
def reformed(cast):
    """Acts under the district, the reform that ends it on 30/6/2025, and what was done about them in the summer.

    What the district's figures of the spring were before the reform.
    """
    organizations = [row[:5] for row in BOOK["Tổ chức"] if row[0] != "N"] + [COMMUNE]
    told(brought_in(**{"Tổ chức": organizations, "Đảng viên": BOOK["Đảng viên"]}, **acts(None, None, None)))
    spring = of_the_spring("H")
    told(brought_in(**{"Tổ chức": [*BOOK["Tổ chức"], COMMUNE], "Sắp xếp": BOOK["Sắp xếp"]}))
    told(brought_in(**acts(RESOLVED, "Chưa có cơ sở", "Giữ nguyên")))
    return spring


def test_the_spring_of_the_ended_district_stays_as_it_was_and_its_summer_is_empty(reformed):
    assert of_the_spring("H") == reformed
    assert reformed == dict.fromkeys(FACTS, 1) | {"denunciation_received": 3}
    assert {name: counted("H", name, SUMMER) for name in ENDED_LATER} == dict.fromkeys(ENDED_LATER, 0)


def test_what_ends_in_the_summer_counts_where_and_at_the_level_at_which_it_was_ended(reformed):
    assert {name: counted("T", name, SUMMER) for name in ENDED_LATER} == {
        "denunciation_resolved": 2, "denunciation_handled": 2, "appeal_resolved": 1, "appeal_handled": 1,
        "inspection": 1,
    }  # fmt: skip
    assert counted("T", "denunciation_resolved", SUMMER, level="province") == 1
    assert counted("T", "denunciation_handled", SUMMER, level="district") == 0
    assert counted("X3", "denunciation_resolved", SUMMER) == counted("X3", "appeal_resolved", SUMMER) == 1


def test_each_of_these_numbers_opens_its_rows(reformed, cast, client):
    user = cast.users["head"]
    Assignment.objects.create(user=user, organization=at("T"), role=Role.HEAD)
    client.force_login(user)
    links = []
    for code in ("H", "T", "X3"):
        wanted = [*FACTS.items(), *((name, SUMMER) for name in ENDED_LATER)]
        for name, period in wanted:
            number = Counts(at(code), {"now": period}, facts=(name,)).number(figure(name))
            links.append((number.url, number.value))
    assert wrong_numbers(client, links) == {}
    assert len({value for _, value in links}) > 2
