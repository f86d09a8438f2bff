"""Arrays of dates, durations, text and other objects: an integer array of codes, and what the codes mean.

Dates and durations are counted in ticks of their unit. Text and objects are numbered by a list of the different ones, sorted
where they can be compared, so that codes compare, sort and search as the objects do.
"""

import _numpy

from . import _times
from ._array import ndarray
from ._dtypes import _dtypes, _name_of, dtype, generic
from ._times import NAT

# What codes mean


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
        return array_of(self, dtype)

    def _array(self):
        return Encoded(_numpy.array(self._ticks, "int64"), self.dtype)

    def astype(self, dtype, **options):
        """The value converted."""
        return self._array().astype(dtype)[()]

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
        return self._ticks

    def __str__(self):
        return self._text()

    def __format__(self, spec):
        return format(str(self), spec)

    def __reduce__(self):
        return (type(self), (self._ticks, self._unit))

    def __getattr__(self, name):
        raise AttributeError(f"'numpy.{type(self).__name__}' object has no attribute {name!r}")


def _given_unit(unit):
    unit = unit[0] if isinstance(unit, tuple) else unit
    if unit is not None and unit not in _times.UNITS:
        raise TypeError(f'Invalid datetime unit "{unit}" in metadata; the units are {", ".join(_times.UNITS)}')
    return unit


class datetime64(Moment):
    """A date: `np.datetime64("2000-01-31")`, `np.datetime64("2000-01", "D")`, `np.datetime64(10957, "D")`."""

    __slots__ = ()
    _kind = "M"

    def __new__(cls, value="NaT", unit=None):
        unit = _given_unit(unit)
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
        if isinstance(value, Encoded) and value.ndim == 0:
            return cls(value[()], unit)
        if unit is None:
            raise ValueError("Converting an integer to a NumPy datetime requires a specified unit")
        return cls._of(int(value), unit)

    def _text(self):
        return _times.date_text(self._ticks, self._unit)

    def __repr__(self):
        return (
            f"np.datetime64({self._text()!r})"
            if self._unit in ("Y", "M", "D")
            or self._ticks == NAT
            and not self._unit
            or self._unit in ("s", "ms", "us", "ns", "h", "m")
            and self._ticks != NAT
            else f"np.datetime64({self._text()!r},{self._unit!r})"
        )

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

    def __new__(cls, value=0, unit=None):
        unit = _given_unit(unit)
        if isinstance(value, str):
            return cls._of(NAT if value.strip().lower() == "nat" else int(value), unit)
        if isinstance(value, timedelta64):
            return cls._of(
                NAT if value._ticks == NAT else _times.convert(value._ticks, value._unit, unit or value._unit, False), unit or value._unit
            )
        if hasattr(value, "days") and hasattr(value, "microseconds"):
            ticks = (value.days * 86400 + value.seconds) * 10**6 + value.microseconds
            return cls._of(_times.convert(ticks, "us", unit or "us", False), unit or "us")
        return cls._of(NAT if value is None else int(value), unit)

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
    """The type of objects' arrays."""


# Arrays


def is_time(kind):
    return kind in "mM"


def is_computed(labels):
    """Whether labels are not kept but made of their codes: `labels[code]`, and back by `labels.codes_of(values)`. Their codes sort as they do."""
    return hasattr(labels, "codes_of")


