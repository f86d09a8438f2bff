"""The dtypes, and the classes of scalars."""

import _numpy
from _dasklet_missing import unsupported

from ._operators import arithmetic

# `bool` is a NumPy scalar further down.
_python_types = {float: "float64", int: "int64", bool: "bool"}

__all__ = [
    "dtype",
    "generic",
    "number",
    "integer",
    "signedinteger",
    "unsignedinteger",
    "inexact",
    "floating",
    "bool_",
    "int_",
    "uint",
    "intp",
    "uintp",
    "single",
    "double",
    "byte",
    "ubyte",
    "short",
    "ushort",
    "intc",
    "uintc",
    "longlong",
    "ulonglong",
    "finfo",
    "iinfo",
    "issubdtype",
    "can_cast",
    "promote_types",
    "result_type",
    "min_scalar_type",
] + list(_numpy.dtypes)


class generic:
    """The base of all NumPy scalars."""

    __slots__ = ()
    # Functions see that operators of arrays know this class.
    __array_priority__ = -1000000.0

    def __new__(cls, *args):
        raise TypeError(f"cannot create 'numpy.{cls.__name__}' instances of {args!r}")

    @property
    def dtype(self):
        return _dtypes[self._dtype]

    shape = ()
    ndim = 0
    size = 1

    @property
    def itemsize(self):
        return self.dtype.itemsize

    @property
    def nbytes(self):
        return self.dtype.itemsize

    @property
    def T(self):
        return self

    @property
    def real(self):
        return self

    @property
    def imag(self):
        return type(self)(0)

    def __str__(self):
        return self._text()

    def __format__(self, spec):
        return self._text() if not spec and self._dtype == "bool" else format(self.item(), spec)

    def __array__(self, dtype=None, copy=None):
        if copy is False:
            raise ValueError("Unable to avoid copy while creating an array as requested.")
        return _numpy.array(self, None if dtype is None else _name_of(dtype))

    def __round__(self, ndigits=None):
        if self._dtype == "bool":
            raise TypeError("type numpy.bool doesn't define __round__ method")
        return round(self.item()) if ndigits is None else _numpy.round(self, ndigits)

    def astype(self, dtype, order="K", casting="unsafe", subok=True, copy=True):
        """The number converted."""
        return _numpy.array(self, None).astype(dtype, order, casting, subok, copy)[()]

    def __reduce__(self):
        return (type(self), (self.item(),))

    def copy(self, order="C"):
        """The same number."""
        return _numpy.array(self, None).copy(order)[()]

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __getattr__(self, name):
        # Scalars have the methods of arrays.
        from ._array import ndarray

        if name.startswith("_") or not hasattr(ndarray, name):
            raise AttributeError(f"'numpy.{type(self).__name__}' object has no attribute {name!r}")
        return getattr(_numpy.array(self, None), name)

    def __getitem__(self, key):
        if all(one is Ellipsis or one is None for one in (key if isinstance(key, tuple) else (key,))):
            return _numpy.array(self, None)[key]
        raise IndexError("invalid index to scalar variable.")


class number(generic):
    """The base of all numbers."""


class integer(number):
    """The base of all integers."""


class signedinteger(integer):
    """The base of signed integers."""


class unsignedinteger(integer):
    """The base of unsigned integers."""


class inexact(number):
    """The base of numbers that are rounded."""


class floating(inexact):
    """The base of floats."""

    def is_integer(self):
        return float(self).is_integer()

    def as_integer_ratio(self):
        return float(self).as_integer_ratio()

    def hex(self):
        return float(self).hex()


def _operators(name):
    def operator(self, other):
        return _numpy.operate(name, self, other)

    def reflected(self, other):
        return _numpy.operate(name, other, self)

    return operator, reflected


