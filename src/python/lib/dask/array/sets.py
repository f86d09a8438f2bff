"""Values among others: what occurs, which ones are the same, where they belong."""

import numpy as np

from dask.array import reductions
from dask.array.core import asarray, blockwise, concatenate, from_array
from dask.array.elements import where

__all__ = [
    "digitize",
    "isin",
    "searchsorted",
    "union1d",
    "unique",
]


def isin(element, test_elements, assume_unique=False, invert=False):
    """Whether elements are among others."""
    element, others = asarray(element), asarray(test_elements)
    axes = tuple(range(element.ndim))
    other_axes = tuple(range(element.ndim, element.ndim + others.ndim))
    found = blockwise(
        _isin_kernel,
        axes + other_axes,
        element,
        axes,
        others,
        other_axes,
        adjust_chunks=dict.fromkeys(other_axes, lambda length: 1),
        dtype="bool",
        assume_unique=assume_unique,
    ).any(axis=other_axes)
    return ~found if invert else found


def _isin_kernel(block, values, assume_unique):
    found = np.isin(block.ravel(), values.ravel(), assume_unique=assume_unique)
    return found.reshape(block.shape + (1,) * values.ndim)


def digitize(a, bins, right=False):
    """Into which bin elements fall."""
    bins = np.asarray(bins)
    return asarray(a).map_blocks(np.digitize, dtype="int64", bins=bins, right=right, token="digitize")


def searchsorted(a, v, side="left", sorter=None):
    """Where elements of ``v`` belong in the sorted ``a``."""
    a, v = asarray(a), asarray(v)
    if a.ndim != 1:
        raise ValueError("Input array a must be one dimensional")
    if sorter is not None:
        raise NotImplementedError("da.searchsorted with a sorter argument is not supported")
    labels = list(range(v.ndim + 1))
    # One row for each block of `a`: where elements belong in it.
    rows = blockwise(_searchsorted_block, labels, a, [0], v, labels[1:], dtype="int64", adjust_chunks={0: 1}, side=side)
    starts = np.cumsum((0, *a.chunks[0]))[:-1].reshape((-1,) + (1,) * v.ndim)
    found = where(rows < 0, rows, rows + from_array(starts, chunks=1)).max(axis=0)
    found[found == -1] = 0
    return found


def _searchsorted_block(x, y, side):
    found = np.asarray(np.searchsorted(x, y, side=side))
    # Before all elements of a block: right for the first block alone, so another block's answer goes before.
    return np.where(found == 0, -1, found)[np.newaxis]


def _unique_block(x, axis, keepdims):
    return np.unique(x)


def unique(ar, return_index=False, return_inverse=False, return_counts=False):
    """The distinct elements, sorted; also where they first stand, where each element stands among them, how often they occur."""
    ar = asarray(ar)
    if return_index or return_inverse or return_counts:
        return _unique_parts(ar, {"return_index": return_index, "return_inverse": return_inverse, "return_counts": return_counts})
    result = reductions.reduction(
        ar.ravel(), _unique_block, _unique_block, axis=0, dtype=ar.dtype, keepdims=True, combine=_unique_block, name="unique"
    )
    result._set_chunks(((float("nan"),),))
    return result


def _unique_parts(ar, wanted):
    whole = ar.ravel().rechunk(-1)
    parts = [whole.map_blocks(_unique_part, None, dtype=ar.dtype, chunks=((float("nan"),),), token="unique")]
    for name, is_wanted in wanted.items():
        if is_wanted:
            chunks = whole.chunks if name == "return_inverse" else ((float("nan"),),)
            part = whole.map_blocks(_unique_part, name, dtype="int64", chunks=chunks, token="unique")
            parts.append(part.rechunk(ar.ravel().chunks).reshape(ar.shape) if name == "return_inverse" else part)
    return tuple(parts)


def _unique_part(block, name):
    return np.unique(block) if name is None else np.unique(block, **{name: True})[1]


def union1d(ar1, ar2):
    """The distinct elements of both."""
    return unique(concatenate((asarray(ar1).ravel(), asarray(ar2).ravel())))
