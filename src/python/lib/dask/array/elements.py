"""Element by element, beside what is a universal function."""

import functools

import _dask_array as _core
import numpy as np
from _dasklet_missing import unsupported

from dask.array.choosing import nonzero
from dask.array.core import Array, asarray, blockwise, broadcast_to, elemwise, map_blocks
from dask.array.creation import tri, zeros_like
from dask.array.parts import boxed

__all__ = [
    "allclose",
    "around",
    "isclose",
    "iscomplexobj",
    "isnull",
    "notnull",
    "piecewise",
    "result_type",
    "round",
    "select",
    "tril",
    "triu",
    "where",
]


def where(condition, x=None, y=None):
    """Elements of ``x`` where ``condition`` holds, of ``y`` elsewhere."""
    if (x is None) != (y is None):
        raise ValueError("either both or neither of x and y should be given")
    if x is None:
        return nonzero(condition)
    for side in (x, y):
        if isinstance(side, (str, complex, type(None))):
            raise unsupported(f"where() of a dask array and {side!r}", "chunked arrays hold real numbers; compute() before")
    if np.isscalar(condition):
        chosen, other = (x, y) if condition else (y, x)
        shape = np.broadcast_shapes(np.shape(chosen), np.shape(other))
        dtype = result_type(x, y)
        return broadcast_to(asarray(chosen), shape).astype(dtype)
    condition = asarray(condition)
    return boxed(_core.where(condition, _plain(x), _plain(y)))


def _plain(x):
    return np.asarray(x) if isinstance(x, (list, tuple)) else x


def select(condlist, choicelist, default=0):
    """The first choice whose condition holds."""
    if len(condlist) != len(choicelist):
        raise ValueError("list of cases must be same length as list of conditions")
    if not condlist:
        raise ValueError("select with an empty condition list is not possible")
    choicelist = [asarray(choice) for choice in choicelist]
    labels = tuple(range(choicelist[0].ndim))
    pairs = [part for array in [*condlist, *choicelist] for part in (array, labels)]
    return boxed(blockwise(_select, labels, *pairs, dtype=result_type(*choicelist), token="select", default=default))


def _select(*blocks, default):
    n = len(blocks) // 2
    return np.select(blocks[:n], blocks[n:], default=default)


def piecewise(x, condlist, funclist, *args, **kw):
    """Functions by conditions; more arguments are passed on to them."""
    return map_blocks(_piecewise, x, *condlist, dtype=x.dtype, token="piecewise", funclist=funclist, func_args=args, func_kw=kw)


def _piecewise(x, *conditions, funclist, func_args, func_kw):
    conditions = [np.broadcast_to(condition, x.shape) for condition in conditions]
    if len(funclist) == len(conditions) + 1:
        conditions.append(~np.any(np.stack(conditions), axis=0))
    elif len(funclist) != len(conditions):
        n = len(conditions)
        raise ValueError(f"with {n} condition(s), either {n} or {n + 1} functions are expected")
    result = np.zeros_like(x)
    for condition, function in zip(conditions, funclist):
        if not callable(function):
            result[condition] = function
        elif condition.any():
            result[condition] = function(x[condition], *func_args, **func_kw)
    return result


def round(a, decimals=0):
    """Rounded to ``decimals`` places."""
    return asarray(a).round(decimals=decimals)


def around(x, decimals=0):
    """Rounded to ``decimals`` places."""
    return round(x, decimals=decimals)


def isclose(arr1, arr2, rtol=1e-5, atol=1e-8, equal_nan=False):
    """Whether elements are equal up to a tolerance."""
    close = functools.partial(np.isclose, rtol=rtol, atol=atol, equal_nan=equal_nan)
    return elemwise(close, arr1, arr2, dtype="bool")


def allclose(arr1, arr2, rtol=1e-5, atol=1e-8, equal_nan=False):
    """Whether all elements are equal up to a tolerance."""
    return isclose(arr1, arr2, rtol=rtol, atol=atol, equal_nan=equal_nan).all()


def isnull(values):
    """Whether elements are nan."""
    from dask.array.ufunc import isnan

    return isnan(asarray(values))


def notnull(values):
    """Whether elements are not nan."""
    return ~isnull(values)


def result_type(*args):
    """The dtype of a result of these operands."""
    return np.result_type(
        *[
            np.empty((1,) * a.ndim, dtype=a.dtype) if isinstance(a, Array) and a.ndim else a.dtype if isinstance(a, Array) else a
            for a in args
        ]
    )


def iscomplexobj(x):
    """Whether the elements are complex."""
    return np.dtype(getattr(x, "dtype", type(x))).kind == "c"


def tril(m, k=0):
    """The part at and below a diagonal."""
    m = asarray(m)
    mask = tri(*m.shape[-2:], k=k, dtype="bool", chunks=m.chunks[-2:])
    return where(mask, m, zeros_like(m, shape=(1,)))


def triu(m, k=0):
    """The part at and above a diagonal."""
    m = asarray(m)
    mask = tri(*m.shape[-2:], k=k - 1, dtype="bool", chunks=m.chunks[-2:])
    return where(mask, zeros_like(m, shape=(1,)), m)
