"""What is typed about inspections and their subjects."""

import re

from django import forms
from django.core.exceptions import ValidationError

from core.fields import LineField
from core.formsets import RowFormSet, rows_of
from core.lookups import ScopedForm, ScopedModelForm
from inspections.actions import SubjectEntry
from inspections.choices import (
    USUAL_TOPICS,
    Activity,
    ProgrammeScope,
    Result,
)
from inspections.forms.parts import (
    CONTENT_CHOICES,
    ActForm,
    CodesField,
    KeptMemberField,
    KeptOrganizationField,
    SubjectsField,
    TopicsField,
    kind_of,
    one_subject,
)
from inspections.models import Inspection, ProgrammeItem
from inspections.regulations import contents_of, results_of


def require_result(form, result, activity):
    """A supervision ends otherwise than an inspection."""
    allowed = results_of(activity)
    if result and result not in allowed:
        labels = "; ".join(one.label for one in allowed)
        form.add_error("result", f"Kết quả của {Activity(activity).label.lower()} là: {labels}.")


class InspectionForm(ActForm):
    organization = KeptOrganizationField(label="Tổ chức thực hiện")
    item = LineField(
        label="Mục chương trình",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"class": "wide", "autocomplete": "off"}),
        help_text="Năm và số thứ tự trong chương trình của chủ thể này, ví dụ 2020/3.",
    )

    class Meta(ScopedModelForm.Meta):
        model = Inspection
        fields = (
            "organization",
            "body",
            "activity",
            "number",
            "decided",
            "started",
            "concluded",
            "conclusion_number",
            "content",
            "looked_from",
            "looked_to",
            "secrecy",
        )

    needed = ("number", "decided")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.needed:
            self.fields[name].required = True
        if "content" in self.fields:
            self.fields["secrecy"].required = False
            self.fields["content"].widget.attrs |= {"rows": 3, "class": "wide"}
        item = self.instance.programme_item
        if item:
            self.initial["item"] = f"{item.programme.year}/{item.number}"

    def clean(self):
        data = super().clean()
        typed = data.get("item")
        self.item = self._found(typed, data) if typed else None
        if data.get("conclusion_number") and not data.get("concluded") and "concluded" not in self.errors:
            self.add_error("concluded", "Đã nhập số kết luận thì phải nhập ngày kết luận.")
        return data

    def _found(self, typed, data):
        parts = re.fullmatch(r"(\d{4}) ?/ ?(\d{1,5})", typed, re.ASCII)
        if parts is None:
            self.add_error("item", "Hãy nhập năm và số thứ tự của mục, ví dụ 2020/3.")
            return None
        year, number = parts.groups()
        lines = ProgrammeItem.objects.select_related("programme").filter(cancelled__isnull=True)
        items = lines.filter(programme__year=year, programme__scope=ProgrammeScope.YEAR, number=number)
        found = items.filter(programme__organization=data.get("organization"), programme__body=data.get("body", ""))
        if not found and {"organization", "body"}.isdisjoint(self.errors):
            self.add_error("item", f"Chương trình năm {year} của chủ thể này không có mục số {number}.")
        return found.first()

    def clean_secrecy(self):
        return self.cleaned_data["secrecy"] or self.instance.secrecy

    def typed(self):
        return super().typed() | {"programme_item": self.item}


class PrepareForm(InspectionForm):
    """An inspection that is to go its course here: nothing is decided yet."""

    class Meta(InspectionForm.Meta):
        fields = (
            "organization",
            "body",
            "activity",
            "prepared",
            "content",
            "looked_from",
            "looked_to",
            "secrecy",
        )

    needed = ("prepared",)


