"""The order in which a scheduler runs the tasks of a graph."""

import _dask

from dask.core import execute_task

__all__ = ["order"]


def order(dsk, dependencies=None):
    """When each task of a graph of plain tasks runs: a number for each key, lower is earlier.

    >>> order({"a": 1, "b": (abs, "a")})
    {'a': 0, 'b': 1}
    """
    if not dsk:
        return {}
    graph = _dask.graph_from_dict(dict(dsk), execute_task, list(dsk))
    return {key: place for place, key in enumerate(graph.steps(list(dsk), False).listed())}
