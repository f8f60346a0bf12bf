import json

from core.commands import RecordsCommand
from reports.listing import listing
from reports.management.arguments import add_scope_arguments, scope_of


class Command(RecordsCommand):
    help = "Số liệu của một tổ chức trong một kỳ, dạng JSON."

    def add_arguments(self, parser):
        add_scope_arguments(parser)

    def handle(self, **options):
        figures = listing(*scope_of(options))
        self.stdout.write(json.dumps(figures, ensure_ascii=False, indent=2))
