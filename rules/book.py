"""The rules of law by family and date: readable files in `rules/data`, and versions that an office added.

A family (deadline, dossier, ...) has dated versions; each states the whole family as of its first day. On a day the
newest version that has begun is in force, and no other. A rule is a flat table: what it applies to, its value and
unit, its source (document and article) and how certain it is.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from core.workdays import Calendar
from rules.families import Family, parse, spread
from rules.models import RuleSet

FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Version:
    """A family of rules as it stands from a day on; `stored` is the key of one that the office added."""

    family: str
    effective_from: date
    document: str
    rules: tuple = ()
    stored: int | None = None


@dataclass(frozen=True)
class Rulebook:
    """All versions of all families, read once; questions to it cost no query."""

    versions: dict = field(default_factory=dict)

    def version(self, family: str, on: date) -> Version | None:
        """The version of a family in force on a day, its first day included; of two for one day the later added."""
        begun = [one for one in self.versions.get(family, ()) if one.effective_from <= on]
        return max(begun, key=lambda one: (one.effective_from, one.stored or 0), default=None)

    def in_force(self, family: str, on: date) -> tuple[dict, ...]:
        """The rules of a family on a day, as flat tables in the order of the file."""
        version = self.version(family, on)
        return version.rules if version else ()

    def calendar(self, on: date) -> Calendar:
        """Working days as known on a day; a year that nobody entered has its fixed holidays alone."""
        off, worked = set(), set()
        for rule in self.in_force(Family.HOLIDAYS, on):
            off |= set(rule.get("off", ())) | _every_year(rule.get("days", ()), on)
            worked |= set(rule.get("worked", ()))
        return Calendar(frozenset(off), frozenset(worked))


def read() -> Rulebook:
    """The book as it is now: the files of the program and the versions in the database, in one query."""
    versions = dict(shipped())
    for row in RuleSet.objects.order_by("pk"):
        rules = tuple(parse(row.family, row.text))
        version = Version(row.family, row.effective_from, row.document, rules, row.pk)
        versions[row.family] = (*versions.get(row.family, ()), version)
    return Rulebook(versions)


@cache
def shipped() -> dict[str, tuple[Version, ...]]:
    """What comes with the program: one file a family and date."""
    versions = {}
    for path in sorted(FOLDER.glob("*/*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        rules = tuple(rule for table in content["rules"] for rule in spread(table))
        version = Version(path.parent.name, content["effective_from"], content["document"], rules)
        versions[version.family] = (*versions.get(version.family, ()), version)
    return versions


def text_of(version: Version) -> str:
    """A version as an administrator edits it: without the head, for family, day and document have their own boxes."""
    if version.stored:
        return RuleSet.objects.get(pk=version.stored).text
    path = FOLDER / version.family / f"{version.effective_from.isoformat()}.toml"
    text = path.read_text(encoding="utf-8")
    return text[text.index("[[rules]]") :]


def _every_year(days, on):
    """Fixed days, given as month-day, of the years around a day that a deadline may reach."""
    return {date.fromisoformat(f"{year}-{day}") for day in days for year in range(on.year - 1, on.year + 5)}
