"""Form fields: how dates and numbers are typed, and what the page says when they are not."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.db import models
from django.utils import formats, translation
from hypothesis import given
from hypothesis import strategies as st

from core import fields
from core.fields import parse_date, parse_number
from core.text import number, short_date


@pytest.mark.parametrize(
    "typed",
    [
        *["5/3/2026", "05/03/2026", "5-3-2026", "5.3.2026", "05032026", "5/3/26", " 05 / 03 / 2026 "],
        *["2026-03-05", "2026-03-05 00:00:00", date(2026, 3, 5), datetime(2026, 3, 5, 10, 30)],
    ],
)
def test_dates_are_read_day_first(typed):
    assert parse_date(typed) == date(2026, 3, 5)


def test_two_digits_of_a_year_are_within_1950_and_2049():
    assert parse_date("2/9/65").year == 1965
    assert parse_date("2/9/26").year == 2026


@pytest.mark.parametrize(
    "typed",
    ["", "abc", "31/02/2026", "13/13/2026", "5/3-2026", "5/3/202", "5/3/0026", "3/2026", "٥/٣/2026", "1/1/9999", 5],
)
def test_what_is_no_date_is_refused_with_what_to_do(typed):
    with pytest.raises(ValueError, match=r"Hãy nhập ngày/tháng/năm"):
        parse_date(typed)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_date_shown_reads_back(day):
    assert parse_date(short_date(day)) == day


@pytest.mark.parametrize(
    ("typed", "places", "value"),
    [
        ("1.234", 0, 1234),
        ("1234", 0, 1234),
        ("1.234.567", 0, 1234567),
        ("-5", 0, -5),
        ("12,5", 1, Decimal("12.5")),
        ("1.234,56", 2, Decimal("1234.56")),
        ("7", 2, Decimal(7)),
        ("1 234", 0, 1234),
    ],
)
def test_numbers_are_read_with_dots_and_commas(typed, places, value):
    assert parse_number(typed, places) == value


@pytest.mark.parametrize(("typed", "places"), [("", 0), ("x", 0), ("12,5", 0), ("12.5", 1), ("1.23", 0), ("1,23", 1)])
def test_what_is_no_number_is_refused_with_what_to_do(typed, places):
    with pytest.raises(ValueError, match=r"Hãy nhập chữ số"):
        parse_number(typed, places)


@given(st.integers(-(10**9), 10**9))
def test_every_number_shown_reads_back(value):
    assert parse_number(number(value)) == value


class ActForm(forms.Form):
    on = fields.DateField(label="Ngày quyết định")
    until = fields.DateField(required=False)
    count = fields.NumberField(required=False, min_value=1)
    share = fields.NumberField(required=False, decimal_places=2)
    name = fields.LineField(max_length=10)
    story = fields.ParagraphsField(required=False)


def test_a_form_reads_what_people_type():
    form = ActForm({"on": "5/3/2026", "count": "1.234", "share": "12,5", "name": " Hoa\u0300  A ", "story": "a\r\nb"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "on": date(2026, 3, 5),
        "until": None,
        "count": 1234,
        "share": Decimal("12.5"),
        "name": "Hoà A",
        "story": "a\nb",
    }


def test_a_form_says_what_is_wrong_in_vietnamese():
    form = ActForm({"on": "31/2/2026", "until": "x", "count": "0", "share": "9" * 29, "name": "n" * 11})
    assert form.errors == {
        "on": ["“31/2/2026” không phải là một ngày có thật. Hãy nhập ngày/tháng/năm, ví dụ 05/03/2026."],
        "until": ["“x” không đọc được thành ngày. Hãy nhập ngày/tháng/năm, ví dụ 05/03/2026."],
        "count": ["Số này nhỏ quá. Hãy nhập từ 1 trở lên."],
        "share": ["Số này lớn quá. Hãy nhập từ 2147483647 trở xuống."],
        "name": ["Dài quá 10 ký tự (đang có 11). Hãy rút ngắn lại."],
    }
    assert ActForm({}).errors["on"] == ["Chưa nhập ngày. Hãy nhập ngày/tháng/năm, ví dụ 05/03/2026."]


def test_a_form_shows_dates_as_they_are_typed():
    page = str(ActForm(initial={"on": date(2026, 3, 5), "share": Decimal("1234.5")}))
    assert 'value="05/03/2026"' in page
    assert 'value="1234,5"' in page
    assert 'value="31/2"' in str(ActForm({"on": "31/2"})["on"])


def test_only_a_different_date_is_a_change():
    form = ActForm({"on": "5/3/2026", "name": "a"}, initial={"on": date(2026, 3, 5), "name": "a"})
    assert not form.has_changed()
    assert ActForm({"on": "x"}, initial={"on": date(2026, 3, 5)}).fields["on"].has_changed(date(2026, 3, 5), "x")


@pytest.mark.parametrize(
    ("db_field", "form_field"),
    [
        (models.DateField(), fields.DateField),
        (models.PositiveSmallIntegerField(), fields.NumberField),
        (models.DecimalField(max_digits=5, decimal_places=2), fields.NumberField),
        (models.CharField(max_length=5), fields.LineField),
        (models.TextField(), fields.ParagraphsField),
        (models.CharField(max_length=5, choices=[("a", "A")]), forms.TypedChoiceField),
        (models.BooleanField(), forms.BooleanField),
        (models.DateTimeField(), forms.DateTimeField),
    ],
)
def test_model_forms_get_these_fields(db_field, form_field):
    assert type(fields.formfield(db_field)) is form_field


def test_django_formats_are_vietnamese_too():
    with translation.override("vi"):
        assert formats.date_format(date(2026, 3, 5)) == "05/03/2026"
        assert formats.number_format(1234567.5, 1, use_l10n=True, force_grouping=True) == "1.234.567,5"
        assert forms.DateField(localize=True).clean("05/03/2026") == date(2026, 3, 5)
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
