"""The tree of organizations told from how each was established and from the acts of reorganization since.

Nothing here knows a database: `replay` takes both and gives every standing of every organization, what each is
today, and what is wrong with an act. All acts of one day take effect together, whatever their order.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from members.choices import ActKind

PATH_DIGITS = 7
"""Width of one step of a tree path: room for ten million organizations."""
DEEPEST = 35
"""Steps of the longest path that the database takes."""
DAY = timedelta(days=1)
ORDER = (ActKind.ESTABLISH, ActKind.RENAME, ActKind.RETYPE, ActKind.MOVE, ActKind.MERGE, ActKind.END)
"""In which order the acts of one day are applied: what is moved away on the day a district ends was moved first."""
ENDING = (ActKind.MERGE, ActKind.END)


class Founding(NamedTuple):
    """An organization as it was first established; `told_until` is an end that the committee's book gives."""

    parent: int | None
    name: str
    type: str
    level: str
    valid_from: date | None = None
    told_until: date | None = None


class Change(NamedTuple):
    """One act: what happens to an organization on a day, the first day of the new state."""

    key: Any
    day: date
    kind: str
    organization: int
    target: int | None = None
    name: str = ""
    type: str = ""
    level: str = ""


class Stand(NamedTuple):
    """An organization between two days, both included; None is open."""

    parent: int | None
    name: str
    type: str
    level: str
    path: str
    valid_from: date | None
    valid_until: date | None


class Now(NamedTuple):
    """An organization as the tree stands after everything told; an ended one stays below its last parent."""

    parent: int | None
    name: str
    type: str
    level: str
    path: str
    valid_until: date | None
    heir: int | None
    """The living organization where its work goes on, through all that followed one another; itself while it lives."""


class Fault(NamedTuple):
    """Why an act can't be: which one, at which of its facts, in the reader's words."""

    key: Any
    at: str
    message: str


@dataclass
class Outcome:
    standings: dict[int, list[Stand]] = field(default_factory=dict)
    now: dict[int, Now] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def replay(foundings: Mapping[int, Founding], changes: Iterable[Change]) -> Outcome:
    """Every organization through time."""
    told = Tree(foundings)
    by_day = defaultdict(list)
    changes = [change for change in changes if told.knows(change)]
    for change in [*changes, *_told_ends(foundings, changes)]:
        by_day[change.day].append(change)
    for day in sorted(by_day):
        told.take(day, sorted(by_day[day], key=_order))
    return Outcome(told.standings(), told.now(), told.faults)


def _order(change):
    return ORDER.index(change.kind), change.organization


def _told_ends(foundings, changes):
    """Ends that only the book gives; where an act ended the organization, the act says when."""
    ended = {change.organization for change in changes if change.kind in ENDING}
    for one, founding in foundings.items():
        if founding.told_until and founding.told_until < date.max and one not in ended:
            yield Change(None, founding.told_until + DAY, ActKind.END, one)


