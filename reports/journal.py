"""What an import writes, row by row, so that it can be taken back; for sheets of any kind.

Before writing, the stored rows that the sheets will change are looked at, with the parts that belong to them; after
it, what has changed. Whatever refers to a new record at that moment was written with it. See docs/decisions/0027.
"""

import hashlib
from collections import defaultdict
from functools import partial
from typing import NamedTuple

from django.apps import apps

from accounts import history
from accounts.choices import Act
from core.lots import CHUNK, rewrite
from core.text import capitalized, number
from members.models import Organization
from members.rebuilding import rebuild
from reports.facts import FACTS
from reports.models import Briefing, Import, ImportedLot, ImportedRow
from reports.reorganizing import refresh_positions

SHOWN = 50
"""So many rows that stand in the way are told one by one."""
LOT, LOTS_AT_ONCE = 1000, 50
"""Created rows whose marks are kept together."""
MARK = 8
"""Bytes of a mark."""
OUTDATED = "Lần nhập này do phiên bản trước của phần mềm ghi, không hoàn tác được nữa."
DENSE = 2
"""Keys are read as one range when at least every second number of it is one of them."""


class Trace(NamedTuple):
    """What an import left of a stored row: its values before (none of a row that it created), a mark of those after."""

    before: dict | None
    after: str


class Journal:
    """The rows that the sheets of one import change and add."""

    def __init__(self, sheets):
        self.sheets = sheets
        self.roots = [(sheet, _keys(sheet.touched())) for sheet in sheets]
        self.before = self._reach()

    def keep(self, file):
        """Note what has been written since, and of which columns the marks are: tables grow with later versions."""
        after = self._reach()
        ImportedRow.objects.bulk_create(self._changed(file, after), batch_size=CHUNK)
        ImportedLot.objects.bulk_create(self._created(file, after), batch_size=LOTS_AT_ONCE)
        traced = set().union(*(kept.order_by().values_list("model", flat=True) for kept in (file.rows, file.lots)))
        file.refreshed["columns"] = {label: _columns(apps.get_model(label)) for label in sorted(traced)}
        file.save(update_fields=["refreshed"])

    def _reach(self):
        """The stored rows of the touched records and of their parts, as they are at this moment."""
        rows = {}
        for sheet, roots in self.roots:
            known = {model: set(keys) for model, keys in roots.items()}
            for model, keys in roots.items():
                rows |= _stored(model, "pk", keys)
            for part in sheet.parts if roots else ():
                found = {}
                for field in _fields_to(part, known):
                    found |= _stored(part, field.name, known[field.related_model])
                known.setdefault(part, set()).update(pk for _, pk in found)
                rows |= found
        return rows

    def _changed(self, file, after):
        gone = {key: self.before[key] for key in self.before.keys() - after.keys()}
        moved = defaultdict(set)
        for model, pk in gone:
            moved[model].add(pk)
        still = {key: row for model, keys in moved.items() for key, row in _stored(model, "pk", keys).items()}
        changed = defaultdict(dict)
        for (model, pk), values in self.before.items():
            if (after.get((model, pk)) or still.get((model, pk))) != values:
                changed[model][pk] = values
        for model, rows in changed.items():
            now = marks(model, rows)
            for pk, values in rows.items():
                yield ImportedRow(file=file, model=model._meta.label, row=pk, before=values, after=now.get(pk, ""))

    def _created(self, file, after):
        new = _keys(draft.obj for sheet in self.sheets for draft in sheet.recorded() if draft.is_new)
        for model, pk in after.keys() - self.before.keys():
            new[model].add(pk)
        for model, keys in _with_what_refers(new).items():
            pairs = list(marks(model, keys).items())
            for start in range(0, len(pairs), LOT):
                yield ImportedLot(file=file, model=model._meta.label, marks=pairs[start : start + LOT])


def marks(model, keys, lock=False, columns=None):
    """A short mark of the values of each stored row, by its key: another mark means another value.

    Of all columns, or of those that there were; when one of them is gone, every mark is another.
    """
    there = _columns(model)
    names = [name for name in columns or there if name in there]
    place = names.index(model._meta.pk.attname)
    rows = (model._base_manager.select_for_update() if lock else model._base_manager).order_by()
    found = {}
    for condition, wanted in _conditions("pk", keys):
        for values in rows.filter(**condition).values_list(*names):
            if values[place] in wanted:
                found[values[place]] = hashlib.blake2b(repr(values).encode(), digest_size=MARK).hexdigest()
    return found


# ---------------------------------------------------------------------------------------------------------- taking back


