"""Rows of a form, in any number up to a limit: a page adds them, and strikes them out."""

from django.forms import BaseFormSet, formset_factory

MOST_ROWS = 200


class RowFormSet(BaseFormSet):
    default_error_messages = {
        "missing_management_form": "Biểu mẫu gửi lên không đầy đủ. Hãy tải lại trang rồi nhập lại.",
        "too_many_forms": "Nhiều nhất %(num)d dòng trong một biểu mẫu.",
    }

    def initial_form_count(self):
        """How many rows were there before, as the page says; a page may say anything."""
        return max(super().initial_form_count(), 0)

    def filled(self):
        """Rows that stay: neither left empty nor struck out."""
        rows = [row for row in self.forms if row not in self.deleted_forms]
        return [row for row in rows if row.has_changed() or row in self.initial_forms]

    def entries(self):
        return [row.entry() for row in self.filled()]


def rows_of(form, formset, *, most=MOST_ROWS, **kwargs):
    limits = {"max_num": most, "absolute_max": most, "validate_max": True, "can_delete": True}
    return formset_factory(form, formset=formset, **limits, **kwargs)
