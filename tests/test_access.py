"""Who may open what: every URL name, every role, an object of one's own office, below it, above it and beside it."""

import io
import zipfile
from dataclasses import dataclass

import pytest
from django.urls import get_resolver, reverse

from accounts.models import HistoryEntry
from members.choices import Role
from tests.cast import ABOVE, ANONYMOUS, BELOW, BESIDE, CANARY, LETTERS, OWN, PLACES, ROLES, UNASSIGNED

pytestmark = pytest.mark.django_db

ADMINISTRATOR, CLERK, OFFICER, HEAD, LEADER, AUDITOR = (
    Role.ADMINISTRATOR, Role.CLERK, Role.OFFICER, Role.HEAD, Role.LEADER, Role.AUDITOR,
)  # fmt: skip
READERS = {CLERK, OFFICER, LETTERS, HEAD, LEADER}
STRUCTURE_READERS = READERS | {ADMINISTRATOR}
WRITERS = READERS - {LEADER}
RUNNERS = {OFFICER, LETTERS, HEAD}
LETTER_READERS = {LETTERS, HEAD, LEADER}
LETTER_WRITERS = {LETTERS, HEAD}
JOB_SEERS = {HEAD, ADMINISTRATOR}
"""Who asked for the jobs of the cast, and who sees how they stand."""
REACHED = (OWN, BELOW)
"""Where the users of the cast have rights; what lies elsewhere does not exist for them."""

FOUND, SEE_OTHER, FORBIDDEN, MISSING, NOT_ALLOWED = 200, 302, 403, 404, 405


@dataclass(frozen=True)
class Page:
    """A page about no object of its own."""

    roles: frozenset | set
    kwargs: tuple = ()

    def address(self, name, cast, place):
        return reverse(name, kwargs=dict(self.kwargs))

    def expected(self, role, place):
        return FOUND if role in self.roles else FORBIDDEN


@dataclass(frozen=True)
class OfOrganization(Page):
    """A page about the organization in its query."""

    def address(self, name, cast, place):
        code = cast.at(place).organization.code
        period = {"from": "2026-01-01", "to": "2026-12-31", "period": "2026"}
        return f"{super().address(name, cast, place)}?organization={code}&" + "&".join(
            f"{key}={value}" for key, value in period.items()
        )

    def expected(self, role, place):
        if role not in self.roles:
            return FORBIDDEN
        return FOUND if place in REACHED else MISSING


@dataclass(frozen=True)
class OfCell(OfOrganization):
    """A cell of a statistical form."""

    def address(self, name, cast, place):
        return f"{super().address(name, cast, place)}&row=I&column=1"


@dataclass(frozen=True)
class OfLetters(OfOrganization):
    """A page about an organization for those of its readers who may read letters."""

    def expected(self, role, place):
        status = super().expected(role, place)
        return FORBIDDEN if status == FOUND and role not in LETTER_READERS else status


@dataclass(frozen=True)
class OfForm(Page):
    """A page about a statistical form that the office wrote."""

    def address(self, name, cast, place):
        return reverse(name, args=[cast.form.pk])


@dataclass(frozen=True)
class OfFigure(OfOrganization):
    """The list of what a figure of an organization counts."""

    what: str = "rows"
    outsider: int = FORBIDDEN

    def address(self, name, cast, place):
        fact = "denunciation_received" if self.what == "letters" else "subject"
        return f"{super().address(name, cast, place)}&fact={fact}"

    def expected(self, role, place):
        if role in READERS and role not in self.roles:
            return self.outsider
        return super().expected(role, place)


@dataclass(frozen=True)
class Object:
    """A page about one object: for whom it exists, and who of them may open the page."""

    record: str
    sees: frozenset | set
    roles: frozenset | set
    key: str = "pk"
    kwargs: tuple = ()

    def address(self, name, cast, place):
        return reverse(name, kwargs={self.key: getattr(cast.at(place), self.record).pk, **dict(self.kwargs)})

    def expected(self, role, place):
        if place not in REACHED or role not in self.sees:
            return MISSING
        return FOUND if role in self.roles else FORBIDDEN


