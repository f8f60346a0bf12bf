"""Writes of reorganization: decisions are recorded, and the tree that follows from them is written anew.

The truth is how each organization was established, its first standing, and the acts since. Everything else, the
later standings, the columns of organizations as they are today and the placements that merges led to, is told by
`members.replay` and only written here. Entries for the history are handed to the floor that orchestrates, which
records them last.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F, Q

from accounts import history
from accounts.choices import Act
from core.bulk import Keys, insert, update, update_differing
from core.lots import remove
from core.text import search_key, text_sort_key
from members.choices import ActKind
from members.models import Handover, Member, Organization, Placement, Reorganization, ReorganizationAct, Standing
from members.reach import refresh_reach
from members.replay import Change, Fault, Founding, placed, replay

MOVED = ("organization_id", "path", "version")
TODAY = ("parent_id", "name", "type", "level", "path", "valid_until", "today_path", "valid_from")
PLACED = ("organization_id", "valid_from", "valid_until", "act_id")
STAND = ("parent_id", "name", "type", "level", "path", "valid_from", "valid_until", "founding")
ESTABLISHED = ("parent_id", "name", "type", "level")
"""What an organization is established with."""
BROUGHT = (Standing, Organization, Member)
"""Rows that name an organization and follow from acts and placements."""
TOLD = ("parent_id", "name", "type", "level", "valid_until")
"""What the history tells of an organization; where it stands follows from its parent."""


class Unsound(ValidationError):
    """Acts that can't be: `faults` say at which one and why."""

    def __init__(self, faults):
        self.faults = faults
        super().__init__([fault.message for fault in faults])


@dataclass(frozen=True)
class ActEntry:
    """A line of a decision, as it is entered. A new organization is an unsaved one, under `target`."""

    kind: str
    organization: Organization
    target: Organization | None = None
    origin: Organization | None = None
    new_name: str = ""
    new_type: str = ""
    new_level: str = ""


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


# ------------------------------------------------------------------------------------------------------ what is told


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


def propose(*, day, acts):
    """The tree as it is told now, and as it would be with the acts of a decision: (now, then, keys of the new ones).

    The key of each fault is the place of its line; a new organization has a key below zero until it is stored.
    """
    foundings, changes = told_foundings(), told_changes()
    then, keys = _with(foundings, changes, day, acts)
    return replay(foundings, changes), then, keys


def _with(foundings, changes, day, acts):
    """The tree with the acts of a decision in it, and the keys of the new organizations."""
    told = dict(foundings)
    keys = {id(entry.organization): -place for place, entry in enumerate(acts, 1) if not entry.organization.pk}

    def key(organization):
        return organization and (keys.get(id(organization)) or organization.pk)

    for entry in acts:
        if entry.kind == ActKind.ESTABLISH:
            new = entry.organization
            told[key(new)] = Founding(key(entry.target), new.name, new.type, new.level, day)
    lines = [
        Change((place,), day, e.kind, key(e.organization), key(e.target), e.new_name, e.new_type, e.new_level)
        for place, e in enumerate(acts)
    ]
    then = replay(told, [*changes, *lines])
    then.faults = [*_taken_codes(acts), *then.faults]
    return then, keys


def _taken_codes(acts):
    """New organizations whose code another one bears already."""
    new = {e.organization.code: place for place, e in enumerate(acts) if e.kind == ActKind.ESTABLISH}
    taken = Organization.objects.filter(code__in=new, standings__isnull=False).distinct().values_list("code", flat=True)
    return [Fault((new[code],), "code", f"Mã “{code}” đã có tổ chức khác dùng.") for code in taken]


# ---------------------------------------------------------------------------------------------------------- decisions


@transaction.atomic
def reorganize(*, by, day, number, acts, title="", note=""):
    """Record a decision and write the tree that follows from it; (the decision, what changed)."""
    take_turns()
    then, _ = _with(told_foundings(), told_changes(), day, acts)
    if then.faults:
        raise Unsound(then.faults)
    established = _establish([entry for entry in acts if entry.kind == ActKind.ESTABLISH], day)
    decision = Reorganization(number=number, day=day, title=title, note=note)
    decision.full_clean()
    decision.save(force_insert=True)
    stored = [_act(decision, order, entry) for order, entry in enumerate(acts, 1)]
    ReorganizationAct.objects.bulk_create(stored)
    rebuilt = rebuild(established=established, merged={act.organization_id for act in stored}, reason=str(decision))
    told = history.snapshot(decision) | {"việc": [_in_words(act) for act in stored]}
    rebuilt.entries.insert(0, history.Entry(Act.CREATE, decision, after=told))
    return decision, rebuilt


def _act(decision, order, entry):
    act = ReorganizationAct(
        reorganization=decision,
        order=order,
        kind=entry.kind,
        organization=entry.organization,
        target=entry.target,
        origin=entry.origin,
        new_name=entry.new_name,
        new_type=entry.new_type,
        new_level=entry.new_level,
    )
    act.clean_fields(exclude=["reorganization", "organization", "target", "origin"])  # stored all of them
    return act


def _in_words(act):
    target = f" → {act.target.code}" if act.target_id else ""
    return f"{act.get_kind_display()} {act.organization.code}{target} {act.new_in_words}".strip()


