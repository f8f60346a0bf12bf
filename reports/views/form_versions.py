"""Versions of the statistical forms that the office writes: other rows, other forms; old periods keep theirs."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from core.screens import Crumb, Fact, FormScreen, ObjectScreen, Screen
from core.text import short_date
from members.permissions import can_manage_users
from reports import actions
from reports.dimensions import dimension
from reports.facts import FACTS
from reports.forms.statistical_forms import FormRowFormSet, StatisticalFormForm, initial_rows, typed_conditions
from reports.models import StatisticalForm
from reports.outputs.forms_book import ground
from reports.statistics import form_on, forms_on
from reports.statistics.definition import Unusable
from reports.statistics.heads import heads_of
from reports.statistics.reading import form_of
from reports.statistics.registry import written


class OfVersions:
    permission = can_manage_users

    def crumbs(self):
        return [Crumb("Biểu thống kê: dòng và biểu thêm", reverse("form-versions"))]


class FormVersions(Screen):
    """The forms in force today, and every version that the office wrote."""

    template_name = "reports/form_versions.html"
    permission = can_manage_users
    title = "Biểu thống kê: dòng và biểu thêm"
    lead = "Phiên bản được chọn theo ngày cuối kỳ báo cáo: kỳ cũ giữ biểu cũ. Phiên bản đã ghi không sửa, chỉ ghi tiếp."

    def get(self, request):
        versions = StatisticalForm.objects.select_related("by").order_by("-at", "-pk")
        return self.respond(forms=forms_on(timezone.localdate()), versions=versions)


class FormVersion(OfVersions, ObjectScreen):
    """A version that the office wrote, in full."""

    template_name = "reports/form_version.html"
    model = StatisticalForm

    def scoped(self):
        return StatisticalForm.objects.select_related("by")

    def get(self, request, pk):
        form = written(self.object)
        return self.respond(form=form, identity=self.identity(form), rows=rows_in_words(form), heads=heads_of(form))

    def page_title(self):
        return f"Biểu {self.object.code} từ {short_date(self.object.effective_from)}: {self.object.title}"

    def identity(self, form):
        return [
            Fact("Văn bản", self.object.document),
            Fact("Đơn vị tính", form.unit),
            Fact("Độ tin cậy", ground(form)),
            Fact("Người ghi", f"{self.object.by.full_name}: {self.object.reason}"),
        ]


def rows_in_words(form):
    """Each row with what it counts."""
    return [
        {
            "row": row,
            "counted": FACTS[row.fact].title if row.fact else "",
            "conditions": "; ".join(in_words(row.fact or form.fact, name, values) for name, values in row.where),
        }
        for row in form.rows
    ]


def in_words(fact, name, values):
    one = dimension(fact, name)
    return f"{one.label}: {', '.join(one.label_of(value) for value in one.values_of(values) if value in values)}"


class FormEdit(OfVersions, FormScreen):
    """A new version of a form, begun from the one in force today."""

    model, form_class, formset_class = StatisticalForm, StatisticalFormForm, FormRowFormSet
    template_name = "reports/form_edit.html"
    formset_title = "Các dòng"
    formset_hint = "Ô đầu là thứ tự của dòng trong biểu. Điều kiện: giữ Ctrl để chọn nhiều."
    submit_label, success = "Ghi phiên bản", "Đã ghi phiên bản của biểu."
    copies = False

    def prepare(self):
        self.begun = form_on(self.kwargs["code"], timezone.localdate())
        if self.begun is None:
            raise Http404

    def page_title(self):
        return f"{'Thêm biểu, sao chép từ' if self.copies else 'Sửa'} biểu {self.begun.code}"

    def known(self):
        codes = {form.code for form in forms_on(timezone.localdate())} if self.copies else ()
        return {*codes, *StatisticalForm.objects.values_list("code", flat=True)} if self.copies else ()

    def form_kwargs(self):
        begun = self.begun
        initial = {
            "title": begun.title,
            "unit": begun.unit,
            "document": begun.document,
            "certainty": begun.rows_certainty,
            "where": typed_conditions(begun.where),
            "note": begun.note,
        }
        return {"user": self.request.user, "form": begun, "known": self.known(), "initial": initial}

    def build_formset(self, data=None):
        kwargs = {"user": self.request.user, "fact": self.begun.fact}
        return FormRowFormSet(data, initial=initial_rows(self.begun), form_kwargs=kwargs)

    def post(self, request, *args, **kwargs):
        return self.preview() if "preview" in request.POST else super().post(request, *args, **kwargs)

    def preview(self):
        """The form as it would be, without writing it."""
        form, formset = self.build_form(self.request.POST), self.build_formset(self.request.POST)
        self.previewed = None
        if form.is_valid() and formset.is_valid():
            try:
                self.previewed = self.read(form, formset)
            except Unusable as error:
                form.add_error(None, str(error))
        return self.show(form, formset)

    def read(self, form, formset):
        data, typed = self.definition(form, formset), form.cleaned_data
        code = typed.get("code", self.begun.code)
        return form_of(
            data | {"code": code, "title": typed["title"]},
            document=typed["document"],
            effective_from=typed["effective_from"],
            certainty=self.begun.certainty,
        )

    def context(self, **more):
        previewed = getattr(self, "previewed", None)
        if previewed:
            more |= {"previewed": previewed, "heads": heads_of(previewed), "rows": rows_in_words(previewed)}
        return super().context(**more)

    def definition(self, form, formset):
        """What is kept: the columns of the form it begins with, and what was typed."""
        typed = form.cleaned_data
        kept = {key: value for key, value in self.begun.data.items() if key not in ("code", "title", "document")}
        data = kept | {"unit": typed["unit"], "note": typed["note"], "rows_certainty": typed["certainty"]}
        if "where" in typed:
            data["where"] = typed["where"]
        return data | {"rows": formset.entries()}

    def save_action(self, form):
        typed = form.cleaned_data
        return actions.write_form(
            by=self.request.user,
            code=typed.get("code", self.begun.code),
            definition=self.definition(form, self.formset),
            **{name: typed[name] for name in ("title", "effective_from", "document", "reason")},
        )

    def success_url(self):
        return reverse("form-version", args=[self.saved.pk])

    def cancel_url(self):
        return reverse("form-versions")


class FormCopy(FormEdit):
    """A form beside the official ones, begun as a copy."""

    copies = True
