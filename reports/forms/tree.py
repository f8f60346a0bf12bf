"""As of which day the tree of organizations is shown."""

from django import forms

from core.fields import DateField


class TreeForm(forms.Form):
    day = DateField(label="Cây của ngày", required=False)

    def __init__(self, *args, today, **kwargs):
        self.today = today
        super().__init__(*args, auto_id="tree-%s", **kwargs)
        self.fields["day"].widget.attrs["placeholder"] = "hôm nay"

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day and day > self.today:
            raise forms.ValidationError("Ngày này chưa đến. Hãy chọn hôm nay hoặc một ngày đã qua.")
        return day

    @property
    def past(self):
        """The day asked for where it is over; None is today."""
        day = self.cleaned_data.get("day") if self.is_valid() else None
        return day if day and day < self.today else None
