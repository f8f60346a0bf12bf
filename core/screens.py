"""Screens: declared, not programmed. The base classes add scope, rights, paging, export, versions and history.

Who may: every screen takes its rows through `Model.objects.visible_to(user)`. What lies outside answers 404; inside,
without the right that `permission` asks for, 403; who is not signed in is sent to sign in. `permission` is one of the
predicates `(user, object=None) -> bool` of the app's `permissions.py`.

A list:

    class DecisionList(ListScreen):
        model, permission = Decision, can_read_records
        title, unit = "Quyết định kỷ luật", "quyết định"
        filterset_class, table_class = DecisionFilters, DecisionTable
        related = ["organization", "subject_member"]            # select_related; or define rows()
        create_url, create_permission = "decision-create", can_run_cases

    Always in the URL: filters, `sort`, `page`; `?export=xlsx` gives all rows of the filter with the table's columns,
    `?print=all` shows them on one page.

A detail:

    class DecisionDetail(DetailScreen):
        model, permission = Decision, can_read_records
        records_reading = True                                   # opening it goes on the history chain
        def facts(self): return [Fact("Số quyết định", self.object.number), Fact("Tổ chức", name, url)]
        def sections(self): return [Section("Khiếu nại", table=AppealTable(self.object.appeals.all()))]
        def buttons(self): return [Button("Sửa", reverse(...), primary=True)]

A form, for create (no `pk` in the URL) and update (with it):

    class DecisionCreate(FormScreen):
        model, permission, form_class = Decision, can_run_cases, DecisionForm     # a core.lookups.ScopedModelForm
        title, success = "Thêm quyết định kỷ luật", "Đã lưu quyết định."
        def save_action(self, form): return actions.decide(by=self.request.user, **form.cleaned_data)

    `save_action` runs in one transaction and returns the saved object; a ValidationError it raises shows in the form.
    Where the object has a `version`, the screen compares it and sets `form.instance.version` to the next one: write it.
    `formset_class` adds rows (`self.formset` in `save_action`); its forms take `user` too.

A step that is confirmed on a page of its own:

    class InspectionConclude(StepScreen):
        model, permission, form_class = Inspection, can_run_cases, ConcludeForm   # form_class may be left out
        title, submit_label, success = "Kết luận cuộc kiểm tra", "Kết luận", "Đã kết luận."
        def facts(self): ...
        def save_action(self, form):
            return actions.conclude(self.object, on=form.cleaned_data["on"], by=self.request.user)
"""

import re
import secrets
import tempfile
from dataclasses import dataclass, field
from inspect import getattr_static
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import AccessMixin
from django.contrib.sessions.models import Session
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db import IntegrityError, transaction
from django.forms.utils import ErrorDict
from django.http import FileResponse, Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.views.generic.base import TemplateResponseMixin, View

from core.lookups import ScopedForm
from core.text import normalize, number, search_key, short_date

PAGE_ROWS = 50
MANY = 5000
"""Rows of a list from which the keys of its page are found first."""
PRINTED_ROWS = 2000
TOKENS_KEPT = 50
EXPORT_CHUNK = 2000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Fact:
    """One line of a summary list. An empty value is shown as a dash."""

    label: str
    value: Any
    url: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Section:
    """A part of a detail page: a table, facts, or a template of its own with `context`."""

    title: str
    table: Any = None
    facts: list = field(default_factory=list)
    template: str = ""
    context: dict = field(default_factory=dict)
    buttons: list = field(default_factory=list)
    empty: str = "Chưa có."
    anchor: str = ""


@dataclass(frozen=True)
class Button:
    label: str
    url: str
    primary: bool = False


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Crumb:
    label: str
    url: str


def record(**facts):
    """Put a line on the history chain. Core knows no upper floor: the setting names the function."""
    import_string(settings.SCREEN_HISTORY)(**facts)


def sections_about(url_name, obj, user):
    """What upper apps show about an object first of all; the setting names the function."""
    return import_string(settings.SCREEN_SECTIONS)(url_name, obj, user)


def record_reading(**facts):
    """The same for an opened object: one line a user, object and day."""
    import_string(f"{settings.SCREEN_HISTORY}_reading")(**facts)


