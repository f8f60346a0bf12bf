"""What upper apps show on pages of lower ones, declared once: a lower app can't know them."""

from discipline.views import desk
from discipline.views.standing import in_force

ABOUT = {"member-detail": (in_force,), "organization-detail": (in_force,), "desk": (desk.groups,)}
"""By the name of a page: functions from its object and the user to sections, which come first on it.

Those of the desk, which has no object, give (column, group).
"""


def sections_about(url_name, obj, user):
    """The sections of upper apps on a page about an object."""
    return [section for sections_of in ABOUT.get(url_name, ()) for section in sections_of(obj, user)]
