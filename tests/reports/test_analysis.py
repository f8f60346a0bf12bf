"""Analyses: every cell is what the records say and opens exactly them; what is saved is seen by those who may."""

from collections import Counter
from html import unescape
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import HistoryEntry
from core.periods import parse
from discipline.models import Appeal, Decision
from inspections.models import Denunciation, Inspection, Remedy, Subject
from members.choices import Role
from members.models import Assignment, Organization
from reports.facts import FACTS
from reports.models import SavedAnalysis
from reports.pivot import NEVER_ASKED, dimension_of, dimensions_of
from tests.numbers import links_of, wrong_numbers

pytestmark = pytest.mark.django_db
TERM = "T2015-2020"


@pytest.fixture
def reader(sample, client):
    """Sign somebody in, and give the page as they see it."""

    def reader(role=Role.HEAD, code="HU-SL", username="nguoi-doc", **more):
        user = get_user_model().objects.create(username=username, full_name="Người đọc")
        Assignment.objects.create(user=user, organization=Organization.objects.get(code=code), role=role, **more)
        client.force_login(user)
        return user

    return reader


def ask(client, **query):
    response = client.get(reverse("analysis"), {"period": TERM, **query})
    assert response.status_code == 200
    return response


def pivot_of(client, **query):
    response = ask(client, **query)
    assert "pivot" in response.context, response.context["form"].errors
    return response.context["pivot"]


# --------------------------------------------------------------------------------------- counted again, row by row

DATES = {"subject": "concluded", "inspection": "concluded", "decision": "decided", "appeal_resolved": "resolved",
         "denunciation_resolved": "resolved", "remedy_due": "due"}  # fmt: skip
MODELS = {"subject": Subject, "inspection": Inspection, "decision": Decision, "appeal_resolved": Appeal,
          "denunciation_resolved": Denunciation, "remedy_due": Remedy}  # fmt: skip


def records(fact, code, organization):
    """The records of a fact in a period, found without a query that narrows."""
    period, day_of = parse(code), DATES[fact]
    rows = [row for row in MODELS[fact].objects.all() if row.path.startswith(organization.path)]
    return [row for row in rows if getattr(row, day_of) and getattr(row, day_of) in period]


def values_of(record, name):
    """The values that a record has in a dimension."""
    match name:
        case "":
            return [""]
        case "subject":
            return [record.decision.subject_kind if isinstance(record, Appeal) else record.subject_kind]
        case "content":
            return [row.code for row in record.contents.all()]
        case "topic":
            return [row.name for row in record.topics.all()]
        case "group":
            return [row.code for row in record.groups.all()]
        case "activity" | "level" | "body" if isinstance(record, Remedy):
            return [getattr(record.finding.subject, name)]
    return [getattr(record, name)]


CASES = [
    ("subject", "activity", "result", {}),
    ("subject", "content", "subject", {}),
    ("subject", "level", "content", {}),
    ("subject", "activity", "body", {"subject": ["member"], "result": ["good", "shortcoming"]}),
    ("subject", "seat", "none", {}),
    ("subject", "topic", "activity", {}),
    ("subject", "result", "activity", {"content": ["TC1"]}),
    ("inspection", "activity", "level", {}),
    ("decision", "group", "form", {}),
    ("decision", "form", "body", {"group": ["VP4"]}),
    ("decision", "seat", "form", {"seat": ["none", "base"]}),
    ("appeal_resolved", "result", "subject", {}),
    ("denunciation_resolved", "group", "result", {}),
    ("remedy_due", "activity", "body", {}),
]
PEOPLE = [(Role.HEAD, "HU-SL"), (Role.LEADER, "HU-SL.01")]


