"""The dossier of an inspection: the checklist in force on its date, and which papers are there."""

from dataclasses import dataclass, field
from datetime import date

from inspections.choices import Activity
from inspections.models import Document
from rules.book import Rulebook
from rules.families import Family


@dataclass(frozen=True)
class Item:
    """A line of the checklist with the papers put to it."""

    order: int
    code: str
    title: str
    is_required: bool
    template: str = ""
    documents: tuple = ()

    @property
    def is_missing(self):
        return self.is_required and not self.documents


@dataclass(frozen=True)
class Dossier:
    items: tuple = ()
    others: tuple = field(default=())

    @property
    def required(self):
        return [item for item in self.items if item.is_required]

    @property
    def missing(self):
        return [item for item in self.items if item.is_missing]

    @property
    def percent(self):
        """How much of what is required is there, in whole percent, rounded down: 100 only when nothing is missing."""
        required = len(self.required)
        return 100 if not required else (required - len(self.missing)) * 100 // required


def checklist(activity, on: date, book: Rulebook) -> tuple[dict, ...]:
    """The lines asked for of a kind of inspection begun on a day, in order. Source: each rule of family "dossier"."""
    label = Activity(activity).label
    rules = (rule for rule in book.in_force(Family.DOSSIER, on) if rule["activity"] == label)
    return tuple(sorted(rules, key=lambda rule: rule["order"]))


def dossier_of(inspection, book: Rulebook) -> Dossier:
    """The checklist of an inspection with its papers; a voided paper fills no line."""
    papers = list(inspection.documents.filter(voided__isnull=True).select_related("file", "by"))
    rules = checklist(inspection.activity, inspection.listed, book)
    items = tuple(
        Item(
            rule["order"],
            rule["code"],
            rule["title"],
            rule["required"],
            rule.get("document", ""),
            tuple(paper for paper in papers if paper.item == rule["code"]),
        )
        for rule in rules
    )
    codes = {item.code for item in items}
    return Dossier(items, tuple(paper for paper in papers if paper.item not in codes))


def incomplete(inspections, book: Rulebook) -> list[int]:
    """Keys of the inspections that lack a required paper; two queries for any number of them."""
    rows = list(inspections.order_by().values_list("pk", "activity", "listed"))
    there = {}
    papers = Document.objects.filter(inspection__in=inspections.order_by().values("pk"), voided__isnull=True)
    for inspection, code in papers.order_by().values_list("inspection_id", "item").distinct():
        there.setdefault(inspection, set()).add(code)
    asked = {}
    for _, activity, day in rows:
        if (activity, day) not in asked:
            rules = checklist(activity, day, book)
            asked[activity, day] = {rule["code"] for rule in rules if rule["required"]}
    return [pk for pk, activity, day in rows if asked[activity, day] - there.get(pk, set())]
