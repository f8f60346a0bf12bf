"""The base screens, tried with a small form over members and rows of ratings."""

import re

import pytest
from django import forms
from django.forms import formset_factory
from django.urls import include, path

from accounts.models import HistoryEntry
from core.lookups import ScopedForm, ScopedModelForm
from core.screens import FormScreen, StepScreen
from members.forms import OrganizationField
from members.models import Member
from members.permissions import can_write_records

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


class NameForm(ScopedModelForm):
    organization = OrganizationField(label="Nơi sinh hoạt")

    class Meta(ScopedModelForm.Meta):
        model, fields = Member, ["name", "sex", "organization"]


class LineForm(ScopedForm):
    text = forms.CharField(label="Dòng")


class MemberCreate(FormScreen):
    model, permission, form_class, title = Member, can_write_records, NameForm, "Thêm đảng viên"
    formset_class = formset_factory(LineForm, extra=1, max_num=20)

    def save_action(self, form):
        member = form.save(commit=False)
        member.card_number, member.path = f"N{Member.objects.count()}", member.organization.path
        member.save()
        return member


class MemberUpdate(FormScreen):
    model, permission, form_class = Member, can_write_records, NameForm


class MemberStep(StepScreen):
    model, permission, title = Member, can_write_records, "Chuyển sinh hoạt"

    def save_action(self, form):
        raise forms.ValidationError("Chưa đủ điều kiện chuyển.")


urlpatterns = [
    path("thu/them/", MemberCreate.as_view()),
    path("thu/<int:pk>/", MemberUpdate.as_view()),
    path("thu/<int:pk>/buoc/", MemberStep.as_view()),
    path("", include("config.urls")),
]

ROWS = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-text": ""}


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.users["clerk"])
    return client


@pytest.fixture
def address(cast):
    return f"/thu/{cast.at('C1').member.pk}/"


def hidden(response, name):
    return re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())[1]


def typed(page, **changes):
    """What the browser sends back from an opened form."""
    sent = {"submit_token": hidden(page, "submit_token"), "name": "Trần Thị Mới", "sex": "female", "organization": "C1"}
    if b'name="version"' in page.content:
        sent["version"] = hidden(page, "version")
    return sent | changes


def test_a_saved_form_leads_on_to_the_object_and_raises_its_version(clerk, address, cast):
    response = clerk.post(address, typed(clerk.get(address)))
    member = Member.objects.get(pk=cast.at("C1").member.pk)
    assert response.status_code == 302
    assert (member.name, member.version) == ("Trần Thị Mới", 2)


def test_an_edit_of_an_older_version_is_not_saved_and_shows_both(clerk, address, cast):
    page = clerk.get(address)
    Member.objects.filter(pk=cast.at("C1").member.pk).update(name="Người Khác Sửa", version=2)
    response = clerk.post(address, typed(page))
    assert response.status_code == 200
    assert ("Họ và tên", "Người Khác Sửa", "Trần Thị Mới") in response.context["conflict"]
    assert 'value="Trần Thị Mới"' in response.content.decode()
    assert Member.objects.get(pk=cast.at("C1").member.pk).name == "Người Khác Sửa"


def test_after_a_conflict_the_second_save_is_meant(clerk, address, cast):
    page = clerk.get(address)
    Member.objects.filter(pk=cast.at("C1").member.pk).update(version=2)
    again = clerk.post(address, typed(page))
    assert clerk.post(address, typed(again)).status_code == 302


def test_a_form_without_its_version_is_not_saved(clerk, address, cast):
    sent = typed(clerk.get(address))
    del sent["version"]
    assert clerk.post(address, sent).status_code == 200
    assert Member.objects.get(pk=cast.at("C1").member.pk).version == 1


def test_a_form_sent_twice_makes_one_record(clerk):
    sent = typed(clerk.get("/thu/them/"), **(ROWS | {"form-0-text": "một"}))
    first, before = clerk.post("/thu/them/", sent), Member.objects.count()
    second = clerk.post("/thu/them/", sent)
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert Member.objects.count() == before


def test_errors_stand_on_top_and_lead_to_their_fields(clerk, address):
    response = clerk.post(address, typed(clerk.get(address), name="", organization="không có"))
    page = response.content.decode()
    assert 'href="#id_name"' in page
    assert 'href="#id_organization"' in page
    assert "Không tìm thấy “không có”" in page


def test_an_error_of_a_row_says_which_row(clerk):
    rows = ROWS | {"form-TOTAL_FORMS": "2", "form-0-text": "một", "form-1-text": "a\0b"}
    response = clerk.post("/thu/them/", typed(clerk.get("/thu/them/"), **rows))
    assert [(id, label) for id, label, _ in response.context["errors"]] == [("id_form-1-text", "Dòng, dòng 2")]


def test_a_foreign_organization_cannot_be_chosen(clerk, address, cast):
    code = cast.at("D2").organization.code
    response = clerk.post(address, typed(clerk.get(address), organization=code))
    assert "Không tìm thấy" in response.content.decode()


@pytest.mark.parametrize("chosen", ["C1", "c1", "C1 – Đảng bộ C1", "dang bo c1"])
def test_an_organization_is_found_by_code_suggestion_or_name(clerk, address, cast, chosen):
    assert clerk.post(address, typed(clerk.get(address), organization=chosen)).status_code == 302


def test_a_row_is_added_without_javascript_and_nothing_is_judged(clerk):
    sent = typed(clerk.get("/thu/them/"), **ROWS, name="") | {"add-row": "form"}
    response = clerk.post("/thu/them/", sent)
    page = response.content.decode()
    assert 'name="form-1-text"' in page
    assert 'value="2"' in page
    assert "error-summary" not in page


@pytest.mark.parametrize("total", ["", "abc", "-1", "99999999999", "²"])
def test_a_strange_number_of_rows_is_no_server_error(clerk, total):
    sent = typed(clerk.get("/thu/them/"), **ROWS) | {"form-TOTAL_FORMS": total}
    assert clerk.post("/thu/them/", sent).status_code in (200, 302)
    assert clerk.post("/thu/them/", sent | {"add-row": "form"}).status_code == 200


def test_a_refusal_of_the_action_is_shown_and_nothing_is_left(clerk, address):
    response = clerk.post(address + "buoc/", typed(clerk.get(address + "buoc/")))
    assert "Chưa đủ điều kiện chuyển." in response.content.decode()


@pytest.mark.parametrize("role", ["leader", "auditor", "administrator"])
def test_who_may_not_write_is_refused(client, cast, role, address):
    client.force_login(cast.users[role])
    assert client.get("/thu/them/").status_code == 403
    assert client.get(address).status_code in (403, 404)


def test_outside_the_scope_nothing_exists(clerk, cast):
    address = f"/thu/{cast.at('C2').member.pk}/"
    assert clerk.get(address).status_code == 404
    assert clerk.post(address, {"name": "X"}).status_code == 404


def test_who_is_not_signed_in_is_sent_to_sign_in(client, address):
    assert "/dang-nhap/" in client.get(address).url


def test_opening_forms_writes_nothing(clerk, address):
    before = HistoryEntry.objects.count()
    clerk.get(address)
    clerk.get(address + "buoc/")
    assert HistoryEntry.objects.count() == before
