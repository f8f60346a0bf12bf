"""The documents that the program writes for the officer: which there are, and what their templates may use.

Everything comes from the record; what it doesn't know stays a row of dots for the office to fill in.
Layout: 05-HD/VPTW of 2026 [S], 36-HD/VPTW of 2018 [C].
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from core.document import fill
from core.text import capitalized, short_date, vietnamese_date
from inspections.choices import SUPERVISIONS, Activity, TeamRole
from inspections.regulations import CONCLUSION, DECISION, abbreviation_of
from members.choices import Body, OrganizationType

DOTS = "……"
SHIPPED = Path(__file__).parent / "documents"
REPLACED = "templates"


@dataclass(frozen=True)
class Paper:
    """A document: its name, the type in its number, the column that holds the number, its line in a dossier."""

    code: str
    label: str
    type: str = ""
    number: str = ""
    day: str = ""
    item: str = ""
    folder: Path = SHIPPED
    trial: Callable | None = None
    """Facts of something that never was, to try a new template on; without one, those of an inspection."""

    @property
    def template(self):
        """The office's own template, else the one that comes with the program."""
        own = replaced(self.code)
        return own if own.is_file() else self.folder / f"{self.code}.docx"


PAPERS = {
    paper.code: paper
    for paper in (
        Paper("decision", "Quyết định thành lập đoàn", DECISION, "number", "decided", "decision-plan"),
        Paper("plan", "Kế hoạch", "KH", "", "decided", "decision-plan"),
        Paper("outline", "Đề cương báo cáo", "", "", "decided", "outline"),
        Paper("minutes", "Biên bản triển khai", "", "", "started", "minutes-announce"),
        Paper("report", "Báo cáo kết quả", "BC", "", "", "report"),
        Paper("conclusion", "Thông báo kết luận", CONCLUSION, "conclusion_number", "concluded", "conclusion"),
    )
}


TEMPLATES = dict(PAPERS)
"""What an office may put a template of its own for; upper apps add theirs when they are ready."""


def replaced(code) -> Path:
    """Where an office's own template of a document lies."""
    return Path(settings.VAR_DIR) / REPLACED / f"{code}.docx"


def write(paper: Paper, inspection, **asked) -> bytes:
    """The document as bytes of a .docx file. `asked`: what the form asked for beside the record."""
    return fill(paper.template, context(paper, inspection, **asked))


def file_name(paper: Paper, inspection) -> str:
    number = getattr(inspection, paper.number) if paper.number else inspection.number
    stem = re.sub(r"[^\w-]+", "-", f"{paper.label} {number}".strip(), flags=re.UNICODE).strip("-")
    return f"{stem[:120]}.docx"


def context(paper, inspection, *, day=None, attendees="", recipients=()):
    """What a template may use: see docs/documents.md."""
    day = day or (getattr(inspection, paper.day) if paper.day else None)
    subjects = [_subject(row) for row in subjects_of(inspection)]
    team = [_person(person) for person in team_of(inspection)] or [NOBODY]
    return {
        **_letterhead(paper, inspection, day),
        **_words(inspection),
        **_dates(inspection),
        "abstract": _abstract(inspection, subjects),
        "content": inspection.content or _contents(subjects) or DOTS,
        "subjects": subjects,
        "subject_names": "; ".join(subject["name"] for subject in subjects),
        "team": team,
        "head": next((one["name"] for one in team if one["role"] == TeamRole.HEAD.label), DOTS),
        "findings": [finding for subject in subjects for finding in subject["findings"]],
        "remedies": [finding for subject in subjects for finding in subject["findings"] if finding["requirement"]],
        "attendees": [line.strip() for line in attendees.splitlines() if line.strip()] or [DOTS],
        "recipients": list(recipients) or _recipients(inspection),
    }


def subjects_of(inspection):
    rows = inspection.subjects.select_related("subject_organization", "subject_member__organization").order_by("pk")
    return rows.prefetch_related("contents", "findings__remedy", "subject_member__posts")


def team_of(inspection):
    order = list(TeamRole.values)
    people = inspection.team.select_related("member__organization").prefetch_related("member__posts")
    return sorted(people, key=lambda person: (order.index(person.role), person.pk))


# --------------------------------------------------------------------------------------------------- who issues it


COMMITTEE_NAMES = {"Đảng bộ huyện ": "Huyện ủy ", "Đảng bộ tỉnh ": "Tỉnh ủy ", "Đảng bộ thành phố ": "Thành ủy "}


