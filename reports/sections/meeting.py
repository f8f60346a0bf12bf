"""What a briefing conference is told beside the figures: who is late, what became of earlier conclusions, and words."""

from core.text import number, short_date
from reports.blocks import Paragraph, Section
from reports.figures import figure
from reports.late_units import late_units, returns_of
from reports.models import Conclusion
from reports.narrative import ASSESSMENT, NARRATIVE, TASKS
from reports.submissions import missing_units

NOTHING = "Chưa ghi."


def sections(briefing, counts):
    """The parts of the report that only a conference has."""
    return [
        late(counts),
        returns(briefing),
        carried(briefing),
        words(briefing, "Đánh giá chung", ASSESSMENT),
        words(briefing, "Biện pháp, nhiệm vụ kỳ tới", TASKS),
    ]


def late(counts):
    """The units with the most remedies overdue at the cut-off."""
    part = Section("Đơn vị chậm khắc phục")
    part.say("Đến ngày chốt số liệu có {} việc khắc phục quá hạn.", counts.number(figure("remedy_overdue")))
    for unit in late_units(counts.organization, counts.spans["now"], counts.user):
        overdue, days = number(unit.overdue.value), number(unit.days)
        line = f"{unit.name}: {overdue} việc quá hạn, lâu nhất {days} ngày."
        part.blocks.append(Paragraph((line,)))
    return part


def returns(briefing):
    """Which units have handed in their returns of the period; a missing return is not a zero."""
    part = Section("Nộp báo cáo của đơn vị")
    found = returns_of(briefing.organization, briefing.period)
    if found is None:
        part.say("Kỳ này không có báo cáo phải nộp của đơn vị trực thuộc.")
        return part
    handed_in, units = number(found.handed_in), number(found.units)
    part.say(f"Đã nhận báo cáo {found.period.label} của {handed_in}/{units} đơn vị trực thuộc.")
    if found.missing:
        names = ", ".join(unit.name for unit in missing_units(briefing.organization, briefing.period))
        part.say(f"Chưa nộp ({number(found.missing)}): {names}.")
    return part


def carried(briefing):
    """The conclusions of the last briefing, and older ones that are still followed, each with its state."""
    part = Section("Thực hiện kết luận các hội nghị giao ban trước")
    rows = Conclusion.objects.carried_to(briefing).select_related("briefing", "owner_organization", "owner_user")
    for place, one in enumerate(rows.order_by("-briefing__cutoff", "number"), 1):
        part.blocks.append(_told(place, one))
    if not part.blocks:
        part.say("Không có kết luận nào của các hội nghị trước phải báo cáo.")
    return part


def _told(place, one):
    state = one.get_state_display().lower()
    result = f" ({one.evidence})" if one.evidence else ""
    said = f"{place}. {one.text.rstrip('. ')} – {one.owner}, hạn {short_date(one.due)}: {state}{result}."
    return Paragraph((f"{said} ({one.briefing.period.label})",))


def words(briefing, title, parts):
    """Some parts of the narrative; each paragraph of them is one of the report."""
    part = Section(title)
    for name in parts:
        lines = [line for line in getattr(briefing, name).splitlines() if line.strip()]
        first, *others = lines or [NOTHING]
        part.blocks += [Paragraph((line,)) for line in (f"{NARRATIVE[name]}: {first}", *others)]
    return part
