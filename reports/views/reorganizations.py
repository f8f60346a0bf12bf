"""Screens of decisions on reorganization: the list, entering with its preview, one of them, annulling."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from core.screens import (
    Button,
    Crumb,
    DetailScreen,
    Fact,
    FormScreen,
    ListScreen,
    Screen,
    Section,
    StepScreen,
    unjudged,
)
from core.text import short_date
from inspections.views.parts import history_section
from members.models import Handover, Organization, Reorganization, Standing
from members.permissions import (
    can_annul_reorganization,
    can_decide,
    can_read_records,
    can_read_reorganizations,
    can_read_structure,
)
from members.rebuilding import Unsound
from members.reorganizing import obstacles, propose
from members.replay import DAY
from reports import reorganizing
from reports.filters.reorganizations import ReorganizationFilters
from reports.forms.reorganizations import PRESETS, ActFormSet, AnnulForm, PresetForm, ReorganizationForm
from reports.matters import BY_CODE, handed_counts, handed_rows
from reports.organization_life import times
from reports.reform_preview import MEMBERS, moving_members, preview
from reports.tables.reorganizations import STATE_TONES, ReorganizationTable, state_of

OUTSIDE = "tổ chức ngoài phạm vi của bạn"
CHANGED = "Dữ liệu vừa thay đổi. Hãy xem lại các việc rồi xem trước lần nữa."
EXCEL_HINT = "Nhiều hơn 200 việc thì nhập bằng trang Sắp xếp của tệp Excel."


class ReorganizationList(ListScreen):
    model, permission = Reorganization, can_read_reorganizations
    title, unit = "Sắp xếp tổ chức", "quyết định"
    filterset_class, table_class = ReorganizationFilters, ReorganizationTable
    related = ("annulled_by", "annuls")
    create_url, create_label, create_permission = "reorganization-create", "Lập quyết định sắp xếp", can_decide
    empty_hint = "Quyết định thành lập, chuyển, sáp nhập, kết thúc, đổi tên, đổi loại tổ chức đảng sẽ hiện ở đây."

    def rows(self):
        return super().rows().annotate(lines=Count("acts"))


class ReorganizationCreate(FormScreen):
    """Enter a decision; what it would change is shown first, and written when that is confirmed."""

    model, permission = Reorganization, can_decide
    title, submit_label, success = "Lập quyết định sắp xếp tổ chức", "Xem trước thay đổi", "Đã ghi quyết định."
    template_name = "reports/reorganization_form.html"
    form_class, formset_class = ReorganizationForm, ActFormSet
    formset_title, formset_hint = "Các việc", EXCEL_HINT

    def crumbs(self):
        return [Crumb("Sắp xếp tổ chức", reverse("reorganization-list"))]

    def context(self, **more):
        presets = [(code, label) for code, (label, _) in PRESETS.items()]
        return super().context(preset_form=self.preset_form, presets=presets, **more)

    def formset_kwargs(self):
        return {"initial": self.preset_lines()} if self.request.method == "GET" else {}

    @cached_property
    def preset_form(self):
        return PresetForm(self.request.GET or None, user=self.request.user)

    def preset_lines(self):
        """The lines to begin with, if a preset is asked for; why there are none is said at its field."""
        label, lines = PRESETS.get(self.request.GET.get("preset", ""), ("", None))
        if lines is None or not self.preset_form.is_valid():
            return []
        under = self.preset_form.cleaned_data["under"]
        if under is None and lines.__name__ != "<lambda>":
            self.preset_form.add_error("under", f"Mẫu “{label}” cần biết tổ chức. Hãy chọn tổ chức.")
            return []
        found = lines(under)
        if not found:
            self.preset_form.add_error("under", f"{under} không có tổ chức nào ở dưới để dùng mẫu “{label}”.")
        return found

    def post(self, request, *args, **kwargs):
        if "edit" in request.POST:
            return self.show(*unjudged(self.build_form(request.POST), self.build_formset(request.POST)))
        return super().post(request, *args, **kwargs)

    def save(self, request):
        if "confirm" in request.POST:
            return super().save(request)
        form, formset = self.build_form(request.POST), self.build_formset(request.POST)
        if not (form.is_valid() and formset.is_valid()):
            return self.show(form, formset)
        found = self.judged(form, formset)
        return self.show(form, formset) if found is None else self.show_preview(form, found)

    def judged(self, form, formset):
        """The acts and what they lead to; None when something is wrong, which then stands at its line."""
        lines = formset.acts()
        if any(row.errors for row, _ in lines):
            return None
        acts = [act for _, act in lines]
        found = propose(day=form.cleaned_data["day"], acts=acts)
        self.tell(form, [row for row, _ in lines], found[1].faults)
        return None if found[1].faults else (acts, *found)

    @staticmethod
    def tell(form, rows, faults):
        """Each fault at its line; one of an act that stands already, above the form."""
        for fault in faults:
            if isinstance(fault.key, tuple):
                at = {"day": None, "code": "organization"}.get(fault.at, fault.at)
                rows[fault.key[0]].add_error(at, fault.message)
            else:
                form.add_error("day", f"Trái với một việc đã ghi: {fault.message}")

    def show_preview(self, form, found):
        acts, now, then, keys = found
        day = form.cleaned_data["day"]
        fields = [
            (key, value)
            for key, values in self.request.POST.lists()
            if key != "csrfmiddlewaretoken"
            for value in values
        ]
        self.template_name = "reports/reorganization_preview.html"
        shown = preview(day, acts, now, then, keys, self.request.user)
        self.title = "Xem trước quyết định sắp xếp tổ chức"
        return self.respond(form=form, preview=shown, fields=fields, facts=self.decision_facts(form), day=day)

    @staticmethod
    def decision_facts(form):
        data = form.cleaned_data
        return [
            Fact("Số quyết định", data["number"]),
            Fact("Từ ngày", short_date(data["day"])),
            *([Fact("Trích yếu", data["title"])] if data["title"] else []),
        ]

    def save_action(self, form):
        lines = self.formset.acts()
        if any(row.errors for row, _ in lines):
            raise ValidationError(CHANGED)
        try:
            return reorganizing.reorganize(by=self.request.user, acts=[act for _, act in lines], **form.cleaned_data)
        except Unsound as error:
            self.tell(form, [row for row, _ in lines], error.faults)
            raise ValidationError(CHANGED) from None


class OfReorganization:
    model, related = Reorganization, ("annulled_by", "annuls")

    def crumbs(self):
        return [Crumb("Sắp xếp tổ chức", reverse("reorganization-list"))]

    def page_title(self):
        return self.title or f"Quyết định sắp xếp {self.object.number}"


class ReorganizationDetail(OfReorganization, DetailScreen):
    permission = can_read_reorganizations

    def identity(self):
        state = state_of(self.object)
        return [
            Fact("Ngày quyết định" if self.object.annuls_id else "Từ ngày", short_date(self.object.day)),
            Fact("Tình trạng", state, tone=STATE_TONES[state]),
        ]

    def facts(self):
        one = self.object
        facts = [Fact(*told) for told in (("Trích yếu", one.title), ("Ghi chú", one.note)) if told[1]]
        if one.annuls_id:
            return [self._link("Hủy quyết định", one.annuls), Fact("Lý do hủy", one.reason)]
        if not one.is_effective:
            facts += [self._link("Bị hủy bởi", one.annulled_by), Fact("Lý do hủy", one.annulled_by.reason)]
        return facts

    @staticmethod
    def _link(label, decision):
        words = f"{decision} ngày {short_date(decision.day)}"
        return Fact(label, words, reverse("reorganization-detail", args=[decision.pk]))

    def sections(self):
        if self.object.annuls_id:
            return []
        handed = handed_counts(Handover.objects.filter(act__reorganization=self.object), self.request.user)
        return [
            Section("Các việc", template="reports/reorganization_acts.html", context={"acts": self.acts()}),
            Section(
                "Việc đang mở đã bàn giao",
                template="reports/reorganization_handed.html" if handed else "",
                context={"kinds": handed},
                empty="Không có việc đang mở phải bàn giao.",
            ),
            history_section(self.object),
        ]

    def acts(self):
        """The lines, each organization by its name on the eve of the day."""
        acts = list(self.object.acts.select_related("organization", "target", "origin"))
        named = {one for act in acts for one in (act.organization, act.target, act.origin) if one}
        visible = set(Organization.objects.visible_to(self.request.user).filter(pk__in=[one.pk for one in named]))
        eve = Standing.objects.on(self.object.day - DAY).filter(organization__in=named)
        names = dict(eve.order_by().values_list("organization", "name"))
        return [
            [act, *(_shown(one, visible, names) for one in (act.organization, act.target, act.origin))] for act in acts
        ]

    def buttons(self):
        if self.object.is_effective and can_annul_reorganization(self.request.user, self.object):
            return [Button("Hủy quyết định", reverse("reorganization-annul", args=[self.object.pk]))]
        return []


def _shown(one, visible, names):
    """An organization as (name, address, code), for cells of different communes have the same names; one outside the
    scope is not named."""
    if one is None:
        return None
    if one not in visible:
        return OUTSIDE, "", ""
    return names.get(one.pk, one.name), reverse("organization-through-time", args=[one.pk]), one.code


class ReorganizationAnnul(OfReorganization, StepScreen):
    """Annul a decision by another, with a reason."""

    permission, form_class = can_annul_reorganization, AnnulForm
    title, submit_label, success = "Hủy quyết định sắp xếp", "Ghi quyết định hủy", "Đã hủy quyết định."
    wait = "Đang hủy quyết định, xếp lại cây tổ chức."
    warning = (
        "Cây tổ chức trở lại như chưa từng có quyết định này. Việc đã bàn giao mà chưa ai xử lý được trả về tổ chức cũ;"
        " việc đã xử lý tiếp thì giữ nguyên nơi nhận."
    )

    def facts(self):
        one = self.object
        blocked = obstacles(one)
        facts = [Fact("Quyết định", f"{one.number}, từ ngày {short_date(one.day)}"), Fact("Trích yếu", one.title)]
        return facts + [Fact("Chưa hủy được", words, tone="late") for words in blocked]

    def save_action(self, form):
        return reorganizing.annul(self.object, by=self.request.user, **form.cleaned_data)


class RowsOfMatter(Screen):
    """A plain list of rows of one kind, whose number some page told."""

    template_name = "reports/reorganization_matters.html"

    def get(self, request, *args, **kwargs):
        return self.respond(rows=self.lines(), unit="dòng")

    def line(self, row, url_name, holder):
        return str(row), reverse(url_name, args=[row.pk]) if url_name else "", holder


class ReorganizationMatters(RowsOfMatter):
    """What is open at some organizations and will go over on a day."""

    permission = can_read_records

    def prepare(self):
        self.code = self.kwargs["what"]
        codes = self.request.GET.getlist("organization")[:1000]
        within = Organization.objects.visible_to(self.request.user)
        self.organizations = {one.pk: one for one in within.filter(code__in=codes)}
        if not can_read_records(self.request.user):
            return
        self.day = _day(self.request.GET.get("day", ""))
        if len(self.organizations) != len(set(codes)) or self.code not in (*BY_CODE, MEMBERS):
            raise Http404

    def may(self, name, obj=None):
        user = self.request.user
        return can_read_records(user) and all(can_read_records(user, one) for one in self.organizations.values())

    def page_title(self):
        return "Đảng viên chuyển nơi sinh hoạt" if self.code == MEMBERS else BY_CODE[self.code].label

    def lines(self):
        if self.code == MEMBERS:
            rows = moving_members(list(self.organizations), self.day, self.request.user).distinct()
            return [self.line(row, "member-detail", row.organization) for row in rows.select_related("organization")]
        matter = BY_CODE[self.code]
        rows = matter.visible_at(self.request.user, list(self.organizations), self.day).select_related(*matter.related)
        return [self.line(row, matter.url_name, self.organizations[row.holder_id]) for row in rows]


def _day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        return timezone.localdate()


class ReorganizationHanded(OfReorganization, RowsOfMatter):
    """What a decision handed over of one kind, wherever it is now."""

    permission = can_read_records

    def prepare(self):
        self.object = Reorganization.objects.visible_to(self.request.user).filter(pk=self.kwargs["pk"]).first()
        self.matter = BY_CODE.get(self.kwargs["what"])
        if self.object is None or self.matter is None:
            raise Http404

    def may(self, name, obj=None):
        return can_read_records(self.request.user)

    def page_title(self):
        return f"{self.matter.label} đã bàn giao theo {self.object}"

    def lines(self):
        handed = Handover.objects.filter(act__reorganization=self.object)
        code = self.request.GET.get("organization")
        if code:
            handed = handed.filter(Q(act__organization__code=code) | Q(after__code=code))
        return [
            self.line(row, self.matter.url_name, f"{one.act.organization} → {one.after}")
            for row, one in handed_rows(self.matter, handed, self.request.user)
        ]


class OrganizationThroughTime(DetailScreen):
    """What an organization was called, where it stood, what went before it and what came after."""

    model, permission = Organization, can_read_structure
    prints = True

    def page_title(self):
        return f"{self.object} qua các thời kỳ"

    def crumbs(self):
        one = self.object
        return [
            Crumb("Tổ chức đảng", reverse("organization-list")),
            Crumb(one.name, reverse("organization-detail", args=[one.pk])),
        ]

    def identity(self):
        one = self.object
        ended = [Fact("Kết thúc sau ngày", short_date(one.valid_until))] if one.valid_until else []
        return [Fact("Mã", one.code), Fact("Loại", one.get_type_display()), *ended]

    def sections(self):
        """What there is nothing of stands in one sentence, not in four empty sections."""
        told = times(self.object, self.request.user)
        stood = Section("Tên, loại, cấp, cấp trên", template="reports/life_standings.html", context={"rows": told.rows})
        others = [
            Section("Tổ chức trước đó", template=_links(told.before), context={"links": told.before}),
            Section("Tổ chức kế thừa", template=_links(told.after), context={"links": told.after}),
            Section("Việc đã bàn giao", template=_counts(told.handed), context={"kinds": told.handed}),
            Section("Việc đã tiếp nhận", template=_counts(told.received), context={"kinds": told.received}),
        ]
        nothing = Section("Trước và sau sắp xếp", empty="Không có tổ chức trước đó, tổ chức kế thừa hay việc bàn giao.")
        return [stood, *([one for one in others if one.template] or [nothing])]


def _links(links):
    return "reports/life_links.html" if links else ""


def _counts(kinds):
    return "reports/reorganization_handed.html" if kinds else ""


def heirs(organization, user):
    """First of all on the page of an organization that ended: who took over."""
    after = times(organization, user).after if organization.valid_until else ()
    return [Section("Tổ chức kế thừa", template=_links(after), context={"links": after})] if after else []
