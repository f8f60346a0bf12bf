from django.db.models import Q
from django.utils import timezone

from core.filters import ChoiceFilter, ChoicesFilter
from inspections import deadlines
from inspections.choices import (
    VIOLATION_GROUPS,
    DenunciationResult,
    Disposal,
    LetterKind,
    LetterState,
    RefusalReason,
    SenderGroup,
    SenderKind,
)
from inspections.filters.free_text import SUBJECT_NAMES, FreeTextFilter
from inspections.filters.inspections import DAYS_OF_DUE, DUE
from inspections.filters.parts import ChildChoicesFilter, LetterFilterSet, coded
from inspections.models import DenunciationGroup
from members.choices import Body, Level, SubjectKind
from members.filters import OrganizationFilter
from members.permissions import can_see_senders
from rules import book

LETTER_STAGES = [
    ("received", "Đã nhận trong kỳ"),
    ("resolved", "Đã giải quyết trong kỳ"),
    ("handled", "Phải giải quyết trong kỳ"),
]
NOT_FOR_ALL = "Chỉ người được giao quyền xem người gửi đơn mới lọc theo ô này. Hãy bỏ chọn ô này."


class DenunciationFilters(LetterFilterSet):
    organization = OrganizationFilter("Tổ chức giải quyết và cấp dưới")
    stage = ChoiceFilter("Trong kỳ", choices=LETTER_STAGES, method="by_stage")
    state = ChoicesFilter("Tình trạng", choices=LetterState)
    due = ChoiceFilter("Hạn giải quyết", choices=DUE, method="by_due")
    subject = ChoiceFilter("Đối tượng", choices=SubjectKind, field_name="subject_kind")
    result = ChoicesFilter("Kết quả", choices=DenunciationResult, none="Chưa có kết quả")
    group = ChildChoicesFilter(
        "Nhóm vi phạm", model=DenunciationGroup, link="denunciation", choices=coded(VIOLATION_GROUPS)
    )
    kind = ChoicesFilter("Phân loại đơn", choices=LetterKind, none="Chưa phân loại")
    sender_kind = ChoicesFilter("Người gửi", choices=SenderKind, none="Chưa phân loại")
    sender_group = ChoicesFilter("Người gửi là", choices=SenderGroup, none="Chưa ghi", method="by_sender_group")
    refusal = ChoicesFilter("Lý do không thụ lý", choices=RefusalReason, none="Không có")
    disposal = ChoicesFilter("Xử lý đơn", choices=Disposal, none="Không có")
    level = ChoicesFilter("Cấp giải quyết", choices=Level)
    body = ChoicesFilter("Chủ thể", choices=Body)
    q = FreeTextFilter(
        "Số đơn, tên đối tượng",
        numbers=["number"],
        names=SUBJECT_NAMES,
    )

    @property
    def form(self):
        """Who may not see senders has no box for their group; asked for by address, it answers with an error."""
        form = super().form
        box = form.fields.get("sender_group")
        if box and not can_see_senders(self.request.user):
            box.choices, box.error_messages["invalid_choice"] = [], NOT_FOR_ALL
            if "sender_group" not in self.data:
                del form.fields["sender_group"]
        return form

    def by_sender_group(self, queryset, name, values):
        """Only letters whose sender the user may see: of the others nothing is told, not even the group."""
        found = Q(sender__group__in=values)
        if ChoicesFilter.NONE in values:
            found |= Q(sender__isnull=True) | Q(sender__group="")
        return queryset.senders_visible_to(self.request.user).filter(found)

    def by_due(self, queryset, name, value):
        """Letters being handled by the day their rule gives; only those are looked at one by one."""
        first, last = DAYS_OF_DUE[value]
        found = deadlines.letters_due_between(queryset, book.read(), timezone.localdate(), first, last)
        return queryset.filter(pk__in=found)
