"""Functions that arrange: shapes, joining, splitting, choosing."""

import itertools

import _numpy

from ._array import _write
from ._creation import asarray
from ._dispatch import public
from ._encoded import wants
from ._encoded_operations import where as where_encoded

__all__ = ["broadcast_shapes", "row_stack"]
_public = public(__all__)


# Shapes


@_public
def reshape(a, /, shape=None, order="C", *, copy=None):
    """The elements in C order under another shape."""
    return asarray(a).reshape(shape, order=order)


@_public
def transpose(a, axes=None):
    """The axes in another order, reversed by default."""
    return asarray(a)._transpose(axes)


permute_dims = transpose
__all__.append("permute_dims")


@_public
def expand_dims(a, axis):
    """New axes of length 1."""
    a = asarray(a)
    return a._reshape(_numpy.expand_dims(a, axis))


@_public
def moveaxis(a, source, destination):
    """Axes moved to other places."""
    return _numpy.moveaxis(asarray(a), source, destination)


@_public
def rollaxis(a, axis, start=0):
    """One axis moved before another."""
    a = asarray(a)
    axis = axis + a.ndim if axis < 0 else axis
    start = start + a.ndim if start < 0 else start
    return moveaxis(a, axis, start - 1 if axis < start else start)


@_public
def broadcast_to(array, shape, subok=False):
    """The array repeated until it has a shape."""
    return _numpy.broadcast_to(array, shape)


def broadcast_shapes(*shapes):
    """The shape that all of these broadcast to."""
    try:
        return _numpy.broadcast_shapes([(shape,) if isinstance(shape, int) else shape for shape in shapes])
    except ValueError:
        raise ValueError("shape mismatch: objects cannot be broadcast to a single shape") from None


@_public
def broadcast_arrays(*args, subok=False):
    """All arrays repeated until they have one shape."""
    shape = _numpy.broadcast_shapes([asarray(a).shape for a in args])
    return tuple(_numpy.broadcast_to(a, shape) for a in args)


@_public
def atleast_1d(*arys):
    """Arrays with at least one axis."""
    results = tuple(a if a.ndim else a._reshape(1) for a in map(asarray, arys))
    return results[0] if len(results) == 1 else results


@_public
def atleast_2d(*arys):
    """Arrays with at least two axes."""
    results = tuple(a if a.ndim >= 2 else a._reshape((1, -1)) for a in map(asarray, arys))
    return results[0] if len(results) == 1 else results


@_public
def atleast_3d(*arys):
    """Arrays with at least three axes."""

    def widened(a):
        if a.ndim >= 3:
            return a
        return a._reshape(a.shape + (1,)) if a.ndim == 2 else a._reshape((1, -1, 1))

    results = tuple(widened(a) for a in map(asarray, arys))
    return results[0] if len(results) == 1 else results


@_public
def flip(m, axis=None):
    """The order along axes reversed."""
    return _numpy.flip(asarray(m), axis)


@_public
def fliplr(m):
    """Left and right exchanged."""
    m = asarray(m)
    if m.ndim < 2:
        raise ValueError("Input must be >= 2-d.")
    return m[:, ::-1]


@_public
def flipud(m):
    """Top and bottom exchanged."""
    return asarray(m)[::-1]


@_public
def rot90(m, k=1, axes=(0, 1)):
    """Turned by quarters."""
    m = asarray(m)
    first, second = axes
    k %= 4
    if k == 0:
        return m[...]
    if k == 2:
        return flip(m, (first, second))
    return flip(m.swapaxes(first, second), first) if k == 1 else flip(m.swapaxes(first, second), second)


@_public
def roll(a, shift, axis=None):
    """Shifted along an axis; what is pushed out comes in again."""
    a = asarray(a)
    if axis is None:
        return _numpy.roll(a._reshape(-1), shift, 0)._reshape(a.shape) if a.size else a
    if isinstance(axis, int):
        return _numpy.roll(a, shift, axis)
    shifts = (shift,) * len(axis) if isinstance(shift, int) else shift
    for step, one in zip(shifts, axis):
        a = _numpy.roll(a, step, one)
    return a


@_public
def tile(A, reps):
    """The array side by side so many times."""
    return _numpy.tile(A, (reps,) if isinstance(reps, int) else tuple(reps))


