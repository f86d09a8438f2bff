"""Assignment: ``x[mask] = 0`` makes ``x`` another array, of which the blocks that are hit are changed copies."""

import numpy as np

from dask.array.core import Array, asarray

__all__ = ["assign"]


def assign(x, key, value):
    """Make ``x`` the array that has ``value`` at ``key``."""
    value = _of_dtype(value, x.dtype)
    if isinstance(key, Array):
        if key.dtype.kind in "iu" or (key.dtype.kind == "b" and key.ndim == 1 and x.ndim > 1):
            key = (key,)
        else:
            x._become(_where(x, key, value))
            return
    if any(length != length for length in x.shape):
        raise ValueError("Arrays chunk sizes are unknown.\n\nA possible solution:\n  x.compute_chunk_sizes()")
    for index in key if isinstance(key, tuple) else (key,):
        if index is True or index is False:
            raise NotImplementedError(f"dask does not yet implement assignment to a scalar boolean index: {index!r}")
        if isinstance(index, (Array, np.ndarray)) and not index.ndim:
            raise NotImplementedError(f"dask does not yet implement assignment to a scalar numpy or dask array index: {index!r}")
    places = key if isinstance(key, tuple) else (key,)
    if value.ndim and x.dtype.kind != "b" and len(places) == x.ndim and all(isinstance(place, (int, np.integer)) for place in places):
        raise ValueError("shape mismatch: value array could not be broadcast to indexing result")
    x._setitem(_with_clear_reverses(key, x.shape), value)


def _with_clear_reverses(key, shape):
    """A key whose slices with negative steps say where they begin and end."""
    parts = key if isinstance(key, tuple) else (key,)
    if any(part is None for part in parts) or not any(isinstance(part, slice) for part in parts):
        return key
    clear, axis = [], 0
    for part in parts:
        has_axis = isinstance(part, slice) and axis < len(shape)
        clear.append(_clear(part, shape[axis]) if has_axis else part)
        axis += len(shape) - len(parts) + 1 if part is Ellipsis else 1
    return tuple(clear) if isinstance(key, tuple) else clear[0]


def _clear(part, length):
    """A slice with a negative step as Dask reads it when it assigns: a start that lies before the array is its last place."""
    start, stop, step = part.indices(length)
    if step > 0:
        return part
    places = range(start % length, stop, step) if start < 0 < length else range(start, stop, step)
    return slice(places[0], places[-1] - 1 if places[-1] else None, step) if places else slice(0, 0)


def _of_dtype(value, dtype):
    """What is assigned, in the dtype of the array that it goes into."""
    if isinstance(value, Array):
        return value.astype(dtype)
    value = getattr(value, "data", value) if type(value).__module__.partition(".")[0] == "xarray" else value
    if isinstance(value, Array):
        return value.astype(dtype)
    if dtype.kind in "iu":
        # What has no NaN, such as text and None, is a TypeError.
        if np.isnan(value).any():
            raise ValueError("cannot convert float NaN to integer")
        if np.isinf(value).any():
            raise ValueError("cannot convert float infinity to integer")
    return np.asarray(value, dtype)


def _where(x, mask, value):
    from dask.array.routines import where

    if len(mask.shape) != len(x.shape) or any(own == own and given == given and own != given for own, given in zip(x.shape, mask.shape)):
        raise IndexError(f"boolean index shape {mask.shape} must match indexed array's {x.shape}.")
    if value.shape == (1,):
        raise ValueError(f"operands could not be broadcast together with shapes {mask.shape} (nan,) {x.shape}")
    if value.ndim:
        # How many elements there are to assign is not known.
        raise ValueError(f"cannot broadcast shape {value.shape} to shape (nan,)")
    return where(mask, value if isinstance(value, Array) else asarray(value), x)
