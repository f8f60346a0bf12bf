"""Filters of a list: declared once, kept in the URL, told back as chips.

    class DecisionFilters(FilterSet):
        form = ChoicesFilter("Hình thức", choices=Form.choices)          # form=warning&form=reprimand
        number = TextFilter("Số quyết định", field_name="number")        # contains
        period_field = "decided"                                         # adds `from` and `to`

A list whose period means something else (done, still open, ...) defines `in_period(queryset, first, last)` and may read
`self.chosen`, the cleaned values by name. A value that makes no sense is an error at its field and the list is empty.
"""

from dataclasses import dataclass
from datetime import date

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.fields import DateField, LineField, NumberField
from core.lookups import LookupField, bind_lookups
from core.periods import Period
from core.text import normalize, short_date

UNKNOWN_CHOICE = "Không có lựa chọn “%(value)s”. Hãy chọn trong danh sách."


@dataclass(frozen=True)
class Chip:
    """One condition in force: what it says, and the parameter and value to take out of the URL."""

    label: str
    text: str
    name: str
    value: str


class _Choice(forms.ChoiceField):
    default_error_messages = {"invalid_choice": UNKNOWN_CHOICE}


class _Choices(forms.MultipleChoiceField):
    default_error_messages = {"invalid_choice": UNKNOWN_CHOICE, "invalid_list": "Hãy chọn trong danh sách."}


class ChoiceFilter(django_filters.Filter):
    """One of some values. `empty` says what no choice means."""

    field_class = _Choice

    def __init__(self, label, *, choices, empty="Tất cả", **kwargs):
        choices = [("", empty), *getattr(choices, "choices", choices)]
        super().__init__(label=label, choices=choices, **kwargs)


class ChoicesFilter(django_filters.Filter):
    """Any of some values; `none` is the label of the choice for rows without a value."""

    field_class = _Choices
    NONE = "none"

    def __init__(self, label, *, choices, none="", **kwargs):
        choices = [*getattr(choices, "choices", choices), *([(self.NONE, none)] if none else [])]
        super().__init__(label=label, choices=choices, widget=forms.CheckboxSelectMultiple, **kwargs)

    def filter(self, queryset, value):
        if not value:
            return queryset
        if self.method:
            return super().filter(queryset, value)
        values = ["" if item == self.NONE else item for item in value]
        return queryset.filter(**{f"{self.field_name}__in": values})


class YesNoFilter(ChoiceFilter):
    """Whether something is so; no choice means either."""

    def __init__(self, label, **kwargs):
        super().__init__(label, choices=[("yes", "Có"), ("no", "Không")], **kwargs)

    def filter(self, queryset, value):
        return queryset.filter(**{self.field_name: value == "yes"}) if value else queryset


class DateFilter(django_filters.Filter):
    field_class = DateField

    def __init__(self, label, **kwargs):
        super().__init__(label=label, **kwargs)


class NumberFilter(django_filters.Filter):
    field_class = NumberField

    def __init__(self, label, *, min_value=0, max_value=2_000_000_000, **kwargs):
        super().__init__(label=label, min_value=min_value, max_value=max_value, **kwargs)


class YearFilter(NumberFilter):
    def __init__(self, label, **kwargs):
        super().__init__(label, min_value=1930, max_value=2200, **kwargs)


class TextFilter(django_filters.Filter):
    """Contains the words, in any order; of a `search_key`, each begins a word, whatever its marks."""

    field_class = LineField

    def __init__(self, label, *, field_name="search_key", **kwargs):
        super().__init__(label=label, field_name=field_name, max_length=200, **kwargs)

    def filter(self, queryset, value):
        if self.method or not value:
            return super().filter(queryset, value)
        if self.field_name.endswith("search_key"):
            return queryset.filter(**{f"{self.field_name}__words": value})
        for word in normalize(value).split():
            queryset = queryset.filter(**{f"{self.field_name}__icontains": word})
        return queryset