def _establish(entries, day):
    """Store new organizations; one whose establishment was annulled comes back under its code."""
    never = {one.code: one for one in Organization.objects.filter(code__in=[e.organization.code for e in entries])}
    for entry in _parents_first(entries):
        one = entry.organization
        stored = never.get(one.code)
        if stored:
            one.pk, one.version, one._state.adding = stored.pk, stored.version + 1, False
        one.parent, one.valid_from, one.valid_until = entry.target, day, None
        one.search_key, one.sort_key = search_key(f"{one.name} {one.code}")[:320], text_sort_key(one.code)
        one.clean_fields(exclude=["path"])
        one.save()
    return [entry.organization for entry in entries]


def _parents_first(entries):
    """New organizations in an order in which each finds its parent stored."""
    waiting = list(entries)
    while waiting:
        ready = [entry for entry in waiting if entry.target is None or entry.target.pk]
        if not ready:
            raise ValidationError("Các tổ chức thành lập mới là cấp trên lẫn nhau. Hãy sửa tổ chức cấp trên.")
        yield from ready
        waiting = [entry for entry in waiting if entry not in ready]


@transaction.atomic
def annul(decision, *, by, day, number, reason, title=""):
    """Record the decision that annuls another: the tree is as if that one had never been; (the new one, what changed).

    Refused while anything stands on it: later acts on the same organizations, or records of organizations that it
    established.
    """
    take_turns()
    decision = Reorganization.objects.get(pk=decision.pk)
    if standing := obstacles(decision):
        raise ValidationError(standing)
    counter = Reorganization(number=number, day=day, title=title, reason=reason, annuls=decision)
    counter.full_clean()
    counter.save(force_insert=True)
    acts = list(decision.acts.all())
    _disestablish([act.organization_id for act in acts if act.kind == ActKind.ESTABLISH])
    rebuilt = rebuild(merged={act.organization_id for act in acts}, reason=f"Hủy {decision}: {reason}")
    rebuilt.entries.insert(0, history.Entry(Act.VOID, decision, after=history.snapshot(counter), reason=reason))
    return counter, rebuilt


def _disestablish(ids):
    """An organization whose establishment is annulled never stood; its code stays with it."""
    Standing.objects.filter(organization__in=ids).delete()
    Organization.objects.filter(pk__in=ids).update(valid_until=F("valid_from"), version=F("version") + 1)


def obstacles(decision):
    """Why a decision can't be annulled, one line each; nothing when it can."""
    if not decision.is_effective:
        return ["Quyết định này đã bị hủy, hoặc chính là quyết định hủy."]
    acts = list(decision.acts.select_related("organization"))
    later = [f"{act} theo {act.reorganization} từ ngày {act.reorganization.day:%d/%m/%Y}" for act in _later(decision)]
    new = [act.organization for act in acts if act.kind == ActKind.ESTABLISH]
    found = later + [words for one in new for words in _standing_on(one, decision)]
    if found:
        return found
    foundings = {one: told for one, told in told_foundings().items() if one not in {each.pk for each in new}}
    faults = replay(foundings, told_changes(without=decision)).faults
    acts = {act.pk: act for act in ReorganizationAct.objects.filter(pk__in=[fault.key for fault in faults])}
    return [f"{acts[f.key]} theo {acts[f.key].reorganization}: {f.message}" for f in faults]


def _later(decision):
    """Acts of decisions after this one on organizations that it changed or merged others into."""
    acts = decision.acts.values_list("kind", "organization", "target")
    touched = {one for _, one, _ in acts} | {target for kind, _, target in acts if kind == ActKind.MERGE}
    new = {one for kind, one, _ in acts if kind == ActKind.ESTABLISH}
    after = Q(reorganization__day__gt=decision.day) | Q(reorganization__day=decision.day, reorganization__gt=decision)
    about = Q(organization__in=touched) | Q(target__in=new) | Q(origin__in=new)
    found = ReorganizationAct.objects.effective().filter(after, about).in_order()
    return found.select_related("reorganization", "organization")


def _standing_on(organization, decision):
    """What is recorded of an organization that a decision established, kind by kind; not what it brought there."""
    below = [one for one, told in told_foundings().items() if told.parent == organization.pk]
    new = set(decision.acts.filter(kind=ActKind.ESTABLISH).values_list("organization", flat=True))
    if others := set(below) - new:
        yield f"{organization}: đã có {len(others)} tổ chức trực thuộc"
    for relation in Organization._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        if relation.hidden or model in BROUGHT:
            continue
        rows = model._base_manager.filter(**{name: organization})
        handed = Handover.objects.filter(act__reorganization=decision, table=model._meta.label_lower, column=name)
        rows = rows.exclude(pk__in=handed.values("row"))
        if model is Placement:
            rows = rows.filter(act=None)
        if model is ReorganizationAct:
            rows = rows.filter(reorganization__annulled_by=None).exclude(reorganization=decision)
        if count := rows.count():
            yield f"{organization}: đã có {count} {model._meta.verbose_name}"


# ------------------------------------------------------------------------------------------------------- rebuilding


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
