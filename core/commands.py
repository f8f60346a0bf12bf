"""What commands over records share."""

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError, connection
from django.db.migrations.recorder import MigrationRecorder

NOT_READY = "Cơ sở dữ liệu này chưa có bảng nào. Hãy chạy trước: python manage.py migrate"


class RecordsCommand(BaseCommand):
    """A command that needs the tables: asked before the first migration it says so, and does nothing."""

    def execute(self, *args, **options):
        try:
            return super().execute(*args, **options)
        except (OperationalError, ProgrammingError) as error:
            if MigrationRecorder(connection).has_table():
                raise
            raise CommandError(NOT_READY) from error
