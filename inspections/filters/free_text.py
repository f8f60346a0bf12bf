"""One box for words of the papers and of the names of whom they are about."""

from functools import reduce
from operator import or_

from django.db.models import Q

from core.filters import TextFilter
from core.text import normalize
from core.words import begun, looking_among

SUBJECT_NAMES = ("subject_organization__search_key", "subject_member__search_key")
"""Names and codes of whom a row is about."""


class FreeTextFilter(TextFilter):
    """Words found in texts and numbers of papers, or beginning those in the name of a subject.

    Where a row has several subjects, `through` tells of the model that has their names and how it leads to the row.
    """

    def __init__(self, label, *, texts=(), numbers=(), names=(), through=None, **kwargs):
        self.texts, self.numbers, self.names, self.through = texts, numbers, names, through
        super().__init__(label, **kwargs)

    def filter(self, queryset, value):
        # One condition: a filter a word would join the tables of subjects anew for each.
        return queryset.filter(worded(value, self._written, self._named(queryset))) if value else queryset

    def _written(self, words):
        """Each word stands in a text or, if one of them has a digit, in a number: "NQ 12" may be one, "An" is none."""
        found = Q()
        is_number = any(sign.isdigit() for word in words for sign in word)
        for word in words:
            columns = (*self.texts, *self.numbers) if is_number or not word.isalpha() else self.texts
            # SQLite knows no capital of đ, so capitals are tried as well.
            spellings = [word] if word.isascii() else [word, word.upper()]
            found &= any_of(Q(**{f"{column}__icontains": spelling}) for column in columns for spelling in spellings)
        return found

    def _named(self, rows):
        """From words to the condition that they begin those of a name."""
        look = looking_among(rows)

        def named(typed):
            found = any_of(look(typed, column) for column in self.names)
            if not self.through:
                return found
            model, link = self.through
            parts = model.objects.order_by().filter(found)
            if look is begun:
                parts = parts.filter(**{f"{link}__in": rows.order_by().values("pk")})
            return Q(pk__in=parts.values(link))

        return named


MIXED = 6
"""Words up to which some may stand in a text and the others in a name; a pasted sentence is one or the other."""


def worded(typed, written, named):
    """Condition: the words stand in the papers, or begin those of a name, or the first do the one, the rest the other.

    `written` and `named` give the conditions of words that stand in papers and that begin those of a name. A name is
    asked for all its words at once, because each of them alone has very many: half of all members are called Nguyễn.
    """
    words = normalize(typed).split()
    found = written(words) | named(typed)
    for at in range(1, len(words) if len(words) <= MIXED else 0):
        first, rest = words[:at], words[at:]
        found |= written(first) & named(" ".join(rest))
        found |= written(rest) & named(" ".join(first))
    return found


def any_of(conditions):
    """One of the conditions at least; none at all is fulfilled by nothing."""
    return reduce(or_, conditions, Q(pk__in=[]))
