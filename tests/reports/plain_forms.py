"""The statistical forms counted the slow, obvious way: plain Python over rows as dicts, knowing nothing of the app's
figures, facts and form files. Columns and rows are written down a second time here, in the order of the forms.
"""

from collections import defaultdict

from discipline.models import Appeal, AppealGround, Case, CaseSubject, Decision, DecisionGroup, Suspension
from inspections.models import (
    Denunciation,
    DenunciationGroup,
    DenunciationSender,
    DenunciationStep,
    Inspection,
    Subject,
    SubjectContent,
    SubjectNumber,
)
from members.models import Organization
from reports.models import StaffMember, StaffQualification, Training

LEVELS = ("central", "province", "district", "base", "section", "cell")
TYPES = ("central", "province", "district", "base", "base_cell", "section", "cell")
FINANCE = ("lost", "off_books", "misspent", "debts", "other")
DUES = ("short", "excess", "embezzled", "misspent", "other")
HANDLINGS = ("recovered", "rebooked", "unit", "other")
QUALIFICATIONS = (
    "inspection_degree", "inspection_course", "theory_senior", "theory_middle", "doctor", "master", "bachelor",
)  # fmt: skip


def everything(row):
    return True


class Plain:
    """All rows of an organization's tree, ready to be counted for a period."""

    def __init__(self, organization, first, last):
        self.first, self.last = first, last
        parents = dict(Organization.objects.values_list("pk", "parent_id"))
        self.tree = {key for key in parents if self._is_below(key, organization.pk, parents)}
        self._read()

    @staticmethod
    def _is_below(key, top, parents):
        while key is not None and key != top:
            key = parents[key]
        return key == top

    def _read(self):
        inspections = {row["id"]: row for row in Inspection.objects.values()}
        contents, numbers = defaultdict(set), defaultdict(dict)
        for row in SubjectContent.objects.values():
            contents[row["subject_id"]].add(row["code"])
        for row in SubjectNumber.objects.values():
            numbers[row["subject_id"]][row["column"]] = row["value"]
        self.decisions = list(Decision.objects.values())
        cases = {row["id"]: row for row in Case.objects.values()}
        case_of = {row["id"]: cases[row["case_id"]] for row in CaseSubject.objects.values()}
        self.subjects = []
        for row in Subject.objects.values():
            inspection = inspections[row["inspection_id"]]
            if inspection["organization_id"] in self.tree and self.within(inspection["concluded"]):
                row |= {"contents": contents[row["id"]], "numbers": numbers[row["id"]]}
                row["disciplined"] = any(
                    self.same(row, one)
                    and one["decided"] <= self.last
                    and row["inspection_id"]
                    in (one["inspection_id"], case_of.get(one["case_subject_id"], {}).get("inspection_id"))
                    for one in self.decisions
                )
                self.subjects.append(row)
        self._read_letters(case_of)
        self._read_discipline()

    def within(self, day):
        return day is not None and self.first <= day <= self.last

    @staticmethod
    def same(one, other):
        names = ("subject_kind", "subject_organization_id", "subject_member_id")
        return all(one[name] == other[name] for name in names)

    def _read_letters(self, case_of):
        groups, ends = defaultdict(set), defaultdict(list)
        for row in DenunciationGroup.objects.values():
            groups[row["denunciation_id"]].add(row["code"])
        for row in DenunciationStep.objects.filter(after__in=["not_handled", "transferred", "withdrawn"]).values():
            ends[row["denunciation_id"]].append(row["day"])
        senders = dict(DenunciationSender.objects.values_list("denunciation_id", "group"))
        rows = [row for row in Denunciation.objects.order_by("pk").values() if row["organization_id"] in self.tree]
        self.handled, self.resolved, self.letters, of_letter = [], [], [], {}
        for row in rows:
            row |= {"contents": groups[row["id"]], "sender": senders.get(row["id"], ""), "done": False}
            row["disciplined"] = any(
                self.same(row, one)
                and one["decided"] <= self.last
                and case_of.get(one["case_subject_id"], {}).get("denunciation_id") == row["id"]
                for one in self.decisions
            )
            over = [day for day in (row["resolved"], *ends[row["id"]]) if day]
            if row["received"] <= self.last and not any(day < self.first for day in over):
                self.handled.append(row)
            if self.within(row["resolved"]):
                self.resolved.append(row)
            if self.within(row["received"]):
                key = (row["organization_id"], row["number"])
                if key not in of_letter:
                    of_letter[key] = dict(row)
                    self.letters.append(of_letter[key])
                of_letter[key]["contents"] = of_letter[key]["contents"] | row["contents"]

    def _read_discipline(self):
        groups, grounds = defaultdict(set), defaultdict(set)
        for row in DecisionGroup.objects.values():
            groups[row["decision_id"]].add(row["code"])
        for row in AppealGround.objects.values():
            grounds[row["appeal_id"]].add(row["code"])
        by_key = {row["id"]: row for row in self.decisions}
        self.disciplined = [
            row | {"contents": groups[row["id"]]}
            for row in self.decisions
            if row["organization_id"] in self.tree and self.within(row["decided"])
        ]
        self.suspensions = [
            row
            for row in Suspension.objects.values()
            if row["organization_id"] in self.tree and self.within(row["decided"])
        ]
        self.appeals = {"received": [], "handled": [], "resolved": []}
        for row in Appeal.objects.values():
            if row["organization_id"] not in self.tree:
                continue
            about = by_key[row["decision_id"]]
            for name in ("subject_kind", "organization_type", "seat", "managed_by"):
                row[name] = about[name]
            row["contents"] = grounds[row["id"]]
            over = [day for day in (row["resolved"], row["ended"]) if day]
            if self.within(row["received"]):
                self.appeals["received"].append(row)
            if row["received"] <= self.last and not any(day < self.first for day in over):
                self.appeals["handled"].append(row)
            if self.within(row["resolved"]):
                self.appeals["resolved"].append(row)
        self._read_staff()

    def _read_staff(self):
        levels = {row["id"]: row for row in StaffMember.objects.values() if row["organization_id"] in self.tree}
        self.staff = [
            row
            for row in levels.values()
            if row["since"] <= self.last and (row["until"] is None or row["until"] >= self.last)
        ]
        had = defaultdict(set)
        for row in StaffQualification.objects.values():
            had[row["staff_member_id"]].add(row["code"])
        for row in self.staff:
            row["qualifications"] = had[row["id"]]
        self.trainings = [
            row | {"level": levels[row["staff_member_id"]]["level"]}
            for row in Training.objects.values()
            if row["staff_member_id"] in levels and self.within(row["day"])
        ]


