"""Background jobs: list, request, page with counted progress, results."""

from urllib.parse import quote

from django.http import FileResponse, Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from core.screens import Button, Crumb, DetailScreen, Fact, FormScreen, ListScreen, Screen, Section, StepScreen
from members.permissions import assignments, can_read_records
from reports import actions, workbench
from reports.choices import JobState
from reports.filters.jobs import JobFilters
from reports.forms.jobs import JobForm
from reports.jobs import KINDS
from reports.models import Job, JobFile
from reports.permissions import can_open_jobs, can_steer_job, can_take_results, is_own_job
from reports.tables.jobs import JOB_TONES, JobTable
from reports.worker import INTERRUPTED

SILENCE = 60
"""Seconds without a sign of life of any worker, after which a page that waits says so."""
NO_WORKER = "Tiến trình chạy nền hiện không hoạt động. Việc sẽ được làm khi tiến trình chạy lại; hãy báo quản trị viên."
WRITES_AT_ONCE = "import"
"""The kind of job that, once its rows are counted, writes them in one transaction: no count can show how far it is."""
SAME_JOB = "Việc này đã được yêu cầu và chưa xong, không tạo thêm lần nữa."


class JobList(ListScreen):
    model, permission = Job, can_open_jobs
    title, unit = "Việc chạy nền", "việc"
    lead = "Việc cần nhiều thời gian được làm ở máy chủ: có thể rời trang, kết quả được giữ lại."
    filterset_class, table_class = JobFilters, JobTable
    related = ("organization", "by")
    create_url, create_label, create_permission = "job-create", "Yêu cầu việc mới", can_read_records
    quick_views = (("Tất cả", {}), ("Đang chạy", {"state": "running"}), ("Đã xong", {"state": "done"}))
    empty_hint = "Việc lập báo cáo cho nhiều tổ chức đảng sẽ hiện ở đây sau khi được yêu cầu."


class JobCreate(FormScreen):
    model, permission, form_class = Job, can_read_records, JobForm
    title, submit_label = "Yêu cầu việc chạy nền", "Đưa vào hàng chờ"
    success = "Đã đưa vào hàng chờ. Có thể rời trang này, kết quả được giữ lại."

    def initial(self):
        """About the user's own office, unless the address says otherwise."""
        return {"organization": next(iter(assignments(self.request.user))).organization_id, **super().initial()}

    def form_kwargs(self):
        return {**super().form_kwargs(), "today": timezone.localdate()}

    def save_action(self, form):
        data = form.cleaned_data
        job, new = actions.ask_for_job(
            kind=data["kind"],
            organization=data["organization"],
            period=data["period"],
            parameters={"subordinates": data["subordinates"]},
            by=self.request.user,
        )
        if not new:
            self.success = SAME_JOB
        return job


