"""The data of xarray's own tutorials, made here: `xr.tutorial.open_dataset("air_temperature")`."""

from _dasklet_missing import unsupported

from .backends import open_dataset as _open

# Data sets by name, and where the catalogue has them.
_STORES = {"air_temperature": "air_temperature"}


def open_dataset(name, cache=True, cache_dir=None, *, engine=None, **kws):
    """A tutorial's data set by its name. Its values are made by a recipe: like the real ones, but not they.

    There is no download that could be kept (`cache`, `cache_dir`), and no file that an `engine` would read.
    """
    if cache_dir is not None:
        raise unsupported("tutorial.open_dataset(cache_dir=)", "nothing is downloaded; leave it out")
    del cache, engine
    if name not in _STORES:
        raise ValueError(f"the tutorial data set {name!r} is not here; there is {', '.join(map(repr, _STORES))}")
    return _open(_STORES[name], engine="zarr", **kws)


def load_dataset(*args, **kwargs):
    """The same with everything read."""
    return open_dataset(*args, **kwargs).load()