# ------------------------------------------------------------------------------------------------------------- rows


def is_one(name, *values):
    return lambda row: row[name] in values


def has(name, *values):
    return lambda row: bool(row[name] & set(values))


OF_ORGANIZATIONS = [everything, *(is_one("organization_type", kind) for kind in TYPES)]
OF_MEMBERS = [
    everything,
    is_one("seat", *LEVELS), *(is_one("seat", level) for level in LEVELS),
    is_one("managed_by", *LEVELS), *(is_one("managed_by", level) for level in LEVELS),
]  # fmt: skip
BY_LEVEL = [everything, *(is_one("level", level) for level in LEVELS[:4]), is_one("level", "section", "cell")]

# ---------------------------------------------------------------------------------------------------------- columns


def is_cell(row):
    return row["body"] == "cell" or (row["body"] in ("committee", "standing") and row["level"] == "cell")


def is_committee(row):
    return row["body"] in ("committee", "standing") and row["level"] != "cell"


def is_advisory(row):
    return row["body"] == "advisory"


def is_commission(row):
    return row["body"] == "commission"


def either(*tests):
    return lambda row: any(test(row) for test in tests)


def both(*tests):
    return lambda row: all(test(row) for test in tests)


def at(level, *tests):
    return both(is_one("level", level), either(*tests))


CU_ORG = [
    at("central", is_committee), at("central", is_advisory), at("province", is_committee), at("province", is_advisory),
    at("district", is_committee), at("district", is_advisory), at("base", is_committee, is_advisory),
    at("section", is_committee, is_advisory),
]  # fmt: skip
CU_MEM = [*CU_ORG, is_cell]
UBKT = [at(level, is_commission) for level in LEVELS[:4]]
KL_ORG = [at(level, is_committee, is_advisory) for level in LEVELS[:4]]
COMMITTEES = lambda row: not is_commission(row)  # noqa: E731
RESULT_KT = [
    is_one("result", "good"),
    is_one("result", "shortcoming", "violation", "to_discipline", "to_inspection", "to_others"),
    is_one("result", "shortcoming", "violation", "to_discipline"), is_one("result", "to_discipline"),
    is_one("disciplined", True),
]  # fmt: skip
IN_VIOLATION = [is_one("result", "violation", "to_discipline"), is_one("result", "to_discipline")]
RESULT_DHVP = [*IN_VIOLATION, is_one("disciplined", True)]
RESULT_GS = [
    is_one("result", "good"), is_one("result", "violation", "to_discipline", "to_inspection", "to_others"),
    is_one("result", "to_inspection"),
]  # fmt: skip


def codes(prefix, count):
    return [has("contents", f"{prefix}{number}") for number in range(1, count + 1)]


