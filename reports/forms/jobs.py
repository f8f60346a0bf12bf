from django import forms

from core.fields import DateField, LineField
from core.lookups import ScopedForm
from core.periods import of_dates, parse, presets
from members.forms import OrganizationField
from reports.jobs import KINDS


class JobForm(ScopedForm):
    """What a background job is to make: the kind, the organization, the period, with those below or without."""

    kind = forms.ChoiceField(label="Loại việc")
    organization = OrganizationField(label="Tổ chức đảng")
    period = LineField(
        label="Kỳ báo cáo", required=False, max_length=40, widget=forms.Select, help_text="Hoặc chọn hai ngày dưới đây."
    )
    since = DateField(label="Từ ngày", required=False)
    until = DateField(label="Đến ngày", required=False)
    subordinates = forms.BooleanField(label="Lập cho cả từng tổ chức đảng trực thuộc trực tiếp", required=False)

    def __init__(self, *args, user, today, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["kind"].choices = [
            (kind.code, kind.title)
            for kind in KINDS.values()
            if kind.asked_at == "job-create" and kind.permission(user, None)
        ]
        self.fields["period"].widget.choices = self._periods(today)

    def clean(self):
        """Two dates go before the period of the list."""
        data = super().clean()
        since, until, code = data.get("since"), data.get("until"), data.get("period")
        try:
            if not self.errors:
                data["period"] = period_between(since, until) if since or until else parse(chosen(code))
        except ValueError as error:
            self.add_error("until" if since or until else "period", str(error))
        return data

    def _periods(self, today):
        """Those around today, with the one asked for among them."""
        offered = {period.code: period.label for period in presets(today)}
        try:
            asked = parse(str(self["period"].value() or ""))
        except ValueError:
            return list(offered.items())
        return list(({asked.code: asked.label} | offered).items())


def chosen(code):
    """The code of a period; ValueError when none was chosen."""
    if not code:
        raise ValueError("Chưa chọn kỳ báo cáo. Hãy chọn trong danh sách hoặc nhập hai ngày.")
    return code


def period_between(since, until):
    """The period of two dates; ValueError with a message for the user."""
    if not (since and until):
        raise ValueError("Hãy nhập đủ cả Từ ngày và Đến ngày.")
    if since > until:
        raise ValueError("Đến ngày phải bằng hoặc sau Từ ngày.")
    return of_dates(since, until)