class Screen(AccessMixin, TemplateResponseMixin, View):
    """What all screens share: sign-in, the right, one context."""

    model = None
    permission = None
    title = ""
    lead = ""
    """One sentence under the title."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.prepare()
        if not self.may("permission", getattr(self, "object", None)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def prepare(self):
        """Fetch what the URL names, or answer 404, before the right is asked for."""

    def may(self, name, obj=None):
        """Ask one of this screen's predicates; none set means anyone signed in."""
        predicate = self.__dict__.get(name) or getattr_static(type(self), name)
        return predicate is None or predicate(self.request.user, obj)

    def scoped(self):
        """Every row a screen touches comes through here."""
        return self.model._default_manager.visible_to(self.request.user)

    def crumbs(self):
        return []

    def page_title(self):
        return self.title

    def context(self, **more):
        return {"screen": self, "title": self.page_title(), "lead": self.lead, "crumbs": self.crumbs(), **more}

    def respond(self, **more):
        return self.render_to_response(self.context(**more))


class ListScreen(Screen):
    template_name = "screens/list.html"
    filterset_class = None
    table_class = None
    unit = ""
    related = ()
    ordering = None
    create_url = ""
    create_label = "Thêm mới"
    create_permission = None
    empty_hint = "Dữ liệu sẽ hiện ở đây khi được nhập hoặc khi bạn được phân công phụ trách tổ chức."

    quick_views = ()
    """What the list is asked for most: (label, parameters), each an address of this list."""

    def tabs(self):
        asked = {name: self.request.GET.getlist(name) for name in self.request.GET}
        return [
            Tab(
                label,
                f"{self.request.path}?{urlencode(query)}" if query else self.request.path,
                asked == {name: [value] for name, value in query.items()},
            )
            for label, query in self.quick_views
        ]

    def rows(self):
        """All rows of the user's scope, with what the table reads from other tables."""
        rows = self.scoped()
        rows = rows.select_related(*self.related) if self.related else rows
        return rows.order_by(*self.ordering) if self.ordering else rows

    @cached_property
    def filterset(self):
        if self.filterset_class is None:
            return None
        return self.filterset_class(self.request.GET, queryset=self.rows(), request=self.request)

    @cached_property
    def found(self):
        """The rows of the filter; none when a condition makes no sense."""
        if self.filterset is None:
            return self.rows()
        return self.filterset.qs if self.filterset.form.is_valid() else self.rows().none()

    def table_kwargs(self):
        """What the table needs to know besides its rows, such as the day as of which something is late."""
        return {}

    def sorted_by(self):
        """The column heads that the address sorts by; what is no column of the table is passed over."""
        asked = self.request.GET.get("sort", "").split(",")
        return [head for head in asked if head.removeprefix("-") in self.table_class.base_columns] or None

    @cached_property
    def table(self):
        table = self.table_class(self.found, order_by=self.sorted_by(), **self.table_kwargs())
        table.caption = table.caption or self.page_title()
        rows = table.data.data
        order = rows.query.order_by or rows.model._meta.ordering
        table.data.data = rows.order_by(*order, *(() if "pk" in order else ("pk",)))
        return table

    @cached_property
    def page(self):
        """The page asked for; a page that does not exist is answered with the nearest one and a word about it."""
        paginator = Paginator(self.table.data.data, PRINTED_ROWS if self.is_printed() else PAGE_ROWS)
        asked = self.request.GET.get("page") or "1"
        try:
            page = paginator.page(asked)
        except (PageNotAnInteger, EmptyPage) as error:
            nearest = 1 if isinstance(error, PageNotAnInteger) else paginator.num_pages
            messages.warning(self.request, f"Không có trang “{asked[:20]}”; đang hiển thị trang {nearest}.")
            page = paginator.page(nearest)
        if self.related and paginator.count > MANY:
            page.object_list = self._keys_first(page.object_list)
        return page

    def _keys_first(self, rows):
        """The same rows: of very many the database sorts the keys alone, not with all that each has of other tables."""
        return self.table.data.data.filter(pk__in=list(rows.values_list("pk", flat=True)))

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") == "xlsx":
            return self.export()
        self.table.page = self.page
        chips = self.chips()
        return self.respond(
            table=self.table,
            page=self.page,
            pages=self.page.paginator.get_elided_page_range(self.page.number, on_each_side=2, on_ends=1),
            count=self.page.paginator.count,
            unit=self.unit or self.table.unit,
            filterset=self.filterset,
            filtered=bool(chips) or self.is_refused(),
            chips=chips,
            tabs=self.tabs(),
            tabs_label="Xem nhanh",
            create=self.may_create(),
        )

    def is_printed(self):
        """`?print=all` puts the whole list on one page, up to a limit that a browser bears."""
        return self.request.GET.get("print") == "all"

    def is_refused(self):
        return self.filterset is not None and not self.filterset.form.is_valid()

    def may_create(self):
        return reverse(self.create_url) if self.create_url and self.may("create_permission") else ""

    def chips(self):
        """Each with the address of this list without it."""
        chips = self.filterset.chips() if self.filterset is not None else []
        return [(chip, self._address_without(chip)) for chip in chips]

    def _address_without(self, chip):
        query = self.request.GET.copy()
        query.pop("page", None)
        values = [value for value in query.getlist(chip.name) if chip.value and value != chip.value]
        query.setlist(chip.name, values)
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    def export(self):
        """Exactly what is shown: the same rows, order and columns, every page of it."""
        from core import workbook

        rows = self.table.data.data
        count = rows.count()
        columns = [
            workbook.Column(str(bound.header), bound.column.width, bound.column.kind)
            for bound in self.table.export_columns()
        ]
        values = self.table.export_rows(rows.iterator(chunk_size=EXPORT_CHUNK))
        sheet = workbook.Sheet(self.page_title(), columns, values, self.export_heading(count))
        file = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
        workbook.write([sheet], file)
        file.seek(0)
        summary = f"{self.page_title()}: {number(count)} {self.unit or self.table.unit}"
        record(by=self.request.user, act="export", summary=summary, after=dict(self.request.GET.lists()))
        return FileResponse(file, as_attachment=True, filename=self.export_name(), content_type=XLSX)

    def export_heading(self, count):
        """Lines above the table: what it is, which conditions, how many, when."""
        chips = "; ".join(f"{chip.label}: {chip.text}" for chip, _ in self.chips())
        today = short_date(timezone.localdate())
        tail = f"{number(count)} {self.unit or self.table.unit}, xuất ngày {today}"
        return [line for line in (self.page_title(), chips, tail) if line]

    def export_name(self):
        words = "-".join(re.findall(r"[a-z0-9]+", search_key(self.page_title())))
        return f"{words}-{timezone.localdate():%Y-%m-%d}.xlsx"


