"""What is typed about the papers of a dossier."""

from django import forms

from core import files
from core.fields import DateField, LineField, ParagraphsField
from core.lookups import ScopedForm


class PaperField(forms.FileField):
    """A file of an accepted kind; it is judged by its content when it is stored."""

    def __init__(self, **kwargs):
        help_text = f"{files.ACCEPTED}; nhiều nhất {files.LARGEST // 1024 // 1024} MB."
        super().__init__(**{"help_text": help_text, "max_length": 250, "allow_empty_file": True} | kwargs)

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if upload:
            content = upload.read(files.LARGEST + 1)
            upload.seek(0)
            if len(content) <= files.LARGEST:
                files.kind_of(content)
        return upload


def require_file_or_paper(form):
    """Either a file is handed in, or it is said where the paper lies."""
    data = form.cleaned_data
    if not {"upload", "archive"} & set(form.errors) and not data.get("upload") and not data.get("archive"):
        form.add_error("upload", "Hãy chọn tệp, hoặc ghi số lưu trữ của văn bản giấy ở ô dưới.")


class DocumentForm(ScopedForm):
    """A paper for a line of the checklist, or beside it."""

    item = forms.ChoiceField(label="Mục trong danh mục", required=False)
    title = LineField(label="Tên tài liệu", max_length=250)
    number = LineField(label="Số, ký hiệu", max_length=60, required=False)
    dated = DateField(label="Ngày tài liệu", required=False)
    upload = PaperField(label="Tệp", required=False)
    archive = LineField(label="Hoặc văn bản giấy, số lưu trữ", max_length=120, required=False)

    def __init__(self, *args, items=(), **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(item.code, f"{item.order}. {item.title}") for item in items]
        self.fields["item"].choices = [*choices, ("", "Tài liệu ngoài danh mục")]

    def clean(self):
        data = super().clean()
        require_file_or_paper(self)
        return data


class VoidForm(ScopedForm):
    reason = ParagraphsField(label="Lý do bỏ")
