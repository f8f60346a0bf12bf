from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils import timezone

from core.commands import RecordsCommand
from reports import actions
from reports.models import Import


class Command(RecordsCommand):
    help = "Hoàn tác một lần nhập từ Excel, khi chưa dòng nào của nó bị sửa; không nêu số thì liệt kê các lần nhập."

    def add_arguments(self, parser):
        parser.add_argument("number", metavar="SỐ", type=int, nargs="?", help="số của lần nhập")

    def handle(self, *, number, **options):
        if number is None:
            for file in Import.objects.filter(state="done"):
                self.stdout.write(f"{file.pk}: {file.file_name}, {timezone.localtime(file.written):%d/%m/%Y}")
            return
        file = Import.objects.filter(pk=number).first()
        if file is None:
            raise CommandError(f"Không có lần nhập số {number}.")
        try:
            actions.undo_import(file, by=None)
        except ValidationError as error:
            for message in error.messages:
                self.stdout.write(message)
            raise CommandError("Chưa hoàn tác được; chưa đổi gì.") from error
        self.stdout.write(f"Đã hoàn tác lần nhập {file.file_name}: mọi dòng trở lại như trước.")