class JobDetail(DetailScreen):
    """How a job stands. `?part=progress` is the part that changes while it runs."""

    template_name = "reports/job.html"
    model, permission = Job, can_open_jobs
    related = ("organization", "by")

    def get(self, request, *args, **kwargs):
        if request.GET.get("part") == "progress":
            return render(request, "reports/job_progress.html", self.progress())
        return super().get(request, *args, **kwargs)

    def context(self, **more):
        return super().context(**self.progress(), **more)

    def crumbs(self):
        return [Crumb("Việc chạy nền", reverse("job-list"))]

    def progress(self):
        job = self.object
        left_behind = workbench.is_left_behind(job)
        waits = job.state == JobState.QUEUED and workbench.seconds_without_worker() > SILENCE
        return {
            "job": job,
            "state": JobState.FAILED.label if left_behind else job.get_state_display(),
            "tone": JOB_TONES[JobState.FAILED if left_behind else job.state],
            "message": INTERRUPTED if left_behind else job.message,
            "warning": NO_WORKER if waits else "",
            "moving": not (job.is_finished or left_behind),
            "writing": job.kind == WRITES_AT_ONCE and job.state == JobState.RUNNING and 0 < job.total == job.done,
        }

    def facts(self):
        job = self.object
        return [
            Fact("Tổ chức đảng", job.organization),
            *([Fact("Kỳ báo cáo", job.span.label)] if job.span else []),
            Fact("Người yêu cầu", job.by),
            Fact("Yêu cầu lúc", moment(job.asked)),
            Fact("Bắt đầu lúc", moment(job.started)),
            Fact("Kết thúc lúc", moment(job.ended)),
        ]

    def sections(self):
        """Who didn't ask for it learns how it stands, and nothing of what it made."""
        if self.object.state != JobState.DONE or not is_own_job(self.request.user, self.object):
            return []
        context = {
            "files": list(self.object.files.all()),
            "removed": moment(self.object.removed),
            "may": can_take_results(self.request.user, self.object),
        }
        return [Section("Tệp kết quả", template="reports/job_files.html", context=context, anchor="tep")]

    def buttons(self):
        job, user = self.object, self.request.user
        buttons = []
        kind = KINDS.get(job.kind)
        if is_own_job(user, job) and kind and kind.page:
            buttons.append(Button(f"Xem: {kind.title}", kind.page(job.parameters), primary=True))
        elif job.is_finished and is_own_job(user, job):
            buttons.append(Button("Yêu cầu lại", again(job)))
        if can_steer_job(user, job):
            buttons += [Button(label, reverse(name, args=[job.pk])) for label, name in steps_of(job)]
        return buttons


class JobStop(StepScreen):
    model, permission = Job, can_steer_job
    related = ("organization",)
    title, submit_label, success = "Dừng việc chạy nền", "Dừng", "Đã dừng."
    warning = "Những gì đã làm của việc này sẽ bị bỏ; muốn có kết quả phải yêu cầu lại từ đầu."

    def facts(self):
        return [Fact("Việc", self.object), Fact("Tình trạng", self.object.get_state_display())]

    def save_action(self, form):
        return actions.stop_job(self.object, by=self.request.user)


class JobRemove(StepScreen):
    model, permission = Job, can_steer_job
    related = ("organization",)
    title, submit_label, success = "Xóa tệp kết quả", "Xóa tệp", "Đã xóa tệp kết quả."
    warning = "Nội dung các tệp bị xóa khỏi máy chủ và không lấy lại được; tên tệp vẫn được ghi lại."

    def facts(self):
        return [Fact("Việc", self.object), Fact("Số tệp", self.object.files.count())]

    def save_action(self, form):
        return actions.remove_results(self.object, by=self.request.user)


class JobResult(Screen):
    """A result file, as an attachment; each taking is recorded."""

    def prepare(self):
        files = JobFile.objects.filter(job__in=Job.objects.visible_to(self.request.user), job__removed=None)
        self.object = files.select_related("job__organization").filter(pk=self.kwargs["pk"]).first()
        if self.object is None:
            raise Http404

    def may(self, name, obj=None):
        return can_take_results(self.request.user, self.object.job)

    def get(self, request, pk):
        file = self.object
        path = workbench.path_of(file.job, file.key)
        if not path.is_file():
            raise Http404
        actions.record_taking(file, by=request.user)
        return FileResponse(path.open("rb"), as_attachment=True, filename=file.name, content_type=file.content_type)


def steps_of(job):
    """What may be done with a job in its state: (label, URL name)."""
    if not job.is_finished:
        return [("Dừng", "job-stop")]
    return [("Xóa tệp kết quả", "job-remove")] if job.state == JobState.DONE and not job.removed else []


def again(job):
    """The form, filled in with the same request; of some kinds, a page of their own."""
    page = KINDS[job.kind].asked_at if job.kind in KINDS else "job-create"
    if page != "job-create":
        return f"{reverse(page)}?organization={quote(job.organization.code)}"
    below = "&subordinates=on" if job.parameters.get("subordinates") else ""
    return f"{reverse('job-create')}?kind={job.kind}&organization={job.organization.code}&period={job.period}{below}"


def moment(value):
    return f"{timezone.localtime(value):%H:%M %d/%m/%Y}" if value else ""
