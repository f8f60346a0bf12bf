"""The dossier of an inspection: its checklist with what is there and what is missing; papers in, out and off."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from core import files
from core.screens import Button, Fact, FormScreen, ObjectScreen, Section, StepScreen, record_reading
from core.text import short_date
from inspections import actions
from inspections.dossier import dossier_of
from inspections.forms.dossier import DocumentForm, VoidForm
from inspections.models import Document, Inspection
from inspections.papers import PAPERS
from inspections.views.parts import InspectionPage
from members.permissions import can_read_records, can_run_cases
from rules import book


class InspectionDossier(InspectionPage):
    """The papers of an inspection in the order of its checklist."""

    url_name = "inspection-dossier"

    def page_title(self):
        return f"Hồ sơ: {self.object}"

    def sections(self):
        inspection = self.object
        dossier = dossier_of(inspection, book.read())
        may_run = can_run_cases(self.request.user, inspection)
        voided = inspection.documents.filter(voided__isnull=False).select_related("file", "by")
        context = {"inspection": inspection, "dossier": dossier, "may_run": may_run, "papers": PAPERS}
        sections = [
            Section(
                f"Danh mục hồ sơ: đủ {dossier.percent} %",
                template="inspections/dossier.html" if dossier.items else "",
                context=context,
                empty="Chưa có danh mục hồ sơ cho loại cuộc này. Tài liệu vẫn nộp được ở dưới.",
            ),
            Section(
                "Tài liệu ngoài danh mục",
                template="inspections/papers.html" if dossier.others else "",
                context=context | {"documents": dossier.others},
                empty="Không có tài liệu nào ngoài danh mục.",
            ),
        ]
        if voided:
            sections.append(
                Section("Đã bỏ", template="inspections/papers.html", context=context | {"documents": voided})
            )
        return sections

    def buttons(self):
        if not can_run_cases(self.request.user, self.object):
            return []
        return [Button("Nộp tài liệu", reverse("document-create", args=[self.object.pk]), primary=True)]


class DocumentCreate(FormScreen):
    """Put a paper into the dossier of the inspection in the address."""

    model, permission, form_class = Document, can_run_cases, DocumentForm
    title, success, submit_label = "Nộp tài liệu vào hồ sơ", "Đã nộp tài liệu vào hồ sơ.", "Nộp tài liệu"

    def prepare(self):
        rows = Inspection.objects.visible_to(self.request.user).select_related("organization")
        self.inspection = rows.filter(pk=self.kwargs["inspection"]).first()
        if self.inspection is None:
            raise Http404

    def may(self, name, obj=None):
        return super().may(name, self.inspection)

    def initial(self):
        asked = self.request.GET.get("item", "")
        title = next((item.title for item in self.items() if item.code == asked), "")
        return {"item": asked, "title": title}

    def items(self):
        return dossier_of(self.inspection, book.read()).items

    def form_kwargs(self):
        return super().form_kwargs() | {"items": self.items()}

    def facts(self):
        return [Fact("Cuộc kiểm tra, giám sát", self.inspection, self.cancel_url())]

    def save_action(self, form):
        return actions.add_document(self.inspection, by=self.request.user, **form.cleaned_data)

    def success_url(self):
        return f"{self.cancel_url()}#{self.saved.item}" if self.saved.item else self.cancel_url()

    def cancel_url(self):
        return reverse("inspection-dossier", args=[self.inspection.pk])


class OfDocument:
    """A page or file of one paper; it exists for whom its inspection exists."""

    model = Document
    related = ("inspection", "file")

    def may(self, name, obj=None):
        return super().may(name, self.object.inspection)


class DocumentVoid(OfDocument, StepScreen):
    permission, form_class = can_run_cases, VoidForm
    title, submit_label, success = "Bỏ tài liệu khỏi hồ sơ", "Bỏ tài liệu", "Đã bỏ tài liệu khỏi hồ sơ."
    warning = "Tài liệu đã bỏ vẫn xem được, kèm lý do. Không lấy lại được: muốn dùng lại thì nộp lần nữa."

    def facts(self):
        paper = self.object
        return [
            Fact("Tài liệu", paper.title),
            Fact("Số, ký hiệu", paper.number),
            Fact("Ngày nộp", short_date(timezone.localtime(paper.at).date())),
        ]

    def save_action(self, form):
        return actions.void_document(self.object, by=self.request.user, reason=form.cleaned_data["reason"])

    def success_url(self):
        return reverse("inspection-dossier", args=[self.object.inspection_id])

    cancel_url = success_url


class PaperFile(ObjectScreen):
    """The file of a paper, as an attachment; each opening is recorded."""

    permission = can_read_records

    def get(self, request, pk):
        file = self.object.file
        if file is None or not files.path_of(file.key).is_file():
            raise Http404
        record_reading(by=request.user, obj=self.object)
        return files.attachment(file.key, file.name, file.kind)


class DocumentFile(OfDocument, PaperFile):
    """The file of a paper of an inspection."""
