"""Writes the small controls of a form without a template for each: a list has a hundred and fifty boxes to tick.

Django renders three templates a box, which took half of the time of a page. What is written here is the same text;
everything else goes the usual way.
"""

from html import escape

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData

FOLDER = "django/forms/widgets"
KINDS = ("text", "number", "email", "url", "color", "search", "tel", "password", "hidden", "checkbox")


class QuickRenderer(DjangoTemplates):
    """FORM_RENDERER of the settings."""

    def render(self, template_name, context, request=None):
        write = WRITERS.get(template_name)
        if write is None:
            return super().render(template_name, context, request)
        return write(context["widget"])


def written_input(widget):
    value = "" if widget["value"] is None else f' value="{_plain(widget["value"])}"'
    return f'<input type="{escape(widget["type"])}" name="{escape(widget["name"])}"{value}{_attributes(widget)}>'


def written_option(widget):
    """A box to tick or a choice of one, inside its label where that is asked for."""
    if not widget.get("wrap_label"):
        return written_input(widget)
    key = widget["attrs"].get("id")
    target = f' for="{conditional_escape(key)}"' if key else ""
    return f"<label{target}>{written_input(widget)}\n {conditional_escape(localize(widget['label']))}</label>"


def _attributes(widget):
    return "".join(
        f" {escape(name)}" + ("" if value is True else f'="{_plain(value)}"')
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _plain(value):
    """As the template filter that writes values: never grouped by thousands, escaped unless known to be safe."""
    return value if isinstance(value, SafeData) else escape(str(value))


WRITERS = {f"{FOLDER}/{kind}.html": written_input for kind in KINDS} | {
    f"{FOLDER}/{kind}_option.html": written_option for kind in ("checkbox", "radio")
}
