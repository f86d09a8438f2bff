"""`Timestamp`, `Timedelta`, and indexes of them."""

import datetime as _datetime
import re

import numpy as np
from _dasklet_missing import distance, refuse
from xarray import times
from xarray.indexes import Index

from .printing import shown

# What stands for a parameter that is not given where `None` means a missing date.
_unset = object()

_NO_ZONES = "dates are as they are written: there are no time zones"
_NO_LOCALE = "names are English"
_UNITS = {
    "w": "W",
    "week": "W",
    "d": "D",
    "day": "D",
    "h": "h",
    "hr": "h",
    "hour": "h",
    "m": "m",
    "min": "m",
    "minute": "m",
    "t": "m",
    "s": "s",
    "sec": "s",
    "second": "s",
    "ms": "ms",
    "milli": "ms",
    "millisecond": "ms",
    "l": "ms",
    "us": "us",
    "micro": "us",
    "microsecond": "us",
    "u": "us",
    "ns": "ns",
    "nano": "ns",
    "nanosecond": "ns",
    "n": "ns",
}
_AMOUNT = re.compile(r"\s*([+-]?\d*\.?\d+)\s*([A-Za-z]+)")
_CLOCK = re.compile(r"([+-]?)(\d+):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*$")


def _unit(name):
    plain = name if name in ("M", "Y") else name.lower()
    plain = plain if plain in _UNITS else plain.rstrip("s")
    if plain not in _UNITS:
        raise ValueError(f"invalid unit abbreviation: {name}; there are W, D, h, min, s, ms, us, ns")
    return _UNITS[plain]


def _ticks(value, unit="us"):
    return int(value.astype("datetime64[us]" if value._kind == "M" else "timedelta64[us]").astype("int64"))


class Timestamp(np.datetime64):
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
            return cls._of(_scaled(value, unit or "ns"), "us")
        if isinstance(value, str) and value.strip().lower() not in ("nat", "", "now", "today"):
            value = _read(value)
        if value in ("now", "today"):
            value = _datetime.datetime.now()
        found = np.datetime64("NaT" if value is None else value)
        return cls._of(int(found.astype("datetime64[us]").astype("int64")), "us") if found._unit != "ns" else cls._of(found._ticks, "ns")

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

    def __add__(self, other):
        return _named(np.datetime64.__add__(self, _plain(other)))

    __radd__ = __add__

    def __sub__(self, other):
        return _named(np.datetime64.__sub__(self, _plain(other)))

    def __hash__(self):
        return hash(self.to_datetime64())

    def __str__(self):
        return str(self.to_datetime64()) if np.isnat(self) else self.isoformat(" ")

    def __repr__(self):
        return "NaT" if np.isnat(self) else f"Timestamp('{self}')"

    def __reduce__(self):
        return (Timestamp, (str(self),))


