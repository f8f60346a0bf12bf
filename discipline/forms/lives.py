"""What is typed about a member's life: transfer, recognition, leaving, coming back, corrections, posts, merging."""

from django import forms

from core.fields import DateField, LineField, ParagraphsField
from core.lookups import ScopedForm, ScopedModelForm, bind_lookups
from members.choices import MemberEventKind
from members.forms import CellField
from members.models import Member, Post

WHY = "Lý do làm khác quy định"


class TransferForm(ScopedForm):
    """Where a member's party life goes: a cell here for good, elsewhere for good, or a stay for a time."""

    WITHIN, OUTSIDE, FOR_A_TIME = "within", "outside", "for_a_time"

    way = forms.ChoiceField(
        label="Loại chuyển",
        choices=[
            (WITHIN, "Chính thức, đến tổ chức trong hệ thống"),
            (OUTSIDE, "Chính thức, ra ngoài hệ thống"),
            (FOR_A_TIME, "Tạm thời"),
        ],
        widget=forms.RadioSelect,
    )
    organization = CellField(label="Tổ chức nơi đến", required=False, help_text="Khi chuyển trong hệ thống.")
    place = LineField(label="Nơi đến ngoài hệ thống", max_length=250, required=False, help_text="Khi chuyển ra ngoài.")
    day = DateField(label="Ngày chuyển")
    until = DateField(label="Tạm thời đến ngày", required=False, help_text="Khi chuyển tạm thời.")
    number = LineField(label="Số giấy giới thiệu", max_length=60)
    note = LineField(label="Ghi chú", max_length=500, required=False)
    why = ParagraphsField(label=WHY, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean(self):
        data = super().clean()
        way, organization, place = data.get("way"), data.get("organization"), data.get("place")
        if way == self.WITHIN and organization is None and "organization" not in self.errors:
            self.add_error("organization", "Chưa chọn tổ chức nơi đến.")
        if way == self.OUTSIDE and not place:
            self.add_error("place", "Chưa nhập nơi đến.")
        if way == self.FOR_A_TIME:
            self._check_stay(data)
        elif data.get("until"):
            self.add_error("until", "Chỉ nhập khi chuyển tạm thời.")
        if organization and place:
            self.add_error("place", "Chỉ nhập một nơi đến: trong hoặc ngoài hệ thống.")
        return data

    def _check_stay(self, data):
        if not data.get("organization") and not data.get("place") and "organization" not in self.errors:
            self.add_error("organization", "Chưa chọn nơi đến tạm thời.")
        if data.get("until") is None and "until" not in self.errors:
            self.add_error("until", "Chưa nhập ngày hết hạn tạm thời.")

    def typed(self):
        left_out = {self.WITHIN: ("place", "until"), self.OUTSIDE: ("organization", "until"), self.FOR_A_TIME: ()}
        names = left_out[self.cleaned_data["way"]]
        return {name: value for name, value in self.cleaned_data.items() if name not in ("way", *names)}


class RecognizeForm(ScopedForm):
    day = DateField(label="Ngày chính thức")
    number = LineField(label="Số quyết định", max_length=60)
    card_number = LineField(
        label="Số thẻ mới", max_length=30, required=False, help_text="Để trống nếu giữ số đang ghi."
    )
    note = LineField(label="Ghi chú", max_length=500, required=False)


class LeaveForm(ScopedForm):
    kind = forms.ChoiceField(
        label="Lý do rời Đảng bộ",
        choices=[("", "Chọn…")]
        + [
            (kind.value, kind.label)
            for kind in (MemberEventKind.DECEASED, MemberEventKind.RESIGNED, MemberEventKind.STRUCK_OFF)
        ],
    )
    day = DateField(label="Ngày")
    number = LineField(label="Số quyết định", max_length=60, required=False, help_text="Từ trần thì không bắt buộc.")
    note = LineField(label="Ghi chú", max_length=500, required=False)


class ReturnForm(ScopedForm):
    """A member who is out comes back; what may be chosen depends on how they went."""

    day = DateField(label="Ngày")
    organization = CellField(label="Nơi sinh hoạt", help_text="Gõ vài chữ của tên hoặc mã chi bộ.")
    number = LineField(label="Số quyết định, giấy giới thiệu", max_length=60)
    note = LineField(label="Căn cứ, ghi chú", max_length=500, required=False)


class AgainForm(ReturnForm):
    READMITTED, RESTORED = "readmitted", "restored"

    way = forms.ChoiceField(
        label="Trường hợp",
        choices=[(RESTORED, "Khôi phục đảng tịch (việc rời Đảng không đúng)"), (READMITTED, "Kết nạp lại")],
        widget=forms.RadioSelect,
    )
    field_order = ("way", "day", "organization", "number", "note")


class StayEndForm(ScopedForm):
    ended = DateField(label="Ngày trở về")


class WithReason(ScopedForm):
    reason = ParagraphsField(label="Lý do", widget=forms.Textarea(attrs={"rows": 3}))


class MemberForm(ScopedModelForm):
    """Corrections of what was written wrongly."""

    organization = CellField(
        label="Nơi sinh hoạt", help_text="Chỉ sửa khi ghi sai. Người đã chuyển thì ghi ở “Chuyển sinh hoạt”."
    )
    reason = LineField(label="Lý do sửa", max_length=250)

    class Meta(ScopedModelForm.Meta):
        model = Member
        fields = ("name", "card_number", "born", "sex", "organization", "joined", "official_from")

    def clean(self):
        data = super().clean()
        if data.get("born") and data.get("joined") and data["born"] >= data["joined"]:
            self.add_error("born", "Ngày sinh phải trước ngày vào Đảng.")
        return data

    def typed(self):
        return {name: self.cleaned_data[name] for name in (*self._meta.fields, "reason")}


class PostForm(ScopedModelForm):
    reason = LineField(label="Lý do, số quyết định", max_length=250, required=False)

    class Meta(ScopedModelForm.Meta):
        model = Post
        fields = ("office", "seat", "managed_by", "started", "ended")

    def clean(self):
        data = super().clean()
        if not any(data.get(name) for name in ("office", "seat", "managed_by")):
            self.add_error("office", "Hãy ghi chức vụ, cấp ủy viên hoặc diện quản lý.")
        return data

    def typed(self):
        return {name: self.cleaned_data[name] for name in (*self._meta.fields, "reason")}


class MergeForm(WithReason):
    """Which of two records is kept, and which rating where one year has two."""

    kept = forms.ChoiceField(label="Giữ lại hồ sơ", choices=[], widget=forms.RadioSelect)
    field_order = ("kept",)

    def __init__(self, *args, pair, ratings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kept"].choices = [(str(one.pk), f"{one}, thẻ {one.card_number}") for one in pair]
        for first, second in ratings:
            if first.grade != second.grade:
                self.fields[f"rating_{first.year}"] = forms.ChoiceField(
                    label=f"Xếp loại năm {first.year}: hai hồ sơ ghi khác nhau, giữ mức",
                    choices=[(str(one.pk), one.get_grade_display()) for one in (first, second)],
                    widget=forms.RadioSelect,
                )
        self.fields["reason"].label = "Căn cứ gộp"
        bind_lookups(self, self.user)
        self.order_fields(["kept", *(name for name in self.fields if name.startswith("rating_")), "reason"])

    def ratings(self):
        """By year: the key of the rating to keep."""
        names = [name for name in self.fields if name.startswith("rating_")]
        return {int(name.removeprefix("rating_")): int(self.cleaned_data[name]) for name in names}
