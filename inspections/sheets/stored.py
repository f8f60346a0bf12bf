"""Programmes, inspections, findings and denunciations as rows of the Excel book."""

from django.db.models import Case, Exists, F, OuterRef, Q, When

from core.lots import gathered
from inspections.choices import ProgrammeScope, ProgrammeState
from inspections.models import (
    Denunciation,
    DenunciationGroup,
    Finding,
    Inspection,
    ProgrammeItem,
    ProgrammeItemSubject,
    Subject,
    SubjectContent,
    SubjectTopic,
)
from inspections.sheets.denunciations import DenunciationSheet
from inspections.sheets.findings import FindingSheet
from inspections.sheets.inspections import InspectionSheet
from inspections.sheets.programmes import ProgrammeSheet
from members.permissions import can_read_denunciations
from members.sheets.stored import BY_SUBJECT, SUBJECTS, LeftOut, StoredActs, begun_by

ITEM = "inspection__programme_item"
OWN_ITEM = Q(
    inspection__organization=F(f"{ITEM}__programme__organization"), inspection__body=F(f"{ITEM}__programme__body")
)
"""Condition: an inspection carries out a line of its own body's programme, the only ones that its cell can name."""


def by_actor(link=""):
    return tuple(f"{link}{name}" for name in ("organization__sort_key", "organization__code", "body"))


def told_items(link=""):
    """Condition: lines of yearly programmes that a book has: not those of a draft, nor those cancelled."""
    draft = Q(**{f"{link}programme__state": ProgrammeState.DRAFT})
    return ~draft & Q(**{f"{link}programme__scope": ProgrammeScope.YEAR, f"{link}cancelled__isnull": True})


def told_inspections(link=""):
    """Condition: inspections that a book has: decided, under a number. What is being prepared has neither."""
    return Q(**{f"{link}decided__isnull": False}) & ~Q(**{f"{link}number": ""})


class StoredItems(StoredActs):
    """The lines of the yearly programmes."""

    sheet, model = ProgrammeSheet, ProgrammeItem
    names = ("programme__organization", "programme__taken_from")
    fields = {
        "year": "programme__year",
        "organization": begun_by("programme__"),
        "body": "programme__body",
        **{name: name for name in ("number", *ProgrammeSheet.FIELDS)},
    }
    order = ("programme__year", *by_actor("programme__"), "number")

    def fitting(self):
        return self.stored().filter(told_items())

    def written(self):
        """A line that names somebody whom the reader doesn't see would come back with one name less."""
        strangers = ProgrammeItemSubject.objects.filter(~self.extent.readable(SUBJECTS), item=OuterRef("pk"))
        rows = super().written()
        return rows.exclude(Exists(strangers)) if self.extent.user else rows

    def reach(self):
        super().reach()
        named = ProgrammeItemSubject.objects.filter(item__in=self.written().order_by())
        self.extent.reach(named, SUBJECTS)

    def lists(self, ids):
        named = ProgrammeItemSubject.objects.filter(item__in=ids).order_by("pk").values_list("item", *SUBJECTS.values())
        found = {}
        for item, organization, member in named:
            found.setdefault(item, []).append(organization or member)
        return {"subjects": found}

    def left_out(self):
        yield from super().left_out()
        drafts = self.stored().filter(programme__state=ProgrammeState.DRAFT)
        yield LeftOut("Mục của chương trình đang dự thảo", drafts.count(), "Không (dự thảo không tính)")
        others = self.stored().exclude(told_items()).exclude(programme__state=ProgrammeState.DRAFT)
        yield LeftOut("Mục đã hủy, mục của chương trình toàn khóa", others.count(), "Không (không tính là mục của năm)")


