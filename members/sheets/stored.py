"""Organizations, members and ratings as rows of the Excel book, and how far a book reaches.

Written are the acts of an organization's tree as it stood on the day of each act (`path`). They may be about somebody
outside it, or rest on what stands outside: whom they name is written as well, with everything above, so that each
code in the book is found in it. See docs/decisions/0028.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Case, Q, When
from django.db.models.functions import Coalesce

from core.bulk import Keys
from core.lots import LOT, fetch, in_lots
from core.sheets import StoredSheet
from members import actions, rebuilding
from members.choices import ActKind, MemberStatus
from members.models import (
    Member,
    MemberEvent,
    Organization,
    Placement,
    Rating,
    ReorganizationAct,
    in_subtree,
    in_subtrees,
    in_tree_of,
)
from members.models.scoping import AFTER_DIGITS, steps_above
from members.permissions import scope
from members.sheets.members import MemberSheet, told_status, undated_posts
from members.sheets.organizations import OrganizationSheet
from members.sheets.ratings import RatingSheet
from members.sheets.reorganizations import ReorganizationSheet

SUBJECTS = {"subject_organization": "subject_organization__code", "subject_member": "subject_member__card_number"}
"""The two columns of subjects, and how rows reach them."""


def begun_by(link=""):
    """The code of who began an act: books go on naming it when a successor has taken the act over."""
    return Coalesce(f"{link}taken_from__code", f"{link}organization__code")


BY_SUBJECT = ("subject_kind", "subject_organization__sort_key", *SUBJECTS.values())


@dataclass(frozen=True)
class LeftOut:
    """What a book can't hold: what it is, how many of them, and what that does to figures when it is read again."""

    what: str
    count: int
    effect: str = ""


@dataclass
class Extent:
    """How far a book reaches: the tree of an organization; for a reader, only what they may read of it."""

    organization: Organization
    user: object = None
    beyond: dict = field(default_factory=lambda: defaultdict(set))
    """Keys of rows outside the tree, by their model, that rows within it name."""

    def reached(self, model):
        """Rows of the tree and those named outside it, as far as they may be read."""
        within = in_tree_of(self.organization)
        if self.beyond[model]:
            within |= Q(pk__in=self.beyond[model])
        return self.visible(model.objects.filter(within))

    def of_tree(self, model, path="path"):
        """Rows of the tree alone."""
        return self.visible(model.objects.filter(in_tree_of(self.organization, path)))

    def visible(self, rows):
        return rows.visible_to(self.user) if self.user else rows

    @cached_property
    def foundings(self):
        """How every organization was established, by its key."""
        return rebuilding.told_foundings()

    @cached_property
    def organization_ids(self):
        """The organizations of the tree and those that rows name, with all under which they were established, above
        which they stand, and into which reorganizations led them: known when every sheet has told whom it names.
        """
        tree = Organization.objects.filter(in_subtree(self.organization.path)).order_by()
        found, waiting = set(), {*tree.values_list("pk", flat=True), *self.beyond[Organization]}
        while waiting:
            found |= waiting
            paths = fetch(Organization.objects.order_by().values_list("path", flat=True), "pk", waiting)
            further = {pk for path in paths for pk in steps_above(path)}
            further |= {self.foundings[pk].parent for pk in waiting if pk in self.foundings}
            acts = ReorganizationAct.objects.effective().order_by().values_list("target", "origin")
            further |= {one for named in fetch(acts, "organization_id", waiting) for one in named}
            waiting = further - found - {None}
        return found & self.foundings.keys()

    def outside(self, path="path"):
        """Condition: what stands at a place outside the tree."""
        root = self.organization.path
        return Q(**{f"{path}__lt": root}) | Q(**{f"{path}__gte": root + AFTER_DIGITS})

    def readable(self, names):
        """Condition: the organizations and members that a row names lie within what may be read."""
        condition = Q()
        for name in names if self.user else ():
            within = in_subtrees(scope(self.user), f"{name}__path")
            condition &= Q(**{f"{name}__isnull": True}) | within
        return condition

    def reach(self, rows, names):
        """Note what the rows name outside the tree: `names` are foreign keys to rows that have a path."""
        for name in names:
            found = rows.filter(self.outside(f"{name}__path")).order_by()
            self.beyond[_target(rows.model, name)].update(found.values_list(f"{name}__pk", flat=True).distinct())


def _target(model, name):
    """The model that a chain of foreign keys leads to."""
    for step in name.split("__"):
        model = model._meta.get_field(step).related_model
    return model


