"""What is typed about a decision on reorganization: the decision, and its lines."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property

from core.fields import DateField, LineField, ParagraphsField
from core.formsets import RowFormSet, rows_of
from core.lookups import SEPARATOR, ScopedForm
from core.text import normalize
from members.choices import ActKind, Level, OrganizationType
from members.forms import OrganizationField
from members.models import Organization
from members.permissions import can_decide
from members.reorganizing import ActEntry
from members.replay import ENDING

NO_RIGHT = "Bạn không phải chủ nhiệm ủy ban kiểm tra phụ trách tổ chức này nên không sắp xếp được."
NAMED = ("organization", "target", "origin")
NEW_NAME = Organization._meta.get_field("name").max_length
CODE = Organization._meta.get_field("code").max_length


class ReorganizationForm(ScopedForm):
    number = LineField(label="Số quyết định", max_length=60)
    day = DateField(label="Từ ngày", help_text="Ngày đầu tiên của tình trạng mới. Tổ chức kết thúc từ ngày hôm trước.")
    title = LineField(label="Trích yếu", max_length=250, required=False)
    note = ParagraphsField(label="Ghi chú", required=False)


class AnnulForm(ScopedForm):
    number = LineField(label="Số quyết định hủy", max_length=60)
    day = DateField(label="Ngày quyết định hủy")
    reason = ParagraphsField(label="Lý do hủy")

    def __init__(self, *args, **kwargs):
        kwargs["initial"] = {"day": timezone.localdate()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


class KnownField(OrganizationField):
    """An organization; the set of lines has found most of them together by their codes."""

    known = {}

    def _found(self, typed):
        return self.known.get(code_of(typed)) or super()._found(typed)


def code_of(typed):
    return typed.split(SEPARATOR.strip())[0].strip()


class NamedField(KnownField):
    """An organization that there is, or the code of one that another line of the decision establishes."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            return normalize(str(value)[:400].replace("\0", ""))


class ActRow(ScopedForm):
    """One line: what happens to one organization."""

    folded = ("new_name", "new_type", "new_level", "origin")
    folded_title = "Tên mới, loại mới, cấp mới, chia tách từ"

    kind = forms.ChoiceField(label="Việc", choices=[("", "Chọn…"), *ActKind.choices])
    organization = NamedField(label="Tổ chức", help_text="Thành lập mới: gõ mã mới.")
    target = NamedField(label="Tổ chức đích", required=False, help_text="Cấp trên mới, hoặc tổ chức nhận.")
    new_name = LineField(label="Tên mới", max_length=NEW_NAME, required=False)
    new_type = forms.ChoiceField(
        label="Loại mới", choices=[("", "Không đổi"), *OrganizationType.choices], required=False
    )
    new_level = forms.ChoiceField(label="Cấp mới", choices=[("", "Không đổi"), *Level.choices], required=False)
    origin = KnownField(label="Chia tách từ", required=False, help_text="Chỉ với thành lập mới.")

    @property
    def is_unfolded(self):
        return any(self[name].errors or self[name].value() for name in self.folded)

    def clean(self):
        data, kind = super().clean(), self.cleaned_data.get("kind")
        for name, message in self._missing(data, kind):
            if name not in self.errors:
                self.add_error(name, message)
        if kind in ENDING and any(data.get(name) for name in self.folded):
            self.add_error(None, "Tổ chức kết thúc không có tên, loại, cấp mới. Hãy để trống các ô này.")
        return data

    def _missing(self, data, kind):
        if kind in (ActKind.MOVE, ActKind.MERGE, ActKind.ESTABLISH) and not data.get("target"):
            yield "target", "Hãy chọn tổ chức đích: cấp trên mới hoặc tổ chức nhận."
        if kind in (ActKind.RENAME, ActKind.ESTABLISH) and not data.get("new_name"):
            yield "new_name", "Hãy ghi tên mới."
        if kind == ActKind.RETYPE and not (data.get("new_type") or data.get("new_level")):
            yield "new_type", "Hãy chọn loại mới hoặc cấp mới."
        for name in ("new_type", "new_level"):
            if kind == ActKind.ESTABLISH and not data.get(name):
                yield name, "Tổ chức mới phải có loại và cấp."
        if kind in (ActKind.RENAME, ActKind.RETYPE) and data.get("target"):
            yield "target", "Việc này không có tổ chức đích. Hãy để trống ô này."
        if kind != ActKind.ESTABLISH and data.get("origin"):
            yield "origin", "Chỉ ghi khi thành lập mới."

    def established(self):
        """The new organization of the line."""
        data, named = self.cleaned_data, self.cleaned_data["organization"]
        if isinstance(named, Organization):
            self.add_error("organization", f"Mã “{named.code}” đã có tổ chức khác dùng. Hãy đặt mã khác.")
        elif len(named) > CODE:
            self.add_error("organization", f"Mã dài quá {CODE} ký tự.")
        code = named.code if isinstance(named, Organization) else named[:CODE]
        return Organization(code=code, name=data["new_name"], type=data["new_type"], level=data["new_level"])


