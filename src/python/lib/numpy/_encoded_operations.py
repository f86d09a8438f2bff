"""What is done with arrays of dates, durations, text and objects: comparing, adding, choosing; NumPy's operators on them."""

import _numpy
from _dasklet_missing import unsupported

from . import _encoded_objects, _times
from ._array import _write, ndarray
from ._dtypes import dtype as plain_dtype
from ._dtypes import generic
from ._encoded import Encoded
from ._encoded_making import array_of, common_type, wants
from ._encoded_types import Moment, ObjectType, TextType, TimeType, datetime64, encoded_dtype, is_time, timedelta64
from ._labels import Labels, is_computed, ranks, table
from ._times import NAT
from .exceptions import DTypePromotionError, UFuncTypeError

_COMPARISONS = _encoded_objects.COMPARISONS


# Codes of one meaning


def in_one_order(first, second):
    """Numbers that are ordered as the elements of two arrays are."""
    kinds = first.dtype.kind + second.dtype.kind
    if is_time(kinds[0]) or is_time(kinds[1]):
        return _in_one_unit(first, second)
    codes, made = together([first, second])
    labels = made(codes[0])._labels
    if is_computed(labels):
        return codes
    (own, one), (other, two) = (made(part)._used() for part in codes)
    order = ranks(own + other)
    return table(order[: len(own)])[one], table(order[len(own) :])[two]


def _in_one_unit(first, second):
    kinds = first.dtype.kind + second.dtype.kind
    if kinds not in ("MM", "mm"):
        raise TypeError(f"{first.dtype!r} and {second.dtype!r} cannot be compared")
    unit = _times.finer(first.dtype.unit, second.dtype.unit)
    return tuple(_times.convert_codes(array._codes, array.dtype.unit, unit, kinds == "MM") for array in (first, second))


def together(values):
    """Several arrays as codes of one meaning: a list of codes, and a function that gives them their meaning back."""
    arrays = [value if isinstance(value, ndarray) else _array_of_any(value) for value in values]
    kind = common_type([array.dtype for array in arrays])
    arrays = [array.astype(kind) if isinstance(array, Encoded) else array_of(array, kind) for array in arrays]
    if is_time(kind.kind):
        return [array._codes for array in arrays], lambda found: Encoded(found, kind)
    codes, labels = _over_one_list(arrays)
    return codes, lambda found: Encoded(found, kind, labels)


def _array_of_any(value):
    import numpy

    return numpy.asarray(value)


def _over_one_list(arrays):
    """The codes of several arrays over one list of labels, and that list."""
    first = arrays[0]._labels
    if all(array._labels is first for array in arrays):
        return [array._codes for array in arrays], first
    calendar = next((array._labels for array in arrays if is_computed(array._labels)), None)
    if calendar is not None:
        codes = [_codes_in(calendar, array) for array in arrays]
        if all(part is not None for part in codes):
            return codes, calendar
    labels = Labels()
    codes = []
    for array in arrays:
        own, places = array._used()
        codes.append(_numpy.array(table(labels.places(own))[places], None))
    return codes, labels


def _codes_in(calendar, array):
    """The codes that dates have in a calendar; None if there are other objects among them."""
    if array._labels is calendar:
        return array._codes
    labels, places = ([], None) if is_computed(array._labels) else array._used()
    codes = calendar.codes_of(labels) if places is not None else None
    return None if codes is None else _numpy.array(table(codes)[places], None)


# Ufuncs


def operate(name, *inputs):
    """A ufunc of arrays of which at least one is encoded."""
    if len(inputs) == 1:
        return _of_one(name, array_of(inputs[0]))
    left, right = inputs
    if name in _COMPARISONS:
        return _compare(name, left, right)
    if name in ("maximum", "minimum", "fmax", "fmin") and not _has_objects(left, right):
        return _greater_or_less(name, array_of(left), array_of(right))
    found = _arithmetic(name, left, right)
    return found[()] if isinstance(found, Encoded) and found.ndim == 0 else found


def _has_objects(*sides):
    return any(isinstance(side, Encoded) and side.dtype.kind == "O" and not is_computed(side._labels) for side in sides)


def _greater_or_less(name, left, right):
    if "U" in (left.dtype.kind, right.dtype.kind):
        raise _no_loop(name, left, right)
    chosen = _compare("greater" if name in ("maximum", "fmax") else "less", left, right)
    if is_time(left.dtype.kind):
        # NaT wins, or loses against what is there.
        skips = name in ("fmax", "fmin")
        chosen = (chosen | (right if skips else left)._missing()) & ~(left if skips else right)._missing()
    return where(chosen, left, right)[()]


