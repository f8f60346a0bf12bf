"""The form of a figure that is typed: which figure is chosen among those that layouts define."""

from django import forms
from django.core.exceptions import ValidationError

from core.lookups import ScopedModelForm
from members.forms import OrganizationField
from members.permissions import assignments, can_write_records
from reports.actors import shipped_sets
from reports.measures import kept_measure
from reports.models import ActorSet, Baseline, ReportLayout
from reports.notation import read
from reports.shipped import layouts

MOST_LAYOUTS, MOST_TOTALS = 40, 500


def figures_offered(user):
    """{key: (words, name, measure)} of the figures of all layouts that a user may take, each measure once."""
    found = {}
    for name, text, sets in _texts(user):
        for one in read(text, sets).definitions.values():
            found.setdefault(one.measure.key, (f"{one.name} ({name})", one.name, one.measure))
    return found


def _texts(user):
    stored = ReportLayout.objects.visible_to(user).filter(active=True).select_related("organization")[:MOST_LAYOUTS]
    for one in stored:
        yield one.name, one.text, ActorSet.objects.by_name(one.organization)
    own = assignments(user)
    sets = ActorSet.objects.by_name(own[0].organization) if own else shipped_sets()
    for one in layouts().values():
        yield one["content"]["name"], one["content"]["text"], sets


class BaselineForm(ScopedModelForm):
    organization = OrganizationField(label="Tổ chức đảng")
    key = forms.ChoiceField(label="Số liệu", help_text="Các số liệu được định nghĩa trong mẫu báo cáo.")

    part_of = forms.ChoiceField(
        label="Nằm trong số", required=False, help_text="Số tổng của cùng báo cáo mà số này là một phần."
    )

    class Meta(ScopedModelForm.Meta):
        model = Baseline
        fields = ("organization", "kind", "first", "last", "value", "source", "note")

    field_order = ("organization", "kind", "key", "first", "last", "value", "source", "part_of", "note")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = figures_offered(self.user)
        kept = self._kept()
        self.fields["key"].choices = [("", "Chọn…"), *kept, *((key, one[0]) for key, one in self.offered.items())]
        self.initial["key"] = self.instance.key
        totals = Baseline.objects.visible_to(self.user).standing().filter(part_of__isnull=True)
        self.totals = {str(one.pk): one for one in totals.exclude(pk=self.instance.pk)[:MOST_TOTALS]}
        choices = ((key, f"{one}: {one.value}") for key, one in self.totals.items())
        self.fields["part_of"].choices = [("", "Không, là số riêng"), *choices]
        self.initial["part_of"] = str(self.instance.part_of_id or "")
        self.fields["source"].help_text = "Số, ngày, tên văn bản lấy số liệu, ví dụ: Báo cáo 45-BC/HU ngày 10/01/2024."
        if self.instance.pk:
            del self.fields["organization"]

    def _kept(self):
        """The figure of what is stored, even if no layout defines it any more."""
        one = self.instance
        return [(one.key, one.name)] if one.pk and one.key not in self.offered and kept_measure(one) else []

    def clean_organization(self):
        organization = self.cleaned_data["organization"]
        if not can_write_records(self.user, organization):
            raise ValidationError("Bạn không nhập số liệu của tổ chức đảng này.")
        return organization

    def typed(self):
        key = self.cleaned_data["key"]
        _, name, measure = self.offered.get(key) or ("", self.instance.name, kept_measure(self.instance))
        values = {name: self.cleaned_data[name] for name in self._meta.fields if name in self.fields}
        part_of = self.totals.get(self.cleaned_data["part_of"])
        return values | {"name": name, "measure": measure, "part_of": part_of}
