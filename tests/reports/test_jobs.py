"""Background jobs: asked for in the browser, made by a worker, taken as files; and what must not happen on the way."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from docx import Document
from openpyxl import load_workbook

from accounts.choices import Act
from accounts.models import HistoryEntry
from core.periods import parse
from members.permissions import can_read_records
from reports import actions, jobs, workbench, worker
from reports.jobs import Kind, Result
from reports.models import Job, JobFile
from reports.permissions import rights_of

pytestmark = pytest.mark.django_db

QUARTER = parse("2026-Q1")
TYPED = {"kind": "briefings", "organization": "D1", "period": "2026-Q1", "submit_token": "t"}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path, cast, monkeypatch):
    """A store of its own, an empty queue, and a worker that leaves the connection of the test open."""
    settings.VAR_DIR = tmp_path
    for module in ("reports.worker", "django_tasks_db.management.commands.db_worker"):
        monkeypatch.setattr(f"{module}.close_old_connections", lambda: None)
    Job.objects.update(state="stopped", ended=timezone.now())
    worker.stopping.clear()


@pytest.fixture
def ask(cast, head):
    """A function that puts a job into the queue as the head."""

    def ask(kind="briefings", by=head, **parameters):
        organization = cast.at("D1").organization
        return actions.ask_for_job(kind=kind, organization=organization, period=QUARTER, parameters=parameters, by=by)[
            0
        ]

    return ask


@pytest.fixture
def kind(monkeypatch):
    """A function that adds a kind of job made by the given function."""

    def kind(run, permission=can_read_records):
        monkeypatch.setitem(jobs.KINDS, "tried", Kind("tried", "Việc thử", permission, run))
        return "tried"

    return kind


def run(job):
    worker.run_waiting()
    job.refresh_from_db()
    return job


def left_on_disk(job):
    """What lies in the folder of a job beside its lock."""
    folder = workbench.path_of(job, "")
    return [path for path in folder.iterdir() if path.name != workbench.LOCK] if folder.is_dir() else []


def body(response):
    return b"".join(response)


def test_a_briefing_of_a_district_and_its_communes_from_the_form_to_the_files(sign_in, cast):
    browser = sign_in("head")
    response = browser.post(reverse("job-create"), TYPED | {"subordinates": "on"}, follow=True)
    job = Job.objects.latest("pk")
    page = response.content.decode()
    assert "Đang chờ" in page
    assert "Đã đưa vào hàng chờ" in page
    assert "data-moving" in page
    assert run(job).state == "done", job.message
    assert (job.done, job.total) == (2, 2)
    page = browser.get(reverse("job-detail", args=[job.pk])).content.decode()
    assert "2/2 đơn vị (100%)" in page.replace("100,0 %", "100%")
    files = {file.name: file for file in job.files.all()}
    assert list(files) == [
        "briefings-tat-ca-d1-2026-Q1.zip",
        "giao-ban-d1-2026-Q1.docx",
        "giao-ban-d1-2026-Q1.xlsx",
        "giao-ban-c1-2026-Q1.docx",
        "giao-ban-c1-2026-Q1.xlsx",
    ]
    taken = {name: browser.get(reverse("job-file", args=[file.pk])) for name, file in files.items()}
    assert all(answer.headers["Content-Disposition"].startswith("attachment") for answer in taken.values())
    contents = {name: body(answer) for name, answer in taken.items()}
    assert {name: len(content) for name, content in contents.items()} == {name: f.size for name, f in files.items()}
    words = "\n".join(line.text for line in Document(io.BytesIO(contents["giao-ban-c1-2026-Q1.docx"])).paragraphs)
    assert cast.at("C1").organization.name in words
    book = load_workbook(io.BytesIO(contents["giao-ban-d1-2026-Q1.xlsx"]))
    assert cast.at("D1").organization.name in str([cell.value for row in book.worksheets[0].rows for cell in row])
    with zipfile.ZipFile(io.BytesIO(contents["briefings-tat-ca-d1-2026-Q1.zip"])) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert packed == {name: content for name, content in contents.items() if not name.endswith("zip")}
    assert HistoryEntry.objects.of(job).filter(act=Act.EXPORT).count() == 5


def test_a_job_of_one_organization_makes_no_archive(ask):
    job = run(ask())
    assert [file.name.rsplit(".")[-1] for file in job.files.all()] == ["docx", "xlsx"]
    acts = HistoryEntry.objects.of(job).order_by("sequence").values_list("act", "username")
    assert list(acts) == [("create", "head"), ("transition", "hệ thống"), ("transition", "hệ thống")]


def test_progress_is_counted_while_it_runs(ask, kind, sign_in):
    seen = []

    def look(context):
        for done in range(4):
            context.progress(done, 45)
            page = sign_in("head").get(reverse("job-detail", args=[job.pk]), {"part": "progress"}).content.decode()
            seen.append(f"{done}/45 đơn vị" in page and "Đang chạy" in page and "<html" not in page)
        return [Result("mot.xlsx", b"1")]

    job = ask(kind(look))
    assert run(job).state == "done"
    assert seen == [True] * 4


def test_two_files_of_one_name_are_told_apart(ask, kind):
    job = run(ask(kind(lambda context: [Result("a.xlsx", b"1"), Result("a.xlsx", b"2")])))
    assert [file.name for file in job.files.all()] == ["a.xlsx", "a-2.xlsx"]


def broken(context):
    yield Result("nua.xlsx", b"half")
    raise RuntimeError("lời của lỗi zqf")


def refusing(context):
    yield Result("nua.xlsx", b"half")
    raise ValidationError("Kỳ này chưa khóa số liệu.")


def full_disk(context):
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("work", "said"), [(broken, "Phần mềm gặp lỗi"), (refusing, "chưa khóa số liệu"), (full_disk, "đã đầy")]
)
def test_a_job_that_fails_says_why_and_leaves_nothing(ask, kind, sign_in, work, said):
    job = run(ask(kind(work)))
    assert job.state == "failed"
    page = sign_in("head").get(reverse("job-detail", args=[job.pk])).content.decode()
    assert said in page
    assert "zqf" not in page
    assert "Yêu cầu lại" in page
    assert not job.files.exists()
    assert left_on_disk(job) == []


def test_a_waiting_job_is_stopped_and_never_runs(ask, sign_in):
    job = ask()
    assert sign_in("head").post(reverse("job-stop", args=[job.pk]), {"submit_token": "s"}).status_code == 302
    assert run(job).state == "stopped"
    assert job.started is None


def test_a_running_job_that_is_stopped_ends_at_its_next_step(ask, kind, head):
    def slow(context):
        yield Result("mot.xlsx", b"1")
        actions.stop_job(job, by=head)
        context.progress(1, 2)
        raise AssertionError("it went on")

    job = ask(kind(slow))
    assert run(job).state == "stopped"
    assert not job.files.exists()
    assert left_on_disk(job) == []


def test_a_job_stopped_after_its_last_step_has_no_results(ask, kind, head):
    def late(context):
        yield Result("mot.xlsx", b"1")
        actions.stop_job(job, by=head)

    job = ask(kind(late))
    assert run(job).state == "stopped"
    assert not job.files.exists()


def test_a_finished_job_is_not_stopped(ask, head):
    with pytest.raises(ValidationError, match="Đã xong"):
        actions.stop_job(run(ask()), by=head)


def test_rights_taken_back_before_it_runs_end_it(ask, head):
    job = ask()
    head.assignments.all().delete()
    assert run(job).message == worker.NO_RIGHT
    assert not job.files.exists()


def test_rights_taken_back_while_it_runs_end_it(ask, kind, head):
    def work(context):
        yield Result("mot.xlsx", b"1")
        head.assignments.all().delete()
        context.progress(1, 2)

    assert run(ask(kind(work))).message == worker.OTHER_RIGHTS


def test_a_file_made_with_other_rights_is_not_handed_out(ask, sign_in, cast):
    officer = cast.users["officer with letters"]
    job = run(ask(by=officer))
    browser = sign_in("officer with letters")
    address = reverse("job-file", args=[job.files.first().pk])
    assert body(browser.get(address))
    officer.assignments.update(handles_denunciations=False)
    assert browser.get(address).status_code == 403
    page = browser.get(reverse("job-detail", args=[job.pk])).content.decode()
    assert "Quyền của bạn đã thay đổi" in page
    assert address not in page


def test_a_job_is_for_who_asked_and_its_state_for_an_administrator(ask, sign_in):
    job = run(ask())
    page, file = reverse("job-detail", args=[job.pk]), reverse("job-file", args=[job.files.first().pk])
    for stranger in ("leader", "officer", "clerk", "auditor", "unassigned"):
        assert sign_in(stranger).get(page).status_code == 404
        assert sign_in(stranger).get(file).status_code == 404
    seen = sign_in("administrator").get(page).content.decode()
    assert "Đã xong" in seen
    assert job.files.first().name not in seen
    assert sign_in("administrator").get(file).status_code == 403


def test_the_list_tells_an_administrator_and_nobody_else_of_a_job(ask, sign_in):
    job = ask(subordinates=True)
    assert job.title in sign_in("administrator").get(reverse("job-list")).content.decode()
    assert job.title in sign_in("head").get(reverse("job-list")).content.decode()
    assert job.title not in sign_in("leader").get(reverse("job-list")).content.decode()


def test_the_same_job_asked_again_is_the_one_that_waits(sign_in):
    browser, before = sign_in("head"), Job.objects.count()
    first = browser.post(reverse("job-create"), TYPED)
    page = browser.post(reverse("job-create"), TYPED | {"submit_token": "u"}, follow=True)
    assert Job.objects.count() == before + 1
    assert "không tạo thêm lần nữa" in page.content.decode()
    assert first.headers["Location"] == page.redirect_chain[0][0]
    run(Job.objects.latest("pk"))
    browser.post(reverse("job-create"), TYPED | {"submit_token": "v"})
    assert Job.objects.count() == before + 2


def test_a_form_sent_twice_makes_one_job(sign_in):
    browser, before = sign_in("head"), Job.objects.count()
    for _ in range(2):
        assert browser.post(reverse("job-create"), TYPED).status_code == 302
    assert Job.objects.count() == before + 1


def test_the_database_refuses_a_second_unfinished_job_alike(ask):
    job = ask()
    values = {name: getattr(job, name) for name in ("kind", "organization", "period", "by", "asked_key", "asked")}
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(**values)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": "no-such-kind"}, "Không có lựa chọn"),
        ({"kind": ""}, "Chưa chọn"),
        ({"organization": "D2-zqfxwjkv"}, "Không tìm thấy"),
        ({"organization": ""}, "Chưa chọn"),
        ({"period": ""}, "Chưa chọn kỳ báo cáo"),
        ({"period": "2026-Q9"}, "Quý phải từ 1 đến 4"),
        ({"period": "\0"}, "Chưa chọn kỳ báo cáo"),
        ({"since": "05/03/2026"}, "nhập đủ cả"),
        ({"since": "05/03/2026", "until": "04/03/2026"}, "bằng hoặc sau"),
        ({"since": "²", "until": "04/03/2026"}, "ngày"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_queued(sign_in, changed, said):
    before = Job.objects.count(), DBTaskResult.objects.count()
    response = sign_in("head").post(reverse("job-create"), TYPED | changed)
    assert response.status_code == 200
    assert said.lower() in " ".join(text for _, _, text in response.context["errors"]).lower()
    assert (Job.objects.count(), DBTaskResult.objects.count()) == before


def test_two_dates_go_before_the_period(sign_in):
    sign_in("head").post(reverse("job-create"), TYPED | {"since": "05/03/2026", "until": "20/03/2026"})
    assert Job.objects.latest("pk").period == "2026-03-05..2026-03-20"


def test_removed_results_are_gone_and_their_row_stays(ask, sign_in, django_capture_on_commit_callbacks):
    job = run(ask())
    file, browser = job.files.first(), sign_in("head")
    assert left_on_disk(job)
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(reverse("job-remove", args=[job.pk]), {"submit_token": "r"}).status_code == 302
    assert left_on_disk(job) == []
    assert JobFile.objects.filter(pk=file.pk).exists()
    assert browser.get(reverse("job-file", args=[file.pk])).status_code == 404
    page = browser.get(reverse("job-detail", args=[job.pk])).content.decode()
    assert "đã được xóa" in page
    assert file.name in page
    entry = HistoryEntry.objects.of(job).filter(act=Act.VOID).get()
    assert entry.username == "head"
    with pytest.raises(ValidationError, match="không còn tệp"):
        actions.remove_results(job, by=job.by)


def test_a_job_whose_worker_died_is_not_running_for_ever(ask, sign_in):
    job = ask()
    Job.objects.filter(pk=job.pk).update(state="running", started=timezone.now())
    half = workbench.keep(job, "nua.xlsx", b"half")
    with workbench.held(job):
        worker.settle()
        assert Job.objects.get(pk=job.pk).state == "running"  # somebody is at it
    page = sign_in("head").get(reverse("job-detail", args=[job.pk])).content.decode()
    assert "Bị gián đoạn" in page  # the page says so before any worker is there to write it
    assert "data-moving" not in page
    worker.settle()
    job.refresh_from_db()
    assert (job.state, job.message) == ("failed", worker.INTERRUPTED)
    assert not workbench.path_of(job, half.key).exists()


def test_a_job_whose_worker_died_before_it_began_still_runs(ask):
    job = ask()
    DBTaskResult.objects.filter(pk=job.ticket).update(status="RUNNING")
    assert run(job).state == "done"


def test_a_worker_that_is_told_to_end_leaves_an_honest_state(ask, kind):
    def work(context):
        yield Result("mot.xlsx", b"1")
        worker.stopping.set()
        context.progress(1, 2)

    assert run(ask(kind(work))).message == worker.INTERRUPTED


def test_a_worker_ends_with_the_program_that_started_it(monkeypatch):
    parents = iter([10, 10, 1])
    monkeypatch.setattr("os.getppid", lambda: next(parents))
    worker.serve(0, with_parent=True)
    assert not list(parents)


def test_a_worker_that_starts_throws_used_tickets_and_leftovers_away(ask):
    done, waiting = run(ask()), ask(subordinates=True)
    stopped = Job.objects.exclude(pk__in=(done.pk, waiting.pk)).first()
    left = workbench.keep(stopped, "nua.xlsx", b"half")
    worker.tidy()
    assert list(DBTaskResult.objects.values_list("pk", flat=True)) == [Job.objects.get(pk=waiting.pk).ticket]
    assert not workbench.path_of(stopped, left.key).exists()
    assert all(workbench.path_of(done, file.key).exists() for file in done.files.all())


def test_a_waiting_page_says_when_no_worker_is_there(ask, sign_in):
    job = ask()
    page = sign_in("head").get(reverse("job-detail", args=[job.pk]))
    assert "Tiến trình chạy nền hiện không hoạt động" in page.content.decode()
    workbench.sign_of_life()
    page = sign_in("head").get(reverse("job-detail", args=[job.pk]))
    assert "Tiến trình chạy nền hiện không hoạt động" not in page.content.decode()


def test_those_below_are_those_that_stood_in_the_period(ask, cast):
    ended = cast.at("C1").organization
    type(ended).objects.filter(pk=ended.pk).update(valid_until=QUARTER.first - timedelta(days=1))
    assert run(ask(subordinates=True)).total == 1


def test_the_mark_of_rights_changes_with_any_right(cast):
    marks = {rights_of(type(user).objects.get(pk=user.pk)) for user in cast.users.values()}
    assert len(marks) == len(cast.users)
