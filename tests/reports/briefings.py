"""Briefings for tests: planned, frozen and concluded by the real actions, on the small tree of the cast."""

from datetime import date

from members.rebuilding import rebuild
from reports import actions
from reports.reorganizing import refresh_positions

FIRST, LAST, CUTOFF = date(2026, 1, 1), date(2026, 6, 30), date(2026, 6, 20)
"""Half a year in which each office of the cast inspected, disciplined and received an appeal."""
HELD = date(2026, 6, 22)


def planned(cast, place="D1", **values):
    usual = {"first": FIRST, "last": LAST, "cutoff": CUTOFF, "chair": "Nguyễn Văn Chủ", "chair_post": "Bí thư"}
    return actions.plan_briefing(by=cast.users["officer"], organization=cast.at(place).organization, **usual | values)


def frozen(cast, place="D1", by=None, **values):
    briefing = planned(cast, place, **values)
    return actions.freeze_briefing(briefing, by=by or cast.users["head"], version=briefing.version)


def held(cast, **values):
    briefing = frozen(cast, **values)
    return actions.conclude_briefing(
        briefing, by=cast.users["head"], version=briefing.version, held=HELD, chair="Nguyễn Văn Chủ"
    )


def in_state(cast, state):
    """A briefing in a state, brought there by its steps."""
    head = cast.users["head"]
    if state == "planned":
        return planned(cast)
    if state == "cancelled":
        briefing = planned(cast)
        return actions.cancel_briefing(briefing, by=head, version=briefing.version, reason="Hoãn họp")
    if state == "frozen":
        return frozen(cast)
    briefing = held(cast)
    return briefing if state == "held" else actions.close_briefing(briefing, by=head, version=briefing.version)


def concluded(briefing, cast, **values):
    """A point of the chair's conclusions."""
    usual = {"text": "Khắc phục dứt điểm", "owner_organization": cast.at("C1").organization, "due": date(2026, 9, 30)}
    return actions.add_conclusion(briefing, by=cast.users["officer"], **usual | values)


def fresh(row):
    """The row as it is stored now."""
    return type(row).objects.get(pk=row.pk)


def move(organization, parent):
    """It turns out that an organization was established under another parent: all that repeats its place follows."""
    organization.parent = parent
    rebuilt = rebuild(established=[organization])
    refresh_positions(rebuilt.organization_ids, rebuilt.member_ids)
