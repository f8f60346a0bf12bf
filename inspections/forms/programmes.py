"""What is typed about programmes."""

from dataclasses import replace
from itertools import count

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.fields import DateField, LineField, NumberField, ParagraphsField
from core.formsets import RowFormSet, rows_of
from core.lookups import ScopedForm, ScopedModelForm
from core.text import normalize
from inspections.actions import Issue, ItemEntry
from inspections.choices import Activity, ProgrammeScope
from inspections.forms.parts import (
    CHOOSE,
    ActForm,
    KeptOrganizationField,
    ListField,
)
from inspections.models import Programme
from members.models import Member, Organization


class ProgrammeForm(ActForm):
    organization = KeptOrganizationField(label="Tổ chức ban hành")
    year = NumberField(label="Năm", min_value=1930, max_value=2200)

    class Meta(ScopedModelForm.Meta):
        model = Programme
        fields = ("organization", "body", "scope", "year", "last_year")

    field_order = ("organization", "body", "scope", "year", "last_year")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["scope"].required = False
        self.fields["last_year"] = NumberField(
            label="Đến năm",
            required=False,
            min_value=1930,
            max_value=2210,
            help_text="Chỉ nhập với chương trình toàn khóa.",
        )

    def clean_scope(self):
        return self.cleaned_data["scope"] or ProgrammeScope.YEAR

    def clean(self):
        data = super().clean()
        is_term = data.get("scope") == ProgrammeScope.TERM
        if is_term and not data.get("last_year") and "last_year" not in self.errors:
            self.add_error("last_year", "Chương trình toàn khóa cần năm cuối.")
        if not is_term and data.get("last_year"):
            self.add_error(
                "last_year", "Chương trình năm không có năm cuối. Hãy để trống, hoặc chọn Chương trình toàn khóa."
            )
        return data


class IssueForm(ScopedForm):
    """The document of a step of a programme."""

    number = LineField(label="Số văn bản", max_length=60)
    day = DateField(label="Ngày ban hành")
    reason = ParagraphsField(label="Lý do, ghi chú", required=False)

    def __init__(self, *args, verb, **kwargs):
        kwargs["initial"] = {"day": timezone.localdate()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = verb == "adjust"
        if verb == "close":
            del self.fields["number"]
            self.fields["day"].label = "Ngày kết thúc"

    def issue(self):
        data = self.cleaned_data
        return Issue(data["day"], data.get("number") or "", data.get("reason") or "")


class CancelItemForm(ScopedForm):
    day = DateField(label="Ngày hủy")
    reason = ParagraphsField(label="Lý do hủy")


class SubjectsField(ListField):
    """Codes of organizations and card numbers of members, as in the Excel book."""

    user = None
    kept = ()

    def to_python(self, value):
        return [self._found(key) for key in super().to_python(value)]

    def _found(self, key):
        known = [subject for subject in self.kept if key_of(subject) == key]
        models = ((Organization, "code__iexact"), (Member, "card_number__iexact"))
        rows = (model.objects.visible_to(self.user).filter(**{column: key[:60]}).first() for model, column in models)
        found = known[0] if known else next((row for row in rows if row), None)
        if found is None:
            raise ValidationError(f"Không tìm thấy mã tổ chức hoặc số thẻ “{key[:40]}” trong phạm vi của bạn.")
        return found

    def prepare_value(self, value):
        return "; ".join(map(key_of, value)) if isinstance(value, list) else value

    def has_changed(self, initial, data):
        return normalize(self.prepare_value(initial or [])) != normalize(data)


def key_of(subject):
    return subject.code if isinstance(subject, Organization) else subject.card_number


class ItemRow(ScopedForm):
    """One line of a programme. A line keeps its number: inspections and the Excel book name it by that."""

    folded = ("month", "team", "looked_from", "looked_to", "advisory", "document_number", "document_date")
    folded_title = "Tháng, thành viên, mốc kiểm tra, văn bản"

    number = NumberField(label="STT", required=False, min_value=1, max_value=10_000)
    activity = forms.ChoiceField(label="Loại", choices=[("", "Chọn loại"), *Activity.choices], error_messages=CHOOSE)
    content = LineField(label="Nội dung", max_length=2000, widget=forms.TextInput(attrs={"class": "wide"}))
    subjects = SubjectsField(
        label="Đối tượng (mã tổ chức, số thẻ)", required=False, widget=forms.TextInput(attrs={"class": "wide"})
    )
    quarter = forms.TypedChoiceField(
        label="Quý",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "–"), (1, "I"), (2, "II"), (3, "III"), (4, "IV")],
    )
    lead = LineField(label="Phụ trách", required=False, max_length=250)
    month = NumberField(label="Tháng", required=False, min_value=1, max_value=12)
    team = LineField(label="Thành viên", required=False, max_length=1000)
    looked_from = DateField(label="Mốc từ", required=False)
    looked_to = DateField(label="Mốc đến", required=False)
    advisory = LineField(label="Đơn vị tham mưu", required=False, max_length=250)
    document_number = LineField(label="Số văn bản", required=False, max_length=60)
    document_date = DateField(label="Ngày ban hành", required=False)

    def __init__(self, *args, kept=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["subjects"].user = self.user
        self.fields["subjects"].kept = kept
        if self.initial.get("number"):
            self.fields["number"].widget.attrs["readonly"] = True
            self.fields["number"].required = True
        else:
            self.fields["number"].widget.attrs["placeholder"] = "tự đánh"

    def is_unfolded(self):
        return any(self[name].errors or self[name].value() for name in self.folded)

    def clean(self):
        data = super().clean()
        if data.get("looked_from") and data.get("looked_to") and data["looked_to"] < data["looked_from"]:
            self.add_error("looked_to", "Mốc kiểm tra: ngày cuối phải bằng hoặc sau ngày đầu.")
        return data

    def entry(self):
        return ItemEntry(**{name: self.cleaned_data[name] for name in self.base_fields})


class ItemRows(RowFormSet):
    """The lines; one whose number is left empty takes the next. `taken` are numbers that stand outside the form."""

    def __init__(self, *args, taken=(), **kwargs):
        self.taken = list(taken)
        super().__init__(*args, **kwargs)

    def get_form_kwargs(self, index):
        kept = [subject for row in self.initial or () for subject in row["subjects"]]
        return super().get_form_kwargs(index) | {"kept": kept}

    def entries(self):
        entries = super().entries()
        free = count(max([*self.taken, *(entry.number or 0 for entry in entries)], default=0) + 1)
        return [entry if entry.number else replace(entry, number=next(free)) for entry in entries]

    def clean(self):
        if any(self.errors):
            return
        numbers = [entry.number for entry in self.entries()]
        twice = next((number for number in numbers if numbers.count(number) > 1), None)
        if twice:
            raise ValidationError(f"Số thứ tự {twice} được nhập hai lần. Mỗi mục có một số thứ tự.")


ItemFormSet = rows_of(ItemRow, ItemRows, extra=1)