class LookupFilter(django_filters.Filter):
    """A row found by type-ahead; subclasses name the `field_class`."""

    field_class = LookupField

    def __init__(self, label, **kwargs):
        super().__init__(label=label, **kwargs)


class BringsCompanions:
    """A filter that comes with others: `companions(filters)` gives them by name, from those of the list."""

    def companions(self, filters):
        return {}


class FilterForm(forms.Form):
    def clean(self):
        cleaned = super().clean()
        for name in self.fields:
            if any("\0" in value for value in self.data.getlist(name)):
                self.add_error(name, "Có ký tự không đọc được. Hãy xóa ô này rồi nhập lại.")
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and first > last:
            raise ValidationError({"to": f"Đến ngày phải bằng hoặc sau Từ ngày ({short_date(first)})."})
        return cleaned


class FilterSet(django_filters.FilterSet):
    period_field = None
    period_labels = ("Từ ngày", "Đến ngày")

    class Meta:
        form = FilterForm

    @classmethod
    def get_filters(cls):
        """`from` and `to` cannot be attributes of a Python class, so they are added here."""
        filters = cls._with_companions(super().get_filters())
        if cls.period_field or cls.in_period.__module__ != __name__:  # a list with a period of its own
            for name, label in zip(("from", "to"), cls.period_labels, strict=True):
                filters[name] = DateFilter(label, method="_with_the_other")
        return filters

    @classmethod
    def _with_companions(cls, filters):
        """Each filter, followed by those that it brings along."""
        found = {}
        for name, one in filters.items():
            found[name] = one
            if isinstance(one, BringsCompanions):
                found |= {other: made for other, made in one.companions(filters).items() if other not in filters}
        return found

    @classmethod
    def get_fields(cls):
        """Nothing is filtered by accident: only declared filters."""
        return {}

    @property
    def form(self):
        if not hasattr(self, "_form"):
            bind_lookups(super().form, getattr(self.request, "user", None))
        return super().form

    def only(self, *names):
        """These conditions alone: of the others not even the boxes are made."""
        self.filters = {name: self.filters[name] for name in names}
        return self

    @property
    def chosen(self):
        """The cleaned values by name; what was wrong is missing."""
        return self.form.cleaned_data

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        first, last = self.chosen.get("from"), self.chosen.get("to")
        return self.in_period(queryset, first, last) if "from" in self.filters else queryset

    def in_period(self, queryset, first, last):
        return self.between(queryset, self.period_field, first, last)

    def between(self, queryset, field, first, last):
        """Both dates included; either may be missing."""
        bounds = {f"{field}__gte": first, f"{field}__lte": last}
        return queryset.filter(**{name: day for name, day in bounds.items() if day})

    def chips(self):
        """The conditions in force, in the order of the form."""
        if not self.form.is_valid():
            return []
        return [chip for name in self.form.fields for chip in self._chips_of(name, self.chosen.get(name))]

    def _chips_of(self, name, value):
        field = self.form.fields[name]
        if value in (None, "", []):
            return
        labels = dict(getattr(field, "choices", ()))
        for item in value if isinstance(value, list) else [value]:
            text = labels.get(item) or (short_date(item) if isinstance(field, DateField) else str(item))
            yield Chip(field.label, str(text), name, item if isinstance(value, list) else "")

    def _with_the_other(self, queryset, name, value):
        """`from` and `to` work together, in `in_period`."""
        return queryset


class DatedFilterSet(FilterSet):
    """A list that is asked as of a day, too."""

    @property
    def day(self):
        """The day as of which something is open: the last one of the period, or today."""
        return self.chosen.get("to") or timezone.localdate()

    def by_stage(self, queryset, name, value):
        """The stage says which date counts: see `in_period`."""
        return queryset

    def period(self, first, last):
        """The period asked for: without a first day from ever, without a last one until today."""
        first = first or date.min
        return Period(first, max(first, self.day), label="kỳ được chọn")
