"""Screens: declared, not programmed. The base classes add scope, rights, paging, export, versions and history.

Who may: every screen takes its rows through `Model.objects.visible_to(user)`. What lies outside answers 404; inside,
without the right that `permission` asks for, 403; who is not signed in is sent to sign in. `permission` is one of the
predicates `(user, object=None) -> bool` of the app's `permissions.py`.

A list:

    class DecisionList(ListScreen):
        model, permission = Decision, can_read_records
        title, unit = "Quyết định kỷ luật", "quyết định"
        filterset_class, table_class = DecisionFilters, DecisionTable
        related = ["organization", "subject_member"]            # select_related; or define rows()
        create_url, create_permission = "decision-create", can_run_cases

    Always in the URL: filters, `sort`, `page`; `?export=xlsx` gives all rows of the filter with the table's columns,
    `?print=all` shows them on one page.

A detail:

    class DecisionDetail(DetailScreen):
        model, permission = Decision, can_read_records
        records_reading = True                                   # opening it goes on the history chain
        def facts(self): return [Fact("Số quyết định", self.object.number), Fact("Tổ chức", name, url)]
        def sections(self): return [Section("Khiếu nại", table=AppealTable(self.object.appeals.all()))]
        def buttons(self): return [Button("Sửa", reverse(...), primary=True)]

A form, for create (no `pk` in the URL) and update (with it):

    class DecisionCreate(FormScreen):
        model, permission, form_class = Decision, can_run_cases, DecisionForm     # a core.lookups.ScopedModelForm
        title, success = "Thêm quyết định kỷ luật", "Đã lưu quyết định."
        def save_action(self, form): return actions.decide(by=self.request.user, **form.cleaned_data)

    `save_action` runs in one transaction and returns the saved object; a ValidationError it raises shows in the form.
    Where the object has a `version`, the screen compares it and sets `form.instance.version` to the next one: write it.
    `formset_class` adds rows (`self.formset` in `save_action`); its forms take `user` too.

A step that is confirmed on a page of its own:

    class InspectionConclude(StepScreen):
        model, permission, form_class = Inspection, can_run_cases, ConcludeForm   # form_class may be left out
        title, submit_label, success = "Kết luận cuộc kiểm tra", "Kết luận", "Đã kết luận."
        def facts(self): ...
        def save_action(self, form):
            return actions.conclude(self.object, on=form.cleaned_data["on"], by=self.request.user)
"""

from core.screens.base import Screen, record_reading, sections_about
from core.screens.errors import unjudged
from core.screens.forms import FormScreen, MoveScreen, StepScreen
from core.screens.lists import XLSX, ListScreen, LookupScreen
from core.screens.objects import DetailScreen, ObjectScreen
from core.screens.parts import Button, Crumb, Fact, Section, Tab

__all__ = [
    "XLSX",
    "Button",
    "Crumb",
    "DetailScreen",
    "Fact",
    "FormScreen",
    "ListScreen",
    "LookupScreen",
    "MoveScreen",
    "ObjectScreen",
    "Screen",
    "Section",
    "StepScreen",
    "Tab",
    "record_reading",
    "sections_about",
    "unjudged",
]
