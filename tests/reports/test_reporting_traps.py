"""The traps of counting in reports, each a test of its own."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from core.periods import parse
from discipline import actions as discipline
from inspections import actions as inspections
from members.models import Organization
from reports import actions
from reports.comparison import Style
from reports.composing import Asked, compose
from reports.figures import figure
from reports.measures import Measure, Refused, added
from reports.models import ActorSet, Baseline
from reports.notation import read
from reports.shipped import layouts
from tests.cast import admit, establish

pytestmark = pytest.mark.django_db

FIGURES = """Số liệu:
kl = Kỷ luật; Đối tượng: Đảng viên
khối cấp ủy = trong đó kl; Nhóm chủ thể: cấp ủy các cấp và chi bộ
khối ubkt = trong đó kl; Nhóm chủ thể: UBKT các cấp
của tôi = trong đó kl; Phạm vi: của chính tổ chức
cấp dưới = trong đó kl; Phạm vi: chỉ cấp dưới
khiển trách = trong đó kl; Hình thức kỷ luật: Khiển trách
cấp cơ sở = trong đó kl; Cấp thực hiện: Cơ sở
kt = Đối tượng đã kết luận; Đối tượng: Đảng viên
kt tổ chức = Đối tượng đã kết luận; Đối tượng: Tổ chức đảng
xóa tên = Xóa tên đảng viên dự bị
"""
QUARTER = Measure((figure("decision", subject="member"),))


@pytest.fixture
def district(cast):
    return cast.at("D1").organization


def layout_of(body, organization, figures=FIGURES):
    return read(f"{figures}Nội dung:\n{body}", ActorSet.objects.by_name(organization))


def reported(body, organization, period="2026", **more):
    layout = layout_of(body, organization)
    assert layout.faults == []
    period = parse(period)
    return compose(layout, Asked(organization, period, period.last, style=Style(), **more))


def said(body, organization, **more):
    return str(reported(body, organization, **more).sections[0].blocks[0])


def faults(body, organization, figures=FIGURES):
    return [words for _, words in layout_of(body, organization, figures).faults]


def test_two_disjoint_blocks_have_their_sum_as_total_and_the_text_says_so(district):
    sentence = "Cấp ủy, chi bộ {khối cấp ủy}, ủy ban kiểm tra {khối ubkt}; tổng hai khối {khối cấp ủy + khối ubkt}."
    assert said(sentence, district) == "Cấp ủy, chi bộ 1, ủy ban kiểm tra 2; tổng hai khối 3."
    assert "hai khối không trùng nhau, tổng cộng" in layouts()["quarter"]["content"]["text"]


def test_a_sum_over_two_partitions_of_one_figure_is_refused(district):
    (words,) = faults("Tổng {khiển trách + cấp cơ sở}.", district)
    assert "tính hai lần" in words


def test_two_partitions_in_one_sentence_are_remarked_upon(district):
    layout = layout_of("Kỷ luật {kl}: khiển trách {khiển trách}, cấp cơ sở {cấp cơ sở}.", district)
    assert layout.faults == []
    ((line, words),) = layout.remarks
    assert line == 13
    assert "tính hai lần" in words


def test_parent_and_child_unit_count_one_act_once(district, cast):
    assert said("{kl}: {của tôi} và {cấp dưới}", district) == "3: 1 và 2"
    assert said("{của tôi + cấp dưới}", district) == "3"
    (words,) = faults("{kl + cấp dưới}", district)
    assert "trùng nhau" in words
    commune = cast.at("C1").organization
    assert said("{kl}: {của tôi} và {cấp dưới}", commune) == "2: 1 và 1"


def test_what_stands_beside_discipline_is_never_added_to_its_total(district):
    (words,) = faults("{kl + xóa tên}", district)
    assert "không cộng vào tổng số bị kỷ luật" in words


def test_contents_are_many_to_many_and_never_added(district):
    figures = (
        FIGURES
        + "a = Nội dung vi phạm bị kỷ luật; Nhóm vi phạm: VP2\nb = Nội dung vi phạm bị kỷ luật; Nhóm vi phạm: VP4\n"
    )
    (words,) = faults("{a + b}", district, figures)
    assert "nhiều nội dung" in words


def test_a_typed_figure_of_a_period_that_has_records_is_warned_of_and_not_added(district, head):
    actions.record_baseline(
        by=head, organization=district, name="kl", measure=QUARTER, first=date(2025, 1, 1), last=date(2025, 12, 31),
        value=45, source="Báo cáo 1-BC/HU",
    )  # fmt: skip
    assert said("{kl}, {chênh lệch: kl}", district) == "3, giảm 42*"
    assert reported("{kl @ cùng kỳ}", district).warnings == []
    member = admit("M-25", "Nguyễn Văn Hai Lăm", district)
    discipline.record_decision(
        by=head, number="5-QĐ/D1", decided=date(2025, 5, 5), form="reprimand", violated=date(2024, 1, 1),
        subject=member, groups=["VP2"], inspection=None, organization=district, body="commission",
    )  # fmt: skip
    report = reported("{kl @ cùng kỳ}", district)
    (warned,) = report.warnings
    assert "đã nhập số liệu nền 45, nhưng hồ sơ cũng có 1" in warned.text
    assert str(report.sections[0].blocks[0]) == "45*"


def test_a_baseline_is_marked_with_its_source_and_opens_its_own_record(district, head, sign_in):
    one = actions.record_baseline(
        by=head, organization=district, name="kl", measure=QUARTER, first=date(2025, 1, 1), last=date(2025, 3, 31),
        value=3, source="Báo cáo 12-BC/HU",
    )  # fmt: skip
    report = reported("{kl @ cùng kỳ}", district, period="2026-Q1")
    assert [str(block) for block in report.sections[0].blocks] == [
        "3*",
        "* Số liệu nền, nhập tay: kl, quý I/2025: 3 (Báo cáo 12-BC/HU).",
    ]
    number = next(report.numbers)
    assert (number.listed, number.url) == (False, reverse("baseline-detail", args=[one.pk]))
    assert sign_in().get(number.url).status_code == 200


def test_a_voided_baseline_is_used_no_more(district, head):
    one = actions.record_baseline(
        by=head, organization=district, name="kl", measure=QUARTER, first=date(2025, 1, 1), last=date(2025, 3, 31),
        value=3, source="x",
    )  # fmt: skip
    actions.void_baseline(one, by=head, version=1, reason="Nhập nhầm")
    assert said("{kl @ cùng kỳ}", district, period="2026-Q1") == "0"
    assert Baseline.objects.get(pk=one.pk).void_reason == "Nhập nhầm"


def test_a_published_figure_that_differs_is_told_and_nothing_is_repaired(district, head, sign_in):
    published = {
        "organization": district, "kind": "published", "first": date(2026, 1, 1), "last": date(2026, 12, 31),
        "source": "Báo cáo 99-BC/HU",
    }  # fmt: skip
    total = actions.record_baseline(by=head, name="kl", measure=QUARTER, value=11, **published)
    for form, value in (("reprimand", 6), ("warning", 4)):
        part = QUARTER.of(form=form)
        actions.record_baseline(by=head, name=form, measure=part, value=value, part_of=total, **published)
    report = reported("{kl}", district)
    assert str(report.sections[0].blocks[0]) == "3"
    assert "báo cáo đã công bố ghi 11 (Báo cáo 99-BC/HU), hồ sơ có 3" in report.warnings[0].text
    page = sign_in().get(reverse("baseline-detail", args=[total.pk])).content.decode()
    assert "không khớp: số tổng ghi 11" in page


def test_a_share_names_its_base_and_keeps_one_unit(district):
    assert said("{tỷ lệ: khiển trách / kl}", district).replace("\xa0", " ") == "100 %"
    (words,) = faults("{tỷ lệ: kt tổ chức / kt}", district)
    assert "“kt tổ chức” tính theo lượt tổ chức đảng, “kt” tính theo lượt đảng viên" in words
    (words,) = faults("{tỷ lệ: kl}", district)
    assert "cần hai số liệu" in words


def test_a_share_of_people_by_times_is_refused(district):
    figures = FIGURES + "người = trong đó kt; Đơn vị: không trùng\n"
    (words,) = faults("{tỷ lệ: người / kt}", district, figures)
    assert "đảng viên" in words


def test_percentages_without_a_base_are_not_comparable(district):
    sentence = "{tăng trưởng: kl}; {bằng: kl}; {tăng trưởng và số: kl}"
    assert said(sentence, district) == "không so sánh được; không so sánh được; không so sánh được"


def test_a_member_disciplined_after_a_move_counts_as_they_stood_on_that_day(district, cast, head):
    """Position, kind of organization and body are those of the decision's day, on the row itself."""
    old = establish("CU", cast.at("C1").organization, "cell")
    member = admit("M-MOVE", "Trần Văn Chuyển", old, seat="base")
    discipline.record_decision(
        by=head, number="6-QĐ/C1", decided=date(2026, 6, 1), form="warning", violated=date(2025, 1, 1), subject=member,
        groups=["VP2"], inspection=None, organization=cast.at("C1").organization, body="committee",
    )  # fmt: skip
    merged = establish("MOI", district, "base")
    member.organization, member.path = merged, merged.path
    member.save()
    member.posts.all().delete()
    figures = FIGURES + "cuv = trong đó kl; Cấp ủy viên: Cơ sở; Loại tổ chức của đối tượng: Chi bộ; Chủ thể: Cấp ủy\n"
    layout = layout_of("{cuv}", district, figures)
    period = parse("2026")
    assert str(compose(layout, Asked(district, period, period.last)).sections[0].blocks[0]) == "1"


