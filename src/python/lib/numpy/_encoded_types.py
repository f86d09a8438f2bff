"""The dtypes of dates, durations, text and objects, and their scalars."""

import operator

import _numpy

from . import _times
from ._dtypes import dtype, generic
from ._times import NAT

# Dtypes


class TimeType(dtype):
    """`datetime64[us]` or `timedelta64[us]`."""

    def __new__(cls, kind, unit):
        name = ("datetime64" if kind == "M" else "timedelta64") + (f"[{unit}]" if unit else "")
        if name not in _made:
            self = object.__new__(cls)
            self.kind, self.unit, self.name, self.itemsize, self.char = kind, unit, name, 8, kind
            self.str = f"<{kind}8" + (f"[{unit}]" if unit else "")
            _common(self)
            _made[name] = self
        return _made[name]

    @property
    def type(self):
        return datetime64 if self.kind == "M" else timedelta64

    def __repr__(self):
        return f"dtype({self.str!r})"

    def __reduce__(self):
        return (dtype, (self.name,))


class TextType(dtype):
    """`<U5`: text of at most so many characters."""

    def __new__(cls, length):
        key = f"<U{length}"
        if key not in _made:
            self = object.__new__(cls)
            self.kind, self.itemsize, self.name, self.char, self.str = "U", 4 * length, f"str{32 * length}" if length else "str", "U", key
            _common(self)
            _made[key] = self
        return _made[key]

    @property
    def type(self):
        return str_

    def __repr__(self):
        return f"dtype({self.str!r})"

    def __str__(self):
        return self.str

    def __reduce__(self):
        return (dtype, (self.str,))


class ObjectType(dtype):
    """`object`: anything."""

    def __new__(cls):
        if "object" not in _made:
            self = object.__new__(cls)
            self.kind, self.itemsize, self.name, self.char, self.str = "O", 8, "object", "O", "|O"
            _common(self)
            _made["object"] = self
        return _made["object"]

    @property
    def type(self):
        return object_

    def __repr__(self):
        return "dtype('O')"

    def __reduce__(self):
        return (dtype, ("object",))


_made = {}


def _common(self):
    self.num, self.byteorder, self.isnative, self.hasobject = 21, "|" if self.kind == "O" else "=", True, self.kind == "O"
    self.names = self.fields = self.metadata = None
    self.shape, self.ndim, self.alignment, self.base = (), 0, min(self.itemsize, 8) or 1, self


def encoded_dtype(spec):
    """The dtype that something like a dtype means, if its arrays are encoded; else None."""
    if isinstance(spec, (TimeType, TextType, ObjectType)):
        return spec
    if isinstance(spec, type):
        if spec in (datetime64, timedelta64):
            return TimeType("M" if spec is datetime64 else "m", None)
        return TextType(0) if spec in (str, str_) else ObjectType() if spec in (object, object_) else None
    if not isinstance(spec, str):
        return None
    text = spec.lstrip("<=|>")
    for kind, names in (("M", ("datetime64", "M8")), ("m", ("timedelta64", "m8"))):
        for name in names:
            if text == name or text.startswith(name + "["):
                return TimeType(kind, _times.unit_of(text[len(name) :]))
    if text in ("U", "str", "str_", "unicode"):
        return TextType(0)
    if text[:1] == "U" and text[1:].isdigit():
        return TextType(int(text[1:]))
    return ObjectType() if text in ("O", "object", "object_", "O8") else None


# Scalars


class Moment(generic):
    """What dates and durations share: a number of ticks and a unit."""

    __slots__ = ("_ticks", "_unit")

    @classmethod
    def _of(cls, ticks, unit):
        self = object.__new__(cls)
        self._ticks, self._unit = int(ticks), unit
        return self

    @property
    def dtype(self):
        return TimeType(self._kind, self._unit)

    def __array__(self, dtype=None, copy=None):
        if copy is False:
            raise ValueError("Unable to avoid copy while creating an array as requested.")
        found = self._array()
        return found if dtype is None else found.astype(dtype)

    def _array(self):
        from ._encoded import Encoded

        return Encoded(_numpy.array(self._ticks, "int64"), self.dtype)

    def astype(self, dtype, order="K", casting="unsafe", subok=True, copy=True):
        """The value converted."""
        return self._array().astype(dtype, order, casting, subok, copy)[()]

    def view(self, dtype):
        return self.astype(dtype)

    def __hash__(self):
        return hash(
            (
                self._kind,
                _times.convert(self._ticks, self._unit, "ns", self._kind == "M")
                if self._unit and self._ticks != NAT and (self._kind == "M" or self._unit not in "YM")
                else self._ticks,
            )
        )

    def __getitem__(self, key):
        if key == () or key is Ellipsis:
            return self
        raise IndexError("invalid index to scalar variable.")

    def __bool__(self):
        return self._ticks != 0

    def __int__(self):
        found = self.item()
        if isinstance(found, int):
            return found
        kind = f"datetime.{type(found).__name__}" if found is not None else "NoneType"
        raise TypeError(
            f"int() argument must be a string, a bytes-like object or a real number, not {kind!r}; .astype('int64') counts units"
        )

    def __str__(self):
        return self._text()

    def __format__(self, spec):
        return format(str(self), spec)

    def __reduce__(self):
        return (type(self), (self._ticks, self._unit))

    def __getattr__(self, name):
        raise AttributeError(f"'numpy.{type(self).__name__}' object has no attribute {name!r}")


