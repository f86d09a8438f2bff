"""Windows over chunked arrays."""

import numpy as np

from dask.array.core import _wrap_axis, asarray
from dask.array.overlap import map_overlap

__all__ = ["sliding_window_view"]


def _wide_enough(least, chunks):
    """Chunks of at least some length: short ones join what stands before them."""
    if min(chunks) >= least:
        return chunks
    if sum(chunks) < least:
        raise ValueError(f"The overlapping depth {least} is larger than your array {sum(chunks)}.")
    wide, length = [], 0
    for size in chunks:
        length += size
        if length >= least:
            wide.append(length)
            length = 0
    if length:
        wide[-1] += length
    return tuple(wide)


def sliding_window_view(x, window_shape, axis=None, automatic_rechunk=True):
    """All windows of a shape, in new last axes."""
    x = asarray(x)
    windows = tuple(window_shape) if isinstance(window_shape, (tuple, list)) else (int(window_shape),)
    axes = (
        tuple(range(x.ndim))
        if axis is None
        else tuple(_wrap_axis(a, x.ndim) for a in ((axis,) if isinstance(axis, (int, np.integer)) else axis))
    )
    if len(windows) != len(axes):
        raise ValueError(
            f"Must provide matching length window_shape and axis; got {len(windows)} window_shape elements and {len(axes)} axes elements."
        )
    depths = [0] * x.ndim
    for at, window in zip(axes, windows):
        if window < 0:
            raise ValueError("values in `window_shape` must not be negative")
        depths[at] += window - 1
    x = x.rechunk(tuple(_wide_enough(depth + 1, chunks) for depth, chunks in zip(depths, x.chunks)))
    chunks = tuple((*sizes[:-1], sizes[-1] - depth) for depth, sizes in zip(depths, x.chunks)) + tuple((window,) for window in windows)
    return map_overlap(
        np.lib.stride_tricks.sliding_window_view,
        x,
        depth={at: (0, depth) for at, depth in enumerate(depths)},
        boundary="none",
        trim=False,
        dtype=x.dtype,
        chunks=chunks,
        new_axis=list(range(x.ndim, x.ndim + len(axes))),
        window_shape=windows,
        axis=axes,
    )
