"""Programmes over HTTP: every step from every state, versions, cancelled lines, the copy, progress, overlaps."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.choices import Act
from accounts.models import HistoryEntry
from inspections import actions
from inspections.choices import ProgrammeScope, ProgrammeState
from inspections.models import Programme, ProgrammeItem, ProgrammeItemSubject
from inspections.progress import Progress, progress_of, with_progress_facts
from inspections.states import PROGRAMME
from members.choices import ActKind, Role
from members.reorganizing import ActEntry
from reports.reorganizing import reorganize
from tests.cast import establish

TODAY = date(2026, 11, 20)
pytestmark = [pytest.mark.django_db, pytest.mark.today(TODAY)]
WAY = {
    ProgrammeState.DRAFT: (),
    ProgrammeState.APPROVED: ("approve",),
    ProgrammeState.ADJUSTED: ("approve", "adjust"),
    ProgrammeState.CLOSED: ("approve", "close"),
}
PAIRS = [(state, move.verb) for state in ProgrammeState for move in PROGRAMME.moves]
LINE = {
    "number": "", "activity": "compliance", "content": "Lãnh đạo công tác đất đai", "subjects": "C1", "quarter": "2",
    "month": "", "lead": "Đồng chí A", "team": "", "looked_from": "", "looked_to": "", "advisory": "",
    "document_number": "", "document_date": "",
}  # fmt: skip
HEAD = {"organization": "D1", "body": "committee", "scope": "year", "year": "2027", "last_year": ""}


@pytest.fixture
def plan(cast, head):
    """A programme of the district's committee with two lines, brought to a state by its steps."""

    def plan(state=ProgrammeState.DRAFT, *items, **values):
        c1 = cast.at("C1").organization
        items = items or (entry(1, subjects=[c1]), entry(2, content="Công tác cán bộ", quarter=4))
        usual = {"organization": cast.at("D1").organization, "body": "committee", "year": 2027, "state": "draft"}
        programme = actions.create_programme(by=head, items=list(items), **usual | values)
        for verb in WAY[state]:
            version, issue = programme.version, actions.Issue(date(2026, 11, 2), f"{verb}-CTr/HU", "Theo chỉ đạo")
            if verb == "adjust":
                known = [entry(1, content="Nội dung đã điều chỉnh", subjects=[c1])]
                programme = actions.adjust_programme(programme, by=head, version=version, issue=issue, items=known)
            else:
                step = {"approve": actions.approve_programme, "close": actions.close_programme}[verb]
                programme = step(programme, by=head, version=version, issue=issue)
        assert programme.state == state
        return programme

    return plan


def entry(number, activity="compliance", content="Nội dung", **values):
    return actions.ItemEntry(number, activity, content, **values)


def url(name, *args, **query):
    return reverse(name, args=args, query=query)


def lines(*typed, initial=0):
    """Lines of the form as a browser sends them."""
    management = {"form-TOTAL_FORMS": str(len(typed)), "form-INITIAL_FORMS": str(initial)}
    return management | {
        f"form-{place}-{name}": text for place, line in enumerate(typed) for name, text in (LINE | line).items()
    }


def told(response):
    return " ".join(text for _, _, text in response.context["errors"])


def step(client, programme, verb, *typed, **changed):
    programme.refresh_from_db()
    data = {"number": "09-CTr/HU", "day": "15/11/2026", "reason": "Theo yêu cầu", "version": str(programme.version)}
    data |= {"submit_token": f"{verb}-{programme.pk}-{programme.version}"}
    if verb == "adjust":
        data |= lines(*(typed or ({"number": "1"},)), initial=len(typed or (1,)))
        return client.post(url("programme-adjust", programme.pk), data | changed)
    return client.post(url("programme-step", programme.pk, verb), data | changed)


# ------------------------------------------------------------------------------------------------------------- steps


@pytest.mark.parametrize(("state", "verb"), PAIRS)
def test_every_step_from_every_state(sign_in, plan, state, verb):
    programme, client, move = plan(state), sign_in("head"), PROGRAMME.move(verb)
    kept = programme.versions.count()
    response = step(client, programme, verb)
    programme.refresh_from_db()
    if state in move.sources:
        assert response.status_code == 302, told(response)
        assert programme.state == move.target
        entry_ = HistoryEntry.objects.of(programme).order_by("sequence").last()
        assert (entry_.act, entry_.username) == (Act.TRANSITION, "head")
        assert programme.versions.count() == kept + (verb == "adjust")
    else:
        assert response.status_code == 200
        assert move.label in told(response)
        assert "Việc làm được lúc này" in told(response)
        assert (programme.state, programme.versions.count()) == (state, kept)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CLERK, Role.LEADER])
