"""The life of an organization: its standings with the decisions behind them, what went before and what came after."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from members.choices import ActKind
from members.models import Handover, Organization, ReorganizationAct
from members.permissions import can_read_records
from reports.matters import handed_counts

OUTSIDE = "ngoài phạm vi của bạn"
SAME = ("parent_id", "name", "type", "level")
ENDED = {ActKind.MERGE: "sáp nhập", ActKind.END: "kết thúc"}


@dataclass(frozen=True)
class Row:
    """A time in which name, type, level and parent stayed the same."""

    standing: Any
    until: Any
    parent: str
    parent_url: str
    decisions: list


@dataclass(frozen=True)
class Link:
    """An organization before or after this one."""

    name: str
    url: str
    words: str
    decision: Any


@dataclass(frozen=True)
class Life:
    rows: list
    before: list
    after: list
    handed: list
    received: list


def times(organization, user):
    """Everything the page of an organization through time tells, as far as a user may see it."""
    acts = _acts(organization)
    visible = set(Organization.objects.visible_to(user).order_by().values_list("pk", flat=True))
    before = [act for act in acts if act.target_id == organization.pk and act.kind in ENDED]
    after = [act for act in acts if act.organization_id == organization.pk and act.kind in ENDED and act.target_id]
    split = [act for act in acts if act.kind == ActKind.ESTABLISH and act.origin_id]
    origins = [_link(a.origin, "chia tách thành tổ chức này", a, visible) for a in split
               if a.organization_id == organization.pk]  # fmt: skip
    parts = [_link(a.organization, "chia tách từ tổ chức này", a, visible) for a in split
             if a.origin_id == organization.pk]  # fmt: skip
    return Life(
        list(_rows(organization, acts, visible)),
        [_link(a.organization, f"{ENDED[a.kind]}, tổ chức này tiếp nhận", a, visible) for a in before] + origins,
        [_link(a.target, f"tiếp nhận khi tổ chức này {ENDED[a.kind]}", a, visible) for a in after] + parts,
        *(_counts(organization, side, user) for side in ("act__organization", "after")),
    )


def _acts(organization):
    named = Q(organization=organization) | Q(target=organization) | Q(origin=organization)
    acts = ReorganizationAct.objects.effective().filter(named).in_order()
    return list(acts.select_related("reorganization", "organization", "target", "origin"))


def _rows(organization, acts, visible):
    """Standings joined where only the place of one above changed."""
    standings = list(organization.standings.select_related("parent"))
    groups = []
    for standing in standings:
        if groups and all(getattr(groups[-1][0], name) == getattr(standing, name) for name in SAME):
            groups[-1].append(standing)
        else:
            groups.append([standing])
    previous = None
    for group in groups:
        first = group[0]
        parent, url = _parent(first.parent, visible)
        yield Row(first, group[-1].valid_until, parent, url, _decisions(first, previous, acts))
        previous = first


def _parent(parent, visible):
    if parent is None:
        return "Không có cấp trên", ""
    return (parent.name, page_of(parent)) if parent.pk in visible else (f"Cấp trên {OUTSIDE}", "")


def _decisions(standing, previous, acts):
    """The decisions by which a standing began: acts on the organization, or the end of the one it was under."""
    day = standing.valid_from
    found = {act.reorganization for act in acts if act.organization_id == standing.organization_id
             and act.reorganization.day == day}  # fmt: skip
    if day and previous and previous.parent_id and previous.parent_id != standing.parent_id:
        ends = ReorganizationAct.objects.effective().filter(
            organization=previous.parent_id, kind__in=ENDED, reorganization__day=day
        )
        found |= {act.reorganization for act in ends.select_related("reorganization")}
    return sorted(found, key=lambda decision: decision.pk)


def _link(one, words, act, visible):
    name, url = (one.name, page_of(one)) if one.pk in visible else (f"Tổ chức {OUTSIDE}", "")
    return Link(name, url, words, act.reorganization)


def page_of(organization):
    return reverse("organization-through-time", args=[organization.pk])


def _counts(organization, side, user):
    """How many open matters of each kind went from or to it; only for those who read records."""
    if not can_read_records(user, organization):
        return []
    handed = Handover.objects.filter(**{side: organization}, act__reorganization__annulled_by=None)
    return handed_counts(handed, user, organization)
