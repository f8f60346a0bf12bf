"""Period reports on their screens: layouts kept in versions, reports written and issued, figures opened."""

import io
import re
import zipfile
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.choices import Act
from accounts.models import HistoryEntry
from members.choices import Role
from reports import actions
from reports.actions.layouts import with_figure
from reports.briefing import REGROUPED
from reports.choices import ReportState
from reports.models import Baseline, LayoutVersion, PeriodReport, ReportLayout
from reports.shipped import layouts
from tests.cast import LAYOUT
from tests.numbers import LINK, links_of, wrong_numbers

pytestmark = pytest.mark.django_db


@pytest.fixture
def district(cast):
    return cast.at("D1")


def begun(client, **more):
    data = {
        "organization": "D1",
        "layout": "quarter",
        "first": "1/1/2026",
        "last": "31/12/2026",
        "cutoff": "31/12/2026",
    }
    response = client.post(reverse("periodreport-create"), data | more)
    assert response.status_code == 302, response.context["errors"]
    return PeriodReport.objects.latest("pk")


def test_a_report_is_begun_written_issued_and_its_figures_stand_still(sign_in, district, head):
    client = sign_in()
    report = begun(client, regrouped="today")
    page = reverse("periodreport-detail", args=[report.pk])
    assert "(chưa viết: lãnh đạo, chỉ đạo)" in client.get(page).content.decode()
    typed = {
        "version": 1, "text_0": "Ban hành 03 văn bản.\nQuán triệt <b>nghị quyết</b> {kl đảng viên}.",
        "first": "1/1/2026",
        "last": "31/12/2026", "cutoff": "31/12/2026", "place": "Sông Lô", "signer": "Nguyễn Văn A",
        "regrouped": client.get(reverse("periodreport-update", args=[report.pk])).context["form"]["regrouped"].value(),
    }  # fmt: skip
    assert client.post(reverse("periodreport-update", args=[report.pk]), typed).status_code == 302
    shown = client.get(page).content.decode()
    assert "Quán triệt &lt;b&gt;nghị quyết&lt;/b&gt; {kl đảng viên}." in shown
    issued = {"version": 2, "number": "127-BC/ĐU", "issued_on": "5/3/2027"}
    assert client.post(reverse("periodreport-step", args=[report.pk, "issue"]), issued).status_code == 302
    report.refresh_from_db()
    assert report.state == ReportState.ISSUED
    assert HistoryEntry.objects.of(report).filter(act=Act.TRANSITION).exists()
    shown = client.get(page).content.decode()
    before = LINK.findall(shown)
    assert REGROUPED in shown
    assert all("tree=today" in url for url, _ in before)
    type(district.decision).objects.filter(pk=district.decision.pk).update(decided="2025-04-01")
    assert LINK.findall(client.get(page).content.decode()) == before
    with pytest.raises(ValidationError, match="không sửa được nữa"):
        actions.update_report(report, by=head, version=report.version, label="khác")


def test_every_number_of_the_shipped_layouts_opens_as_many_rows(sign_in):
    client = sign_in()
    found = set()
    for code in layouts():
        found |= links_of(client.get(reverse("shipped-layout", args=[code]), {"organization": "D1", "period": "2026"}))
    assert len(found) > 50
    assert not wrong_numbers(client, found)


def test_the_files_say_what_the_page_says(sign_in):
    client = sign_in()
    report = begun(client)
    line = "đã thi hành kỷ luật 0 tổ chức đảng (không đổi so với cùng kỳ) và 03 đảng viên (tăng 03 so với cùng kỳ)"
    for kind in ("docx", "xlsx", "txt"):
        response = client.get(reverse("periodreport-file", args=[report.pk, kind]))
        assert response.status_code == 200
        assert line in text_of(response.content)
    assert HistoryEntry.objects.of(report).filter(act=Act.EXPORT).count() == 3
    assert client.get(reverse("periodreport-file", args=[report.pk, "pdf"])).status_code == 404


def text_of(content):
    if content[:2] != b"PK":
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(
            unescape(archive.read(name).decode("utf-8", "replace")) for name in archive.namelist() if "xml" in name
        )


