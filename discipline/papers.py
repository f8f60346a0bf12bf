"""The decision of discipline as a Word file, filled from the record: nothing is typed twice."""

import re
from pathlib import Path

from core.document import fill
from core.text import short_date, vietnamese_date
from discipline import effect
from discipline.choices import Form
from discipline.restrictions import standing_then
from inspections.papers import AUTHORITIES, DOTS, Paper, body_name, issuer_lines
from inspections.regulations import DECISION
from members.choices import Body, SubjectKind

NO_RULE = "theo quy định"


def write(decision, rulebook) -> bytes:
    """The document as bytes of a .docx file."""
    return fill(PAPER.template, context(decision, rulebook))


def file_name(decision) -> str:
    stem = re.sub(r"[^\w-]+", "-", f"Quyết định kỷ luật {decision.number}", flags=re.UNICODE).strip("-")
    return f"{stem[:120]}.docx"


def context(decision, rulebook) -> dict:
    """What a template may use: see docs/documents.md."""
    body = Body(decision.body)
    superior, issuer = issuer_lines(decision.organization, body)
    authority, post = AUTHORITIES[body]
    acting = body_name(decision.organization, body)
    return {
        "superior": superior,
        "issuer": issuer,
        "number": f"Số {decision.number}",
        "place_and_date": f"{decision.place or DOTS}, {vietnamese_date(decision.decided)}",
        "authority": authority,
        "post": (decision.signer_post or post).upper(),
        "signer": decision.signer or DOTS,
        "body_name": acting,
        "organization": decision.organization.name,
        "is_cell": body == Body.CELL,
        "form": decision.get_form_display().lower(),
        "is_expulsion": decision.form in (Form.EXPULSION, Form.DISSOLUTION),
        "window": _window(decision, rulebook),
        "effective": _effective(decision, rulebook),
        "lapse": _lapse(decision, rulebook),
        "recipients": ["Như Điều 3,", "Cấp ủy, ủy ban kiểm tra cấp trên (để báo cáo),", "Lưu hồ sơ."],
        **_subject(decision, acting),
        **_grounds(decision),
    }


def _subject(decision, acting):
    member = decision.subject_member
    if decision.subject_kind == SubjectKind.ORGANIZATION:
        return {"subject": str(decision.subject_organization), "subject_details": "", "subject_unit": ""}
    offices = [post.office for post in member.posts.all() if post.office and post.in_force(decision.decided)]
    details = [
        f"sinh ngày {short_date(member.born)}" if member.born else "",
        f"số thẻ đảng viên {member.card_number}",
        "đảng viên dự bị" if decision.probationary else "",
        *offices,
        f"sinh hoạt tại {member.organization.name}",
    ]
    return {
        "subject": f"đồng chí {member.name}",
        "subject_details": "; ".join(part for part in details if part),
        "subject_unit": member.organization.name if member.organization.name != acting else "",
    }


def _grounds(decision):
    row = decision.case_subject
    violations = list(row.violations.all()) if row else []
    votes = [vote for vote in row.votes.all() if vote.voided is None] if row else []
    vote = votes[-1] if votes else None
    groups = "; ".join(group.get_code_display() for group in decision.groups.all())
    return {
        "violations": [_violation(one) for one in violations] or [groups or DOTS],
        "groups": groups,
        "heard": short_date(row.heard) if row and row.heard else "",
        "vote": f"ngày {short_date(vote.day)} của {vote.by_body}" if vote else "",
        "source": (decision.inspection and f"kết quả kiểm tra theo Quyết định số {decision.inspection.number}") or "",
    }


def _violation(one):
    span = short_date(one.begun)
    if one.ended:
        span = f"từ {span} đến {short_date(one.ended)}"
    return f"{one.description} ({span})"


def _window(decision, rulebook):
    told = effect.appeal_until(rulebook, handed_over=None, decided=decision.decided)
    return f"{told.rule['value']} ngày" if told else NO_RULE


def _effective(decision, rulebook):
    told = effect.effective(
        rulebook, body=decision.body, signed=decision.decided, announced=decision.announced or decision.decided
    )
    starts = {"signed": "ngày ký", "announced": "ngày công bố"}
    return starts[told.rule["start"]] if told else "ngày công bố"


def _lapse(decision, rulebook):
    """Months after which the decision lapses by itself; nothing where it doesn't."""
    told = effect.lapses(
        rulebook, standing=standing_then(decision), form=decision.form, signed=decision.decided,
        announced=decision.decided, effective=decision.decided,
    )  # fmt: skip
    return f"{told.rule['value']} tháng" if told else ""


def invented() -> dict:
    """Facts of a decision that never was, with every name that a template may use: to try a template on."""
    texts = (
        "superior", "issuer", "number", "place_and_date", "authority", "post", "signer", "body_name", "organization",
        "form", "window", "effective", "lapse", "subject", "subject_details", "subject_unit", "groups", "heard",
        "vote", "source",
    )  # fmt: skip
    lists = {"violations": ["Vi phạm thử (01/01/2020)"], "recipients": ["Như trên,"]}
    return dict.fromkeys(texts, "thử") | lists | {"is_cell": False, "is_expulsion": False}


PAPER = Paper(
    "discipline",
    "Quyết định kỷ luật",
    DECISION,
    "number",
    "decided",
    folder=Path(__file__).parent / "documents",
    trial=invented,
)
