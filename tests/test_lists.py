"""What holds of every list: it reads and never writes, asks the database as often for 30 rows as for 1, stays calm."""

import re
from datetime import date

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions import create_user
from accounts.models import HistoryEntry
from core.fields import DateField
from core.screens import lists as list_screens
from members.choices import Role
from tests.cast import CANARY, write_one_more
from tests.numbers import answer_of
from tests.test_access import LISTS, LOOKUPS, RULES, told, url_names

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
"""A list of 50 rows with session, sign-in, rights, count, rows and what the rows have of other tables."""
WRITES = re.compile(r"^\s*(INSERT INTO|UPDATE|DELETE FROM|REPLACE)\s+\"?(\w+)", re.IGNORECASE)
MAY_BE_WRITTEN = {Session._meta.db_table, HistoryEntry._meta.db_table}
MARKUP = "<script>alert(1)</script>"
HOSTILE = [
    "'; drop table members_member; --",
    "\0",
    "%00",
    "%",
    "_",
    MARKUP,
    "9" * 400,
    "-1",
    "1e9",
    "²",
    "\u202eđảo",
    "={}",
    "${7*7}",
    "../../etc/passwd",
    "00/00/0000",
    "2026-13-45",
]


def reader_of(name):
    """Somebody of the cast who may open the list."""
    return next(role for role in (Role.HEAD, Role.ADMINISTRATOR, Role.AUDITOR) if role in RULES[name].roles)


@pytest.fixture
def opened(client, cast):
    """A function that opens a list as somebody who may."""

    def opened(name, **query):
        return client.get(reverse(name), query)

    def sign_in(name):
        client.force_login(cast.users[reader_of(name)])
        return opened

    return sign_in


def test_every_list_of_the_project_is_judged_here():
    assert set(LISTS) == {name for name in url_names() if name.endswith("-list")}


def test_every_list_asks_as_often_for_30_rows_as_for_1(opened, cast):
    """All lists at once: thirty records more of every kind are written a single time, which takes longest."""

    def asked(name):
        get = opened(name)
        get(name)  # what a process and a session learn once
        with CaptureQueriesContext(connection) as seen:
            count = get(name).context["count"]
        return count, [query["sql"][:200] for query in seen.captured_queries]

    few = {name: asked(name) for name in LISTS}
    for number in range(30):
        write_one_more(cast, number)
        create_user(username=f"them-{number}", full_name=f"Người thêm {number}", by=None, password="cây đa bến nước 27")
    many = {name: asked(name) for name in LISTS}
    short = {name for name in LISTS if many[name][0] < few[name][0] + 30}
    assert not short, "thirty records more are not in the list"
    more = {name: many[name][1] for name in LISTS if len(many[name][1]) != len(few[name][1])}
    assert not more
    assert not {name: len(queries) for name, (_, queries) in few.items() if len(queries) > MOST_QUERIES}


def read_through(response):
    """Take all of a file that is sent piece by piece: at its end the file is closed, and only then."""
    return b"".join(response) if response.streaming else response.content


@pytest.mark.parametrize("name", [*LISTS, *LOOKUPS])
def test_reading_a_list_writes_nothing_but_session_and_history(opened, name):
    get = opened(name)
    for query in ({}, {"q": "van"}, {"sort": "-number", "page": "2"}, {"export": "xlsx"}):
        with CaptureQueriesContext(connection) as seen:
            told(get(name, **query))  # read to its end, a file is made on the way
        written = {found[2] for query in seen if (found := WRITES.match(query["sql"]))}
        assert written <= MAY_BE_WRITTEN


def parameters(response):
    """Every parameter that the list understands, and those that all lists have."""
    filterset = response.context["filterset"]
    return [*(filterset.form.fields if filterset is not None else ()), "sort", "page", "export", "no-such-parameter"]


def test_a_page_of_very_many_rows_has_the_same_rows(opened, monkeypatch):
    def shown(name):
        rows = [opened(name)(name, sort=sort).context["table"].page_records() for sort in ("", "-number,name")]
        return [[getattr(row, "pk", row) for row in page] for page in rows]

    usual = {name: shown(name) for name in LISTS}
    monkeypatch.setattr(list_screens, "MANY", 0)
    assert {name: shown(name) for name in LISTS} == usual


@pytest.mark.parametrize("name", LISTS)
def test_a_hostile_value_breaks_no_list_and_widens_none(opened, cast, name):
    """Each value is asked of the list itself; the page is written out for the one that looks most like a page."""
    get = opened(name)
    everything = get(name)
    for parameter in parameters(everything):
        for value in HOSTILE:
            assert most_found(cast.users[reader_of(name)], name, {parameter: value}) <= everything.context["count"]
        response = get(name, **{parameter: MARKUP})
        page = response.content.decode()
        assert response.status_code in (200, 400), f"{name}?{parameter}"
        assert "<script>alert" not in page
        if not name.startswith("history"):
            assert CANARY not in page.lower()


def most_found(user, name, query):
    """How many rows a list has found; none when it refuses to answer such an address."""
    try:
        response = answer_of(user, reverse(name), query)
    except (BadRequest, SuspiciousOperation):
        return 0
    assert response.status_code in (200, 400), f"{name}?{query}"
    return getattr(response, "context_data", {}).get("count", 0)


@pytest.mark.parametrize("name", LOOKUPS)
def test_a_hostile_word_breaks_no_suggestion(opened, name):
    get = opened(name)
    for value in HOSTILE:
        response = get(name, q=value)
        assert response.status_code in (200, 400)
        assert CANARY not in response.content.decode().lower()


@pytest.mark.parametrize("name", LISTS)
def test_a_repeated_or_empty_parameter_breaks_no_list(opened, cast, name):
    everything = opened(name)(name)
    for parameter in parameters(everything):
        for values in (["", ""], ["a", "b"], ["none"] * 50):
            assert most_found(cast.users[reader_of(name)], name, {parameter: values}) <= everything.context["count"]


@pytest.mark.parametrize("name", LISTS)
def test_every_date_of_a_list_reads_5_march_and_not_3_may(opened, name):
    fields = opened(name)(name).context["filterset"].form.fields
    dates = [parameter for parameter, field in fields.items() if "date" in field.widget.attrs.get("class", "")]
    for parameter in dates:
        assert isinstance(fields[parameter], DateField)
        form = opened(name)(name, **{parameter: "05/03/2026"}).context["filterset"].form
        assert form.cleaned_data[parameter] == date(2026, 3, 5)


FORMS_WITH_DATES = [
    ("inspection-create", None),
    ("inspection-update", "inspection"),
    ("finding-create", "subject"),
    ("finding-update", "finding"),
    ("denunciation-create", None),
    ("denunciation-update", "denunciation"),
    ("decision-create", None),
    ("decision-update", "decision"),
    ("appeal-create", "decision"),
    ("appeal-update", "appeal"),
]


@pytest.mark.parametrize(("name", "record"), FORMS_WITH_DATES)
def test_every_date_of_a_form_reads_5_march_and_not_3_may(client, cast, name, record):
    client.force_login(cast.users[Role.HEAD])
    args = [getattr(cast.at("D1"), record).pk] if record else []
    form = client.get(reverse(name, args=args)).context["form"]
    dates = {label: field for label, field in form.fields.items() if "date" in field.widget.attrs.get("class", "")}
    assert dates
    for field in dates.values():
        assert isinstance(field, DateField)
        assert field.clean("05/03/2026") == field.clean("5/3/26") == date(2026, 3, 5)
        assert field.clean("25/12/2026") == date(2026, 12, 25)
