"""Running a graph on this thread."""

from dask import base


def get_sync(dsk, keys, **kwargs):
    """Compute ``keys`` (a key, or nested lists of keys) of a graph, task by task.

    >>> get_sync({"a": 1, "b": (abs, -2), "c": (max, "a", "b")}, "c")
    2
    """
    return base.get_graph(dsk, keys, "synchronous", **kwargs)


get = get_sync
