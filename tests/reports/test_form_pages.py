"""Statistical forms on pages, in Excel and from the command line; who sees which; versions by date."""

import re
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import HistoryEntry, User
from core.periods import of_dates, quarter
from discipline.models import Decision
from inspections.models import Subject, SubjectContent
from members.choices import Role
from members.models import Assignment, Organization
from reports import actions
from reports.models import StatisticalForm
from reports.statistics import form_on, forms_on, table
from tests.cast import LETTERS

pytestmark = pytest.mark.django_db

WHOLE = of_dates(date(2016, 11, 1), date(2020, 10, 22))
ASKED = {"organization": "HU-SL", "from": "2016-11-01", "to": "2020-10-22"}


def someone(role=Role.HEAD, code="HU-SL", **rights):
    user = User.objects.create(username="nguoi-xem", full_name="Người xem")
    Assignment.objects.create(user=user, organization=Organization.objects.get(code=code), role=role, **rights)
    return user


def sheet_of(content, name=None):
    book = openpyxl.load_workbook(BytesIO(content))
    return book[name] if name else book.active


def cells_of(sheet):
    """{(row label, column number): value}, found the way the interface promises: by the row of column numbers."""
    rows = list(sheet.iter_rows(values_only=True))
    head = next(at for at, row in enumerate(rows) if row[:3] == ("A", "B", 1))
    numbers, found = rows[head], {}
    for row in rows[head + 1 :]:
        if row[1] is None:
            break
        found |= {(row[1], number): value for number, value in zip(numbers[2:], row[2:], strict=True)}
    return found, rows[head + 1]


@pytest.mark.parametrize("code", ["1", "2", "9", "16", "21", "22"])
def test_excel_has_the_cells_of_the_page(sample, client, code):
    user = someone(sees_senders=True)
    client.force_login(user)
    page = client.get(reverse("form-page", args=[code]), ASKED)
    filled = page.context["filled"]
    cells, first = cells_of(sheet_of(client.get(reverse("form-file", args=[code]), ASKED).content))
    assert first[1] == "Tổng số"
    assert len(cells) == sum(len(row.cells) for row in filled.rows)
    shown = [re.sub(r"\D", "", text) for text in re.findall(r'data-figure="(\d+)"', page.content.decode())]
    for row in filled.rows:
        for place, cell in enumerate(row.cells, start=1):
            assert cells[row.label, place] == (None if cell is None else cell.value)
            assert cell is None or str(cell.value) in shown


def test_the_published_figures_stand_in_forms_1_to_4(sample, tmp_path):
    published = {"1": (88, 59, 29), "2": (118, 20, 98), "3": (34, 9, 25), "4": (32, 19, 13)}
    for code, expected in published.items():
        path = tmp_path / f"{code}.xlsx"
        call_command("official_form", code, organization="HU-SL", first=WHOLE.first, last=WHOLE.last, output=path)
        cells, first = cells_of(openpyxl.load_workbook(path).active)
        assert (first[1], first[2]) == ("Tổng số", expected[0])
        assert (cells["Tổng số", 6], cells["Tổng số", 8]) == expected[1:]


def test_the_command_says_what_is_wrong(sample, tmp_path):
    scope = {"organization": "HU-SL", "first": WHOLE.first, "last": WHOLE.last}
    with pytest.raises(CommandError, match=r"không có biểu 77\. Các biểu: 1, 2"):
        call_command("official_form", "77", output=tmp_path / "x.xlsx", **scope)
    with pytest.raises(CommandError, match="Không ghi được tệp"):
        call_command("official_form", "1", output=tmp_path / "missing" / "x.xlsx", **scope)
    told = StringIO()
    call_command("official_form", "17", output=tmp_path / "17.xlsx", stderr=told, **scope)
    assert "Ủy ban kiểm tra, Cơ sở: 8" in told.getvalue()


def test_a_workbook_is_laid_out_as_on_paper(sample, client):
    client.force_login(someone())
    book = openpyxl.load_workbook(BytesIO(client.get(reverse("forms-file"), ASKED).content))
    assert book.sheetnames == [f"Biểu {form.code}" for form in forms_on(WHOLE.last)]
    sheet = book["Biểu 1"]
    assert {str(area) for area in sheet.merged_cells.ranges} >= {"A6:A8", "B6:B8", "C6:C8", "D6:K6", "L6:R6"}
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
    assert sheet["A2"].value.startswith("Đảng bộ huyện Sông Lô. Kỳ báo cáo: từ ngày 01/11/2016")
    assert "ĐVT: Tổ chức đảng" in sheet["A3"].value
    texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert "NGƯỜI LẬP BIỂU" in texts
    assert HistoryEntry.objects.filter(act="export", summary__startswith="Biểu thống kê").count() == 1


