"""Arrays of dates, durations, text and other objects: an integer array of codes, and what the codes mean.

Dates and durations are counted in ticks of their unit. Text and objects are numbered by a list of the different ones, sorted
where they can be compared, so that codes compare, sort and search as the objects do.
"""

import _numpy

from . import _times
from ._array import ndarray
from ._dtypes import _dtypes, _name_of, dtype, generic
from ._times import NAT

__all__ = ["datetime64", "timedelta64", "str_", "object_", "isnat", "datetime_data", "datetime_as_string"]


# What codes mean


class _TimeType(dtype):
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


class _TextType(dtype):
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


class _ObjectType(dtype):
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
    if isinstance(spec, (_TimeType, _TextType, _ObjectType)):
        return spec
    if isinstance(spec, type):
        if spec in (datetime64, timedelta64):
            return _TimeType("M" if spec is datetime64 else "m", None)
        return _TextType(0) if spec in (str, str_) else _ObjectType() if spec in (object, object_) else None
    if not isinstance(spec, str):
        return None
    text = spec.lstrip("<=|>")
    for kind, names in (("M", ("datetime64", "M8")), ("m", ("timedelta64", "m8"))):
        for name in names:
            if text == name or text.startswith(name + "["):
                return _TimeType(kind, _times.unit_of(text[len(name) :]))
    if text in ("U", "str", "str_", "unicode"):
        return _TextType(0)
    if text[:1] == "U" and text[1:].isdigit():
        return _TextType(int(text[1:]))
    return _ObjectType() if text in ("O", "object", "object_", "O8") else None


# Scalars


class _Moment(generic):
    """What dates and durations share: a number of ticks and a unit."""

    __slots__ = ("_ticks", "_unit")

    @classmethod
    def _of(cls, ticks, unit):
        self = object.__new__(cls)
        self._ticks, self._unit = int(ticks), unit
        return self

    @property
    def dtype(self):
        return _TimeType(self._kind, self._unit)

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
        return hash((self._kind, _times.convert(self._ticks, self._unit, "ns", self._kind == "M") if self._unit and self._ticks != NAT and (self._kind == "M" or self._unit not in "YM") else self._ticks))

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


class datetime64(_Moment):
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
            return cls._of(NAT if value._ticks == NAT else _times.convert(value._ticks, value._unit, unit or value._unit, True), unit or value._unit)
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
        return f"np.datetime64({self._text()!r})" if self._unit in ("Y", "M", "D") or self._ticks == NAT and not self._unit or self._unit in ("s", "ms", "us", "ns", "h", "m") and self._ticks != NAT else f"np.datetime64({self._text()!r},{self._unit!r})"

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


class timedelta64(_Moment):
    """A duration: `np.timedelta64(3, "D")`."""

    __slots__ = ()
    _kind = "m"

    def __new__(cls, value=0, unit=None):
        unit = _given_unit(unit)
        if isinstance(value, str):
            return cls._of(NAT if value.strip().lower() == "nat" else int(value), unit)
        if isinstance(value, timedelta64):
            return cls._of(NAT if value._ticks == NAT else _times.convert(value._ticks, value._unit, unit or value._unit, False), unit or value._unit)
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
        return _TextType(len(self))

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


def _is_time(kind):
    return kind in "mM"


