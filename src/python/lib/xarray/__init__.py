"""Labelled arrays, as xarray has them: dimensions and coordinates with names, over NumPy's and Dask's arrays."""

from . import tutorial
from .alignment import AlignmentError, align, broadcast
from .backends import load_dataarray, load_dataset, open_dataarray, open_dataset, open_mfdataset, open_zarr
from .computation import apply_ufunc, corr, cov, dot, full_like, ones_like, polyval, where, zeros_like
from .concatenation import concat
from .conventions import SerializationWarning
from .dataarray import DataArray
from .dataset import Dataset
from .extensions import register_dataarray_accessor, register_dataset_accessor
from .indexes import Index
from .merging import merge
from .options import get_options, set_options
from .times import date_range as _dates
from .variable import MergeError, Variable, as_variable

IndexVariable = Variable

__version__ = "2026.9.0"

__all__ = [
    "AlignmentError",
    "DataArray",
    "Dataset",
    "IndexVariable",
    "MergeError",
    "SerializationWarning",
    "Variable",
    "align",
    "apply_ufunc",
    "as_variable",
    "broadcast",
    "concat",
    "corr",
    "cov",
    "date_range",
    "dot",
    "full_like",
    "get_options",
    "load_dataarray",
    "load_dataset",
    "merge",
    "ones_like",
    "open_dataarray",
    "open_dataset",
    "open_mfdataset",
    "open_zarr",
    "polyval",
    "register_dataarray_accessor",
    "register_dataset_accessor",
    "set_options",
    "tutorial",
    "where",
    "zeros_like",
]


def date_range(
    start=None,
    end=None,
    periods=None,
    freq="D",
    tz=None,
    normalize=False,
    name=None,
    inclusive="both",
    *,
    calendar="standard",
    use_cftime=None,
):
    """Dates at equal steps: `xr.date_range("2000-01-01", periods=12, freq="MS")`; `calendar="360_day"` gives dates of cftime."""
    if use_cftime or use_cftime is None and calendar not in ("standard", "proleptic_gregorian", "gregorian"):
        from .cftimes import date_range as of_calendar

        return Index(name, of_calendar(start, end, periods, freq, calendar))
    return Index(name, _dates(start, end, periods, freq).astype("datetime64[ns]"))


def __getattr__(name):
    from .missing import MODULE, _alike

    if name in MODULE:
        raise AttributeError(f"module 'xarray' has no attribute {name!r} here; {MODULE[name]}", name=name, obj=None)
    near = _alike(name, __all__)
    raise AttributeError(f"module 'xarray' has no attribute {name!r}" + (f"; did you mean {near!r}?" if near else ""), name=name, obj=None)