class _Double:
    """What a `float64` does as a NumPy scalar; it is a Python float besides, so that all Python takes it for one."""

    __slots__ = ()
    _dtype = "float64"

    __lt__, _ = _operators("less")
    __le__, _ = _operators("less_equal")
    __gt__, _ = _operators("greater")
    __ge__, _ = _operators("greater_equal")
    __eq__, _ = _operators("equal")
    __ne__, _ = _operators("not_equal")
    __and__, __rand__ = _operators("bitwise_and")
    __or__, __ror__ = _operators("bitwise_or")
    __xor__, __rxor__ = _operators("bitwise_xor")
    del _

    def __divmod__(self, other):
        return self // other, self % other

    def __rdivmod__(self, other):
        return other // self, other % self

    def __neg__(self):
        return _numpy.apply("negative", self, None)

    def __pos__(self):
        return self

    def __abs__(self):
        return _numpy.apply("absolute", self, None)

    def __hash__(self):
        return float.__hash__(self)

    def __repr__(self):
        return f"np.float64({float.__repr__(self)})"

    def _text(self):
        return float.__repr__(self)

    def item(self):
        """The Python number."""
        return float(self)

    tolist = item


class dtype:
    """The type of an array's elements: `np.dtype("float32")`, `np.dtype("f4")`, `np.dtype(float)`."""

    def __new__(cls, dtype, align=False, copy=False, **kwargs):
        if kwargs:
            raise unsupported(f"{', '.join(kwargs)}= of dtypes", "keep what belongs to an array beside it")
        if align and not isinstance(dtype, (str, type, cls)):
            raise unsupported("align=True", "dtypes have no fields here")
        return _encoded_dtype(dtype) or _dtypes[_name_of(dtype)]

    @classmethod
    def _make(cls, name):
        self = object.__new__(cls)
        self.name, self.kind, self.char, self.str, self.itemsize = _numpy.dtype_info(name)
        self.num = _numpy.dtypes.index(name)
        self.byteorder = "|" if self.itemsize == 1 else "="
        self.isnative = True
        self.hasobject = False
        self.names = self.fields = None
        self.shape = ()
        self.ndim = 0
        self.alignment = self.itemsize
        self.metadata = None
        self.base = self
        return self

    @property
    def descr(self):
        return [("", self.str)]

    def newbyteorder(self, new_order="S"):
        """The same dtype, unless the other order of bytes is asked for."""
        if str(new_order).lower()[:1] in ("s", ">", "b") and self.itemsize > 1:
            raise unsupported(f"the order of bytes {new_order!r}", "arrays are little-endian here")
        return self

    def __eq__(self, other):
        if isinstance(other, dtype):
            return self is other
        try:
            return self is dtype(other)
        except (TypeError, NotImplementedError):
            return False

    def __hash__(self):
        return hash(self.name)

    def __lt__(self, other):
        return self != other and can_cast(self, other)

    def __le__(self, other):
        return can_cast(self, other)

    def __gt__(self, other):
        return self != other and can_cast(other, self)

    def __ge__(self, other):
        return can_cast(other, self)

    def __repr__(self):
        return f"dtype('{self.name}')"

    def __str__(self):
        return self.name

    def __reduce__(self):
        return (dtype, (self.name,))

    def __call__(self, value=0):
        return self.type(value)


def _encoded_dtype(spec):
    """The dtype if it is one of dates, text or objects."""
    from ._encoded_types import encoded_dtype

    return encoded_dtype(spec if isinstance(spec, (str, type, dtype)) else getattr(spec, "dtype", None))


_dtypes = {name: dtype._make(name) for name in _numpy.dtypes}
_dtype_of_class = {}


def _constructor(default):
    def __new__(cls, value=default):
        if isinstance(value, str):
            value = value != "" if cls is bool_ else (float if issubclass(cls, floating) else int)(value)
        return _numpy.typed(value, _dtype_of_class[cls].name)

    return __new__