@pytest.mark.parametrize("move", PROGRAMME.moves, ids=lambda move: move.verb)
def test_only_the_head_takes_steps(sign_in, plan, move, role):
    assert step(sign_in(role), plan(move.sources[0]), move.verb).status_code == 403


@pytest.mark.parametrize(
    ("verb", "typed", "said"),
    [
        ("approve", {"number": ""}, "Số văn bản"),
        ("approve", {"day": "21/11/2026"}, "chưa đến"),
        ("approve", {"day": "31/02/2026"}, "ngày"),
        ("adjust", {"reason": ""}, "Lý do"),
        ("adjust", {"number": ""}, "Số văn bản"),
    ],
)
def test_a_step_says_what_it_lacks(sign_in, plan, verb, typed, said):
    programme = plan(PROGRAMME.move(verb).sources[0])
    response = step(sign_in("head"), programme, verb, **typed)
    assert response.status_code == 200
    assert said.lower() in response.content.decode().lower()
    assert Programme.objects.get(pk=programme.pk).state == programme.state


def test_an_empty_draft_is_not_issued(sign_in, plan, head):
    programme = plan()
    actions.update_programme(programme, by=head, version=programme.version, items=[])
    response = step(sign_in("head"), programme, "approve")
    assert "chưa có mục nào" in told(response)


def test_an_adjusted_programme_keeps_how_it_stood(sign_in, plan):
    programme, client = plan(ProgrammeState.APPROVED), sign_in("head")
    changed = {"number": "1", "content": "Nội dung sau điều chỉnh"}
    data = lines(changed, {"number": "2", "DELETE": "on"}, {"content": "Mục thêm"}, initial=2)
    data |= {"reason": "Sáp nhập tổ chức"}
    response = step(client, programme, "adjust", **data)
    assert response.status_code == 302, told(response)
    version = programme.versions.get()
    assert (version.number, version.adjusted_by, version.reason) == ("approve-CTr/HU", "09-CTr/HU", "Sáp nhập tổ chức")
    assert [line["content"] for line in version.lines] == ["Nội dung", "Công tác cán bộ"]
    items = programme.items.order_by("number").values_list("number", "content")
    assert list(items) == [(1, "Nội dung sau điều chỉnh"), (2, "Mục thêm")]
    page = client.get(url("programme-detail", programme.pk)).content.decode()
    assert "Sáp nhập tổ chức" in page
    assert "Công tác cán bộ" in page


def test_an_issued_programme_is_adjusted_and_not_corrected(sign_in, plan):
    programme = plan(ProgrammeState.APPROVED)
    data = HEAD | lines({"number": "1"}, initial=1) | {"version": str(programme.version), "submit_token": "t"}
    response = sign_in("head").post(url("programme-update", programme.pk), data)
    assert "Điều chỉnh chương trình" in told(response)


# ------------------------------------------------------------------------------------------------------------- lines


def cancel(client, item, **changed):
    data = {"day": "15/11/2026", "reason": "Tổ chức đã giải thể", "version": str(item.programme.version)}
    return client.post(url("programme-item-cancel", item.pk), data | {"submit_token": f"c{item.pk}"} | changed)


def test_a_cancelled_line_stays_to_be_seen_and_is_not_to_be_done(sign_in, plan):
    programme, client = plan(ProgrammeState.APPROVED), sign_in("head")
    item = programme.items.get(number=2)
    assert cancel(client, item).status_code == 302
    item.refresh_from_db()
    assert (item.cancelled, item.cancel_reason) == (date(2026, 11, 15), "Tổ chức đã giải thể")
    page = client.get(url("programme-detail", programme.pk)).content.decode()
    assert "Đã hủy" in page
    assert "0/1 mục" in page
    assert step(client, programme, "adjust", {"number": "1"}).status_code == 302
    assert programme.items.filter(number=2, cancelled__isnull=False).exists()


@pytest.mark.parametrize(("typed", "said"), [({"reason": ""}, "Lý do hủy"), ({"day": "x"}, "Ngày")])
def test_a_cancelled_line_says_why(sign_in, plan, typed, said):
    item = plan(ProgrammeState.APPROVED).items.get(number=2)
    assert said in cancel(sign_in("head"), item, **typed).content.decode()
    item.refresh_from_db()
    assert item.cancelled is None


