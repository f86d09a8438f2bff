"""Elements chosen by conditions, numbers or positions."""

import _numpy

from ._array import _in_range, _write, dressed
from ._axes import normalize_axis_index
from ._creation import asarray, tri
from ._dispatch import foreign, public
from ._dtypes import result_type
from ._encoded_making import wants
from ._encoded_operations import where as where_encoded
from ._flags import read_only
from ._shapes import broadcast_shapes

__all__ = []
_public = public(__all__)
_NOT_GIVEN = object()


@_public
def where(condition, x=_NOT_GIVEN, y=_NOT_GIVEN, /):
    """Elements of `x` where the condition is true, of `y` elsewhere; the indices of true elements without them."""
    if x is _NOT_GIVEN and y is _NOT_GIVEN:
        return asarray(condition).nonzero()
    if x is _NOT_GIVEN or y is _NOT_GIVEN:
        raise ValueError("either both or neither of x and y should be given")
    if wants(x) or wants(y):
        return where_encoded(condition, x, y)
    return _numpy.where_(condition, x, y)


@_public
def select(condlist, choicelist, default=0):
    """The first choice whose condition is true."""
    if len(condlist) != len(choicelist):
        raise ValueError("list of cases must be same length as list of conditions")
    if len(condlist) == 0:
        raise ValueError("select with an empty condition list is not possible")
    conditions = [asarray(condition) for condition in condlist]
    for place, condition in enumerate(conditions):
        if condition.dtype.kind != "b":
            raise TypeError(f"invalid entry {place} in condlist: should be boolean ndarray")
    # Python's numbers take the dtype of the others.
    choices = [choice if type(choice) in (int, float) else asarray(choice) for choice in (*choicelist, default)]
    dtype = result_type(*choices)
    *choices, result = (asarray(choice).astype(dtype) for choice in choices)
    for condition, choice in reversed(list(zip(conditions, choices))):
        result = where(condition, choice, result)
    return asarray(result)


@_public
def choose(a, choices, out=None, mode="raise"):
    """From each of several arrays the elements that a number from 0 on chooses."""
    a = asarray(a)
    choices = list(choices) if not hasattr(choices, "ndim") else [choices[place] for place in range(len(choices))]
    if mode == "raise":
        if bool(((a < 0) | (a >= len(choices))).any()):
            raise ValueError("invalid entry in choice array")
    else:
        a = _in_range(a, len(choices), mode)
    result = choices[-1]
    for place in reversed(range(len(choices) - 1)):
        result = where(a == place, choices[place], result)
    shape = broadcast_shapes(a.shape, asarray(result).shape)
    return _write(_numpy.array(_numpy.broadcast_to(result, shape), None), out)


@_public
def clip(a, a_min=_NOT_GIVEN, a_max=_NOT_GIVEN, out=None, *, min=_NOT_GIVEN, max=_NOT_GIVEN):
    """Kept between two bounds."""
    if a_min is not _NOT_GIVEN or a_max is not _NOT_GIVEN:
        if a_min is _NOT_GIVEN or a_max is _NOT_GIVEN:
            raise TypeError(f"clip() missing 1 required positional argument: '{'a_min' if a_min is _NOT_GIVEN else 'a_max'}'")
        if min is not _NOT_GIVEN or max is not _NOT_GIVEN:
            raise ValueError("Passing `min` or `max` keyword argument when `a_min` and `a_max` are provided is forbidden.")
        min, max = a_min, a_max
    min, max = (None if bound is _NOT_GIVEN else bound for bound in (min, max))
    labelled = foreign((a, min, max), "__array_ufunc__")
    if labelled is None:
        return asarray(a).clip(min, max, out)
    # As NumPy does it: a labelled array dresses what comes back, and labelled bounds are matched by their labels.
    if foreign((min, max), "__array_ufunc__") is not None:
        return a.clip(min, max)
    clipped = asarray(a).clip(min, max)
    return a.__array_wrap__(clipped) if hasattr(a, "__array_wrap__") else clipped


