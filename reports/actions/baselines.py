"""Figures entered by hand: of years before the program, or as published; voided with a reason, never deleted."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from inspections.actions.rows import assign, locked, save, save_next_version
from reports.models import Baseline


@transaction.atomic
def record_baseline(*, by, measure, **values):
    baseline = Baseline(figure=measure.as_data(), key=measure.key, author=by, **values)
    _require_part_fits(baseline)
    save(baseline)
    history.record(by=by, act=Act.CREATE, obj=baseline, after=history.snapshot(baseline))
    return baseline


@transaction.atomic
def update_baseline(baseline, *, by, version, measure, **values):
    baseline = locked(baseline, version)
    _require_standing(baseline)
    before = history.snapshot(baseline)
    assign(baseline, values | {"figure": measure.as_data(), "key": measure.key})
    _require_part_fits(baseline)
    save_next_version(baseline)
    history.record(by=by, act=Act.UPDATE, obj=baseline, before=before, after=history.snapshot(baseline))
    return baseline


@transaction.atomic
def void_baseline(baseline, *, by, version, reason):
    """Entered by mistake: it stays, and no report uses it."""
    baseline = locked(baseline, version)
    _require_standing(baseline)
    before = history.snapshot(baseline)
    assign(baseline, {"voided_at": timezone.now(), "void_reason": reason})
    save_next_version(baseline)
    history.record(
        by=by, act=Act.VOID, obj=baseline, before=before, after=history.snapshot(baseline), reason=reason,
        summary="Bỏ số liệu nhập tay",
    )  # fmt: skip
    return baseline


def _require_standing(baseline):
    if baseline.voided_at:
        raise ValidationError("Số liệu này đã bỏ, không sửa được nữa.", code="voided")


def _require_part_fits(baseline):
    """A part belongs to a total of the same organization and period, which is no part itself."""
    whole = baseline.part_of
    if whole is None:
        return
    same = (whole.organization_id, whole.first, whole.last, whole.kind) == (
        baseline.organization_id, baseline.first, baseline.last, baseline.kind,
    )  # fmt: skip
    if not same or whole.pk == baseline.pk or whole.part_of_id:
        raise ValidationError({"part_of": "Chọn một số tổng của cùng tổ chức, cùng kỳ và cùng loại."}, code="part")
