#!/usr/bin/env python
"""The export of a district, read from the database and written, beside bare openpyxl that writes the same cells; and
how much memory it takes when the district is ten times as large.

    .venv/bin/python benchmarks/export_workbook.py [ROWS ...]
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import openpyxl

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from benchmarks import large_district  # noqa: E402

REPEATS = 9


def main(*sizes):
    for rows in map(int, sizes or (10_000, 100_000)):
        with tempfile.TemporaryDirectory() as folder:
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/db.sqlite3"
            os.environ["KTGS_VAR"] = folder
            fill(rows, Path(folder) / "book.xlsx")
            subprocess.run([sys.executable, __file__, "measure", folder], cwd=ROOT, check=True)
            subprocess.run([sys.executable, __file__, "memory", folder], cwd=ROOT, check=True)


def fill(rows, path):
    """Three in five rows a member, the others subjects of inspections."""
    large_district.MEMBERS, large_district.INSPECTIONS = rows * 3 // 5, rows // 5
    large_district.book(path)
    large_district.manage("migrate", "-v0")
    large_district.manage("import_workbook", str(path))


def export(path):
    """Rows written."""
    from django.utils import timezone

    from members.models import Organization
    from reports import exports

    with exports.one_moment():
        book = exports.prepared(Organization.objects.get(code="H"))
        book.write(path, timezone.localdate())
    return book.total


def bare(cells, path):
    book = openpyxl.Workbook(write_only=True)
    for title, rows in cells.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)


def measure(folder):
    """Medians of alternating runs; the processor's time, for other work on the machine is none of ours."""
    path = Path(folder) / "export.xlsx"
    rows = export(path)
    book = openpyxl.load_workbook(path, read_only=True)
    cells = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    ours, theirs = [], []
    for _ in range(REPEATS if rows < 50_000 else 3):
        ours.append(processor_seconds(lambda: export(path)))
        theirs.append(processor_seconds(lambda: bare(cells, Path(folder) / "bare.xlsx")))
    export_time, bare_time = statistics.median(ours), statistics.median(theirs)
    print(
        f"{rows} rows: export {rows / export_time:.0f} rows/s, bare openpyxl {rows / bare_time:.0f} rows/s, "
        f"ratio {bare_time / export_time:.2f}"
    )


def processor_seconds(work):
    begun = time.process_time()
    work()
    return time.process_time() - begun


def memory(folder):
    """The highest use of a process that does nothing else."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rows = export(Path(folder) / "export.xlsx")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{rows} rows: {peak / 1024:.0f} MB at most, {(peak - before) / 1024:.0f} MB more than before")


if __name__ == "__main__":
    if sys.argv[1:2] in (["measure"], ["memory"]):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()
        globals()[sys.argv[1]](sys.argv[2])
    else:
        main(*sys.argv[1:])
