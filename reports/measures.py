"""What a report states: one figure, or several disjoint ones added; its unit, and how it is counted and linked.

Sums are the trap of reports: what is added must not overlap, or people count twice. Shares and sums keep one unit.
"""

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import combinations
from urllib.parse import urlencode

from django.urls import reverse

from discipline.choices import MEMBER_FORMS, ORGANIZATION_FORMS
from members.choices import LEVELS_AND_BODIES
from reports.dimensions import dimension as dimension_of
from reports.facts import FACTS
from reports.figures import EMPTY, Figure, asked, figure_of_data

COUNTING_SUBJECTS = ("lượt đối tượng", "trường hợp", "đối tượng", "lượt nội dung", "lượt chuyên đề")
"""Units of facts of which a row is about one subject, so that its kind can be named."""
OF_KIND = {"organization": "tổ chức đảng", "member": "đảng viên"}
TOTAL_OF_DISCIPLINE = "decision"
"""What stands beside discipline is never added to its total."""


class Refused(ValueError):
    """Why figures can't be combined so, in a sentence for the user."""


@dataclass(frozen=True)
class Measure:
    """One figure, or several added; the parts don't overlap."""

    parts: tuple[Figure, ...]

    def as_data(self):
        return {"parts": [part.as_data() for part in self.parts]}

    @property
    def key(self):
        """The same for the same measure, whoever defined it: by this a baseline is found."""
        parts = sorted(json.dumps(part.as_data(), sort_keys=True, ensure_ascii=False) for part in self.parts)
        return sha256("+".join(parts).encode()).hexdigest()

    @property
    def unit(self):
        """What one of it is, in words."""
        return unit_of(self.parts[0])

    def of(self, **where):
        """A part of this measure ("trong đó"): each of its figures, sliced further."""
        return Measure(tuple(part.of(**where) for part in self.parts))

    @property
    def is_measured(self):
        """Whether it sums what rows say, such as money, instead of counting them."""
        return any(FACTS[part.fact].measure is not None for part in self.parts)

    @property
    def has_list(self):
        """Whether one list shows just its rows."""
        same = len({(part.fact, part.unit) for part in self.parts}) == 1
        return not self.is_measured and (len(self.parts) == 1 or (same and not self.parts[0].unit))

    def sliced_by(self):
        return set.intersection(*(FACTS[part.fact].sliced_by for part in self.parts))

    def url(self, organization, period):
        """Address of the list of exactly the rows; of facts that share no list, of the numbers that are added."""
        merged = merged_figure(self.parts)
        if merged:
            return merged.url(organization, period)
        same = len({part.fact for part in self.parts}) == 1 and not any(part.unit for part in self.parts)
        if same:
            queries = [_counted_query(part, organization, period) for part in self.parts]
            return f"{reverse('counted-rows')}?{queries[0]}&{urlencode([('plus', query) for query in queries[1:]])}"
        data = [("part", json.dumps(part.as_data(), sort_keys=True)) for part in self.parts]
        dates = [("from", period.first.isoformat()), ("to", period.last.isoformat())]
        return f"{reverse('counted-parts')}?{urlencode([*asked(organization), *dates, *data])}"


def _counted_query(part, organization, period):
    head = [*asked(organization), ("fact", part.fact)]
    dates = [("from", period.first.isoformat()), ("to", period.last.isoformat())]
    slices = [(name, value or EMPTY) for name, values in part.where for value in sorted(values) or ["-"]]
    return urlencode([*head, *dates, *slices])


def measure_of_data(data):
    """The measure that `Measure.as_data` gave; ValueError when it is none."""
    return Measure(tuple(figure_of_data(part) for part in data["parts"]))


def kept_measure(baseline):
    """What a figure that was typed measures; None if the program no longer knows it."""
    try:
        return measure_of_data(baseline.figure)
    except (KeyError, ValueError):
        return None


def unit_of(figure):
    """What one of a figure is: "lượt đảng viên" and "đảng viên" are two units."""
    fact = FACTS[figure.fact]
    if figure.unit == "distinct":
        return OF_KIND.get(figure.kind, "đối tượng")
    if figure.unit:
        return {"case": "cuộc", "letter": "đơn"}[figure.unit]
    if fact.unit in COUNTING_SUBJECTS:
        several = fact.many and len(dict(figure.where).get(fact.many, ())) != 1
        return fact.unit if several else f"lượt {OF_KIND.get(figure.kind, 'đối tượng')}"
    return fact.unit


# ------------------------------------------------------------------------------------------------------------- adding


def added(measures):
    """The sum of some measures. Refused when they overlap, differ in unit, or mix discipline with what is beside it."""
    parts = tuple(part for measure in measures for part in measure.parts)
    for one, other in combinations(parts, 2):
        _require_addable(one, other)
    return Measure(parts)


