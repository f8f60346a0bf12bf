"""Decisions against the rules of their days: which of them a rule questions. Nothing is judged; people look again.

What the program holds of old decisions is little, so this asks only what their own columns can answer: was there such
a form for the subject, might the body decide it, was the violation in time, were the days after signing kept.
"""

from dataclasses import dataclass
from functools import cache

from core.text import short_date
from discipline import effect
from discipline.authority import PROPOSES, class_by, forms_on, forms_rule, rulings
from discipline.choices import CheckKind, Form, Standing, SubjectClass
from discipline.limitation import limits
from discipline.restrictions import standing_then
from discipline.verdicts import Told


@dataclass(frozen=True)
class Question:
    """One rule that a decision doesn't seem to keep: which, what it says, by which document."""

    kind: CheckKind
    words: str
    told: Told

    def __str__(self):
        flag = "" if self.told.is_confirmed else "; chưa xác nhận"
        return f"{self.words} ({self.told.source}{flag})"


@dataclass(frozen=True)
class Once:
    """The only violation that a decision from papers tells of: its day."""

    begun: object
    ended: object = None
    continuing: bool = False
    unlimited: bool = False


class Checker:
    """The checks of one rulebook; what many decisions share is looked up once."""

    def __init__(self, book):
        self.book = book
        self.forms = cache(self._forms)
        self.rulings = cache(self._rulings)

    def questions(self, decision) -> list[Question]:
        """Each rule in force on the day of a decision that the decision doesn't seem to keep."""
        found = [self._form(decision), self._authority(decision), self._limitation(decision)]
        return [one for one in (*found, *self._days(decision)) if one]

    def _forms(self, day, standing):
        return forms_on(self.book, day=day, standing=standing)

    def _rulings(self, day, body, level, standing, subject_class):
        return rulings(self.book, day=day, body=body, level=level, standing=standing, subject_class=subject_class)

    def _form(self, decision):
        day, standing = decision.decided, standing_then(decision)
        possible = self.forms(day, standing)
        if not possible or decision.form in possible:
            return None
        labels = ", ".join(form.label.lower() for form in possible)
        rule = Told(forms_rule(self.book, day=day, standing=standing))
        words = (
            f"{Form(decision.form).label} không có trong các hình thức áp dụng cho {standing.label.lower()}: {labels}"
        )
        return Question(CheckKind.FORM, words, rule)

    def _authority(self, decision):
        standing = standing_then(decision)
        ruled = self.rulings(decision.decided, decision.body, decision.level, standing, class_then(decision))
        ruling = ruled.get(decision.form)
        if ruling is None or not ruling.is_known or ruling.decides:
            return None
        may = "chỉ đề nghị" if ruling.value == PROPOSES else "không có thẩm quyền quyết định"
        actor = f"{decision.get_body_display()} cấp {decision.get_level_display().lower()}"
        whom = SubjectClass(class_then(decision)).label
        words = f"{actor} {may} {ruling.form.label.lower()} đối với {whom[:1].lower()}{whom[1:]}"
        return Question(CheckKind.AUTHORITY, words, ruling)

    def _limitation(self, decision):
        violations = self._violations(decision)
        found = limits(self.book, day=decision.decided, standing=standing_then(decision), violations=violations)
        limit = found.get(decision.form)
        if limit is None or not limit.expired:
            return None
        words = f"{limit.form.label}: {limit.words}; quyết định ngày {short_date(decision.decided)}"
        return Question(CheckKind.LIMITATION, words, limit)

    def _violations(self, decision):
        """Those of its case, else the one day that the decision tells."""
        if decision.case_subject_id:
            return list(decision.case_subject.violations.all())
        return [Once(decision.violated)] if decision.violated else []

    def _days(self, decision):
        signed, announced = decision.decided, decision.announced
        due = effect.publish_by(self.book, body=decision.body, signed=signed)
        yield self._late("Công bố", announced, due)
        due = effect.hand_over_by(self.book, body=decision.body, signed=signed, announced=announced)
        yield self._late("Giao quyết định", decision.handed_over, due)

    def _late(self, what, day, due):
        if not (day and due and due.day and day > due.day):
            return None
        words = f"{what} ngày {short_date(day)}, sau hạn {short_date(due.day)} ({due.words})"
        return Question(CheckKind.DAYS, words, due)


def class_then(decision) -> SubjectClass:
    """What the subject was to the deciding body, from seat and managed-by level on the day of the decision."""
    if standing_then(decision) == Standing.ORGANIZATION:
        return SubjectClass.LOWER
    return class_by(decision.seat, decision.managed_by, decision.level)


def questioned(rows, book) -> dict[int, list[Question]]:
    """The questions by the key of each decision that has any."""
    checker = Checker(book)
    rows = rows.select_related("case_subject").prefetch_related("case_subject__violations").order_by()
    found = ((decision.pk, checker.questions(decision)) for decision in rows)
    return {key: questions for key, questions in found if questions}
