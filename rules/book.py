"""The rules of law by family and date: readable files in `rules/data`, chosen by the date of the act.

A family (deadline, dossier, ...) has dated versions; each states the whole family as of its first day. On a day the
newest version that has begun is in force, and no other. A rule is a flat table of its file: what it applies to, its
value and unit, its source (document and article) and how certain it is (C confirmed, P press, S secondary, W read from
a program, I inferred, M from memory: unconfirmed).
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data"
UNCONFIRMED = ("M", "S", "I")
"""Certainties that a page marks “chưa xác nhận”."""


@dataclass(frozen=True)
class Version:
    """A family of rules as it stands from a day on."""

    family: str
    effective_from: date
    document: str
    rules: tuple = ()


@dataclass(frozen=True)
class Rulebook:
    """All versions of all families, read once; questions to it cost no query."""

    versions: dict = field(default_factory=dict)

    def version(self, family: str, on: date) -> Version | None:
        """The version of a family in force on a day, its first day included."""
        begun = [one for one in self.versions.get(family, ()) if one.effective_from <= on]
        return max(begun, key=lambda one: one.effective_from, default=None)

    def in_force(self, family: str, on: date) -> tuple[dict, ...]:
        """The rules of a family on a day, as flat tables in the order of the file."""
        version = self.version(family, on)
        return version.rules if version else ()


def read() -> Rulebook:
    """The book as it is now."""
    return Rulebook(shipped())


@cache
def shipped() -> dict[str, tuple[Version, ...]]:
    """What comes with the program: one file a family and date."""
    versions = {}
    for path in sorted(FOLDER.glob("*/*.toml")):
        text = tomllib.loads(path.read_text(encoding="utf-8"))
        family = path.parent.name
        version = Version(family, text["effective_from"], text["document"], tuple(text["rules"]))
        versions[family] = (*versions.get(family, ()), version)
    return versions
