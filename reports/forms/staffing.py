from django import forms
from django.utils import timezone

from core.fields import DateField, LineField
from core.lookups import ScopedForm, ScopedModelForm
from members.forms import OrganizationField
from members.permissions import can_write_records
from reports.choices import Qualification
from reports.models import StaffMember


class StaffForm(ScopedModelForm):
    """A person of an inspection commission."""

    organization = OrganizationField(label="Tổ chức đảng có ủy ban kiểm tra")
    qualifications = forms.MultipleChoiceField(
        label="Trình độ", choices=Qualification.choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta(ScopedModelForm.Meta):
        model = StaffMember
        fields = ("organization", "name", "post", "rank", "since", "until")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["qualifications"] = [one.code for one in self.instance.qualifications.all()]

    def clean_organization(self):
        organization = self.cleaned_data["organization"]
        if not can_write_records(self.user, organization):
            raise forms.ValidationError("Bạn không được ghi nhân sự của tổ chức đảng này.")
        return organization

    def clean(self):
        data = super().clean()
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", "Đến ngày phải bằng hoặc sau Từ ngày.")
        return data


class TrainingForm(ScopedForm):
    code = forms.ChoiceField(
        label="Kết quả đào tạo, bồi dưỡng",
        choices=[("", "Chọn…"), *Qualification.choices],
        error_messages={"required": "Hãy chọn kết quả.", "invalid_choice": "Hãy chọn trong danh sách."},
    )
    day = DateField(label="Ngày hoàn thành")
    note = LineField(label="Lớp, văn bằng", max_length=250, required=False)

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError("Ngày này chưa đến.")
        return day
