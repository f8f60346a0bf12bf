"""The notice of the conclusions of a briefing (Thông báo kết luận giao ban) as a Word file.

Layout of party documents: 05-HD/VPTW of 2026 [S]. A cell issues no notices (66-QĐ/TW of 2017, article 9 [C]).
"""

from core.document import fill
from core.text import short_date, vietnamese_date
from inspections.papers import DOTS, Paper, committee_name, issuer_lines
from inspections.regulations import CONCLUSION, abbreviation_of, conclusion_type
from members.choices import Body, OrganizationType
from reports.choices import FROZEN_BRIEFING_STATES
from reports.outputs.word import FOLDER

NO_DAY = "ngày …… tháng …… năm ……"


def is_issued(briefing):
    """Whether a notice can be written: the figures are frozen, and the organization is one that issues notices."""
    kind = OrganizationType(briefing.organization.type)
    return briefing.state in FROZEN_BRIEFING_STATES and conclusion_type(kind) == CONCLUSION


def render(briefing) -> bytes:
    """The notice as bytes of a .docx file."""
    return fill(PAPER.template, context(briefing))


def context(briefing):
    """What the template may use: see docs/documents.md."""
    organization = briefing.organization
    superior, issuer = issuer_lines(organization, Body.COMMITTEE)
    abbreviation = abbreviation_of(OrganizationType(organization.type), Body.COMMITTEE) or DOTS
    rows = briefing.conclusions.select_related("owner_organization", "owner_user").order_by("number")
    return {
        "superior": superior,
        "issuer": issuer,
        "number": f"Số {DOTS}-{CONCLUSION}/{abbreviation}",
        "place_and_date": f"{DOTS}, {NO_DAY}",
        "committee": committee_name(organization),
        "chair": briefing.chair or DOTS,
        "chair_post": briefing.chair_post or DOTS,
        "period": _in_sentence(briefing.period.label),
        "cutoff": short_date(briefing.cutoff),
        "held": vietnamese_date(briefing.held) if briefing.held else NO_DAY,
        "place": briefing.place or DOTS,
        "participants": briefing.participants.splitlines(),
        **{name: getattr(briefing, name).splitlines() for name in ("done", "not_done", "causes", "measures")},
        "conclusions": [_conclusion(row) for row in rows],
        "authority": "T/L BAN THƯỜNG VỤ",
        "post": DOTS,
        "signer": DOTS,
        "recipients": ["Các đơn vị dự hội nghị (để thực hiện),", "Lưu Văn phòng."],
    }


def _in_sentence(label):
    """“quý III/2026”: a period inside a sentence."""
    return label[:1].lower() + label[1:]


def _conclusion(row):
    text = row.text.rstrip(". ")
    return {"text": text, "owner": row.owner, "due": short_date(row.due)}


def on_trial():
    """A notice of nothing, to try a new template on."""
    texts = (
        "superior", "issuer", "number", "place_and_date", "committee", "chair", "chair_post", "period", "cutoff",
        "held", "place", "authority", "post", "signer",
    )  # fmt: skip
    lists = ("participants", "done", "not_done", "causes", "measures", "recipients")
    conclusion = {"text": DOTS, "owner": DOTS, "due": DOTS}
    return dict.fromkeys(texts, DOTS) | {name: [DOTS] for name in lists} | {"conclusions": [conclusion]}


PAPER = Paper("briefing-notice", "Thông báo kết luận giao ban", folder=FOLDER, trial=on_trial)
