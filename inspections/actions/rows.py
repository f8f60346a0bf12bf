"""What every write of this app does the same way."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from members.models import Organization

CONFLICT = "Người khác vừa sửa bản ghi này sau khi bạn mở. Hãy tải lại trang, xem nội dung mới rồi sửa lại."


def locked(obj, version):
    """The row as it is stored, held until the end of the transaction; refused if it changed since `version`."""
    row = type(obj).objects.select_for_update(of=("self",)).get(pk=obj.pk)
    if version is not None and row.version != version:
        raise ValidationError(CONFLICT, code="conflict")
    return row


def assign(obj, values):
    for name, value in values.items():
        setattr(obj, name, value)


def save(obj):
    """Check everything the database would refuse, and store. Two that pass the check at once: one of them is told."""
    obj.full_clean()
    try:
        with transaction.atomic():
            obj.save()
    except IntegrityError as error:
        raise ValidationError("Bản ghi này vừa được ghi ở nơi khác. Hãy tải lại trang.", code="conflict") from error
    return obj


def save_next_version(obj):
    """Store a changed row; whoever opened the version before may not overwrite it."""
    obj.version += 1
    return save(obj)


def subject_columns(subject):
    """The organization or the member in its own column."""
    is_organization = isinstance(subject, Organization)
    return {
        "subject_organization": subject if is_organization else None,
        "subject_member": None if is_organization else subject,
    }


def subject_key(row):
    """How the history names a subject: the code of an organization, the card number of a member."""
    subject = row.subject
    return subject.code if isinstance(subject, Organization) else subject.card_number


def set_codes(manager, codes, field="code"):
    """Make the child rows of an object exactly these codes, keeping the ones that stay and the order of the rest."""
    codes = list(dict.fromkeys(codes))
    manager.exclude(**{f"{field}__in": codes}).delete()
    kept = set(manager.values_list(field, flat=True))
    owner = {manager.field.name: manager.instance}
    new = [manager.model(**owner, **{field: code}) for code in codes if code not in kept]
    for row in new:
        row.full_clean()
    manager.model.objects.bulk_create(new)
