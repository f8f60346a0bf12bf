"""Work done by several at the same moment, each with a connection of its own."""

import threading

from django.db import connection


def at_once(work, times):
    """Run `work(n)` in so many threads that start together; return what each gave or raised."""
    start, found = threading.Barrier(times), []

    def run(number):
        try:
            start.wait(timeout=20)
            found.append(work(number))
        except Exception as error:
            found.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return found
