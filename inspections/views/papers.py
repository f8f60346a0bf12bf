"""Documents written from the record, and the templates they are written from."""

from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from core.files import KINDS
from core.screens import Crumb, Fact, FormScreen, Screen, StepScreen
from inspections import actions, papers
from inspections.forms.papers import PaperForm, TemplateForm
from inspections.models import Inspection
from members.forms import ReasonForm
from members.permissions import can_manage_users, can_run_cases


class PaperWrite(FormScreen):
    """Write a document of an inspection: download it, or put it into the dossier at once."""

    template_name = "inspections/paper_form.html"
    model, permission, form_class = Inspection, can_run_cases, PaperForm
    related = ("organization", "programme_item__programme")
    success, submit_label = "Đã soạn văn bản và đưa vào hồ sơ.", "Tải về"

    def prepare(self):
        super().prepare()
        self.paper = papers.PAPERS.get(self.kwargs["code"])
        if self.paper is None:
            raise Http404

    def page_title(self):
        return f"Soạn {self.paper.label[0].lower()}{self.paper.label[1:]}"

    def crumbs(self):
        return [Crumb("Hồ sơ", self.cancel_url())]

    def facts(self):
        number = getattr(self.object, self.paper.number) if self.paper.number else ""
        return [
            Fact("Cuộc kiểm tra, giám sát", self.object, reverse("inspection-detail", args=[self.object.pk])),
            Fact("Số văn bản", number or "để trống, điền khi phát hành"),
        ]

    def form_kwargs(self):
        return super().form_kwargs() | {"paper": self.paper}

    def is_stale(self):
        """Nothing of the inspection is overwritten but who signs: the last word counts."""
        return False

    def token_sent(self):
        """A download may be asked for again; a paper goes into the dossier once."""
        return super().token_sent() if "keep" in self.request.POST else ""

    def save_action(self, form):
        signing = {name: form.cleaned_data[name] for name in form.Meta.fields}
        saved, self.content = actions.write_paper(
            self.object,
            self.paper,
            by=self.request.user,
            version=self.object.version,
            asked=form.asked(),
            keep="keep" in self.request.POST,
            **signing,
        )
        return saved

    def finished(self, url):
        if "keep" in self.request.POST:
            return super().finished(url)
        response = HttpResponse(self.content, content_type=KINDS["docx"])
        name = papers.file_name(self.paper, self.saved)
        response["Content-Disposition"] = content_disposition_header(True, name)
        return response

    def success_url(self):
        return f"{self.cancel_url()}#{self.paper.item}"

    def cancel_url(self):
        return reverse("inspection-dossier", args=[self.object.pk])


class TemplateList(Screen):
    """The templates of the documents, each to download, replace or restore."""

    template_name = "inspections/templates.html"
    permission, title = can_manage_users, "Mẫu văn bản"
    lead = "Mẫu sửa được bằng Word. Mẫu mới được thử trước khi dùng; mẫu gốc luôn lấy lại được."

    def get(self, request):
        rows = [{"paper": paper, "own": papers.replaced(code).is_file()} for code, paper in papers.TEMPLATES.items()]
        return self.respond(rows=rows)


class OfTemplate:
    permission = can_manage_users

    def prepare(self):
        self.paper = papers.TEMPLATES.get(self.kwargs["code"])
        if self.paper is None:
            raise Http404

    def crumbs(self):
        return [Crumb("Mẫu văn bản", reverse("templates"))]

    def success_url(self):
        return reverse("templates")

    cancel_url = success_url


class TemplateFile(OfTemplate, Screen):
    def get(self, request, code):
        name = f"Mẫu {self.paper.label}.docx"
        return FileResponse(
            self.paper.template.open("rb"), as_attachment=True, filename=name, content_type=KINDS["docx"]
        )


class TemplateReplace(OfTemplate, FormScreen):
    form_class, submit_label, success = TemplateForm, "Thay mẫu", "Đã thay mẫu văn bản."

    def page_title(self):
        return f"Thay mẫu: {self.paper.label}"

    def form_kwargs(self):
        return {"user": self.request.user}

    def save_action(self, form):
        data = form.cleaned_data
        actions.replace_template(self.paper.code, data["upload"], by=self.request.user, reason=data["reason"])


class TemplateRestore(OfTemplate, StepScreen):
    form_class, submit_label, success = ReasonForm, "Dùng lại mẫu gốc", "Đã dùng lại mẫu gốc."

    def page_title(self):
        return f"Dùng lại mẫu gốc: {self.paper.label}"

    def prepare(self):
        super().prepare()
        if not papers.replaced(self.paper.code).is_file():
            raise Http404

    def save_action(self, form):
        actions.restore_template(self.paper.code, by=self.request.user, reason=form.cleaned_data["reason"])
