"""Functions that arrange: shapes, joining, splitting, choosing."""

import itertools

import _numpy

from ._array import _in_range, _write, dressed, ndarray
from ._axes import normalize_axis_index, normalize_axis_tuple
from ._creation import asarray
from ._dispatch import foreign, public
from ._dtypes import can_cast
from ._encoded import Encoded
from ._encoded_making import wants
from ._encoded_operations import where as where_encoded

__all__ = ["broadcast_shapes", "row_stack"]
_public = public(__all__)
_NOT_GIVEN = object()

# So many arrays fit into the memory of a page.
_PARTS_MAX = 2_000_000


# Shapes


@_public
def reshape(a, /, shape, order="C", *, copy=None):
    """The elements in C order under another shape."""
    return dressed(asarray(a).reshape(shape, order=order, copy=copy), a)


@_public
def transpose(a, axes=None):
    """The axes in another order, reversed by default."""
    return a.transpose(axes) if hasattr(a, "__array_wrap__") else asarray(a)._transpose(axes)


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
    axis = normalize_axis_index(axis, a.ndim)
    start = start + a.ndim if start < 0 else start
    return moveaxis(a, axis, start - 1 if axis < start else start)


@_public
def broadcast_to(array, shape, subok=False):
    """The array repeated until it has a shape. Arrays have no subclasses here."""
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
    results = tuple(a if a.ndim else a.reshape(1) for a in map(asarray, arys))
    return results[0] if len(results) == 1 else results


@_public
def atleast_2d(*arys):
    """Arrays with at least two axes."""
    results = tuple(a if a.ndim >= 2 else a.reshape((1, -1)) for a in map(asarray, arys))
    return results[0] if len(results) == 1 else results


@_public
def atleast_3d(*arys):
    """Arrays with at least three axes."""

    def widened(a):
        if a.ndim >= 3:
            return a
        return a.reshape(a.shape + (1,)) if a.ndim == 2 else a.reshape((1, -1, 1))

    results = tuple(widened(a) for a in map(asarray, arys))
    return results[0] if len(results) == 1 else results


@_public
def flip(m, axis=None):
    """The order along axes reversed."""
    if isinstance(m, ndarray) or not hasattr(m, "__array_wrap__"):
        return _numpy.flip(asarray(m), axis)
    # A labelled array keeps its labels.
    axes = range(m.ndim) if axis is None else normalize_axis_tuple(axis, m.ndim)
    return m[tuple(slice(None, None, -1) if place in axes else slice(None) for place in range(m.ndim))]


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
    if len(axes) != 2:
        raise ValueError("len(axes) must be 2.")
    first, second = axes
    if first == second or abs(first - second) == m.ndim:
        raise ValueError("Axes must be different.")
    if not (-m.ndim <= first < m.ndim and -m.ndim <= second < m.ndim):
        raise ValueError(f"Axes={tuple(axes)} out of range for array of ndim={m.ndim}.")
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


# Joining and splitting


def _cast(result, dtype, out, casting):
    if out is not None:
        if dtype is not None:
            raise TypeError("concatenate() only takes `out` or `dtype` as an argument, but both were provided.")
        if not can_cast(result.dtype, out.dtype, casting):
            raise TypeError(f"Cannot cast array data from {result.dtype!r} to {out.dtype!r} according to the rule '{casting}'")
    return _write(result if dtype is None else result.astype(dtype, casting=casting), out)


@_public
def concatenate(arrays, /, axis=0, out=None, *, dtype=None, casting="same_kind"):
    """Arrays one after another along an axis."""
    arrays = [asarray(a) for a in arrays]
    if any(isinstance(a, Encoded) for a in arrays):
        return concatenate(arrays, axis, out, dtype=dtype, casting=casting)
    if axis is None:
        arrays, axis = [a._reshape(-1) for a in arrays], 0
    return _cast(_numpy.concatenate(list(arrays), axis), dtype, out, casting)


concat = concatenate
__all__.append("concat")


@_public
def stack(arrays, axis=0, out=None, *, dtype=None, casting="same_kind"):
    """Arrays side by side along a new axis."""
    arrays = [asarray(a) for a in arrays]
    if any(isinstance(a, Encoded) for a in arrays):
        return stack(arrays, axis, out, dtype=dtype, casting=casting)
    return _cast(_numpy.stack(list(arrays), axis), dtype, out, casting)


@_public
def vstack(tup, *, dtype=None, casting="same_kind"):
    """Rows on top of one another."""
    return concatenate([atleast_2d(a) for a in tup], 0, dtype=dtype, casting=casting)


row_stack = vstack


@_public
def hstack(tup, *, dtype=None, casting="same_kind"):
    """Columns side by side."""
    arrays = [atleast_1d(a) for a in tup]
    return concatenate(arrays, 0 if arrays and arrays[0].ndim == 1 else 1, dtype=dtype, casting=casting)


@_public
def dstack(tup):
    """Behind one another along the third axis."""
    return concatenate([atleast_3d(a) for a in tup], 2)


