"""Self-criticism reviews: the list, the page and forms of one, what they found, and the measures that follow."""

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from accounts.timeline import timeline
from core.screens import Button, Crumb, DetailScreen, Fact, FormScreen, ListScreen, MoveScreen, Section, StepScreen
from core.text import short_date
from members.choices import SubjectKind
from members.models import Rating, ReviewLimitation, ReviewMeasure, SelfReview
from members.permissions import can_decide, can_read_records, can_write_records
from members.self_reviews import actions
from members.self_reviews.filters import LimitationFilters, MeasureFilters, SelfReviewFilters
from members.self_reviews.forms import LimitationFormSet, MeasureStepForm, SelfReviewForm, VoidForm
from members.self_reviews.tables import (
    MEASURE_TONES,
    LimitationTable,
    MeasureTable,
    SelfReviewTable,
    standing_tone,
    standing_words,
)
from members.states import MEASURE

SUBJECT = ("subject_organization", "subject_member")
OF_MEASURE = (*(f"limitation__review__{name}" for name in SUBJECT), "owner_organization", "owner_member")


def rows_concerning(member):
    """The rows about a member that nothing may tell them: reviews with their measures, and ratings."""
    yield SelfReview.objects.filter(subject_member=member)
    yield ReviewMeasure.objects.filter(limitation__review__subject_member=member)
    yield Rating.objects.filter(subject_member=member)


class SelfReviewList(ListScreen):
    model, permission = SelfReview, can_read_records
    title, unit = "Kiểm điểm tự phê bình và phê bình", "bản kiểm điểm"
    filterset_class, table_class = SelfReviewFilters, SelfReviewTable
    related = SUBJECT
    create_url, create_permission, create_label = "selfreview-create", can_write_records, "Ghi bản kiểm điểm"
    empty_hint = "Bản kiểm điểm được ghi ở đây, với hạn chế, nguyên nhân và biện pháp, lộ trình khắc phục."

    def rows(self):
        counts = {"limitation_count": Count("limitations"), "measure_count": Count("limitations__measure")}
        return super().rows().annotate(**counts)


class LimitationList(ListScreen):
    model, permission = ReviewLimitation, can_read_records
    title, unit = "Hạn chế, khuyết điểm qua kiểm điểm", "hạn chế, khuyết điểm"
    filterset_class, table_class = LimitationFilters, LimitationTable
    related = ("measure", *(f"review__{name}" for name in SUBJECT))
    ordering = ["-review__held", "review", "number"]

    def scoped(self):
        return super().scoped().standing()


class Measures:
    """Measures of reviews that still stand; of a voided one they are read on its page alone."""

    model, related = ReviewMeasure, OF_MEASURE

    def crumbs(self):
        return [Crumb("Biện pháp sau kiểm điểm", reverse("measure-list"))]


class MeasureList(Measures, ListScreen):
    permission = can_read_records
    title, unit = "Biện pháp sau kiểm điểm", "biện pháp"
    filterset_class, table_class = MeasureFilters, MeasureTable
    quick_views = (
        ("Tất cả", {}),
        ("Chưa hoàn thành", {"stage": "open"}),
        ("Quá hạn", {"stage": "overdue"}),
        ("Chờ xác nhận", {"state": "done"}),
    )
    empty_hint = "Biện pháp được ghi cùng với hạn chế, khuyết điểm, trong bản kiểm điểm."

    def crumbs(self):
        return []

    def scoped(self):
        return super().scoped().standing()

    def table_kwargs(self):
        return {"day": timezone.localdate() if self.is_refused() else self.filterset.day}


def subject_fact(review, user, label=""):
    """Who was reviewed, with the way to their page where the user may go there."""
    url = reverse(f"{review.subject_kind}-detail", args=[review.subject.pk])
    kind = SubjectKind(review.subject_kind).label
    return Fact(label or kind, review.subject, url if can_read_records(user, review.subject) else "")


def history_section(obj, parts=()):
    entries = timeline(obj, parts=parts)
    template = "partials/history.html" if entries else ""
    return Section("Quá trình cập nhật", template=template, context={"entries": entries}, anchor="qua-trinh")