class Encoded:
    """An array whose elements are codes of something else."""

    __slots__ = ("_codes", "_labels", "dtype")
    __array_priority__ = 10.0
    __hash__ = None

    def __init__(self, codes, dtype, labels=None):
        self._codes = codes if isinstance(codes, ndarray) else _numpy.array(codes, "int64")
        self.dtype = dtype
        self._labels = labels

    def _like(self, codes):
        """Other codes of the same meaning."""
        return Encoded(codes, self.dtype, self._labels)

    def _scalar(self, code):
        code = int(code)
        if is_time(self.dtype.kind):
            return self.dtype.type._of(code, self.dtype.unit)
        label = self._labels[code]
        return str_(label) if self.dtype.kind == "U" else label

    # Form

    shape = property(lambda self: self._codes.shape)
    ndim = property(lambda self: self._codes.ndim)
    size = property(lambda self: self._codes.size)
    itemsize = property(lambda self: self.dtype.itemsize)
    nbytes = property(lambda self: self._codes.size * self.dtype.itemsize)
    T = property(lambda self: self._like(self._codes.T))
    base = property(lambda self: None)
    real = property(lambda self: self)

    @property
    def flat(self):
        return iter(self.ravel())

    def __len__(self):
        return len(self._codes)

    def __iter__(self):
        return (self[position] for position in range(len(self._codes)))

    def __getitem__(self, key):
        found = self._codes[_key(key)]
        return self._like(found) if isinstance(found, ndarray) else self._scalar(found)

    def __setitem__(self, key, value):
        value = array_of(value, self.dtype if self.dtype.kind != "U" else None)
        if self._labels is None:
            self._codes[_key(key)] = (
                value.astype(self.dtype)._codes
                if value.dtype.kind != self.dtype.kind or value.dtype.unit != self.dtype.unit
                else value._codes
            )
            return
        from ._encoded_operations import one_list

        own, other, labels = one_list(self, value)
        own[_key(key)] = other
        self._codes[...] = own
        self._labels = labels

    def copy(self, order="C"):
        """An array of its own."""
        return self._like(self._codes.copy())

    __copy__ = copy

    def __deepcopy__(self, memo):
        return self.copy()

    def __reduce__(self):
        return (array_of, (self.tolist(), self.dtype))

    def item(self, *args):
        """One element as Python has it."""
        code = self._codes.item(*args)
        found = self._scalar(code)
        return found.item() if isinstance(found, generic) else found

    def tolist(self):
        """Nested lists of elements as Python has them."""
        return self._plain(self._codes.tolist())

    def _plain(self, codes):
        if isinstance(codes, list):
            return [self._plain(code) for code in codes]
        found = self._scalar(codes)
        return found.item() if isinstance(found, generic) else found

    def astype(self, dtype, order="K", casting="unsafe", subok=True, copy=True):
        """The elements converted."""
        target = encoded_dtype(dtype)
        kind = self.dtype.kind
        if target is None:
            if is_time(kind):
                if _name_of(dtype) == "bool":
                    return self._codes != 0
                return self._codes.astype(dtype)
            kinds = {"f": float, "i": int, "u": int, "b": bool}
            wanted = _dtypes[_name_of(dtype)]
            return _numpy.array([kinds[wanted.kind](label) for label in self._flat()], wanted.name)._reshape(self.shape)
        if target is self.dtype:
            return self.copy() if copy else self
        if is_time(target.kind):
            if kind == target.kind:
                unit = target.unit or self.dtype.unit
                return Encoded(_times.convert_codes(self._codes, self.dtype.unit, unit, kind == "M"), TimeType(kind, unit))
            if is_time(kind):
                raise TypeError(f"Cannot cast NumPy array from {self.dtype!r} to {target!r} according to the rule 'same_kind'")
            return reshaped(array_of([target.type(label, target.unit) for label in self._flat()], target), self.shape)
        if target.kind == "O":
            return reshaped(listed([found.item() if isinstance(found, generic) else found for found in self.ravel()], target), self.shape)
        texts = [str(found) for found in self.ravel()]
        if target.itemsize:
            texts = [text[: target.itemsize // 4] for text in texts]
        return reshaped(listed(texts, target if target.itemsize else None), self.shape)

    def _flat(self):
        return [self._labels[code] for code in self._codes._reshape(-1).tolist()]

    def view(self, dtype=None, type=None):
        """The ticks as integers, or integers as ticks."""
        if dtype is None:
            return self
        target = encoded_dtype(dtype)
        if target is not None and is_time(target.kind) and is_time(self.dtype.kind):
            return Encoded(self._codes, target)
        if target is None and is_time(self.dtype.kind) and _name_of(dtype) == "int64":
            return self._codes
        raise NotImplementedError("elements cannot be looked at as another dtype here; .astype converts them")

    # Order and reductions

    def _missing(self):
        return (
            self._codes == NAT
            if is_time(self.dtype.kind) or is_computed(self._labels)
            else _numpy.array([label is None or label != label for label in self._labels] or [False], "bool")[self._codes]
        )

    def _keys(self):
        """Codes in the order of their meaning; NaT comes last."""
        if is_time(self.dtype.kind):
            return _numpy.where_(self._codes == NAT, 2**63 - 1, self._codes)
        if not is_computed(self._labels):
            _sortable(self._labels)
        return self._codes

    def argsort(self, axis=-1, kind=None, order=None):
        """The indices that sort."""
        return self._keys().argsort(axis, "stable")

    def sort(self, axis=-1, kind=None, order=None):
        """Sort in place."""
        self._codes[...] = (
            _numpy.sort(self._codes, axis)
            if not is_time(self.dtype.kind)
            else self._codes[self.argsort(axis)]
            if self.ndim == 1
            else _numpy.sort(self._codes, axis)
        )

    def searchsorted(self, v, side="left", sorter=None):
        """Where values belong in this sorted array."""
        other = array_of(v, None)
        from ._encoded_operations import comparable

        own, codes = comparable(self, other)
        return _numpy.searchsorted(own if sorter is None else own[sorter], codes, side)

    def min(self, axis=None, out=None, keepdims=False, **options):
        """The least element."""
        return self._extreme("min", axis, keepdims)

    def max(self, axis=None, out=None, keepdims=False, **options):
        """The greatest element."""
        return self._extreme("max", axis, keepdims)

    def _extreme(self, name, axis, keepdims):
        codes = self._keys() if not is_time(self.dtype.kind) else self._codes
        found = _numpy.reduce(name, codes, axis, keepdims, None, 0.0)
        if is_time(self.dtype.kind):
            none = _numpy.reduce("any", codes == NAT, axis, keepdims, None, 0.0)
            found = _numpy.where_(none, NAT, found)
        return self._given(found)

    def argmin(self, axis=None, out=None, *, keepdims=False):
        """Where the least element is."""
        return _numpy.reduce("argmin", self._codes, axis, keepdims, None, 0.0)

    def argmax(self, axis=None, out=None, *, keepdims=False):
        """Where the greatest element is."""
        return _numpy.reduce("argmax", self._codes, axis, keepdims, None, 0.0)

    def sum(self, axis=None, dtype=None, out=None, keepdims=False, **options):
        """The sum of durations."""
        self._durations("add")
        return self._given(_numpy.reduce("sum", self._codes, axis, keepdims, None, 0.0))

    def mean(self, axis=None, dtype=None, out=None, keepdims=False, **options):
        """The mean duration."""
        self._durations("mean")
        found = _numpy.reduce("mean", self._codes, axis, keepdims, None, 0.0)
        return self._given(_numpy.astype(found, "int64"))

    def _durations(self, name):
        if self.dtype.kind != "m":
            raise TypeError(f"ufunc {name!r} cannot use operands with types {self.dtype!r} and {self.dtype!r}")

    def any(self, axis=None, **options):
        return (self._codes != 0).any(axis)

    def all(self, axis=None, **options):
        return (self._codes != 0).all(axis)

    def _given(self, codes):
        if isinstance(codes, ndarray) and codes.ndim:
            return self._like(codes)
        return self._scalar(codes if not isinstance(codes, ndarray) else codes.item())

    def fill(self, value):
        self[...] = value

    def round(self, decimals=0, out=None):
        return self

    # Protocols

    def __dask_tokenize__(self):
        return (self.dtype.str, self._codes, self._labels)

    def __array__(self, dtype=None, copy=None):
        return self if dtype is None else self.astype(dtype)

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        from ._encoded_operations import operate

        return operate(ufunc.__name__, *inputs)

    def __array_function__(self, function, types, args, kwargs):
        from ._encoded_functions import FUNCTIONS

        own = FUNCTIONS.get(function.__name__)
        if own is None:
            raise TypeError(f"numpy.{function.__name__} has no meaning for {self.dtype} here")
        return own(*args, **kwargs)

    def __bool__(self):
        if self.size != 1:
            raise ValueError("The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()")
        return bool(self.item())

    def __int__(self):
        return int(self.item())

    def __float__(self):
        return float(self.item())

    def __contains__(self, value):
        return bool((self == value).any())

    def __repr__(self):
        from ._encoded_text import array_repr

        return array_repr(self)

    def __str__(self):
        from ._encoded_text import array_str

        return array_str(self)

    def __format__(self, spec):
        return str(self)

    def __getattr__(self, name):
        raise AttributeError(f"'numpy.ndarray' object has no attribute {name!r}", name=name, obj=self)


def _moved(name):
    def method(self, *args, **kwargs):
        return self._like(getattr(self._codes, name)(*args, **kwargs))

    method.__name__ = name
    return method


for _name in ("reshape", "ravel", "flatten", "transpose", "swapaxes", "squeeze", "repeat", "take", "diagonal", "compress"):
    setattr(Encoded, _name, _moved(_name))


def _key(key):
    """An index in which encoded arrays cannot stand."""
    if isinstance(key, Encoded):
        raise IndexError("arrays used as indices must be of integer (or boolean) type")
    return key


def reshaped(array, shape):
    return array._like(array._codes._reshape(shape))


# Making them


def _sortable(labels):
    try:
        sorted(labels[:2] + labels[-1:])
    except TypeError as error:
        raise TypeError(f"these objects have no order: {error}") from None


def listed(values, kind=None):
    """A 1-d array of texts or objects."""
    known = getattr(values[0], "_calendar", None) if values else None
    if is_computed(known):
        codes = known.codes_of(values)
        if codes is not None:
            return Encoded(_numpy.array(codes, "int64"), ObjectType(), known)
    try:
        labels = sorted(set(values))
        places = {label: place for place, label in enumerate(labels)}
        codes = [places[value] for value in values]
    except TypeError:
        # What has no order, or cannot be hashed, is numbered as it comes.
        labels, codes = list(values), list(range(len(values)))
    if kind is None:
        kind = TextType(max((len(label) for label in labels), default=1) or 1)
    return Encoded(_numpy.array(codes, "int64"), kind, labels)


def wants(values, spec=None):
    """Whether an array of these values, of this dtype if one is given, is an encoded one."""
    if spec is not None:
        return encoded_dtype(spec) is not None
    leaf = values
    while isinstance(leaf, (list, tuple)) and leaf:
        leaf = leaf[0]
    return isinstance(leaf, (Encoded, str, Moment)) or type(leaf).__module__ in ("datetime", "cftime") or leaf is None


def array_of(values, spec=None):
    """An encoded array of a scalar, of (nested) lists, or of another array."""
    target = None if spec is None else encoded_dtype(spec)
    if isinstance(values, Encoded):
        return values if target is None or target is values.dtype else values.astype(target)
    if isinstance(values, (_numpy.Array, generic)) and not isinstance(values, (Moment, str)):
        values = _numpy.array(values, None)
        if target is None:
            raise TypeError("an array of numbers is no array of dates or text")
        if is_time(target.kind):
            return Encoded(values.astype("int64"), target)
        items = [str(item) if target.kind == "U" else item for item in values._reshape(-1).tolist()]
        if target.kind == "U" and not target.itemsize:
            target = TextType(_TEXT_OF_NUMBERS[values.dtype.kind])
        return reshaped(listed(items, target), values.shape)
    shape, items = _nested(values)
    if target is None:
        target = _common_type(items)
    if is_time(target.kind):
        moments = [_moment(item, target) for item in items]
        unit = target.unit
        if unit is None:
            for moment in moments:
                unit = _times.finer(unit, moment._unit)
        is_date = target.kind == "M"
        codes = [NAT if moment._ticks == NAT else _times.convert(moment._ticks, moment._unit, unit, is_date) for moment in moments]
        return Encoded(_numpy.array(codes, "int64")._reshape(shape), TimeType(target.kind, unit))
    if target.kind == "U":
        texts = [str(item) for item in items]
        if target.itemsize:
            texts = [text[: target.itemsize // 4] for text in texts]
        return reshaped(listed(texts, target if target.itemsize else None), shape)
    return reshaped(listed(items, target), shape)


def _moment(item, target):
    """A date or duration of anything that may stand for one."""
    if isinstance(item, target.type):
        return item
    if item is None or isinstance(item, float) and item != item:
        return target.type._of(NAT, target.unit)
    return target.type(item, target.unit)


def _nested(values):
    """The shape of nested lists, and their items in C order."""
    if isinstance(values, Encoded):
        return values.shape, list(values.ravel())
    if not isinstance(values, (list, tuple, range)):
        return (), [values]
    parts = [_nested(value) for value in values]
    if any(shape != parts[0][0] for shape, _ in parts):
        raise ValueError("setting an array element with a sequence. The requested array has an inhomogeneous shape.")
    items = [item for _, own in parts for item in own]
    return (len(parts), *(parts[0][0] if parts else ())), items


def _common_type(items):
    kinds = {_kind_of(item) for item in items}
    if kinds <= {"M", "?"} and "M" in kinds:
        return TimeType("M", None)
    if kinds <= {"m", "?"} and "m" in kinds:
        return TimeType("m", None)
    if kinds <= {"U", "n"} and "U" in kinds:
        if "n" not in kinds:
            return TextType(0)
        longest = max(len(item) for item in items if isinstance(item, str))
        return TextType(max(longest, _TEXT_OF_NUMBERS["f" if any(isinstance(item, float) for item in items) else "i"]))
    return ObjectType()


# How many characters NumPy keeps for a number as text.
_TEXT_OF_NUMBERS = {"b": 5, "i": 21, "u": 21, "f": 32}


def _kind_of(item):
    if isinstance(item, str):
        return "U"
    if isinstance(item, Moment):
        return item._kind
    if isinstance(item, (int, float)):
        return "n"
    # Plain dates are objects to NumPy, unless a dtype is asked for.
    return "O"


for _class in (datetime64, timedelta64, str_, object_):
    _class.__module__ = "numpy"
    _class.__qualname__ = _class.__name__
