"""`datetime` and its classes, one for each calendar."""

import datetime as _datetime
import re

from _dasklet_missing import refuse_other

from .calendars import calendar_named

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_JULIAN_DAY_OF_1970 = 2440588


class datetime:
    """A date of a calendar: `cftime.datetime(2000, 2, 30, calendar="360_day")`."""

    __slots__ = ("_calendar", "_code", "has_year_zero")
    _name = ""

    def __init__(
        self, year, month, day, hour=0, minute=0, second=0, microsecond=0, dayofwk=-1, dayofyr=1, calendar="standard", has_year_zero=None
    ):
        refuse_other("a date", "they follow from the day", dayofwk=(dayofwk, -1), dayofyr=(dayofyr, 1))
        found = calendar_named(self._name or calendar)
        self.has_year_zero = found.has_year_zero if has_year_zero is None else has_year_zero
        most = {"month": 12, "day": 31, "hour": 23, "minute": 59, "second": 59, "microsecond": 10**6 - 1}
        for (name, last), value in zip(most.items(), (month, day, hour, minute, second, microsecond)):
            if not (name in ("month", "day")) <= value <= last:
                raise ValueError(f"invalid {name} provided in {(year, month, day, hour, minute, second, microsecond)}")
        if year == 0 and not self.has_year_zero:
            raise ValueError(f"invalid year provided in {(year, month, day)}: the calendar {found.name!r} has no year 0")
        self._calendar, self._code = found, found.code(year, month, day, hour, minute, second, microsecond)
        if found.parts(self._code)[:3] != (year, month, day):
            raise ValueError(f"invalid day number provided in {(year, month, day)}: the calendar {found.name!r} has no such day")

    def _with(self, code):
        """Another date of the same calendar."""
        made = date_of(code, self._calendar)
        if type(self) is datetime:
            made = object.__new__(datetime)
            made._code, made._calendar = code, self._calendar
        made.has_year_zero = self.has_year_zero
        return made

    # Parts

    calendar = property(lambda self: self._calendar.name)
    year = property(lambda self: self._calendar.parts(self._code)[0])
    month = property(lambda self: self._calendar.parts(self._code)[1])
    day = property(lambda self: self._calendar.parts(self._code)[2])
    hour = property(lambda self: self._calendar.field(self._code, "hour"))
    minute = property(lambda self: self._calendar.field(self._code, "minute"))
    second = property(lambda self: self._calendar.field(self._code, "second"))
    microsecond = property(lambda self: self._calendar.field(self._code, "microsecond"))
    dayofwk = property(lambda self: self._calendar.field(self._code, "dayofwk"))
    dayofyr = property(lambda self: self._calendar.field(self._code, "dayofyr"))
    daysinmonth = property(lambda self: self._calendar.field(self._code, "daysinmonth"))
    datetime_compatible = property(lambda self: self.calendar == "proleptic_gregorian" or self.calendar == "standard" and self.year >= 1583)
    tzinfo = None

    def _parts(self):
        year, month, day, rest = self._calendar.parts(self._code)
        return year, month, day, rest // (3600 * 10**6), rest // (60 * 10**6) % 60, rest // 10**6 % 60, rest % 10**6

    def to_tuple(self):
        """Year, month, day, hour, minute, second, microsecond."""
        return self._parts()

    def timetuple(self):
        """As `time.struct_time` has it."""
        import time

        return time.struct_time((*self._parts()[:6], self.dayofwk, self.dayofyr, -1))

    def toordinal(self, fractional=False):
        """The Julian day, which begins at noon; in calendars of years of one length the days since the year 0."""
        calendar = calendar_named(self.calendar)
        days, rest = divmod(self._code, 86400 * 10**6)
        if calendar.name in ("standard", "proleptic_gregorian"):
            days += _JULIAN_DAY_OF_1970
        else:
            first = (-4713, 1, 1) if calendar.name == "julian" else (0, 1, 1)
            days -= calendar.code(*first) // (86400 * 10**6)
        return days - 0.5 + rest / (86400 * 10**6) if fractional else int(days)

    def replace(self, **parts):
        """With other parts."""
        names = ("year", "month", "day", "hour", "minute", "second", "microsecond")
        own = {**dict(zip(names, self._parts())), "has_year_zero": self.has_year_zero, **parts}
        return type(self)(**own, **({"calendar": self.calendar} if type(self) is datetime else {}))

    # Text

    def isoformat(self, sep="T", timespec="auto"):
        """As ISO 8601 writes it."""
        year, month, day, hour, minute, second, microsecond = self._parts()
        day = f"{year:0{4 + (year < 0)}d}-{month:02d}-{day:02d}"
        clock = f"{hour:02d}:{minute:02d}:{second:02d}"
        if timespec == "days":
            return day
        if timespec in ("hours", "minutes"):
            return f"{day}{sep}{clock[: 2 if timespec == 'hours' else 5]}"
        if timespec == "microseconds" or timespec == "auto" and microsecond:
            return f"{day}{sep}{clock}.{microsecond:06d}"
        return f"{day}{sep}{clock}" + (f".{microsecond // 1000:03d}" if timespec == "milliseconds" else "")

    def strftime(self, format=None):
        """As `%Y-%m-%d %H:%M:%S` and the like say."""
        format = format or "%Y-%m-%d %H:%M:%S"
        if re.search("(?<!%)(%%)*%s", format):
            raise TypeError("This strftime implementation does not handle %s")
        if "%f" in format and not format.endswith(".%f"):
            raise TypeError("If %f is used for microseconds it must be the at the end as .%f")
        ms = f".{self.microsecond:06d}" if "%f" in format else ""
        format = format[:-3] if ms else format
        # Written as of two years that are alike: what differs between them is the year, which takes the place.
        like = self.year + 6 * ((2000 - self.year) // 100 + (2000 - self.year) // 400)
        like += (2000 - like) // 28 * 28
        texts = [self._written(format, year) for year in (like, like + 28)]
        digits = 2 if "%y" in format else 4
        own = f"{self.year:0{4 + (self.year < 0)}d}"
        own = own if digits == 4 else "-"[: self.year < 0] + own[-2:]
        text = texts[0]
        marks = [str(year)[-digits:] for year in (like, like + 28)]
        for at in [at for at in range(len(text)) if text.startswith(marks[0], at) and texts[1].startswith(marks[1], at)]:
            text = text[:at] + own + text[at + digits :]
        return text + ms

    def _written(self, format, year):
        """As text, with another year."""
        import time

        _, month, day, hour, minute, second, _ = self._parts()
        parts = (year, month, day, hour, minute, second, self.dayofwk, self.dayofyr, -1)
        month_name, day_name = _MONTHS[month - 1], _NAMES[self.dayofwk]
        clock = f"{hour:02d}:{minute:02d}:{second:02d}"
        known = {
            "Y": f"{year:04d}",
            "y": f"{year % 100:02d}",
            "C": f"{year // 100:02d}",
            "e": f"{day:2d}",
            "I": f"{(hour + 11) % 12 + 1:02d}",
            "p": "AM" if hour < 12 else "PM",
            "M": f"{minute:02d}",
            "j": f"{self.dayofyr:03d}",
            "b": month_name[:3],
            "B": month_name,
            "a": day_name[:3],
            "A": day_name,
            "w": str((self.dayofwk + 1) % 7),
            "u": str(self.dayofwk + 1),
            "U": f"{(self.dayofyr + 6 - (self.dayofwk + 1) % 7) // 7:02d}",
            "W": f"{(self.dayofyr + 6 - self.dayofwk) // 7:02d}",
            "n": "\n",
            "t": "\t",
            "%": "%",
            "F": f"{year:04d}-{month:02d}-{day:02d}",
            "T": clock,
            "X": clock,
            "D": f"{month:02d}/{day:02d}/{year % 100:02d}",
            "c": f"{day_name[:3]} {month_name[:3]} {day:2d} {clock} {year:04d}",
        }
        known |= {
            "h": known["b"],
            "x": known["D"],
            "R": clock[:5],
            "S": clock[6:],
            "H": clock[:2],
            "m": known["F"][5:7],
            "d": known["F"][8:],
        }
        known["r"] = f"{known['I']}{clock[2:]} {known['p']}"
        return re.sub("%(.)", lambda found: known[found[1]] if found[1] in known else time.strftime(found[0], parts), format)

    def __str__(self):
        return self.isoformat(" ")

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def __repr__(self):
        name = type(self).__name__
        calendar = f"calendar={self.calendar!r}, " if name == "datetime" else ""
        return f"cftime.{name}({', '.join(map(str, self._parts()))}, {calendar}has_year_zero={self.has_year_zero})"

    # Arithmetic

    def __add__(self, other):
        if isinstance(other, _datetime.timedelta):
            return self._with(self._code + _microseconds(other))
        if type(other).__name__ == "timedelta64":
            return self._with(self._code + int(other.astype("timedelta64[us]").astype("int64")))
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, datetime):
            if other._calendar is not self._calendar:
                raise TypeError(
                    f"cannot compute the time difference between dates with different calendars: {self.calendar!r} and {other.calendar!r}"
                )
            return _datetime.timedelta(microseconds=self._code - other._code)
        if isinstance(other, _datetime.timedelta):
            return self._with(self._code - _microseconds(other))
        if type(other).__name__ == "timedelta64":
            return self._with(self._code - int(other.astype("timedelta64[us]").astype("int64")))
        return NotImplemented

    def _compared(self, other, name):
        if not isinstance(other, datetime):
            return NotImplemented
        if other._calendar is not self._calendar:
            if name in ("__eq__", "__ne__"):
                return name == "__ne__"
            raise TypeError(f"cannot compare {self!r} and {other!r} (different calendars)")
        return getattr(self._code, name)(other._code)

    def __hash__(self):
        return hash((self._code, self.calendar))

    def __reduce__(self):
        parts = self._parts()
        return (_again, (type(self), parts, self.calendar, self.has_year_zero))


