"""Arrays of objects as Python works with them: operators on pairs, order and reductions.

A function is called once for each different element, or pair of elements; reductions go along lanes.
"""

import functools
import itertools
import math
import operator

import _numpy
from _dasklet_missing import unsupported

from ._dtypes import _dtypes
from ._encoded_making import listed, reshaped
from ._encoded_types import ObjectType
from ._labels import is_computed, is_nan, table

# Lists so short are sorted by insertion in NumPy, which decides where NaN ends up.
_INSERTED_MAX = 16

BINARY = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "divide": operator.truediv,
    "floor_divide": operator.floordiv,
    "remainder": operator.mod,
    "power": operator.pow,
    "bitwise_and": operator.and_,
    "bitwise_or": operator.or_,
    "bitwise_xor": operator.xor,
    "left_shift": operator.lshift,
    "right_shift": operator.rshift,
    "maximum": lambda a, b: a if a >= b else b,
    "minimum": lambda a, b: a if a <= b else b,
    "fmax": lambda a, b: a if a >= b else b,
    "fmin": lambda a, b: a if a <= b else b,
    "logical_and": lambda a, b: a and b,
    "logical_or": lambda a, b: a or b,
    "gcd": math.gcd,
    "lcm": math.lcm,
}

COMPARISONS = {
    "equal": operator.eq,
    "not_equal": operator.ne,
    "less": operator.lt,
    "less_equal": operator.le,
    "greater": operator.gt,
    "greater_equal": operator.ge,
}

UNARY = {
    "negative": operator.neg,
    "positive": operator.pos,
    "absolute": abs,
    "invert": operator.invert,
    "logical_not": operator.not_,
    "square": lambda a: a * a,
    "reciprocal": lambda a: 1 / a,
    "sign": lambda a: (a > 0) - (a < 0),
    "floor": math.floor,
    "ceil": math.ceil,
    "trunc": math.trunc,
}


def of_each(name, array):
    """A function of one argument, of each element; what Python has no operator for is a method of the elements."""
    function = UNARY.get(name) or functools.partial(_by_method, name)
    labels, codes = array._used()
    found = listed([function(label) for label in labels], ObjectType())
    return found._like(_numpy.array(found._codes[codes], None)) if labels else array


def _by_method(name, label):
    method = getattr(label, name, None)
    if not callable(method):
        raise TypeError(f"loop of ufunc does not support argument 0 of type {type(label).__name__} which has no callable {name} method")
    return method()


def of_pairs(name, left, right):
    """A function of two arguments, of each pair of elements."""
    results, places = _pairs(BINARY[name], left, right)
    found = listed(results, ObjectType())
    return found._like(_numpy.array(found._codes[places], None)) if results else reshaped(found, places.shape)


def compared(name, left, right):
    """Where a comparison of pairs of elements holds."""
    results, places = _pairs(lambda a, b, compare=COMPARISONS[name]: bool(compare(a, b)), left, right)
    return table(results, "bool")[places]


