"""The register of routine supervision (giám sát thường xuyên)."""

from django.urls import reverse
from django.utils import timezone

from core.screens import Button, Crumb, DetailScreen, Fact, FormScreen, ListScreen, Section
from core.text import short_date
from inspections import actions
from inspections.choices import Activity, NoteAssessment
from inspections.filters.notes import RoutineNoteFilters
from inspections.forms.notes import RoutineNoteForm
from inspections.models import RoutineNote
from inspections.tables.notes import ASSESSMENT_TONES, RoutineNoteTable
from inspections.views.parts import history_section, organization_fact, own_office, subject_fact
from members.permissions import can_read_records, can_write_records

SUBJECT = ("subject_organization", "subject_member")
MOST_SHOWN = 50


class RoutineNoteList(ListScreen):
    model, permission = RoutineNote, can_read_records
    title, unit = "Giám sát thường xuyên", "ghi chép"
    filterset_class, table_class = RoutineNoteFilters, RoutineNoteTable
    related = ("organization", "inspection", *SUBJECT)
    create_url, create_permission = "note-create", can_write_records
    create_label = "Ghi chép mới"


class AboutNote:
    model = RoutineNote
    related = ("organization", "inspection", *SUBJECT)

    def crumbs(self):
        return [Crumb("Giám sát thường xuyên", reverse("note-list"))]


class RoutineNoteDetail(AboutNote, DetailScreen):
    permission = can_read_records
    records_reading = True

    def identity(self):
        note = self.object
        return [
            subject_fact(note, self.request.user, "{kind} được giám sát"),
            Fact("Ngày ghi nhận", short_date(note.noted)),
            Fact("Nhận xét", note.get_assessment_display(), tone=ASSESSMENT_TONES[NoteAssessment(note.assessment)]),
        ]

    def facts(self):
        note, inspection = self.object, self.object.inspection
        return [
            organization_fact("Tổ chức giám sát", note.organization, self.request.user),
            Fact("Chủ thể", note.get_body_display()),
            Fact("Nội dung giám sát", note.code and f"{note.code} – {note.get_code_display()}"),
            Fact("Ghi nhận", note.text),
            Fact(
                "Cuộc giám sát thường xuyên",
                inspection or "",
                reverse("inspection-detail", args=[inspection.pk]) if inspection else "",
            ),
        ]

    def sections(self):
        return [history_section(self.object)]

    def buttons(self):
        if not can_write_records(self.request.user, self.object):
            return []
        return [Button("Sửa ghi chép", reverse("note-update", args=[self.object.pk]))]


class RoutineNoteForms(AboutNote, FormScreen):
    permission, form_class = can_write_records, RoutineNoteForm
    template_name = "inspections/note_form.html"
    success = "Đã lưu ghi chép."

    def success_url(self):
        return reverse("note-detail", args=[self.saved.pk])

    def cancel_url(self):
        return reverse("note-detail", args=[self.object.pk]) if self.object else reverse("note-list")


class RoutineNoteCreate(RoutineNoteForms):
    """A new note; the address may already say who supervises, and which inspection sums the notes up."""

    title = "Ghi chép giám sát thường xuyên"

    def initial(self):
        return {"noted": timezone.localdate(), "organization": own_office(self.request.user)} | super().initial()

    def save_action(self, form):
        return actions.record_note(by=self.request.user, **form.typed())


class RoutineNoteUpdate(RoutineNoteForms):
    title = "Sửa ghi chép giám sát thường xuyên"

    def save_action(self, form):
        return actions.update_note(self.object, by=self.request.user, version=self.object.version, **form.typed())


def notes_section(inspection, user):
    """What a routine supervision sums up; nothing for any other kind."""
    if inspection.activity != Activity.ROUTINE:
        return []
    notes = RoutineNote.objects.visible_to(user).filter(inspection=inspection)
    rows = notes.select_related("organization", "inspection", *SUBJECT)[:MOST_SHOWN]
    buttons = [Button("Mở sổ ghi chép", f"{reverse('note-list')}?organization={inspection.organization.code}")]
    if can_write_records(user, inspection) and inspection.number:
        known = {"organization": inspection.organization_id, "body": inspection.body, "summed_up": inspection.number}
        buttons.insert(0, Button("Ghi chép mới", reverse("note-create", query=known), primary=True))
    title = f"Ghi chép giám sát thường xuyên ({notes.count()})"
    table = RoutineNoteTable(rows, exclude=("organization", "body", "inspection"))
    return [Section(title, table=table, buttons=buttons, empty="Chưa gắn ghi chép nào.")]
