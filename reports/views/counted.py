"""What a figure counts, where no list of records narrows down to it: rows, or different subjects, inspections, letters.

The address is the figure itself: fact, slices, organization and days; the list has exactly as many rows as it counts.
"""

import json
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qs

from django.db.models import Exists, Min, OuterRef, Q
from django.http import Http404
from django.urls import resolve, reverse

from core.periods import Period
from core.screens import ListScreen, Screen
from core.tables import Column, Table
from core.text import number, short_date
from members.models import Organization
from members.permissions import can_read_denunciations, can_read_records
from reports.blocks import Table as TableBlock
from reports.briefing import REGROUPED
from reports.counting import Counted as Counting
from reports.dimensions import dimension
from reports.facts import FACTS
from reports.figures import EMPTY, NOTHING, Figure, Number, figure_of_data
from reports.measures import measure_of_data

MOST_PARTS = 50
MOST_KEYS = 5000
"""Up to so many keys are read first: PostgreSQL plans a set within a set badly before it knows its tables."""
LISTS = {
    "subject": "subject-list",
    "inspection": "inspection-list",
    "decision": "decision-list",
    "casesubject": "case-subject-list",
    "suspension": "suspension-list",
    "strikeoff": "strikeoff-list",
    "appeal": "appeal-list",
    "denunciation": "denunciation-list",
    "routinenote": "note-list",
    "remedy": "remedy-list",
    "programmeitem": "programme-item-list",
    "rating": "rating-list",
    "resolution": "resolution-list",
    "selfreview": "selfreview-list",
    "reviewlimitation": "limitation-list",
    "reviewmeasure": "measure-list",
    "organization": "organization-list",
    "member": "member-list",
}
"""The list of each kind of record, whose table and columns are shown."""


@dataclass(frozen=True)
class Question:
    """Figures of an organization and some days, as an address asks for them."""

    organization: Organization
    period: Period
    figures: tuple[Figure, ...]
    user: object

    @property
    def figure(self):
        return self.figures[0]

    @property
    def fact(self):
        return FACTS[self.figure.fact]

    def rows(self):
        """The rows of any of the figures, in the user's scope."""
        parts = [FACTS[one.fact].sliced(one.where, self.organization, self.period, self.user) for one in self.figures]
        if len(parts) == 1:
            return parts[0].visible_to(self.user)
        wanted = Q()
        for part in parts:
            wanted |= Q(pk__in=part.values("pk"))
        return parts[0].model.objects.visible_to(self.user).filter(wanted)

    @property
    def words(self):
        days = f"từ ngày {short_date(self.period.first)} đến ngày {short_date(self.period.last)}"
        tree = f" {REGROUPED}" if self.organization.regrouped else ""
        what = " và ".join(words_of(one) for one in self.figures)
        return f"{what}; {self.organization.name_on(self.period.last)}, {days}.{tree}"


def words_of(figure):
    """A figure in words: its fact and the values it counts."""
    slices = []
    for name, values in figure.where:
        about = dimension(figure.fact, name)
        slices.append(f"{about.label}: {', '.join(about.label_of(value) for value in about.values_of(values))}")
    return "; ".join([FACTS[figure.fact].title, *slices])


def question_of(query, user):
    """The question of an address; 404 for whatever makes no sense or lies outside the user's scope."""
    first = {name: query.getlist(name) for name in query}
    others = [parse_qs(text, max_num_fields=200) for text in query.getlist("plus")[:MOST_PARTS]]
    try:
        if not all(others):
            raise ValueError(query)
        figures = tuple(_figure({**one, "fact": one.get("fact") or first.get("fact")}) for one in (first, *others))
    except ValueError:
        raise Http404 from None
    question = Question(_organization(query, user), _period(query), figures, user)
    if len({one.fact for one in figures}) > 1 or (
        question.fact.letters and not can_read_denunciations(user, question.organization)
    ):
        raise Http404
    return question


def _figure(values):
    name = (values.get("fact") or [""])[0]
    if name not in FACTS:
        raise ValueError(name)
    where = {}
    for one in FACTS[name].sliced_by & set(values):
        if any("\0" in value for value in values[one]):
            raise ValueError(one)
        where[one] = [] if values[one] == [NOTHING] else ["" if value == EMPTY else value for value in values[one]]
    return figure_of_data({"fact": name, "where": where})


def _organization(query, user):
    code = query.get("organization", "")[:100].replace("\0", "")
    found = Organization.objects.visible_to(user).filter(code=code).first()
    if found is None or not can_read_records(user, found):
        raise Http404
    return found.by_todays_tree() if query.get("tree") == "today" else found


def _period(query):
    try:
        return Period(date.fromisoformat(query.get("from", "")), date.fromisoformat(query.get("to", "")))
    except ValueError:
        raise Http404 from None


