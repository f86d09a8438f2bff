"""How results come and go: gathered, scattered, given up and tried again."""

import _dask
from _dasklet_missing import refuse
from dask.tokenize import tokenize

from distributed._arguments import no_value, refuse_iterators
from distributed.futures import WAITS, Future, filled, futures_in


class Gathering:
    """How results come and go: gathered, scattered, given up and tried again."""

    def gather(self, futures, errors="raise", direct=None, asynchronous=None):
        """Wait for futures and give their results; lists, tuples, sets and dicts of futures keep their form.

        :param errors: ``"raise"`` the first error, or ``"skip"`` futures in lists that failed
        """
        refuse("client.gather", WAITS, asynchronous=asynchronous or None)
        if errors not in ("raise", "skip"):
            raise ValueError(f"errors must be 'raise' or 'skip', got {errors!r}")
        found = [self._own_future(future) for future in futures_in(futures, only_futures=True)]
        native = self._connected("gather")
        if errors == "skip":
            native.wait(found, False)
            good = [future for future in found if future.status == "finished"]
            values = dict(zip((f.key for f in good), self._received(native.gather(good))))
            return filled(futures, values, skip=True)
        values = dict(zip((f.key for f in found), self._received(native.gather(found))))
        return filled(futures, values, skip=False)

    def _own_future(self, future):
        """This client's future of the same key, if ``future`` came into a task of this cluster from elsewhere."""
        owner = future.client
        if owner is self or owner is None or owner._native is None:
            return future
        if not owner.cluster._native.is_same(self.cluster._native) or _dask.current_task() is None:
            raise ValueError(
                f"Cannot gather Futures created by another client: {future!r} belongs to {owner.id!r}, this client is {self.id!r}"
            )
        return Future(future.key, client=self)

    def scatter(
        self,
        data,
        workers=None,
        broadcast=False,
        direct=None,
        hash=True,
        timeout=no_value,
        asynchronous=None,
    ):
        """Put data on workers; gives futures in the form of ``data`` (one, a list, a dict).

        :param broadcast: put each value on all workers
        :param hash: whether equal values get equal keys
        """
        refuse("client.scatter", WAITS, asynchronous=asynchronous or None)
        if timeout is no_value:
            timeout = "30s"
        if isinstance(workers, (str, int)):
            workers = [workers]
        refuse_iterators([data])
        form = type(data)
        if isinstance(data, dict):
            keys, values = [k if isinstance(k, (str, tuple)) else str(k) for k in data], list(data.values())
        else:
            if form in (list, tuple, set, frozenset):
                values = list(data)
            elif isinstance(data, range):
                values, form = list(data), list
            else:
                values, form = [data], None
            make = tokenize if hash else (lambda value: _dask.unique_hex(32))
            keys = [f"{type(value).__name__}-{make(value)}" for value in values]
        native = self._connected("scatter")
        values = self._received(values)
        futures = native.scatter(self, keys, values, [] if workers is None else list(workers), bool(broadcast), timeout)
        if isinstance(data, dict):
            return dict(zip(data, futures))
        return futures[0] if form is None else form(futures)

    def cancel(self, futures, asynchronous=None, force=False, reason=None, msg=None):
        """Stop computing futures; theirs and what only they need is forgotten."""
        refuse("client.cancel", WAITS, asynchronous=asynchronous or None)
        found = futures_in(futures)
        text = reason or "unknown"
        self._connected("cancel").cancel(found, bool(force), f"{text}.\n{msg}".rstrip(".") if msg else text)

    def retry(self, futures, asynchronous=None):
        """Compute failed futures again, with what failed before them; finished ones too."""
        refuse("client.retry", WAITS, asynchronous=asynchronous or None)
        found = futures_in(futures, only_futures=True)
        for future in found:
            if future.cancelled():
                raise KeyError(future.key)
        self._connected("retry").retry(found)
