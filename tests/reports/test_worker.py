"""Workers as processes of their own on a database of their own: killed in the middle, and two at once."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings

TREE = """
from accounts.models import User
from members.models import Assignment
from tests.cast import establish
district = establish("D1", None, "district")
by = User.objects.create(username="head", full_name="Trưởng ban")
Assignment.objects.create(user=by, organization=district, role="head")
"""
ASK = """
from accounts.models import User
from core.periods import month
from members.models import Organization
from reports import actions, jobs
jobs.KINDS["tried"] = jobs.Kind("tried", "Việc thử", lambda user, organization: True, None)
for number in range({count}):
    actions.ask_for_job(kind="tried", organization=Organization.objects.get(), period=month(2020 + number // 12,
        number % 12 + 1), by=User.objects.get())
"""
WORK = """
import time
from django.conf import settings
from reports import jobs, worker
def work(context):
    for step in range(1, {steps} + 1):
        yield jobs.Result(f"{{step}}.xlsx", b"x" * 100_000)
        with open(settings.VAR_DIR / "steps", "a") as file:
            file.write(f"{{context.period.code}}\\n")
        time.sleep({seconds})
        context.progress(step, {steps})
jobs.KINDS["tried"] = jobs.Kind("tried", "Việc thử", lambda user, organization: True, work)
worker.{entrance}
"""
TELL = """
import json
from reports.models import Job
print(json.dumps([dict(state=job.state, message=job.message, done=job.done,
    files=[file.name for file in job.files.all()]) for job in Job.objects.order_by("pk")]))
"""


class Installation:
    """The program on a database and folder of its own."""

    def __init__(self, folder, url):
        self.folder = folder
        self.variables = {**os.environ, "DATABASE_URL": url, "KTGS_VAR": str(folder)}

    def start(self, *command):
        command = [sys.executable, "manage.py", *command]
        return subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env=self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def shell(self, code):
        return self.start("shell", "-v0", "-c", code)

    def finish(self, process):
        out, err = process.communicate(timeout=400)
        assert process.returncode == 0, err
        return out

    def jobs(self):
        return json.loads(self.finish(self.shell(TELL)))

    def steps(self):
        path = self.folder / "steps"
        return path.read_text().split() if path.exists() else []

    def results(self):
        return [path for path in self.folder.glob("jobs/*/*") if path.name != "lock"]


def work(steps, seconds, entrance="serve(0.1, False)"):
    return WORK.format(steps=steps, seconds=seconds, entrance=entrance)


@pytest.fixture
def program(tmp_path, own_database):
    program = Installation(tmp_path, own_database)
    program.finish(program.shell(TREE))
    return program


def wait_for(condition, seconds=120):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("it did not come to pass")


def test_a_worker_killed_in_the_middle_leaves_an_honest_state_and_no_half_file(program):
    program.finish(program.shell(ASK.format(count=2)))
    killed = program.shell(work(steps=1000, seconds=0.05))
    wait_for(lambda: len(program.steps()) >= 3)
    assert program.results()
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    left, waiting = program.jobs()
    assert left["files"] == []
    assert waiting["state"] == "queued"

    program.finish(program.shell(work(steps=3, seconds=0, entrance="run_waiting()")))
    left, waiting = program.jobs()
    assert left["state"] == "failed"
    assert "Bị gián đoạn" in left["message"]
    assert left["files"] == []
    assert waiting["state"] == "done"
    assert waiting["files"] == ["tried-tat-ca-d1-2020-02.zip", "1.xlsx", "2.xlsx", "3.xlsx"]
    assert len(program.results()) == 4

    program.finish(program.shell(ASK.format(count=1)))
    program.finish(program.shell(work(steps=1, seconds=0, entrance="run_waiting()")))
    assert program.jobs()[-1]["state"] == "done"
    assert program.finish(program.start("verify_history"))


def test_two_workers_at_once_run_each_job_once(program):
    program.finish(program.shell(ASK.format(count=20)))
    workers = [program.shell(work(steps=1, seconds=0.05)) for _ in range(2)]
    wait_for(lambda: len(program.steps()) >= 20)
    time.sleep(1)
    for worker in workers:
        worker.kill()
        worker.communicate()
    assert len(program.steps()) == len(set(program.steps())) == 20
    assert [(job["state"], job["files"]) for job in program.jobs()] == [("done", ["1.xlsx"])] * 20


def test_a_worker_that_is_told_to_end_ends_at_once_and_says_so(program):
    worker = program.start("run_jobs")
    wait_for(lambda: (program.folder / "jobs" / "worker").exists())
    worker.send_signal(signal.SIGTERM)
    assert program.finish(worker) == ""
