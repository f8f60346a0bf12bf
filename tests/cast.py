"""A small tree with everybody in it, and records in each of its organizations, written by the real actions.

P province
  D1 district          the office of every user of the cast
    C1 commune
      K1 cell
  D2 district          strangers: what belongs to them bears CANARY and appears nowhere
    C2 commune
      K2 cell
"""

import pickle
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import SimpleNamespace

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from core.periods import quarter
from core.text import search_key, sort_key, text_sort_key
from discipline import actions as discipline
from discipline.models import Restoration, StrikeOff
from inspections import actions as inspections
from inspections.models import RemedyEvidence, SubjectNumber
from members.choices import Body, Grade, Level, Role, SubjectKind
from members.models import (
    Assignment,
    Member,
    MemberEvent,
    Organization,
    Placement,
    Post,
    Rating,
    Reorganization,
    ReorganizationAct,
    Standing,
    UserMember,
)
from members.self_reviews import actions as self_reviews
from reports import actions as reports
from reports.figures import figure
from reports.measures import Measure
from reports.models import Briefing, Conclusion, Import, Job, JobFile, SavedAnalysis, StaffMember, Training
from reports.permissions import rights_of

CANARY = "zqfxwjkv"  # eight letters: no random token of a page spells them by chance, as four would every few runs
TREE = {  # name: (parent, type and level, body that acts)
    "P": ("", "province", Body.COMMISSION),
    "D1": ("P", "district", Body.COMMISSION),
    "C1": ("D1", "base", Body.COMMISSION),
    "K1": ("C1", "cell", Body.CELL),
    "D2": ("P", "district", Body.COMMISSION),
    "C2": ("D2", "base", Body.COMMISSION),
    "K2": ("C2", "cell", Body.CELL),
}
FOREIGN = ("D2", "C2", "K2")
OWN, BELOW, ABOVE, BESIDE = "D1", "C1", "P", "D2"
PLACES = (OWN, BELOW, ABOVE, BESIDE)
LAYOUT = "Số liệu:\nkỷ luật = Kỷ luật\nNội dung:\n# Kỷ luật\nĐã kỷ luật {kỷ luật} trường hợp.\n{tự do: đánh giá}"

ANONYMOUS, UNASSIGNED, LETTERS = "anonymous", "unassigned", "officer with letters"
ROLES = (*Role.values, LETTERS, UNASSIGNED)


@dataclass
class Cast:
    """Who and what there is: `cast.at("D1").decision`, `cast.users["head"]`."""

    offices: dict = field(default_factory=dict)
    users: dict = field(default_factory=dict)
    form: object = None
    """A statistical form that the office wrote; forms belong to no organization."""

    def at(self, name):
        return self.offices[name]

    def named(self, card_number, name):
        """One more member of an organization."""
        return admit(card_number, _called("Trần Thị", card_number), self.at(name).organization)

    def link(self, user, member):
        """Say which member a user is."""
        return UserMember.objects.create(user=user, member=member)


_kept = []
"""The cast as the actions made it and the rows that they wrote: what takes seconds is done once a process."""


@contextmanager
def assembled():
    """The cast on the stage, and off again."""
    with transaction.atomic():
        if Organization.objects.exists():  # beside other records, whose keys it would meet
            yield assemble()
        else:
            yield _put_back(*_kept) if _kept else _assembled_first()
        transaction.set_rollback(True)


def _assembled_first():
    before = _rows()
    cast = assemble()
    written = {table: (names, rows - before[table][1]) for table, (names, rows) in _rows().items()}
    _kept.extend((pickle.dumps(cast), {table: found for table, found in written.items() if found[1]}))
    return cast


def _put_back(cast, written):
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table, (names, rows) in written.items():
            columns, places = ", ".join(map(quote, names)), ", ".join(["%s"] * len(names))
            ordered = sorted(rows, key=lambda row: row[0])
            cursor.executemany(f"INSERT INTO {quote(table)} ({columns}) VALUES ({places})", ordered)
    return pickle.loads(cast)


