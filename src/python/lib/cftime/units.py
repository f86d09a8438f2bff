"""Dates as numbers of `"days since 1850-01-01"`, and back; arrays without loops over elements."""

import datetime as _datetime
import re

import numpy as np
from _dasklet_missing import refuse, unsupported
from numpy import _dasklet_encoded as encoded

from .calendars import calendar_named, calendar_of
from .dates import date_of, datetime

# Microseconds of each unit, and its names in the singular; some have the plural, too.
_UNITS = (
    (1, "microsecond microsec"),
    (1000, "millisecond millisec msec"),
    (10**6, "second sec"),
    (60 * 10**6, "minute min"),
    (3600 * 10**6, "hour hr"),
    (86400 * 10**6, "day"),
    (30 * 86400 * 10**6, "month"),
    (365 * 86400 * 10**6, "common_year"),
)
_FACTORS = {name + end: factor for factor, names in _UNITS for name in names.split() for end in ("", "s")}
_FACTORS |= {"ms": 1000, "s": 10**6, "h": 3600 * 10**6, "d": 86400 * 10**6}
_DATE = re.compile(
    r"([+-]?\d+)-(\d{1,2})-(\d{1,2})(?:.(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?)?(?:.?(Z|([+-])(\d{2}):?(\d{2})?))?",
)


def reference(units, calendar):
    """The microseconds of a unit, and the code of the moment since which they are counted."""
    parts = units.split(None, 2)
    if len(parts) < 3:
        raise ValueError("Incorrectly formatted CF date-time unit_string")
    name, since, text = parts[0].lower(), parts[1], parts[2].strip()
    if since.lower() != "since":
        raise ValueError("no 'since' in unit_string")
    if name in ("month", "months") and calendar.name != "360_day":
        raise ValueError("'months since' units only allowed for '360_day' calendar; decode_times=False leaves the numbers")
    if name in ("common_year", "common_years") and calendar.name != "noleap":
        raise ValueError(f"'{name}' units only allowed for '365_day' and 'noleap' calendars")
    if name not in _FACTORS:
        raise ValueError(
            "In general, units must be one of 'microseconds', 'milliseconds', 'seconds', 'minutes', 'hours', or 'days' (or select"
            f" abbreviated versions of these).  Got '{name}' instead, which are not recognized; decode_times=False leaves the numbers."
        )
    found = _DATE.match(text)
    if not found:
        raise ValueError(f"Unable to parse date string {text!r}")
    *parts, fraction, _zone, sign, hours, minutes = found.groups()
    year, month, day, hour, minute, second = (int(part or 0) for part in parts)
    start = datetime(year, month, day, hour, minute, second, int(float(f"0.{fraction or 0}") * 1e6), calendar=calendar.name)
    shift = (int(hours or 0) * 60 + int(minutes or 0)) * 60 * 10**6
    return _FACTORS[name], start._code - (shift if sign == "+" else -shift)


def num2date(times, units, calendar="standard", only_use_cftime_datetimes=True, only_use_python_datetimes=False, has_year_zero=None):
    """Dates of numbers: one of one number, an array of several."""
    refuse("num2date", "each calendar has a year 0 or has none", has_year_zero=has_year_zero)
    calendar = calendar_named(calendar)
    codes = codes_of_numbers(np.asarray(times), units, calendar)
    if only_use_python_datetimes or not only_use_cftime_datetimes and calendar.name in ("standard", "proleptic_gregorian"):
        dates = codes.astype("datetime64[us]") if codes.ndim else np.datetime64(int(codes), "us")
        return dates.item() if not codes.ndim else np.array(dates.tolist(), dtype=object)
    return dates_of_codes(codes, calendar) if codes.ndim else date_of(int(codes), calendar)


def codes_of_numbers(numbers, units, calendar):
    """Microseconds since 1970 of numbers of a unit; NaN is no date."""
    step, start = reference(units, calendar)
    if numbers.dtype.kind in "iu":
        missing = numbers == encoded.NAT
        kept = np.where(missing, 0, numbers)
        _check_range(kept, step, start)
        return np.where(missing, encoded.NAT, kept.astype("int64") * step + start)
    missing = np.isnan(numbers)
    kept = np.where(missing, 0, numbers).astype("float64")
    _check_range(kept, step, start)
    return np.where(missing, encoded.NAT, _rounded(kept, step) + start)


def _check_range(numbers, step, start):
    if numbers.size and not all(abs(int(end) * step + extra) < 2**63 for end in (numbers.min(), numbers.max()) for extra in (0, start)):
        raise OverflowError("time values outside range of 64 bit signed integers")


def _rounded(many, step):
    """Microseconds of numbers with fractions, the nearest ones; whole parts and fractions apart, so that none is lost."""
    whole = np.floor(many)
    base, fraction = whole.astype("int64") * step, (many - whole) * step
    low = base + np.floor(fraction).astype("int64")
    beyond = fraction - np.floor(fraction)
    found = low + ((beyond > 0.5) | (beyond == 0.5) & (low % 2 == 1))
    if step <= 1000:
        return found
    # A microsecond beside a second is that second.
    rest = found % 10**6
    found = np.where(rest == 1, low, found)
    return np.where(rest == 999999, low + (beyond > 0), found)


def num2pydate(times, units, calendar="standard"):
    """Python's own dates of numbers."""
    return num2date(times, units, calendar, only_use_cftime_datetimes=False, only_use_python_datetimes=True)


def dates_of_codes(codes, calendar):
    """An array of dates of their microseconds since 1970."""
    return encoded.Encoded(codes, encoded.ObjectType(), calendar)


def codes_of(dates):
    """The microseconds since 1970 of an array of dates."""
    return encoded.codes_of(dates)


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
        if not dates.size:
            return np.array([], dtype=float)
    own = calendar_of(dates)
    if own is not None:
        codes = codes_of(dates)
    elif isinstance(dates, datetime):
        own, codes = dates._calendar, np.asarray(dates._code)
    else:
        # Python's and NumPy's dates.
        own = calendar_named("proleptic_gregorian")
        codes = np.asarray(dates, dtype="datetime64[us]").astype("int64")
    wanted = calendar_named(calendar) if calendar else own
    codes = codes if wanted is own else in_calendar(codes, own, wanted)
    found = numbers_of_codes(codes, units, wanted)
    return found if getattr(found, "ndim", 0) else found[()]


def in_calendar(codes, own, wanted):
    """The same days in another calendar, which must have them."""
    *day, rest = own.parts(codes)
    found = wanted.code(*day) + rest
    for part, same in zip(wanted.parts(found), day):
        if bool(np.any(part != same)):
            raise ValueError(f"invalid day number provided: the calendar {wanted.name!r} does not have all days of {own.name!r}")
    return found


def numbers_of_codes(codes, units, calendar):
    """Numbers of a unit of microseconds since 1970; whole ones where all are whole."""
    step, start = reference(units, calendar)
    offset = codes - start
    whole = offset // step
    rest = offset - whole * step
    return whole + rest / step if bool(np.any(rest != 0)) else whole


def date2index(dates, nctime, calendar=None, select="exact", has_year_zero=None):
    raise unsupported("date2index", "xarray's .sel(time=...) finds dates")
