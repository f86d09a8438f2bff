"""What is done with arrays of dates, durations, text and objects: comparing, adding, choosing; NumPy's operators on them."""

import _numpy

from . import _times
from ._dtypes import generic
from ._encoded import (
    Encoded,
    Moment,
    ObjectType,
    TextType,
    TimeType,
    array_of,
    datetime64,
    encoded_dtype,
    is_computed,
    is_time,
    listed,
    reshaped,
    timedelta64,
    wants,
)
from ._times import NAT


def one_list(first, second):
    """The codes of two arrays over one list of labels."""
    if first._labels is second._labels or first._labels == second._labels:
        return first._codes, second._codes, first._labels
    if is_computed(first._labels) or is_computed(second._labels):
        return _computed_list(first, second)
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


def _computed_list(first, second):
    """The same, where one of the lists is not kept: the other one's labels get its codes, if they have some."""
    if not is_computed(first._labels):
        two, one, labels = _computed_list(second, first)
        return one, two, labels
    codes = None if is_computed(second._labels) else first._labels.codes_of(second._labels)
    if codes is not None:
        return first._codes, _numpy.array(codes or [0], "int64")[second._codes], first._labels
    return one_list(_with_own_list(first), _with_own_list(second))


def _with_own_list(array):
    """With its labels kept in a list, none of which are made of codes."""
    if not is_computed(array._labels):
        return array
    codes, _, inverse, _ = _numpy.unique(array._codes)
    return Encoded(inverse._reshape(array.shape), array.dtype, [array._labels[code] for code in codes.tolist()])


def comparable(first, second):
    """The codes of two arrays in one unit, or over one list."""
    kinds = first.dtype.kind + second.dtype.kind
    if kinds in ("MM", "mm"):
        unit = _times.finer(first.dtype.unit, second.dtype.unit)
        is_date = kinds == "MM"
        return tuple(_times.convert_codes(array._codes, array.dtype.unit, unit, is_date) for array in (first, second))
    if is_time(kinds[0]) or is_time(kinds[1]):
        raise TypeError(f"{first.dtype!r} and {second.dtype!r} cannot be compared")
    return one_list(first, second)[:2]


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
        if not is_time(array.dtype.kind):
            raise TypeError(f"ufunc '{name}' is only defined for np.datetime64 and np.timedelta64.")
        return array._missing()[()]
    if name in ("isfinite", "isinf") and is_time(array.dtype.kind):
        return ~array._missing() if name == "isfinite" else array._codes != array._codes
    if array.dtype.kind == "m" and name in ("negative", "absolute", "fabs", "positive", "sign"):
        if name == "sign":
            return array._like(_numpy.apply("sign", array._codes, None))
        codes = array._codes if name == "positive" else -array._codes if name == "negative" else abs(array._codes)
        return array._given(_numpy.where_(array._missing(), NAT, codes))
    raise TypeError(f"ufunc {name!r} not supported for the input types: {array.dtype}")


def _encoded_or_none(value, like):
    """A side of a comparison as an encoded array, if it can be one of this kind."""
    if isinstance(value, (Encoded, str, Moment)):
        if isinstance(value, str) and not isinstance(value, generic) and is_time(like.dtype.kind):
            return array_of(like.dtype.type(value), None)
        return array_of(value)
    if isinstance(value, (list, tuple)) and wants(value):
        return array_of(value)
    if type(value).__module__ == "datetime":
        return array_of(value, TimeType("m" if type(value).__name__ == "timedelta" else "M", None))
    if like.dtype.kind == "m" and isinstance(value, (int, _numpy.Array, generic)):
        return Encoded(_numpy.array(value, "int64"), like.dtype)
    return array_of(value, ObjectType()) if like.dtype.kind == "O" else None


def _compare(name, left, right):
    known = left if isinstance(left, (Encoded, Moment)) else right
    known = array_of(known)
    first, second = _encoded_or_none(left, known), _encoded_or_none(right, known)
    if (
        first is None
        or second is None
        or (first.dtype.kind != second.dtype.kind and not {first.dtype.kind, second.dtype.kind} <= {"U", "O"})
    ):
        if name in ("equal", "not_equal"):
            shape = _numpy.broadcast_shapes([getattr(left, "shape", ()), getattr(right, "shape", ())])
            return _numpy.full(shape, name == "not_equal", "bool")[()]
        raise TypeError(
            f"ufunc {name!r} has no meaning for {getattr(left, 'dtype', type(left).__name__)} and {getattr(right, 'dtype', type(right).__name__)}"
        )
    one, two = comparable(first, second)
    result = _numpy.apply(name, one, two)
    if is_time(first.dtype.kind):
        missing = (one == NAT) | (two == NAT)
        result = _numpy.where_(missing, name == "not_equal", result)
    return result[()] if hasattr(result, "ndim") and result.ndim == 0 else result


def _side(value):
    """A side of an addition: its kind, its codes or numbers, and its unit."""
    if isinstance(value, (Encoded, Moment, str)):
        array = array_of(value)
        return array.dtype.kind, array._codes, getattr(array.dtype, "unit", None)
    if type(value).__module__ == "datetime":
        array = array_of(value, TimeType("m" if type(value).__name__ == "timedelta" else "M", None))
        return array.dtype.kind, array._codes, array.dtype.unit
    array = _numpy.array(value, None)
    return array.dtype.kind, array, None


