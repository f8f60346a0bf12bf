"""Decisions of reorganization are recorded and annulled; the tree that follows is written by `members.rebuilding`."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q

from accounts import history
from accounts.choices import Act
from core.text import search_key, text_sort_key
from members.choices import ActKind
from members.models import Handover, Member, Organization, Placement, Reorganization, ReorganizationAct, Standing
from members.rebuilding import Unsound, rebuild, take_turns, told_changes, told_foundings
from members.replay import Change, Fault, Founding, replay

BROUGHT = (Standing, Organization, Member)
"""Rows that name an organization and follow from acts and placements."""


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
    rebuilt.entries.insert(0, history.Entry(Act.VOID, decision, after={"quyết định hủy": str(counter)}, reason=reason))
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
