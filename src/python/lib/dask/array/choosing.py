"""Some of the elements: those at positions, those that a mask chooses, those that are not 0."""

import itertools

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from dask.array.core import Array, asarray, broadcast_arrays, broadcast_to, concatenate, elemwise, stack
from dask.array.creation import empty, indices, tri

__all__ = [
    "argwhere",
    "choose",
    "compress",
    "delete",
    "extract",
    "flatnonzero",
    "insert",
    "nonzero",
    "ravel_multi_index",
    "take",
    "tril_indices",
    "tril_indices_from",
    "triu_indices",
    "triu_indices_from",
    "unravel_index",
]


def take(a, indices, axis=0):
    """Elements at positions along an axis."""
    a = asarray(a)
    indices = np.asarray(indices) if isinstance(indices, (list, tuple)) else indices
    return a[(slice(None),) * normalize_axis_index(axis, a.ndim) + (indices,)]


def compress(condition, a, axis=None):
    """Elements where a condition along an axis holds."""
    a = asarray(a)
    condition = (condition if isinstance(condition, Array) else np.asarray(condition)).astype(bool)
    if condition.ndim != 1:
        raise ValueError("Condition must be one dimensional")
    if axis is None:
        a, axis = a.ravel(), 0
    front = (slice(None),) * normalize_axis_index(axis, a.ndim)
    return a[front + (slice(None, len(condition)),)][front + (condition,)]


def extract(condition, arr):
    """Elements where a condition holds."""
    return compress(asarray(condition).astype("bool").ravel(), asarray(arr).ravel())


def nonzero(a):
    """The positions of elements that are not 0, one array for each axis."""
    found = argwhere(a)
    return tuple(found[:, i] for i in range(found.shape[1])) if found.ndim > 1 else (found,)


def argwhere(a):
    """The positions of elements that are not 0, one row for each."""
    a = asarray(a)
    positions = indices(a.shape, dtype="int64", chunks=a.chunks)
    positions = stack([positions[i].ravel() for i in range(len(positions))], axis=1)
    return compress(isnonzero(a).ravel(), positions, axis=0)


def isnonzero(a):
    """Whether elements are not 0."""
    return asarray(a).astype("bool")


def flatnonzero(a):
    """The positions of elements that are not 0 in the flat array."""
    return nonzero(asarray(a).ravel())[0]


def choose(a, choices):
    """For each element the one of the choices that it numbers."""
    return elemwise(variadic_choose, a, *choices)


def variadic_choose(a, *choices):
    """``np.choose`` of one block each."""
    return np.choose(a, choices)


def tril_indices(n, k=0, m=None, chunks="auto"):
    """The positions at and below a diagonal."""
    return nonzero(tri(n, m, k=k, dtype=bool, chunks=chunks))


def triu_indices(n, k=0, m=None, chunks="auto"):
    """The positions at and above a diagonal."""
    return nonzero(~tri(n, m, k=k - 1, dtype=bool, chunks=chunks))


def tril_indices_from(arr, k=0):
    """The positions of a matrix at and below a diagonal."""
    if arr.ndim != 2:
        raise ValueError("input array must be 2-d")
    return tril_indices(arr.shape[-2], k=k, m=arr.shape[-1], chunks=arr.chunks)


def triu_indices_from(arr, k=0):
    """The positions of a matrix at and above a diagonal."""
    if arr.ndim != 2:
        raise ValueError("input array must be 2-d")
    return triu_indices(arr.shape[-2], k=k, m=arr.shape[-1], chunks=arr.chunks)


def unravel_index(indices, shape, order="C"):
    """The positions, one array for each axis, of numbers of elements in the flat array."""
    if not shape or not indices.size:
        return tuple(empty((0,), dtype="int64", chunks=1) for _ in shape)
    chunks = ((len(shape),), *indices.chunks)
    found = indices.map_blocks(_unravel, dtype="int64", chunks=chunks, new_axis=0, shape=shape, order=order, token="_unravel_index_kernel")
    return tuple(found)


def _unravel(block, shape, order):
    return np.stack(np.unravel_index(block, shape, order=order))


def ravel_multi_index(multi_index, dims, mode="raise", order="C"):
    """The numbers of elements in the flat array, by their positions along each axis."""
    dims = (dims,) if np.isscalar(dims) else dims
    if isinstance(dims, Array) or any(isinstance(length, Array) for length in dims):
        raise NotImplementedError(f"Dask types are not supported in the `dims` argument: {dims!r}")
    is_array = isinstance(multi_index, (Array, np.ndarray))
    rows = asarray(multi_index) if is_array else stack(broadcast_arrays(*multi_index))
    if len(rows) != len(dims):
        raise ValueError(f"parameter multi_index must be a sequence of length {len(dims)}")
    if rows.dtype.kind != "i":
        raise TypeError("only int indices permitted")
    return rows.map_blocks(
        _ravel, dtype="int64", chunks=rows.chunks[1:], drop_axis=0, dims=dims, mode=mode, order=order, token="ravel_multi_index"
    )


def _ravel(rows, dims, mode, order):
    return np.ravel_multi_index(tuple(rows), dims, mode=mode, order=order)


def insert(arr, obj, values, axis):
    """An array with more in between."""
    arr = asarray(arr)
    axis = normalize_axis_index(axis, arr.ndim)
    length = arr.shape[axis]
    positions = np.asarray(np.arange(*obj.indices(length)) if isinstance(obj, slice) else obj)
    is_one = positions.ndim == 0
    positions = np.atleast_1d(positions)
    positions = np.where(positions < 0, positions + length, positions)
    if (np.diff(positions) < 0).any():
        raise NotImplementedError("da.insert only implemented for monotonic ``obj`` argument")
    if np.ndim(values) == 0:
        shape = arr.shape[:axis] + (len(positions),) + arr.shape[axis + 1 :]
        values = broadcast_to(asarray(values), shape)
    else:
        values = asarray(values)
        values = values[(slice(None),) * axis + (None,)] if is_one else values
    values = values.rechunk(tuple(own if i == axis else chunks for i, (chunks, own) in enumerate(zip(arr.chunks, values.chunks))))
    counts = np.bincount(positions)[:-1]
    pieces = _split(arr, np.unique(positions), axis)
    between = _split(values, np.cumsum(counts[counts > 0]), axis)
    pieces = [piece for pair in itertools.zip_longest(pieces, between) for piece in pair if piece is not None and piece.nbytes]
    return concatenate(pieces, axis=axis)


def _split(array, breaks, axis):
    """The parts of an array before, between and behind some positions."""
    edges = [0, *np.asarray(breaks).tolist(), None]
    return [array[(slice(None),) * axis + (slice(*pair),)] for pair in itertools.pairwise(edges)]


def delete(arr, obj, axis):
    """An array without some of its elements."""
    arr = asarray(arr)
    axis = normalize_axis_index(axis, arr.ndim)
    length = arr.shape[axis]
    gone = np.asarray(np.arange(*obj.indices(length)) if isinstance(obj, slice) else obj)
    first, *rest = _split(arr, np.unique(np.where(gone < 0, gone + length, gone)), axis)
    return concatenate([first, *(part[(slice(None),) * axis + (slice(1, None),)] for part in rest)], axis=axis)
