"""What forms of discipline share."""

from django import forms

from core.lookups import ScopedModelForm
from members.permissions import can_run_cases


class ActForm(ScopedModelForm):
    """What decisions and appeals share: who acts, in whose name one may write."""

    def clean_organization(self):
        organization = self.cleaned_data["organization"]
        if not can_run_cases(self.user, organization):
            raise forms.ValidationError("Bạn không có quyền ghi hồ sơ kỷ luật của tổ chức này.")
        return organization
