"""What is typed about programmes, inspections, findings and letters.

What the rules of the field ask for is checked here and in the actions; imported history isn't refused for it.
"""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from core.fields import DateField, LineField, NumberField, ParagraphsField
from core.lookups import ScopedForm, ScopedModelForm
from core.text import normalize
from inspections.actions import ItemEntry, SubjectEntry
from inspections.choices import (
    MEMBER_COMPLIANCE_CONTENTS,
    MEMBER_SUPERVISION_CONTENTS,
    MEMBER_VIOLATION_CONTENTS,
    ORGANIZATION_CONTENTS,
    USUAL_TOPICS,
    Activity,
    Content,
    Result,
)
from inspections.models import Denunciation, Finding, Inspection, Programme, ProgrammeItem
from inspections.regulations import contents_of, violation_groups_of
from members.choices import SubjectKind
from members.forms import MemberField, OrganizationField
from members.models import Member, Organization
from members.permissions import can_write_denunciations, can_write_records

MOST_ROWS = 200
TOPIC_LENGTH = 120
CHOOSE = {"required": "Chưa chọn. Hãy chọn trong danh sách."}


def labelled(codes):
    return [(code.value, f"{code.value} – {code.label}") for code in codes]


CONTENT_CHOICES = [
    ("Tổ chức đảng", labelled(ORGANIZATION_CONTENTS)),
    ("Đảng viên – kiểm tra chấp hành", labelled(MEMBER_COMPLIANCE_CONTENTS)),
    ("Đảng viên – giám sát", labelled(MEMBER_SUPERVISION_CONTENTS)),
    ("Đảng viên – các loại kiểm tra khác", labelled(MEMBER_VIOLATION_CONTENTS)),
]
GROUP_CHOICES = [
    ("Đảng viên", labelled(MEMBER_VIOLATION_CONTENTS)),
    ("Tổ chức đảng", labelled(ORGANIZATION_CONTENTS)),
]


class GroupsField(forms.MultipleChoiceField):
    """Groups of violation; which of the two lists applies depends on whom it is about."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "invalid_choice": "Không có nhóm “%(value)s”. Hãy chọn trong danh sách.",
        "invalid_list": "Hãy chọn trong danh sách.",
    }


class ListField(LineField):
    """Several short texts in one box, one `;` apart, as in the Excel book."""

    def to_python(self, value):
        items = [self.item(normalize(text)) for text in (super().to_python(value) or "").split(";")]
        return list(dict.fromkeys(item for item in items if item))

    def item(self, text):
        return text

    def run_validators(self, value):
        """Each item is checked on its own, in `validate`."""

    def prepare_value(self, value):
        return "; ".join(value) if isinstance(value, list) else value

    def has_changed(self, initial, data):
        return self.to_python(self.prepare_value(initial)) != self.to_python(data)


class TopicsField(ListField):
    def validate(self, value):
        super().validate(value)
        for name in value:
            if len(name) > TOPIC_LENGTH:
                raise ValidationError(f"Chuyên đề “{name[:30]}…” dài quá {TOPIC_LENGTH} ký tự. Hãy viết ngắn lại.")


class CodesField(ListField):
    """Codes of contents: TC1; TC3. Typed without a Vietnamese keyboard, DV1 is ĐV1."""

    def to_python(self, value):
        return super().to_python(str(value or "").replace(",", ";"))

    def item(self, text):
        code = text.upper().replace(" ", "")
        return f"ĐV{code[2:]}" if code.startswith("DV") else code

    def validate(self, value):
        super().validate(value)
        for code in value:
            if code not in Content.values:
                raise ValidationError(f"Không có mã nội dung “{code[:20]}”. Xem bảng mã ở cuối biểu mẫu.")


class KeptField:
    """A lookup that also knows rows already recorded, should they have left the user's scope since."""

    kept = ()

    def rows(self):
        rows, kept = super().rows(), [row.pk for row in self.kept if isinstance(row, self.model)]
        return rows | self.model.objects.filter(pk__in=kept) if kept else rows