def test_an_incomplete_split_has_a_line_for_the_rest(district):
    assert said("{chia theo cấp thực hiện: kl; chỉ: Cơ sở}", district) == "cơ sở 1, còn lại 2"
    figures = FIGURES + "còn = còn lại của kl; trừ: cấp cơ sở\n"
    layout = layout_of("{còn}", district, figures)
    period = parse("2026")
    assert str(compose(layout, Asked(district, period, period.last)).sections[0].blocks[0]) == "2"


def test_zeros_are_told_on_demand(district):
    assert said("{chia theo hình thức kỷ luật: kl}", district) == "khiển trách 3"
    told = said("{chia theo hình thức kỷ luật: kl; đủ}", district)
    assert told == "khiển trách 3, cảnh cáo 0, cách chức 0, khai trừ 0"
    assert said("Có {kl} vụ[[, {xóa tên @ 2020} xóa tên]].", district) == "Có 3 vụ."


def test_cut_off_label_and_scope_are_three_things_and_all_printed(district):
    layout = layout_of("{kl}; {kl @ lũy kế}", district)
    period = parse("2026-Q2")
    report = compose(layout, Asked(district, period, date(2026, 4, 30), label="Quý II"))
    assert report.subtitle == (
        "Kỳ báo cáo: Quý II (từ ngày 01/04/2026 đến ngày 30/06/2026); số liệu chốt đến hết ngày 30/04/2026"
    )
    assert report.scope.startswith(f"Phạm vi: {district.name} và các tổ chức đảng trực thuộc")
    assert "của Đảng quý II và phương hướng, nhiệm vụ quý III/2026" in report.title
    assert str(report.sections[0].blocks[0]) == "3; 3"