class StoredActs(StoredSheet):
    """Rows of one kind: those that the book reaches, its columns can hold, and its reader may read."""

    model = None
    names: tuple = ()
    """Foreign keys by which rows name organizations, members and other rows with a place in the tree."""
    fields: dict = {}
    """How the columns reach what is stored; `order` sorts it by what the columns show."""
    order: tuple = ()

    def __init__(self, extent):
        self.extent = extent

    def stored(self):
        return self.extent.reached(self.model)

    def fitting(self):
        """Those that the columns can hold."""
        return self.stored()

    def written(self):
        return self.fitting().filter(self.extent.readable(self.names))

    def count(self):
        return self.written().count()

    def reach(self):
        self.extent.reach(self.written(), self.names)

    def records(self):
        names, columns = ("pk", *self.fields), ("pk", *self.fields.values())
        rows = self.told().order_by(*self.order).values_list(*columns)
        for lot in in_lots(rows.iterator(chunk_size=LOT)):
            lists = self.lists([row[0] for row in lot])
            for row in lot:
                record = dict(zip(names, row, strict=True))
                for name, found in lists.items():
                    record[name] = found.get(row[0], ())
                yield self.completed(record)

    def told(self):
        """The rows with what their cells tell beyond the columns of the model."""
        return self.written()

    def lists(self, ids):
        """What rows have several of: by the name of the column, the values by the keys of the rows."""
        return {}

    def completed(self, record):
        return record

    def left_out(self):
        """Each kind of what the sheet can't hold."""
        strangers = self.fitting().count() - self.count() if self.extent.user else 0
        what = f"{self.title}: dòng nêu tổ chức, đảng viên ngoài phạm vi bạn được xem"
        yield LeftOut(what, strangers, "Mọi số liệu đếm các dòng này")


class StoredOrganizations(StoredSheet):
    """Everything of the tree, what stands above it, and whom the other sheets name: each as it was established."""

    sheet = OrganizationSheet

    def __init__(self, extent):
        self.extent = extent

    def _readable(self):
        """Those outside the tree first, in the order of their codes; what stands above, as far as it may be seen."""
        within = Q(path__startswith=self.extent.organization.path)
        rows = Organization.objects.annotate(is_within=Case(When(within, then=1), default=0))
        found = filter(self._is_readable, fetch(rows, "pk", self.extent.organization_ids))
        return sorted(found, key=lambda one: (one.is_within, one.sort_key, one.code))

    def _is_readable(self, organization):
        user = self.extent.user
        return user is None or _seen(organization, scope(user))

    def count(self):
        return len(self._readable())

    def records(self):
        """Who sees a tree from within doesn't see what it hangs on, and their book doesn't name it."""
        readable = self._readable()
        codes = {one.pk: one.code for one in readable}
        for one in readable:
            founding = self.extent.foundings[one.pk]
            yield {
                "code": one.code,
                "name": founding.name,
                "type": founding.type,
                "level": founding.level,
                "parent": codes.get(founding.parent, ""),
                "valid_from": founding.valid_from,
                "valid_until": founding.told_until,
            }

    def reach(self):
        """It names only what it writes itself."""

    def left_out(self):
        """A reader whose book goes to an office above fills this in first, or the tree would be cut off there."""
        written = {one.pk for one in self._readable()}
        cut = [one for one in written if self.extent.foundings[one].parent not in {*written, None}]
        what = "Mã cấp trên nằm ngoài phạm vi bạn được xem; hãy điền trước khi cấp trên nhập tệp vào dữ liệu của họ"
        yield LeftOut(what, len(cut), "Không")


class StoredReorganizations(StoredSheet):
    """The acts on the organizations that the book has, also those of annulled decisions, which say so."""

    sheet = ReorganizationSheet

    def __init__(self, extent):
        self.extent = extent

    def _written(self):
        ids = self.extent.organization_ids
        related = ("reorganization__annulled_by", "organization", "target", "origin")
        found = fetch(ReorganizationAct.objects.select_related(*related), "organization_id", ids)
        told = [act for act in found if {act.target_id, act.origin_id} - {None} <= ids]
        return sorted(told, key=lambda act: (act.reorganization.day, act.reorganization_id, act.order))

    def needs(self, name):
        """Where something split off, or a decision was annulled."""
        return any(record[name] for record in self.records())

    def _readable(self):
        if self.extent.user is None:
            return self._written()
        paths = scope(self.extent.user)
        return [act for act in self._written() if all(_seen(one, paths) for one in _named_by(act))]

    def count(self):
        return len(self._readable())

    def records(self):
        for act in self._readable():
            new = {name: getattr(act, name) for name in ("new_name", "new_type", "new_level")}
            told = {"day": act.reorganization.day, "number": act.reorganization.number, "kind": act.kind}
            named = {name: one.code if one else "" for name, one in zip(NAMED, _named(act), strict=True)}
            yield told | named | new | _annulment(act.reorganization)

    def reach(self):
        """Whom it names follows from the organizations of the book."""

    def left_out(self):
        hidden = len(self._written()) - self.count()
        what = f"{self.title}: việc nêu tổ chức ngoài phạm vi bạn được xem"
        yield LeftOut(what, hidden, "Cây tổ chức và mọi số liệu sau ngày sắp xếp")
        keys = Keys(self.extent.organization_ids)
        naming = Q(organization__in=keys) | Q(target__in=keys) | Q(origin__in=keys)
        annulled = ReorganizationAct.objects.exclude(reorganization__annulled_by=None).filter(naming).count()
        told = sum(hasattr(act.reorganization, "annulled_by") for act in self._written())
        yield LeftOut("Việc sắp xếp đã hủy nêu tổ chức không có trong tệp", annulled - told)


