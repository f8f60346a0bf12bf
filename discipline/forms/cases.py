"""What is typed about disciplinary cases."""

from django import forms
from django.utils import timezone

from core.fields import DateField, LineField, NumberField, ParagraphsField
from core.formsets import RowFormSet, rows_of
from core.lookups import ScopedForm, ScopedModelForm
from discipline.actions import ViolationEntry
from discipline.authority import forms_on
from discipline.choices import CircumstanceKind, Outcome, SubjectClass, VoteKind
from discipline.forms.parts import ActForm
from discipline.models import Case, CaseSubject
from inspections.choices import Content, Severity
from inspections.forms.dossier import PaperField, require_file_or_paper
from inspections.forms.parts import SubjectsField
from inspections.regulations import violation_groups_of
from members.choices import SubjectKind
from members.forms import MemberField, OrganizationField
from rules import book
from rules.families import Family

OUTCOMES = [(one.value, one.label) for one in Outcome if one != Outcome.DISCIPLINED]
WHY = "Để trống nếu theo đúng quy định. Làm khác điều quy định nói thì chủ nhiệm ghi lý do."


class CaseForm(ActForm):
    organization = OrganizationField(label="Tổ chức xem xét")
    subjects = SubjectsField(
        label="Đối tượng", help_text="Gõ vài chữ của tên, mã hoặc số thẻ rồi Enter; gõ tiếp đối tượng khác."
    )
    violated = DateField(
        label="Ngày vi phạm", help_text="Của các khuyết điểm lấy từ cuộc kiểm tra; sửa từng vi phạm ở trang đối tượng."
    )

    class Meta(ScopedModelForm.Meta):
        model = Case
        fields = ("organization", "body", "title", "opened", "origin", "origin_note")

    field_order = ("title", "organization", "body", "subjects", "violated", "opened", "origin", "origin_note")

    def __init__(self, *args, with_findings=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not with_findings:
            del self.fields["violated"]
        if self.instance.pk:
            rows = self.instance.subjects.select_related("subject_organization", "subject_member").order_by("pk")
            field = self.fields["subjects"]
            self.initial["subjects"] = "; ".join(field.label_of(row.subject) for row in rows)

    def clean_opened(self):
        opened = self.cleaned_data["opened"]
        if opened > timezone.localdate():
            raise forms.ValidationError("Ngày lập hồ sơ không thể sau hôm nay.")
        return opened

    def typed(self):
        return {name: self.cleaned_data[name] for name in (*self._meta.fields, "subjects")}


class CaseStepForm(ScopedForm):
    day = DateField(label="Ngày")
    reason = ParagraphsField(label="Lý do, ghi chú", required=False)

    def __init__(self, *args, verb, **kwargs):
        kwargs["initial"] = {"day": timezone.localdate()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = verb in ("defer", "drop", "judge")
        self.fields["reason"].widget.attrs["rows"] = 3


def _circumstance_choices(kind):
    rules = book.read().in_force("circumstance", timezone.localdate())
    return [(rule["code"], f"{rule['title']} ({rule['source']})") for rule in rules if rule["kind"] == kind]


class CaseSubjectForm(ScopedModelForm):
    """What is known of one subject of a case, besides its violations."""

    mitigating = forms.MultipleChoiceField(
        label="Tình tiết giảm nhẹ", required=False, widget=forms.CheckboxSelectMultiple
    )
    aggravating = forms.MultipleChoiceField(
        label="Tình tiết tăng nặng", required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta(ScopedModelForm.Meta):
        model = CaseSubject
        fields = (
            "self_criticism", "self_criticism_note", "heard", "absence", "statement", "subject_class", "own_tasks",
        )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["statement"].widget.attrs["rows"] = self.fields["absence"].widget.attrs["rows"] = 2
        is_member = self.instance.subject_kind == SubjectKind.MEMBER
        classes = [one for one in SubjectClass if (one != SubjectClass.LOWER) == is_member]
        self.fields["subject_class"].choices = [(one.value, one.label) for one in classes]
        if not is_member:
            del self.fields["own_tasks"]
        for kind in CircumstanceKind:
            self.fields[kind].choices = _circumstance_choices(kind)
            self.initial[kind] = [one.code for one in self.instance.circumstances.all() if one.kind == kind]

    def typed(self):
        values = {name: self.cleaned_data[name] for name in self._meta.fields if name in self.fields}
        codes = [(kind, code) for kind in CircumstanceKind for code in self.cleaned_data[kind]]
        return values | {"circumstances": codes}


class ViolationRow(ScopedForm):
    """One violation of a subject."""

    folded = ("article", "unlimited")
    folded_title = "Điều khoản, trường hợp không áp dụng thời hiệu"

    group = forms.ChoiceField(label="Nhóm vi phạm")
    description = LineField(label="Nội dung", max_length=2000, widget=forms.TextInput(attrs={"class": "wide"}))
    begun = DateField(label="Ngày vi phạm")
    ended = DateField(label="Ngày chấm dứt", required=False)
    continuing = forms.BooleanField(label="Đang tiếp diễn", required=False)
    severity = forms.ChoiceField(label="Mức độ", choices=[("", "Chưa rõ"), *Severity.choices], required=False)
    article = LineField(
        label="Điều, khoản", max_length=120, required=False, widget=forms.TextInput(attrs={"list": "articles"})
    )
    unlimited = forms.BooleanField(label="Không áp dụng thời hiệu", required=False)

    def __init__(self, *args, kind="", **kwargs):
        super().__init__(*args, **kwargs)
        codes = violation_groups_of(kind) if kind else ()
        self.fields["group"].choices = [
            ("", "Chọn nhóm"), *((code, f"{code} – {Content(code).label}") for code in codes),
        ]  # fmt: skip

    def clean(self):
        data = super().clean()
        begun, ended = data.get("begun"), data.get("ended")
        if begun and begun > timezone.localdate():
            self.add_error("begun", "Ngày vi phạm không thể sau hôm nay.")
        if begun and ended and ended < begun:
            self.add_error("ended", "Ngày chấm dứt phải bằng hoặc sau ngày vi phạm.")
        if ended and data.get("continuing"):
            self.add_error("ended", "Đang tiếp diễn thì để trống ngày chấm dứt.")
        return data

    @property
    def is_unfolded(self):
        return any(self[name].errors or self[name].value() for name in self.folded)

    def entry(self):
        return ViolationEntry(
            **{name: self.cleaned_data[name] for name in ViolationEntry.__dataclass_fields__ if name != "finding"},
            finding=self.initial.get("finding"),
        )


class ViolationRows(RowFormSet):
    """`kind` of the subject decides which groups there are."""

    def __init__(self, *args, kind="", **kwargs):
        self.kind = kind
        super().__init__(*args, **kwargs)

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"kind": self.kind}


def articles_on(day, kind):
    """What the catalogue of a day offers for an organization or a member, to choose or to write over."""
    rules = book.read().in_force(Family.ARTICLE, day)
    return [f"{rule['code']} – {rule['title']}"[:120] for rule in rules if rule["subject"] == kind]


ViolationFormSet = rows_of(ViolationRow, ViolationRows, extra=1)


class VoteForm(ScopedForm):
    """A ballot: how many for each form, of how many who may vote."""

    kind = forms.ChoiceField(label="Bỏ phiếu để", choices=VoteKind.choices)
    by_body = LineField(label="Tổ chức bỏ phiếu", max_length=250)
    day = DateField(label="Ngày bỏ phiếu")
    number = LineField(label="Số biên bản, tờ trình", max_length=60, required=False)
    electorate = NumberField(
        label="Tổng số người có quyền biểu quyết",
        min_value=1,
        max_value=10_000,
        help_text="Toàn bộ đảng viên chính thức của chi bộ, thành viên của cấp ủy; tính cả người vắng mặt.",
    )

    def __init__(self, *args, subject, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.ballots = {
            f"ballots_{form}": form for form in reversed(forms_on(book.read(), day=today, standing=subject.standing))
        }
        self.ballots["ballots_none"] = ""
        for name, form in self.ballots.items():
            label = f"Phiếu {form.label.lower()}" if form else "Phiếu không kỷ luật"
            self.fields[name] = NumberField(label=label, required=False, min_value=0, max_value=10_000)

    def typed(self):
        data = self.cleaned_data
        counts = {form: data[name] or 0 for name, form in self.ballots.items()}
        names = ("kind", "by_body", "day", "number", "electorate")
        return {name: data[name] for name in names} | {"counts": counts}


class DeferralForm(ScopedForm):
    code = forms.ChoiceField(label="Trường hợp")
    since = DateField(label="Từ ngày")
    until = DateField(label="Đến ngày", required=False)
    reason = ParagraphsField(label="Căn cứ, giấy tờ")

    def __init__(self, *args, reasons=(), **kwargs):
        kwargs["initial"] = {"since": timezone.localdate()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [
            ("", "Chọn…"), *((code, f"{kind.label}: {title} ({told.source})") for kind, code, title, told in reasons),
        ]  # fmt: skip
        self.fields["reason"].widget.attrs["rows"] = 3

    def clean(self):
        data = super().clean()
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", "Đến ngày phải bằng hoặc sau Từ ngày.")
        return data


class OutcomeForm(ScopedForm):
    outcome = forms.ChoiceField(label="Kết quả", choices=[("", "Chọn kết quả"), *OUTCOMES])
    note = ParagraphsField(label="Nội dung, lý do")

    def __init__(self, *args, is_expired=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].widget.attrs["rows"] = 3
        if not is_expired:
            choices = [one for one in self.fields["outcome"].choices if one[0] != Outcome.NOT_APPLIED]
            self.fields["outcome"].choices = choices


class RelationForm(ScopedForm):
    member = MemberField(label="Đảng viên")
    reason = ParagraphsField(label="Quan hệ, lý do")


class CaseDocumentForm(ScopedForm):
    title = LineField(label="Tên tài liệu", max_length=250)
    number = LineField(label="Số, ký hiệu", max_length=60, required=False)
    dated = DateField(label="Ngày tài liệu", required=False)
    upload = PaperField(label="Tệp", required=False)
    archive = LineField(label="Hoặc văn bản giấy, số lưu trữ", max_length=120, required=False)

    def clean(self):
        data = super().clean()
        require_file_or_paper(self)
        return data
