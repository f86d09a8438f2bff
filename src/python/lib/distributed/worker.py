"""What a running task knows of where it runs."""

import builtins
import contextlib
import warnings

import _dask
from _dasklet_missing import unsupported

_task_clients = {}


class Reschedule(Exception):
    """A task that raises this is run again, perhaps elsewhere."""


def get_worker():
    """The worker that runs this task, or that a function of ``client.run`` is called for."""
    from distributed.views import WorkerView, worker_here

    task = _dask.current_task()
    if worker_here() is not None:
        return worker_here()
    if task is None or "address" not in task or task["cluster"].kind == "threaded":
        raise ValueError("No worker found")
    return WorkerView(task["cluster"], task)


def _task_client():
    """A client of the cluster that runs this task; ``None`` outside of tasks and in tasks without a client."""
    task = _dask.current_task()
    if task is None:
        return None
    native = task["cluster"]
    if native.kind == "threaded":
        return None
    client = _task_clients.get(native.id)
    if client is None or client.status == "closed":
        for closed in [number for number, known in _task_clients.items() if known.status == "closed"]:
            _task_clients.pop(closed, None)
        from distributed.client import Client
        from distributed.deploy.cluster import AttachedCluster

        client = _task_clients[native.id] = Client(AttachedCluster(native), set_as_default=False)
    return client


def get_client(address=None, timeout=None, resolve_address=True):
    """The client, inside a task one of the same cluster."""
    client = _task_client()
    if client is not None:
        return client
    from distributed.client import Client, client_or_none

    if address is not None:
        return Client(address)
    client = client_or_none()
    if client is None:
        raise ValueError("No global client found and no address provided")
    return client


def secede():
    """Give up this task's thread slot: the worker may run another task beside it."""
    _dask.secede()


def rejoin():
    """A task that seceded keeps running beside the others; there is nothing to wait for."""
    if _dask.current_task() is None:
        raise ValueError("rejoin() works only inside a task")


@contextlib.contextmanager
def worker_client(timeout=None, separate_thread=True):
    """A client for a task that submits tasks; with ``separate_thread`` it gives up its slot meanwhile."""
    if separate_thread:
        secede()
    yield get_client()


local_client = worker_client


def print(*args, sep=" ", end="\n", file=None, flush=False):
    """Print into the cell, from a task as from the cell itself."""
    builtins.print(*args, sep=sep, end=end, file=file, flush=flush)


def warn(message, category=UserWarning):
    """Warn in the cell, from a task as from the cell itself."""
    warnings.warn(message, category, stacklevel=2)


def get_task_metadata(*args, **kwargs):
    """Dask collects start and end of tasks here."""
    raise unsupported("get_task_metadata()", "the task stream panel shows start and end of tasks")
