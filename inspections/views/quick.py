"""Quick entry: an inspection with its subjects on one page, one after the other."""

from urllib.parse import urlencode

from django.urls import reverse

from core.screens import Crumb, FormScreen, LookupScreen
from inspections import actions
from inspections.forms.inspections import QuickForm
from inspections.forms.parts import SubjectField
from inspections.models import Inspection
from inspections.views.parts import own_office
from members.models import Organization
from members.permissions import can_read_records, can_write_records

CARRIED = ("body", "activity", "decided", "started", "concluded")
"""What the next inspection of the same pile most likely shares."""


class InspectionQuick(FormScreen):
    template_name = "inspections/quick.html"
    model, permission, form_class = Inspection, can_write_records, QuickForm
    title, submit_label = "Nhập nhanh cuộc kiểm tra, giám sát", "Lưu và nhập tiếp"
    lead = "Cho cuộc đã làm xong trên giấy: một trang, không cần chuột. Các đối tượng chung nội dung và kết quả."

    def crumbs(self):
        return [Crumb("Các cuộc kiểm tra, giám sát", reverse("inspection-list"))]

    def initial(self):
        return {"organization": own_office(self.request.user)} | super().initial()

    def save_action(self, form):
        self.entries = list(form.entries())
        return actions.create_inspection(by=self.request.user, subjects=self.entries, **form.typed())

    @property
    def success(self):
        return f"Đã lưu {self.saved.number} ({len(self.entries)} đối tượng)."

    def success_url(self):
        if "only" in self.request.POST:
            return reverse("inspection-detail", args=[self.saved.pk])
        values = {name: self.request.POST.get(name, "") for name in CARRIED}
        values["organization"] = self.saved.organization.code
        return f"{reverse('inspection-quick')}?{urlencode({name: text for name, text in values.items() if text})}"

    def cancel_url(self):
        return reverse("inspection-list")


class SubjectLookup(LookupScreen):
    """Organizations and members in one list of suggestions."""

    permission, field_class = can_read_records, SubjectField

    def suggestion(self, field, row):
        is_organization = isinstance(row, Organization)
        detail = row.get_type_display() if is_organization else str(row.organization)
        return {"value": field.label_of(row), "detail": detail}
