"""Clients: they submit work to a cluster, wait for it, and take results."""

import contextlib

import _dask
from _dasklet_missing import missing, refuse, unsupported
from dask import base
from dask._dasklet_crossing import received, sent, take
from dask.core import flatten
from dask.utils import format_bytes, funcname

from distributed._arguments import no_value, refuse_iterators
from distributed._current import _push_client, _remove_client, client_or_none, default_client  # noqa: F401
from distributed._gathering import Gathering
from distributed._looking import Looking
from distributed._naming import Naming
from distributed.actor import Maker
from distributed.coroutines import Awaited
from distributed.exceptions import (
    ClosedClientError,
    FutureCancelledError,
)
from distributed.futures import WAITS, Future, futures_of

__all__ = [
    "Client",
    "Future",
    "FutureCancelledError",
    "as_completed",
    "default_client",
    "fire_and_forget",
    "futures_of",
    "get_task_stream",
    "performance_report",
    "wait",
]


class _Backend:
    """A client as what computes collections."""

    def __init__(self, client):
        self._client = client

    def compute(self, graph, keys, optimize, options):
        client = self._client
        take(graph, client._has_processes())
        return client._received(client._connected().compute(graph, keys, optimize, base.annotated_options(graph, optimize, options)))

    def persist(self, graph, keys, optimize, options):
        client = self._client
        take(graph, client._has_processes())
        options = base.annotated_options(graph, optimize, options)
        return client._connected().persist(client, graph, keys, optimize, options)


def _options(fifo_timeout, **kwargs):
    # A priority of 0 is none, so annotations' holds.
    given = {k: v for k, v in kwargs.items() if v is not None and not (k == "priority" and v == 0)}
    for name, instead in (("resources", "workers= chooses workers"), ("actors", "client.submit(cls, ..., actor=True) makes one")):
        if given.pop(name, None):
            raise unsupported(f"{name}=", instead)
    if given.get("allow_other_workers") and not given.get("workers"):
        raise ValueError("Only use allow_other_workers= if using workers=")
    options = base.task_options({**base.get_annotations(), **given})
    options["fifo_timeout"] = fifo_timeout
    return options


_PLUGINS = "there are no plugins: client.run(f) prepares each worker, dask.callbacks.Callback sees tasks on one machine"

# What Dask has and this does not, and what does the same.
_ABSENT = {
    "amm": "copies are shared here",
    "benchmark_hardware": "the panels show how long things take",
    "call_stack": "client.processing() and the task stream panel show what runs",
    "dump_cluster_state": "client.story(key) and the panels show what happened",
    "forward_logging": "print() in a task shows in the cell",
    "get_executor": "client.submit works",
    "get_scheduler_logs": "nothing is logged; client.story(key) and the panels show what happened",
    "get_task_stream": "the task stream panel shows what ran",
    "get_worker_logs": "nothing is logged; print() in a task shows in the cell",
    "loop": "there is no event loop: calls wait",
    "profile": "the task stream panel shows where time goes",
    "recreate_error_locally": "future.result() raises the error with its traceback; call the function with the same arguments to try again",
    "register_plugin": _PLUGINS,
    "register_worker_callbacks": _PLUGINS,
    "register_worker_plugin": _PLUGINS,
    "register_scheduler_plugin": _PLUGINS,
    "scheduler": "client.scheduler_info() tells of it, client.run_on_scheduler(f) calls a function with it",
    "unregister_scheduler_plugin": _PLUGINS,
    "unregister_worker_plugin": _PLUGINS,
    "upload_file": "write the module's code into a cell",
    "write_scheduler_file": "give the cluster itself: Client(cluster)",
}


