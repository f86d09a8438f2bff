"""Dask's distributed scheduler: clients, futures and clusters, in one process.

Workers are logical: each has its own threads' slots and memory, and all share one pool of threads.
"""

from concurrent.futures import CancelledError

from distributed.actor import Actor, ActorFuture, BaseActorFuture
from distributed.client import (
    Client,
    Future,
    as_completed,
    default_client,
    fire_and_forget,
    futures_of,
    get_task_stream,
    performance_report,
    wait,
)
from distributed.core import Status
from distributed.deploy.local import LocalCluster
from distributed.diagnostics.progressbar import progress
from distributed.primitives import Event, Lock, MultiLock, Queue, Semaphore, Variable
from distributed.scheduler import KilledWorker
from distributed.security import Security
from distributed.worker import Reschedule, get_client, get_worker, local_client, print, rejoin, secede, warn, worker_client

TimeoutError = TimeoutError  # noqa: PLW0127

__version__ = "2026.8.0"

__all__ = [
    "Actor",
    "ActorFuture",
    "BaseActorFuture",
    "CancelledError",
    "Client",
    "Event",
    "Future",
    "KilledWorker",
    "LocalCluster",
    "Lock",
    "MultiLock",
    "Queue",
    "Reschedule",
    "Security",
    "Semaphore",
    "Status",
    "TimeoutError",
    "Variable",
    "as_completed",
    "default_client",
    "fire_and_forget",
    "futures_of",
    "get_client",
    "get_task_stream",
    "get_worker",
    "local_client",
    "performance_report",
    "print",
    "progress",
    "rejoin",
    "secede",
    "wait",
    "warn",
    "worker_client",
]

_PLUGINS = "there are no plugins: client.run(f) prepares each worker, the panels show what happens"

ABSENT = {
    "Adaptive": "scale by hand: cluster.scale(n)",
    "SSHCluster": "there are no other machines to reach; LocalCluster() and dask_gateway.GatewayCluster() work",
    "SpecCluster": "LocalCluster() works",
    "SubprocessCluster": "there are no processes; LocalCluster() works",
    "Scheduler": "LocalCluster() starts a scheduler and workers",
    "Worker": "cluster.scale(n) adds workers",
    "Nanny": "there are no processes to look after; LocalCluster() works",
    "Pub": "Queue() and Event() pass messages between tasks; Dask has dropped it as well",
    "Sub": "Queue() and Event() pass messages between tasks; Dask has dropped it as well",
    "get_task_metadata": "the task stream panel shows start and end of tasks",
    "span": "dask.annotate and names of functions tell tasks apart on the panels",
    **dict.fromkeys(("WorkerPlugin", "SchedulerPlugin", "NannyPlugin", "UploadFile", "UploadDirectory"), _PLUGINS),
    **dict.fromkeys(("PipInstall", "CondaInstall", "InstallPlugin", "Environ"), _PLUGINS),
}


def __getattr__(name):
    from _dasklet_missing import missing

    raise missing("distributed", name, __all__, ABSENT.get(name))
