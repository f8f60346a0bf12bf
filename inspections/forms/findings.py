"""What is typed about findings and remedies."""

from core.fields import DateField, ParagraphsField
from core.lookups import ScopedForm, ScopedModelForm
from inspections.forms.parts import labelled
from inspections.models import Finding
from inspections.regulations import violation_groups_of


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
