from datetime import date

from django import forms
from django.db.models import CharField, Max, Value

from core.fields import DateField
from core.lookups import ScopedForm
from core.periods import Period, of_dates, parse, presets, quarter
from discipline.models import Decision
from inspections.models import Inspection
from members.filters import AS_IT_STOOD, TREE
from members.forms import OrganizationField
from members.permissions import assignments, can_read_records
from reports.coverage import terms
from rules import book


class TreeField(forms.ChoiceField):
    """By which tree figures are grouped: whether by today's."""

    def __init__(self, **kwargs):
        choices, told = [("", AS_IT_STOOD), ("today", "Hiện nay")], {"invalid_choice": "Hãy chọn trong danh sách."}
        super().__init__(label=TREE, choices=choices, required=False, error_messages=told, **kwargs)

    def prepare_value(self, value):
        return "today" if value is True else value or ""

    def clean(self, value):
        return super().clean(value) == "today"


class OrganizationForm(ScopedForm):
    """Which organization a page is about; without one, the first that the user is assigned to."""

    organization = OrganizationField(label="Tổ chức đảng", required=False)

    def __init__(self, data, *, user, today):
        super().__init__(data, user=user)
        self.today = today

    def clean_organization(self):
        organization = self.cleaned_data["organization"] or self._own_organization()
        if not can_read_records(self.user, organization):
            raise forms.ValidationError("Bạn không xem hồ sơ của tổ chức đảng này.")
        return organization

    def scope(self):
        """The organization and period asked for; None when the form has errors."""
        if not self.is_valid():
            return None
        return self.cleaned_data["organization"], self.cleaned_data["period"]

    def _own_organization(self):
        for assignment in assignments(self.user):
            if can_read_records(self.user, assignment.organization):
                return assignment.organization
        raise forms.ValidationError("Bạn chưa được phân công ở tổ chức đảng nào.")


class ScopeForm(OrganizationForm):
    """Also which period a report is about; without one, the quarter of the organization's latest act."""

    period = forms.CharField(label="Kỳ báo cáo", required=False, max_length=40)
    tree = TreeField()
    since = DateField(label="Từ ngày", required=False)
    until = DateField(label="Đến ngày", required=False)

    def __init__(self, data, *, user, today):
        super().__init__(_renamed(data), user=user, today=today)

    def clean_period(self):
        code = self.cleaned_data["period"]
        if not code:
            return None
        try:
            return parse(code)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def scope(self):
        found = super().scope()
        if found and self.cleaned_data["tree"]:
            organization, period = found
            return organization.by_todays_tree(), period
        return found

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until:
            if since > until:
                self.add_error("until", "Đến ngày phải bằng hoặc sau Từ ngày.")
            else:
                self.cleaned_data["period"] = of_dates(since, until)
        elif since or until:
            self.add_error("until" if since else "since", "Hãy nhập đủ cả Từ ngày và Đến ngày.")
        if not self.errors and not self.cleaned_data.get("period"):
            self.cleaned_data["period"] = self._latest_quarter()

    def period_choices(self, chosen: Period | None):
        """Codes and labels to choose from: those around the latest act, with the chosen one among them."""
        offered = {period.code: period.label for period in presets(self.anchor)}
        if chosen and chosen.code not in offered:
            offered = {chosen.code: chosen.label} | offered
        return list(offered.items())

    @property
    def anchor(self):
        return getattr(self, "_anchor", self.today)

    def _latest_quarter(self):
        self._anchor = min(latest_act(self.cleaned_data["organization"]) or self.today, self.today)
        return quarter(self._anchor.year, (self._anchor.month + 2) // 3)


class TermForm(OrganizationForm):
    """Which term of the rules a page is about; without one, the term of the organization's latest act."""

    period = forms.CharField(label="Nhiệm kỳ", required=False, max_length=40)

    def __init__(self, data, *, user, today):
        super().__init__(data, user=user, today=today)
        self.rulebook = book.read()
        self.terms = {term.first.isoformat(): term for term in terms(self.rulebook, today)}

    def clean(self):
        data = super().clean()
        asked = data.get("period")
        if asked and asked not in self.terms:
            self.add_error("period", "Không có nhiệm kỳ này. Hãy chọn trong danh sách.")
        elif not self.terms:
            self.add_error("period", "Chưa khai báo nhiệm kỳ nào. Hãy thêm ở mục Quy định, loại Nhiệm kỳ.")
        elif not self.errors:
            data["period"] = self.terms[asked] if asked else self._latest_term()
        return data

    def period_choices(self, chosen):
        return [(code, term.label) for code, term in self.terms.items()]

    def _latest_term(self):
        day = latest_act(self.cleaned_data["organization"]) or self.today
        found = (term for term in self.terms.values() if day in term)
        return next(found, next(iter(self.terms.values())))


def _renamed(data):
    """The address says `from` and `to`, which Python can't name a field."""
    return {
        "organization": data.get("organization", ""),
        "period": data.get("period", ""),
        "since": data.get("from", ""),
        "until": data.get("to", ""),
        "tree": data.get("tree", ""),
    }


def latest_act(organization) -> date | None:
    """The day of the latest conclusion or disciplinary decision in the organization's tree."""
    concluded, decided = Inspection.objects.within(organization), Decision.objects.within(organization)
    days = _latest(concluded, "concluded").union(_latest(decided, "decided"), all=True)
    return max((day for (day,) in days if day), default=None)


def _latest(rows, column):
    """The latest day of a column, as one row that can be joined to others."""
    alone = rows.order_by().values(of=Value(column, output_field=CharField()))
    return alone.annotate(day=Max(column)).values_list("day")
