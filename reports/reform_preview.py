"""What a decision on reorganization would change, before anything is written."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.urls import reverse

from core.text import capitalized
from members.choices import ActKind, Level, OrganizationType
from members.models import Assignment, Member, Organization, Placement
from members.replay import DAY, ENDING
from reports.figures import Number
from reports.matters import MATTERS

SHOWN = 200
MEMBERS = "member"


@dataclass(frozen=True)
class Line:
    """An organization that becomes another: what it is now, and what it will be."""

    name: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Preview:
    lines: list
    more: int
    """Organizations that change and are not among the lines."""
    following: int
    """Organizations of which only the place changes, because one above them moves."""
    kinds: list
    matters: list
    """(name of an ending organization, a number for each kind); the last row is the sum."""
    warnings: list


def preview(day, acts, now, then, keys, user):
    """Judge a proposal: `now`, `then` and `keys` are what `members.reorganizing.propose` gave."""
    names = _Names(now, then, acts, keys, user)
    changed = [one for one in then.now if _told(then.now[one]) != _told(now.now.get(one))]
    follow = [one for one in then.now if one in now.now and one not in changed and _moves(now, then, one)]
    changed.sort(key=lambda one: (then.now[one].path, one))
    lines = [names.line(one) for one in changed[:SHOWN]]
    kinds, matters = _matters(day, acts, names, user)
    return Preview(
        lines, len(changed) - len(lines), len(follow), kinds, matters, list(_warnings(day, acts, then, names))
    )


def _told(now):
    return now and (now.parent, now.name, now.type, now.level, now.valid_until)


def _moves(now, then, one):
    return now.now[one].path != then.now[one].path


class _Names:
    """Organizations in words, before and after."""

    def __init__(self, now, then, acts, keys, user):
        self.now, self.then = now, then
        self.new = {keys[id(act.organization)]: act.organization for act in acts if id(act.organization) in keys}
        self.codes = dict(Organization.objects.visible_to(user).order_by().values_list("pk", "code"))
        self.codes |= {one: organization.code for one, organization in self.new.items()}

    def name(self, one, told):
        if one is None:
            return "không có cấp trên"
        if one not in self.codes:
            return "cấp trên ngoài phạm vi của bạn"
        return told.now[one].name if one in told.now else ""

    def line(self, one):
        before, after = self.now.now.get(one), self.then.now[one]
        if before is None:
            return Line(self.called(one, after), "Chưa có", f"{self._kind(after)}; {self._parent(after, self.then)}")
        if after.valid_until != before.valid_until and after.valid_until is not None:
            return Line(
                self.called(one, before), f"Đang hoạt động; {self._parent(before, self.now)}", self._end(one, after)
            )
        told = [self._name, self._kind, self._parent] if before.valid_until is None else [self._parent]
        pairs = [(say(before, self.now), say(after, self.then)) for say in told]
        differing = [pair for pair in pairs if pair[0] != pair[1]]
        return Line(self.called(one, before), *(_sentence(side) for side in zip(*differing, strict=True)))

    def _end(self, one, after):
        ended = f"Kết thúc sau ngày {after.valid_until:%d/%m/%Y}"
        if after.heir == one:
            return ended
        code = f" ({self.codes[after.heir]})" if after.heir in self.codes else ""
        return f"{ended}; {self.name(after.heir, self.then)}{code} kế thừa"

    def called(self, one, told):
        """With the code, for cells of different communes have the same names."""
        return f"{told.name} ({self.codes[one]})" if one in self.codes else told.name

    @staticmethod
    def _name(told, tree=None):
        return told.name

    @staticmethod
    def _kind(told, tree=None):
        return f"{OrganizationType(told.type).label}, cấp {Level(told.level).label.lower()}"

    def _parent(self, told, tree):
        return f"trực thuộc {self.name(told.parent, tree)}"


def _sentence(parts):
    words = "; ".join(parts)
    return capitalized(words)


def _matters(day, acts, names, user):
    """Numbers of what goes over, for each organization that ends with a successor."""
    ending = [act for act in acts if act.kind in ENDING and act.target is not None and act.organization.pk]
    counts = [(MEMBERS, "Đảng viên chuyển nơi sinh hoạt", _members(day, ending, user))]
    for matter in MATTERS:
        sources = [act.organization.pk for act in ending if matter.takes(act)]
        rows = matter.visible_at(user, sources, day).order_by().values("holder_id").annotate(n=Count("pk"))
        counts.append((matter.code, matter.label, {row["holder_id"]: row["n"] for row in rows}))
    kept = [(code, label, of) for code, label, of in counts if sum(of.values())]
    rows = [
        (
            f"{act.organization.name} ({act.organization.code})",
            [_number(code, [act.organization], of, day) for code, _, of in kept],
        )
        for act in ending
    ]
    rows = [row for row in rows if any(cell.value for cell in row[1])]
    if len(rows) > 1:
        sources = {code: [act.organization for act in ending if of.get(act.organization.pk)] for code, _, of in kept}
        rows.append(("Cộng", [_number(code, sources[code], of, day) for code, _, of in kept]))
    return [label for _, label, _ in kept], rows


def _members(day, ending, user):
    sources = [act.organization.pk for act in ending if act.kind == ActKind.MERGE]
    rows = moving_members(sources, day, user).order_by().values(source=F("placements__organization"))
    return Counter({row["source"]: row["n"] for row in rows.annotate(n=Count("pk", distinct=True))})


def moving_members(organization_ids, day, user):
    """Members who belong to the organizations on the eve of a day and so go where they merge."""
    at = Q(placements__organization__in=organization_ids)
    at &= Q(placements__valid_from__isnull=True) | Q(placements__valid_from__lt=day)
    at &= Q(placements__valid_until__isnull=True) | Q(placements__valid_until__gte=day)
    return Member.objects.visible_to(user).filter(at)


def _number(code, organizations, counts, day):
    value = sum(counts.get(one.pk, 0) for one in organizations)
    query = [("organization", one.code) for one in organizations] + [("day", day.isoformat())]
    return Number(value, f"{reverse('reorganization-matters', args=[code])}?{urlencode(query)}")


def _counted(rows):
    """How many there are at each organization."""
    return Counter(dict(rows.order_by().values_list("organization").annotate(n=Count("pk"))))


def _warnings(day, acts, then, names):
    """What a head should think of before confirming; none of it is refused."""
    below = Counter(now.parent for now in then.now.values() if now.valid_until is None)
    ending = [act.organization.pk for act in acts if act.kind == ActKind.END]
    left = _counted(Placement.objects.on(day - DAY).filter(organization__in=ending))
    users = _counted(Assignment.objects.filter(organization__in=ending))
    for act in acts:
        one = act.organization
        if act.kind == ActKind.END and act.target is None and one.pk and below[one.pk]:
            yield f"{one.name} kết thúc mà còn {below[one.pk]} tổ chức trực thuộc chưa có cấp trên mới."
        if act.kind == ActKind.END and one.pk:
            if left[one.pk]:
                what = f"{one.name} còn {left[one.pk]} đảng viên sinh hoạt trực tiếp"
                yield f"{what}: cần chuyển sinh hoạt cho từng người."
            if users[one.pk]:
                what = f"{users[one.pk]} phân công người dùng tại {one.name} không tự chuyển lên cấp trên"
                yield f"{what}: quản trị viên phân công lại."
