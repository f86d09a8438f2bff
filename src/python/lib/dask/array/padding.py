"""Arrays with more elements around them."""

from numbers import Number

import numpy as np
from _dasklet_missing import unsupported

from dask.array.core import asarray, block, broadcast_to, concatenate, normalize_chunks

__all__ = ["pad"]

# The keywords that each mode takes.
_KEYWORDS = {
    "empty": [],
    "edge": [],
    "wrap": [],
    "constant": ["constant_values"],
    "linear_ramp": ["end_values"],
    "maximum": ["stat_length"],
    "mean": ["stat_length"],
    "median": ["stat_length"],
    "minimum": ["stat_length"],
    "reflect": ["reflect_type"],
    "symmetric": ["reflect_type"],
}


def pad(array, pad_width, mode="constant", **kwargs):
    """The array with more elements around it."""
    array = asarray(array)
    widths = _pairs(array.ndim, pad_width)
    if callable(mode):
        return _by_function(array, widths, mode, kwargs)
    if mode not in _KEYWORDS:
        raise ValueError(f"mode '{mode}' is not supported")
    unknown = set(kwargs) - set(_KEYWORDS[mode])
    if unknown:
        raise ValueError(f"unsupported keyword arguments for mode '{mode}': {unknown}")
    if any(width != int(width) for pair in widths for width in pair):
        raise ValueError("shape can only contain integers.")
    if any(width < 0 for pair in widths for width in pair):
        raise ValueError("index can't contain negative values")
    if mode == "median":
        raise NotImplementedError("`pad` does not support `mode` of `median`.")
    if mode in ("maximum", "mean", "minimum"):
        lengths = kwargs.get("stat_length")
        lengths = tuple((n, n) for n in array.shape) if lengths is None else _pairs(array.ndim, lengths)
        return _with_statistics(array, widths, mode, lengths)
    if mode in ("reflect", "symmetric", "wrap"):
        if kwargs.get("reflect_type", "even") != "even":
            raise unsupported("pad with reflect_type='odd'", "2 * edge - pad(..., reflect_type='even') gives it")
        return _with_own_elements(array, widths, mode)
    values = {"constant": "constant_values", "linear_ramp": "end_values"}.get(mode)
    return _with_edges(array, widths, mode, _pairs(array.ndim, kwargs.get(values, 0)))


def _pairs(ndim, given):
    """What is before and after each axis, given as one value, one pair, or a pair for each axis."""
    given = given.tolist() if isinstance(given, (np.ndarray, np.generic)) else given
    if isinstance(given, Number):
        return ((given, given),) * ndim
    if isinstance(given, (tuple, list)):
        given = [tuple(item) if isinstance(item, (tuple, list)) else item for item in given]
        if all(isinstance(item, Number) for item in given):
            if len(given) == 1:
                return ((given[0], given[0]),) * ndim
            if len(given) == 2:
                return (tuple(given),) * ndim
        elif all(isinstance(item, tuple) and len(item) == 2 and all(isinstance(n, Number) for n in item) for item in given):
            if len(given) == ndim:
                return tuple(given)
            if len(given) == 1:
                return (given[0],) * ndim
    raise TypeError("`pad_value` must be composed of integral typed values.")


def _with_edges(array, widths, mode, values):
    """One axis after the other: what is added depends on the edges alone, or on nothing."""
    from dask.array.creation import empty_like

    for axis in range(array.ndim):
        pieces = []
        for side, (width, value) in enumerate(zip(widths[axis], values[axis])):
            shape = array.shape[:axis] + (width,) + array.shape[axis + 1 :]
            size = (max(array.chunks[axis]),) if mode == "constant" and width else (width,)
            chunks = array.chunks[:axis] + normalize_chunks(size, (width,)) + array.chunks[axis + 1 :]
            edge = array[(slice(None),) * axis + (slice(-1, None) if side else slice(None, 1),)]
            if mode == "constant":
                pieces.append(broadcast_to(asarray(np.asarray(value).astype(array.dtype)), shape, chunks))
            elif mode == "edge":
                pieces.append(broadcast_to(edge, shape, chunks))
            elif mode == "empty":
                pieces.append(empty_like(array, shape=shape, dtype=array.dtype, chunks=chunks))
            else:
                pieces.append(
                    edge.map_blocks(linear_ramp_chunk, value, width, chunks=chunks, dtype=array.dtype, axis=axis, step=2 * side - 1)
                )
        array = concatenate([pieces[0], array, pieces[1]], axis=axis)
    return array


