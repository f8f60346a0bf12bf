"""Who carries out an inspection, and who may neither be on the team nor see it."""

from django.urls import reverse

from core.screens import Button, Crumb, Fact, FormScreen, Section, StepScreen
from inspections import actions
from inspections.choices import TeamRole
from inspections.forms.team import RecusalForm, TeamForm, TeamFormSet
from inspections.models import Inspection, Recusal, TeamMember
from inspections.states import OVER
from inspections.views.parts import InspectionPage, refuse_shut_out
from members.forms import ReasonForm
from members.permissions import can_run_cases


def returning_heads(inspection):
    """(head, subject, earlier inspection) where the same person headed the last inspection of the same subject."""
    head = inspection.team.filter(role=TeamRole.HEAD).select_related("member").first()
    if head is None:
        return
    heads = TeamMember.objects.filter(role=TeamRole.HEAD).exclude(inspection=inspection)
    for subject in inspection.subjects.select_related("subject_organization", "subject_member"):
        about = {"subject_organization": subject.subject_organization_id, "subject_member": subject.subject_member_id}
        same = {f"inspection__subjects__{name}": key for name, key in about.items() if key}
        before = heads.filter(**same, inspection__listed__lte=inspection.listed).select_related("inspection")
        last = before.order_by("-inspection__listed", "-inspection_id").first()
        if last is not None and last.member_id == head.member_id:
            yield {"head": head.member, "subject": subject.subject, "inspection": last.inspection}


class InspectionTeam(InspectionPage):
    """The team and the people shut out."""

    url_name = "inspection-team"

    def page_title(self):
        return f"Đoàn: {self.object}"

    def sections(self):
        inspection = self.object
        order = list(TeamRole.values)
        people = sorted(
            inspection.team.select_related("member__organization"),
            key=lambda person: (order.index(person.role), person.pk),
        )
        may_run = can_run_cases(self.request.user, inspection)
        context = {"people": people, "recusals": inspection.recusals.select_related("member__organization"),
                   "returning": list(returning_heads(inspection)), "may_run": may_run}  # fmt: skip
        change = [Button("Lập đoàn, sửa đoàn", reverse("team-update", args=[inspection.pk]), primary=True)]
        name = [Button("Ghi người phải hồi tránh", reverse("recusal-create", args=[inspection.pk]))]
        return [
            Section(
                "Thành viên đoàn",
                template="inspections/team.html" if people else "",
                context=context,
                buttons=change if may_run and inspection.state not in OVER else [],
                empty="Chưa lập đoàn.",
            ),
            Section(
                "Người phải hồi tránh",
                template="inspections/recusals.html" if context["recusals"] else "",
                context=context,
                buttons=name if may_run else [],
                empty="Chưa ghi ai. Đối tượng và người cùng chi bộ với đối tượng đương nhiên không được tham gia, không mở được hồ sơ.",  # noqa: E501
            ),
        ]


class OfInspection:
    """A form about the inspection in the address."""

    model, permission = Inspection, can_run_cases
    related = ("organization",)

    def prepare(self):
        refuse_shut_out(self.request.user, self.kwargs["pk"])
        super().prepare()

    def crumbs(self):
        return [Crumb("Đoàn, hồi tránh", self.cancel_url())]

    def facts(self):
        return [Fact("Cuộc kiểm tra, giám sát", self.object, reverse("inspection-detail", args=[self.object.pk]))]

    def success_url(self):
        return reverse("inspection-team", args=[self.kwargs["pk"]])

    cancel_url = success_url


class TeamUpdate(OfInspection, FormScreen):
    form_class, formset_class, formset_title = TeamForm, TeamFormSet, "Thành viên"
    formset_hint = "Gõ vài chữ của tên hoặc số thẻ rồi chọn. Một trưởng đoàn; để trống dòng không dùng."
    title, success = "Lập đoàn", "Đã lưu đoàn."

    def formset_kwargs(self):
        people = self.object.team.select_related("member__organization").order_by("pk")
        return {"initial": [{"member": one.member, "role": one.role, "task": one.task} for one in people]}

    def form_kwargs(self):
        return {"user": self.request.user}

    def save_action(self, form):
        return actions.set_team(
            self.object, by=self.request.user, version=self.object.version, entries=self.formset.entries()
        )


class RecusalCreate(OfInspection, FormScreen):
    form_class = RecusalForm
    title, success = "Ghi người phải hồi tránh", "Đã ghi. Người này không mở được hồ sơ nữa."
    lead = "Vợ, chồng, con, anh chị em, người có quyền lợi liên quan đến đối tượng."

    def form_kwargs(self):
        return {"user": self.request.user}

    def save_action(self, form):
        return actions.recuse(self.object, by=self.request.user, **form.cleaned_data)


class RecusalDelete(StepScreen):
    """Take a naming back, with a reason."""

    model, permission, form_class = Recusal, can_run_cases, ReasonForm
    title, submit_label, success = "Bỏ ghi người phải hồi tránh", "Bỏ ghi", "Đã bỏ ghi người phải hồi tránh."
    related = ("inspection__organization", "member")

    def may(self, name, obj=None):
        return super().may(name, self.object.inspection)

    def facts(self):
        return [Fact("Người phải hồi tránh", self.object.member), Fact("Lý do đã ghi", self.object.reason)]

    def save_action(self, form):
        return actions.lift_recusal(self.object, by=self.request.user, reason=form.cleaned_data["reason"])

    def success_url(self):
        return reverse("inspection-team", args=[self.object.inspection_id])

    cancel_url = success_url
