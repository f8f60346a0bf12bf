"""docs/states.md from the tables of states, so that the two never differ."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from discipline.states import TABLES as OF_DISCIPLINE
from inspections.states import TABLES as OF_INSPECTIONS
from members.states import TABLES as OF_MEMBERS
from reports.states import TABLES as OF_REPORTS

WHO = {
    "can_decide": "head",
    "can_run_cases": "officer, head",
    "can_write_records": "clerk, officer, head",
    "can_judge_submission": "head of the organization above",
    "can_report_conclusion": "clerk, officer, head of either organization",
    "can_write_denunciations": "head, officer who handles letters",
    "can_steer_job": "who asked, administrator",
    "by_the_worker": "the worker",
}
PLACE = Path("docs") / "states.md"


def page():
    """The whole document as text."""
    lines = [
        "# States and steps",
        "",
        "Written by `manage.py states` from the `states.py` of each app; a test says when it is out of date.",
        "Every step that a table does not name is refused, with the steps that are possible.",
    ]
    for table in (*OF_MEMBERS, *OF_INSPECTIONS, *OF_DISCIPLINE, *OF_REPORTS):
        lines += [
            "",
            f"## {table.title}",
            "",
            "States: " + ", ".join(f"{s.label} (`{s.value}`)" for s in table.states) + ".",
        ]
        lines += ["", "| Step | From | To | Who | Needs |", "|---|---|---|---|---|"]
        for move in table.moves:
            sources = ", ".join(f"`{source.value}`" for source in move.sources)
            target = f"`{move.target.value}`" if move.target else "as before"
            label = f"{move.label} (`{move.verb}`)" + (", not undone" if move.irreversible else "")
            lines.append(f"| {label} | {sources} | {target} | {WHO[move.may.__name__]} | {move.needs or '–'} |")
    return "\n".join(lines) + "\n"


class Command(BaseCommand):
    help = "Writes docs/states.md from the tables of states."

    def handle(self, **options):
        (Path(settings.BASE_DIR) / PLACE).write_text(page(), encoding="utf-8")
