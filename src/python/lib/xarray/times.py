"""Dates and durations: partial date strings, parts of dates, frequencies. All on `datetime64`, without loops over elements."""

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

_SEASONS = np.array(["DJF", "DJF", "MAM", "MAM", "MAM", "JJA", "JJA", "JJA", "SON", "SON", "SON", "DJF"])
_DAY_NAMES = np.array(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
_MONTH_NAMES = np.array(
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
)


def _whole(values, unit):
    return values.astype(f"datetime64[{unit}]").astype("int64")


def _part(values, unit, above):
    """How many `unit`s have passed since the start of the `above`."""
    return _whole(values, unit) - values.astype(f"datetime64[{above}]").astype(f"datetime64[{unit}]").astype("int64")


def _leap(values):
    year = _year(values)
    return (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))


def _year(values):
    return _whole(values, "Y") + 1970


def _month(values):
    return _whole(values, "M") % 12 + 1


def _weekday(values):
    # The first day of 1970 was a Thursday.
    return (_whole(values, "D") + 3) % 7


def _days_in_month(values):
    month = values.astype("datetime64[M]")
    return (month + np.timedelta64(1, "M")).astype("datetime64[D]").astype("int64") - month.astype("datetime64[D]").astype("int64")


def iso_week(values):
    """ISO 8601's year and week."""
    days = _whole(values, "D")
    # The Thursday of the same week decides the year.
    thursday = (days - _weekday(values) + 3).astype("datetime64[D]")
    return _year(thursday), _part(thursday, "D", "Y") // 7 + 1


FIELDS = {
    "year": _year,
    "month": _month,
    "day": lambda values: _part(values, "D", "M") + 1,
    "hour": lambda values: _part(values, "h", "D"),
    "minute": lambda values: _part(values, "m", "h"),
    "second": lambda values: _part(values, "s", "m"),
    "microsecond": lambda values: _part(values, "us", "s"),
    "nanosecond": lambda values: _part(values, "ns", "us"),
    "dayofyear": lambda values: _part(values, "D", "Y") + 1,
    "dayofweek": _weekday,
    "weekday": _weekday,
    "quarter": lambda values: (_month(values) - 1) // 3 + 1,
    "days_in_month": _days_in_month,
    "daysinmonth": _days_in_month,
    "is_leap_year": _leap,
    "is_month_start": lambda values: _part(values, "D", "M") == 0,
    "is_month_end": lambda values: _part(values, "D", "M") + 1 == _days_in_month(values),
    "is_quarter_start": lambda values: (_part(values, "D", "M") == 0) & (_month(values) % 3 == 1),
    "is_quarter_end": lambda values: (_part(values, "D", "M") + 1 == _days_in_month(values)) & (_month(values) % 3 == 0),
    "is_year_start": lambda values: _part(values, "D", "Y") == 0,
    "is_year_end": lambda values: _part(values, "D", "Y") + 1 == 365 + _leap(values),
    "season": lambda values: _SEASONS[_month(values) - 1],
}

NAMES = {
    "day_name": lambda values: _DAY_NAMES[_weekday(values)],
    "month_name": lambda values: _MONTH_NAMES[_month(values) - 1],
}

_SECONDS_OF_DAY = 86400


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

# Frequencies

_FIXED = {
    "D": "D",
    "d": "D",
    "W": "W",
    "w": "W",
    "h": "h",
    "H": "h",
    "min": "m",
    "T": "m",
    "s": "s",
    "S": "s",
    "ms": "ms",
    "us": "us",
    "ns": "ns",
}
_CALENDAR = {
    "YS": (12, "start"),
    "AS": (12, "start"),
    "YE": (12, "end"),
    "Y": (12, "end"),
    "A": (12, "end"),
    "QS": (3, "start"),
    "QE": (3, "end"),
    "Q": (3, "end"),
    "MS": (1, "start"),
    "ME": (1, "end"),
    "M": (1, "end"),
}
_FREQUENCY = re.compile(r"\s*(\d*)\s*([A-Za-z]+)(?:-([A-Za-z]{3}))?\s*$")
_MONTHS = [name[:3].upper() for name in _MONTH_NAMES.tolist()]
_WEEKDAYS = [name[:3].upper() for name in _DAY_NAMES.tolist()]