@dataclass(frozen=True)
class Shared(Object):
    """Something that whoever works below it may use too, and only those who hold it may change."""

    def expected(self, role, place):
        if place == ABOVE and role in self.sees:
            return FOUND if self.roles >= self.sees else FORBIDDEN
        return super().expected(role, place)


@dataclass(frozen=True)
class JudgedAbove(Object):
    """A step that the head of the organization above takes: never the one whose own return it is."""

    def expected(self, role, place):
        expected = super().expected(role, place)
        return FORBIDDEN if expected == FOUND and place == OWN else expected


@dataclass(frozen=True)
class UploadOfAnother(Object):
    """A page of one object about a file that somebody else brought: not there for those who might have brought one."""

    def expected(self, role, place):
        expected = super().expected(role, place)
        return MISSING if expected == FOUND else expected


@dataclass(frozen=True)
class OfAnother(Page):
    """A page about something that somebody else made: it doesn't exist for those who might have made their own."""

    def expected(self, role, place):
        return MISSING if role in self.roles else FORBIDDEN


@dataclass(frozen=True)
class Answers(Page):
    """A page with an answer of its own for each role."""

    answers: tuple = ()
    otherwise: int = FOUND

    def expected(self, role, place):
        return dict(self.answers).get(role, self.otherwise)


EVERYBODY = frozenset(ROLES)
NOBODY = frozenset()


def record(attribute, roles, sees=READERS, key="pk"):
    return Object(attribute, frozenset(sees), frozenset(roles), key)