def test_a_layout_keeps_its_versions_and_reports_the_one_they_began_with(district, head):
    layout = actions.create_layout(by=head, organization=district.organization, name="Mẫu A", text=LAYOUT)
    report = actions.begin_report(
        by=head, organization=district.organization, layout=layout, content=layout.content, first="2026-01-01",
        last="2026-03-31", cutoff="2026-03-31",
    )  # fmt: skip
    actions.update_layout(layout, by=head, version=1, text=LAYOUT.replace("Đã kỷ luật", "Kỷ luật"))
    versions = LayoutVersion.objects.filter(layout=layout).values_list("number", flat=True)
    assert sorted(versions) == [1, 2]
    assert "Đã kỷ luật" in PeriodReport.objects.get(pk=report.pk).content["text"]
    with pytest.raises(ValidationError, match="Người khác vừa sửa"):
        actions.update_layout(layout, by=head, version=1, text=LAYOUT)


def test_a_faulty_layout_is_refused_with_its_lines_and_nothing_is_lost(sign_in, district):
    client = sign_in()
    text = "Số liệu:\na = Kỷ luật\nNội dung:\n{a} {b\n{c}"
    data = {"organization": "D1", "name": "Hỏng", "text": text, "threshold": "2"}
    response = client.post(reverse("reportlayout-create"), data)
    shown = response.content.decode()
    assert response.status_code == 200
    assert "Dòng 4: Có dấu { hoặc } chưa thành cặp" in shown
    assert "Dòng 5: Chưa có số liệu “c”" in shown
    assert "{a} {b" in shown
    assert not ReportLayout.objects.filter(name="Hỏng").exists()


@pytest.mark.parametrize("threshold", ["-1", "101", "x", ""])
def test_a_threshold_is_a_share(sign_in, threshold):
    data = {"organization": "D1", "name": "x", "text": LAYOUT, "threshold": threshold}
    assert sign_in().post(reverse("reportlayout-create"), data).status_code == 200


def test_a_figure_is_put_into_a_layout_by_choosing_from_lists(sign_in, district):
    client, layout = sign_in(), district.layout
    address = reverse("reportlayout-figure", args=[layout.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"version": 1}).status_code == 404
    assert client.get(f"{address}?fact=decision").status_code == 200
    chosen = {
        "version": 1, "name": "nặng", "parent": "kỷ luật", "actors": "UBKT các cấp", "scope": "below",
        "by_form": ["removal", "expulsion"], "by_seat": ["none"],
    }  # fmt: skip
    assert client.post(f"{address}?fact=decision", chosen).status_code == 302
    layout.refresh_from_db()
    assert layout.text.splitlines()[2] == (
        "nặng = trong đó kỷ luật; Hình thức kỷ luật: Cách chức, Khai trừ; Phạm vi: chỉ cấp dưới; "
        "Cấp ủy viên: Không là cấp ủy viên; Nhóm chủ thể: UBKT các cấp"
    )
    assert actions.reading_of(layout.text, district.organization).faults == []
    assert layout.version == 2
    again = client.post(f"{address}?fact=decision", chosen | {"version": 2})
    assert "Đã có số liệu tên “nặng”" in again.content.decode()


def test_a_line_goes_to_the_end_of_the_figures():
    assert with_figure("Số liệu:\na = x\n\nNội dung:\nb", "c = y") == "Số liệu:\na = x\nc = y\n\nNội dung:\nb"
    assert with_figure("chỉ có câu", "c = y") == "Số liệu:\nc = y\nNội dung:\nchỉ có câu"
    assert with_figure("Số liệu:\na = x\nNội dung:", "a = z", replaces="A") == "Số liệu:\na = z\nNội dung:"


def test_a_layout_from_above_is_used_but_not_changed(sign_in, cast):
    client = sign_in()
    above = cast.at("P").layout
    assert client.get(reverse("reportlayout-detail", args=[above.pk])).status_code == 200
    assert client.get(reverse("reportlayout-update", args=[above.pk])).status_code == 403
    report = begun(client, layout=str(above.pk))
    assert report.layout == above
    refused = client.post(
        reverse("reportlayout-create"), {"organization": "P", "name": "x", "text": LAYOUT, "threshold": "2"}
    )
    assert refused.status_code == 200
    assert "Không tìm thấy" in refused.content.decode()


def test_the_administrator_composes_and_sees_no_case(sign_in, district):
    client = sign_in(Role.ADMINISTRATOR)
    assert client.get(reverse("reportlayout-update", args=[district.layout.pk])).status_code == 200
    assert client.get(reverse("reportlayout-preview", args=[district.layout.pk])).status_code == 403
    assert client.get(reverse("periodreport-detail", args=[district.period_report.pk])).status_code == 404


