"""Self-criticism reviews: recorded with what fell short, corrected, voided; their measures reported and verified."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import HistoryEntry
from core.periods import year
from members.models import ReviewMeasure, SelfReview
from members.self_reviews import actions
from reports.briefing import compose
from tests.cast import admit

pytestmark = [pytest.mark.django_db, pytest.mark.today(date(2026, 11, 20))]


@pytest.fixture
def review(cast, head):
    """A review of the commune with one measure that is late and a limitation without any."""
    entries = [
        actions.LimitationEntry("Chậm ban hành quy chế", "Thiếu sâu sát", "Ban hành quy chế", date(2026, 9, 30)),
        actions.LimitationEntry("Sinh hoạt chưa đều"),
    ]
    return actions.record_review(
        by=head, subject=cast.at("C1").organization, year=2026, occasion="Kiểm điểm giữa năm", held=date(2026, 7, 1),
        chair="Bí thư", limitations=entries,
    )  # fmt: skip


@pytest.fixture
def measure(review):
    return ReviewMeasure.objects.get(limitation__review=review)


def row(place, **values):
    return {f"form-{place}-{name}": value for name, value in values.items()}


TYPED = {
    "subject_organization": "C1", "subject_member": "", "year": "2026", "occasion": "", "held": "15/11/2026",
    "chair": "Bí thư Đảng ủy", "strengths": "", "submit_token": "t", "form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0",
}  # fmt: skip


def test_a_review_is_recorded_on_one_page_with_its_measures(sign_in, cast):
    rows = row(0, text="Hạn chế một", measure="Làm lại", due="31/12/2026", owner_member="M-C1") | row(1, text="Hai")
    response = sign_in("clerk").post(reverse("selfreview-create"), TYPED | rows)
    assert response.status_code == 302
    review = SelfReview.objects.get(chair="Bí thư Đảng ủy")
    assert [str(one) for one in review.limitations.all()] == ["Hạn chế một", "Hai"]
    measure = review.limitations.first().measure
    assert (measure.owner, measure.first_due) == (cast.at("C1").member, date(2026, 12, 31))
    assert HistoryEntry.objects.of(review).get().act == "create"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"held": "21/11/2026"}, "chưa đến"),
        ({"subject_member": "M-C1"}, "Chỉ nhập một"),
        ({"subject_organization": ""}, "Chưa nhập tập thể"),
        (row(0, text="A", measure="B"), "phải có hạn"),
        (row(0, text="A", due="01/12/2026"), "chưa ghi biện pháp"),
        (row(0, text="A", key="999999"), "không thuộc bản kiểm điểm"),
        ({"year": "1"}, "từ 1930"),
    ],
)
def test_what_makes_no_sense_is_told_at_its_place_and_nothing_is_written(sign_in, cast, typed, message):
    count = SelfReview.objects.count()
    response = sign_in("clerk").post(reverse("selfreview-create"), TYPED | typed)
    assert message in " ".join(text for _, _, text in response.context["errors"])
    assert SelfReview.objects.count() == count


def test_a_measure_is_reported_returned_reported_again_and_verified_by_another(measure, cast, head):
    officer, day = cast.users["officer"], date(2026, 10, 5)
    measure = actions.take_measure_step(measure, "report", by=officer, day=day, reason="Đã ban hành")
    with pytest.raises(ValidationError, match="người khác"):
        actions.take_measure_step(measure, "verify", by=officer, day=day, reason="Đúng")
    measure = actions.take_measure_step(measure, "return", by=head, day=day, reason="Thiếu phụ lục")
    assert (measure.state, measure.done) == ("returned", None)
    measure = actions.take_measure_step(measure, "report", by=officer, day=date(2026, 10, 9), reason="Đã bổ sung")
    measure = actions.take_measure_step(measure, "verify", by=head, day=date(2026, 10, 10), reason="Đã xem")
    assert (measure.state, measure.verified_by) == ("verified", head)
    with pytest.raises(ValidationError, match="không làm được bước"):
        actions.take_measure_step(measure, "report", by=officer, day=day, reason="Nữa")
    assert measure.steps.count() == 4
    assert HistoryEntry.objects.of(measure).filter(act="transition").count() == 4


def test_a_due_day_moves_with_a_reason_and_the_first_one_is_kept(measure, head, review):
    step = {"by": head, "day": date(2026, 11, 1)}
    with pytest.raises(ValidationError, match="lý do"):
        actions.take_measure_step(measure, "revise", due=date(2026, 12, 31), **step)
    measure = actions.take_measure_step(measure, "revise", due=date(2026, 12, 31), reason="Chờ hướng dẫn", **step)
    assert (measure.first_due, measure.due) == (date(2026, 9, 30), date(2026, 12, 31))
    first = review.limitations.first()
    entry = actions.LimitationEntry(first.text, "", measure.text, date(2027, 1, 1), key=first.pk)
    with pytest.raises(ValidationError, match="đã có bước"):
        actions.update_review(review, by=head, version=1, limitations=[entry])
    with pytest.raises(ValidationError, match="không bỏ được"):
        actions.update_review(review, by=head, version=1, limitations=[])


def test_the_page_of_a_review_changes_it_and_says_when_another_was_faster(review, sign_in, head):
    client, url = sign_in("clerk"), reverse("selfreview-update", args=[review.pk])
    first, second = review.limitations.all()
    rows = row(0, key=first.pk, text="Chậm ban hành", measure="Ban hành quy chế", due="30/09/2026")
    rows |= row(1, key=second.pk, text="Bỏ", DELETE="on")
    counted = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "version": "1", "occasion": "Giữa năm"}
    assert client.post(url, TYPED | rows | counted).status_code == 302
    assert [str(one) for one in review.limitations.all()] == ["Chậm ban hành"]
    late = client.post(url, TYPED | rows | counted | {"submit_token": "other"})
    assert late.status_code == 200
    assert late.context["conflict"] is not None


def test_a_voided_review_leaves_lists_desk_and_figures_with_its_measures(review, sign_in, head):
    client = sign_in("head")
    desk = client.get(reverse("desk")).content.decode()
    assert "Ban hành quy chế" in desk
    before = client.get(reverse("measure-list"), {"stage": "overdue"}).context["count"]
    done = client.post(reverse("selfreview-void", args=[review.pk]), {"reason": "Ghi nhầm", "version": "1"})
    assert done.status_code == 302
    assert client.get(reverse("measure-list"), {"stage": "overdue"}).context["count"] == before - 1
    assert client.get(reverse("selfreview-list"), {"state": "voided"}).context["count"] == 1
    assert "Ban hành quy chế" not in client.get(reverse("desk")).content.decode()
    assert client.get(reverse("selfreview-detail", args=[review.pk])).status_code == 200


def test_nothing_of_a_review_about_them_reaches_a_reader(review, sign_in, cast, head):
    own = admit("M-own", "Phạm Văn Mình", cast.at("D1").organization)
    entry = actions.LimitationEntry("Nể nang", "", "Sửa đổi", date(2026, 8, 1))
    about = actions.record_review(
        by=cast.users["officer"], subject=own, year=2026, held=date(2026, 7, 1), chair="B", limitations=[entry]
    )
    measure = about.limitations.get().measure
    cast.link(head, own)
    client = sign_in("head")
    assert client.get(reverse("selfreview-detail", args=[about.pk])).status_code == 404
    assert client.get(reverse("measure-detail", args=[measure.pk])).status_code == 404
    for name in ("selfreview-list", "limitation-list", "measure-list", "desk"):
        assert "Phạm Văn Mình" not in client.get(reverse(name)).content.decode(), name


def test_the_briefing_tells_of_reviews_and_resolutions_and_each_number_opens_its_list(review, sign_in, cast):
    client, leader = sign_in("leader"), cast.users["leader"]
    report = compose(cast.at("D1").organization, year(2026), leader)
    parts = {part.title: part for part in report.sections}
    reviews, studied = parts["Kiểm điểm tự phê bình và phê bình"], parts["Công tác lãnh đạo, chỉ đạo"]
    assert report.sections[0] is studied
    told = " ".join(str(line) for line in [*reviews.paragraphs, *studied.paragraphs])
    assert "4 cuộc kiểm điểm" in told  # those of the cast at D1, C1 and K1, and this one
    assert "quán triệt 3 văn bản" in told
    for line in (*reviews.paragraphs, *studied.paragraphs):
        for number in (part for part in line.parts if hasattr(part, "url")):
            assert client.get(number.url).context["count"] == number.value, number.url
