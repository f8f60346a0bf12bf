"""The way of a background job through its states."""

from core.states import Move, StateTable
from reports.choices import UNFINISHED_JOBS, JobState
from reports.permissions import by_the_worker, can_steer_job

JOB = StateTable(
    "Việc chạy nền",
    JobState,
    (
        Move("begin", "Bắt đầu", "Bắt đầu chạy", (JobState.QUEUED,), JobState.RUNNING, by_the_worker),
        Move(
            "finish",
            "Hoàn thành",
            "Đã xong",
            (JobState.RUNNING,),
            JobState.DONE,
            by_the_worker,
            needs="Mọi tệp kết quả đã nằm trọn vẹn trên đĩa.",
            irreversible=True,
        ),
        Move(
            "fail",
            "Ghi không xong",
            "Không xong",
            (JobState.RUNNING,),
            JobState.FAILED,
            by_the_worker,
            needs="Lý do bằng lời.",
            irreversible=True,
        ),
        Move("stop", "Dừng", "Đã dừng", UNFINISHED_JOBS, JobState.STOPPED, can_steer_job, irreversible=True),
    ),
)
