"""Records as the book wants them, kept until everything is examined, and then stored in few statements."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from core.lots import remove, rewrite
from core.sheets.rows import Row


class Draft:
    """A record as the book wants it: new, changed or as it is stored."""

    __slots__ = ("before", "is_new", "lists", "obj")

    def __init__(self, obj):
        self.obj, self.is_new = obj, obj.pk is None
        self.before: dict[str, Any] = {}
        self.lists: dict[str, tuple[tuple, tuple]] = {}

    @property
    def is_changed(self):
        return not self.is_new and bool(self.before or any(set(old) != set(new) for old, new in self.lists.values()))

    def put(self, name: str, value: Any):
        """Set a field; of a stored record the value before is kept when it differs."""
        if not self.is_new and getattr(self.obj, name) != value:
            self.before.setdefault(name, getattr(self.obj, name))
        if self.is_new or name in self.before:
            setattr(self.obj, name, value)

    def put_row(self, row: Row, names: Iterable[str]):
        """Set the fields that are named like columns of the book, where it has them."""
        for name in names:
            if row.has(name):
                self.put(name, row[name])

    def put_related(self, name: str, related: Any):
        """Set a foreign key to a record that may not be stored yet."""
        key = f"{name}_id"
        if self.is_new or getattr(self.obj, key) != getattr(related, "pk", None) or (related and not related.pk):
            if not self.is_new:
                self.before.setdefault(name, getattr(self.obj, key))
            setattr(self.obj, name, related)
        elif related is not None:
            setattr(self.obj, name, related)

    def put_list(self, name: str, old: Sequence, new: Sequence):
        """Set what a record has several of; the order does not matter."""
        self.lists[name] = (tuple(old), tuple(new))

    def list_changed(self, name: str) -> bool:
        old, new = self.lists.get(name, ((), ()))
        return set(old) != set(new)

    def history(self, snapshot: Callable) -> tuple[dict | None, dict]:
        """Before and after, for the record's history: all of a new one, what changed of another."""
        lists = {name: list(new) for name, (old, new) in self.lists.items() if self.is_new or set(old) != set(new)}
        if self.is_new:
            return None, snapshot(self.obj) | lists
        after = snapshot(self.obj, list(self.before)) if self.before else {}
        return self.before | {name: list(self.lists[name][0]) for name in lists}, after | lists


def state_of(drafts):
    if drafts[0].is_new:
        return "created"
    return "updated" if any(draft.is_changed for draft in drafts) else "unchanged"


def save(model, drafts: Iterable[Draft]):
    """Store new records, and changed ones with their next version."""
    drafts = list(drafts)
    model._base_manager.bulk_create([draft.obj for draft in drafts if draft.is_new])
    changed = [draft.obj for draft in drafts if draft.is_changed]
    if hasattr(model, "version"):
        for obj in changed:
            obj.version += 1
    rewrite(model, changed)


def save_lists(model, owner: str, value: str, name: str, drafts: Iterable[Draft]):
    """Replace the rows of one kind that belong to new and changed records."""
    touched = [draft for draft in drafts if draft.list_changed(name)]
    remove(model._base_manager, owner, [draft.obj.pk for draft in touched if not draft.is_new])
    model._base_manager.bulk_create(
        [model(**{owner: draft.obj, value: item}) for draft in touched for item in draft.lists[name][1]]
    )
