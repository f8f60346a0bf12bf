"""Who may what in reports, beside the rights of `members.permissions`."""

import hashlib

from members.choices import STRUCTURE_READERS, Role
from members.permissions import (
    assignments,
    can_decide,
    can_manage_users,
    can_read_records,
    can_write_records,
    holds,
    own_member,
    scope,
)


def can_open_jobs(user, obj=None):
    """See one's own jobs, or, as an administrator, how those of one's organizations stand."""
    return can_read_records(user) or can_manage_users(user)


def can_export(user, organization=None):
    """Take the data of a whole tree out as a book: its head."""
    return can_decide(user, organization)


def can_steer_job(user, job=None):
    """Stop a job or take its results away: who asked for it, or an administrator of its organization."""
    return job is not None and (is_own_job(user, job) or holds(user, (Role.ADMINISTRATOR,), job.organization))


def can_take_results(user, job=None):
    """Take a result file: who asked, with exactly the rights that they had when it was made.

    A file holds what its maker might read then. Whoever's rights have changed since makes it anew.
    """
    return job is not None and is_own_job(user, job) and job.rights == rights_of(user)


def is_own_job(user, job):
    return job.by_id == user.pk and can_read_records(user, job.organization)


def by_the_worker(user, job=None):
    """A step that no person takes."""
    return False


def rights_of(user):
    """A short mark of all that a user may: another mark means other rights."""
    held = sorted(
        f"{one.role} {' '.join(one.organization.reach)} {one.handles_denunciations} {one.sees_senders}"
        for one in assignments(user)
    )
    member = own_member(user)
    return hashlib.sha256("; ".join([*held, str(member and member.pk)]).encode()).hexdigest()


def can_delete_analysis(user, analysis=None):
    """Who saved it, as long as they read records."""
    return can_read_records(user) and (analysis is None or analysis.by_id == user.pk)


def can_read_conclusion(user, conclusion=None):
    """Where the briefing was held, and where it has to be carried out."""
    return _at_either_place(can_read_records, user, conclusion)


def can_report_conclusion(user, conclusion=None):
    """Say that it is carried out: the organization that held the briefing, or the one that had to do it."""
    return _at_either_place(can_write_records, user, conclusion)


def _at_either_place(may, user, conclusion):
    if may(user, conclusion):
        return True
    owner = conclusion and conclusion.owner_organization
    return bool(owner) and may(user, owner)


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


def can_judge_submission(user, submission=None):
    """Return, accept and lock: the head of the organization that receives the return, never the unit's own."""
    if submission is None:
        return can_decide(user)
    return submission.receiver is not None and can_decide(user, submission.receiver)


def can_remind(user, receiver=None):
    """Remind units of their returns: whoever keeps the records of the organization that receives them."""
    return can_write_records(user, receiver)


def can_set_calendar(user, rule=None):
    """When units hand in: the head of the organization that receives, and administrators."""
    return holds(user, (Role.HEAD, Role.ADMINISTRATOR), rule)


def is_own_import(user, file=None):
    """Prepare and write an import: who brought the file, as long as they write records there."""
    return can_write_records(user) if file is None else file.by_id == user.pk and can_write_records(user, file)


def can_undo_import(user, file=None):
    """Take an import back: who wrote it, with exactly the rights it was written with."""
    return file is not None and is_own_import(user, file) and file.rights == rights_of(user)
