"""Clients: they submit work to a cluster, wait for it, and take results."""

import asyncio
import contextlib

import _cluster
from _dasklet_missing import missing, refuse, unsupported
from dask import base
from dask.core import flatten
from dask.tokenize import tokenize
from dask.utils import format_bytes, funcname, has_keyword

from distributed._current import _push_client, _remove_client, client_or_none, default_client  # noqa: F401
from distributed._html import HasWhat, WhoHas
from distributed.actor import Maker
from distributed.coroutines import Awaited, is_coroutine_function
from distributed.deploy.cluster import shared_state
from distributed.exceptions import (
    ClosedClientError,
    FutureCancelledError,
    WorkerStartTimeoutError,
)
from distributed.futures import WAITS, Future, filled, futures_in, futures_of, rebound
from distributed.views import SchedulerView, WorkerView, running_on

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

_no_value = object()


class _Backend:
    """A client as what computes collections."""

    def __init__(self, client):
        self._client = client

    def compute(self, graph, keys, optimize, options):
        return self._client._connected().compute(graph, keys, optimize, base.annotated_options(graph, optimize, options))

    def persist(self, graph, keys, optimize, options):
        client = self._client
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
    "profile": "the task stream panel shows where time goes",
    "recreate_error_locally": "future.result() raises the error with its traceback; call the function with the same arguments to try again",
    "register_plugin": _PLUGINS,
    "register_worker_callbacks": _PLUGINS,
    "register_worker_plugin": _PLUGINS,
    "register_scheduler_plugin": _PLUGINS,
    "unregister_scheduler_plugin": _PLUGINS,
    "unregister_worker_plugin": _PLUGINS,
    "upload_file": "write the module's code into a cell",
    "write_scheduler_file": "give the cluster itself: Client(cluster)",
}


