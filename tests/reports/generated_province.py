"""A province of 2,000 organizations with its acts of ten years, and the same acts as plain facts to count by hand.

Nothing here is like real work. The tree: a province, 12 districts, 16 communes each, cells below. On the day of the
reform the districts end, of each three communes two merge into the first, some cells move and some merge.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from core.text import search_key, sort_key, text_sort_key
from discipline.models import Decision
from inspections.models import Finding, Inspection, Programme, ProgrammeItem, Remedy, Subject
from members.choices import ActKind
from members.models import Member, Organization, Placement, Rating, Standing, rated_position
from members.reorganizing import ActEntry
from members.sheets import place_actors, place_subjects

REFORM = date(2025, 7, 1)
DISTRICTS, COMMUNES, SIZE = 12, 16, 2000
ACTIVITIES = ("compliance", "violation", "duty", "thematic")
FORMS = ("reprimand", "warning", "removal", "expulsion")
BODIES = {"province": "commission", "district": "standing", "base": "committee", "cell": "cell", "base_cell": "cell"}


@dataclass
class Province:
    """Organizations and members by code; their superiors before and after the reform; what was done, as plain facts."""

    chance: random.Random
    organizations: dict = field(default_factory=dict)
    members: dict = field(default_factory=dict)
    before: dict = field(default_factory=dict)
    after: dict = field(default_factory=dict)
    heirs: dict = field(default_factory=dict)
    """Into which other one an organization merged."""
    facts: list = field(default_factory=list)
    """(who acted, on which day, what)."""

    def codes(self, kind):
        return [code for code in self.before if code.startswith(kind)]

    def above(self, code, tree):
        """The organization and all above it."""
        chain = []
        while code is not None:
            chain.append(code)
            code = tree[code]
        return chain

    def count(self, code, first, last, tree_on):
        """How often each kind of thing was done in the tree of an organization between two days."""
        return Counter(
            what for who, day, what in self.facts if first <= day <= last and code in self.above(who, tree_on(day))
        )

    def tree_on(self, day):
        return self.before if day < REFORM else self.after


def establish(seed=1):
    """The province as it was until the reform, with a member in each cell."""
    province = Province(random.Random(seed))
    _plan(province)
    _store(province)
    return province


def _plan(province):
    before = province.before
    before["P"] = None
    for d in range(DISTRICTS):
        before[f"D{d:02}"] = "P"
        before |= {f"C{d:02}{c:02}": f"D{d:02}" for c in range(COMMUNES)}
    communes = province.codes("C")
    for number in range(SIZE - len(before)):
        before[f"K{number:04}"] = communes[number % len(communes)]
    after = province.after
    after |= before | dict.fromkeys(province.codes("D")) | dict.fromkeys(communes, "P")
    for d in range(DISTRICTS):
        for c in range(COMMUNES - 1):
            if c % 3:
                province.heirs[f"C{d:02}{c:02}"] = f"C{d:02}{c - c % 3:02}"
    cells = province.codes("K")
    for cell in cells:
        after[cell] = province.heirs.get(before[cell], before[cell])
    province.moved = {cell: f"C{number % DISTRICTS:02}15" for number, cell in enumerate(cells[::40])}
    after |= province.moved
    province.heirs |= {cells[number + 1]: cells[number + 2] for number in range(0, len(cells) - 2, 40)}


def _store(province):
    organizations = {code: _organization(code) for code in province.before}
    Organization.objects.bulk_create(organizations.values())
    for code, organization in organizations.items():
        parent = organizations.get(province.before[code])
        organization.parent = parent
        organization.path = organization.path_under(parent.path if parent else "")
        organization.today_path = organization.path
    Organization.objects.bulk_update(organizations.values(), ["parent", "path", "today_path"], batch_size=400)
    columns = ("parent_id", "name", "type", "level", "path")
    Standing.objects.bulk_create(
        Standing(organization=one, **{column: getattr(one, column) for column in columns})
        for one in organizations.values()
    )
    province.organizations = organizations
    members = [_member(organizations[code]) for code in province.codes("K")]
    Member.objects.bulk_create(members)
    Placement.objects.bulk_create(Placement(member=one, organization=one.organization) for one in members)
    province.members = {one.organization.code: one for one in members}


def _organization(code):
    kind = {"P": "province", "D": "district", "C": "base", "K": "cell"}[code[0]]
    kind_of_cell = "base_cell" if kind == "cell" and int(code[1:]) % 40 == 2 else kind
    return Organization(
        code=code, name=f"Đảng bộ {code}", type=kind_of_cell, level=kind, search_key=search_key(code),
        sort_key=text_sort_key(code),
    )  # fmt: skip


def _member(cell):
    name = f"Nguyễn Văn {cell.code}"
    return Member(
        card_number=f"T{cell.code}", name=name, organization=cell, path=cell.path, search_key=search_key(name),
        sort_key=sort_key(name),
    )  # fmt: skip


def decision_of_the_reform(province):
    """The lines of the decision by which the districts end."""
    at = {one.code: one for one in Organization.objects.all()}
    lines = [ActEntry(ActKind.MERGE, at[code], at[heir]) for code, heir in province.heirs.items()]
    merged = set(province.heirs)
    lines += [ActEntry(ActKind.MOVE, at[code], at["P"]) for code in province.codes("C") if code not in merged]
    lines += [
        ActEntry(ActKind.MOVE, at[cell], at[target]) for cell, target in province.moved.items() if cell not in merged
    ]
    lines += [ActEntry(ActKind.END, at[code]) for code in province.codes("D")]
    return [*lines, ActEntry(ActKind.RENAME, at["C0000"], new_name="Đảng bộ xã Mới")]


def act(province, first, last, number, actors):
    """Inspections of two subjects, decisions, findings, programmes and ratings of some years, spread over the actors.

    They get their places as imported acts do.
    """
    rows = {model: [] for model in (Inspection, Subject, Finding, Remedy, Decision)}
    cells = [cell for cell in province.members if cell in set(actors)]
    for place in range(number):
        _inspection(province, f"{first}-{place}", _between(province, first, last), actors, cells, rows)
    _write(rows)


def _between(province, first, last):
    return first + timedelta(days=province.chance.randint(0, (last - first).days))


def _inspection(province, number, day, actors, cells, rows):
    who, kind = province.chance.choice(actors), province.chance.choice(ACTIVITIES)
    organization = province.organizations[who]
    actor = {"organization": organization, "body": BODIES[organization.type]}
    inspection = Inspection(**actor, number=number, decided=day, concluded=day, activity=kind)
    inspection.settle()
    rows[Inspection].append(inspection)
    as_whom = (organization.level, actor["body"])
    province.facts.append((who, day, ("inspection", kind, *as_whom)))
    for cell in province.chance.sample(cells, 2):
        about = _about(province, cell)
        subject = Subject(inspection=inspection, result="good", **about)
        finding = Finding(subject=subject, number=1, description="Khuyết điểm")
        rows[Subject].append(subject)
        rows[Finding].append(finding)
        rows[Remedy].append(Remedy(finding=finding, due=day, first_due=day, done=day, state="done"))
        province.facts.append((who, day, ("subject", kind, *as_whom, about["subject_kind"])))
        province.facts.append((who, day, ("remedy_done", kind, *as_whom, about["subject_kind"])))
        if about["subject_kind"] == "member":
            form = province.chance.choice(FORMS)
            number = f"{inspection.number}/{len(rows[Decision])}"
            rows[Decision].append(Decision(**actor, **about, number=number, decided=day, form=form))
            province.facts.append((who, day, ("decision", form, *as_whom, "member")))


def _about(province, cell):
    if province.chance.random() < 0.6:
        return {"subject_kind": "member", "subject_member": province.members[cell]}
    return {"subject_kind": "organization", "subject_organization": province.organizations[cell]}


def _write(rows):
    place_actors(rows[Inspection], lambda one: one.act_date)
    Inspection.objects.bulk_create(rows[Inspection])
    for subject in rows[Subject]:
        subject.copy_from_inspection()
    place_subjects(rows[Subject], lambda one: one.concluded)
    Subject.objects.bulk_create(rows[Subject])
    for finding, remedy in zip(rows[Finding], rows[Remedy], strict=True):
        finding.path = remedy.path = finding.subject.path
    Finding.objects.bulk_create(rows[Finding])
    Remedy.objects.bulk_create(rows[Remedy])
    place_actors(rows[Decision], lambda one: one.decided)
    place_subjects(rows[Decision], lambda one: one.decided)
    Decision.objects.bulk_create(rows[Decision])


def plan_and_rate(province, years, actors):
    """A programme of one line and a rating a year for some organizations."""
    for year in years:
        organizations = [province.organizations[code] for code in actors]
        programmes = [Programme(organization=one, body=BODIES[one.type], year=year) for one in organizations]
        place_actors(programmes, lambda one: one.act_date)
        Programme.objects.bulk_create(programmes)
        ProgrammeItem.objects.bulk_create(
            ProgrammeItem(programme=one, number=1, activity="compliance", content="Kiểm tra", path=one.path)
            for one in programmes
        )
        Rating.objects.bulk_create(
            Rating(
                subject_organization=one, subject_kind="organization", year=year, grade="good",
                **rated_position(one, year),
            )
            for one in organizations
        )  # fmt: skip
        for one in organizations:
            planned = ("item_planned", "compliance", one.level, BODIES[one.type])
            province.facts.append((one.code, date(year, 1, 1), planned))
            province.facts.append((one.code, date(year, 12, 31), ("rating", str(year), "good", one.level)))


def today(province):
    """The organizations and members anew, as the program knows them now."""
    province.organizations = {one.code: one for one in Organization.objects.all()}
    cells = {one.card_number.removeprefix("T"): one for one in Member.objects.select_related("organization")}
    province.members = {code: cells[code] for code in province.members}
