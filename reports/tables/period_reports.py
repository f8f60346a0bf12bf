"""Tables of period reports, layouts, sets of actors and typed figures."""

from core.tables import BadgeColumn, CodeColumn, Column, DateColumn, NumberColumn, Table
from reports.choices import BaselineKind, ReportState
from reports.models import ActorSet, Baseline, PeriodReport, ReportLayout

TONES = {ReportState.DRAFT: "running", ReportState.ISSUED: "done", ReportState.WITHDRAWN: "late"}
KIND_TONES = {BaselineKind.BASELINE: "plain", BaselineKind.PUBLISHED: "running"}


class PeriodReportTable(Table):
    label = Column("Kỳ báo cáo", link="periodreport-detail", order_by=("last", "first"), wide=True, empty_values=())
    organization = Column("Tổ chức báo cáo", order_by="organization__sort_key", wide=True)
    number = CodeColumn("Số, ký hiệu")
    cutoff = DateColumn("Chốt đến hết ngày")
    issued_on = DateColumn("Ban hành")
    state = BadgeColumn("Tình trạng", tones=TONES)

    unit = "báo cáo"

    class Meta(Table.Meta):
        model = PeriodReport
        fields = ("label", "organization", "number", "cutoff", "issued_on", "state")

    def value_label(self, record):
        return record.period_label


class ReportLayoutTable(Table):
    name = Column("Tên mẫu", link="reportlayout-detail", wide=True)
    kind = Column("Dùng cho")
    organization = Column("Tổ chức đảng", order_by="organization__sort_key", wide=True)
    version = NumberColumn("Phiên bản")
    active = Column("Sử dụng")

    unit = "mẫu"

    class Meta(Table.Meta):
        model = ReportLayout
        fields = ("name", "kind", "organization", "version", "active")

    def value_active(self, record):
        return "Đang dùng" if record.active else "Thôi dùng"


class ActorSetTable(Table):
    name = Column("Tên nhóm", link="actorset-detail", wide=True)
    words = Column("Gồm", orderable=False, wide=True)
    organization = Column("Tổ chức đảng", order_by="organization__sort_key", wide=True)
    active = Column("Sử dụng")

    unit = "nhóm"

    class Meta(Table.Meta):
        model = ActorSet
        fields = ("name", "words", "organization", "active")

    value_active = ReportLayoutTable.value_active


class BaselineTable(Table):
    name = Column("Số liệu", link="baseline-detail", wide=True)
    period = Column("Kỳ", order_by=("last", "first"))
    value = NumberColumn("Giá trị")
    kind = BadgeColumn("Loại", tones=KIND_TONES)
    source = Column("Văn bản nguồn", wide=True)
    organization = Column("Tổ chức đảng", order_by="organization__sort_key", wide=True)
    standing = Column("Tình trạng", orderable=False)

    unit = "số liệu"

    class Meta(Table.Meta):
        model = Baseline
        fields = ("name", "period", "value", "kind", "source", "organization", "standing")

    def value_standing(self, record):
        return "Đã bỏ" if record.voided_at else "Đang dùng"
