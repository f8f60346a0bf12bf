"""The worker: takes what was asked for out of the queue, makes it, and leaves only whole results behind.

The queue is django-tasks' and only says that something waits. Whether a job runs is decided here: its row leaves
"queued" once, under a lock that the worker holds while it works. See docs/decisions/0015.
"""

import errno
import logging
import os
import secrets
import threading
from functools import partial

from django.core.exceptions import ValidationError
from django.db import Error, close_old_connections, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from accounts import history
from accounts.choices import Act
from accounts.models import User
from reports import intake, workbench
from reports.choices import JobState
from reports.jobs import KINDS, Context, file_name
from reports.models import Job, JobFile
from reports.permissions import rights_of
from reports.states import JOB

INTERRUPTED = "Bị gián đoạn vì máy chủ dừng giữa chừng. Hãy chạy lại."
NO_RIGHT = "Người yêu cầu không còn quyền xem hồ sơ của tổ chức đảng này."
OTHER_RIGHTS = "Quyền của người yêu cầu đã thay đổi trong khi chạy. Hãy chạy lại."
NO_SUCH_KIND = "Phần mềm không còn loại việc này. Hãy yêu cầu việc khác."
DISK_FULL = "Ổ đĩa của máy chủ đã đầy nên không ghi được tệp. Hãy báo quản trị viên rồi chạy lại."
OUR_FAULT = "Phần mềm gặp lỗi khi lập tệp. Hãy chạy lại; nếu vẫn lỗi, báo quản trị viên việc số {number}."

MANY = 3
"""From so many files on, an archive of all is made as well."""

logger = logging.getLogger(__name__)
stopping = threading.Event()
"""Set when this process was told to end."""


class StoppedError(Exception):
    """Somebody stopped the job: there is nothing more to do or to say."""


@task()
def run_job(pk):
    """Make one job, unless another worker is at it or it is no longer waiting."""
    job = Job.objects.select_related("organization").get(pk=pk)
    with workbench.held(job) as free:
        if free and _move(job, "begin", started=timezone.now(), rights=rights_of(_asker(job))):
            _work(job)


def serve(seconds, with_parent):
    """Work until told to stop; with a parent, until that process is gone."""
    parent = os.getppid()
    _turn(tidy)
    while not (stopping.is_set() or (with_parent and os.getppid() != parent)):
        workbench.sign_of_life()
        _turn(run_waiting)
        stopping.wait(seconds)


def run_waiting():
    """Make everything that waits."""
    settle()
    while DBTaskResult.objects.ready().exists() and not stopping.is_set():
        Worker(
            queue_names=["default"], interval=0.1, batch=True, backend_name="default", startup_delay=False, max_tasks=1,
            worker_id=secrets.token_hex(16), excluded_queue_names=[],
        ).run()  # fmt: skip


def settle():
    """See to jobs that a worker left behind when it was killed."""
    for job in Job.objects.unfinished():
        with workbench.held(job) as free:
            if free:
                _settle(job)


def tidy():
    """Throw away tickets of the queue that were used, and what unfinished work left on the disk."""
    tickets = Job.objects.unfinished().filter(ticket__isnull=False).values("ticket")
    DBTaskResult.objects.exclude(pk__in=tickets).delete()
    intake.sweep()
    for job in Job.objects.filter(folder__in=workbench.folders(), state__in=(JobState.FAILED, JobState.STOPPED)):
        workbench.clear(job)


def _turn(work):
    """One turn of the wheel. A database that is away, or a disk that is full, comes back: the next turn tries again."""
    close_old_connections()
    try:
        work()
    except (Error, OSError):
        logger.exception("database or disk did not answer; the worker goes on")


def _settle(job):
    """Nobody is at the job: one that ran has failed, one that waits keeps its ticket."""
    if _move(job, "fail", message=INTERRUPTED):
        workbench.clear(job)
        return
    ready = TaskResultStatus.READY
    DBTaskResult.objects.filter(pk=job.ticket).exclude(status=ready).update(status=ready)


def _work(job):
    try:
        if not _move(job, "finish", files=list(_made(job))):
            raise StoppedError
    except StoppedError:
        workbench.clear(job)
    except Exception as error:
        _move(job, "fail", message=_reason(error, job))
        workbench.clear(job)


def _made(job):
    """The result files, each written whole into the folder of the job."""
    kind = KINDS.get(job.kind)
    if kind is None:
        raise ValidationError(NO_SUCH_KIND)
    user = _asker(job)
    if not kind.permission(user, job.organization):
        raise ValidationError(NO_RIGHT)
    context = Context(job.organization, job.span, job.parameters, user, _counter(job), partial(_still_wanted, job))
    names, files = set(), []
    for result in kind.run(context):
        files.append(workbench.keep(job, _free(result.name, names), result.content))
    if len(files) >= MANY:
        name = file_name(f"{kind.code}-tat-ca", job.organization, job.span, "zip")
        files.insert(0, workbench.pack(job, _free(name, names), files))
    return files


def _counter(job):
    """`progress` of a job: counts, and ends it where it may not go on."""

    def progress(done, total):
        workbench.sign_of_life()
        if stopping.is_set():
            raise ValidationError(INTERRUPTED)
        if rights_of(_asker(job)) != job.rights:
            raise ValidationError(OTHER_RIGHTS)
        if not Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(done=done, total=total):
            raise StoppedError

    return progress


def _still_wanted(job):
    """Hold the job until the transaction ends; end it where somebody stopped it or is about to.

    Who stops it holds the job and waits for the end of the history, which is held here: hence no waiting for him.
    """
    if Job.objects.select_for_update(skip_locked=True).filter(pk=job.pk, state=JobState.RUNNING).first() is None:
        raise StoppedError


def _asker(job):
    """Who asked, with the rights of this moment."""
    return User.objects.get(pk=job.by_id)


def _free(name, taken):
    """The name, or one near it: two codes may differ in signs that no file name bears."""
    stem, ending = name.rsplit(".", 1)
    number = 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}.{ending}"
    taken.add(name)
    return name


@transaction.atomic
def _move(job, verb, *, files=(), **values):
    """Take a step of the worker, if the state still allows it, and record it; whether it did."""
    move, row = JOB.move(verb), Job.objects.select_for_update().get(pk=job.pk)
    if row.state not in move.sources:
        return False
    before = {"state": row.state}
    row.state = move.target
    row.ended = timezone.now() if row.is_finished else None
    for name, value in values.items():
        setattr(row, name, value)
        setattr(job, name, value)
    row.save(update_fields=["state", "ended", *values])
    JobFile.objects.bulk_create(JobFile(job=row, **vars(file)) for file in files)
    after = {"state": row.state, "message": row.message, "files": [file.name for file in files]}
    history.record(by=None, act=Act.TRANSITION, obj=row, before=before, after=after, summary=move.done)
    return True


def _reason(error, job):
    """What the person who asked is told."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    logger.exception("job %s failed", job.pk, exc_info=error)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DISK_FULL
    return OUR_FAULT.format(number=job.pk)
