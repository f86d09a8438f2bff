"""Chunks made smaller along some axes, to make up for axes along which they grow."""

import math

from dask import config

__all__ = ["calculate_new_chunksizes"]


def calculate_new_chunksizes(input_chunks, new_chunks, changeable_dimensions, maximum_chunk):
    """``new_chunks`` with chunks along ``changeable_dimensions`` cut until none has more than ``maximum_chunk`` elements."""
    tolerance = config.get("array.chunk-size-tolerance")
    changeable, new_chunks = set(changeable_dimensions), list(new_chunks)
    while changeable:
        factor = math.prod(map(max, new_chunks)) / max(maximum_chunk, 1)
        if factor <= 1:
            break
        n_changeable = len(changeable)
        for axis in sorted(changeable):
            limit = max(new_chunks[axis]) / factor ** (1 / n_changeable)
            cut = [size for c in input_chunks[axis] for size in _split(c, limit, tolerance)]
            if tuple(cut) == new_chunks[axis] or max(cut) == 1:
                changeable.remove(axis)
            new_chunks[axis] = tuple(cut)
    return new_chunks


def _split(size, limit, tolerance):
    """A chunk, or what it is cut into if it is much longer than ``limit``; longer pieces come first."""
    if size <= tolerance * limit:
        return [size]
    count = min(math.ceil(size / limit), size)
    length, rest = divmod(size, count)
    return [length + (i < rest) for i in range(count)]
