"""The one search: over every kind of record that has a list, grouped by kind.

Each group shows the first rows of that kind's own list, asked with the same words: the same rows, the same scope, and
what its reader is shut out of is missing here as it is there.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Case, IntegerField, Value, When
from django.http import JsonResponse, QueryDict
from django.urls import reverse

from core.lookups import SHORTEST
from core.screens import Screen
from core.text import normalize, search_words, short_date
from discipline.views.appeals import AppealList
from discipline.views.cases import CaseList
from discipline.views.decisions import DecisionList
from inspections.views.denunciations import DenunciationList
from inspections.views.inspections import InspectionList
from inspections.views.programmes import ProgrammeItemList
from members.permissions import can_read_structure, own_member
from members.views.members import MemberList
from members.views.organizations import OrganizationList
from reports.views.conclusions import ConclusionList

LONGEST = 100
"""What is typed beyond it is cut off, as the box does."""
SUGGESTED, SHOWN = 4, 10
"""Rows a kind: under the box, and on the page."""
COUNTED = 1000
"""Hits a kind that the page counts; of more it says that they are more, and the list counts them."""


@dataclass(frozen=True)
class Kind:
    """What is searched: a list, how one of its rows reads in a line, and where it leads."""

    screen: type
    list_url: str
    line: Callable
    """From a row to its text and what stands small below it."""
    url: str
    key: str = "pk"
    number: str = ""
    """The number of a document: who types it whole wants that one first. Without one the model knows its nearest."""

    def listed(self, request, typed):
        """The kind's list, asked with these words."""
        asked = copy(request)
        asked.GET = QueryDict(urlencode({"q": typed}))
        screen = self.screen()
        screen.setup(asked)
        screen.filterset.only("q")
        return screen

    def ordered(self, screen, typed):
        """Its rows, the nearest first."""
        rows = screen.found
        if hasattr(rows, "nearest"):
            return screen.rows().nearest(typed, rows)
        if not (self.number and any(sign.isdigit() for sign in typed)):
            return rows
        tiers = [
            When(**{f"{self.number}__i{how}": typed}, then=Value(at)) for at, how in enumerate(("exact", "startswith"))
        ]
        order = rows.query.order_by or rows.model._meta.ordering
        return rows.order_by(Case(*tiers, default=Value(2), output_field=IntegerField()), *order)

    def keys(self, screen, typed, most):
        """The keys of the first rows. What a line tells of them is read from other tables when they are known."""
        return list(self.ordered(screen, typed).values_list("pk", flat=True)[:most])

    def hit(self, row, user):
        text, *detail = self.line(row)
        url, key = self.url, getattr(row, self.key)
        if url == "member-record" and row == own_member(user):
            url = "member-detail"  # nobody opens their own record
        return Hit(text, ", ".join(str(part) for part in detail if part), reverse(url, args=[key]))


@dataclass(frozen=True)
class Hit:
    text: str
    detail: str
    url: str


@dataclass(frozen=True)
class Group:
    """What was found of a kind."""

    title: str
    hits: list
    url: str
    """The kind's own list with the same words."""
    has_more: bool
    count: int | None
    """How many there are; none where they are too many to be counted here."""
    unit: str


KINDS = (
    Kind(
        OrganizationList,
        "organization-list",
        lambda row: (row.name, row.code, row.get_type_display(), "đã kết thúc" if row.valid_until else ""),
        "organization-detail",
    ),
    Kind(
        MemberList,
        "member-list",
        lambda row: (
            row.name,
            row.card_number,
            row.born and f"sinh {short_date(row.born)}",
            row.organization,
            row.organization.parent,
        ),
        "member-record",
    ),
    Kind(
        InspectionList,
        "inspection-list",
        lambda row: (str(row), row.organization, short_date(row.act_date), row.get_state_display()),
        "inspection-detail",
        number="number",
    ),
    Kind(
        DecisionList,
        "decision-list",
        lambda row: (f"{row.get_form_display()} theo Quyết định {row.number}", row.subject, short_date(row.decided)),
        "decision-detail",
        number="number",
    ),
    Kind(
        CaseList,
        "case-list",
        lambda row: (row.title, row.organization, short_date(row.opened), row.get_state_display()),
        "case-detail",
    ),
    Kind(
        AppealList,
        "appeal-list",
        lambda row: (f"Đơn khiếu nại số {row.number}", row.decision.subject, short_date(row.received)),
        "appeal-detail",
        number="number",
    ),
    Kind(
        DenunciationList,
        "denunciation-list",
        lambda row: (f"Đơn tố cáo số {row.number}", row.subject, short_date(row.received)),
        "denunciation-detail",
        number="number",
    ),
    Kind(
        ProgrammeItemList,
        "programme-item-list",
        lambda row: (row.content, row.programme.organization, row.programme.span),
        "programme-detail",
        key="programme_id",
    ),
    Kind(
        ConclusionList,
        "conclusion-list",
        lambda row: (row.text, f"hạn {short_date(row.due)}", row.get_state_display()),
        "conclusion-detail",
    ),
)


NAMES = KINDS[:2]
TELLING = 3
"""Letters from which papers are suggested, too: two of them begin a name of nearly everybody that papers are about."""


def search(request, typed, most, counted=0, kinds=KINDS):
    """What the user may find, kind by kind; kinds without a hit are left out."""
    if not search_words(typed):
        return []
    kinds = [kind for kind in kinds if kind.screen.permission(request.user)]
    return [group for kind in kinds if (group := _group(kind, request, typed, most, counted)).hits]


def _group(kind, request, typed, most, counted):
    screen = kind.listed(request, typed)
    keys = kind.keys(screen, typed, max(counted, most) + 1)
    rows = {row.pk: row for row in screen.rows().filter(pk__in=keys[:most])} if keys else {}
    hits = [kind.hit(rows[key], request.user) for key in keys[:most]]
    url = f"{reverse(kind.list_url)}?{urlencode({'q': typed})}"
    count = len(keys) if len(keys) <= counted else None
    return Group(kind.screen.title, hits, url, len(keys) > most, count, kind.screen.unit)


class Searching(Screen):
    """Whoever sees organizations may search; each kind asks for its own right."""

    permission = can_read_structure

    def typed(self):
        return normalize(self.request.GET.get("q", "").replace("\0", " "))[:LONGEST].strip()


class SearchPage(Searching):
    template_name = "reports/search.html"
    title = "Tìm kiếm"

    def page_title(self):
        return f"Tìm “{self.typed()}”" if self.typed() else self.title

    def get(self, request):
        typed = self.typed()
        return self.respond(searched=typed, groups=search(request, typed, SHOWN, COUNTED), most=COUNTED)


class SearchLookup(Searching):
    """Suggestions under the box, as lines that lead somewhere."""

    def get(self, request):
        typed = self.typed()
        kinds = KINDS if len(typed) >= TELLING else NAMES
        groups = search(request, typed, SUGGESTED, kinds=kinds) if len(typed) >= SHORTEST else []
        return JsonResponse({"results": [line for group in groups for line in self._lines(group)]})

    @staticmethod
    def _lines(group):
        for hit in group.hits:
            yield {"group": group.title, "value": hit.text, "detail": hit.detail, "url": hit.url}
        if group.has_more:
            yield {"group": group.title, "value": f"Xem tất cả: {group.title.lower()}", "detail": "", "url": group.url}