def linear_ramp_chunk(edge, stop, width, axis, step):
    """Elements in equal steps from an edge to a value, which lies outside."""
    line = np.linspace(0.0, 1.0, width + 1)[1:][::step].reshape((-1,) + (1,) * (edge.ndim - axis - 1))
    ramp = np.where(line == 1, stop, edge + (stop - edge.astype("float64")) * line)
    return (np.floor(ramp) if edge.dtype.kind in "iu" else ramp).astype(edge.dtype)


def _blocked(ndim, piece):
    """The array of three pieces along each axis; ``piece`` makes one of its place."""

    def nested(place):
        return piece(place) if len(place) == ndim else [nested((*place, i)) for i in range(3)]

    return block(nested(()))


def _with_own_elements(array, widths, mode):
    """Around the array itself, turned or not."""
    start = 1 if mode == "reflect" else 0

    def piece(place):
        chosen, turned = [], []
        for i, length, (before, after) in zip(place, array.shape, widths):
            if mode == "wrap":
                i, before, after = 2 - i, after, before
            if i == 1:
                chosen.append(slice(None))
            elif i == 0:
                chosen.append(slice(start, before + start))
            else:
                chosen.append(slice(length - after - start, length - start))
            turned.append(slice(None, None, -1) if i != 1 and mode != "wrap" else slice(None))
        return array[tuple(chosen)][tuple(turned)]

    return _blocked(array.ndim, piece)


def _with_statistics(array, widths, mode, lengths):
    """Around the array what is known of its borders."""
    from dask.array.ufunc import rint

    def piece(place):
        axes, chosen, chunks = [], [], []
        for axis, (i, length, pair, stat) in enumerate(zip(place, array.shape, widths, lengths)):
            if i == 1:
                chosen.append(slice(None))
                chunks.append(array.chunks[axis])
            else:
                axes.append(axis)
                chosen.append(slice(None, stat[0]) if i == 0 else slice(length - stat[1], None))
                chunks.append((pair[i // 2],))
        part = array[tuple(chosen)]
        if not axes:
            return part
        part = getattr(part, {"maximum": "max", "minimum": "min"}.get(mode, mode))(axis=tuple(axes), keepdims=True)
        part = broadcast_to(part, tuple(map(sum, chunks)), chunks=tuple(chunks))
        if mode == "mean":
            part = (rint(part) if array.dtype.kind in "iu" else part).astype(array.dtype)
        return part

    return _blocked(array.ndim, piece)


def _by_function(array, widths, function, options):
    """A learner's function fills in what was padded with zeros, axis by axis."""
    result = pad(array, widths)
    chunks = result.chunks
    for axis in range(result.ndim):
        result = result.rechunk({axis: -1}).map_blocks(
            _filled_lines, function, widths[axis], axis, options, token="pad", dtype=result.dtype
        )
        result = result.rechunk(chunks)
    return result


def _filled_lines(block, function, width, axis, options):
    result = np.moveaxis(block, axis, -1).copy()
    for place in np.ndindex(*result.shape[:-1]):
        line = result[place].copy()
        filled = function(line, width, axis, options)
        # As in Dask, the function gives the line: changing what it gets is not enough.
        result[place] = np.nan if filled is None else filled
    return np.moveaxis(result, -1, axis)
