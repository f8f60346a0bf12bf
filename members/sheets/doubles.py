"""Rows of a book that may be of one person though their cards differ: told with the cells of both, never joined.

Names are compared without marks and in one written form, cards without what separates their digits, as in
`members.duplicates`. New rows are compared with what is stored, too.
"""

import re

from core.lots import fetch
from core.text import search_key, short_date
from members.duplicates import SEPARATORS
from members.models import Member

BARE = str.maketrans("", "", SEPARATORS)
SHOWN_BESIDE = 5
NOT_JOINED = "Hãy xem lại: chưa gộp gì."


def tell(sheet):
    """Warn of what looks doubled among the rows of a sheet of members, and between its new rows and stored members."""
    rows = [row for row in sheet.rows if row["card_number"] and row["name"]]
    _among_rows(sheet, rows)
    asked = {(source.name, number) for source in sheet.sources for number in source.lookalikes}
    new = [row for row in rows if row["card_number"] not in sheet.stored_cards]
    _with_stored(sheet, [row for row in new if (row.source.name, row.number) not in asked])


def _among_rows(sheet, rows):
    seen = {}
    for row in rows:
        for name, key in _keys(row):
            first = seen.setdefault((name, key), row)
            if first["card_number"] != row["card_number"]:
                sheet.warn(row, name, _message(first, name, first.cell(name)))
                _beside(row, first, name)
                _beside(first, row, name)


def _beside(row, other, name):
    """Show a row beside another that looks like it; of many such, a few."""
    told = row.source.doubles.setdefault(row.number, [])
    if len(told) < SHOWN_BESIDE:
        told.append(_message(other, name, other.cell(name)))


def _with_stored(sheet, rows):
    if not rows:
        return
    readable = Member.objects.all() if sheet.access.by is None else Member.objects.visible_to(sheet.access.by)
    stored = readable.order_by().values_list("name", "card_number", "born", "search_key")
    people, cards = {}, {}
    for name, card, born, key in fetch(stored, "born", {row["born"] for row in rows} - {None}):
        people.setdefault((key.removesuffix(search_key(card)).strip(), born), (name, card, born))
    for name, card, born, _ in _of_cards(stored, rows):
        cards.setdefault(bare(card), (name, card, born))
    for row in rows:
        for name, key in _keys(row):
            one = (people if name == "name" else cards).get(key)
            if one and one[1] != row["card_number"]:
                other = dict(zip(("name", "card_number", "born"), one, strict=True))
                sheet.warn(row, name, _message(other, name, "người đã lưu"))


def _of_cards(stored, rows):
    """Stored members whose card may be that of a row but for separators: one of the two has some."""
    yield from fetch(stored, "card_number", {bare(row["card_number"]) for row in rows})
    yield from stored.filter(card_number__regex=f"[{re.escape(SEPARATORS)}]")


def _keys(row):
    """By which columns a row is compared, with what."""
    if row["born"]:
        yield "name", (search_key(row["name"]), row["born"])
    yield "card_number", bare(row["card_number"])


def bare(card):
    return card.translate(BARE).upper()


def _message(other, name, where):
    what = "cùng họ tên, ngày sinh" if name == "name" else "cùng số thẻ (bỏ dấu ngăn cách)"
    born = f", sinh {short_date(other['born'])}" if other["born"] else ""
    return f"Có thể trùng với {where}: {what} ({other['name']}{born}, thẻ {other['card_number']}). {NOT_JOINED}"
