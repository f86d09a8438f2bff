"""Calendars: days since 1970-01-01 of year, month and day, and back. All for numbers and for arrays."""

import numpy as np
from numpy import _dasklet_encoded as encoded

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# The Gregorian calendar's first day, 1582-10-15.
_REFORM = -141427
_MICROSECONDS = 86400 * 10**6


def _found(table, at):
    """An element of a table, or elements."""
    return np.array(table)[at] if isinstance(at, np.ndarray) else table[at]


class Calendar:
    """How days are counted. It stands in for the labels of an array whose codes are microseconds since 1970."""

    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return self is other

    __hash__ = object.__hash__

    def __reduce__(self):
        return (calendar_named, (self.name,))

    def __dask_tokenize__(self):
        return f"calendar {self.name}"

    # The labels of an array

    def __getitem__(self, code):
        from .dates import date_of

        return None if code == encoded.NAT else date_of(code, self)

    def codes_of(self, labels):
        """Microseconds of dates; None if one of them is no date of this calendar."""
        codes = [encoded.NAT if label is None else label._code if getattr(label, "_calendar", None) is self else None for label in labels]
        return None if None in codes else codes

    # Parts

    # Whether the year before 1 is 0, not -1. `days` and `civil` count with a year 0 always.
    has_year_zero = True

    def counted(self, year):
        """A year of this calendar as `days` counts it."""
        return year if self.has_year_zero else year + (year < 0)

    def parts(self, codes):
        """Year, month, day and microsecond of the day."""
        days = codes // _MICROSECONDS
        year, month, day = self.civil(days)
        return year if self.has_year_zero else year - (year < 1), month, day, codes - days * _MICROSECONDS

    def field(self, codes, name):
        """A part of dates by its name."""
        if name in ("year", "month", "day"):
            return self.parts(codes)[("year", "month", "day").index(name)]
        days = codes // _MICROSECONDS
        if name in ("hour", "minute", "second", "microsecond"):
            unit, most = {"hour": (3600 * 10**6, 24), "minute": (60 * 10**6, 60), "second": (10**6, 60), "microsecond": (1, 10**6)}[name]
            return codes // unit % most
        if name in ("dayofwk", "dayofweek", "weekday"):
            return (days + self.first_weekday) % 7
        year, month, _ = self.civil(days)
        if name in ("dayofyr", "dayofyear"):
            # The days that the reform left out are counted, as cftime does it.
            left_out = 10 * ((year == 1582) & (days >= _REFORM)) if self.name == "standard" else 0
            return days - self.days(year, 1, 1) + 1 + left_out
        if name in ("daysinmonth", "days_in_month"):
            length = self.days(year + month // 12, month % 12 + 1, 1) - self.days(year, month, 1)
            # October 1582 is said to have 31 days, too.
            return length + 10 * (length == 21)
        if name == "days_in_year":
            return self.days(year + 1, 1, 1) - self.days(year, 1, 1)
        raise AttributeError(f"dates have no {name!r}")

    # The first day of 1970 was a Thursday.
    first_weekday = 3

    def code(self, year, month, day, hour=0, minute=0, second=0, microsecond=0):
        """Microseconds since 1970."""
        return ((self.days(self.counted(year), month, day) * 24 + hour) * 60 + minute) * 60 * 10**6 + second * 10**6 + microsecond


class _Fixed(Calendar):
    """All years alike."""

    def __init__(self, name, lengths):
        Calendar.__init__(self, name)
        self._starts = tuple(sum(lengths[:month]) for month in range(12))
        self._months = tuple(month for month in range(12) for _ in range(lengths[month]))
        self._length = sum(lengths)
        # Weekdays run through since the year -4711, in this calendar's days.
        self.first_weekday = self._length * (1970 + 4711) % 7

    def days(self, year, month, day):
        return (year - 1970) * self._length + _found(self._starts, month - 1) + day - 1

    def civil(self, days):
        year = days // self._length
        of_year = days - year * self._length
        month = _found(self._months, of_year)
        return year + 1970, month + 1, of_year - _found(self._starts, month) + 1


class _Proleptic(Calendar):
    """The Gregorian calendar for all times."""

    def days(self, year, month, day):
        return encoded.days_of_months((year - 1970) * 12 + month - 1) + day - 1

    def civil(self, days):
        return encoded.civil(days)


class _Julian(Calendar):
    """A leap year each four years."""

    has_year_zero = False

    def days(self, year, month, day):
        # Years begin with March here, so that leap days end them.
        shifted = year * 12 + month - 3
        year = shifted // 12
        return year * 365 + year // 4 + (153 * (shifted - year * 12) + 2) // 5 + day - 719471

    def civil(self, days):
        shifted = days + 719470
        cycle = shifted // 1461
        of_cycle = shifted - cycle * 1461
        year = (of_cycle - of_cycle // 1460) // 365
        of_year = of_cycle - year * 365
        month = (5 * of_year + 2) // 153
        late = month // 10
        return cycle * 4 + year + late, month + 3 - 12 * late, of_year - (153 * month + 2) // 5 + 1


class _Mixed(Calendar):
    """Julian until 1582-10-04, Gregorian from 1582-10-15 on."""

    has_year_zero = False

    def _either(self, test, first, second):
        if isinstance(test, np.ndarray):
            return np.where(test, first, second)
        return first if test else second

    def days(self, year, month, day):
        found = _PROLEPTIC.days(year, month, day)
        return self._either(found >= _REFORM, found, _JULIAN.days(year, month, day))

    def civil(self, days):
        return tuple(self._either(days >= _REFORM, new, old) for new, old in zip(_PROLEPTIC.civil(days), _JULIAN.civil(days)))


_PROLEPTIC, _JULIAN = _Proleptic("proleptic_gregorian"), _Julian("julian")
_CALENDARS = {
    "standard": _Mixed("standard"),
    "proleptic_gregorian": _PROLEPTIC,
    "julian": _JULIAN,
    "noleap": _Fixed("noleap", _LENGTHS),
    "all_leap": _Fixed("all_leap", (31, 29, *_LENGTHS[2:])),
    "360_day": _Fixed("360_day", (30,) * 12),
}
_ALIASES = {"gregorian": "standard", "365_day": "noleap", "366_day": "all_leap", "": "standard"}


def calendar_named(name):
    """A calendar by its name."""
    plain = str(name).lower()
    plain = _ALIASES.get(plain, plain)
    if plain not in _CALENDARS:
        raise ValueError(f"unsupported calendar {name!r}; there are {', '.join(_CALENDARS)}")
    return _CALENDARS[plain]


def calendar_of(array):
    """The calendar of an array's dates; None if it holds others things, or dates of several."""
    labels = getattr(array, "_labels", None)
    return labels if isinstance(labels, Calendar) else None
