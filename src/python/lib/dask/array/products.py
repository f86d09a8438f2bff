"""Products of vectors and matrices."""

import _dask_array as _core
import numpy as np

from dask.array.core import asarray
from dask.array.parts import boxed

__all__ = [
    "dot",
    "matmul",
    "outer",
    "tensordot",
    "vdot",
]


def dot(a, b):
    """The product of matrices and vectors."""
    return _core.dot(asarray(a), asarray(b))


def vdot(a, b):
    """The sum of products of all elements."""
    from dask.array.ufunc import conj

    return dot(conj(asarray(a)).ravel(), asarray(b).ravel())


def matmul(a, b):
    """The product of matrices, stacked ones too."""
    a, b = asarray(a), asarray(b)
    if a.ndim == 0 or b.ndim == 0:
        raise ValueError("`matmul` does not support scalars.")
    return boxed(_core.matmul(a, b))


def outer(a, b):
    """All products of two elements."""
    return _core.outer(asarray(a), asarray(b))


def tensordot(lhs, rhs, axes=2):
    """Sums of products over pairs of axes."""
    lhs, rhs = asarray(lhs), asarray(rhs)
    if isinstance(axes, (int, np.integer)):
        if axes > min(lhs.ndim, rhs.ndim):
            raise IndexError("list index out of range")
        left, right = tuple(range(lhs.ndim - axes, lhs.ndim)), tuple(range(axes))
    else:
        left, right = axes
        left = (left,) if isinstance(left, (int, np.integer)) else tuple(left)
        right = (right,) if isinstance(right, (int, np.integer)) else tuple(right)
    found = _core.tensordot(lhs, rhs, left, right)
    # Blocks are summed up, over no axis too: small integers become what a sum of them is.
    return found if left else found.astype(np.ones(1, dtype=found.dtype).sum().dtype)
