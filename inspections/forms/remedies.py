"""What the steps of a remedy ask for."""

from django.utils import timezone

from core.fields import DateField, LineField, ParagraphsField
from core.lookups import ScopedForm
from inspections.actions import Evidence
from inspections.forms.dossier import PaperField, require_file_or_paper


class RemedyStepForm(ScopedForm):
    """Day, reason, new due day and evidence, as the step needs them."""

    day = DateField(label="Ngày")
    due = DateField(label="Hạn mới")
    title = LineField(label="Tên bằng chứng", max_length=250, initial="Báo cáo kết quả khắc phục")
    upload = PaperField(label="Tệp bằng chứng", required=False)
    archive = LineField(label="Hoặc văn bản giấy, số lưu trữ", max_length=120, required=False)
    reason = ParagraphsField(label="Lý do, ghi chú", required=False)

    def __init__(self, *args, verb, **kwargs):
        kwargs["initial"] = {"day": timezone.localdate()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = verb in ("return", "revise")
        for name in () if verb == "report" else ("title", "upload", "archive"):
            del self.fields[name]
        if verb != "revise":
            del self.fields["due"]
        if verb == "report":
            self.fields["day"].label = "Ngày khắc phục xong"

    def clean(self):
        data = super().clean()
        if "upload" in self.fields:
            require_file_or_paper(self)
        return data

    def evidence(self):
        data = self.cleaned_data
        return Evidence(data["title"], data.get("upload"), data.get("archive") or "")

    def taken(self):
        """What the action asks for."""
        taken = {name: self.cleaned_data[name] for name in ("day", "due", "reason") if name in self.fields}
        return taken | ({"evidence": [self.evidence()]} if "upload" in self.fields else {})
