#!/usr/bin/env python
"""The tree page over 600 and over 50,000 units with two members a cell: whole requests, queries and bytes.

Beside the tree of 600 opened at once stands the list of the same 600 rows; branches of 50 and of 3,000 children are
opened in today's tree and in that of a past day. Times are medians of alternating repeats, ratios those of one run.

    .venv/bin/python benchmarks/tree.py                                        # SQLite
    .venv/bin/python -m tests.postgres .venv/bin/python benchmarks/tree.py     # PostgreSQL
"""

import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.empty import client_of, database, filled  # noqa: E402 - the path comes first

REPEATS, MEMBERS, WIDE = 5, 2, 3000
SIZES = {"small": (11, 53), "large": (940, 50)}
"""Base organizations of a province, and cells under each."""
PAST = "2020-12-31"


def fill(name, bases, cells, wide=0):
    """A province; its last base organization has very many cells if so asked."""
    from members.models import Organization

    top = organization(name, "province", None)
    middle = [organization(f"{name}.{n}", "base", top) for n in range(bases)]
    under = [organization(f"{one.code}.{n}", "cell", one) for one in middle for n in range(cells)]
    under += [organization(f"{middle[-1].code}.{cells + n}", "cell", middle[-1]) for n in range(wide)]
    first = (Organization.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    for key, one in enumerate([top, *middle, *under], first):
        one.pk, one.parent = key, one.parent  # the parent's key is known by now
        one.path = one.today_path = one.path_under(one.parent.path if one.parent else "")
    Organization.objects.bulk_create([top, *middle, *under], batch_size=2000)
    stand([top, *middle, *under])
    settle(under)
    return top, middle


def organization(code, kind, parent):
    from core.text import search_key, text_sort_key
    from members.models import Organization

    name = f"{'Chi bộ' if kind == 'cell' else 'Đảng bộ'} {code}"
    return Organization(
        code=code, name=name, type=kind, level=kind, parent=parent, search_key=search_key(f"{name} {code}"),
        sort_key=text_sort_key(code),
    )  # fmt: skip


def stand(units):
    from members.models import Standing

    columns = ("parent_id", "name", "type", "level", "path")
    rows = (Standing(organization=one, **{column: getattr(one, column) for column in columns}) for one in units)
    Standing.objects.bulk_create(rows, batch_size=2000)


def settle(cells):
    from core.text import search_key, sort_key
    from members.models import Member, Placement

    name = "Nguyễn Văn An"
    keys = {"name": name, "search_key": search_key(name), "sort_key": sort_key(name)}
    for start in range(0, len(cells), 2000):
        rows = [
            Member(card_number=f"{cell.pk:07}{n}", organization=cell, path=cell.path, **keys)
            for cell in cells[start : start + 2000]
            for n in range(MEMBERS)
        ]
        Member.objects.bulk_create(rows, batch_size=2000)
        places = (Placement(member=one, organization_id=one.organization_id) for one in rows)
        Placement.objects.bulk_create(places, batch_size=2000)


def pages(trees):
    """What is asked for, by its name: the client and the address."""
    asked = {}
    for size, (client, _, bases) in trees.items():
        asked[f"first page, {size}"] = client, "/to-chuc/cay/?"
        asked[f"branch of 50, {size}"] = client, f"/to-chuc/cay/{bases[0].pk}/?part=1"
        asked[f"found, {size}"] = client, f"/to-chuc/cay/?q={bases[1].code}"
    small, large = trees["small"][0], trees["large"][0]
    asked["all 600 open"] = small, "/to-chuc/cay/?all=1"
    asked["list of 600"] = small, "/to-chuc/?print=all"
    wide = trees["large"][2][-1].pk
    asked["branch of 3,000, first hundred"] = large, f"/to-chuc/cay/{wide}/?part=1"
    asked["branch of 3,000, last hundred"] = large, f"/to-chuc/cay/{wide}/?part=1&from=2900"
    return asked | {
        f"{name}, past day": (client, f"{address}&day={PAST}")
        for name, (client, address) in asked.items()
        if "list" not in name
    }


def measured(asked):
    times, seen = {name: [] for name in asked}, {}
    for turn in range(REPEATS + 1):
        for name, (client, address) in asked.items():
            started = time.perf_counter()
            page = client.get(address)
            took = time.perf_counter() - started
            if turn == 0:
                seen[name] = (queries(client, address), len(page.content))
                assert page.status_code == 200, (name, page.status_code)
            else:
                times[name].append(took)
    return {name: (median(took), *seen[name]) for name, took in times.items()}


def queries(client, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def report(found):
    print(f"{'page':46} {'ms':>8} {'queries':>8} {'KB':>7}")
    for name, (took, count, size) in found.items():
        print(f"{name:46} {took * 1000:8.1f} {count:8} {size / 1024:7.1f}")
    ratios = [("all 600 open", "list of 600")]
    for day in ("", ", past day"):
        ratios += [(f"{what}, large{day}", f"{what}, small{day}") for what in ("first page", "branch of 50", "found")]
        ratios += [
            (f"branch of 3,000, {which} hundred{day}", f"branch of 50, small{day}") for which in ("first", "last")
        ]
    for one, other in ratios:
        (took, count, _), (beside, few, _) = found[one], found[other]
        print(f"{one} / {other}: {took / beside:.2f} times as long, {count - few:+d} queries")


def fill_all():
    return {name: fill(name[0].upper(), *size, wide=WIDE if name == "large" else 0) for name, size in SIZES.items()}


def main():
    with database():
        made = filled(fill_all)
        report(measured(pages({name: (client_of(top), top, bases) for name, (top, bases) in made.items()})))


if __name__ == "__main__":
    main()
