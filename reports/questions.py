"""The form in which an analysis is asked for; its fields are the whole state of the page."""

from django import forms

from core.fields import LineField
from core.filters import UNKNOWN_CHOICE
from core.lookups import ScopedForm
from core.text import capitalized
from inspections.choices import USUAL_TOPICS
from members.permissions import can_read_denunciations
from reports.facts import FACTS
from reports.forms.scope import ScopeForm
from reports.pivot import NO_COLUMNS, Question, dimension_of, dimensions_of, facts_for, is_many

UNREADABLE = {"invalid_choice": UNKNOWN_CHOICE, "invalid_list": "Hãy chọn trong danh sách."}
STARTING_FACT, NONE = "subject", "none"
ONE_ALONE = {"subject"}
"""Lists take one value of these, as they take one of what a record may have several of."""
MARK = " (nhiều giá trị)"


class AnalysisForm(ScopeForm):
    """Fact, rows, columns and filters. What an address says about another fact (`of`) is no error but forgotten."""

    def __init__(self, data, *, user, today):
        super().__init__(data, user=user, today=today)
        self.facts = facts_for(user)
        asked = data.get("fact", "")
        self.about = asked if asked in dict(self.facts) else self._first_fact()
        self.dimensions = dimensions_of(self.about)
        self.filter_names = [name for name in self.dimensions if _choices(self.about, name)]
        self._add_fields()
        forgotten = data.get("of", self.about) != self.about
        self.data |= {"fact": asked or self.about, "zeros": data.get("zeros", "")}
        self.data |= self._axes(data, forgotten) | self._chosen(data, forgotten)

    def _first_fact(self):
        names = [name for name, _ in self.facts]
        return STARTING_FACT if STARTING_FACT in names else names[0]

    def _add_fields(self):
        axes = [(name, own.label + MARK * is_many(self.about, name)) for name, own in self.dimensions.items()]
        without = [(NO_COLUMNS, "Không chia cột")]
        self.fields["fact"] = forms.ChoiceField(label="Số liệu", choices=self.facts, error_messages=UNREADABLE)
        self.fields["rows"] = forms.ChoiceField(label="Hàng", choices=axes, error_messages=UNREADABLE)
        self.fields["columns"] = forms.ChoiceField(label="Cột", choices=without + axes, error_messages=UNREADABLE)
        self.fields["zeros"] = forms.BooleanField(label="Hiện số 0", required=False)
        for name in self.filter_names:
            self.fields[name] = self._filter(name)

    def _filter(self, name):
        label, choices = dimension_of(self.about, name).label, _choices(self.about, name)
        if name in ONE_ALONE or is_many(self.about, name):
            every = [("", "Tất cả")]
            return forms.ChoiceField(label=label, choices=every + choices, required=False, error_messages=UNREADABLE)
        return forms.MultipleChoiceField(
            label=label,
            choices=choices,
            required=False,
            error_messages=UNREADABLE,
            widget=forms.CheckboxSelectMultiple,
        )

    def _axes(self, data, forgotten):
        """Rows and columns asked for; without an address, or after another fact, the first that make sense."""
        rows, columns = data.get("rows", ""), data.get("columns", "")
        if forgotten:
            rows = rows if rows in self.dimensions else ""
            columns = columns if columns in self.dimensions else ""
        rows = rows or next(name for name in self.dimensions if name != columns)
        return {"rows": rows, "columns": columns or self._second(rows)}

    def _second(self, rows):
        return "subject" if "subject" in self.dimensions and rows != "subject" else NO_COLUMNS

    def _chosen(self, data, forgotten):
        chosen = {name: [] if forgotten else data.getlist(name) for name in self.filter_names}
        several = forms.MultipleChoiceField
        return {
            name: values if isinstance(self.fields[name], several) else (values or [""])[-1]
            for name, values in chosen.items()
        }

    def clean(self):
        super().clean()
        self._judge_fact()
        self._judge_axes()

    def _judge_fact(self):
        organization = self.cleaned_data.get("organization")
        letters = FACTS[self.about].letters
        if organization and letters and not can_read_denunciations(self.user, organization):
            self.add_error("fact", "Số liệu về đơn tố cáo của tổ chức này chỉ hiển thị cho người được giao giải quyết.")

    def _judge_axes(self):
        rows, columns = self.cleaned_data.get("rows"), self.cleaned_data.get("columns")
        if not rows or not columns:
            return
        if rows == columns:
            self.add_error("columns", "Hàng và cột phải là hai chiều khác nhau. Hãy chọn chiều khác cho cột.")
        used = [rows, columns, *self._filters()]
        many = [name for name in dict.fromkeys(used) if is_many(self.about, name)]
        if len(many) > 1:
            labels = " và ".join(f"“{dimension_of(self.about, name).label}”" for name in many)
            self.add_error(
                "columns", f"{labels} đều có thể có nhiều giá trị trong một bản ghi, không đếm chung được. Hãy bỏ bớt."
            )

    def _filters(self):
        """The values chosen in each dimension, as the records have them."""
        chosen = {name: self.cleaned_data.get(name) for name in self.filter_names}
        lists = {name: value if isinstance(value, list) else [value] for name, value in chosen.items() if value}
        return {name: tuple("" if one == NONE else one for one in values) for name, values in lists.items()}

    @property
    def question(self):
        """What is asked by a valid form."""
        columns = self.cleaned_data["columns"]
        return Question(
            self.about,
            self.cleaned_data["rows"],
            "" if columns == NO_COLUMNS else columns,
            self._filters(),
            self.cleaned_data["zeros"],
        )

    def filter_fields(self):
        return [self[name] for name in self.filter_names]

    @property
    def is_filtered(self):
        return any(self.data.get(name) for name in self.filter_names)


class SaveForm(ScopedForm):
    """The name of a question, and who may use it."""

    name = LineField(label="Tên", max_length=120)
    shared = forms.BooleanField(label="Dùng chung với mọi người xem được hồ sơ của tổ chức này", required=False)
    with_period = forms.BooleanField(label="Giữ đúng kỳ đang xem (bỏ trống: chọn kỳ khi mở)", required=False)


def _choices(fact, name):
    """The values that a dimension can be narrowed to. Years are the period's own."""
    own = dimension_of(fact, name)
    if name == "topic":
        return [(topic, capitalized(topic)) for topic in USUAL_TOPICS]
    return [*own.choices, *([(NONE, own.none)] if own.none and own.choices else [])]
