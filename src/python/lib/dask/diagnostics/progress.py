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

    def _begin(self, connection, futures):
        self._started = time.perf_counter()
        progress = connection.progress(futures)
        watch = connection.watch(futures)
        while watch.waiting():
            elapsed = time.perf_counter() - self._started
            if elapsed >= self._minimum:
                rows = progress.now()
                total = sum(row[1] for row in rows) or 1
                self._draw(sum(row[2] + row[3] for row in rows) / total, elapsed)
            with contextlib.suppress(TimeoutError):
                watch.next_done(self._dt)
        self._failed = any(future.status != "finished" for future in futures)

    def _end(self, failed):
        self.last_duration = time.perf_counter() - self._started
        if self.last_duration < self._minimum:
            return
        if not failed and not self._failed:
            self._draw(1.0, self.last_duration)
        print(file=self._file or sys.stdout)

    def _draw(self, fraction, elapsed):
        out = self._file or sys.stdout
        print("\r" + bar(fraction, self._width, elapsed), end="", file=out)
        out.flush()
