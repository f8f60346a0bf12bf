"""What is typed about returns: which one to begin, its narrative and totals, reasons, reminders, the board's scope."""

from django import forms
from django.utils import timezone

from core.fields import NumberField, ParagraphsField
from core.lookups import ScopedForm, ScopedModelForm
from core.periods import parse
from members.forms import OrganizationField
from members.permissions import can_write_records
from reports.calendars import NO_KIND, kind_of, latest_period, reported_periods
from reports.forms.scope import OrganizationForm
from reports.models import Submission
from reports.models.submissions import NARRATIVE

LARGEST_TOTAL = 10_000_000
LONGEST_TEXT = 20_000
TOTAL = "total_"


def period_of(code):
    """The reported period of a code, told in words when it is none."""
    try:
        period = parse(code)
    except ValueError as error:
        raise forms.ValidationError(str(error)) from error
    if kind_of(period) is None:
        raise forms.ValidationError(NO_KIND)
    return period


def with_periods(today, chosen=None):
    """Codes and labels to choose from, with the chosen one among them."""
    offered = {period.code: period.label for period in reported_periods(today)}
    if chosen and chosen.code not in offered:
        offered = {chosen.code: chosen.label} | offered
    return list(offered.items())


class BoardForm(OrganizationForm):
    """Whose units, and for which period; without one, the latest period that is over."""

    period = forms.CharField(label="Kỳ báo cáo", required=False, max_length=40)

    def clean_period(self):
        code = self.cleaned_data["period"]
        return period_of(code) if code else latest_period(self.today)

    def period_choices(self, chosen):
        return with_periods(self.today, chosen)


class OpenForm(ScopedForm):
    organization = OrganizationField(label="Đơn vị báo cáo")
    period = forms.ChoiceField(label="Kỳ báo cáo", help_text="Trừ báo cáo tháng, số liệu tính từ ngày 01 tháng 01.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        asked = self.initial.get("period", "")
        try:
            chosen = period_of(asked) if asked else None
        except forms.ValidationError:
            chosen = None
        self.fields["period"].choices = with_periods(timezone.localdate(), chosen)

    def clean_organization(self):
        organization = self.cleaned_data["organization"]
        if not can_write_records(self.user, organization):
            raise forms.ValidationError("Bạn không có quyền lập báo cáo của tổ chức này.")
        return organization

    def clean_period(self):
        return period_of(self.cleaned_data["period"])


class SubmissionForm(ScopedModelForm):
    """The narrative, and a field for each line whose figure doesn't come from records."""

    class Meta(ScopedModelForm.Meta):
        model = Submission
        fields = NARRATIVE

    def __init__(self, *args, lines=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = lines
        for name in NARRATIVE:
            self.fields[name].max_length = LONGEST_TEXT
            self.fields[name].widget.attrs |= {"rows": 4, "maxlength": LONGEST_TEXT}
        for line in lines:
            initial = self.instance.totals.get(line.key)
            self.fields[TOTAL + line.key] = NumberField(
                label=f"{line.key} {line.label}", required=False, min_value=0, max_value=LARGEST_TOTAL, initial=initial
            )
            self.fields[TOTAL + line.key].widget.attrs["class"] = "number short"

    def narrative_fields(self):
        return [self[name] for name in NARRATIVE]

    def total_fields(self):
        return [(line, self[TOTAL + line.key]) for line in self.lines]

    def totals(self):
        """What was typed, and what stands on lines that this user doesn't see."""
        own = {line.key for line in self.lines}
        kept = {key: value for key, value in self.instance.totals.items() if key not in own}
        typed = {line.key: self.cleaned_data[TOTAL + line.key] for line in self.lines}
        return kept | {key: value for key, value in typed.items() if value is not None}

    def narrative(self):
        return {name: self.cleaned_data[name] for name in NARRATIVE}


class StepForm(ScopedForm):
    reason = ParagraphsField(label="Lý do", required=False, max_length=2000)

    def __init__(self, *args, label="Lý do", hint="", **kwargs):
        super().__init__(*args, **kwargs)
        if not label:
            del self.fields["reason"]
            return
        self.fields["reason"].label, self.fields["reason"].help_text = label, hint
        self.fields["reason"].widget.attrs["rows"] = 4


class RemindForm(ScopedForm):
    units = forms.MultipleChoiceField(label="Đơn vị được nhắc", widget=forms.CheckboxSelectMultiple)
    text = ParagraphsField(label="Nội dung nhắc", max_length=2000)

    def __init__(self, *args, units=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].choices = [(str(unit.pk), str(unit)) for unit in units]
        self.fields["text"].widget.attrs["rows"] = 6
        self.by_key = {str(unit.pk): unit for unit in units}

    def chosen_units(self):
        return [self.by_key[key] for key in self.cleaned_data["units"]]
