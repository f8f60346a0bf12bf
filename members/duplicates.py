"""Records that may be of one person: same name and birth date, same card but for separators, same name in one cell.

Names are compared without marks and in one written form (“Hoà” is “Hòa”), cards without dots, dashes and
blanks.
"""

from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Count, F, Value, Window
from django.db.models.functions import Lower, Replace, Trim, Upper

from core.lots import fetch
from members.models import DistinctPair, Member
from members.permissions import own_member

MOST_PAIRS = 20_000
"""More pairs than anybody looks through, and few enough for one answer."""
SEPARATORS = " .-/_"
FOLDED = {"Đ": "d", "đ": "d", "–": "-"}
"""Letters of cards that a search key has otherwise, and that a database may not make small."""
REASONS = {
    "card": "Cùng số thẻ (bỏ dấu ngăn cách)",
    "born": "Cùng họ tên, ngày sinh",
    "cell": "Cùng họ tên, nơi sinh hoạt; thiếu ngày sinh",
}


@dataclass
class Pair:
    """Two records that look alike, the older first, and in what."""

    first: Member
    second: Member
    reasons: list = field(default_factory=list)
    """Keys of REASONS."""

    @property
    def both(self):
        return self.first, self.second

    @property
    def keys(self):
        return self.first.pk, self.second.pk

    @property
    def told(self):
        """In what they are alike, in words."""
        return "; ".join(REASONS[reason] for reason in self.reasons)


class Pairs(list):
    """Pairs in an order; a list screen counts and reads them as it does rows of the database."""

    more = False
    """Whether there are more than so many."""

    def count(self):
        return len(self)

    def iterator(self, chunk_size=None):
        return iter(self)


def pairs(user, most=MOST_PAIRS) -> Pairs:
    """Pairs of records in the user's scope that look alike; not those found to be two persons."""
    apart = set(DistinctPair.objects.values_list("first", "second"))
    found, members = {}, _Members(user)
    for reason, names in GROUPINGS.items():
        for keys in _pairs_of(members, reason, names, apart):
            if len(found) >= most and keys not in found:
                break
            found.setdefault(keys, []).append(reason)
    stored = members.of({key for keys in found for key in keys})
    ordered = Pairs(Pair(stored[one], stored[other], reasons) for (one, other), reasons in found.items())
    ordered.sort(key=lambda pair: (pair.first.sort_key, pair.keys))
    ordered.more = len(ordered) >= most
    return ordered


class _Members:
    """The user's members with what is compared; nobody judges whether their own record is doubled."""

    def __init__(self, user):
        card, own = F("card_number"), own_member(user)
        for separator in SEPARATORS:
            card = Replace(card, Value(separator), Value(""))
        told = Lower("card_number")
        for letter, plain in FOLDED.items():
            told = Replace(told, Value(letter), Value(plain))
        name = Trim(Replace(F("search_key"), told, Value("")))
        rows = Member.objects.visible_to(user).exclude(pk=own.pk if own else None).order_by()
        self.rows = rows.annotate(card_key=Upper(card), name_key=name)

    def of(self, ids):
        return {one.pk: one for one in fetch(self.rows.select_related("organization"), "pk", ids)}

    def groups(self, names):
        """(key, whether the birth date is known) of the members that share a value, one group after the other."""
        alike = self.rows.annotate(number=Window(Count("pk"), partition_by=[F(name) for name in names]))
        shared = alike.filter(number__gt=1).order_by(*names, "pk").values(*{"pk", "born", *names})
        for _, group in groupby(shared, key=lambda row: [row[name] for name in names]):
            yield [(row["pk"], row["born"] is not None) for row in group]


def _pairs_of(members, reason, names, apart):
    """The keys of the pairs that are alike in one way."""
    for group in members.groups(names):
        for place, (second, second_dated) in enumerate(group):
            for first, first_dated in group[:place]:
                dated = first_dated + second_dated
                if (first, second) not in apart and dated in DATED[reason]:
                    yield first, second


GROUPINGS = {
    "card": ("card_key",),
    "born": ("name_key", "born"),
    "cell": ("name_key", "organization_id"),
}
"""By reason: what is equal in a group of records."""
DATED = {"card": (0, 1, 2), "born": (2,), "cell": (0, 1)}
"""By reason: of how many of the two the birth date is known. Where both are, it tells whether they may be one."""
