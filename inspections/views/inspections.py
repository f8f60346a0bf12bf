from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from core.screens import Button, Crumb, Fact, FormScreen, ListScreen, Section
from core.text import short_date
from inspections import actions, competence
from inspections.choices import State
from inspections.filters.inspections import InspectionFilters, SubjectFilters
from inspections.forms.inspections import InspectionForm, PrepareForm, SubjectFormSet
from inspections.models import Denunciation, Finding, Inspection, ProgrammeItem, Subject
from inspections.tables.findings import overdue_tone, overdue_words
from inspections.tables.inspections import InspectionTable, SubjectTable
from inspections.tables.parts import RESULT_TONES
from inspections.views.notes import notes_section
from inspections.views.numbers_of_subjects import numbers_section, put_sums
from inspections.views.parts import InspectionPage, history_section, refuse_shut_out, subject_url
from inspections.views.tracker import course_section
from members.permissions import can_read_denunciations, can_read_records, can_run_cases, can_write_records

SUBJECT = ("subject_organization", "subject_member")


def with_subject_count(inspections):
    """Each with the number of its subjects."""
    counted = Subject.objects.filter(inspection=OuterRef("pk")).order_by().values("inspection")
    return inspections.annotate(subject_count=Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0))


QUICK_VIEWS = (
    ("Tất cả", {}),
    ("Đang tiến hành", {"stage": "in_progress"}),
    ("Quá hạn kết luận", {"due": "late"}),
    ("Đến hạn trong 7 ngày", {"due": "week"}),
    ("Của tôi", {"mine": "1"}),
    ("Thiếu tài liệu", {"papers": "missing"}),
)


class InspectionList(ListScreen):
    model, permission = Inspection, can_read_records
    title, unit = "Các cuộc kiểm tra, giám sát", "cuộc"
    filterset_class, table_class = InspectionFilters, InspectionTable
    template_name = "inspections/inspection_list.html"
    related = ("organization",)
    create_url, create_permission = "inspection-prepare", can_write_records
    create_label = "Chuẩn bị cuộc mới"
    quick_views = QUICK_VIEWS

    def rows(self):
        return with_subject_count(super().rows())


class SubjectList(ListScreen):
    model, permission = Subject, can_read_records
    title, unit = "Đối tượng kiểm tra, giám sát", "đối tượng"
    filterset_class, table_class = SubjectFilters, SubjectTable
    related = ("inspection__organization", *SUBJECT)
    empty_hint = "Đối tượng được ghi cùng với cuộc kiểm tra, giám sát."

    def rows(self):
        return super().rows().prefetch_related("contents", "topics")


def looked(inspection):
    """The period that is looked at, in words."""
    days = [short_date(day) for day in (inspection.looked_from, inspection.looked_to)]
    return " ".join(f"{word} {day}" for word, day in zip(("từ", "đến"), days, strict=True) if day)


class InspectionDetail(InspectionPage):
    def what_it_is(self):
        inspection = self.object
        return [
            Fact("Loại", inspection.get_activity_display()),
            Fact("Nội dung", inspection.content),
            Fact("Mốc thời gian", looked(inspection)),
            Fact("Ngày quyết định", short_date(inspection.decided)),
            Fact("Ngày bắt đầu", short_date(inspection.started)),
            Fact("Ngày kết luận", short_date(inspection.concluded)),
            Fact("Số kết luận", inspection.conclusion_number),
            Fact("Cấp thực hiện", inspection.get_level_display()),
            self.item_fact(),
            *self.origin_facts(),
        ]

    def origin_facts(self):
        """What it follows from, and what follows from it."""
        source, user = self.object.origin, self.request.user
        if source and Inspection.objects.visible_to(user).filter(pk=source.inspection_id).exists():
            url = reverse("inspection-detail", args=[source.inspection_id])
            yield Fact("Chuyển từ", f"{source.inspection}, đối tượng {source}", url)
        letter = self.object.denunciation
        if letter and can_read_denunciations(user) and Denunciation.objects.visible_to(user).filter(pk=letter.pk):
            yield Fact("Mở từ đơn", letter, reverse("denunciation-detail", args=[letter.pk]))
        followers = Inspection.objects.visible_to(user).filter(origin__inspection=self.object)
        for opened in followers.select_related("organization"):
            yield Fact("Đã mở", opened, reverse("inspection-detail", args=[opened.pk]))

    def item_fact(self):
        item = self.object.programme_item
        if item is None or not can_read_records(self.request.user, item):
            return Fact("Mục chương trình", item and f"{item.programme.year}/{item.number}")
        text = f"Mục {item.number}, chương trình năm {item.programme.year}: {item.content}"
        return Fact("Mục chương trình", text, reverse("programme-detail", args=[item.programme_id]))

    def subjects(self):
        findings = Finding.objects.select_related("remedy").order_by("number")
        rows = self.object.subjects.select_related(*SUBJECT).order_by("pk")
        return list(rows.prefetch_related("contents", "topics", "numbers", Prefetch("findings", findings)))

    def sections(self):
        user, day = self.request.user, timezone.localdate()
        subjects = self.subjects()
        for subject in subjects:
            subject.url = subject_url(subject, user)
            subject.tone = RESULT_TONES.get(subject.result, "")
            subject.passed_on = actions.is_passed_on(subject)
        put_sums(subjects)
        findings = [finding for subject in subjects for finding in subject.findings.all()]
        for finding in findings:
            remedy = getattr(finding, "remedy", None)
            finding.state = remedy and overdue_words(remedy, day)
            finding.tone = remedy and overdue_tone(remedy, day)
        context = {"subjects": subjects, "inspection": self.object, "may_run": can_run_cases(user, self.object)}
        context |= {"doubts": list(competence.doubts_of(self.object, subjects)), "doubts_source": competence.SOURCE}
        found = "inspections/findings.html" if findings else ""
        return [
            course_section(self.object, user),
            Section("Thông tin chung", facts=self.what_it_is()),
            Section(f"Đối tượng ({len(subjects)})", template="inspections/subjects.html", context=context),
            *numbers_section(subjects),
            *notes_section(self.object, user),
            Section("Khuyết điểm và khắc phục", template=found, context=context, empty="Chưa ghi khuyết điểm nào."),
            history_section(self.object, parts=findings),
        ]

    def buttons(self):
        if not can_write_records(self.request.user, self.object):
            return []
        url = reverse("inspection-update", args=[self.object.pk])
        label = "Sửa" if self.object.concluded else "Sửa, ghi kết luận"
        return [Button(label, url, primary=not self.object.concluded)]


