"""How a year is rated by its rules: names of the grades, points, the share of the highest grade, what bars a grade.

A rule here is shown and never forced: who goes against it gives a reason. The rules are those in force on the last
day of the year.
"""

from dataclasses import dataclass
from datetime import date

from members.choices import Grade, SubjectKind
from rules.book import Rulebook
from rules.families import UNCONFIRMED, Certainty, Family
from rules.words import WORDS

GRADE_OF = {label: value for value, label in Grade.choices}
BEST_FIRST = tuple(Grade.values)


@dataclass(frozen=True)
class Fault:
    """A rule that a rating goes against, in words."""

    text: str
    rule: dict

    @property
    def words(self):
        return f"{self.text} ({source_of(self.rule)})"


@dataclass(frozen=True)
class Grading:
    """The rules of a year's ratings."""

    year: int
    rules: tuple = ()
    document: str = ""

    def label(self, grade, kind):
        """What the year called a grade for an organization or a member."""
        named = (one for one in self.of_kind("label", kind) if GRADE_OF[one["grade"]] == grade)
        return next((one["title"] for one in named), Grade(grade).label)

    def choices(self, kind):
        return [(grade, self.label(grade, kind)) for grade in Grade.values]

    @property
    def floors(self):
        """The rules that ask for points, the highest grade first."""
        return [one for one in self.rules if one["kind"] == "floor"]

    @property
    def cap(self):
        """The rule that limits the highest grade, if the year has one."""
        return next((one for one in self.rules if one["kind"] == "cap"), None)

    def of_kind(self, rule_kind, kind):
        return [one for one in self.rules if one["kind"] == rule_kind and one.get("subject", kind) == kind]

    def faults(self, grade, kind, *, points=None, grounds=()):
        """The rules that a grade goes against: its points are too few, or something bars it."""
        return [*self._of_points(grade, points), *self._of_grounds(grade, kind, grounds)]

    def _of_points(self, grade, points):
        for rule in self.floors if points is not None else ():
            if GRADE_OF[rule["grade"]] == grade and points < rule["value"]:
                label = rule["grade"].lower()
                yield Fault(f"{points_in_words(points)} điểm, phải từ {rule['value']} điểm mới {label}", rule)

    def _of_grounds(self, grade, kind, grounds):
        for rule in self.of_kind("bar", kind):
            barred = BEST_FIRST.index(grade) <= BEST_FIRST.index(GRADE_OF[rule["grade"]])
            if barred and rule["ground"] in grounds:
                yield Fault(f"Có {WORDS[rule['ground']]} thì không xếp {rule['grade'].lower()} trở lên", rule)

    def cap_fault(self, excellent, good):
        """The limit on the highest grade, where it is passed."""
        if self.cap is None or excellent <= allowed(self.cap, good):
            return None
        most = f"nhiều nhất {self.cap['value']} % là {allowed(self.cap, good)}"
        return Fault(f"{excellent} xuất sắc trên {good} hoàn thành tốt, {most}", self.cap)

    def in_words(self, kind):
        """(what, source with its certainty) of every rule but the names for organizations or members."""
        about = (one for one in self.rules if one["kind"] != "label" and one.get("subject", kind) == kind)
        return [(words_of(one), source_of(one)) for one in about]


def allowed(cap, good):
    """How many may get the highest grade, of so many rated good; never rounded up."""
    return good * cap["value"] // 100


def grading_of(rulebook: Rulebook, year: int) -> Grading:
    version = rulebook.version(Family.RATING, date(year, 12, 31))
    return Grading(year, version.rules, version.document) if version else Grading(year)


def points_in_words(points):
    """85,5: a decimal comma, and no zeros at the end."""
    return f"{points.normalize():f}".replace(".", ",")


def source_of(rule):
    """Document of a rule, and that it is unconfirmed where it is."""
    mark = "; chưa xác nhận" if rule["certainty"] in UNCONFIRMED else f"; {Certainty(rule['certainty']).label.lower()}"
    return f"{rule['source']}{mark}"


def words_of(rule):
    """A rule as a sentence."""
    if rule["kind"] == "floor":
        return f"{rule['grade']}: từ {rule['value']} điểm trở lên"
    if rule["kind"] == "cap":
        return f"{rule['grade']}: không quá {rule['value']} % số hoàn thành tốt nhiệm vụ của từng tổ chức cơ sở đảng"
    whom = SubjectKind(rule["subject"]).label
    return f"{whom} có {WORDS[rule['ground']]}: không xếp {rule['grade'].lower()} trở lên"
