"""Dimensions that several facts have, and how a child row reaches those of the row that it hangs on."""

from functools import partial

from django.db.models import CharField, Value

from members.models import actor

ACTOR = {"level": "level", "body": "body"}
COUNTED_ACTOR = {**ACTOR, "actor": actor}
SUBJECT = {"subject": "subject_kind"}
POSITION = {"seat": "seat", "managed_by": "managed_by", "organization_type": "organization_type"}


def constant(text):
    return Value(text, output_field=CharField())


def through(link, dimensions):
    """The same dimensions of the row that a child row hangs on."""
    return {name: _behind(link, column) for name, column in dimensions.items()}


def _behind(link, column):
    return f"{link}__{column}" if isinstance(column, str) else partial(column, prefix=f"{link}__")
