"""Writing a programme: a new one, next year's from this year's, corrections, adjustments and steps."""

from calendar import monthrange
from dataclasses import replace
from datetime import date

from django.http import Http404
from django.urls import reverse

from core.screens import Crumb, Fact, FormScreen, MoveScreen, StepScreen
from inspections import actions
from inspections.choices import ProgrammeState
from inspections.forms.programmes import CancelItemForm, IssueForm, ItemFormSet, ProgrammeForm
from inspections.models import Programme, ProgrammeItem
from inspections.states import PROGRAMME
from inspections.views.parts import own_office
from inspections.views.programmes import ITEM_SUBJECTS
from members.models import Organization, in_force, in_subtree
from members.permissions import can_decide, can_write_records


class ProgrammeForms(FormScreen):
    template_name = "inspections/programme_form.html"
    model, permission, form_class = Programme, can_write_records, ProgrammeForm
    formset_class, formset_title = ItemFormSet, "Các mục"
    formset_hint = (
        "Đối tượng ghi bằng mã tổ chức hoặc số thẻ đảng viên, cách nhau bằng dấu chấm phẩy. Số thứ tự của mục đã lưu "
        "không đổi, mục mới để trống thì tự đánh số; mục đã có cuộc kiểm tra, giám sát thực hiện thì không bỏ được."
    )
    related = ("organization",)
    success = "Đã lưu chương trình."

    def crumbs(self):
        return [Crumb("Chương trình kiểm tra, giám sát", reverse("programme-list"))]

    def formset_kwargs(self):
        cancelled = self.object.items.exclude(cancelled=None) if self.object else ()
        return {"initial": self.known_items(), "taken": [item.number for item in cancelled]}

    def known_items(self):
        return []


LINE_FIELDS = (
    "number", "activity", "content", "quarter", "month", "lead", "team", "looked_from", "looked_to", "advisory",
    "document_number", "document_date",
)  # fmt: skip


def known_lines(programme):
    """The lines as rows of the form begin; cancelled ones are no longer edited."""
    items = programme.items.filter(cancelled=None).prefetch_related(*ITEM_SUBJECTS).order_by("number")
    return [
        {name: getattr(item, name) for name in LINE_FIELDS} | {"subjects": [row.subject for row in item.subjects.all()]}
        for item in items
    ]


class ProgrammeCreate(ProgrammeForms):
    """Record a programme from its paper, or with `?draft=1` begin one here."""

    def is_draft(self):
        return self.request.GET.get("draft") == "1"

    def page_title(self):
        return "Lập dự thảo chương trình" if self.is_draft() else "Ghi chương trình kiểm tra, giám sát"

    def initial(self):
        return {"organization": own_office(self.request.user)} | super().initial()

    def save_action(self, form):
        state = ProgrammeState.DRAFT if self.is_draft() else ProgrammeState.APPROVED
        return actions.create_programme(by=self.request.user, items=self.formset.entries(), state=state, **form.typed())


class ProgrammeCopy(ProgrammeForms):
    """A draft for the next year from the lines of this one: drop, change, add; ended organizations replaced."""

    title = "Lập chương trình năm sau từ chương trình này"
    success = "Đã lập dự thảo chương trình."
    lead = "Đánh dấu “Bỏ dòng này” ở mục không làm nữa, sửa mục cần đổi, thêm mục mới rồi lưu."

    def prepare(self):
        super().prepare()
        self.source, self.object = self.object, None
        self.lines, self.ended = copied_lines(self.source)

    def may(self, name, obj=None):
        return super().may(name, self.source)

    def facts(self):
        facts = [Fact("Chép từ", self.source, reverse("programme-detail", args=[self.source.pk]))]
        facts += [Fact("Tổ chức đã kết thúc", text) for text in self.ended]
        return facts

    def initial(self):
        source = self.source
        span = (source.last_year or source.year) - source.year + 1
        return {
            "organization": source.organization,
            "body": source.body,
            "scope": source.scope,
            "year": source.year + span,
            "last_year": source.last_year and source.last_year + span,
        }

    def known_items(self):
        return self.lines

    def save_action(self, form):
        entries = [replace(entry, number=number) for number, entry in enumerate(self.formset.entries(), 1)]
        return actions.create_programme(by=self.request.user, items=entries, state=ProgrammeState.DRAFT, **form.typed())

    def cancel_url(self):
        return reverse("programme-detail", args=[self.source.pk])


