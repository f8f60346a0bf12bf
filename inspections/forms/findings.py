"""What is typed about findings and remedies."""

from core.fields import DateField, ParagraphsField
from core.lookups import ScopedModelForm
from inspections.actions.findings import REMEDY_FIELDS
from inspections.forms.parts import KeptMemberField, KeptOrganizationField, labelled, one_subject
from inspections.models import Finding
from inspections.regulations import violation_groups_of


class FindingForm(ScopedModelForm):
    """A finding and its remedy. `subject` is whom it was found on."""

    requirement = ParagraphsField(label="Yêu cầu khắc phục", required=False)
    due = DateField(label="Hạn khắc phục", required=False)
    done = DateField(label="Ngày khắc phục xong", required=False)
    owner_organization = KeptOrganizationField(
        label="Tổ chức chịu trách nhiệm khắc phục", required=False, help_text="Để trống nếu là chính đối tượng."
    )
    owner_member = KeptMemberField(label="hoặc đảng viên chịu trách nhiệm", required=False)

    class Meta(ScopedModelForm.Meta):
        model = Finding
        fields = ("description", "group", "severity", "cause", "responsible")

    field_order = (
        "description", "group", "severity", "cause", "responsible", "requirement", "due", "done", "owner_organization",
        "owner_member",
    )  # fmt: skip

    def __init__(self, *args, subject, **kwargs):
        super().__init__(*args, **kwargs)
        groups = violation_groups_of(subject.subject_kind)
        self.fields["group"].choices = [("", "Chưa phân nhóm"), *labelled(groups)]
        remedy = getattr(self.instance, "remedy", None) if self.instance.pk else None
        if remedy:
            self.initial |= {name: getattr(remedy, name) for name in REMEDY_FIELDS}
            for name in ("owner_organization", "owner_member"):
                self.fields[name].kept = [getattr(remedy, name)]

    def clean(self):
        data = super().clean()
        if data.get("done") and not data.get("requirement"):
            self.add_error("requirement", "Đã nhập ngày khắc phục xong thì phải nhập yêu cầu khắc phục.")
        one_subject(self, "owner_organization", "owner_member", required=False)
        return data

    def typed(self):
        remedy = {name: self.cleaned_data[name] for name in REMEDY_FIELDS}
        return {name: self.cleaned_data[name] for name in self._meta.fields} | {"remedy": remedy}
