from core.tables import BadgeColumn, ChoiceColumn, Column, DateColumn, NumberColumn, Table, YearColumn, badge
from core.text import time_left
from members.choices import Level, MeasureState, SubjectKind
from members.tables import SubjectColumn

MEASURE_TONES = {
    MeasureState.OPEN: "running",
    MeasureState.RETURNED: "warn",
    MeasureState.DONE: "running",
    MeasureState.VERIFIED: "done",
}


def standing_words(measure, day):
    """Where a measure stands on a day: done, done late, overdue by so many days, or still in time."""
    if measure.done and measure.done <= day:
        late = measure.done > measure.due
        return f"Xong, {time_left(measure.due, measure.done).lower()}" if late else "Đã hoàn thành"
    return time_left(measure.due, day)


def standing_tone(measure, day):
    if measure.done and measure.done <= day:
        return "warn" if measure.done > measure.due else "done"
    return "late" if measure.due < day else "running"


class ReviewedColumn(SubjectColumn):
    """Who was reviewed, from a part of the review."""

    def __init__(self, *, path):
        order = tuple(
            f"{path}__{name}" for name in ("subject_kind", "subject_organization__sort_key", "subject_member__sort_key")
        )
        super().__init__("Đối tượng kiểm điểm", accessor=f"{path}__subject", order_by=order)
        self.path = path.split("__")

    def linker(self):
        link = super().linker()

        def of_review(record):
            for step in self.path:
                record = getattr(record, step)
            return link(record)

        return of_review


class SelfReviewTable(Table):
    name = Column("Đợt kiểm điểm", accessor="occasion", link="selfreview-detail", empty_values=())
    subject = SubjectColumn("Đối tượng kiểm điểm")
    kind = ChoiceColumn("Loại đối tượng", accessor="subject_kind", labels=SubjectKind, width=14)
    level = ChoiceColumn("Cấp", labels=Level, width=12)
    year = YearColumn("Năm")
    held = DateColumn("Ngày kiểm điểm")
    chair = Column("Chủ trì")
    limitations = NumberColumn("Hạn chế", accessor="limitation_count", orderable=False)
    measures = NumberColumn("Biện pháp", accessor="measure_count", orderable=False)

    unit = "bản kiểm điểm"
    wide = True

    def value_name(self, record):
        return record.occasion or f"Cuối năm {record.year}"


class LimitationTable(Table):
    text = Column("Hạn chế, khuyết điểm", link="selfreview-detail", link_to="review_id", wide=True)
    subject = ReviewedColumn(path="review")
    cause = Column("Nguyên nhân", wide=True, orderable=False)
    measure = Column("Biện pháp, lộ trình", wide=True, orderable=False)
    held = DateColumn("Ngày kiểm điểm", accessor="review__held", order_by="review__held")

    unit = "hạn chế, khuyết điểm"
    wide = True

    def value_measure(self, record):
        return getattr(record, "measure", None)


class MeasureTable(Table):
    """`day` is the day as of which lateness is said."""

    text = Column("Biện pháp, lộ trình", link="measure-detail", wide=True)
    limitation = Column("Hạn chế, khuyết điểm", accessor="limitation__text", orderable=False, wide=True)
    subject = ReviewedColumn(path="limitation__review")
    owner = Column("Chịu trách nhiệm", orderable=False)
    due = DateColumn("Hạn hoàn thành")
    done = DateColumn("Ngày xong")
    standing = BadgeColumn("Thời hạn", orderable=False, empty_values=())
    state = BadgeColumn("Tình trạng", labels=MeasureState, tones=MEASURE_TONES)

    unit = "biện pháp"
    wide = True

    def __init__(self, *args, day, **kwargs):
        self.day = day
        super().__init__(*args, **kwargs)

    def value_standing(self, record):
        return standing_words(record, self.day)

    def render_standing(self, record, value):
        return badge(value, standing_tone(record, self.day))

    def row_class(self, record):
        return "late" if standing_tone(record, self.day) == "late" else ""