def _require_addable(one, other):
    if {one.unit, other.unit} & {"distinct", "case"}:
        raise Refused("Không cộng được số không trùng: một tổ chức, đảng viên, cuộc có thể nằm ở cả hai phần.")
    if one.fact == other.fact:
        if not disjoint(one, other):
            raise Refused("Hai phần cộng lại trùng nhau, cộng sẽ tính hai lần cùng một đối tượng.")
        if FACTS[one.fact].many and one.unit == "":
            _require_same_many(one, other)
        return
    if TOTAL_OF_DISCIPLINE in (one.fact, other.fact):
        raise Refused("Kết quả khác ngoài kỷ luật không cộng vào tổng số bị kỷ luật. Hãy nêu riêng.")
    if unit_of(one) != unit_of(other):
        raise Refused(f"Không cộng được hai đơn vị tính khác nhau: {unit_of(one)} và {unit_of(other)}.")


def _require_same_many(one, other):
    """Contents are many to many: a record with two of them stands in both."""
    many = FACTS[one.fact].many
    if dict(one.where).get(many) != dict(other.where).get(many):
        raise Refused("Một trường hợp có thể có nhiều nội dung, nên cộng các nội dung sẽ tính trùng.")


def disjoint(one, other):
    """Whether no row can be in both: their slices exclude each other in some dimension."""
    first, second = _paired(one), _paired(other)
    return any(not first[name] & second[name] for name in set(first) & set(second))


def _paired(figure):
    """Slices by dimension; level and body also as pairs, so that merged sets compare with plain ones."""
    slices = dict(figure.where)
    if {"level", "body"} & set(slices) and "pair" in FACTS[figure.fact].sliced_by:
        pairs = _pairs(slices.get("level"), slices.get("body"))
        slices["pair"] = slices.get("pair", pairs) & pairs
    return slices


def _pairs(levels, bodies):
    split = [(pair, *pair.split("-")) for pair, _ in LEVELS_AND_BODIES]
    return frozenset(
        pair for pair, level, body in split if (not levels or level in levels) and (not bodies or body in bodies)
    )


def merged_figure(parts):
    """One figure with the rows of all parts, where they differ in one dimension alone; else None."""
    first = parts[0]
    if len(parts) == 1:
        return first
    if len({(part.fact, part.unit) for part in parts}) > 1:
        return None
    slices = [_actors_as_pairs(part) for part in parts]
    if len({frozenset(one) for one in slices}) > 1:
        return None
    differing = [name for name in slices[0] if len({one[name] for one in slices}) > 1]
    if len(differing) != 1:
        return None
    union = frozenset().union(*(one[differing[0]] for one in slices))
    where = slices[0] | {differing[0]: union}
    if differing[0] == "scope":  # its own and what is below it are the whole
        where.pop("scope")
    return replace(first, where=tuple(sorted(where.items())))


def _actors_as_pairs(part):
    slices = _paired(part)
    if "pair" in slices:
        slices.pop("level", None)
        slices.pop("body", None)
    return slices


# ----------------------------------------------------------------------------------------------------------- splitting


def rest_of(whole, parts):
    """What of a measure is in none of its parts ("còn lại"), which are slices of it by one and the same dimension."""
    if len(whole.parts) != 1 or any(len(part.parts) != 1 for part in parts):
        raise Refused("Chỉ tính được phần còn lại của một số liệu không phải là tổng.")
    figure = whole.parts[0]
    name = _split_dimension(figure, [part.parts[0] for part in parts])
    taken = frozenset().union(*(_actors_as_pairs(part.parts[0])[name] for part in parts))
    return Measure((replace_slice(figure, name, values_within(figure, name) - taken),))


def _split_dimension(figure, parts):
    own = _actors_as_pairs(figure)
    names = set()
    for part in parts:
        slices = _actors_as_pairs(part)
        if part.fact != figure.fact or part.unit != figure.unit:
            raise Refused("Phần còn lại chỉ tính được khi các phần nằm trong chính số liệu tổng.")
        names |= {name for name, values in slices.items() if own.get(name) != values}
    if len(names) != 1:
        raise Refused("Phần còn lại chỉ tính được khi các phần được chia theo cùng một tiêu chí.")
    name = names.pop()
    if name == FACTS[figure.fact].many:
        raise Refused("Một trường hợp có thể có nhiều nội dung, nên không có phần còn lại.")
    return name


def replace_slice(figure, name, values):
    where = {one: wanted for one, wanted in figure.where if one != name}
    return replace(figure, where=tuple(sorted((where | {name: frozenset(values)}).items())))


def values_within(figure, name):
    """All values that a dimension can have in a figure, the empty one included."""
    about = dimension_of(figure.fact, name)
    if not about.choices:
        raise Refused(f"Không chia hết được theo “{about.label}”: giá trị do người dùng nhập.")
    every = frozenset([*(value for value, _ in about.choices), *([""] if about.none else [])])
    if name == "form" and figure.kind:
        every = frozenset({"organization": ORGANIZATION_FORMS, "member": MEMBER_FORMS}[figure.kind])
    return _actors_as_pairs(figure).get(name, every) & every
