"""Labelled arrays, as xarray has them: dimensions and coordinates with names, over NumPy's and Dask's arrays."""

import numpy as np
from _dasklet_missing import unsupported

from . import coders, groupers, testing, tutorial
from .alignment import AlignmentError, CoordinateValidationError, align, broadcast
from .backends import decode_cf, load_dataarray, load_dataset, open_dataarray, open_dataset, open_mfdataset, open_zarr
from .computation import apply_ufunc, corr, cov, dot, full_like, ones_like, polyval, where, zeros_like
from .concatenation import concat
from .conventions import SerializationWarning
from .dataarray import DataArray
from .dataset import Dataset
from .extensions import register_dataarray_accessor, register_dataset_accessor
from .frequencies import Frequency
from .frequencies import date_range as _dates
from .indexes import Index
from .merging import merge
from .options import get_options, set_options
from .times import moment_of
from .variable import IndexVariable, MergeError, Variable, as_variable

__version__ = "2026.9.0"

__all__ = [
    "AlignmentError",
    "CoordinateValidationError",
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
    "coders",
    "concat",
    "corr",
    "cov",
    "date_range",
    "decode_cf",
    "dot",
    "full_like",
    "get_options",
    "groupers",
    "infer_freq",
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
    "testing",
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
    is_usual = str(calendar).lower() in ("standard", "proleptic_gregorian", "gregorian")
    if use_cftime is False and not is_usual:
        raise ValueError(f"Invalid calendar {calendar} for pandas DatetimeIndex, try using `use_cftime=True`.")
    if is_usual and not use_cftime:
        found = _of_numpy(start, end, periods, freq, normalize, inclusive, unit)
        if found is not None:
            from pandas import _dasklet_index

            evenly = freq is None and None not in (start, end, periods)
            return _dasklet_index(Index(name, found), None if evenly else Frequency("D" if freq is None else freq).text)
        if use_cftime is False:
            raise ValueError("Date range is invalid for pandas DatetimeIndex, try using `use_cftime=True`.")
    from .cftimes import date_range as of_calendar

    return Index(name, of_calendar(start, end, periods, freq, calendar, normalize, inclusive))


def _of_numpy(start, end, periods, freq, normalize, inclusive, unit):
    """Dates as `datetime64`; None where these do not reach so far."""
    if any(hasattr(moment, "calendar") for moment in (start, end)):
        raise TypeError("Cannot convert input to Timestamp: dates of cftime are of their calendar, date_range(..., use_cftime=True)")
    start, end = (None if moment is None else moment_of(moment) for moment in (start, end))
    if normalize:
        start, end = (None if moment is None else moment.astype("datetime64[D]") for moment in (start, end))
    if freq is None and None not in (start, end, periods):
        low, high = (int(moment.astype(f"datetime64[{unit}]").astype("int64")) for moment in (start, end))
        found = (low + np.linspace(0, high - low, periods).astype("int64")).astype(f"datetime64[{unit}]")
    else:
        found = _dates(start, end, periods, "D" if freq is None else freq)
    ends = [moment for moment in (start, end, *found[:1], *found[-1:]) if moment is not None]
    if unit == "ns" and any(abs(int(moment.astype("datetime64[s]").astype("int64"))) > 9223372036 for moment in ends):
        return None
    if inclusive in ("right", "neither") and len(found) and (start is None or found[0] == start):
        found = found[1:]
    if inclusive in ("left", "neither") and len(found) and (end is None or found[-1] == end):
        found = found[:-1]
    return found.astype(f"datetime64[{unit}]")


def infer_freq(index):
    """The step of an index of dates, or of an array of them: `"3h"`, `"MS"`; None where steps differ."""
    from .cftimes import calendar_of, inferred_freq
    from .frequencies import infer_freq as of_numpy

    values = index.values
    if getattr(index, "ndim", 1) != 1:
        raise ValueError("'index' must be 1D")
    return of_numpy(values) if calendar_of(values) is None else inferred_freq(values)


def __getattr__(name):
    from .missing import MODULE, _alike

    if name in MODULE:
        raise AttributeError(f"module 'xarray' has no attribute {name!r} here; {MODULE[name]}", name=name, obj=None)
    near = _alike(name, __all__)
    raise AttributeError(f"module 'xarray' has no attribute {name!r}" + (f"; did you mean {near!r}?" if near else ""), name=name, obj=None)
