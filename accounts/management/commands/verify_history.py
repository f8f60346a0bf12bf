from django.conf import settings
from django.core.management.base import CommandError
from django.utils.module_loading import import_string

from accounts import history
from core.commands import RecordsCommand


class Command(RecordsCommand):
    help = (
        "Kiểm tra chuỗi nhật ký, và mã xác thực in trên các hội nghị giao ban đã chốt: thoát 0 khi nguyên vẹn, 1 kèm "
        "vị trí gãy đầu tiên. / Verify the history chain and the links noted on frozen briefings."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--head",
            default="",
            metavar="[SỐ:]MÃ",
            help="mã xác thực đã ghi lại trước đây, ít nhất 16 ký tự đầu, có thể kèm số bản ghi như in trên báo cáo "
            "giao ban / a head noted earlier, with or without its number",
        )

    def handle(self, *args, head, **options):
        number, _, mark = head.rpartition(":")
        if head and len(mark) < history.SHORTEST_HEAD:
            raise CommandError(f"--head cần ít nhất {history.SHORTEST_HEAD} ký tự / at least 16 characters")
        if broken := history.verify(mark) or _misplaced(number, mark):
            raise CommandError(
                f"Nhật ký KHÔNG nguyên vẹn: {broken}. / History is BROKEN at entry {broken.sequence}: {broken.reason}."
            )
        witnesses = list(import_string(settings.HISTORY_WITNESSES)())
        _require_witnesses(witnesses)
        self.stdout.write(
            f"Nhật ký nguyên vẹn, khớp {len(witnesses)} mã đã ghi trên hội nghị giao ban. / History is whole. "
            f"{history.head()}"
        )


def _misplaced(number, mark):
    """The break when a noted head is there, but not at its number."""
    if not number:
        return None
    if not number.isdecimal():
        raise CommandError("Số bản ghi trước dấu hai chấm phải là chữ số / the number before the colon")
    return history.misplaced(int(number), mark)


def _require_witnesses(witnesses):
    for witness in history.missing(witnesses):
        raise CommandError(
            f"Nhật ký KHÔNG nguyên vẹn: bản ghi số {witness.sequence} không mang mã đã ghi trên “{witness.name}”. / "
            f"History is BROKEN: entry {witness.sequence} is not the one noted elsewhere."
        )
    for witness in witnesses:
        if witness.fault:
            raise CommandError(f"“{witness.name}”: {witness.fault} / A frozen content was ALTERED.")
