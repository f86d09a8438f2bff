"""Functions that look around each element."""

import _dask_array as _core
import numpy as np

from dask.array.core import Array, _wrap_axis, asarray, concatenate, map_blocks

__all__ = ["map_overlap", "overlap", "trim_internal", "trim_overlap"]


def _depths(ndim, depth):
    if isinstance(depth, (int, np.integer)):
        depth = dict.fromkeys(range(ndim), depth)
    elif isinstance(depth, (tuple, list)):
        if len(depth) != ndim:
            raise ValueError(f"depth has {len(depth)} entries for {ndim} axes")
        depth = dict(enumerate(depth))
    depth = {_wrap_axis(axis, ndim): d for axis, d in (depth or {}).items()}
    pairs = []
    for axis in range(ndim):
        d = depth.get(axis, 0)
        pair = tuple(int(n) for n in d) if isinstance(d, (tuple, list)) else (int(d), int(d))
        if min(pair) < 0:
            raise ValueError("depths must not be negative")
        pairs.append(pair)
    return pairs


def _boundaries(ndim, boundary):
    if boundary is None:
        boundary = "none"
    if not isinstance(boundary, (dict, tuple, list)):
        return [boundary] * ndim
    if isinstance(boundary, (tuple, list)):
        boundary = dict(enumerate(boundary))
    boundary = {_wrap_axis(axis, ndim): b for axis, b in boundary.items()}
    return [boundary.get(axis, "none") for axis in range(ndim)]


def _is_open(boundary):
    return boundary is None or (isinstance(boundary, str) and boundary == "none")


def _with_border(x, axis, depth, boundary):
    before, after = depth
    if before != after:
        raise NotImplementedError("Asymmetric overlap is currently only implemented for boundary 'none'")
    if not before:
        return x

    def part(start, stop, step=None):
        return x[(slice(None),) * axis + (slice(start, stop, step),)]

    if isinstance(boundary, str) and boundary == "periodic":
        left, right = part(-before, None), part(0, before)
    elif isinstance(boundary, str) and boundary == "reflect":
        left, right = part(before - 1, None, -1), part(-1, -before - 1, -1)
    elif isinstance(boundary, str) and boundary == "nearest":
        left, right = [part(0, 1)] * before, [part(-1, None)] * before
        left = concatenate(left, axis=axis) if before > 1 else left[0]
        right = concatenate(right, axis=axis) if before > 1 else right[0]
    elif isinstance(boundary, str):
        raise ValueError(f"unknown boundary {boundary!r}; there are 'none', 'periodic', 'reflect', 'nearest' and numbers")
    else:
        from dask.array.creation import full

        shape = x.shape[:axis] + (before,) + x.shape[axis + 1 :]
        chunks = x.chunks[:axis] + ((before,),) + x.chunks[axis + 1 :]
        left = right = full(shape, boundary, chunks=chunks, dtype=x.dtype)
    other = {a: x.chunks[a] for a in range(x.ndim) if a != axis}
    left, right = left.rechunk({**other, axis: -1}), right.rechunk({**other, axis: -1})
    return concatenate([left, x, right], axis=axis)


def overlap(x, depth, boundary=None, *, allow_rechunk=True):
    """Blocks with a margin of their neighbours; ``boundary`` says what lies beyond the borders."""
    x = asarray(x)
    depths, boundaries = _depths(x.ndim, depth), _boundaries(x.ndim, boundary)
    for axis, (before, after) in enumerate(depths):
        needed = max(before, after)
        if min(x.chunks[axis]) < needed and len(x.chunks[axis]) > 1:
            if not allow_rechunk:
                raise ValueError(
                    f"The overlapping depth {needed} is larger than your smallest chunk size {min(x.chunks[axis])}. "
                    "Rechunk your array with a larger chunk size or a chunk size that more evenly divides the shape "
                    "of your array."
                )
            x = x.rechunk({axis: _at_least(needed, x.chunks[axis])})
        elif needed > x.shape[axis]:
            raise ValueError(f"The overlapping depth {needed} is larger than your array {x.shape[axis]}.")
    n_before = x.numblocks
    for axis, (pair, b) in enumerate(zip(depths, boundaries)):
        if not _is_open(b):
            x = _with_border(x, axis, pair, b)
    grown = _core.overlap(x, depths)
    if any(not _is_open(b) and pair[0] for pair, b in zip(depths, boundaries)):
        # The borders themselves are no blocks of the result.
        item = tuple(slice(1, 1 + n) if not _is_open(b) and pair[0] else slice(None) for n, pair, b in zip(n_before, depths, boundaries))
        grown = grown.blocks[item]
    return grown


def _at_least(size, chunks):
    """Chunks joined until none is shorter than ``size``."""
    joined, open_ = [], 0
    for c in chunks:
        open_ += c
        if open_ >= size:
            joined.append(open_)
            open_ = 0
    if open_:
        if joined:
            joined[-1] += open_
        else:
            joined.append(open_)
    return tuple(joined)


def trim_overlap(x, depth, boundary=None):
    """Blocks without their margins."""
    return trim_internal(x, depth, boundary)


def trim_internal(x, axes, boundary=None):
    """Blocks without their margins."""
    depths, boundaries = _depths(x.ndim, axes), _boundaries(x.ndim, boundary)
    return _core.trim(x, depths, [not _is_open(b) for b in boundaries])


def map_overlap(func, *args, depth=None, boundary=None, trim=True, align_arrays=True, allow_rechunk=True, **kwargs):
    """Apply a function to blocks with a margin of their neighbours, and cut the margins off again."""
    if isinstance(func, Array) and len(args) and callable(args[0]):
        func, args = args[0], (func, *args[1:])
    if not callable(func):
        raise TypeError(
            f"First argument must be callable function, not {type(func).__name__}\n"
            "Usage:   da.map_overlap(function, x)\n"
            "   or:   da.map_overlap(function, x, y, z)"
        )
    arrays = [asarray(a) if isinstance(a, (Array, np.ndarray)) else a for a in args]
    if not any(isinstance(a, Array) for a in arrays):
        raise TypeError("All variadic arguments must be arrays")
    grown = [overlap(a, depth, boundary, allow_rechunk=allow_rechunk) if isinstance(a, Array) else a for a in arrays]
    result = map_blocks(func, *grown, **kwargs)
    if not trim:
        return result
    widest = max((a for a in grown if isinstance(a, Array)), key=lambda a: a.ndim)
    if result.ndim != widest.ndim:
        return result
    return trim_internal(result, depth if depth is not None else 0, boundary)
