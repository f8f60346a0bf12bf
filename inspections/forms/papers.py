"""What a document needs beside the record; asked once, kept with the inspection for the next document."""

from django import forms

from core.fields import DateField, LineField, ParagraphsField
from core.lookups import ScopedForm, ScopedModelForm
from inspections.forms.dossier import PaperField
from inspections.models import Inspection


class PaperForm(ScopedModelForm):
    """Place, signer and day of a document; those who are present, for minutes."""

    day = DateField(label="Ngày ghi trên văn bản", required=False, help_text="Để trống thì chừa chỗ điền tay.")
    attendees = ParagraphsField(
        label="Thành phần dự (mỗi người một dòng)", required=False, help_text="Họ và tên, chức vụ."
    )
    recipients = ParagraphsField(
        label="Nơi nhận (mỗi nơi một dòng)", required=False, help_text="Để trống thì ghi nơi nhận thường dùng."
    )

    field_order = ("place", "day", "signer_post", "signer", "attendees", "recipients")

    class Meta(ScopedModelForm.Meta):
        model = Inspection
        fields = ("place", "signer_post", "signer")

    def __init__(self, *args, paper, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("day", getattr(self.instance, paper.day) if paper.day else None)
        if paper.code != "minutes":
            del self.fields["attendees"]

    def asked(self):
        """What goes into the document and isn't kept with the inspection."""
        lines = (self.cleaned_data.get("recipients") or "").splitlines()
        return {
            "day": self.cleaned_data["day"],
            "attendees": self.cleaned_data.get("attendees") or "",
            "recipients": [line.strip() for line in lines if line.strip()],
        }


class TemplateForm(ScopedForm):
    """An office's own template of a document."""

    upload = PaperField(label="Mẫu mới (.docx)")
    reason = LineField(label="Lý do thay", max_length=250)

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if not (upload.name or "").lower().endswith(".docx"):
            raise forms.ValidationError("Mẫu phải là tệp Word .docx.")
        return upload
