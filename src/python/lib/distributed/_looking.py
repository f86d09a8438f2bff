"""A client looks at its cluster and its workers, and calls functions on them."""

import asyncio

from _dasklet_missing import refuse, unsupported
from dask import base
from dask._dasklet_crossing import copied
from dask.utils import has_keyword

from distributed._arguments import as_list, futures_or_keys
from distributed._html import HasWhat, WhoHas
from distributed.coroutines import is_coroutine_function
from distributed.exceptions import WorkerStartTimeoutError
from distributed.futures import WAITS, Future, futures_of
from distributed.views import SchedulerView, WorkerView, running_on


class Looking:
    """A client looks at its cluster and its workers, and calls functions on them."""

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
        return found if workers is None else {w: found[w] for w in as_list(workers) if w in found}

    ncores = nthreads

    def who_has(self, futures=None, **kwargs):
        """The workers that hold each result."""
        refuse("client.who_has", WAITS, **kwargs)
        self._connected("ask the scheduler")
        keys = None
        if futures is not None:
            futures = futures_of(futures) if base.is_dask_collection(futures) else futures_or_keys(futures)
            keys = [f.key if isinstance(f, Future) else f for f in futures]
        return WhoHas({key: tuple(workers) for key, workers in self.cluster._native.who_has(keys).items()})

    def has_what(self, workers=None, **kwargs):
        """The results that each worker holds."""
        refuse("client.has_what", WAITS, **kwargs)
        self._connected("ask the scheduler")
        found = {address: tuple(keys) for address, keys in self.cluster._native.has_what().items()}
        if workers is not None:
            found = {w: found[w] for w in as_list(workers) if w in found}
        return HasWhat(found)

    def processing(self, workers=None):
        """The tasks that each worker has to do."""
        self._connected("ask the scheduler")
        found = {address: tuple(keys) for address, keys in self.cluster._native.processing().items()}
        return found if workers is None else {w: found[w] for w in as_list(workers) if w in found}

    def nbytes(self, keys=None, summary=True, **kwargs):
        """Bytes of each result, or with ``summary`` of each kind."""
        refuse("client.nbytes", WAITS, **kwargs)
        self._connected("ask the scheduler")
        sizes = {}
        for held in self.cluster._native.has_what().values():
            sizes.update(held)
        if keys is not None:
            sizes = {key: sizes[key] for key in keys}
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
        addresses = list(found) if workers is None else as_list(workers)
        for address in addresses:
            if address not in found:
                raise ValueError(f"there is no worker {address!r}; the workers are {', '.join(found)}")
        for address in addresses:
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
        addresses = [by_name.get(str(worker), worker) for worker in as_list(workers)]
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
        """Remove workers, all by default, after they handed over their results."""
        refuse("client.retire_workers", "name the workers: workers=[...]", **kwargs)
        if not close_workers:
            raise unsupported("client.retire_workers(close_workers=False)", "a worker without tasks and results is closed")
        self._connected("retire workers")
        info = {w["address"]: w for w in self.cluster._native.workers()}
        names = list(info) if workers is None else [str(w) for w in ([workers] if isinstance(workers, str) else workers)]
        self.cluster._native.retire(names)
        return {a: w for a, w in info.items() if a in names or w["name"] in names}

    def replicate(self, futures, n=None, workers=None, branching_factor=2, **kwargs):
        """Copies are shared in this process: there is one of each result."""
        raise unsupported("client.replicate()", "client.scatter(data, broadcast=True) puts data on all workers")

    def rebalance(self, futures=None, workers=None, **kwargs):
        """Even out memory between workers."""
        raise unsupported("client.rebalance()", "cluster.scale(n) moves results of workers that leave")


def _called(function, args, kwargs, **views):
    """Call a function with those of ``views`` that it has a parameter for; coroutine functions run to their end."""
    function, args, kwargs = copied((function, args, kwargs))
    kwargs = {**kwargs, **{name: view for name, view in views.items() if has_keyword(function, name)}}
    found = function(*args, **kwargs)
    return asyncio.run(found) if is_coroutine_function(function) else found
