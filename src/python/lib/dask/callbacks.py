"""Callbacks that see what the scheduler for a single machine computes."""

from _dasklet_missing import unsupported

active = []


class Callback:
    """Something that is active within a ``with`` block or between ``register`` and ``unregister``."""

    def __init__(self, start=None, start_state=None, pretask=None, posttask=None, finish=None):
        for name, function in (("start_state", start_state), ("pretask", pretask), ("posttask", posttask)):
            if function is not None:
                raise unsupported(f"Callback({name}=...)", "ProgressBar() and the live panels show what runs")
        self._start_function = start
        self._finish_function = finish

    def __enter__(self):
        self.register()
        return self

    def __exit__(self, *args):
        self.unregister()

    def register(self):
        """Make it active."""
        active.append(self)

    def unregister(self):
        """End that."""
        if self in active:
            active.remove(self)

    def _watching(self, connection, futures):
        return _Watching(self, connection, futures)

    def _begin(self, connection, futures):
        if self._start_function is not None:
            self._start_function({})

    def _end(self, failed):
        if self._finish_function is not None:
            self._finish_function({}, {}, failed)


class _Watching:
    """One computation, seen by one callback."""

    def __init__(self, callback, connection, futures):
        self._callback, self._connection, self._futures = callback, connection, futures

    def __enter__(self):
        self._callback._begin(self._connection, self._futures)

    def __exit__(self, type, value, traceback):
        self._callback._end(type is not None)