def test_letters_are_hidden_in_an_issued_report_from_who_may_not_see_them(sign_in):
    client = sign_in()
    report = begun(client)
    issued = {"version": 1, "number": "1-BC/ĐU", "issued_on": "5/3/2027"}
    assert client.post(reverse("periodreport-step", args=[report.pk, "issue"]), issued).status_code == 302
    page = reverse("periodreport-detail", args=[report.pk])
    assert "Tiếp nhận <a" in client.get(page).content.decode()
    assert "Tiếp nhận (không được xem) đơn tố cáo" in sign_in(Role.CLERK).get(page).content.decode()


def test_a_baseline_is_entered_corrected_and_voided_on_its_pages(sign_in):
    client = sign_in()
    form = client.get(reverse("baseline-create")).context["form"]
    key = next(key for key, (_, name, _) in form.offered.items() if name == "kl đảng viên")
    data = {
        "organization": "D1", "kind": "baseline", "key": key, "first": "1/1/2025", "last": "31/12/2025", "value": "45",
        "source": "Báo cáo 45-BC/HU",
    }  # fmt: skip
    assert client.post(reverse("baseline-create"), data).status_code == 302
    one = Baseline.objects.latest("pk")
    assert "45*" in client.get(reverse("shipped-layout", args=["year"]), {"period": "2026"}).content.decode()
    twice = client.post(reverse("baseline-create"), data)
    assert "Đã có số liệu nền này" in twice.content.decode()
    changed = data | {"version": 1, "value": "46"}
    assert client.post(reverse("baseline-update", args=[one.pk]), changed).status_code == 302
    voided = {"version": 2, "reason": "Nhập nhầm kỳ"}
    assert client.post(reverse("baseline-void", args=[one.pk]), voided).status_code == 302
    one.refresh_from_db()
    assert (one.value, one.void_reason) == (46, "Nhập nhầm kỳ")


@pytest.mark.parametrize(
    "change",
    [
        {"value": "-1"},
        {"value": "9" * 30},
        {"first": "1/1/2027"},
        {"key": "x"},
        {"source": ""},
        {"kind": "x"},
        {"part_of": "9"},
    ],
)
def test_a_wrong_baseline_is_told_at_its_field(sign_in, change):
    client = sign_in()
    key = next(iter(client.get(reverse("baseline-create")).context["form"].offered))
    data = {
        "organization": "D1",
        "kind": "baseline",
        "key": key,
        "first": "1/1/2025",
        "last": "31/3/2025",
        "value": "4",
    }
    response = client.post(reverse("baseline-create"), data | {"source": "x"} | change)
    assert response.status_code == 200
    assert response.context["errors"]


@pytest.mark.parametrize(
    "query",
    [
        "", "fact=lạ", "fact=subject", "fact=subject&organization=D1", "fact=subject&organization=D1&from=x&to=y",
        "fact=subject&organization=D1&from=2026-02-01&to=2026-01-01",
        "fact=decision&organization=D2-zqfxwjkv&from=2026-01-01&to=2026-12-31",
        "fact=subject&organization=D1&from=2026-01-01&to=2026-12-31&plus=%00", "organization=%00&fact=subject",
        "fact=subject&organization=D1&from=2026-01-01&to=2026-12-31&plus=fact%3Ddecision",
    ],
)  # fmt: skip
def test_an_address_that_is_no_figure_does_not_exist(sign_in, query):
    for name in ("counted-rows", "counted-organizations", "counted-members", "counted-inspections", "counted-letters"):
        assert sign_in().get(f"{reverse(name)}?{query}").status_code == 404


def test_a_number_of_several_kinds_opens_the_numbers_that_are_added(sign_in, district):
    text = (
        "Số liệu:\na = Đối tượng bị tố cáo, đơn tiếp nhận trong kỳ; Đơn vị: đơn\nb = Đơn khiếu nại kỷ luật tiếp nhận\n"
        "Nội dung:\nTiếp nhận {a + b} đơn."
    )
    client = sign_in()
    layout = actions.create_layout(by=district.user, organization=district.organization, name="Đơn", text=text)
    address = reverse("reportlayout-preview", args=[layout.pk])
    shown = client.get(address, {"organization": "D1", "period": "2026"}).content.decode()
    url = re.search(r'class="figure" href="([^"]+)">6<', shown)[1].replace("&amp;", "&")
    page = client.get(url)
    assert page.status_code == 200
    assert [int(value) for _, value in LINK.findall(page.content.decode())] == [3, 3]
    assert (
        client.get(f"{reverse('counted-parts')}?organization=D1&from=2026-01-01&to=2026-12-31&part=x").status_code
        == 404
    )
