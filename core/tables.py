"""Tables: one class feeds the page, the print and the Excel workbook.

    class DecisionTable(Table):
        number = Column("Số quyết định", link="decision-detail")     # links to the row's own page
        decided = DateColumn("Ngày quyết định")
        organization = Column("Tổ chức thực hiện", order_by="organization__sort_key")
        form = ChoiceColumn("Hình thức")
        stage = BadgeColumn("Tình trạng", tones={"concluded": "done", "in_progress": "running"})
        subjects = NumberColumn("Số đối tượng", orderable=False)

        def value_stage(self, record): ...        # a value that is no field: give it here, page and Excel share it

A column reads `accessor` (default its own name; dots or `__` go through relations, so `select_related` them in the
screen). It shows an empty cell as a dash. What it writes into Excel is the same value with its type: dates as dates,
numbers as numbers, the rest as text. To paint a cell differently define `render_<name>(self, record, value)`.
"""

from datetime import date, datetime

import django_tables2
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from core.text import number, short_date

DASH = "–"


class Column(django_tables2.Column):
    """Text. `link` is the name of a URL that takes the primary key found by `link_to` (default the row's own)."""

    kind = "text"
    css = ""
    width = 24

    def __init__(self, verbose_name=None, *, link=None, link_to="pk", width=None, wide=False, **kwargs):
        order_by = kwargs.get("order_by")
        if isinstance(order_by, str):
            kwargs["order_by"] = (order_by,)
        super().__init__(verbose_name, **kwargs)
        self.link_name, self.link_to = link, link_to
        self.width = width or (48 if wide else self.width)
        if wide:
            self.css = f"{self.css} wide".strip()

    def linker(self):
        """A function from a record to the address of its page, or None; each address is built once a page."""
        if not self.link_name:
            return None
        key_of, known = _path(self.link_to.replace("__", ".")), {}

        def link(record):
            key = key_of(record)
            if key is not None and key not in known:
                known[key] = reverse(self.link_name, args=[key])
            return known.get(key)

        return link

    def text(self, record, value):
        """The value as the page shows it."""
        return str(value)

    def cell_value(self, record, value):
        """The value as Excel takes it."""
        return self.text(record, value)


class CodeColumn(Column):
    """A code or number of a document or card: never broken over two lines."""

    css, width = "code", 16


class DateColumn(Column):
    kind, css, width = "date", "date", 12

    def text(self, record, value):
        return short_date(_day(value))

    def cell_value(self, record, value):
        return _day(value)


class TimeColumn(Column):
    """A moment, in the office's time."""

    css, width = "date", 18

    def text(self, record, value):
        return f"{timezone.localtime(value):%H:%M:%S %d/%m/%Y}"


class NumberColumn(Column):
    kind, css, width = "number", "number", 10

    def text(self, record, value):
        return number(value)

    def cell_value(self, record, value):
        return value


class YearColumn(NumberColumn):
    """A number that is a name: no thousands dot."""

    kind = "year"

    def text(self, record, value):
        return str(value)


class ChoiceColumn(Column):
    """The label of a choice. `labels` when the field is not the row's own."""

    width = 20

    def __init__(self, verbose_name=None, *, labels=None, **kwargs):
        super().__init__(verbose_name, **kwargs)
        self.labels = dict(getattr(labels, "choices", labels) or ())

    def text(self, record, value):
        if self.labels:
            return str(self.labels.get(value, value))
        display = getattr(record, f"get_{self.accessor or self.name}_display", None)
        return str(display() if display else value)


class BadgeColumn(ChoiceColumn):
    """A choice as a word on a coloured ground. Tones: done, running, warn, late, none."""

    def __init__(self, verbose_name=None, *, tones=None, **kwargs):
        super().__init__(verbose_name, **kwargs)
        self.tones = tones or {}

    def html(self, record, value):
        return badge(self.text(record, value), self.tones.get(value, ""))


