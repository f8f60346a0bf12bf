"""What is typed about denunciations."""

from core.lookups import ScopedModelForm
from inspections.forms.parts import (
    GROUP_CHOICES,
    ActForm,
    GroupsField,
    KeptMemberField,
    KeptOrganizationField,
    one_subject,
    require_groups,
)
from inspections.models import Denunciation
from members.permissions import can_write_denunciations


class DenunciationForm(ActForm):
    may_write = staticmethod(can_write_denunciations)

    organization = KeptOrganizationField(label="Tổ chức giải quyết")
    subject_organization = KeptOrganizationField(label="Tổ chức đảng bị tố cáo", required=False)
    subject_member = KeptMemberField(
        label="hoặc đảng viên bị tố cáo", required=False, help_text="Chỉ nhập một trong hai ô đối tượng."
    )
    groups = GroupsField(label="Nhóm vi phạm bị tố cáo", choices=GROUP_CHOICES, required=False)

    class Meta(ScopedModelForm.Meta):
        model = Denunciation
        fields = (
            "number",
            "received",
            "organization",
            "body",
            "subject_organization",
            "subject_member",
            "resolved",
            "result",
        )

    field_order = (
        "number",
        "received",
        "organization",
        "body",
        "subject_organization",
        "subject_member",
        "groups",
        "resolved",
        "result",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["subject_organization"].kept = [self.instance.subject]
            self.fields["subject_member"].kept = [self.instance.subject]
            self.initial["groups"] = [group.code for group in self.instance.groups.all()]

    def clean(self):
        data = super().clean()
        subject = one_subject(self, "subject_organization", "subject_member")
        if subject:
            require_groups(self, "groups", subject)
        if {"resolved", "result"}.isdisjoint(self.errors):
            self._require_both(data.get("resolved"), data.get("result"))
        return data

    def _require_both(self, resolved, result):
        if resolved and not result:
            self.add_error("result", "Đã nhập ngày giải quyết thì phải chọn kết quả.")
        if result and not resolved:
            self.add_error("resolved", "Đã chọn kết quả thì phải nhập ngày giải quyết.")

    def typed(self):
        values = super().typed()
        subject = values.pop("subject_organization") or values.pop("subject_member")
        values.pop("subject_member", None)
        return values | {"subject": subject, "groups": self.cleaned_data["groups"]}
