"""Where the users of an organization read beyond its own path, worked out from the standings.

The former places of an organization, and the places of whatever it succeeded, belong to the reach of each organization
above it: users of the new superior see the closed matters of what it took over. The old superior keeps what was under
it then, for acts of that time still carry its path.
"""

from bisect import bisect_left
from collections import defaultdict

from django.db.models import Count, F

from core.bulk import update
from core.lots import fetch
from members.models import Organization, Standing
from members.models.organizations import PATH_DIGITS
from members.models.scoping import AFTER_DIGITS, outermost


def refresh_reach():
    """Write what follows from the standings anew where it changed. What no reorganization touched is not even read."""
    former = _former_paths()
    wanted = {"reorganized": _reorganized(former), "former_paths": former, "reached_paths": _reached_paths(former)}
    changed = {pk for column, values in wanted.items() for pk in _differing(column, values)}
    rows = {pk: [values.get(pk, NOTHING[column]) for column, values in wanted.items()] for pk in changed}
    update(Organization, tuple(wanted), rows)


NOTHING = {"reorganized": False, "former_paths": [], "reached_paths": []}
"""What is stored of an organization that was never reorganized."""


def _differing(column, wanted):
    """The organizations of which something else is stored than is wanted."""
    nothing = NOTHING[column]
    stored = dict(Organization.objects.order_by().exclude(**{column: nothing}).values_list("pk", column))
    return {pk for pk in stored.keys() | wanted.keys() if stored.get(pk, nothing) != wanted.get(pk, nothing)}


def _reorganized(formers):
    """The organizations that have more than one standing, or ended elsewhere than their last parent is now."""
    several = Standing.objects.order_by().values("organization").annotate(n=Count("pk")).filter(n__gt=1)
    return dict.fromkeys([*several.values_list("organization", flat=True), *formers], True)


def _former_paths():
    """By organization: the places of its standings that are not where it is now, the latest first."""
    elsewhere = Standing.objects.exclude(path=F("organization__path")).order_by("-valid_until", "pk")
    found = defaultdict(list)
    for pk, path in elsewhere.values_list("organization", "path"):
        if path not in found[pk]:
            found[pk].append(path)
    return dict(found)


def _reached_paths(formers):
    touched = list(Organization.objects.order_by().exclude(today_path=F("path")).values_list("pk", flat=True))
    places = fetch(Organization.objects.order_by().values_list("path", "today_path", "pk"), "pk", {*touched, *formers})
    rows = [(path, today, formers.get(pk, [])) for path, today, pk in places]
    reached = defaultdict(set)
    for path, today, former in rows:
        for key, above in {*_steps(path), *_steps(today)}:
            reached[key].update(place for place in [path, *former] if not place.startswith(above))
    formerly = sorted((path, former) for path, _, former in rows if former)
    return {key: _whole(places, formerly) for key, places in reached.items() if places}


def _steps(path):
    """The organizations along a path, each with its own path."""
    ends = range(PATH_DIGITS, len(path) + 1, PATH_DIGITS)
    return [(int(path[end - PATH_DIGITS : end]), path[:end]) for end in ends]


def _whole(places, formerly):
    """Some places with the former ones of whatever ended there: who opens it reads all that it did."""
    waiting, seen = list(places), set()
    while waiting:
        place = waiting.pop()
        if place not in seen:
            seen.add(place)
            found = slice(bisect_left(formerly, (place,)), bisect_left(formerly, (place + AFTER_DIGITS,)))
            waiting += [former for _, formers in formerly[found] for former in formers]
    return outermost(seen)
