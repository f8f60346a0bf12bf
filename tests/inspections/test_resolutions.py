"""Resolutions: studied at a conference, planned, inspected; nonsense is refused, mistakes are voided."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import HistoryEntry
from inspections import actions
from inspections.models import Resolution

pytestmark = [pytest.mark.django_db, pytest.mark.today(date(2026, 11, 20))]


TYPED = {
    "organization": "C1", "number": "68-NQ/TW", "issued": "04/05/2026", "issuer": "Bộ Chính trị",
    "title": "Về phát triển kinh tế tư nhân", "held": "01/06/2026", "form": "mixed",
    "units": "Hội trường và 5 điểm cầu",
    "invited": "1.200", "attended": "1.164", "plan_number": "12-CTr/ĐU", "plan_issued": "20/06/2026",
    "plan_contents": "Ba nhiệm vụ", "plan_due": "10/12/2026", "submit_token": "t",
}  # fmt: skip


def test_a_conference_and_its_plan_are_recorded_and_read(sign_in):
    client = sign_in("clerk")
    response = client.post(reverse("resolution-create"), TYPED, follow=True)
    resolution = Resolution.objects.get(number="68-NQ/TW")
    assert (resolution.invited, resolution.level) == (1200, "base")
    page = response.content.decode()
    assert "97,0 %" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert HistoryEntry.objects.of(resolution).filter(act="create").count() == 1
    assert client.get(reverse("resolution-list"), {"planned": "yes"}).context["count"] == 1
    assert "68-NQ/TW" in client.get(reverse("desk")).content.decode()  # the plan is due in 20 days


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"attended": "1.300"}, "attended"),
        ({"held": "01/05/2026"}, "held"),
        ({"held": "01/12/2026"}, "held"),
        ({"plan_number": ""}, "plan_number"),
        ({"plan_due": "01/06/2026"}, "plan_due"),
        ({"invited": "nhiều"}, "invited"),
        ({"organization": "D2"}, "organization"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(sign_in, cast, typed, field):
    response = sign_in("clerk").post(reverse("resolution-create"), TYPED | typed)
    assert field in response.context["form"].errors
    assert not Resolution.objects.filter(number="68-NQ/TW").exists()


def test_an_inspection_is_linked_once_and_taken_off_with_a_reason(sign_in, cast, head):
    office, client = cast.at("C1"), sign_in("officer")
    link, resolution = office.resolution_link, office.resolution
    with pytest.raises(ValidationError, match="đã được gắn"):
        actions.link_inspection(resolution, by=head, version=None, inspection=office.inspection)
    assert client.get(reverse("resolution-list"), {"inspected": "yes"}).context["count"] == 3
    done = client.post(reverse("resolution-link-void", args=[link.pk]), {"reason": "Gắn nhầm"})
    assert done.status_code == 302
    assert client.get(reverse("resolution-list"), {"inspected": "yes"}).context["count"] == 2
    version = Resolution.objects.get(pk=resolution.pk).version
    again = {"inspection": str(office.inspection.number), "version": str(version), "submit_token": "u"}
    assert client.post(reverse("resolution-inspection", args=[resolution.pk]), again).status_code == 302


def test_who_is_shut_out_of_an_inspection_does_not_meet_it_here(sign_in, cast, head):
    office = cast.at("C1")
    cast.link(head, office.member)
    client = sign_in("head")
    page = client.get(reverse("resolution-detail", args=[office.resolution.pk])).content.decode()
    assert office.inspection.number not in page
    assert client.get(reverse("inspection-lookup"), {"q": "10-QĐ/C1"}).json()["results"] == []
    assert client.get(reverse("resolution-link-void", args=[office.resolution_link.pk])).status_code == 404


def test_a_voided_record_is_counted_nowhere_and_changed_no_more(sign_in, cast, head):
    office, client = cast.at("C1"), sign_in("head")
    before = client.get(reverse("resolution-list")).context["count"]
    version = str(Resolution.objects.get(pk=office.resolution.pk).version)
    url = reverse("resolution-void", args=[office.resolution.pk])
    assert client.post(url, {"reason": "Ghi trùng", "version": version}).status_code == 302
    assert client.get(reverse("resolution-list")).context["count"] == before - 1
    with pytest.raises(ValidationError, match="đã hủy"):
        actions.update_resolution(office.resolution, by=head, version=None, title="Khác")
