"""Events of a member in words, as far as their reader may see."""

from core.text import short_date
from members.choices import MemberEventKind
from members.permissions import can_read_structure

ELSEWHERE = "tổ chức ngoài phạm vi được xem"


def words_of(event, user):
    """From where, to where, until when and why."""
    until = f"đến hết ngày {short_date(event.until)}" if event.until else ""
    ended = f"đã trở về ngày {short_date(event.ended)}" if event.ended else ""
    return "; ".join(filter(None, (_came(event, user), _went(event, user), until, ended, event.note)))


def named(organization, user):
    """With its code, for cells of different communes have the same names; out of the user's sight it is not named."""
    return f"{organization.name} ({organization.code})" if can_read_structure(user, organization) else ELSEWHERE


def _came(event, user):
    if event.kind == MemberEventKind.RECEIVED and event.place:
        return f"từ {event.place}"
    said = "từ" if event.to_organization_id or event.place else "sinh hoạt tại"
    return f"{said} {named(event.from_organization, user)}" if event.from_organization_id else ""


def _went(event, user):
    if event.to_organization_id:
        return f"đến {named(event.to_organization, user)}"
    return f"đến {event.place}" if event.place and event.kind != MemberEventKind.RECEIVED else ""
