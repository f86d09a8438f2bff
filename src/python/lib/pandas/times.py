"""`Timestamp`, `Timedelta`, and indexes of them."""

import datetime as _datetime
import re
from collections import namedtuple

import numpy as np
from _dasklet_missing import distance, refuse
from numpy._dasklet_encoded import unit_of
from xarray import times
from xarray.indexes import Index

from .arithmetic import TimedeltaOperators, TimestampOperators
from .printing import shown
from .reading import guessed_format, parsed, read_date, read_duration, scaled, unit_named

# What stands for a parameter that is not given where `None` means a missing date.
_unset = object()

_NO_ZONES = "dates are as they are written: there are no time zones"
_NO_LOCALE = "names are English"


def _ticks(value, unit="us"):
    return int(value.astype("datetime64[us]" if isinstance(value, np.datetime64) else "timedelta64[us]").astype("int64"))


class Timestamp(TimestampOperators, np.datetime64):
    """A date: `pd.Timestamp("2000-01-31 12:00")`. It is NumPy's, with parts by name."""

    __slots__ = ()

    def __new__(
        cls,
        ts_input=_unset,
        year=None,
        month=None,
        day=None,
        hour=None,
        minute=None,
        second=None,
        microsecond=None,
        tzinfo=None,
        *,
        nanosecond=None,
        tz=None,
        unit=None,
        fold=None,
    ):
        refuse("Timestamp", _NO_ZONES, tzinfo=tzinfo, tz=tz, fold=fold)
        refuse("Timestamp", "parts go down to microseconds; text such as '2000-01-01T00:00:00.000000001' has more", nanosecond=nanosecond)
        value = ts_input
        if year is not None and value is not _unset:
            # As in `Timestamp(2000, 1, 31, 12)`: the parts from the year on, by position.
            parts = (value, year, month, day, hour, minute, second)
        else:
            parts = (year, month, day, hour, minute, second, microsecond)
        if value is _unset or year is not None:
            if None in parts[:3]:
                raise TypeError("Timestamp() needs a date: text, a number of units, or year, month and day")
            value = _datetime.datetime(*parts[:3], *(part or 0 for part in parts[3:]))
        elif any(part is not None for part in (month, day, hour, minute, second, microsecond)):
            raise ValueError("Cannot pass a date attribute keyword argument when passing a date string; 'tz' is keyword-only")
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return cls._of(scaled(value, unit or "ns"), "us")
        if isinstance(value, str) and value.strip().lower() not in ("nat", "", "now", "today"):
            value = read_date(value)
        if value in ("now", "today"):
            value = _datetime.datetime.now()
        found = np.datetime64("NaT" if value is None else value)
        return cls._of(int(found.astype("datetime64[us]").astype("int64")), "us") if unit_of(found) != "ns" else cls._of(found._ticks, "ns")

    @classmethod
    def now(cls, tz=None):
        """The present moment."""
        refuse("Timestamp.now", _NO_ZONES, tz=tz)
        return cls(_datetime.datetime.now())

    today = now

    def _part(self, name):
        return times.FIELDS[name](np.asarray(self)[None])[0].item()

    def __getattr__(self, name):
        if name in times.FIELDS:
            return self._part(name)
        if name.startswith("_"):
            raise AttributeError(name)
        near = min((*times.FIELDS, "strftime", "isoformat", "floor"), key=lambda one: distance(name, one))
        raise AttributeError(f"'Timestamp' object has no attribute {name!r} here; near it there is {near!r}", name=name, obj=None)

    tz = tzinfo = None

    def to_pydatetime(self):
        """Python's date."""
        return self.astype("datetime64[us]").item()

    def to_datetime64(self):
        """NumPy's date."""
        return np.datetime64(self._ticks, self._unit)

    to_numpy = to_datetime64

    def isoformat(self, sep="T", timespec="auto"):
        """As ISO 8601 writes it."""
        return self.to_pydatetime().isoformat(sep, timespec)

    def strftime(self, format):
        """As `%Y-%m-%d` and the like say."""
        return self.to_pydatetime().strftime(format)

    @property
    def value(self):
        """Nanoseconds since 1970."""
        return int(self.astype("datetime64[ns]").astype("int64"))

    @property
    def unit(self):
        """What it counts."""
        return self._unit

    week = property(lambda self: self.to_pydatetime().isocalendar()[1])
    weekofyear = week

    def time(self):
        """The time of day."""
        return self.to_pydatetime().time()

    def date(self):
        """The day."""
        return self.to_pydatetime().date()

    def weekday(self):
        """The day of the week, from Monday, 0."""
        return self._part("weekday")

    def day_name(self, locale=None):
        """The name of the day of the week."""
        refuse("Timestamp.day_name", _NO_LOCALE, locale=locale)
        return str(times.NAMES["day_name"](np.asarray(self)[None])[0])

    def month_name(self, locale=None):
        """The name of the month."""
        refuse("Timestamp.month_name", _NO_LOCALE, locale=locale)
        return str(times.NAMES["month_name"](np.asarray(self)[None])[0])

    def timestamp(self):
        """Seconds since 1970."""
        return _ticks(self) / 1e6

    def replace(self, **parts):
        """With other parts."""
        return Timestamp(self.to_pydatetime().replace(**parts))

    def floor(self, freq):
        """Rounded down to a step."""
        return Timestamp(times.floor_to(np.asarray(self)[None], freq)[0])

    def ceil(self, freq):
        """Rounded up to a step."""
        return Timestamp(times.floor_to(np.asarray(self)[None], freq, "ceil")[0])

    def round(self, freq):
        """Rounded to a step."""
        return Timestamp(times.floor_to(np.asarray(self)[None], freq, "round")[0])

    def normalize(self):
        """Midnight of the day."""
        return self.floor("D")

    def __hash__(self):
        return hash(self.to_datetime64())

    def __str__(self):
        if np.isnat(self):
            return "NaT"
        nanoseconds = self._ticks % 1000 if self._unit == "ns" else 0
        return self.isoformat(" ", "microseconds") + f"{nanoseconds:03d}" if nanoseconds else self.isoformat(" ")

    def __repr__(self):
        return "NaT" if np.isnat(self) else f"Timestamp('{self}')"

    def __reduce__(self):
        return (Timestamp, (str(self),))


