"""What is typed about a briefing and its conclusions."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone

from core.fields import DateField, LineField, ParagraphsField
from core.lookups import ScopedForm, ScopedModelForm
from core.periods import of_dates, parse, presets
from inspections.forms.parts import KeptOrganizationField
from members.choices import CASE_READERS
from members.forms import OrganizationField
from members.models import in_tree_of
from members.permissions import can_write_records
from reports.forms.scope import TreeField
from reports.models import Briefing, Conclusion
from reports.narrative import NARRATIVE

MEETING = ("held", "place", "chair", "chair_post", "agenda", "participants")
AGENDA_HINT = "Mỗi dòng một mục, theo thứ tự."


class BriefingForm(ScopedModelForm):
    """Organization, period by name or by two dates, cut-off, the meeting, and the words of the report.

    Once the figures are frozen only the meeting is left to change.
    """

    organization = KeptOrganizationField(label="Tổ chức họp giao ban")
    period = forms.ChoiceField(label="Kỳ báo cáo", required=False)
    first = DateField(label="Hoặc từ ngày", required=False)
    last = DateField(label="Đến ngày", required=False)
    regrouped = TreeField()

    class Meta(ScopedModelForm.Meta):
        model = Briefing
        fields = ("organization", "cutoff", "regrouped", *MEETING, *NARRATIVE)

    field_order = ("organization", "period", "first", "last", "cutoff", "regrouped", *MEETING, *NARRATIVE)

    def __init__(self, *args, **kwargs):
        kwargs["initial"] = _initial(kwargs.get("instance"), kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["cutoff"].help_text = "Số liệu tính đến hết ngày này; giao ban thường họp trước khi hết kỳ."
        self.fields["agenda"].help_text = AGENDA_HINT
        if self.instance.is_frozen:
            for name in set(self.fields) - set(MEETING):
                del self.fields[name]
            return
        if self.instance.pk:
            self.fields["organization"].kept = [self.instance.organization]
        self.fields["period"].choices = _periods(kwargs["initial"].get("period"))

    def clean_organization(self):
        organization = self.cleaned_data["organization"]
        if not can_write_records(self.user, organization):
            raise forms.ValidationError("Bạn không có quyền lập hội nghị giao ban của tổ chức này.")
        return organization

    def clean(self):
        data = super().clean()
        if "period" in self.fields and not {"first", "last", "period"} & set(self.errors):
            self._set_period(data)
        return data

    def _set_period(self, data):
        first, last = data.get("first"), data.get("last")
        if bool(first) != bool(last):
            self.add_error("last" if first else "first", "Hãy nhập đủ cả Từ ngày và Đến ngày.")
        elif first and first > last:
            self.add_error("last", "Đến ngày phải bằng hoặc sau Từ ngày.")
        elif not first and not data.get("period"):
            self.add_error("period", "Chưa chọn kỳ báo cáo. Hãy chọn trong danh sách hoặc nhập hai ngày.")
        else:
            self.period = of_dates(first, last) if first else parse(data["period"])
            self._require_cutoff(data.get("cutoff"))

    def _require_cutoff(self, cutoff):
        if cutoff and cutoff not in self.period:
            self.add_error("cutoff", "Ngày chốt số liệu phải nằm trong kỳ.")

    def typed(self):
        """The columns of the model as typed, for an action."""
        typed = {name: self.cleaned_data[name] for name in self._meta.fields if name in self.fields}
        return typed | ({"first": self.period.first, "last": self.period.last} if "period" in self.fields else {})


def _initial(instance, asked):
    """The period that is stored or asked for; the figures go up to its last day, or to today while it runs."""
    code = instance.period.code if instance is not None and instance.pk else asked.get("period", "")
    try:
        period = parse(code)
    except ValueError:
        return asked
    return {"cutoff": min(period.last, timezone.localdate())} | asked | {"period": period.code}


def _periods(code):
    """The periods around today, and the one asked for."""
    offered = {period.code: period.label for period in presets(timezone.localdate())}
    known = {code: parse(code).label} if code and code not in offered else {}
    return [("", "Chọn kỳ"), *(known | offered).items()]


PRESENT, ABSENT = "present", "absent"


class AttendanceForm(ScopedForm):
    """For each unit that is called: present, or absent and why."""

    def __init__(self, *args, units, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        known = {str(row.organization_id): row for row in rows}
        for key, unit in self.units.items():
            self._add(key, unit, known.get(key))

    def _add(self, key, unit, row):
        choices = [("", "Chưa điểm danh"), (PRESENT, "Có mặt"), (ABSENT, "Vắng mặt")]
        chosen = "" if row is None else PRESENT if row.present else ABSENT
        self.fields[f"state_{key}"] = forms.ChoiceField(
            label=str(unit), choices=choices, required=False, initial=chosen
        )
        self.fields[f"reason_{key}"] = LineField(
            label=f"Lý do vắng: {unit}", max_length=250, required=False, initial=row.reason if row else ""
        )

    def lines(self):
        """(unit, its two fields) for the page."""
        return [(unit, self[f"state_{key}"], self[f"reason_{key}"]) for key, unit in self.units.items()]

    def clean(self):
        data = super().clean()
        for key in self.units:
            state, reason = data.get(f"state_{key}"), data.get(f"reason_{key}")
            if state == ABSENT and not reason:
                self.add_error(f"reason_{key}", "Đơn vị vắng mặt phải có lý do.")
            if reason and state != ABSENT:
                self.add_error(f"reason_{key}", "Chỉ ghi lý do cho đơn vị vắng mặt.")
        return data

    def absences(self):
        """{unit: reason of absence, empty when present}; who wasn't called up yet is left out."""
        data = self.cleaned_data
        return {unit: data[f"reason_{key}"] for key, unit in self.units.items() if data[f"state_{key}"]}