@_public
def pad(array, pad_width, mode="constant", *, constant_values=0, **kwargs):
    """With borders around."""
    array = asarray(array)
    width = asarray(pad_width)
    widths = _numpy.broadcast_to(width, (array.ndim, 2)).tolist()
    if callable(mode):
        raise NotImplementedError("a function as mode is not here; constant, edge, reflect, symmetric and wrap are")
    if not isinstance(constant_values, (int, float)):
        values = set(asarray(constant_values)._reshape(-1).tolist())
        if len(values) > 1:
            raise NotImplementedError("only one constant for all borders is here")
        constant_values = values.pop()
    return _numpy.pad(array, widths, mode, constant_values)


# Joining and splitting


def _cast(result, dtype, out):
    return _write(result if dtype is None else result.astype(dtype), out)


@_public
def concatenate(arrays, /, axis=0, out=None, *, dtype=None, casting="same_kind"):
    """Arrays one after another along an axis."""
    if axis is None:
        arrays, axis = [asarray(a)._reshape(-1) for a in arrays], 0
    return _cast(_numpy.concatenate(list(arrays), axis), dtype, out)


concat = concatenate
__all__.append("concat")


@_public
def stack(arrays, axis=0, out=None, *, dtype=None, casting="same_kind"):
    """Arrays side by side along a new axis."""
    return _cast(_numpy.stack(list(arrays), axis), dtype, out)


@_public
def vstack(tup, *, dtype=None, casting="same_kind"):
    """Rows on top of one another."""
    return _cast(_numpy.concatenate([atleast_2d(a) for a in tup], 0), dtype, None)


row_stack = vstack


@_public
def hstack(tup, *, dtype=None, casting="same_kind"):
    """Columns side by side."""
    arrays = [atleast_1d(a) for a in tup]
    return _cast(_numpy.concatenate(arrays, 0 if arrays and arrays[0].ndim == 1 else 1), dtype, None)


@_public
def dstack(tup):
    """Behind one another along the third axis."""
    return _numpy.concatenate([atleast_3d(a) for a in tup], 2)


@_public
def column_stack(tup):
    """1-d arrays as the columns of a matrix."""
    return _numpy.concatenate([a._reshape((-1, 1)) if a.ndim < 2 else a for a in map(asarray, tup)], 1)


@_public
def block(arrays):
    """An array from nested lists of blocks."""
    return _joined(arrays, _depth(arrays))


def _depth(item):
    """How deep lists are nested."""
    return 1 + max(map(_depth, item), default=0) if isinstance(item, list) else 0


def _joined(item, levels, level=0):
    """An array, or nested lists of arrays as one; ``level`` of ``levels`` lists are around it."""
    if not isinstance(item, list):
        a = asarray(item)
        return a if a.ndim >= levels else a._reshape((1,) * (levels - a.ndim) + a.shape)
    return _numpy.concatenate([_joined(part, levels, level + 1) for part in item], level - levels)


@_public
def append(arr, values, axis=None):
    """With values at the end."""
    if axis is None:
        return _numpy.concatenate([asarray(arr)._reshape(-1), asarray(values)._reshape(-1)], 0)
    return _numpy.concatenate([asarray(arr), asarray(values)], axis)


@_public
def delete(arr, obj, axis=None):
    """Without the elements at these positions."""
    arr = asarray(arr)
    if axis is None:
        arr, axis = arr._reshape(-1), 0
    axis = axis + arr.ndim if axis < 0 else axis
    keep = _numpy.full((arr.shape[axis],), True, "bool")
    keep[obj] = False
    return arr[(slice(None),) * axis + (keep,)]


@_public
def insert(arr, obj, values, axis=None):
    """With values before a position."""
    arr = asarray(arr)
    if axis is None:
        arr, axis = arr._reshape(-1), 0
    axis = axis + arr.ndim if axis < 0 else axis
    if not isinstance(obj, int):
        raise NotImplementedError("only one position is here; insert one after another")
    obj = obj + arr.shape[axis] if obj < 0 else obj
    before, after = arr[(slice(None),) * axis + (slice(0, obj),)], arr[(slice(None),) * axis + (slice(obj, None),)]
    values = asarray(values).astype(arr.dtype)
    shape = list(arr.shape)
    if arr.ndim == 1:
        shape[axis] = values.size
        values = values._reshape(-1)
    else:
        shape[axis] = 1
        values = _numpy.broadcast_to(values, [n for place, n in enumerate(shape) if place != axis])
        values = values._reshape(shape)
    return _numpy.concatenate([before, _numpy.broadcast_to(values, shape), after], axis)


