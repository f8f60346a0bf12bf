"""The first administrator of an installation: there is no default account."""

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import transaction

from accounts.actions import create_user
from core.commands import RecordsCommand
from members.actions import assign
from members.choices import Role
from members.models import Organization


class Command(RecordsCommand):
    help = "Tạo quản trị viên và in mật khẩu lần đầu."

    def add_arguments(self, parser):
        parser.add_argument("username", help="tên đăng nhập, chữ thường không dấu")
        parser.add_argument("--name", required=True, help="họ và tên")
        parser.add_argument("--organization", metavar="CODE", help="mã tổ chức; mặc định là tổ chức cao nhất")

    @transaction.atomic
    def handle(self, *, username, name, organization, **options):
        place = self.organization(organization)
        try:
            user = create_user(username=username, full_name=name, by=None)
            assign(user=user, organization=place, role=Role.ADMINISTRATOR, by=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(f"Đã tạo quản trị viên {user.username} tại {place}.")
        self.stdout.write(f"Mật khẩu lần đầu (đổi khi đăng nhập): {user.first_password}")

    def organization(self, code):
        """The one named, else the only root of the tree."""
        if code:
            found = list(Organization.objects.filter(code=code))
            problem = f"Không có tổ chức mang mã {code}."
        else:
            found = list(Organization.objects.filter(parent=None)[:2])
            problem = "Có nhiều tổ chức cao nhất: hãy nêu --organization CODE." if found else NO_TREE
        if len(found) != 1:
            raise CommandError(problem)
        return found[0]


NO_TREE = "Chưa có tổ chức nào. Hãy nhập tệp Excel có trang “Tổ chức” trước: manage.py import_workbook TỆP."
