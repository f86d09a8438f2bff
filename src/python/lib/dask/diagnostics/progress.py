"""A progress bar in text."""

import contextlib
import sys
import time

from dask.callbacks import Callback
from dask.utils import format_time


def bar(fraction, width, elapsed):
    """One line: ``[####    ] | 50% Completed | 1.20 s``."""
    filled = "#" * int(width * fraction)
    return f"[{filled:<{width}}] | {int(100 * fraction)}% Completed | {format_time(elapsed)}"


class ProgressBar(Callback):
    """A progress bar for computations without a client.

    >>> with ProgressBar():              # doctest: +SKIP
    ...     x.compute()
    [########################################] | 100% Completed | 101.29 ms
    """

    def __init__(self, minimum=0, width=40, dt=0.1, out=None):
        super().__init__()
        self._minimum, self._width, self._dt, self._file = minimum, width, dt, out
        self.last_duration = 0

    @contextlib.contextmanager
    def watching(self, connection, futures):
        """Draw while the futures of a computation are not done."""
        started = time.perf_counter()
        progress = connection.progress(futures)
        watch = connection.watch(futures)
        failed = True
        try:
            while watch.waiting():
                rows = progress.now()
                total = sum(row[1] for row in rows) or 1
                self._proceed(sum(row[2] + row[3] for row in rows) / total, started)
                with contextlib.suppress(TimeoutError):
                    watch.next_done(self._dt)
            failed = any(future.status != "finished" for future in futures)
            yield
        finally:
            self._end(started, failed)

    # Where other callbacks see the computation as well, it goes task by task.

    def _start(self, dsk):
        self._started = self._drawn = time.perf_counter()

    def _posttask(self, key, result, dsk, state, worker_id):
        now = time.perf_counter()
        if now - self._drawn >= self._dt:
            self._drawn = now
            self._proceed(len(state["finished"]) / len(dsk), self._started)

    def _finish(self, dsk, state, errored):
        self._end(self._started, errored)

    def _proceed(self, fraction, started):
        elapsed = time.perf_counter() - started
        if elapsed >= self._minimum:
            self._draw(fraction, elapsed)

    def _end(self, started, failed):
        self.last_duration = time.perf_counter() - started
        if self.last_duration < self._minimum:
            return
        if not failed:
            self._draw(1.0, self.last_duration)
        print(file=self._file or sys.stdout)

    def _draw(self, fraction, elapsed):
        out = self._file or sys.stdout
        print("\r" + bar(fraction, self._width, elapsed), end="", file=out)
        out.flush()
