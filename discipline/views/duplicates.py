"""Records that may be of one person: the list of pairs, two side by side, merging them, or telling them apart."""

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from core.lots import CHUNK, in_lots
from core.screens import Button, Crumb, DetailScreen, Fact, ListScreen, Section, StepScreen
from core.text import number, short_date
from discipline.actions.merging import counts, merge, plan_of, tell_apart
from discipline.filters.duplicates import PairFilters
from discipline.forms.lives import MergeForm, WithReason
from discipline.tables.duplicates import PairTable
from members.duplicates import REASONS, Pairs, pairs
from members.models import Member
from members.permissions import can_decide, can_read_records, can_write_records, own_member


class PairList(ListScreen):
    """Pairs are no rows of the database: they are found among the members, then sorted and paged like rows."""

    model, permission = Member, can_read_records
    title, unit = "Hồ sơ đảng viên nghi trùng", "cặp hồ sơ"
    lead = "So họ tên không kể dấu, ngày sinh, số thẻ không kể dấu ngăn cách, trong phạm vi bạn được xem."
    filterset_class, table_class = PairFilters, PairTable
    empty_hint = "Không có cặp hồ sơ nào nghi trùng."

    @cached_property
    def pairs(self):
        found = pairs(self.request.user)
        if found.more:
            messages.warning(self.request, f"Có hơn {number(len(found))} cặp; hãy xử lý bớt để thấy các cặp còn lại.")
        if self.chips() or self.is_refused():
            keys = {key for pair in found for key in pair.keys}
            members = {one for lot in in_lots(sorted(keys), CHUNK) for one in self._matching(lot)}
            reasons = set(self.filterset.chosen.get("reason") or REASONS)
            kept = (pair for pair in found if not members.isdisjoint(pair.keys) and reasons.intersection(pair.reasons))
            found = Pairs(kept)
        return found

    def _matching(self, keys):
        return self.found.filter(pk__in=keys).order_by().values_list("pk", flat=True)

    @cached_property
    def table(self):
        table = self.table_class(self.pairs, order_by=self.sorted_by())
        table.data.data = Pairs(table.data.data)  # a plain list has been made of them
        return table


class OfPair:
    """A screen about two records, both in the user's scope and neither the user's own."""

    model, related = Member, ("organization",)

    def prepare(self):
        super().prepare()
        self.other = self.rows().filter(pk=self.kwargs["other"]).exclude(pk=self.object.pk).first()
        own = own_member(self.request.user)
        if self.other is None or own in (self.object, self.other):
            raise Http404

    def may(self, name, obj=None):
        """The right is asked for at both places."""
        return super().may(name, self.object) and super().may(name, self.other)

    @property
    def pair(self):
        return self.object, self.other

    def crumbs(self):
        return [Crumb("Hồ sơ nghi trùng", reverse("duplicates"))]

    def cancel_url(self):
        return reverse("duplicate-pair", args=[one.pk for one in self.pair])

    def facts(self):
        places = ("Hồ sơ thứ nhất", "Hồ sơ thứ hai")
        return [Fact(place, f"{one}, thẻ {one.card_number}") for place, one in zip(places, self.pair, strict=True)]


class PairDetail(OfPair, DetailScreen):
    permission = can_read_records
    template_name = "discipline/duplicate_pair.html"

    def page_title(self):
        return f"Đối chiếu hồ sơ: {self.object} và {self.other}"

    def facts(self):
        return []

    def sections_above(self):
        return []

    def sections(self):
        faults = plan_of(*self.pair, self.request.user).faults
        return [Section("Chưa gộp được", facts=[Fact("Vì", fault) for fault in faults])] if faults else []

    def context(self, **more):
        return super().context(pair=self.pair, lines=self.lines(), **more)

    def lines(self):
        """(what, of the one, of the other, how they compare), and how many records of each kind name them."""
        user = self.request.user
        told = [(label, *(read(one) for one in self.pair)) for label, read in COMPARED]
        lines = [(label, one, other, "khác" if one != other else "giống") for label, one, other in told]
        first, second = (counts(one, user) for one in self.pair)
        named = [name for name in first if first[name] or second[name]]
        return lines + [(name.capitalize(), number(first[name]), number(second[name]), "") for name in named]

    def buttons(self):
        user, keys = self.request.user, [one.pk for one in self.pair]
        found = []
        if all(can_decide(user, one) for one in self.pair):
            found.append(Button("Gộp hai hồ sơ", reverse("duplicate-merge", args=keys), primary=True))
        if all(can_write_records(user, one) for one in self.pair):
            found.append(Button("Không phải trùng", reverse("duplicate-apart", args=keys)))
        return found


COMPARED = (
    ("Họ và tên", lambda one: one.name),
    ("Số thẻ", lambda one: one.card_number),
    ("Ngày sinh", lambda one: short_date(one.born) if one.born else ""),
    ("Giới tính", lambda one: one.get_sex_display()),
    ("Nơi sinh hoạt", lambda one: f"{one.organization.name} ({one.organization.code})"),
    ("Ngày vào Đảng", lambda one: short_date(one.joined) if one.joined else ""),
    ("Ngày chính thức", lambda one: short_date(one.official_from) if one.official_from else ""),
    ("Tình trạng", lambda one: one.get_status_display()),
)


class PairMerge(OfPair, StepScreen):
    permission, form_class = can_decide, MergeForm
    title, submit_label, success = "Gộp hai hồ sơ", "Gộp hồ sơ", "Đã gộp hai hồ sơ."
    warning = (
        "Mọi bản ghi của hồ sơ kia chuyển sang hồ sơ được giữ lại, không tách lại được. Hồ sơ kia không còn trong danh "
        "sách; địa chỉ cũ dẫn đến hồ sơ được giữ lại."
    )

    def form_kwargs(self):
        ratings = plan_of(*self.pair, self.request.user).ratings
        return super().form_kwargs() | {"pair": self.pair, "ratings": ratings}

    def save_action(self, form):
        data = form.cleaned_data
        kept, gone = self.pair if data["kept"] == str(self.object.pk) else reversed(self.pair)
        return merge(kept, gone, by=self.request.user, reason=data["reason"], ratings=form.ratings())


class PairApart(OfPair, StepScreen):
    permission, form_class = can_write_records, WithReason
    title, submit_label, success = "Không phải trùng", "Ghi không phải trùng", "Đã ghi: hai hồ sơ là của hai người."

    def save_action(self, form):
        return tell_apart(*self.pair, by=self.request.user, reason=form.cleaned_data["reason"])

    def success_url(self):
        return reverse("duplicates")
