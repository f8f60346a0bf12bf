#!/usr/bin/env python
"""All statistical forms of a quarter for a district: how long, how many queries. Run it on an imported sample.

.venv/bin/python benchmarks/statistical_forms.py [CODE [FIRST LAST]]
"""

import os
import statistics
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from core.periods import of_dates  # noqa: E402
from members.models import Organization  # noqa: E402
from reports.outputs import forms_book  # noqa: E402
from reports.statistics import count, forms_on, table  # noqa: E402

REPEATS = 9


def main(code="HU-SL", first="2020-04-01", last="2020-06-30"):
    organization = Organization.objects.get(code=code)
    period = of_dates(date.fromisoformat(first), date.fromisoformat(last))
    with CaptureQueriesContext(connection) as queries:
        tables = filled(organization, period)
    cells = sum(len(row.cells) for each in tables for row in each.rows)
    print(f"{len(tables)} forms, {cells} cells, {len(queries)} queries")
    print(f"filled: {median(lambda: filled(organization, period)):.2f} s")
    print(f"one Excel workbook: {median(lambda: forms_book.render(tables)):.2f} s")


def filled(organization, period):
    forms = forms_on(period.last)
    counts = count(forms, organization, period)
    return [table(form, organization, period, counts=counts) for form in forms]


def median(work):
    """Median of some runs; the processor's time, for other work on the machine is none of ours."""
    return statistics.median(_once(work) for _ in range(REPEATS))


def _once(work):
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    main(*sys.argv[1:])
