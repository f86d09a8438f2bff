"""What all clusters have in common."""

import time
from collections import deque

from _dasklet_missing import unsupported
from dask.utils import format_bytes, parse_bytes

from distributed.core import Status

_shared = {}

# So many events of a topic are kept, as by Dask.
_EVENTS_MAX = 100_000


class Events:
    """What was noted by topic, and who listens."""

    def __init__(self):
        self._logs, self.handlers = {}, {}

    def log(self, topic, msg):
        """Note something under a topic, or under several."""
        event = (time.time(), msg)
        for name in [topic] if isinstance(topic, str) else topic:
            self._logs.setdefault(name, deque(maxlen=_EVENTS_MAX)).append(event)
            for handler in list(self.handlers.get(name, {}).values()):
                handler(event)

    def of(self, topic=None):
        """What was noted under a topic: pairs of time and message; without one a dict of all topics."""
        if topic is None:
            return {name: tuple(log) for name, log in self._logs.items()}
        return tuple(self._logs.get(topic, ()))


class _State:
    """What clients of one cluster share by name."""

    def __init__(self):
        self.datasets, self.metadata, self.primitives = {}, {}, {}
        # What functions noted on their worker, by its address
        self.noted = {}
        self.events = Events()


def shared_state(native):
    """What clients of this cluster share."""
    return _shared.setdefault(native.id, _State())


class Cluster:
    """A scheduler and its workers."""

    _native = None
    # It cannot be pickled.
    _dasklet_stays = True

    # What the cluster is

    @property
    def name(self):
        return self._native.name

    @property
    def status(self):
        return Status.closed if self._native.closed else Status.running

    @property
    def scheduler_address(self):
        return "" if self._native.closed else self._native.address

    @property
    def dashboard_link(self):
        """Where the panels are."""
        return self._native.dashboard_link

    @property
    def asynchronous(self):
        return False

    @property
    def scheduler_info(self):
        """What there is to know of the scheduler and its workers."""
        return self._info()

    @property
    def _datasets(self):
        return shared_state(self._native).datasets

    @property
    def _metadata(self):
        return shared_state(self._native).metadata

    def _worker_name(self, worker):
        return worker["name"]

    def _info(self, n_workers=None):
        native = self._native
        workers = native.workers()
        now = _now()
        found = {}
        for w in workers if n_workers is None else workers[:n_workers]:
            name = self._worker_name(w)
            found[w["address"]] = {
                "type": "Worker",
                "id": name,
                "host": "dasklet",
                "resources": {},
                "local_directory": "",
                "name": name,
                "nthreads": w["nthreads"],
                "memory_limit": w["memory_limit"],
                "last_seen": now,
                "services": {},
                "metrics": {
                    "task_counts": {"executing": w["executing"], "memory": w["in_memory"]},
                    "managed_bytes": w["managed"],
                    "spilled_bytes": {"memory": 0, "disk": 0},
                    "memory": w["managed"],
                    "cpu": 100.0 * min(w["executing"], w["nthreads"]),
                    "time": now,
                },
                "status": "running",
                "nanny": None,
            }
        return {
            "type": "Scheduler",
            "id": f"Scheduler-{native.id}",
            "address": native.address,
            "services": {"dashboard": 8787},
            "started": now - native.age,
            "n_workers": len(workers),
            "total_threads": sum(w["nthreads"] for w in workers),
            "total_memory": sum(w["memory_limit"] for w in workers),
            "workers": found,
        }

    # Scaling

    def scale(self, n=None, jobs=None, memory=None, cores=None):
        """Ask for ``n`` workers, or for as many as give that much ``memory`` or that many ``cores``."""
        if n is None:
            n = jobs
        config = self._worker_config()
        if cores is not None:
            n = max(n or 0, -(-int(cores) // config[0]))
        if memory is not None:
            if not config[1]:
                raise ValueError("memory= needs workers with a memory limit")
            n = max(n or 0, -(-parse_bytes(memory) // config[1]))
        if n is None:
            raise TypeError("scale() needs the number of workers")
        if n != int(n) or n < 0:
            raise ValueError(f"the number of workers is a whole number from 0, got {n!r}")
        self._scale(int(n))

    def _scale(self, n):
        self._native.scale(n)

    def adapt(self, *args, **kwargs):
        """Adaptive scaling needs time to pass between cells; scale by hand instead."""
        raise unsupported("cluster.adapt()", "scale it by hand: cluster.scale(n)")

    def wait_for_workers(self, n_workers, timeout=None):
        """Wait until there are so many workers."""
        self._native.wait_for_workers(n_workers, timeout)

    def get_client(self):
        """A client of this cluster."""
        from distributed.client import Client

        return Client(self)

    def get_logs(self, cluster=True, scheduler=True, workers=True):
        """Nothing is logged: the panels show what happens."""
        names = ["Cluster"] * bool(cluster) + ["Scheduler"] * bool(scheduler)
        names += [w["address"] for w in self._native.workers()] if workers else []
        return dict.fromkeys(names, "")

    # Closing

    def close(self, timeout=None):
        """End the cluster: its tasks, results and futures."""
        self._native.close()
        _shared.pop(self._native.id, None)

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.close()

    # How it looks

    def _worker_config(self):
        """Threads and bytes of one worker."""
        workers = self._native.workers()
        return (workers[0]["nthreads"], workers[0]["memory_limit"]) if workers else (1, 0)

    def __repr__(self):
        workers = self._native.workers()
        threads = sum(w["nthreads"] for w in workers)
        text = (
            f"{type(self).__name__}({self.name}, {self.scheduler_address or '<Not Connected>'!r}, workers={len(workers)}, threads={threads}"
        )
        limits = [w["memory_limit"] for w in workers]
        if all(limits):
            text += f", memory={format_bytes(sum(limits))}"
        return text + ")"

    def _repr_html_(self):
        from distributed._html import cluster_html

        return cluster_html(self)

    def __eq__(self, other):
        return isinstance(other, Cluster) and self._native.id == other._native.id

    def __hash__(self):
        return hash(self._native.id)


class AttachedCluster(Cluster):
    """A cluster that was started elsewhere, reached by its address."""

    def __init__(self, native):
        self._native = native


def _now():
    import time

    return time.time()
