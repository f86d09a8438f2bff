"""Windows over chunked arrays."""

import math

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from dask.array.chunksizes import calculate_new_chunksizes
from dask.array.core import asarray
from dask.array.overlap import ensure_minimum_chunksize, map_overlap

__all__ = ["sliding_window_view"]


def sliding_window_view(x, window_shape, axis=None, automatic_rechunk=True):
    """All windows of a shape, in new last axes."""
    x = asarray(x)
    windows = tuple(window_shape) if np.iterable(window_shape) else (window_shape,)
    if any(window <= 0 for window in windows):
        raise ValueError("`window_shape` must contain values > 0")
    if axis is None:
        axes = tuple(range(x.ndim))
        if len(windows) != len(axes):
            raise ValueError(
                f"Since axis is `None`, must provide window_shape for all dimensions of `x`; got {len(windows)} window_shape elements "
                f"and `x.ndim` is {x.ndim}."
            )
    else:
        axes = tuple(normalize_axis_index(a, x.ndim) for a in (axis if np.iterable(axis) else (axis,)))
        if len(windows) != len(axes):
            raise ValueError(
                f"Must provide matching length window_shape and axis; got {len(windows)} window_shape elements and {len(axes)} axes "
                "elements."
            )
    depths = [0] * x.ndim
    for at, window in zip(axes, windows):
        depths[at] += window - 1
    safe = [ensure_minimum_chunksize(depth + 1, chunks) for depth, chunks in zip(depths, x.chunks)]
    if automatic_rechunk:
        # Windows make blocks larger, so they are cut along the other axes.
        wanted = [chunks if depth == 0 else wide for depth, chunks, wide in zip(depths, x.chunks, safe)]
        wanted += [(window,) for window in windows]
        others = [at for at, depth in enumerate(depths) if depth == 0]
        safe = calculate_new_chunksizes(x.chunks, wanted, others, math.prod(map(max, x.chunks)))[: x.ndim]
    x = x.rechunk(tuple(safe))
    chunks = tuple((*sizes[:-1], sizes[-1] - depth) for depth, sizes in zip(depths, x.chunks)) + tuple((window,) for window in windows)
    return map_overlap(
        np.lib.stride_tricks.sliding_window_view,
        x,
        depth=tuple((0, depth) for depth in depths),
        boundary="none",
        trim=False,
        align_arrays=False,
        dtype=x.dtype,
        chunks=chunks,
        new_axis=list(range(x.ndim, x.ndim + len(axes))),
        window_shape=windows,
        axis=axes,
    )