def test_all_forms_of_a_quarter_are_two_queries(sample, django_assert_num_queries):
    from reports.statistics import count

    organization, period = Organization.objects.get(code="HU-SL"), quarter(2020, 2)
    with django_assert_num_queries(2):
        forms = forms_on(period.last)
        counts = count(forms, organization, period)
        for form in forms:
            table(form, organization, period, counts=counts)


@pytest.mark.parametrize(("name", "args"), [("forms", []), ("form-page", ["2"])])
def test_a_page_takes_at_most_eight_queries(sample, client, name, args, django_assert_max_num_queries):
    client.force_login(someone())
    address = reverse(name, args=args)
    client.get(address, ASKED)
    with django_assert_max_num_queries(8):
        assert client.get(address, ASKED).status_code == 200


# -------------------------------------------------------------------------------------------------------- who sees what


def test_forms_about_letters_are_for_those_who_read_letters(sample, client):
    client.force_login(someone(Role.CLERK))
    page = client.get(reverse("forms"), ASKED)
    assert {"13", "14", "21"}.isdisjoint(line["table"].form.code for line in page.context["lines"])
    assert "chỉ hiển thị cho người được giao xem đơn" in page.content.decode()
    for name in ("form-page", "form-file"):
        assert client.get(reverse(name, args=["14"]), ASKED).status_code == 403
    sheets = openpyxl.load_workbook(BytesIO(client.get(reverse("forms-file"), ASKED).content)).sheetnames
    assert "Biểu 14" not in sheets


def test_who_sent_letters_is_counted_for_those_who_may_know(sample, client):
    filled = {}
    for rights in ({}, {"sees_senders": True}):
        user = someone(**rights)
        client.force_login(user)
        filled[bool(rights)] = client.get(reverse("form-page", args=["21"]), ASKED).context["filled"]
        User.objects.filter(pk=user.pk).update(username="nguoi-khac")
    senders = [place for place, column in enumerate(filled[True].form.columns) if column.fact == "letter_sender"]
    assert all(filled[False].rows[0].cells[place] is None for place in senders)
    assert all(filled[True].rows[0].cells[place] is not None for place in senders)
    assert filled[False].withheld
    assert not filled[True].withheld


def test_who_is_concerned_does_not_see_it_counted(cast):
    """The head is the member about whom their own office wrote letter, decision and inspection."""
    office, head = cast.at("D1"), cast.users["head"]
    period, organization = of_dates(date(2026, 1, 1), date(2026, 12, 31)), office.organization

    def totals():
        user = User.objects.get(pk=head.pk)
        codes = ("2", "14", "16", "17", "20")
        return {code: table(form_on(code, period.last), organization, period, user).total.value for code in codes}

    before = totals()
    cast.link(head, office.member)
    after = totals()
    assert all(after[code] <= before[code] for code in before)
    assert before["14"] - after["14"] == 1
    assert before["17"] - after["17"] == 1


# ------------------------------------------------------------------------------------------------------------ hostile


@pytest.mark.parametrize("code", ["99x", "0", "1000", "a" * 60, "-", "AG"])
def test_an_unknown_form_does_not_exist(sample, client, code):
    client.force_login(someone())
    assert client.get(reverse("form-page", args=[code]), ASKED).status_code == 404  # AG is of 2026
    assert client.get(reverse("form-file", args=[code]), ASKED).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {}, {"row": "I"}, {"row": "I", "column": "0"}, {"row": "I", "column": "99"}, {"row": "I", "column": "²"},
        {"row": "\0", "column": "1"}, {"row": "I", "column": "1" * 400}, {"row": "XX", "column": "1"},
    ],
)  # fmt: skip
def test_a_cell_that_is_none_does_not_exist(sample, client, query):
    client.force_login(someone())
    assert client.get(reverse("form-cell", args=["1"]), ASKED | query).status_code == 404


def test_a_wrong_period_is_told_at_its_field(sample, client):
    client.force_login(someone())
    for name, args in (("forms", []), ("form-page", ["1"]), ("form-cell", ["1"])):
        page = client.get(reverse(name, args=args), {"organization": "HU-SL", "period": "2020-Q9"})
        assert page.status_code == 200
        assert "Quý" in page.content.decode()
    for name, args in (("forms-file", []), ("form-file", ["1"])):
        assert client.get(reverse(name, args=args), {"period": "2020-Q9"}).status_code == 404


def test_a_cell_tells_what_it_counts(sample, client):
    client.force_login(someone())
    page = client.get(reverse("form-cell", args=["21"]), ASKED | {"row": "I", "column": "1"})
    parts = page.context["parts"]
    assert page.context["value"] == sum(part["number"].value for part in parts) == 10
    assert [part["label"] for part in parts] == ["Tổng số", "Tổng số"]


