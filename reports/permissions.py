"""Who may compose layouts and enter figures by hand, beside the rights of `members.permissions`."""

from members.choices import STRUCTURE_READERS, Role
from members.permissions import holds, scope

LAYOUT_EDITORS = (Role.ADMINISTRATOR, Role.HEAD)
"""A layout holds no record: who manages the installation may compose it, and the head whose report it becomes."""


def can_edit_layouts(user, obj=None):
    return holds(user, LAYOUT_EDITORS, obj)


def can_see_layouts(user, obj=None):
    """Layouts and sets of actors are shared down the tree: who works below may use what is composed above."""
    paths = scope(user, STRUCTURE_READERS)
    return bool(paths) if obj is None else any(_on_one_line(obj.path, path) for path in paths)


def _on_one_line(one, other):
    return one.startswith(other) or other.startswith(one)
