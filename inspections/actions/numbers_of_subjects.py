from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import history
from accounts.choices import Act
from core.text import number
from inspections.actions.rows import locked, save_next_version
from inspections.choices import State
from inspections.form_columns import faults_of, form_of
from inspections.models import Subject, SubjectNumber


@transaction.atomic
def set_numbers(subject, *, by, version, numbers, reason=""):
    """Make the numbers that forms 7 to 10 ask of a subject exactly these, None where there is none.

    `version` is the inspection's. Raises ValidationError at each column that cannot be.
    """
    inspection = locked(subject.inspection, version)
    subject = Subject.objects.select_related("subject_organization").get(pk=subject.pk)
    form = _form_of(inspection, subject)
    numbers = {code: value for code, value in numbers.items() if value is not None}
    _require_sound(form, numbers)
    before = _in_words(form, subject)
    subject.numbers.all().delete()
    SubjectNumber.objects.bulk_create(
        SubjectNumber(subject=subject, column=code, value=value) for code, value in numbers.items()
    )
    save_next_version(inspection)
    history.record(
        by=by, act=Act.UPDATE, obj=inspection, before=before, after=_in_words(form, subject), reason=reason,
        summary=f"Số liệu Biểu {form.number}",
    )  # fmt: skip
    return inspection


def _form_of(inspection, subject):
    form = form_of(subject.subject_kind, inspection.activity)
    if form is None:
        message = "Số liệu theo biểu chỉ nhập cho tổ chức đảng trong các cuộc thuộc Biểu 7, 8, 9, 10."
        raise ValidationError(message, code="no_form")
    if inspection.state == State.CANCELLED:
        raise ValidationError("Cuộc đã hủy, không nhập số liệu được nữa.", code="cancelled")
    return form


def _require_sound(form, numbers):
    strange = set(numbers) - {column.code for column in form.columns}
    if strange:
        raise ValidationError(f"Biểu {form.number} không có cột {', '.join(sorted(strange))}.", code="strange_column")
    faults = {}
    for code, message in faults_of(form, numbers):
        faults.setdefault(code, []).append(message)
    if faults:
        raise ValidationError(faults)


def _in_words(form, subject):
    """The numbers with their labels, as the history keeps them."""
    stored = dict(subject.numbers.values_list("column", "value"))
    return {f"Biểu {form.number} của {subject.subject}": ". ".join(filter(None, _groups_in_words(form, stored)))}


def _groups_in_words(form, stored):
    for group in form.groups:
        known = [column for column in group.columns if column.code in stored]
        parts = [f"{one.label}{_value_in_words(one, stored[one.code])}" for one in known]
        yield f"{group.title} – {'; '.join(parts)}" if parts else ""


def _value_in_words(column, value):
    return "" if column.kind == "flag" else f": {number(value)}"
