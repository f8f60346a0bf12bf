#!/usr/bin/env python
"""Search among 250,000 invented members in 10,000 cells: whole requests and queries, beside a plain LIKE scan.

For a user who sees everything, one of a base organization and one of a single cell; for rare and frequent words, a card
number and no hit. Each time is the median of alternating repeats in one run; the scan is what a list does that filters
a stored key with `contains` and sorts by name.

    .venv/bin/python benchmarks/search.py                                        # SQLite
    .venv/bin/python -m tests.postgres .venv/bin/python benchmarks/search.py     # PostgreSQL
"""

import random
import sys
import time
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.empty import client_of, database, filled  # noqa: E402 - the path comes first

MEMBERS, BASES, CELLS, INSPECTIONS, REPEATS = 250_000, 300, 10_000, 20_000, 9
FAMILIES = {
    "Nguyễn": 38, "Trần": 11, "Lê": 10, "Phạm": 7, "Hoàng": 5, "Phan": 5, "Vũ": 4, "Đặng": 2, "Bùi": 2, "Đỗ": 2, "Y": 1,
}  # fmt: skip
MIDDLES = {"Văn": 35, "Thị": 35, "Hữu": 4, "Đức": 4, "Minh": 4, "Ngọc": 4, "Quang": 4, "Thanh": 4, "Xuân": 3, "Bá": 3}
GIVEN = [
    "An",
    "Ân",
    "Anh",
    "Ánh",
    "Bình",
    "Bảo",
    "Cường",
    "Châu",
    "Chi",
    "Dũng",
    "Dung",
    "Đức",
    "Đạt",
    "Giang",
    "Hà",
    "Hải",
    "Hạnh",
    "Hoa",
    "Hòa",
    "Hùng",
    "Hương",
    "Huy",
    "Khánh",
    "Lan",
    "Linh",
    "Long",
    "Mai",
    "Minh",
    "Nam",
    "Nga",
    "Ngông",
    "Nhung",
    "Oanh",
    "Phúc",
    "Phương",
    "Quân",
    "Quang",
    "Quỳnh",
    "Sơn",
    "Tâm",
    "Thảo",
    "Thắng",
    "Thanh",
    "Thành",
    "Thủy",
    "Trang",
    "Trung",
    "Tú",
    "Tuấn",
    "Tùng",
    "Uyên",
    "Vân",
    "Việt",
    "Vinh",
    "Xuân",
    "Yến",
]
TYPED = ["nguyen van", "anh nguyen", "ng", "y ngong", "Nguyễn Văn Ân", "00123456", "khong co ai"]
LIMIT = 0.3


def named(chance):
    family, middle = (chance.choices(list(pool), pool.values())[0] for pool in (FAMILIES, MIDDLES))
    return f"{family} {middle} {chance.choice(GIVEN)}"


def fill():
    from members.models import Organization

    top = Organization(code="T", name="Đảng bộ tỉnh", type="province", level="province")
    bases = [organization(f"T.{n}", f"Đảng bộ xã số {n}", "base", top) for n in range(BASES)]
    cells = [organization(f"T.{n % BASES}.{n}", f"Chi bộ thôn {n}", "cell", bases[n % BASES]) for n in range(CELLS)]
    tree = [top, *bases, *cells]
    for key, one in enumerate(tree, 1):
        one.pk, one.parent = key, one.parent  # the parent's key is known by now
        one.path = one.path_under(one.parent.path if one.parent else "")
    Organization.objects.bulk_create([keyed(one) for one in tree], batch_size=2000)
    fill_members(cells)
    fill_inspections(bases)
    return top, bases[0], cells[0]


def organization(code, name, kind, parent):
    from members.models import Organization

    return Organization(code=code, name=name, type=kind, level=kind, parent=parent)


def keyed(one):
    from core.text import search_key, text_sort_key

    one.search_key, one.sort_key = search_key(f"{one.name} {one.code}"), text_sort_key(one.code)
    return one


