"""Many rows by few of Django's statements: as many values at once as both databases take."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

CHUNK = 5000
"""Values of one `IN (...)`; far below what both databases take."""
LOT = 2000
"""Stored rows that are read together with what hangs on them."""


def fetch(queryset, name: str, values: Iterable) -> Iterable:
    """Stored rows whose field is one of many values, in few statements."""
    wanted = sorted(set(values))
    for start in range(0, len(wanted), CHUNK):
        yield from queryset.filter(**{f"{name}__in": wanted[start : start + CHUNK]})


def remove(queryset, name: str, values: Iterable):
    """Delete the rows whose field is one of many values."""
    wanted = sorted(set(values))
    for start in range(0, len(wanted), CHUNK):
        queryset.filter(**{f"{name}__in": wanted[start : start + CHUNK]}).delete()


def rewrite(model, objects: Sequence, among: Iterable[str] | None = None):
    """Store rows that exist already, all columns at once or those among some; far faster than one CASE a column."""
    columns = [column for column in model._meta.concrete_fields if not column.primary_key]
    names = [column.name for column in columns if among is None or column.name in among]
    if objects:
        model._base_manager.bulk_create(
            objects, update_conflicts=True, unique_fields=[model._meta.pk.name], update_fields=names
        )


def in_lots(rows: Iterable, size: int = LOT) -> Iterable[list]:
    rows = iter(rows)
    while lot := list(islice(rows, size)):
        yield lot


def gathered(queryset, owner: str, value: str, ids: Iterable) -> dict[Any, list]:
    """What rows have several of, in the order in which it was stored: the values by their owners' keys."""
    found: dict[Any, list] = {}
    for key, item in fetch(queryset.order_by("pk").values_list(owner, value), owner, ids):
        found.setdefault(key, []).append(item)
    return found
