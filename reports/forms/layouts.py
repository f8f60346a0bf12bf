"""Forms of layouts and sets of actors; a figure is chosen from lists, and becomes a readable line of the text."""

from django import forms
from django.core.exceptions import ValidationError

from core.fields import LineField
from core.lookups import ScopedForm, ScopedModelForm
from members.choices import LEVELS_AND_BODIES
from members.forms import OrganizationField
from reports.definitions import NAME_OF_SCOPE, NOT_NAMED, written
from reports.dimensions import dimension
from reports.facts import FACTS
from reports.figures import EMPTY, UNITS, figure_of_data, units_of
from reports.models import ActorSet, ReportLayout
from reports.permissions import can_edit_layouts

NOT_HERE = "Bạn không soạn mẫu báo cáo của tổ chức đảng này."


class _Shared(ScopedModelForm):
    """What belongs to an organization that cannot be changed afterwards."""

    organization = OrganizationField(label="Tổ chức đảng", help_text="Các tổ chức cấp dưới cũng dùng được.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["organization"]

    def clean_organization(self):
        organization = self.cleaned_data["organization"]
        if not can_edit_layouts(self.user, organization):
            raise ValidationError(NOT_HERE)
        return organization

    def typed(self):
        return {name: self.cleaned_data[name] for name in self.fields}


class LayoutForm(_Shared):
    class Meta(ScopedModelForm.Meta):
        model = ReportLayout
        fields = ("organization", "name", "kind", "text", "padded", "blank", "threshold", "active")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs |= {"rows": 28, "spellcheck": "false", "class": "notation"}
        self.fields[
            "text"
        ].help_text = (
            "“Số liệu:” rồi mỗi dòng một số liệu; “Nội dung:” rồi các phần (#), câu và bảng. Số liệu viết trong { }."
        )


class ActorSetForm(_Shared):
    pairs = forms.MultipleChoiceField(
        label="Cấp và chủ thể", choices=LEVELS_AND_BODIES, widget=forms.CheckboxSelectMultiple
    )

    class Meta(ScopedModelForm.Meta):
        model = ActorSet
        fields = ("organization", "name", "pairs", "active")


class FactForm(ScopedForm):
    """First what is counted: the rest of the form depends on it."""

    fact = forms.ChoiceField(label="Loại số liệu", choices=lambda: [(name, fact.title) for name, fact in FACTS.items()])


class FigureForm(ScopedForm):
    """A figure of one fact, or a part of another: all chosen from lists."""

    name = LineField(label="Tên số liệu", max_length=80, help_text="Tên dùng trong câu, ví dụ: đảng viên bị kỷ luật.")

    def __init__(self, *args, layout, fact, parents, **kwargs):
        super().__init__(*args, **kwargs)
        self.fact, self.parents = fact, parents
        if parents:
            choices = [("", "Không, là số liệu riêng"), *((name, name) for name in parents)]
            self.fields["parent"] = forms.ChoiceField(
                label="Nằm trong (trong đó)", choices=choices, required=False,
                help_text="Chọn thì số liệu này luôn là một phần của số liệu kia.",
            )  # fmt: skip
        sets = list(ActorSet.objects.by_name(layout.organization))
        if "pair" in FACTS[fact].sliced_by:
            choices = [("", "Không phân biệt"), *((name, name) for name in sets)]
            self.fields["actors"] = forms.ChoiceField(label="Nhóm chủ thể", choices=choices, required=False)
        choices = [("", "Cả tổ chức và cấp dưới"), *NAME_OF_SCOPE.items()]
        self.fields["scope"] = forms.ChoiceField(label="Phạm vi", choices=choices, required=False)
        if len(units_of(fact)) > 1:
            choices = [(unit, UNITS[unit]) for unit in units_of(fact)]
            self.fields["unit"] = forms.ChoiceField(label="Đơn vị đếm", choices=choices, required=False)
        for one in self.sliced_by:
            self.fields[f"by_{one}"] = _dimension_field(fact, one)

    @property
    def sliced_by(self):
        return sorted(
            FACTS[self.fact].sliced_by - NOT_NAMED - {"scope"},
            key=list(FACTS[self.fact].dimensions | FACTS[self.fact].computed).index,
        )

    def clean(self):
        data = super().clean()
        if not self.errors:
            try:
                data["line"] = self._line(data)
            except ValueError as error:
                raise ValidationError(str(error)) from None
        return data

    def _line(self, data):
        where = {one: _values(data.get(f"by_{one}")) for one in self.sliced_by if data.get(f"by_{one}")}
        where |= {"scope": [data["scope"]]} if data.get("scope") else {}
        figure = figure_of_data({"fact": self.fact, "where": where, "unit": data.get("unit", "")})
        return written(data["name"], figure, data.get("actors", ""), data.get("parent", ""))


def _dimension_field(fact, name):
    about = dimension(fact, name)
    if not about.choices:
        return LineField(
            label=about.label, required=False, max_length=200, help_text="Nhiều giá trị cách nhau bằng dấu |."
        )
    choices = [*about.choices, *([(EMPTY, about.none)] if about.none else [])]
    return forms.MultipleChoiceField(
        label=about.label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


def _values(chosen):
    if isinstance(chosen, str):
        return [piece.strip() for piece in chosen.split("|") if piece.strip()]
    return ["" if value == EMPTY else value for value in chosen]


def parents_of(definitions, fact):
    """Names of the figures that one of this fact may be a part of."""
    return [one.name for one in definitions.values() if {part.fact for part in one.measure.parts} == {fact}]