@cache
def keys(name):
    from core.text import search_key, sort_key

    return search_key(name), sort_key(name)


def fill_members(cells):
    from members.models import Member

    chance = random.Random(7)
    for first in range(0, MEMBERS, 5000):
        rows = []
        for number in range(first, first + 5000):
            name, cell = named(chance), cells[number % CELLS]
            key = f"{keys(name)[0]} {number:08}"
            rows.append(
                Member(
                    card_number=f"{number:08}", name=name, organization=cell, path=cell.path, search_key=key,
                    sort_key=keys(name)[1], born=date(1950, 1, 1) + timedelta(days=number % 18000),
                )
            )  # fmt: skip
        Member.objects.bulk_create(rows, batch_size=1000)


def fill_inspections(bases):
    from inspections.models import Inspection, Subject
    from members.models import Member

    acts, about = [], []
    members = Member.objects.order_by("pk").select_related("organization")[:INSPECTIONS]
    for number, member in enumerate(members.iterator()):
        base, decided = bases[number % BASES], date(2016, 1, 4) + timedelta(days=number % 3600)
        act = Inspection(
            organization=base, body="commission", path=base.path, level="base", number=f"{number}-QĐ/UBKT",
            decided=decided, activity="violation", state="decided", listed=decided,
        )  # fmt: skip
        subject = Subject(inspection=act, subject_kind="member", subject_member=member, organization_type="cell")
        acts.append(act)
        about.append(subject)
    Inspection.objects.bulk_create(acts, batch_size=1000)
    for act, subject in zip(acts, about, strict=True):
        subject.inspection = act  # its key is known by now
        subject.copy_from_inspection()
    Subject.objects.bulk_create(about, batch_size=1000)


def scanned(user, typed):
    """The naive way: each word anywhere in the key, sorted by name."""
    from core.text import search_key
    from members.models import Member

    rows = Member.objects.visible_to(user)
    for word in search_key(typed).split():
        rows = rows.filter(search_key__contains=word)
    return list(rows[:20])


def found(user, typed):
    from members.models import Member

    return list(Member.objects.visible_to(user).nearest(typed)[:20])


def seconds(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measure(name, client, typed):
    """Medians of alternating repeats: query, scan, suggestions, page of results, list of members."""
    user, query = client.user, {"q": typed}
    works = {
        "query": lambda: found(user, typed),
        "scan": lambda: scanned(user, typed),
        "member type-ahead": lambda: client.get("/dang-vien/goi-y/", query),
        "suggestions": lambda: client.get("/tim-kiem/goi-y/", query),
        "page": lambda: client.get("/tim-kiem/", query),
        "member list": lambda: client.get("/dang-vien/", query),
    }
    times = {work: [] for work in works}
    for _ in range(REPEATS):
        for work, do in works.items():
            times[work].append(seconds(do))
    return {work: median(found) for work, found in times.items()}


def report(clients):
    heads = ("query", "scan", "scan/query", "member type-ahead", "suggestions", "page", "member list")
    print(f"{'scope':6} {'typed':14} " + " ".join(f"{head:>18}" for head in heads))
    late = 0
    for name, client in clients.items():
        for typed in TYPED:
            got = measure(name, client, typed)
            late += sum(took > LIMIT for work, took in got.items() if work != "scan")
            got["scan/query"] = got["scan"] / got["query"]
            cells = (f"{got[head]:17.1f}x" if "/" in head else f"{got[head] * 1000:15.1f} ms" for head in heads)
            print(f"{name:6} {typed:14} " + " ".join(cells), flush=True)
    print(f"{late} of the times are above {LIMIT * 1000:.0f} ms")


def main():
    with database():
        places = filled(fill)
        report(dict(zip(("all", "base", "cell"), map(client_of, places), strict=True)))


if __name__ == "__main__":
    main()
