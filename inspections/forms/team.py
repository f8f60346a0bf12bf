"""What is typed about the team of an inspection."""

from django import forms

from core.fields import LineField, ParagraphsField
from core.formsets import RowFormSet, rows_of
from core.lookups import ScopedForm
from inspections.actions import TeamEntry
from inspections.choices import TeamRole
from inspections.forms.parts import KeptMemberField
from members.forms import MemberField


class TeamForm(ScopedForm):
    """Only rows."""


class TeamRow(ScopedForm):
    member = KeptMemberField(label="Đảng viên")
    role = forms.ChoiceField(label="Nhiệm vụ", choices=TeamRole.choices, initial=TeamRole.MEMBER)
    task = LineField(label="Được phân công", max_length=250, required=False)

    def __init__(self, *args, kept=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].kept = kept

    def entry(self):
        return TeamEntry(self.cleaned_data["member"], self.cleaned_data["role"], self.cleaned_data["task"])


class TeamRows(RowFormSet):
    def get_form_kwargs(self, index):
        kept = [row["member"] for row in self.initial or ()]
        return super().get_form_kwargs(index) | {"kept": kept}


TeamFormSet = rows_of(TeamRow, TeamRows, extra=3)


class RecusalForm(ScopedForm):
    """A person named as related to an inspection."""

    member = MemberField(label="Đảng viên")
    reason = ParagraphsField(label="Quan hệ, lý do")
