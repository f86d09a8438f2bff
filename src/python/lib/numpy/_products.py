"""Products of vectors and matrices."""

import _numpy

from ._array import _write
from ._creation import asarray
from ._dispatch import public

__all__ = []
_public = public(__all__)


@_public
def dot(a, b, out=None):
    """The product of vectors or matrices."""
    return _write(_numpy.dot(a, b), out)


@_public
def matmul(x1, x2, /, out=None):
    """The product of matrices, or of stacks of them."""
    return _write(_numpy.matmul(x1, x2), out)


@_public
def vdot(a, b, /):
    """The sum of products of all elements."""
    return _numpy.dot(asarray(a)._reshape(-1), asarray(b)._reshape(-1))


@_public
def inner(a, b, /):
    """The sum of products over the last axes."""
    a, b = asarray(a), asarray(b)
    return a * b if a.ndim == 0 or b.ndim == 0 else _numpy.tensordot(a, b, -1, -1)


@_public
def outer(a, b, out=None):
    """All products of pairs of elements."""
    return _write(asarray(a)._reshape((-1, 1)) * asarray(b)._reshape(-1), out)


@_public
def tensordot(a, b, axes=2):
    """The sum of products over pairs of axes."""
    a, b = asarray(a), asarray(b)
    if isinstance(axes, int):
        if axes > a.ndim or axes > b.ndim:
            raise IndexError("tuple index out of range")
        left, right = list(range(-axes, 0)), list(range(axes))
    else:
        left, right = axes
    return asarray(_numpy.tensordot(a, b, left, right))


@_public
def kron(a, b):
    """The Kronecker product."""
    a, b = asarray(a), asarray(b)
    ndim = max(a.ndim, b.ndim)
    a, b = (x._reshape((1,) * (ndim - x.ndim) + x.shape) for x in (a, b))
    wide = a._reshape([n for length in a.shape for n in (length, 1)]) * b._reshape([n for length in b.shape for n in (1, length)])
    return wide._reshape([x * y for x, y in zip(a.shape, b.shape)])


@_public
def cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None):
    """The vector at right angles to two others."""
    if axis is not None:
        axisa = axisb = axisc = axis
    a, b = _numpy.moveaxis(asarray(a), axisa, -1), _numpy.moveaxis(asarray(b), axisb, -1)
    if not {a.shape[-1], b.shape[-1]} <= {2, 3}:
        raise ValueError("Both input arrays must be (arrays of) 2- or 3-dimensional vectors")
    z = a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    if a.shape[-1] == b.shape[-1] == 2:
        return asarray(z)
    # A vector of the plane has nothing upwards.
    up, other = (v[..., 2] if v.shape[-1] == 3 else v[..., 0] * 0 for v in (a, b))
    x, y = a[..., 1] * other - up * b[..., 1], up * b[..., 0] - a[..., 0] * other
    return _numpy.moveaxis(_numpy.stack([x, y, z], -1), -1, axisc)
