"""Programmes of inspection and supervision: the lists, and the page of one with what has come of its lines."""

from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from core.screens import Button, Crumb, DetailScreen, Fact, ListScreen, Section
from core.text import number, percent, short_date
from inspections.choices import ProgrammeScope, ProgrammeState
from inspections.filters.programmes import ProgrammeFilters, ProgrammeItemFilters
from inspections.models import Inspection, Programme, ProgrammeItem, ProgrammeItemSubject
from inspections.progress import with_progress_facts
from inspections.states import PROGRAMME
from inspections.tables.programmes import PROGRAMME_TONES, ItemsOfProgramme, ProgrammeItemTable, ProgrammeTable
from inspections.views.parts import history_section, organization_fact
from members.permissions import can_decide, can_read_records, can_write_records

ITEM_SUBJECTS = ("subjects__subject_organization", "subjects__subject_member")


def followed(items, user, day):
    """Lines with how far they are on the day, and the inspections that carry them out as far as the user sees them."""
    visible = Inspection.objects.visible_to(user).order_by("decided", "pk")
    return with_progress_facts(items, day).prefetch_related(*ITEM_SUBJECTS, Prefetch("inspections", visible))


def with_progress(programmes, day):
    """Programmes with the number of their lines, and of those carried out by the day."""
    return programmes.annotate(
        item_count=_counted(ProgrammeItem.objects.filter(cancelled=None)),
        done_count=_counted(ProgrammeItem.objects.filter(cancelled=None).done(day)),
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
    template_name = "inspections/programme_list.html"

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

    def table_kwargs(self):
        return {"day": self.day()}

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
        return f"Chương trình kiểm tra, giám sát {self.object.span}"

    def rows(self):
        return with_progress(super().rows(), timezone.localdate())

    def identity(self):
        programme = self.object
        done, planned = programme.done_count, programme.item_count
        share = f" ({percent(done, planned)})" if planned else ""
        return [
            organization_fact("Tổ chức ban hành", programme.organization, self.request.user),
            Fact("Chủ thể", programme.get_body_display()),
            Fact("Tình trạng", programme.get_state_display(), tone=PROGRAMME_TONES[programme.state]),
            Fact("Đã thực hiện", f"{number(done)}/{number(planned)} mục{share}"),
        ]

    def facts(self):
        programme = self.object
        if not programme.number:
            return []
        document = f"{programme.number} ngày {short_date(programme.issued)}"
        return [Fact("Văn bản", document), Fact("Lần điều chỉnh", number(programme.versions.count()))]

    def sections(self):
        user, day = self.request.user, timezone.localdate()
        items = self.object.items.select_related("programme__organization").order_by("number")
        items = followed(items, user, day)
        hidden = () if can_write_records(user, self.object) else ("start",)
        hidden += () if can_decide(user, self.object) else ("cancel",)
        table = ItemsOfProgramme(items, day=day, exclude=hidden)
        overlaps = overlaps_of(self.object, user)
        found = "inspections/overlaps.html" if overlaps else ""
        versions = list(self.object.versions.order_by("-ordinal"))
        kept = "inspections/programme_versions.html" if versions else ""
        return [
            Section("Các mục", table=table, empty="Chương trình chưa có mục nào."),
            Section(
                "Trùng đối tượng trong năm",
                template=found,
                context={"overlaps": overlaps},
                empty="Không có đối tượng nào trùng với mục khác trong cùng năm.",
            ),
            Section(
                "Các bản trước điều chỉnh",
                template=kept,
                context={"versions": versions},
                empty="Chương trình chưa điều chỉnh lần nào.",
            ),
            history_section(self.object),
        ]

    def buttons(self):
        programme, user = self.object, self.request.user
        moves = [move for move in PROGRAMME.moves_from(programme.state) if move.may(user, programme)]
        if not programme.is_issued_here and programme.state != ProgrammeState.DRAFT:
            moves = [move for move in moves if move.verb != "adjust"]
        steps = [Button(move.label, self.address_of(move), primary=move.verb == "approve") for move in moves]
        if not can_write_records(user, programme):
            return steps
        copy = Button("Lập cho năm sau", reverse("programme-copy", args=[programme.pk]))
        if programme.is_issued_here or programme.state == ProgrammeState.CLOSED:
            return [*steps, copy]
        return [*steps, Button("Sửa chương trình", reverse("programme-update", args=[programme.pk])), copy]

    def address_of(self, move):
        if move.verb == "adjust":
            return reverse("programme-adjust", args=[self.object.pk])
        return reverse("programme-step", args=[self.object.pk, move.verb])


def overlaps_of(programme, user):
    """(subject, line, other line) where the same subject stands in two lines of the year, as far as the user sees."""
    if programme.scope != ProgrammeScope.YEAR:
        return []
    visible = ProgrammeItem.objects.visible_to(user).filter(
        programme__year=programme.year, programme__scope=ProgrammeScope.YEAR, cancelled__isnull=True
    )
    rows = ProgrammeItemSubject.objects.filter(item__in=visible).select_related(
        "item__programme__organization", "subject_organization", "subject_member"
    )
    by_subject = {}
    for row in rows.order_by("item__programme", "item__number"):
        by_subject.setdefault(row.subject, []).append(row.item)
    return [
        {"subject": subject, "item": item, "other": other}
        for subject, items in by_subject.items()
        for place, item in enumerate(items)
        if item.programme_id == programme.pk
        for other in (*items[:place], *items[place + 1 :])
        if other.programme_id != programme.pk or other.number > item.number
    ]
