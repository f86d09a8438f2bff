"""Reductions: trees of partial results."""

import math

import _dask_array as _core
import numpy as np
from _dasklet_missing import unsupported

from dask.array.core import Array, _dtype_name, _wrap_axis, asarray
from dask.array.on_blocks import _infer
from dask.tokenize import tokenize
from dask.utils import funcname

__all__ = [
    "all",
    "any",
    "argmax",
    "argmin",
    "argtopk",
    "cumprod",
    "cumsum",
    "max",
    "mean",
    "median",
    "min",
    "moment",
    "nanargmax",
    "nanargmin",
    "nancumprod",
    "nancumsum",
    "nanmax",
    "nanmean",
    "nanmedian",
    "nanmin",
    "nanprod",
    "nanstd",
    "nansum",
    "nanvar",
    "prod",
    "quantile",
    "nanquantile",
    "reduction",
    "std",
    "sum",
    "topk",
    "trace",
    "var",
    "cumreduction",
]


def _no_out(out):
    if out is not None:
        raise unsupported("out=", "assign the result")


def _reduced(name, a, axis, keepdims, dtype=None, ddof=0, split_every=None, out=None):
    _no_out(out)
    return _core.reduce(asarray(a), name, axis, bool(keepdims), _dtype_name(dtype), float(ddof), split_every)


def sum(a, axis=None, dtype=None, keepdims=False, split_every=None, out=None):
    """The sum of the elements."""
    return _reduced("sum", a, axis, keepdims, dtype, 0, split_every, out)


def prod(a, axis=None, dtype=None, keepdims=False, split_every=None, out=None):
    """The product of the elements."""
    return _reduced("prod", a, axis, keepdims, dtype, 0, split_every, out)


def min(a, axis=None, keepdims=False, split_every=None, out=None):
    """The least element."""
    return _reduced("min", a, axis, keepdims, None, 0, split_every, out)


def max(a, axis=None, keepdims=False, split_every=None, out=None):
    """The greatest element."""
    return _reduced("max", a, axis, keepdims, None, 0, split_every, out)


def any(a, axis=None, keepdims=False, split_every=None, out=None):
    """Whether one of the elements is true."""
    return _reduced("any", a, axis, keepdims, None, 0, split_every, out)


def all(a, axis=None, keepdims=False, split_every=None, out=None):
    """Whether all elements are true."""
    return _reduced("all", a, axis, keepdims, None, 0, split_every, out)


def mean(a, axis=None, dtype=None, keepdims=False, split_every=None, out=None):
    """The mean of the elements."""
    return _reduced("mean", a, axis, keepdims, dtype, 0, split_every, out)


def var(a, axis=None, dtype=None, keepdims=False, ddof=0, split_every=None, out=None):
    """The variance of the elements."""
    return _reduced("var", a, axis, keepdims, dtype, ddof, split_every, out)


def std(a, axis=None, dtype=None, keepdims=False, ddof=0, split_every=None, out=None):
    """The standard deviation of the elements."""
    return _reduced("std", a, axis, keepdims, dtype, ddof, split_every, out)


def nansum(a, axis=None, dtype=None, keepdims=False, split_every=None, out=None):
    """The sum of the elements that are not nan."""
    return _reduced("nansum", a, axis, keepdims, dtype, 0, split_every, out)


def nanprod(a, axis=None, dtype=None, keepdims=False, split_every=None, out=None):
    """The product of the elements that are not nan."""
    return _reduced("nanprod", a, axis, keepdims, dtype, 0, split_every, out)


def nanmin(a, axis=None, keepdims=False, split_every=None, out=None):
    """The least element that is not nan."""
    return _reduced("nanmin", a, axis, keepdims, None, 0, split_every, out)


def nanmax(a, axis=None, keepdims=False, split_every=None, out=None):
    """The greatest element that is not nan."""
    return _reduced("nanmax", a, axis, keepdims, None, 0, split_every, out)


def nanmean(a, axis=None, dtype=None, keepdims=False, split_every=None, out=None):
    """The mean of the elements that are not nan."""
    return _reduced("nanmean", a, axis, keepdims, dtype, 0, split_every, out)


def nanvar(a, axis=None, dtype=None, keepdims=False, ddof=0, split_every=None, out=None):
    """The variance of the elements that are not nan."""
    return _reduced("nanvar", a, axis, keepdims, dtype, ddof, split_every, out)


def nanstd(a, axis=None, dtype=None, keepdims=False, ddof=0, split_every=None, out=None):
    """The standard deviation of the elements that are not nan."""
    return _reduced("nanstd", a, axis, keepdims, dtype, ddof, split_every, out)


