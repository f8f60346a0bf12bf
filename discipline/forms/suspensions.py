"""What is typed about suspensions and about striking off."""

from django.utils import timezone

from core.fields import DateField, LineField, ParagraphsField
from core.lookups import ScopedForm, ScopedModelForm
from discipline.forms.parts import ActForm
from discipline.models import StrikeOff, Suspension
from inspections.forms.parts import SubjectField
from members.forms import MemberField, OrganizationField


class SuspensionForm(ActForm):
    organization = OrganizationField(label="Tổ chức quyết định")
    subject = SubjectField(label="Đối tượng", help_text="Gõ vài chữ của tên, mã tổ chức hoặc số thẻ đảng viên.")
    until = DateField(label="Đến hết ngày", required=False, help_text="Để trống để tính theo thời hạn của quy định.")

    class Meta(ScopedModelForm.Meta):
        model = Suspension
        fields = ("organization", "body", "kind", "basis", "number", "decided", "since", "reason")

    field_order = ("subject", "kind", "basis", "organization", "body", "number", "decided", "since", "until", "reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["number"].required = False
        self.fields["number"].help_text = "Để trống để cấp số tiếp theo của sổ văn bản."
        self.fields["reason"].widget.attrs["rows"] = 3

    def typed(self):
        return {name: self.cleaned_data[name] for name in (*self._meta.fields, "subject", "until")}


class ExtendForm(ScopedForm):
    number = LineField(label="Số quyết định gia hạn", max_length=60)
    decided = DateField(label="Ngày quyết định")
    until = DateField(label="Gia hạn đến hết ngày")
    reason = ParagraphsField(label="Lý do")


class EndForm(ScopedForm):
    ended = DateField(label="Ngày chấm dứt")
    number = LineField(label="Số quyết định", max_length=60, required=False)
    reason = ParagraphsField(label="Lý do")

    def __init__(self, *args, **kwargs):
        kwargs["initial"] = {"ended": timezone.localdate()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


class StrikeOffForm(ActForm):
    organization = OrganizationField(label="Tổ chức quyết định")
    member = MemberField(label="Đảng viên dự bị")

    class Meta(ScopedModelForm.Meta):
        model = StrikeOff
        fields = ("member", "organization", "body", "number", "decided", "reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["number"].required = False
        self.fields["number"].help_text = "Để trống để cấp số tiếp theo của sổ văn bản."
        self.fields["reason"].widget.attrs["rows"] = 3
