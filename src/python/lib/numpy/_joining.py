"""Arrays put together, taken apart, and made longer or shorter."""

import itertools

import _numpy
from _dasklet_missing import unsupported

from ._array import _write
from ._axes import normalize_axis_index
from ._creation import asarray, mgrid
from ._dispatch import public
from ._dtypes import can_cast
from ._encoded import Encoded
from ._shapes import atleast_1d, atleast_2d, atleast_3d

__all__ = ["row_stack", "r_", "c_"]
_public = public(__all__)

# So many arrays fit into the memory of a page.
_PARTS_MAX = 2_000_000


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


class _Joined:
    """`np.r_[0:3, 7]`: slices, numbers and arrays in one; with `np.c_` each of them is a column."""

    def __init__(self, is_columns):
        self._is_columns = is_columns

    def __getitem__(self, key):
        parts = []
        for part in key if isinstance(key, tuple) else (key,):
            if isinstance(part, str):
                raise unsupported("text in np.r_ and np.c_", "np.concatenate and np.stack take axis=")
            part = mgrid[part] if isinstance(part, slice) else atleast_1d(part)
            parts.append(part[:, None] if self._is_columns and part.ndim == 1 else part)
        return concatenate(parts, -1 if self._is_columns else 0)


r_, c_ = _Joined(False), _Joined(True)


@_public
def array_split(ary, indices_or_sections, axis=0):
    """In parts, of nearly equal length or between indices."""
    ary = asarray(ary)
    axis = normalize_axis_index(axis, ary.ndim)
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
    return split(_of_axes(ary, 2, "vsplit"), indices_or_sections, 0)


@_public
def hsplit(ary, indices_or_sections):
    """In parts along the second axis."""
    ary = _of_axes(ary, 1, "hsplit")
    return split(ary, indices_or_sections, 1 if ary.ndim > 1 else 0)


@_public
def dsplit(ary, indices_or_sections):
    """In parts along the third axis."""
    return split(_of_axes(ary, 3, "dsplit"), indices_or_sections, 2)


def _of_axes(ary, least, name):
    ary = asarray(ary)
    if ary.ndim < least:
        raise ValueError(f"{name} only works on arrays of {least} or more dimensions")
    return ary
