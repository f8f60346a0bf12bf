"""Inspection and supervision: the committees' and cells' block, then the commissions' block."""

from inspections.choices import SUPERVISIONS, Activity, Result
from reports.actors import COMMISSION_BLOCK, COMMITTEE_BLOCK, expected_actors
from reports.blocks import Section
from reports.figures import figure
from reports.sections.wording import (
    MEMBERS,
    ORGANIZATIONS,
    acting,
    by_actor,
    by_value,
    changed,
    compared,
    organizations_and_members,
)

NO_RESULT = ("", "chưa ghi kết quả")
RESULTS = (*Result.choices, NO_RESULT)

ALWAYS_BY_COMMITTEES = (Activity.COMPLIANCE, Activity.THEMATIC)
ALWAYS_BY_COMMISSIONS = (Activity.VIOLATION, Activity.DUTY, Activity.THEMATIC)


def committees(counts):
    """What committees, their advisory bodies and cells inspected and supervised."""
    part = Section("Công tác kiểm tra, giám sát của cấp ủy, chi bộ")
    return _fill(part, counts, "Cấp ủy, chi bộ", COMMITTEE_BLOCK, ALWAYS_BY_COMMITTEES)


def commissions(counts):
    """What inspection commissions inspected and supervised."""
    part = Section("Công tác kiểm tra, giám sát của ủy ban kiểm tra các cấp")
    _fill(part, counts, "Ủy ban kiểm tra", COMMISSION_BLOCK, ALWAYS_BY_COMMISSIONS)
    part.say(
        "Số liệu mục này và mục trước là hai khối riêng, không trùng nhau; tổng toàn đảng bộ là tổng của hai khối: "
        "{} được kiểm tra, giám sát trong {} cuộc.",
        organizations_and_members(counts, figure("subject")),
        counts.number(figure("inspection")),
    )
    return part


def _fill(part, counts, name, block, always):
    bodies = frozenset(body for actor in block for body in actor.bodies)
    for activity in Activity:
        done = figure("subject", activity=activity, body=bodies)
        if activity in always or counts.value(done):
            _activity(part, counts, activity, done, block)
    _in_progress(part, counts, bodies)
    part.show(
        f"{name}: theo loại và kết quả",
        ("Loại", "Cuộc", "Tổ chức đảng", "Đảng viên", *[label for _, label in Result.choices], "Chưa ghi"),
        [_row(counts, activity, bodies) for activity in Activity if _any(counts, activity, bodies)],
    )
    return part


def _activity(part, counts, activity, done, block):
    verb = "giám sát" if activity in SUPERVISIONS else "kiểm tra"
    part.say("{}: đã {} {}.", activity.label, verb, organizations_and_members(counts, done))
    actors = acting(counts, done, block, expected_actors(counts.organization, block))
    if actors:
        part.say("Trong đó: {}.", by_actor(counts, done, actors, verb))
    for subject, unit in ((ORGANIZATIONS, "tổ chức đảng"), (MEMBERS, "đảng viên")):
        of_unit = done.of(subject=subject)
        if counts.value(of_unit):
            part.say("Kết quả đối với {}: {}.", unit, by_value(counts, of_unit, "result", RESULTS))
    if changed(counts, done):
        part.say(
            "So sánh: {}; {}.",
            compared(counts, done.of(subject=ORGANIZATIONS), f"tổ chức đảng được {verb}"),
            compared(counts, done.of(subject=MEMBERS), f"đảng viên được {verb}"),
        )


def _in_progress(part, counts, bodies):
    running = figure("inspection_in_progress", body=bodies)
    part.say(
        "Đến hết ngày cuối kỳ còn {} cuộc đang tiến hành, chưa kết luận, đối với {}.",
        counts.number(running),
        organizations_and_members(counts, figure("subject_in_progress", body=bodies)),
    )


def _any(counts, activity, bodies):
    return counts.value(figure("inspection", activity=activity, body=bodies))


def _row(counts, activity, bodies):
    done = figure("subject", activity=activity, body=bodies)
    return (
        activity.label,
        counts.number(figure("inspection", activity=activity, body=bodies)),
        counts.number(done.of(subject=ORGANIZATIONS)),
        counts.number(done.of(subject=MEMBERS)),
        *[counts.number(done.of(result=result)) for result, _ in RESULTS],
    )