def test_what_is_in_progress_before_the_period_is_carried_over(district, head, sign_in):
    inspections.create_inspection(
        by=head, number="77-QĐ/D1", decided=date(2026, 3, 1), activity="violation", organization=district,
        body="commission", subjects=[inspections.SubjectEntry(district, ["TC1"], [], "")],
    )  # fmt: skip
    figures = FIGURES + "chuyển = Đối tượng từ kỳ trước chuyển sang; Loại: Kiểm tra dấu hiệu vi phạm\n"
    layout = layout_of("{chuyển}", district, figures)
    counts = {}
    for code in ("2026-Q1", "2026-Q2"):
        period = parse(code)
        (number,) = compose(layout, Asked(district, period, period.last)).numbers
        counts[code] = number.value
        assert f'data-count="{number.value}"' in sign_in().get(number.url).content.decode()
    assert counts == {"2026-Q1": 0, "2026-Q2": 1}


def test_distinct_counts_are_not_added_as_one_may_be_in_both():
    people = figure("subject", subject="member")
    one, other = (Measure((replace(people.of(level=level), unit="distinct"),)) for level in ("base", "district"))
    with pytest.raises(Refused, match="không trùng"):
        added([one, other])


def test_an_office_overrides_a_merged_set_for_itself_and_below(district, cast, head):
    actions.create_actor_set(by=head, organization=district, name="UBKT các cấp", pairs=["district-commission"])
    assert said("{khối ubkt}", district) == "1"
    assert said("{khối ubkt}", cast.at("C1").organization) == "0"
    assert said("{khối ubkt}", Organization.objects.get(code="P")) == "5"