class ConcludeForm(ScopedForm):
    """Who chaired the meeting that was held, and when."""

    held = DateField(label="Ngày họp")
    chair = LineField(label="Người chủ trì", max_length=120)
    chair_post = LineField(label="Chức vụ người chủ trì", max_length=200, required=False)


def _users_of(organization):
    """The users who work with records in an organization's tree."""
    works_here = in_tree_of(organization, "assignments__organization__path")
    users = get_user_model().objects.filter(works_here, assignments__role__in=CASE_READERS, is_active=True)
    return users.distinct().order_by("full_name", "pk")


class ConclusionForm(ScopedModelForm):
    """A task from the chair's conclusions: what, who, until when."""

    owner_organization = OrganizationField(label="Tổ chức chịu trách nhiệm", required=False)

    class Meta(ScopedModelForm.Meta):
        model = Conclusion
        fields = ("text", "owner_organization", "owner_user", "owner_name", "due")

    field_order = Meta.fields

    def __init__(self, *args, briefing, **kwargs):
        super().__init__(*args, **kwargs)
        users = _users_of(briefing.organization)
        self.fields["owner_user"].queryset = users
        # the base class has worded the choices when they were those of all users; they don't follow by themselves
        self.fields["owner_user"].choices = [("", "Không chọn"), *((user.pk, str(user)) for user in users)]
        self.fields["owner_name"].help_text = "Khi người này không có tài khoản."

    def clean(self):
        data = super().clean()
        if data.get("owner_user") and data.get("owner_name"):
            self.add_error("owner_name", "Chỉ ghi một người: chọn người dùng hoặc ghi họ tên.")
        if not any(data.get(name) for name in ("owner_organization", "owner_user", "owner_name")) and not self.errors:
            self.add_error("owner_organization", "Chưa ghi ai chịu trách nhiệm. Hãy chọn tổ chức hoặc một người.")
        return data

    def typed(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class ConclusionStepForm(ScopedForm):
    """Day, result, new due day and reason, as the step needs them."""

    day = DateField(label="Ngày")
    due = DateField(label="Hạn mới")
    evidence = ParagraphsField(
        label="Kết quả, bằng chứng", help_text="Đã làm gì; số, ngày văn bản và nơi lưu.", max_length=2000
    )
    reason = ParagraphsField(label="Lý do, ghi chú", required=False, max_length=2000)

    def __init__(self, *args, verb, **kwargs):
        kwargs["initial"] = {"day": timezone.localdate()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = verb in ("return", "revise", "drop")
        if verb != "report":
            del self.fields["evidence"]
        else:
            self.fields["day"].label = "Ngày thực hiện xong"
        if verb != "revise":
            del self.fields["due"]
