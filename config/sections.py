"""What upper apps show on pages of lower ones, declared once: a lower app can't know them."""

from django.db.models import Q

from discipline.views import desk, lives, posts
from discipline.views import parts as discipline
from discipline.views.standing import in_force
from inspections.views import parts as inspections
from inspections.views import review_desk
from members.permissions import own_member
from members.views import self_reviews
from reports.freezing import witnesses_of_briefings
from reports.views import desk as of_reports
from reports.views import submission_desk
from reports.views.reorganizations import heirs

ABOUT = {
    "member-detail": (in_force, lives.life, posts.held, lives.events),
    "member-record": (in_force, lives.life, posts.held),
    "organization-detail": (heirs, in_force),
    "organization-record": (in_force,),
    "desk": (review_desk.groups, desk.groups, of_reports.groups, submission_desk.groups),
}
"""By the name of a page: functions from its object and the user to sections, which come first on it.

Those of the desk, which has no object, give (column, group).
"""


CONCERNING = (self_reviews.rows_concerning, inspections.rows_concerning, discipline.rows_concerning)
"""Functions from a party member to the rows, kind by kind, of which nothing may reach that member."""


def entries_hidden_from(user):
    """Condition: entries of the history about what concerns its reader; None when there is none."""
    member, hidden = own_member(user), Q()
    for rows in (rows for rows_of in CONCERNING for rows in rows_of(member)) if member else ():
        keys = [str(key) for key in rows.order_by().values_list("pk", flat=True)]
        hidden |= Q(object_type=rows.model._meta.label_lower, object_id__in=keys)
    return hidden or None


def witnesses():
    """Links of the history chain that were noted elsewhere, and so show a cut or rewritten chain."""
    return witnesses_of_briefings()


def sections_about(url_name, obj, user):
    """The sections of upper apps on a page about an object."""
    return [section for sections_of in ABOUT.get(url_name, ()) for section in sections_of(obj, user)]
