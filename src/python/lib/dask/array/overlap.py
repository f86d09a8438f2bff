"""Functions that look around each element."""

import warnings
from numbers import Integral

import _dask_array as _core

from dask.array.core import Array, asarray, concatenate, map_blocks, unify_chunks

__all__ = ["coerce_boundary", "coerce_depth", "ensure_minimum_chunksize", "map_overlap", "overlap", "trim_internal", "trim_overlap"]


def coerce_depth(ndim, depth):
    """A depth for each axis: a number, or a pair of what lies before and after."""
    depth = _by_axis(ndim, depth, 0)
    return {axis: tuple(map(int, d)) if isinstance(d, tuple) else int(d) for axis, d in depth.items()}


def coerce_boundary(ndim, boundary):
    """What lies beyond the borders, for each axis."""
    return _by_axis(ndim, boundary, "none")


def _by_axis(ndim, given, default):
    if given is None:
        given = default
    if isinstance(given, tuple):
        given = dict(zip(range(ndim), given))
    elif not isinstance(given, dict):
        given = dict.fromkeys(range(ndim), given)
    return {axis: given.get(axis, default) for axis in range(ndim)}


def _pairs(depth):
    pairs = [d if isinstance(d, tuple) else (d, d) for d in depth.values()]
    if any(n < 0 for pair in pairs for n in pair):
        raise ValueError("depths must not be negative")
    return pairs


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


def overlap(x, depth, boundary, *, allow_rechunk=True):
    """Blocks with a margin of their neighbours; ``boundary`` says what lies beyond the borders."""
    x = asarray(x)
    depth = coerce_depth(x.ndim, depth)
    pairs, boundaries = _pairs(depth), list(coerce_boundary(x.ndim, boundary).values())
    if allow_rechunk:
        x = x.rechunk(_chunks_for(x, depth))
    elif any(min(sizes) < max(pair) for pair, sizes in zip(pairs, x.chunks)):
        raise ValueError(
            "Overlap depth is larger than smallest chunksize.\n"
            "Please set allow_rechunk=True to rechunk automatically.\n"
            f"Overlap depths required: {[max(pair) for pair in pairs]}\n"
            f"Input chunks: {x.chunks}\n"
        )
    for axis, (pair, b) in enumerate(zip(pairs, boundaries)):
        if not _is_open(b):
            x = _with_border(x, axis, pair, b)
    grown = _core.overlap(x, pairs)
    # The borders themselves are no blocks of the result.
    borders = [0 if _is_open(b) else 2 * pair[0] for pair, b in zip(pairs, boundaries)]
    return grown[tuple(slice(border, -border or None) for border in borders)] if any(borders) else grown


def _chunks_for(x, depth):
    return tuple(ensure_minimum_chunksize(max(pair), sizes) for pair, sizes in zip(_pairs(depth), x.chunks))


def ensure_minimum_chunksize(size, chunks):
    """Chunks joined, and cut where one is long enough, until none is shorter than ``size``."""
    if size <= min(chunks):
        return chunks
    joined, length = [], 0
    for c in chunks:
        if c < size:
            if length > size + (size - c):
                joined.append(length - (size - c))
                length = size
            else:
                length += c
        if length >= size:
            joined.append(length)
            length = 0
        if c >= size:
            length += c
    if length >= size:
        joined.append(length)
    elif joined:
        joined[-1] += length
    else:
        raise ValueError(f"The overlapping depth {size} is larger than your array {sum(chunks)}.")
    return tuple(joined)


def trim_overlap(x, depth, boundary=None):
    """Blocks without their margins."""
    return trim_internal(x, coerce_depth(x.ndim, depth), boundary)


def trim_internal(x, axes, boundary=None):
    """Blocks without their margins; ``axes`` is a dict of depths."""
    depth = {axis: axes.get(axis, 0) for axis in range(x.ndim)}
    return _core.trim(x, _pairs(depth), [not _is_open(b) for b in coerce_boundary(x.ndim, boundary).values()])


