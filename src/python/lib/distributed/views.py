"""What functions that run on the scheduler or on a worker see of them: views to read."""

import threading
from collections import namedtuple

import _dask
from dask.base import key_split

from distributed.deploy.cluster import shared_state

__all__ = ["SchedulerView", "WorkerView", "running_on", "worker_here"]

_local = threading.local()

_Named = namedtuple("_Named", "name")


class WorkerView:
    """A worker: ``address``, ``name``, ``memory_limit``, ``data``, ``state.nthreads``; learners' attributes stay with it."""

    def __init__(self, native, worker):
        own = self.__dict__
        own.update(_native=native, address=worker["address"], name=_name(worker))
        own.update(_nthreads=worker["nthreads"], memory_limit=worker["memory_limit"])
        # What functions note on their worker is there for those after them.
        own["_noted"] = shared_state(native).noted.setdefault(worker["address"], {})

    def __setattr__(self, name, value):
        self._noted[name] = value

    def __getattr__(self, name):
        if name.startswith("__") or name not in self._noted:
            hint = "; worker.state has it" if hasattr(WorkerMachineView, name) or name == "nthreads" else ""
            raise AttributeError(f"'Worker' object has no attribute {name!r} here{hint}", name=name, obj=None)
        return self._noted[name]

    state = property(lambda self: WorkerMachineView(self, self._nthreads))
    contact_address = property(lambda self: self.address)
    id = property(lambda self: self.name)
    status = property(lambda self: _status())

    def get_current_task(self):
        """The key of the task that asks."""
        task = _dask.current_task()
        return None if task is None else task["key"]

    @property
    def client(self):
        """A client of the worker's cluster."""
        from distributed.worker import get_client

        return get_client()

    @property
    def data(self):
        """The results that it holds, by their keys."""
        return _Data(self)

    def log_event(self, topic, msg):
        """Note something under a topic, for ``client.get_events``."""
        shared_state(self._native).events.log(topic, msg)

    def __repr__(self):
        return f"<Worker {self.address!r}, name: {self.name}, status: running, threads: {self.state.nthreads}>"


class WorkerMachineView:
    """What a worker's state machine has: ``nthreads``, ``tasks``, ``data``, ``executing_count``."""

    def __init__(self, worker, nthreads):
        self._worker, self.nthreads, self.address = worker, nthreads, worker.address

    data = property(lambda self: self._worker.data)

    @property
    def tasks(self):
        """The tasks whose results it has."""
        tasks = SchedulerView(self._worker._native).tasks
        return {key: task for key, task in tasks.items() if self.address in task._addresses}

    @property
    def executing_count(self):
        """How many tasks it runs."""
        return next((w["executing"] for w in self._worker._native.workers() if w["address"] == self.address), 0)


class _Data:
    """The results on a worker, as a mapping to read."""

    def __init__(self, worker):
        self._worker = worker

    def _held(self):
        return self._worker._native.has_what().get(self._worker.address, {})

    def keys(self):
        """The keys of the results."""
        return self._held().keys()

    def __len__(self):
        return len(self._held())

    def __iter__(self):
        return iter(self._held())

    def __contains__(self, key):
        return key in self._held()

    def __getitem__(self, key):
        from distributed.futures import Future

        if key not in self._held():
            raise KeyError(key)
        return Future(key, client=self._worker.client).result()

    def values(self):
        """The results."""
        return [self[key] for key in self]

    def items(self):
        """Pairs of key and result."""
        return [(key, self[key]) for key in self]


class TaskView:
    """A task: ``key``, ``state``, ``nbytes``, ``who_has``, ``dependencies``, ``dependents``."""

    def __init__(self, scheduler, key, row):
        self._scheduler, self.key = scheduler, key
        self.state, self._nbytes, self._addresses, self._needs, self._needed_by = row

    nbytes = property(lambda self: -1 if self._nbytes is None else self._nbytes)
    prefix = property(lambda self: _Named(key_split(self.key)))
    group = property(lambda self: _Named(self.key[0] if isinstance(self.key, tuple) else self.key))
    who_has = property(lambda self: {self._scheduler.workers[address] for address in self._addresses})
    dependencies = property(lambda self: self._tasks(self._needs))
    dependents = property(lambda self: self._tasks(self._needed_by))

    def _tasks(self, keys):
        known = self._scheduler.tasks
        return {known[key] for key in keys if key in known}

    def __eq__(self, other):
        return isinstance(other, TaskView) and self.key == other.key

    def __hash__(self):
        return hash(self.key)

    def __repr__(self):
        return f"<TaskState {self.key!r} {self.state}>"


class WorkerStateView:
    """A worker as the scheduler knows it: ``address``, ``name``, ``nthreads``, ``memory_limit``, ``processing``, ``has_what``."""

    def __init__(self, scheduler, worker):
        self._scheduler, self.address, self.nthreads = scheduler, worker["address"], worker["nthreads"]
        self.name, self.memory_limit, self.nbytes = _name(worker), worker["memory_limit"], worker["managed"]

    status = property(lambda self: _status())
    processing = property(lambda self: self._tasks(self._scheduler._native.processing()))
    has_what = property(lambda self: self._tasks(self._scheduler._native.has_what()))

    def _tasks(self, keys_by_address):
        tasks = self._scheduler.tasks
        return {tasks[key]: None for key in keys_by_address.get(self.address, ()) if key in tasks}

    def __eq__(self, other):
        return isinstance(other, WorkerStateView) and self.address == other.address

    def __hash__(self):
        return hash(self.address)

    def __repr__(self):
        counts = f"memory: {len(self.has_what)}, processing: {len(self.processing)}"
        return f"<WorkerState {self.address!r}, name: {self.name}, status: running, {counts}>"


class SchedulerView:
    """A scheduler: ``address``, ``id``, ``workers``, ``tasks``, ``total_nthreads``, ``status``."""

    def __init__(self, native):
        self._native = native
        self.address, self.id = native.address, f"Scheduler-{native.id}"

    status = property(lambda self: _status())
    total_nthreads = property(lambda self: sum(w["nthreads"] for w in self._native.workers()))

    @property
    def workers(self):
        """The workers by their addresses."""
        return {w["address"]: WorkerStateView(self, w) for w in self._native.workers()}

    @property
    def tasks(self):
        """The tasks by their keys."""
        return {key: TaskView(self, key, row) for key, row in self._native.tasks().items()}

    def get_task_status(self, keys):
        """How tasks stand, by their keys."""
        return {key: self._native.task_state(key) for key in keys}

    def log_event(self, topic, msg):
        """Note something under a topic, for ``client.get_events``."""
        shared_state(self._native).events.log(topic, msg)

    def __repr__(self):
        workers = self._native.workers()
        cores = sum(w["nthreads"] for w in workers)
        return f"<Scheduler {self.address!r}, workers: {len(workers)}, cores: {cores}, tasks: {len(self.tasks)}>"


def _name(worker):
    return int(worker["name"]) if worker["name"].isdigit() else worker["name"]


def _status():
    from distributed.core import Status

    return Status.running


class running_on:
    """Within it this thread stands for a worker, as functions of ``client.run`` do."""

    def __init__(self, view):
        self._view = view

    def __enter__(self):
        self._before, _local.worker = worker_here(), self._view

    def __exit__(self, *args):
        _local.worker = self._before


def worker_here():
    """The worker that this thread stands for outside of tasks, or ``None``."""
    return getattr(_local, "worker", None)
