"""There are no processes in a browser: ``processes`` runs on threads, with the same results."""

from _dasklet_missing import refuse

from dask import threaded

__all__ = ["get"]


def get(dsk, keys, num_workers=None, func_loads=None, func_dumps=None, optimize_graph=True, pool=None, **kwargs):
    """Compute ``keys`` (a key, or nested lists of keys) of a graph, in parallel."""
    refuse("dask.multiprocessing.get", "nothing is sent between processes", func_loads=func_loads, func_dumps=func_dumps, **kwargs)
    return threaded.get(dsk, keys, num_workers=num_workers, pool=pool)
