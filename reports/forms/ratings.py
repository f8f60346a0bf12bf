"""What is asked of and typed on the pages of yearly ratings."""

import re
from datetime import date

from django import forms
from django.db.models import Max, Min

from core.fields import LineField, NumberField
from core.lookups import ScopedForm
from core.periods import of_dates
from core.text import search_key
from members.choices import Grade, SubjectKind
from members.grading import points_in_words
from members.models import Organization, Rating
from members.rating_actions import RatingEntry
from reports.forms.scope import OrganizationForm

FIRST_YEAR, LAST_YEAR = 1930, 2200
YEARS_SHOWN = 5
LONGEST_PASTE = 60_000
SEEN = re.compile(r"([om]\d{1,18}):(\d{1,9}):(\w*)")
"""A rating as the form was opened with it: who is rated, its version and its grade."""


class YearsForm(OrganizationForm):
    """An organization and some years; without any, the latest rated ones."""

    year_from = NumberField(label="Từ năm", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    year_to = NumberField(label="Đến năm", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        first, last = self._years(data)
        if first > last:
            self.add_error("year_to", "Đến năm phải bằng hoặc sau Từ năm.")
        else:
            data["period"] = of_dates(date(first, 1, 1), date(last, 12, 31))
        return data

    def _years(self, data):
        rated = Rating.objects.visible_to(self.user).within(data["organization"]).order_by()
        known = rated.aggregate(first=Min("year"), last=Max("year"))
        last = data.get("year_to") or max(known["last"] or self.today.year, data.get("year_from") or 0)
        return data.get("year_from") or min(max(known["first"] or last, last - YEARS_SHOWN + 1), last), last

    def period_choices(self, chosen):
        return []


class GridScopeForm(ScopedForm):
    """Which year of which kind the grid is about."""

    year = NumberField(label="Năm", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    who = forms.ChoiceField(label="Đối tượng", choices=SubjectKind.choices)


class RatingGridForm(ScopedForm):
    """One line for each who is rated: grade, points where the year has them, and why it goes against a rule."""

    versions = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)
    shared_reason = LineField(
        label="Lý do chung",
        max_length=500,
        required=False,
        help_text="Dùng cho mọi dòng khác quy định mà chưa ghi lý do riêng.",
    )

    def __init__(self, *args, sheet, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.initial.setdefault(
            "versions", ";".join(f"{row.key}:{row.version}:{row.rating.grade}" for row in sheet.rows if row.version)
        )
        for row in self._editable():
            self._add_fields(row)

    def _editable(self):
        return [row for row in self.sheet.rows if not row.is_own]

    def _add_fields(self, row):
        stored, name = row.rating, str(row.subject)
        choices = [("", "–"), *self.sheet.grading.choices(self.sheet.kind)]
        grade = forms.ChoiceField(label=f"Mức xếp loại của {name}", choices=choices, required=False)
        grade.widget.attrs["data-grid"] = "grade"
        grade.error_messages["invalid_choice"] = "Không có mức “%(value)s”. Hãy chọn trong danh sách."
        self.fields[row.key] = grade
        if self.sheet.asks_points:
            points = NumberField(
                label=f"Điểm của {name}", required=False, min_value=0, max_value=100, max_digits=5, decimal_places=2
            )
            points.widget.attrs |= {"data-grid": "points", "class": "number grid-points"}
            self.fields[f"{row.key}-points"] = points
        reason = LineField(label=f"Lý do của {name}", max_length=500, required=False)
        reason.widget.attrs["data-grid"] = "reason"
        self.fields[f"{row.key}-reason"] = reason
        if stored:
            self.initial |= {
                row.key: stored.grade,
                f"{row.key}-points": "" if stored.points is None else points_in_words(stored.points),
                f"{row.key}-reason": stored.reason,
            }

    # ------------------------------------------------------------------------------------------------------------ lines

    @property
    def lines(self):
        """Each row with its boxes, None where it has none."""
        for row in self.sheet.rows:
            names = (row.key, f"{row.key}-points", f"{row.key}-reason")
            yield row, [self[name] if name in self.fields else None for name in names]

    @property
    def caps(self):
        return self.sheet.caps(self._grades())

    def _grades(self):
        """The grades as they would stand: what was typed, else what is stored."""
        if self.is_bound and hasattr(self, "cleaned_data"):
            return {row.key: self.cleaned_data.get(row.key) or "" for row in self._editable()}
        return {row.key: row.rating.grade for row in self._editable() if row.rating}

    # --------------------------------------------------------------------------------------------------------- checking

    def clean(self):
        data = super().clean()
        seen = {key: (int(version), grade) for key, version, grade in SEEN.findall(data.get("versions") or "")}
        self.entries, caps = [], self.caps
        for row in self._editable():
            if row.key not in self.errors and f"{row.key}-points" not in self.errors:
                self._check(row, data, caps, *seen.get(row.key, (0, "")))
        return data

    def _check(self, row, data, caps, version, seen):
        """`version` and `seen` are of the rating as it was when the form was opened; 0 and no grade for none."""
        grade, points = data.get(row.key) or "", data.get(f"{row.key}-points")
        reason = data.get(f"{row.key}-reason") or ""
        if _is_untouched(row.rating, version, seen, (grade, points, reason)):
            return
        if not grade:
            self.add_error(row.key, "Đã xếp loại rồi, không để trống được." if seen else "Chưa chọn mức xếp loại.")
            return
        faults = self._faults(row, grade, points, caps)
        told = "; ".join(fault.words for fault in faults)
        if faults:
            reason = reason or data.get("shared_reason") or ""
        elif row.rating and row.rating.told and reason == row.rating.reason:
            reason = ""  # it was for going against a rule, which is over
        if faults and not reason:
            self.add_error(f"{row.key}-reason", f"Khác quy định: {told}. Ghi lý do ở đây hoặc ở ô Lý do chung.")
        else:
            self.entries.append(RatingEntry(row.subject, grade, points, told, reason, version))

    def _faults(self, row, grade, points, caps):
        sheet = self.sheet
        faults = sheet.grading.faults(grade, sheet.kind, points=points, grounds=row.basis.grounds)
        cap = sheet.cap_of(row, caps) if grade == Grade.EXCELLENT else None
        return [*faults, *([cap.fault] if cap and cap.fault else [])]


def _is_untouched(rating, version, seen, typed):
    """Whether a row is as stored, or as it was opened and somebody else has changed it since."""
    stored = (rating.grade, rating.points, rating.reason) if rating else ("", None, "")
    changed_since = (rating.version if rating else 0) != version
    return typed == stored or (changed_since and typed[0] == seen and typed[1:] in (stored[1:], (None, "")))


def pasted(form_data, text, sheet):
    """What was sent, with a column pasted from Excel filled in; and the lines that no grade was read from.

    A line is a grade, or a code or card number and a grade with a tab between; lines without a code go down the rows
    in their order.
    """
    rows = [row for row in sheet.rows if not row.is_own]
    by_code = {_code(row.subject): row for row in rows}
    filled, faults = form_data.copy(), []
    for place, line in enumerate(text[:LONGEST_PASTE].splitlines()):
        cells = [cell.strip() for cell in line.split("\t")]
        row = by_code.get(cells[0]) if len(cells) > 1 else (rows[place] if place < len(rows) else None)
        grade = _grade_named(cells[-1], sheet)
        if row and (grade or not cells[-1]):
            filled[row.key] = grade or filled.get(row.key, "")
        elif any(cells):
            faults.append(
                f"Dòng dán {place + 1} “{line.strip()[:60]}”: {'không rõ mức' if row else 'không có trong bảng'}."
            )
    return filled, faults


def _code(subject):
    return subject.code if isinstance(subject, Organization) else subject.card_number


def _grade_named(text, sheet):
    """A grade by its own name or by that of the year, whatever the marks and capitals."""
    names = {search_key(label): grade for grade, label in sheet.grading.choices(sheet.kind)}
    names |= {search_key(label): grade for grade, label in Grade.choices}
    names |= {search_key(label.removesuffix(" nhiệm vụ")): grade for grade, label in Grade.choices}
    return names.get(search_key(text), "")
