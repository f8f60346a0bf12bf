"""What is typed about a self-criticism review and about the steps of its measures."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.fields import DateField, LineField, NumberField, ParagraphsField
from core.formsets import RowFormSet, rows_of
from core.lookups import ScopedForm, ScopedModelForm
from members.forms import MemberField, OrganizationField
from members.models import SelfReview
from members.permissions import can_write_records, own_member
from members.self_reviews.actions import LimitationEntry

MOST_LIMITATIONS = 50


class SelfReviewForm(ScopedModelForm):
    """Who was reviewed is named once; of a stored review it stays."""

    subject_organization = OrganizationField(label="Tập thể được kiểm điểm", required=False)
    subject_member = MemberField(
        label="hoặc đảng viên được kiểm điểm", required=False, help_text="Chỉ nhập một trong hai ô."
    )
    year = NumberField(label="Năm kiểm điểm", min_value=1930, max_value=2200)

    class Meta(ScopedModelForm.Meta):
        model = SelfReview
        fields = ("subject_organization", "subject_member", "year", "occasion", "held", "chair", "strengths")

    field_order = Meta.fields

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["strengths"].widget.attrs |= {"rows": 3, "class": "wide"}
        if self.instance.pk:
            del self.fields["subject_organization"], self.fields["subject_member"]

    def clean(self):
        data = super().clean()
        self.subject = self.instance.subject if self.instance.pk else self._typed_subject(data)
        return data

    def _typed_subject(self, data):
        organization, member = data.get("subject_organization"), data.get("subject_member")
        if organization and member:
            self.add_error("subject_member", "Chỉ nhập một: tập thể hoặc đảng viên.")
        elif not (organization or member):
            if not {"subject_organization", "subject_member"} & set(self.errors):
                self.add_error("subject_organization", "Chưa nhập tập thể hoặc đảng viên được kiểm điểm.")
        elif member and member == own_member(self.user):
            self.add_error("subject_member", "Không tự ghi bản kiểm điểm của chính mình. Hãy để người khác ghi.")
        elif not can_write_records(self.user, organization or member):
            name = "subject_organization" if organization else "subject_member"
            self.add_error(name, "Bạn không có quyền ghi hồ sơ ở tổ chức này.")
        return organization or member

    def typed(self):
        names = ("year", "occasion", "held", "chair", "strengths")
        return {name: self.cleaned_data[name] for name in names}


class LimitationRow(ScopedForm):
    """A limitation, its cause, and the measure with its owner and due date."""

    key = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = LineField(label="Hạn chế, khuyết điểm", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    cause = LineField(label="Nguyên nhân", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    measure = LineField(
        label="Biện pháp, lộ trình khắc phục",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    due = DateField(label="Hạn hoàn thành", required=False)
    owner_organization = OrganizationField(label="Tổ chức chịu trách nhiệm", required=False)
    owner_member = MemberField(label="hoặc đảng viên chịu trách nhiệm", required=False)

    def clean(self):
        data = super().clean()
        if data.get("owner_organization") and data.get("owner_member"):
            self.add_error("owner_member", "Chỉ ghi một nơi chịu trách nhiệm: tổ chức đảng hoặc đảng viên.")
        if data.get("measure") and not data.get("due") and "due" not in self.errors:
            self.add_error("due", "Biện pháp phải có hạn hoàn thành, ví dụ 30/06/2026.")
        if data.get("due") and not data.get("measure") and "measure" not in self.errors:
            self.add_error("measure", "Có hạn nhưng chưa ghi biện pháp.")
        return data

    def entry(self):
        data = self.cleaned_data
        owner = data.get("owner_organization") or data.get("owner_member")
        return LimitationEntry(data["text"], data["cause"], data["measure"], data.get("due"), owner, data.get("key"))


class LimitationRows(RowFormSet):
    def __init__(self, *args, known=(), **kwargs):
        self.known = set(known)
        super().__init__(*args, **kwargs)

    def clean(self):
        if any(self.errors):
            return
        if any(entry.key is not None and entry.key not in self.known for entry in self.entries()):
            raise ValidationError("Có dòng không thuộc bản kiểm điểm này. Hãy tải lại trang rồi nhập lại.")


LimitationFormSet = rows_of(LimitationRow, LimitationRows, most=MOST_LIMITATIONS, extra=1)


class VoidForm(ScopedForm):
    """Why a record does not count."""

    reason = LineField(label="Lý do hủy", max_length=500)


class MeasureStepForm(ScopedForm):
    """Day, words and new due day, as the step needs them."""

    day = DateField(label="Ngày")
    due = DateField(label="Hạn mới")
    reason = ParagraphsField(label="Lý do", max_length=2000)

    def __init__(self, *args, verb, **kwargs):
        kwargs["initial"] = {"day": timezone.localdate()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        if verb != "revise":
            del self.fields["due"]
        if verb == "report":
            self.fields["day"].label, self.fields["reason"].label = "Ngày hoàn thành", "Kết quả thực hiện"
        if verb == "verify":
            self.fields["reason"].label = "Căn cứ xác nhận"

    def taken(self):
        return {name: self.cleaned_data[name] for name in ("day", "due", "reason") if name in self.fields}
