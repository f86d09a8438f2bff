"""Looking at computations on a single machine: a progress bar."""

from dask._missing import missing
from dask.callbacks import Callback
from dask.diagnostics.progress import ProgressBar

__all__ = ["Callback", "ProgressBar"]

_ABSENT = {name: "the live panels show tasks and memory" for name in ("Profiler", "ResourceProfiler", "CacheProfiler")}


def __getattr__(name):
    raise missing("dask.diagnostics", name, __all__, _ABSENT.get(name))
