from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from core.screens import Button, Crumb, DetailScreen, Fact, FormScreen, ListScreen, Section
from core.text import number, percent
from inspections import actions
from inspections.filters.programmes import ProgrammeFilters, ProgrammeItemFilters
from inspections.forms.programmes import ItemFormSet, ProgrammeForm
from inspections.models import Inspection, Programme, ProgrammeItem
from inspections.tables.programmes import ItemsOfProgramme, ProgrammeItemTable, ProgrammeTable
from inspections.views.parts import history_section, organization_fact
from members.permissions import can_read_records, can_write_records

ITEM_SUBJECTS = ("subjects__subject_organization", "subjects__subject_member")


def followed(items, user, day):
    """Lines with how far they are on the day, and the inspections that carry them out as far as the user sees them."""
    concluded = Inspection.objects.filter(programme_item=OuterRef("pk"), concluded__lte=day)
    begun = Inspection.objects.filter(programme_item=OuterRef("pk"), decided__lte=day)
    visible = Inspection.objects.visible_to(user).order_by("decided", "pk")
    items = items.annotate(is_done=Exists(concluded), is_begun=Exists(begun))
    return items.prefetch_related(*ITEM_SUBJECTS, Prefetch("inspections", visible))


def with_progress(programmes, day):
    """Programmes with the number of their lines, and of those carried out by the day."""
    return programmes.annotate(
        item_count=_counted(ProgrammeItem.objects.all()), done_count=_counted(ProgrammeItem.objects.done(day))
    )


def _counted(items):
    grouped = items.filter(programme=OuterRef("pk")).order_by().values("programme")
    return Coalesce(Subquery(grouped.annotate(n=Count("pk")).values("n")), 0)


class ProgrammeList(ListScreen):
    model, permission = Programme, can_read_records
    title, unit = "Chương trình kiểm tra, giám sát", "chương trình"
    filterset_class, table_class = ProgrammeFilters, ProgrammeTable
    related = ("organization",)
    create_url, create_permission = "programme-create", can_write_records
    create_label = "Ghi chương trình"

    def rows(self):
        return with_progress(super().rows(), timezone.localdate())


class ProgrammeItemList(ListScreen):
    model, permission = ProgrammeItem, can_read_records
    title, unit = "Mục chương trình kiểm tra, giám sát", "mục"
    filterset_class, table_class = ProgrammeItemFilters, ProgrammeItemTable
    related = ("programme__organization",)
    ordering = ("-programme__year", "programme", "number")
    empty_hint = "Các mục được ghi cùng với chương trình năm."

    def rows(self):
        return followed(super().rows(), self.request.user, self.day())

    def day(self):
        """The day as of which work counts as done: the one asked for, else today."""
        form = ProgrammeItemFilters.base_filters["to"].field
        try:
            return form.clean(self.request.GET.get("to")) or timezone.localdate()
        except ValidationError:
            return timezone.localdate()


class ProgrammeDetail(DetailScreen):
    model, permission = Programme, can_read_records
    related = ("organization",)

    def crumbs(self):
        return [Crumb("Chương trình kiểm tra, giám sát", reverse("programme-list"))]

    def page_title(self):
        return f"Chương trình kiểm tra, giám sát năm {self.object.year}"

    def rows(self):
        return with_progress(super().rows(), timezone.localdate())

    def identity(self):
        programme = self.object
        done, planned = programme.done_count, programme.item_count
        share = f" ({percent(done, planned)})" if planned else ""
        return [
            organization_fact("Tổ chức ban hành", programme.organization, self.request.user),
            Fact("Chủ thể", programme.get_body_display()),
            Fact("Năm", str(programme.year)),
            Fact("Đã thực hiện", f"{number(done)}/{number(planned)} mục{share}"),
        ]

    def sections(self):
        items = self.object.items.select_related("programme__organization").order_by("number")
        items = followed(items, self.request.user, timezone.localdate())
        hidden = () if can_write_records(self.request.user, self.object) else ("start",)
        return [
            Section("Các mục", table=ItemsOfProgramme(items, exclude=hidden), empty="Chương trình chưa có mục nào."),
            history_section(self.object),
        ]

    def buttons(self):
        if not can_write_records(self.request.user, self.object):
            return []
        return [Button("Sửa chương trình", reverse("programme-update", args=[self.object.pk]))]


class ProgrammeForms(FormScreen):
    template_name = "inspections/programme_form.html"
    model, permission, form_class = Programme, can_write_records, ProgrammeForm
    formset_class, formset_title = ItemFormSet, "Các mục"
    formset_hint = (
        "Đối tượng ghi bằng mã tổ chức hoặc số thẻ đảng viên, cách nhau bằng dấu chấm phẩy. Số thứ tự của mục đã lưu "
        "không đổi; mục đã có cuộc kiểm tra, giám sát thực hiện thì không bỏ được."
    )
    related = ("organization",)
    success = "Đã lưu chương trình."

    def crumbs(self):
        return [Crumb("Chương trình kiểm tra, giám sát", reverse("programme-list"))]

    def formset_kwargs(self):
        return {"initial": self.known_items()}

    def known_items(self):
        return []


class ProgrammeCreate(ProgrammeForms):
    title = "Ghi chương trình kiểm tra, giám sát"

    def save_action(self, form):
        return actions.create_programme(by=self.request.user, items=self.formset.entries(), **form.typed())


class ProgrammeUpdate(ProgrammeForms):
    title = "Sửa chương trình kiểm tra, giám sát"

    def known_items(self):
        items = self.object.items.prefetch_related(*ITEM_SUBJECTS).order_by("number")
        names = ("number", "activity", "content", "quarter", "lead", "document_number", "document_date")
        return [
            {name: getattr(item, name) for name in names} | {"subjects": [row.subject for row in item.subjects.all()]}
            for item in items
        ]

    def save_action(self, form):
        return actions.update_programme(
            self.object,
            by=self.request.user,
            version=self.object.version,
            items=self.formset.entries(),
            **form.typed(),
        )