def _arg(name, a, axis, keepdims, split_every, out):
    _no_out(out)
    if axis is not None and not isinstance(axis, (int, np.integer)):
        raise TypeError(f"axis must be either `None` or int, got '{axis}'")
    return _core.arg_reduce(asarray(a), name, axis, bool(keepdims), split_every)


def argmin(a, axis=None, keepdims=False, split_every=None, out=None):
    """Where the least element is."""
    return _arg("argmin", a, axis, keepdims, split_every, out)


def argmax(a, axis=None, keepdims=False, split_every=None, out=None):
    """Where the greatest element is."""
    return _arg("argmax", a, axis, keepdims, split_every, out)


def nanargmin(a, axis=None, keepdims=False, split_every=None, out=None):
    """Where the least element that is not nan is."""
    return _arg("nanargmin", a, axis, keepdims, split_every, out)


def nanargmax(a, axis=None, keepdims=False, split_every=None, out=None):
    """Where the greatest element that is not nan is."""
    return _arg("nanargmax", a, axis, keepdims, split_every, out)


def cumsum(x, axis=None, dtype=None, out=None, method="sequential"):
    """Running sums."""
    _no_out(out)
    return _core.cumulative(asarray(x), "cumsum", axis, _dtype_name(dtype), method)


def cumprod(x, axis=None, dtype=None, out=None, method="sequential"):
    """Running products."""
    _no_out(out)
    return _core.cumulative(asarray(x), "cumprod", axis, _dtype_name(dtype), method)


def nancumsum(x, axis, dtype=None, out=None, *, method="sequential"):
    """Running sums, nan counting as 0."""
    _no_out(out)
    return _core.cumulative(asarray(x), "nancumsum", axis, _dtype_name(dtype), method)


def nancumprod(x, axis, dtype=None, out=None, *, method="sequential"):
    """Running products, nan counting as 1."""
    _no_out(out)
    return _core.cumulative(asarray(x), "nancumprod", axis, _dtype_name(dtype), method)


def cumreduction(*args, **kwargs):
    raise unsupported("cumreduction of a function of your own", "cumsum and cumprod work")


def topk(a, k, axis=-1, split_every=None):
    """The ``k`` greatest elements, or with a negative ``k`` the least ones, sorted."""
    return _core.topk(asarray(a), k, axis, split_every)


def argtopk(a, k, axis=-1, split_every=None):
    """Where the ``k`` greatest elements are, or with a negative ``k`` the least ones."""
    a = asarray(a)
    axis = _wrap_axis(axis, a.ndim)
    whole = a.rechunk({axis: -1})
    count = builtin_min(abs(k), a.shape[axis])
    chunks = whole.chunks[:axis] + ((count,),) + whole.chunks[axis + 1 :]
    return whole.map_blocks(_argtopk, k, axis, dtype="int64", chunks=chunks, token="argtopk")


builtin_min = __builtins__["min"] if isinstance(__builtins__, dict) else __builtins__.min


def _argtopk(block, k, axis):
    order = np.argsort(block, axis=axis)
    length = block.shape[axis]
    count = builtin_min(abs(k), length)
    item = slice(length - count, length) if k > 0 else slice(0, count)
    order = order[(slice(None),) * axis + (item,)]
    return np.flip(order, axis=axis) if k > 0 else order


def _whole_axis(name, function, a, axis, keepdims, out, hint):
    _no_out(out)
    if axis is None:
        raise NotImplementedError(f"The da.{name} function only works along an axis.  The full algorithm is difficult to do in parallel")
    a = asarray(a)
    axes = (axis,) if isinstance(axis, (int, np.integer)) else tuple(axis)
    axes = tuple(_wrap_axis(i, a.ndim) for i in axes)
    if [i for i in axes if a.numblocks[i] > 1]:
        a = a.rechunk({i: -1 if i in axes else "auto" for i in range(a.ndim)})
    chunks = [(1,) if i in axes else c for i, c in enumerate(a.chunks) if keepdims or i not in axes]
    return a.map_blocks(
        function,
        axis=axes if len(axes) > 1 else axes[0],
        keepdims=keepdims,
        drop_axis=list(axes) if not keepdims else None,
        chunks=chunks,
        dtype=np.dtype("float32") if a.dtype == np.dtype("float32") else np.dtype("float64"),
        token=name,
    )


def median(a, axis=None, keepdims=False, out=None):
    """The median along an axis, which becomes one chunk."""
    return _whole_axis("median", np.median, a, axis, keepdims, out, "axis")


def nanmedian(a, axis=None, keepdims=False, out=None):
    """The median of the elements that are not nan along an axis."""
    return _whole_axis("nanmedian", np.nanmedian, a, axis, keepdims, out, "axis")


