"""A working example on one computer: the Sông Lô sample and an account for each role. All people are invented."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from accounts import passwords
from accounts.actions import create_user
from accounts.models import User
from members.actions import assign
from members.choices import Role
from members.models import Organization

SAMPLE = Path(__file__).resolve().parents[2] / "sample" / "song-lo.xlsx"
ACCOUNTS = (
    ("chunhiem", "Trần Quốc Bình", Role.HEAD, "HU-SL"),
    ("canbo", "Nguyễn Thị Thu Hà", Role.OFFICER, "HU-SL"),
    ("lanhdao", "Lê Minh Đức", Role.LEADER, "HU-SL"),
    ("coso", "Phạm Văn Khánh", Role.CLERK, "HU-SL.01"),
    ("quantri", "Vũ Hồng Sơn", Role.ADMINISTRATOR, "HU-SL"),
    ("kiemsoat", "Đặng Thùy Linh", Role.AUDITOR, "HU-SL"),
)


class Command(BaseCommand):
    help = "Chuẩn bị dữ liệu mẫu Sông Lô, tài khoản dùng thử và chạy phần mềm trên máy này."

    def add_arguments(self, parser):
        parser.add_argument("--no-serve", action="store_true", help="chỉ chuẩn bị, không chạy")

    def handle(self, *, no_serve, **options):
        call_command("migrate", verbosity=0)
        if Organization.objects.exists():
            self.stdout.write("Giữ nguyên dữ liệu đang có.")
        else:
            self.stdout.write("Đang nhập dữ liệu mẫu huyện Sông Lô...")
            self.load()
        address = f"127.0.0.1:{os.environ.get('PORT') or 8000}"
        if not no_serve:
            self.stdout.write(f"Mở trình duyệt tại http://{address}/ (dừng bằng Ctrl+C).")
            self.stdout.flush()
            start_worker()
            serve(address)

    @transaction.atomic
    def load(self):
        """The sample and its accounts together, so that a start that was broken off begins anew."""
        call_command("import_workbook", str(SAMPLE), stdout=self.stdout)
        self.stdout.write("Tài khoản dùng thử (mật khẩu chỉ in một lần này):")
        for username, full_name, role, code in ACCOUNTS:
            password = open_account(username, full_name, role, code)
            self.stdout.write(f"  {username:<10} {password:<20} {role.label}, {code}")
        self.stdout.write("Quên mật khẩu thì chạy: python manage.py changepassword TÊN")


def open_account(username, full_name, role, code):
    """One demo account; its password. An account of that name that is already there is left alone."""
    if User.objects.filter(username=username).exists():
        return "(đã có từ trước)"
    password = os.environ.get("KTGS_DEMO_PASSWORD") or passwords.generate()
    user = create_user(username=username, full_name=full_name, by=None, password=password)
    assign(
        user=user,
        organization=Organization.objects.get(code=code),
        role=role,
        by=None,
        handles_denunciations=role == Role.OFFICER,
    )
    return password


def start_worker():
    """The process that makes background jobs; it ends with the web server, which takes this process over."""
    subprocess.Popen([sys.executable, settings.BASE_DIR / "manage.py", "run_jobs", "--with-parent"])


def serve(address):
    """Hand this process over to the web server."""
    host, port = address.split(":")
    server = Path(sys.executable).with_name("granian")
    os.chdir(settings.BASE_DIR)
    os.execv(
        server,
        [str(server), "config.wsgi:application", "--interface", "wsgi", "--host", host, "--port", port,
         "--workers", "1", "--blocking-threads", "4", "--log-level", "warning"],
    )  # fmt: skip
