"""What is typed about appeals."""

from django import forms

from core.lookups import ScopedModelForm
from core.text import short_date
from discipline.forms.parts import ActForm
from discipline.models import Appeal
from members.forms import OrganizationField


class AppealForm(ActForm):
    organization = OrganizationField(label="Tổ chức giải quyết")

    class Meta(ScopedModelForm.Meta):
        model = Appeal
        fields = ("number", "received", "organization", "body", "grounds", "resolved", "result")

    def __init__(self, *args, decision=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.decision = decision or self.instance.decision

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
