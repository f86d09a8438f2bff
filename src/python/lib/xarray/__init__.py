"""Labelled arrays, as xarray has them: dimensions and coordinates with names, over NumPy's and Dask's arrays."""

from _dasklet_missing import unsupported

from . import groupers, tutorial
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
from .times import moment_of
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
    "groupers",
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
    freq=None,
    tz=None,
    normalize=False,
    name=None,
    inclusive="both",
    *,
    unit="ns",
    calendar="standard",
    use_cftime=None,
):
    """Dates at equal steps: `xr.date_range("2000-01-01", periods=12, freq="MS")`; `calendar="360_day"` gives dates of cftime.

    `normalize` starts and ends at midnight; `inclusive` may leave out the first ("right"), the last ("left"), or both ("neither").
    """
    if tz is not None:
        raise unsupported("date_range(tz=)", "dates here have no time zone, as xarray's")
    if inclusive not in ("both", "left", "right", "neither"):
        raise ValueError("Inclusive has to be either 'both', 'neither', 'left' or 'right'")
    freq = "D" if freq is None else freq
    if use_cftime or use_cftime is None and calendar not in ("standard", "proleptic_gregorian", "gregorian"):
        if normalize or inclusive != "both":
            raise unsupported("date_range(normalize=, inclusive=) of other calendars", "choose start and end that need neither")
        from .cftimes import date_range as of_calendar

        return Index(name, of_calendar(start, end, periods, freq, calendar))
    start, end = (None if moment is None else moment_of(moment) for moment in (start, end))
    if normalize:
        start, end = (None if moment is None else moment.astype("datetime64[D]") for moment in (start, end))
    found = _dates(start, end, periods, freq)
    if inclusive in ("right", "neither") and len(found) and start is not None and found[0] == start:
        found = found[1:]
    if inclusive in ("left", "neither") and len(found) and end is not None and found[-1] == end:
        found = found[:-1]
    return Index(name, found.astype(f"datetime64[{unit}]"))


def __getattr__(name):
    from .missing import MODULE, _alike

    if name in MODULE:
        raise AttributeError(f"module 'xarray' has no attribute {name!r} here; {MODULE[name]}", name=name, obj=None)
    near = _alike(name, __all__)
    raise AttributeError(f"module 'xarray' has no attribute {name!r}" + (f"; did you mean {near!r}?" if near else ""), name=name, obj=None)