class Tree:
    """The tree while it is being told, day by day."""

    def __init__(self, foundings):
        self.foundings = foundings
        self.state = {one: (f.parent, f.name, f.type, f.level) for one, f in foundings.items()}
        self.children = defaultdict(set)
        for one, founding in foundings.items():
            self.children[founding.parent].add(one)
        self.ended, self.ending, self.successor, self.faults = {}, set(), {}, []
        self.path, self.told = {}, defaultdict(list)
        for root in [one for one, f in foundings.items() if f.parent not in foundings]:
            self._walk(root, None)

    def knows(self, change):
        """Whether the organizations of an act were established at all."""
        for at, one in (("organization", change.organization), ("target", change.target)):
            if one is not None and one not in self.foundings:
                self.faults.append(Fault(change.key, at, "Tổ chức này không có trong hệ thống."))
                return False
        return True

    # ------------------------------------------------------------------------------------------------------- one day

    def take(self, day, changes):
        """Apply the acts of a day."""
        today = Day(self, day, changes)
        sound = [change for change in changes if today.allows(change)]
        before = {}
        for change in sound:
            before.setdefault(change.organization, self.state[change.organization])
            self._apply(change)
        self._untie([change for change in sound if change.kind == ActKind.MOVE], before)
        for change in (change for change in sound if change.kind in ENDING):
            self._end(change, day, before)
        moved = {one for one, state in before.items() if state[0] != self.state[one][0]}
        for one in self._topmost(moved):
            self._walk(one, day, changes)
        for one in before.keys() - moved:
            self._note(one, day)

    def _apply(self, change):
        parent, name, type_, level = self.state[change.organization]
        if change.kind == ActKind.MOVE:
            self._hang(change.organization, change.target)
            parent = change.target
        if change.kind not in ENDING:
            told = (parent, change.name or name, change.type or type_, change.level or level)
            self.state[change.organization] = told

    def _hang(self, one, parent):
        self.children[self.state[one][0]].discard(one)
        self.children[parent].add(one)
        self.state[one] = (parent, *self.state[one][1:])

    def _untie(self, moves, before):
        """What would go round in a circle stays where it was, and the act is at fault."""
        for change in moves:
            if self._circles(change.organization):
                self._hang(change.organization, before[change.organization][0])
                message = "Tổ chức không thể trực thuộc chính mình hoặc tổ chức cấp dưới của mình."
                self.faults.append(Fault(change.key, "target", message))

    def _circles(self, one):
        seen, above = {one}, self.state[one][0]
        while above is not None and above in self.state and above not in seen:
            seen.add(above)
            above = self.state[above][0]
        return above in seen

    def _end(self, change, day, before):
        if self._lies_below(change.target, change.organization):
            message = "Tổ chức nhận đang trực thuộc tổ chức kết thúc. Hãy chuyển tổ chức nhận đi trước."
            self.faults.append(Fault(change.key, "target", message))
            return
        self.ended[change.organization] = day
        if change.target is not None:
            self.successor[change.organization] = change.target
            for child in [child for child in self.children[change.organization] if self._lives(child, day)]:
                before.setdefault(child, self.state[child])
                self._hang(child, change.target)

    def _lies_below(self, one, top):
        while one is not None and one in self.state:
            if one == top:
                return True
            one = self.state[one][0]
        return False

    def _lives(self, one, day):
        """Whether it was established before the day, and isn't ended by it or on it."""
        since = self.foundings[one].valid_from
        return one not in self.ended and one not in self.ending and (since is None or since < day)

    # ----------------------------------------------------------------------------------------------- paths through time

    def _topmost(self, moved):
        """Those of the organizations that hang below no other of them, as the tree now is."""
        for one in moved:
            above = self.state[one][0]
            while above is not None and above in self.state and above not in moved:
                above = self.state[above][0]
            if above not in moved:
                yield one

    def _walk(self, top, day, changes=()):
        """Write the paths of an organization and of all below it anew."""
        waiting = [top]
        while waiting:
            one = waiting.pop()
            self.path[one] = f"{self.path.get(self.state[one][0], '')}{one:0{PATH_DIGITS}d}"
            if len(self.path[one]) > DEEPEST * PATH_DIGITS:
                self._too_deep(one, changes)
                continue
            self._note(one, day)
            waiting.extend(self.children[one])

    def _too_deep(self, one, changes):
        above = {int(self.path[one][end : end + PATH_DIGITS]) for end in range(0, len(self.path[one]), PATH_DIGITS)}
        for change in changes:
            if change.key is not None and above & {change.organization, change.target}:
                message = f"Cây tổ chức sẽ sâu quá {DEEPEST} bậc."
                self.faults.append(Fault(change.key, "target", message))
                return

    def _note(self, one, day):
        self.told[one].append((day, (*self.state[one], self.path[one])))

    # -------------------------------------------------------------------------------------------------------- results

    def standings(self):
        return {one: list(self._stands(one)) for one in self.foundings if one in self.path}

    def _stands(self, one):
        """What was told of an organization, cut to the time of its life; what changed nothing joined."""
        first, end = self.foundings[one].valid_from, self.ended.get(one)
        kept = []
        for day, facts in self.told[one]:
            if end is not None and day is not None and day >= end:
                break
            since = day if day is not None and (first is None or day > first) else first
            if kept and kept[-1][0] == since:
                kept.pop()
            if not kept or kept[-1][1] != facts:
                kept.append((since, facts))
        last = end - DAY if end is not None else None
        untils = [since - DAY for since, _ in kept[1:]] + [last]
        for (since, facts), until in zip(kept, untils, strict=True):
            yield Stand(*facts, since, until)

    def now(self):
        return {one: self._now(one) for one in self.foundings if one in self.path}

    def _now(self, one):
        end = self.ended.get(one)
        return Now(*self.state[one], self.path[one], end - DAY if end is not None else None, self._heir(one))

    def _heir(self, one):
        """Whoever goes on with its work; of one that ended without a successor, with that of the nearest above."""
        heir, is_taken_over = one, False
        while heir in self.ended:
            is_taken_over = is_taken_over or heir in self.successor
            heir = self.successor.get(heir, self.state[heir][0])
        return heir if is_taken_over and heir in self.path else one