@_public
def array_split(ary, indices_or_sections, axis=0):
    """In parts, of nearly equal length or between indices."""
    ary = asarray(ary)
    length = ary.shape[axis]
    if isinstance(indices_or_sections, int):
        if indices_or_sections <= 0:
            raise ValueError("number sections must be larger than 0.")
        each, extras = divmod(length, indices_or_sections)
        bounds = [0]
        for part in range(indices_or_sections):
            bounds.append(bounds[-1] + each + (part < extras))
    else:
        bounds = [0, *indices_or_sections, length]
    axis = axis + ary.ndim if axis < 0 else axis
    return [ary[(slice(None),) * axis + (slice(first, last),)] for first, last in itertools.pairwise(bounds)]


@_public
def split(ary, indices_or_sections, axis=0):
    """In parts of equal length or between indices."""
    if isinstance(indices_or_sections, int) and asarray(ary).shape[axis] % indices_or_sections:
        raise ValueError("array split does not result in an equal division")
    return array_split(ary, indices_or_sections, axis)


@_public
def vsplit(ary, indices_or_sections):
    """In parts along the first axis."""
    return split(ary, indices_or_sections, 0)


@_public
def hsplit(ary, indices_or_sections):
    """In parts along the second axis."""
    return split(ary, indices_or_sections, 1 if asarray(ary).ndim > 1 else 0)


# Choosing


@_public
def where(condition, x=None, y=None, /):
    """Elements of `x` where the condition is true, of `y` elsewhere; the indices of true elements without them."""
    if x is None and y is None:
        return _numpy.nonzero(condition)
    if x is None or y is None:
        raise ValueError("either both or neither of x and y should be given")
    if wants(x) or wants(y):
        return where_encoded(condition, x, y)
    return _numpy.where_(condition, x, y)


@_public
def select(condlist, choicelist, default=0):
    """The first choice whose condition is true."""
    result = default
    for condition, choice in reversed(list(zip(condlist, choicelist))):
        result = _numpy.where_(condition, choice, result)
    return result


@_public
def clip(a, a_min=None, a_max=None, out=None, *, min=None, max=None):
    """Kept between two bounds."""
    return _write(_numpy.clip(a, a_min if min is None else min, a_max if max is None else max), out)


@_public
def compress(condition, a, axis=None, out=None):
    """The elements where a 1-d condition is true."""
    return asarray(a).compress(condition, axis)


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
    axis = axis + arr.ndim if axis < 0 else axis
    key = []
    for place in range(arr.ndim):
        if place == axis:
            key.append(indices)
        else:
            shape = [1] * arr.ndim
            shape[place] = arr.shape[place]
            key.append(_numpy.arange(0, arr.shape[place], 1, "int64")._reshape(shape))
    return arr[tuple(key)]


@_public
def unravel_index(indices, shape, order="C"):
    """Indices counted in C order, as one index per axis."""
    indices = asarray(indices)
    parts = []
    for length in reversed((shape,) if isinstance(shape, int) else shape):
        parts.append(indices % length)
        indices = indices // length
    if bool(asarray(indices != 0).any()):
        raise ValueError("index is out of bounds for array")
    return tuple(part[()] for part in reversed(parts))


@_public
def ravel_multi_index(multi_index, dims, mode="raise", order="C"):
    """One index per axis, as one counted in C order."""
    result = 0
    for index, length in zip(multi_index, dims):
        result = result * length + asarray(index)
    return result[()]


@_public
def diag_indices(n, ndim=2):
    """The indices of a diagonal."""
    return (_numpy.arange(0, n, 1, "int64"),) * ndim


@_public
def diagonal(a, offset=0, axis1=0, axis2=1):
    """The diagonal of a matrix, or of a stack of them."""
    a = asarray(a)
    if a.ndim < 2:
        raise ValueError("diag requires an array of at least two dimensions")
    moved = _numpy.moveaxis(a, [axis1, axis2], [-2, -1])
    rows, columns = moved.shape[-2:]
    count = max(0, min(rows + min(offset, 0), columns - max(offset, 0)))
    steps = _numpy.arange(0, count, 1, "int64")
    return moved[(Ellipsis, steps + max(-offset, 0), steps + max(offset, 0))]


@_public
def copyto(dst, src, casting="same_kind", where=True):
    """Write one array into another."""
    if where is True:
        dst[...] = src
    else:
        mask = _numpy.broadcast_to(where, dst.shape)
        dst[mask] = _numpy.broadcast_to(src, dst.shape)[mask]


@_public
def place(arr, mask, vals):
    """Set the elements where a mask is true."""
    arr[asarray(mask).astype(bool)] = vals


@_public
def fill_diagonal(a, val, wrap=False):
    """Set the diagonal."""
    count = min(a.shape)
    steps = _numpy.arange(0, count, 1, "int64")
    a[(steps,) * a.ndim] = val
