"""What a step of the course asks for."""

from django import forms
from django.utils import timezone

from core.fields import DateField, LineField, ParagraphsField
from core.lookups import ScopedForm
from inspections.actions.inspections import NUMBERS_OF_STEPS
from inspections.regulations import results_of

MUST_TELL_WHY = ("extend", "suspend", "cancel")


class StepForm(ScopedForm):
    """Day, number and reason as the step needs them; a conclusion also takes the results that are still missing."""

    day = DateField(label="Ngày")
    number = LineField(
        label="Số văn bản", max_length=60, required=False, help_text="Để trống để cấp số tiếp theo của sổ văn bản."
    )
    days = forms.IntegerField(label="Số ngày gia hạn", min_value=1, max_value=999)
    reason = ParagraphsField(label="Lý do, ghi chú", required=False)

    def __init__(self, *args, verb, subjects=(), left=None, **kwargs):
        kwargs["initial"] = {"day": timezone.localdate()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.subjects = {f"result_{subject.pk}": subject for subject in subjects}
        if verb not in NUMBERS_OF_STEPS:
            del self.fields["number"]
        if verb != "extend":
            del self.fields["days"]
        elif left is not None:
            self.fields["days"].help_text = f"Còn được gia hạn nhiều nhất {left} ngày."
        self.fields["reason"].required = verb in MUST_TELL_WHY
        for name, subject in self.subjects.items():
            choices = [("", "Chọn kết quả"), *((one.value, one.label) for one in results_of(subject.activity))]
            self.fields[name] = forms.ChoiceField(label=f"Kết quả: {subject}", choices=choices)

    def taken(self):
        """What the action asks for."""
        return {name: self.cleaned_data[name] for name in ("day", "number", "days", "reason") if name in self.fields}

    def results(self):
        """The results chosen here, by subject."""
        return {subject: self.cleaned_data[name] for name, subject in self.subjects.items()}
