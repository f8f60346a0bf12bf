from django.core.management.base import BaseCommand, CommandError

from accounts import history


class Command(BaseCommand):
    help = "Kiểm tra chuỗi nhật ký: thoát 0 khi nguyên vẹn, 1 kèm vị trí gãy đầu tiên. / Verify the history chain."

    def add_arguments(self, parser):
        parser.add_argument(
            "--head",
            default="",
            help="mã xác thực đã ghi lại trước đây, ít nhất 16 ký tự đầu / a head noted earlier",
        )

    def handle(self, *args, head, **options):
        if head and len(head) < history.SHORTEST_HEAD:
            raise CommandError(f"--head cần ít nhất {history.SHORTEST_HEAD} ký tự / at least 16 characters")
        if broken := history.verify(head):
            raise CommandError(
                f"Nhật ký KHÔNG nguyên vẹn: {broken}. / History is BROKEN at entry {broken.sequence}: {broken.reason}."
            )
        self.stdout.write(f"Nhật ký nguyên vẹn. / History is whole. {history.head()}")
