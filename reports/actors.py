"""Who acted, in the words of reports: committees by level, cells, advisory bodies, commissions by level.

The sets are disjoint and together hold every pair of level and body, so their sum is the whole.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from core.text import capitalized
from members.choices import COMMITTEE_BODIES, LEVEL_RANK, Body, Level

COMMITTEE_NAMES = {
    Level.CENTRAL: "Trung ương",
    Level.PROVINCE: "Tỉnh ủy, Ban Thường vụ Tỉnh ủy",
    Level.DISTRICT: "Huyện ủy, Ban Thường vụ Huyện ủy",
    Level.BASE: "cấp ủy cơ sở",
    Level.SECTION: "đảng ủy bộ phận",
    Level.CELL: "chi ủy",
}
COMMISSION_NAMES = {
    Level.CENTRAL: "Ủy ban Kiểm tra Trung ương",
    Level.PROVINCE: "Ủy ban Kiểm tra Tỉnh ủy",
    Level.DISTRICT: "Ủy ban Kiểm tra Huyện ủy",
    Level.BASE: "ủy ban kiểm tra đảng ủy cơ sở",
    Level.SECTION: "ủy ban kiểm tra đảng ủy bộ phận",
    Level.CELL: "ủy ban kiểm tra cấp chi bộ",
}


@dataclass(frozen=True)
class Actor:
    """A set of levels and bodies under one name."""

    name: str
    levels: tuple[str, ...]
    bodies: tuple[str, ...]

    def slice(self, figure):
        """The figure, of this actor alone."""
        return figure.of(level=self.levels, body=self.bodies)

    @property
    def title(self):
        """The name at the beginning of a sentence or cell."""
        return capitalized(self.name)


EVERY_LEVEL = tuple(Level.values)
COMMITTEES = {level: Actor(name, (level,), COMMITTEE_BODIES) for level, name in COMMITTEE_NAMES.items()}
COMMISSIONS = {level: Actor(name, (level,), (Body.COMMISSION,)) for level, name in COMMISSION_NAMES.items()}
ADVISERS = Actor("cơ quan tham mưu, giúp việc của cấp ủy", EVERY_LEVEL, (Body.ADVISORY,))
CELLS = Actor("chi bộ", EVERY_LEVEL, (Body.CELL,))

COMMITTEE_BLOCK = (*COMMITTEES.values(), ADVISERS, CELLS)
"""Committees, their advisory bodies and cells: the first block of a report."""
COMMISSION_BLOCK = tuple(COMMISSIONS.values())
"""Inspection commissions: the second block, disjoint from the first."""
EVERYONE = (*COMMITTEE_BLOCK, *COMMISSION_BLOCK)


def expected_actors(organization, block):
    """The actors a report always names, zero or not: the organization's own, and the base where it's below."""
    above_base = LEVEL_RANK[organization.level] < LEVEL_RANK[Level.BASE]
    levels = [organization.level, *([Level.BASE] if above_base else [])]
    named = [COMMITTEES[level] for level in levels] + [COMMISSIONS[organization.level]]
    if organization.level == Level.CELL:
        named = [CELLS]
    return [actor for actor in block if actor in named]


# ------------------------------------------------------------------------------------------------- sets that are merged

DATA = Path(__file__).parent / "data"


def shipped_sets():
    """The merged sets that come with the program: {name: pairs of level and body}, in the order of the file."""
    read = json.loads((DATA / "actor_sets.json").read_text(encoding="utf-8"))
    return {one["name"]: pairs_of(one["groups"]) for one in read}


def pairs_of(groups):
    """Pairs of some groups; a group without levels means all of them."""
    return frozenset(
        f"{level}-{body}" for group in groups for level in group.get("levels", EVERY_LEVEL) for body in group["bodies"]
    )
