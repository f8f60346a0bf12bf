from datetime import date

from django import forms
from django.db.models import Max

from core.fields import DateField
from core.lookups import ScopedForm
from core.periods import Period, of_dates, parse, presets, quarter
from discipline.models import Decision
from inspections.models import Inspection
from members.forms import OrganizationField
from members.permissions import assignments, can_read_records


class ScopeForm(ScopedForm):
    """Which organization and which period a report is about.

    Without an organization: the first one the user is assigned to. Without a period: the quarter of its latest act.
    """

    organization = OrganizationField(label="Tổ chức đảng", required=False)
    period = forms.CharField(label="Kỳ báo cáo", required=False, max_length=40)
    since = DateField(label="Từ ngày", required=False)
    until = DateField(label="Đến ngày", required=False)

    def __init__(self, data, *, user, today):
        super().__init__(_renamed(data), user=user)
        self.today = today

    def clean_organization(self):
        organization = self.cleaned_data["organization"] or self._own_organization()
        if not can_read_records(self.user, organization):
            raise forms.ValidationError("Bạn không xem hồ sơ của tổ chức đảng này.")
        return organization

    def clean_period(self):
        code = self.cleaned_data["period"]
        if not code:
            return None
        try:
            return parse(code)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

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

    def scope(self):
        """The organization and period asked for; None when the form has errors."""
        if not self.is_valid():
            return None
        return self.cleaned_data["organization"], self.cleaned_data["period"]

    def period_choices(self, chosen: Period | None):
        """Codes and labels to choose from: those around the latest act, with the chosen one among them."""
        offered = {period.code: period.label for period in presets(self.anchor)}
        if chosen and chosen.code not in offered:
            offered = {chosen.code: chosen.label} | offered
        return list(offered.items())

    @property
    def anchor(self):
        return getattr(self, "_anchor", self.today)

    def _own_organization(self):
        for assignment in assignments(self.user):
            if can_read_records(self.user, assignment.organization):
                return assignment.organization
        raise forms.ValidationError("Bạn chưa được phân công ở tổ chức đảng nào.")

    def _latest_quarter(self):
        self._anchor = min(latest_act(self.cleaned_data["organization"]) or self.today, self.today)
        return quarter(self._anchor.year, (self._anchor.month + 2) // 3)


def _renamed(data):
    """The address says `from` and `to`, which Python can't name a field."""
    return {
        "organization": data.get("organization", ""),
        "period": data.get("period", ""),
        "since": data.get("from", ""),
        "until": data.get("to", ""),
    }


def latest_act(organization) -> date | None:
    """The day of the latest conclusion or disciplinary decision in the organization's tree."""
    days = [
        Inspection.objects.within(organization).aggregate(day=Max("concluded"))["day"],
        Decision.objects.within(organization).aggregate(day=Max("decided"))["day"],
    ]
    return max((day for day in days if day), default=None)
