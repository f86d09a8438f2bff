"""Dates and durations: partial date strings, parts of dates. All on `datetime64`, without loops over elements."""

import re

import numpy as np

_DATE = re.compile(r"\s*(\d{4})(?:[-/]?(\d{1,2})(?:[-/]?(\d{1,2})(?:[T ](\d{1,2})(?::?(\d{2})(?::?(\d{2})(?:\.(\d{1,9}))?)?)?)?)?)?Z?\s*$")
_QUARTER = re.compile(r"\s*(\d{4})-?Q([1-4])\s*$")

# From coarse to fine, as `resolution` names them.
RESOLUTIONS = ("year", "quarter", "month", "day", "hour", "minute", "second", "fraction")
_UNIT = {"year": "Y", "quarter": "M", "month": "M", "day": "D", "hour": "h", "minute": "m", "second": "s", "fraction": "us"}


def period(text):
    """What a date string covers: its first moment, the first moment after it (both `datetime64`), and its resolution."""
    quarter = _QUARTER.match(text)
    if quarter:
        start = np.datetime64(f"{quarter[1]}-{3 * int(quarter[2]) - 2:02d}", "M")
        return start, start + np.timedelta64(3, "M"), "quarter"
    found = _DATE.match(text)
    if not found:
        raise ValueError(f"could not read {text!r} as a date; write it as 2000, 2000-01, 2000-01-31 or 2000-01-31T12:30")
    year, month, day, hour, minute, second, fraction = found.groups()
    given = [part for part in (year, month, day, hour, minute, second, fraction) if part is not None]
    resolution = ("year", "month", "day", "hour", "minute", "second", "fraction")[len(given) - 1]
    iso = year
    for mark, part in (("-", month), ("-", day), ("T", hour), (":", minute), (":", second)):
        if part is not None:
            iso += f"{mark}{int(part):02d}"
    if resolution == "hour":
        iso += ":00"
    if fraction is not None:
        iso += "." + fraction
        start = np.datetime64(iso, "ns" if len(fraction) > 6 else "us")
        return start, start + np.timedelta64(1, np.datetime_data(start.dtype)[0]), resolution
    unit = _UNIT[resolution]
    start = np.datetime64(iso).astype(f"datetime64[{unit}]")
    return start, start + np.timedelta64(1, unit), resolution


def resolution_of(values):
    """The finest part of a date that is not zero in any of these."""
    ticks = values[~np.isnat(values)]
    for resolution, unit in (("day", "D"), ("hour", "h"), ("minute", "m"), ("second", "s")):
        if bool(np.all(ticks == ticks.astype(f"datetime64[{unit}]"))):
            return resolution
    return "fraction"


def is_finer(resolution, other):
    """Whether a date string of `resolution` names no more than one element of an index whose dates have the other resolution."""
    return RESOLUTIONS.index(resolution) >= RESOLUTIONS.index(other)


# Parts of dates

SEASONS = np.array(["DJF", "DJF", "MAM", "MAM", "MAM", "JJA", "JJA", "JJA", "SON", "SON", "SON", "DJF"])
_DAY_NAMES = np.array(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
_MONTH_NAMES = np.array(
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
)
MONTHS = [name[:3].upper() for name in _MONTH_NAMES.tolist()]
WEEKDAYS = [name[:3].upper() for name in _DAY_NAMES.tolist()]


def whole(values, unit):
    return values.astype(f"datetime64[{unit}]").astype("int64")


def _part(values, unit, above):
    """How many `unit`s have passed since the start of the `above`."""
    return whole(values, unit) - values.astype(f"datetime64[{above}]").astype(f"datetime64[{unit}]").astype("int64")


def _leap(values):
    year = _year(values)
    return (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))


def _year(values):
    return whole(values, "Y") + 1970


def month_of(values):
    return whole(values, "M") % 12 + 1


def weekday_of(values):
    # The first day of 1970 was a Thursday.
    return (whole(values, "D") + 3) % 7


def days_in_month(values):
    month = values.astype("datetime64[M]")
    return (month + np.timedelta64(1, "M")).astype("datetime64[D]").astype("int64") - month.astype("datetime64[D]").astype("int64")


def iso_week(values):
    """ISO 8601's year, week and weekday."""
    days = whole(values, "D")
    # The Thursday of the same week decides the year.
    thursday = (days - weekday_of(values) + 3).astype("datetime64[D]")
    return _year(thursday), _part(thursday, "D", "Y") // 7 + 1, weekday_of(values) + 1


def where_known(function):
    """A part of dates that is missing where these are: NaN, false, or the text "nan"."""

    def part(values):
        found, missing = function(values), np.isnat(values)
        if not bool(missing.any()):
            return found
        return found & ~missing if found.dtype.kind == "b" else np.where(missing, "nan" if found.dtype.kind == "U" else np.nan, found)

    return part


def _days_in_year(values):
    return 365 + _leap(values)


def decimal_year(values):
    """Years, and what has passed of each as its fraction."""
    start = values.astype("datetime64[Y]").astype(values.dtype)
    return _year(values) + (values - start) / (_days_in_year(values) * DAY)


