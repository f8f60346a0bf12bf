"""The tree that follows from what is told: standings, organizations as they are today, where members are.

Told are how each organization was established, its first standing, and the acts of decisions since. Everything else
is worked out by `members.replay` and only written here. Entries for the history are handed to the floor that
orchestrates, which records them last.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F

from accounts import history
from accounts.choices import Act
from core.bulk import Keys, insert, update, update_differing
from core.lots import remove
from core.text import search_key
from members.choices import ActKind
from members.models import Member, Organization, Placement, ReorganizationAct, Standing
from members.reach import refresh_reach
from members.replay import Change, Founding, placed, replay

MOVED = ("organization_id", "path", "version")
TODAY = ("parent_id", "name", "type", "level", "path", "valid_until", "today_path", "valid_from")
PLACED = ("organization_id", "valid_from", "valid_until", "act_id")
STAND = ("parent_id", "name", "type", "level", "path", "valid_from", "valid_until", "founding")
ESTABLISHED = ("parent_id", "name", "type", "level")
"""What an organization is established with."""
TOLD = ("parent_id", "name", "type", "level", "valid_until")
"""What the history tells of an organization; where it stands follows from its parent."""


class Unsound(ValidationError):
    """Acts that can't be: `faults` say at which one and why."""

    def __init__(self, faults):
        self.faults = faults
        super().__init__([fault.message for fault in faults])


@dataclass
class Rebuilt:
    """What a rebuilding changed."""

    organization_ids: set = field(default_factory=set)
    member_ids: set = field(default_factory=set)
    entries: list = field(default_factory=list)


LOCK_NUMBER = 0x43415921
"""Any constant that nobody else uses."""


def take_turns():
    """One rebuilding at a time until the transaction ends: each has to see the acts of the one before."""
    if connection.vendor == "postgresql":  # SQLite's transactions take turns anyway
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_NUMBER])


def told_foundings():
    """How every organization was established, by its key."""
    ends = dict(Organization.objects.exclude(told_until=None).values_list("pk", "told_until"))
    first = {}
    rows = Standing.objects.order_by("organization", F("valid_from").asc(nulls_first=True), "pk")
    for one, founding, since, *facts in rows.values_list("organization", "founding", "valid_from", *ESTABLISHED):
        if one not in first:
            first[one] = Founding(*(founding or facts), since, ends.get(one))
    return first


def told_changes(without=None):
    """The acts of all decisions that stand, `without` one if given."""
    acts = ReorganizationAct.objects.effective().in_order()
    acts = acts.exclude(reorganization=without) if without else acts
    columns = ("kind", "organization", "target", "new_name", "new_type", "new_level")
    return [Change(key, day, *facts) for key, day, *facts in acts.values_list("pk", "reorganization__day", *columns)]


def founding_of(organization):
    """An organization whose columns hold how it was established."""
    one = organization
    return Founding(one.parent_id, one.name, one.type, one.level, one.valid_from, one.told_until)


def rebuild(*, established=(), merged=(), reason=""):
    """Write what follows from foundings and acts; few statements, and only rows that differ.

    `established` are organizations whose columns hold how they were established, new or corrected; `merged` keys of
    organizations whose merges may be others than before, so that their members are placed anew.
    """
    take_turns()
    foundings = told_foundings() | {one.pk: founding_of(one) for one in established}
    outcome = replay(foundings, told_changes())
    if outcome.faults:
        raise Unsound(outcome.faults)
    rebuilt = Rebuilt()
    rebuilt.organization_ids |= _write_standings(outcome.standings, foundings)
    rebuilt.organization_ids |= _write_today(outcome.now, foundings, rebuilt.entries, reason)
    if rebuilt.organization_ids:
        refresh_reach()
    moved = Placement.objects.filter(organization__in=Keys(merged)).order_by().values_list("member", flat=True)
    place_members(moved, rebuilt, reason)
    return rebuilt


def _write_standings(standings, foundings):
    """Bring the stored standings in line; keys of organizations whose standings changed."""
    wanted = {one: list(_rows(stands, foundings[one])) for one, stands in standings.items()}
    stored = defaultdict(list)
    rows = Standing.objects.order_by("organization", F("valid_from").asc(nulls_first=True), "pk")
    for one, key, *facts in rows.values_list("organization", "pk", *STAND):
        stored[one].append((key, tuple(facts)))
    return _align(Standing, "organization_id", STAND, stored, wanted)


def _rows(stands, founding):
    """Standings as they are stored: the first one keeps what the organization was established with."""
    established = founding[: len(ESTABLISHED)]
    for place, stand in enumerate(stands):
        is_other = place == 0 and stand[: len(ESTABLISHED)] != established
        yield *stand, list(established) if is_other else None


