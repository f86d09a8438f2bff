"""NumPy's functions for arrays of dates, durations, text and objects."""

import _numpy
from _dasklet_missing import unsupported

from ._array import _write, check_kind
from ._axes import normalize_axis_index
from ._encoded import Encoded
from ._encoded_making import array_of
from ._encoded_operations import operate, together, where
from ._times import NAT

FUNCTIONS = {}


def _function(function):
    FUNCTIONS[function.__name__.rstrip("_")] = function
    return function


def _by_method(name):
    def function(a, *args, **kwargs):
        return getattr(array_of(a), name)(*args, **kwargs)

    FUNCTIONS[name] = function


for _name in (
    "ravel",
    "squeeze",
    "swapaxes",
    "repeat",
    "take",
    "diagonal",
    "min",
    "max",
    "sum",
    "prod",
    "mean",
    "var",
    "std",
    "cumsum",
    "cumprod",
    "any",
    "all",
    "argmin",
    "argmax",
    "argsort",
    "searchsorted",
    "compress",
    "round",
):
    _by_method(_name)
FUNCTIONS["amin"], FUNCTIONS["amax"] = FUNCTIONS["min"], FUNCTIONS["max"]


def _on_codes(name):
    """A function that only moves elements."""

    def function(a, *args, **kwargs):
        import numpy

        array = array_of(a)
        found = getattr(numpy, name)(array._codes, *args, **kwargs)
        if isinstance(found, (list, tuple)):
            return [array._like(part) for part in found]
        return array._like(found)

    FUNCTIONS[name] = function


for _name in (
    "reshape",
    "transpose",
    "expand_dims",
    "moveaxis",
    "rollaxis",
    "broadcast_to",
    "atleast_1d",
    "atleast_2d",
    "atleast_3d",
    "flip",
    "fliplr",
    "flipud",
    "rot90",
    "roll",
    "tile",
    "delete",
    "array_split",
    "split",
    "vsplit",
    "hsplit",
    "take_along_axis",
    "copy",
):
    _on_codes(_name)


@_function
def extract(condition, arr):
    return array_of(arr)[condition]


def _kept(found, out, dtype, casting):
    return _write(found if dtype is None else found.astype(dtype, casting=casting), out)


@_function
def concatenate(arrays, axis=0, out=None, *, dtype=None, casting="same_kind"):
    codes, made = together(list(arrays))
    codes, axis = ([part._reshape(-1) for part in codes], 0) if axis is None else (codes, axis)
    return _kept(made(_numpy.concatenate(codes, axis)), out, dtype, casting)


@_function
def stack(arrays, axis=0, out=None, *, dtype=None, casting="same_kind"):
    codes, made = together(list(arrays))
    return _kept(made(_numpy.stack(codes, axis)), out, dtype, casting)


@_function
def append(arr, values, axis=None):
    import numpy

    return concatenate([numpy.asarray(arr), numpy.asarray(values)], axis)


@_function
def insert(arr, obj, values, axis=None):
    import numpy

    array = array_of(arr)
    array, axis = (array.ravel(), 0) if axis is None else (array, axis)
    codes, made = together([array, array_of(values, array.dtype)])
    return made(numpy.insert(codes[0], obj, codes[1], axis))


def _stacked(name):
    def function(tup, *, dtype=None, casting="same_kind"):
        import numpy

        codes, made = together(list(tup))
        return _kept(made(getattr(numpy, name)(codes)), None, dtype, casting)

    FUNCTIONS[name] = function


for _name in ("vstack", "hstack", "dstack", "column_stack"):
    _stacked(_name)


@_function
def where_(condition, *sides):
    if not sides:
        return array_of(condition).nonzero()
    return where(condition, *sides)


@_function
def ptp(a, axis=None, out=None, keepdims=False):
    return _write(operate("subtract", array_of(a).max(axis, keepdims=keepdims), array_of(a).min(axis, keepdims=keepdims)), out)


@_function
def clip(a, a_min=None, a_max=None, out=None, *, min=None, max=None):
    result = array_of(a)
    for name, bound in (("maximum", min if a_min is None else a_min), ("minimum", max if a_max is None else a_max)):
        result = result if bound is None else operate(name, result, bound)
    return _write(result, out)


@_function
def choose(a, choices, out=None, mode="raise"):
    import numpy

    codes, made = together(list(choices))
    return _write(made(_numpy.array(numpy.choose(a, codes, mode=mode), "int64")), out)


