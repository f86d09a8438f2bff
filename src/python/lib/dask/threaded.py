"""Running a graph on the threads of this machine."""

from dask import base


def get(dsk, keys, cache=None, num_workers=None, pool=None, **kwargs):
    """Compute ``keys`` (a key, or nested lists of keys) of a graph, in parallel."""
    return base.get_graph(dsk, keys, "threads", **kwargs)
