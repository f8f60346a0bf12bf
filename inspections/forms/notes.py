"""What is typed about routine supervision."""

from django import forms

from core.fields import LineField
from core.lookups import ScopedModelForm
from inspections.choices import MEMBER_SUPERVISION_CONTENTS, ORGANIZATION_CONTENTS, Activity
from inspections.forms.parts import (
    ActForm,
    KeptMemberField,
    KeptOrganizationField,
    kind_of,
    labelled,
    one_subject,
)
from inspections.models import Inspection, RoutineNote
from inspections.regulations import contents_of


class RoutineNoteForm(ActForm):
    organization = KeptOrganizationField(label="Tổ chức giám sát")
    subject_organization = KeptOrganizationField(label="Tổ chức đảng được giám sát", required=False)
    subject_member = KeptMemberField(
        label="hoặc đảng viên được giám sát", required=False, help_text="Chỉ nhập một trong hai ô đối tượng."
    )
    code = forms.ChoiceField(
        label="Nội dung giám sát",
        required=False,
        choices=[
            ("", "Chưa chọn"),
            ("Tổ chức đảng", labelled(ORGANIZATION_CONTENTS)),
            ("Đảng viên", labelled(MEMBER_SUPERVISION_CONTENTS)),
        ],
    )
    summed_up = LineField(
        label="Cuộc giám sát thường xuyên",
        required=False,
        max_length=60,
        help_text="Số quyết định của cuộc tổng hợp ghi chép này, nếu đã có.",
    )

    class Meta(ScopedModelForm.Meta):
        model = RoutineNote
        fields = (
            "noted",
            "organization",
            "body",
            "subject_organization",
            "subject_member",
            "code",
            "text",
            "assessment",
        )

    field_order = (*Meta.fields, "summed_up")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs |= {"rows": 4, "class": "wide"}
        if self.instance.pk:
            self.fields["subject_organization"].kept = [self.instance.subject]
            self.fields["subject_member"].kept = [self.instance.subject]
        if self.instance.inspection:
            self.initial["summed_up"] = self.instance.inspection.number

    def clean(self):
        data = super().clean()
        subject = one_subject(self, "subject_organization", "subject_member")
        code = data.get("code")
        if subject and code and code not in contents_of(kind_of(subject), Activity.ROUTINE):
            self.add_error("code", f"Nội dung {code} không áp dụng cho {kind_of(subject).label.lower()}.")
        self.inspection = self._found(data) if data.get("summed_up") else None
        return data

    def _found(self, data):
        routine = Inspection.objects.visible_to(self.user).filter(activity=Activity.ROUTINE)
        found = routine.filter(
            organization=data.get("organization"), body=data.get("body", ""), number=data["summed_up"]
        ).first()
        if found is None and {"organization", "body"}.isdisjoint(self.errors):
            number = data["summed_up"]
            self.add_error("summed_up", f"Chủ thể này không có cuộc giám sát thường xuyên theo quyết định {number}.")
        return found

    def typed(self):
        values = super().typed()
        subject = values.pop("subject_organization") or values["subject_member"]
        del values["subject_member"]
        return values | {"subject": subject, "inspection": self.inspection}