def test_a_line_that_is_carried_out_is_neither_cancelled_nor_dropped(sign_in, plan, inspect):
    programme, client = plan(ProgrammeState.APPROVED), sign_in("head")
    item = programme.items.get(number=2)
    inspect(programme_item=item)
    assert "không hủy được" in told(cancel(client, item))
    assert "không bỏ được" in told(step(client, programme, "adjust", {"number": "1"}))
    assert programme.items.count() == 2


def test_a_blank_number_takes_the_next_and_a_double_one_is_refused(sign_in):
    client = sign_in("head")
    data = HEAD | lines({}, {"number": "5"}, {"content": "Mục cuối"}) | {"submit_token": "t1"}
    response = client.post(url("programme-create", draft=1), data)
    assert response.status_code == 302, told(response)
    numbers = ProgrammeItem.objects.filter(programme__year=2027).order_by("number").values_list("number", "content")
    assert list(numbers) == [(5, LINE["content"]), (6, LINE["content"]), (7, "Mục cuối")]
    assert Programme.objects.get(year=2027).state == ProgrammeState.DRAFT
    twice = HEAD | {"body": "standing"} | lines({"number": "3"}, {"number": "3"}) | {"submit_token": "t2"}
    response = client.post(url("programme-create", draft=1), twice)
    assert response.status_code == 200
    assert "hai lần" in response.content.decode()
    assert Programme.objects.filter(year=2027).count() == 1


# -------------------------------------------------------------------------------------------------------------- copy


def copied(client, programme):
    """The form of the copy as it comes, as what a browser would send back."""
    page = client.get(url("programme-copy", programme.pk))
    forms = page.context["formset"].forms
    sent = [{name: form[name].value() for name in LINE} for form in forms if form.initial]
    shown = [{name: form[name] for name in LINE} for form in forms if form.initial]
    assert len(sent) == len(shown)
    return page, sent


def test_a_copy_for_the_next_year(sign_in, plan, cast):
    c1 = cast.at("C1").organization
    source = plan(
        ProgrammeState.APPROVED,
        entry(1, subjects=[c1], looked_from=date(2024, 2, 29), looked_to=date(2025, 12, 31), document_number="9"),
        entry(4, content="Thôi không làm"),
        entry(9, content="Giữ lại", subjects=[cast.at("C1").member]),
    )
    client = sign_in("head")
    page, _ = copied(client, source)
    first = page.context["formset"].forms[0].initial
    assert (first["looked_from"], first["looked_to"]) == (date(2025, 2, 28), date(2026, 12, 31))
    assert first["document_number"] == ""
    data = HEAD | {"year": "2028", "submit_token": "copy"} | lines(
        {"number": "1", "looked_from": "28/02/2025", "looked_to": "31/12/2026"},
        {"number": "4", "content": "Thôi không làm", "DELETE": "on"},
        {"number": "9", "content": "Giữ lại", "subjects": "M-C1"},
        {"content": "Mục mới", "subjects": ""},
        initial=3,
    )  # fmt: skip
    response = client.post(url("programme-copy", source.pk), data)
    assert response.status_code == 302, told(response)
    new = Programme.objects.get(year=2028)
    assert new.state == ProgrammeState.DRAFT
    assert list(new.items.order_by("number").values_list("number", "content")) == [
        (1, LINE["content"]),
        (2, "Giữ lại"),
        (3, "Mục mới"),
    ]
    subjects = ProgrammeItemSubject.objects.filter(item__programme=new)
    assert {row.subject for row in subjects} == {c1, cast.at("C1").member}
    assert source.items.count() == 3


def test_an_ended_organization_is_replaced_by_the_one_of_its_name_or_said_to_be_missing(sign_in, plan, cast):
    c1, k1 = cast.at("C1").organization, cast.at("K1").organization
    source = plan(ProgrammeState.APPROVED, entry(1, subjects=[c1]), entry(2, subjects=[k1]))
    for organization in (c1, k1):
        organization.valid_until = date(2026, 6, 30)
        organization.save()
    district = cast.at("D1").organization
    new = establish("C1-MOI", district, "base")
    for namesake in (establish("K1-A", new, "cell"), establish("K1-B", new, "cell"), new):  # of a cell there are two
        namesake.name = c1.name if namesake is new else k1.name
        namesake.valid_from = date(2026, 7, 1)
        namesake.save()
    page = sign_in("head").get(url("programme-copy", source.pk))
    first, second = (form.initial["subjects"] for form in page.context["formset"].forms[:2])
    assert (first, second) == ([new], [])
    assert "chưa có tổ chức thay thế" in page.content.decode()