def _align(model, owner, columns, stored, wanted):
    """Make the rows of each owner, (key, facts) in time, say what is wanted; the owners of which other rows stood.

    What goes goes first: an owner has one open row at any time.
    """
    surplus, before, after, new, touched = [], {}, {}, [], set()
    for one, told in wanted.items():
        rows = stored.get(one, [])
        if [facts for _, facts in rows] != told:
            touched.add(one)
            surplus += [key for key, _ in rows[len(told) :]]
            before |= dict(rows)
            after |= {key: facts for (key, _), facts in zip(rows, told, strict=False)}
            new += [(one, *facts) for facts in told[len(rows) :]]
    remove(model.objects, "pk", surplus)
    update_differing(model, columns, before, after)
    insert(model, (owner, *columns), new)
    return touched


def _write_today(now, foundings, entries, reason):
    """Bring organizations in line with the tree after everything told; keys of those that changed."""
    wanted = {one: _today(now, one, foundings[one].valid_from) for one in now}
    stored = {one: (tuple(facts), version) for one, version, *facts in _organizations("pk", "version", *TODAY)}
    changed = {one for one, facts in wanted.items() if one in stored and stored[one][0] != facts}
    before = {one: stored[one][0] for one in changed}
    update_differing(Organization, TODAY, before, {one: wanted[one] for one in changed})
    update(Organization, ("version",), {one: (stored[one][1] + 1,) for one in changed})
    _tell_and_index([one for one in changed if _told(before[one]) != _told(wanted[one])], before, entries, reason)
    return changed


def _organizations(*names):
    return Organization.objects.order_by().values_list(*names)


def _told(facts):
    return tuple(value for name, value in zip(TODAY, facts, strict=True) if name in TOLD)


def _tell_and_index(ids, before, entries, reason):
    """The history of organizations that were written, and the search key of those that are called otherwise now."""
    names, keys = [name.removesuffix("_id") for name in TOLD], {}
    for row in Organization.objects.filter(pk__in=Keys(ids)).order_by("pk"):
        old = dict(zip(names, _told(before[row.pk]), strict=True))
        entries.append(history.Entry(Act.UPDATE, row, old, history.snapshot(row, names), reason=reason))
        if old["name"] != row.name:
            keys[row.pk] = (search_key(f"{row.name} {row.code}")[:320],)
    update(Organization, ("search_key",), keys)


def _today(now, one, valid_from):
    told = now[one]
    return *told[:6], now[told.heir].path, valid_from


# --------------------------------------------------------------------------------------------------- where members are


def place_members(member_ids, rebuilt=None, reason=""):
    """Write the placements that merges led to, of some members; `rebuilt` tells who moved."""
    rebuilt = rebuilt if rebuilt is not None else Rebuilt()
    if ids := Keys(member_ids):
        _place(ids, _merges(), rebuilt, reason)
    return rebuilt


def _merges():
    """Of each organization that merged into another: the day, the other, the act."""
    acts = ReorganizationAct.objects.effective().filter(kind=ActKind.MERGE)
    columns = ("organization", "reorganization__day", "target", "pk")
    return {one: (day, target, act) for one, day, target, act in acts.values_list(*columns)}


def _place(ids, merges, rebuilt, reason):
    rows = Placement.objects.filter(member__in=ids)
    rows = rows.order_by("member", F("valid_from").asc(nulls_first=True), "pk")
    stored = defaultdict(list)
    for member, key, *facts in rows.values_list("member", "pk", *PLACED):
        stored[member].append((key, tuple(facts)))
    wanted = {
        member: [facts for run in _runs(placements) for facts in placed(*run, merges)]
        for member, placements in stored.items()
    }
    _align(Placement, "member_id", PLACED, stored, wanted)
    _write_cells({member: told[-1][0] for member, told in wanted.items()}, rebuilt, reason)


def _runs(placements):
    """What somebody wrote of a member's cells: organization, first day, and the last before the next was written."""
    runs = []
    for _, (organization, since, until, act) in placements:
        if act is None or not runs:  # of a doubled record perhaps only what a merge led to was left
            runs.append([organization, since, until])
        else:
            runs[-1][2] = until
    return runs


def _write_cells(last, rebuilt, reason):
    """Members belong to the cell of their last placement."""
    members = Member.objects.filter(pk__in=Keys(last)).only("name", "organization", "version").order_by("pk")
    moved = [member for member in members if member.organization_id != last[member.pk]]
    paths = dict(_organizations("pk", "path").filter(pk__in=Keys(last.values())))
    for member in moved:
        before, after = {"organization": member.organization_id}, {"organization": last[member.pk]}
        rebuilt.entries.append(history.Entry(Act.UPDATE, member, before, after, reason=reason))
    cells = {member.pk: (last[member.pk], paths[last[member.pk]], member.version + 1) for member in moved}
    update(Member, MOVED, cells)
    rebuilt.member_ids.update(cells)