@_public
def compress(condition, a, axis=None, out=None):
    """The elements where a 1-d condition is true."""
    return dressed(asarray(a).compress(condition, axis, out), a)


@_public
def extract(condition, arr):
    """The elements where a condition is true."""
    return asarray(arr)._reshape(-1)[asarray(condition)._reshape(-1).astype(bool)]


@_public
def argwhere(a):
    """The indices of elements that are not zero, one row each."""
    a = asarray(a)
    return _numpy.stack(list(_numpy.nonzero(a)), 1) if a.ndim else _numpy.full((int(bool(a)), 0), 0, "int64")


@_public
def flatnonzero(a):
    """The indices of elements that are not zero, counted in C order."""
    return _numpy.nonzero(asarray(a)._reshape(-1))[0]


@_public
def take_along_axis(arr, indices, axis=-1):
    """Elements at positions that differ from lane to lane, as `argsort` gives them."""
    arr, indices = asarray(arr), asarray(indices)
    if axis is None:
        return arr._reshape(-1)[indices]
    return arr[_along_axis(arr, indices, axis)]


def _along_axis(arr, indices, axis):
    """An index of these positions along one axis, and of all others as they are."""
    axis = normalize_axis_index(axis, arr.ndim)
    key = []
    for place in range(arr.ndim):
        if place == axis:
            key.append(indices)
        else:
            shape = [1] * arr.ndim
            shape[place] = arr.shape[place]
            key.append(_numpy.arange(0, arr.shape[place], 1, "int64")._reshape(shape))
    return tuple(key)


@_public
def unravel_index(indices, shape, order="C"):
    """Indices counted in C order, as one index per axis."""
    indices = asarray(indices)
    parts = []
    lengths = _counted(shape, order)
    for length in reversed(lengths):
        parts.append(indices % length)
        indices = indices // length
    if bool(asarray(indices != 0).any()):
        raise ValueError("index is out of bounds for array")
    parts = [part[()] for part in reversed(parts)]
    return tuple(parts if order == "C" else reversed(parts))


def _counted(shape, order):
    """The lengths of axes, the one last whose index changes first."""
    if order not in ("C", "F"):
        raise ValueError("only 'C' or 'F' order is permitted")
    lengths = (shape,) if isinstance(shape, int) else tuple(shape)
    return lengths if order == "C" else lengths[::-1]


@_public
def ravel_multi_index(multi_index, dims, mode="raise", order="C"):
    """One index per axis, as one counted in C order."""
    result = 0
    indices = list(multi_index)
    modes = [mode] * len(indices) if isinstance(mode, str) else list(mode)
    if order != "C":
        indices, modes = indices[::-1], modes[::-1]
    for index, length, kept in zip(indices, _counted(dims, order), modes):
        index = asarray(index)
        if kept != "raise":
            index = _in_range(index, length, kept)
        elif bool(_numpy.array((index < 0) | (index >= length), None).any()):
            raise ValueError("invalid entry in coordinates array")
        result = result * length + index
    return result[()]


@_public
def diag_indices(n, ndim=2):
    """The indices of a diagonal."""
    return (_numpy.arange(0, n, 1, "int64"),) * ndim


@_public
def tril_indices(n, k=0, m=None):
    """The indices at and below a diagonal."""
    return tri(n, m, k, bool).nonzero()


@_public
def triu_indices(n, k=0, m=None):
    """The indices at and above a diagonal."""
    return (~tri(n, m, k - 1, bool)).nonzero()


@_public
def diagonal(a, offset=0, axis1=0, axis2=1):
    """The diagonal of a matrix, or of a stack of them, to be read."""
    a = asarray(a)
    if a.ndim < 2:
        raise ValueError("diag requires an array of at least two dimensions")
    moved = _numpy.moveaxis(a, [axis1, axis2], [-2, -1])
    rows, columns = moved.shape[-2:]
    count = max(0, min(rows + min(offset, 0), columns - max(offset, 0)))
    steps = _numpy.arange(0, count, 1, "int64")
    return read_only(moved[(Ellipsis, steps + max(-offset, 0), steps + max(offset, 0))])
