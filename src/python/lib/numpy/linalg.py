"""Linear algebra, as far as small lessons need it."""

import math

import _numpy
from _dasklet_missing import unsupported

from ._axes import normalize_axis_tuple
from ._creation import asarray, eye
from ._dispatch import dispatched
from ._functions import trace  # noqa: F401
from ._products import dot, matmul, outer, tensordot  # noqa: F401

__all__ = ["LinAlgError", "norm", "solve", "inv", "det", "matrix_power", "multi_dot"]


class LinAlgError(ValueError):
    """A system that has no (single) solution."""


@dispatched
def norm(x, ord=None, axis=None, keepdims=False):
    """The length of a vector, or the root of the sum of squares of a matrix."""
    x = asarray(x)
    x = x if x.dtype.kind == "f" else x.astype(float)
    if axis is None and (ord is None or (ord == 2 and x.ndim == 1) or (ord in ("fro", "f") and x.ndim == 2)):
        result = _numpy.norm(x)
        return asarray(result)._reshape((1,) * x.ndim) if keepdims else result
    size = _numpy.apply("absolute", x, None)
    if axis is None:
        if x.ndim > 2:
            raise ValueError("Improper number of dimensions to norm.")
        axis = tuple(range(x.ndim))
    axes = normalize_axis_tuple(axis, x.ndim)
    if len(axes) == 1:
        if ord is None or ord == 2:
            return _numpy.apply("sqrt", (x * x).sum(axes, keepdims=keepdims), None)
        if ord == 1:
            return size.sum(axes, keepdims=keepdims)
        if ord == 0:
            return (x != 0).astype(x.dtype).sum(axes, keepdims=keepdims)
        if ord == float("inf"):
            return size.max(axes, keepdims=keepdims)
        if ord == -float("inf"):
            return size.min(axes, keepdims=keepdims)
        if isinstance(ord, str):
            raise ValueError(f"Invalid norm order {ord!r} for vectors")
        return (size**ord).sum(axes, keepdims=keepdims) ** (1.0 / ord)
    if len(axes) > 2:
        raise ValueError("Improper number of dimensions to norm.")
    rows, columns = axes
    if ord in (None, "fro", "f"):
        return _numpy.apply("sqrt", (x * x).sum((rows, columns), keepdims=keepdims), None)
    over = {
        1: (rows, columns, "max"),
        -1: (rows, columns, "min"),
        float("inf"): (columns, rows, "max"),
        -float("inf"): (columns, rows, "min"),
    }
    if ord not in over:
        raise NotImplementedError(f"the matrix norm {ord!r} is not here; 'fro', 1, -1, inf and -inf are")
    summed, chosen, name = over[ord]
    sums = size.sum(summed, keepdims=True)
    result = getattr(sums, name)(chosen, keepdims=True)
    return result if keepdims else result.squeeze((rows, columns))[()]


def _square(a):
    a = asarray(a)
    if a.ndim < 2:
        raise LinAlgError(f"{a.ndim}-dimensional array given. Array must be at least two-dimensional")
    if a.shape[-1] != a.shape[-2]:
        raise LinAlgError("Last 2 dimensions of the array must be square")
    return a.astype(float)._copy()


def _each(function, dtype, *stacks):
    """A function of matrices for each one in stacks of them; only of singles is it in single precision."""
    shape = _numpy.broadcast_shapes([stack.shape[:-2] for stack in stacks])
    count = math.prod(shape)
    stacks = [_numpy.broadcast_to(stack, shape + stack.shape[-2:])._reshape((count, *stack.shape[-2:])) for stack in stacks]
    found = [function(*matrices) for matrices in zip(*stacks)]
    if not found:
        raise unsupported("an empty stack of matrices", "leave it out")
    result = _numpy.stack(found, 0)
    return result._reshape(shape + result.shape[1:]).astype(dtype)[()]


def _precision(*arrays):
    return "float32" if all(asarray(array).dtype.name == "float32" for array in arrays) else "float64"


def _eliminated(a, b):
    """Gauss with pivots: both changed in place until `a` is upper triangular; the sign of the row exchanges."""
    n, sign = a.shape[0], 1.0
    for column in range(n):
        pivot = column + int(_numpy.reduce("argmax", _numpy.apply("absolute", a[column:, column], None), None, False, None, 0.0))
        if float(a[pivot, column]) == 0.0:
            return 0.0
        if pivot != column:
            order = [pivot, column]
            a[[column, pivot]] = a[order]
            b[[column, pivot]] = b[order]
            sign = -sign
        factors = (a[column + 1 :, column] / a[column, column])._reshape((-1, 1))
        a[column + 1 :] -= factors * a[column]
        b[column + 1 :] -= factors * b[column]
    return sign


@dispatched
def solve(a, b):
    """The solution of a system of linear equations, or of each in a stack of them."""
    dtype, a, b = _precision(a, b), _square(a), asarray(b).astype(float)
    is_vector = b.ndim == 1
    b = b._reshape((-1, 1)) if is_vector else b
    if b.shape[-2:-1] != a.shape[-1:]:
        raise ValueError(
            f"solve: Input operand 1 has a mismatch in its core dimension 0 (size {b.shape[-2] if b.ndim > 1 else 0} is different from {a.shape[-1]})"
        )
    x = _each(_solved, dtype, a, b)
    return x[..., 0] if is_vector else x


def _solved(a, b):
    a, x = a._copy(), b._copy()
    if _eliminated(a, x) == 0.0:
        raise LinAlgError("Singular matrix")
    for row in reversed(range(a.shape[0])):
        x[row] = (x[row] - _numpy.dot(a[row, row + 1 :], x[row + 1 :])) / a[row, row]
    return x


@dispatched
def inv(a):
    """The inverse of a matrix, or of each in a stack."""
    return solve(a, eye(_square(a).shape[-1], dtype=_precision(a)))


@dispatched
def det(a):
    """The determinant of a matrix, or of each in a stack."""
    return _each(_determinant, _precision(a), _square(a))


def _determinant(a):
    a = a._copy()
    sign = _eliminated(a, a._copy())
    return _numpy.typed(sign * float(a.diagonal().prod()) if sign else 0.0, "float64")


@dispatched
def matrix_power(a, n):
    """A matrix multiplied with itself."""
    a = asarray(a)
    if n < 0:
        a, n = inv(a), -n
    result = eye(a.shape[-1], dtype=a.dtype)
    while n:
        result = _numpy.matmul(result, a) if n & 1 else result
        a, n = _numpy.matmul(a, a), n >> 1
    return result


def multi_dot(arrays):
    """The product of several matrices."""
    arrays = list(arrays)
    result = arrays[0]
    for array in arrays[1:]:
        result = _numpy.dot(result, array)
    return result


def __getattr__(name):
    raise AttributeError(f"module 'numpy.linalg' has no attribute {name!r} here; norm, solve, inv, det and matrix_power work", name=name)
