"""The worker process: makes the background jobs that users ask for."""

import signal

from django.core.management.base import BaseCommand

from reports import worker


class Command(BaseCommand):
    help = "Chạy các việc nền đang chờ, lần lượt từng việc, cho đến khi được lệnh dừng."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="làm hết những việc đang chờ rồi kết thúc")
        parser.add_argument("--with-parent", action="store_true", help="kết thúc khi chương trình đã gọi nó kết thúc")
        parser.add_argument("--seconds", type=float, default=1, help="nghỉ bao lâu giữa hai lần xem hàng chờ")

    def handle(self, *, once, with_parent, seconds, **options):
        if once:
            worker.run_waiting()
            return
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, stop)
        worker.serve(seconds, with_parent)


def stop(number, frame):
    """End at the next step; a second call ends at once."""
    worker.stopping.set()
    signal.signal(number, signal.SIG_DFL)
