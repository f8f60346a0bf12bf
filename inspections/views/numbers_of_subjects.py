"""Numbers of forms 7 to 10 of an inspected organization: a page to enter them, and how its inspection shows them."""

from django.http import Http404
from django.urls import reverse

from core.screens import Crumb, Fact, FormScreen, Section
from core.text import number
from inspections import actions
from inspections.form_columns import SOURCE, form_of, sums_of
from inspections.forms.numbers_of_subjects import NumbersForm
from inspections.models import Inspection, Subject
from inspections.views.parts import refuse_shut_out
from members.permissions import can_run_cases


class SubjectNumbers(FormScreen):
    """The columns of the subject's form; saving them is a change of its inspection, whose version counts."""

    model, permission, form_class = Subject, can_run_cases, NumbersForm
    related = ("inspection__organization", "subject_organization", "subject_member")
    template_name = "inspections/subject_numbers.html"
    success = "Đã lưu số liệu theo biểu."

    def prepare(self):
        concerned = Subject.objects.filter(pk=self.kwargs["pk"]).values_list("inspection_id", flat=True).first()
        refuse_shut_out(self.request.user, concerned)
        super().prepare()
        self._know_version()
        self.official = form_of(self.object.subject_kind, self.object.inspection.activity)
        if self.official is None:
            raise Http404

    def locked(self):
        subject = super().locked()
        subject.inspection = Inspection.objects.select_for_update(of=("self",)).get(pk=subject.inspection_id)
        self.object = subject
        self._know_version()
        return subject

    def _know_version(self):
        self.object.version = self.object.inspection.version

    def page_title(self):
        return f"Số liệu Biểu {self.official.number}: {self.object.subject}"

    @property
    def lead(self):
        return f"{self.official.title}. Tiền tính bằng nghìn đồng, nhập 1250 hoặc 1.250."

    def crumbs(self):
        return [
            Crumb("Các cuộc kiểm tra, giám sát", reverse("inspection-list")),
            Crumb(str(self.object.inspection), self.cancel_url()),
        ]

    def facts(self):
        return [Fact("Nguồn của các cột", SOURCE)]

    def form_kwargs(self):
        stored = dict(self.object.numbers.values_list("column", "value"))
        return {"user": self.request.user, "official": self.official, "initial": stored}

    def save_action(self, form):
        return actions.set_numbers(
            self.object, by=self.request.user, version=self.object.version, numbers=form.numbers()
        )

    def success_url(self):
        return f"{self.cancel_url()}#doi-tuong-{self.object.pk}"

    def cancel_url(self):
        return reverse("inspection-detail", args=[self.object.inspection_id])


def put_sums(subjects):
    """Note on each row of an inspection which form it belongs to and what its numbers add up to."""
    for subject in subjects:
        subject.official = form_of(subject.subject_kind, subject.activity)
        stored = {one.column: one.value for one in subject.numbers.all()}
        found = sums_of(subject.official, stored) if subject.official else []
        subject.sums = [f"{label}: {number(value)}{_unit(subject.official, label)}" for label, value in found]
        subject.stored = stored


def _unit(official, label):
    kinds = {group.columns[0].kind for group in official.groups if group.total == label}
    return " nghìn đồng" if kinds == {"money"} else ""


def numbers_section(subjects):
    """All numbers of the organizations of an inspection, column by column; nothing where none are asked for."""
    asked = [subject for subject in subjects if subject.official and subject.stored]
    if not asked:
        return []
    official = asked[0].official
    groups = [(group.title, list(_lines(group, asked))) for group in official.groups]
    context = {"subjects": asked, "groups": [(title, lines) for title, lines in groups if lines], "official": official}
    return [
        Section(f"Số liệu Biểu {official.number}", template="inspections/subject_numbers_table.html", context=context)
    ]


def _lines(group, subjects):
    """(label, a cell for each subject, whether it's the sum) of the columns that anybody has, then their sum."""
    for column in group.columns:
        values = [subject.stored.get(column.code) for subject in subjects]
        if any(value is not None for value in values):
            yield column.label, [_cell(column, value) for value in values], False
    sums = [sum(subject.stored.get(column.code) or 0 for column in group.columns) for subject in subjects]
    if group.total and any(sums):
        yield group.total, [number(value) for value in sums], True


def _cell(column, value):
    if value is None:
        return "–"
    return ("Có" if value else "Không") if column.kind == "flag" else number(value)