class Client(Gathering, Looking, Naming):
    """A connection to a cluster; without arguments it starts a ``LocalCluster``.

    >>> client = Client(n_workers=2)                    # doctest: +SKIP
    >>> client.submit(sum, [1, 2]).result()             # doctest: +SKIP
    3

    :param address: a cluster, or the address of its scheduler
    :param set_as_default: whether ``compute`` uses it from now on
    :param kwargs: for ``LocalCluster``
    """

    _native = None
    # It cannot be pickled.
    _dasklet_stays = True

    def __init__(
        self,
        address=None,
        loop=None,
        timeout=no_value,
        set_as_default=True,
        scheduler_file=None,
        security=None,
        asynchronous=False,
        name=None,
        heartbeat_interval=None,
        serializers=None,
        deserializers=None,
        extensions=(),
        direct_to_workers=None,
        connection_limit=512,
        **kwargs,
    ):
        if asynchronous:
            raise unsupported("Client(asynchronous=True)", WAITS)
        refuse("Client", "functions that are submitted do what is wanted on workers", extensions=extensions or None)
        if scheduler_file is not None:
            raise unsupported("Client(scheduler_file=...)", "give a cluster, or nothing for a LocalCluster")
        self._owns_cluster = False
        self._published = None
        if address is None:
            from distributed.deploy.local import LocalCluster

            self.cluster = LocalCluster(**kwargs)
            self._owns_cluster = True
        elif isinstance(address, str):
            self.cluster = _cluster_at(address)
        elif hasattr(address, "_native"):
            self.cluster = address
        elif hasattr(address, "scheduler_address"):
            self.cluster = _cluster_at(address.scheduler_address)
        else:
            raise TypeError(f"Scheduler address must be a string or a Cluster instance, got {type(address)}")
        if kwargs and not self._owns_cluster:
            raise ValueError(f"Unexpected keyword arguments: {sorted(kwargs)}")
        self.name = name
        self._native = _dask.connect(self.cluster._native, Future)
        self.id = self._native.id if name is None else f"{name}-{self._native.id.partition('-')[2]}"
        self._set_as_default = set_as_default
        if set_as_default:
            _push_client(self)
            self._native.set_default()

    # Opening and closing

    def _connected(self, doing="send messages"):
        if self._native is None or self._native.closed:
            raise ClosedClientError(f"Client is closed. Can't {doing}.")
        return self._native

    def _has_processes(self):
        return getattr(self.cluster, "processes", True)

    def _received(self, results):
        """Results as they come here from workers: copies, but for workers that are threads of this process."""
        return received(results) if self._has_processes() else results

    def _backend(self):
        return _Backend(self)

    @property
    def status(self):
        return "closed" if self._native is None or self._native.closed else "running"

    @property
    def asynchronous(self):
        return False

    @property
    def dashboard_link(self):
        """Where the panels are."""
        return self.cluster.dashboard_link

    def close(self, timeout=no_value):
        """End the connection. A cluster that the client started ends with it."""
        _remove_client(self)
        if self._native is not None:
            self._native.close()
        if self._owns_cluster:
            self.cluster.close()

    def __del__(self):
        # A cell that is run again makes a new client, and nobody names the old one any more.
        if getattr(self, "_owns_cluster", False) and self.status == "running":
            self.close()

    def shutdown(self):
        """End the connection and its cluster."""
        self.close()
        self.cluster.close()

    def restart(self, timeout=no_value, wait_for_workers=True):
        """Forget all tasks and results, and start the workers anew."""
        self._connected()
        self.cluster._native.restart()
        return self

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.close()

    @contextlib.contextmanager
    def as_current(self):
        """Make it the client that computes within a ``with`` block."""
        _push_client(self)
        try:
            yield self
        finally:
            _remove_client(self)

    @classmethod
    def current(cls, allow_global=True):
        """The client that computes."""
        refuse("Client.current", "there is one client that computes: leave it out", allow_global=None if allow_global else False)
        return default_client()

    # Submitting

    def submit(
        self,
        func,
        *args,
        key=None,
        workers=None,
        resources=None,
        retries=None,
        priority=0,
        fifo_timeout="100 ms",
        allow_other_workers=False,
        actor=False,
        actors=False,
        pure=True,
        **kwargs,
    ):
        """Call a function on the cluster; gives a future of its result.

        Futures among the arguments are replaced by their results; collections go to the task as they are. With ``pure``,
        the same call gives the same key, and is computed once.

        >>> client.submit(pow, 2, 3).result()             # doctest: +SKIP
        8
        """
        if not callable(func):
            raise TypeError("First input to submit must be a callable function")
        options = _options(
            fifo_timeout,
            workers=workers,
            resources=resources,
            retries=retries,
            priority=priority,
            allow_other_workers=allow_other_workers or None,
        )
        native = self._connected("send update-graph message")
        is_actor = actor or actors
        if is_actor:
            options.setdefault("workers", self._one_worker())
        task = Maker(func) if is_actor else Awaited.of(func)
        task, columns, kwargs = sent(task, [[arg] for arg in args], kwargs, self._has_processes())
        args = tuple(column[0] for column in columns)
        return native.submit(self, key, funcname(func), task, args, kwargs, bool(pure) and not is_actor, options)

    def _one_worker(self):
        """The address of the worker with the least to do, as a list; empty if there is no worker."""
        workers = sorted(self.cluster._native.workers(), key=lambda w: w["in_memory"] + w["executing"])
        return [w["address"] for w in workers[:1]]

    def map(
        self,
        func,
        *iterables,
        key=None,
        workers=None,
        retries=None,
        resources=None,
        priority=0,
        allow_other_workers=False,
        fifo_timeout="100 ms",
        actor=False,
        actors=False,
        pure=True,
        batch_size=None,
        **kwargs,
    ):
        """Call a function for each item of one or more iterables; gives a list of futures.

        :param key: the beginning of the keys, or a list of keys
        :param batch_size: submit so many calls at a time

        >>> futures = client.map(abs, [-1, 2])            # doctest: +SKIP
        >>> client.gather(futures)                        # doctest: +SKIP
        [1, 2]
        """
        if not callable(func):
            raise TypeError("First input to map must be a callable function")
        if not iterables:
            raise ValueError("map() needs at least one iterable")
        refuse_iterators(iterables)
        options = _options(
            fifo_timeout,
            workers=workers,
            resources=resources,
            retries=retries,
            priority=priority,
            allow_other_workers=allow_other_workers or None,
        )
        task = Maker(func) if actor or actors else Awaited.of(func)
        pure = pure and not (actor or actors)
        columns = [column if type(column) is list else list(column) for column in iterables]
        n_calls = min(len(column) for column in columns)
        keys = None
        name = funcname(func)
        if isinstance(key, (list, tuple)):
            keys = list(key)
            if len(keys) < n_calls:
                raise ValueError(f"map() got {len(keys)} keys for {n_calls} calls")
        elif key is not None:
            name = key
        native = self._connected("send update-graph message")
        step = batch_size or max(n_calls, 1)
        if step < 1:
            raise ValueError("batch_size must be at least 1")
        task, columns, kwargs = sent(task, columns, kwargs, self._has_processes())
        futures = []
        for start in range(0, n_calls, step):
            stop = min(start + step, n_calls)
            part = columns if step >= n_calls else [column[start:stop] for column in columns]
            part_keys = keys if keys is None else keys[start:stop]
            futures += native.map(self, part_keys, name, task, part, kwargs, bool(pure), options)
        return futures

    def compute(
        self,
        collections,
        sync=False,
        optimize_graph=True,
        workers=None,
        allow_other_workers=False,
        resources=None,
        retries=0,
        priority=0,
        fifo_timeout="60s",
        actors=None,
        traverse=True,
        **kwargs,
    ):
        """Compute collections in the background; gives futures, or with ``sync`` results."""
        refuse("client.compute", "options of other optimizations have nothing to change", **kwargs)
        options = _options(
            fifo_timeout,
            workers=workers,
            resources=resources,
            retries=retries or None,
            priority=priority,
            allow_other_workers=allow_other_workers or None,
            actors=actors,
        )
        singleton = not isinstance(collections, (list, tuple, set, frozenset))
        items = [collections] if singleton else list(collections)
        base.check_memory(base.unpack_collections(*items, traverse=traverse)[0])
        if traverse:
            items = [base.one_collection(item) for item in items]
        found = [item for item in items if base.is_dask_collection(item)]
        graph, keys = base.finalized_together(found)
        native = self._connected("send update-graph message")
        take(graph, self._has_processes())
        options = base.annotated_options(graph, optimize_graph, options)
        if sync:
            results = iter(self._received(native.compute(graph, keys, optimize_graph, options)) if keys else [])
        else:
            results = iter(native.persist(self, graph, keys, optimize_graph, options) if keys else [])
        out = [next(results) if base.is_dask_collection(item) else item for item in items]
        return out[0] if singleton else out

    def persist(
        self,
        collections,
        optimize_graph=True,
        workers=None,
        allow_other_workers=None,
        resources=None,
        retries=None,
        priority=0,
        fifo_timeout="60s",
        actors=None,
        **kwargs,
    ):
        """Start to compute collections; gives collections like them that hold the results on the cluster."""
        refuse("client.persist", "options of other optimizations have nothing to change", **kwargs)
        options = _options(
            fifo_timeout,
            workers=workers,
            resources=resources,
            retries=retries,
            priority=priority,
            allow_other_workers=allow_other_workers,
            actors=actors,
        )
        singleton = not isinstance(collections, (list, tuple, set, frozenset))
        items = [collections] if singleton else list(collections)
        self._connected("send update-graph message")
        results = base.persist(*items, traverse=False, optimize_graph=optimize_graph, scheduler=self, **options)
        return results[0] if singleton else list(results)

    def get(self, dsk, keys, *, sync=True, **kwargs):
        """Compute keys of a graph of plain tasks."""
        refuse("client.get", "client.submit takes it", **kwargs)
        flat = list(flatten(keys if isinstance(keys, list) else [keys]))
        for key in flat:
            if key not in dsk:
                raise FutureCancelledError(key, "lost dependencies")
        if sync:
            return base.compute_graph(dsk, keys, self._backend(), _options("60s"))
        from dask.core import execute_task

        graph = _dask.graph_from_dict(dict(dsk), execute_task, flat)
        futures = self._connected().persist(self, graph, flat, False, _options("60s"))
        return futures if isinstance(keys, list) else futures[0]

    # Waiting and taking

    # Looking at the cluster

    # Datasets and metadata by name

    # Events by topic

    # How it looks

    def __repr__(self):
        if self.status == "closed":
            return f"<{type(self).__name__}: No scheduler connected>"
        workers = self.cluster._native.workers()
        threads = sum(w["nthreads"] for w in workers)
        text = f"<{type(self).__name__}: {self.cluster._native.address!r} processes={len(workers)} threads={threads}"
        limits = [w["memory_limit"] for w in workers]
        if all(limits):
            text += f", memory={format_bytes(sum(limits))}"
        return text + ">"

    def _repr_html_(self):
        from distributed._html import client_html

        return client_html(self)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        hint = _ABSENT.get(name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r} here" + (f"; {hint}" if hint else ""))


def _cluster_at(address):
    from distributed.deploy.cluster import AttachedCluster

    for native in _dask.clusters():
        if address in (native.address, native.name):
            return AttachedCluster(native)
    there = [native.address for native in _dask.clusters()]
    raise OSError(f"Timed out trying to connect to {address}: schedulers here are {', '.join(there) or 'none'}; Client() starts a cluster")


# They wait for the clients and futures above, and are found here as in Dask.
from distributed.performance import get_task_stream, performance_report  # noqa: E402
from distributed.waiting import as_completed, fire_and_forget, wait  # noqa: E402


def __getattr__(name):
    raise missing("distributed.client", name, __all__)