def _rows():
    """Names of the columns and all rows of every table of the program."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = [column[0] for column in cursor.description], set(cursor.fetchall())
    return found


def assemble():
    cast = Cast()
    for name, (parent, kind, body) in TREE.items():
        organization = establish(name, cast.offices[parent].organization if parent else None, kind)
        cast.offices[name] = SimpleNamespace(
            organization=organization, member=admit(f"M-{name}", _called("Nguyễn Văn", name), organization), body=body
        )
    cast.users = {role: engage(role, cast.at(OWN).organization) for role in ROLES}
    for name in TREE:
        cast.at(name).user = engage(
            Role.CLERK, cast.at(name).organization, f"van-thu-{name.lower()}", _called("Văn thư", name)
        )
        cast.at(name).assignment = cast.at(name).user.assignments.get()
        _write_records(cast, name)
    cast.form = reports.write_form(
        by=cast.users[Role.ADMINISTRATOR], code="99", title="Biểu riêng", effective_from=date(2026, 1, 1),
        document="Công văn", reason="Theo yêu cầu",
        definition={"unit": "Đảng viên", "fact": "decision", "rows": [{"mark": "I", "label": "Tổng số"}]},
    )  # fmt: skip
    return cast


def establish(code, parent, kind):
    """An organization under its parent."""
    name = _called("Đảng bộ" if kind != "cell" else "Chi bộ", code)
    organization = Organization(code=_code(code), name=name, type=kind, level=Level(kind), parent=parent)
    organization.search_key, organization.sort_key = (
        search_key(f"{name} {_code(code)}"),
        text_sort_key(organization.code),
    )
    organization.save()
    organization.path = organization.path_under(parent.path if parent else "")
    organization.today_path = organization.path
    organization.save(update_fields=["path", "today_path"])
    Standing.objects.create(
        organization=organization, parent=parent, name=name, type=kind, level=Level(kind), path=organization.path
    )
    return organization


def admit(card_number, name, organization, seat=""):
    """A member of an organization, with the committee seat they hold."""
    member = Member.objects.create(
        card_number=card_number,
        name=name,
        organization=organization,
        path=organization.path,
        search_key=search_key(f"{name} {card_number}"),
        sort_key=sort_key(name),
    )
    Placement.objects.create(member=member, organization=organization)
    if seat:
        Post.objects.create(member=member, seat=seat, managed_by=seat)
    return member


def engage(role, organization, username="", full_name=""):
    """A user with the role in the organization."""
    username = username or role.replace(" ", "-")
    user = User.objects.create(username=username, full_name=full_name or f"Người dùng {role}")
    if role != UNASSIGNED:
        letters = role == LETTERS
        role = Role.OFFICER if letters else role
        Assignment.objects.create(user=user, organization=organization, role=role, handles_denunciations=letters)
    return user


def _code(name):
    return f"{name}-{CANARY}" if name in FOREIGN else name


def _called(words, name):
    return f"{words} {_code(name)}"


def _write_records(cast, name):
    """One record of each kind by the organization: about what stands below it, and about its member."""
    office = cast.at(name)
    by, tag = cast.users[Role.HEAD], _code(name) if name in FOREIGN else f"{name}-{'above' if name == ABOVE else 'own'}"
    actor = {"organization": office.organization, "body": office.body}
    item = inspections.ItemEntry(1, "compliance", f"Nội dung {tag}", quarter=1, subjects=[office.member])
    office.programme = inspections.create_programme(by=by, items=[item], year=2026, **actor)
    office.item = office.programme.items.get()
    office.inspection = inspections.create_inspection(
        by=by,
        number=f"10-QĐ/{tag}",
        decided=date(2026, 2, 2),
        started=date(2026, 2, 9),
        concluded=date(2026, 3, 31),
        activity="compliance",
        programme_item=office.item,
        subjects=[
            inspections.SubjectEntry(office.organization, ["TC1"], [f"chuyên đề {tag}"], "good"),
            inspections.SubjectEntry(office.member, ["ĐV2"], [], "violation"),
        ],
        **actor,
    )
    office.document = inspections.add_document(
        office.inspection, by=by, title=f"Tài liệu {tag}", archive=f"Hộp 1, {tag}"
    )
    office.recusal = inspections.recuse(
        office.inspection, by=by, member=office.member, reason=f"Quan hệ gia đình {tag}"
    )
    office.subject = office.inspection.subjects.get(subject_kind=SubjectKind.MEMBER)
    office.finding = inspections.record_finding(
        by=by,
        subject=office.subject,
        group="VP2",
        description=f"Khuyết điểm {tag}",
        severity="minor",
        remedy={"requirement": f"Khắc phục {tag}", "due": date(2026, 6, 30)},
    )
    office.remedy = office.finding.remedy
    office.evidence = RemedyEvidence.objects.create(
        remedy=office.remedy, title=f"Bằng chứng {tag}", archive=f"Hộp 2, {tag}"
    )
    office.denunciation = inspections.record_denunciation(
        by=by, subject=office.member, groups=["VP2"], number=f"30-TC/{tag}", received=date(2026, 3, 1), **actor
    )
    office.note = inspections.record_note(
        by=by,
        subject=office.member,
        noted=date(2026, 2, 20),
        code="GS5",
        text=f"Ghi nhận {tag}",
        assessment="good",
        **actor,
    )
    office.resolution = inspections.record_resolution(
        by=by, organization=office.organization, number=f"66-NQ/{tag}", issued=date(2026, 1, 5),
        issuer=f"Ban Bí thư {tag}", title=f"Nghị quyết {tag}", held=date(2026, 2, 1), form="direct",
        invited=10, attended=9,
    )  # fmt: skip
    office.resolution_link = inspections.link_inspection(
        office.resolution, by=by, version=1, inspection=office.inspection
    )
    office.review = self_reviews.record_review(
        by=by, subject=office.member, year=2025, held=date(2026, 1, 15), chair=f"Chủ trì {tag}",
        limitations=[
            self_reviews.LimitationEntry(f"Hạn chế {tag}", f"Nguyên nhân {tag}", f"Biện pháp {tag}", date(2026, 6, 30))
        ],
    )  # fmt: skip
    office.measure = office.review.limitations.get().measure
    office.decision = discipline.record_decision(
        by=by,
        number=f"20-QĐ/{tag}",
        decided=date(2026, 4, 1),
        form="reprimand",
        violated=date(2020, 3, 5),
        subject=office.member,
        groups=["VP2"],
        inspection=office.inspection,
        **actor,
    )
    office.appeal = discipline.record_appeal(
        by=by,
        number=f"40-KN/{tag}",
        received=date(2026, 4, 20),
        decision=office.decision,
        grounds=f"Nội dung khiếu nại {tag}",
        **actor,
    )
    office.case = discipline.open_case(
        by=by, title=f"Vụ việc {tag}", opened=date(2026, 4, 2), origin="finding", inspection=office.inspection,
        subjects=[office.member], **actor,
    )  # fmt: skip
    office.case_subject = office.case.subjects.get()
    office.vote = discipline.record_vote(
        office.case_subject, by=by, version=office.case.version, kind="decide", by_body=f"Tổ chức {tag}",
        day=date(2026, 4, 3), electorate=10, counts={"reprimand": 8},
    )  # fmt: skip
    discipline.override_rules(office.case_subject, by=by, told=[("hearing", f"Chưa nghe {tag}")], reason=f"Vì {tag}")
    office.case_document = discipline.add_case_document(
        office.case, by=by, title=f"Biên bản {tag}", archive=f"Hộp 3, {tag}"
    )
    office.suspension = discipline.record_suspension(
        by=by, subject=office.member, kind="membership", number=f"60-QĐ/{tag}", decided=date(2026, 5, 4),
        since=date(2026, 5, 4), reason=f"Đình chỉ {tag}", **actor,
    )  # fmt: skip
    office.strike_off = StrikeOff.objects.create(
        member=office.member, number=f"70-QĐ/{tag}", decided=date(2026, 5, 5), reason=f"Xóa tên {tag}",
        path=office.organization.path, level=office.organization.level, **actor,
    )  # fmt: skip
    office.restoration = Restoration.objects.create(
        appeal=office.appeal, kind="apology", owner=office.organization, note=f"Ghi chú {tag}"
    )
    office.layout = reports.create_layout(
        by=by, organization=office.organization, name=f"Mẫu báo cáo {name}", text=LAYOUT
    )
    office.actor_set = reports.create_actor_set(
        by=by, organization=office.organization, name=f"Nhóm {name}", pairs=["base-committee"]
    )
    office.baseline = reports.record_baseline(
        by=by, organization=office.organization, name=f"Số liệu {tag}", measure=Measure((figure("decision"),)),
        first=date(2019, 1, 1), last=date(2019, 3, 31), value=7, source=f"Báo cáo {tag}",
    )  # fmt: skip
    office.period_report = reports.begin_report(
        by=by, organization=office.organization, layout=office.layout, content=office.layout.content,
        first=date(2026, 1, 1), last=date(2026, 3, 31), cutoff=date(2026, 3, 31), label=f"quý I {tag}",
    )  # fmt: skip
    office.reporting_rule = reports.add_reporting_rule(
        by=by, organization=office.organization, kind="quarter", effective_from=date(2026, 1, 1), due=5,
        source=f"Công văn {tag}",
    )  # fmt: skip
    office.submission = reports.open_submission(
        by=by, organization=office.organization, period=quarter(2026, 1), day=date(2026, 4, 1)
    )
    reports.write_submission(office.submission, by=by, version=1, done=f"Đã làm {tag}")
    office.analysis = SavedAnalysis.objects.create(
        name=f"Phân tích {tag}", fact="subject", rows="activity", columns="result", shared=True, by=by,
        organization=office.organization,
    )  # fmt: skip
    office.rating = Rating.objects.create(
        year=2025,
        grade=Grade.GOOD,
        subject_kind=SubjectKind.MEMBER,
        subject_member=office.member,
        path=office.organization.path,
        level=office.organization.level,
    )
    office.event = MemberEvent.objects.create(
        member=office.member, kind="stay", day=date(2024, 1, 5), until=date(2024, 6, 30), ended=date(2024, 6, 1),
        place=f"Nơi tạm {tag}", by=by,
    )  # fmt: skip
    office.post = Post.objects.create(member=office.member, office=f"Tổ trưởng {tag}", ended=date(2001, 1, 1))
    office.number = SubjectNumber.objects.create(subject=office.subject, column="finance_lost", value=3)
    office.reorganization = Reorganization.objects.create(number=f"80-QĐ/{tag}", day=date(2026, 6, 1), title=tag)
    ReorganizationAct.objects.create(  # it says what holds already, so that the tree stays what it is
        reorganization=office.reorganization, order=1, kind="retype", organization=office.organization,
        new_type=office.organization.type,
    )  # fmt: skip
    office.staff = StaffMember.objects.create(
        organization=office.organization, path=office.organization.path, level=office.organization.level,
        name=f"Cán bộ {tag}", post="head", since=date(2026, 1, 5),
    )  # fmt: skip
    office.training = Training.objects.create(staff_member=office.staff, code="master", day=date(2026, 6, 1), note=tag)
    office.job = Job.objects.create(
        kind="briefings", title=f"Báo cáo giao ban {tag}", organization=office.organization, period="2026-Q1", by=by,
        asked_key=tag, asked=timezone.now(),
    )  # fmt: skip
    office.job_file = JobFile.objects.create(
        job=office.job, name=f"giao-ban-{tag}.docx", key=f"{office.job.pk:032}", content_type="", size=1, sha256=""
    )
    office.imported, office.import_draft = (
        Import.objects.create(
            by=by, organization=office.organization, file_name=f"{state}-{tag}.xlsx", state=state,
            brought=timezone.now(), written=written, rights=rights_of(by),
        )
        for state, written in (("done", timezone.now()), ("draft", None))
    )  # fmt: skip

    _write_briefing(office, by, tag)


SPANS = ("now", "previous", "last_year")


def _hardly_anything(tag):
    """The content of a frozen briefing with one table of one row."""
    row = ["Cuộc", *({"value": 0, "fact": "inspection", "where": {}, "span": span} for span in SPANS)]
    row.insert(3, "không đổi")
    columns = ["Chỉ tiêu", "Kỳ này", "Kỳ trước", "Tăng, giảm", "Cùng kỳ"]
    table = {"table": "Các chỉ tiêu chính", "columns": columns, "rows": [row], "note": ""}
    said = dict.fromkeys(("title", "subtitle", "scope", "issuer", "superior"), f"Báo cáo {tag}")
    days = ("2025-01-01", "2025-03-20")
    return said | {
        "format": 1,
        "spans": dict.fromkeys(SPANS, days),
        "sections": [{"title": "Kết quả chung", "blocks": [table]}],
    }


def _write_briefing(office, by, tag):
    """A briefing whose figures are frozen, with almost nothing in them: composing them takes its time."""
    office.briefing = Briefing.objects.create(
        organization=office.organization, first=date(2025, 1, 1), last=date(2025, 3, 31), cutoff=date(2025, 3, 20),
        chair=f"Chủ trì {tag}", author=by, state="frozen", frozen=_hardly_anything(tag),
        counted={"rows": [], "left_out": {}}, frozen_at=datetime(2025, 3, 20, 9, tzinfo=UTC), frozen_by=by,
        head_sequence=1, head_hash="0" * 64, content_hash="0" * 64,
    )  # fmt: skip
    office.conclusion = Conclusion.objects.create(
        briefing=office.briefing, number=1, text=f"Kết luận {tag}", owner_organization=office.organization,
        first_due=date(2130, 1, 31), due=date(2130, 1, 31),
    )  # fmt: skip


def write_one_more(cast, number):
    """A new unit of the cast's office with its member, and one record more of every kind."""
    code = f"X{number}"
    organization = establish(code, cast.at(OWN).organization, "base")
    cast.offices[code] = SimpleNamespace(
        organization=organization,
        member=admit(f"M-{code}", _called("Nguyễn Văn", code), organization, seat="base"),
        body=Body.COMMITTEE,
    )
    _write_records(cast, code)
    del cast.offices[code]
