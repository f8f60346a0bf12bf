"""Controls that are written without a template read as Django's templates write them."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from core.inputs import FOLDER, KINDS, WRITERS, QuickRenderer

HARD = ["", "a", 'dấu " nháy & <b>', "'", None, 0, 1234567, 1.5, True, mark_safe("<i>"), ("a", "b"), "{{ x }}"]
ATTRIBUTES = [
    {},
    {"id": "id_x", "class": "check", "required": True, "disabled": False},
    {"id": 'a"b', "data-x": 1234567, "title": "<&>", "data-y": mark_safe("&amp;"), "data-n": None, "data-z": ""},
]


def both(widget, value):
    rendered = (widget.render("tên & <x>", value, renderer=renderer()) for renderer in (DjangoTemplates, QuickRenderer))
    return [str(text) for text in rendered]


@pytest.mark.parametrize("attributes", ATTRIBUTES)
def test_an_input_is_written_as_the_template_writes_it(attributes):
    for kind in KINDS:
        for value in HARD:
            widget = forms.TextInput(attributes)
            widget.input_type, widget.template_name = kind, f"{FOLDER}/{kind}.html"
            usual, quick = both(widget, value)
            assert quick == usual


@pytest.mark.parametrize("widget_class", [forms.CheckboxSelectMultiple, forms.RadioSelect, forms.CheckboxInput])
@pytest.mark.parametrize("attributes", ATTRIBUTES)
def test_boxes_are_written_as_the_templates_write_them(widget_class, attributes):
    class Boxes(forms.Form):
        boxes = forms.MultipleChoiceField(
            choices=[(value, f"Nhãn <{value}>") for value in HARD if value not in ("", None)] + [(9, 1234567)],
            widget=widget_class(attributes),
            required=False,
        )

    written = []
    for renderer in (DjangoTemplates, QuickRenderer):
        field = Boxes({"boxes": ["a", "0", "1234567"]}, renderer=renderer())["boxes"]
        options = [text for option in field for text in (str(option), str(option.tag()))]
        written.append([str(field), *options] if widget_class is not forms.CheckboxInput else [str(field)])
    assert written[0] == written[1]


def test_every_quick_control_has_a_template_of_django_that_says_nothing_else():
    for name in WRITERS:
        source = DjangoTemplates().get_template(name).template.source
        assert source.strip() in (
            f'{{% include "{FOLDER}/input.html" %}}',
            f'{{% include "{FOLDER}/input_option.html" %}}',
        )
