"""Dates and durations from text and numbers, and at equal steps."""

import numpy as np
from _dasklet_missing import refuse, unsupported
from xarray import frequencies

from .indexes import Index, index_of
from .reading import guessed_format, parsed, read_date, scaled, unit_named
from .scalars import NaT, Timedelta, Timestamp

_UNITS = ("s", "ms", "us", "ns")


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
    unit=None,
    ambiguous="raise",
    nonexistent="raise",
):
    """Dates at equal steps: three of start, end, periods and step, the step being a day; or evenly spaced ones from start to end."""
    if tz is not None or (ambiguous, nonexistent) != ("raise", "raise"):
        raise NotImplementedError("time zones are not here; dates are as they are written")
    start, end = (None if moment is None else Timestamp(moment) for moment in (start, end))
    if start is NaT or end is NaT:
        raise ValueError("Neither `start` nor `end` can be NaT")
    if normalize:
        start, end = (None if moment is None else moment.normalize() for moment in (start, end))
    found, step = _steps(start, end, periods, freq)
    finest = unit or max((moment.unit for moment in (start, end) if moment is not None), key=_UNITS.index)
    if not unit and step is not None and step.unit == "ns":
        finest = "ns"
    if unit and step is not None and step.unit in ("ms", "us", "ns") and _UNITS.index(step.unit) > _UNITS.index(unit):
        raise ValueError(f"freq={step.text} is incompatible with unit={unit}. Use a lower freq or a higher unit instead.")
    if inclusive not in ("both", "neither", "left", "right"):
        raise ValueError("Inclusive has to be either 'both', 'neither', 'left' or 'right'")
    # A side that is not given is where the dates end.
    if inclusive in ("neither", "right") and len(found) and (start is None or found[0] == start):
        found = found[1:]
    if inclusive in ("neither", "left") and len(found) and (end is None or found[-1] == end):
        found = found[:-1]
    return index_of(found.astype(f"datetime64[{finest}]"), name, None if step is None else step.text)


def _steps(start, end, periods, freq):
    """The moments, and the step between them; none if they are spaced evenly."""
    if periods is not None:
        if not hasattr(periods, "__index__"):
            raise TypeError(f"periods must be an integer, got {periods}")
        if periods < 0:
            raise OverflowError(f"Cannot generate range with periods={periods}")
    if freq is None and None not in (start, end, periods):
        first, last = start.as_unit("ns")._ticks, end.as_unit("ns")._ticks
        unit = max(start.unit, end.unit, "us", key=_UNITS.index)
        ticks = first + np.linspace(0, last - first, periods)
        return ticks.astype("int64").astype("datetime64[ns]").astype(f"datetime64[{unit}]"), None
    if sum(part is not None for part in (start, end, periods)) != 2:
        raise ValueError("Of the four parameters: start, end, periods, and freq, exactly three must be specified")
    step = frequencies.Frequency("D" if freq is None else freq)
    start, end = (None if moment is None else moment.to_datetime64() for moment in (start, end))
    return frequencies.date_range(start, end, periods, step), step


def bdate_range(
    start=None, end=None, periods=None, freq="B", tz=None, normalize=True, name=None, weekmask=None, holidays=None, inclusive="both"
):
    """Weekdays: `pd.bdate_range("2000-01-01", periods=5)`."""
    refuse("bdate_range", "choose days of the week: dates[dates.dayofweek < 5]", weekmask=weekmask, holidays=holidays)
    return date_range(start, end, periods, freq, tz, normalize, name, inclusive)


def timedelta_range(start=None, end=None, periods=None, freq=None, name=None, closed=None, *, unit=None):
    """Durations at equal steps, a day if none is given: `pd.timedelta_range("0h", periods=4, freq="6h")`."""
    start, end = (None if one is None else Timedelta(one) for one in (start, end))
    origin = Timestamp(0).as_unit("s")
    moments = [None if one is None else origin + one for one in (start, end)]
    sides = {None: "both", "left": "left", "right": "right"}
    if closed not in sides:
        raise ValueError("Closed has to be either 'left', 'right' or None")
    found = date_range(*moments, periods, freq, name=name, inclusive=sides[closed], unit=unit)
    return index_of(found.values - origin.to_datetime64(), name, found.freqstr)


def infer_freq(index):
    """The frequency of dates as text; `None` if they have none: `pd.infer_freq(dates)`."""
    return frequencies.infer_freq(index.values)


# Dates and durations from others


