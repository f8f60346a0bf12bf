"""Random records for the statistical forms: a generated workbook with contents and positions, and what no workbook has.

Nothing here is like real work; it hits every row and column of the forms.
"""

import random
from datetime import date, timedelta
from io import StringIO

from django.core.management import call_command

from accounts.models import User
from discipline.models import Appeal, AppealGround, Case, CaseSubject, Decision, Suspension
from inspections.choices import (
    MEMBER_COMPLIANCE_CONTENTS,
    MEMBER_SUPERVISION_CONTENTS,
    MEMBER_VIOLATION_CONTENTS,
    ORGANIZATION_CONTENTS,
    Activity,
)
from inspections.form_columns import FORMS
from inspections.models import (
    Denunciation,
    DenunciationSender,
    DenunciationStep,
    Inspection,
    RoutineNote,
    Subject,
    SubjectNumber,
)
from members.models import Organization
from reports.choices import Qualification, StaffPost, StaffRank
from reports.models import StaffMember, StaffQualification, Training
from tests.reports.generated_workbook import LEVELS, Generator

SUPERVISION = ("Giám sát chuyên đề", "Giám sát thường xuyên")


class FullGenerator(Generator):
    """A generated workbook whose members are managed and whose subjects have contents."""

    def __init__(self, seed):
        super().__init__(seed, organizations=9, members=18, inspections=60)
        for row in self.rows["Đảng viên"]:
            row["Diện quản lý"] = self.pick([None, *LEVELS])
        for row in self.rows["KTGS"]:
            row["Nội dung"] = ";".join(self.contents(row))
        for row in self.rows["Tố cáo"]:
            codes = ORGANIZATION_CONTENTS if row.get("Tổ chức bị tố cáo") else MEMBER_VIOLATION_CONTENTS
            row["Nhóm vi phạm"] = ";".join(self.some(codes))
        for row in self.rows["Khiếu nại"]:
            row["Kết quả"] = self.pick(["Giữ nguyên", "Tăng", "Giảm", "Xóa"]) if row["Ngày giải quyết"] else None

    def contents(self, row):
        if row.get("Tổ chức được kiểm tra"):
            return self.some(ORGANIZATION_CONTENTS)
        if row["Loại"] == "Kiểm tra chấp hành":
            return self.some(MEMBER_COMPLIANCE_CONTENTS)
        return self.some(MEMBER_SUPERVISION_CONTENTS if row["Loại"] in SUPERVISION else MEMBER_VIOLATION_CONTENTS)

    def some(self, codes):
        return self.random.sample([str(code.value) for code in codes], self.random.randint(0, 3))

    def letters(self):
        super().letters()
        results = ["Chưa có cơ sở", "Tố sai", "Đúng, có khuyết điểm", "Đúng, có vi phạm", "Phải kỷ luật"]
        for number in range(40):
            received = self.day()
            resolved = self.maybe(self.day(received))
            act = {**self.actor(), "Số đơn": f"{number}/TCX", "Ngày nhận": received, "Ngày giải quyết": resolved}
            for subject in self.subjects("Tổ chức bị tố cáo", "Đảng viên bị tố cáo", 3):
                self.rows["Tố cáo"].append({**act, **subject, "Kết quả": self.pick(results) if resolved else None})
        for number, decision in enumerate(self.rows["Kỷ luật"][6:60]):
            received = self.day()
            resolved = self.maybe(self.day(received))
            self.rows["Khiếu nại"].append(
                {**self.actor(), "Số đơn": f"{number}/KNX", "Ngày nhận": received, "Ngày giải quyết": resolved,
                 "Kết quả": "Giữ nguyên" if resolved else None,
                 "Mã tổ chức kỷ luật": decision["Mã tổ chức"], "Số quyết định kỷ luật": decision["Số quyết định"],
                 "Đối tượng": decision.get("Tổ chức bị kỷ luật") or decision.get("Đảng viên bị kỷ luật")}
            )  # fmt: skip


def write(seed, folder):
    """Import a generated workbook and add to it, row by row, what only the program's own forms record."""
    path = FullGenerator(seed).save(folder / "book.xlsx")
    call_command("import_workbook", str(path), stdout=StringIO())
    chance = random.Random(seed)
    user = User.objects.create(username=f"writer-{seed}", full_name="Người ghi")
    _inspections(chance)
    _numbers(chance)
    _decisions(chance)
    _letters(chance, user)
    _appeals(chance)
    _cases(chance)
    _suspensions_and_notes(chance)
    _staff(chance)


def _day(chance):
    return date(2019, 1, 1) + timedelta(days=chance.choice([0, 30, 89, 90, 180, 272, 273, 364]))


def _inspections(chance):
    """Some become verifications of assets, which no workbook has."""
    for inspection in Inspection.objects.filter(activity=Activity.VIOLATION):
        if chance.random() < 0.3:
            Inspection.objects.filter(pk=inspection.pk).update(activity=Activity.ASSETS)
            Subject.objects.filter(inspection=inspection).update(activity=Activity.ASSETS)


