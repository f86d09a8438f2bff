"""`Timestamp`, `Timedelta` and `NaT`: Python's dates and durations, which count ticks of a unit as NumPy's do."""

import datetime as _datetime
import warnings
from collections import namedtuple

import numpy as np
from _dasklet_missing import missing_attribute, refuse
from numpy._dasklet_encoded import NAT, civil, ticks_of, unit_of
from xarray import frequencies, times

from .arithmetic import TimedeltaOperators, TimestampOperators, plain
from .reading import read_date, read_duration, scaled, unit_named

# What stands for a parameter that is not given where `None` means a missing date.
_unset = object()

NO_ZONES = "dates are as they are written: there are no time zones, and no periods"
NO_PERIODS = ("to_period", "tz_localize", "tz_convert")
NO_LOCALE = "names are English"
_EPOCH = _datetime.datetime(1970, 1, 1)
_PER_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}


class OutOfBoundsDatetime(ValueError):
    """A date that pandas does not reach."""


def _in_unit(ticks, unit, to):
    """Ticks of one unit in another, rounded down."""
    return ticks * _PER_SECOND[to] // _PER_SECOND[unit]


def _from_nanoseconds(count, is_exact=False):
    """Ticks and unit: microseconds, unless that loses something or nanoseconds are what was given."""
    return (count, "ns") if is_exact or count % 1000 else (count // 1000, "us")


def _from_numpy(value):
    """Ticks and unit of NumPy's scalar; what is coarser than seconds becomes seconds."""
    unit = unit_of(value)
    value = value if unit in _PER_SECOND else value.astype(f"{type(value).__name__}[s]")
    return ticks_of(value), unit_of(value)


def _is_float(value):
    return isinstance(value, (float, np.floating))


class Timestamp(TimestampOperators, _datetime.datetime):
    """A date: `pd.Timestamp("2000-01-31 12:00")`. It is a `datetime` with more parts, down to nanoseconds."""

    __slots__ = ("_ticks", "nanosecond", "unit")

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
        refuse("Timestamp", NO_ZONES, tzinfo=tzinfo, tz=tz, fold=fold or None)
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
        if isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool):
            if value != value:
                return NaT
            return cls._of(*_from_nanoseconds(scaled(value, unit_named(unit or "ns")), _is_float(value) or unit in (None, "ns")))
        if isinstance(value, str):
            if value.strip().lower() in ("nat", "", "nan"):
                return NaT
            value = cls.now() if value in ("now", "today") else read_date(value)
        if value is None or value is NaT:
            return NaT
        if isinstance(value, Timestamp):
            found = value._ticks, value.unit
        elif isinstance(value, _datetime.datetime):
            found = (value.replace(tzinfo=None) - _EPOCH) // _datetime.timedelta(microseconds=1), "us"
            refuse("Timestamp", NO_ZONES, tzinfo=value.tzinfo)
        elif isinstance(value, _datetime.date):
            found = (value.toordinal() - 719163) * 86400, "s"
        elif isinstance(value, np.datetime64):
            if np.isnat(value):
                return NaT
            found = _from_numpy(value)
        else:
            raise TypeError(f"Cannot convert input [{value}] of type {type(value)} to Timestamp")
        ticks, own = found
        return cls._of(_in_unit(ticks, own, "ns") + nanosecond, "ns") if nanosecond else cls._of(ticks, own)

    @classmethod
    def _of(cls, ticks, unit):
        days, rest = divmod(_in_unit(ticks, unit, "us"), 86400 * 10**6)
        year, month, day = civil(days)
        if not 1 <= year <= 9999:
            raise OutOfBoundsDatetime(f"Out of bounds: {ticks} [{unit}] since 1970; dates reach from year 1 to year 9999")
        if unit == "ns" and not -(2**63) < ticks < 2**63:
            raise OutOfBoundsDatetime(f"Out of bounds nanosecond timestamp of the year {year}")
        seconds, microsecond = divmod(rest, 10**6)
        self = _datetime.datetime.__new__(cls, year, month, day, seconds // 3600, seconds // 60 % 60, seconds % 60, microsecond)
        self._ticks, self.unit = ticks, unit
        self.nanosecond = ticks % 1000 if unit == "ns" else 0
        return self

    @classmethod
    def now(cls, tz=None):
        """The present moment."""
        refuse("Timestamp.now", NO_ZONES, tz=tz)
        return cls(_datetime.datetime.now())

    today = now

    @classmethod
    def strptime(cls, date_string, format):
        """`to_datetime` reads dates."""
        raise NotImplementedError("Timestamp.strptime() is not implemented. Use to_datetime() to parse date strings.")

    def _array(self):
        return np.asarray(self.to_datetime64())[None]

    def __getattr__(self, name):
        if name in times.FIELDS and name not in ("season", "days_in_year"):
            return times.FIELDS[name](self._array())[0].item()
        raise missing_attribute(self, name, lambda: _names(Timestamp, times.FIELDS), NO_ZONES if name in NO_PERIODS else None)

    tz = None

    def to_pydatetime(self, warn=True):
        """Python's date."""
        if warn and self.nanosecond:
            warnings.warn("Discarding nonzero nanoseconds in conversion.", UserWarning, stacklevel=2)
        return _datetime.datetime(self.year, self.month, self.day, self.hour, self.minute, self.second, self.microsecond)

    def to_datetime64(self):
        """NumPy's date."""
        return np.datetime64(self._ticks, self.unit)

    def to_numpy(self, dtype=None, copy=False):
        """NumPy's date."""
        return self.to_datetime64() if dtype is None else self.to_datetime64().astype(dtype)

    asm8 = property(to_datetime64)

    def as_unit(self, unit, round_ok=True):
        """The same in another unit."""
        return _as_unit(self, unit, round_ok)

    def isoformat(self, sep="T", timespec="auto"):
        """As ISO 8601 writes it."""
        if timespec == "nanoseconds" or timespec == "auto" and self.nanosecond:
            return f"{super().isoformat(sep, 'microseconds')}{self.nanosecond:03d}"
        return super().isoformat(sep, timespec)

    @property
    def value(self):
        """Nanoseconds since 1970."""
        return _in_unit(self._ticks, self.unit, "ns")

    def day_name(self, locale=None):
        """The name of the day of the week."""
        refuse("Timestamp.day_name", NO_LOCALE, locale=locale)
        return str(times.NAMES["day_name"](self._array())[0])

    def month_name(self, locale=None):
        """The name of the month."""
        refuse("Timestamp.month_name", NO_LOCALE, locale=locale)
        return str(times.NAMES["month_name"](self._array())[0])

    def timestamp(self):
        """Seconds since 1970."""
        return self._ticks / _PER_SECOND[self.unit]

    def to_julian_date(self):
        """Days since noon of January 1st, 4713 B.C."""
        return self.toordinal() + 1721424.5 + (self - self.normalize()).value / 86400e9

    def replace(
        self,
        year=None,
        month=None,
        day=None,
        hour=None,
        minute=None,
        second=None,
        microsecond=None,
        nanosecond=None,
        tzinfo=None,
        fold=None,
    ):
        """With other parts."""
        refuse("Timestamp.replace", NO_ZONES, tzinfo=tzinfo, fold=fold or None)
        parts = {"year": year, "month": month, "day": day, "hour": hour, "minute": minute, "second": second, "microsecond": microsecond}
        moved = Timestamp(self.to_pydatetime().replace(**{name: part for name, part in parts.items() if part is not None}))
        nanosecond = self.nanosecond if nanosecond is None else nanosecond
        return Timestamp._of(moved.value + nanosecond, "ns") if nanosecond else moved.as_unit(self.unit)

    def floor(self, freq, ambiguous="raise", nonexistent="raise"):
        """Rounded down to a step."""
        return self._to_step(freq, "floor", ambiguous, nonexistent)

    def ceil(self, freq, ambiguous="raise", nonexistent="raise"):
        """Rounded up to a step."""
        return self._to_step(freq, "ceil", ambiguous, nonexistent)

    def round(self, freq, ambiguous="raise", nonexistent="raise"):
        """Rounded to a step."""
        return self._to_step(freq, "round", ambiguous, nonexistent)

    def _to_step(self, freq, how, ambiguous, nonexistent):
        for option, value in (("ambiguous", ambiguous), ("nonexistent", nonexistent)):
            refuse(f"Timestamp.{how}", NO_ZONES, **{option: None if value == "raise" else value})
        return Timestamp(frequencies.floor_to(self._array(), freq, how)[0])

    def normalize(self):
        """Midnight of the day."""
        return self.floor("D")

    def __hash__(self):
        return hash((self._ticks, self.unit)) if self.nanosecond else _datetime.datetime.__hash__(self)

    def __str__(self):
        return self.isoformat(" ")

    def __repr__(self):
        return f"Timestamp('{self}')"

    def __reduce_ex__(self, protocol):
        return (Timestamp._of, (self._ticks, self.unit))

    def __deepcopy__(self, memo):
        return self


Components = namedtuple("Components", "days hours minutes seconds milliseconds microseconds nanoseconds")
_PARTS = ("weeks", "days", "hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds")


class Timedelta(TimedeltaOperators, _datetime.timedelta):
    """A duration: `pd.Timedelta("1D")`, `pd.Timedelta(days=1, hours=6)`, `pd.Timedelta(3, "h")`."""

    __slots__ = ("_ticks", "nanoseconds", "unit")

    def __new__(cls, value=_unset, unit=None, **parts):
        if value is _unset:
            unknown = [name for name in parts if name not in _PARTS]
            if unknown or not parts:
                raise ValueError(f"cannot construct a Timedelta from the passed arguments, allowed keywords are {list(_PARTS)}")
            ticks = sum(scaled(amount, unit_named(name)) for name, amount in parts.items())
            return cls._of(*_from_nanoseconds(ticks, any(_is_float(amount) for amount in parts.values()) or "nanoseconds" in parts))
        if isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool):
            if value != value:
                return NaT
            unit = unit_named(unit or "ns")
            return cls._of(*_from_nanoseconds(scaled(value, unit), _is_float(value) or unit == "ns"))
        if isinstance(value, str):
            if unit is not None:
                raise ValueError("unit must not be specified if the value is a str")
            if value.strip().lower() in ("nat", "", "nan"):
                return NaT
            return cls._of(*_from_nanoseconds(read_duration(value)))
        if value is None or value is NaT:
            return NaT
        if isinstance(value, Timedelta):
            return cls._of(value._ticks, value.unit)
        if isinstance(value, _datetime.timedelta):
            return cls._of(value // _datetime.timedelta(microseconds=1), "us")
        if isinstance(value, np.timedelta64):
            return NaT if np.isnat(value) else cls._of(*_from_numpy(value))
        raise ValueError(f"Value must be Timedelta, string, integer, float, timedelta or convertible, not {type(value).__name__}")

    @classmethod
    def _of(cls, ticks, unit):
        self = _datetime.timedelta.__new__(cls, microseconds=_in_unit(ticks, unit, "us"))
        self._ticks, self.unit = ticks, unit
        self.nanoseconds = ticks % 1000 if unit == "ns" else 0
        return self

    def __getattr__(self, name):
        raise missing_attribute(self, name, lambda: _names(Timedelta))

    def total_seconds(self):
        """All of it in seconds."""
        return self._ticks / _PER_SECOND[self.unit]

    @property
    def value(self):
        """Nanoseconds."""
        return _in_unit(self._ticks, self.unit, "ns")

    @property
    def components(self):
        """Days, hours, minutes and so on by name."""
        seconds, rest = self.seconds, self.microseconds
        return Components(self.days, seconds // 3600, seconds // 60 % 60, seconds % 60, rest // 1000, rest % 1000, self.nanoseconds)

    def as_unit(self, unit, round_ok=True):
        """The same in another unit."""
        return _as_unit(self, unit, round_ok)

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
        return Timedelta(frequencies.floor_to(np.asarray(self.to_timedelta64())[None], freq, how)[0])

    def to_pytimedelta(self):
        """Python's duration."""
        return _datetime.timedelta(self.days, self.seconds, self.microseconds)

    def to_timedelta64(self):
        """NumPy's duration."""
        return np.timedelta64(self._ticks, self.unit)

    def to_numpy(self, dtype=None, copy=False):
        """NumPy's duration."""
        return self.to_timedelta64() if dtype is None else self.to_timedelta64().astype(dtype)

    asm8 = property(to_timedelta64)

    def __bool__(self):
        return self._ticks != 0

    def __hash__(self):
        return hash((self._ticks, self.unit)) if self.nanoseconds else _datetime.timedelta.__hash__(self)

    def __str__(self):
        clock = f"{self.seconds // 3600:02d}:{self.seconds // 60 % 60:02d}:{self.seconds % 60:02d}"
        if self.microseconds or self.nanoseconds:
            clock += f".{self.microseconds:06d}" + (f"{self.nanoseconds:03d}" if self.nanoseconds else "")
        return f"{self.days} days {'+' if self.days < 0 else ''}{clock}"

    def __repr__(self):
        return f"Timedelta('{self}')"

    def __reduce_ex__(self, protocol):
        return (Timedelta._of, (self._ticks, self.unit))

    def __deepcopy__(self, memo):
        return self


def _as_unit(value, unit, round_ok):
    """A date or duration in another unit."""
    if unit not in _PER_SECOND:
        raise ValueError(f"unsupported unit {unit!r}; there are s, ms, us, ns")
    ticks = _in_unit(value._ticks, value.unit, unit)
    if not round_ok and _in_unit(ticks, unit, value.unit) != value._ticks:
        raise ValueError(f"Cannot losslessly cast from {value.unit} to {unit}")
    return type(value)._of(ticks, unit)


def _names(cls, more=()):
    return [name for name in (*dir(cls), *more) if not name.startswith("_")]


class NaTType(_datetime.datetime):
    """A date or a duration that is missing: `pd.NaT`."""

    __slots__ = ()

    def __new__(cls):
        return _datetime.datetime.__new__(cls, 1, 1, 1)

    def to_datetime64(self):
        """NumPy's NaT."""
        return np.datetime64("NaT", "ns")

    asm8 = property(to_datetime64)

    def to_numpy(self, dtype=None, copy=False):
        """NumPy's NaT."""
        return self.to_datetime64() if dtype is None else np.dtype(dtype).type("NaT", np.datetime_data(dtype)[0])

    def isoformat(self, sep="T", timespec="auto"):
        """`NaT`."""
        return "NaT"

    def strftime(self, format):
        """There is no text of it."""
        raise ValueError("NaTType does not support strftime")

    def total_seconds(self):
        """NaN."""
        return np.nan

    def _same(self, *args, **kwargs):
        return self

    floor = ceil = round = normalize = replace = as_unit = to_pydatetime = date = _same

    def day_name(self, locale=None):
        """NaN."""
        return np.nan

    month_name = day_name

    def __getattr__(self, name):
        if name in times.FIELDS or name in times.DURATION_FIELDS:
            return not name.startswith("is_") and np.nan
        raise missing_attribute(self, name, lambda: _names(NaTType))

    year = month = day = hour = minute = second = microsecond = property(lambda self: np.nan)
    value = -(2**63)

    def _with(self, other):
        if isinstance(other, np.ndarray):
            return np.full(other.shape, "NaT", dtype="timedelta64[ns]" if other.dtype.kind == "M" else "datetime64[ns]")
        return NotImplemented if hasattr(other, "__array__") or isinstance(other, str) else self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __floordiv__ = _with

    def _never(self, other):
        return np.zeros(other.shape, dtype=bool) if isinstance(other, np.ndarray) else NotImplemented if hasattr(other, "dims") else False

    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = _never

    def __ne__(self, other):
        found = self._never(other)
        return found if found is NotImplemented else ~found if isinstance(found, np.ndarray) else True

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return getattr(ufunc, method)(*(plain(one) for one in inputs), **kwargs)

    def __hash__(self):
        return self.value

    def __str__(self):
        return "NaT"

    __repr__ = __str__

    def __format__(self, spec):
        return "NaT"

    def __reduce_ex__(self, protocol):
        return (_nat, ())

    def __deepcopy__(self, memo):
        return self


NaT = NaTType()


def _nat():
    return NaT


def _extremes():
    least = 1 - 2**63
    Timestamp.min, Timestamp.max = Timestamp._of(least, "ns"), Timestamp._of(2**63 - 1, "ns")
    Timedelta.min, Timedelta.max = Timedelta._of(least, "ns"), Timedelta._of(2**63 - 1, "ns")
    Timestamp.resolution = Timedelta.resolution = Timedelta._of(1, "ns")


_extremes()


def each_of(values):
    """Elements of NumPy's dates or durations under pandas' names."""
    kind, (unit, _) = Timestamp if values.dtype.kind == "M" else Timedelta, np.datetime_data(values.dtype)
    return (NaT if ticks == NAT else kind._of(ticks, unit) for ticks in values.astype("int64").tolist())


def named(value):
    """NumPy's scalars under pandas' names."""
    if isinstance(value, np.datetime64):
        return Timestamp(value)
    return Timedelta(value) if isinstance(value, np.timedelta64) else value


for _class in (Timestamp, Timedelta, NaTType, OutOfBoundsDatetime):
    _class.__module__ = "pandas"
