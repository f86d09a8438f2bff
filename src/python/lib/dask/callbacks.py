"""Callbacks: functions that see what the schedulers for a single machine compute, task by task.

A cluster's scheduler does not call them, as in Dask.
"""

import contextlib
from itertools import count

__all__ = ["Callback", "add_callbacks"]


class Callback:
    """Functions to call, active within a ``with`` block or between ``register`` and ``unregister``.

    :param start: called with the graph
    :param start_state: called with the graph and the state, a dict of what waits, is ready, runs and is finished
    :param pretask: called with the key, the graph and the state before a task starts
    :param posttask: called with the key, the result, the graph, the state and the worker's number after it
    :param finish: called with the graph, the state and whether it failed

    A subclass may have ``_start``, ``_start_state``, ``_pretask``, ``_posttask`` and ``_finish`` instead.

    >>> with Callback(pretask=lambda key, dsk, state: print(key)):        # doctest: +SKIP
    ...     x.compute()
    """

    active = set()

    def __init__(self, start=None, start_state=None, pretask=None, posttask=None, finish=None):
        given = {"_start": start, "_start_state": start_state, "_pretask": pretask, "_posttask": posttask, "_finish": finish}
        for name, function in given.items():
            if function:
                setattr(self, name, function)

    @property
    def _callback(self):
        return tuple(getattr(self, name, None) for name in ("_start", "_start_state", "_pretask", "_posttask", "_finish"))

    def __enter__(self):
        self._cm = add_callbacks(self)
        self._cm.__enter__()
        return self

    def __exit__(self, *args):
        # It holds this callback's own methods.
        callbacks, self._cm = self._cm, None
        callbacks.__exit__(*args)

    def register(self):
        """Make it active."""
        Callback.active.add(self._callback)

    def unregister(self):
        """End that."""
        Callback.active.remove(self._callback)


class add_callbacks:
    """Callbacks, or tuples of their five functions, that are active within a ``with`` block."""

    def __init__(self, *callbacks):
        self.callbacks = [normalize_callback(callback) for callback in callbacks]
        Callback.active.update(self.callbacks)

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        for callback in self.callbacks:
            Callback.active.discard(callback)


def normalize_callback(cb):
    """The five functions of a callback."""
    if isinstance(cb, Callback):
        return cb._callback
    if isinstance(cb, tuple):
        return cb
    raise TypeError("Callbacks must be either `Callback` or `tuple`")


def watchers():
    """The active callbacks if each of them only watches a computation as a whole (progress bars do), else nothing."""
    objects = [getattr(callback[0], "__self__", None) for callback in Callback.active]
    return objects if all(hasattr(one, "watching") for one in objects) else []


def compute_seen(graph, keys, connection, options, n_slots, data=()):
    """Compute ``keys`` of a native graph task by task, for the active callbacks to see it, as ``dask.local.get_async`` does.

    :param n_slots: how many tasks run at a time
    :param data: keys of what is no task but data
    :returns: futures of ``keys``
    """
    callbacks = list(Callback.active)
    steps = graph.optimize(keys)
    dsk = _in_order(steps.tasks())
    run = _Run(connection, steps, options)
    starts_state, before, after = ([callback[place] for callback in callbacks if callback[place]] for place in (1, 2, 3))
    state, failed, n_started = {}, True, 0
    try:
        for callback in callbacks:
            if callback[0]:
                callback[0](dsk)
            n_started += 1
        state = _first_state(dsk, data, keys)
        for key in state["cache"]:
            state["cache"][key] = run.hold(key)
        for function in starts_state:
            function(dsk, state)
        _run_all(dsk, state, run, n_slots, before, after)
        failed = False
        return [run.held[key] for key in keys]
    finally:
        for callback in callbacks[:n_started]:
            if callback[4]:
                callback[4](dsk, state, failed)


def _in_order(tasks):
    """A dict of tasks with each behind those that it needs."""
    ordered = {}
    for wanted in tasks:
        stack = [wanted]
        while stack:
            key = stack[-1]
            missing = [needed for needed in tasks[key] if needed not in ordered]
            if not missing:
                ordered[stack.pop()] = tasks[key]
            else:
                stack.extend(reversed(missing))
    return ordered


def _run_all(dsk, state, run, n_slots, before, after):
    places = {key: place for place, key in enumerate(dsk)}
    wanted = state.pop("wanted")
    slots = {}
    while state["ready"] or state["running"]:
        while state["ready"] and len(state["running"]) < n_slots:
            key = state["ready"].pop()
            state["running"].add(key)
            slots[key] = next(slot for slot in count() if slot not in slots.values())
            for function in before:
                function(key, dsk, state)
            run.start(key)
        for key, held in run.done():
            state["cache"][key] = held
            _finish_task(dsk, state, key, places, wanted)
            slot = slots.pop(key)
            for function in after:
                function(key, run.value(held), dsk, state, slot)


def _first_state(dsk, data, keys):
    dependents = {key: set() for key in dsk}
    for key, needed in dsk.items():
        for other in needed:
            dependents[other].add(key)
    data = set(data)
    waiting = {key: {other for other in needed if other not in data} for key, needed in dsk.items() if key not in data}
    ready = [key for key in dsk if key in waiting and not waiting[key]]
    return {
        "dependencies": {key: set(needed) for key, needed in dsk.items()},
        "dependents": dependents,
        "waiting": {key: needed for key, needed in waiting.items() if needed},
        "waiting_data": {key: set(who) for key, who in dependents.items() if who},
        "cache": dict.fromkeys(key for key in dsk if key in data),
        "ready": ready[::-1],
        "running": set(),
        "finished": set(),
        "released": set(),
        "wanted": set(keys),
    }


def _finish_task(dsk, state, key, places, wanted):
    for other in sorted(state["dependents"][key], key=places.get, reverse=True):
        waits_for = state["waiting"][other]
        waits_for.remove(key)
        if not waits_for:
            del state["waiting"][other]
            state["ready"].append(other)
    for needed in state["dependencies"][key]:
        if needed in state["waiting_data"]:
            who = state["waiting_data"][needed]
            who.discard(key)
            if not who and needed not in wanted:
                del state["waiting_data"][needed]
                state["released"].add(needed)
                state["cache"].pop(needed, None)
    state["finished"].add(key)
    state["running"].remove(key)


class _Run:
    """Tasks on their way. All results are held to the end: tasks behind them are handed over with them."""

    def __init__(self, connection, steps, options):
        self._connection, self._steps, self._options = connection, steps, options
        self.held, self._running = {}, []

    def hold(self, key):
        """A future of a task whose inputs are there."""
        self.held[key] = self._connection.persist(None, self._steps.optimize([key]), [key], False, self._options)[0]
        return self.held[key]

    def start(self, key):
        """Starts a task whose inputs are there."""
        self.hold(key)
        self._running.append(key)

    def done(self):
        """The tasks that ended since the last call, at least one, each with its future; raises the error of one that failed."""
        self._connection.wait([self.held[key] for key in self._running], True, None)
        ended = [key for key in self._running if self.held[key].status != "pending"]
        self._running = [key for key in self._running if key not in ended]
        for key in ended:
            self.value(self.held[key])
            yield key, self.held[key]

    def value(self, future):
        """The result of a task that ended."""
        return self._connection.gather([future])[0]


@contextlib.contextmanager
def watched(connection, futures):
    """Progress bars look at a computation as a whole."""
    with contextlib.ExitStack() as stack:
        for watcher in watchers():
            stack.enter_context(watcher.watching(connection, futures))
        yield