class LookupScreen(Screen):
    """Suggestions for one lookup field, within the scope of who types."""

    field_class = None
    detail = ()
    """Attributes shown in small letters under a suggestion."""

    def get(self, request):
        field = self.field_class()
        field.bind(request.user)
        found = field.suggestions(normalize(request.GET.get("q", "")[:100]))
        return JsonResponse({"results": [self.suggestion(field, row) for row in found]})

    def suggestion(self, field, row):
        values = (getattr(row, name) for name in self.detail)
        small = [str(value() if callable(value) else value or "") for value in values]
        return {"value": field.label_of(row), "detail": ", ".join(filter(None, small))}


class ObjectScreen(Screen):
    """A screen about one object, named by `pk` in the URL."""

    related = ()

    def rows(self):
        rows = self.scoped()
        return rows.select_related(*self.related) if self.related else rows

    def prepare(self):
        self.object = self.rows().filter(pk=self.kwargs["pk"]).first()
        if self.object is None:
            raise Http404

    def page_title(self):
        return self.title or str(self.object)


class DetailScreen(ObjectScreen):
    template_name = "screens/detail.html"
    records_reading = False
    link_key = ""
    """The attribute by which lists of upper apps name this object; they're declared in `config/navigation.py`."""

    def get(self, request, *args, **kwargs):
        if self.records_reading:
            record_reading(by=request.user, obj=self.object)
        return self.respond(
            object=self.object,
            link_key=getattr(self.object, self.link_key) if self.link_key else "",
            tabs=self.tabs(),
            identity=self.identity(),
            facts=self.facts(),
            sections=[*self.sections_above(), *self.sections()],
            buttons=self.buttons(),
        )

    def sections_above(self):
        return self.sections_named(self.request.resolver_match.url_name)

    def sections_named(self, page):
        """What upper apps show on the page of that name."""
        return sections_about(page, self.object, self.request.user)

    def identity(self):
        """The few facts in the bar under the title."""
        return []

    def tabs(self):
        """The pages of the object, when it has several."""
        return []

    def facts(self):
        return []

    def sections(self):
        return []

    def buttons(self):
        return []