RULES = {
    "healthz": Answers(EVERYBODY, answers=((ANONYMOUS, FOUND),)),
    "sign-in": Answers(EVERYBODY, answers=((ANONYMOUS, FOUND),), otherwise=SEE_OTHER),
    "sign-out": Answers(EVERYBODY, otherwise=NOT_ALLOWED),
    "password-change": Page(EVERYBODY),
    "dashboard": Answers(EVERYBODY, answers=((ADMINISTRATOR, SEE_OTHER), (AUDITOR, SEE_OTHER))),
    "briefing": OfOrganization(READERS),
    "analysis": OfOrganization(READERS),
    "analysis-file": OfOrganization(READERS),
    "saved-analysis-list": Page(READERS),
    "saved-analysis-create": Page(READERS),
    "saved-analysis-delete": record("analysis", {HEAD}),
    "briefing-list": Page(READERS),
    "briefing-create": Page(WRITERS),
    "briefing-detail": record("briefing", READERS),
    "briefing-meeting": record("briefing", READERS),
    "briefing-changes": record("briefing", READERS),
    "briefing-update": record("briefing", WRITERS),
    "briefing-attendance": record("briefing", WRITERS),
    "briefing-gather": record("briefing", WRITERS),
    "briefing-freeze": record("briefing", {HEAD}),
    "briefing-conclude": record("briefing", {HEAD}),
    "briefing-step": Object("briefing", frozenset(READERS), frozenset({HEAD}), kwargs=(("verb", "close"),)),
    "conclusion-list": Page(READERS),
    "conclusion-create": record("briefing", WRITERS, key="briefing"),
    "conclusion-detail": record("conclusion", READERS),
    "conclusion-update": record("conclusion", WRITERS),
    "conclusion-step": Object("conclusion", frozenset(READERS), frozenset(WRITERS), kwargs=(("verb", "report"),)),
    "coverage": OfOrganization(READERS),
    "submission-board": OfOrganization(READERS),
    "submission-remind": OfOrganization(WRITERS),
    "submission-list": Page(READERS),
    "submission-create": Page(WRITERS),
    "submission-detail": record("submission", READERS),
    "submission-update": record("submission", WRITERS),
    "submission-step": Object("submission", frozenset(READERS), frozenset(WRITERS), kwargs=(("verb", "submit"),)),
    "submission-form-file": record("submission", READERS),
    "submission-upload": record("submission", WRITERS),
    "submission-upload-preview": UploadOfAnother(
        "submission", frozenset(READERS), frozenset(WRITERS), kwargs=(("token", "0123456789abcdef"),)
    ),
    "calendar-list": Page(STRUCTURE_READERS),
    "calendar-create": Page({HEAD, ADMINISTRATOR}),
    "calendar-update": record("reporting_rule", {HEAD, ADMINISTRATOR}, STRUCTURE_READERS),
    "forms": OfOrganization(READERS),
    "forms-file": OfOrganization(READERS),
    "form-page": OfOrganization(READERS, (("code", "1"),)),
    "form-file": OfOrganization(READERS, (("code", "1"),)),
    "form-cell": OfCell(READERS, (("code", "1"),)),
    "form-versions": Page({ADMINISTRATOR}),
    "form-version": OfForm({ADMINISTRATOR}),
    "form-edit": Page({ADMINISTRATOR}, (("code", "1"),)),
    "form-copy": Page({ADMINISTRATOR}, (("code", "1"),)),
    "subject-number-list": Page(READERS),
    "disciplined-subject-list": Page(READERS),
    "accused-disciplined": Page(LETTER_READERS),
    "letter-list": Page(LETTER_READERS),
    "staff-list": Page(READERS),
    "staff-create": Page(WRITERS),
    "staff-detail": record("staff", READERS),
    "staff-update": record("staff", WRITERS),
    "training-list": Page(READERS),
    "training-create": record("staff", WRITERS),
    "coverage-organizations": Page(READERS),
    "coverage-members": Page(READERS),
    "organization-list": Page(STRUCTURE_READERS),
    "organization-lookup": Page(STRUCTURE_READERS),
    "organization-detail": record("organization", STRUCTURE_READERS, STRUCTURE_READERS),
    "member-list": Page(READERS),
    "member-lookup": Page(READERS),
    "member-detail": record("member", READERS),
    "member-record": record("member", READERS),
    "member-record-word": record("member", READERS),
    "organization-record": record("organization", READERS, STRUCTURE_READERS),
    "organization-record-word": record("organization", READERS, STRUCTURE_READERS),
    "rating-list": Page(READERS),
    "user-list": Page({ADMINISTRATOR}),
    "user-create": Page({ADMINISTRATOR}),
    "user-detail": record("user", {ADMINISTRATOR}, {ADMINISTRATOR}),
    "user-update": record("user", {ADMINISTRATOR}, {ADMINISTRATOR}),
    "user-member": record("user", {ADMINISTRATOR}, {ADMINISTRATOR}),
    "user-member-lookup": Page({ADMINISTRATOR}),
    "user-disable": record("user", {ADMINISTRATOR}, {ADMINISTRATOR}),
    "user-enable": record("user", {ADMINISTRATOR}, {ADMINISTRATOR}),
    "user-reset": record("user", {ADMINISTRATOR}, {ADMINISTRATOR}),
    "assignment-create": record("user", {ADMINISTRATOR}, {ADMINISTRATOR}),
    "assignment-delete": record("assignment", {ADMINISTRATOR}, {ADMINISTRATOR}),
    "history-list": Page({AUDITOR}),
    "rules": Page(STRUCTURE_READERS),
    "rule-version": Page(STRUCTURE_READERS, (("family", "deadline"), ("day", "2017-09-12"), ("stored", 0))),
    "rule-add": Page({ADMINISTRATOR}, (("family", "deadline"),)),
    "desk": Page(READERS),
    "programme-list": Page(READERS),
    "programme-item-list": Page(READERS),
    "programme-create": Page(WRITERS),
    "programme-detail": record("programme", READERS),
    "programme-update": record("programme", WRITERS),
    "programme-copy": record("programme", WRITERS),
    "programme-adjust": record("programme", {HEAD}),
    "programme-step": Object("programme", frozenset(READERS), frozenset({HEAD}), kwargs=(("verb", "close"),)),
    "programme-item-cancel": record("item", {HEAD}),
    "inspection-list": Page(READERS),
    "inspection-create": Page(WRITERS),
    "inspection-detail": record("inspection", READERS),
    "inspection-update": record("inspection", WRITERS),
    "inspection-prepare": Page(WRITERS),
    "inspection-quick": Page(WRITERS),
    "inspection-step": Object("inspection", frozenset(READERS), frozenset(RUNNERS), kwargs=(("verb", "archive"),)),
    "inspection-team": record("inspection", READERS),
    "team-update": record("inspection", RUNNERS),
    "recusal-create": record("inspection", RUNNERS),
    "recusal-delete": record("recusal", RUNNERS),
    "inspection-dossier": record("inspection", READERS),
    "document-create": record("inspection", RUNNERS, key="inspection"),
    "document-void": record("document", RUNNERS),
    "document-file": record("document", NOBODY, NOBODY),
    "paper-write": Object("inspection", frozenset(READERS), frozenset(RUNNERS), kwargs=(("code", "decision"),)),
    "templates": Page({ADMINISTRATOR}),
    "template-file": Page({ADMINISTRATOR}, (("code", "decision"),)),
    "template-replace": Page({ADMINISTRATOR}, (("code", "decision"),)),
    "template-restore": Answers(EVERYBODY, otherwise=MISSING, kwargs=(("code", "decision"),)),
    "subject-lookup": Page(READERS),
    "subject-list": Page(READERS),
    "subject-numbers": record("subject", NOBODY, NOBODY),  # a member of a compliance inspection has no such form
    "finding-create": record("subject", RUNNERS, key="subject"),
    "finding-update": record("finding", RUNNERS),
    "remedy-list": Page(READERS),
    "remedy-detail": record("remedy", READERS),
    "remedy-step": Object("remedy", frozenset(READERS), frozenset(WRITERS), kwargs=(("verb", "report"),)),
    "remedy-bulk": Page(WRITERS),
    "remedy-file": record("evidence", NOBODY, NOBODY),
    "note-list": Page(READERS),
    "note-create": Page(WRITERS),
    "note-detail": record("note", READERS),
    "note-update": record("note", WRITERS),
    "denunciation-list": Page(LETTER_READERS),
    "denunciation-create": Page(LETTER_WRITERS),
    "denunciation-detail": record("denunciation", LETTER_READERS, LETTER_READERS),
    "denunciation-update": record("denunciation", LETTER_WRITERS, LETTER_READERS),
    "denunciation-step": Object(
        "denunciation", frozenset(LETTER_READERS), frozenset(LETTER_WRITERS), kwargs=(("verb", "classify"),)
    ),
    "denunciation-sender": record("denunciation", NOBODY, LETTER_READERS),
    "denunciation-sender-update": record("denunciation", NOBODY, LETTER_READERS),
    "denunciation-inspect": record("denunciation", LETTER_WRITERS, LETTER_READERS, key="letter"),
    "case-list": Page(READERS),
    "case-create": Page(RUNNERS),
    "case-subject-list": Page(READERS),
    "case-detail": record("case", READERS),
    "case-update": record("case", RUNNERS),
    "case-step": Object("case", frozenset(READERS), frozenset(RUNNERS), kwargs=(("verb", "review"),)),
    "case-document-create": record("case", RUNNERS, key="case"),
    "case-relate": record("case", RUNNERS, key="case"),
    "case-subject-update": record("case_subject", RUNNERS),
    "vote-create": record("case_subject", RUNNERS),
    "deferral-create": record("case_subject", RUNNERS),
    "case-outcome": record("case_subject", RUNNERS),
    "vote-void": record("vote", RUNNERS),
    "case-document-void": record("case_document", RUNNERS),
    "case-document-file": record("case_document", NOBODY, NOBODY),
    "override-list": Page(READERS),
    "questioned-list": Page(READERS),
    "suspension-list": Page(READERS),
    "suspension-create": Page(RUNNERS),
    "suspension-detail": record("suspension", READERS),
    "suspension-extend": record("suspension", {HEAD}),
    "suspension-end": record("suspension", {HEAD}),
    "strikeoff-list": Page(READERS),
    "strikeoff-create": Page(RUNNERS),
    "strikeoff-detail": record("strike_off", READERS),
    "decision-list": Page(READERS),
    "decision-create": Page(RUNNERS),
    "decision-detail": record("decision", READERS),
    "decision-update": record("decision", RUNNERS),
    "decision-announce": record("decision", RUNNERS),
    "decision-other-handling": record("decision", RUNNERS),
    "decision-change": record("decision", {HEAD}),
    "decision-word": record("decision", READERS),
    "appeal-list": Page(READERS),
    "appeal-step": Object("appeal", frozenset(READERS), frozenset(RUNNERS), kwargs=(("verb", "accept"),)),
    "restoration-finish": record("restoration", RUNNERS),
    "appeal-create": record("decision", RUNNERS, key="decision"),
    "appeal-detail": record("appeal", READERS),
    "appeal-update": record("appeal", RUNNERS),
    "periodreport-list": Page(READERS),
    "periodreport-create": Page(WRITERS),
    "periodreport-detail": record("period_report", READERS),
    "periodreport-update": record("period_report", WRITERS),
    "periodreport-step": Object("period_report", frozenset(READERS), frozenset({HEAD}), kwargs=(("verb", "issue"),)),
    "reportlayout-list": Page(STRUCTURE_READERS),
    "reportlayout-create": Page({ADMINISTRATOR, HEAD}),
    "reportlayout-detail": Shared("layout", frozenset(STRUCTURE_READERS), frozenset(STRUCTURE_READERS)),
    "reportlayout-update": Shared("layout", frozenset(STRUCTURE_READERS), frozenset({ADMINISTRATOR, HEAD})),
    "reportlayout-figure": Shared("layout", frozenset(STRUCTURE_READERS), frozenset({ADMINISTRATOR, HEAD})),
    "reportlayout-preview": Answers(
        EVERYBODY,
        answers=tuple((role, FORBIDDEN) for role in ROLES if role not in READERS),
        kwargs=(("pk", 0),),
        otherwise=MISSING,
    ),
    "shipped-layout": Page(READERS, (("code", "quarter"),)),
    "actorset-list": Page(STRUCTURE_READERS),
    "actorset-create": Page({ADMINISTRATOR, HEAD}),
    "actorset-detail": Shared("actor_set", frozenset(STRUCTURE_READERS), frozenset(STRUCTURE_READERS)),
    "actorset-update": Shared("actor_set", frozenset(STRUCTURE_READERS), frozenset({ADMINISTRATOR, HEAD})),
    "baseline-list": Page(READERS),
    "baseline-create": Page(WRITERS),
    "baseline-detail": record("baseline", READERS),
    "baseline-update": record("baseline", WRITERS),
    "baseline-void": record("baseline", {HEAD}),
    **{
        f"counted-{what}": OfFigure(READERS, what=what)
        for what in ("rows", "organizations", "members", "inspections", "parts")
    },
    "counted-letters": OfFigure(LETTER_READERS, what="letters", outsider=MISSING),
    "job-list": Page(STRUCTURE_READERS),
    "job-create": Page(READERS),
    "job-detail": record("job", JOB_SEERS, JOB_SEERS),
    "job-stop": record("job", JOB_SEERS, JOB_SEERS),
    "job-remove": record("job", JOB_SEERS, JOB_SEERS),
    "job-file": record("job_file", NOBODY, JOB_SEERS),  # an administrator may not, its asker not with other rights
    "reorganization-list": Page(STRUCTURE_READERS),
    "reorganization-create": Page({HEAD}),
    "reorganization-detail": record("reorganization", STRUCTURE_READERS, STRUCTURE_READERS),
    "reorganization-annul": record("reorganization", {HEAD}, STRUCTURE_READERS),
    "reorganization-handed": Object(
        "reorganization", frozenset(STRUCTURE_READERS), frozenset(READERS), kwargs=(("what", "inspection"),)
    ),
    "reorganization-matters": OfOrganization(READERS, (("what", "inspection"),)),
    "organization-through-time": record("organization", STRUCTURE_READERS, STRUCTURE_READERS),
    "import": Page(WRITERS),
    "import-preview": OfAnother(WRITERS, (("token", "0123456789abcdef"),)),
    "import-errors": OfAnother(WRITERS, (("token", "0123456789abcdef"),)),
}
MORE_RULES = {
    "form-page": [OfLetters(READERS, (("code", code),)) for code in ("13", "14", "21")],
    "form-file": [OfLetters(READERS, (("code", code),)) for code in ("13", "14", "21")],
    "remedy-step": [
        Object("remedy", frozenset(READERS), frozenset(RUNNERS), kwargs=(("verb", "verify"),)),
        Object("remedy", frozenset(READERS), frozenset({HEAD}), kwargs=(("verb", "revise"),)),
        Object("remedy", NOBODY, NOBODY, kwargs=(("verb", "no-such-step"),)),
    ],
    "inspection-step": [
        Object("inspection", frozenset(READERS), frozenset({HEAD}), kwargs=(("verb", "cancel"),)),
        Object("inspection", NOBODY, NOBODY, kwargs=(("verb", "no-such-step"),)),
    ],
    "periodreport-file": [
        Object("period_report", frozenset(READERS), frozenset(READERS), kwargs=(("format", kind),))
        for kind in ("txt", "docx", "xlsx")
    ],
    "submission-step": [
        JudgedAbove("submission", frozenset(READERS), frozenset({HEAD}), kwargs=(("verb", verb),))
        for verb in ("return", "accept", "lock")
    ],
    "briefing-step": [
        Object("briefing", frozenset(READERS), frozenset({HEAD}), kwargs=(("verb", "cancel"),)),
        Object("briefing", NOBODY, NOBODY, kwargs=(("verb", "freeze"),)),
    ],
    "briefing-document": [
        *(Object("briefing", READERS, READERS, kwargs=(("kind", kind),)) for kind in ("docx", "xlsx", "notice")),
        Object("briefing", NOBODY, NOBODY, kwargs=(("kind", "pdf"),)),
    ],
    "conclusion-step": [
        Object("conclusion", frozenset(READERS), frozenset(RUNNERS), kwargs=(("verb", "confirm"),)),
        Object("conclusion", frozenset(READERS), frozenset({HEAD}), kwargs=(("verb", "drop"),)),
        Object("conclusion", NOBODY, NOBODY, kwargs=(("verb", "no-such-step"),)),
    ],
    "briefing-file": [OfOrganization(READERS, (("format", kind),)) for kind in ("txt", "docx", "xlsx")],
}
HISTORY = {"history-list", "history-detail"}
"""The chain is one for the whole installation: its reader sees what was done anywhere."""

