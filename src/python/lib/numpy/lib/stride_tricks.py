"""Windows over arrays."""

import _numpy
from _dasklet_missing import unsupported

from .._creation import asarray

__all__ = ["sliding_window_view"]


def sliding_window_view(x, window_shape, axis=None, *, subok=False, writeable=False):
    """All windows of a shape, in new last axes. Here the elements are copied."""
    if writeable:
        raise unsupported("writeable=True", "windows are copies here; write into the array itself")
    x = asarray(x)
    windows = (window_shape,) if isinstance(window_shape, int) else tuple(int(n) for n in window_shape)
    if any(n < 0 for n in windows):
        raise ValueError("`window_shape` cannot contain negative values")
    if axis is None:
        axes = tuple(range(x.ndim))
        if len(windows) != x.ndim:
            raise ValueError(
                f"Since axis is None, must provide window_shape for all dimensions of `x`; got {len(windows)} window_shape elements and `x.ndim` is {x.ndim}."
            )
    else:
        axes = tuple(a + x.ndim if a < 0 else a for a in ((axis,) if isinstance(axis, int) else axis))
        if len(windows) != len(axes):
            raise ValueError(
                f"Must provide matching length window_shape and axis; got {len(windows)} window_shape elements and {len(axes)} axes elements."
            )
    for at, n in zip(axes, windows):
        count = x.shape[at] - n + 1
        if count < 1:
            raise ValueError("window shape cannot be larger than input array shape")
        starts = _numpy.arange(0, count, 1, "int64")._reshape((-1, 1))
        places = starts + _numpy.arange(0, n, 1, "int64")
        taken = x[(slice(None),) * at + (places._reshape(-1),)]
        split = taken.reshape((*x.shape[:at], count, n, *x.shape[at + 1 :]))
        order = [*range(at + 1), *range(at + 2, split.ndim), at + 1]
        x = split.transpose(order)
    return x