class Client:
    """A connection to a cluster; without arguments it starts a ``LocalCluster``.

    >>> client = Client(n_workers=2)                    # doctest: +SKIP
    >>> client.submit(sum, [1, 2]).result()             # doctest: +SKIP
    3

    :param address: a cluster, or the address of its scheduler
    :param set_as_default: whether ``compute`` uses it from now on
    :param kwargs: for ``LocalCluster``
    """

    _native = None

    def __init__(
        self,
        address=None,
        loop=None,
        timeout=_no_value,
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
        self._native = self.cluster._native.connect(Future)
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

    def close(self, timeout=_no_value):
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

    def restart(self, timeout=_no_value, wait_for_workers=True):
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

        Futures, delayed values and collections among the arguments are replaced by their results. With ``pure``, the
        same call gives the same key, and is computed once.

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
        finalized = [base.graph_and_key(item) for item in found]
        graph = _cluster.Graph.merge([graph for graph, _ in finalized])
        native = self._connected("send update-graph message")
        keys = [key for _, key in finalized]
        options = base.annotated_options(graph, optimize_graph, options)
        if sync:
            results = iter(native.compute(graph, keys, optimize_graph, options) if keys else [])
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

        graph = _cluster.graph_from_dict(dict(dsk), execute_task, flat)
        futures = self._connected().persist(self, graph, flat, False, _options("60s"))
        return futures if isinstance(keys, list) else futures[0]

    # Waiting and taking

    def gather(self, futures, errors="raise", direct=None, asynchronous=None):
        """Wait for futures and give their results; lists, tuples, sets and dicts of futures keep their form.

        :param errors: ``"raise"`` the first error, or ``"skip"`` futures in lists that failed
        """
        refuse("client.gather", WAITS, asynchronous=asynchronous or None)
        if errors not in ("raise", "skip"):
            raise ValueError(f"errors must be 'raise' or 'skip', got {errors!r}")
        found = [self._own_future(future) for future in futures_in(futures, only_futures=True)]
        native = self._connected("gather")
        if errors == "skip":
            native.wait(found, False)
            good = [future for future in found if future.status == "finished"]
            values = dict(zip((f.key for f in good), native.gather(good)))
            return filled(futures, values, skip=True)
        values = dict(zip((f.key for f in found), native.gather(found)))
        return filled(futures, values, skip=False)

    def _own_future(self, future):
        """This client's future of the same key, if ``future`` came into a task of this cluster from elsewhere."""
        owner = future.client
        if owner is self or owner is None or owner._native is None:
            return future
        if not owner.cluster._native.is_same(self.cluster._native) or _cluster.current_task() is None:
            raise ValueError(
                f"Cannot gather Futures created by another client: {future!r} belongs to {owner.id!r}, this client is {self.id!r}"
            )
        return Future(future.key, client=self)

    def scatter(
        self,
        data,
        workers=None,
        broadcast=False,
        direct=None,
        hash=True,
        timeout=_no_value,
        asynchronous=None,
    ):
        """Put data on workers; gives futures in the form of ``data`` (one, a list, a dict).

        :param broadcast: put each value on all workers
        :param hash: whether equal values get equal keys
        """
        refuse("client.scatter", WAITS, asynchronous=asynchronous or None)
        if timeout is _no_value:
            timeout = "30s"
        if isinstance(workers, (str, int)):
            workers = [workers]
        form = type(data)
        if isinstance(data, dict):
            keys, values = [k if isinstance(k, (str, tuple)) else str(k) for k in data], list(data.values())
        else:
            if form in (list, tuple, set, frozenset):
                values = list(data)
            elif isinstance(data, range) or hasattr(data, "__next__"):
                values, form = list(data), list
            else:
                values, form = [data], None
            make = tokenize if hash else (lambda value: _cluster.unique_hex(32))
            keys = [f"{type(value).__name__}-{make(value)}" for value in values]
        native = self._connected("scatter")
        futures = native.scatter(self, keys, values, [] if workers is None else list(workers), bool(broadcast), timeout)
        if isinstance(data, dict):
            return dict(zip(data, futures))
        return futures[0] if form is None else form(futures)

    def cancel(self, futures, asynchronous=None, force=False, reason=None, msg=None):
        """Stop computing futures; theirs and what only they need is forgotten."""
        refuse("client.cancel", WAITS, asynchronous=asynchronous or None)
        found = futures_in(futures, only_futures=True)
        text = reason or "unknown"
        self._connected("cancel").cancel(found, bool(force), f"{text}.\n{msg}".rstrip(".") if msg else text)

    def retry(self, futures, asynchronous=None):
        """Compute failed futures again, with what failed before them; finished ones too."""
        refuse("client.retry", WAITS, asynchronous=asynchronous or None)
        found = futures_in(futures, only_futures=True)
        for future in found:
            if future.cancelled():
                raise KeyError(future.key)
        self._connected("retry").retry(found)

    # Looking at the cluster

    def scheduler_info(self, n_workers=-1, **kwargs):
        """What there is to know of the scheduler and its workers."""
        refuse("client.scheduler_info", WAITS, **kwargs)
        self._connected("ask the scheduler")
        return self.cluster._info(None if n_workers in (-1, None) else n_workers)

    def nthreads(self, workers=None, **kwargs):
        """The threads of each worker."""
        refuse("client.nthreads", WAITS, **kwargs)
        self._connected("ask the scheduler")
        found = {w["address"]: w["nthreads"] for w in self.cluster._native.workers()}
        return found if workers is None else {w: found[w] for w in _as_list(workers) if w in found}

    ncores = nthreads

    def who_has(self, futures=None, **kwargs):
        """The workers that hold each result."""
        refuse("client.who_has", WAITS, **kwargs)
        self._connected("ask the scheduler")
        keys = None
        if futures is not None:
            keys = [f.key if isinstance(f, Future) else f for f in _futures_or_keys(futures)]
        return WhoHas(self.cluster._native.who_has(keys))

    def has_what(self, workers=None, **kwargs):
        """The results that each worker holds."""
        refuse("client.has_what", WAITS, **kwargs)
        self._connected("ask the scheduler")
        found = {address: tuple(keys) for address, keys in self.cluster._native.has_what().items()}
        if workers is not None:
            found = {w: found[w] for w in _as_list(workers) if w in found}
        return HasWhat(found)

    def processing(self, workers=None):
        """The tasks that each worker has to do."""
        self._connected("ask the scheduler")
        found = {address: tuple(keys) for address, keys in self.cluster._native.processing().items()}
        return found if workers is None else {w: found[w] for w in _as_list(workers) if w in found}

    def nbytes(self, keys=None, summary=True, **kwargs):
        """Bytes of each result, or with ``summary`` of each kind."""
        refuse("client.nbytes", WAITS, **kwargs)
        self._connected("ask the scheduler")
        sizes = {}
        for held in self.cluster._native.has_what().values():
            sizes.update(held)
        if keys is not None:
            wanted = set(keys)
            sizes = {k: v for k, v in sizes.items() if k in wanted}
        if not summary:
            return sizes
        summed = {}
        for key, size in sizes.items():
            prefix = base.key_split(key)
            summed[prefix] = summed.get(prefix, 0) + size
        return summed

    def story(self, *keys_or_stimuli, on_error="raise"):
        """What happened to tasks: rows of key, from, to, stimulus, seconds, worker.

        Of long sessions the scheduler remembers the last 100,000 transitions; a first row then says how many were dropped.
        """
        self._connected("ask the scheduler")
        keys = [k.key if isinstance(k, Future) else k for k in keys_or_stimuli]
        return self.cluster._native.story(keys)

    def wait_for_workers(self, n_workers, timeout=None):
        """Wait until there are so many workers."""
        if not isinstance(n_workers, int) or n_workers < 1:
            raise ValueError(f"`n_workers` must be a positive integer. Instead got {n_workers}.")
        try:
            self._connected("wait")
            self.cluster._native.wait_for_workers(n_workers, timeout)
        except TimeoutError:
            there = len(self.cluster._native.workers())
            raise WorkerStartTimeoutError(f"Only {there}/{n_workers} workers arrived after {timeout}") from None

    def get_versions(self, check=False, packages=None):
        """Versions of what runs here; client, scheduler and workers are one program."""
        import importlib
        import sys

        import dask

        import distributed

        versions = {name: getattr(importlib.import_module(name), "__version__", None) for name in packages or ()}
        packages = {
            "python": ".".join(map(str, sys.version_info)),
            "dask": dask.__version__,
            "distributed": distributed.__version__,
        }
        numpy = sys.modules.get("numpy")
        if numpy is not None:
            packages["numpy"] = numpy.__version__
        packages |= versions
        host = {"python": packages["python"], "OS": sys.platform}
        one = {"host": host, "packages": packages}
        workers = {w["address"]: one for w in self.cluster._native.workers()}
        return {"scheduler": one, "workers": workers, "client": one}

    def run(self, function, *args, workers=None, wait=True, nanny=False, on_error="raise", **kwargs):
        """Call a function once for each worker, outside of the scheduler; gives a dict by address.

        A parameter ``dask_worker`` of the function gets a view of the worker.
        """
        if nanny:
            raise unsupported("client.run(nanny=True)", "there are no processes to look after")
        if on_error not in ("raise", "return", "ignore"):
            raise ValueError(f"on_error must be 'raise', 'return', or 'ignore'; got {on_error!r}")
        if not wait and not is_coroutine_function(function):
            raise AssertionError("Combination not supported")
        native = self._connected("run").cluster
        found = {w["address"]: w for w in native.workers()}
        results = {}
        for address in found if workers is None else [a for a in _as_list(workers) if a in found]:
            view = WorkerView(native, found[address])
            with running_on(view):
                try:
                    results[address] = _called(function, args, kwargs, dask_worker=view)
                except Exception as error:
                    if on_error == "raise":
                        raise
                    if on_error == "return":
                        results[address] = error
        return results if wait else None

    def run_on_scheduler(self, function, *args, **kwargs):
        """Call a function where the scheduler is: here. A parameter ``dask_scheduler`` of it gets a view of the scheduler."""
        return _called(function, args, kwargs, dask_scheduler=SchedulerView(self._connected("run").cluster))

    def restart_workers(self, workers, timeout=None, raise_for_error=True):
        """Start workers anew: others take their place; gives ``"OK"`` by address."""
        native = self._connected("restart workers").cluster
        info = {w["address"]: w for w in native.workers()}
        by_name = {str(w["name"]): address for address, w in info.items()}
        addresses = [by_name.get(str(worker), worker) for worker in _as_list(workers)]
        for address in addresses:
            if address not in info:
                raise ValueError(f"there is no worker {address!r}; the workers are {', '.join(info)}")
            if not getattr(self.cluster, "processes", True):
                raise ValueError(f"Restarting workers requires a nanny to be used. Worker {address} has type Worker.")
        n_workers = len(info)
        native.retire(addresses)
        native.scale(n_workers)
        try:
            native.wait_for_workers(n_workers, timeout)
        except TimeoutError:
            if raise_for_error:
                raise
            return dict.fromkeys(addresses, "timed out")
        return dict.fromkeys(addresses, "OK")

    def retire_workers(self, workers=None, close_workers=True, **kwargs):
        """Remove workers after they handed over their results."""
        refuse("client.retire_workers", "name the workers: workers=[...]", **kwargs)
        if not close_workers:
            raise unsupported("client.retire_workers(close_workers=False)", "a worker without tasks and results is closed")
        self._connected("retire workers")
        info = {w["address"]: w for w in self.cluster._native.workers()}
        names = [] if workers is None else [str(w) for w in _as_list(workers)]
        self.cluster._native.retire(names)
        return {a: w for a, w in info.items() if a in names or w["name"] in names}

    def replicate(self, futures, n=None, workers=None, branching_factor=2, **kwargs):
        """Copies are shared in this process: there is one of each result."""
        raise unsupported("client.replicate()", "client.scatter(data, broadcast=True) puts data on all workers")

    def rebalance(self, futures=None, workers=None, **kwargs):
        """Even out memory between workers."""
        raise unsupported("client.rebalance()", "cluster.scale(n) moves results of workers that leave")

    # Datasets and metadata by name

    def _datasets(self):
        return self.cluster._datasets

    def publish_dataset(self, *args, name=None, override=False, **kwargs):
        """Keep collections under a name, for other clients of this cluster."""
        named = dict(kwargs)
        if name is not None:
            if len(args) == 0:
                raise ValueError("If name is provided, expecting call signature like publish_dataset(df, name='ds')")
            named[name] = args[0] if len(args) == 1 else args
        elif args:
            raise ValueError("If name is provided, expecting call signature like publish_dataset(df, name='ds')")
        datasets = self._datasets()
        for n, data in named.items():
            if n in datasets and not override:
                raise KeyError(f"Dataset {n} already exists")
            datasets[n] = data

    def unpublish_dataset(self, name, **kwargs):
        """Let go of a published dataset."""
        refuse("client.unpublish_dataset", WAITS, **kwargs)
        self._datasets().pop(name, None)

    def list_datasets(self, **kwargs):
        """The names of published datasets."""
        refuse("client.list_datasets", WAITS, **kwargs)
        return list(self._datasets())

    def get_dataset(self, name, default=_no_value, **kwargs):
        """A published dataset."""
        refuse("client.get_dataset", WAITS, **kwargs)
        datasets = self._datasets()
        if name in datasets:
            return rebound(datasets[name], self)
        if default is _no_value:
            raise KeyError(f"Dataset '{name}' not found")
        return default

    @property
    def datasets(self):
        return self._datasets()

    def set_metadata(self, key, value):
        """Keep a value on the scheduler."""
        d = self.cluster._metadata
        keys = _as_list(key)
        for k in keys[:-1]:
            d = d.setdefault(k, {})
        d[keys[-1]] = value

    def get_metadata(self, keys, default=_no_value):
        """A value kept on the scheduler."""
        d = self.cluster._metadata
        try:
            for k in _as_list(keys):
                d = d[k]
        except KeyError:
            if default is _no_value:
                raise
            return default
        return d

    # Events by topic

    def _events(self):
        return shared_state(self._connected("log events").cluster).events

    def log_event(self, topic, msg):
        """Note something under a topic, or under several."""
        self._events().log(topic, msg)

    def get_events(self, topic=None):
        """What was noted under a topic: pairs of time and message; without one a dict of all topics."""
        return self._events().of(topic)

    def subscribe_topic(self, topic, handler):
        """Call ``handler(event)`` for each event that is noted under a topic from now on."""
        self._events().handlers.setdefault(topic, {})[self.id] = handler

    def unsubscribe_topic(self, topic):
        """End that."""
        if self._events().handlers.get(topic, {}).pop(self.id, None) is None:
            raise ValueError(f"No event handler known for topic {topic}.")

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

    for native in _cluster.clusters():
        if address in (native.address, native.name):
            return AttachedCluster(native)
    there = [native.address for native in _cluster.clusters()]
    raise OSError(f"Timed out trying to connect to {address}: schedulers here are {', '.join(there) or 'none'}; Client() starts a cluster")


def _called(function, args, kwargs, **views):
    """Call a function with those of ``views`` that it has a parameter for; coroutine functions run to their end."""
    kwargs = {**kwargs, **{name: view for name, view in views.items() if has_keyword(function, name)}}
    found = function(*args, **kwargs)
    return asyncio.run(found) if is_coroutine_function(function) else found


def _as_list(x):
    return list(x) if isinstance(x, (list, tuple, set)) else [x]


def _futures_or_keys(x):
    return [x] if isinstance(x, (Future, str)) else list(x)


# They wait for the clients and futures above, and are found here as in Dask.
from distributed.performance import get_task_stream, performance_report  # noqa: E402
from distributed.waiting import as_completed, fire_and_forget, wait  # noqa: E402


def __getattr__(name):
    raise missing("distributed.client", name, __all__)
