"""The organization and period that reporting commands are given."""

from datetime import date

from django.core.management.base import CommandError

from core.periods import of_dates
from members.models import Organization


def add_scope_arguments(parser):
    parser.add_argument("--organization", required=True, metavar="MÃ", help="mã tổ chức đảng")
    parser.add_argument("--from", required=True, type=_day, dest="first", metavar="YYYY-MM-DD", help="ngày đầu kỳ")
    parser.add_argument("--to", required=True, type=_day, dest="last", metavar="YYYY-MM-DD", help="ngày cuối kỳ")


def scope_of(options):
    """The organization and the period, both days included. CommandError when either can't be."""
    organization = Organization.objects.filter(code=options["organization"]).first()
    if organization is None:
        raise CommandError(f"Không có tổ chức đảng nào mang mã {options['organization']}.")
    if options["last"] < options["first"]:
        raise CommandError("Ngày cuối kỳ (--to) phải bằng hoặc sau ngày đầu kỳ (--from).")
    return organization, of_dates(options["first"], options["last"])


def _day(text):
    return date.fromisoformat(text)


_day.__name__ = "ngày YYYY-MM-DD"
