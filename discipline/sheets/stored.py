"""Disciplinary decisions and appeals as rows of the Excel book."""

from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import Coalesce

from core.lots import gathered
from discipline.models import Appeal, Decision, DecisionChange, DecisionGroup
from discipline.sheets.decisions import AppealSheet, DecisionSheet
from inspections.models import Inspection, Subject
from inspections.sheets.stored import StoredSubjects, by_actor
from members.sheets.stored import BY_SUBJECT, SUBJECTS, LeftOut, StoredActs, begun_by


def nameable_inspection():
    """Condition: a cell of a decision can name its inspection.

    That is one of the same organization, by the same body; or by another if the number names no other one there.
    """
    same = Q(organization=OuterRef("organization"), number=OuterRef("inspection__number"))
    others = Inspection.objects.filter(same).exclude(pk=OuterRef("inspection"))
    mistakable = ~Q(body=F("inspection__body")) & Q(Exists(others))
    return Q(organization=F("inspection__organization")) & ~Q(inspection__number="") & ~mistakable


class StoredDecisions(StoredActs):
    """The decisions, and those outside the tree against which it resolves appeals."""

    sheet, model = DecisionSheet, Decision
    names = ("organization", "taken_from", "subject_organization", "subject_member")
    fields = {
        "number": "number",
        "decided": "decided",
        "organization": begun_by(),
        "body": "body",
        **SUBJECTS,
        "form": "form",
        "violated": "violated",
        "inspection": "told_number",
    }
    order = (*by_actor(), "decided", "number", *BY_SUBJECT)

    def fitting(self):
        return self.stored().filter(Exists(DecisionGroup.objects.filter(decision=OuterRef("pk"))))

    def reach(self):
        super().reach()
        named = self.written().filter(nameable_inspection()).order_by()
        outside = named.filter(self.extent.outside("inspection__path")).values("inspection")
        self.extent.beyond[Subject].update(Subject.objects.filter(inspection__in=outside).values_list("pk", flat=True))

    def told(self):
        """With the number of the inspection, where the cell can name it and the book has it."""
        subjects = StoredSubjects(self.extent).written().filter(inspection=OuterRef("inspection"))
        told = nameable_inspection() & Q(Exists(subjects))
        return self.written().annotate(told_number=Case(When(told, then=F("inspection__number"))))

    def lists(self, ids):
        return {"groups": gathered(DecisionGroup.objects, "decision", "code", ids)}

    def left_out(self):
        yield from super().left_out()
        yield LeftOut(
            "Quyết định kỷ luật không ghi nhóm vi phạm", self.stored().count() - self.fitting().count(), "Kỷ luật"
        )
        untold = self.told().filter(inspection__isnull=False, told_number=None)
        yield LeftOut(
            "Quyết định kỷ luật mà ô “Số quyết định kiểm tra” không ghi được (cuộc của tổ chức khác hoặc trùng số)",
            untold.count(),
            "Nguồn của kỷ luật; đối tượng kiểm tra đã bị kỷ luật",
        )
        announced = self.written().filter(announced__isnull=False)
        yield LeftOut(
            "Ngày công bố, ngày hiệu lực của quyết định kỷ luật", announced.count(), "Kỷ luật đang có hiệu lực cuối kỳ"
        )
        changes = DecisionChange.objects.filter(decision__in=self.written().order_by())
        yield LeftOut(
            "Văn bản đính chính, thay thế, hủy, thay đổi hình thức sau khiếu nại",
            changes.count(),
            "Kỷ luật đang có hiệu lực cuối kỳ",
        )


class StoredAppeals(StoredActs):
    """The appeals that the tree resolves."""

    sheet, model = AppealSheet, Appeal
    names = (
        "organization", "taken_from", "decision", "decision__organization", "decision__taken_from",
        "decision__subject_organization", "decision__subject_member",
    )  # fmt: skip
    fields = {
        "number": "number",
        "received": "received",
        "organization": begun_by(),
        "body": "body",
        "decided_by": begun_by("decision__"),
        "decision": "decision__number",
        "subject": "about",
        **{name: name for name in ("grounds", "resolved", "result")},
    }
    order = (*by_actor(), "received", "number")

    def stored(self):
        about = Coalesce(*(F(f"decision__{column}") for column in SUBJECTS.values()))
        return super().stored().annotate(about=about)

    def fitting(self):
        """Those whose decision no other of its organization about the same subject has the number of."""
        same = {name: OuterRef(f"decision__{name}") for name in ("organization", "number")}
        about = [{name: OuterRef(f"decision__{name}")} for name in SUBJECTS]
        twins = Decision.objects.filter(Q(**about[0]) | Q(**about[1]), **same).exclude(pk=OuterRef("decision"))
        grouped = DecisionGroup.objects.filter(decision=OuterRef("decision"))
        return self.stored().filter(Exists(grouped)).exclude(Exists(twins))

    def left_out(self):
        yield from super().left_out()
        mistakable = self.stored().count() - self.fitting().count()
        yield LeftOut("Đơn khiếu nại mà cột quyết định không phân biệt được quyết định nào", mistakable, "Khiếu nại")