# -------------------------------------------------------------------------------------------------------- consistency


def test_a_fault_names_both_numbers_and_the_records_between(sample):
    filled = table(form_on("17", WHOLE.last), Organization.objects.get(code="HU-SL"), WHOLE)
    fault = next(fault for fault in filled.faults)
    assert [(label, number.value) for label, number in fault.numbers] == [
        ("Tổng số", 12),
        ("ngoài các cột: Ủy ban kiểm tra, Cơ sở", 8),
    ]


def test_more_disciplined_than_to_be_disciplined_is_told(sample):
    organization, form = Organization.objects.get(code="HU-SL"), form_on("2", WHOLE.last)
    assert table(form, organization, WHOLE).faults == []
    due = table(form, organization, WHOLE).rows[0].cells[form.by_code["due"]].value
    members = Subject.objects.concluded_in(WHOLE).filter(activity="compliance", subject_kind="member")
    for one in members[: due + 1]:
        Decision.objects.create(
            organization=one.inspection.organization, body=one.body, path=one.path, level=one.level,
            number=f"x-{one.pk}", decided=one.concluded, form="reprimand", inspection=one.inspection,
            subject_kind="member", subject_member=one.subject_member, organization_type=one.organization_type,
        )  # fmt: skip
    told = [str(fault) for fault in table(form, organization, WHOLE).faults]
    assert any("“Đã thi hành kỷ luật” lớn hơn “Phải thi hành kỷ luật”" in each for each in told), told


def test_a_record_without_content_is_told(sample):
    organization = Organization.objects.get(code="HU-SL")
    SubjectContent.objects.filter(subject__activity="compliance", subject__subject_kind="organization").delete()
    told = [str(fault) for fault in table(form_on("1", WHOLE.last), organization, WHOLE).faults]
    assert len(told) == 1
    assert "có bản ghi chưa ghi nội dung (Tổng số: 88)" in told[0]


# ------------------------------------------------------------------------------------------------- versions and editing


def numbers_of(days):
    return [form.code for form in forms_on(days)]


def test_the_last_day_of_the_period_chooses_the_set():
    assert numbers_of(date(2019, 12, 31)) == [str(number) for number in range(1, 23)]
    assert numbers_of(date(2022, 12, 28))[-1] == "22"
    assert numbers_of(date(2022, 12, 29)) == [str(number) for number in range(1, 27)]
    assert numbers_of(date(2026, 1, 1))[-2:] == ["AG", "CB"]
    assert {form.certainty for form in forms_on(date(2023, 1, 1)) if int(form.code) > 22} == {"I"}


def written_rows(*rows, start=date(2019, 1, 1), by, code="1"):
    begun = form_on(code, date(2018, 12, 31))
    data = {key: value for key, value in begun.data.items() if key not in ("code", "title")}
    return actions.write_form(
        by=by, code=code, title=begun.title, effective_from=start, document="CV 1", reason="Theo phụ lục",
        definition=data | {"rows": list(rows), "rows_certainty": "C"},
    )  # fmt: skip


def test_a_written_version_counts_from_its_day_on_and_the_later_of_two_wins(cast):
    by = cast.users[Role.ADMINISTRATOR]
    first = written_rows({"mark": "I", "label": "Toàn bộ"}, by=by)
    assert form_on("1", date(2018, 12, 31)).rows[0].label == "Tổng số"
    assert [row.label for row in form_on("1", date(2019, 1, 1)).rows] == ["Toàn bộ"]
    second = written_rows({"mark": "I", "label": "Cộng"}, by=by)
    assert form_on("1", date(2019, 1, 1)).stored == second.pk != first.pk
    assert form_on("1", date(2022, 12, 29)).stored is None, "the set of 885 takes the place of what was written before"
    assert HistoryEntry.objects.filter(object_type="reports.statisticalform", act="create").count() >= 2


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"mark": "I", "label": "Sai", "where": {"seat": ["king"]}}, "không có giá trị “king”"),
        ({"mark": "I", "label": "Sai", "where": {"form": ["warning"]}}, "không chia theo “form”"),
        ({"mark": "I", "label": "Sai", "fact": "gossip"}, "không có số liệu “gossip”"),
        ({"mark": "I", "label": "Sai", "of": "X"}, "không có dòng “X”"),
    ],
)
def test_a_version_that_cannot_be_counted_is_refused(cast, row, message):
    with pytest.raises(ValidationError, match=message):
        written_rows(row, by=cast.users[Role.ADMINISTRATOR])
    assert not StatisticalForm.objects.filter(code="1").exists()


