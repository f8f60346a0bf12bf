"""The history of one object as people read it: who did what and when, the newest first, in Vietnamese words."""

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from accounts.choices import Act
from accounts.models import HistoryEntry
from core.fields import parse_date
from core.text import short_date

NOT_TOLD = frozenset({"id", "version", "path", "subject_kind", "search_key", "sort_key"})
"""Columns that follow from others."""
NO_WRITES = (Act.READ, Act.EXPORT, Act.DENY)
LONGEST = 200


def timeline(obj, labels=None, parts=()):
    """The writes to an object and to its parts, for `partials/timeline.html`.

    `labels` names what is no field of the model; a name with a blank in it is in words already.
    """
    objects = {key_of(one): type(one) for one in (obj, *parts)}
    entries = _entries(objects).exclude(act=Act.READ)
    return [_item(entry, objects, labels or {}, main=obj) for entry in entries]


def writes_since(objects, sequence):
    """The writes to some objects after an entry of the chain, the newest first: {key of the object: lines}."""
    kinds, found = {key_of(one): type(one) for one in objects}, {}
    rows = _entries(kinds).exclude(act__in=NO_WRITES).filter(sequence__gt=sequence) if kinds else ()
    for entry in rows:
        key = (entry.object_type, entry.object_id)
        found.setdefault(key, []).append(_item(entry, kinds, {}, main=None))
    return found


def key_of(obj):
    """How the history names an object."""
    return obj._meta.label_lower, str(obj.pk)


def _entries(objects):
    named = Q()
    for kind in {kind for kind, _ in objects}:
        named |= Q(object_type=kind, object_id__in=[key for of, key in objects if of == kind])
    return HistoryEntry.objects.filter(named).select_related("user").newest_first()


def changed_fields(entry):
    """What an entry changed, all of it: the name of each field in words, and its value before and after."""
    fields = {field.name: field for field in _fields(entry.object_type)}
    for name, (before, after) in entry.changes.items():
        field = fields.get(name)
        yield (field.verbose_name if field else name), _shown(field, before), _shown(field, after)


def _fields(object_type):
    try:
        return apps.get_model(object_type)._meta.concrete_fields
    except (LookupError, ValueError):  # an entry about no record, or about one of an app that is gone
        return []


def _item(entry, objects, labels, main):
    model = objects[entry.object_type, entry.object_id]
    told = _told(entry, model, labels) if entry.act != Act.CREATE else []
    of_part = "" if isinstance(main, model) else f" {entry.object_label}"
    return {
        "when": f"{timezone.localtime(entry.at):%H:%M %d/%m/%Y}",
        "text": f"{entry.get_act_display()}{of_part} – {entry.user or entry.username}",
        "detail": "; ".join([*(told or _summed_up(entry)), *([f"Lý do: {entry.reason}"] if entry.reason else [])]),
    }


def _summed_up(entry):
    """What was done, where no field of the object itself tells it."""
    return [entry.summary] if entry.summary and entry.act not in (Act.CREATE, Act.EXPORT) else []


def _told(entry, model, labels):
    fields = {field.name: field for field in model._meta.concrete_fields}
    for name, (before, after) in entry.changes.items():
        field = fields.get(name)
        label = labels.get(name) or (field.verbose_name if field else name if " " in name else "")
        if name in NOT_TOLD or not label:
            continue
        label = f"{label[:1].upper()}{label[1:]}"
        if field is not None and field.is_relation:
            yield f"{label}: đã đổi"
        elif before or after:
            yield f"{label}: {_shown(field, before)} → {_shown(field, after)}"


def _shown(field, value):
    """A stored value as a person reads it."""
    if value in (None, "", []):
        return "trống"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field is not None and field.get_internal_type() == "DateField":
        return short_date(parse_date(value))
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