class ListColumn(Column):
    """Several values in one cell, one `; ` apart, as the Excel book has them."""

    def __init__(self, verbose_name=None, **kwargs):
        super().__init__(verbose_name, **{"orderable": False, **kwargs})

    def text(self, record, value):
        return "; ".join(str(item) for item in getattr(value, "all", lambda: value)())


class Table(django_tables2.Table):
    """The base of every table. `caption` names it for those who cannot see it."""

    caption = ""
    unit = "dòng"
    """What one row is, in the count above the table: "349 đối tượng"."""
    wide = False
    """Printed on landscape paper, and scrolls in its own region on a screen."""

    class Meta:
        template_name = "django_tables2/table.html"
        order_by_field = "sort"
        attrs = {"class": "data"}

    def row_class(self, record):
        """A class for the whole row, such as "late"."""
        return ""

    def heads(self):
        """What the template needs to know of each column head."""
        for bound in self.columns:
            state = bound.order_by_alias.is_descending if bound.is_ordered else None
            yield {
                "text": bound.header,
                "css": bound.column.css,
                "next": bound.order_by_alias.next if bound.orderable else "",
                "aria": {True: "descending", False: "ascending", None: ""}[state],
            }

    @property
    def body(self):
        """All rows of the page as HTML, put together here: a template would take four times as long."""
        painters = [_painter(self, bound) for bound in self.columns]
        return mark_safe("".join(self._row(record, painters) for record in self.page_records()))

    def page_records(self):
        """The rows of this page; of a table without pages, all."""
        page = getattr(self, "page", None)
        return page.object_list if page is not None else self.data.data

    def _row(self, record, painters):
        css = self.row_class(record)
        cells = "".join([paint(record) for paint in painters])
        return f'<tr class="{css}">{cells}</tr>' if css else f"<tr>{cells}</tr>"

    def export_columns(self):
        return [bound for bound in self.columns.iterall() if not bound.column.exclude_from_export]

    def export_rows(self, records):
        """The values of the given rows, column by column, as Excel takes them."""
        readers = [(bound.column, _reader(self, bound)) for bound in self.export_columns()]
        for record in records:
            values = ((column, read(record)) for column, read in readers)
            yield [None if _empty(value) else column.cell_value(record, value) for column, value in values]


def badge(text, tone=""):
    """A word on a coloured ground."""
    return format_html('<span class="badge {}">{}</span>', tone, text)


def _painter(table, bound):
    """A function from a record to the HTML of one cell of this column."""
    column, read = bound.column, _reader(table, bound)
    render = getattr(table, f"render_{bound.name}", None) or getattr(column, "html", column.text)
    tag = "th" if bound.name == next(iter(table.columns.names())) else "td"
    scope = ' scope="row"' if tag == "th" else ""
    css = f' class="{column.css}"' if column.css else ""
    start = f"<{tag}{scope}{css}>"
    link = column.linker()

    def paint(record):
        value = read(record)
        if _empty(value):
            return f"{start}{DASH}</{tag}>"
        content = conditional_escape(render(record, value)) or DASH
        url = link(record) if link else None
        return f'{start}<a href="{url}">{content}</a></{tag}>' if url else f"{start}{content}</{tag}>"

    return paint


def _reader(table, bound):
    """A function from a record to the raw value of one cell of this column."""
    own = getattr(table, f"value_{bound.name}", None)
    return own or _path(str(bound.accessor).replace("__", "."))


def _path(dotted):
    """Follow attributes; an empty step on the way is an empty value. A row may also be a dict."""
    first, *rest = dotted.split(".")

    def read(record):
        value = record.get(first) if isinstance(record, dict) else getattr(record, first)
        for step in rest:
            value = None if value is None else getattr(value, step)
        return value() if callable(value) and not hasattr(value, "all") else value

    return read


def _empty(value):
    return value is None or value == ""


def _day(value):
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value if isinstance(value, date) else None
