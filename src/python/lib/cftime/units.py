"""Dates as numbers of `"days since 1850-01-01"`, and back; arrays without loops over elements."""

import datetime as _datetime
import re

import numpy as np
from _dasklet_missing import refuse, unsupported

from .calendars import calendar_named, calendar_of
from .dates import date_of, datetime

_UNITS = {"microsecond": 1, "millisecond": 1000, "second": 10**6, "minute": 60 * 10**6, "hour": 3600 * 10**6, "day": 86400 * 10**6}
_SHORT = {
    "us": "microsecond",
    "msec": "millisecond",
    "ms": "millisecond",
    "s": "second",
    "sec": "second",
    "min": "minute",
    "h": "hour",
    "hr": "hour",
    "d": "day",
}
_SINCE = re.compile(
    r"\s*([A-Za-z]+)\s+since\s+([+-]?\d+)-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?)?\s*(?:UTC|Z|[+-]00:?00)?\s*$",
    re.IGNORECASE,
)


def reference(units, calendar):
    """The microseconds of a unit, and the code of the moment since which they are counted."""
    found = _SINCE.match(units)
    if not found:
        raise ValueError(f"could not read {units!r} as units of time; write 'days since 1850-01-01'")
    name = found[1].lower()
    name = _SHORT.get(name, name)
    name = _SHORT.get(name.rstrip("s"), name.rstrip("s"))
    parts = [int(part or 0) for part in found.groups()[1:7]]
    start = calendar.code(*parts, microsecond=int((found[8] or "0")[:6].ljust(6, "0")))
    if name == "month" and calendar.name == "360_day":
        return 30 * _UNITS["day"], start
    if name in ("month", "year"):
        raise ValueError(f"{found[1]!r} as a unit of time has no length in the calendar {calendar.name!r}; count days")
    if name not in _UNITS:
        raise ValueError(f"unsupported time unit {found[1]!r}; there are {', '.join(_UNITS)}")
    return _UNITS[name], start


def num2date(times, units, calendar="standard", only_use_cftime_datetimes=True, only_use_python_datetimes=False, has_year_zero=None):
    """Dates of numbers: one of one number, an array of several."""
    refuse("num2date", "each calendar has a year 0 or has none", has_year_zero=has_year_zero)
    calendar = calendar_named(calendar)
    step, start = reference(units, calendar)
    many = np.asarray(times)
    # Whole numbers exactly; fractions of days to the nearest microsecond.
    codes = many.astype("int64") * step if many.dtype.kind in "iu" else _rounded(many, step)
    codes = codes + start
    if only_use_python_datetimes or not only_use_cftime_datetimes and calendar.name in ("standard", "proleptic_gregorian"):
        dates = codes.astype("datetime64[us]") if codes.ndim else np.datetime64(int(codes), "us")
        return dates.item() if not codes.ndim else np.array(dates.tolist(), dtype=object)
    return dates_of_codes(codes, calendar) if codes.ndim else date_of(int(codes), calendar)


def _rounded(many, step):
    """Microseconds of numbers with fractions; whole parts and fractions apart, so that none is lost."""
    whole = np.floor(many)
    return whole.astype("int64") * step + np.round((many - whole) * step).astype("int64")


def num2pydate(times, units, calendar="standard"):
    """Python's own dates of numbers."""
    return num2date(times, units, calendar, only_use_cftime_datetimes=False, only_use_python_datetimes=True)


def dates_of_codes(codes, calendar):
    """An array of dates of their microseconds since 1970."""
    from numpy._dasklet_encoded import Encoded, ObjectType

    return Encoded(codes, ObjectType(), calendar)


def codes_of(dates):
    """The microseconds since 1970 of an array of dates."""
    from numpy import _dasklet_encoded

    return _dasklet_encoded.codes_of(dates)


def date2num(dates, units, calendar=None, has_year_zero=None, longdouble=False):
    """Numbers of dates; whole ones where all are whole."""
    refuse(
        "date2num",
        "dates say themselves whether there is a year 0; numbers have 64 bits",
        has_year_zero=has_year_zero,
        longdouble=longdouble or None,
    )
    if not isinstance(dates, (datetime, _datetime.datetime)):
        dates = np.asarray(dates)
    own = calendar_of(dates)
    if own is not None:
        codes = codes_of(dates)
    elif isinstance(dates, datetime):
        own, codes = dates._calendar, np.asarray(dates._code)
    else:
        # Python's and NumPy's dates.
        own = calendar_named(calendar or "standard")
        if own.name not in ("standard", "proleptic_gregorian"):
            raise ValueError(f"{type(dates).__name__} is no date of the calendar {calendar!r}")
        codes = np.asarray(dates, dtype="datetime64[us]").astype("int64")
    if calendar is not None and calendar_named(calendar) is not own:
        raise ValueError(f"'calendar' keyword ({calendar!r}) does not match the dates' own, {own.name!r}")
    step, start = reference(units, own)
    offset = codes - start
    found = offset // step if bool(np.all(offset % step == 0)) else offset / step
    return found if getattr(found, "ndim", 0) else found[()]


def date2index(dates, nctime, calendar=None, select="exact", has_year_zero=None):
    raise unsupported("date2index", "xarray's .sel(time=...) finds dates")
