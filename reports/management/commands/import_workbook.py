import sys
from functools import partial
from pathlib import Path

from django.core.management.base import CommandError

from core.commands import RecordsCommand
from core.text import number
from core.workbook import UnreadableWorkbook, read
from reports import intake
from reports.imports import Collision, digest, examine, import_book


class Command(RecordsCommand):
    help = "Nhập sổ Excel theo mẫu; có một lỗi thì không ghi gì."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path, help="tệp .xlsx")
        parser.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra, không ghi")

    def handle(self, *, file, dry_run, **options):
        book, sha256 = self.book(file)
        action = examine if dry_run else partial(import_book, write=intake.load)
        try:
            result = action(book, file_name=file.name, sha256=sha256, progress=self.progress)
        except Collision as error:
            raise CommandError(str(error)) from error
        finally:
            self.end_progress()
        for problem in result.warnings:
            self.stdout.write(f"Lưu ý: {problem}")
        if result.errors:
            self.refuse(result.errors)
        self.summarize(result, dry_run)

    def book(self, file):
        try:
            source = file.read_bytes()
        except OSError as error:
            raise CommandError(f"Không mở được tệp {file}: {error.strerror}. Hãy kiểm tra đường dẫn.") from error
        try:
            return read(source), digest(source)
        except UnreadableWorkbook as error:
            raise CommandError(str(error)) from error

    def refuse(self, errors):
        for problem in errors:
            self.stdout.write(str(problem))
        raise CommandError(f"Có {number(len(errors))} lỗi; chưa ghi gì. Hãy sửa các ô trên rồi nhập lại.")

    def summarize(self, result, dry_run):
        for title, count in result.counts.items():
            created, updated, unchanged = map(number, count)
            self.stdout.write(f"{title}: thêm mới {created}, cập nhật {updated}, không đổi {unchanged}")
        self.stdout.write("Chỉ kiểm tra, chưa ghi gì." if dry_run else "Đã nhập xong.")

    def progress(self, sheet, done, total):
        """Rows examined so far, on one line of a terminal."""
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{sheet.title}: {number(done)}/{number(total)} dòng")
            sys.stderr.flush()

    def end_progress(self):
        if sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")
