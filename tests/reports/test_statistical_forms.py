"""Every cell of every statistical form equals a plain count, and opens a list of exactly what it counts."""

from datetime import date
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import resolve

from accounts.models import User
from core.periods import of_dates
from members.choices import Role
from members.models import Assignment, Organization
from reports.statistics import count, table
from reports.statistics.registry import form_set
from tests.reports import generated_records, plain_forms

pytestmark = pytest.mark.django_db

PERIODS = [
    of_dates(date(2019, 1, 1), date(2019, 12, 31)),
    of_dates(date(2019, 4, 1), date(2019, 9, 30)),
    of_dates(date(2019, 1, 31), date(2019, 3, 31)),
]


def newest_forms():
    return list(form_set("885").forms.values())


def values_of(filled):
    return [[0 if cell is None else cell.value for cell in row.cells] for row in filled.rows]


def told(form, counted, plain):
    """The first cells that differ, with where they are."""
    rows = zip(form.rows, counted, plain, strict=True)
    return [
        f"biểu {form.code}, “{row.label}”, cột {place} “{form.columns[place - 1].label}”: {one} và {other}"
        for row, mine, others in rows
        for place, (one, other) in enumerate(zip(mine, others, strict=True), start=1)
        if one != other
    ][:5]


@pytest.mark.parametrize("seed", range(3))
def test_every_cell_is_a_plain_count_over_the_rows(tmp_path, seed):
    generated_records.write(seed, tmp_path)
    nonzero = {}
    for organization in Organization.objects.filter(parent=None) | Organization.objects.filter(code="T01"):
        for period in PERIODS:
            counts = count(newest_forms(), organization, period)
            plain = plain_forms.forms(plain_forms.Plain(organization, period.first, period.last))
            for form in newest_forms():
                counted = values_of(table(form, organization, period, counts=counts))
                assert not told(form, counted, plain[form.code])
                nonzero[form.code] = nonzero.get(form.code, 0) + sum(bool(value) for row in counted for value in row)
    assert set(nonzero) == set(plain)
    assert sum(nonzero.values()) > 1500, nonzero


def reader(organization, role=Role.HEAD, **rights):
    user = User.objects.create(username="reader", full_name="Người xem")
    Assignment.objects.create(user=user, organization=organization, role=role, **rights)
    return user


def shown_by(url, user):
    """What the list behind a link says: the sum where it shows one, else how many rows it has."""
    parts = urlsplit(url)
    screen = resolve(parts.path).func.view_class()
    screen.request = RequestFactory().get(url)
    screen.request.GET, screen.request.user = QueryDict(parts.query), user
    assert screen.filterset.form.is_valid(), (url, screen.filterset.form.errors)
    unknown = set(screen.request.GET) - set(screen.filterset.form.fields)
    assert not unknown, f"{parts.path} does not understand {unknown}"
    return screen.sum if hasattr(screen, "sum") else screen.found.count()


def test_every_cell_opens_a_list_of_exactly_what_it_counts(tmp_path):
    generated_records.write(7, tmp_path)
    organization, period = Organization.objects.get(code="T00"), PERIODS[0]
    user = reader(organization, sees_senders=True)
    forms = [*newest_forms(), *form_set("base").forms.values()]
    counts = count(forms, organization, period, user)
    cells, filled_forms = {}, set()
    for form in forms:
        filled = table(form, organization, period, user, counts)
        for row in filled.rows:
            cells |= {cell.url: (form.code, row.label, cell.value) for cell in row.cells if cell is not None}
        for fault in filled.faults:
            cells |= {each.url: (form.code, str(fault), each.value) for _, each in fault.numbers}
        if any(cell and cell.value for row in filled.rows for cell in row.cells):
            filled_forms.add(form.code)
    lists = {url: cell for url, cell in cells.items() if "/o/?" not in url}
    zeros = [url for url, cell in lists.items() if not cell[2]]
    judged = [url for url in lists if url not in set(zeros[::9]) ^ set(zeros)]
    wrong = {lists[url]: shown for url in judged if (shown := shown_by(url, user)) != lists[url][2]}
    assert not wrong
    assert len(judged) > 1000
    assert len(filled_forms) >= 22
