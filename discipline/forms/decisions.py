"""What is typed about decisions and appeals. What the law limits is checked here: imported history isn't refused."""

from django import forms

from core.fields import DateField, LineField, ParagraphsField
from core.lookups import ScopedForm, ScopedModelForm
from discipline.choices import ChangeKind, LegalHandling
from discipline.forms.parts import ActForm
from discipline.models import Decision
from discipline.regulations import forms_of
from inspections.choices import MEMBER_VIOLATION_CONTENTS, ORGANIZATION_CONTENTS, Content
from inspections.models import Inspection
from inspections.regulations import violation_groups_of
from members.choices import SubjectKind
from members.forms import MemberField, OrganizationField
from members.models import Organization

BY_HAND = (ChangeKind.CORRECTED, ChangeKind.REPLACED, ChangeKind.ANNULLED)
ABOUT = ("subject_member", "subject_organization")


def _labelled(codes):
    return [(code, f"{code} – {Content(code).label}") for code in codes]


GROUP_CHOICES = [
    ("Đảng viên", _labelled(MEMBER_VIOLATION_CONTENTS)),
    ("Tổ chức đảng", _labelled(ORGANIZATION_CONTENTS)),
]


class DecisionForm(ActForm):
    organization = OrganizationField(label="Tổ chức ra quyết định")
    subject_member = MemberField(
        label="Đảng viên bị kỷ luật",
        required=False,
        help_text="Nhập một trong hai: đảng viên, hoặc tổ chức đảng ở ô dưới.",
    )
    subject_organization = OrganizationField(label="Tổ chức đảng bị kỷ luật", required=False)
    groups = forms.MultipleChoiceField(label="Nhóm vi phạm", choices=GROUP_CHOICES, widget=forms.CheckboxSelectMultiple)
    against_rules = ParagraphsField(
        label="Lý do làm khác quy định",
        required=False,
        help_text="Chỉ ghi khi quyết định khác điều quy định của vụ việc cho biết; chủ nhiệm mới được ghi.",
    )
    inspection_number = LineField(
        label="Theo quyết định kiểm tra số",
        max_length=60,
        required=False,
        help_text="Số quyết định của cuộc kiểm tra dẫn đến kỷ luật, nếu có.",
    )

    class Meta(ScopedModelForm.Meta):
        model = Decision
        fields = (
            "organization",
            "body",
            "number",
            "decided",
            "subject_member",
            "subject_organization",
            "form",
            "violated",
            "legal",
            "administrative",
            "signer_post",
            "signer",
            "place",
        )

    field_order = (
        "organization",
        "body",
        "number",
        "decided",
        "subject_member",
        "subject_organization",
        "form",
        "groups",
    )

    def __init__(self, *args, inspection=None, case_subject=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.inspection = inspection or self.instance.inspection
        self.case_subject = case_subject
        if case_subject is None:
            del self.fields["against_rules"]
        else:
            self._fit_case()
        if self.instance.pk:
            self.initial["groups"] = [group.code for group in self.instance.groups.all()]
            self._offer_subject()
        if self.inspection and "inspection_number" in self.fields:
            self._offer_inspection()

    def _fit_case(self):
        """Of a case: whom it is about is known, and the number is given out."""
        for name in (*ABOUT, "inspection_number"):
            del self.fields[name]
        self.fields["number"].required = False
        self.fields["number"].help_text = "Để trống để cấp số tiếp theo của sổ văn bản."

    def _offer_subject(self):
        """Who has moved out of the user's scope stays the subject, and is not shown."""
        subject = self.instance.subject
        if not type(subject).objects.visible_to(self.user).filter(pk=subject.pk).exists():
            for name in ABOUT:
                del self.fields[name]

    def _offer_inspection(self):
        """Another organization's inspection is kept as it is, and not shown."""
        if Inspection.objects.visible_to(self.user).filter(pk=self.inspection.pk).exists():
            self.initial["inspection_number"] = self.inspection.number
        else:
            del self.fields["inspection_number"]

    def clean(self):
        data = super().clean()
        data["subject"] = self._subject(data)
        if data["subject"]:
            kind = SubjectKind.ORGANIZATION if isinstance(data["subject"], Organization) else SubjectKind.MEMBER
            self._check_form(kind)
            self._check_groups(kind)
            self._check_other_handling(kind)
        data["inspection"] = self._inspection(data)
        return data

    def _subject(self, data):
        """The one subject; an error where it is missing or double."""
        if self.case_subject is not None:
            return self.case_subject.subject
        if "subject_member" not in self.fields:
            return self.instance.subject
        if set(ABOUT) & set(self.errors):
            return None
        organization, member = data.get("subject_organization"), data.get("subject_member")
        if organization and member:
            self.add_error("subject_organization", "Chỉ nhập một đối tượng: đảng viên hoặc tổ chức đảng.")
        elif not organization and not member:
            self.add_error("subject_member", "Chưa nhập đối tượng. Hãy chọn một đảng viên hoặc một tổ chức đảng.")
        return member or organization

    def _check_form(self, kind):
        chosen = self.cleaned_data.get("form")
        if chosen and chosen not in forms_of(kind):
            allowed = ", ".join(form.label.lower() for form in forms_of(kind))
            whom = SubjectKind(kind).label.lower()
            self.add_error("form", f"Hình thức này không áp dụng với {whom}. Hãy chọn một trong: {allowed}.")

    def _check_groups(self, kind):
        groups = violation_groups_of(kind)
        strange = sorted(set(self.cleaned_data.get("groups") or ()) - set(groups))
        if strange:
            whom = SubjectKind(kind).label.lower()
            message = f"Nhóm vi phạm của {whom} là {groups[0]} đến {groups[-1]}. Hãy bỏ chọn {', '.join(strange)}."
            self.add_error("groups", message)

    def _check_other_handling(self, kind):
        if kind == SubjectKind.ORGANIZATION:
            for name in ("legal", "administrative"):
                if self.cleaned_data.get(name):
                    self.add_error(name, "Chỉ ghi đối với đảng viên. Hãy bỏ chọn ô này.")

    def _inspection(self, data):
        """The inspection that the number means: the one already known, else the one found."""
        number = data.get("inspection_number")
        if "inspection_number" not in self.fields or (self.inspection and number == self.inspection.number):
            return self.inspection
        return self._found(number, data) if number else None

    def _found(self, number, data):
        """Of several inspections with the number, the one of the body that decides."""
        found = Inspection.objects.visible_to(self.user).filter(number__iexact=number)
        own = found.filter(organization=data.get("organization"), body=data.get("body", ""))
        candidates = list(own[:1]) or list(found[:2])
        if len(candidates) == 1:
            return candidates[0]
        problem = "Có nhiều cuộc kiểm tra mang số này" if candidates else "Không tìm thấy cuộc kiểm tra mang số này"
        self.add_error("inspection_number", f"{problem}. Hãy mở cuộc kiểm tra và ghi quyết định kỷ luật từ đó.")
        return None


class AnnounceForm(ScopedForm):
    """When a decision was made known; days of effect and lapse are computed from it."""

    announced = DateField(label="Ngày công bố")
    handed_over = DateField(label="Ngày giao quyết định", required=False, help_text="Từ ngày này tính hạn khiếu nại.")
    published = DateField(label="Ngày thông báo đến tổ chức, nơi cư trú", required=False)


class OtherHandlingForm(ScopedForm):
    """What the law and the administration did about the same violation."""

    legal = forms.ChoiceField(
        label="Xử lý pháp luật", choices=[("", "Không, hoặc chưa có"), *LegalHandling.choices], required=False
    )
    administrative = forms.BooleanField(label="Đã xử lý hành chính", required=False)


class ChangeForm(ScopedForm):
    """The record that corrects, replaces or annuls a decision."""

    kind = forms.ChoiceField(label="Việc", choices=[("", "Chọn…"), *((one.value, one.label) for one in BY_HAND)])
    number = LineField(label="Số văn bản", max_length=60)
    day = DateField(label="Ngày văn bản")
    successor = forms.ModelChoiceField(
        label="Quyết định thay thế",
        queryset=Decision.objects.none(),
        required=False,
        empty_label="Không có",
        help_text="Ghi quyết định mới trước, rồi chọn ở đây.",
    )
    reason = ParagraphsField(label="Lý do, nội dung")

    def __init__(self, *args, decision, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Decision.objects.visible_to(self.user).exclude(pk=decision.pk)
        rows = rows.filter(
            subject_member=decision.subject_member, subject_organization=decision.subject_organization,
            decided__gte=decision.decided,
        )  # fmt: skip
        self.fields["successor"].queryset = rows
        self.fields["reason"].widget.attrs["rows"] = 3

    def clean(self):
        data = super().clean()
        if data.get("kind") == ChangeKind.REPLACED and not data.get("successor"):
            self.add_error("successor", "Thay thế thì phải chọn quyết định thay thế. Hãy ghi quyết định mới trước.")
        if data.get("kind") and data["kind"] != ChangeKind.REPLACED and data.get("successor"):
            self.add_error("successor", "Chỉ chọn khi thay thế.")
        return data
