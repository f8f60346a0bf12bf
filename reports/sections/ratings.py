"""Yearly ratings of the years that the period touches: base organizations and members."""

from members.choices import GOOD_OR_BETTER, Grade, Level
from reports.blocks import Section, listed, sentence
from reports.comparison import above, share
from reports.figures import figure
from reports.sections.programme import years_of
from reports.sections.wording import MEMBERS, ORGANIZATIONS

BASE_ORGANIZATIONS = figure("rating", subject=ORGANIZATIONS, level=Level.BASE)
RATED_MEMBERS = figure("rating", subject=MEMBERS)
UNITS = (
    (BASE_ORGANIZATIONS, "tổ chức cơ sở đảng", "Tổ chức cơ sở đảng"),
    (RATED_MEMBERS, "đảng viên", "Đảng viên"),
)


def section(counts):
    part = Section("Đánh giá, xếp loại")
    years = sorted(counts.values("rating", "year"))
    if not years:
        part.say(
            "{} có {} lượt tổ chức, đảng viên được xếp loại trong hệ thống.",
            years_of(counts.spans["now"]).capitalize(),
            counts.number(figure("rating")),
        )
        return part
    for rated, unit, _ in UNITS:
        _average(part, counts, rated, unit)
    part.blocks += published(counts)
    part.show(
        "Xếp loại hằng năm",
        ("Năm, đối tượng", "Được xếp loại", *[label for _, label in Grade.choices], "Tốt trở lên"),
        [_row(counts, rated.of(year=year), f"{year}, {title}") for rated, _, title in UNITS for year in years],
    )
    return part


def published(counts):
    """ "trên 94 % tổ chức cơ sở đảng và trên 88 % đảng viên được xếp loại ...", as papers say it, where true."""
    parts = [
        sentence("{} {}", above(counts.value(rated.of(grade=GOOD_OR_BETTER)), counts.value(rated)), unit)
        for rated, unit, _ in UNITS
        if counts.value(rated)
    ]
    if not parts:
        return []
    years = years_of(counts.spans["now"])
    words = "Bình quân {}, {} được xếp loại hoàn thành tốt nhiệm vụ trở lên."
    return [sentence(words, years, listed(parts, between=" và "))]


def _average(part, counts, rated, unit):
    good = rated.of(grade=GOOD_OR_BETTER)
    part.say(
        "Bình quân {} {} được xếp loại hoàn thành tốt nhiệm vụ trở lên ({}/{} lượt xếp loại).",
        share(counts.value(good), counts.value(rated)),
        unit,
        counts.number(good),
        counts.number(rated),
    )


def _row(counts, rated, title):
    return (
        title,
        counts.number(rated),
        *[counts.number(rated.of(grade=grade)) for grade in Grade.values],
        share(counts.value(rated.of(grade=GOOD_OR_BETTER)), counts.value(rated)),
    )