def number_of(*columns):
    """A sum of numbers instead of a count."""
    return lambda row: sum(row["numbers"].get(column, 0) for column in columns)


def money(prefix, kinds):
    return [
        number_of(*(f"{prefix}_{kind}" for kind in kinds)), *(number_of(f"{prefix}_{kind}") for kind in kinds),
        *(number_of(f"{prefix}_proposed_{one}") for one in HANDLINGS),
        *(number_of(f"{prefix}_done_{one}") for one in HANDLINGS),
    ]  # fmt: skip


def numbers(prefix, *names):
    return [number_of(f"{prefix}_{name}") for name in names]


def matrix(rows, columns, base=everything):
    """Rows by columns of numbers; a column is (records, what one of them counts)."""
    return [
        [sum(int(worth(one)) for one in records if base(one) and fits(one)) for records, worth in columns]
        for fits in rows
    ]


def forms(plain):
    """{number of the form: its matrix}."""
    found = {}
    for number, fill in FILL.items():
        found[str(number)] = fill(plain)
    return found


def _subjects(activities, kind, bodies, columns):
    rows = OF_ORGANIZATIONS if kind == "organization" else OF_MEMBERS
    base = both(is_one("activity", *activities), is_one("subject_kind", kind), bodies)
    return lambda plain: matrix(rows, [(plain.subjects, worth) for worth in [everything, *columns]], base)


GS, VP = ("thematic", "routine"), codes("VP", 11)
TC, DV5, GS8 = codes("TC", 7), codes("ĐV", 5), codes("GS", 8)


def _denunciations(kind, contents):
    rows = OF_ORGANIZATIONS if kind == "organization" else OF_MEMBERS

    def fill(plain):
        handled = [(plain.handled, worth) for worth in [*UBKT, *contents]]
        results = [
            is_one("result", "unfounded"), is_one("result", "false"),
            is_one("result", "shortcoming", "violation", "to_discipline"),
            is_one("result", "violation", "to_discipline"), is_one("result", "to_discipline"),
            is_one("disciplined", True),
        ]  # fmt: skip
        columns = [(plain.handled, everything), (plain.resolved, everything), *handled]
        columns += [(plain.resolved, worth) for worth in results]
        return matrix(rows, columns, is_one("subject_kind", kind))

    return fill


def _decisions(kind, bodies, levels, forms_, contents, *, members=True):
    rows = OF_ORGANIZATIONS if kind == "organization" else OF_MEMBERS

    def fill(plain):
        columns = [(plain.disciplined, worth) for worth in [everything, *(is_one("form", one) for one in forms_)]]
        if members:
            columns.append((plain.suspensions, is_one("kind", "membership")))
        columns += [(plain.disciplined, worth) for worth in [*levels, *contents]]
        if members:
            by_law = [is_one("legal", "prison", "other"), is_one("legal", "prison"), is_one("legal", "other")]
            columns += [(plain.disciplined, worth) for worth in [*by_law, is_one("administrative", True)]]
        return matrix(rows, columns, both(is_one("subject_kind", kind), bodies))

    return fill


def _appeals(kind, bodies, levels):
    rows = OF_ORGANIZATIONS if kind == "organization" else OF_MEMBERS
    changed = is_one("result", "increased", "reduced", "cancelled")
    results = [
        is_one("result", "kept"), changed, is_one("result", "increased"), is_one("result", "reduced"),
        is_one("result", "cancelled"), both(changed, is_one("cause", "form")),
        both(changed, is_one("cause", "content", "evidence")), both(changed, is_one("cause", "authority", "procedure")),
    ]  # fmt: skip

    def fill(plain):
        handled, resolved = plain.appeals["handled"], plain.appeals["resolved"]
        grounds = [has("contents", code) for code in ("content", "form", "procedure")]
        columns = [(handled, everything), (resolved, everything)]
        columns += [(handled, worth) for worth in [*levels, *grounds]] + [(resolved, worth) for worth in results]
        return matrix(rows, columns, both(is_one("subject_kind", kind), bodies))

    return fill


def _letters(plain):
    appeals, letters = plain.appeals["received"], plain.letters
    columns = [([*appeals, *letters], everything), (appeals, everything)]
    columns += [(appeals, is_one("subject_kind", kind)) for kind in ("organization", "member")]
    columns += [(appeals, is_one("level", level)) for level in LEVELS[:4]]
    columns += [(appeals, has("contents", code)) for code in ("content", "form", "procedure")]
    columns += [(letters, everything), *((letters, is_one("sender", one)) for one in ("member", "citizen"))]
    columns += [(letters, is_one("managed_by", level)) for level in LEVELS[:4]]
    columns += [(letters, is_one("refusal", one)) for one in ("", "anonymous", "impersonated")]
    columns += [(letters, worth) for worth in VP]
    columns += [(letters, is_one("disposal", one)) for one in ("transfer", "return", "file")]
    return matrix(BY_LEVEL, columns)


