"""Forms of period reports: what about, up to when, in whose name, and the texts that a person writes."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.fields import DateField, LineField, ParagraphsField
from core.lookups import ScopedForm, ScopedModelForm
from core.periods import parse, presets
from core.text import capitalized
from members.forms import OrganizationField
from members.permissions import can_write_records
from reports.forms.scope import TreeField
from reports.models import PeriodReport, ReportLayout
from reports.shipped import layouts

SIGNING = ("number", "place", "authority", "signer_post", "signer")


def layout_choices(user):
    """Layouts that a user may take: those of offices first, then the shipped ones."""
    stored = ReportLayout.objects.visible_to(user).filter(active=True).select_related("organization")
    own = [(str(one.pk), f"{one.name} ({one.organization})") for one in stored]
    return [*own, *((code, f"{one['content']['name']} (mẫu có sẵn)") for code, one in layouts().items())]


def layout_chosen(user, chosen):
    """(layout or None, content) of a choice."""
    if chosen in layouts():
        return None, layouts()[chosen]["content"]
    layout = ReportLayout.objects.visible_to(user).get(pk=int(chosen))
    return layout, layout.content


class _OfPeriod(ScopedModelForm):
    regrouped = TreeField()
    first = DateField(label="Kỳ từ ngày", required=False)
    last = DateField(label="Kỳ đến ngày", required=False)
    cutoff = DateField(
        label="Chốt số liệu đến hết ngày",
        required=False,
        help_text="Để trống là ngày cuối kỳ, hoặc hôm nay nếu kỳ chưa hết.",
    )

    def clean(self):
        data = super().clean()
        first, last = data.get("first"), data.get("last")
        if first and last and first > last:
            self.add_error("last", "Ngày cuối kỳ phải bằng hoặc sau ngày đầu kỳ.")
        elif first and last:
            data["cutoff"] = data.get("cutoff") or max(first, min(last, timezone.localdate()))
            if not first <= data["cutoff"] <= last:
                self.add_error("cutoff", "Ngày chốt số liệu phải nằm trong kỳ.")
        elif not self.errors:
            self.add_error("first" if not first else "last", "Hãy nhập đủ ngày đầu kỳ và ngày cuối kỳ.")
        self.instance.cutoff = data.get("cutoff")
        return data


class BeginForm(_OfPeriod):
    organization = OrganizationField(label="Tổ chức báo cáo")
    layout = forms.ChoiceField(label="Mẫu báo cáo")
    period = forms.ChoiceField(label="Kỳ báo cáo", required=False)

    class Meta(ScopedModelForm.Meta):
        model = PeriodReport
        fields = ("organization", "label", "cumulative", "regrouped")

    field_order = ("organization", "layout", "period", "first", "last", "cutoff", "regrouped", "label", "cumulative")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["layout"].choices = layout_choices(self.user)
        offered = presets(timezone.localdate())
        self.fields["period"].choices = [("", "Hai ngày ở dưới"), *((one.code, one.label) for one in offered)]
        self.fields["first"].label, self.fields["last"].label = "hoặc từ ngày", "đến ngày"
        self.fields["label"].help_text = "Để trống là tên của kỳ; ví dụ ghi “quý III” cho số liệu từ 01/01."

    def clean_organization(self):
        organization = self.cleaned_data["organization"]
        if not can_write_records(self.user, organization):
            raise ValidationError("Bạn không lập báo cáo của tổ chức đảng này.")
        return organization

    def clean(self):
        data = self.cleaned_data
        if data.get("period") and not (data.get("first") or data.get("last")):
            period = parse(data["period"])
            data["first"], data["last"] = period.first, period.last
        return super().clean()

    def typed(self):
        layout, content = layout_chosen(self.user, self.cleaned_data["layout"])
        names = ("organization", "first", "last", "cutoff", "regrouped", "label", "cumulative")
        return {name: self.cleaned_data[name] for name in names} | {"layout": layout, "content": content}


class ReportForm(_OfPeriod):
    """The texts of the layout, each in a box of its own."""

    class Meta(ScopedModelForm.Meta):
        model = PeriodReport
        fields = ("first", "last", "cutoff", "regrouped", "label", "cumulative", *SIGNING)

    def __init__(self, *args, free_texts=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.names = {f"text_{place}": name for place, name in enumerate(free_texts)}
        self.initial |= {key: self.instance.texts.get(name, "") for key, name in self.names.items()}
        for key, name in self.names.items():
            label = capitalized(name)
            self.fields[key] = ParagraphsField(label=label, required=False, max_length=20_000)
        self.order_fields([*self.names, *self.fields])

    def typed(self):
        texts = {name: self.cleaned_data[key] for key, name in self.names.items() if self.cleaned_data[key]}
        kept = {name: text for name, text in self.instance.texts.items() if name not in self.names.values()}
        return {name: self.cleaned_data[name] for name in self._meta.fields} | {"texts": kept | texts}


class IssueForm(ScopedForm):
    number = LineField(label="Số, ký hiệu", max_length=60, help_text="Ví dụ: 127-BC/ĐU hoặc 45-BC/UBKT.")
    issued_on = DateField(label="Ngày ban hành")


class ReasonForm(ScopedForm):
    reason = ParagraphsField(label="Lý do", max_length=2000)


STEP_FORMS = {"issue": IssueForm, "withdraw": ReasonForm}
