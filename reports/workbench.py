"""Where a job is made: its folder outside the web root, and a lock that says whether anybody is still at it.

A worker holds the lock of a job as long as it works on it. The system lets go when the process ends, however it ends:
a running job whose lock is free was left behind. Web server and workers share the folder, so they share the locks.
"""

import hashlib
import os
import secrets
import shutil
import time
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from core.files import KINDS, write_whole
from reports.choices import JobState

FOLDER, LOCK = "jobs", "lock"
CONTENT_TYPES = KINDS | {"zip": "application/zip"}


@dataclass(frozen=True)
class Kept:
    """A result file as it lies in the folder of its job."""

    name: str
    key: str
    content_type: str
    size: int
    sha256: str


def path_of(job, key):
    return _place() / job.folder / key


def keep(job, name, content):
    """Write one result file whole, or not at all."""
    key = secrets.token_hex(16)
    path = path_of(job, key)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(path, content)
    return _kept(path, name)


def pack(job, name, files):
    """One archive of the files. Word and Excel files are packed already, so nothing is pressed again."""
    key = secrets.token_hex(16)
    path = path_of(job, key)
    unfinished = path.with_suffix(".part")
    with unfinished.open("xb") as raw:
        with zipfile.ZipFile(raw, "w") as archive:
            for file in files:
                archive.write(path_of(job, file.key), file.name)
        raw.flush()
        os.fsync(raw.fileno())
    unfinished.rename(path)
    return _kept(path, name)


def clear(job):
    """Take away all that lies in the folder of a finished job."""
    shutil.rmtree(_place() / job.folder, ignore_errors=True)


@contextmanager
def held(job):
    """Hold the lock of a job; yields whether it was free."""
    path = path_of(job, LOCK)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("ab") as file:
        yield _lock(file)


def is_left_behind(job):
    """Whether a job that says it runs has nobody at it. Looks only, and writes nothing."""
    path = path_of(job, LOCK)
    if job.state != JobState.RUNNING or not path.exists():
        return False
    with path.open("ab") as file:
        return _lock(file)


def folders():
    """The names of all folders of jobs."""
    return [path.name for path in _place().iterdir() if path.is_dir()] if _place().is_dir() else []


def sign_of_life():
    """A worker says that it is there."""
    _place().mkdir(mode=0o700, parents=True, exist_ok=True)
    (_place() / "worker").touch()


def seconds_without_worker():
    """Since when no worker has given a sign of life."""
    try:
        return time.time() - (_place() / "worker").stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _place():
    return Path(settings.VAR_DIR) / FOLDER


def _kept(path, name):
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Kept(name, path.name, CONTENT_TYPES[name.rsplit(".", 1)[-1]], path.stat().st_size, digest)


def _lock(file):
    """Whether nobody else holds the file; held until it is closed or the process ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        return _succeeds(msvcrt.locking, file.fileno(), msvcrt.LK_NBLCK, 1)
    return _succeeds(fcntl.flock, file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _succeeds(lock, *how):
    try:
        lock(*how)
    except OSError:
        return False
    return True
