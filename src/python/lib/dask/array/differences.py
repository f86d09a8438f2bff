"""Differences of neighbours."""

import math
from numbers import Integral

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from dask.array.core import Array, asarray, broadcast_to, concatenate

__all__ = ["diff", "ediff1d", "gradient"]


def diff(a, n=1, axis=-1, prepend=None, append=None):
    """Differences of neighbours."""
    a = asarray(a)
    n, axis = int(n), normalize_axis_index(int(axis), a.ndim)
    if n == 0:
        return a
    if n < 0:
        raise ValueError(f"order must be non-negative but got {n}")
    pieces = [_end(prepend, a, axis), a, _end(append, a, axis)]
    pieces = [piece for piece in pieces if piece is not None]
    r = concatenate(pieces, axis=axis) if len(pieces) > 1 else a
    front = (slice(None),) * axis
    for _ in range(n):
        r = r[front + (slice(1, None),)] - r[front + (slice(None, -1),)]
    return r


def _end(values, a, axis):
    """What stands before or after ``a``: one value along the axis, or an array."""
    if values is None:
        return None
    values = asarray(values)
    return values if values.ndim else broadcast_to(values, a.shape[:axis] + (1,) + a.shape[axis + 1 :])


def ediff1d(ary, to_end=None, to_begin=None):
    """Differences of neighbours in the flat array, between what is given for both ends."""
    flat = asarray(ary).flatten()
    pieces = [to_begin, flat[1:] - flat[:-1], to_end]
    return concatenate([asarray(piece).flatten() for piece in pieces if piece is not None])


def gradient(f, *varargs, axis=None, **kwargs):
    """Central differences, in a list with one array for each axis unless ``axis`` is a number."""
    f = asarray(f)
    kwargs["edge_order"] = math.ceil(kwargs.get("edge_order", 1))
    if kwargs["edge_order"] > 2:
        raise ValueError("edge_order must be less than or equal to 2.")
    axes = tuple(range(f.ndim)) if axis is None else (axis,) if isinstance(axis, Integral) else axis
    axes = tuple(normalize_axis_index(i, f.ndim) for i in axes)
    if len(axes) != len(set(axes)):
        raise ValueError("duplicate axes not allowed")
    spacings = varargs or (1,)
    spacings = spacings * len(axes) if len(spacings) == 1 else spacings
    if len(spacings) != len(axes):
        raise TypeError("Spacing must either be a single scalar, or a scalar / 1d-array per axis")
    if f.dtype.kind in "biu" or f.dtype.itemsize < 4:
        f = f.astype(float)
    results = [_along(f, i, spacing, kwargs) for i, spacing in zip(axes, spacings)]
    return results[0] if isinstance(axis, Integral) else results


def _along(f, axis, spacing, options):
    least = min(f.chunks[axis])
    if least < options["edge_order"] + 1:
        raise ValueError(f"Chunk size must be larger than edge_order + 1. Minimum chunk for axis {axis} is {least}. Rechunk to proceed.")
    if isinstance(spacing, Array):
        raise NotImplementedError("dask array coordinated is not supported.")
    bounds = None
    if not np.isscalar(spacing):
        # Which part of the coordinates each block needs, with one neighbour on either side.
        stops = np.cumsum(f.chunks[axis])
        bounds = [(max(int(stop) - size - 1, 0), int(stop) + 1) for stop, size in zip(stops, f.chunks[axis])]
    return f.map_overlap(
        _gradient_kernel,
        dtype=f.dtype,
        depth={i: int(i == axis) for i in range(f.ndim)},
        boundary="none",
        coord=spacing,
        axis=axis,
        bounds=bounds,
        options=options,
    )


def _gradient_kernel(x, block_id, coord, axis, bounds, options):
    if bounds is not None:
        coord = np.asarray(coord)[slice(*bounds[block_id[axis]])]
    return np.gradient(x, coord, axis=axis, **options)