def _given_unit(unit=None):
    unit = unit[0] if isinstance(unit, tuple) else unit
    if unit is not None and unit not in _times.UNITS:
        raise TypeError(f'Invalid datetime unit "{unit}" in metadata; the units are {", ".join(_times.UNITS)}')
    return unit


def _whole(value, kind):
    try:
        return operator.index(value)
    except TypeError:
        raise ValueError(f"Could not convert object to NumPy {kind}") from None


class datetime64(Moment):
    """A date: `np.datetime64("2000-01-31")`, `np.datetime64("2000-01", "D")`, `np.datetime64(10957, "D")`."""

    __slots__ = ()
    _kind = "M"

    def __new__(cls, value=None, /, *args):
        unit = _given_unit(*args)
        if isinstance(value, str):
            return cls._of(*_times.parse(value, unit))
        if value is None:
            return cls._of(NAT, unit)
        if isinstance(value, datetime64):
            return cls._of(
                NAT if value._ticks == NAT else _times.convert(value._ticks, value._unit, unit or value._unit, True), unit or value._unit
            )
        if hasattr(value, "isoformat"):
            text = value.replace(tzinfo=None).isoformat() if hasattr(value, "tzinfo") else value.isoformat()
            return cls._of(*_times.parse(text, unit or ("us" if hasattr(value, "hour") else "D")))
        if getattr(value, "_codes", None) is not None and value.ndim == 0:
            return cls(value[()], unit)
        if unit is None:
            raise ValueError("Converting an integer to a NumPy datetime requires a specified unit")
        return cls._of(_whole(value, "datetime"), unit)

    def _text(self):
        return _times.date_text(self._ticks, self._unit)

    def __repr__(self):
        if self._ticks == NAT:
            return f"np.datetime64('NaT',{self._unit or 'generic'!r})"
        # Hours alone could be taken for minutes.
        return f"np.datetime64({self._text()!r},'h')" if self._unit == "h" else f"np.datetime64({self._text()!r})"

    def item(self):
        """The `datetime` or `date`; nanoseconds as an integer."""
        import datetime

        if self._ticks == NAT:
            return None
        if self._unit == "ns":
            return self._ticks
        if self._unit in ("Y", "M", "W", "D"):
            return datetime.date(*_times.civil(_times.convert(self._ticks, self._unit, "D", True)))
        return datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=_times.convert(self._ticks, self._unit, "us", True))

    tolist = item


class timedelta64(Moment):
    """A duration: `np.timedelta64(3, "D")`."""

    __slots__ = ()
    _kind = "m"

    def __new__(cls, value=0, /, *args):
        unit = _given_unit(*args)
        if isinstance(value, str):
            return cls._of(NAT if value.strip().lower() == "nat" else int(value), unit)
        if isinstance(value, timedelta64):
            return cls._of(
                NAT if value._ticks == NAT else _times.convert(value._ticks, value._unit, unit or value._unit, False), unit or value._unit
            )
        if hasattr(value, "days") and hasattr(value, "microseconds"):
            ticks = (value.days * 86400 + value.seconds) * 10**6 + value.microseconds
            return cls._of(_times.convert(ticks, "us", unit or "us", False), unit or "us")
        return cls._of(NAT if value is None else _whole(value, "timedelta"), unit)

    def _text(self):
        return _times.duration_text(self._ticks, self._unit)

    def __repr__(self):
        number = "'NaT'" if self._ticks == NAT else str(self._ticks)
        return f"np.timedelta64({number},{self._unit!r})" if self._unit else f"np.timedelta64({number})"

    def item(self):
        """The `timedelta`; nanoseconds, months and years as an integer."""
        import datetime

        if self._ticks == NAT:
            return None
        if self._unit in ("ns", "Y", "M", None):
            return self._ticks
        return datetime.timedelta(microseconds=_times.convert(self._ticks, self._unit, "us", False))

    tolist = item


class str_(str, generic):
    """A text of an array."""

    __slots__ = ()

    def __new__(cls, value=""):
        return str.__new__(cls, value)

    @property
    def dtype(self):
        return TextType(len(self))

    def item(self):
        """The Python string."""
        return str.__str__(self)

    def __add__(self, other):
        # Arrays add themselves.
        return str.__add__(self, other) if isinstance(other, str) else NotImplemented

    def __repr__(self):
        return f"np.str_({str.__repr__(self)})"

    def __str__(self):
        return str.__str__(self)

    def __hash__(self):
        return str.__hash__(self)

    def __format__(self, spec):
        return str.__format__(self, spec)

    def __getitem__(self, key):
        return str.__getitem__(self, key)

    def __getattr__(self, name):
        raise AttributeError(f"'numpy.str_' object has no attribute {name!r}")


class object_(generic):
    """The type of objects' arrays; an object is its own scalar."""

    def __new__(cls, value=None, /):
        return value


def is_time(kind):
    return kind in "mM"


for _class in (datetime64, timedelta64, str_, object_):
    _class.__module__ = "numpy"
    _class.__qualname__ = _class.__name__
