"""Axes and shapes: the same elements in another arrangement."""

import _dask_array as _core
import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from dask.array.core import Array, asarray, concatenate

__all__ = [
    "append",
    "atleast_1d",
    "atleast_2d",
    "atleast_3d",
    "dstack",
    "expand_dims",
    "flip",
    "fliplr",
    "flipud",
    "hstack",
    "moveaxis",
    "ndim",
    "ravel",
    "rechunk",
    "reshape",
    "roll",
    "rollaxis",
    "rot90",
    "shape",
    "squeeze",
    "swapaxes",
    "transpose",
    "vstack",
]


def transpose(a, axes=None):
    """The axes in another order."""
    return asarray(a).transpose(axes)


def reshape(x, shape, merge_chunks=True, limit=None):
    """Another shape with the same elements in C order."""
    return asarray(x).reshape(shape, merge_chunks=merge_chunks, limit=limit)


def ravel(array_like):
    """One axis."""
    return asarray(array_like).ravel()


def rechunk(x, chunks="auto", threshold=None, block_size_limit=None, balance=False, method=None):
    """The same array cut differently."""
    return asarray(x).rechunk(chunks, threshold, block_size_limit, balance, method)


def squeeze(a, axis=None):
    """Without axes of length 1."""
    return asarray(a).squeeze(axis)


def expand_dims(a, axis):
    """With more axes of length 1."""
    a = asarray(a)
    axis = (axis,) if isinstance(axis, (int, np.integer)) else tuple(axis)
    ndim = a.ndim + len(axis)
    axis = [normalize_axis_index(i, ndim) for i in axis]
    lengths = iter(a.shape)
    return a.reshape([1 if i in axis else next(lengths) for i in range(ndim)])


def swapaxes(a, axis1, axis2):
    """Two axes exchanged."""
    a = asarray(a)
    axis1, axis2 = normalize_axis_index(axis1, a.ndim), normalize_axis_index(axis2, a.ndim)
    order = list(range(a.ndim))
    order[axis1], order[axis2] = order[axis2], order[axis1]
    return _core.transpose(a, order, "swapaxes")


def moveaxis(a, source, destination):
    """Axes moved to other places."""
    a = asarray(a)
    source = [source] if isinstance(source, (int, np.integer)) else list(source)
    destination = [destination] if isinstance(destination, (int, np.integer)) else list(destination)
    if len(source) != len(destination):
        raise ValueError("`source` and `destination` arguments must have the same number of elements")
    source = [normalize_axis_index(i, a.ndim) for i in source]
    destination = [normalize_axis_index(i, a.ndim) for i in destination]
    order = [i for i in range(a.ndim) if i not in source]
    for to, at in sorted(zip(destination, source)):
        order.insert(to, at)
    return a.transpose(order)


def rollaxis(a, axis, start=0):
    """An axis moved before another one."""
    a = asarray(a)
    axis = normalize_axis_index(axis, a.ndim)
    start = start + a.ndim if start < 0 else start
    if not 0 <= start <= a.ndim:
        raise np.exceptions.AxisError(start, a.ndim + 1)
    order = [i for i in range(a.ndim) if i != axis]
    order.insert(start - 1 if start > axis else start, axis)
    return a.transpose(order)


def flip(m, axis=None):
    """The elements in reverse order along axes."""
    m = asarray(m)
    axis = range(m.ndim) if axis is None else [axis] if isinstance(axis, (int, np.integer)) else axis
    if any(not -m.ndim <= i < m.ndim for i in axis):
        raise ValueError(f"`axis` of {tuple(axis)} invalid for {m.ndim}-D array")
    axis = [normalize_axis_index(i, m.ndim) for i in axis]
    return m[tuple(slice(None, None, -1) if i in axis else slice(None) for i in range(m.ndim))]


def flipud(m):
    """Upside down."""
    return flip(m, 0)


def fliplr(m):
    """The other way round."""
    return flip(m, 1)


