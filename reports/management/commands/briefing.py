from pathlib import Path

from django.core.management.base import CommandError

from core.commands import RecordsCommand
from reports.briefing import compose
from reports.management.arguments import add_scope_arguments, scope_of
from reports.outputs import excel, text, word

FORMATS = {"text": text.render, "docx": word.render, "xlsx": excel.render}


class Command(RecordsCommand):
    help = "Báo cáo giao ban của một tổ chức trong một kỳ: văn bản, Word hoặc Excel."

    def add_arguments(self, parser):
        add_scope_arguments(parser)
        parser.add_argument("--format", choices=FORMATS, default="text", help="định dạng")
        parser.add_argument("--output", type=Path, metavar="TỆP", help="tệp ghi ra; văn bản thì có thể bỏ trống")

    def handle(self, **options):
        content = FORMATS[options["format"]](compose(*scope_of(options)))
        if options["output"]:
            _write(options["output"], content)
        elif options["format"] == "text":
            self.stdout.write(content.decode(), ending="")
        else:
            raise CommandError("Hãy nêu tệp ghi ra bằng --output.")


def _write(path, content):
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CommandError(f"Không ghi được tệp {path}: {error.strerror}.") from error