class Timedelta(np.timedelta64):
    """A duration: `pd.Timedelta("1D")`, `pd.Timedelta(days=1, hours=6)`, `pd.Timedelta(3, "h")`."""

    __slots__ = ()

    def __new__(cls, value=None, unit=None, **parts):
        ticks = sum(_scaled(amount, _unit(name)) for name, amount in parts.items())
        if isinstance(value, str):
            ticks += _read_duration(value)
        elif isinstance(value, (int, float)):
            ticks += _scaled(value, _unit(unit or "ns"))
        elif value is not None:
            ticks += _ticks(np.timedelta64(value))
        return cls._of(ticks, "us")

    days = property(lambda self: _ticks(self) // (86400 * 10**6))
    seconds = property(lambda self: _ticks(self) // 10**6 % 86400)
    microseconds = property(lambda self: _ticks(self) % 10**6)

    def total_seconds(self):
        """All of it in seconds."""
        return _ticks(self) / 1e6

    def to_pytimedelta(self):
        """Python's duration."""
        return _datetime.timedelta(microseconds=_ticks(self))

    def to_timedelta64(self):
        """NumPy's duration."""
        return np.timedelta64(self._ticks, self._unit)

    to_numpy = to_timedelta64

    def __add__(self, other):
        return _named(np.timedelta64.__add__(self, _plain(other)))

    __radd__ = __add__

    def __sub__(self, other):
        return _named(np.timedelta64.__sub__(self, _plain(other)))

    def __mul__(self, other):
        return _named(np.timedelta64.__mul__(self, other))

    __rmul__ = __mul__

    def __truediv__(self, other):
        return _named(np.timedelta64.__truediv__(self, _plain(other)))

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


for _name in ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"):
    for _class in (Timestamp, Timedelta):
        setattr(_class, _name, lambda self, other, _base=getattr(np.datetime64, _name): _compared(self, other, _base))  # noqa: B008
for _class in (Timestamp, Timedelta):
    _class.__hash__ = lambda self: hash((self._kind, _ticks(self)))
    _class.__module__ = "pandas"


def _compared(self, other, base):
    """A truth for a scalar; a date as text is read as pandas reads it."""
    found = base(self, Timestamp(other) if isinstance(other, str) and isinstance(self, Timestamp) else _plain(other))
    return found if getattr(found, "ndim", 0) or found is NotImplemented else bool(found)


def _plain(value):
    return np.timedelta64(value, "us") if isinstance(value, _datetime.timedelta) else value


def _named(value):
    """NumPy's scalars under pandas' names."""
    if not isinstance(value, (np.datetime64, np.timedelta64)) or np.isnat(value):
        return value
    return Timestamp(value) if isinstance(value, np.datetime64) else Timedelta(value)


def _scaled(amount, unit):
    """Microseconds."""
    per_unit = {"W": 604800 * 10**6, "D": 86400 * 10**6, "h": 3600 * 10**6, "m": 60 * 10**6, "s": 10**6, "ms": 1000, "us": 1, "ns": 0.001}[
        unit
    ]
    return round(amount * per_unit)


def _read(text):
    """A date as text, in the forms that leave no doubt about days and months."""
    try:
        return times.period(text.strip())[0]
    except ValueError:
        found = re.match(r"\s*(\d{4})(\d{2})(\d{2})\s*$", text)
        if found:
            return np.datetime64("-".join(found.groups()))
        return np.datetime64(text.strip().replace(" ", "T"))


def _read_duration(text):
    rest, total = text.strip(), 0
    sign = -1 if rest.startswith("-") else 1
    rest = rest.lstrip("+-")
    while rest:
        clock = _CLOCK.match(rest)
        if clock:
            hours, minutes, seconds = int(clock[2]), int(clock[3]), int(clock[4] or 0)
            return sign * total + sign * ((hours * 60 + minutes) * 60 + seconds) * 10**6 + sign * int((clock[5] or "0").ljust(6, "0")[:6])
        found = _AMOUNT.match(rest)
        if not found:
            raise ValueError(f"could not read {text!r} as a duration; write '1D', '6h' or '1 days 06:00:00'")
        total += _scaled(float(found[1]), _unit(found[2]))
        rest = rest[found.end() :].lstrip(" +")
    return sign * total


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
        return _index(self.values + _array(other), self.name)

    __radd__ = __add__

    def __sub__(self, other):
        return _index(self.values - _array(other), self.name)

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
    if isinstance(other, str):
        return Timestamp(other)
    return _plain(getattr(other, "values", other))


def _index(values, name):
    return (DatetimeIndex if values.dtype.kind == "M" else TimedeltaIndex)(values, name=name)


def date_range(start=None, end=None, periods=None, freq=None, tz=None, normalize=False, name=None, inclusive="both", *, unit=None):
    """Dates at equal steps: three of start, end, periods and step, the step being a day; or evenly spaced ones from start to end."""
    if tz is not None:
        raise NotImplementedError("time zones are not here; dates are as they are written")
    start, end = (None if moment is None else Timestamp(moment) for moment in (start, end))
    if normalize:
        start, end = (None if moment is None else moment.normalize() for moment in (start, end))
    if freq is None and None not in (start, end, periods):
        ticks = np.linspace(_ticks(start), _ticks(end), periods).astype("int64")
        found = ticks.astype("datetime64[us]")
    else:
        freq = "D" if freq is None else freq
        if sum(part is not None for part in (start, end, periods)) != 2:
            raise ValueError("Of the four parameters: start, end, periods, and freq, exactly three must be specified")
        if isinstance(freq, np.timedelta64):
            freq = f"{_ticks(freq) // 10**6}s"
        found = times.date_range(start, end, periods, freq)
    if inclusive not in ("both", "neither", "left", "right"):
        raise ValueError("Inclusive has to be either 'both', 'neither', 'left' or 'right'")
    # A side that is not given is where the dates end.
    if inclusive in ("neither", "right") and len(found) and (start is None or found[0] == start):
        found = found[1:]
    if inclusive in ("neither", "left") and len(found) and (end is None or found[-1] == end):
        found = found[:-1]
    return DatetimeIndex(found.astype(f"datetime64[{unit}]") if unit else found, freq=_freq_text(freq), name=name)


def _freq_of_every(freq, step):
    """The frequency of every so many labels."""
    count = re.match(r"-?\d*", freq)[0]
    steps = int(count or 1) * step
    return ("" if steps == 1 else str(steps)) + freq[len(count) :]


def _freq_text(freq):
    if not isinstance(freq, str):
        return None
    known = {"W": "W-SUN", "YS": "YS-JAN", "YE": "YE-DEC", "QS": "QS-JAN", "QE": "QE-DEC"}
    count = re.match(r"\d*", freq)[0]
    return ("" if count in ("", "1") else count) + known.get(freq[len(count) :], freq[len(count) :])


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
                return _parsed(value, format)
            if unit is not None and isinstance(value, (int, float)):
                start = 0 if origin == "unix" else _ticks(Timestamp(origin))
                return Timestamp(np.datetime64(start + _scaled(value, _unit(unit)), "us"))
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
    items = values.tolist() if hasattr(values, "tolist") else values
    return DatetimeIndex(np.array([np.datetime64(one(item)) for item in items], dtype="datetime64[us]"))


def _check_errors(errors):
    if errors not in ("raise", "coerce"):
        raise ValueError("errors must be one of 'raise', or 'coerce'.")


_FORMATS = {
    "Y": r"(?P<Y>\d{4})",
    "y": r"(?P<y>\d{2})",
    "m": r"(?P<m>\d{1,2})",
    "d": r"(?P<d>\d{1,2})",
    "H": r"(?P<H>\d{1,2})",
    "M": r"(?P<M>\d{1,2})",
    "S": r"(?P<S>\d{1,2})",
    "f": r"(?P<f>\d{1,6})",
    "j": r"(?P<j>\d{1,3})",
    "b": r"(?P<b>[A-Za-z]{3})",
    "B": r"(?P<B>[A-Za-z]+)",
    "%": "%",
}


def _parsed(text, form):
    """A date that is written as a form says: `%d/%m/%Y`."""
    unknown = [letter for letter in re.findall("%(.)", form) if letter not in _FORMATS]
    if unknown:
        raise NotImplementedError(
            f"%{unknown[0]} of a date's format is not here; there are {' '.join('%' + letter for letter in _FORMATS)}"
        )
    pattern = "".join(_FORMATS[part[1]] if part.startswith("%") else re.escape(part) for part in re.findall("%.|[^%]+", form))
    found = re.fullmatch(pattern, text.strip())
    if not found:
        raise ValueError(f'time data "{text}" doesn\'t match format "{form}"')
    part = {
        "Y": 1970,
        "m": 1,
        "d": 1,
        "H": 0,
        "M": 0,
        "S": 0,
        **{name: int(value) for name, value in found.groupdict().items() if value.isdigit()},
    }
    if "y" in part:
        part["Y"] = part["y"] + (1900 if part["y"] >= 69 else 2000)
    for name in ("b", "B"):
        if found.groupdict().get(name):
            part["m"] = times._MONTHS.index(found[name][:3].upper()) + 1
    microsecond = int(found.groupdict().get("f", "").ljust(6, "0") or 0)
    made = Timestamp(_datetime.datetime(part["Y"], part["m"], part["d"], part["H"], part["M"], part["S"], microsecond))
    return made + Timedelta(days=part["j"] - 1) if "j" in part else made


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
