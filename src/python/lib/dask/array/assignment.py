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
    x._setitem(key, value)


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
