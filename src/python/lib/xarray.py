"""Labelled arrays are not here yet. The module can be imported, as lessons do at their top; using it says so."""

__version__ = "2026.9.0"

_INSTEAD = {
    "DataArray": "dask.array and numpy arrays work without labels: x.mean(axis=0) instead of x.mean('time')",
    "Dataset": "keep several dask arrays in a dict",
    "open_dataset": "make an array with dask.array.random.random or dask.array.from_array",
    "open_zarr": "make an array with dask.array.random.random or dask.array.from_array",
    "open_mfdataset": "make an array with dask.array.random.random or dask.array.from_array",
}


def __getattr__(name):
    if name.startswith("__") and name.endswith("__"):
        raise AttributeError(f"module 'xarray' has no attribute {name!r}")
    instead = _INSTEAD.get(name, "dask.array and numpy work")
    raise AttributeError(f"xarray.{name} is not supported here yet; {instead}")
