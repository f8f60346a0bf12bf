"""Two records of one person become one: everything that names the one names the other, and a trace stays.

References are found in the registry of models, so that a new one on any floor is not forgotten.
"""

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, UniqueConstraint

from accounts import history
from accounts.choices import Act
from discipline.actions.positions import refresh_everywhere
from inspections.actions.rows import save, save_next_version
from inspections.models import TeamMember
from inspections.models.inspections import concerning
from members import events
from members.choices import MemberStatus
from members.models import DistinctPair, Member, MemberEvent, Placement, Post, Rating, UserMember

STAYS = (DistinctPair, Placement)
"""What stays with the record that goes where both have it: it is about the record, not about the person."""
FILLED = ("born", "sex", "joined", "official_from")


@dataclass
class Plan:
    """What merging would do: rows to hand over by model, what stays, ratings to choose from, what stands against it."""

    kept: Member
    gone: Member
    moving: dict = field(default_factory=dict)
    staying: dict = field(default_factory=dict)
    ratings: list = field(default_factory=list)
    """(rating of the kept one, rating of the other) of one year."""
    faults: list = field(default_factory=list)


def plan_of(kept, gone, user) -> Plan:
    """The plan; what stands against it is named as far as the user may see it."""
    plan = Plan(kept, gone)
    if kept.pk == gone.pk:
        plan.faults.append("Hãy chọn hai hồ sơ khác nhau.")
    if kept.merged_into_id or gone.merged_into_id:
        plan.faults.append("Một trong hai hồ sơ đã được gộp.")
    for reference in references():
        _plan_rows(plan, reference, user)
    _look_into_teams(plan)
    return plan


def references():
    """Foreign keys to a member on any floor, hidden ones included."""
    related = Member._meta.get_fields(include_hidden=True)
    return [one.field for one in related if one.auto_created and not one.concrete and one.related_model]


@transaction.atomic
def merge(kept, gone, *, by, reason, ratings=None):
    """Hand everything of `gone` over to `kept`; `ratings` are the keys of those to keep where one year has two.

    The other record stays, out of all lists, and its address leads to the kept one.
    """
    locked = Member.objects.select_for_update(of=("self",)).order_by("pk").in_bulk([kept.pk, gone.pk])
    kept, gone = locked[kept.pk], locked[gone.pk]
    if not reason.strip():
        raise ValidationError({"reason": "Chưa ghi căn cứ gộp hồ sơ."}, code="no_reason")
    plan = plan_of(kept, gone, by)
    if plan.faults:
        raise ValidationError(plan.faults, code="cannot_merge")
    before = {member.pk: history.snapshot(member) for member in (kept, gone)}
    dropped = _settle_ratings(plan, ratings or {}, by)
    moved = _hand_over(plan)
    _fill(kept, gone)
    gone.merged_into, gone.status = kept, MemberStatus.MERGED
    for member in (kept, gone):
        save_next_version(member)
    refresh_everywhere(member_ids={kept.pk})
    _record(kept, gone, before, moved | dropped, by, reason)
    return kept


@transaction.atomic
def tell_apart(first, second, *, by, reason):
    """Two records that look alike are of two persons: the list of pairs leaves them out from now on."""
    first, second = sorted((first, second), key=lambda member: member.pk)
    if not reason.strip():
        raise ValidationError({"reason": "Chưa ghi căn cứ."}, code="no_reason")
    pair = save(DistinctPair(first=first, second=second, by=by, reason=reason.strip()))
    history.record(by=by, act=Act.CREATE, obj=pair, after=history.snapshot(pair), reason=reason)
    return pair


# ------------------------------------------------------------------------------------------------------------ planning


def _plan_rows(plan, reference, user):
    rows = reference.model._base_manager.filter(**{reference.name: plan.gone})
    doubled = _doubled(reference, plan)
    plan.moving[reference] = [key for key in rows.order_by("pk").values_list("pk", flat=True) if key not in doubled]
    if not doubled:
        return
    if reference.model is Rating:
        plan.ratings = _pairs_of_ratings(plan)
    elif reference.model in (*STAYS, Post):
        plan.staying[reference] = sorted(doubled)
    else:
        plan.faults += [_fault(row, user) for row in reference.model._base_manager.filter(pk__in=doubled)[:20]]


def _fault(row, user):
    """Where both records are named at once; of what the user may not see only that there is something."""
    name = row._meta.verbose_name
    if isinstance(row, UserMember):
        return "Hai hồ sơ đang gắn với hai người dùng. Hãy nhờ quản trị hệ thống bỏ một liên kết trước khi gộp."
    if not seen(type(row), user).filter(pk=row.pk).exists():
        return "Cả hai hồ sơ cùng có trong một hồ sơ ngoài phạm vi được xem, nên chưa gộp được."
    told = next((getattr(row, of) for of in ("case", "inspection", "item") if hasattr(row, of)), row)
    return f"Cả hai hồ sơ cùng có trong {name} của “{told}”. Hãy sửa ở đó trước khi gộp."


def seen(model, user):
    """The rows of a kind that the user may see; none where nobody sees such rows by themselves."""
    rows = model._default_manager.all()
    return rows.visible_to(user) if hasattr(rows, "visible_to") else rows.none()


def counts(member, user):
    """{kind of row: how many of the user's rows name the member}."""
    found = {}
    for reference in references():
        number = seen(reference.model, user).filter(**{reference.name: member}).order_by().count()
        name = reference.model._meta.verbose_name
        found[name] = found.get(name, 0) + number
    return found