@_public
def column_stack(tup):
    """1-d arrays as the columns of a matrix."""
    return concatenate([a.reshape((-1, 1)) if a.ndim < 2 else a for a in map(asarray, tup)], 1)


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
        return a if a.ndim >= levels else a.reshape((1,) * (levels - a.ndim) + a.shape)
    return concatenate([_joined(part, levels, level + 1) for part in item], level - levels)


@_public
def append(arr, values, axis=None):
    """With values at the end."""
    return concatenate([asarray(arr), asarray(values)], axis)


@_public
def delete(arr, obj, axis=None):
    """Without the elements at these positions."""
    arr = asarray(arr)
    if axis is None:
        arr, axis = arr.ravel(), 0
    axis = normalize_axis_index(axis, arr.ndim)
    length = arr.shape[axis]
    keep = _numpy.full((length,), True, "bool")
    if not isinstance(obj, (int, slice)):
        obj = _numpy.array(obj, None)
        obj = obj.astype("int64") if obj.size == 0 else obj
        if obj.dtype.kind == "b" and obj.shape != (length,):
            raise ValueError(f"boolean array argument obj to delete must be one-dimensional and match the axis length of {length}")
    elif isinstance(obj, int) and not -length <= obj < length:
        raise IndexError(f"index {obj} is out of bounds for axis {axis} with size {length}")
    keep[obj] = False
    return arr[(slice(None),) * axis + (keep,)]


@_public
def insert(arr, obj, values, axis=None):
    """With values before positions."""
    arr = asarray(arr)
    if axis is None:
        arr, axis = arr._reshape(-1), 0
    axis = normalize_axis_index(axis, arr.ndim)
    length = arr.shape[axis]
    places = _inserted_places(obj, length, axis)
    values = asarray(values) if isinstance(values, _numpy.Array) else asarray(values, arr.dtype)
    if places.ndim == 0:
        # A single position takes all values.
        values = values._reshape((1,) * (arr.ndim - values.ndim) + values.shape)
        values = _numpy.moveaxis(values, 0, axis) if isinstance(obj, int) or getattr(obj, "ndim", 1) == 0 else values
        places = _numpy.broadcast_to(places, (values.shape[axis],))
    order = places.argsort(kind="stable")
    at = _numpy.full((places.size,), 0, "int64")
    at[order] = places[order] + _numpy.arange(0, places.size, 1, "int64")
    shape = tuple(n + places.size if place == axis else n for place, n in enumerate(arr.shape))
    result = _numpy.full(shape, 0, arr.dtype.name)
    old = _numpy.full((shape[axis],), True, "bool")
    old[at] = False
    before = (slice(None),) * axis
    result[before + (at,)] = values
    result[before + (old,)] = arr
    return result


def _inserted_places(obj, length, axis):
    """Positions counted from the first; 0-d if there is just one."""
    if isinstance(obj, slice):
        places = _numpy.arange(*obj.indices(length), "int64")
        places = places._reshape(()) if places.size == 1 else places
    else:
        places = _numpy.array(obj, None)
        if places.dtype.kind == "b":
            places = _numpy.nonzero(places)[0]
        places = places.astype("int64") if places.size == 0 else places
        places = places._reshape(()) if places.size == 1 else places
    for place in places._reshape(-1).tolist():
        if not -length <= place <= length:
            raise IndexError(f"index {place} is out of bounds for axis {axis} with size {length}")
    return _numpy.array(_numpy.where_(places < 0, places + length, places), None)


@_public
def array_split(ary, indices_or_sections, axis=0):
    """In parts, of nearly equal length or between indices."""
    ary = asarray(ary)
    length = ary.shape[axis]
    if isinstance(indices_or_sections, int):
        if indices_or_sections <= 0:
            raise ValueError("number sections must be larger than 0.")
        if indices_or_sections > _PARTS_MAX:
            raise MemoryError(f"array_split into {indices_or_sections} parts, most of them empty: there is no memory for so many arrays")
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
def where(condition, x=_NOT_GIVEN, y=_NOT_GIVEN, /):
    """Elements of `x` where the condition is true, of `y` elsewhere; the indices of true elements without them."""
    if x is _NOT_GIVEN and y is _NOT_GIVEN:
        is_scalar = not hasattr(condition, "__len__") or isinstance(condition, (str, dict))
        if getattr(condition, "ndim", 0 if is_scalar else 1) == 0:
            raise ValueError(
                "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead."
                " If the context of this error is of the form `arr[nonzero(cond)]`, just use `arr[cond]`."
            )
        return _numpy.nonzero(condition)
    if x is _NOT_GIVEN or y is _NOT_GIVEN:
        raise ValueError("either both or neither of x and y should be given")
    if wants(x) or wants(y):
        return where_encoded(condition, x, y)
    return _numpy.where_(condition, x, y)


@_public
def select(condlist, choicelist, default=0):
    """The first choice whose condition is true."""
    result = default
    for condition, choice in reversed(list(zip(condlist, choicelist))):
        result = where(condition, choice, result)
    return result


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
    return a.__array_wrap__(clipped)


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
