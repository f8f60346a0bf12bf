"""Tables of organizations, members, ratings, users and history."""

from django.urls import reverse

from accounts.models import HistoryEntry, User
from core.tables import (
    BadgeColumn,
    ChoiceColumn,
    CodeColumn,
    Column,
    DateColumn,
    ListColumn,
    Table,
    TimeColumn,
    YearColumn,
)
from members.choices import Grade, MemberStatus
from members.grading import grading_of, points_in_words
from members.models import Assignment, Member, Organization, Post, Rating, Standing

GRADE_TONES = {Grade.EXCELLENT: "done", Grade.GOOD: "done", Grade.FAIR: "warn", Grade.FAILED: "late"}
STATUS_TONES = {MemberStatus.OFFICIAL: "plain", MemberStatus.PROBATIONARY: "running"}
ACCOUNT_STATES = {True: "Đang hoạt động", False: "Đã khóa"}


class SubjectColumn(Column):
    """The organization or member that a row is about, as a link to its page."""

    def __init__(self, verbose_name="Đối tượng", **kwargs):
        order = ("subject_kind", "subject_organization__sort_key", "subject_member__sort_key")
        super().__init__(verbose_name, **{"accessor": "subject", "order_by": order, "width": 36, **kwargs})

    def linker(self):
        return address_of


def address_of(record):
    """The page of who a row is about."""
    if record.subject_organization_id:
        return reverse("organization-detail", args=[record.subject_organization_id])
    return reverse("member-detail", args=[record.subject_member_id])


class OrganizationTable(Table):
    name = Column("Tên tổ chức", link="organization-detail", order_by="sort_key", wide=True)
    code = CodeColumn("Mã")
    type = ChoiceColumn("Loại")
    level = ChoiceColumn("Cấp", width=12)
    parent = Column("Cấp trên", order_by="parent__sort_key", wide=True)
    valid_from = DateColumn("Từ ngày")
    valid_until = DateColumn("Đến ngày")

    unit = "tổ chức đảng"

    class Meta(Table.Meta):
        model = Organization
        fields = ()


class ChildTable(OrganizationTable):
    caption = "Tổ chức trực thuộc"

    class Meta(OrganizationTable.Meta):
        exclude = ("parent",)


class StandingTable(Table):
    name = Column("Tên", wide=True)
    type = ChoiceColumn("Loại")
    level = ChoiceColumn("Cấp")
    parent = Column("Cấp trên", wide=True)
    valid_from = DateColumn("Từ ngày")
    valid_until = DateColumn("Đến ngày")

    caption = "Tổ chức qua các thời kỳ"

    class Meta(Table.Meta):
        model = Standing
        fields = ()

    def value_parent(self, record):
        return record.parent.name if record.parent else "Không có cấp trên"


class MemberTable(Table):
    name = Column("Họ và tên", link="member-detail", order_by="sort_key")
    card_number = CodeColumn("Số thẻ")
    born = DateColumn("Ngày sinh")
    sex = ChoiceColumn("Giới tính", width=10)
    organization = Column("Nơi sinh hoạt", order_by="organization__sort_key", wide=True)
    above = Column("Trực thuộc", accessor="organization__parent", order_by="organization__parent__sort_key", wide=True)
    posts = ListColumn("Chức vụ, cấp ủy")
    joined = DateColumn("Ngày vào Đảng")
    status = BadgeColumn("Tình trạng", tones=STATUS_TONES)

    unit = "đảng viên"
    wide = True

    class Meta(Table.Meta):
        model = Member
        fields = ()


class PostTable(Table):
    office = Column("Chức vụ")
    seat = ChoiceColumn("Cấp ủy viên")
    managed_by = ChoiceColumn("Diện quản lý")
    started = DateColumn("Từ ngày")
    ended = DateColumn("Đến ngày")

    caption = "Chức vụ, cấp ủy"

    class Meta(Table.Meta):
        model = Post
        fields = ()


class GradeColumn(BadgeColumn):
    """A grade by the name that it had in its year."""

    rulebook = None

    def text(self, record, value):
        return grading_of(self.rulebook, record.year).label(value, record.subject_kind)


class NamedGrades:
    """A table of ratings whose grades are called as the rules of their years call them."""

    def __init__(self, *args, rulebook, **kwargs):
        super().__init__(*args, **kwargs)
        self.columns["grade"].column.rulebook = rulebook


class PointsColumn(Column):
    """Points as they are written, “82,5”, one below the other."""

    css = "number"


class RatingTable(NamedGrades, Table):
    subject = SubjectColumn()
    kind = ChoiceColumn("Loại đối tượng", accessor="subject_kind", order_by="subject_kind")
    code = Column("Mã hoặc số thẻ", orderable=False)
    unit_name = Column("Thuộc tổ chức", orderable=False, wide=True)
    year = YearColumn("Năm")
    grade = GradeColumn("Mức xếp loại", tones=GRADE_TONES, width=40)
    points = PointsColumn("Điểm", width=10)
    told = Column("Khác quy định", orderable=False, wide=True)
    reason = Column("Lý do", orderable=False, wide=True)

    unit = "lượt xếp loại"
    wide = True

    class Meta(Table.Meta):
        model = Rating
        fields = ()

    def value_kind(self, record):
        return record.get_subject_kind_display()

    def value_points(self, record):
        return "" if record.points is None else points_in_words(record.points)

    def value_code(self, record):
        return record.subject_organization.code if record.subject_organization_id else record.subject_member.card_number

    def value_unit_name(self, record):
        above = (
            record.subject_organization.parent if record.subject_organization_id else record.subject_member.organization
        )
        return above.name if above else ""


class OwnRatingTable(NamedGrades, Table):
    year = YearColumn("Năm")
    grade = GradeColumn("Mức xếp loại", tones=GRADE_TONES)

    caption = "Xếp loại hằng năm"
    slim = True

    class Meta(Table.Meta):
        model = Rating
        fields = ()


class UserTable(Table):
    full_name = Column("Họ và tên", link="user-detail")
    username = Column("Tên đăng nhập")
    assignments = ListColumn("Vai trò")
    is_active = BadgeColumn("Tài khoản", labels=ACCOUNT_STATES, tones={True: "done", False: "late"})
    last_login = TimeColumn("Đăng nhập gần nhất")

    unit = "người dùng"

    class Meta(Table.Meta):
        model = User
        fields = ()


class AssignmentTable(Table):
    organization = Column("Tổ chức đảng", wide=True)
    role = ChoiceColumn("Vai trò")
    handles_denunciations = Column("Xử lý đơn tố cáo")
    sees_senders = Column("Xem người gửi đơn")
    remove = Column("Thôi phân công", link="assignment-delete", exclude_from_export=True)

    caption = "Phân công"

    class Meta(Table.Meta):
        model = Assignment
        fields = ()

    def value_handles_denunciations(self, record):
        return "Được giao" if record.handles_denunciations else ""

    def value_sees_senders(self, record):
        return "Được xem" if record.sees_senders else ""

    def value_remove(self, record):
        return "Thôi vai trò này"


class HistoryTable(Table):
    sequence = CodeColumn("Số", link="history-detail", width=10)
    at = TimeColumn("Thời điểm")
    username = Column("Người thực hiện")
    address = Column("Địa chỉ máy")
    act = ChoiceColumn("Việc đã làm")
    object_label = Column("Đối tượng", wide=True)
    summary = Column("Nội dung", wide=True, orderable=False)
    reason = Column("Lý do", orderable=False)

    unit = "bản ghi"
    wide = True

    class Meta(Table.Meta):
        model = HistoryEntry
        fields = ()
