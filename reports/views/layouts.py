"""Layouts of period reports: composed, kept in versions, copied, tried on real figures; and the sets of actors."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from core.screens import Button, Crumb, DetailScreen, Fact, FormScreen, ListScreen, Section
from core.tables import Column, Table
from inspections.views.parts import history_section
from members.permissions import assignments, can_read_records
from reports import actions
from reports.actors import shipped_sets
from reports.composing import Asked, compose
from reports.facts import FACTS
from reports.filters.period_reports import ActorSetFilters, ReportLayoutFilters
from reports.forms.layouts import ActorSetForm, FactForm, FigureForm, LayoutForm, parents_of
from reports.models import ActorSet, ReportLayout, style_of
from reports.permissions import can_edit_layouts, can_see_layouts
from reports.shipped import layouts
from reports.tables.period_reports import ActorSetTable, ReportLayoutTable
from reports.views.scope import ScopedPage


def editing_office(user):
    """The organization for which a user composes: the first of their assignments that allows it."""
    return next((one.organization for one in assignments(user) if can_edit_layouts(user, one.organization)), None)


class ReportLayoutList(ListScreen):
    model, permission = ReportLayout, can_see_layouts
    title, unit = "Mẫu báo cáo", "mẫu"
    template_name = "reports/layout_list.html"
    filterset_class, table_class = ReportLayoutFilters, ReportLayoutTable
    related = ("organization",)
    create_url, create_permission, create_label = "reportlayout-create", can_edit_layouts, "Soạn mẫu mới"
    empty_hint = "Sao chép một mẫu có sẵn rồi sửa theo cách viết của cơ quan."

    def context(self, **more):
        return super().context(shipped=layouts(), may_copy=can_edit_layouts(self.request.user), **more)


class DefinitionTable(Table):
    """The named figures of a layout."""

    name = Column("Số liệu")
    unit_words = Column("Đơn vị tính")
    text = Column("Định nghĩa", wide=True)

    unit = "số liệu"

    def __init__(self, rows, **kwargs):
        super().__init__(rows, orderable=False, **kwargs)


class AboutLayout:
    model = ReportLayout
    related = ("organization",)

    def crumbs(self):
        return [Crumb("Mẫu báo cáo", reverse("reportlayout-list"))]


class ReportLayoutDetail(AboutLayout, DetailScreen):
    permission = can_see_layouts
    template_name = "reports/layout_detail.html"

    def facts(self):
        one = self.object
        return [
            Fact("Tổ chức đảng", f"{one.organization} và các tổ chức cấp dưới"),
            Fact("Dùng cho", one.kind),
            Fact("Viết số dưới 10", "07" if one.padded else "7"),
            Fact("Coi là tương đương", f"chênh lệch không quá {one.threshold.normalize():f} %".replace(".", ",")),
            Fact("Phiên bản", one.version),
            Fact("Sử dụng", "Đang dùng" if one.active else "Thôi dùng"),
        ]

    def sections(self):
        one = self.object
        layout = actions.reading_of(one.text, one.organization)
        lines = {"lines": list(enumerate(one.text.splitlines(), 1)), "faults": layout.faults, "remarks": layout.remarks}
        versions = one.versions.select_related("by")[:50]
        return [
            Section("Nội dung mẫu", template="reports/layout_text.html", context=lines),
            Section(
                f"Số liệu ({len(layout.definitions)})", table=self.definitions(layout), empty="Chưa có số liệu nào."
            ),
            Section("Các phiên bản", template="reports/layout_versions.html", context={"versions": versions}),
            history_section(one),
        ]

    def definitions(self, layout):
        return DefinitionTable(
            [
                {"name": one.name, "unit_words": one.measure.unit, "text": one.text.partition("=")[2].strip()}
                for one in layout.definitions.values()
            ]
        )

    def buttons(self):
        one, user = self.object, self.request.user
        tried = [Button("Xem thử", reverse("reportlayout-preview", args=[one.pk]))] if can_read_records(user) else []
        copied = f"{reverse('reportlayout-create')}?copy={one.pk}"
        copy = [Button("Sao chép", copied)] if can_edit_layouts(user) else []
        if not can_edit_layouts(user, one):
            return [*tried, *copy]
        return [
            Button("Sửa mẫu", reverse("reportlayout-update", args=[one.pk]), primary=True),
            Button("Thêm số liệu", reverse("reportlayout-figure", args=[one.pk])),
            *tried,
            *copy,
        ]


class LayoutForms(AboutLayout, FormScreen):
    permission, form_class = can_edit_layouts, LayoutForm
    template_name = "reports/layout_form.html"
    success = "Đã lưu mẫu báo cáo."


class ReportLayoutCreate(LayoutForms):
    """A new layout; `copy` in the address names the one that it begins as."""

    title = "Soạn mẫu báo cáo"

    def initial(self):
        copied = self.copied()
        known = {"organization": editing_office(self.request.user), "padded": True, "threshold": 2}
        return known | copied | {name: value for name, value in super().initial().items() if name != "copy"}

    def copied(self):
        asked = self.request.GET.get("copy", "")
        content = layouts()[asked]["content"] if asked in layouts() else self.stored(asked)
        return content | {"name": f"{content['name']} (bản sao)"} if content else {}

    def stored(self, asked):
        if not (asked.isascii() and asked.isdecimal() and len(asked) < 10):
            return {}
        found = self.scoped().filter(pk=int(asked)).first()
        return found.content | {"kind": found.kind} if found else {}

    def save_action(self, form):
        return actions.create_layout(by=self.request.user, **form.typed())


class ReportLayoutUpdate(LayoutForms):
    title = "Sửa mẫu báo cáo"

    def save_action(self, form):
        return actions.update_layout(self.object, by=self.request.user, version=self.object.version, **form.typed())


class ReportLayoutFigure(AboutLayout, FormScreen):
    """A figure put into a layout by choosing from lists: first what is counted, then how it is narrowed."""

    permission = can_edit_layouts
    title, success = "Thêm số liệu vào mẫu", "Đã ghi số liệu vào mẫu."

    @property
    def fact(self):
        asked = self.request.GET.get("fact", "")
        return asked if asked in FACTS else ""

    @property
    def template_name(self):
        return "reports/layout_figure.html" if self.fact else "reports/fact_form.html"

    @property
    def form_class(self):
        return FigureForm if self.fact else FactForm

    def post(self, request, *args, **kwargs):
        if not self.fact:
            raise Http404
        return super().post(request, *args, **kwargs)

    def form_kwargs(self):
        kwargs = {"user": self.request.user}
        if not self.fact:
            return kwargs
        layout = actions.reading_of(self.object.text, self.object.organization)
        return kwargs | {"layout": self.object, "fact": self.fact, "parents": parents_of(layout.definitions, self.fact)}

    def facts(self):
        return [Fact("Mẫu", self.object.name), *([Fact("Loại số liệu", FACTS[self.fact].title)] if self.fact else [])]

    def save_action(self, form):
        line = form.cleaned_data["line"]
        return actions.put_figure(self.object, by=self.request.user, version=self.object.version, line=line)

    def success_url(self):
        return reverse("reportlayout-detail", args=[self.saved.pk])


class LayoutPreview(ScopedPage):
    """A layout tried on the figures of an organization and a period; nothing is stored."""

    template_name = "reports/layout_preview.html"

    def content(self):
        """Of a stored layout in the user's scope, or of a shipped one."""
        if "code" in self.kwargs:
            found = layouts().get(self.kwargs["code"])
            content = found and found["content"]
        else:
            stored = ReportLayout.objects.visible_to(self.request.user).filter(pk=self.kwargs["pk"]).first()
            content = stored and stored.content
        if not content:
            raise Http404
        return content

    def get(self, request, *args, **kwargs):
        self.layout = self.content()
        return super().get(request, *args, **kwargs)

    def report(self, organization, period):
        layout = actions.reading_of(self.layout["text"], organization)
        cutoff = max(period.first, min(period.last, timezone.localdate()))
        asked = Asked(
            organization, period, cutoff, style=style_of(self.layout), cumulative=True, user=self.request.user
        )
        context = {"faults": layout.faults} if layout.faults else {"report": compose(layout, asked)}
        return self.render_to_response(self.get_context_data(organization=organization, period=period, **context))

    def get_context_data(self, **context):
        return super().get_context_data(layout=self.layout, **context)


