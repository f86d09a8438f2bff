"""A cluster in this process."""

import _dask
from _dasklet_missing import refuse, unsupported
from dask.utils import parse_bytes

from distributed.deploy.cluster import Cluster

# What workers take that are processes of their own.
_WITHOUT_EFFECT = {"nanny", "death_timeout", "local_directory", "dashboard", "heartbeat_interval", "silence_logs"}


class LocalCluster(Cluster):
    """Workers that share this process's pool of threads.

    :param n_workers: how many workers
    :param threads_per_worker: how many tasks each runs at a time
    :param processes: as in Dask it decides how many workers there are by default; all run in this process
    :param memory_limit: bytes that each may hold: ``"auto"``, a number, a text such as ``"2 GiB"``, a fraction, ``0``

    >>> cluster = LocalCluster(n_workers=2, threads_per_worker=1)     # doctest: +SKIP
    """

    def __init__(
        self,
        name=None,
        n_workers=None,
        threads_per_worker=None,
        processes=None,
        loop=None,
        start=None,
        host=None,
        ip=None,
        scheduler_port=0,
        silence_logs=30,
        dashboard_address=":8787",
        worker_dashboard_address=None,
        services=None,
        worker_services=None,
        service_kwargs=None,
        asynchronous=False,
        security=None,
        protocol=None,
        blocked_handlers=None,
        interface=None,
        worker_class=None,
        scheduler_kwargs=None,
        scheduler_sync_interval=1,
        *,
        memory_limit="auto",
        **worker_kwargs,
    ):
        if asynchronous:
            raise unsupported("LocalCluster(asynchronous=True)", "leave it out: calls wait, and Stop ends them")
        services = {"services": services, "worker_services": worker_services, "service_kwargs": service_kwargs}
        refuse(
            "LocalCluster",
            "the scheduler and its workers offer what Dask's do by themselves",
            **services,
            blocked_handlers=blocked_handlers,
        )
        refuse("LocalCluster", "workers are threads of this page", worker_class=worker_class, scheduler_kwargs=scheduler_kwargs)
        refuse(
            "LocalCluster",
            "workers differ in nothing; client.submit(..., workers=...) chooses some",
            resources=worker_kwargs.pop("resources", None),
        )
        for argument in worker_kwargs:
            if argument in (
                "env",
                "preload",
                "preload_argv",
                "preload_nanny",
                "lifetime",
                "lifetime_stagger",
                "lifetime_restart",
                "plugins",
            ):
                raise unsupported(f"LocalCluster({argument}=...)", "workers are threads of this page: what they need stands in the cell")
            if argument not in _WITHOUT_EFFECT:
                raise TypeError(f"LocalCluster() got an unexpected keyword argument {argument!r}")
        for argument, value in (("n_workers", n_workers), ("threads_per_worker", threads_per_worker)):
            if value is not None and (not isinstance(value, int) or value < 0):
                raise ValueError(f"{argument} must be a whole number from 0, got {value!r}")
        self.processes = True if processes is None else bool(processes)
        shape = _dask.local_cluster_shape(n_workers, threads_per_worker, self.processes)
        n_workers, self._nthreads = shape
        if memory_limit is None:
            memory_limit = 0
        elif isinstance(memory_limit, str) and memory_limit != "auto":
            memory_limit = parse_bytes(memory_limit)
        self._memory_limit = _dask.memory_limit(memory_limit, max(n_workers, 1))
        self._native = _dask.start_cluster(
            "local", None if name is None else str(name), n_workers, self._nthreads, self._memory_limit, None
        )

    def __del__(self):
        # A cell that is run again makes a new cluster, and nobody names the old one any more.
        native = self._native
        if native is not None and not native.closed:
            self.close()

    def _worker_name(self, worker):
        return int(worker["name"])

    def _worker_config(self):
        return self._nthreads, self._memory_limit

    @property
    def workers(self):
        """The workers by name."""
        return {self._worker_name(w): w["address"] for w in self._native.workers()}

    @property
    def plan(self):
        return set(self.workers)

    @property
    def requested(self):
        return set(self.workers)

    @property
    def observed(self):
        return set(self.workers)

    def _repr_html_(self):
        from distributed._html import cluster_html

        return cluster_html(self, [("Status", self.status.name), ("Using processes", self.processes)])
