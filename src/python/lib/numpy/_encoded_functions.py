"""NumPy's functions for arrays of dates, durations, text and objects."""

import _numpy

from ._array import ndarray
from ._encoded import Encoded, array_of
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
    "mean",
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


@_function
def concatenate(arrays, axis=0, out=None, **options):
    codes, made = together(list(arrays))
    return made(_numpy.concatenate(codes, axis) if axis is not None else _numpy.concatenate([part._reshape(-1) for part in codes], 0))


@_function
def stack(arrays, axis=0, out=None, **options):
    codes, made = together(list(arrays))
    return made(_numpy.stack(codes, axis))


@_function
def append(arr, values, axis=None):
    arrays = [array_of(arr), array_of(values)]
    return concatenate([array.ravel() for array in arrays] if axis is None else arrays, 0 if axis is None else axis)


def _stacked(name):
    def function(tup, **options):
        import numpy

        codes, made = together(list(tup))
        return made(getattr(numpy, name)(codes))

    FUNCTIONS[name] = function


for _name in ("vstack", "hstack", "dstack", "column_stack"):
    _stacked(_name)


@_function
def where_(condition, x=None, y=None):
    return where(condition, x, y)


@_function
def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, **options):
    array = array_of(ar)
    codes, index, inverse, counts = _numpy.unique(array._keys())
    if array.dtype.kind in "mM":
        codes = _numpy.where_(codes == 2**63 - 1, NAT, codes)
    extras = [part for part, wanted in ((index, return_index), (inverse, return_inverse), (counts, return_counts)) if wanted]
    values = array._like(codes)
    return (values, *extras) if extras else values


@_function
def sort(a, axis=-1, **options):
    array = array_of(a)
    keys = array._keys()
    codes = _numpy.sort(keys._reshape(-1), 0) if axis is None else _numpy.sort(keys, axis)
    if array.dtype.kind in "mM":
        codes = _numpy.where_(codes == 2**63 - 1, NAT, codes)
    return array._like(_numpy.array(codes, "int64"))


@_function
def isin(element, test_elements, assume_unique=False, invert=False, **options):
    import numpy

    if isinstance(test_elements, (list, tuple)) and not test_elements or getattr(test_elements, "size", 1) == 0:
        return numpy.full(getattr(element, "shape", ()), invert)
    if not isinstance(element, Encoded) or isinstance(test_elements, _numpy.Array):
        return numpy.full(getattr(element, "shape", ()), invert)
    codes, _ = together([array_of(element), array_of(test_elements)])
    return numpy.isin(codes[0], codes[1], invert=invert)


@_function
def full_like(a, fill_value, dtype=None, shape=None, **options):
    import numpy

    return numpy.full(a.shape if shape is None else shape, fill_value, a.dtype if dtype is None else dtype)


@_function
def zeros_like(a, dtype=None, shape=None, **options):
    import numpy

    return numpy.zeros(a.shape if shape is None else shape, a.dtype if dtype is None else dtype)


@_function
def ones_like(a, dtype=None, shape=None, **options):
    import numpy

    return numpy.ones(a.shape if shape is None else shape, a.dtype if dtype is None else dtype)


FUNCTIONS["empty_like"] = zeros_like


@_function
def diff(a, n=1, axis=-1, **options):
    array = array_of(a)
    for _ in range(n):
        later = tuple(slice(1, None) if at == axis % array.ndim else slice(None) for at in range(array.ndim))
        earlier = tuple(slice(None, -1) if at == axis % array.ndim else slice(None) for at in range(array.ndim))
        array = array[later] - array[earlier]
    return array


@_function
def array_equal(a1, a2, equal_nan=False):
    first, second = (a if isinstance(a, ndarray) else array_of(a) for a in (a1, a2))
    if first.shape != second.shape:
        return False
    same = operate("equal", first, second)
    if equal_nan:
        same = same | (first._missing() & second._missing())
    return bool(_numpy.array(same, None).all())


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
    return (a._codes != 0).nonzero()


@_function
def count_nonzero(a, axis=None, **options):
    return (a._codes != 0).sum(axis)


@_function
def astype(x, dtype, copy=True):
    return x.astype(dtype)


@_function
def nanmin(a, axis=None, **options):
    return _without_missing(a).min(axis)


@_function
def nanmax(a, axis=None, **options):
    return _without_missing(a).max(axis)


def _without_missing(a):
    array = array_of(a)
    return array[~array._missing()] if bool(array._missing().any()) else array


@_function
def broadcast_arrays(*args, **options):
    import numpy

    shape_of_all = numpy.broadcast_shapes(*(getattr(arg, "shape", ()) for arg in args))
    return tuple(numpy.broadcast_to(arg, shape_of_all) for arg in args)
