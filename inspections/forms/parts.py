"""Fields and rows that the forms of this app share."""

from django import forms
from django.core.exceptions import ValidationError

from core.fields import LineField
from core.lookups import SUGGESTIONS, LookupField, ScopedModelForm
from core.text import normalize
from inspections.choices import (
    MEMBER_COMPLIANCE_CONTENTS,
    MEMBER_SUPERVISION_CONTENTS,
    MEMBER_VIOLATION_CONTENTS,
    ORGANIZATION_CONTENTS,
    Content,
)
from inspections.regulations import violation_groups_of
from members.choices import SubjectKind
from members.forms import MemberField, OrganizationField
from members.models import Organization
from members.permissions import can_write_records

MOST_TYPED = 20_000
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


class SubjectField(LookupField):
    """An organization by its code or a member by card number, each by name too."""

    url_name = "subject-lookup"
    model, key_field = Organization, "code"
    kinds = (OrganizationField, MemberField)

    def bind(self, user):
        super().bind(user)
        self.fields = [kind(required=False) for kind in self.kinds]
        for field in self.fields:
            field.bind(user)

    def label_of(self, row):
        return self._of(row).label_of(row)

    def suggestions(self, typed):
        half = SUGGESTIONS // 2
        found = [field.suggestions(typed) for field in self.fields]
        return [row for rows in found for row in rows[:half]]

    def _of(self, row):
        return next(field for field in self.fields if isinstance(row, field.model))

    def _found(self, typed):
        """What the label or key names; where a code and a card number are alike, the name decides."""
        found, errors = [], []
        for field in self.fields:
            try:
                found.append(field.to_python(typed))
            except ValidationError as error:
                errors.append(error)
        named = [row for row in found if self.label_of(row) == typed]
        if len(named or found) == 1:
            return (named or found)[0]
        raise (
            next((error for error in errors if error.code == "several"), errors[0])
            if errors
            else ValidationError(self.error_messages["several"], code="several", params={"typed": typed[:60]})
        )


class SubjectsField(SubjectField):
    """Several subjects in one box, one `;` apart."""

    def to_python(self, value):
        typed = [normalize(part) for part in str(value or "")[:MOST_TYPED].replace("\0", "").split(";")]
        return list(dict.fromkeys(self._found(part) for part in typed if part))

    def prepare_value(self, value):
        return value

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"data-several": ";", "class": "wide"}


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
