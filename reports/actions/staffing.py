"""Writes about who works for the inspection commissions."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import history
from accounts.choices import Act
from inspections.actions.rows import assign, locked, save, save_next_version, set_codes
from members.models import actor_position
from reports.models import StaffMember, Training


@transaction.atomic
def add_staff(*, by, qualifications=(), reason="", **values):
    """Write down a person of a commission, at the place and level of its organization."""
    person = StaffMember(**values)
    assign(person, actor_position(person.organization, person.until))
    save(person)
    set_codes(person.qualifications, qualifications)
    history.record(by=by, act=Act.CREATE, obj=person, after=_told(person), reason=reason)
    return person


@transaction.atomic
def update_staff(person, *, by, version, qualifications=(), reason="", **values):
    """Change what was written, unless somebody else has since the given version."""
    person = locked(person, version)
    before, placed = _told(person), (person.organization_id, person.until)
    assign(person, values)
    if (person.organization_id, person.until) != placed:
        assign(person, actor_position(person.organization, person.until))
    save_next_version(person)
    set_codes(person.qualifications, qualifications)
    history.record(by=by, act=Act.UPDATE, obj=person, before=before, after=_told(person), reason=reason)
    return person


@transaction.atomic
def record_training(person, *, by, code, day, note=""):
    """A training that the person finished while in the commission."""
    if day < person.since or (person.until and day > person.until):
        raise ValidationError({"day": "Ngày này người đó chưa vào hoặc đã thôi làm ở ủy ban kiểm tra."})
    training = save(Training(staff_member=person, code=code, day=day, note=note))
    history.record(by=by, act=Act.CREATE, obj=training, after=history.snapshot(training))
    return training


def _told(person):
    codes = person.qualifications.order_by("code").values_list("code", flat=True) if person.pk else ()
    return history.snapshot(person) | {"trình độ": "; ".join(codes)}