@pytest.mark.parametrize(("role", "office"), PEOPLE)
@pytest.mark.parametrize(("fact", "rows", "columns", "filters"), CASES)
def test_cells_and_sums_are_what_the_records_say(reader, client, role, office, fact, rows, columns, filters):
    user = reader(role, office)
    pivot = pivot_of(client, fact=fact, rows=rows, columns=columns, **filters)
    column = "" if columns == "none" else columns
    wanted = {name: {"" if one == "none" else one for one in values} for name, values in filters.items()}
    found = [
        row
        for row in records(fact, TERM, user.assignments.get().organization)
        if all(values & set(values_of(row, name)) for name, values in wanted.items())
    ]
    cells, by_row, by_column = Counter(), Counter(), Counter()
    for record in found:
        across = [dimension_of(fact, column).label_of(one) if column else "" for one in values_of(record, column)]
        down = [dimension_of(fact, rows).label_of(one) for one in values_of(record, rows)]
        down = [one for one in down if one in {row.label for row in pivot.rows} or rows not in wanted]
        by_row.update(down)
        by_column.update(across)
        cells.update((one, other) for one in down for other in across)
    assert pivot.total.value == len(found)
    assert {row.label: row.total.value for row in pivot.rows} == by_row
    if column:
        assert dict(zip(pivot.columns, [each.value for each in pivot.totals], strict=True)) == by_column
        shown = {
            (row.label, label): cell.value
            for row in pivot.rows
            for label, cell in zip(pivot.columns, row.cells, strict=True)
            if cell
        }
        assert shown == cells


@pytest.mark.parametrize("fact", [name for name in FACTS if name not in NEVER_ASKED])
def test_every_number_of_every_fact_opens_its_records(reader, client, fact):
    reader(Role.HEAD)
    links = set()
    names = list(dimensions_of(fact))
    assert names or FACTS[fact].list_url not in str(reverse)
    for place, name in enumerate(names):
        other = next((one for one in names[place + 1 :] + names[:place] if one != name), "none")
        response = ask(client, fact=fact, rows=name, columns=other if place % 2 else "none")
        if response.context.get("pivot"):
            links |= links_of(response)
    assert not wrong_numbers(client, links)


# --------------------------------------------------------------------------------------------------- how it is shown


def test_a_dimension_of_several_values_is_marked_and_its_total_counts_each_record_once(reader, client):
    reader()
    response = ask(client, fact="subject", rows="content", columns="none")
    pivot = response.context["pivot"]
    assert (
        sum(row.total.value for row in pivot.rows)
        > pivot.total.value
        == len(records("subject", TERM, Organization.objects.get(code="HU-SL")))
    )
    assert "Một bản ghi có thể có nhiều nội dung" in response.content.decode()
    assert "Một bản ghi có thể có nhiều" not in ask(client, fact="subject", rows="activity").content.decode()


def test_nothing_is_a_dash_until_zeros_are_asked_for(reader, client):
    reader()
    query = {"fact": "decision", "rows": "group", "columns": "form"}
    pivot = pivot_of(client, **query)
    assert any(cell is None for row in pivot.rows for cell in row.cells)
    asked = pivot_of(client, **query, zeros="1")
    assert all(cell is not None for row in asked.rows for cell in row.cells)
    assert len(asked.rows) > len(pivot.rows)
    assert asked.total == pivot.total


def test_another_fact_brings_its_own_dimensions(reader, client):
    reader()
    form = ask(client, of="subject", fact="decision", rows="activity", columns="content", result="good").context["form"]
    assert not form.errors
    assert form.question.rows == "form"
    assert form.question.filters == {}
    assert "group" in dict(form.fields["rows"].choices)
    assert "activity" not in dict(form.fields["rows"].choices)


SENSELESS = [
    ({"rows": "activity", "columns": "activity"}, "Hàng và cột phải là hai chiều khác nhau"),
    ({"rows": "content", "columns": "topic"}, "không đếm chung được"),
    ({"rows": "topic", "content": "TC1"}, "không đếm chung được"),
    ({"fact": "decision", "rows": "activity"}, "Không có lựa chọn"),
    ({"fact": "subject_content"}, "Không có lựa chọn"),
    ({"period": "2020-Q9"}, "Quý"),
]


@pytest.mark.parametrize(("query", "message"), SENSELESS)
def test_a_senseless_question_is_explained_and_counts_nothing(reader, client, query, message):
    reader()
    response = ask(client, **query)
    assert message in response.content.decode()
    assert not response.context.get("pivot")
    file = client.get(reverse("analysis-file"), query)
    assert file.status_code == 302
    assert file.headers["Location"].startswith(reverse("analysis"))


