"""What clients and tasks share by name: queues, variables, locks, events, semaphores."""

import threading
from collections import deque

import _dask
from _dasklet_missing import refuse
from dask.utils import parse_timedelta

_WAITS = "leave it out: calls wait, and Stop ends them"

# What tasks share is made once, and counted by one of them at a time.
_sharing = threading.Lock()


def _client(client):
    from distributed.worker import get_client

    return client if client is not None else get_client()


def _wait(what, condition, timeout):
    """Wait until ``condition()`` is true; a task keeps its place on its worker. False after ``timeout``."""
    return _dask.wait_until(what, condition, None if timeout is None else parse_timedelta(timeout))


def _own(value, client):
    """``value`` as whoever asks for it has it: with futures of its own client."""
    from distributed.futures import rebound

    return rebound(value, client)


class _Named:
    """Something that all who know its name on one cluster share."""

    def __init__(self, name=None, client=None):
        from distributed.deploy.cluster import shared_state

        self.client = _client(client)
        kind = type(self).__name__
        self.name = name or f"{kind.lower()}-{_dask.unique_hex(32)}"
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
        _dask.wake()

    def get(self, timeout=None, **kwargs):
        """Wait until there is a value, and give it."""
        refuse("variable.get", _WAITS, **kwargs)
        if not _wait(f"Variable {self.name}", lambda: self._shared, timeout):
            raise TimeoutError(f"Variable {self.name} has no value after {timeout}")
        return _own(self._shared[0], self.client)

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
        _dask.wake()

    def get(self, timeout=None, batch=False, **kwargs):
        """Wait for a value and take it; with ``batch=True`` all there are, with a number so many."""
        refuse("queue.get", _WAITS, **kwargs)
        if batch is not False and timeout is not None and batch is not True:
            raise NotImplementedError("Dask queues don't support simultaneous use of integer batch sizes and timeouts")
        if batch is True:
            taken = []
            while self._shared:
                taken.append(self._shared.popleft())
            _dask.wake()
            return _own(taken, self.client)
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
        _dask.wake()
        return _own(taken[0] if batch is False else taken, self.client)

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
        _dask.wake()


class Event(_Named):
    """A flag that many can wait for."""

    def _new(self):
        return [False]

    def set(self):
        """Raise the flag."""
        self._shared[0] = True
        _dask.wake()

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
        # As in Dask, who gives a place back has taken it with the same object.
        self._n_taken = 0
        super().__init__(name)

    def _new(self):
        return _Places(self.max_leases)

    def acquire(self, timeout=None):
        """Wait for a place; false after ``timeout``."""
        return _wait(f"{type(self).__name__} {self.name}", self._take, timeout)

    def _take(self):
        with _sharing:
            free = self._shared.n_taken < self._shared.most
            self._shared.n_taken += free
            self._n_taken += free
        return free

    def release(self):
        """Give the place back."""
        with _sharing:
            if not self._n_taken:
                raise RuntimeError("Released too often")
            self._n_taken -= 1
            self._shared.n_taken -= 1
        _dask.wake()
        return True

    def get_value(self):
        """How many places are taken."""
        return self._shared.n_taken

    def close(self):
        """Give all places back."""
        with _sharing:
            self._shared.n_taken = self._n_taken = 0
        _dask.wake()

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.release()


class _Places:
    def __init__(self, most):
        self.most, self.n_taken = most, 0


class Lock(Semaphore):
    """Lets one in at a time."""

    def __init__(self, name=None, scheduler_rpc=None, loop=None):
        super().__init__(1, name, scheduler_rpc, loop)

    def acquire(self, blocking=True, timeout=None):
        """Wait for the lock; false if it was not to be had."""
        return super().acquire(timeout=_timeout_of(blocking, timeout))

    def locked(self):
        """Whether somebody has it."""
        return self.get_value() == 1


class MultiLock:
    """Several locks at once: ``MultiLock(["x", "y"])`` waits until nobody has any of them."""

    def __init__(self, names=None, client=None):
        from distributed.deploy.cluster import shared_state

        self.client, self.names = _client(client), names or []
        self.id = _dask.unique_hex(32)
        with _sharing:
            self._taken = shared_state(self.client.cluster._native).primitives.setdefault("MultiLock", set())
        self._mine = set()

    def acquire(self, blocking=True, timeout=None, num_locks=None):
        """Wait for all locks, or for ``num_locks`` of them; false if they were not to be had."""
        most = num_locks or len(self.names)

        def take():
            with _sharing:
                free = [name for name in self.names if name not in self._taken]
                if len(free) < most:
                    return False
                self._mine = set(free[:most])
                self._taken.update(self._mine)
                return True

        return _wait(f"MultiLock {self.names}", take, _timeout_of(blocking, timeout))

    def release(self):
        """Give the locks back."""
        with _sharing:
            if not self._mine:
                raise ValueError("Lock is not yet acquired")
            self._taken -= self._mine
            self._mine = set()
        _dask.wake()

    def locked(self):
        """Whether this object has the locks."""
        return bool(self._mine)

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.release()


def _timeout_of(blocking, timeout):
    if blocking:
        return timeout
    if timeout is not None:
        raise ValueError("can't specify a timeout for a non-blocking call")
    return 0
