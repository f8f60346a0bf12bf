from pathlib import Path

from django.core.management.base import CommandError

from core.commands import RecordsCommand
from reports.management.arguments import add_scope_arguments, scope_of
from reports.outputs import forms_book
from reports.statistics import form_on, forms_on, table


class Command(RecordsCommand):
    help = "Một biểu thống kê của một tổ chức trong một kỳ, ghi ra tệp Excel."

    def add_arguments(self, parser):
        parser.add_argument("form", metavar="SỐ", help="số biểu, ví dụ 1 hoặc AG")
        add_scope_arguments(parser)
        parser.add_argument("--output", type=Path, required=True, metavar="TỆP.xlsx", help="tệp ghi ra")

    def handle(self, **options):
        organization, period = scope_of(options)
        form = form_on(options["form"].strip().upper(), period.last)
        if form is None:
            known = ", ".join(each.code for each in forms_on(period.last))
            raise CommandError(f"Kỳ này không có biểu {options['form']}. Các biểu: {known}.")
        filled = table(form, organization, period)
        try:
            options["output"].write_bytes(forms_book.render([filled]))
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {options['output']}: {error.strerror}.") from error
        for fault in filled.faults:
            self.stderr.write(f"Chưa khớp: {fault}")