NAMED = ("organization", "target", "origin")


def _named(act):
    """The organizations of an act; under whom a new one is, the sheet `Tổ chức` tells."""
    return act.organization, None if act.kind == ActKind.ESTABLISH else act.target, act.origin


def _named_by(act):
    return [one for one in _named(act) if one]


def _annulment(decision):
    by = getattr(decision, "annulled_by", None)
    told = (by.number, by.day, by.reason) if by else ("", None, "")
    return dict(zip(("annulled_by", "annulled_on", "annulled_why"), told, strict=True))


def _seen(organization, paths):
    return any(organization.path.startswith(path) for path in paths)


class StoredMembers(StoredActs):
    """The members of the tree, and those outside it whom other sheets name."""

    sheet, model = MemberSheet, Member
    names = ("organization",)
    FIELDS = ("card_number", "name", "born", "sex", "joined", "official_from", "status")

    def needs(self, name):
        """Only where somebody's status isn't what the dates tell; the column is filled in for them alone."""
        probationary = Q(joined__isnull=False, official_from__isnull=True)
        told = Q(probationary, status=MemberStatus.PROBATIONARY) | Q(~probationary, status=MemberStatus.OFFICIAL)
        return self.written().exclude(told).exists()

    def records(self):
        members = self.written().select_related("organization").order_by("organization__sort_key", "card_number")
        for lot in in_lots(members.iterator(chunk_size=LOT)):
            keys = [member.pk for member in lot]
            posts, cells = undated_posts(keys), actions.cells_before_acts(keys)
            codes = dict(fetch(Organization.objects.values_list("pk", "code"), "pk", cells.values()))
            for member in lot:
                cell = codes.get(cells.get(member.pk), member.organization.code)
                yield self._record(member, posts.get(member.pk), cell)

    def reach(self):
        """Their cells as well, before reorganizations led on from there."""
        super().reach()
        told = Placement.objects.filter(act=None, member__in=self.written().order_by()).order_by()
        self.extent.beyond[Organization].update(told.values_list("organization", flat=True).distinct())

    def _record(self, member, post, cell):
        record = {name: getattr(member, name) for name in self.FIELDS}
        if member.status == told_status(member.joined, member.official_from):
            record["status"] = ""
        seat = {"seat": post.seat, "managed_by": post.managed_by} if post else {"seat": "", "managed_by": ""}
        return record | seat | {"organization": cell}

    def left_out(self):
        yield from super().left_out()
        dated = Q(posts__started__isnull=False) | Q(posts__ended__isnull=False)
        told = self.written().filter(dated | Q(posts__isnull=False) & ~Q(posts__office=""))
        what = "Đảng viên có chức vụ ghi tên hoặc thời gian (tệp chỉ ghi cấp ủy viên, diện quản lý không thời hạn)"
        yield LeftOut(what, told.order_by().values("pk").distinct().count(), "Phần “trong đó cấp ủy viên”")
        events = MemberEvent.objects.standing().filter(member__in=self.written().order_by())
        what = "Biến động có ngày của đảng viên (kết nạp, công nhận, chuyển sinh hoạt, rời Đảng bộ)"
        yield LeftOut(what, events.count(), "Đảng viên và nơi sinh hoạt của ngày trước biến động")


class StoredRatings(StoredActs):
    """The yearly ratings."""

    sheet, model = RatingSheet, Rating
    names = ("subject_organization", "subject_member")
    fields = {"year": "year", **SUBJECTS, "grade": "grade"}
    order = ("year", *BY_SUBJECT)