FIELDS = {
    "year": _year,
    "month": month_of,
    "day": lambda values: _part(values, "D", "M") + 1,
    "hour": lambda values: _part(values, "h", "D"),
    "minute": lambda values: _part(values, "m", "h"),
    "second": lambda values: _part(values, "s", "m"),
    "microsecond": lambda values: _part(values, "us", "s"),
    "nanosecond": lambda values: _part(values, "ns", "us"),
    "dayofyear": lambda values: _part(values, "D", "Y") + 1,
    "dayofweek": weekday_of,
    "weekday": weekday_of,
    "day_of_week": weekday_of,
    "day_of_year": lambda values: _part(values, "D", "Y") + 1,
    "quarter": lambda values: (month_of(values) - 1) // 3 + 1,
    "days_in_month": days_in_month,
    "daysinmonth": days_in_month,
    "is_leap_year": _leap,
    "is_month_start": lambda values: _part(values, "D", "M") == 0,
    "is_month_end": lambda values: _part(values, "D", "M") + 1 == days_in_month(values),
    "is_quarter_start": lambda values: (_part(values, "D", "M") == 0) & (month_of(values) % 3 == 1),
    "is_quarter_end": lambda values: (_part(values, "D", "M") + 1 == days_in_month(values)) & (month_of(values) % 3 == 0),
    "is_year_start": lambda values: _part(values, "D", "Y") == 0,
    "is_year_end": lambda values: _part(values, "D", "Y") + 1 == _days_in_year(values),
    "season": lambda values: SEASONS[month_of(values) - 1],
    "week": lambda values: iso_week(values)[1],
    "weekofyear": lambda values: iso_week(values)[1],
}
FIELDS = {name: where_known(function) for name, function in FIELDS.items()}
# Years that are missing have no leap day.
FIELDS["days_in_year"] = lambda values: 365 + FIELDS["is_leap_year"](values)

NAMES = {
    "day_name": lambda values: _DAY_NAMES[weekday_of(values)],
    "month_name": lambda values: _MONTH_NAMES[month_of(values) - 1],
}

_SECONDS_OF_DAY = 86400
DAY = np.timedelta64(1, "D")


def _floor(values, unit):
    """Whole units, rounded down also below zero."""
    ticks = values.astype("int64")
    per_unit = np.timedelta64(1, unit).astype(values.dtype).astype("int64")
    return ticks // per_unit


DURATION_FIELDS = {
    "days": lambda values: _floor(values, "D"),
    "seconds": lambda values: _floor(values, "s") % _SECONDS_OF_DAY,
    "microseconds": lambda values: _floor(values, "us") % 10**6,
    "nanoseconds": lambda values: _floor(values.astype("timedelta64[ns]"), "ns") % 1000,
}


def _total_seconds(values):
    ticks = values.astype("timedelta64[ns]").astype("int64")
    return ticks // 10**9 + ticks % 10**9 / 1e9


DURATION_FIELDS["total_seconds"] = _total_seconds
DURATION_FIELDS = {name: where_known(function) for name, function in DURATION_FIELDS.items()}

# Moments and durations that were given as text or as objects


def moment_of(value):
    """A `datetime64` of a string, a `datetime`, or itself."""
    if isinstance(value, np.datetime64):
        return value
    if isinstance(value, str):
        return period(value)[0]
    if hasattr(value, "to_datetime64"):
        return value.to_datetime64()
    array = np.asarray(value.isoformat() if hasattr(value, "isoformat") else value)
    return array.astype("datetime64[us]")[()]


NANOSECONDS = {"D": 86400 * 10**9, "h": 3600 * 10**9, "m": 60 * 10**9, "s": 10**9, "ms": 10**6, "us": 1000, "ns": 1}
_DURATION = re.compile(r"\s*([+-]?)\s*(\d+(?:\.\d+)?)\s*([A-Za-z]+)\s*$")
_DURATION_UNITS = {
    "D": "D",
    "d": "D",
    "day": "D",
    "days": "D",
    "h": "h",
    "hour": "h",
    "hours": "h",
    "min": "m",
    "minute": "m",
    "minutes": "m",
    "m": "m",
}
_DURATION_UNITS |= {"s": "s", "second": "s", "seconds": "s", "ms": "ms", "us": "us", "ns": "ns", "W": "W", "w": "W"}


def duration_of(value):
    """A `timedelta64` of a string such as `"4h"` or `"-90min"`, a `timedelta`, or itself."""
    if isinstance(value, np.timedelta64):
        return value
    if hasattr(value, "to_timedelta64"):
        return value.to_timedelta64()
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        return np.timedelta64(int(value), "ns")
    if isinstance(value, str):
        found = _DURATION.match(value)
        if not found or found[3] not in _DURATION_UNITS:
            raise ValueError(f"could not read {value!r} as a duration; write it as '4h', '-90min', '1D'")
        unit = np.timedelta64(1, _DURATION_UNITS[found[3]]).astype("timedelta64[ns]").astype("int64")
        return np.timedelta64(round(float(found[2]) * int(unit)) * (-1 if found[1] == "-" else 1), "ns")
    if hasattr(value, "total_seconds"):
        return np.timedelta64(round(value.total_seconds() * 10**6), "us")
    raise TypeError(f"a duration is a string such as '4h', a timedelta64 or a timedelta, not {value!r}")


def span_of(text):
    """What a duration as text covers, up to the next one as coarse: `"90min"` all before 91 minutes; both `timedelta64`."""
    ticks = int(duration_of(text).astype("timedelta64[ns]").astype("int64"))
    step = next(each for each in NANOSECONDS.values() if ticks % each == 0)
    return np.timedelta64(ticks, "ns"), np.timedelta64(ticks + step, "ns")