HOSTILE = [
    "'; drop table members_member; --", "\0", "%00", "%", "_", "<script>alert(1)</script>", "9" * 400, "-1", "1e9",
    "²", "\u202eđảo", "={}", "${7*7}", "../../etc/passwd", "00/00/0000", "2026-13-45", "none", "x" * 5000, "[]", "None",
    "__class__", "pk__in",
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_parameters_get_a_page(reader, client, value):
    reader()
    names = ("fact", "rows", "columns", "of", "zeros", "period", "from", "to", "activity", "subject", "content", "x")
    for name in names:
        response = client.get(reverse("analysis"), {name: value})
        assert response.status_code == 200, name
        assert "<script>alert" not in response.content.decode()
    for url_name in ("analysis-file", "saved-analysis-create"):
        for name in ("fact", "rows", "period", "activity"):
            assert client.get(reverse(url_name), {name: value}).status_code in (200, 302), f"{url_name}?{name}"
    if value != "\0":  # what nothing is left of is no organization asked for
        assert client.get(reverse("analysis"), {"organization": value}).status_code == 404
    assert client.get(reverse("analysis"), {"rows": [value, "a"], "activity": [value] * 50}).status_code == 200


@pytest.mark.parametrize(
    "query", [{}, {"period": TERM}, {"fact": "decision", "rows": "group", "organization": "HU-SL"}]
)
def test_the_page_takes_few_queries(reader, client, query, django_assert_max_num_queries):
    reader()
    client.get(reverse("analysis"), query)
    with django_assert_max_num_queries(8):
        client.get(reverse("analysis"), query)


# ------------------------------------------------------------------------------------------------- letters and scope


def test_letters_are_counted_for_those_alone_who_may_see_them(reader, client):
    reader(Role.CLERK)
    response = ask(client, fact="denunciation_resolved")
    assert "Không có lựa chọn" in response.content.decode()
    assert "denunciation_resolved" not in dict(response.context["form"].fields["fact"].choices)


def test_letters_of_one_organization_are_not_those_of_another(reader, client):
    user = reader(Role.CLERK)
    Assignment.objects.create(user=user, organization=Organization.objects.get(code="HU-SL.01"), role=Role.LEADER)
    assert pivot_of(client, fact="denunciation_resolved", organization="HU-SL.01")
    response = ask(client, fact="denunciation_resolved", organization="HU-SL")
    assert "chỉ hiển thị cho người được giao giải quyết" in response.content.decode()
    assert not response.context.get("pivot")


# ------------------------------------------------------------------------------------------------------------- Excel


@pytest.mark.parametrize("zeros", ["", "1"])
def test_the_workbook_holds_the_table_and_a_chart(reader, client, zeros):
    reader()
    query = {"period": TERM, "fact": "decision", "rows": "group", "columns": "form", "zeros": zeros}
    pivot = pivot_of(client, **query)
    response = client.get(reverse("analysis-file"), query)
    assert response.headers["Content-Type"].startswith("application/vnd.openxml")
    assert HistoryEntry.objects.newest_first().first().act == "export"
    book = load_workbook(BytesIO(response.content))
    sheet, chart = book.worksheets
    rows = list(sheet.iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == pivot.heads[0])
    assert list(rows[head]) == [pivot.heads[0], *pivot.columns, "Tổng số"]
    expected = [[row.label, *(cell and cell.value for cell in row.cells), row.total.value] for row in pivot.rows]
    expected.append(["Tổng số", *(each.value for each in pivot.totals), pivot.total.value])
    assert [list(row) for row in rows[head + 1 :]] == expected
    assert len(chart._charts) == 1
    assert [cell.value for cell in chart["A"][1:]] == [row.label for row in pivot.rows]
    assert "Nhóm vi phạm" in rows[head]
    assert any("Một bản ghi có thể có nhiều nhóm vi phạm" in str(row[0]) for row in rows[:head])


# ------------------------------------------------------------------------------------------------------------- saved


def saved(client, name, query, **more):
    response = client.post(f"{reverse('saved-analysis-create')}?{query}", {"name": name, **more})
    assert response.status_code == 302, response.context["errors"]
    return SavedAnalysis.objects.get(name=name)


def shown_names(client):
    return {row.name for row in client.get(reverse("saved-analysis-list")).context["table"].data}


QUERY = f"period={TERM}&fact=decision&rows=group&columns=form&level=district&level=base&zeros=1"


def test_a_saved_question_is_asked_again_as_it_was(reader, client):
    reader()
    one = saved(client, "Nhóm vi phạm", QUERY, with_period="on")
    assert (one.fact, one.rows, one.columns, one.zeros, one.period) == ("decision", "group", "form", True, TERM)
    assert one.filters == {"level": ["district", "base"]}
    entry = HistoryEntry.objects.newest_first().first()
    assert (entry.act, entry.object_id) == ("create", str(one.pk))
    page = client.get(reverse("saved-analysis-list")).content.decode()
    address = unescape(page.split('href="/phan-tich/?')[1].split('"')[0])
    again = client.get(f"{reverse('analysis')}?{address}").context["pivot"]
    assert again.question.filters == {"level": ("district", "base")}
    assert again.total == client.get(f"{reverse('analysis')}?{QUERY}").context["pivot"].total


def test_without_a_period_it_is_chosen_when_opened(reader, client):
    reader()
    one = saved(client, "Theo kỳ", QUERY)
    assert one.period == ""
    assert "period=" not in client.get(reverse("saved-analysis-list")).content.decode()


def test_private_ones_are_their_owner_s_and_shared_ones_of_the_scope(reader, client):
    reader()
    private, shared = saved(client, "Riêng", QUERY), saved(client, "Chung", QUERY, shared="on")
    reader(Role.LEADER, username="lanh-dao")
    assert shown_names(client) == {"Chung"}
    assert client.get(reverse("saved-analysis-delete", args=[private.pk])).status_code == 404
    assert client.get(reverse("saved-analysis-delete", args=[shared.pk])).status_code == 403
    assert client.post(reverse("saved-analysis-delete", args=[shared.pk])).status_code == 403
    reader(Role.HEAD, "HU-SL.01", "xa")
    assert shown_names(client) == set()
    assert client.get(reverse("saved-analysis-delete", args=[shared.pk])).status_code == 404


def test_shared_questions_about_letters_stay_with_those_who_see_letters(reader, client):
    reader()
    one = saved(client, "Đơn", f"period={TERM}&fact=denunciation_resolved&rows=result&columns=none", shared="on")
    reader(Role.CLERK, username="van-thu")
    assert shown_names(client) == set()
    assert client.get(reverse("saved-analysis-delete", args=[one.pk])).status_code == 404


def test_the_owner_takes_it_away_and_the_history_knows(reader, client):
    reader()
    one = saved(client, "Bỏ đi", QUERY)
    assert client.get(reverse("saved-analysis-delete", args=[one.pk])).status_code == 200
    assert client.post(reverse("saved-analysis-delete", args=[one.pk])).status_code == 302
    assert not SavedAnalysis.objects.filter(pk=one.pk).exists()
    entry = HistoryEntry.objects.newest_first().first()
    assert (entry.act, entry.object_id) == ("void", str(one.pk))


def test_a_name_is_taken_once(reader, client):
    reader()
    saved(client, "Một tên", QUERY)
    response = client.post(f"{reverse('saved-analysis-create')}?{QUERY}", {"name": "Một tên"})
    assert "Bạn đã lưu một bảng phân tích cùng tên" in response.content.decode()
    assert SavedAnalysis.objects.count() == 1


def test_a_senseless_question_is_not_saved(reader, client):
    reader()
    response = client.post(f"{reverse('saved-analysis-create')}?rows=level&columns=level", {"name": "Sai"})
    assert "chưa hợp lệ" in response.content.decode()
    assert not SavedAnalysis.objects.exists()


def test_an_organization_out_of_scope_does_not_exist(reader, client):
    reader(Role.CLERK, "HU-SL.01")
    for name in ("analysis", "analysis-file", "saved-analysis-create"):
        for code in ("HU-SL", "HU-SL.02", "KHONG-CO"):
            assert client.get(reverse(name), {"organization": code}).status_code == 404
