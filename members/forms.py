"""Fields by which every form names an organization or a member, and the forms of accounts and assignments."""

import json
import re

from django import forms

from accounts.forms import UserForm
from core.fields import DateField, LineField
from core.lookups import LookupField, ScopedForm, ScopedModelForm
from core.text import normalize
from members.choices import CASE_WRITERS, Role, Sex
from members.models import Assignment, Member, Organization, UserMember, in_subtrees
from members.permissions import scope
from rules.families import Certainty


class OrganizationField(LookupField):
    """An organization by its code or name."""

    model, url_name, key_field = Organization, "organization-lookup", "code"


class MemberField(LookupField):
    """A member by card number or name."""

    model, url_name, key_field = Member, "member-lookup", "card_number"

    def rows(self):
        """With the cell: two people of one name are told apart by it."""
        return super().rows().select_related("organization")


class AdministeredOrganizationField(OrganizationField):
    """An organization where the user is administrator: a role is given nowhere else."""

    def rows(self):
        if self.user is None:
            return Organization.objects.none()
        return Organization.objects.filter(in_subtrees(scope(self.user, (Role.ADMINISTRATOR,))))


class AccountForm(ScopedModelForm, UserForm):
    """The account of a user, on the administrator's screens."""

    full_name = LineField(label="Họ và tên", max_length=120)

    class Meta(UserForm.Meta, ScopedModelForm.Meta):
        pass


class AssignmentForm(ScopedModelForm):
    """Which role a user gets in which organization."""

    organization = AdministeredOrganizationField(
        label="Tổ chức đảng", help_text="Quyền có hiệu lực tại tổ chức này và mọi tổ chức trực thuộc."
    )
    role = forms.ChoiceField(label="Vai trò", choices=[("", "Chọn vai trò"), *Role.choices])

    class Meta(ScopedModelForm.Meta):
        model = Assignment
        fields = ["organization", "role", "handles_denunciations", "sees_senders"]

    def __init__(self, *args, holder=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.user = holder

    def clean(self):
        cleaned = super().clean()
        if self.instance.user == self.user:
            raise forms.ValidationError(
                "Không tự phân công cho chính mình. Hãy đề nghị một quản trị viên khác thực hiện."
            )
        if cleaned.get("handles_denunciations") and cleaned.get("role") != Role.OFFICER:
            self.add_error("handles_denunciations", "Chỉ chọn ô này với vai trò Cán bộ kiểm tra.")
        if cleaned.get("sees_senders") and not self._reads_letters(cleaned):
            self.add_error("sees_senders", "Chỉ chọn ô này cho người được xem đơn tố cáo.")
        return cleaned

    @staticmethod
    def _reads_letters(cleaned):
        return cleaned.get("role") in (Role.HEAD, Role.LEADER) or bool(cleaned.get("handles_denunciations"))


class AdministeredMemberField(MemberField):
    """A member of an organization where the user is administrator; only who they are, no case."""

    url_name = "user-member-lookup"

    def rows(self):
        if self.user is None:
            return Member.objects.none()
        rows = Member.objects.filter(in_subtrees(scope(self.user, (Role.ADMINISTRATOR,))), merged_into=None)
        return rows.select_related("organization")


class UserMemberForm(ScopedForm):
    member = AdministeredMemberField(
        label="Đảng viên", required=False, help_text="Gõ tên hoặc số thẻ. Để trống nếu không phải đảng viên ở đây."
    )
    reason = LineField(label="Lý do", max_length=250, required=False)

    def __init__(self, *args, holder, **kwargs):
        super().__init__(*args, **kwargs)
        self.holder = holder

    def clean_member(self):
        member = self.cleaned_data["member"]
        if member and UserMember.objects.filter(member=member).exclude(user=self.holder).exists():
            raise forms.ValidationError("Đảng viên này đã gắn với một người dùng khác.")
        return member


class CellField(OrganizationField):
    """An organization in whose name the user may write, and that still exists."""

    def rows(self):
        rows = super().rows()
        return rows.filter(in_subtrees(scope(self.user, CASE_WRITERS))) if self.user else rows


class ArrivalForm(ScopedForm):
    """A new member, admitted here or come from elsewhere."""

    ADMITTED, RECEIVED = "admitted", "received"

    way = forms.ChoiceField(
        label="Trường hợp",
        choices=[(ADMITTED, "Kết nạp mới (đảng viên dự bị)"), (RECEIVED, "Từ nơi khác chuyển đến")],
        widget=forms.RadioSelect,
    )
    organization = CellField(label="Nơi sinh hoạt", help_text="Gõ vài chữ của tên hoặc mã chi bộ.")
    name = LineField(label="Họ và tên", max_length=120)
    card_number = LineField(
        label="Số thẻ",
        max_length=30,
        help_text="Đảng viên dự bị chưa có thẻ thì ghi số lý lịch; số thẻ ghi khi công nhận.",
    )
    born = DateField(label="Ngày sinh", required=False)
    sex = forms.ChoiceField(label="Giới tính", choices=[("", "Chưa rõ"), *Sex.choices], required=False)
    day = DateField(label="Ngày kết nạp hoặc ngày tiếp nhận")
    number = LineField(label="Số quyết định, giấy giới thiệu", max_length=60, required=False)
    place = LineField(label="Từ đâu chuyển đến", max_length=250, required=False)
    joined = DateField(label="Ngày vào Đảng", required=False, help_text="Chỉ nhập với người từ nơi khác chuyển đến.")
    official_from = DateField(label="Ngày chính thức", required=False, help_text="Để trống nếu còn dự bị.")
    note = LineField(label="Ghi chú", max_length=500, required=False)

    def clean(self):
        data = super().clean()
        if data.get("way") == self.RECEIVED:
            self._check_arrival(data)
        elif data.get("way") == self.ADMITTED:
            for name in ("place", "joined", "official_from"):
                if data.get(name):
                    self.add_error(name, "Chỉ nhập với người từ nơi khác chuyển đến.")
        if data.get("born") and data.get("day") and data["born"] >= data["day"]:
            self.add_error("born", "Ngày sinh phải trước ngày kết nạp hoặc tiếp nhận.")
        return data

    def _check_arrival(self, data):
        if not data.get("place"):
            self.add_error("place", "Chưa nhập nơi chuyển đến từ đâu.")
        if data.get("joined") and data.get("official_from") and data["official_from"] < data["joined"]:
            self.add_error("official_from", "Ngày chính thức phải bằng hoặc sau ngày vào Đảng.")

    def typed(self):
        """What the action of this way takes."""
        ways = {self.ADMITTED: ("place", "joined", "official_from")}
        left_out = ("way", *ways.get(self.cleaned_data["way"], ()))
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}


