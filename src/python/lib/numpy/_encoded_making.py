"""How arrays of dates, durations, text and objects are made: of scalars, nested lists and other arrays, and of one another."""

import _numpy
from _dasklet_missing import unsupported

from . import _times
from ._array import ndarray
from ._dispatch import _NDIM_MAX
from ._dtypes import dtype as plain_dtype
from ._dtypes import floating, generic
from ._encoded import Encoded
from ._encoded_types import Moment, ObjectType, TextType, TimeType, encoded_dtype, is_time
from ._labels import Labels, is_computed
from ._times import NAT
from .exceptions import DTypePromotionError


def reshaped(array, shape):
    return array._like(array._codes._reshape(shape))


def listed(values, kind):
    """A 1-d array of texts or objects."""
    known = getattr(values[0], "_calendar", None) if values else None
    if is_computed(known):
        codes = known.codes_of(values)
        if codes is not None:
            return Encoded(_numpy.array(codes, "int64"), ObjectType(), known)
    labels = Labels()
    codes = labels.places(values)
    if kind is None:
        kind = TextType(max(map(len, labels), default=1) or 1)
    return Encoded(_numpy.array(codes, "int64"), kind, labels)


def single(value):
    """A 0-d array of one object, whatever it is; arrays without axes give their element."""
    if isinstance(value, (Encoded, ndarray)) and value.ndim == 0:
        value = value.item()
    if isinstance(value, Encoded):
        return value
    return reshaped(listed([value], ObjectType()), ())


def wants(values, spec=None):
    """Whether an array of these values, of this dtype if one is given, is an encoded one."""
    if spec is not None:
        return encoded_dtype(spec) is not None
    leaf = values
    for _ in range(_NDIM_MAX):
        if not isinstance(leaf, (list, tuple)) or not leaf:
            break
        leaf = leaf[0]
    is_moment = type(leaf).__module__ in ("datetime", "cftime", "pandas") and not hasattr(leaf, "__array__")
    return isinstance(leaf, (Encoded, str, Moment)) or is_moment or leaf is None


def array_of(values, spec=None, ndim_max=None):
    """An encoded array of a scalar, of (nested) lists, or of another array. Lists past `ndim_max` axes are objects themselves."""
    target = None if spec is None else encoded_dtype(spec)
    if isinstance(values, Encoded):
        return values if target is None or target is values.dtype else values.astype(target)
    if isinstance(values, (_numpy.Array, generic)) and not isinstance(values, (Moment, str)):
        return _of_numbers(_numpy.array(values, None), target)
    if target is None and _holds_objects(values):
        target = ObjectType()
    shape, items = _nested(values, target is not None and target.kind == "O", ndim_max)
    if target is None:
        target = _common_type(items)
    if is_time(target.kind):
        return reshaped(_moments(items, target), shape)
    if target.kind == "U":
        return reshaped(_texts([item.decode("ascii") if isinstance(item, bytes) else str(item) for item in items], target), shape)
    return reshaped(listed(items, target), shape)


def _holds_objects(values):
    """Whether there are arrays of objects in nested lists."""
    if isinstance(values, (list, tuple)):
        return any(map(_holds_objects, values))
    return isinstance(values, Encoded) and values.dtype.kind == "O"


def _of_numbers(values, target):
    if target is None:
        raise TypeError("an array of numbers is no array of dates or text")
    if is_time(target.kind):
        if values.dtype.kind == "f":
            missing = values != values
            values = _numpy.where_(missing, NAT, _numpy.where_(missing, 0, values).astype("int64"))
        return Encoded(values.astype("int64"), target)
    items = values._reshape(-1).tolist()
    if target.kind == "O":
        return reshaped(listed(items, target), values.shape)
    if values.dtype.kind == "f":
        items = list(values._reshape(-1))
    if not target.itemsize:
        target = TextType(_text_of_numbers(values.dtype))
    return reshaped(_texts([str(item) for item in items], target), values.shape)


def _texts(texts, target):
    """A 1-d array of text; what is too long for the dtype is cut."""
    length = target.itemsize // 4
    return listed([text[:length] for text in texts] if length else texts, target if length else None)