class ActorSetList(ListScreen):
    model, permission = ActorSet, can_see_layouts
    title, unit = "Nhóm chủ thể", "nhóm"
    template_name = "reports/actor_set_list.html"
    lead = "Các cấp và chủ thể gộp dưới một tên, dùng làm cột hoặc câu trong báo cáo."
    filterset_class, table_class = ActorSetFilters, ActorSetTable
    related = ("organization",)
    create_url, create_permission, create_label = "actorset-create", can_edit_layouts, "Thêm nhóm"

    def context(self, **more):
        shipped = [(name, ActorSet(pairs=sorted(pairs)).words) for name, pairs in shipped_sets().items()]
        return super().context(shipped=shipped, **more)


class AboutActorSet:
    model = ActorSet
    related = ("organization",)

    def crumbs(self):
        return [Crumb("Nhóm chủ thể", reverse("actorset-list"))]


class ActorSetDetail(AboutActorSet, DetailScreen):
    permission = can_see_layouts

    def facts(self):
        one = self.object
        return [
            Fact("Tổ chức đảng", f"{one.organization} và các tổ chức cấp dưới"),
            Fact("Gồm", one.words),
            Fact("Sử dụng", "Đang dùng" if one.active else "Thôi dùng"),
        ]

    def sections(self):
        return [history_section(self.object)]

    def buttons(self):
        may = can_edit_layouts(self.request.user, self.object)
        return [Button("Sửa nhóm", reverse("actorset-update", args=[self.object.pk]), primary=True)] if may else []


class ActorSetForms(AboutActorSet, FormScreen):
    permission, form_class = can_edit_layouts, ActorSetForm
    success = "Đã lưu nhóm chủ thể."


class ActorSetCreate(ActorSetForms):
    title = "Thêm nhóm chủ thể"

    def initial(self):
        return {"organization": editing_office(self.request.user)} | super().initial()

    def save_action(self, form):
        return actions.create_actor_set(by=self.request.user, **form.typed())


class ActorSetUpdate(ActorSetForms):
    title = "Sửa nhóm chủ thể"

    def save_action(self, form):
        return actions.update_actor_set(self.object, by=self.request.user, version=self.object.version, **form.typed())
