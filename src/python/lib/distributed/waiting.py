"""Functions of futures: wait for all, take them as they come, let them run on their own."""

from collections import namedtuple

import _dask
from dask.utils import parse_timedelta

from distributed._current import default_client
from distributed.exceptions import FuturesCancelledError
from distributed.futures import Future, client_of, futures_of

__all__ = ["as_completed", "fire_and_forget", "wait"]

DoneAndNotDoneFutures = namedtuple("DoneAndNotDoneFutures", "done not_done")


def wait(fs, timeout=None, return_when="ALL_COMPLETED"):
    """Wait until futures are done; gives those that are and those that are not.

    :param return_when: ``"ALL_COMPLETED"`` or ``"FIRST_COMPLETED"``
    """
    if timeout is not None and not isinstance(timeout, (int, float, str)) and not hasattr(timeout, "total_seconds"):
        raise TypeError(
            "timeout= keyword received a non-numeric value.\nBeware that wait expects a list of values\n"
            "  Bad:  wait(x, y, z)\n  Good: wait([x, y, z])"
        )
    if return_when not in ("ALL_COMPLETED", "FIRST_COMPLETED"):
        raise NotImplementedError("Only return_when='ALL_COMPLETED' and 'FIRST_COMPLETED' are supported")
    futures = futures_of(fs)
    if not futures:
        default_client()
        return DoneAndNotDoneFutures(set(), set())
    client = client_of(futures)
    native = client._connected("wait") if client is not None else _dask.threaded(Future)
    try:
        native.wait(futures, return_when == "FIRST_COMPLETED", timeout)
    except TimeoutError:
        raise TimeoutError() from None
    cancelled = [(f.key, f._reason()) for f in futures if f.status == "cancelled"]
    if cancelled:
        raise FuturesCancelledError(cancelled)
    done = {f for f in futures if f.done()}
    return DoneAndNotDoneFutures(done, set(futures) - done)


class as_completed:
    """Iterate over futures in the order in which they are done.

    :param with_results: give pairs of future and result
    :param raise_errors: with results, raise errors instead of giving ``(type, error, traceback)``

    >>> for future in as_completed(futures):              # doctest: +SKIP
    ...     print(future.result())
    """

    def __init__(self, futures=None, loop=None, with_results=False, raise_errors=True, *, timeout=None):
        self._with_results, self._raise_errors = with_results, raise_errors
        self._timeout = None if timeout is None else parse_timedelta(timeout)
        self._pending = {}
        self._ready = []
        self._watches = []
        futures = list(futures or ())
        if not futures:
            default_client()
        self.update(futures)

    def add(self, future):
        """Wait for one more future."""
        self.update([future])

    def update(self, futures):
        """Wait for more futures."""
        futures = list(futures)
        for future in futures:
            if not isinstance(future, Future):
                raise TypeError(f"Input must be a future, got {type(future).__name__}")
            self._pending.setdefault(future.key, []).append(future)
        if futures:
            self._watches.append(client_of(futures)._connected("wait").watch(futures))

    def count(self):
        """How many futures are still to come."""
        return len(self._ready) + sum(map(len, self._pending.values()))

    def is_empty(self):
        """Whether all futures came."""
        return self.count() == 0

    def has_ready(self):
        """Whether one can come at once."""
        self._take(0)
        return bool(self._ready)

    def clear(self):
        """Forget all futures."""
        self._pending.clear()
        self._ready.clear()
        self._watches.clear()

    def _take(self, timeout):
        """Move futures that are done to those that are ready."""
        for watch in list(self._watches):
            several = len(self._watches) > 1
            while True:
                try:
                    keys = watch.next_done(0 if several else timeout)
                except TimeoutError:
                    if not several and timeout != 0:
                        raise TimeoutError() from None
                    break
                for key in keys:
                    self._ready.extend(self._pending.pop(key, []))
                if not keys or watch.waiting() == 0:
                    if watch in self._watches and watch.waiting() == 0:
                        self._watches.remove(watch)
                    break
                if self._ready:
                    break
        if not self._ready and timeout != 0 and self._pending:
            remaining = [f for fs in self._pending.values() for f in fs]
            client_of(remaining)._connected("wait").wait(remaining, True, timeout)
            for future in remaining:
                if future.done():
                    self._ready.extend(self._pending.pop(future.key, []))

    def _item(self, future):
        if not self._with_results:
            return future
        if future.status == "finished" or self._raise_errors:
            return future, future.result()
        error = future.exception()
        return future, (type(error), error, error.__traceback__)

    def __iter__(self):
        return self

    def __next__(self):
        while not self._ready:
            if not self._pending:
                raise StopIteration
            self._take(self._timeout)
        return self._item(self._ready.pop(0))

    next = __next__

    def next_batch(self, block=True):
        """All futures that are ready, at least one if ``block``."""
        self._take(self._timeout if block and not self._ready else 0)
        batch, self._ready = self._ready, []
        return [self._item(future) for future in batch]

    def batches(self):
        """Iterate over lists of the futures that are ready."""
        while not self.is_empty():
            batch = self.next_batch()
            if batch:
                yield batch


def fire_and_forget(obj):
    """See to it that tasks run though nobody holds their futures."""
    futures = futures_of(obj)
    for future in futures:
        future.client._connected("fire_and_forget").fire_and_forget([future])