class Frequency:
    """A step in time as pandas writes it: `"1YE"`, `"QS-DEC"`, `"MS"`, `"1D"`, `"6h"`, `"1w"`."""

    def __init__(self, text):
        found = _FREQUENCY.match(text) if isinstance(text, str) else None
        name = found[2] if found else None
        if name not in _FIXED and name not in _CALENDAR:
            known = ", ".join(sorted({*_FIXED, *_CALENDAR}))
            raise ValueError(f"Invalid frequency: {text}, failed to parse; the known ones are {known}, with a number before them")
        self.count = int(found[1] or 1)
        if self.count < 1:
            raise ValueError(f"Invalid frequency: {text}; the number before it must be at least 1")
        anchor = found[3].upper() if found[3] else None
        self.months, self.side = _CALENDAR.get(name, (0, "start"))
        self.unit = _FIXED.get(name)
        # The month that a year or quarter starts with, from 0; the weekday that a week ends with, from Monday.
        if self.months:
            given = _MONTHS.index(anchor) if anchor else (11 if self.side == "end" else 0)
            self.first_month = (given + (1 if self.side == "end" else 0)) % 12
        self.last_weekday = _WEEKDAYS.index(anchor) if anchor and self.unit == "W" else 6

    @property
    def at_end(self):
        """Whether bins are named by their last day (and closed there)."""
        return self.unit == "W" or self.side == "end"

    def bins(self, values):
        """For sorted dates: the bin of each, and the label of each bin, empty ones included."""
        if self.months:
            step = self.months * self.count
            month = values.astype("datetime64[M]").astype("int64")
            # The first bin starts with the first period; longer steps count from there.
            start = int(month.min())
            start -= (start - self.first_month) % self.months
            last = int(month.max())
            if self.side == "end" and self.count > 1:
                # A bin of several periods ends with the first one.
                start -= step - self.months
            which = (month - start) // step
            count = (last - start) // step + 1
            first_months = start + step * np.arange(count)
            if self.side == "start":
                labels = first_months.astype("datetime64[M]")
            else:
                labels = (first_months + step).astype("datetime64[M]").astype("datetime64[D]") - np.timedelta64(1, "D")
            return which, labels.astype(values.dtype)
        if self.unit == "W":
            days = values.astype("datetime64[D]").astype("int64")
            # Day 0 was a Thursday (3). A week ends with `last_weekday`.
            end = days + (self.last_weekday - (days + 3)) % 7
            first = int(end.min())
            which = (end - first + 7 * (self.count - 1)) // (7 * self.count) if self.count > 1 else (end - first) // 7
            count = int(which.max()) + 1
            labels = (first + 7 * self.count * np.arange(count)).astype("datetime64[D]")
            return which, labels.astype(values.dtype)
        per_bin = (np.timedelta64(1, self.unit) * self.count).astype(np.dtype(f"timedelta64[{np.datetime_data(values.dtype)[0]}]"))
        ticks = values.astype("int64")
        width = int(per_bin.astype("int64"))
        day = int(np.timedelta64(1, "D").astype(per_bin.dtype).astype("int64"))
        start = int(ticks.min())
        # Bins start with midnight of the first day.
        origin = start - start % day
        start = origin + (start - origin) // width * width
        which = (ticks - start) // width
        count = int(which.max()) + 1
        return which, (start + width * np.arange(count)).astype(values.dtype)


