"""The team of an inspection, and who may neither be on it nor see it (hồi tránh)."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import history
from accounts.choices import Act
from inspections.actions.rows import locked, save, save_next_version
from inspections.choices import TeamRole
from inspections.models import Inspection, Recusal, TeamMember
from inspections.models.inspections import concerning
from inspections.states import OVER
from members.models import Member


@dataclass(frozen=True)
class TeamEntry:
    """A person as put on a team."""

    member: Member
    role: str
    task: str = ""


@transaction.atomic
def set_team(inspection, *, by, version, entries, reason=""):
    """Make the team exactly these people. Raises ValidationError for who is concerned, entered twice, a second head."""
    inspection = locked(inspection, version)
    if inspection.state in OVER:
        raise ValidationError("Cuộc đã kết thúc, không đổi đoàn được nữa.", code="over")
    _require_one_of_each(entries)
    for entry in entries:
        _require_unconcerned(inspection, entry.member)
    before = _in_words(inspection)
    inspection.team.all().delete()
    for entry in entries:
        save(TeamMember(inspection=inspection, member=entry.member, role=entry.role, task=entry.task))
    save_next_version(inspection)
    history.record(
        by=by, act=Act.UPDATE, obj=inspection, before=before, after=_in_words(inspection), reason=reason,
        summary="Lập đoàn",
    )  # fmt: skip
    return inspection


@transaction.atomic
def recuse(inspection, *, by, member, reason):
    """Name a person as related: they may neither be on the team nor open the inspection any more."""
    inspection = locked(inspection, None)
    if inspection.team.filter(member=member).exists():
        raise ValidationError({"member": f"{member} đang ở trong đoàn. Hãy đưa ra khỏi đoàn trước."}, code="on_team")
    recusal = save(Recusal(inspection=inspection, member=member, reason=reason))
    history.record(by=by, act=Act.UPDATE, obj=inspection, reason=reason, summary=f"Ghi người phải hồi tránh: {member}")
    return recusal


@transaction.atomic
def lift_recusal(recusal, *, by, reason):
    """Take back that a person was named as related; the history keeps both."""
    inspection = locked(recusal.inspection, None)
    Recusal.objects.filter(pk=recusal.pk).delete()
    summary = f"Bỏ ghi người phải hồi tránh: {recusal.member}"
    history.record(by=by, act=Act.UPDATE, obj=inspection, reason=reason, summary=summary)
    return inspection


def deny(inspection_id, *, by):
    """Record that somebody who is concerned by an inspection asked to open it."""
    with transaction.atomic():
        history.record(
            by=by, act=Act.DENY, obj=Inspection.objects.get(pk=inspection_id), summary="Người phải hồi tránh"
        )


def require_unconcerned_team(inspection):
    """Who is on the team stays unconcerned when subjects are added."""
    for person in inspection.team.select_related("member__organization"):
        _require_unconcerned(inspection, person.member)


def _require_unconcerned(inspection, member):
    if inspection.pk not in concerning(member):
        return
    if inspection.recusals.filter(member=member).exists():
        why = "đã được ghi là người có liên quan"
    elif inspection.subjects.filter(subject_member=member).exists():
        why = "là đối tượng của cuộc này"
    else:
        why = "sinh hoạt cùng chi bộ với đối tượng"
    raise ValidationError(f"{member} không được tham gia đoàn: {why}. Hãy chọn người khác.", code="concerned")


def _require_one_of_each(entries):
    members = [entry.member for entry in entries]
    for member in {member for member in members if members.count(member) > 1}:
        raise ValidationError(f"{member} được nhập hai lần. Mỗi người chỉ có một dòng.", code="twice")
    if sum(entry.role == TeamRole.HEAD for entry in entries) > 1:
        raise ValidationError("Đoàn chỉ có một trưởng đoàn.", code="two_heads")


def _in_words(inspection):
    people = inspection.team.select_related("member").order_by("pk")
    return {"đoàn": "; ".join(f"{person.member} ({person.member.card_number}): {person.get_role_display()}" +
                              (f", {person.task}" if person.task else "") for person in people)}  # fmt: skip