class KeptOrganizationField(KeptField, OrganizationField):
    pass


class KeptMemberField(KeptField, MemberField):
    pass


class ActForm(ScopedModelForm):
    """Who acts: an organization in whose name the user may write."""

    may_write = staticmethod(can_write_records)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["organization"].kept = [self.instance.organization]
        for field in self.fields.values():
            if isinstance(field, forms.TypedChoiceField):
                field.error_messages |= CHOOSE

    def clean_organization(self):
        organization = self.cleaned_data["organization"]
        is_same = organization in self.fields["organization"].kept
        if not is_same and not self.may_write(self.user, organization):
            raise ValidationError("Bạn không có quyền ghi hồ sơ của tổ chức này.")
        return organization

    def typed(self):
        """The columns of the model as typed, for an action."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


def one_subject(form, organization, member, required=True):
    """The organization or the member; an error at the right box where both or none is typed."""
    data = form.cleaned_data
    if {organization, member} & set(form.errors):
        return None
    if data.get(organization) and data.get(member):
        form.add_error(member, "Chỉ nhập một đối tượng: tổ chức đảng hoặc đảng viên.")
        return None
    if required and not (data.get(organization) or data.get(member)):
        form.add_error(organization, "Chưa nhập đối tượng. Hãy chọn một tổ chức đảng hoặc một đảng viên.")
    return data.get(organization) or data.get(member)


def kind_of(subject):
    return SubjectKind.ORGANIZATION if isinstance(subject, Organization) else SubjectKind.MEMBER


def require_groups(form, field, subject):
    """Groups of violation are those of the subject's kind."""
    chosen = form.cleaned_data.get(field) or []
    groups = violation_groups_of(kind_of(subject))
    strange = sorted(set([chosen] if isinstance(chosen, str) else chosen) - set(groups))
    if strange:
        whom = kind_of(subject).label.lower()
        form.add_error(field, f"Nhóm vi phạm của {whom} là {groups[0]} đến {groups[-1]}. Hãy bỏ {', '.join(strange)}.")


# ------------------------------------------------------------------------------------------------------- inspections


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
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
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
        items = ProgrammeItem.objects.select_related("programme").filter(programme__year=year, number=number)
        found = items.filter(programme__organization=data.get("organization"), programme__body=data.get("body", ""))
        if not found and {"organization", "body"}.isdisjoint(self.errors):
            self.add_error("item", f"Chương trình năm {year} của chủ thể này không có mục số {number}.")
        return found.first()

    def typed(self):
        return super().typed() | {"programme_item": self.item}


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


class RowFormSet(BaseFormSet):
    default_error_messages = {
        "missing_management_form": "Biểu mẫu gửi lên không đầy đủ. Hãy tải lại trang rồi nhập lại.",
        "too_many_forms": f"Nhiều nhất {MOST_ROWS} dòng trong một biểu mẫu.",
    }

    def filled(self):
        """Rows that stay: neither left empty nor struck out."""
        rows = [row for row in self.forms if row not in self.deleted_forms]
        return [row for row in rows if row.has_changed() or row in self.initial_forms]

    def entries(self):
        return [row.entry() for row in self.filled()]


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


def rows_of(form, formset, **kwargs):
    limits = {"max_num": MOST_ROWS, "absolute_max": MOST_ROWS, "validate_max": True, "can_delete": True}
    return formset_factory(form, formset=formset, **limits, **kwargs)


SubjectFormSet = rows_of(SubjectRow, SubjectRows, extra=1)


# ---------------------------------------------------------------------------------------------------------- findings


