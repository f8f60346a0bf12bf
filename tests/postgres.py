"""A PostgreSQL server that lives as long as one command.

    python -m tests.postgres pytest tests/members

starts a server in a temporary folder, runs the command with DATABASE_URL pointing at it, and takes everything away
again, also when the command fails or is interrupted. The server listens on a Unix socket in its own folder only, so
any number of runs go on side by side and nothing outside can reach it.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# The data is thrown away: durability would only cost time.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses="

ENCODING = ["--encoding=UTF8", "--locale=C.UTF-8"]


class NoServer(Exception):
    """No PostgreSQL server programs on this machine."""


def find(program):
    """Debian keeps the server programs off the PATH, one folder a version; the newest wins."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: int(path.parts[-3]))
    found = shutil.which(program) or (debian and str(debian[-1]))
    if not found:
        raise NoServer(f"no {program} here; scripts/require postgresql installs it or tells how")
    return found


def ordinary_user():
    """PostgreSQL refuses to run as root: whom to become, as arguments of subprocess."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@contextmanager
def server():
    """Start a server, yield its DATABASE_URL, stop it and remove its files."""
    initdb, pg_ctl, become = find("initdb"), find("pg_ctl"), ordinary_user()
    with tempfile.TemporaryDirectory(prefix="ktgs-postgres-", ignore_cleanup_errors=True) as folder:
        if become:
            os.chown(folder, become["user"], become["group"])
        data = f"{folder}/data"

        def run(*command, check=True):
            subprocess.run(command, check=check, cwd=folder, stdout=subprocess.DEVNULL, **become)

        run(initdb, f"--pgdata={data}", "--username=ktgs", "--auth=trust", *ENCODING, "--no-sync")
        options = f"{FAST} -c unix_socket_directories={folder}"
        try:
            run(pg_ctl, "start", "--wait", f"--pgdata={data}", f"--log={folder}/log", f"--options={options}")
            yield f"postgresql://ktgs@{quote(folder, safe='')}/postgres"
        finally:
            run(pg_ctl, "stop", "--mode=immediate", f"--pgdata={data}", check=False)


def main(command):
    """The command's exit code, or the message that ends the run."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        with server() as url:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode
    except NoServer as error:
        return str(error)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
