"""Screens of many rows: lists with filter, pages and export, and the suggestions of a lookup field."""

import re
import tempfile
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import FileResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from core.screens.base import Screen, record
from core.screens.parts import Tab
from core.text import normalize, number, search_key, short_date

PAGE_ROWS = 50
MANY = 5000
"""Rows of a list from which the keys of its page are found first."""
PRINTED_ROWS = 2000
EXPORT_CHUNK = 2000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
