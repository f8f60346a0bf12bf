"""What is typed about appeals."""

from django import forms
from django.utils import timezone

from core.fields import DateField, LineField, NumberField, ParagraphsField
from core.lookups import ScopedForm, ScopedModelForm
from core.text import short_date
from discipline.choices import AppealCause, AppealGroundKind, AppealRefusal, AppealResult
from discipline.forms.parts import ActForm
from discipline.models import Appeal
from discipline.regulations import forms_of
from members.forms import OrganizationField


class AppealForm(ActForm):
    organization = OrganizationField(label="Tổ chức giải quyết")
    ground_codes = forms.MultipleChoiceField(
        label="Khiếu nại về",
        choices=AppealGroundKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta(ScopedModelForm.Meta):
        model = Appeal
        fields = ("number", "received", "organization", "body", "grounds", "resolved", "result")

    field_order = ("number", "received", "organization", "body", "ground_codes")

    def __init__(self, *args, decision=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.decision = decision or self.instance.decision
        if self.instance.pk:
            self.initial["ground_codes"] = [ground.code for ground in self.instance.ground_codes.all()]
        self.fields["grounds"].widget.attrs["rows"] = 3
        if self.instance.pk and self.instance.steps.exists():
            for name in ("resolved", "result"):
                del self.fields[name]

    def clean_received(self):
        received, decided = self.cleaned_data["received"], self.decision.decided
        if received < decided:
            message = f"Ngày nhận đơn phải bằng hoặc sau ngày quyết định kỷ luật ({short_date(decided)})."
            raise forms.ValidationError(message)
        return received

    def clean(self):
        data = super().clean()
        if not {"resolved", "result"} & set(self.errors):
            self._check_resolved(data.get("resolved"), data.get("result"))
        return data

    def _check_resolved(self, resolved, result):
        if resolved and not result:
            self.add_error("result", "Đã nhập ngày giải quyết thì phải chọn kết quả.")
        if result and not resolved:
            self.add_error("resolved", "Đã chọn kết quả thì phải nhập ngày giải quyết.")


ASKED = {
    "refuse": ("refusal",),
    "forward": ("forwarded_to",),
    "extend": ("days",),
    "resolve": ("result", "cause", "form", "wrong"),
}
"""What a step asks for besides its day, the number of its document and a reason."""


def _choice(label, choices, **more):
    return forms.ChoiceField(label=label, choices=[("", "Chọn…"), *choices], **more)


class AppealStepForm(ScopedForm):
    """A step in the resolving of an appeal."""

    day = DateField(label="Ngày")
    refusal = _choice("Lý do theo quy định", AppealRefusal.choices)
    forwarded_to = LineField(label="Chuyển đến", max_length=250)
    result = _choice("Kết quả", AppealResult.choices)
    cause = _choice("Nguyên nhân thay đổi", AppealCause.choices, required=False)
    form = _choice("Hình thức mới", (), required=False, help_text="Chỉ chọn khi tăng hoặc giảm hình thức.")
    wrong = forms.BooleanField(
        label="Kỷ luật oan, sai: phải xin lỗi, phục hồi quyền lợi (117-QĐ/TW năm 2023)", required=False
    )
    days = NumberField(label="Số ngày gia hạn", min_value=1, max_value=999)
    number = LineField(label="Số văn bản", max_length=60, required=False)
    reason = ParagraphsField(label="Lý do, ghi chú", required=False)

    def __init__(self, *args, verb, subject_kind, **kwargs):
        kwargs["initial"] = {"day": timezone.localdate()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = [("", "Chọn…"), *((one.value, one.label) for one in forms_of(subject_kind))]
        self.fields["reason"].required = verb in ("extend", "refuse")
        self.fields["reason"].widget.attrs["rows"] = 3
        for name in set().union(*ASKED.values()) - set(ASKED.get(verb, ())):
            del self.fields[name]

    def clean(self):
        data = super().clean()
        if data.get("wrong") and data.get("result") != AppealResult.CANCELLED:
            self.add_error("wrong", "Chỉ đánh dấu khi kết quả là xóa kỷ luật.")
        return data


class RestorationForm(ScopedForm):
    done = DateField(label="Ngày xong")
    note = ParagraphsField(label="Kết quả")