def to_datetime(
    arg, errors="raise", dayfirst=False, yearfirst=False, utc=False, format=None, exact=True, unit=None, origin="unix", cache=True
):
    """A date of text or a number, or an index of several."""
    given = {"yearfirst": yearfirst or None, "utc": utc or None, "exact": None if exact else False}
    refuse("to_datetime", "dates are written 2000-01-31, or as format= says, without time zones", **given)
    _check_errors(errors)
    form = None if format in (None, "ISO8601", "mixed") else format

    def one(value):
        try:
            if form is not None and isinstance(value, (str, int, float)) and unit is None:
                if value != value or isinstance(value, str) and value.strip() in ("", "NaT", "nan", "None"):
                    return NaT
                return Timestamp(parsed(str(value), form))
            if isinstance(value, str) and dayfirst:
                return Timestamp(read_date(value, dayfirst))
            if unit is not None and isinstance(value, (int, float)):
                return Timestamp(value, unit=unit) if origin == "unix" else Timestamp(origin) + Timedelta(value, unit)
            return Timestamp(value)
        except (ValueError, OverflowError):
            if errors == "coerce":
                return NaT
            raise

    if isinstance(arg, np.ndarray) and not arg.ndim:
        arg = arg[()]
    if isinstance(arg, str) or not hasattr(arg, "__iter__"):
        return one(arg.item() if isinstance(arg, np.generic) and not isinstance(arg, np.datetime64) else arg)
    if hasattr(arg, "keys"):
        raise unsupported("to_datetime of years, months and days in columns", "join them: f'{year}-{month:02d}-{day:02d}'")
    values = getattr(arg, "values", arg)
    if getattr(values, "ndim", 1) != 1:
        raise TypeError(f"arg must be a string, datetime, list, tuple, 1-d array, or Series, not an array of {values.ndim} dimensions")
    name = arg.name if isinstance(arg, Index) else None
    if isinstance(values, np.ndarray) and values.dtype.kind == "M":
        return index_of(_in_known_unit(values), name, getattr(arg, "_freq", None))
    numbers = _numbers(values)
    if numbers is not None and form is None and origin == "unix":
        return index_of(_of_numbers(numbers, unit, "datetime64"), name)
    items = values.tolist() if isinstance(values, np.ndarray) else list(values)
    if format is None and form is None:
        # All are written as the first one is.
        first = next((item for item in items if isinstance(item, str) and item.strip() not in ("", "NaT")), None)
        form = None if first is None else guessed_format(first, dayfirst)
    return index_of(_gathered([one(item) for item in items], "datetime64"), name)


def _in_known_unit(values):
    """What is coarser than seconds becomes seconds."""
    unit, _ = np.datetime_data(values.dtype)
    return values if unit in _UNITS else values.astype(f"{values.dtype.name.split('[')[0]}[s]")


def _numbers(values):
    """An array of numbers, if these are numbers."""
    if not isinstance(values, np.ndarray):
        values = list(values)
        if not values or not all(isinstance(value, (int, float, np.integer, np.floating)) for value in values):
            return None
        values = np.array(values)
    return values if values.dtype.kind in "iuf" else None


def _of_numbers(numbers, unit, kind):
    """Dates or durations of so many units, microseconds of whole numbers and nanoseconds of others."""
    unit = unit_named(unit or "ns")
    per_unit = scaled(1, unit)
    if numbers.dtype.kind == "f":
        missing = np.isnan(numbers)
        kept = np.where(missing, 0, numbers)
        whole = kept.astype("int64")
        if unit != "ns" and not missing.any() and (kept == whole).all():
            return _of_numbers(whole, unit, kind)
        found = whole * per_unit + np.round((kept - whole) * per_unit).astype("int64")
        return np.where(missing, np.array("NaT", dtype=f"{kind}[ns]"), found.astype(f"{kind}[ns]"))
    if unit == "ns":
        return numbers.astype("int64").astype(f"{kind}[ns]")
    return (numbers.astype("int64") * (per_unit // 1000)).astype(f"{kind}[us]")


def _gathered(found, kind):
    """Scalars of ours in one array, in the finest unit of all."""
    units = [value.unit for value in found if value is not NaT]
    unit = max(units, key=_UNITS.index) if units else "s"
    scalars = ["NaT" if value is NaT else value.to_numpy() for value in found]
    scalar = np.datetime64 if kind == "datetime64" else np.timedelta64
    return np.array([scalar(value, unit) for value in scalars], dtype=f"{kind}[{unit}]")


def _check_errors(errors):
    if errors not in ("raise", "coerce"):
        raise ValueError("errors must be one of 'raise', or 'coerce'.")


def to_timedelta(arg, unit=None, errors="raise"):
    """A duration of text or a number, or an index of several."""
    _check_errors(errors)

    def one(value):
        try:
            return Timedelta(value, unit) if isinstance(value, (int, float)) else Timedelta(value)
        except (ValueError, OverflowError):
            if errors == "coerce":
                return NaT
            raise

    if isinstance(arg, str) or not hasattr(arg, "__iter__"):
        return one(arg.item() if isinstance(arg, np.generic) and not isinstance(arg, np.timedelta64) else arg)
    values = getattr(arg, "values", arg)
    if getattr(values, "ndim", 1) != 1:
        raise TypeError(f"arg must be a string, datetime, list, tuple, 1-d array, or Series, not an array of {values.ndim} dimensions")
    name = arg.name if isinstance(arg, Index) else None
    if isinstance(values, np.ndarray) and values.dtype.kind == "m":
        return index_of(_in_known_unit(values), name, getattr(arg, "_freq", None))
    numbers = _numbers(values)
    if numbers is not None:
        return index_of(_of_numbers(numbers, unit, "timedelta64"), name)
    items = values.tolist() if isinstance(values, np.ndarray) else list(values)
    return index_of(_gathered([one(item) for item in items], "timedelta64"), name)


def unique(values):
    """Each value once, in the order in which they come."""
    if isinstance(values, Index):
        return values.unique()
    if not isinstance(values, np.ndarray) and not hasattr(values, "dims"):
        raise TypeError(f"unique requires an Index or an np.ndarray, got {type(values).__name__}.")
    array = np.asarray(values)
    return array[np.sort(np.unique(array, return_index=True)[1])]