class Encoded:
    """An array whose elements are codes of something else."""

    __slots__ = ("_codes", "dtype", "_labels")
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
        if _is_time(self.dtype.kind):
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
            self._codes[_key(key)] = value.astype(self.dtype)._codes if value.dtype.kind != self.dtype.kind or value.dtype.unit != self.dtype.unit else value._codes
            return
        own, other, labels = _one_list(self, value)
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
        def plain(codes):
            if isinstance(codes, list):
                return [plain(code) for code in codes]
            found = self._scalar(codes)
            return found.item() if isinstance(found, generic) else found

        return plain(self._codes.tolist())

    def astype(self, dtype, order="K", casting="unsafe", subok=True, copy=True):
        """The elements converted."""
        target = encoded_dtype(dtype)
        kind = self.dtype.kind
        if target is None:
            if _is_time(kind):
                if _name_of(dtype) == "bool":
                    return self._codes != 0
                return self._codes.astype(dtype)
            kinds = {"f": float, "i": int, "u": int, "b": bool}
            wanted = _dtypes[_name_of(dtype)]
            return _numpy.array([kinds[wanted.kind](label) for label in self._flat()], wanted.name)._reshape(self.shape)
        if target is self.dtype:
            return self.copy() if copy else self
        if _is_time(target.kind):
            if kind == target.kind:
                unit = target.unit or self.dtype.unit
                return Encoded(_times.convert_codes(self._codes, self.dtype.unit, unit, kind == "M"), _TimeType(kind, unit))
            if _is_time(kind):
                raise TypeError(f"Cannot cast NumPy array from {self.dtype!r} to {target!r} according to the rule 'same_kind'")
            return _reshaped(array_of([target.type(label, target.unit) for label in self._flat()], target), self.shape)
        if target.kind == "O":
            return _reshaped(_listed([found.item() if isinstance(found, generic) else found for found in self.ravel()], target), self.shape)
        texts = [str(found) for found in self.ravel()]
        if target.itemsize:
            texts = [text[: target.itemsize // 4] for text in texts]
        return _reshaped(_listed(texts, target if target.itemsize else None), self.shape)

    def _flat(self):
        return [self._labels[code] for code in self._codes._reshape(-1).tolist()]

    def view(self, dtype=None, type=None):
        """The ticks as integers, or integers as ticks."""
        if dtype is None:
            return self
        target = encoded_dtype(dtype)
        if target is not None and _is_time(target.kind) and _is_time(self.dtype.kind):
            return Encoded(self._codes, target)
        if target is None and _is_time(self.dtype.kind) and _name_of(dtype) == "int64":
            return self._codes
        raise NotImplementedError("elements cannot be looked at as another dtype here; .astype converts them")

    # Order and reductions

    def _missing(self):
        return self._codes == NAT if _is_time(self.dtype.kind) else _numpy.array([label is None or label != label for label in self._labels] or [False], "bool")[self._codes]

    def _keys(self):
        """Codes in the order of their meaning; NaT comes last."""
        if _is_time(self.dtype.kind):
            return _numpy.where_(self._codes == NAT, 2**63 - 1, self._codes)
        _sortable(self._labels)
        return self._codes

    def argsort(self, axis=-1, kind=None, order=None):
        """The indices that sort."""
        return self._keys().argsort(axis, "stable")

    def sort(self, axis=-1, kind=None, order=None):
        """Sort in place."""
        self._codes[...] = _numpy.sort(self._codes, axis) if not _is_time(self.dtype.kind) else self._codes[self.argsort(axis)] if self.ndim == 1 else _numpy.sort(self._codes, axis)

    def searchsorted(self, v, side="left", sorter=None):
        """Where values belong in this sorted array."""
        other = array_of(v, None)
        own, codes = _comparable(self, other)
        found = _numpy.searchsorted(own if sorter is None else own[sorter], codes, side)
        return found

    def min(self, axis=None, out=None, keepdims=False, **options):
        """The least element."""
        return self._extreme("min", axis, keepdims)

    def max(self, axis=None, out=None, keepdims=False, **options):
        """The greatest element."""
        return self._extreme("max", axis, keepdims)

    def _extreme(self, name, axis, keepdims):
        codes = self._keys() if not _is_time(self.dtype.kind) else self._codes
        found = _numpy.reduce(name, codes, axis, keepdims, None, 0.0)
        if _is_time(self.dtype.kind):
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


def _reshaped(array, shape):
    return array._like(array._codes._reshape(shape))


# Making them


def _sortable(labels):
    try:
        sorted(labels[:2] + labels[-1:])
    except TypeError as error:
        raise TypeError(f"these objects have no order: {error}") from None


def _listed(values, kind=None):
    """A 1-d array of texts or objects."""
    try:
        labels = sorted(set(values))
        places = {label: place for place, label in enumerate(labels)}
        codes = [places[value] for value in values]
    except TypeError:
        # What has no order, or cannot be hashed, is numbered as it comes.
        labels, codes = list(values), list(range(len(values)))
    if kind is None:
        kind = _TextType(max((len(label) for label in labels), default=1) or 1)
    return Encoded(_numpy.array(codes, "int64"), kind, labels)


def wants(values, spec=None):
    """Whether an array of these values, of this dtype if one is given, is an encoded one."""
    if spec is not None:
        return encoded_dtype(spec) is not None
    leaf = values
    while isinstance(leaf, (list, tuple)) and leaf:
        leaf = leaf[0]
    return isinstance(leaf, (Encoded, str, _Moment)) or type(leaf).__module__ == "datetime" or leaf is None


def array_of(values, spec=None):
    """An encoded array of a scalar, of (nested) lists, or of another array."""
    target = None if spec is None else encoded_dtype(spec)
    if isinstance(values, Encoded):
        return values if target is None or target is values.dtype else values.astype(target)
    if isinstance(values, (_numpy.Array, generic)) and not isinstance(values, (_Moment, str)):
        values = _numpy.array(values, None)
        if target is None:
            raise TypeError("an array of numbers is no array of dates or text")
        if _is_time(target.kind):
            return Encoded(values.astype("int64"), target)
        items = [str(item) if target.kind == "U" else item for item in values._reshape(-1).tolist()]
        if target.kind == "U" and not target.itemsize:
            target = _TextType(_TEXT_OF_NUMBERS[values.dtype.kind])
        return _reshaped(_listed(items, target), values.shape)
    shape, items = _nested(values)
    if target is None:
        target = _common_type(items)
    if _is_time(target.kind):
        moments = [_moment(item, target) for item in items]
        unit = target.unit
        if unit is None:
            for moment in moments:
                unit = _times.finer(unit, moment._unit)
        is_date = target.kind == "M"
        codes = [NAT if moment._ticks == NAT else _times.convert(moment._ticks, moment._unit, unit, is_date) for moment in moments]
        return Encoded(_numpy.array(codes, "int64")._reshape(shape), _TimeType(target.kind, unit))
    if target.kind == "U":
        texts = [str(item) for item in items]
        if target.itemsize:
            texts = [text[: target.itemsize // 4] for text in texts]
        return _reshaped(_listed(texts, target if target.itemsize else None), shape)
    return _reshaped(_listed(items, target), shape)


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
        return _TimeType("M", None)
    if kinds <= {"m", "?"} and "m" in kinds:
        return _TimeType("m", None)
    if kinds <= {"U", "n"} and "U" in kinds:
        if "n" not in kinds:
            return _TextType(0)
        longest = max(len(item) for item in items if isinstance(item, str))
        return _TextType(max(longest, _TEXT_OF_NUMBERS["f" if any(isinstance(item, float) for item in items) else "i"]))
    return _ObjectType()


# How many characters NumPy keeps for a number as text.
_TEXT_OF_NUMBERS = {"b": 5, "i": 21, "u": 21, "f": 32}


def _kind_of(item):
    if isinstance(item, str):
        return "U"
    if isinstance(item, _Moment):
        return item._kind
    if isinstance(item, (int, float)):
        return "n"
    # Plain dates are objects to NumPy, unless a dtype is asked for.
    return "O"


# Operations


def _one_list(first, second):
    """The codes of two arrays over one list of labels."""
    if first._labels is second._labels or first._labels == second._labels:
        return first._codes, second._codes, first._labels
    try:
        labels = sorted({*first._labels, *second._labels})
        places = {label: place for place, label in enumerate(labels)}
        one = [places[label] for label in first._labels]
        two = [places[label] for label in second._labels]
    except TypeError:
        labels = [*first._labels, *second._labels]
        one, two = list(range(len(first._labels))), list(range(len(first._labels), len(labels)))
    table = lambda places: _numpy.array(places or [0], "int64")  # noqa: E731
    return table(one)[first._codes], table(two)[second._codes], labels


def _comparable(first, second):
    """The codes of two arrays in one unit, or over one list."""
    kinds = first.dtype.kind + second.dtype.kind
    if kinds in ("MM", "mm"):
        unit = _times.finer(first.dtype.unit, second.dtype.unit)
        is_date = kinds == "MM"
        return tuple(_times.convert_codes(array._codes, array.dtype.unit, unit, is_date) for array in (first, second))
    if _is_time(kinds[0]) or _is_time(kinds[1]):
        raise TypeError(f"{first.dtype!r} and {second.dtype!r} cannot be compared")
    return _one_list(first, second)[:2]


_COMPARISONS = {"equal", "not_equal", "less", "less_equal", "greater", "greater_equal"}


def operate(name, *inputs):
    """A ufunc of arrays of which at least one is encoded."""
    if len(inputs) == 1:
        return _of_one(name, array_of(inputs[0]))
    left, right = inputs
    if name in _COMPARISONS:
        return _compare(name, left, right)
    if name in ("maximum", "minimum", "fmax", "fmin"):
        left, right = array_of(left), array_of(right)
        chosen = _compare("greater" if name in ("maximum", "fmax") else "less", left, right)
        return where(chosen, left, right)
    found = _arithmetic(name, left, right)
    return found[()] if isinstance(found, Encoded) and found.ndim == 0 else found


def _of_one(name, array):
    if name in ("isnat", "isnan"):
        if not _is_time(array.dtype.kind):
            raise TypeError(f"ufunc '{name}' is only defined for np.datetime64 and np.timedelta64.")
        return array._missing()[()]
    if name in ("isfinite", "isinf") and _is_time(array.dtype.kind):
        return ~array._missing() if name == "isfinite" else array._codes != array._codes
    if array.dtype.kind == "m" and name in ("negative", "absolute", "fabs", "positive", "sign"):
        if name == "sign":
            return array._like(_numpy.apply("sign", array._codes, None))
        codes = array._codes if name == "positive" else -array._codes if name == "negative" else abs(array._codes)
        return array._given(_numpy.where_(array._missing(), NAT, codes))
    raise TypeError(f"ufunc {name!r} not supported for the input types: {array.dtype}")


def _encoded_or_none(value, like):
    """A side of a comparison as an encoded array, if it can be one of this kind."""
    if isinstance(value, (Encoded, str, _Moment)):
        if isinstance(value, str) and not isinstance(value, generic) and _is_time(like.dtype.kind):
            return array_of(like.dtype.type(value), None)
        return array_of(value)
    if isinstance(value, (list, tuple)) and wants(value):
        return array_of(value)
    if type(value).__module__ == "datetime":
        return array_of(value, _TimeType("m" if type(value).__name__ == "timedelta" else "M", None))
    if like.dtype.kind == "m" and isinstance(value, (int, _numpy.Array, generic)):
        return Encoded(_numpy.array(value, "int64"), like.dtype)
    return array_of(value, _ObjectType()) if like.dtype.kind == "O" else None


def _compare(name, left, right):
    known = left if isinstance(left, (Encoded, _Moment)) else right
    known = array_of(known)
    first, second = _encoded_or_none(left, known), _encoded_or_none(right, known)
    if first is None or second is None or (first.dtype.kind != second.dtype.kind and not {first.dtype.kind, second.dtype.kind} <= {"U", "O"}):
        if name in ("equal", "not_equal"):
            shape = _numpy.broadcast_shapes([getattr(left, "shape", ()), getattr(right, "shape", ())])
            return _numpy.full(shape, name == "not_equal", "bool")[()]
        raise TypeError(f"ufunc {name!r} has no meaning for {getattr(left, 'dtype', type(left).__name__)} and {getattr(right, 'dtype', type(right).__name__)}")
    one, two = _comparable(first, second)
    result = _numpy.apply(name, one, two)
    if _is_time(first.dtype.kind):
        missing = (one == NAT) | (two == NAT)
        result = _numpy.where_(missing, name == "not_equal", result)
    return result[()] if hasattr(result, "ndim") and result.ndim == 0 else result


def _side(value):
    """A side of an addition: its kind, its codes or numbers, and its unit."""
    if isinstance(value, (Encoded, _Moment, str)):
        array = array_of(value)
        return array.dtype.kind, array._codes, getattr(array.dtype, "unit", None)
    if type(value).__module__ == "datetime":
        array = array_of(value, _TimeType("m" if type(value).__name__ == "timedelta" else "M", None))
        return array.dtype.kind, array._codes, array.dtype.unit
    array = _numpy.array(value, None)
    return array.dtype.kind, array, None


def _arithmetic(name, left, right):
    one, first, own = _side(left)
    two, second, other = _side(right)
    kinds = one + two
    missing = None
    for kind, codes in ((one, first), (two, second)):
        if _is_time(kind):
            missing = codes == NAT if missing is None else missing | (codes == NAT)

    def result(kind, codes, unit):
        return Encoded(_numpy.array(_numpy.where_(missing, NAT, codes), "int64"), _TimeType(kind, unit))

    if name in ("add", "subtract") and (kinds in ("Mm", "mM", "mm", "MM") or kinds[0] in "mM" and kinds[1] in "iub" or kinds[1] in "mM" and kinds[0] in "iub"):
        if kinds == "MM" and name == "add" or kinds == "mM" and name == "subtract":
            raise TypeError(f"ufunc {name!r} cannot use operands with types dtype('{one}8') and dtype('{two}8')")
        unit = _times.finer(own, other)
        first = _times.convert_codes(first, own, unit, one == "M") if _is_time(one) else first
        second = _times.convert_codes(second, other, unit, two == "M") if _is_time(two) else second
        kind = "m" if kinds == "MM" or "M" not in kinds else "M"
        return result(kind, _numpy.apply(name, first, second), unit)
    if name == "multiply" and ("m" in kinds) and (kinds[0] in "iubf" or kinds[1] in "iubf"):
        unit = own if one == "m" else other
        return result("m", _numpy.astype(_numpy.apply(name, first, second), "int64"), unit)
    if name in ("divide", "true_divide", "floor_divide", "remainder") and one == "m":
        if two == "m":
            unit = _times.finer(own, other)
            first, second = _times.convert_codes(first, own, unit, False), _times.convert_codes(second, other, unit, False)
            found = _numpy.apply("divide" if name == "true_divide" else name, first, second)
            if name == "remainder":
                return result("m", found, unit)
            return _numpy.where_(missing, float("nan"), found)[()] if bool(_numpy.array(missing, None).any()) and name != "floor_divide" else found
        if two in "iuf":
            found = _numpy.apply("divide" if name == "true_divide" else name, first, second)
            return result("m", _numpy.astype(_numpy.apply("trunc", found, None) if _numpy.array(found, None).dtype.kind == "f" else found, "int64"), own)
    if name == "add" and kinds in ("UU", "OO", "UO", "OU"):
        return _by_element(lambda a, b: a + b, left, right)
    if one == "O" or two == "O":
        import operator

        own_function = {"add": operator.add, "subtract": operator.sub, "multiply": operator.mul, "divide": operator.truediv}.get(name)
        if own_function is not None:
            return _by_element(own_function, left, right)
    raise TypeError(f"ufunc {name!r} has no meaning for {getattr(left, 'dtype', type(left).__name__)} and {getattr(right, 'dtype', type(right).__name__)}")


def _by_element(function, left, right):
    """A Python function of each pair of texts or objects."""
    one = left if isinstance(left, Encoded) else array_of(left, None if isinstance(left, str) else _ObjectType())
    two = right if isinstance(right, Encoded) else array_of(right, None if isinstance(right, str) else _ObjectType())
    shape = _numpy.broadcast_shapes([one.shape, two.shape])
    items = [function(a, b) for a, b in zip(_flat(one, shape), _flat(two, shape))]
    kind = None if all(isinstance(item, str) for item in items) and one.dtype.kind == two.dtype.kind == "U" else _ObjectType()
    return _reshaped(_listed(items, kind), shape)


def _flat(array, shape):
    return [array._labels[code] for code in _numpy.broadcast_to(array._codes, shape)._reshape(-1).tolist()]


def together(arrays):
    """Several arrays as codes of one meaning: a list of codes, and a function that gives them their meaning back."""
    arrays = [array_of(array) if not isinstance(array, (_numpy.Array,)) else array_of(array, _ObjectType()) for array in arrays]
    first = arrays[0]
    if all(_is_time(array.dtype.kind) and array.dtype.kind == first.dtype.kind for array in arrays):
        unit = None
        for array in arrays:
            unit = _times.finer(unit, array.dtype.unit)
        is_date = first.dtype.kind == "M"
        codes = [_times.convert_codes(array._codes, array.dtype.unit, unit, is_date) for array in arrays]
        return codes, lambda found: Encoded(found, _TimeType(first.dtype.kind, unit))
    if any(_is_time(array.dtype.kind) for array in arrays):
        arrays = [array.astype(_ObjectType()) for array in arrays]
    labels = first._labels
    for array in arrays[1:]:
        labels = _one_list(Encoded(_numpy.array([], "int64"), first.dtype, labels), array)[2]
    codes = [_one_list(array, Encoded(_numpy.array([], "int64"), array.dtype, labels))[0] if array._labels != labels else array._codes for array in arrays]
    kind = _ObjectType() if any(array.dtype.kind == "O" for array in arrays) else _TextType(max(array.dtype.itemsize for array in arrays) // 4)
    return codes, lambda found: Encoded(found, kind, labels)


def where(condition, x, y):
    """Elements of `x` where the condition holds, else of `y`."""
    sides = [x, y]
    kinds = [array_of(side).dtype if isinstance(side, (Encoded, _Moment, str)) else None for side in sides]
    known = kinds[0] or kinds[1]
    for place, kind in enumerate(kinds):
        if kind is None:
            value = sides[place]
            if _is_time(known.kind) and isinstance(value, float) and value != value:
                sides[place] = known.type._of(NAT, known.unit)
            else:
                sides[place] = array_of(value, _ObjectType() if not _is_time(known.kind) else known)
                if known.kind == "U":
                    sides[1 - place] = array_of(sides[1 - place]).astype(_ObjectType())
    codes, made = together(sides)
    found = _numpy.where_(condition, *codes)
    return made(_numpy.array(found, "int64"))


def _operator(name):
    def operator(self, other):
        return _tried(name, self, other)

    def reflected(self, other):
        return _tried(name, other, self)

    return operator, reflected


def _tried(name, left, right):
    """A result, or NotImplemented where the other side is a library's array that knows better."""
    for side in (left, right):
        if not isinstance(side, (Encoded, generic, _numpy.Array)) and getattr(type(side), "__array_ufunc__", None) is not None:
            return NotImplemented
    return operate(name, left, right)


for _class in (Encoded, _Moment):
    for _dunder, _ufunc in (("add", "add"), ("sub", "subtract"), ("mul", "multiply"), ("truediv", "divide"), ("floordiv", "floor_divide"), ("mod", "remainder")):
        _forward, _backward = _operator(_ufunc)
        setattr(_class, f"__{_dunder}__", _forward)
        setattr(_class, f"__r{_dunder}__", _backward)
    for _dunder, _ufunc in (("eq", "equal"), ("ne", "not_equal"), ("lt", "less"), ("le", "less_equal"), ("gt", "greater"), ("ge", "greater_equal")):
        setattr(_class, f"__{_dunder}__", _operator(_ufunc)[0])
    _class.__neg__ = lambda self: operate("negative", self)
    _class.__pos__ = lambda self: self
    _class.__abs__ = lambda self: operate("absolute", self)
# A class that defines comparisons loses its hash.
_Moment.__hash__ = lambda self: hash((self._kind, self._ticks))


def isnat(x, /, out=None, **options):
    """Where dates and durations are missing."""
    if not isinstance(x, (Encoded, _Moment)):
        raise TypeError("ufunc 'isnat' is only defined for np.datetime64 and np.timedelta64.")
    return operate("isnat", x)


def datetime_data(dtype, /):
    """The unit of a dtype, and how many of it: `("us", 1)`."""
    found = encoded_dtype(dtype)
    if found is None or not _is_time(found.kind):
        raise TypeError("cannot get datetime metadata from non-datetime type")
    return (found.unit or "generic", 1)


def datetime_as_string(arr, unit=None, timezone="naive", casting="same_kind"):
    """Dates as text."""
    array = array_of(arr)
    if unit not in (None, "auto"):
        array = array.astype(f"datetime64[{unit}]")
    found = array.astype(str)
    return found if found.ndim else found[()]


def arange(start, stop, step, spec):
    """Dates or durations at equal steps."""
    target = None if spec is None else encoded_dtype(spec)
    sides = [value for value in (start, stop) if value is not None]
    if target is not None and target.unit is None:
        target = None if any(isinstance(value, (_Moment, str)) for value in sides) else target
    moments = []
    for value in (start, stop):
        if isinstance(value, str):
            value = datetime64(value)
        moments.append(value)
    start, stop = moments
    known = next((value for value in moments if isinstance(value, _Moment)), None)
    kind = target.kind if target is not None else known._kind if known is not None else "m"
    unit = target.unit if target is not None else None
    for value in (*moments, step):
        if isinstance(value, _Moment) and target is None:
            unit = _times.finer(unit, value._unit)
    ticks = [
        _times.convert(value._ticks, value._unit, unit, value._kind == "M") if isinstance(value, _Moment) else value
        for value in (0 if start is None else start, stop, 1 if step is None else step)
    ]
    if isinstance(start, _Moment) and start._kind == "M" and isinstance(stop, (int, timedelta64)):
        ticks[1] += ticks[0]
    return Encoded(_numpy.arange(*ticks, "int64"), _TimeType(kind, unit))


for _class in (datetime64, timedelta64, str_, object_):
    _class.__module__ = "numpy"
    _class.__qualname__ = _class.__name__