class QuickForm(InspectionForm):
    """An inspection with its subjects on one page: the subjects share contents and result."""

    subjects = SubjectsField(
        label="Đối tượng",
        help_text="Gõ vài chữ của tên, mã hoặc số thẻ rồi Enter; gõ tiếp đối tượng khác.",
    )
    contents = CodesField(
        label="Nội dung (mã)",
        required=False,
        help_text="Ví dụ TC1; ĐV2. Mỗi đối tượng nhận những mã áp dụng cho mình.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "wide"}),
    )
    result = forms.ChoiceField(
        label="Kết quả chung", choices=[("", "Chưa có kết quả"), *Result.choices], required=False
    )
    item = None

    field_order = (
        "organization", "body", "activity", "subjects", "contents", "number", "decided", "started", "concluded",
        "conclusion_number", "result",
    )  # fmt: skip

    class Meta(InspectionForm.Meta):
        fields = (
            "organization", "body", "activity", "number", "decided", "started", "concluded", "conclusion_number",
        )  # fmt: skip

    def clean(self):
        data = super().clean()
        subjects, activity = data.get("subjects") or [], data.get("activity")
        if subjects and activity in Activity.values:
            fitting = {code for subject in subjects for code in contents_of(kind_of(subject), activity)}
            strange = sorted(set(data.get("contents") or []) - fitting)
            if strange:
                self.add_error("contents", f"Mã {', '.join(strange)} không áp dụng cho đối tượng nào ở trên.")
        if activity in Activity.values:
            require_result(self, data.get("result"), activity)
        return data

    def typed(self):
        typed = super().typed()
        return {name: value for name, value in typed.items() if name != "programme_item"}

    def entries(self):
        data = self.cleaned_data
        for subject in data["subjects"]:
            allowed = contents_of(kind_of(subject), data["activity"])
            yield SubjectEntry(subject, [code for code in data["contents"] if code in allowed], (), data["result"])


class SubjectRow(ScopedForm):
    """One subject: an organization or a member, what it is inspected for, with what result."""

    organization = KeptOrganizationField(label="Tổ chức đảng", required=False)
    member = KeptMemberField(label="hoặc đảng viên", required=False)
    result = forms.ChoiceField(label="Kết quả", choices=[("", "Chưa có kết quả"), *Result.choices], required=False)
    contents = CodesField(
        label="Nội dung (mã)",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "data-contents": ""}),
    )
    topics = TopicsField(
        label="Chuyên đề",
        required=False,
        widget=forms.TextInput(attrs={"list": "usual-topics", "autocomplete": "off"}),
    )

    def __init__(self, *args, activity="", kept=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.activity = activity
        for name in ("organization", "member"):
            self.fields[name].kept = kept

    def clean(self):
        data = super().clean()
        subject = one_subject(self, "organization", "member")
        if subject and self.activity in Activity.values:
            self._require_contents(subject)
        if self.activity in Activity.values and data.get("result") != self.initial.get("result"):
            require_result(self, data.get("result"), self.activity)
        return data

    def _require_contents(self, subject):
        allowed = contents_of(kind_of(subject), self.activity)
        strange = sorted(set(self.cleaned_data.get("contents") or []) - set(allowed))
        if strange:
            self.add_error(
                "contents", f"Nội dung ở đây là {allowed[0]} đến {allowed[-1]}. Hãy bỏ {', '.join(strange)}."
            )

    def entry(self):
        data = self.cleaned_data
        subject = data["organization"] or data["member"]
        return SubjectEntry(subject, data["contents"], data["topics"], data["result"])


class SubjectRows(RowFormSet):
    """`activity` is what the main form says: it decides which contents apply."""

    def __init__(self, *args, activity="", **kwargs):
        self.activity = activity
        super().__init__(*args, **kwargs)

    def get_form_kwargs(self, index):
        kept = [row["organization"] or row["member"] for row in self.initial or ()]
        return super().get_form_kwargs(index) | {"activity": self.activity, "kept": kept}

    def clean(self):
        if any(self.errors):
            return
        subjects = [entry.subject for entry in self.entries()]
        if not subjects:
            raise ValidationError("Cuộc kiểm tra, giám sát phải có ít nhất một đối tượng.")
        twice = next((subject for subject in subjects if subjects.count(subject) > 1), None)
        if twice:
            raise ValidationError(f"{twice} được nhập hai lần. Mỗi đối tượng chỉ có một dòng.")

    usual_topics = USUAL_TOPICS
    content_lists = CONTENT_CHOICES


SubjectFormSet = rows_of(SubjectRow, SubjectRows, extra=1)