def _pairs(function, left, right):
    """What a function gives for the different pairs of elements, and the place of each pair among them."""
    shape = _numpy.broadcast_shapes([left.shape, right.shape])
    (own, first), (other, second) = left._used(), right._used()
    pairs = _numpy.broadcast_to(first, shape) * max(len(other), 1) + _numpy.broadcast_to(second, shape)
    codes, _, places, _ = _numpy.unique(pairs)
    return [function(own[code // len(other)], other[code % len(other)]) for code in codes.tolist()], places._reshape(shape)


# Order


def has_nan(array):
    """Whether there is NaN among objects, which then have no order of their own."""
    return array.dtype.kind == "O" and not is_computed(array._labels) and any(map(is_nan, array._used()[0]))


def places_in_order(array, axis):
    """The places that sort objects among which there is NaN, as NumPy's way of sorting short lists has it."""
    rows, shape = _lanes(_numpy.moveaxis(array._codes, axis, -1) if array.ndim else array._codes, array._labels)
    found = _numpy.array([_inserted(row) for row in rows], "int64")._reshape(shape)
    return _numpy.moveaxis(found, -1, axis)


def _inserted(row):
    if len(row) > _INSERTED_MAX:
        raise unsupported(f"sorting more than {_INSERTED_MAX} objects among which there is NaN", "leave NaN out, or sort x.astype(float)")
    places = []
    for place, item in enumerate(row):
        at = place
        while at > 0 and item < row[places[at - 1]]:
            at -= 1
        places.insert(at, place)
    return places


def searched(array, wanted, side):
    """Where elements belong among objects that are taken for sorted, by halves as in NumPy."""
    items = list(array)
    before = (lambda item, key: item < key) if side == "left" else (lambda item, key: not key < item)

    def place(key):
        low, high = 0, len(items)
        while low < high:
            middle = (low + high) // 2
            if before(items[middle], key):
                low = middle + 1
            else:
                high = middle
        return low

    return _numpy.array([place(key) for key in wanted.ravel()], "int64")._reshape(wanted.shape)[()]


def first_extreme(array, name, axis, keepdims):
    """The place of the first element that none behind it exceeds."""
    rows, shape, kept = _gathered(array, axis)
    exceeds = operator.gt if name == "argmax" else operator.lt
    found = []
    for row in rows:
        best = 0
        for place, item in enumerate(row):
            if exceeds(item, row[best]):
                best = place
        found.append(best)
    return _numpy.array(found, "int64")._reshape(kept if keepdims else shape)[()]


# Reductions


def _lanes(codes, labels):
    """The elements along the last axis, list by list, and the shape of the whole."""
    length = codes.shape[-1]
    count = codes.size // length if length else math.prod(codes.shape[:-1])
    rows = codes._reshape((count, length)).tolist()
    return [[labels[code] for code in row] for row in rows], codes.shape


def _gathered(array, axis):
    """The lists of elements that are reduced, the shape of the result, and that with the axes kept."""
    from ._quantiles import one_lane

    codes, kept = one_lane(array._codes, axis)
    rows, shape = _lanes(codes, array._labels)
    return rows, shape[:-1], kept


def reduced(array, name, axis, keepdims):
    """All elements along axes combined by an operator."""
    rows, shape, kept = _gathered(array, axis)
    nothing = {"add": 0, "multiply": 1}
    if rows and not rows[0] and name not in nothing:
        raise ValueError(f"zero-size array to reduction operation {name} which has no identity")
    found = [functools.reduce(BINARY[name], row) if row else nothing[name] for row in rows]
    return _as_result(found, shape, kept, keepdims)


def _as_result(found, shape, kept, keepdims):
    if keepdims:
        return reshaped(listed(found, ObjectType()), kept)
    return reshaped(listed(found, ObjectType()), shape) if shape else found[0]


def accumulated(array, name, axis):
    """Running combinations along an axis."""
    array = array.ravel() if axis is None else array
    axis = -1 if axis is None else axis
    rows, shape = _lanes(_numpy.moveaxis(array._codes, axis, -1), array._labels)
    found = [item for row in rows for item in itertools.accumulate(row, BINARY[name])]
    made = reshaped(listed(found, ObjectType()), shape)
    return made._like(_numpy.moveaxis(made._codes, -1, axis))


def _count(array, axis):
    """How many elements are combined into one, as a NumPy integer."""
    axes = range(array.ndim) if axis is None else [axis] if isinstance(axis, int) else axis
    return math.prod(array.shape[one] for one in axes)


def mean(array, axis, keepdims):
    """The sum divided by the number of elements."""
    return _divided(reduced(array, "add", axis, keepdims), _count(array, axis))


def _divided(total, count):
    return total / (count if hasattr(total, "_codes") else _dtypes["int64"].type(count))


def variance(array, axis, ddof, keepdims):
    """The mean square of the differences from the mean."""
    centred = array - mean(array, axis, True)
    return _divided(reduced(centred * centred, "add", axis, keepdims), max(_count(array, axis) - ddof, 0))
