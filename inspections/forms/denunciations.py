"""What is typed about denunciations."""

from django import forms
from django.utils import timezone

from core.fields import DateField, LineField, NumberField, ParagraphsField
from core.lookups import ScopedForm, ScopedModelForm
from inspections.choices import (
    DenunciationResult,
    Disposal,
    LetterKind,
    RefusalReason,
    SenderGroup,
    SenderKind,
)
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
    accepted = DateField(label="Ngày thụ lý")

    class Meta(ScopedModelForm.Meta):
        model = Denunciation
        fields = (
            "number",
            "received",
            "organization",
            "body",
            "subject_organization",
            "subject_member",
            "content",
            "kind",
            "sender_kind",
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
        "content",
        "groups",
        "kind",
        "sender_kind",
        "accepted",
        "resolved",
        "result",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["content"].widget.attrs["rows"] = 3
        self._fit_course()
        if self.instance.pk:
            self.fields["subject_organization"].kept = [self.instance.subject]
            self.fields["subject_member"].kept = [self.instance.subject]
            self.initial["groups"] = [group.code for group in self.instance.groups.all()]

    def _fit_course(self):
        """Of a letter that is handled here the steps already taken are corrected, no others."""
        letter = self.instance
        if letter.accepted:
            self.initial["accepted"] = letter.accepted
        else:
            del self.fields["accepted"]
        if letter.pk and letter.steps.exists():
            steps = ("resolved", "result", "kind", "sender_kind")
            for name in steps[:2] if not letter.resolved else ():
                del self.fields[name]
            for name in steps:
                if name in self.fields and getattr(letter, name):
                    self.fields[name].required = True

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
        names = (*self._meta.fields, "accepted")
        values = {name: self.cleaned_data[name] for name in names if name in self.fields}
        subject = values.pop("subject_organization") or values.pop("subject_member")
        values.pop("subject_member", None)
        return values | {"subject": subject, "groups": self.cleaned_data["groups"]}


class SenderForm(ScopedForm):
    """Who sent a letter."""

    name = LineField(label="Họ và tên", max_length=200)
    address = LineField(label="Địa chỉ", max_length=250, required=False)
    phone = LineField(label="Điện thoại", max_length=60, required=False)
    group = forms.ChoiceField(label="Người gửi là", choices=[("", "Chưa rõ"), *SenderGroup.choices], required=False)


def _choice(label, choices):
    return forms.ChoiceField(label=label, choices=[("", "Chọn…"), *choices])


ASKED = {
    "classify": ("kind", "sender_kind"),
    "refuse": ("refusal", "disposal"),
    "transfer": ("passed_to",),
    "extend": ("days",),
    "resolve": ("result",),
}
"""What a step asks for besides its day, the number of its document and a reason."""


class HandlingForm(ScopedForm):
    """A step in the handling of a letter."""

    day = DateField(label="Ngày")
    kind = _choice("Phân loại đơn", LetterKind.choices)
    sender_kind = _choice("Người gửi", SenderKind.choices)
    refusal = _choice("Lý do không thụ lý", RefusalReason.choices)
    disposal = _choice("Xử lý đơn", [(one.value, one.label) for one in (Disposal.RETURN, Disposal.FILE)])
    passed_to = LineField(label="Chuyển đến", max_length=250)
    result = _choice("Kết quả", DenunciationResult.choices)
    days = NumberField(label="Số ngày gia hạn", min_value=1, max_value=999)
    number = LineField(label="Số văn bản", max_length=60, required=False)
    reason = ParagraphsField(label="Lý do, ghi chú", required=False, help_text="Không ghi điều gì làm lộ người tố cáo.")

    def __init__(self, *args, verb, left=None, **kwargs):
        kwargs["initial"] = {"day": timezone.localdate()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = verb == "extend"
        self.fields["reason"].widget.attrs["rows"] = 3
        for name in set().union(*ASKED.values()) - set(ASKED.get(verb, ())):
            del self.fields[name]
        if left is not None and "days" in self.fields:
            self.fields["days"].help_text = f"Còn được gia hạn nhiều nhất {left} ngày."
