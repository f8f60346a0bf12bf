"""How a record of a member begins: admitted, or come from elsewhere."""

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone

from core.screens import Crumb, FormScreen
from members import lives
from members.forms import ArrivalForm
from members.models import Member
from members.permissions import can_write_records


class MemberCreate(FormScreen):
    model, permission, form_class = Member, can_write_records, ArrivalForm
    title, success = "Thêm đảng viên", "Đã lập hồ sơ đảng viên."
    lead = "Kết nạp mới, hoặc từ nơi khác chuyển đến. Người đã có hồ sơ ở đây thì ghi chuyển sinh hoạt, không lập lại."

    def crumbs(self):
        return [Crumb("Đảng viên", reverse("member-list"))]

    def initial(self):
        return {"way": ArrivalForm.ADMITTED, "day": timezone.localdate()} | super().initial()

    def save_action(self, form):
        write = lives.admit if form.cleaned_data["way"] == ArrivalForm.ADMITTED else lives.receive
        event = write(by=self.request.user, **form.typed())
        if event.told:
            messages.warning(self.request, f"Khác quy định, đã ghi lại: {event.told}")
        return event.member
