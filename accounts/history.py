"""The history chain: what was done, by whom, from where, so that tampering shows.

Each entry carries the hash of the entry before it and an HMAC-SHA256 over its own content, so nobody without the
key can change, add, remove or reorder entries unseen. A cut tail shows against a head noted earlier, such as the
one printed on a briefing.

Record last in a transaction: from the first entry to the commit every other writer of history waits.
"""

import datetime
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.conf import settings
from django.db import connections, models, router, transaction
from django.utils import timezone

from core.bulk import insert

from .choices import Act, Break
from .models import HistoryEntry, User

SYSTEM = "hệ thống"
NO_HASH = "0" * 64
LOCK_NUMBER = 0x4B544753  # the letters KTGS; any constant nobody else uses
SECRET_FIELDS = frozenset({"password", "last_login"})
SHORTEST_HEAD = 16
_SIGNED_FIELDS = (
    "sequence", "at", "user_id", "username", "address", "act", "object_type", "object_id", "object_label",
    "summary", "changes", "reason", "previous_hash",
)  # fmt: skip
STORED = (*_SIGNED_FIELDS, "hash")


@dataclass(frozen=True)
class Entry:
    """One thing done, before it is linked into the chain."""

    act: str
    obj: models.Model | None = None
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    reason: str = ""
    summary: str = ""


@dataclass(frozen=True)
class BrokenLink:
    """The first place where the chain does not hold."""

    sequence: int
    reason: Break

    def __str__(self):
        return f"bản ghi số {self.sequence}: {self.reason.label}"


@dataclass(frozen=True)
class Witness:
    """A link of the chain that was noted elsewhere, such as on a frozen briefing; `fault` is what is wrong there."""

    name: str
    sequence: int
    hash: str
    fault: str = ""


def record(*, by, act, obj=None, before=None, after=None, reason="", summary="", username="", address=""):
    """Add one entry and return it. `by` is the user, or None for the command line.

    `username` and `address` are for what happens before anybody is signed in.
    """
    entry = Entry(act, obj, before, after, reason, summary)
    with _end_of_chain() as last:
        linked = HistoryEntry(**next(_linked([entry], last, by, username, address)))
        linked.save(force_insert=True)
    return linked


def record_reading(*, by, obj):
    """Note that a user opened an object, once a day: enough to tell who knew what since when."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    noted = HistoryEntry.objects.of(obj).by(by).filter(act=Act.READ, at__gte=midnight)
    return None if noted.exists() else record(by=by, act=Act.READ, obj=obj)


def record_many(*, by: User | None, entries: Iterable[Entry]) -> int:
    """Add many entries in their order, for imports; return how many."""
    with _end_of_chain() as last:
        rows = [[row[name] for name in STORED] for row in _linked(entries, last, by, "", "")]
        insert(HistoryEntry, STORED, rows)
    return len(rows)


def head() -> str:
    """The hash of the newest entry: noted on paper, it proves later that no tail was cut."""
    return HistoryEntry.objects.newest_first().values_list("hash", flat=True).first() or NO_HASH


def head_link() -> tuple[int, str]:
    """The newest entry's number and hash; of an empty chain, 0 and no hash."""
    return HistoryEntry.objects.newest_first().values_list("sequence", "hash").first() or (0, NO_HASH)


def is_link(sequence: int, hash: str) -> bool:
    """Whether the entry of that number still bears that hash."""
    return (sequence, hash) == (0, NO_HASH) or HistoryEntry.objects.filter(sequence=sequence, hash=hash).exists()


def misplaced(sequence: int, head: str) -> BrokenLink | None:
    """The break when the entry of that number doesn't bear the noted hash."""
    row = HistoryEntry.objects.filter(sequence=sequence).values_list("hash", flat=True).first()
    return None if row and _matches(head, row) else BrokenLink(sequence, Break.CUT_TAIL)


def missing(witnesses: Iterable[Witness]) -> list[Witness]:
    """Those whose link is no longer in the chain, which was then cut or written anew."""
    return [witness for witness in witnesses if not is_link(witness.sequence, witness.hash)]