def known_subject(row):
    """A subject as its row of the form begins."""
    return {
        "organization": row.subject_organization,
        "member": row.subject_member,
        "contents": [content.code for content in row.contents.all()],
        "topics": [topic.name for topic in row.topics.all()],
    }


class InspectionForms(FormScreen):
    template_name = "inspections/inspection_form.html"
    model, permission, form_class = Inspection, can_write_records, InspectionForm
    formset_class, formset_title = SubjectFormSet, "Đối tượng"
    formset_hint = "Mỗi dòng một tổ chức đảng hoặc một đảng viên; gõ vài chữ của tên, mã hoặc số thẻ rồi chọn."
    related = ("organization", "programme_item__programme")
    success = "Đã lưu cuộc kiểm tra, giám sát."

    def crumbs(self):
        return [Crumb("Các cuộc kiểm tra, giám sát", reverse("inspection-list"))]

    def formset_kwargs(self):
        return {"activity": self.request.POST.get("activity", ""), "initial": self.known_subjects()}

    def known_subjects(self):
        return []


class FromLine:
    """A form that may begin from the line of a programme that the address names: nothing of it is typed again."""

    def prepare(self):
        super().prepare()
        key = self.request.GET.get("line", "")
        lines = ProgrammeItem.objects.visible_to(self.request.user).filter(cancelled__isnull=True)
        lines = lines.select_related("programme__organization")
        self.line = lines.filter(pk=key).first() if key.isascii() and key.isdecimal() and len(key) < 19 else None
        if key and self.line is None:
            raise Http404

    def initial(self):
        return super().initial() | (self.of_line() if self.line else {})

    def of_line(self):
        line, programme = self.line, self.line.programme
        return {
            "organization": programme.organization,
            "body": programme.body,
            "activity": line.activity,
            "item": f"{programme.year}/{line.number}",
            "content": line.content,
            "looked_from": line.looked_from,
            "looked_to": line.looked_to,
        }

    def known_subjects(self):
        if not self.line:
            return super().known_subjects()
        rows = self.line.subjects.select_related(*SUBJECT).order_by("pk")
        return [{"organization": row.subject_organization, "member": row.subject_member} for row in rows]


class InspectionCreate(FromLine, InspectionForms):
    """A new inspection that is over; the address may say which line of the programme it carries out."""

    title = "Ghi cuộc kiểm tra, giám sát"

    def save_action(self, form):
        return actions.create_inspection(by=self.request.user, subjects=self.formset.entries(), **form.typed())


class InspectionUpdate(InspectionForms):
    title = "Sửa cuộc kiểm tra, giám sát"

    def prepare(self):
        refuse_shut_out(self.request.user, self.kwargs["pk"])
        super().prepare()
        if self.object.state == State.PREPARED:
            self.form_class = PrepareForm

    def known_subjects(self):
        rows = self.object.subjects.select_related(*SUBJECT).prefetch_related("contents", "topics").order_by("pk")
        return [known_subject(row) | {"result": row.result} for row in rows]

    def save_action(self, form):
        return actions.update_inspection(
            self.object,
            by=self.request.user,
            version=self.object.version,
            subjects=self.formset.entries(),
            **form.typed(),
        )
