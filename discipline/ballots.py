"""What a ballot results in: each form against its share of all members, else votes added downward.

Source: rule family "vote" (22-QĐ/TW, art. 15 [C]; adding downward 21-QĐ/TW [S]).
"""

import operator
from dataclasses import dataclass
from fractions import Fraction

from django.core.exceptions import ValidationError

from discipline.authority import forms_on
from discipline.choices import Form, VoteKind
from discipline.verdicts import Told
from rules.families import Family

COMPARE = {"more than": ("trên", operator.gt), "at least": ("từ", operator.ge)}


@dataclass(frozen=True)
class Tally(Told):
    """The form that passed, or none, and how it was found."""

    form: Form | None = None
    words: str = ""


def tally(book, *, day, standing, kind, electorate, counts) -> Tally:
    """The result of a ballot of `electorate` persons who may vote, present or not.

    `counts`: ballots by form; the empty form is "no discipline". Raises ValidationError when they are more than voters.
    """
    forms = forms_on(book, day=day, standing=standing)
    _require_sane(forms, electorate, counts)
    rules = [rule for rule in book.in_force(Family.VOTE, day) if rule["subject"] == standing]
    return _passed(forms, rules, kind, electorate, counts) or _added(forms, rules, kind, electorate, counts)


def _passed(forms, rules, kind, electorate, counts):
    """The form that reached its own share."""
    for form in reversed(forms):
        rule = _threshold(rules, form, kind)
        votes = counts.get(form, 0)
        if rule and _reaches(rule, votes, electorate):
            return Tally(rule, form, f"{form.label}: {votes}/{electorate} phiếu, {_share(rule)} tổng số.")
    return None


def _added(forms, rules, kind, electorate, counts):
    """Votes added from the heaviest form downward until the sum passes; the form where it does is the result.

    A form that needs more than that share, as the proposal of expulsion does, passes by its own votes or not at all.
    """
    rule = next((one for one in rules if one["kind"] == "downward"), None)
    if rule is None:
        return Tally(None, None, "Không hình thức nào đủ số phiếu.")
    total, parts = 0, []
    for form in reversed(forms):
        total += counts.get(form, 0)
        parts.append(f"{form.label.lower()} {counts.get(form, 0)}")
        own = _threshold(rules, form, kind)
        if _reaches(rule, total, electorate) and (own is None or own["value"] == rule["value"]):
            told = f"Không hình thức nào đủ số phiếu; cộng dồn từ hình thức cao xuống: {' + '.join(parts)} = {total}"
            return Tally(rule, form, f"{told}/{electorate}, {_share(rule)} tổng số: {form.label.lower()}.")
    return Tally(rule, None, f"Cộng dồn mọi hình thức được {total}/{electorate} phiếu, không đủ: không kỷ luật.")


def _threshold(rules, form, kind):
    fitting = [rule for rule in rules if rule["form"] == form.label and rule["kind"] in ("threshold", "proposal")]
    wanted = "proposal" if kind == VoteKind.PROPOSE else "threshold"
    return next((rule for rule in fitting if rule["kind"] == wanted), None) or next(
        (rule for rule in fitting if rule["kind"] == "threshold"), None
    )


def _reaches(rule, votes, electorate):
    return COMPARE[rule["compare"]][1](votes, Fraction(rule["value"]) * electorate)


def _share(rule):
    return f"{COMPARE[rule['compare']][0]} {rule['value']}"


def _require_sane(forms, electorate, counts):
    if electorate < 1:
        raise ValidationError({"electorate": "Tổng số người có quyền biểu quyết phải từ 1 trở lên."}, code="nobody")
    strange = [form for form, votes in counts.items() if form and form not in forms and votes]
    if strange:
        labels = ", ".join(Form(form).label.lower() for form in strange)
        raise ValidationError(f"Không bỏ phiếu được cho hình thức {labels} với đối tượng này.", code="strange_form")
    given = sum(counts.values())
    if given > electorate:
        message = f"Có {given} phiếu, nhiều hơn {electorate} người có quyền biểu quyết. Hãy kiểm tra lại số phiếu."
        raise ValidationError({"electorate": message}, code="too_many")
