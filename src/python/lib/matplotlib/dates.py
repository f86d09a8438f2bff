"""Dates on axes: numbers of days since 1970-01-01."""

import datetime

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
    """Some of the years, months, or days."""

    def __init__(self, by=None, interval=1, tz=None):
        refuse(type(self).__name__, _NO_ZONES, tz=tz)
        self._by = None if by is None else [int(one) for one in np.atleast_1d(by)]
        self._interval = interval

    def tick_values(self, vmin, vmax):
        first, last = num2date(min(vmin, vmax)), num2date(max(vmin, vmax))
        dates = [date for date in self._dates(first, last) if first <= date <= last]
        if len(dates) > 2000:
            raise RuntimeError(f"{type(self).__name__} would make {len(dates)} ticks; a longer interval makes fewer")
        return np.array([date2num(date) for date in dates])


class YearLocator(_Every):
    def __init__(self, base=1, month=1, day=1, tz=None):
        super().__init__(None, base, tz)
        self._month, self._day = month, day

    def _dates(self, first, last):
        start = first.year - first.year % self._interval
        return [datetime.datetime(year, self._month, self._day) for year in range(max(start, 1), last.year + 1, self._interval)]


class MonthLocator(_Every):
    def __init__(self, bymonth=None, bymonthday=1, interval=1, tz=None):
        super().__init__(bymonth, interval, tz)
        self._day = bymonthday

    def _dates(self, first, last):
        months = range(first.year * 12, last.year * 12 + 12)
        months = [month for month in months if self._by is None or month % 12 + 1 in self._by]
        months = [month for month in months if month >= first.year * 12 + first.month - 1]
        return [datetime.datetime(month // 12, month % 12 + 1, self._day) for month in months[:: self._interval]]


class DayLocator(_Every):
    def __init__(self, bymonthday=None, interval=1, tz=None):
        super().__init__(bymonthday, interval, tz)

    def _dates(self, first, last):
        start = datetime.datetime(first.year, first.month, first.day)
        dates = [start + datetime.timedelta(days=day) for day in range((last - start).days + 2)]
        dates = [date for date in dates if date >= first and (self._by is None or date.day in self._by)]
        return dates[:: self._interval]


class WeekdayLocator(_Every):
    def __init__(self, byweekday=1, interval=1, tz=None):
        super().__init__(byweekday, interval, tz)

    _dates = DayLocator._dates

    def tick_values(self, vmin, vmax):
        first = int(np.ceil(min(vmin, vmax)))
        days = [day for day in range(first, int(np.floor(max(vmin, vmax))) + 1) if (day + 3) % 7 in self._by]
        return np.array(days[:: self._interval], dtype=float)


class HourLocator(_Every):
    def __init__(self, byhour=None, interval=1, tz=None):
        super().__init__(byhour, interval, tz)

    def _dates(self, first, last):
        start = datetime.datetime(first.year, first.month, first.day)
        hours = range(int((last - start).total_seconds() // 3600) + 1)
        dates = [start + datetime.timedelta(hours=hour) for hour in hours if self._by is None or hour % 24 in self._by]
        return [date for date in dates if date >= first][:: self._interval]


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