def _scalar_class(name):
    base = {"i": signedinteger, "u": unsignedinteger, "f": floating, "b": generic}[_dtypes[name].kind]
    bases = (_Double, base, float) if name == "float64" else (_numpy.Generic, base)
    constructor = _constructor(False if name == "bool" else 0)
    members = {"__doc__": f"A {name} scalar.", "__module__": "numpy", "__slots__": (), "__new__": constructor}
    cls = type(name, bases, {**members, **arithmetic(_dtypes[name].kind)})
    _dtype_of_class[cls] = _dtypes[name]
    _dtypes[name].type = cls
    return cls


for _name in _numpy.dtypes:
    globals()[_name] = _scalar_class(_name)
for _class in (generic, number, integer, signedinteger, unsignedinteger, inexact, floating, dtype):
    _class.__module__ = "numpy"

_scalar_classes = [_dtypes[name].type for name in _numpy.dtypes]
bool_ = _dtypes["bool"].type
int_ = intp = longlong = _dtypes["int64"].type
uint = uintp = ulonglong = _dtypes["uint64"].type
single, double = _dtypes["float32"].type, _dtypes["float64"].type
byte, short, intc = _dtypes["int8"].type, _dtypes["int16"].type, _dtypes["int32"].type
ubyte, ushort, uintc = _dtypes["uint8"].type, _dtypes["uint16"].type, _dtypes["uint32"].type


_ABSENT = {
    **dict.fromkeys(("float16", "f2", "e", "half"), "use float32"),
    **dict.fromkeys(("longdouble", "float128", "f16", "g"), "use float64"),
    **dict.fromkeys(("complex", "complex64", "complex128", "c8", "c16", "F", "D"), "keep real and imaginary parts in two arrays"),
    **dict.fromkeys(("S", "bytes", "a", "V", "void"), "use text, dtype=str"),
}


def _name_of(spec):
    """The name of the dtype that anything like a dtype means; `None` means float64."""
    if isinstance(spec, dtype):
        return spec.name
    if spec is None:
        return "float64"
    if isinstance(spec, type):
        if spec in _python_types:
            return _python_types[spec]
        if spec in _dtype_of_class:
            return _dtype_of_class[spec].name
        if spec in (floating, inexact, number):
            return "float64"
        if spec in (integer, signedinteger):
            return "int64"
        if spec in (complex, bytes):
            raise unsupported(f"the dtype {spec.__name__}", f"numpy has only {', '.join(_numpy.dtypes)}, dates, text and objects here")
        raise TypeError(f"Cannot interpret '{spec!r}' as a data type: numpy has only {', '.join(_numpy.dtypes)} here")
    if isinstance(spec, str):
        info = _numpy.dtype_info(spec)
        if info is None:
            if spec.lstrip("<=|>") in _ABSENT:
                raise unsupported(f"the dtype {spec}", _ABSENT[spec.lstrip("<=|>")])
            raise TypeError(f"data type {spec!r} not understood")
        return info[0]
    found = getattr(spec, "dtype", None)
    if isinstance(found, dtype):
        return found.name
    raise TypeError(f"Cannot interpret '{spec!r}' as a data type")


def _optional(spec):
    """Like `_name_of`, but `None` stays."""
    return None if spec is None else _name_of(spec)


class finfo:
    """The limits of a floating dtype."""

    def __init__(self, dtype):
        self.dtype = _dtypes[_name_of(dtype)]
        if self.dtype.kind != "f":
            raise ValueError(f"data type {self.dtype.type!r} not inexact")
        single = self.dtype.itemsize == 4
        kind = self.dtype.type
        self.bits = 32 if single else 64
        self.nmant, self.nexp, self.precision = (23, 8, 6) if single else (52, 11, 15)
        self.eps = kind(2.0**-self.nmant)
        self.epsneg = kind(2.0 ** -(self.nmant + 1))
        self.max = kind((2.0 - 2.0**-self.nmant) * 2.0 ** (127 if single else 1023))
        self.min = -self.max
        self.tiny = self.smallest_normal = kind(2.0 ** (-126 if single else -1022))
        self.smallest_subnormal = kind(2.0 ** (-149 if single else -1074))
        self.resolution = kind(10.0**-self.precision)

    def __repr__(self):
        return f"finfo(resolution={self.resolution}, min={self.min}, max={self.max}, dtype={self.dtype})"