class FormScreen(Screen):
    template_name = "screens/form.html"
    form_class = None
    formset_class = None
    formset_title = ""
    formset_hint = ""
    submit_label = "Lưu"
    success = "Đã lưu."
    related = ()
    object = None

    rows = ObjectScreen.rows

    def prepare(self):
        if "pk" in self.kwargs:
            ObjectScreen.prepare(self)

    def get(self, request, *args, **kwargs):
        return self.show(self.build_form(), self.build_formset())

    def post(self, request, *args, **kwargs):
        if "add-row" in request.POST:
            return self.show(*unjudged(self.build_form(request.POST), self.build_formset(self.with_a_row())))
        with transaction.atomic():
            done = spent_tokens(request).get(self.token_sent())
            if done:
                messages.info(request, "Biểu mẫu này đã được lưu, không lưu thêm lần nữa.")
                return redirect(done)
            return self.save(request)

    def save(self, request):
        if self.object is not None:  # lock first, then look: what is compared is what will be overwritten
            self.object = self.locked()
        form, formset = self.build_form(request.POST), self.build_formset(request.POST)
        valid = form.is_valid() and (formset is None or formset.is_valid())
        if self.is_stale():
            return self.show(form, formset, conflict=self.differences(form))
        if not valid or not self.try_save(form, formset):
            return self.show(form, formset)
        url = self.success_url()
        spend_token(request, self.token_sent(), url)
        return self.finished(url)

    def finished(self, url):
        messages.success(self.request, self.success)
        return HttpResponseRedirect(url)

    def locked(self):
        row = self.scoped().select_for_update(of=("self",)).filter(pk=self.object.pk).first()
        if row is None:
            raise Http404
        return row

    def try_save(self, form, formset):
        """A refusal by the action or the database becomes an error of the form, and nothing is written."""
        self.formset = formset
        try:
            with transaction.atomic():
                self.saved = self.save_action(form)
        except ValidationError as error:
            add_errors(form, error)
            return False
        except IntegrityError:
            form.add_error(None, "Dữ liệu vừa nhập trùng hoặc không khớp với dữ liệu đã lưu. Hãy kiểm tra lại.")
            return False
        return True

    def save_action(self, form):
        """Call the action; return the saved object."""
        return form.save()

    def success_url(self):
        """The page of what was saved."""
        name = self.model._meta.model_name
        return reverse(f"{name}-detail", args=[self.saved.pk])

    def cancel_url(self):
        name = self.model._meta.model_name
        return reverse(f"{name}-detail", args=[self.object.pk]) if self.object else reverse(f"{name}-list")

    # ----------------------------------------------------------------------------------------------- form and rows

    def initial(self):
        return {name: value for name, value in self.request.GET.items() if "\0" not in value}

    def form_kwargs(self):
        kwargs = {"user": self.request.user, "initial": {} if self.object else self.initial()}
        if self.object is not None and hasattr(self.form_class, "_meta"):
            # Validation writes on the form's instance; `self.object` stays as it is stored.
            kwargs["instance"] = self.rows().get(pk=self.object.pk)
        return kwargs

    def build_form(self, data=None):
        form = self.form_class(data, self.files(data), **self.form_kwargs())
        if hasattr(form, "instance") and self.object is not None and hasattr(self.object, "version"):
            form.instance.version = self.object.version + 1
        return form

    def files(self, data):
        return None if data is None else self.request.FILES

    def formset_kwargs(self):
        """`instance=` for an inline formset, `queryset=` or `initial=` for others."""
        return {}

    def build_formset(self, data=None):
        if self.formset_class is None:
            return None
        return self.formset_class(data, form_kwargs={"user": self.request.user}, **self.formset_kwargs())

    def with_a_row(self):
        """What was sent and one row more: "Thêm dòng" without JavaScript."""
        data = self.request.POST.copy()
        name = f"{self.formset_class.get_default_prefix() if self.formset_class else 'form'}-TOTAL_FORMS"
        total = data.get(name, "0")
        data[name] = str(min(int(total) if total.isdecimal() else 0, 999) + 1)
        return data

    def show(self, form, formset=None, conflict=None):
        return self.respond(
            object=self.object,
            form=form,
            formset=formset,
            conflict=conflict,
            errors=errors_of(form, formset),
            version=getattr(self.object, "version", None),
            token=self.token_sent() or secrets.token_urlsafe(16),
            facts=self.facts(),
        )

    def facts(self):
        """What is said above the form."""
        return []

    # ------------------------------------------------------------------------------------------- versions and tokens

    def is_stale(self):
        """Whether someone saved the object after this form was opened."""
        version = getattr(self.object, "version", None)
        return version is not None and self.request.POST.get("version") != str(version)

    def differences(self, form):
        """Both versions, field by field: what is stored now and what was typed."""
        stored = self.form_class(**self.form_kwargs())
        pairs = [(field.label, shown(stored[field.name]), shown(field)) for field in form.visible_fields()]
        return [pair for pair in pairs if pair[1] != pair[2]]

    def token_sent(self):
        return self.request.POST.get("submit_token", "")[:64]


