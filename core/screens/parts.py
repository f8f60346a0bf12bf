"""What pages are put together from: facts, sections, buttons, tabs, the way here."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Fact:
    """One line of a summary list. An empty value is shown as a dash."""

    label: str
    value: Any
    url: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Section:
    """A part of a detail page: a table, facts, or a template of its own with `context`."""

    title: str
    table: Any = None
    facts: list = field(default_factory=list)
    template: str = ""
    context: dict = field(default_factory=dict)
    buttons: list = field(default_factory=list)
    empty: str = "Chưa có."
    anchor: str = ""


@dataclass(frozen=True)
class Button:
    label: str
    url: str
    primary: bool = False


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Crumb:
    label: str
    url: str
