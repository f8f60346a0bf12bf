"""Rows of a form: what a page says of their number is not trusted."""

import pytest
from django import forms

from core.formsets import RowFormSet, rows_of


class Line(forms.Form):
    text = forms.CharField()

    def entry(self):
        return self.cleaned_data["text"]


Lines = rows_of(Line, RowFormSet, most=3, extra=1)


def sent(total, initial, *texts):
    counts = {"form-TOTAL_FORMS": total, "form-INITIAL_FORMS": initial}
    return Lines({**counts, **{f"form-{place}-text": text for place, text in enumerate(texts)}})


def test_rows_left_empty_or_struck_out_go():
    rows = Lines(sent("3", "0", "một", "", "ba").data | {"form-2-DELETE": "on"})
    assert rows.is_valid()
    assert rows.entries() == ["một"]


@pytest.mark.parametrize("initial", ["-1", "-999", "0"])
def test_a_number_of_rows_below_none_is_none(initial):
    rows = sent("3", initial, "một", "", "")
    assert rows.is_valid()
    assert rows.entries() == ["một"]


@pytest.mark.parametrize(
    ("total", "initial", "said"),
    [
        ("", "0", "tải lại trang"),
        ("x", "0", "tải lại trang"),
        ("1", "1e9", "tải lại trang"),
        ("4", "0", "Nhiều nhất 3 dòng"),
        ("9" * 40, "0", "Nhiều nhất 3 dòng"),
    ],
)
def test_a_number_that_makes_no_sense_is_told(total, initial, said):
    rows = sent(total, initial, "một")
    assert not rows.is_valid()
    assert said in " ".join(rows.non_form_errors())