CASES = [
    *((name, rule) for name, rule in RULES.items()),
    *((name, rule) for name, rules in MORE_RULES.items() for rule in rules),
]
LISTS = sorted(name for name in RULES if name.endswith("-list"))
LOOKUPS = sorted(name for name in RULES if name.endswith("-lookup"))


def url_names(resolver=None):
    """Every name that an address of the project has."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from url_names(pattern)
        else:
            yield pattern.name


def enter(client, cast, role):
    if role != ANONYMOUS:
        client.force_login(cast.users[role])
    return client


def told(response):
    """All that an answer tells, the text inside Word and Excel files included."""
    body = b"".join(response) if response.streaming else response.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"".join(archive.read(name) for name in archive.namelist())
    return body.decode("utf-8", "replace").lower()


def test_no_address_is_missing_from_the_matrix():
    missing = sorted(set(map(str, url_names())) - {*RULES, *MORE_RULES, "history-detail"})
    assert not missing, f"addresses without a rule in tests/test_access.py: {', '.join(missing)}"


def test_no_rule_is_about_an_address_that_is_gone():
    assert not {*RULES, *MORE_RULES} - set(url_names())


@pytest.mark.parametrize(("name", "rule"), CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_who_is_not_signed_in_is_sent_to_sign_in(client, cast, name, rule):
    for place in PLACES:
        response = client.get(rule.address(name, cast, place))
        if isinstance(rule, Answers) and ANONYMOUS in dict(rule.answers):
            assert response.status_code == FOUND
        elif name != "sign-out":
            assert response.status_code == SEE_OTHER
            assert response.headers["Location"].startswith(reverse("sign-in"))
        assert CANARY not in told(response)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("name", "rule"), CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_everybody_opens_what_they_may_and_nothing_else(client, cast, name, rule, role):
    enter(client, cast, role)
    for place in PLACES:
        response = client.get(rule.address(name, cast, place))
        assert response.status_code == rule.expected(role, place), f"{name} at {place} as {role}"
        if name not in HISTORY and not (place == BESIDE and isinstance(rule, OfOrganization)):
            assert CANARY not in told(response), f"{name} at {place} as {role} tells of strangers"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("name", "rule"), CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_nobody_writes_where_they_may_not_even_read(client, cast, name, rule, role):
    """An empty POST: who may is shown the form again, who may not gets the same answer as to a GET."""
    if name in ("sign-in", "sign-out", "password-change", "healthz"):
        return
    enter(client, cast, role)
    for place in PLACES:
        expected, written = rule.expected(role, place), HistoryEntry.objects.count()
        if expected in (FORBIDDEN, MISSING):
            status = client.post(rule.address(name, cast, place)).status_code
            assert status in (expected, NOT_ALLOWED), f"{name} at {place} as {role}"
            assert HistoryEntry.objects.count() == written


@pytest.mark.parametrize("role", ROLES)
def test_history_is_read_by_auditors_alone(client, cast, role):
    entry = HistoryEntry.objects.first()
    status = enter(client, cast, role).get(reverse("history-detail", args=[entry.pk])).status_code
    assert status == (FOUND if role == AUDITOR else MISSING)


@pytest.mark.parametrize("name", [name for name in LISTS if name not in HISTORY])
def test_an_export_tells_nothing_of_strangers(client, cast, name):
    role = next(role for role in ROLES if role in RULES[name].roles and role != CLERK)
    response = enter(client, cast, role).get(reverse(name), {"export": "xlsx"})
    assert response.headers["Content-Type"].startswith("application/vnd.openxml")
    text = told(response)
    assert CANARY not in text
    assert "above" not in text


@pytest.mark.parametrize("name", LOOKUPS)
@pytest.mark.parametrize("typed", [CANARY, "D2", "M-D2", "Nguyễn Văn D2", "dang bo"])
def test_suggestions_name_no_strangers(client, cast, name, typed):
    role = HEAD if HEAD in RULES[name].roles else ADMINISTRATOR
    response = enter(client, cast, role).get(reverse(name), {"q": typed})
    assert response.status_code == FOUND
    assert CANARY not in told(response)


@pytest.mark.parametrize("name", [name for name in LISTS if name not in HISTORY])
@pytest.mark.parametrize("place", [BESIDE, ABOVE])
def test_a_list_narrowed_to_a_foreign_organization_is_empty(client, cast, name, place):
    role = ADMINISTRATOR if name == "user-list" else HEAD
    response = enter(client, cast, role).get(reverse(name), {"organization": cast.at(place).organization.code})
    assert response.status_code == FOUND
    if name != "user-list":
        assert response.context["count"] == 0


@pytest.mark.parametrize("name", [name for name in RULES if name.endswith("-create") and isinstance(RULES[name], Page)])
def test_a_form_filled_in_from_its_address_tells_nothing_of_strangers(client, cast, name):
    """Keys of foreign rows in the address are refused or shown as nothing."""
    beside = cast.at(BESIDE)
    role = ADMINISTRATOR if name == "user-create" else HEAD
    client = enter(client, cast, role)
    foreign = {
        "organization": beside.organization.pk,
        "member": beside.member.pk,
        "subject_organization": beside.organization.pk,
        "subject_member": beside.member.pk,
        "programme_item": beside.item.pk,
        "inspection": beside.inspection.pk,
        "subject": beside.subject.pk,
        "programme": beside.programme.pk,
        "decision": beside.decision.pk,
    }
    for parameter, key in foreign.items():
        response = client.get(reverse(name), {parameter: key})
        assert response.status_code in (FOUND, MISSING)
        assert CANARY not in told(response), f"{name}?{parameter}="


def test_a_right_that_was_taken_back_ends_with_the_next_request(client, cast):
    client = enter(client, cast, HEAD)
    address = reverse("decision-detail", args=[cast.at(OWN).decision.pk])
    assert client.get(address).status_code == FOUND
    cast.users[HEAD].assignments.all().delete()
    assert client.get(address).status_code == MISSING


@pytest.mark.parametrize("role", [role for role in ROLES if role != UNASSIGNED])
def test_who_has_no_assignment_at_all_reads_no_record(client, cast, role):
    """The matrix again for the empty-handed: no list, no record, whatever they once were."""
    cast.users[role].assignments.all().delete()
    client = enter(client, cast, role)
    for name in LISTS:
        assert client.get(reverse(name)).status_code == FORBIDDEN, name