class Day:
    """The acts of one day, judged against the tree on its eve."""

    def __init__(self, tree, day, changes):
        self.tree, self.day, self.taken = tree, day, {}
        tree.ending = {change.organization for change in changes if change.kind in ENDING}

    def allows(self, change):
        """Whether an act can be; if not, its fault is noted."""
        if change.key is None:
            return True
        fault = self._of_organization(change) or self._of_target(change) or self._of_others(change)
        if fault:
            self.tree.faults.append(Fault(change.key, *fault))
        return not fault

    def _of_organization(self, change):
        since, end = self.tree.foundings[change.organization].valid_from, self.tree.ended.get(change.organization)
        if change.kind == ActKind.ESTABLISH:
            return None
        if since is not None and since > self.day:
            return "day", f"Ngày phải từ ngày thành lập của tổ chức trở đi ({since:%d/%m/%Y})."
        if since == self.day and change.kind in ENDING:
            return "day", f"Tổ chức thành lập ngày {since:%d/%m/%Y} không kết thúc ngay trong ngày đó."
        if end is not None:
            return "organization", f"Tổ chức này đã kết thúc hoạt động ngày {end - DAY:%d/%m/%Y}."
        return None

    def _of_target(self, change):
        if change.target is None:
            return None
        if change.target == change.organization:
            return "target", "Tổ chức đích phải khác tổ chức được sắp xếp."
        since, end = self.tree.foundings[change.target].valid_from, self.tree.ended.get(change.target)
        if end is not None:
            return "target", f"Tổ chức đích đã kết thúc hoạt động ngày {end - DAY:%d/%m/%Y}."
        if since is not None and since > self.day:
            return "target", f"Tổ chức đích chưa thành lập: thành lập ngày {since:%d/%m/%Y}."
        if change.target in self.tree.ending:
            return "target", "Tổ chức đích cũng kết thúc trong ngày này. Hãy ghi thẳng tổ chức nhận cuối cùng."
        return None

    def _of_others(self, change):
        """Two acts of a day that say different things of the same organization."""
        for what, said in self._says(change):
            if self.taken.setdefault((change.organization, what), said) is not said:
                return "organization", f"Hai việc trong cùng một ngày mâu thuẫn nhau về {what} của tổ chức này."
        return None

    @staticmethod
    def _says(change):
        if change.kind in ENDING:
            yield "việc kết thúc", (change,)
        if change.kind == ActKind.MOVE:
            yield "cấp trên", (change,)
        for what, value in (("tên", change.name), ("loại", change.type), ("cấp", change.level)):
            if value and change.kind != ActKind.ESTABLISH:
                yield what, (change, value)


def placed(organization, valid_from, valid_until, merges):
    """Where a member of an organization was between two days: merges on the way lead to the next organization.

    `merges` gives of each merged organization the day, the target and the act. Yields organization, first and last
    day, and the act that led there, None for the first.
    """
    act = None
    while organization in merges:
        day, target, next_act = merges[organization]
        reaches = valid_until is None or valid_until >= day
        if not reaches or (valid_from is not None and valid_from >= day):
            break
        yield organization, valid_from, day - DAY, act
        organization, valid_from, act = target, day, next_act
    yield organization, valid_from, valid_until, act
