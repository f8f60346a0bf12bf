"""Form fields for Vietnamese offices, and the same reading of dates and numbers for workbooks.

Django's own Vietnamese formats read 05/03/2026 as 3 May; nothing here depends on them.
"""

import re
from datetime import date, datetime
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from core.text import normalize, normalize_lines, short_date

FIRST_YEAR, LAST_YEAR = 1900, 2199
LARGEST = 2_147_483_647  # the largest number of an integer column; beyond it PostgreSQL refuses even to compare
_DATE_EXAMPLE = "Hãy nhập ngày/tháng/năm, ví dụ 05/03/2026."
_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_DIGITS = re.compile(r"([0-9]{2})()([0-9]{2})([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ][0-9:.]+)?")
_NUMBER = re.compile(r"([+-]?)([0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,([0-9]+))?")


def _parts(text: str) -> tuple[int, int, int]:
    if found := _DAY_FIRST.fullmatch(text) or _DIGITS.fullmatch(text):
        day, _, month, year = found.groups()
        return _full_year(year), int(month), int(day)
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
        return int(year), int(month), int(day)
    raise ValueError(f"“{text[:40]}” không đọc được thành ngày. {_DATE_EXAMPLE}")


def _full_year(digits: str) -> int:
    """Two digits are 1950 to 2049, so that a birth in 65 and an act of 26 are both read rightly."""
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) < 50 else 1900)


def parse_date(value: object) -> date:
    """A date as people type it: 5/3/2026, 05/03/2026, 5-3-2026, 5.3.2026, 05032026, 5/3/26, or ISO.

    ValueError with a message that says what is wrong and what to do.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = normalize(value).replace(" /", "/").replace("/ ", "/")
    year, month, day = _parts(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Năm trong “{text[:40]}” phải từ {FIRST_YEAR} đến {LAST_YEAR}. {_DATE_EXAMPLE}")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"“{text[:40]}” không phải là một ngày có thật. {_DATE_EXAMPLE}") from None


def parse_number(value: object, places: int = 0) -> int | Decimal:
    """A number as people type it: 1.234 is one thousand two hundred and thirty-four, 12,5 is twelve and a half.

    An integer when no places are asked for, else a Decimal; ValueError with a message for the user.
    """
    typed = normalize(value)
    text = typed.replace(" ", "")
    found = _NUMBER.fullmatch(text)
    if not found or len(text) > 30:
        raise ValueError(f"“{typed[:40]}” không đọc được thành số. {_number_example(places)}")
    sign, whole, fraction = found.groups()
    if len(fraction or "") > places:
        kind = f"có quá {places} chữ số thập phân" if places else "không phải là số nguyên"
        raise ValueError(f"“{text}” {kind}. {_number_example(places)}")
    digits = sign + whole.replace(".", "")
    return Decimal(f"{digits}.{fraction or 0}") if places else int(digits)


def _number_example(places: int) -> str:
    if places:
        return "Hãy nhập chữ số, dấu phẩy trước phần thập phân, ví dụ 12,5."
    return "Hãy nhập chữ số, ví dụ 1234 hoặc 1.234."


class DateWidget(forms.TextInput):
    """A plain text box: no mask and no reformatting while typing, which Vietnamese keyboards would fight with."""

    def __init__(self, attrs=None):
        super().__init__({"autocomplete": "off", "placeholder": "ngày/tháng/năm", "class": "date", **(attrs or {})})

    def format_value(self, value):
        return short_date(value) if isinstance(value, date) else super().format_value(value)


class NumberWidget(forms.TextInput):
    def __init__(self, attrs=None):
        super().__init__({"autocomplete": "off", "inputmode": "decimal", "class": "number", **(attrs or {})})

    def format_value(self, value):
        return _typed(value) if isinstance(value, int | Decimal) else super().format_value(value)


def _typed(value: int | Decimal) -> str:
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)


class ReadField(forms.Field):
    """What is typed in one of several ways: changed is what is read otherwise."""

    def has_changed(self, initial, data):
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class DateField(ReadField):
    widget = DateWidget
    default_error_messages = {"required": f"Chưa nhập ngày. {_DATE_EXAMPLE}"}

    def to_python(self, value):
        if value in self.empty_values or (isinstance(value, str) and not normalize(value)):
            return None
        try:
            return parse_date(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None


class NumberField(ReadField):
    """A whole number, or a decimal one when `decimal_places` is given."""

    widget = NumberWidget
    default_error_messages = {
        "required": "Chưa nhập số. Hãy nhập chữ số, ví dụ 1234.",
        "min_value": "Số này nhỏ quá. Hãy nhập từ %(limit_value)s trở lên.",
        "max_value": "Số này lớn quá. Hãy nhập từ %(limit_value)s trở xuống.",
    }

    def __init__(self, *, min_value=None, max_value=None, max_digits=None, decimal_places=0, **kwargs):
        self.decimal_places = decimal_places
        largest = 10 ** (max_digits - decimal_places) - 1 if max_digits else LARGEST
        super().__init__(**kwargs)
        self.validators += [
            MinValueValidator(-largest if min_value is None else min_value),
            MaxValueValidator(largest if max_value is None else max_value),
        ]

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, int | Decimal):
            return None if value in self.empty_values else value
        if not normalize(value):
            return None
        try:
            return parse_number(value, self.decimal_places)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None


class LineField(forms.CharField):
    """One line of text, stored in one written form: composed letters, single blanks."""

    default_error_messages = {
        "required": "Chưa nhập ô này. Hãy nhập nội dung.",
        "max_length": "Dài quá %(limit_value)d ký tự (đang có %(show_value)d). Hãy rút ngắn lại.",
        "min_length": "Cần ít nhất %(limit_value)d ký tự (đang có %(show_value)d). Hãy nhập đầy đủ.",
    }

    def to_python(self, value):
        text = normalize(value)
        return text or self.empty_value


class ParagraphsField(LineField):
    """Several lines of text; line breaks stay."""

    widget = forms.Textarea

    def to_python(self, value):
        text = normalize_lines(value)
        return text or self.empty_value


_FIELDS = [
    (models.DateTimeField, None),
    (models.DateField, DateField),
    (models.IntegerField, NumberField),
    (models.DecimalField, NumberField),
    (models.CharField, LineField),
    (models.TextField, ParagraphsField),
]


def formfield(db_field, **kwargs):
    """For `formfield_callback` of a ModelForm: these fields in the place of Django's."""
    if db_field.choices or db_field.is_relation or type(db_field).__module__ != "django.db.models.fields":
        return db_field.formfield(**kwargs)
    form_class = next((form for kind, form in _FIELDS if isinstance(db_field, kind)), None)
    if form_class is None:
        return db_field.formfield(**kwargs)
    if kwargs.get("widget") is None:
        kwargs["widget"] = form_class.widget
    return db_field.formfield(form_class=form_class, **kwargs)
