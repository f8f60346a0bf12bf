"""What a form says: its errors, and two versions of its fields side by side."""

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.utils import ErrorDict

from core.text import capitalized


def shown(bound):
    """The value of a form field as its label, for the comparison of two versions."""
    value = bound.value()
    choices = dict(getattr(bound.field, "choices", ()) or ())
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, list | tuple):
        return "; ".join(str(choices.get(item, item)) for item in value)
    text = bound.field.widget.format_value(value) if not choices else choices.get(value, value)
    return "" if text is None else str(text)


def errors_of(form, formset=None):
    """(id of the field, label, message) of every error, for the summary on top; of a row, its number as well."""
    rows = formset.forms if formset is not None and formset.is_bound else []
    found = []
    for row, one in enumerate([form, *rows]):
        for name, errors in one.errors.items() if one.is_bound else ():
            bound = one[name] if name in one.fields else None
            label = ", ".join(filter(None, [bound and bound.label, row and f"dòng {row}"]))
            found += [(_anchor(bound), capitalized(label), text) for text in errors]
    if formset is not None and formset.is_bound:
        found += [("", "", text) for text in formset.non_form_errors()]
    return found


def _anchor(bound):
    """The id to which an error leads; of a group of boxes, its first box."""
    if bound is None:
        return ""
    return bound.id_for_label or next((part.id_for_label for part in bound.subwidgets), "")


def unjudged(form, formset):
    """Keep what was typed without saying yet what is wrong with it."""
    for one in [form, *(formset.forms if formset is not None else [])]:
        one._errors = ErrorDict()
    if formset is not None:
        formset._errors, formset._non_form_errors = [one._errors for one in formset.forms], formset.error_class()
    return form, formset


def add_errors(form, error):
    """Errors of an action at the fields the form has, the rest on top."""
    for name, texts in (error.message_dict if hasattr(error, "error_dict") else {"": error.messages}).items():
        at = name if name in form.fields and name != NON_FIELD_ERRORS else None
        for text in texts:
            form.add_error(at, text)
