"""A command asked before the first migration, as whoever installs the program may do it."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

SCOPE = ["--organization", "HU-SL", "--from", "2020-01-01", "--to", "2020-12-31"]


@pytest.mark.parametrize("asked", [["figures", *SCOPE], ["verify_history"]], ids=lambda asked: asked[0])
def test_a_command_says_that_the_tables_are_missing(tmp_path, asked):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KTGS_", "DATABASE_"))}
    told = subprocess.run(
        [sys.executable, "manage.py", *asked],
        cwd=settings.BASE_DIR, env=kept | {"KTGS_VAR": str(tmp_path)}, capture_output=True, text=True,
    )  # fmt: skip
    assert told.returncode == 1
    assert "python manage.py migrate" in told.stderr
    assert "Traceback" not in told.stderr
    assert told.stdout == ""
