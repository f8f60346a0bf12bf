from core.tables import BadgeColumn, Column, Table, TimeColumn
from core.text import number
from reports.choices import JobState
from reports.models import Job

JOB_TONES = {
    JobState.QUEUED: "none",
    JobState.RUNNING: "running",
    JobState.DONE: "done",
    JobState.FAILED: "late",
    JobState.STOPPED: "warn",
}


class JobTable(Table):
    title = Column("Việc", link="job-detail", wide=True)
    organization = Column("Tổ chức đảng", order_by="organization__sort_key", wide=True)
    by = Column("Người yêu cầu", order_by="by__full_name")
    state = BadgeColumn("Tình trạng", tones=JOB_TONES)
    progress = Column("Đã làm", accessor="done", order_by="done", width=16)
    asked = TimeColumn("Yêu cầu lúc")
    ended = TimeColumn("Kết thúc lúc")

    caption = "Danh sách việc chạy nền"
    unit = "việc"

    class Meta(Table.Meta):
        model = Job
        fields = ()

    def value_progress(self, record):
        return f"{number(record.done)}/{number(record.total)} {record.unit}" if record.total else ""
