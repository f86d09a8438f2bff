"""Elements at other places, and missing ones where there is nothing: what reindexing, shifting and joining stand on."""

import dask.array as da
import numpy as np

from . import duck


def taken(variable, positions, fill_value=None):
    """Elements at positions, by dimension; missing ones where those are negative."""
    moved = {dim: at for dim, at in positions.items() if len(at) != variable.sizes[dim] or (at != np.arange(len(at))).any()}
    if not moved:
        return variable
    missing = duck.missing_value(variable.dtype)[1] if fill_value is None else fill_value
    if not all(variable.sizes[d] for d in moved):
        shape = tuple(len(moved.get(dim, range(length))) for dim, length in variable.sizes.items())
        return variable.with_data(np.full(shape, missing).astype(duck.shared_dtype(variable.data, missing)))
    found = variable.isel({dim: np.maximum(at, 0) for dim, at in moved.items()})
    hole = None
    for dim, at in moved.items():
        if (at < 0).any():
            one = duck.expand_to(at < 0, (dim,), variable.dims)
            hole = one if hole is None else hole | one
    return found if hole is None else found.with_data(duck.where(hole, missing, found.data))


def shifted(variable, dim, count, fill_value=None):
    """The elements moved along a dimension, missing ones behind them."""
    axis, length = variable.axis_of(dim), variable.sizes[dim]
    dtype, missing = duck.missing_value(variable.dtype)
    if fill_value is not None:
        dtype = variable.dtype
        missing = np.asarray(fill_value).astype(dtype)[()] if dtype.kind in "iu" else fill_value
    count = max(min(count, length), -length)
    kept = variable.isel({dim: slice(None, length - count) if count >= 0 else slice(-count, None)}).data
    kept = kept if kept.dtype == dtype else kept.astype(dtype)
    if duck.is_lazy(kept):
        widths = [(0, 0)] * variable.ndim
        widths[axis] = (count, 0) if count >= 0 else (0, -count)
        return variable.with_data(da.pad(kept, widths, mode="constant", constant_values=missing).rechunk(variable.chunks))
    shape = tuple(abs(count) if d == dim else n for d, n in variable.sizes.items())
    hole = np.full(shape, missing, dtype=dtype)
    return variable.with_data(duck.concatenate([hole, kept] if count >= 0 else [kept, hole], axis))


def rolled(variable, dim, count):
    """The elements moved around along a dimension."""
    axis, length = variable.axis_of(dim), variable.sizes[dim]
    at = -count % (length or 1)
    if not at:
        return variable.copy()
    parts = [variable.isel({dim: slice(at, None)}).data, variable.isel({dim: slice(None, at)}).data]
    data = duck.concatenate(parts, axis)
    return variable.with_data(data.rechunk(variable.chunks) if duck.is_lazy(data) else data)