def _quantile(name, a, q, axis, keepdims, method):
    if axis is None:
        raise NotImplementedError(f"The da.{name} function only works along an axis")
    a = asarray(a)
    axis = _wrap_axis(axis, a.ndim)
    a = a.rechunk({axis: -1})
    function = getattr(np, name)
    chunks = [(1,) if i == axis else c for i, c in enumerate(a.chunks) if keepdims or i != axis]
    if np.ndim(q) == 0:
        return a.map_blocks(
            function, q=q, axis=axis, keepdims=keepdims, drop_axis=None if keepdims else axis, chunks=chunks, dtype="float64", token=name
        )
    from dask.array.core import stack

    return stack([_quantile(name, a, float(i), axis, keepdims, method) for i in q])


def quantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, weights=None):
    """Quantiles along an axis, which becomes one chunk."""
    return _quantile("quantile", a, q, axis, keepdims, method)


def nanquantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, weights=None):
    """Quantiles of the elements that are not nan."""
    return _quantile("nanquantile", a, q, axis, keepdims, method)


def moment(a, order, axis=None, dtype=None, keepdims=False, ddof=0, split_every=None, out=None):
    """The central moment of this order."""
    if not isinstance(order, (int, np.integer)) or order < 0:
        raise ValueError("Order must be an integer >= 0")
    a = asarray(a)
    if order < 2:
        reduced = a.sum(axis=axis, keepdims=True)
        result = (reduced * 0.0) + (1.0 if order == 0 else 0.0)
        return result if keepdims else result.squeeze(axis=axis)
    deviation = a - a.mean(axis=axis, keepdims=True)
    total = (deviation**order).sum(axis=axis, keepdims=keepdims, dtype=dtype, split_every=split_every)
    axes = range(a.ndim) if axis is None else [axis] if isinstance(axis, (int, np.integer)) else axis
    return total / (math.prod(a.shape[i] for i in axes) - ddof)


def trace(a, offset=0, axis1=0, axis2=1, dtype=None):
    """The sum along a diagonal."""
    from dask.array.creation import diagonal

    return diagonal(a, offset=offset, axis1=axis1, axis2=axis2).sum(-1, dtype=dtype)


def reduction(
    x,
    chunk,
    aggregate,
    axis=None,
    keepdims=False,
    dtype=None,
    split_every=None,
    combine=None,
    name=None,
    out=None,
    concatenate=True,
    output_size=1,
    meta=None,
    weights=None,
):
    """A reduction of your own: ``chunk`` for each block, ``combine`` for partial results, ``aggregate`` for the last ones.

    Each function takes ``(x, axis=, keepdims=)``.
    """
    _no_out(out)
    if weights is not None:
        raise unsupported("reduction with weights=", "multiply first")
    x = asarray(x)
    axis = range(x.ndim) if axis is None else [axis] if isinstance(axis, (int, np.integer)) else axis
    axis = tuple(sorted(_wrap_axis(i, x.ndim) for i in axis))
    if meta is not None and dtype is None:
        dtype = meta.dtype
    if dtype is None:
        dtype = _infer(aggregate, [x], {"axis": axis, "keepdims": True}, "reduction").dtype
    combine_or = combine or aggregate
    parts = [
        (name or funcname(chunk), chunk, {"axis": axis, "keepdims": True}),
        (name or funcname(combine_or), combine_or, {"axis": axis, "keepdims": True}),
        (name or funcname(aggregate), aggregate, {"axis": axis, "keepdims": keepdims}),
    ]
    token = tokenize(chunk, aggregate, combine, concatenate, output_size)
    options = (split_every, bool(concatenate), int(output_size), token)
    return _core.tree_reduction(x, parts, axis, bool(keepdims), _dtype_name(dtype), options)


# Methods of arrays


def _method(function, required=0):
    def method(self, *args, **kwargs):
        return function(self, *args, **kwargs)

    method.__name__ = method.__qualname__ = function.__name__
    method.__doc__ = function.__doc__
    return method


for _function in [sum, prod, min, max, any, all, mean, var, std, argmin, argmax, topk, argtopk, trace, moment]:
    setattr(Array, _function.__name__, _method(_function))


def _cumulative_method(function):
    def method(self, axis, dtype=None, out=None, *, method="sequential"):
        return function(self, axis, dtype, out, method=method)

    method.__name__ = function.__name__
    method.__qualname__ = f"Array.{function.__name__}"
    method.__doc__ = function.__doc__
    return method


Array.cumsum = _cumulative_method(cumsum)
Array.cumprod = _cumulative_method(cumprod)