def _staff(plain):
    posts = ("head", "deputy", "full_time", "part_time", "official")
    ranks = ("senior", "principal", "inspector", "assistant")
    columns = [(plain.staff, everything), *((plain.staff, is_one("post", one)) for one in posts)]
    columns += [(plain.staff, is_one("rank", one)) for one in ranks]
    columns += [(plain.staff, has("qualifications", one)) for one in QUALIFICATIONS]
    columns += [(plain.trainings, is_one("code", one)) for one in QUALIFICATIONS]
    return matrix(BY_LEVEL, columns)


def _level(body, level):
    return both(is_one("body", body), is_one("level", level))


KN_ORG = [
    _level("committee", "central"), _level("standing", "central"), lambda row: False, _level("committee", "province"),
    _level("standing", "province"), _level("committee", "district"), _level("standing", "district"),
]  # fmt: skip
KN_MEM = [
    at("central", is_committee, is_advisory), _level("committee", "province"), _level("standing", "province"),
    _level("committee", "district"), _level("standing", "district"), at("base", is_committee, is_advisory),
]  # fmt: skip
ORGANIZATION_FORMS = ("reprimand", "warning", "dissolution")
MEMBER_FORMS = ("reprimand", "warning", "removal", "expulsion")
FILL = {
    1: _subjects(("compliance",), "organization", COMMITTEES, [*CU_ORG, *TC, *RESULT_KT]),
    2: _subjects(("compliance",), "member", COMMITTEES, [*CU_MEM, *DV5, *RESULT_KT]),
    3: _subjects(GS, "organization", COMMITTEES, [*CU_ORG, *TC, *RESULT_GS]),
    4: _subjects(GS, "member", COMMITTEES, [*CU_MEM, *GS8, *RESULT_GS]),
    5: _subjects(("violation",), "organization", is_commission, [*UBKT, *TC, *RESULT_DHVP]),
    6: _subjects(("violation",), "member", either(is_commission, is_cell), [*UBKT, is_cell, *VP, *RESULT_DHVP]),
    7: _subjects(("duty",), "organization", is_commission, [
        *UBKT, *numbers("duty", "about_programme", "about_leadership", "found_programme", "found_performed",
                        "leadership_good", "leadership_poor"),
    ]),
    8: _subjects(("discipline",), "organization", is_commission, [
        *UBKT, *numbers("discipline", "members", "appealed", "managed_province", "managed_district", "managed_base",
                        "managed_cell", "practice_good", "practice_poor", "found_incompetent", "found_procedure",
                        "found_missed", "found_wrong", "advice_keep", "advice_increase", "advice_reduce",
                        "advice_cancel"),
    ]),
    9: _subjects(("finance",), "organization", is_commission, [
        *UBKT, *numbers("finance_about", "committee", "administrative", "service", "business", "construction", "other"),
        *IN_VIOLATION, *money("finance", FINANCE),
        *numbers("finance", "violators", "to_discipline", "disciplined", "to_law"),
    ]),
    10: _subjects(("dues",), "organization", is_commission, [
        *UBKT, *IN_VIOLATION, *money("dues", DUES),
        *numbers("dues", "violators", "to_discipline", "disciplined", "to_law"),
    ]),
    11: _subjects(GS, "organization", is_commission, [*UBKT, *TC, *RESULT_GS]),
    12: _subjects(GS, "member", is_commission, [*UBKT, *GS8, *RESULT_GS]),
    13: _denunciations("organization", TC),
    14: _denunciations("member", VP),
    15: _decisions("organization", COMMITTEES, KL_ORG, ORGANIZATION_FORMS, TC, members=False),
    16: _decisions("member", COMMITTEES, [*KL_ORG, is_cell], MEMBER_FORMS, VP),
    17: _decisions("member", is_commission, UBKT[:3], MEMBER_FORMS, VP),
    18: _appeals("organization", COMMITTEES, KN_ORG),
    19: _appeals("member", COMMITTEES, KN_MEM),
    20: _appeals("member", is_commission, UBKT[:3]),
    21: _letters,
    22: _staff,
    23: _subjects(("violation",), "organization", COMMITTEES, [*CU_ORG, *TC, *RESULT_DHVP]),
    24: _subjects(("violation",), "member", either(is_committee, is_advisory), [*CU_ORG, *VP, *RESULT_DHVP]),
    25: _decisions("organization", is_commission, UBKT, ORGANIZATION_FORMS, TC, members=False),
    26: _subjects(("assets",), "member", is_commission, [*UBKT, *RESULT_DHVP]),
}  # fmt: skip
