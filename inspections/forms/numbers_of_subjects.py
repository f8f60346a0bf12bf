"""What is typed for the columns of forms 7 to 10."""

from django import forms

from core.fields import NumberField
from core.lookups import ScopedForm
from inspections.form_columns import faults_of


class NumbersForm(ScopedForm):
    """The columns of one official form for one subject; an empty box is no number."""

    def __init__(self, *args, official, **kwargs):
        super().__init__(*args, **kwargs)
        self.official = official
        for column in official.columns:
            self.fields[column.code] = _field(column)

    def clean(self):
        data = super().clean()
        if not self.errors:
            for code, message in faults_of(self.official, self.numbers()):
                self.add_error(code, message)
        return data

    def numbers(self):
        """The numbers by column; a box that isn't ticked is none."""
        typed = {column.code: self.cleaned_data.get(column.code) for column in self.official.columns}
        return {code: None if value is None or value is False else int(value) for code, value in typed.items()}

    def groups(self):
        """The headings of the form, each with its boxes."""
        return [(group.title, [self[column.code] for column in group.columns]) for group in self.official.groups]


def _field(column):
    if column.kind == "flag":
        return forms.BooleanField(label=column.label, required=False)
    return NumberField(label=column.label, required=False, min_value=0, max_value=column.most)