class ActRows(RowFormSet):
    @cached_property
    def known(self):
        """The organizations that the lines name by their codes, by one query for all lines."""
        names = [f"{self.add_prefix(n)}-{name}" for n in range(self.total_form_count()) for name in NAMED]
        codes = {code_of(normalize(str(self.data.get(name, ""))[:400].replace("\0", ""))) for name in names}
        found = Organization.objects.visible_to(self.form_kwargs["user"]).filter(code__in=codes - {""})
        return {one.code: one for one in found}

    def _construct_form(self, i, **kwargs):
        row = super()._construct_form(i, **kwargs)
        for name in NAMED if self.is_bound else ():
            row.fields[name].known = self.known
        return row

    def clean(self):
        if not any(self.errors) and not self.filled():
            raise ValidationError("Hãy ghi ít nhất một việc.")

    def acts(self):
        """The lines as they will be recorded, each with its row; errors stand at the rows."""
        rows = self.filled()
        new = {}
        for row in rows:
            if row.cleaned_data["kind"] == ActKind.ESTABLISH:
                one = row.established()
                if one.code in new:
                    row.add_error("organization", f"Mã “{one.code}” được thành lập hai lần trong quyết định này.")
                new[one.code] = one
        return [(row, self._act(row, new)) for row in rows]

    def _act(self, row, new):
        data = row.cleaned_data
        act = ActEntry(
            data["kind"],
            self._named(row, "organization", new),
            self._named(row, "target", new),
            data.get("origin"),
            *(
                "" if data["kind"] == ActKind.ESTABLISH else data[name]
                for name in ("new_name", "new_type", "new_level")
            ),
        )
        for name in NAMED:
            one = getattr(act, name)
            if one and one.pk and not can_decide(row.user, one) and name not in row.errors:
                row.add_error(name, NO_RIGHT)
        return act

    @staticmethod
    def _named(row, name, new):
        """The organization of a cell: stored, or new in this decision."""
        found = row.cleaned_data.get(name)
        if not isinstance(found, str):
            return found
        if found in new:
            return new[found]
        if found and name not in row.errors:
            row.add_error(name, f"Không có tổ chức “{found[:60]}” trong phạm vi của bạn và trong quyết định này.")
        return None


ActFormSet = rows_of(ActRow, ActRows, extra=1)


class PresetForm(ScopedForm):
    """Which lines to begin with."""

    under = OrganizationField(
        label="Tổ chức",
        required=False,
        help_text="Kết thúc cấp huyện: chọn đảng bộ tỉnh. Kết thúc tổ chức trung gian: chọn đảng bộ cơ sở. Sáp nhập, "
        "chia tách: chọn tổ chức đích, hoặc để trống.",
    )


def district_lines(organization):
    """Every living district below a province ends, and what is under it goes under the province."""
    return _ending_below(organization, Level.DISTRICT)


def section_lines(organization):
    """Every living intermediate organization of a commune ends, and its cells go under the commune."""
    return _ending_below(organization, Level.SECTION)


def _ending_below(organization, level):
    living = Organization.objects.within(organization).filter(level=level, valid_until=None).exclude(pk=organization.pk)
    return [{"kind": ActKind.END, "organization": one.pk, "target": organization.pk} for one in living]


def blank_lines(*kinds):
    return lambda organization: [{"kind": kind, "target": organization and organization.pk} for kind in kinds]


PRESETS = {
    "huyen": ("Kết thúc cấp huyện", district_lines),
    "trung-gian": ("Kết thúc tổ chức trung gian", section_lines),
    "nhap": ("Sáp nhập tổ chức", blank_lines(ActKind.MERGE, ActKind.MERGE)),
    "chia": ("Chia tách tổ chức", blank_lines(ActKind.ESTABLISH, ActKind.MOVE, ActKind.MOVE)),
}
