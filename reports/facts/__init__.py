"""The tables that figures are counted from: which rows, put into a period by which date, along which dimensions.

All counts of a page are one statement: a grouped query a fact and a period, joined by `union all`. Each row of the
answer is (fact, period, dimension values..., count).
"""

from reports.facts.discipline import OF_DISCIPLINE
from reports.facts.fact import COUNTED_ROWS, UNIT, Fact
from reports.facts.follow_up import OF_FOLLOW_UP
from reports.facts.inspections import OF_INSPECTIONS
from reports.facts.letters import OF_LETTERS
from reports.facts.members import OF_MEMBERS
from reports.facts.staff import OF_STAFF

__all__ = ["COUNTED_ROWS", "FACTS", "UNIT", "USUAL", "Fact"]

FACTS = OF_INSPECTIONS | OF_DISCIPLINE | OF_LETTERS | OF_FOLLOW_UP | OF_STAFF | OF_MEMBERS
"""All facts by name, in the order in which analyses offer them."""

USUAL = (
    "subject", "subject_in_progress", "inspection", "inspection_in_progress", "decision", "decision_group",
    "decision_in_force", "suspension", "strike_off", "appeal_received", "appeal_resolved", "denunciation_received",
    "denunciation_resolved", "remedy_done", "remedy_done_late", "remedy_overdue", "remedy_open", "item_planned",
    "item_done", "rating", "resolution", "review", "limitation", "measure_due", "measure_done", "measure_done_late",
    "measure_overdue",
)  # fmt: skip
"""The facts of the briefing."""
