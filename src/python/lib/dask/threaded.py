"""Running a graph on the threads of this machine."""

from _dasklet_missing import refuse

from dask import base


def get(dsk, keys, cache=None, num_workers=None, pool=None, **kwargs):
    """Compute ``keys`` (a key, or nested lists of keys) of a graph, in parallel."""
    refuse("dask.threaded.get", "results that are wanted again are kept with persist()", cache=cache)
    return base.get_graph(dsk, keys, "threads", **kwargs)