def date_range(start=None, end=None, periods=None, freq="D"):
    """Dates at equal steps, as `pandas.date_range` gives them: three of start, end, periods and step, the step being a day."""
    if sum(part is not None for part in (start, end, periods)) != 2:
        raise ValueError("Of the three parameters: start, end and periods, exactly two must be given with freq")
    step = Frequency(freq)
    start, end = (None if moment is None else moment_of(moment).astype("datetime64[us]") for moment in (start, end))
    if step.unit and step.unit != "W":
        width = (np.timedelta64(1, step.unit) * step.count).astype("timedelta64[us]")
        if periods is None:
            periods = int((end - start) // width) + 1 if end >= start else 0
        elif start is None:
            start = end - (periods - 1) * width
        return start + width * np.arange(periods)
    if step.unit == "W":
        found = _weekly(start, end, periods, step)
    else:
        found = _calendar_range(start, end, periods, step)
    # Weeks, months and years are counted in days: the time of day of the start, or else of the end, stays.
    found = found.astype("datetime64[us]") + _time_of_day(end if start is None else start)
    return found if end is None else found[found <= end]


def _time_of_day(moment):
    return moment - moment.astype("datetime64[D]").astype(moment.dtype)


def _weekly(start, end, periods, step):
    """Days at steps of weeks."""
    width, weekday = 7 * step.count, step.last_weekday
    if start is None:
        last = end.astype("datetime64[D]").astype("int64")
        last -= (last + 3 - weekday) % 7
        days = last - width * np.arange(periods)[::-1]
    else:
        first = start.astype("datetime64[D]").astype("int64")
        first += (weekday - (first + 3)) % 7
        count = periods if periods is not None else max((end.astype("datetime64[D]").astype("int64") - first) // width + 1, 0)
        days = first + width * np.arange(count)
    return days.astype("datetime64[D]")


def _calendar_range(start, end, periods, step):
    """Days at steps of months."""
    width = step.months * step.count

    def label(month):
        if step.side == "start":
            return month.astype("datetime64[M]").astype("datetime64[D]")
        return (month + step.months).astype("datetime64[M]").astype("datetime64[D]") - np.timedelta64(1, "D")

    moment = (start if start is not None else end).astype("datetime64[D]")
    near = int(moment.astype("datetime64[M]").astype("int64"))
    near -= (near - step.first_month) % step.months
    around = near + step.months * np.arange(-1, 2)
    labels = label(around)
    if start is not None:
        first = int(around[labels >= moment][0])
        if periods is None:
            span = int(end.astype("datetime64[M]").astype("int64")) - first
            periods = max(span // width + 2, 0)
        return label(first + width * np.arange(periods))
    last = int(around[labels <= moment][-1])
    return label(last - width * np.arange(periods)[::-1])


def moment_of(value):
    """A `datetime64` of a string, a `datetime`, or itself."""
    if isinstance(value, np.datetime64):
        return value
    if isinstance(value, str):
        return period(value)[0]
    array = np.asarray(value.isoformat() if hasattr(value, "isoformat") else value)
    return array.astype("datetime64[us]")[()]


def floor_to(values, freq, how="floor"):
    """Dates rounded to a fixed step."""
    step = Frequency(freq)
    if step.unit is None or step.unit == "W":
        raise ValueError(f"{freq!r} is a non-fixed frequency; dates are rounded to days, hours, minutes or seconds")
    unit = np.datetime_data(values.dtype)[0]
    width = int((np.timedelta64(1, step.unit) * step.count).astype(f"timedelta64[{unit}]").astype("int64"))
    ticks = values.astype("int64")
    if how == "ceil":
        ticks = -(-ticks // width) * width
    elif how == "round":
        low = ticks // width * width
        rest = ticks - low
        ticks = low + np.where((rest * 2 > width) | ((rest * 2 == width) & (low // width % 2 == 1)), width, 0)
    else:
        ticks = ticks // width * width
    return np.where(np.isnat(values), values, ticks.astype(values.dtype))
