"""What tasks do with a block, or with what others made of blocks."""

import numpy as np

from dask.core import flatten

__all__ = ["argtopk", "argtopk_aggregate", "argtopk_preprocess", "coarsen"]


def argtopk_preprocess(block, axis, block_info=None):
    """A block, and where each element stands along the axis of the whole array."""
    start, stop = block_info[0]["array-location"][axis]
    line = np.arange(start, stop).reshape((-1,) + (1,) * (block.ndim - axis - 1))
    return block, np.broadcast_to(line, block.shape)


def argtopk(pairs, axis, keepdims, k):
    """The greatest elements of some blocks with their positions, in ascending order."""
    if not keepdims:
        raise ValueError("the axis along which positions are wanted stays")
    (axis,) = axis
    if isinstance(pairs, list):
        pairs = list(flatten(pairs))
        pairs = tuple(np.concatenate([pair[part] for pair in pairs], axis=axis) for part in range(2))
    values, positions = pairs
    order = np.argsort(values, axis=axis)
    n = values.shape[axis]
    count = min(abs(k), n)
    order = order[(slice(None),) * axis + (slice(n - count, n) if k > 0 else slice(0, count),)]
    return np.take_along_axis(values, order, axis), np.take_along_axis(positions, order, axis)


def argtopk_aggregate(pairs, axis, keepdims, k):
    _, positions = argtopk(pairs, axis, keepdims, k)
    return np.flip(positions, axis[0]) if k > 0 else positions


def coarsen(block, reduction, axes, options):
    """Neighbours reduced to one element; what does not fill a group at the end is left out."""
    whole = block[tuple(slice(0, length - length % axes.get(i, 1)) for i, length in enumerate(block.shape))]
    shape = [part for i, length in enumerate(whole.shape) for part in (length // axes.get(i, 1), axes.get(i, 1))]
    return reduction(whole.reshape(shape), axis=tuple(range(1, 2 * block.ndim, 2)), **options)
