#!/usr/bin/env python
"""A large district: 20,000 members and 5,000 inspections. How long and how much memory its import takes, beside bare
reading of the same file with openpyxl in the same run; then how many queries its dashboard and briefing ask.

    .venv/bin/python benchmarks/large_district.py
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.reports.generated_workbook import HEADS  # noqa: E402

UNITS, MEMBERS, INSPECTIONS, SUBJECTS = 300, 20_000, 5_000, 2
FIRST = datetime(2016, 1, 4)


def book(path):
    """A district of 30 base organizations with ten cells each, its members, inspections, findings and decisions."""
    workbook = openpyxl.Workbook(write_only=True)
    rows = {"Tổ chức": organizations(), "Đảng viên": members(), "KTGS": inspections(), "Kỷ luật": decisions()}
    for name, records in rows.items():
        sheet = workbook.create_sheet(name)
        sheet.append(HEADS[name])
        for record in records:
            sheet.append([record.get(column) for column in HEADS[name]])
    workbook.save(path)


def organizations():
    yield {"Mã": "H", "Tên": "Đảng bộ huyện", "Loại": "Đảng bộ huyện", "Cấp": "Huyện"}
    for unit in range(30):
        base = {"Mã": f"H.{unit:02}", "Tên": f"Đảng bộ xã số {unit}", "Loại": "Đảng bộ cơ sở", "Cấp": "Cơ sở"}
        yield base | {"Mã cấp trên": "H"}
    for unit in range(UNITS):
        cell = {"Mã": f"H.{unit % 30:02}.{unit:03}", "Tên": f"Chi bộ thôn {unit}", "Loại": "Chi bộ", "Cấp": "Chi bộ"}
        yield cell | {"Mã cấp trên": f"H.{unit % 30:02}"}


def members():
    for number in range(MEMBERS):
        unit = number % UNITS
        yield {
            "Số thẻ": f"{number:08}",
            "Họ và tên": f"Nguyễn Văn Số {number}",
            "Ngày sinh": datetime(1960, 1, 1) + timedelta(days=number),
            "Mã tổ chức": f"H.{unit % 30:02}.{unit:03}",
            "Cấp ủy viên": "Cơ sở" if number % 20 == 0 else None,
        }


def inspections():
    for number in range(INSPECTIONS):
        decided = FIRST + timedelta(days=number % 1700)
        act = {
            "Số quyết định": f"{number}-QĐ",
            "Ngày quyết định": decided,
            "Mã tổ chức": f"H.{number % 30:02}" if number % 3 else "H",
            "Chủ thể": ("Cấp ủy", "Ủy ban kiểm tra")[number % 2],
            "Loại": ("Kiểm tra dấu hiệu vi phạm", "Kiểm tra tài chính")[number % 2],
            "Ngày kết luận": decided + timedelta(days=40),
        }
        for subject in range(SUBJECTS):
            card = f"{(number * 7 + subject) % MEMBERS:08}"
            yield act | {"Đảng viên được kiểm tra": card, "Nội dung": "VP8;VP9", "Kết quả": "Có khuyết điểm"}


def decisions():
    for number in range(1000):
        yield {
            "Số quyết định": f"{number}-QĐKL",
            "Ngày quyết định": FIRST + timedelta(days=number),
            "Mã tổ chức": "H",
            "Chủ thể": "Ủy ban kiểm tra",
            "Đảng viên bị kỷ luật": f"{number:08}",
            "Hình thức": "Khiển trách",
            "Nhóm vi phạm": "VP8",
        }


def manage(*arguments):
    started = time.perf_counter()
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def bare_reading(path):
    started = time.perf_counter()
    for sheet in openpyxl.load_workbook(path, read_only=True):
        for _ in sheet.iter_rows(values_only=True):
            pass
    return time.perf_counter() - started


def queries():
    """Queries of a page, sign-in and session included."""
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from members.models import Assignment, Organization

    user = get_user_model().objects.create(username="head", full_name="head")
    Assignment.objects.create(user=user, organization=Organization.objects.get(code="H"), role="head")
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(user, backend="members.backends.MemberBackend")
    for address in ("/", "/giao-ban/", "/giao-ban/?from=2016-01-01&to=2020-12-31"):
        client.get(address)
        started = time.perf_counter()
        with CaptureQueriesContext(
            connection,
        ) as captured:
            status = client.get(address).status_code
        print(f"{address}: {status}, {len(captured)} queries, {time.perf_counter() - started:.2f} s")


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"KTGS_VAR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/large.sqlite3")
        path = Path(folder) / "large.xlsx"
        book(path)
        manage("migrate")
        bare = bare_reading(path)
        seconds = manage("import_workbook", str(path))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(
            f"import: {seconds:.1f} s, {seconds / bare:.1f} times bare openpyxl reading, peak {peak:.0f} MB a process"
        )
        print(f"the same again: {manage('import_workbook', str(path)):.1f} s")
        queries()


if __name__ == "__main__":
    main()