class Return:
    """An import on its way back: what stands in its way, and the way itself."""

    def __init__(self, file):
        self.file = file
        self.traces = defaultdict(dict)
        for row in file.rows.all():
            self.traces[apps.get_model(row.model)][row.row] = Trace(row.before, row.after)
        for lot in file.lots.all():
            self.traces[apps.get_model(lot.model)].update((pk, Trace(None, mark)) for pk, mark in lot.marks)

    def obstacles(self, user):
        """Sentences, or what makes them, about rows that were edited since or that later records refer to."""
        if any(len(trace.after) > 2 * MARK for traces in self.traces.values() for trace in traces.values()):
            return [OUTDATED]
        return [*self._edited(), *self._referred_to(user), *self._newcomers(), *self._frozen()]

    def take(self, *, by):
        """Delete what was created, put back what was changed, write anew what repeats it, record it all.

        The record comes first: names of rows lead to rows that will be gone.
        """
        entries = [entry for model in self.traces for entry in self._entries(model)]
        versions = {(entry.obj._meta.model, entry.obj.pk): getattr(entry.obj, "version", None) for entry in entries}
        history.record_many(by=by, entries=entries)
        for model, traces in self.traces.items():
            created = [pk for pk, trace in traces.items() if trace.before is None]
            for keys in _chunks(created):
                # Rows of one import refer to one another; the database checks at the end that nothing else does.
                model._base_manager.filter(pk__in=keys)._raw_delete(model._base_manager.db)
        for model, traces in self.traces.items():
            changed = [(pk, trace) for pk, trace in traces.items() if trace.before is not None]
            restored = [_restored(model, trace, versions.get((model, pk))) for pk, trace in changed]
            rewrite(model, restored, among={name for _, trace in changed for name in trace.before})
        self._refresh(by)

    def brought(self, obj):
        """Whether the import created a record."""
        trace = self.traces.get(type(obj), {}).get(obj.pk)
        return trace is not None and trace.before is None

    def _refresh(self, by):
        """What follows from the rows that are back: the tree, and what other rows repeat of it."""
        refreshed = self.file.refreshed
        organization_ids = set(refreshed.get("organizations", ()))
        if Organization in self.traces:
            rebuilt = rebuild(reason=f"Hoàn tác lần nhập tệp {self.file.file_name}")
            organization_ids |= rebuilt.organization_ids
            history.record_many(by=by, entries=rebuilt.entries)
        refresh_positions(organization_ids, set(refreshed.get("members", ())))

    def _edited(self):
        for model, traces in self.traces.items():
            columns = self.file.refreshed.get("columns", {}).get(model._meta.label)
            now = marks(model, traces, lock=True, columns=columns)
            for pk, trace in traces.items():
                if now.get(pk, "") != trace.after:
                    yield partial(_edited_row, model, pk)

    def _referred_to(self, user):
        """Later records that refer to what the import created."""
        for model, traces in self.traces.items():
            created = [pk for pk, trace in traces.items() if trace.before is None]
            for other, field in _referring(model):
                ours = self.traces.get(other, {})
                for keys in _chunks(created):
                    rows = other._base_manager.filter(**{f"{field.name}__in": keys})
                    rows = rows.exclude(pk=self.file.pk) if other is Import else rows
                    for pk, key in rows.values_list("pk", field.attname):
                        if pk not in ours:
                            yield partial(_row_with_more, model, key, other, pk, user)

    def _newcomers(self):
        """Records placed since below an organization whose place in the tree the import changed."""
        for model, traces in self.traces.items():
            paths = [trace.before["path"] for trace in traces.values() if trace.before and model is Organization]
            if paths:
                moved = model._base_manager.filter(pk__in=traces).exclude(path__in=paths).values_list("path", flat=True)
                below = {pk for path in moved for pk in _below(model, path)}
                for pk in sorted(below - traces.keys()):
                    yield partial(_newcomer, model, pk)

    def _frozen(self):
        """Briefings whose figures were frozen since, and count what the import wrote."""
        for briefing in Briefing.objects.filter(frozen_at__gte=self.file.written):
            counted = ((one["fact"], one["rows"]) for one in briefing.counted["rows"] if one["fact"] in FACTS)
            ours = ((self.traces.get(FACTS[fact].rows(briefing.period).model, {}), rows) for fact, rows in counted)
            if any(not traces.keys().isdisjoint(rows) for traces, rows in ours):
                yield "Số liệu của một hội nghị giao ban đã chốt sau khi nhập có tính các dòng này."

    def _entries(self, model):
        traces = self.traces[model]
        reason = f"Hoàn tác lần nhập tệp {self.file.file_name}"
        related = [field.name for field in model._meta.concrete_fields if field.is_relation]
        rows = model._base_manager.select_related(*related) if related else model._base_manager
        objects = {obj.pk: obj for keys in _chunks(traces) for obj in rows.filter(pk__in=keys)}
        for pk, trace in traces.items():
            obj = objects.get(pk)
            values = history.snapshot(obj) if obj else {}
            act = Act.VOID if trace.before is None else Act.UPDATE
            yield history.Entry(act, obj or _restored(model, trace), values, trace.before or {}, reason=reason)