def map_overlap(func, *args, depth=None, boundary=None, trim=True, align_arrays=True, allow_rechunk=True, **kwargs):
    """Apply a function to blocks with a margin of their neighbours, and cut the margins off again.

    ``depth`` and ``boundary`` are for all arrays, or lists with one entry for each array.
    """
    if isinstance(func, Array) and args and callable(args[0]):
        warnings.warn(
            "The use of map_overlap(array, func, **kwargs) is deprecated since dask 2.17.0 and will be an error in a future release. "
            "Use map_overlap(func, array0,[ array1, ...,] **kwargs) instead.",
            FutureWarning,
            stacklevel=2,
        )
        given = dict(zip(("depth", "boundary", "trim"), args[1:]))
        depth, boundary, trim = given.get("depth", depth), given.get("boundary", boundary), given.get("trim", trim)
        func, args = args[0], (func,)
    if not callable(func):
        raise TypeError(
            f"First argument must be callable function, not {type(func).__name__}\n"
            "Usage:   da.map_overlap(function, x)\n"
            "   or:   da.map_overlap(function, x, y, z)"
        )
    if not all(isinstance(x, Array) for x in args):
        raise TypeError(
            f"All variadic arguments must be arrays, not {[type(x).__name__ for x in args]}\n"
            "Usage:   da.map_overlap(function, x)\n"
            "   or:   da.map_overlap(function, x, y, z)"
        )
    depth = _for_each(args, depth, coerce_depth)
    boundary = _for_each(args, boundary, coerce_boundary)
    if align_arrays:
        # Labels count from the last axis, so that arrays of fewer axes are aligned as they are broadcast.
        _, args = unify_chunks(*[part for x in args for part in (x, list(reversed(range(x.ndim))))])
    if all(d == 0 for depths in depth for d in depths.values()):
        return map_blocks(func, *args, **kwargs)
    for i, x in enumerate(args):
        for axis in range(x.ndim):
            if isinstance(depth[i][axis], tuple) and not _is_open(boundary[i][axis]):
                raise NotImplementedError(
                    "Asymmetric overlap is currently only implemented for boundary='none', however boundary for dimension "
                    f"{axis} in array argument {i} is {boundary[i][axis]}"
                )
    if not trim and "chunks" not in kwargs:
        kwargs["chunks"] = _chunks_for(args[0], depth[0]) if allow_rechunk else args[0].chunks
    grown = [overlap(x, d, b, allow_rechunk=allow_rechunk) for x, d, b in zip(args, depth, boundary)]
    result = map_blocks(func, *grown, **kwargs)
    if not trim:
        return result
    widest = max(range(len(grown)), key=lambda i: (grown[i].ndim, -i))
    ndim = grown[widest].ndim
    dropped, new = _axes(kwargs.get("drop_axis"), ndim), _axes(kwargs.get("new_axis"), ndim)
    return trim_internal(result, *(_after(by_axis, dropped, new, ndim) for by_axis in (depth[widest], boundary[widest])))


def _for_each(arrays, given, coerce):
    given = given if isinstance(given, list) else [given] * len(arrays)
    return [coerce(x.ndim, part) for x, part in zip(arrays, given)]


def _axes(axes, ndim):
    axes = [] if axes is None else [axes] if isinstance(axes, Integral) else axes
    return [axis % ndim for axis in axes]


def _after(by_axis, dropped, new, ndim):
    """What is known of each axis, for the axes that a function left and made."""
    nothing = "none" if any(isinstance(value, str) for value in by_axis.values()) else 0
    after = dict(enumerate(by_axis[axis] for axis in range(ndim) if axis not in dropped))
    for axis in new:
        # As in Dask, where each entry moved overwrites the next one before that is moved.
        for existing in list(after):
            if existing >= axis:
                after[existing + 1] = after[existing]
        after[axis] = nothing
    return after
