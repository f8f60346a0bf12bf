"""The whole record of a member or an organization: all that is known of them as a subject, in the order of its days."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from core.text import short_date
from discipline.models import Appeal, CaseSubject, Decision, StrikeOff, Suspension
from discipline.restrictions import column_of, state_of
from inspections.models import Finding, Remedy, Subject
from members.choices import MemberEventKind
from members.models import Member, Rating
from members.permissions import can_read_structure
from members.telling import named, words_of

LIFE = "Đảng tịch, sinh hoạt"


@dataclass(frozen=True)
class Line:
    """One thing that happened; `year` alone where the day isn't known."""

    kind: str
    text: str
    day: date | None = None
    year: int = 0
    detail: str = ""
    url: str = ""
    in_force: bool = False

    @property
    def when(self):
        return short_date(self.day) if self.day else f"Năm {self.year}"

    @property
    def place(self):
        """Where it stands among the others: a year without a day comes after all its days."""
        return self.day or date(self.year, 12, 31)


def lines_of(subject, user, today) -> list[Line]:
    """All that the user may see about a subject, the newest first.

    Each kind is taken through its own rules of sight: what concerns the user, or lies outside their scope, is left out.
    """
    found = [line for lines in KINDS for line in lines(subject, user, today)]
    return sorted(found, key=lambda line: line.place, reverse=True)


def _rows(model, subject, user, of=""):
    return model.objects.visible_to(user).filter(**{f"{of}{column_of(subject)}": subject})


def _ratings(subject, user, today):
    for row in _rows(Rating, subject, user):
        yield Line("Xếp loại", row.get_grade_display(), year=row.year)


def _inspections(subject, user, today):
    for row in _rows(Subject, subject, user).select_related("inspection__organization"):
        inspection = row.inspection
        yield Line(
            "Kiểm tra, giám sát",
            str(inspection),
            inspection.act_date,
            detail=_joined(inspection.organization, inspection.get_state_display(), row.get_result_display()),
            url=reverse("inspection-detail", args=[inspection.pk]),
        )


def _findings(subject, user, today):
    rows = _rows(Finding, subject, user, "subject__").select_related("subject__inspection", "remedy")
    for row in rows:
        inspection = row.subject.inspection
        remedy = getattr(row, "remedy", None)
        page = reverse("remedy-detail", args=[remedy.pk]) if remedy else ""
        group = f"{row.group} – {row.get_group_display()}" if row.group else ""
        yield Line(
            "Khuyết điểm, vi phạm",
            row.description,
            inspection.act_date,
            detail=_joined(group, row.get_severity_display(), _remedied(remedy)),
            url=page or reverse("inspection-detail", args=[inspection.pk]),
        )


def _remedied(remedy):
    if remedy is None:
        return ""
    if remedy.done:
        return f"khắc phục xong ngày {short_date(remedy.done)}, {remedy.get_state_display().lower()}"
    due = f", hạn {short_date(remedy.due)}" if remedy.due else ""
    return f"{remedy.get_state_display().lower()}{due}"


def _remedies(subject, user, today):
    """What the subject was to put right of the findings about others; its own stand with the finding."""
    owner = {column_of(subject).replace("subject", "owner"): subject}
    rows = (
        Remedy.objects.visible_to(user).filter(**owner).exclude(**{f"finding__subject__{column_of(subject)}": subject})
    )
    for row in rows.select_related("finding__subject__inspection"):
        yield Line(
            "Khắc phục",
            row.requirement or row.finding.description,
            row.finding.subject.inspection.act_date,
            detail=_remedied(row),
            url=reverse("remedy-detail", args=[row.pk]),
        )


def _cases(subject, user, today):
    for row in _rows(CaseSubject, subject, user).select_related("case__organization"):
        outcome = _joined(row.get_outcome_display(), row.get_outcome_form_display())
        yield Line(
            "Vụ việc kỷ luật",
            row.case.title,
            row.case.opened,
            detail=_joined(row.case.organization, outcome or row.case.get_state_display()),
            url=reverse("case-detail", args=[row.case_id]),
        )


def _decisions(subject, user, today):
    rows = _rows(Decision, subject, user).select_related("organization")
    for row in rows.prefetch_related("groups", "changes"):
        state, page = state_of(row, today), reverse("decision-detail", args=[row.pk])
        groups = "; ".join(group.get_code_display() for group in row.groups.all())
        yield Line(
            "Quyết định kỷ luật",
            f"{row.get_form_display()} theo Quyết định {row.number}",
            row.decided,
            detail=_joined(row.organization, groups, *row.other_handling, state.words),
            url=page,
            in_force=state.in_force,
        )
        for change in row.changes.all():
            left = change.get_form_display() or "không còn hình thức kỷ luật"
            text = f"{change.get_kind_display()}, Quyết định {row.number}: {left[:1].lower()}{left[1:]}"
            yield Line("Thay đổi kỷ luật", text, change.day, detail=change.reason, url=page)