for _name in ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"):
    setattr(datetime, _name, lambda self, other, name=_name: self._compared(other, name))
# A class that gets comparisons keeps the hash that it has.


def _again(cls, parts, calendar, has_year_zero):
    return datetime(*parts, calendar=calendar, has_year_zero=has_year_zero) if cls is datetime else cls(*parts, has_year_zero=has_year_zero)


def _microseconds(duration):
    return (duration.days * 86400 + duration.seconds) * 10**6 + duration.microseconds


class DatetimeNoLeap(datetime):
    """A date of years with 365 days."""

    __slots__ = ()
    _name = "noleap"


class DatetimeAllLeap(datetime):
    """A date of years with 366 days."""

    __slots__ = ()
    _name = "all_leap"


class Datetime360Day(datetime):
    """A date of years with twelve months of 30 days."""

    __slots__ = ()
    _name = "360_day"


class DatetimeJulian(datetime):
    """A date of the Julian calendar."""

    __slots__ = ()
    _name = "julian"


class DatetimeGregorian(datetime):
    """A date of the Julian calendar until 1582, then of the Gregorian one."""

    __slots__ = ()
    _name = "standard"


class DatetimeProlepticGregorian(datetime):
    """A date of the Gregorian calendar, at all times."""

    __slots__ = ()
    _name = "proleptic_gregorian"


_CLASSES = {
    cls._name: cls
    for cls in (DatetimeNoLeap, DatetimeAllLeap, Datetime360Day, DatetimeJulian, DatetimeGregorian, DatetimeProlepticGregorian)
}
for _class in (datetime, *_CLASSES.values()):
    _class.__module__ = "cftime"


def code_of(date):
    """The microseconds since 1970 of a date of a calendar."""
    return date._code


def date_of(code, calendar):
    """The date of microseconds since 1970, of its calendar's class."""
    made = object.__new__(_CLASSES[calendar.name])
    made._code, made._calendar, made.has_year_zero = code, calendar, calendar.has_year_zero
    return made