def told(obstacles):
    """The first of many obstacles, and how many more there are. Only those that are shown ask for names."""
    shown = [one() if callable(one) else one for one in obstacles[:SHOWN]]
    more = len(obstacles) - len(shown)
    return [*shown, f"Và {number(more)} chỗ khác."] if more else shown


# ------------------------------------------------------------------------------------------------------ rows and models


def _keys(objects):
    """The keys of objects by their model."""
    keys = defaultdict(set)
    for obj in objects:
        keys[type(obj)].add(obj.pk)
    return keys


def _chunks(keys):
    keys = sorted(keys)
    return [keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK)]


def _conditions(name, keys):
    """(condition, keys) for the rows whose field is one of many keys.

    What was created together has keys that follow one another: one range is found faster than thousands of keys.
    """
    keys = sorted(keys)
    if keys and keys[-1] - keys[0] < DENSE * len(keys):
        yield {f"{name}__gte": keys[0], f"{name}__lte": keys[-1]}, set(keys)
        return
    for start in range(0, len(keys), CHUNK):
        lot = keys[start : start + CHUNK]
        yield {f"{name}__in": lot}, set(lot)


def _columns(model):
    return [field.attname for field in model._meta.concrete_fields]


def _stored(model, name, values):
    """Stored rows whose field is one of many values: (model, key) and plain values."""
    rows = {}
    for keys in _chunks(values):
        for obj in model._base_manager.filter(**{f"{name}__in": keys}):
            rows[model, obj.pk] = history.snapshot(obj)
    return rows


def _fields_to(part, known):
    """The foreign keys of a model to models of which records are known."""
    fields = [field for field in part._meta.concrete_fields if field.is_relation]
    return [field for field in fields if field.related_model in known]


def _referring(model):
    """(model, field) of each foreign key to a model, whoever declares it."""
    relations = model._meta.get_fields(include_hidden=True)
    own = [one for one in relations if one.auto_created and not one.concrete and (one.one_to_many or one.one_to_one)]
    return [(one.related_model, one.field) for one in own]


def _with_what_refers(new):
    """New records and all that refers to them, step by step."""
    found, waiting = {model: set(keys) for model, keys in new.items()}, list(new.items())
    while waiting:
        model, keys = waiting.pop()
        for other, field in _referring(model):
            if other is Import:  # listed under an organization that it brought itself
                continue
            for condition, wanted in _conditions(field.attname, keys):
                rows = other._base_manager.filter(**condition).order_by().values_list("pk", field.attname)
                refers = {pk for pk, key in rows if key in wanted}
                if further := refers - found.setdefault(other, set()):
                    found[other] |= further
                    waiting.append((other, further))
    return found


def _restored(model, trace, version=None):
    """A row as it was; its version goes on, so that a form opened meanwhile is seen to be old."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    values = {fields[name].attname: fields[name].to_python(value) for name, value in (trace.before or {}).items()}
    if version is not None:
        values["version"] = version + 1
    return model(**values)


def _edited_row(model, pk):
    return f"{_named(model, pk)} đã được sửa sau khi nhập."


def _row_with_more(model, pk, other, key, user):
    return f"{_named(model, pk)} đã có {_kind(other, key, user)} gắn vào."


def _newcomer(model, pk):
    return f"{_named(model, pk)} đã được thêm vào dưới tổ chức mà lần nhập đã chuyển."


def _named(model, pk):
    kind = str(model._meta.verbose_name)
    obj = model._base_manager.filter(pk=pk).first()
    return capitalized(kind) + (f" “{obj}”" if obj else "")


def _kind(model, pk, user):
    """What a record is called, for those who may see it; the command line sees everything."""
    rows = model._default_manager
    seen = user is None or not hasattr(rows, "visible_to") or rows.visible_to(user).filter(pk=pk).exists()
    return str(model._meta.verbose_name) if seen else "hồ sơ khác"


def _below(model, path):
    return model._base_manager.filter(path__startswith=path).values_list("pk", flat=True)