class AboutReview:
    model, related = SelfReview, SUBJECT

    def crumbs(self):
        return [Crumb("Kiểm điểm tự phê bình và phê bình", reverse("selfreview-list"))]


class SelfReviewDetail(AboutReview, DetailScreen):
    """A review as it is read and printed: who, when, what fell short, why, and what is done about it."""

    permission = can_read_records
    template_name = "members/self_review.html"
    prints = records_reading = True

    def identity(self):
        review = self.object
        state = [Fact("Tình trạng", "Đã hủy", tone="late")] if review.voided else []
        return [
            subject_fact(review, self.request.user),
            Fact("Năm", str(review.year)),
            Fact("Ngày kiểm điểm", short_date(review.held)),
            *state,
        ]

    def facts(self):
        review = self.object
        voided = f"Ngày {short_date(review.voided)}: {review.void_reason}" if review.voided else ""
        return [
            Fact("Đợt kiểm điểm", review.occasion or f"Cuối năm {review.year}"),
            Fact("Chủ trì", review.chair),
            Fact("Ưu điểm, kết quả", review.strengths),
            *([Fact("Đã hủy", voided)] if voided else []),
        ]

    def sections(self):
        found = self.object.limitations.select_related("measure", *(f"measure__{name}" for name in OF_MEASURE))
        rows, day = list(found.order_by("number")), timezone.localdate()
        for row in rows:
            row.shown = getattr(row, "measure", None)
            if row.shown:
                row.words, row.tone = standing_words(row.shown, day), standing_tone(row.shown, day)
        measures = [row.shown for row in rows if row.shown]
        return [
            Section(
                "Hạn chế, nguyên nhân và biện pháp",
                template="members/limitations.html" if rows else "",
                context={"rows": rows, "tones": MEASURE_TONES},
                empty="Không nêu hạn chế, khuyết điểm nào.",
            ),
            history_section(self.object, parts=measures),
        ]

    def buttons(self):
        review, user = self.object, self.request.user
        if review.voided:
            return []
        buttons = []
        if can_write_records(user, review):
            buttons.append(Button("Sửa bản kiểm điểm", reverse("selfreview-update", args=[review.pk])))
        if can_decide(user, review):
            buttons.append(Button("Hủy bản kiểm điểm", reverse("selfreview-void", args=[review.pk])))
        return buttons


class SelfReviewForms(AboutReview, FormScreen):
    permission, form_class, formset_class = can_write_records, SelfReviewForm, LimitationFormSet
    formset_title = "Hạn chế, nguyên nhân và biện pháp"
    formset_hint = (
        "Mỗi dòng một hạn chế, khuyết điểm; biện pháp có hạn hoàn thành. Chưa ghi nơi chịu trách nhiệm thì hiểu là "
        "chính tập thể, đảng viên được kiểm điểm."
    )
    success = "Đã lưu bản kiểm điểm."


class SelfReviewCreate(SelfReviewForms):
    title = "Ghi bản kiểm điểm tự phê bình và phê bình"

    def initial(self):
        today = timezone.localdate()
        return {"held": today, "year": today.year} | super().initial()

    def save_action(self, form):
        return actions.record_review(
            by=self.request.user, subject=form.subject, limitations=self.formset.entries(), **form.typed()
        )


class SelfReviewUpdate(SelfReviewForms):
    title = "Sửa bản kiểm điểm"

    def facts(self):
        return [subject_fact(self.object, self.request.user)]

    def formset_kwargs(self):
        rows = self.object.limitations.select_related("measure", *(f"measure__{name}" for name in OF_MEASURE))
        rows = list(rows.order_by("number"))
        return {"initial": [_typed(row) for row in rows], "known": [row.pk for row in rows]}

    def save_action(self, form):
        return actions.update_review(
            self.object,
            by=self.request.user,
            version=self.object.version,
            limitations=self.formset.entries(),
            **form.typed(),
        )


def _typed(limitation):
    """A stored limitation as a row of the form."""
    row = {"key": limitation.pk, "text": limitation.text, "cause": limitation.cause}
    measure = getattr(limitation, "measure", None)
    if measure is None:
        return row
    owners = {"owner_organization": measure.owner_organization, "owner_member": measure.owner_member}
    return row | {"measure": measure.text, "due": measure.due} | owners