def _of_one(name, array):
    kind = array.dtype.kind
    if name == "isnat" or name in ("isnan", "isfinite", "isinf"):
        if name == "isnat" and not is_time(kind):
            raise TypeError(f"ufunc '{name}' is only defined for np.datetime64 and np.timedelta64.")
        if not is_time(kind):
            raise TypeError(
                f"ufunc '{name}' not supported for the input types, and the inputs could not be safely coerced to any supported types "
                "according to the casting rule ''safe''"
            )
        missing = array._missing()
        return (~missing if name == "isfinite" else missing if name != "isinf" else missing & ~missing)[()]
    if kind == "m" and name in ("negative", "absolute", "fabs", "positive", "sign"):
        if name == "sign":
            return array._given(_numpy.where_(array._missing(), NAT, _numpy.apply("sign", array._codes, None)))
        codes = array._codes if name == "positive" else -array._codes if name == "negative" else abs(array._codes)
        return array._given(_numpy.where_(array._missing(), NAT, codes))
    if kind == "O":
        found = _encoded_objects.of_each(name, array)
        return found[()]
    raise UFuncTypeError(f"ufunc {name!r} did not contain a loop with signature matching types {array.dtype!r} -> None")


def _no_loop(name, left, right):
    kinds = [repr(getattr(side, "dtype", type(side))) for side in (left, right)]
    return UFuncTypeError(f"ufunc {name!r} did not contain a loop with signature matching types ({', '.join(kinds)}) -> None")


def _comparable(value, like):
    """A side of a comparison as an encoded array, if it can be one of this kind."""
    if isinstance(value, Encoded):
        return value
    if isinstance(value, (str, Moment)):
        return array_of(value)
    if like.dtype.kind == "O":
        return array_of(value, ObjectType())
    if isinstance(value, (list, tuple)) and wants(value):
        return array_of(value)
    if type(value).__module__ == "datetime":
        return array_of(value, TimeType("m" if type(value).__name__ == "timedelta" else "M", None))
    if like.dtype.kind == "m" and isinstance(value, (int, _numpy.Array, generic)):
        return Encoded(_numpy.array(value, "int64"), like.dtype)
    return None


def _compare(name, left, right):
    known = left if isinstance(left, (Encoded, Moment)) else right
    known = array_of(known)
    first, second = _comparable(left, known), _comparable(right, known)
    kinds = {getattr(side, "dtype", plain_dtype("bool")).kind for side in (first, second)}
    if first is None or second is None or len(kinds) > 1 and "O" not in kinds:
        if name not in ("equal", "not_equal"):
            raise _no_loop(name, left, right)
        shape = _numpy.broadcast_shapes([getattr(side, "shape", ()) for side in (left, right)])
        return _numpy.full(shape, name == "not_equal", "bool")[()]
    if "O" in kinds:
        return _compare_objects(name, first.astype(ObjectType()), second.astype(ObjectType()))[()]
    one, two = in_one_order(first, second)
    result = _numpy.apply(name, one, two)
    if is_time(first.dtype.kind):
        missing = (one == NAT) | (two == NAT)
        result = _numpy.where_(missing, name == "not_equal", result)
    return result[()] if hasattr(result, "ndim") and result.ndim == 0 else result


def _compare_objects(name, first, second):
    """Dates of one calendar by their codes, all else as Python compares them."""
    if is_computed(first._labels) or is_computed(second._labels):
        codes, labels = _over_one_list([first, second])
        if is_computed(labels):
            return _numpy.apply(name, *codes)
    return _encoded_objects.compared(name, first, second)


def _side(value):
    """A side of an addition: its kind, its codes or numbers, and its unit."""
    if isinstance(value, (Encoded, Moment, str)):
        array = array_of(value)
        return array.dtype.kind, array._codes, getattr(array.dtype, "unit", None)
    if type(value).__module__ == "datetime":
        array = array_of(value, TimeType("m" if type(value).__name__ == "timedelta" else "M", None))
        return array.dtype.kind, array._codes, array.dtype.unit
    array = _array_of_any(value)
    if isinstance(array, Encoded):
        return array.dtype.kind, array._codes, getattr(array.dtype, "unit", None)
    return array.dtype.kind, array, None