@_function
def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True, sorted=True):
    import numpy

    if equal_nan not in (True, False) or sorted not in (True, False):
        raise ValueError("equal_nan and sorted are True or False")
    if axis is not None:
        raise unsupported("np.unique of rows of dates, text or objects", "give axis=None, or number the elements before")
    array = array_of(ar)
    shape = array.shape
    array = array.ravel()
    order = array.argsort()
    sorted_ones = array[order]
    first = numpy.ones(array.size, bool)
    if array.size > 1:
        differ = sorted_ones[1:] != sorted_ones[:-1]
        if array.dtype.kind in "mM":
            # NumPy 2.4 takes them for one also without equal_nan.
            differ = differ & ~(sorted_ones[1:]._missing() & sorted_ones[:-1]._missing())
        first[1:] = differ
    starts = numpy.flatnonzero(first)
    values = sorted_ones[first]
    inverse = numpy.zeros(array.size, int)
    inverse[order] = numpy.cumsum(first) - 1
    counts = numpy.diff(starts, append=array.size)
    extras = [
        part
        for part, wanted in ((order[starts], return_index), (inverse.reshape(shape), return_inverse), (counts, return_counts))
        if wanted
    ]
    return (values, *extras) if extras else values


@_function
def sort(a, axis=-1, kind=None, order=None, *, stable=None):
    check_kind(kind, order, stable)
    array = array_of(a)
    array = array.ravel() if axis is None else array.copy()
    array.sort(-1 if axis is None else axis)
    return array


@_function
def isin(element, test_elements, assume_unique=False, invert=False, *, kind=None):
    import numpy

    if kind not in (None, "sort", "table"):
        raise ValueError(f"Invalid kind: '{kind}'. Please use None, 'sort' or 'table'.")
    element, known = numpy.asarray(element), numpy.asarray(test_elements).ravel()
    kinds = {element.dtype.kind, known.dtype.kind}
    if known.size == 0 or len(kinds) > 1 and "O" not in kinds:
        return numpy.full(element.shape, invert)
    if "O" in kinds:
        element, known = (array_of(part, "object") for part in (element, known))
        found = operate("equal", numpy.expand_dims(element, -1), known).any(-1)
        return numpy.asarray(~found if invert else found)
    codes, _ = together([element, known])
    found = numpy.isin(codes[0], codes[1], invert=invert)
    return numpy.asarray(found & ~element._missing() if kinds <= {"m", "M"} and not invert else found)


@_function
def full_like(a, fill_value, dtype=None, order="K", subok=True, shape=None, *, device=None):
    import numpy

    return numpy.full(a.shape if shape is None else shape, fill_value, a.dtype if dtype is None else dtype, order, device=device)


@_function
def zeros_like(a, dtype=None, order="K", subok=True, shape=None, *, device=None):
    import numpy

    return numpy.zeros(a.shape if shape is None else shape, a.dtype if dtype is None else dtype, order, device=device)


@_function
def ones_like(a, dtype=None, order="K", subok=True, shape=None, *, device=None):
    import numpy

    return numpy.ones(a.shape if shape is None else shape, a.dtype if dtype is None else dtype, order, device=device)


@_function
def empty_like(prototype, dtype=None, order="K", subok=True, shape=None, *, device=None):
    import numpy

    return numpy.empty(prototype.shape if shape is None else shape, prototype.dtype if dtype is None else dtype, order, device=device)


@_function
def diff(a, n=1, axis=-1, prepend=None, append=None):
    if prepend is not None or append is not None:
        raise unsupported("prepend= and append= of dates, text or objects", "use np.concatenate before")
    if n < 0:
        raise ValueError(f"order must be non-negative but got {n}")
    array = array_of(a)
    before = (slice(None),) * normalize_axis_index(axis, array.ndim)
    for _ in range(n):
        array = array[(*before, slice(1, None))] - array[(*before, slice(None, -1))]
    return array


@_function
def array_equal(a1, a2, equal_nan=False):
    import numpy

    first, second = numpy.asarray(a1), numpy.asarray(a2)
    if first.shape != second.shape:
        return False
    same = _numpy.array(operate("equal", first, second), None)
    if equal_nan and isinstance(first, Encoded) and isinstance(second, Encoded):
        if "O" in (first.dtype.kind, second.dtype.kind):
            raise TypeError(
                "ufunc 'isnan' not supported for the input types, and the inputs could not be safely coerced to any supported types"
            )
        same = same | (first._missing() & second._missing())
    return bool(same.all())