def _moments(items, target):
    """A 1-d array of dates or durations, in the finest unit of all if none is given."""
    moments = [_moment(item, target) for item in items]
    unit = target.unit
    if unit is None:
        for moment in moments:
            unit = _times.finer(unit, moment._unit)
    is_date = target.kind == "M"
    codes = [NAT if moment._ticks == NAT else _times.convert(moment._ticks, moment._unit, unit, is_date) for moment in moments]
    return Encoded(_numpy.array(codes, "int64"), TimeType(target.kind, unit))


def _moment(item, target):
    """A date or duration of anything that may stand for one."""
    if isinstance(item, target.type):
        return item
    if item is None or isinstance(item, generic) and item != item:
        return target.type._of(NAT, target.unit)
    if type(item) is float:
        raise ValueError(f"Could not convert object to NumPy {'datetime' if target.kind == 'M' else 'timedelta'}")
    # NumPy's own floats are cast.
    return target.type(int(item) if isinstance(item, floating) else item, target.unit)


def converted(array, target):
    """An encoded array with its elements as another encoded dtype has them."""
    kind = array.dtype.kind
    if is_time(target.kind):
        if kind == target.kind:
            unit = target.unit or array.dtype.unit
            return Encoded(_times.convert_codes(array._codes, array.dtype.unit, unit, kind == "M"), TimeType(kind, unit))
        if is_time(kind):
            raise TypeError(f"Cannot cast NumPy array from {array.dtype!r} to {target!r} according to the rule 'same_kind'")
        labels, codes = array._used()
        if any(isinstance(label, float) and label != label for label in labels):
            raise ValueError("Could not convert object to NumPy datetime")
        found = _moments(labels, target)
        return Encoded(_numpy.array(found._codes[codes], None), found.dtype) if labels else Encoded(array._codes, found.dtype)
    if target.kind == "O":
        if kind == "U":
            return Encoded(array._codes, target, array._labels)
        return reshaped(listed([found.item() for found in array.ravel()], target), array.shape)
    if is_time(kind):
        texts = [str(found) for found in array.ravel()]
        return reshaped(_texts(texts, target if target.itemsize else TextType(_text_of_times(array.dtype))), array.shape)
    labels, codes = array._used()
    made = _texts([str(label) for label in labels], target)
    return made._like(_numpy.array(made._codes[codes], None)) if labels else made._like(array._codes)


def _nested(values, objects, ndim_max):
    """The shape of nested lists, and their items in C order; where lengths differ, lists are objects themselves if that is wanted."""
    shape = _common_shape(values)
    if not objects:
        _check_even(values, shape)
    shape = shape[:ndim_max]
    return shape, _items(values, len(shape))


def _is_list(values):
    return isinstance(values, (list, tuple, range)) or isinstance(values, (Encoded, ndarray)) and values.ndim > 0


def _common_shape(values, depth=0):
    """The lengths that all lists agree in, from the outermost on."""
    if depth > _NDIM_MAX:
        raise ValueError(
            f"setting an array element with a sequence. The requested array would exceed the maximum number of dimension of {_NDIM_MAX}."
        )
    if isinstance(values, (Encoded, ndarray)):
        return values.shape
    if not _is_list(values):
        return ()
    shapes = [_common_shape(value, depth + 1) for value in values]
    agreed = []
    for lengths in zip(*shapes):
        if any(length != lengths[0] for length in lengths):
            break
        agreed.append(lengths[0])
    return (len(shapes), *agreed)


def _check_even(values, shape):
    if not shape:
        if _is_list(values):
            raise ValueError("setting an array element with a sequence. The requested array has an inhomogeneous shape.")
        return
    if isinstance(values, (list, tuple)):
        for value in values:
            _check_even(value, shape[1:])


def _items(values, depth):
    if depth == 0:
        if isinstance(values, (Encoded, ndarray)) and values.ndim == 0:
            values = values[()]
            return [values.item() if isinstance(values, generic) and not isinstance(values, (str, Moment)) else values]
        return [values]
    if isinstance(values, ndarray) and not isinstance(values, Encoded) and depth == values.ndim:
        return values._reshape(-1).tolist()
    return [item for value in values for item in _items(value, depth - 1)]