def copied_lines(programme):
    """The lines a year on, without their documents; and in words what became of organizations that have ended."""
    lines, told = known_lines(programme), []
    day = date(min((programme.last_year or programme.year) + 1, 9999), 1, 1)
    for line in lines:
        line |= {"document_number": "", "document_date": None}
        for name in ("looked_from", "looked_to"):
            line[name] = line[name] and a_year_on(line[name])
        kept = [(subject, standing_for(subject, programme.organization, day)) for subject in line["subjects"]]
        line["subjects"] = list(dict.fromkeys(now for _, now in kept if now))
        for subject, now in kept:
            if now != subject:
                fate = f"thay bằng {now}" if now else "chưa có tổ chức thay thế, hãy chọn"
                told.append(f"Mục {line['number']}: {subject} – {fate}")
    return lines, told


def standing_for(subject, organization, day):
    """The subject, or what stands for it on the day below the organization of the programme, or None.

    That is its successor, or the one organization of its name and type: cells of the same name are in many places.
    """
    if not isinstance(subject, Organization) or not subject.valid_until or subject.valid_until >= day:
        return subject
    below = Organization.objects.filter(in_subtree(organization.today_path)).exclude(path=organization.today_path)
    there = below.filter(in_force(day)).exclude(pk=subject.pk)
    successor = there.filter(path=subject.today_path).first()
    namesakes = there.filter(name=subject.name, type=subject.type)[:2]
    return successor or (namesakes[0] if len(namesakes) == 1 else None)


def a_year_on(day):
    """The same day of the next year; 29 February becomes the 28th."""
    last = monthrange(day.year + 1, day.month)[1]
    return day.replace(year=day.year + 1, day=min(day.day, last))


class ProgrammeUpdate(ProgrammeForms):
    title = "Sửa chương trình kiểm tra, giám sát"

    def known_items(self):
        return known_lines(self.object)

    def save_action(self, form):
        return actions.update_programme(
            self.object,
            by=self.request.user,
            version=self.object.version,
            items=self.formset.entries() + actions.cancelled_entries(self.object),
            **form.typed(),
        )


class OfProgramme:
    """A step of one programme."""

    model, related = Programme, ("organization",)

    def crumbs(self):
        return [Crumb(str(self.object), self.cancel_url())]

    def facts(self):
        return [Fact("Chương trình", self.object), Fact("Tình trạng", self.object.get_state_display())]


class ProgrammeAdjust(OfProgramme, ProgrammeForms):
    """Change the lines of an issued programme by a document; the earlier version is kept."""

    permission, form_class, related = can_decide, IssueForm, ("organization",)
    title, success = "Điều chỉnh chương trình", "Đã điều chỉnh. Bản trước vẫn xem được."
    submit_label = "Điều chỉnh"

    def form_kwargs(self):
        return {"user": self.request.user, "verb": "adjust"}

    def known_items(self):
        return known_lines(self.object)

    def save_action(self, form):
        return actions.adjust_programme(
            self.object,
            by=self.request.user,
            version=self.object.version,
            issue=form.issue(),
            items=self.formset.entries() + actions.cancelled_entries(self.object),
        )


class ProgrammeStep(OfProgramme, MoveScreen):
    """Issue a draft, or close a programme."""

    form_class = IssueForm
    ACTIONS = {"approve": actions.approve_programme, "close": actions.close_programme}
    states = PROGRAMME

    def prepare(self):
        super().prepare()
        if self.move.verb not in self.ACTIONS:
            raise Http404

    @property
    def warning(self):
        return "Chương trình đã kết thúc không sửa được nữa." if self.move.irreversible else ""

    def form_kwargs(self):
        return {"user": self.request.user, "verb": self.move.verb}

    def save_action(self, form):
        action = self.ACTIONS[self.move.verb]
        return action(self.object, by=self.request.user, version=self.object.version, issue=form.issue())


class ProgrammeItemCancel(StepScreen):
    """Take a line out of what is to be done, with the reason."""

    model, permission, form_class = ProgrammeItem, can_decide, CancelItemForm
    related = ("programme__organization",)
    title, submit_label, success = "Hủy mục chương trình", "Hủy mục", "Đã hủy mục."
    warning = "Mục đã hủy vẫn xem được, không tính vào số phải thực hiện, và không lấy lại được."

    def facts(self):
        item = self.object
        return [Fact("Chương trình", item.programme), Fact("Mục", f"{item.number}. {item.content}")]

    def locked(self):
        Programme.objects.select_for_update(of=("self",)).get(pk=self.object.programme_id)
        return self.rows().get(pk=self.object.pk)

    def save_action(self, form):
        version = self.object.programme.version
        return actions.cancel_item(self.object, by=self.request.user, version=version, **form.cleaned_data)

    def success_url(self):
        return reverse("programme-detail", args=[self.object.programme_id])

    cancel_url = success_url