def _doubled(reference, plan):
    """Keys of rows of the one that goes which the database would refuse beside a row of the kept one."""
    found = set()
    for names, condition in _uniques(reference):
        rows = reference.model._base_manager.filter(condition).order_by()
        taken = set(rows.filter(**{reference.name: plan.kept}).values_list(*names)) if names else None
        own = rows.filter(**{reference.name: plan.gone})
        if names:
            found |= {row[0] for row in own.values_list("pk", *names) if row[1:] in taken and None not in row[1:]}
        elif rows.filter(**{reference.name: plan.kept}).exists():
            found |= set(own.values_list("pk", flat=True))
    found |= _same_posts(plan) if reference.model is Post else set()
    return found | (_same_days(plan) if reference.model is Placement else set())


def _uniques(reference):
    """(the other columns, condition) of each rule by which a member is named once."""
    if reference.unique:
        yield (), Q()
    for rule in reference.model._meta.constraints:
        if isinstance(rule, UniqueConstraint) and reference.name in rule.fields:
            yield tuple(name for name in rule.fields if name != reference.name), rule.condition or Q()


def _same_posts(plan):
    names = ("seat", "office", "managed_by", "started", "ended")
    taken = set(plan.kept.posts.order_by().values_list(*names))
    return {row[0] for row in plan.gone.posts.order_by().values_list("pk", *names) if row[1:] in taken}


def _same_days(plan):
    """Placements on days on which the kept record has its own: nobody is in two cells.

    What merges led on to stays with the placement that somebody wrote.
    """
    own = [_days(row) for row in plan.kept.placements.all()]
    runs = []
    for row in plan.gone.placements.order_by(F("valid_from").asc(nulls_first=True), "pk"):
        runs.append([row]) if row.act_id is None or not runs else runs[-1].append(row)
    return {row.pk for run in runs if any(_overlap(row, own) for row in run) for row in run}


def _overlap(row, own):
    first, last = _days(row)
    return any(first <= until and since <= last for since, until in own)


def _days(row):
    return row.valid_from or date.min, row.valid_until or date.max


def _pairs_of_ratings(plan):
    own = {row.year: row for row in Rating.objects.filter(subject_member=plan.gone)}
    rows = Rating.objects.filter(subject_member=plan.kept, year__in=own).order_by("year")
    return [(row, own[row.year]) for row in rows]


def _look_into_teams(plan):
    """Nobody stays on the team of an inspection that concerns them once the two are one."""
    for member, other in ((plan.kept, plan.gone), (plan.gone, plan.kept)):
        rows = TeamMember.objects.filter(member=member, inspection__in=concerning(other)).select_related("inspection")
        plan.faults += [
            f"Hồ sơ {member.card_number} là thành viên đoàn của “{row.inspection}”, nơi hồ sơ kia là đối tượng hoặc "
            "người có liên quan."
            for row in rows
        ]


# ------------------------------------------------------------------------------------------------------------- writing


def _settle_ratings(plan, chosen, by):
    """Of two ratings of a year the chosen one stays; the other goes, and the history keeps it."""
    dropped = []
    for kept, other in plan.ratings:
        if kept.grade != other.grade and chosen.get(kept.year) not in (kept.pk, other.pk):
            raise ValidationError(f"Hãy chọn mức xếp loại năm {kept.year}.", code="no_rating")
        going = kept if chosen.get(kept.year) == other.pk else other
        history.record(by=by, act=Act.VOID, obj=going, before=history.snapshot(going), summary="Gộp hồ sơ trùng")
        dropped.append(str(going))
        going.delete()
        if going is kept:
            Rating.objects.filter(pk=other.pk).update(subject_member=plan.kept)
    return {"xếp loại bỏ do trùng năm": dropped} if dropped else {}


def _hand_over(plan):
    """Each kind of row in one statement; the keys, for the trace."""
    moved = {}
    for reference, keys in plan.moving.items():
        if keys:
            reference.model._base_manager.filter(pk__in=keys).update(**{reference.name: plan.kept})
            moved[f"{reference.model._meta.verbose_name} ({reference.verbose_name})"] = keys
    MemberEvent.objects.filter(pk__in=_keys_of(plan, MemberEvent)).update(undo={})  # it tells of the other's columns
    for reference, keys in plan.staying.items():
        moved[f"{reference.model._meta.verbose_name} giữ ở hồ sơ đã gộp"] = keys
    return moved


def _keys_of(plan, model):
    return [key for reference, keys in plan.moving.items() if reference.model is model for key in keys]


def _fill(kept, gone):
    """What the kept record does not know, the other tells."""
    for name in FILLED:
        if not getattr(kept, name):
            setattr(kept, name, getattr(gone, name))
    if kept.joined and kept.official_from and kept.official_from < kept.joined:
        kept.official_from = None
    events.rekey(kept)


def _record(kept, gone, before, moved, by, reason):
    for member, other, words in ((kept, gone, "Nhận từ hồ sơ"), (gone, kept, "Gộp vào hồ sơ")):
        told = {f"{words} {other} (thẻ {other.card_number})": moved} if member is kept else {}
        history.record(
            by=by, act=Act.UPDATE if member is kept else Act.VOID, obj=member, before=before[member.pk],
            after=history.snapshot(member) | told, reason=reason,
            summary=f"{words} {other} (thẻ {other.card_number})",
        )  # fmt: skip
