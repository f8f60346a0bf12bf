"""Composing layouts and sets of actors: every version stays."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import history
from accounts.choices import Act
from inspections.actions.rows import assign, locked, save, save_next_version
from reports.definitions import key_of
from reports.models import ActorSet, LayoutVersion, ReportLayout
from reports.notation import BODY, FIGURES, read

MOST_FAULTS = 15


def reading_of(text, organization):
    """The text as it reads with the sets of actors that the organization may use."""
    return read(text, ActorSet.objects.by_name(organization))


def require_readable(text, organization):
    """Refuse a text with faults: each is told with its line."""
    faults = reading_of(text, organization).faults
    if faults:
        told = [f"Dòng {line}: {words}" for line, words in faults[:MOST_FAULTS]]
        more = [f"Còn {len(faults) - MOST_FAULTS} lỗi khác."] if len(faults) > MOST_FAULTS else []
        raise ValidationError({"text": [*told, *more]}, code="unreadable")


@transaction.atomic
def create_layout(*, by, organization, text, **values):
    """A new layout, empty of faults."""
    require_readable(text, organization)
    layout = save(ReportLayout(organization=organization, text=text, **values))
    _keep(layout, by)
    history.record(by=by, act=Act.CREATE, obj=layout, after=history.snapshot(layout))
    return layout


@transaction.atomic
def update_layout(layout, *, by, version, **values):
    """Another version of a layout; reports that were begun keep the one they have."""
    layout = locked(layout, version)
    before = history.snapshot(layout)
    assign(layout, values)
    require_readable(layout.text, layout.organization)
    save_next_version(layout)
    _keep(layout, by)
    history.record(by=by, act=Act.UPDATE, obj=layout, before=before, after=history.snapshot(layout))
    return layout


def put_figure(layout, *, by, version, line, replaces=""):
    """Add the line of a figure to a layout, or put it in the place of one with that name."""
    return update_layout(layout, by=by, version=version, text=with_figure(layout.text, line, replaces))


def with_figure(text, line, replaces=""):
    """The text with one more line among its figures; at the end of them, so that it may rest on those above."""
    lines = text.splitlines()
    begin, end = _bounds(lines)
    if begin is None:
        return "\n".join([FIGURES, line, BODY, *lines])
    for place in range(begin + 1, end):
        if replaces and key_of(lines[place].partition("=")[0]) == key_of(replaces):
            return "\n".join([*lines[:place], line, *lines[place + 1 :]])
    while end > begin + 1 and not lines[end - 1].strip():
        end -= 1
    return "\n".join([*lines[:end], line, *lines[end:]])


def _bounds(lines):
    keys = [key_of(line) for line in lines]
    if key_of(FIGURES) not in keys:
        return None, None
    begin = keys.index(key_of(FIGURES))
    end = next((place for place in range(begin, len(lines)) if keys[place] == key_of(BODY)), len(lines))
    return begin, end


def _keep(layout, by):
    LayoutVersion.objects.create(layout=layout, number=layout.version, content=layout.content, by=by)


@transaction.atomic
def create_actor_set(*, by, organization, **values):
    actors = save(ActorSet(organization=organization, **values))
    history.record(by=by, act=Act.CREATE, obj=actors, after=history.snapshot(actors))
    return actors


@transaction.atomic
def update_actor_set(actors, *, by, version, **values):
    """Change who is merged; issued reports keep their numbers, drafts are counted anew."""
    actors = locked(actors, version)
    before = history.snapshot(actors)
    assign(actors, values)
    save_next_version(actors)
    history.record(by=by, act=Act.UPDATE, obj=actors, before=before, after=history.snapshot(actors))
    return actors
