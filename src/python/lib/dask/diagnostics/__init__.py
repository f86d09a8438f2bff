"""Looking at computations on a single machine: a progress bar."""

from _dasklet_missing import missing

from dask.callbacks import Callback
from dask.diagnostics.progress import ProgressBar

__all__ = ["Callback", "ProgressBar"]

_ABSENT = dict.fromkeys(("Profiler", "ResourceProfiler", "CacheProfiler"), "the live panels show tasks and memory")


def __getattr__(name):
    raise missing("dask.diagnostics", name, __all__, _ABSENT.get(name))