class Counted(ListScreen):
    """A list whose rows are what a figure counts, shown as the list of such records shows them."""

    permission = can_read_records
    title, unit = "Bản ghi của một số liệu", "bản ghi"
    list_name = ""

    def prepare(self):
        if can_read_records(self.request.user):
            self.question = question_of(self.request.GET, self.request.user)
            self.lead = self.question.words
            self.shape()

    def shape(self):
        """Take the table, and all that it needs of rows, from the list of such records."""
        self.like = resolve(reverse(self.list_name)).func.view_class()
        self.like.setup(self.request)
        self.table_class = self.like.table_class

    def rows(self):
        return self.like.rows().filter(pk__in=self.keys())

    def table_kwargs(self):
        return self.like.table_kwargs()

    def keys(self):
        """The keys of the records that the figure counts."""
        raise NotImplementedError


class CountedRows(Counted):
    @property
    def list_name(self):
        return LISTS[self.question.fact.rows(self.question.period).model._meta.model_name]

    def shape(self):
        if self.question.fact.many:
            self.table_class = ChildTable
        else:
            super().shape()

    def rows(self):
        if self.question.fact.many:
            return self.question.rows().select_related(self.question.fact.about.removesuffix("__"))
        counted = self.question.rows().order_by()
        keys = list(counted.values_list("pk", flat=True)[: MOST_KEYS + 1])
        if len(keys) > MOST_KEYS:
            return self.like.rows().filter(Exists(counted.filter(pk=OuterRef("pk"))))
        return self.like.rows().filter(pk__in=keys)

    def table_kwargs(self):
        fact = self.question.fact
        return {"fact": fact, "name": self.question.figure.fact} if fact.many else super().table_kwargs()


class ChildTable(Table):
    """Rows of which a record may have several: the record, and the value that counts."""

    record = Column("Bản ghi", orderable=False, wide=True)
    subject = Column("Đối tượng", orderable=False, wide=True)
    value = Column("Nội dung", orderable=False, wide=True)

    def __init__(self, *args, fact, name, **kwargs):
        self.fact, self.name = fact, name
        super().__init__(*args, **kwargs)

    def _owner(self, record):
        return getattr(record, self.fact.about.removesuffix("__"))

    def value_record(self, record):
        return str(getattr(self._owner(record), "inspection", None) or self._owner(record))

    def value_subject(self, record):
        return str(self._owner(record).subject)

    def value_value(self, record):
        return dimension(self.name, self.fact.many).label_of(getattr(record, self.fact.dimensions[self.fact.many]))


class CountedSubjects(Counted):
    """The different organizations or members that rows are about, each once, wherever they are now."""

    column = ""

    def rows(self):
        model = self.like.model
        return model.objects.filter(pk__in=self.keys()).select_related(*self.like.related)

    def keys(self):
        if self.question.fact.about is None:
            raise Http404
        return self.question.rows().order_by().values(f"{self.question.fact.about}{self.column}")


class CountedOrganizations(CountedSubjects):
    list_name, column = "organization-list", "subject_organization"
    title, unit = "Tổ chức đảng của một số liệu", "tổ chức đảng"


class CountedMembers(CountedSubjects):
    list_name, column = "member-list", "subject_member"
    title, unit = "Đảng viên của một số liệu", "đảng viên"


class CountedInspections(Counted):
    list_name = "inspection-list"
    title, unit = "Cuộc kiểm tra, giám sát của một số liệu", "cuộc"

    def keys(self):
        if not self.question.fact.case:
            raise Http404
        return self.question.rows().order_by().values(self.question.fact.case)


class CountedLetters(Counted):
    """Letters, each once, however many subjects it names."""

    list_name = "denunciation-list"
    title, unit = "Đơn của một số liệu", "đơn"

    def keys(self):
        if not self.question.fact.letters or self.question.fact.many:
            raise Http404
        found = self.question.rows().order_by().values("organization", "number").annotate(one=Min("pk"))
        return found.values("one")


class CountedParts(Screen):
    """A number that is added from figures of several kinds: each of them with its own list."""

    permission = can_read_records
    template_name = "reports/counted_parts.html"
    title = "Cách cộng của một số liệu"

    def get(self, request):
        organization, period = _organization(request.GET, request.user), _period(request.GET)
        measures = [_measure(text) for text in request.GET.getlist("part")[:MOST_PARTS]]
        counted = Counting(organization, request.user)
        rows = [
            (words_of(one.parts[0]), _number(counted.value(one, period), one.url(organization, period)))
            for one in measures
        ]
        table = TableBlock(self.title, ("Số liệu", "Giá trị"), tuple(rows))
        total = sum(part.value for _, part in rows if isinstance(part, Number))
        self.lead = f"{organization.name}, {period.label}. Cộng các dòng dưới đây: {number(total)}."
        return self.respond(table=table)


def _measure(text):
    try:
        return measure_of_data({"parts": [json.loads(text)]})
    except (ValueError, TypeError, AttributeError, KeyError):
        raise Http404 from None


def _number(value, url):
    return "(không được xem)" if value is None else Number(value, url)
