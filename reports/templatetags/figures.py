"""Numbers of a report on a page: each a link to its records."""

from urllib.parse import urlencode

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from core.text import number
from reports.changes import Moved
from reports.figures import Number, asked
from reports.outputs.text import ROMAN
from rules.families import UNCONFIRMED

register = template.Library()


@register.filter
def asked_for(organization):
    """The organization and how its figures are grouped, as part of an address."""
    return urlencode(asked(organization))


@register.filter
def shown(part):
    """A part of a report: texts as they are, numbers as links."""
    if not isinstance(part, Number):
        return conditional_escape(part)
    if isinstance(part, Moved):
        return format_html('<strong class="figure">{}</strong> <span class="moved">(nay {})</span>',
                           number(part.value), shown(part.now))  # fmt: skip
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


@register.filter
def form_cell(part):
    """A cell of a statistical form: nothing is a dash, as on paper, and still opens its (empty) list."""
    if part is None:
        return ""
    if part.value:
        return shown(part)
    return format_html('<a class="figure zero" href="{}" data-figure="0" aria-label="0">–</a>', part.url)


@register.filter
def is_doubtful(form):
    """Whether nobody has confirmed the form as such; rows are told on its page."""
    return form.certainty in UNCONFIRMED
