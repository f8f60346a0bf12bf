import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from rules import book
from rules.families import LAWS
from rules.models import RuleSet


def is_migrated():
    """Before the first start there is no table; what comes with the program is known all the same."""
    return RuleSet._meta.db_table in connection.introspection.table_names()


class Command(BaseCommand):
    help = "Lists the rules in force on a day, as JSON."

    def add_arguments(self, parser):
        parser.add_argument("--on", required=True, help="the day, YYYY-MM-DD")

    def handle(self, *args, on, **options):
        try:
            day = date.fromisoformat(on)
        except ValueError as error:
            raise CommandError(f"“{on}” không phải là ngày dạng YYYY-MM-DD.") from error
        found = book.read() if is_migrated() else book.Rulebook(book.shipped())
        rules = [
            {"family": family, **rule}
            for family in sorted(found.versions)
            if family in LAWS
            for rule in found.in_force(family, day)
        ]
        self.stdout.write(json.dumps(rules, ensure_ascii=False, indent=2, default=str))
