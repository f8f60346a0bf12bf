"""Figures as the rows that other programs read: one object a combination of labels, as in the Excel book."""

from collections import Counter

from discipline.choices import AppealResult, Form
from inspections.choices import Activity, DenunciationResult, Result
from members.choices import Body, Grade, Level
from reports.figures import Counts

STAGES = {
    "appeal_received": ("appeal", "received"),
    "appeal_resolved": ("appeal", "resolved"),
    "denunciation_received": ("denunciation", "received"),
    "denunciation_resolved": ("denunciation", "resolved"),
    "remedy_done": ("remedy", "done"),
    "remedy_done_late": ("remedy", "done late"),
    "remedy_overdue": ("remedy", "overdue"),
}
PLAIN = ("subject", "subject_in_progress", "inspection", "inspection_in_progress", "decision", "rating")
COLUMNS = ("year", "activity", "form", "level", "body", "subject", "result", "grade")
"""Dimensions that are listed, in this order; counts are summed over the others."""

LABELS = {
    "activity": dict(Activity.choices),
    "form": dict(Form.choices),
    "level": dict(Level.choices),
    "body": dict(Body.choices),
    "grade": dict(Grade.choices),
}
RESULTS = {
    "subject": dict(Result.choices),
    "subject_in_progress": dict(Result.choices),
    "appeal": dict(AppealResult.choices),
    "denunciation": dict(DenunciationResult.choices),
}


def listing(organization, period):
    """The figures of an organization and period as plain rows, the non-zero ones only.

    A subject without a result has `result` null.
    """
    counts = Counts(organization, {"now": period}, facts=(*PLAIN, *STAGES))
    rows = []
    for name in (*PLAIN, *STAGES):
        fact, stage = STAGES.get(name, (name, None))
        head = {"fact": fact} | ({"stage": stage} if stage else {})
        rows += [head | labels for labels in _summed(fact, counts.rows(name))]
    return {
        "organization": organization.code,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "rows": rows,
    }


def _summed(fact, rows):
    totals = Counter()
    for values, count in rows:
        totals[tuple((column, values[column]) for column in _columns(fact, values))] += count
    return [
        {column: _label(fact, column, value) for column, value in key} | {"count": count}
        for key, count in sorted(totals.items())
    ]


def _columns(fact, values):
    """A rating's level is that of who is rated, not of an actor: it isn't listed."""
    return [column for column in COLUMNS if column in values and not (fact == "rating" and column == "level")]


def _label(fact, column, value):
    if column == "year":
        return int(value)
    if column == "subject":
        return value
    labels = RESULTS[fact] if column == "result" else LABELS[column]
    return labels.get(value)
