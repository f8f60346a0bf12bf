"""Discipline: organizations and members, by form, deciding body, rank and group of violation."""

from discipline.choices import MEMBER_FORMS, ORGANIZATION_FORMS, Form, SuspensionKind
from inspections.choices import Content
from members.choices import Level
from reports.actors import EVERYONE
from reports.blocks import Section, listed, sentence
from reports.comparison import share
from reports.figures import figure
from reports.sections.wording import (
    MEMBERS,
    ORGANIZATIONS,
    acting,
    by_value,
    changed,
    compared,
    organizations_and_members,
)

DISCIPLINED = figure("decision")
FORMS = {ORGANIZATIONS: ORGANIZATION_FORMS, MEMBERS: MEMBER_FORMS}
UNITS = {ORGANIZATIONS: "tổ chức đảng", MEMBERS: "đảng viên"}


def section(counts):
    part = Section("Thi hành kỷ luật")
    part.say("Đã thi hành kỷ luật {}.", organizations_and_members(counts, DISCIPLINED))
    if changed(counts, DISCIPLINED):
        part.say(
            "So sánh: {}; {}.",
            compared(counts, DISCIPLINED.of(subject=ORGANIZATIONS), "tổ chức đảng bị kỷ luật"),
            compared(counts, DISCIPLINED.of(subject=MEMBERS), "đảng viên bị kỷ luật"),
        )
    for subject in (ORGANIZATIONS, MEMBERS):
        if counts.value(DISCIPLINED.of(subject=subject)):
            _unit(part, counts, subject)
    _rank(part, counts)
    _standing(part, counts)
    _apart(part, counts)
    _tables(part, counts)
    return part


def _unit(part, counts, subject):
    of_unit = DISCIPLINED.of(subject=subject)
    unit = UNITS[subject]
    part.say("Hình thức kỷ luật {}: {}.", unit, by_value(counts, of_unit, "form", Form.choices))
    deciding = acting(counts, of_unit, EVERYONE, ())
    part.say(
        "Thẩm quyền quyết định đối với {}: {}.",
        unit,
        listed([sentence("{} {}", actor.name, counts.number(actor.slice(of_unit))) for actor in deciding], ", "),
    )
    part.say(
        "Nội dung vi phạm của {}: {} (một quyết định có thể có nhiều nội dung).",
        unit,
        by_value(counts, figure("decision_group", subject=subject), "group", Content.choices),
    )


def _rank(part, counts):
    seated = DISCIPLINED.of(subject=MEMBERS, seat=Level.values)
    if counts.value(seated):
        part.say(
            "Trong số đảng viên bị kỷ luật có {} cấp ủy viên: {}.",
            counts.number(seated),
            by_value(counts, seated, "seat", [(level, f"cấp {label.lower()}") for level, label in Level.choices]),
        )


def _standing(part, counts):
    """What is in force at the end of the period, by the form that stands then, appeals considered."""
    in_force = figure("decision_in_force")
    if counts.value(in_force):
        part.say(
            "Đến cuối kỳ có {} quyết định kỷ luật đang có hiệu lực: {}.",
            counts.number(in_force),
            by_value(counts, in_force, "stands", Form.choices),
        )


def _apart(part, counts):
    """What is no discipline is told apart from it."""
    suspended, struck_off = figure("suspension"), figure("strike_off")
    if counts.value(suspended):
        part.say(
            "Đã quyết định đình chỉ {} trường hợp: {}.",
            counts.number(suspended),
            by_value(counts, suspended, "kind", SuspensionKind.choices),
        )
    if counts.value(struck_off):
        part.say(
            "Xóa tên trong danh sách đảng viên dự bị {} trường hợp (không phải hình thức kỷ luật).",
            counts.number(struck_off),
        )


def _tables(part, counts):
    actors = acting(counts, DISCIPLINED, EVERYONE, ())
    part.show(
        "Kỷ luật theo cấp quyết định và hình thức",
        ("Chủ thể quyết định", "Tổ chức đảng", "Đảng viên", *[label for _, label in Form.choices]),
        [_actor_row(counts, actor) for actor in actors],
    )
    total = counts.value(DISCIPLINED)
    part.show(
        "Kỷ luật theo nội dung vi phạm",
        ("Nội dung", "Tổ chức đảng", "Đảng viên", "Tỷ lệ trên số bị kỷ luật"),
        [
            _group_row(counts, code, label, total)
            for code, label in Content.choices
            if counts.value(figure("decision_group", group=code))
        ],
        note="Một quyết định có nhiều nội dung được tính ở từng nội dung, nên tổng tỷ lệ có thể vượt 100 %.",
    )


def _actor_row(counts, actor):
    decided = actor.slice(DISCIPLINED)
    return (
        actor.title,
        counts.number(decided.of(subject=ORGANIZATIONS)),
        counts.number(decided.of(subject=MEMBERS)),
        *[counts.number(decided.of(form=form)) for form in Form.values],
    )


def _group_row(counts, code, label, total):
    group = figure("decision_group", group=code)
    return (
        f"{code}. {label}",
        counts.number(group.of(subject=ORGANIZATIONS)),
        counts.number(group.of(subject=MEMBERS)),
        share(counts.value(group), total),
    )
