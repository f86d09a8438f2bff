"""Dates on axes: numbers of days since 1970-01-01."""

import calendar
import datetime
import math

import _dasklet_plots
import numpy as np
from _dasklet_missing import refuse, refuse_other

from .ticker import Formatter, Locator

_NO_ZONES = "dates are as they are written: there are no time zones"
_NO_TEX = "labels are plain text, with the signs that Matplotlib knows between $"
_EPOCH = datetime.datetime(1970, 1, 1)


def is_date(values):
    """Whether an array or a single value holds dates."""
    if isinstance(values, (datetime.date, np.datetime64)):
        return True
    kind = getattr(getattr(values, "dtype", None), "kind", None)
    if kind == "M":
        return True
    return kind in (None, "O") and np.ndim(values) > 0 and len(values) > 0 and isinstance(values[0], (datetime.date, np.datetime64))


def date2num(d):
    """Days since 1970-01-01."""
    if isinstance(d, datetime.datetime):
        return (d.replace(tzinfo=None) - _EPOCH) / datetime.timedelta(days=1)
    if isinstance(d, datetime.date):
        return float((d - _EPOCH.date()).days)
    values = d if hasattr(d, "dtype") else np.asarray(d)
    if values.dtype.kind == "O" or isinstance(d, list) and d and isinstance(d[0], datetime.date):
        return np.array([date2num(one) for one in d])
    if values.dtype.kind != "M":
        return np.asarray(values, dtype=float)
    micros = values.astype("datetime64[us]")
    days = micros.astype("int64") / 86_400e6
    return np.where(np.isnat(values), np.nan, days) if np.ndim(values) else float(days)


def num2date(x, tz=None):
    """The dates of days since 1970-01-01."""
    refuse("num2date", _NO_ZONES, tz=tz)
    if np.ndim(x):
        return [num2date(one) for one in x]
    return _EPOCH + datetime.timedelta(microseconds=round(float(x) * 86_400e6))


def datestr2num(d, default=None):
    refuse("datestr2num", "write dates in full: 2000-01-31", default=default)
    return date2num(np.array(d, dtype="datetime64[us]"))


class AutoDateLocator(Locator):
    """Beginnings of years, months, days, hours, …, whichever are few enough."""

    _level = 0

    def __init__(self, tz=None, minticks=5, maxticks=None, interval_multiples=True):
        refuse("AutoDateLocator", _NO_ZONES, tz=tz)
        refuse_other(
            "AutoDateLocator",
            "MonthLocator, DayLocator and the like choose ticks",
            minticks=(minticks, 5),
            maxticks=(maxticks, None),
            interval_multiples=(interval_multiples, True),
        )

    def tick_values(self, vmin, vmax):
        found, self._level = _dasklet_plots.date_ticks(float(vmin), float(vmax))
        return np.array(found)


