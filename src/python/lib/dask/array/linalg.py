"""Linear algebra."""

import numpy as np
from _dasklet_missing import missing

__all__ = ["norm"]


def norm(x, ord=None, axis=None, keepdims=False):
    """The norm of a vector or a matrix."""
    if axis is None:
        axis = tuple(range(x.ndim))
    axis = (axis,) if isinstance(axis, (int, np.integer)) else tuple(axis)
    if len(axis) > 2:
        raise ValueError("Improper number of dimensions to norm.")
    if ord in (None, "fro"):
        if ord == "fro" and len(axis) == 1:
            raise ValueError("Invalid norm order for vectors.")
        return (abs(x) ** 2).sum(axis=axis, keepdims=keepdims) ** 0.5
    if len(axis) == 1:
        if ord == np.inf:
            return abs(x).max(axis=axis, keepdims=keepdims)
        if ord == -np.inf:
            return abs(x).min(axis=axis, keepdims=keepdims)
        if ord == 1:
            return abs(x).sum(axis=axis, keepdims=keepdims)
        if ord == 0:
            return (x != 0).astype(x.dtype).sum(axis=axis, keepdims=keepdims)
        if isinstance(ord, str):
            raise ValueError("Invalid norm order for vectors.")
        return (abs(x) ** ord).sum(axis=axis, keepdims=keepdims) ** (1.0 / ord)
    if ord in (1, -1, np.inf, -np.inf):
        inner, outer = (axis[0], axis[1]) if abs(ord) == 1 else (axis[1], axis[0])
        sums = abs(x).sum(axis=inner, keepdims=True)
        result = sums.max(axis=outer, keepdims=True) if ord > 0 else sums.min(axis=outer, keepdims=True)
        return result if keepdims else result.squeeze(axis=axis)
    if ord not in (2, -2, "nuc"):
        raise ValueError("Invalid norm order for matrices.")
    raise NotImplementedError(f"the matrix norm of order {ord} is not supported here; there are 'fro', 1, -1, inf, -inf")


def __getattr__(name):
    raise missing("dask.array.linalg", name, __all__, None if name in __all__ else "there is norm; da.tensordot, da.dot and @ multiply")