def committee_name(organization):
    """The committee of an organization: "Huyện ủy Sông Lô" of "Đảng bộ huyện Sông Lô"; a cell keeps its name."""
    name = organization.name
    for lead, title in COMMITTEE_NAMES.items():
        if name.startswith(lead):
            return title + name.removeprefix(lead)
    return "Đảng ủy " + name.removeprefix("Đảng bộ ") if name.startswith("Đảng bộ ") else name


def issuer_lines(organization, body):
    """The two lines on the left of the letterhead: who stands above, and who issues; in capitals."""
    own = committee_name(organization)
    if body == Body.COMMISSION:
        return own.upper(), "ỦY BAN KIỂM TRA"
    if body == Body.ADVISORY:
        return own.upper(), DOTS
    above = organization.parent
    return (committee_name(above).upper() if above else "", own.upper())


AUTHORITIES = {
    Body.COMMITTEE: ("T/M BAN CHẤP HÀNH", "BÍ THƯ"),
    Body.STANDING: ("T/M BAN THƯỜNG VỤ", "BÍ THƯ"),
    Body.COMMISSION: ("T/M ỦY BAN KIỂM TRA", "CHỦ NHIỆM"),
    Body.ADVISORY: ("", DOTS),
    Body.CELL: ("T/M CHI BỘ", "BÍ THƯ"),
}


def _letterhead(paper, inspection, day):
    organization, body = inspection.organization, Body(inspection.body)
    superior, issuer = issuer_lines(organization, body)
    authority, post = AUTHORITIES[body]
    return {
        "superior": superior,
        "issuer": issuer,
        "number": _number(paper, inspection),
        "place_and_date": f"{inspection.place or DOTS}, {vietnamese_date(day) if day else 'ngày …… tháng …… năm ……'}",
        "authority": authority,
        "post": (inspection.signer_post or post).upper(),
        "signer": inspection.signer or DOTS,
        "body_name": body_name(organization, body),
        "organization": organization.name,
    }


def _number(paper, inspection):
    if not paper.type:
        return ""
    given = getattr(inspection, paper.number) if paper.number else ""
    abbreviation = abbreviation_of(OrganizationType(inspection.organization.type), Body(inspection.body)) or DOTS
    return f"Số {given}" if given else f"Số {DOTS}-{paper.type}/{abbreviation}"


def body_name(organization, body):
    """Who acts, in a sentence: "Ban Thường vụ Huyện ủy Sông Lô"."""
    own = committee_name(organization)
    return {
        Body.COMMITTEE: own,
        Body.STANDING: f"Ban Thường vụ {own}",
        Body.COMMISSION: f"Ủy ban Kiểm tra {own}",
        Body.ADVISORY: f"Cơ quan tham mưu {own}",
        Body.CELL: own,
    }[body]


def _recipients(inspection):
    return [f"{body_name(inspection.organization, Body(inspection.body))} (để báo cáo),", "Như trên,", "Lưu hồ sơ."]


# -------------------------------------------------------------------------------------------------- what it is about

ACT_NAMES = {
    Activity.COMPLIANCE: "kiểm tra việc chấp hành Điều lệ Đảng, nghị quyết, chỉ thị, quy định của Đảng",
    Activity.VIOLATION: "kiểm tra khi có dấu hiệu vi phạm",
    Activity.DUTY: "kiểm tra việc thực hiện nhiệm vụ kiểm tra, giám sát",
    Activity.DISCIPLINE: "kiểm tra việc thi hành kỷ luật trong Đảng",
    Activity.FINANCE: "kiểm tra tài chính đảng",
    Activity.DUES: "kiểm tra việc thu, nộp, quản lý và sử dụng đảng phí",
    Activity.THEMATIC: "giám sát chuyên đề",
    Activity.ROUTINE: "giám sát thường xuyên",
    Activity.ASSETS: "xác minh tài sản, thu nhập",
}


def _words(inspection):
    """The words that differ between inspection, supervision and verification."""
    activity = Activity(inspection.activity)
    word = "giám sát" if activity in SUPERVISIONS else "xác minh" if activity == Activity.ASSETS else "kiểm tra"
    is_cell = inspection.body == Body.CELL
    return {
        "act": ACT_NAMES[activity],
        "act_word": word,
        "team_name": f"{'Tổ' if is_cell else 'Đoàn'} {word}",
        "self_report": f"báo cáo tự {word}" if word == "kiểm tra" else "báo cáo",
        "is_supervision": activity in SUPERVISIONS,
    }


