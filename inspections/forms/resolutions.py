"""What is typed about the study of a resolution."""

from django.core.exceptions import ValidationError

from core.fields import LineField
from core.lookups import SHORTEST, SUGGESTIONS, LookupField, ScopedForm, ScopedModelForm
from inspections.forms.parts import ActForm, KeptOrganizationField
from inspections.models import Inspection, Resolution

FIELDS = (
    "organization", "number", "issued", "issuer", "title", "held", "form", "units", "invited", "attended",
    "plan_number", "plan_issued", "plan_contents", "plan_due",
)  # fmt: skip
OF_PLAN = ("plan_issued", "plan_contents", "plan_due")


class ResolutionForm(ActForm):
    organization = KeptOrganizationField(label="Tổ chức học tập, quán triệt")

    class Meta(ScopedModelForm.Meta):
        model, fields = Resolution, FIELDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("title", "issuer", "units"):
            self.fields[name].widget.attrs["class"] = "wide"
        self.fields["plan_contents"].widget.attrs |= {"rows": 4, "class": "wide"}
        self.fields["number"].help_text = "Ví dụ 66-NQ/TW."
        self.fields["units"].help_text = "Ví dụ: hội trường Huyện ủy và 17 điểm cầu xã, thị trấn."
        self.fields["plan_number"].help_text = "Để trống nếu chưa ban hành chương trình hành động."

    def clean(self):
        data = super().clean()
        if not data.get("plan_number") and any(data.get(name) for name in OF_PLAN):
            self.add_error("plan_number", "Có nội dung chương trình hành động nhưng chưa ghi số.")
        self._in_order("issued", "held", "Ngày hội nghị phải bằng hoặc sau ngày ban hành văn bản.")
        self._in_order("attended", "invited", "", at="attended")
        self._in_order("plan_issued", "plan_due", "Thời hạn thực hiện phải bằng hoặc sau ngày ban hành chương trình.")
        return data

    def _in_order(self, first, second, message, at=None):
        one, other = self.cleaned_data.get(first), self.cleaned_data.get(second)
        if one is not None and other is not None and other < one:
            message = message or f"Số dự ({one}) lớn hơn số được triệu tập ({other}). Hãy sửa một trong hai số."
            self.add_error(at or second, message)


class InspectionField(LookupField):
    """An inspection by the number of its decision, among those the user may read."""

    model, url_name, key_field = Inspection, "inspection-lookup", "number"

    def label_of(self, row):
        return f"{row.number} – {row.organization}"

    def rows(self):
        return super().rows().select_related("organization").exclude(number="")

    def _found(self, typed):
        number, _, office = (part.strip() for part in typed.partition("–"))
        found = list(self.rows().filter(number__iexact=number)[:SUGGESTIONS])
        if len(found) > 1 and office:
            found = [row for row in found if str(row.organization) == office]
        if len(found) == 1:
            return found[0]
        code = "several" if found else "unknown"
        raise ValidationError(self.error_messages[code], code=code, params={"typed": typed[:60]})

    def suggestions(self, typed):
        if len(typed) < SHORTEST:
            return []
        return list(self.rows().filter(number__icontains=typed).order_by("-decided", "pk")[:SUGGESTIONS])


class LinkForm(ScopedForm):
    inspection = InspectionField(label="Cuộc kiểm tra, giám sát", help_text="Gõ số quyết định rồi chọn.")


class VoidForm(ScopedForm):
    """Why a record does not count."""

    reason = LineField(label="Lý do", max_length=500)