@_function
def ndim(a):
    return a.ndim


@_function
def shape(a):
    return a.shape


@_function
def size(a, axis=None):
    return a.size if axis is None else a.shape[axis]


@_function
def nonzero(a):
    return a.nonzero()


@_function
def count_nonzero(a, axis=None, *, keepdims=False):
    return _numpy.reduce("sum", a._truths(), axis, keepdims, None, 0.0)


@_function
def argwhere(a):
    import numpy

    return numpy.argwhere(a._truths())


@_function
def flatnonzero(a):
    import numpy

    return numpy.flatnonzero(a._truths())


@_function
def logical_not(x):
    return operate("logical_not", x)


@_function
def astype(x, dtype, copy=True):
    return x.astype(dtype, copy=copy)


@_function
def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    # As in NumPy, which looks for NaN among numbers only: what would replace it is not needed.
    del nan, posinf, neginf
    return array_of(x).copy() if copy else x


@_function
def put(a, ind, v, mode="raise"):
    a.put(ind, v, mode)


@_function
def copyto(dst, src, casting="same_kind", where=True):
    import numpy

    source = numpy.asarray(src).dtype
    if not numpy.can_cast(source, dst.dtype, casting):
        raise TypeError(f"Cannot cast array data from {source!r} to {dst.dtype!r} according to the rule '{casting}'")
    if where is True:
        dst[...] = src
    else:
        mask = numpy.broadcast_to(where, dst.shape)
        dst[mask] = numpy.broadcast_to(numpy.asarray(src), dst.shape)[mask]


@_function
def putmask(a, mask, values):
    import numpy

    mask = numpy.asarray(mask).astype(bool)
    values = array_of(values, a.dtype).ravel()
    places = numpy.flatnonzero(mask)
    a[mask] = values[places % values.size]


@_function
def place(arr, mask, vals):
    import numpy

    mask = numpy.asarray(mask).astype(bool)
    values = array_of(vals, arr.dtype).ravel()
    arr[mask] = values[numpy.arange(int(mask.sum())) % values.size]


@_function
def nanmin(a, axis=None, out=None, keepdims=False, initial=None, where=True):
    return _of_present("min", a, axis, out, keepdims, initial, where)


@_function
def nanmax(a, axis=None, out=None, keepdims=False, initial=None, where=True):
    return _of_present("max", a, axis, out, keepdims, initial, where)


def _of_present(name, a, axis, out, keepdims, initial, where):
    """An extreme without what is missing."""
    array = array_of(a)
    missing = array._missing()
    if not bool(missing.any()):
        return getattr(array, name)(axis, out, keepdims, initial, where)
    if array.dtype.kind not in "mM":
        if axis is not None or keepdims:
            raise unsupported("the least and greatest objects along an axis, without NaN", "choose them before, as in x[mask].min()")
        return getattr(array[~missing], name)(axis, out, keepdims, initial, where)
    # NaT is where nothing else is.
    other = 2**63 - 1 if name == "min" else NAT
    found = _numpy.reduce(name, _numpy.where_(missing, other, array._codes), axis, keepdims, None, 0.0)
    return _write(array._given(_numpy.where_(found == other, NAT, found)), out)


@_function
def broadcast_arrays(*args, subok=False):
    import numpy

    args = [numpy.asarray(arg) for arg in args]
    shape_of_all = numpy.broadcast_shapes(*(arg.shape for arg in args))
    return tuple(numpy.broadcast_to(arg, shape_of_all) for arg in args)


_OF_SEVERAL = {
    "concatenate",
    "stack",
    "append",
    "vstack",
    "hstack",
    "dstack",
    "column_stack",
    "broadcast_arrays",
    "where",
    "meshgrid",
    "lexsort",
}


def takes_one_array(name):
    """Whether the first argument of a function is one array, which may be of texts, dates or objects."""
    return name in FUNCTIONS and name not in _OF_SEVERAL


_COMPOSED = {"select", "apply_along_axis", "union1d", "intersect1d", "setdiff1d", "array_equiv", "block", "where", "meshgrid", "lexsort"}


def composed(name):
    """A function that is made of others which are here; None of all else."""
    import numpy

    return getattr(numpy, name).__wrapped__ if name in _COMPOSED else None
