"""Futures: what tasks will give, and finding them in what holds them."""

import html
from concurrent.futures import CancelledError

import _dask
from _dasklet_missing import refuse
from dask import base
from dask.utils import parse_timedelta

from distributed._current import client_or_none, default_client
from distributed.exceptions import FutureCancelledError

__all__ = ["Future", "client_of", "filled", "futures_in", "futures_of", "rebound"]


# What is said of `asynchronous=` and the other options of calls.
WAITS = "leave it out: calls wait, and Stop ends them"


class Future(_dask.Future):
    """A result that a cluster computes or holds. While there is a future of a key, the cluster keeps its result."""

    __module__ = "distributed.client"
    __slots__ = ()

    def __new__(cls, key, client=None, state=None):
        if isinstance(key, Future):
            key = key.key
        refuse("Future", "a future asks its cluster how far it is", state=state)
        client = client if client is not None else default_client()
        return client._native.future(client, key)

    def __init__(self, key=None, client=None, state=None):
        pass

    def result(self, timeout=None):
        """Wait until it is computed and give the result; raise the task's exception if it failed."""
        try:
            value = self._result(timeout)
            client = self.client
            return value if client is None else client._received([value])[0]
        except TimeoutError:
            if self.status in ("pending", "lost"):
                raise TimeoutError(f"timed out after {parse_timedelta(timeout)} s.") from None
            raise

    def exception(self, timeout=None, **kwargs):
        """Wait until it is done and give the exception of its task, or ``None``."""
        refuse("future.exception", WAITS, **kwargs)
        self._wait(timeout)
        if self.status == "cancelled":
            return FutureCancelledError(self.key, self._reason())
        return self._exception()

    def traceback(self, timeout=None, **kwargs):
        """Wait until it is done and give the traceback of its task, or ``None``."""
        refuse("future.traceback", WAITS, **kwargs)
        self._wait(timeout)
        error = self._exception()
        return None if error is None else error.__traceback__

    def _wait(self, timeout):
        client = self.client
        try:
            client._native.wait([self], False, timeout)
        except TimeoutError:
            raise TimeoutError(f"timed out after {parse_timedelta(timeout)} s.") from None

    def done(self):
        """Whether it is computed, failed or cancelled."""
        return self.status in ("finished", "error", "cancelled")

    def cancelled(self):
        """Whether it was cancelled."""
        return self.status == "cancelled"

    def cancel(self, reason=None, msg=None, **kwargs):
        """Stop computing it."""
        self.client.cancel([self], reason=reason, msg=msg, **kwargs)

    def retry(self, **kwargs):
        """Compute its task again, with what failed before it."""
        self.client.retry([self], **kwargs)

    def add_done_callback(self, fn):
        """Call ``fn(future)`` on some thread once it is done."""
        self._on_done(fn)

    def bind_client(self, client):
        """Futures know their client."""

    @property
    def type(self):
        """The type of the result, once it is there."""
        return type(self.result()) if self.status == "finished" else None

    @property
    def executor(self):
        return self.client

    def __repr__(self):
        parts = [self.status]
        name = self._type_name
        if name is not None:
            parts.append(f"type: {name}")
        parts.append(f"key: {self.key}")
        return f"<Future: {', '.join(parts)}>"

    def _repr_html_(self):
        name = self._type_name
        kind = f" <span>type:</span> {html.escape(name)}," if name is not None else ""
        status = self.status
        return (
            f'<span class="dk-future"><strong>Future: {html.escape(base.key_split(self.key))}</strong> '
            f'<span>status:</span> <span class="dk-status-{status}">{status}</span>,{kind} '
            f"<span>key:</span> {html.escape(str(self.key))}</span>"
        )

    # As in Dask, each stands for itself, though they may be of one key.
    def __eq__(self, other):
        return self is other

    def __ne__(self, other):
        return self is not other

    def __hash__(self):
        return id(self)

    def __reduce__(self):
        raise TypeError("a future cannot be pickled; submit it to a task instead")

    def __await__(self):
        yield from ()
        return self.result()


# Finding and replacing


def futures_of(o, client=None):
    """The futures in nested lists, tuples, sets and dicts, and those that persisted collections hold."""
    return futures_in(o, client)


def futures_in(o, client=None, only_futures=False):
    found, seen = [], set()
    stack = [o]
    while stack:
        x = stack.pop()
        if isinstance(x, Future):
            if x.key not in seen:
                seen.add(x.key)
                found.append(x)
        elif type(x) in (list, tuple, set, frozenset):
            stack.extend(reversed(list(x)))
        elif type(x) is dict:
            stack.extend(reversed(list(x.values())))
        elif not only_futures and getattr(type(x), "_dask_parts", None) is not None:
            stack.extend(reversed(x._dask_parts()[0]))
        elif not only_futures and not isinstance(x, type) and hasattr(x, "_dasklet_graph"):
            owner = client or client_or_none()
            stack.extend(reversed(_dask.held_futures(x._dasklet_graph(), owner, Future)))
        elif only_futures and hasattr(x, "__next__"):
            raise TypeError("give a list of futures, not an iterator")
    if client is not None:
        bad = [f for f in found if f.cancelled()]
        if bad:
            raise CancelledError([f.key for f in bad])
    return found


def client_of(futures):
    for future in futures:
        if future.client is not None:
            return future.client
    return default_client()


def rebound(x, client):
    """``x`` with futures of ``client`` in the places of others' futures of the same keys."""
    if isinstance(x, Future):
        owner = x.client
        foreign = owner is not None and owner is not client and owner._native is not None
        return Future(x.key, client=client) if foreign and owner.cluster._native.is_same(client.cluster._native) else x
    if type(x) in (list, tuple, set, frozenset):
        return type(x)([rebound(item, client) for item in x])
    if type(x) is dict:
        return {key: rebound(item, client) for key, item in x.items()}
    return x


def filled(x, values, skip):
    """``x`` with values in the places of futures."""
    if isinstance(x, Future):
        return values.get(x.key)
    if type(x) is dict:
        return {k: filled(v, values, skip) for k, v in x.items() if not (skip and _is_skipped(v, values))}
    if type(x) in (list, tuple, set, frozenset):
        return type(x)(filled(v, values, skip) for v in x if not (skip and _is_skipped(v, values)))
    if hasattr(x, "__next__"):
        return [filled(v, values, skip) for v in x]
    return x


def _is_skipped(x, values):
    return isinstance(x, Future) and x.key not in values
