"""Who may: predicates on a user and, where given, the object's place in the tree.

A right reaches from the organization of an assignment down its whole subtree, and to what reorganizations brought
there: see `Organization.reach`. "Which records exist
for this user" is `visible_to` on the querysets; these predicates answer "what may this user do".
"""

from members.choices import CASE_READERS, CASE_RUNNERS, CASE_WRITERS, STRUCTURE_READERS, Role


def assignments(user):
    """The user's assignments with their organizations, read once a request."""
    if not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, "_assignments"):
        user._assignments = list(user.assignments.select_related("organization"))
    return user._assignments


def scope(user, roles=CASE_READERS):
    """Tree paths under which the user holds one of the roles."""
    return [path for a in assignments(user) if a.role in roles for path in a.organization.reach]


def holds(user, roles, obj=None):
    """Whether the user holds one of the roles, and at the object's place in the tree if one is given."""
    paths = scope(user, roles)
    if obj is None:
        return bool(paths)
    return any(obj.path.startswith(path) for path in paths)


def own_member(user):
    """The party member a user is, where an administrator has said so."""
    link = getattr(user, "as_member", None)
    return link and link.member


def can_read_structure(user, obj=None):
    """See organizations: everyone with records, and administrators, who assign users to them."""
    return holds(user, STRUCTURE_READERS, obj)


def can_read_reorganizations(user, obj=None):
    """Decisions on reorganization have no place of their own: whoever sees an organization that one touches sees it."""
    return can_read_structure(user)


def can_annul_reorganization(user, obj=None):
    """The head of every organization that the decision names."""
    if obj is None:
        return can_decide(user)
    acts = obj.acts.select_related("organization", "target")
    return all(can_decide(user, one) for act in acts for one in (act.organization, act.target) if one)


def can_read_records(user, obj=None):
    return holds(user, CASE_READERS, obj)


def can_write_records(user, obj=None):
    """Enter programmes, inspections and ratings."""
    return holds(user, CASE_WRITERS, obj)


def can_run_cases(user, obj=None):
    """Enter findings, remedies, decisions and appeals."""
    return holds(user, CASE_RUNNERS, obj)


def can_decide(user, obj=None):
    """Approve, decide, conclude, extend: the acts of the head of the commission."""
    return holds(user, (Role.HEAD,), obj)


def can_see_senders(user, obj=None):
    """Who sent a letter: a right of its own that no role brings."""
    paths = sender_scope(user)
    return bool(paths) if obj is None else any(obj.path.startswith(path) for path in paths)


def sender_scope(user):
    """Tree paths under which the user may see who sent a letter."""
    return [path for a in assignments(user) if a.sees_senders for path in a.organization.reach]


def can_read_denunciations(user, obj=None):
    """Letters are for heads and leaders, and for officers to whom they are granted."""
    return holds(user, (Role.HEAD, Role.LEADER), obj) or _granted(user, obj)


def can_write_denunciations(user, obj=None):
    return holds(user, (Role.HEAD,), obj) or _granted(user, obj)


def can_write_senders(user, obj=None):
    return can_see_senders(user, obj) and can_write_denunciations(user, obj)


def denunciation_scope(user):
    """Tree paths under which the user may see letters."""
    return scope(user, (Role.HEAD, Role.LEADER)) + _granted_scope(user)


def can_manage_users(user, obj=None):
    """Users and assignments; an administrator sees no case."""
    return holds(user, (Role.ADMINISTRATOR,))


def can_read_history(user, obj=None):
    """The history chain is for auditors alone."""
    return holds(user, (Role.AUDITOR,))


def _granted_scope(user):
    return [path for a in assignments(user) if a.grants_denunciations for path in a.organization.reach]


def _granted(user, obj):
    paths = _granted_scope(user)
    return bool(paths) if obj is None else any(obj.path.startswith(path) for path in paths)