def _common_type(items):
    kinds = {_kind_of(item) for item in items}
    if kinds == {"M"}:
        return TimeType("M", None)
    if "m" in kinds and kinds <= {"m", "i", "b"}:
        return TimeType("m", None)
    if "U" in kinds and kinds <= {"U", "S", "i", "b", "f"}:
        if kinds <= {"U", "S"}:
            return TextType(0)
        longest = max(len(item) for item in items if isinstance(item, (str, bytes)))
        return TextType(max(longest, *(_text_of_numbers(_dtype_of(item)) for item in items if not isinstance(item, (str, bytes)))))
    return ObjectType()


def _kind_of(item):
    if isinstance(item, (str, bytes)):
        return "U" if isinstance(item, str) else "S"
    if isinstance(item, Moment):
        return item._kind
    if isinstance(item, (int, float, generic)):
        kind = _dtype_of(item).kind
        return "i" if kind == "u" else kind
    if isinstance(item, complex):
        raise unsupported("an array of complex numbers", "keep real and imaginary parts in two arrays")
    # Plain dates are objects to NumPy, unless a dtype is asked for.
    return "O"


def _dtype_of(number):
    if isinstance(number, generic):
        return number.dtype
    return plain_dtype("bool" if isinstance(number, bool) else "int64" if isinstance(number, int) else "float64")


_WIDTHS = {"bool": 5, "int8": 4, "int16": 6, "int32": 11, "int64": 21, "uint8": 3, "uint16": 5, "uint32": 10, "uint64": 20}


def _text_of_numbers(dtype):
    """How many characters NumPy keeps for a number as text."""
    return _WIDTHS.get(dtype.name, 32)


_DATE_WIDTHS = {"Y": 22, "M": 25, "W": 28, "D": 28, "h": 32, "m": 35, "s": 38, "ms": 42, "us": 45, "ns": 48}


def _text_of_times(dtype):
    """The same for dates and durations."""
    return _DATE_WIDTHS.get(dtype.unit, 28) if dtype.kind == "M" else 21


# Promotion


def common_type(dtypes):
    """The dtype that holds the elements of all of these, of which at least one is encoded; NumPy's error if there is none."""
    kinds = {dtype.kind for dtype in dtypes}
    if "O" in kinds:
        return ObjectType()
    if "U" in kinds and kinds <= set("Uiubf"):
        return TextType(max(dtype.itemsize // 4 if dtype.kind == "U" else _text_of_numbers(dtype) for dtype in dtypes))
    if kinds == {"M"} or "m" in kinds and kinds <= set("miub"):
        unit = None
        for dtype in dtypes:
            unit = _times.finer(unit, getattr(dtype, "unit", None))
        return TimeType("M" if kinds == {"M"} else "m", unit)
    if kinds == {"m", "M"}:
        raise TypeError("Cannot cast array data from dtype('<m8') to dtype('<M8') according to the rule 'same_kind'")
    first, second = next((one, other) for one in dtypes for other in dtypes if one.kind != other.kind)
    raise DTypePromotionError(
        f"The DType {_class_of(first)} could not be promoted by {_class_of(second)}. This means that no common DType exists for the given "
        "inputs. For example they cannot be stored in a single array unless the dtype is `object`. "
        f"The full list of DTypes is: ({', '.join(_class_of(dtype) for dtype in dtypes)})"
    )


def _class_of(dtype):
    name = {"U": "Str", "O": "Object", "M": "DateTime64", "m": "TimeDelta64"}.get(dtype.kind)
    return f"<class 'numpy.dtypes.{name or dtype.name.capitalize()}DType'>"


def can_cast(source, target, casting):
    """Whether elements of one dtype may become another, at least one of which is encoded."""
    if source is target or casting == "unsafe":
        return True
    if casting in ("no", "equiv"):
        return False
    if target.kind == "O":
        return True
    if target.kind == "U":
        width = source.itemsize // 4 if source.kind == "U" else _text_of_numbers(source) if source.kind in "iubf" else 28
        return source.kind != "O" and (not target.itemsize or width <= target.itemsize // 4 or casting == "same_kind")
    if source.kind == target.kind and is_time(source.kind):
        return casting == "same_kind" or target.unit is None or _times.finer(source.unit, target.unit) == target.unit
    return target.kind == "m" and source.kind in "iub"
