"""Some of the elements: those at positions, those that a mask chooses, those that are not 0."""

import itertools

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from dask.array.core import Array, asarray, broadcast_to, concatenate, stack
from dask.array.creation import indices

__all__ = [
    "argwhere",
    "compress",
    "delete",
    "extract",
    "flatnonzero",
    "insert",
    "nonzero",
    "take",
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
