"""What people do with background jobs: ask for one, stop it, take its files, remove them."""

import hashlib
import json
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from accounts.models import User
from reports import workbench
from reports.choices import JobState
from reports.jobs import KINDS
from reports.models import Import, Job
from reports.states import JOB
from reports.worker import run_job

ASKED = ("kind", "organization", "period", "parameters")
WRITTEN = "Tệp đã được nhập xong nên không dừng được nữa. Nếu không cần, hãy hoàn tác lần nhập."


@transaction.atomic
def ask_for_job(*, kind, organization, by, period=None, parameters=None, title=""):
    """Put a job into the queue; the job and whether it is new. One alike that is not finished answers instead."""
    User.objects.select_for_update().get(pk=by.pk)  # of two requests at once the second finds the job of the first
    chosen = KINDS[kind]
    if not chosen.permission(by, organization):
        raise ValidationError({"organization": "Bạn không lập được loại việc này cho tổ chức đảng đã chọn."})
    code = period.code if period else ""
    job = Job(kind=kind, organization=organization, period=code, parameters=parameters or {}, by=by)
    job.asked_key = _key(job)
    if waiting := Job.objects.unfinished().alike(job).first():
        return waiting, False
    job.title, job.unit, job.asked = (title or _title(job, chosen))[:400], chosen.unit, timezone.now()
    job.full_clean(validate_constraints=False)
    job.save()
    job.ticket = run_job.enqueue(job.pk).id
    job.save(update_fields=["ticket"])
    history.record(by=by, act=Act.CREATE, obj=job, after=history.snapshot(job, ASKED))
    return job, True


@transaction.atomic
def stop_job(job, *, by):
    """End a job that waits or runs. A worker at it notices at its next step and leaves nothing behind."""
    row = _locked(job)
    move = JOB.require(row.state, "stop")
    if Import.objects.filter(job=row, written__isnull=False).exists():
        raise ValidationError(WRITTEN)
    before = {"state": row.state}
    row.state, row.ended = move.target, timezone.now()
    row.save(update_fields=["state", "ended"])
    history.record(by=by, act=Act.TRANSITION, obj=row, before=before, after={"state": row.state}, summary=move.done)
    return row


@transaction.atomic
def remove_results(job, *, by):
    """Take the content of the result files away. Their names, sizes and marks stay on record."""
    row = _locked(job)
    if row.state != JobState.DONE or row.removed:
        raise ValidationError("Việc này không còn tệp kết quả nào để xóa.")
    row.removed = timezone.now()
    row.save(update_fields=["removed"])
    names = list(row.files.values_list("name", flat=True))
    history.record(by=by, act=Act.VOID, obj=row, before={"files": names}, summary="Xóa tệp kết quả")
    transaction.on_commit(partial(workbench.clear, row))
    return row


def record_taking(file, *, by):
    """Note that somebody took a result file out."""
    summary = f"Tải tệp {file.name}"
    return history.record(by=by, act=Act.EXPORT, obj=file.job, after={"sha256": file.sha256}, summary=summary)


def _locked(job):
    return Job.objects.select_for_update().get(pk=job.pk)


def _title(job, kind):
    below = " và cấp dưới trực tiếp" if job.parameters.get("subordinates") else ""
    return f"{kind.title}: {job.organization.name}{below}, {job.span.label}"


def _key(job):
    """What makes two requests the same."""
    asked = [job.kind, job.organization.pk, job.period, job.parameters]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