def _arithmetic(name, left, right):
    one, first, own = _side(left)
    two, second, other = _side(right)
    if "O" in (one, two):
        return _of_objects(name, left, right)
    if one + two == "UU" and name == "add":
        return _joined(array_of(left), array_of(right))
    kinds = one + two
    missing = None
    for kind, codes in ((one, first), (two, second)):
        if is_time(kind):
            missing = codes == NAT if missing is None else missing | (codes == NAT)
        elif kind == "f" and missing is not None or kind == "f":
            absent = codes != codes
            missing = absent if missing is None else missing | absent

    def result(kind, codes, unit):
        return Encoded(_numpy.array(_numpy.where_(missing, NAT, codes), "int64"), TimeType(kind, unit))

    if name in ("add", "subtract") and (
        kinds in ("Mm", "mM", "mm", "MM") or kinds[0] in "mM" and kinds[1] in "iub" or kinds[1] in "mM" and kinds[0] in "iub"
    ):
        if kinds == "MM" and name == "add" or name == "subtract" and two == "M" and one != "M":
            raise UFuncTypeError(f"ufunc {name!r} cannot use operands with types dtype('{one}8') and dtype('{two}8')")
        unit = _times.finer(own, other)
        first = _times.convert_codes(first, own, unit, one == "M") if is_time(one) else first
        second = _times.convert_codes(second, other, unit, two == "M") if is_time(two) else second
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
                return result("m", _numpy.where_(second == 0, NAT, found), unit)
            if not bool(_numpy.array(missing, None).any()):
                return found
            return _numpy.where_(missing, 0 if name == "floor_divide" else float("nan"), found)[()]
        if two in "iuf" and name != "remainder":
            # Durations are cut towards zero, also where they are divided by integers.
            if two == "f" or name != "floor_divide":
                whole = _numpy.apply("trunc", _numpy.apply("divide", first, second), None)
            else:
                sizes = [_numpy.apply("absolute", side, None) for side in (first, second)]
                whole = _numpy.apply("floor_divide", *sizes) * _numpy.apply("sign", first, None) * _numpy.apply("sign", second, None)
            missing = missing | (second == 0)
            return result("m", _numpy.astype(_numpy.where_(missing, 0, whole), "int64"), own)
    raise _no_loop(name, left, right)


def _of_objects(name, left, right):
    moved = _moved_dates(name, left, right) if name in ("add", "subtract") else None
    if moved is not None:
        return moved
    if name not in _encoded_objects.BINARY:
        raise _no_loop(name, left, right)
    sides = [side if isinstance(side, Encoded) else array_of(side, ObjectType()) for side in (left, right)]
    return _encoded_objects.of_pairs(name, *(side.astype(ObjectType()) for side in sides))


