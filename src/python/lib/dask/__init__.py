"""Dask: parallel computing with task graphs.

Collections (``dask.array``, ``dask.delayed``) build graphs; ``compute`` runs them, on the client's cluster if there is
one, else on a scheduler for a single machine.
"""

from dask import base, config, threaded, utils
from dask.base import (
    annotate,
    compute,
    get_annotations,
    is_dask_collection,
    optimize,
    persist,
    visualize,
)
from dask.core import istask
from dask.delayed import delayed
from dask.local import get_sync as get

__version__ = "2026.8.0"

__all__ = [
    "annotate",
    "array",
    "base",
    "compute",
    "config",
    "core",
    "delayed",
    "diagnostics",
    "distributed",
    "get",
    "get_annotations",
    "highlevelgraph",
    "is_dask_collection",
    "istask",
    "local",
    "optimize",
    "persist",
    "threaded",
    "tokenize",
    "utils",
    "visualize",
]

_ABSENT = {
    "dataframe": "there are no tables here; dask.array and dask.delayed work",
    "bag": "use dask.delayed or client.map over a list",
}


def __getattr__(name):
    import sys

    from _dasklet_missing import missing

    if name in __all__:
        __import__("dask." + name)
        return sys.modules["dask." + name]
    raise missing("dask", name, __all__, _ABSENT.get(name))