class StoredSubjects(StoredActs):
    """The subjects of inspections, a row each."""

    sheet, model = InspectionSheet, Subject
    names = ("inspection__organization", "inspection__taken_from", "subject_organization", "subject_member")
    fields = {
        "organization": begun_by("inspection__"),
        **{name: f"inspection__{name}" for name in ("number", "decided", "body", "activity", "started", "concluded")},
        "conclusion_number": "inspection__conclusion_number",
        "cancelled": "inspection__cancelled",
        **SUBJECTS,
        "result": "result",
        "item_year": "item_year",
        "item_number": "item_number",
    }
    order = (*by_actor("inspection__"), "inspection__decided", "inspection__number", *BY_SUBJECT)

    def told(self):
        """With the programme's line that an inspection carries out, where a cell can name it and the book has it."""
        told = OWN_ITEM & Q(Exists(StoredItems(self.extent).written().filter(pk=OuterRef(ITEM))))
        return self.written().annotate(
            item_year=Case(When(told, then=F(f"{ITEM}__programme__year"))),
            item_number=Case(When(told, then=F(f"{ITEM}__number"))),
        )

    def fitting(self):
        return self.stored().filter(told_inspections("inspection__"))

    def reach(self):
        super().reach()
        self.extent.reach(self.written().filter(OWN_ITEM), (ITEM,))

    def needs(self, name):
        return self.written().filter(inspection__cancelled__isnull=False).exists()

    def lists(self, ids):
        return {
            "contents": gathered(SubjectContent.objects, "subject", "code", ids),
            "topics": gathered(SubjectTopic.objects, "subject", "name", ids),
        }

    def completed(self, record):
        named = record["item_year"] is not None
        record["programme_item"] = (record["item_year"], record["item_number"]) if named else None
        return record

    def left_out(self):
        yield from super().left_out()
        inspections = self.extent.reached(Inspection)
        prepared = inspections.exclude(told_inspections())
        yield LeftOut(
            "Cuộc đang chuẩn bị, chưa có số và ngày quyết định", prepared.count(), "Không (chưa có quyết định)"
        )
        empty = inspections.filter(told_inspections(), subjects=None)
        yield LeftOut("Cuộc chưa ghi đối tượng nào", empty.count(), "Số cuộc")
        untold = self.told().filter(item_year=None, inspection__programme_item__isnull=False)
        yield LeftOut(
            "Cuộc thực hiện mục chương trình mà ô “Mục chương trình” không ghi được (mục của chủ thể khác, mục đã hủy)",
            untold.order_by().values("inspection").distinct().count(),
            "Tỷ lệ thực hiện chương trình",
        )


class StoredFindings(StoredActs):
    """The findings with their remedies."""

    sheet, model = FindingSheet, Finding
    names = tuple(f"subject__{name}" for name in StoredSubjects.names)
    REMEDY = {name: f"remedy__{name}" for name in FindingSheet.REMEDY}
    fields = {
        "organization": begun_by("subject__inspection__"),
        "body": "subject__body",
        "inspection": "subject__inspection__number",
        **{name: f"subject__{column}" for name, column in SUBJECTS.items()},
        **{name: name for name in ("number", "group", "description", "severity", "cause")},
        **REMEDY,
    }
    order = (
        *by_actor("subject__inspection__"), "subject__decided", "subject__inspection__number",
        *(f"subject__{name}" for name in BY_SUBJECT), "number",
    )  # fmt: skip

    def fitting(self):
        return self.stored().filter(told_inspections("subject__inspection__"))

    def left_out(self):
        yield from super().left_out()
        empty = self.fitting().filter(remedy__requirement="", remedy__due=None, remedy__done=None)
        yield LeftOut("Việc khắc phục không ghi yêu cầu, hạn, ngày xong", empty.count(), "Việc khắc phục chưa xong")


class StoredDenunciations(StoredActs):
    """Letters, for those who may see letters; never who sent them."""

    sheet, model = DenunciationSheet, Denunciation
    names = ("organization", "taken_from", "subject_organization", "subject_member")
    fields = {
        "number": "number",
        "received": "received",
        "organization": begun_by(),
        "body": "body",
        **SUBJECTS,
        "resolved": "resolved",
        "result": "result",
    }
    order = (*by_actor(), "received", "number", *BY_SUBJECT)

    def lists(self, ids):
        return {"groups": gathered(DenunciationGroup.objects, "denunciation", "code", ids)}

    def left_out(self):
        yield from super().left_out()
        if self.extent.user and not can_read_denunciations(self.extent.user, self.extent.organization):
            yield LeftOut("Đơn tố cáo: bạn không được giao xem", None, "Số liệu về đơn tố cáo")
