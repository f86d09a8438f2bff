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

    def bins(self, values, closed=None, label=None, origin="start_day", offset=None):
        """For sorted dates: the bin of each, and the label of each bin, empty ones included, as `pandas.Grouper` has them.

        `closed`, `label`: the side of a bin that belongs to it, and that names it. Fixed steps count from `origin`, moved by
        `offset`.
        """
        for name, side in (("closed", closed), ("label", label)):
            if side not in (None, "left", "right"):
                raise ValueError(f"Unsupported value {side} for `{name}`")
        natural = "right" if self.at_end or (isinstance(origin, str) and origin in ("end", "end_day")) else "left"
        closed, label = closed or natural, label or natural
        unit = np.datetime_data(values.dtype)[0]
        if self.unit and self.unit != "W":
            edges = self._fixed_edges(values, unit, closed, _origin(origin), offset)
            labels = edges
        else:
            labels = self._anchored_edges(values, closed)
            edges = labels.astype(values.dtype).astype("int64")
            if self.at_end and closed == "right":
                # A bin ends with the last moment of its last day.
                day = int(np.timedelta64(1, "D").astype(f"timedelta64[{unit}]").astype("int64"))
                edges = edges + day - 1
                if len(edges) > 1 and edges[-2] > int(values.astype("int64").max()):
                    edges, labels = edges[:-1], labels[:-1]
            labels = labels.astype(values.dtype).astype("int64")
        ticks = values.astype("int64")
        codes = np.searchsorted(edges, ticks, side="right" if closed == "left" else "left") - 1
        labels = labels[1:] if label == "right" else labels
        return codes, labels[: len(edges) - 1].astype(values.dtype)

    def _fixed_edges(self, values, unit, closed, origin, offset):
        per_bin = (np.timedelta64(1, self.unit) * self.count).astype(f"timedelta64[{unit}]")
        width = int(per_bin.astype("int64"))
        day = int(np.timedelta64(1, "D").astype(f"timedelta64[{unit}]").astype("int64"))
        ticks = values.astype("int64")
        first, last = int(ticks.min()), int(ticks.max())
        if isinstance(origin, str):
            if origin in ("end", "end_day"):
                end = last if origin == "end" else -(-last // day) * day
                first = end - ((end - first) // width + (closed == "left")) * width
            start = {"epoch": 0, "start_day": first - first % day}.get(origin, first)
        else:
            start = int(origin.astype(values.dtype).astype("int64"))
        if offset is not None:
            start += int(duration_of(offset).astype(f"timedelta64[{unit}]").astype("int64"))
        before, after = (first - start) % width, (last - start) % width
        if closed == "right":
            first -= before or width
            last += width - after if after else 0
        else:
            first -= before
            last += width - after
        return first + width * np.arange((last - first) // width + 1)

    def _anchored_edges(self, values, closed):
        """Labels of periods from before the first date to behind the last."""
        days = values.astype("datetime64[D]").astype("int64")
        first, last = int(days.min()), int(days.max())
        at, on_it = self._period_until(first)
        start = at if closed == "left" else at - self.count if on_it else at - self.count + 1
        end = self._period_until(last)[0] + self.count
        return self._period_labels(start + self.count * np.arange((end - start) // self.count + 1))

    def _period_until(self, day):
        """The number of the last label that is not behind a day, and whether it is that day."""
        if self.unit == "W":
            # Day 0 was a Thursday (3).
            at = (day + 3 - self.last_weekday) // 7
        else:
            month = int(np.array(day).astype("datetime64[D]").astype("datetime64[M]").astype("int64"))
            at = (month - self.first_month) // self.months
        while self._period_labels(np.array([at]))[0].astype("int64") > day:
            at -= 1
        return at, int(self._period_labels(np.array([at]))[0].astype("int64")) == day

    def _period_labels(self, numbers):
        """The days that name periods, which are numbered."""
        if self.unit == "W":
            return (self.last_weekday - 3 + 7 * numbers).astype("datetime64[D]")
        months = self.first_month + self.months * numbers
        if self.side == "start":
            return months.astype("datetime64[M]").astype("datetime64[D]")
        return (months + self.months).astype("datetime64[M]").astype("datetime64[D]") - np.timedelta64(1, "D")


def _origin(origin):
    """A word that `Frequency.bins` knows, or a moment."""
    if isinstance(origin, str) and origin not in ("epoch", "start", "start_day", "end", "end_day"):
        try:
            return moment_of(origin)
        except ValueError:
            raise ValueError(
                "'origin' should be equal to 'epoch', 'start', 'start_day', 'end', 'end_day' or should be a Timestamp convertible"
                f" type. Got {origin!r} instead."
            ) from None
    return origin if isinstance(origin, str) else moment_of(origin)


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
    if isinstance(value, str):
        found = _DURATION.match(value)
        if not found or found[3] not in _DURATION_UNITS:
            raise ValueError(f"could not read {value!r} as a duration; write it as '4h', '-90min', '1D'")
        unit = np.timedelta64(1, _DURATION_UNITS[found[3]]).astype("timedelta64[ns]").astype("int64")
        return np.timedelta64(round(float(found[2]) * int(unit)) * (-1 if found[1] == "-" else 1), "ns")
    if hasattr(value, "total_seconds"):
        return np.timedelta64(round(value.total_seconds() * 10**6), "us")
    raise TypeError(f"a duration is a string such as '4h', a timedelta64 or a timedelta, not {value!r}")


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
