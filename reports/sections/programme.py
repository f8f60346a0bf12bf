"""Done against the yearly programmes of the years that the period touches."""

from reports.actors import EVERYONE
from reports.blocks import Section
from reports.comparison import share
from reports.figures import figure
from reports.sections.wording import acting

PLANNED = figure("item_planned")
DONE = figure("item_done")


def years_of(period):
    """The years in words: "năm 2020", "các năm 2016-2020"."""
    first, last = period.first.year, period.last.year
    return f"năm {first}" if first == last else f"các năm {first}-{last}"


def section(counts):
    part = Section("Thực hiện chương trình kiểm tra, giám sát")
    years = years_of(counts.spans["now"])
    if not counts.value(PLANNED):
        part.say("Chương trình {} có {} mục trong hệ thống.", years, counts.number(PLANNED))
        return part
    part.say(
        "Đến hết ngày cuối kỳ đã hoàn thành {}/{} mục của chương trình {}, đạt {} kế hoạch.",
        counts.number(DONE),
        counts.number(PLANNED),
        years,
        share(counts.value(DONE), counts.value(PLANNED)),
    )
    part.show(
        "Thực hiện chương trình theo chủ thể",
        ("Chủ thể", "Số mục", "Đã hoàn thành", "Đạt"),
        [_row(counts, actor) for actor in acting(counts, PLANNED, EVERYONE, ())],
    )
    return part


def _row(counts, actor):
    planned, done = actor.slice(PLANNED), actor.slice(DONE)
    return (
        actor.title,
        counts.number(planned),
        counts.number(done),
        share(counts.value(done), counts.value(planned)),
    )