def _numbers(chance):
    for subject in Subject.objects.filter(activity__in=FORMS):
        for column in FORMS[Activity(subject.activity)].columns:
            if chance.random() < 0.6:
                most = {"flag": 1, "persons": 9, "money": 99_999_999}[column.kind]
                SubjectNumber.objects.create(subject=subject, column=column.code, value=chance.randint(0, most))


def _decisions(chance):
    """Some rest on an inspection of their subject; members are also handled by law and administration."""
    for decision in Decision.objects.all():
        same = {"subject_organization": decision.subject_organization, "subject_member": decision.subject_member}
        inspected = Subject.objects.filter(**same, decided__lte=decision.decided).values_list("inspection", flat=True)
        if inspected and chance.random() < 0.7:
            decision.inspection_id = chance.choice(sorted(inspected))
        if decision.subject_member_id:
            decision.legal = chance.choice(["", "", "prison", "other"])
            decision.administrative = chance.random() < 0.3
        decision.save()


def _letters(chance, user):
    for letter in Denunciation.objects.all():
        letter.kind = chance.choice(["", "denunciation", "reflection"])
        letter.sender_kind = chance.choice(["", "named", "anonymous", "impersonated"])
        if not letter.resolved and chance.random() < 0.5:
            letter.refusal = chance.choice(["anonymous", "impersonated", "repeated"])
            letter.disposal = chance.choice(["", "transfer", "return", "file"])
            DenunciationStep.objects.create(
                denunciation=letter, verb="refuse", before="classified", after="not_handled",
                day=max(letter.received, _day(chance)), by=user,
            )  # fmt: skip
        letter.save()
        if chance.random() < 0.6:
            group = chance.choice(["member", "citizen", "organization", ""])
            DenunciationSender.objects.create(denunciation=letter, name="Người gửi", group=group)


def _appeals(chance):
    for appeal in Appeal.objects.all():
        if appeal.resolved:
            appeal.result = chance.choice(["kept", "increased", "reduced", "cancelled"])
            causes = ["", "authority", "procedure", "content", "evidence", "form"]
            appeal.cause = chance.choice(causes) if appeal.result != "kept" else ""
        elif chance.random() < 0.3:
            appeal.state, appeal.ended = "withdrawn", max(appeal.received, _day(chance))
        appeal.save()
        for code in chance.sample(["content", "form", "procedure"], chance.randint(0, 2)):
            AppealGround.objects.create(appeal=appeal, code=code)


def _cases(chance):
    """Disciplinary cases out of letters and inspections, some of which end in a decision."""
    letters = list(Denunciation.objects.filter(resolved__isnull=False))
    inspections = list(Subject.objects.filter(concluded__isnull=False))
    for origin, rows in (("denunciation", letters), ("inspection", inspections)):
        for row in chance.sample(rows, min(12, len(rows))):
            link = {"denunciation": row} if origin == "denunciation" else {"inspection": row.inspection}
            actor = {"organization": _office(row), "body": row.body, "path": row.path, "level": row.level}
            case = Case.objects.create(title="Vụ việc", opened=date(2019, 1, 1), origin="own", **actor, **link)
            about = {name: getattr(row, name) for name in POSITION}
            standing = "organization" if row.subject_organization_id else "member"
            subject = CaseSubject.objects.create(case=case, standing=standing, subject_class="ordinary", **about)
            if chance.random() < 0.8:
                taken = {"number": f"{case.pk}-QĐV", "decided": _day(chance), "form": "reprimand"}
                Decision.objects.create(case_subject=subject, **taken, **actor, **about)


POSITION = ("subject_kind", "subject_organization", "subject_member", "organization_type", "seat", "managed_by")


def _office(row):
    return getattr(row, "organization", None) or row.inspection.organization


def _suspensions_and_notes(chance):
    for row in chance.sample(list(Decision.objects.all()), 20):
        about = {name: getattr(row, name) for name in POSITION}
        actor = {"organization": row.organization, "body": row.body, "path": row.path, "level": row.level}
        day = _day(chance)
        kind = chance.choice(["membership", "seat"]) if row.subject_member_id else "organization"
        Suspension.objects.create(
            kind=kind, number=f"{row.pk}-QĐĐC", decided=day, since=day, until=day + timedelta(days=90), reason="Lý do",
            **about, **actor,
        )  # fmt: skip
        RoutineNote.objects.create(
            noted=day, text="Ghi nhận", assessment=chance.choice(["good", "remind", "signs"]), **about, **actor
        )


def _staff(chance):
    for organization in Organization.objects.all():
        for number in range(chance.randint(0, 3)):
            since = _day(chance)
            person = StaffMember.objects.create(
                organization=organization, path=organization.path, level=organization.level, name=f"Người {number}",
                post=chance.choice(StaffPost.values), rank=chance.choice(["", *StaffRank.values]), since=since,
                until=chance.choice([None, since + timedelta(days=100)]),
            )  # fmt: skip
            for code in chance.sample(Qualification.values, 3):
                StaffQualification.objects.create(staff_member=person, code=code)
                Training.objects.create(staff_member=person, code=code, day=_day(chance))
