"""How an administrator writes a version of a statistical form: rows, title and scope, out of lists."""

import re

from django import forms

from core.fields import DateField, LineField, NumberField
from core.formsets import RowFormSet, rows_of
from core.lookups import ScopedForm
from reports.dimensions import DIMENSIONS, OF_FACTS, dimension
from reports.facts import FACTS
from reports.statistics.definition import ANY
from rules.families import Certainty

CODE = re.compile(r"[A-Z0-9]{1,10}")
WITHOUT_CHOICES = ("year", "topic")


def conditions_of(fact):
    """[(dimension, [("dimension:value", label), ...])] by which rows of a form about a fact may be told apart."""
    names = FACTS[fact].dimensions if fact else DIMENSIONS
    return [(label, options) for name in names if name not in WITHOUT_CHOICES for label, options in _of(fact, name)]


def _of(fact, name):
    """A dimension with its values; without a fact, with those of every kind of fact that means something else by it."""
    kinds = [dimension(fact, name)] if fact else [DIMENSIONS[name]] if name in DIMENSIONS else []
    kinds += [] if fact else [own[name] for own in OF_FACTS.values() if name in own]
    for one in kinds:
        options = [(f"{name}:{value}", label) for value, label in one.choices]
        if one.none:
            options = [(f"{name}:{ANY}", "Có (mọi giá trị)"), *options, (f"{name}:", one.none)]
        yield one.label, options


def typed_conditions(where):
    """Slices as the boxes hold them."""
    return [f"{name}:{value}" for name, values in where for value in sorted(values)]


def read_conditions(boxes):
    """What was chosen, as slices."""
    where = {}
    for box in boxes:
        name, _, value = box.partition(":")
        where.setdefault(name, []).append(value)
    return where


class ConditionsField(forms.MultipleChoiceField):
    """Conditions of a row out of a list; gives them as slices."""

    def __init__(self, **kwargs):
        super().__init__(required=False, widget=forms.SelectMultiple(attrs={"size": 6}), **kwargs)

    def clean(self, value):
        return read_conditions(super().clean(value))


class StatisticalFormForm(ScopedForm):
    """A version of a form but for its rows. `form` is the one it begins with; a copy has a number of its own."""

    code = LineField(label="Số biểu", max_length=10, help_text="Chữ in hoa không dấu và chữ số, ví dụ 27 hoặc RIENG1.")
    title = LineField(label="Tên biểu", max_length=250)
    unit = LineField(label="Đơn vị tính", max_length=60)
    effective_from = DateField(label="Áp dụng từ ngày", help_text="Kỳ báo cáo kết thúc từ ngày này trở đi.")
    document = LineField(label="Văn bản, căn cứ", max_length=250)
    certainty = forms.ChoiceField(
        label="Độ tin cậy của các dòng",
        choices=[("", "Chọn…"), *Certainty.choices],
        error_messages={"required": "Hãy chọn độ tin cậy.", "invalid_choice": "Hãy chọn trong danh sách."},
    )
    where = ConditionsField(
        label="Phạm vi của cả biểu",
        help_text="Giữ phím Ctrl để chọn nhiều. Cùng một nhóm: một trong các giá trị; khác nhóm: phải đủ cả.",
    )
    note = LineField(label="Ghi chú in dưới biểu", max_length=500, required=False)
    reason = LineField(label="Lý do", max_length=500)

    def __init__(self, *args, form, known=(), **kwargs):
        self.known = known
        super().__init__(*args, **kwargs)
        self.fields["where"].choices = conditions_of(form.fact)
        if not form.fact:
            del self.fields["where"]
        if not known:
            del self.fields["code"]

    def clean_code(self):
        code = self.cleaned_data["code"].upper()
        if not CODE.fullmatch(code):
            raise forms.ValidationError("Số biểu chỉ gồm chữ in hoa không dấu và chữ số, nhiều nhất 10 ký tự.")
        if code in self.known:
            raise forms.ValidationError(f"Đã có biểu {code}. Hãy chọn số khác, hoặc sửa chính biểu đó.")
        return code


class FormRowForm(ScopedForm):
    """One row of a form."""

    folded_title = "Nằm trong dòng khác, dòng tiêu đề"
    folded = ("of", "adds_up", "heading", "note")

    place = NumberField(label="Thứ tự", min_value=0, max_value=999, required=False)
    mark = LineField(label="STT", max_length=10)
    label = LineField(label="Đối tượng", max_length=250)
    fact = forms.ChoiceField(label="Đếm", required=False)
    where = ConditionsField(label="Điều kiện")
    of = LineField(label="Nằm trong dòng có STT", max_length=10, required=False)
    adds_up = forms.BooleanField(label="Các dòng nằm trong cộng lại bằng dòng này", required=False)
    heading = forms.BooleanField(label="Chỉ là tiêu đề, không có số", required=False)
    note = LineField(label="Ghi chú", max_length=250, required=False)

    def __init__(self, *args, fact="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["where"].choices = conditions_of(fact)
        self.fields["fact"].choices = [("", "Chọn…"), *((name, one.title) for name, one in FACTS.items())]
        if fact:
            del self.fields["fact"]

    @property
    def is_unfolded(self):
        return any(name in self.errors for name in self.folded) if self.is_bound else False

    def clean(self):
        data = super().clean()
        if "fact" in self.fields and not data.get("fact") and not data.get("heading") and "fact" not in self.errors:
            self.add_error("fact", "Hãy chọn dòng này đếm gì, hoặc đánh dấu là dòng tiêu đề.")
        return data

    def entry(self):
        """The row as the definition of a form keeps it: what says nothing is left out."""
        data = self.cleaned_data
        row = {"mark": data["mark"], "label": data["label"]}
        row |= {name: data[name] for name in ("fact", *self.folded) if data.get(name)}
        return row if data.get("heading") else row | {"where": data["where"]}


class FormRowsBase(RowFormSet):
    def clean(self):
        super().clean()
        if any(self.errors):
            return
        rows = [row.cleaned_data for row in self.filled()]
        marks = [row["mark"] for row in rows]
        if not rows:
            raise forms.ValidationError("Biểu phải có ít nhất một dòng.")
        twice = sorted({mark for mark in marks if marks.count(mark) > 1})
        if twice:
            raise forms.ValidationError(f"STT {', '.join(twice)} có ở hai dòng. Mỗi dòng một STT.")
        strange = sorted({row["of"] for row in rows if row["of"] and row["of"] not in {*marks} - {row["mark"]}})
        if strange:
            raise forms.ValidationError(f"Không có dòng STT {', '.join(strange)} để các dòng khác nằm trong.")

    def entries(self):
        """The rows in the order that was typed; one without a place stays where it is."""
        rows = list(enumerate(self.filled()))
        placed = sorted(rows, key=lambda pair: (_place(pair), pair[0]))
        return [row.entry() for _, row in placed]


def _place(pair):
    at, row = pair
    place = row.cleaned_data.get("place")
    return at + 1 if place is None else place


FormRowFormSet = rows_of(FormRowForm, FormRowsBase, extra=1)


def initial_rows(form):
    """The rows of a form as the boxes hold them."""
    names = ("mark", "label", "fact", *FormRowForm.folded)
    return [
        {name: getattr(row, name) for name in names} | {"place": place, "where": typed_conditions(row.where)}
        for place, row in enumerate(form.rows, start=1)
    ]