def verify(head: str = "") -> BrokenLink | None:
    """Walk the whole chain and return its first broken link, or None when it is whole.

    With `head` (a hash noted earlier, or its first 16 characters or more) that entry must still be there.
    """
    sequence, previous_hash, found = 0, NO_HASH, head in ("", NO_HASH)
    rows = HistoryEntry.objects.order_by("sequence").values(*_SIGNED_FIELDS, "hash")
    for row in rows.iterator(chunk_size=2000):
        sequence += 1
        if broken := _broken(row, sequence, previous_hash):
            return BrokenLink(sequence, broken)
        previous_hash = row["hash"]
        found = found or _matches(head, previous_hash)
    return None if found else BrokenLink(sequence + 1, Break.CUT_TAIL)


def snapshot(obj: models.Model, fields: Iterable[str] | None = None) -> dict[str, Any]:
    """The stored values of an object as JSON can hold them; related objects by their key. Never a password."""
    names = fields or [field.name for field in obj._meta.concrete_fields]
    return {name: _plain(_stored_value(obj, name)) for name in names if name not in SECRET_FIELDS}


def changes(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> dict[str, list]:
    """The fields that differ, each with its value before and after."""
    old, new = _plain(before or {}), _plain(after or {})
    return {name: [old.get(name), new.get(name)] for name in {**old, **new} if old.get(name) != new.get(name)}


@contextmanager
def _end_of_chain():
    """A transaction that holds the end of the chain, (sequence, hash): nobody else adds until it commits."""
    using = router.db_for_write(HistoryEntry)
    with transaction.atomic(using=using):
        connection = connections[using]
        if connection.vendor == "postgresql":  # SQLite's transactions are IMMEDIATE and so already take turns
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_NUMBER])
        last = HistoryEntry.objects.using(using).newest_first().values_list("sequence", "hash").first()
        yield last or (0, NO_HASH)


def _linked(entries, last, by, username, address):
    """Turn entries into the values of rows, each signed over the one before."""
    last_sequence, previous_hash = last
    at = timezone.now()
    author = {
        "user_id": by and by.pk,
        "username": _text(username or (by.username if by else SYSTEM), 150),
        "address": _text(address or getattr(by, "address", ""), 45),
    }
    for sequence, entry in zip(count(last_sequence + 1), entries, strict=False):
        row = {"sequence": sequence, "at": at, "previous_hash": previous_hash, **author, **_content(entry)}
        row["hash"] = previous_hash = _signature(row)
        yield row


def _content(entry):
    obj = entry.obj
    return {
        "act": str(Act(entry.act)),
        "object_type": obj._meta.label_lower if obj else "",
        "object_id": str(obj.pk) if obj else "",
        "object_label": _text(str(obj), 250) if obj else "",
        "summary": _text(entry.summary),
        "changes": changes(entry.before, entry.after),
        "reason": _text(entry.reason),
    }


def _broken(row, sequence, previous_hash):
    """Why this row does not continue the chain, or None."""
    if row["sequence"] != sequence:
        return Break.GAP
    if row["previous_hash"] != previous_hash:
        return Break.WRONG_LINK
    return None if hmac.compare_digest(row["hash"], _signature(row)) else Break.ALTERED


def _matches(head, hash):
    return len(head) >= SHORTEST_HEAD and hash.startswith(head.lower())


def _signature(row):
    signed = {name: row[name] for name in _SIGNED_FIELDS}
    signed["at"] = signed["at"].astimezone(datetime.UTC).isoformat(timespec="microseconds")
    canonical = json.dumps(signed, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hmac.new(settings.HISTORY_KEY, canonical.encode(), hashlib.sha256).hexdigest()


def _stored_value(obj, name):
    """The value of a field; of a foreign key the key alone, without a query."""
    return getattr(obj, obj._meta.get_field(name).attname)


def _plain(value):
    """A value as both databases give it back exactly: no floats, no dates, no zero bytes."""
    match value:
        case None | bool() | int():
            return value
        case datetime.datetime() if timezone.is_aware(value):
            return value.astimezone(datetime.UTC).isoformat()
        case datetime.date() | datetime.time():
            return value.isoformat()
        case models.Model():
            return _plain(value.pk)
        case Mapping():
            return {_text(str(name)): _plain(item) for name, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case set() | frozenset() | models.QuerySet():
            return sorted((_plain(item) for item in value), key=str)
        case _:
            return _text(str(value))


def _text(value, length=None):
    """Text as PostgreSQL takes it: no zero bytes, no lone surrogates."""
    return value.replace("\0", "").encode("utf-8", "replace").decode()[:length]