def _dates(inspection):
    looked = [short_date(day) for day in (inspection.looked_from, inspection.looked_to) if day]
    item = inspection.programme_item
    return {
        "looked": f"từ {looked[0]} đến {looked[1]}" if len(looked) == 2 else DOTS,
        "decision_number": inspection.number or DOTS,
        "decided": vietnamese_date(inspection.decided) if inspection.decided else "ngày …… tháng …… năm ……",
        "started": short_date(inspection.started) or DOTS,
        "concluded": vietnamese_date(inspection.concluded) if inspection.concluded else "ngày …… tháng …… năm ……",
        "programme": f"Chương trình kiểm tra, giám sát {item.programme.span}" if item else "",
    }


def _abstract(inspection, subjects):
    names = "; ".join(subject["name"] for subject in subjects[:3]) or DOTS
    more = f" và {len(subjects) - 3} đối tượng khác" if len(subjects) > 3 else ""
    return f"{capitalized(_words(inspection)['act'])} đối với {names}{more}"


def _subject(row):
    member = row.subject_member
    return {
        "name": f"đồng chí {member.name}" if member else row.subject_organization.name,
        "plain_name": str(row.subject),
        "standing": _standing(row, member),
        "contents": "; ".join(content.get_code_display() for content in row.contents.all()) or DOTS,
        "result": row.get_result_display() or DOTS,
        "findings": [_finding(finding, row) for finding in row.findings.all()],
    }


def _standing(row, member):
    """Where a member belongs and what office they hold; of an organization its type."""
    if member is None:
        return row.get_organization_type_display()
    offices = [post.office for post in member.posts.all() if post.office and post.in_force(row.listed)]
    return "; ".join([*offices, member.organization.name])


def _finding(finding, row):
    remedy = getattr(finding, "remedy", None)
    return {
        "subject": str(row.subject),
        "description": finding.description,
        "severity": finding.get_severity_display(),
        "group": finding.get_group_display() if finding.group else "",
        "cause": finding.cause,
        "requirement": remedy.requirement if remedy else "",
        "due": short_date(remedy.due) if remedy and remedy.due else DOTS,
    }


def _contents(subjects):
    contents = dict.fromkeys(one for subject in subjects for one in subject["contents"].split("; ") if one != DOTS)
    return "; ".join(contents)


def _person(person):
    offices = [post.office for post in person.member.posts.all() if post.office and post.in_force(date.max)]
    return {
        "name": person.member.name,
        "standing": "; ".join([*offices, person.member.organization.name]),
        "role": person.get_role_display(),
        "task": person.task,
    }


NOBODY = {"name": DOTS, "standing": DOTS, "role": DOTS, "task": ""}
"""A row of dots, for a team that is not named yet."""


def invented():
    """Facts of an inspection that never was, with every name that a template may use: to try a template on."""
    finding = {
        "subject": "Chi bộ Thử nghiệm",
        "description": "Chưa ban hành quy chế làm việc",
        "severity": "Ít nghiêm trọng",
        "group": "Nội dung khác",
        "cause": "Chưa kịp thời",
        "requirement": "Ban hành quy chế làm việc",
        "due": "05/03/2030",
    }
    subject = {
        "name": "Chi bộ Thử nghiệm",
        "plain_name": "Chi bộ Thử nghiệm",
        "standing": "Chi bộ",
        "contents": "Quy chế làm việc",
        "result": "Có khuyết điểm",
        "findings": [finding],
    }
    person = {
        "name": "Nguyễn Văn Thử",
        "standing": "Chi bộ Văn phòng",
        "role": "Trưởng đoàn",
        "task": "Phụ trách chung",
    }
    texts = dict.fromkeys(FIELDS, "thử nghiệm")
    lists = {
        "subjects": [subject],
        "team": [person],
        "findings": [finding],
        "remedies": [finding],
        "attendees": ["Nguyễn Văn Thử"],
        "recipients": ["Như trên,"],
    }
    return texts | lists | {"is_supervision": False}


FIELDS = (
    "superior",
    "issuer",
    "number",
    "place_and_date",
    "authority",
    "post",
    "signer",
    "body_name",
    "organization",
    "act",
    "act_word",
    "team_name",
    "self_report",
    "looked",
    "decision_number",
    "decided",
    "started",
    "concluded",
    "programme",
    "abstract",
    "content",
    "subject_names",
    "head",
)
"""Texts that a template may use; docs/documents.md says what each holds."""
