from pathlib import Path

from django.core.management.base import CommandError
from django.utils import timezone

from core.commands import RecordsCommand
from core.text import number
from members.models import Organization
from reports import exports


class Command(RecordsCommand):
    help = "Xuất toàn bộ dữ liệu của một tổ chức và cấp dưới ra sổ Excel theo mẫu nhập."

    def add_arguments(self, parser):
        parser.add_argument("--organization", required=True, metavar="MÃ", help="mã tổ chức đảng")
        parser.add_argument("file", metavar="FILE", type=Path, help="tệp .xlsx ghi ra")

    def handle(self, *, organization, file, **options):
        found = Organization.objects.filter(code=organization).first()
        if found is None:
            raise CommandError(f"Không có tổ chức đảng nào mang mã {organization}.")
        try:
            with exports.one_moment():
                export = exports.prepared(found)
                _write(export, file)
                left_out = export.left_out()
        except exports.TooLargeError as error:
            raise CommandError(str(error)) from error
        exports.record(export, by=None)
        self.summarize(export, left_out)

    def summarize(self, export, left_out):
        for title, count in export.counts.items():
            self.stdout.write(f"{title}: {number(count)} dòng")
        for one in left_out:
            count = f" ({number(one.count)})" if one.count else ""
            self.stdout.write(f"Không ghi được: {one.what}{count}. Số liệu thay đổi: {one.effect}.")
        self.stdout.write("Đã xuất xong.")


def _write(export, path):
    """Whole or not at all: a broken-off export leaves what was there before."""
    begun = path.with_name(f"{path.name}.part")
    try:
        export.write(begun, timezone.localdate())
        begun.replace(path)
    except OSError as error:
        raise CommandError(f"Không ghi được tệp {path}: {error.strerror}.") from error
    finally:
        begun.unlink(missing_ok=True)