class FindingForm(ScopedModelForm):
    """A finding and its remedy. `subject` is whom it was found on."""

    requirement = ParagraphsField(label="Yêu cầu khắc phục", required=False)
    due = DateField(label="Hạn khắc phục", required=False)
    done = DateField(label="Ngày khắc phục xong", required=False)

    class Meta(ScopedModelForm.Meta):
        model = Finding
        fields = ("description", "group", "severity", "cause")

    field_order = ("description", "group", "severity", "cause", "requirement", "due", "done")

    def __init__(self, *args, subject, **kwargs):
        super().__init__(*args, **kwargs)
        groups = violation_groups_of(subject.subject_kind)
        self.fields["group"].choices = [("", "Chưa phân nhóm"), *labelled(groups)]
        remedy = getattr(self.instance, "remedy", None) if self.instance.pk else None
        if remedy:
            self.initial |= {"requirement": remedy.requirement, "due": remedy.due, "done": remedy.done}

    def clean(self):
        data = super().clean()
        if data.get("done") and not data.get("requirement"):
            self.add_error("requirement", "Đã nhập ngày khắc phục xong thì phải nhập yêu cầu khắc phục.")
        return data

    def typed(self):
        remedy = {name: self.cleaned_data[name] for name in ("requirement", "due", "done")}
        return {name: self.cleaned_data[name] for name in self._meta.fields} | {"remedy": remedy}


class RemedyDoneForm(ScopedForm):
    done = DateField(label="Ngày khắc phục xong")


# ------------------------------------------------------------------------------------------------------- programmes


class ProgrammeForm(ActForm):
    organization = KeptOrganizationField(label="Tổ chức ban hành")
    year = NumberField(label="Năm", min_value=1930, max_value=2200)

    class Meta(ScopedModelForm.Meta):
        model = Programme
        fields = ("organization", "body", "year")


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

    number = NumberField(label="STT", min_value=1, max_value=10_000)
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
    document_number = LineField(label="Số văn bản", required=False, max_length=60)
    document_date = DateField(label="Ngày ban hành", required=False)

    def __init__(self, *args, kept=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["subjects"].user = self.user
        self.fields["subjects"].kept = kept
        if self.initial.get("number"):
            self.fields["number"].widget.attrs["readonly"] = True

    def entry(self):
        return ItemEntry(**{name: self.cleaned_data[name] for name in self.base_fields})


class ItemRows(RowFormSet):
    def get_form_kwargs(self, index):
        kept = [subject for row in self.initial or () for subject in row["subjects"]]
        return super().get_form_kwargs(index) | {"kept": kept}

    def clean(self):
        if any(self.errors):
            return
        numbers = [entry.number for entry in self.entries()]
        twice = next((number for number in numbers if numbers.count(number) > 1), None)
        if twice:
            raise ValidationError(f"Số thứ tự {twice} được nhập hai lần. Mỗi mục có một số thứ tự.")


ItemFormSet = rows_of(ItemRow, ItemRows, extra=1)


# ---------------------------------------------------------------------------------------------------- denunciations


class DenunciationForm(ActForm):
    may_write = staticmethod(can_write_denunciations)

    organization = KeptOrganizationField(label="Tổ chức giải quyết")
    subject_organization = KeptOrganizationField(label="Tổ chức đảng bị tố cáo", required=False)
    subject_member = KeptMemberField(
        label="hoặc đảng viên bị tố cáo", required=False, help_text="Chỉ nhập một trong hai ô đối tượng."
    )
    groups = GroupsField(label="Nhóm vi phạm bị tố cáo", choices=GROUP_CHOICES, required=False)

    class Meta(ScopedModelForm.Meta):
        model = Denunciation
        fields = (
            "number",
            "received",
            "organization",
            "body",
            "subject_organization",
            "subject_member",
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
        "groups",
        "resolved",
        "result",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["subject_organization"].kept = [self.instance.subject]
            self.fields["subject_member"].kept = [self.instance.subject]
            self.initial["groups"] = [group.code for group in self.instance.groups.all()]

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
        values = super().typed()
        subject = values.pop("subject_organization") or values.pop("subject_member")
        values.pop("subject_member", None)
        return values | {"subject": subject, "groups": self.cleaned_data["groups"]}
