"""Records that may be of one person: same name and birth date, same card but for separators, same name in one cell.

Names are compared without marks and in one written form (“Hoà” is “Hòa”), cards without dots, dashes and
blanks.
"""

from dataclasses import dataclass, field

from django.db.models import Count, F, Value
from django.db.models.functions import Lower, Replace, Trim, Upper

from members.models import DistinctPair, Member
from members.permissions import own_member

MOST_PAIRS = 200
SEPARATORS = " .-/_"
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

    @property
    def both(self):
        return self.first, self.second

    @property
    def keys(self):
        return self.first.pk, self.second.pk


def pairs(user, most=MOST_PAIRS) -> tuple[list[Pair], bool]:
    """Pairs of records in the user's scope, and whether there are more; not those found to be two persons."""
    found, more = {}, False
    for reason, names in GROUPINGS.items():
        groups, cut = _groups(user, reason, names, most)
        more |= cut
        for members in groups:
            for place, second in enumerate(members):
                for first in members[:place]:
                    pair = found.setdefault((first.pk, second.pk), Pair(first, second))
                    pair.reasons.append(REASONS[reason])
    for keys in DistinctPair.objects.values_list("first", "second"):
        found.pop(keys, None)
    ordered = sorted(found.values(), key=lambda pair: (pair.first.sort_key, pair.keys))
    return ordered[:most], more or len(ordered) > most


def _keyed(user):
    """The user's members with what is compared; nobody judges whether their own record is doubled."""
    card, own = F("card_number"), own_member(user)
    for separator in SEPARATORS:
        card = Replace(card, Value(separator), Value(""))
    rows = Member.objects.visible_to(user).exclude(pk=own.pk if own else None)
    name = Trim(Replace(F("search_key"), Lower("card_number"), Value("")))
    return rows.annotate(card_key=Upper(card), name_key=name)


def _groups(user, reason, names, most):
    rows = _keyed(user)
    counted = rows.order_by().values(*names).annotate(number=Count("pk"), dated=Count("born")).filter(number__gt=1)
    if reason == "born":
        counted = counted.filter(born__isnull=False)
    if reason == "cell":
        counted = counted.filter(dated__lt=F("number"))
    wanted = list(counted.order_by(*names).values_list(*names)[: most + 1])
    if not wanted:
        return [], False
    groups = {key: [] for key in wanted[:most]}
    columns = {f"{name}__in": {key[place] for key in groups} for place, name in enumerate(names)}
    for member in rows.filter(**columns).select_related("organization").order_by("pk"):
        key = tuple(getattr(member, attribute) for attribute in _attributes(names))
        if key in groups:
            groups[key].append(member)
    return groups.values(), len(wanted) > most


def _attributes(names):
    return ["organization_id" if name == "organization" else name for name in names]


GROUPINGS = {
    "card": ("card_key",),
    "born": ("name_key", "born"),
    "cell": ("name_key", "organization"),
}
"""By reason: what is equal in a group of records."""
