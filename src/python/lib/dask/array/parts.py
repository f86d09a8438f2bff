"""Parts of arrays by block and by single positions: ``x.blocks``, ``x.vindex``, ``x.to_delayed()``."""

import itertools
import math

import numpy as np

__all__ = ["Blocks", "VIndex", "boxed", "delayed_blocks", "shape_chunks", "shape_of", "single_blocks"]


def delayed_blocks(x):
    """The blocks as delayed values, in an array of objects."""
    from dask.delayed import delayed

    found = np.empty(x.numblocks, dtype=object)
    for index in np.ndindex(*x.numblocks):
        found[index] = delayed(x.blocks[index] if index else x)
    return found


def shape_of(block):
    return np.array(np.asarray(block).shape).reshape((-1,) + (1,) * (max(np.asarray(block).ndim, 1) - 1))


def shape_chunks(part):
    return ((part.ndim,),) + ((1,),) * (part.ndim - 1)


def single_blocks(x):
    for index in itertools.product(*map(range, x.numblocks)):
        yield x.blocks[index]


class Blocks:
    def __init__(self, array):
        self._array = array

    def __getitem__(self, index):
        return self._array._blocks(index)

    @property
    def shape(self):
        return self._array.numblocks

    @property
    def size(self):
        return math.prod(self.shape)

    def ravel(self):
        return list(single_blocks(self._array))


class VIndex:
    def __init__(self, array):
        self._array = array

    def __getitem__(self, key):
        key = key if isinstance(key, tuple) else (key,)
        return _vindex(self._array, *key)


def _vindex(x, *indexes):
    if any(index is None for index in indexes):
        raise IndexError(f"vindex does not support indexing with None (np.newaxis), got {indexes}")
    if all(isinstance(index, slice) for index in indexes):
        if all(index == slice(None) for index in indexes):
            return x
        raise IndexError("vindex requires at least one non-slice to vectorize over; use x[...] for slices")
    if len(indexes) > x.ndim:
        raise IndexError("Too many indices for array")
    indexes = list(indexes) + [slice(None)] * (x.ndim - len(indexes))
    lists = {axis: np.asarray(index) for axis, index in enumerate(indexes) if not isinstance(index, slice)}
    for axis, index in lists.items():
        size = x.shape[axis]
        if index.size and (int(index.max()) >= size or int(index.min()) < -size):
            raise IndexError(f"vindex key has entries out of bounds for indexing along axis {axis} of size {size}")
    for axis, index in enumerate(indexes):
        if isinstance(index, slice) and index != slice(None):
            x = x[(slice(None),) * axis + (index,)]
    # Positions in the flattened chosen axes; one take gathers them.
    order = list(lists) + [axis for axis in range(x.ndim) if axis not in lists]
    moved = x.transpose(order)
    lengths = [x.shape[axis] for axis in lists]
    flat = 0
    for length, index in zip(lengths, lists.values()):
        flat = flat * length + np.where(index < 0, index + length, index)
    rest = tuple(x.shape[axis] for axis in order[len(lists) :])
    gathered = moved.reshape((math.prod(lengths),) + rest)[np.asarray(flat).ravel()]
    gathered = gathered.rechunk({0: math.prod(max(x.chunks[axis]) for axis in lists) or -1})
    return gathered.reshape(np.asarray(flat).shape + rest)


def boxed(array, like=None):
    """``array``, which is computed to an array even without axes (if ``like`` is, where it is given)."""
    if not array.ndim and (like is None or like._dasklet_is_boxed):
        array._dasklet_is_boxed = True
    return array