class StepScreen(FormScreen):
    """An irreversible step: a page with the facts, then one POST."""

    template_name = "screens/confirm.html"
    form_class = ScopedForm
    submit_label = "Xác nhận"
    warning = ""
    """What cannot be undone, and the article it rests on."""
    wait = ""
    """What is going on after the click, where that takes long."""

    def form_kwargs(self):
        return {"user": self.request.user}

    def build_form(self, data=None):
        return self.form_class(data, self.files(data), **self.form_kwargs())


class MoveScreen(StepScreen):
    """A step of a state table, named by `verb` in the URL; the table says who may take it. It keeps `self.move`."""

    states = None
    """The table of the record's states."""

    def prepare(self):
        super().prepare()
        self.move = self.states.move(self.kwargs["verb"])
        if self.move is None:
            raise Http404
        self.permission = self.move.may

    def page_title(self):
        return self.move.label

    @property
    def submit_label(self):
        return self.move.label

    @property
    def success(self):
        return f"Đã ghi bước “{self.move.label}”."

    @property
    def warning(self):
        return f"Bước “{self.move.label}” không lùi lại được." if self.move.irreversible else ""


def shown(bound):
    """The value of a form field as its label, for the comparison of two versions."""
    value = bound.value()
    choices = dict(getattr(bound.field, "choices", ()) or ())
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, list | tuple):
        return "; ".join(str(choices.get(item, item)) for item in value)
    text = bound.field.widget.format_value(value) if not choices else choices.get(value, value)
    return "" if text is None else str(text)


def errors_of(form, formset=None):
    """(id of the field, label, message) of every error, for the summary on top."""
    found = []
    for one in [form, *(formset.forms if formset is not None and formset.is_bound else [])]:
        if not one.is_bound:
            continue
        for name, errors in one.errors.items():
            bound = one[name] if name in one.fields else None
            found += [(_anchor(bound), bound.label if bound else "", text) for text in errors]
    if formset is not None and formset.is_bound:
        found += [("", "", text) for text in formset.non_form_errors()]
    return found


def _anchor(bound):
    """The id to which an error leads; of a group of boxes, its first box."""
    if bound is None:
        return ""
    return bound.id_for_label or next((part.id_for_label for part in bound.subwidgets), "")


def unjudged(form, formset):
    """Keep what was typed without saying yet what is wrong with it."""
    for one in [form, *(formset.forms if formset is not None else [])]:
        one._errors = ErrorDict()
    if formset is not None:
        formset._errors, formset._non_form_errors = [one._errors for one in formset.forms], formset.error_class()
    return form, formset


def add_errors(form, error):
    """Errors of an action at the fields the form has, the rest on top."""
    for name, texts in (error.message_dict if hasattr(error, "error_dict") else {"": error.messages}).items():
        at = name if name in form.fields and name != NON_FIELD_ERRORS else None
        for text in texts:
            form.add_error(at, text)


def spent_tokens(request):
    """Submit tokens of this session that were used, each with the page it led to.

    Read from a locked row: of two requests at once the second waits here and then finds the token spent.
    """
    row = Session.objects.select_for_update().filter(session_key=request.session.session_key).first()
    return row.get_decoded().get("spent", {}) if row else {}


def spend_token(request, token, url):
    if token:
        spent = {**spent_tokens(request), token: url}
        request.session["spent"] = dict(list(spent.items())[-TOKENS_KEPT:])
        request.session.save()