def _arithmetic(name, left, right):
    one, first, own = _side(left)
    two, second, other = _side(right)
    kinds = one + two
    missing = None
    for kind, codes in ((one, first), (two, second)):
        if is_time(kind):
            missing = codes == NAT if missing is None else missing | (codes == NAT)

    def result(kind, codes, unit):
        return Encoded(_numpy.array(_numpy.where_(missing, NAT, codes), "int64"), TimeType(kind, unit))

    if name in ("add", "subtract") and (
        kinds in ("Mm", "mM", "mm", "MM") or kinds[0] in "mM" and kinds[1] in "iub" or kinds[1] in "mM" and kinds[0] in "iub"
    ):
        if kinds == "MM" and name == "add" or kinds == "mM" and name == "subtract":
            raise TypeError(f"ufunc {name!r} cannot use operands with types dtype('{one}8') and dtype('{two}8')")
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
                return result("m", found, unit)
            return (
                _numpy.where_(missing, float("nan"), found)[()]
                if bool(_numpy.array(missing, None).any()) and name != "floor_divide"
                else found
            )
        if two in "iuf":
            found = _numpy.apply("divide" if name == "true_divide" else name, first, second)
            return result(
                "m",
                _numpy.astype(_numpy.apply("trunc", found, None) if _numpy.array(found, None).dtype.kind == "f" else found, "int64"),
                own,
            )
    if name == "add" and kinds in ("UU", "OO", "UO", "OU"):
        return _by_element(lambda a, b: a + b, left, right)
    if name in ("add", "subtract") and "O" in (one, two):
        found = _moved_dates(name, left, right)
        if found is not None:
            return found
    if one == "O" or two == "O":
        import operator

        own_function = {"add": operator.add, "subtract": operator.sub, "multiply": operator.mul, "divide": operator.truediv}.get(name)
        if own_function is not None:
            return _by_element(own_function, left, right)
    raise TypeError(
        f"ufunc {name!r} has no meaning for {getattr(left, 'dtype', type(left).__name__)} and {getattr(right, 'dtype', type(right).__name__)}"
    )


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


def _by_element(function, left, right):
    """A Python function of each pair of texts or objects."""
    one = left if isinstance(left, Encoded) else array_of(left, None if isinstance(left, str) else ObjectType())
    two = right if isinstance(right, Encoded) else array_of(right, None if isinstance(right, str) else ObjectType())
    shape = _numpy.broadcast_shapes([one.shape, two.shape])
    items = [function(a, b) for a, b in zip(_flat(one, shape), _flat(two, shape))]
    kind = None if all(isinstance(item, str) for item in items) and one.dtype.kind == two.dtype.kind == "U" else ObjectType()
    return reshaped(listed(items, kind), shape)


def _flat(array, shape):
    return [array._labels[code] for code in _numpy.broadcast_to(array._codes, shape)._reshape(-1).tolist()]


def together(arrays):
    """Several arrays as codes of one meaning: a list of codes, and a function that gives them their meaning back."""
    arrays = [array_of(array) if not isinstance(array, (_numpy.Array,)) else array_of(array, ObjectType()) for array in arrays]
    first = arrays[0]
    if all(is_time(array.dtype.kind) and array.dtype.kind == first.dtype.kind for array in arrays):
        unit = None
        for array in arrays:
            unit = _times.finer(unit, array.dtype.unit)
        is_date = first.dtype.kind == "M"
        codes = [_times.convert_codes(array._codes, array.dtype.unit, unit, is_date) for array in arrays]
        return codes, lambda found: Encoded(found, TimeType(first.dtype.kind, unit))
    if any(is_time(array.dtype.kind) for array in arrays):
        arrays = [array.astype(ObjectType()) for array in arrays]
    labels = first._labels
    for array in arrays[1:]:
        labels = one_list(Encoded(_numpy.array([], "int64"), first.dtype, labels), array)[2]
    codes = [
        one_list(array, Encoded(_numpy.array([], "int64"), array.dtype, labels))[0] if array._labels != labels else array._codes
        for array in arrays
    ]
    kind = (
        ObjectType() if any(array.dtype.kind == "O" for array in arrays) else TextType(max(array.dtype.itemsize for array in arrays) // 4)
    )
    return codes, lambda found: Encoded(found, kind, labels)


def where(condition, x, y):
    """Elements of `x` where the condition holds, else of `y`."""
    sides = [x, y]
    kinds = [array_of(side).dtype if isinstance(side, (Encoded, Moment, str)) else None for side in sides]
    known = kinds[0] or kinds[1]
    for place, kind in enumerate(kinds):
        if kind is None:
            value = sides[place]
            if is_time(known.kind) and isinstance(value, float) and value != value:
                sides[place] = known.type._of(NAT, known.unit)
            else:
                sides[place] = array_of(value, ObjectType() if not is_time(known.kind) else known)
                if known.kind == "U":
                    sides[1 - place] = array_of(sides[1 - place]).astype(ObjectType())
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


for _class in (Encoded, Moment):
    for _dunder, _ufunc in (
        ("add", "add"),
        ("sub", "subtract"),
        ("mul", "multiply"),
        ("truediv", "divide"),
        ("floordiv", "floor_divide"),
        ("mod", "remainder"),
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
    _class.__pos__ = lambda self: self
    _class.__abs__ = lambda self: operate("absolute", self)
# A class that defines comparisons loses its hash.
Moment.__hash__ = lambda self: hash((self._kind, self._ticks))


def isnat(x, /, out=None, **options):
    """Where dates and durations are missing."""
    if not isinstance(x, (Encoded, Moment)):
        raise TypeError("ufunc 'isnat' is only defined for np.datetime64 and np.timedelta64.")
    return operate("isnat", x)


def datetime_data(dtype, /):
    """The unit of a dtype, and how many of it: `("us", 1)`."""
    found = encoded_dtype(dtype)
    if found is None or not is_time(found.kind):
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