def _appeals(subject, user, today):
    for row in _rows(Appeal, subject, user, "decision__").select_related("organization", "decision"):
        resolved = f"{row.get_result_display()} ngày {short_date(row.resolved)}" if row.resolved else ""
        yield Line(
            "Khiếu nại",
            f"Đơn số {row.number} khiếu nại Quyết định {row.decision.number}",
            row.received,
            detail=_joined(row.organization, resolved or row.get_state_display()),
            url=reverse("appeal-detail", args=[row.pk]),
        )


def _suspensions(subject, user, today):
    for row in _rows(Suspension, subject, user):
        until = f"chấm dứt ngày {short_date(row.ended)}" if row.ended else f"đến hết ngày {short_date(row.until)}"
        yield Line(
            "Đình chỉ",
            f"{row.get_kind_display()} theo Quyết định {row.number}",
            row.since,
            detail=until,
            url=reverse("suspension-detail", args=[row.pk]),
        )


def _strike_offs(subject, user, today):
    if isinstance(subject, Member):
        for row in StrikeOff.objects.visible_to(user).filter(member=subject):
            page = reverse("strikeoff-detail", args=[row.pk])
            yield Line("Xóa tên", f"Quyết định {row.number}", row.decided, detail=row.reason, url=page)


def _events(subject, user, today):
    """What changed a member's standing or cell; what a decision brought about leads to it."""
    if not isinstance(subject, Member):
        return
    rows = subject.events.standing().select_related("from_organization", "to_organization", "decision", "strike_off")
    for row in rows:
        number = f" theo {row.number}" if row.number else ""
        detail, page = _joined(words_of(row, user), row.told), _page_of(row, user)
        yield Line(LIFE, f"{row.get_kind_display()}{number}", row.day, detail=detail, url=page)
        if row.ended:
            yield Line(LIFE, "Kết thúc sinh hoạt tạm thời", row.ended, url=page)
    yield from _beginnings(subject, {row.kind for row in rows})


def _page_of(event, user):
    """The decision behind an event, where the user may see it; else the member's own page."""
    for name in ("decision", "strike_off"):
        row = getattr(event, name, None)
        if row and type(row).objects.visible_to(user).filter(pk=row.pk).exists():
            return reverse(f"{row._meta.model_name}-detail", args=[row.pk])
    return f"{reverse('member-detail', args=[event.member_id])}#bien-dong"


def _beginnings(member, kinds):
    """Admission and recognition that no event tells of: the committees' books give their days alone."""
    page = reverse("member-detail", args=[member.pk])
    if member.joined and not kinds & {MemberEventKind.ADMITTED, MemberEventKind.READMITTED}:
        yield Line(LIFE, "Vào Đảng", member.joined, url=page)
    if member.official_from and MemberEventKind.RECOGNIZED not in kinds:
        yield Line(LIFE, "Chính thức", member.official_from, url=page)


def _placements(subject, user, today):
    """Cells since a day that is known: by reorganization or correction too, which are no event of the member."""
    if not isinstance(subject, Member):
        return
    for row in subject.placements.filter(valid_from__isnull=False).select_related("organization"):
        until = f"đến hết ngày {short_date(row.valid_until)}" if row.valid_until else "đến nay"
        seen = can_read_structure(user, row.organization)
        page = reverse("organization-detail", args=[row.organization_id]) if seen else ""
        yield Line("Nơi sinh hoạt", named(row.organization, user), row.valid_from, detail=until, url=page)


def _posts(subject, user, today):
    if not isinstance(subject, Member):
        return
    page = f"{reverse('member-detail', args=[subject.pk])}#chuc-vu"
    for row in subject.posts.all():
        seat = f"cấp ủy viên cấp {row.get_seat_display().lower()}" if row.seat else ""
        managed = f"diện cấp {row.get_managed_by_display().lower()} quản lý" if row.managed_by else ""
        if row.started:
            until = f"đến {short_date(row.ended)}" if row.ended else ""
            yield Line("Chức vụ", str(row), row.started, detail=_joined(seat, managed, until), url=page)
        if row.ended:
            yield Line("Chức vụ", f"Thôi giữ: {row}", row.ended, url=page)


def _joined(*parts):
    return "; ".join(str(part) for part in parts if part)


KINDS = (
    _events, _placements, _posts, _ratings, _inspections, _findings, _remedies, _cases, _decisions, _appeals,
    _suspensions, _strike_offs,
)  # fmt: skip
