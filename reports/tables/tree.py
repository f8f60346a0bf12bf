"""The tree of organizations as nested lists, put together here: hundreds of branches are slow in a template."""

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe

from core.text import number


def tree_of(branches, ended=""):
    """`ended` goes along with every address of the tree that shows ended units too."""
    return mark_safe(f'<ul class="tree" data-tree>{items(branches, ended)}</ul>')


def items(branches, ended=""):
    return mark_safe("".join(_item(branch, ended) for branch in branches))


def rest_of(unit, left, first, ended=""):
    """How many of a wide unit are not shown yet, and the way to them: after the first ones, or to all of them."""
    if left <= 0:
        return ""
    way = f'href="{_branch_url(unit, ended)}from={first}" data-rest' if first else f'href="{_branch_url(unit, ended)}"'
    return mark_safe(f"<li><a {way}>Còn {number(left)} tổ chức</a></li>")


def _branch_url(unit, ended):
    return f"{reverse('organization-branch', args=[unit.pk])}?{ended and 'ended=1&amp;'}"


def _item(branch, ended):
    unit = branch.unit
    url, mark = reverse("organization-detail", args=[unit.pk]), ' class="found"' if branch.is_found else ""
    gone = '<span class="badge">Đã kết thúc</span> ' if unit.valid_until else ""
    tail = " · ".join([escape(unit.code), *map(_number, branch.numbers)])
    fold = _fold(branch, ended) if branch.below else ""
    return f'<li><a href="{url}"{mark}>{escape(unit.name)}</a>{gone}<span class="muted">{tail}</span>{fold}</li>'


def _number(one):
    return f'<a href="{escape(one.url)}">{one.text}</a>'


def _fold(branch, ended):
    """What stands below: on the page already, or an address from which it is fetched when it is opened."""
    unit = branch.unit
    summary = f'<summary><span class="visually-hidden">Cấp dưới của {escape(unit.name)}</span></summary>'
    if branch.children:
        rest = rest_of(unit, branch.rest, branch.follows and len(branch.children), ended)
        return f"<details open>{summary}<ul>{items(branch.children, ended)}{rest}</ul></details>"
    url = _branch_url(unit, ended)
    way = f'<li><a href="{url}">{number(branch.below)} tổ chức trực thuộc</a></li>'
    return f'<details data-branch="{url}part=1">{summary}<ul>{way}</ul></details>'
