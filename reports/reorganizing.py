"""A reorganization from the top floor: the tree, then open matters, then what acts repeat of both; one transaction."""

from django.db import transaction

from accounts import history
from accounts.actions import end_sessions
from core.planning import look_again
from discipline.actions.positions import refresh_everywhere
from members import reorganizing
from members.handing_over import put_back, take_over
from reports import positions
from reports.matters import MATTERS


@transaction.atomic
def reorganize(*, by, day, number, acts, title="", note=""):
    """Record a decision: organizations, members and open matters are where it puts them."""
    decision, rebuilt = reorganizing.reorganize(by=by, day=day, number=number, acts=acts, title=title, note=note)
    taken = hand_over(decision.acts.values_list("organization", flat=True))
    _finish(by, rebuilt, taken)
    return decision


@transaction.atomic
def annul(decision, *, by, day, number, reason, title=""):
    """Record the decision that annuls another: everything is as if that one had never been."""
    taken = put_back(MATTERS, decision)
    counter, rebuilt = reorganizing.annul(decision, by=by, day=day, number=number, reason=reason, title=title)
    _finish(by, rebuilt, taken)
    return counter


def hand_over(organization_ids):
    """Open matters of ended organizations go to those that follow them."""
    return take_over(MATTERS, organization_ids)


def _finish(by, rebuilt, taken):
    refresh_positions(rebuilt.organization_ids | taken.organization_ids)
    sign_out(taken, by=by)
    history.record_many(by=by, entries=[*rebuilt.entries, *taken.entries])
    look_again()


def sign_out(taken, *, by):
    """A right that moved begins with a new sign-in; whoever decided goes on."""
    for user in taken.users.values():
        if user != by:
            end_sessions(user, by=by, reason="Sắp xếp tổ chức")


def refresh_positions(organization_ids, member_ids=frozenset()):
    """Write anew what rows of every floor repeat of organizations and members that are not what or where they were.

    Members who only went where their cell merged are found by their cell, and their posts are what they were.
    """
    for refresh in (refresh_everywhere, positions.refresh_positions):
        refresh(organization_ids=organization_ids, member_ids=member_ids)
