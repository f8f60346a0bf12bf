"""The tree of organizations as nested lists, put together here: hundreds of branches are slow in a template."""

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe

from core.text import number, short_date
from members.choices import Level

LEVELS = dict(Level.choices)


def tree_of(branches, along=""):
    """`along` is what goes with every address of the tree: that it shows ended units too, or a past day."""
    return mark_safe(f'<ul class="tree" data-tree>{items(branches, along)}</ul>')


def items(branches, along=""):
    return mark_safe("".join(_item(branch, along) for branch in branches))


def rest_of(unit, left, first, along=""):
    """How many of a wide unit are not shown yet, and the way to them: after the first ones, or to all of them."""
    if left <= 0:
        return ""
    way = f'href="{_branch_url(unit, along)}from={first}" data-rest' if first else f'href="{_branch_url(unit, along)}"'
    return mark_safe(f"<li><a {way}>Còn {number(left)} tổ chức</a></li>")


def _branch_url(unit, along):
    return f"{reverse('organization-branch', args=[unit.pk])}?{along and f'{along}&amp;'}"


def _item(branch, along):
    unit = branch.unit
    url, mark = reverse("organization-detail", args=[unit.pk]), ' class="found"' if branch.is_found else ""
    gone = f'<span class="badge">Kết thúc {short_date(unit.valid_until)}</span> ' if unit.valid_until else ""
    tail = " · ".join([escape(unit.code), LEVELS[unit.rank], *map(_number, branch.numbers)])
    fold = _fold(branch, along) if branch.below else ""
    return f'<li><a href="{url}"{mark}>{escape(unit.called)}</a>{gone}<span class="muted">{tail}</span>{fold}</li>'


def _number(one):
    return f'<a href="{escape(one.url)}">{one.text}</a>'


def _fold(branch, along):
    """What stands below: on the page already, or an address from which it is fetched when it is opened."""
    unit = branch.unit
    summary = f'<summary><span class="visually-hidden">Cấp dưới của {escape(unit.called)}</span></summary>'
    if branch.children:
        rest = rest_of(unit, branch.rest, branch.follows and len(branch.children), along)
        return f"<details open>{summary}<ul>{items(branch.children, along)}{rest}</ul></details>"
    url = _branch_url(unit, along)
    way = f'<li><a href="{url}">{number(branch.below)} tổ chức trực thuộc</a></li>'
    return f'<details data-branch="{url}part=1">{summary}<ul>{way}</ul></details>'
