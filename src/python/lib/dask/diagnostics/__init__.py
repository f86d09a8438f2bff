"""Looking at computations on a single machine: a progress bar and profilers."""

from _dasklet_missing import missing

from dask.callbacks import Callback
from dask.diagnostics.profile import CacheProfiler, Profiler
from dask.diagnostics.progress import ProgressBar

__all__ = ["CacheProfiler", "Callback", "Profiler", "ProgressBar"]

_ABSENT = {
    "ResourceProfiler": "it measures a process; Profiler() has the tasks' times, and the live panels show memory",
    "visualize": "the task stream panel shows what ran when; Profiler().results has the numbers",
}


def __getattr__(name):
    raise missing("dask.diagnostics", name, __all__, _ABSENT.get(name))