def test_a_merged_organization_is_replaced_by_the_one_it_merged_into(sign_in, plan, cast, head):
    commune, cell = (cast.at(name).organization for name in ("C1", "K1"))
    source = plan(ProgrammeState.APPROVED, entry(1, subjects=[cell, commune]))
    heir = establish("K9", commune, "cell")
    reorganize(by=head, day=date(2026, 7, 1), number="1-QĐ", acts=[ActEntry(ActKind.MERGE, cell, heir)])
    page = sign_in("head").get(url("programme-copy", source.pk))
    assert page.context["formset"].forms[0].initial["subjects"] == [heir, commune]
    assert f"thay bằng {heir.name}" in page.content.decode()


# ---------------------------------------------------------------------------------------------- progress and overlaps


def bands(programme, *days):
    item = with_progress_facts(ProgrammeItem.objects.filter(programme=programme), TODAY).select_related("programme")
    return [progress_of(item.get(number=1), day) for day in days]


@pytest.mark.parametrize(
    ("values", "days"),
    [
        ({"quarter": 2}, [(1, 1), (5, 16), (5, 17), (6, 30), (7, 1)]),
        ({"month": 2}, [(1, 1), (2, 14), (2, 15), (2, 28), (3, 1)]),
        ({}, [(1, 1), (7, 2), (7, 3), (12, 31)]),
    ],
    ids=["quarter", "month", "year"],
)
def test_a_line_that_nobody_began_is_slow_after_half_its_time_and_late_after_all_of_it(plan, values, days):
    programme = plan(ProgrammeState.APPROVED, entry(1, **values), year=2026)
    expected = [Progress.NOT_BEGUN, Progress.NOT_BEGUN, Progress.SLOW, Progress.SLOW, Progress.LATE][: len(days)]
    assert bands(programme, *(date(2026, *day) for day in days)) == expected


def test_a_line_runs_with_its_inspection_and_is_done_with_the_conclusion(plan, inspect, head):
    programme = plan(ProgrammeState.APPROVED, entry(1, quarter=4), year=2026)
    item = programme.items.get()
    inspect(programme_item=item, decided=date(2026, 10, 5), number="91-QĐ/HU")
    assert bands(programme, TODAY) == [Progress.RUNNING]
    inspect(programme_item=item, decided=date(2026, 10, 5), concluded=date(2026, 11, 1), number="92-QĐ/HU")
    assert bands(programme, TODAY) == [Progress.DONE]
    other = plan(ProgrammeState.APPROVED, entry(1, quarter=4), year=2026, body="standing")
    actions.cancel_item(other.items.get(), by=head, version=other.version, day=date(2026, 11, 1), reason="Thôi")
    assert bands(other, date(2026, 11, 1)) == [Progress.CANCELLED]


def test_the_same_subject_planned_twice_in_a_year_is_shown_as_far_as_one_sees(sign_in, plan, cast, head):
    c1 = cast.at("C1").organization
    mine = plan(ProgrammeState.APPROVED, entry(1, subjects=[c1]))
    plan(ProgrammeState.APPROVED, entry(1, subjects=[c1], content="Của ban thường vụ"), body="standing")
    above = cast.at("P").organization
    plan(ProgrammeState.DRAFT, entry(1, subjects=[c1], content="Của tỉnh"), organization=above)
    plan(ProgrammeState.DRAFT, entry(1, subjects=[c1], content="Năm khác"), body="advisory", year=2026)
    page = sign_in("head").get(url("programme-detail", mine.pk)).content.decode()
    assert "Của ban thường vụ" in page
    assert "Của tỉnh" not in page
    assert "Năm khác" not in page


# ----------------------------------------------------------------------------------------------------------- figures


def test_figures_count_issued_lines_of_yearly_programmes_and_open_them(sign_in, plan, head, inspect):
    client = sign_in("head")
    issued = plan(ProgrammeState.APPROVED, entry(1), entry(2), entry(3, activity="thematic"), year=2030)
    plan(ProgrammeState.ADJUSTED, year=2030, body="standing")
    plan(ProgrammeState.DRAFT, year=2030, body="advisory")
    term = {"scope": ProgrammeScope.TERM, "last_year": 2034, "year": 2030}
    plan(ProgrammeState.APPROVED, body="commission", **term)
    actions.cancel_item(
        issued.items.get(number=2), by=head, version=issued.version, day=date(2026, 11, 3), reason="Thôi"
    )
    address = url("programme-item-list", year=2030)
    assert client.get(address).status_code == 200
    assert ProgrammeItem.objects.filter(programme__year=2030).counted().count() == 3
