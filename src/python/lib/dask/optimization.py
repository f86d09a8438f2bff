"""Graphs of plain tasks made smaller before they run."""

from _dasklet_missing import missing

from dask.core import flatten, get_dependencies

__all__ = ["cull"]


def cull(dsk, keys):
    """The tasks that ``keys`` need, and for each the keys that it needs.

    >>> cull({"x": 1, "y": (abs, "x"), "out": (abs, "y"), "unused": 2}, "y")
    ({'y': (<built-in function abs>, 'x'), 'x': 1}, {'y': ['x'], 'x': []})
    """
    kept, dependencies = {}, {}
    work = list(dict.fromkeys(flatten(keys if isinstance(keys, (list, set)) else [keys], container=(list, set))))
    while work:
        key = work.pop()
        if key in kept:
            continue
        kept[key] = dsk[key]
        dependencies[key] = get_dependencies(dsk, key, as_list=True)
        work.extend(dependencies[key])
    return kept, dependencies


def __getattr__(name):
    hint = (
        "dask.optimize(x) fuses tasks, and x.visualize(optimize_graph=True) shows it"
        if name in ("fuse", "inline", "inline_functions", "fuse_linear")
        else None
    )
    raise missing("dask.optimization", name, __all__, hint)
