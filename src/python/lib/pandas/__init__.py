"""Dates and durations as pandas has them: `pd.date_range("2000-01-01", periods=12, freq="MS")`. Tables are not here."""

import numpy as np
from _dasklet_missing import missing
from numpy._dasklet_encoded import missing_of
from xarray.intervals import Interval

from .indexes import Index, RangeIndex
from .indexes import of_labels as _dasklet_index
from .ranges import bdate_range, date_range, infer_freq, timedelta_range, to_datetime, to_timedelta, unique
from .scalars import NaT, NaTType, Timedelta, Timestamp
from .times import DatetimeIndex, TimedeltaIndex

__version__ = "3.1.0"

__all__ = [
    "DatetimeIndex",
    "Index",
    "Interval",
    "NaT",
    "NaTType",
    "RangeIndex",
    "Timedelta",
    "TimedeltaIndex",
    "Timestamp",
    "bdate_range",
    "date_range",
    "infer_freq",
    "isna",
    "isnull",
    "notna",
    "notnull",
    "timedelta_range",
    "to_datetime",
    "to_timedelta",
    "unique",
]

_TABLES = "tables are not here: xarray labels arrays, xr.Dataset holds several, NumPy sorts, groups and counts; pandas has dates: "
_TABLES += "date_range, Timestamp, Timedelta, to_datetime"


_STEPS = "date_range(..., freq='MS') makes steps of months, and stamp.replace(month=...) or a Timedelta moves one date"
_ABSENT = {
    "DateOffset": _STEPS,
    "offsets": _STEPS,
    "Period": "a Timestamp and freq='MS' stand for months",
    "period_range": "date_range(..., freq='MS') stands for months",
}


def isna(obj):
    """Where something is missing."""
    if hasattr(obj, "isnull") and not hasattr(obj, "dims"):
        return obj.isnull()
    if obj is None or obj is NaT:
        return True
    values = np.asarray(getattr(obj, "values", obj))
    found = missing_of(values) if values.dtype.kind in "mMO" else values != values
    return found if values.ndim else bool(found)


def notna(obj):
    """Where nothing is missing."""
    found = isna(obj)
    return not found if isinstance(found, bool) else ~found


isnull, notnull = isna, notna


def __getattr__(name):
    tables = name in (
        "DataFrame",
        "Series",
        "MultiIndex",
        "concat",
        "merge",
        "pivot_table",
        "cut",
        "Categorical",
    ) or name.startswith("read_")
    hint = _TABLES if tables else _ABSENT.get(name)
    raise missing("pandas", name, __all__, hint)