def rot90(m, k=1, axes=(0, 1)):
    """Turned by ``k`` times 90 degrees."""
    m, axes = asarray(m), tuple(axes)
    if len(axes) != 2:
        raise ValueError("len(axes) must be 2.")
    if axes[0] == axes[1] or abs(axes[0] - axes[1]) == m.ndim:
        raise ValueError("Axes must be different.")
    if any(not -m.ndim <= i < m.ndim for i in axes):
        raise ValueError(f"Axes={axes} out of range for array of ndim={m.ndim}.")
    axes = tuple(i % m.ndim for i in axes)
    k %= 4
    if k == 0:
        return m[:]
    if k == 2:
        return flip(flip(m, axes[0]), axes[1])
    order = list(range(m.ndim))
    order[axes[0]], order[axes[1]] = order[axes[1]], order[axes[0]]
    if k == 1:
        return flip(m, axes[1]).transpose(order)
    return flip(m.transpose(order), axes[1])


def roll(array, shift, axis=None):
    """The elements moved along axes, those that fall off at the end put in front."""
    result = asarray(array)
    if axis is None:
        result = ravel(result)
        if not isinstance(shift, (int, np.integer)):
            raise TypeError("Expect `shift` to be an instance of Integral when `axis` is None.")
        shift, axis = (shift,), (0,)
    else:
        shift = (shift,) if isinstance(shift, (int, np.integer)) else tuple(shift)
        axis = (axis,) if isinstance(axis, (int, np.integer)) else tuple(axis)
    if len(shift) != len(axis):
        raise ValueError("Must have the same number of shifts as axes.")
    for i, s in zip(axis, shift):
        i = normalize_axis_index(i, result.ndim)
        s = -s % result.shape[i] if result.shape[i] else 0
        if not s and result.shape[i]:
            continue
        front = (slice(None),) * i
        result = concatenate([result[front + (slice(s, None),)], result[front + (slice(None, s),)]], axis=i)
    return result.reshape(asarray(array).shape)


def atleast_1d(*arys):
    """With at least one axis."""
    result = [asarray(a) if asarray(a).ndim else asarray(a)[None] for a in arys]
    return result[0] if len(result) == 1 else tuple(result)


def atleast_2d(*arys):
    """With at least two axes."""
    result = []
    for a in map(asarray, arys):
        result.append(a[None, None] if a.ndim == 0 else a[None, :] if a.ndim == 1 else a)
    return result[0] if len(result) == 1 else tuple(result)


def atleast_3d(*arys):
    """With at least three axes."""
    result = []
    for a in map(asarray, arys):
        if a.ndim == 0:
            a = a[None, None, None]
        elif a.ndim == 1:
            a = a[None, :, None]
        elif a.ndim == 2:
            a = a[:, :, None]
        result.append(a)
    return result[0] if len(result) == 1 else tuple(result)


def vstack(tup, allow_unknown_chunksizes=False):
    """Arrays below each other."""
    if isinstance(tup, Array):
        raise NotImplementedError("``vstack`` expects a sequence of arrays as the first argument")
    return concatenate([atleast_2d(x) for x in tup], axis=0, allow_unknown_chunksizes=allow_unknown_chunksizes)


def hstack(tup, allow_unknown_chunksizes=False):
    """Arrays beside each other."""
    if isinstance(tup, Array):
        raise NotImplementedError("``hstack`` expects a sequence of arrays as the first argument")
    axis = 0 if all(x.ndim == 1 for x in tup) else 1
    return concatenate(tup, axis=axis, allow_unknown_chunksizes=allow_unknown_chunksizes)


def dstack(tup, allow_unknown_chunksizes=False):
    """Arrays behind each other."""
    if isinstance(tup, Array):
        raise NotImplementedError("``dstack`` expects a sequence of arrays as the first argument")
    return concatenate([atleast_3d(x) for x in tup], axis=2, allow_unknown_chunksizes=allow_unknown_chunksizes)


def append(arr, values, axis=None):
    """An array with more at its end."""
    arr, values = asarray(arr), asarray(values)
    if axis is None:
        arr, values, axis = arr.ravel() if arr.ndim != 1 else arr, values.ravel(), 0
    return concatenate((arr, values), axis=axis)


def shape(array):
    """The lengths of the axes."""
    return asarray(array).shape


def ndim(a):
    """The number of axes."""
    return asarray(a).ndim
