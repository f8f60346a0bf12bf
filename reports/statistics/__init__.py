"""The official statistical forms as data: `forms_on(day)`, `form_on(code, day)`, `table(form, ...)`."""

from reports.statistics.filled import FormTable, count, table
from reports.statistics.registry import form_on, forms_on

__all__ = ["FormTable", "count", "form_on", "forms_on", "table"]