class ReasonForm(ScopedForm):
    """Why something is done to an account; kept on the history chain."""

    reason = LineField(label="Lý do", max_length=250, required=False)


class ArticlesForm(ScopedForm):
    """A version of the catalogue of articles, pasted from a table."""

    effective_from = DateField(label="Áp dụng từ ngày")
    document = LineField(
        label="Văn bản", max_length=250, help_text="Ví dụ 69-QĐ/TW. Là nguồn của mọi điều ghi dưới đây."
    )
    certainty = forms.ChoiceField(label="Độ tin cậy", choices=[("", "Chọn…"), *Certainty.choices])
    reason = LineField(label="Lý do thêm", max_length=500)
    rows = forms.CharField(
        label="Danh mục",
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 18, "class": "wide", "spellcheck": "false"}),
        help_text="Chép bốn cột từ Excel rồi dán vào đây, mỗi điều một dòng: số điều, khoản; tên; đối tượng (tổ chức "
        "đảng hoặc đảng viên); mã nhóm vi phạm nếu có. Tự gõ thì ngăn các cột bằng dấu |.",
    )

    def clean_rows(self):
        """The rules as text, one a line of the table; every line that can't be read is told by its number."""
        faults, rules = [], []
        for number, line in enumerate(self.cleaned_data["rows"].splitlines(), 1):
            cells = [normalize(cell) for cell in re.split(r"[\t|]", line)]
            if not any(cells):
                continue
            code, title, subject, group = (*cells, "", "", "", "")[:4]
            kind = SUBJECT_WORDS.get(subject.lower())
            if not (code and title and kind):
                faults.append(f"Dòng {number}: phải có số điều, tên, và “tổ chức đảng” hoặc “đảng viên”.")
            rules.append({"code": code, "title": title, "subject": kind} | ({"group": group} if group else {}))
        if faults:
            raise forms.ValidationError(faults[:20])
        return rules

    def clean(self):
        data = super().clean()
        if "rows" in data and "document" in data:
            shared = {"source": data["document"], "certainty": data.pop("certainty", "")}
            data["text"] = "\n".join(_table(rule | shared) for rule in data.pop("rows"))
        return data


SUBJECT_WORDS = {"tổ chức đảng": "organization", "tổ chức": "organization", "đảng viên": "member"}


def _table(rule):
    """One rule in TOML; its strings are written as JSON writes them."""
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in rule.items())
    return "\n".join(("[[rules]]", *lines))


def rows_of_articles(version):
    """The catalogue of a version as it was pasted."""
    words = {kind: word for word, kind in SUBJECT_WORDS.items() if word != "tổ chức"}
    rules = version.rules if version else ()
    return "\n".join(
        " | ".join((rule["code"], rule["title"], words[rule["subject"]], rule.get("group", ""))).rstrip(" |")
        for rule in rules
    )


class RuleSetForm(ScopedForm):
    """A version of a family of rules, as text in TOML."""

    effective_from = DateField(label="Áp dụng từ ngày")
    document = LineField(label="Văn bản", max_length=250)
    reason = LineField(label="Lý do thêm", max_length=500)
    text = forms.CharField(
        label="Các quy định",
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 24, "class": "code wide", "spellcheck": "false"}),
        help_text="Mỗi quy định bắt đầu bằng dòng [[rules]], có nguồn (source) và độ tin cậy (certainty).",
    )
