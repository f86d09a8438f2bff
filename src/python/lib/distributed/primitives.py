"""What clients and tasks share by name: queues, variables, locks, events, semaphores."""

import threading
from collections import deque

import _cluster
from _dasklet_missing import refuse
from dask.utils import parse_timedelta

_WAITS = "leave it out: calls wait, and Stop ends them"

# What tasks share is made once, and counted by one of them at a time.
_sharing = threading.Lock()


def _client(client):
    from distributed.worker import get_client

    return client if client is not None else get_client()


def _wait(what, condition, timeout):
    """Wait until ``condition()`` is true; other tasks run meanwhile. False after ``timeout``."""
    return _cluster.wait_until(what, condition, None if timeout is None else parse_timedelta(timeout))


class _Named:
    """Something that all who know its name on one cluster share."""

    def __init__(self, name=None, client=None):
        from distributed.deploy.cluster import shared_state

        self.client = _client(client)
        kind = type(self).__name__
        self.name = name or f"{kind.lower()}-{_cluster.unique_hex(32)}"
        with _sharing:
            everything = shared_state(self.client.cluster._native).primitives
            if (kind, self.name) not in everything:
                everything[(kind, self.name)] = self._new()
            self._shared = everything[(kind, self.name)]

    def __repr__(self):
        return f"<{type(self).__name__}: {self.name}>"


class Variable(_Named):
    """A value that can be set and read.

    >>> x = Variable("x"); x.set(5); x.get()               # doctest: +SKIP
    5
    """

    def _new(self):
        return []

    def set(self, value, timeout="30 s", **kwargs):
        """Set the value."""
        refuse("variable.set", _WAITS, **kwargs)
        self._shared[:] = [value]
        _cluster.wake()

    def get(self, timeout=None, **kwargs):
        """Wait until there is a value, and give it."""
        refuse("variable.get", _WAITS, **kwargs)
        if not _wait(f"Variable {self.name}", lambda: self._shared, timeout):
            raise TimeoutError(f"Variable {self.name} has no value after {timeout}")
        return self._shared[0]

    def delete(self):
        """Forget the value."""
        self._shared.clear()


class Queue(_Named):
    """A queue; with ``maxsize``, ``put`` waits while it is full."""

    def __init__(self, name=None, client=None, maxsize=0):
        self._maxsize = maxsize
        super().__init__(name, client)

    def _new(self):
        return deque()

    def put(self, value, timeout=None, **kwargs):
        """Add a value at the end."""
        refuse("queue.put", _WAITS, **kwargs)
        if not _wait(f"Queue {self.name}", lambda: self._add(value), timeout):
            raise TimeoutError(f"Queue {self.name} is full")
        _cluster.wake()

    def get(self, timeout=None, batch=False, **kwargs):
        """Wait for a value and take it; with ``batch=True`` all there are, with a number so many."""
        refuse("queue.get", _WAITS, **kwargs)
        if batch is True:
            taken = []
            while self._shared:
                taken.append(self._shared.popleft())
            _cluster.wake()
            return taken
        taken = []
        for _ in range(1 if batch is False else batch):
            while True:
                if not _wait(f"Queue {self.name}", lambda: self._shared, timeout):
                    raise TimeoutError(f"Queue {self.name} is empty")
                try:
                    taken.append(self._shared.popleft())
                    break
                except IndexError:
                    continue
        _cluster.wake()
        return taken[0] if batch is False else taken

    def _add(self, value):
        with _sharing:
            has_place = not self._maxsize or len(self._shared) < self._maxsize
            if has_place:
                self._shared.append(value)
        return has_place

    def qsize(self, **kwargs):
        """How many values wait."""
        refuse("queue.qsize", _WAITS, **kwargs)
        return len(self._shared)

    def close(self):
        """Forget all values."""
        self._shared.clear()
        _cluster.wake()


class Event(_Named):
    """A flag that many can wait for."""

    def _new(self):
        return [False]

    def set(self):
        """Raise the flag."""
        self._shared[0] = True
        _cluster.wake()

    def clear(self):
        """Lower the flag."""
        self._shared[0] = False

    def is_set(self):
        """Whether the flag is raised."""
        return self._shared[0]

    def wait(self, timeout=None):
        """Wait until the flag is raised; false after ``timeout``."""
        return _wait(f"Event {self.name}", lambda: self._shared[0], timeout)


class Semaphore(_Named):
    """Lets at most ``max_leases`` in at a time."""

    def __init__(self, max_leases=1, name=None, scheduler_rpc=None, loop=None):
        if max_leases < 1:
            raise ValueError("max_leases must be at least 1")
        self.max_leases = max_leases
        super().__init__(name)

    def _new(self):
        return threading.Semaphore(self.max_leases)

    def acquire(self, timeout=None):
        """Wait for a place; false after ``timeout``."""
        return _wait(f"{type(self).__name__} {self.name}", lambda: self._shared.acquire(blocking=False), timeout)

    def release(self):
        """Give the place back."""
        self._shared.release()
        _cluster.wake()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.release()


class Lock(_Named):
    """Lets one in at a time."""

    def __init__(self, name=None, scheduler_rpc=None, loop=None):
        super().__init__(name)

    def _new(self):
        return threading.Lock()

    def acquire(self, blocking=True, timeout=None):
        """Wait for the lock; false if it was not to be had."""
        if not blocking:
            if timeout is not None:
                raise ValueError("can't specify a timeout for a non-blocking call")
            timeout = 0
        return _wait(f"{type(self).__name__} {self.name}", lambda: self._shared.acquire(blocking=False), timeout)

    def release(self):
        """Give the lock back."""
        if not self._shared.locked():
            raise ValueError("This lock has not yet been acquired")
        self._shared.release()
        _cluster.wake()

    def locked(self):
        """Whether somebody has it."""
        return self._shared.locked()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.release()
