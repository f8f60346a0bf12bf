"""Numbers of a report on a page: each a link to its records."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from core.text import number
from reports.figures import Number
from reports.outputs.text import ROMAN

register = template.Library()


@register.filter
def shown(part):
    """A part of a report: texts as they are, numbers as links."""
    if not isinstance(part, Number):
        return conditional_escape(part)
    words = part.text or number(part.value)
    if not part.url:
        return words
    if not part.listed:
        return format_html('<a class="figure" href="{}">{}</a>', part.url, words)
    return format_html('<a class="figure" href="{}" data-figure="{}">{}</a>', part.url, part.value, words)


@register.filter
def sentence(paragraph):
    """All parts of a paragraph."""
    return mark_safe("".join(shown(part) for part in paragraph.parts))


@register.filter
def roman(position):
    """I, II, III: the number of a section."""
    return ROMAN[position - 1]