def typed(page, **more):
    """What a browser would send of the form of a page."""
    form, formset = page.context["form"], page.context["formset"]
    data = {"submit_token": "t", **{f"form-{name}": 0 for name in ("MIN_NUM_FORMS", "MAX_NUM_FORMS")}}
    for one in (form, *formset.forms, formset.management_form):
        for bound in one:
            value = bound.value()
            if value not in (None, "", False, []):
                data[bound.html_name] = value
    return data | {"effective_from": "01/01/2024", "document": "CV 5", "reason": "Theo phụ lục"} | more


def test_an_administrator_edits_the_rows_of_a_form(sign_in):
    client = sign_in(Role.ADMINISTRATOR)
    address = reverse("form-edit", args=["2"])
    data = typed(client.get(address))
    rows = int(data["form-TOTAL_FORMS"])
    data |= {"form-0-label": "Tất cả", f"form-{rows - 1}-place": 0, f"form-{rows - 1}-mark": "0"}
    data |= {
        f"form-{rows - 1}-label": "Bí thư huyện",
        f"form-{rows - 1}-where": ["seat:district"],
        "form-2-DELETE": "on",
    }
    preview = client.post(address, data | {"preview": "1"})
    assert [row.label for row in preview.context["previewed"].rows][:2] == ["Bí thư huyện", "Tất cả"]
    assert not StatisticalForm.objects.filter(code="2").exists(), "a preview writes nothing"
    saved = client.post(address, data)
    version = StatisticalForm.objects.get(code="2")
    assert saved.headers["Location"] == reverse("form-version", args=[version.pk])
    form = form_on("2", date(2024, 1, 1))
    assert [row.label for row in form.rows][:2] == ["Bí thư huyện", "Tất cả"]
    assert "Cấp ủy viên Trung ương" not in [row.label for row in form.rows]
    assert form.rows[0].where == (("seat", frozenset({"district"})),)
    assert len(form.columns) == len(form_on("2", date(2023, 12, 31)).columns)
    shown = client.get(saved.headers["Location"]).content.decode()
    assert "Cấp ủy viên: Huyện" in shown


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"form-1-mark": "I"}, "STT I có ở hai dòng"),
        ({"form-1-of": "XX"}, "Không có dòng STT XX"),
        ({"form-1-where": ["seat:king"]}, "Không có điều kiện"),
        ({"effective_from": "31/02/2024"}, "không phải là một ngày có thật"),
        ({"form-1-label": ""}, "Chưa nhập ô này"),
        ({"certainty": "Z"}, "Hãy chọn trong danh sách"),
    ],
)
def test_wrong_input_is_told_and_nothing_is_lost(sign_in, change, message):
    client = sign_in(Role.ADMINISTRATOR)
    address = reverse("form-edit", args=["2"])
    page = client.post(address, typed(client.get(address)) | change)
    assert page.status_code == 200
    assert message in page.content.decode()
    assert not StatisticalForm.objects.filter(code="2").exists()
    assert page.context["form"]["reason"].value() == "Theo phụ lục"


def test_a_form_of_the_offices_own_is_made_from_a_copy(sign_in, cast):
    client = sign_in(Role.ADMINISTRATOR)
    address = reverse("form-copy", args=["16"])
    data = typed(client.get(address), code="16")
    assert "Đã có biểu 16" in client.post(address, data).content.decode()
    data |= {"code": "rieng1", "title": "Kỷ luật do chi bộ quyết định", "where": ["subject:member", "actor:cell"]}
    assert client.post(address, data).status_code == 302
    form = form_on("RIENG1", date(2026, 12, 31))
    period = of_dates(date(2026, 1, 1), date(2026, 12, 31))
    assert table(form, cast.at("P").organization, period).total.value == 2, "the cells K1 and K2"
    assert form_on("RIENG1", date(2023, 12, 31)) is None


def test_rows_with_figures_of_their_own_are_edited_too(sign_in):
    client = sign_in(Role.ADMINISTRATOR)
    address = reverse("form-edit", args=["AG"])
    data = typed(client.get(address), effective_from="01/06/2026")
    data |= {"form-1-fact": "strike_off", "form-1-label": "Xóa tên dự bị", "form-1-where": []}
    assert client.post(address, data).status_code == 302
    assert form_on("AG", date(2026, 6, 1)).rows[1].fact == "strike_off"
    assert form_on("AG", date(2026, 5, 31)).rows[1].fact == "subject"


def test_readers_of_letters_alone_have_the_page(cast, sign_in):
    assert sign_in(LETTERS).get(reverse("form-page", args=["14"])).status_code == 200
    assert sign_in(Role.OFFICER).get(reverse("form-page", args=["14"])).status_code == 403