class _Every(Locator):
    """Every so many years, months, days, …, those that `by` names, counted from as long before the view as it is wide."""

    # What labels say; and the length of one in days, where all are alike.
    _level, _length = 2, 1.0

    def __init__(self, by=None, interval=1, tz=None):
        refuse(type(self).__name__, _NO_ZONES, tz=tz)
        if not (interval == int(interval) and interval >= 1):
            raise ValueError(f"interval must be a whole number from 1 on, not {interval!r}")
        self._by = None if by is None else {int(one) for one in np.atleast_1d(by)}
        self._interval = int(interval)

    def tick_values(self, vmin, vmax):
        first, last = num2date(min(vmin, vmax)), num2date(max(vmin, vmax))
        found = self._dates(first, last)
        return np.array([date2num(date) for date in found]) if found else np.array([date2num(first), date2num(last)])

    def _start(self, first, last):
        """The whole months and the rest between two dates, gone back from the first."""
        months = (last.year - first.year) * 12 + last.month - first.month
        while _months_after(first, months) > last:
            months -= 1
        return _months_after(first, -months) - (last - _months_after(first, months))

    def _counted(self, start, first, last):
        """Numbers of what is counted, from the epoch on."""
        least, most = (math.floor((date - _EPOCH) / datetime.timedelta(days=self._length)) for date in (first, last))
        begin = math.floor((start - _EPOCH) / datetime.timedelta(days=self._length))
        self._check_number((most - least) // self._interval + 1, "a longer interval makes fewer", patience=100)
        return range(least - (least - begin) % self._interval, most + 1, self._interval)

    def _dates(self, first, last):
        found = (_EPOCH + count * datetime.timedelta(days=self._length) for count in self._counted(self._start(first, last), first, last))
        found = [date for date in found if first <= date <= last and (self._by is None or self._is_one(date))]
        self._check_number(len(found), "a longer interval makes fewer", patience=2)
        return found


def _months_after(date, count):
    """So many months later, at the month's end if it is too short."""
    month = max(date.year * 12 + date.month - 1 + count, 12)
    year, month = month // 12, month % 12 + 1
    return date.replace(year=year, month=month, day=min(date.day, calendar.monthrange(year, month)[1]))


class YearLocator(_Every):
    """Every so many years, those that the number divides; one beyond either end of the view."""

    _level = 0

    def __init__(self, base=1, month=1, day=1, tz=None):
        super().__init__(None, base, tz)
        self._month, self._day = month, day

    def _dates(self, first, last):
        step = self._interval
        years = range(max(first.year // step * step, 1), min(-(-last.year // step) * step, 9999) + 1, step)
        return [datetime.datetime(year, self._month, self._day) for year in years]


class MonthLocator(_Every):
    _level = 1

    def __init__(self, bymonth=None, bymonthday=1, interval=1, tz=None):
        super().__init__(bymonth, interval, tz)
        self._days = [int(day) for day in np.atleast_1d(bymonthday)]

    def _dates(self, first, last):
        start = self._start(first, last)
        least, most, begin = (date.year * 12 + date.month - 1 for date in (first, last, start))
        found = []
        for count in range(least - (least - begin) % self._interval, most + 1, self._interval):
            year, month = count // 12, count % 12 + 1
            if self._by is None or month in self._by:
                length = calendar.monthrange(year, month)[1]
                days = sorted(day if day > 0 else length + 1 + day for day in self._days)
                found += [datetime.datetime(year, month, day) for day in days if 1 <= day <= length]
        return [date for date in found if first <= date <= last]


class DayLocator(_Every):
    def __init__(self, bymonthday=None, interval=1, tz=None):
        super().__init__(bymonthday, interval, tz)

    def _is_one(self, date):
        return date.day in self._by or date.day - 1 - calendar.monthrange(date.year, date.month)[1] in self._by


class WeekdayLocator(_Every):
    def __init__(self, byweekday=1, interval=1, tz=None):
        super().__init__(byweekday, interval, tz)

    def _is_one(self, date):
        return date.weekday() in self._by


class HourLocator(_Every):
    _level, _length = 3, 1 / 24

    def __init__(self, byhour=None, interval=1, tz=None):
        super().__init__(byhour, interval, tz)

    def _is_one(self, date):
        return date.hour in self._by


class MinuteLocator(_Every):
    _level, _length = 4, 1 / 1440

    def __init__(self, byminute=None, interval=1, tz=None):
        super().__init__(byminute, interval, tz)

    def _is_one(self, date):
        return date.minute in self._by


class SecondLocator(_Every):
    _level, _length = 5, 1 / 86_400

    def __init__(self, bysecond=None, interval=1, tz=None):
        super().__init__(bysecond, interval, tz)

    def _is_one(self, date):
        return date.second in self._by


MO, TU, WE, TH, FR, SA, SU = range(7)


class DateFormatter(Formatter):
    """By a format of `strftime`."""

    def __init__(self, fmt, tz=None, *, usetex=None):
        refuse("DateFormatter", _NO_ZONES, tz=tz)
        refuse("DateFormatter", _NO_TEX, usetex=usetex or None)
        self.fmt = fmt

    def __call__(self, x, pos=0):
        return _dasklet_plots.date_text(float(x), self.fmt)


class AutoDateFormatter(Formatter):
    """In full, as far as the ticks differ."""

    def __init__(self, locator, tz=None, defaultfmt="%Y-%m-%d", *, usetex=None):
        refuse("AutoDateFormatter", _NO_ZONES, tz=tz)
        refuse("AutoDateFormatter", _NO_TEX, usetex=usetex or None)
        refuse_other("AutoDateFormatter", "DateFormatter writes dates by a format", defaultfmt=(defaultfmt, "%Y-%m-%d"))
        self._locator = locator

    def format_ticks(self, values):
        return _dasklet_plots.date_labels(values, getattr(self._locator, "_level", 2))


class ConciseDateFormatter(Formatter):
    """What differs only; what is shared stands beside the axis."""

    _offset = ""

    def __init__(self, locator, tz=None, formats=None, offset_formats=None, zero_formats=None, show_offset=True, *, usetex=None):
        refuse("ConciseDateFormatter", _NO_ZONES, tz=tz)
        refuse("ConciseDateFormatter", _NO_TEX, usetex=usetex or None)
        given = {"formats": formats, "offset_formats": offset_formats, "zero_formats": zero_formats}
        refuse("ConciseDateFormatter", "DateFormatter writes dates by a format", **given)
        self._shows = show_offset

    def format_ticks(self, values):
        labels, self._offset = _dasklet_plots.concise_labels(values)
        return labels

    def get_offset(self):
        return self._offset if self._shows else ""


def __getattr__(name):
    from _dasklet_missing import missing

    raise missing("matplotlib.dates", name, [name for name in globals() if not name.startswith("_") and name != "datetime"])