Components = namedtuple("Components", "days hours minutes seconds milliseconds microseconds nanoseconds")


class Timedelta(TimedeltaOperators, np.timedelta64):
    """A duration: `pd.Timedelta("1D")`, `pd.Timedelta(days=1, hours=6)`, `pd.Timedelta(3, "h")`."""

    __slots__ = ()

    def __new__(cls, value=_unset, unit=None, **parts):
        if value is None or value is _unset and not parts:
            return np.timedelta64("NaT", "us")
        ticks = sum(scaled(amount, unit_named(name)) for name, amount in parts.items())
        if isinstance(value, str):
            ticks += read_duration(value)
        elif isinstance(value, (int, float)):
            ticks += scaled(value, unit_named(unit or "ns"))
        elif value is not _unset:
            ticks += _ticks(np.timedelta64(value))
        return cls._of(ticks, "us")

    days = property(lambda self: _ticks(self) // (86400 * 10**6))
    seconds = property(lambda self: _ticks(self) // 10**6 % 86400)
    microseconds = property(lambda self: _ticks(self) % 10**6)

    def total_seconds(self):
        """All of it in seconds."""
        return _ticks(self) / 1e6

    @property
    def value(self):
        """Nanoseconds."""
        return _ticks(self) * 1000

    @property
    def components(self):
        """Days, hours, minutes and so on by name."""
        rest = self.microseconds
        return Components(self.days, self.seconds // 3600, self.seconds // 60 % 60, self.seconds % 60, rest // 1000, rest % 1000, 0)

    def floor(self, freq):
        """Rounded down to a step."""
        return self._to_step(freq, "floor")

    def ceil(self, freq):
        """Rounded up to a step."""
        return self._to_step(freq, "ceil")

    def round(self, freq):
        """Rounded to a step."""
        return self._to_step(freq, "round")

    def _to_step(self, freq, how):
        return Timedelta(times.floor_to(np.asarray(self.to_timedelta64())[None].astype("timedelta64[us]"), freq, how)[0])

    def to_pytimedelta(self):
        """Python's duration."""
        return _datetime.timedelta(microseconds=_ticks(self))

    def to_timedelta64(self):
        """NumPy's duration."""
        return np.timedelta64(self._ticks, self._unit)

    to_numpy = to_timedelta64

    def __hash__(self):
        return hash(self.to_timedelta64())

    def __str__(self):
        clock = f"{self.seconds // 3600:02d}:{self.seconds // 60 % 60:02d}:{self.seconds % 60:02d}"
        clock += f".{self.microseconds:06d}" if self.microseconds else ""
        return f"{self.days} days {'+' if self.days < 0 else ''}{clock}"

    def __repr__(self):
        return f"Timedelta('{self}')"

    def __reduce__(self):
        return (Timedelta, (str(self),))


for _class in (Timestamp, Timedelta):
    _class.__hash__ = lambda self: hash((type(self).__name__, _ticks(self)))
    _class.__module__ = "pandas"


def _plain(value):
    return np.timedelta64(value, "us") if isinstance(value, _datetime.timedelta) else value


def _named(value):
    """NumPy's scalars under pandas' names."""
    if not isinstance(value, (np.datetime64, np.timedelta64)) or np.isnat(value):
        return value
    return Timestamp(value) if isinstance(value, np.datetime64) else Timedelta(value)


class _Times(Index):
    """What indexes of dates and durations share."""

    freq = None

    def __new__(cls, data=None, freq=None, *, name=None):
        return object.__new__(cls)

    def to_numpy(self):
        """The array."""
        return self.values

    def tolist(self):
        """A list of scalars."""
        return list(self)

    to_list = tolist

    def __iter__(self):
        return (_named(value) for value in self.values)

    def __getitem__(self, key):
        found = self.values[key]
        if not getattr(found, "ndim", 0):
            return _named(found)
        made = type(self)(found, name=self.name)
        if isinstance(key, slice) and self.freq is not None:
            made.freq = _freq_of_every(self.freq, 1 if key.step is None else key.step)
        return made

    freqstr = property(lambda self: self.freq)

    def unique(self):
        """Each label once, in the order in which they come."""
        found, first = np.unique(self.values, return_index=True)
        return type(self)(found[np.argsort(first)], name=self.name)

    def mean(self):
        """The mean of the labels."""
        kept = self.values[~np.isnat(self.values)]
        return _named(np.asarray(round(kept.astype("int64").mean())).astype(self.dtype)[()]) if len(kept) else self._none()

    def append(self, other):
        """With the labels of others behind."""
        others = other if isinstance(other, (list, tuple)) else [other]
        return type(self)(np.concatenate([self.values, *(one.values for one in others)]), name=self.name)

    def isin(self, values):
        """Where elements are among these."""
        return np.isin(self.values, np.asarray(type(self)(values)))

    def min(self):
        return _named(self.values.min()) if len(self) else self._none()

    def max(self):
        return _named(self.values.max()) if len(self) else self._none()

    def _none(self):
        unit, _ = np.datetime_data(self.dtype)
        return (np.datetime64 if self.dtype.kind == "M" else np.timedelta64)("NaT", unit)

    def __add__(self, other):
        return self._moved(self.values + _array(other), other)

    __radd__ = __add__

    def __sub__(self, other):
        return self._moved(self.values - _array(other), other)

    def _moved(self, values, other):
        made = _index(values, self.name)
        # One step for all keeps the distances.
        if isinstance(other, (np.timedelta64, np.datetime64, _datetime.timedelta)) and self._is_of_durations():
            made.freq = self.freq
        return made

    def _is_of_durations(self):
        return self.freq is not None and self.freq.lstrip("-0123456789") in ("D", "h", "min", "s", "ms", "us", "ns")

    def __repr__(self):
        texts = [str(value) for value in self]
        # Steps within days show the time of day, even at midnight.
        is_of_days = self.freq is None or self.freq.lstrip("-0123456789") not in ("h", "min", "s", "ms", "us", "ns")
        if is_of_days and all(text.endswith((" 00:00:00", "NaT")) for text in texts):
            texts = [text.removesuffix(" 00:00:00") for text in texts]
        quoted = ["NaT" if text == "NaT" else repr(text) for text in texts]
        attributes = [("dtype", f"'{self.dtype}'")]
        if self.name is not None:
            attributes.append(("name", repr(self.name)))
        if len(quoted) > 100:
            attributes.append(("length", len(quoted)))
        return shown(type(self).__name__, quoted, [*attributes, ("freq", repr(self.freq))])


for _name in ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"):
    setattr(_Times, _name, lambda self, other, _name=_name: getattr(self.values, _name)(_array(other)))
_Times.__hash__ = None


class DatetimeIndex(_Times):
    """Dates, as labels of a dimension."""

    def __init__(self, data=None, freq=None, *, name=None):
        Index.__init__(self, name, _dates(data))
        self.freq = freq

    def __getattr__(self, name):
        if name in times.FIELDS:
            found = times.FIELDS[name](self.values)
            return found.astype("int32") if found.dtype.kind == "i" else found
        if name.startswith("_"):
            raise AttributeError(name)
        near = min((*times.FIELDS, "strftime", "isin", "floor"), key=lambda one: distance(name, one))
        raise AttributeError(f"'DatetimeIndex' object has no attribute {name!r} here; near it there is {near!r}", name=name, obj=None)

    tz = None

    @property
    def date(self):
        """Python's days, as an array of objects."""
        return np.array(self.values.astype("datetime64[D]").tolist(), dtype=object)

    @property
    def time(self):
        """Python's times of day, as an array of objects."""
        return np.array([value.time() for value in self.values.astype("datetime64[us]").tolist()], dtype=object)

    def to_pydatetime(self):
        """Python's dates, as an array of objects."""
        return np.array([value.to_pydatetime() for value in self], dtype=object)

    def strftime(self, date_format):
        """As text."""
        return np.array([value.strftime(date_format) for value in self], dtype=object)

    def floor(self, freq):
        """Rounded down to a step."""
        return DatetimeIndex(times.floor_to(self.values, freq), name=self.name)

    def normalize(self):
        """Midnights."""
        return self.floor("D")

    def day_name(self, locale=None):
        """Names of the days of the week."""
        refuse("DatetimeIndex.day_name", _NO_LOCALE, locale=locale)
        return times.NAMES["day_name"](self.values)

    def month_name(self, locale=None):
        """Names of the months."""
        refuse("DatetimeIndex.month_name", _NO_LOCALE, locale=locale)
        return times.NAMES["month_name"](self.values)


class TimedeltaIndex(_Times):
    """Durations, as labels of a dimension."""

    def __init__(self, data=None, freq=None, *, name=None):
        self.freq = freq
        data = data.values if isinstance(data, Index) else data
        if isinstance(data, (list, tuple)):
            data = np.array([Timedelta(one).to_timedelta64() for one in data], dtype="timedelta64[us]")
        Index.__init__(self, name, np.asarray(data))

    def total_seconds(self):
        """In seconds."""
        return self.values.astype("timedelta64[us]").astype("int64") / 1e6


for _class in (DatetimeIndex, TimedeltaIndex):
    _class.__module__ = "pandas"


def _dates(data):
    data = getattr(data, "values", data)
    if isinstance(data, np.ndarray) and data.dtype.kind == "M":
        return data
    items = [data] if isinstance(data, str) or not hasattr(data, "__iter__") else list(data)
    return np.array([Timestamp(item).to_datetime64() for item in items], dtype="datetime64[us]")


def _array(other):
    if isinstance(other, int) and not isinstance(other, bool):
        raise TypeError(
            "Addition/subtraction of integers and integer-arrays with DatetimeArray is no longer supported.  Instead of "
            "adding/subtracting `n`, use `n * obj.freq`"
        )
    if isinstance(other, str):
        return Timestamp(other)
    return _plain(getattr(other, "values", other))


def _index(values, name):
    return (DatetimeIndex if values.dtype.kind == "M" else TimedeltaIndex)(values, name=name)


def date_range(start=None, end=None, periods=None, freq=None, tz=None, normalize=False, name=None, inclusive="both", *, unit=None):
    """Dates at equal steps: three of start, end, periods and step, the step being a day; or evenly spaced ones from start to end."""
    if tz is not None:
        raise NotImplementedError("time zones are not here; dates are as they are written")
    if periods is not None and not hasattr(periods, "__index__"):
        raise TypeError(f"periods must be an integer, got {periods}")
    start, end = (None if moment is None else Timestamp(moment) for moment in (start, end))
    if any(moment is not None and np.isnat(moment) for moment in (start, end)):
        raise ValueError("Neither `start` nor `end` can be NaT")
    if normalize:
        start, end = (None if moment is None else moment.normalize() for moment in (start, end))
    step = None
    if freq is None and None not in (start, end, periods):
        ticks = np.linspace(_ticks(start), _ticks(end), periods).astype("int64")
        found = ticks.astype("datetime64[us]")
    else:
        if sum(part is not None for part in (start, end, periods)) != 2:
            raise ValueError("Of the four parameters: start, end, periods, and freq, exactly three must be specified")
        if isinstance(freq, (np.timedelta64, _datetime.timedelta)):
            step = times.Frequency.lasting(_ticks(Timedelta(freq)))
        else:
            step = times.Frequency("D" if freq is None else freq)
        found = times.date_range(start, end, periods, step)
    if inclusive not in ("both", "neither", "left", "right"):
        raise ValueError("Inclusive has to be either 'both', 'neither', 'left' or 'right'")
    # A side that is not given is where the dates end.
    if inclusive in ("neither", "right") and len(found) and (start is None or found[0] == start):
        found = found[1:]
    if inclusive in ("neither", "left") and len(found) and (end is None or found[-1] == end):
        found = found[:-1]
    return DatetimeIndex(found.astype(f"datetime64[{unit}]") if unit else found, freq=None if step is None else step.text, name=name)


def _freq_of_every(freq, step):
    """The frequency of every so many labels."""
    count = re.match(r"-?\d*", freq)[0]
    steps = int(count or 1) * step
    return ("" if steps == 1 else str(steps)) + freq[len(count) :]


def to_datetime(
    arg, errors="raise", dayfirst=False, yearfirst=False, utc=False, format=None, exact=True, unit=None, origin="unix", cache=True
):
    """A date of text or a number, or an index of several."""
    given = {"dayfirst": dayfirst or None, "yearfirst": yearfirst or None, "utc": utc or None, "exact": None if exact else False}
    refuse("to_datetime", "dates are written 2000-01-31, or as format= says, without time zones", **given)
    _check_errors(errors)

    def one(value):
        try:
            if format not in (None, "ISO8601", "mixed") and isinstance(value, str):
                return Timestamp(parsed(value, format))
            if unit is not None and isinstance(value, (int, float)):
                start = 0 if origin == "unix" else _ticks(Timestamp(origin))
                return Timestamp(np.datetime64(start + scaled(value, unit_named(unit)), "us"))
            return Timestamp(value)
        except ValueError:
            if errors == "coerce":
                return np.datetime64("NaT", "us")
            raise

    if isinstance(arg, str) or not hasattr(arg, "__iter__"):
        return one(arg)
    values = getattr(arg, "values", arg)
    if isinstance(values, np.ndarray) and values.dtype.kind == "M":
        return DatetimeIndex(values)
    items = values.tolist() if hasattr(values, "tolist") else list(values)
    if format is None:
        # All are written as the first one is.
        first = next((item for item in items if isinstance(item, str)), None)
        format = None if first is None else guessed_format(first)
    return DatetimeIndex(np.array([np.datetime64(one(item)) for item in items], dtype="datetime64[us]"))


def _check_errors(errors):
    if errors not in ("raise", "coerce"):
        raise ValueError("errors must be one of 'raise', or 'coerce'.")


def to_timedelta(arg, unit=None, errors="raise"):
    """A duration of text or a number, or an index of several."""
    _check_errors(errors)
    if isinstance(arg, str) or not hasattr(arg, "__iter__"):
        try:
            return Timedelta(arg, unit) if isinstance(arg, (int, float)) else Timedelta(arg)
        except ValueError:
            if errors == "coerce":
                return np.timedelta64("NaT", "us")
            raise
    found = [np.timedelta64(to_timedelta(one, unit, errors)) for one in np.asarray(arg).tolist()]
    return TimedeltaIndex(np.array(found, dtype="timedelta64[us]"))