def _joined(left, right):
    """Text after text, in a dtype that has room for the longest of both."""
    found = _encoded_objects.of_pairs("add", left, right)
    return Encoded(found._codes, TextType((left.dtype.itemsize + right.dtype.itemsize) // 4), found._labels)


def _moved_dates(name, left, right):
    """Sums and differences of dates whose codes are microseconds; None of others."""
    sides = []
    for value in (left, right):
        value = array_of(value, TimeType("m", "us")) if type(value).__name__ == "timedelta" else array_of(value) if wants(value) else value
        sides.append(value)
    calendars = [getattr(side, "_labels", None) if is_computed(getattr(side, "_labels", None)) else None for side in sides]
    codes = [
        _times.convert_codes(side._codes, side.dtype.unit, "us", False)
        if getattr(side, "dtype", None) is not None and side.dtype.kind == "m"
        else getattr(side, "_codes", None)
        for side in sides
    ]
    if calendars[0] is not None and calendars[0] is calendars[1] and name == "subtract":
        return Encoded(codes[0] - codes[1], TimeType("m", "us"))
    kinds = [getattr(getattr(side, "dtype", None), "kind", "") for side in sides]
    if calendars[0] is not None and kinds[1] == "m" or calendars[1] is not None and kinds[0] == "m" and name == "add":
        return Encoded(_numpy.array(_numpy.apply(name, *codes), "int64"), ObjectType(), calendars[0] or calendars[1])
    return None


def where(condition, x, y):
    """Elements of `x` where the condition holds, else of `y`."""
    sides = [x, y]
    for place, side in enumerate(sides):
        if type(side) in (bool, int, float):
            other = sides[1 - place]
            sides[place] = weak(side, other.dtype if hasattr(other, "dtype") else array_of(other).dtype)
        elif side is None or not isinstance(side, (ndarray, generic, str, list, tuple)) and not hasattr(side, "__array__"):
            sides[place] = array_of(side, ObjectType())
    codes, made = together(sides)
    return made(_numpy.array(_numpy.where_(condition, *codes), "int64"))


def weak(number, dtype):
    """A Python number next to an array of a dtype, which must take it as it is."""
    if dtype.kind == "m" and not isinstance(number, float):
        return Encoded(_numpy.array(number, "int64"), dtype)
    if dtype.kind in "UMm":
        kinds = [{"U": "Str", "M": "DateTime64", "m": "TimeDelta64"}[dtype.kind], "_PyFloat" if isinstance(number, float) else "_PyLong"]
        first, second = (f"<class 'numpy.dtypes.{kind}DType'>" for kind in kinds)
        raise DTypePromotionError(
            f"The DType {first} could not be promoted by {second}. This means that no common DType exists for the given inputs. "
            f"For example they cannot be stored in a single array unless the dtype is `object`. The full list of DTypes is: ({first}, {second})"
        )
    return array_of(number, ObjectType())


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


for _class in (Encoded, Moment):
    for _dunder, _ufunc in (
        ("add", "add"),
        ("sub", "subtract"),
        ("mul", "multiply"),
        ("truediv", "divide"),
        ("floordiv", "floor_divide"),
        ("mod", "remainder"),
        ("pow", "power"),
        ("and", "bitwise_and"),
        ("or", "bitwise_or"),
        ("xor", "bitwise_xor"),
        ("lshift", "left_shift"),
        ("rshift", "right_shift"),
    ):
        _forward, _backward = _operator(_ufunc)
        setattr(_class, f"__{_dunder}__", _forward)
        setattr(_class, f"__r{_dunder}__", _backward)
    for _dunder, _ufunc in (
        ("eq", "equal"),
        ("ne", "not_equal"),
        ("lt", "less"),
        ("le", "less_equal"),
        ("gt", "greater"),
        ("ge", "greater_equal"),
    ):
        setattr(_class, f"__{_dunder}__", _operator(_ufunc)[0])
    _class.__neg__ = lambda self: operate("negative", self)
    _class.__pos__ = lambda self: operate("positive", self)
    _class.__invert__ = lambda self: operate("invert", self)
    _class.__abs__ = lambda self: operate("absolute", self)


def isnat(x, /, out=None, *, where=True, casting="same_kind", order="K", dtype=None, subok=True):
    """Where dates and durations are missing."""
    if where is not True or dtype is not None or casting != "same_kind" or order != "K" or not subok:
        raise unsupported("where=, dtype=, casting=, order= or subok= of isnat", "leave them out; use np.where")
    if hasattr(x, "dims"):
        return x.copy(data=isnat(x.data))
    if hasattr(x, "__array__") and not isinstance(x, (Encoded, Moment, ndarray)):
        x = x.__array__()
    if not isinstance(x, (Encoded, Moment)):
        raise TypeError("ufunc 'isnat' is only defined for np.datetime64 and np.timedelta64.")
    return _write(operate("isnat", x), out)


def datetime_data(dtype, /):
    """The unit of a dtype, and how many of it: `("us", 1)`."""
    found = encoded_dtype(dtype)
    if found is None or not is_time(found.kind):
        raise TypeError("cannot get datetime metadata from non-datetime type")
    return (found.unit or "generic", 1)


def datetime_as_string(arr, unit=None, timezone="naive", casting="same_kind"):
    """Dates as text."""
    if timezone not in ("naive", "UTC") or casting not in ("same_kind", "unsafe"):
        raise unsupported("time zones, and casting= other than 'same_kind'", "dates are without a zone here; timezone='UTC' marks them")
    array = array_of(arr) if wants(arr) else None
    if array is None or array.dtype.kind != "M":
        raise TypeError("input must have type NumPy datetime")
    if unit not in (None, "auto"):
        array = array.astype(f"datetime64[{unit}]")
    found = array.astype(str)
    if timezone == "UTC" and array.dtype.unit not in ("Y", "M", "W", "D"):
        # Only what has a time of day has a zone.
        found = where(isnat(array), found, found + "Z").astype(found.dtype)
    return found if found.ndim else found[()]


def arange(start, stop, step, spec):
    """Dates or durations at equal steps."""
    target = None if spec is None else encoded_dtype(spec)
    sides = [value for value in (start, stop) if value is not None]
    if target is not None and target.unit is None:
        target = None if any(isinstance(value, (Moment, str)) for value in sides) else target
    moments = []
    for value in (start, stop):
        if isinstance(value, str):
            value = datetime64(value)
        moments.append(value)
    start, stop = moments
    known = next((value for value in moments if isinstance(value, Moment)), None)
    kind = target.kind if target is not None else known._kind if known is not None else "m"
    unit = target.unit if target is not None else None
    for value in (*moments, step):
        if isinstance(value, Moment) and target is None:
            unit = _times.finer(unit, value._unit)
    ticks = [
        _times.convert(value._ticks, value._unit, unit, value._kind == "M") if isinstance(value, Moment) else value
        for value in (0 if start is None else start, stop, 1 if step is None else step)
    ]
    if isinstance(start, Moment) and start._kind == "M" and isinstance(stop, (int, timedelta64)):
        ticks[1] += ticks[0]
    return Encoded(_numpy.arange(*ticks, "int64"), TimeType(kind, unit))
