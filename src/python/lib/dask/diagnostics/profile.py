"""Profilers: what ran when, and what was held how long, on the schedulers for a single machine."""

from collections import namedtuple
from time import perf_counter

from _dasklet_missing import unsupported

from dask.callbacks import Callback

__all__ = ["CacheProfiler", "Profiler"]

TaskData = namedtuple("TaskData", ("key", "task", "start_time", "end_time", "worker_id"))
CacheData = namedtuple("CacheData", ("key", "task", "metric", "cache_time", "free_time"))


class _Recorder(Callback):
    """A callback that gathers ``results``."""

    def __init__(self):
        self.results, self._open, self._dsk = [], {}, {}

    def __enter__(self):
        self.clear()
        return super().__enter__()

    def _start(self, dsk):
        self._dsk.update(dsk)

    def visualize(self, **kwargs):
        """Dask draws with bokeh."""
        raise unsupported(f"{type(self).__name__}.visualize()", "the task stream panel shows what ran when; .results has the numbers")

    def clear(self):
        """Forget all results."""
        self.results, self._open, self._dsk = [], {}, {}


class Profiler(_Recorder):
    """When each task started and ended.

    >>> with Profiler() as prof:                    # doctest: +SKIP
    ...     x.compute()
    >>> prof.results[0].end_time - prof.results[0].start_time       # doctest: +SKIP
    0.01
    """

    def _pretask(self, key, dsk, state):
        self._open[key] = perf_counter()

    def _posttask(self, key, result, dsk, state, worker_id):
        self.results.append(TaskData(key, dsk[key], self._open.pop(key), perf_counter(), worker_id))


class CacheProfiler(_Recorder):
    """How long each result was held, and how large it was by ``metric(result)``, 1 if there is none."""

    def __init__(self, metric=None, metric_name=None):
        super().__init__()
        self._metric = metric if metric else lambda value: 1

    def _start(self, dsk):
        super()._start(dsk)
        if not hasattr(self, "_start_time"):
            self._start_time = perf_counter()

    def _posttask(self, key, result, dsk, state, worker_id):
        now = perf_counter()
        self._open[key] = (self._metric(result), now)
        for released in state["released"] & self._open.keys():
            metric, since = self._open.pop(released)
            self.results.append(CacheData(released, dsk[released], metric, since, now))

    def _finish(self, dsk, state, failed):
        now = perf_counter()
        for key, (metric, since) in self._open.items():
            self.results.append(CacheData(key, dsk[key], metric, since, now))
        self._open.clear()
