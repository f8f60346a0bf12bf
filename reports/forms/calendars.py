from django import forms

from core.lookups import ScopedModelForm
from members.forms import OrganizationField
from reports.models import ReportingRule
from reports.permissions import can_set_calendar


class ReportingRuleForm(ScopedModelForm):
    """When units hand in; only for an organization whose calendar the user may set."""

    organization = OrganizationField(
        label="Tổ chức nhận báo cáo", help_text="Áp dụng cho báo cáo của mọi đơn vị trực thuộc tổ chức này."
    )

    class Meta(ScopedModelForm.Meta):
        model = ReportingRule
        fields = ("organization", "kind", "effective_from", "starts", "cuts_off", "due", "source", "confirmed")

    def clean_organization(self):
        organization = self.cleaned_data["organization"]
        if not can_set_calendar(self.user, organization):
            raise forms.ValidationError("Bạn không có quyền đặt lịch báo cáo của tổ chức này.")
        return organization