class SelfReviewVoid(AboutReview, StepScreen):
    permission, form_class = can_decide, VoidForm
    title, submit_label, success = "Hủy bản kiểm điểm", "Hủy bản kiểm điểm", "Đã hủy bản kiểm điểm."
    warning = "Bản kiểm điểm và các biện pháp của nó không còn được tính; bản ghi và lý do hủy được giữ lại."

    def facts(self):
        return [subject_fact(self.object, self.request.user), Fact("Ngày kiểm điểm", short_date(self.object.held))]

    def save_action(self, form):
        return actions.void_review(
            self.object,
            by=self.request.user,
            version=self.object.version,
            day=timezone.localdate(),
            reason=form.cleaned_data["reason"],
        )


class MeasureDetail(Measures, DetailScreen):
    """One measure: against what, by whom, by when, and how far it has come."""

    permission = can_read_records
    related = (*OF_MEASURE, "done_by", "verified_by")
    records_reading = True

    def page_title(self):
        return f"Biện pháp: {self.object.text[:80]}"

    def identity(self):
        state = self.object.state
        return [
            subject_fact(self.object.limitation.review, self.request.user),
            Fact("Tình trạng", self.object.get_state_display(), tone=MEASURE_TONES[state]),
        ]

    def facts(self):
        measure, review = self.object, self.object.limitation.review
        return [
            Fact("Hạn chế, khuyết điểm", measure.limitation.text),
            Fact("Nguyên nhân", measure.limitation.cause),
            Fact("Bản kiểm điểm", review, reverse("selfreview-detail", args=[review.pk])),
            Fact("Biện pháp, lộ trình", measure.text),
            Fact("Chịu trách nhiệm", measure.owner),
            *standing_facts(measure),
            Fact("Ngày hoàn thành", _by(measure.done, measure.done_by)),
            Fact("Ngày xác nhận", _by(measure.verified, measure.verified_by)),
        ]

    def sections(self):
        steps = list(self.object.steps.select_related("by"))
        for step in steps:
            step.label = MEASURE.move(step.verb).done
        return [
            Section(
                "Các bước",
                template="partials/steps.html" if steps else "",
                context={"steps": steps},
                empty="Chưa có bước nào được ghi tại đây.",
            ),
            history_section(self.object),
        ]

    def buttons(self):
        measure, user = self.object, self.request.user
        if measure.limitation.review.voided:
            return []
        moves = [move for move in MEASURE.moves_from(measure.state) if move.may(user, measure)]
        return [
            Button(move.label, reverse("measure-step", args=[measure.pk, move.verb]), move.verb in ("report", "verify"))
            for move in moves
        ]


def standing_facts(measure):
    """When a measure is due, when it first was, and where it stands today."""
    day = timezone.localdate()
    first = [Fact("Hạn đầu tiên", short_date(measure.first_due))] if measure.first_due != measure.due else []
    return [
        Fact("Hạn hoàn thành", short_date(measure.due)),
        *first,
        Fact("Thời hạn", standing_words(measure, day), tone=standing_tone(measure, day)),
    ]


def _by(day, user):
    return f"{short_date(day)}, {user.full_name}" if day and user else short_date(day)


class MeasureStepScreen(Measures, MoveScreen):
    """Report, return, verify or revise one measure."""

    form_class, states = MeasureStepForm, MEASURE

    def facts(self):
        measure = self.object
        return [
            subject_fact(measure.limitation.review, self.request.user),
            Fact("Biện pháp", measure.text),
            Fact("Tình trạng", measure.get_state_display(), tone=MEASURE_TONES[measure.state]),
            *standing_facts(measure),
            Fact("Người báo cáo", measure.done_by and measure.done_by.full_name),
        ]

    def form_kwargs(self):
        return super().form_kwargs() | {"verb": self.move.verb}

    def save_action(self, form):
        return actions.take_measure_step(
            self.object, self.move.verb, by=self.request.user, version=self.object.version, **form.taken()
        )

    def success_url(self):
        return reverse("measure-detail", args=[self.object.pk])

    cancel_url = success_url