class iinfo:
    """The limits of an integer dtype."""

    def __init__(self, int_type):
        self.dtype = _dtypes[_name_of(int_type)]
        self.kind = self.dtype.kind
        if self.kind not in "iu":
            raise ValueError(f"Invalid integer data type {self.kind!r}.")
        self.bits = 8 * self.dtype.itemsize
        self.min = -(2 ** (self.bits - 1)) if self.kind == "i" else 0
        self.max = 2 ** (self.bits - (self.kind == "i")) - 1

    def __repr__(self):
        return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"


def issubdtype(arg1, arg2):
    """Whether a dtype is of a kind: `np.issubdtype(x.dtype, np.floating)`."""
    first = arg1 if isinstance(arg1, type) and issubclass(arg1, generic) else dtype(arg1).type
    second = arg2 if isinstance(arg2, type) and issubclass(arg2, generic) else dtype(arg2).type
    return issubclass(first, second)


def can_cast(from_, to, casting="safe"):
    """Whether values of one dtype may become another."""
    if casting not in ("no", "equiv", "safe", "same_kind", "unsafe", "same_value"):
        raise ValueError(f"casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe', or 'same_value' (got {casting!r})")
    if isinstance(from_, (int, float)) and not isinstance(from_, generic):
        raise TypeError(
            "can_cast() does not support Python ints, floats, and complex because the result used to depend on the value.\n"
            "This change was part of adopting NEP 50, we may explicitly allow them again in the future."
        )
    source, target = _encoded_dtype(from_), _encoded_dtype(to)
    if source is not None or target is not None:
        from ._encoded_making import can_cast as encoded_can_cast

        return encoded_can_cast(source or dtype(from_), target or dtype(to), casting)
    return _numpy.can_cast(_name_of(from_), _name_of(to), casting)


def promote_types(type1, type2):
    """The dtype that holds the values of both."""
    first, second = dtype(type1), dtype(type2)
    if first.kind not in "biuf" or second.kind not in "biuf":
        from ._encoded_making import common_type

        return common_type([first, second])
    return _dtypes[_numpy.result_type([_name_of(type1), _name_of(type2)])]


def result_type(*arrays_and_dtypes):
    """The dtype of a result of these arrays, scalars and dtypes."""
    if not arrays_and_dtypes:
        raise ValueError("at least one array or dtype is required")
    kinds = [dtype(object) if isinstance(object, (dtype, str, type)) else getattr(object, "dtype", None) for object in arrays_and_dtypes]
    if any(isinstance(kind, dtype) and kind.kind not in "biuf" for kind in kinds):
        from ._encoded_making import common_type
        from ._encoded_operations import weak

        encoded = next(kind for kind in kinds if isinstance(kind, dtype) and kind.kind not in "biuf")
        return common_type([weak(object, encoded).dtype if kind is None else kind for object, kind in zip(arrays_and_dtypes, kinds)])

    def item(object):
        if isinstance(object, (dtype, str, type)):
            return _name_of(object)
        found = getattr(object, "dtype", None)
        return found.name if isinstance(found, dtype) else object

    return _dtypes[_numpy.result_type([item(object) for object in arrays_and_dtypes])]


def min_scalar_type(a):
    """The smallest dtype that holds a scalar; the dtype of an array."""
    value = _numpy.array(a, None)
    if value.ndim or value._dtype == "bool":
        return value.dtype
    if value.dtype.kind == "f":
        single = _dtypes["float32"].type
        return _dtypes["float32" if float(single(value)) == float(value) else "float64"]
    number = int(value)
    kind = "int" if number < 0 else "uint"
    for bits in (8, 16, 32, 64):
        limits = iinfo(f"{kind}{bits}")
        if limits.min <= number <= limits.max:
            return limits.dtype
    return None
