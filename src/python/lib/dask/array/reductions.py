"""Reductions: trees of partial results."""

import builtins
import functools
import math
import warnings

import _dask_array as _core
import numpy as np
from _dasklet_missing import unsupported
from numpy.lib.array_utils import normalize_axis_index

from dask.array import core, kernels
from dask.array.core import Array, _dtype_name, asarray, blockwise, broadcast_to, map_blocks
from dask.array.on_blocks import _takes, handle_out
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
]


def _array(a, attribute):
    """A chunked array of an array: lists and numbers are none, as in Dask."""
    if not hasattr(a, attribute):
        raise AttributeError(f"{type(a).__name__!r} object has no attribute {attribute!r}: da.asarray makes an array of it")
    return asarray(a)


def _reduced(name, a, axis, keepdims, dtype=None, ddof=0, split_every=None, out=None):
    a = _array(a, "dtype")
    _check_axis(axis, a.ndim)
    result = _core.reduce(a, name, axis, bool(keepdims), _dtype_name(dtype), float(ddof), split_every)
    return handle_out(out, result)


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
    _check_known(a)
    return _reduced("nanmin", a, axis, keepdims, None, 0, split_every, out)


def nanmax(a, axis=None, keepdims=False, split_every=None, out=None):
    """The greatest element that is not nan."""
    _check_known(a)
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


def _check_known(a):
    if builtins.any(length != length for length in _array(a, "dtype").shape):
        raise ValueError("Arrays chunk sizes are unknown.\n\nA possible solution:\n  x.compute_chunk_sizes()")


def _check_axis(axis, ndim):
    """``True`` is the number of no axis."""
    if isinstance(axis, bool):
        raise TypeError("an integer is required") if axis < ndim else np.exceptions.AxisError(axis, ndim)


def _arg(name, a, axis, keepdims, split_every, out):
    a = _array(a, "ndim")
    _check_axis(axis, a.ndim)
    if axis is not None and not isinstance(axis, (int, np.integer)):
        raise TypeError(f"axis must be either `None` or int, got '{axis}'")
    return handle_out(out, _core.arg_reduce(a, name, axis, bool(keepdims), split_every))


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


def _cumulative(name, x, axis, dtype, out, method):
    x = asarray(x)
    if axis is None and method == "blelloch":
        x, axis = x.flatten().rechunk(x.npartitions), 0
    return handle_out(out, _core.cumulative(x, name, axis, _dtype_name(dtype), method))


def cumsum(x, axis=None, dtype=None, out=None, method="sequential"):
    """Running sums."""
    return _cumulative("cumsum", x, axis, dtype, out, method)


def cumprod(x, axis=None, dtype=None, out=None, method="sequential"):
    """Running products."""
    return _cumulative("cumprod", x, axis, dtype, out, method)


def nancumsum(x, axis, dtype=None, out=None, *, method="sequential"):
    """Running sums, nan counting as 0."""
    return _cumulative("nancumsum", x, axis, dtype, out, method)


def nancumprod(x, axis, dtype=None, out=None, *, method="sequential"):
    """Running products, nan counting as 1."""
    return _cumulative("nancumprod", x, axis, dtype, out, method)


def cumreduction(func, binop, ident, x, axis=None, dtype=None, out=None, method="sequential", preop=None):
    """Running results of a function of your own: ``func`` for each block, ``binop`` joins it with what stands before it."""
    if method not in ("sequential", "blelloch"):
        raise ValueError(f'Invalid method for cumreduction.  Expected "sequential" or "blelloch".  Got: {method!r}')
    if method == "blelloch":
        if preop is None:
            raise TypeError('cumreduction with "blelloch" method required `preop=` argument')
        raise unsupported("cumreduction with method='blelloch'", "'sequential' gives the same")
    x = asarray(x)
    if axis is None:
        x, axis = x.flatten().rechunk(x.npartitions), 0
    if dtype is None:
        dtype = np.asarray(func(np.ones((0,), dtype=x.dtype))).dtype
    axis = normalize_axis_index(axis, x.ndim)
    own = x.map_blocks(func, axis=axis, dtype=dtype)
    front = (slice(None),) * axis
    done, last = [], None
    for i in range(own.numblocks[axis]):
        part = own.blocks[front + (slice(i, i + 1),)]
        if last is not None:
            part = map_blocks(_Joined(binop), last, part, dtype=dtype, chunks=part.chunks)
        done.append(part)
        end = part[front + (slice(-1, None),)]
        last = map_blocks(_Joined(binop), np.asarray(ident, dtype=dtype)[()], end, dtype=dtype) if last is None else end
    return handle_out(out, core.concatenate(done, axis=axis))


class _Joined:
    """A function of what stands before a block and the block."""

    def __init__(self, binop):
        self._binop = binop
        self.__name__ = funcname(binop)

    def __call__(self, before, block):
        return self._binop(before, block)


def _single_axis(axis, ndim):
    if isinstance(axis, (tuple, list)):
        raise TypeError(f"the greatest elements are looked for along one axis, an integer, not along {axis!r}")
    return normalize_axis_index(axis, ndim)


def topk(a, k, axis=-1, split_every=None):
    """The ``k`` greatest elements, or with a negative ``k`` the least ones, sorted."""
    a = asarray(a)
    axis = _single_axis(axis, a.ndim)
    # More than there are is all there are, whatever the chunks say.
    n = builtins.min(abs(k), a.shape[axis] + 1) if a.shape[axis] == a.shape[axis] else abs(k)
    result = _core.topk(a, n if k > 0 else -n, axis, split_every)
    if n < abs(k):
        result._set_chunks(tuple((abs(k),) if i == axis else c for i, c in enumerate(result.chunks)))
    return result


def argtopk(a, k, axis=-1, split_every=None):
    """Where the ``k`` greatest elements are, or with a negative ``k`` the least ones."""
    a = asarray(a)
    axis = _single_axis(axis, a.ndim)
    pairs = a.map_blocks(kernels.argtopk_preprocess, axis=axis, dtype=a.dtype)
    chosen = functools.partial(kernels.argtopk, k=k)
    return reduction(
        pairs,
        chosen,
        functools.partial(kernels.argtopk_aggregate, k=k),
        combine=chosen,
        axis=axis,
        keepdims=True,
        dtype="int64",
        split_every=split_every,
        concatenate=False,
        output_size=abs(k),
    )


def _whole_axis(name, function, a, axis, keepdims, out):
    if axis is None:
        raise NotImplementedError(f"The da.{name} function only works along an axis.  The full algorithm is difficult to do in parallel")
    a = asarray(a)
    axes = (axis,) if isinstance(axis, (int, np.integer)) else tuple(axis)
    axes = tuple(normalize_axis_index(i, a.ndim) for i in axes)
    if builtins.any(a.numblocks[i] > 1 for i in axes):
        a = a.rechunk({i: -1 if i in axes else "auto" for i in range(a.ndim)})
    chunks = [(1,) if i in axes else c for i, c in enumerate(a.chunks) if keepdims or i not in axes]
    result = a.map_blocks(
        function,
        axis=axes if len(axes) > 1 else axes[0],
        keepdims=keepdims,
        drop_axis=list(axes) if not keepdims else None,
        chunks=chunks,
        dtype=np.dtype("float32") if a.dtype == np.dtype("float32") else np.dtype("float64"),
        token=name,
    )
    return handle_out(out, result)


def median(a, axis=None, keepdims=False, out=None):
    """The median along an axis, which becomes one chunk."""
    return _whole_axis("median", np.median, a, axis, keepdims, out)


def nanmedian(a, axis=None, keepdims=False, out=None):
    """The median of the elements that are not nan along an axis."""
    return _whole_axis("nanmedian", np.nanmedian, a, axis, keepdims, out)


def _quantile(name, a, q, axis, out, overwrite_input, method, keepdims, weights, interpolation):
    if interpolation is not None:
        warnings.warn(f"The `interpolation` argument to {name} was renamed to `method`.", FutureWarning, stacklevel=3)
        if method != "linear":
            raise TypeError("Cannot pass interpolation and method keywords!")
        method = interpolation
    a = asarray(a)
    if not a.ndim:
        a, axis, keepdims = a[None], 0, False
    if axis is None:
        if builtins.any(n > 1 for n in a.numblocks):
            raise NotImplementedError(
                f"The da.{name} function only works along an axis.  The full algorithm is difficult to do in parallel"
            )
        axis = tuple(range(a.ndim))
    axes = (axis,) if isinstance(axis, (int, np.integer)) else tuple(axis)
    axes = [normalize_axis_index(i, a.ndim) for i in axes]
    if overwrite_input:
        raise NotImplementedError(f"da.{name} does not support overwrite_input=True")
    if builtins.any(a.numblocks[i] > 1 for i in axes):
        a = a.rechunk({i: -1 if i in axes else "auto" for i in range(a.ndim)})
    if weights is not None:
        if method != "inverted_cdf":
            raise ValueError(f"Only method 'inverted_cdf' supports weights. Got: {method}.")
        raise unsupported(f"{name} with weights=", "repeat elements as often as they weigh")
    q = np.asarray(q)
    function = getattr(np, name)
    # A method that is not there is said now, and a quantile that is none.
    dtype = function(np.ones(1, a.dtype), q, method=method).dtype
    rest = [(1,) if i in axes else c for i, c in enumerate(a.chunks) if keepdims or i not in axes]
    result = a.map_blocks(
        _quantile_block,
        function,
        q,
        method=method,
        axis=tuple(axes) if len(axes) > 1 else axes[0],
        keepdims=keepdims,
        drop_axis=None if keepdims else axes,
        new_axis=list(range(q.ndim)) or None,
        chunks=[*((n,) for n in q.shape), *rest],
        dtype=dtype,
        token=name,
    )
    return handle_out(out, result)


def _quantile_block(block, function, q, method, **options):
    return function(block, q, method=method, **options)


def quantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, *, weights=None, interpolation=None):
    """Quantiles along an axis, which becomes one chunk."""
    return _quantile("quantile", a, q, axis, out, overwrite_input, method, keepdims, weights, interpolation)


def nanquantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, *, weights=None, interpolation=None):
    """Quantiles of the elements that are not nan."""
    return _quantile("nanquantile", a, q, axis, out, overwrite_input, method, keepdims, weights, interpolation)


def moment(a, order, axis=None, dtype=None, keepdims=False, ddof=0, split_every=None, out=None):
    """The central moment of this order."""
    if not isinstance(order, (int, np.integer)) or order < 0:
        raise ValueError("Order must be an integer >= 0")
    a = asarray(a)
    if order < 2:
        # By definition 1 and 0, in the shape of a sum; as in Dask, axes that are summed over are not kept.
        from dask.array.creation import full

        reduced = a.sum(axis=axis)
        return handle_out(out, full(reduced.shape, 1.0 - order, chunks=reduced.chunks))
    if dtype is not None and np.dtype(dtype).kind not in "fc":
        raise unsupported(
            "moment(dtype=) of whole numbers, whose means lose their fractions,", "leave it out, and take .astype(...) of the result"
        )
    deviation = a - a.mean(axis=axis, keepdims=True)
    total = (deviation**order).sum(axis=axis, keepdims=keepdims, dtype=dtype, split_every=split_every)
    axes = range(a.ndim) if axis is None else [axis] if isinstance(axis, (int, np.integer)) else axis
    return handle_out(out, total / (math.prod(a.shape[i] for i in axes) - ddof))


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
    x = asarray(x)
    if weights is not None:
        return _weighted_reduction(
            x, chunk, aggregate, axis, keepdims, dtype, split_every, combine, name, out, concatenate, output_size, meta, weights
        )
    axis = range(x.ndim) if axis is None else [axis] if isinstance(axis, (int, np.integer)) else axis
    axis = tuple(sorted(normalize_axis_index(i, x.ndim) for i in axis))
    if dtype is None:
        raise ValueError("Must specify dtype")
    parts = []
    for function, own, kept in ((chunk, None, True), (aggregate, combine, True), (aggregate, None, keepdims)):
        options = {"axis": axis, "keepdims": kept}
        if own is None and _takes_dtype(function):
            options["dtype"] = np.dtype(dtype)
        parts.append((name or funcname(own or function), own or function, options))
    token = tokenize(chunk, aggregate, combine, concatenate, output_size, str(dtype))
    options = (split_every, bool(concatenate), int(output_size), token)
    return handle_out(out, _core.tree_reduction(x, parts, axis, bool(keepdims), _dtype_name(dtype), options))


def _takes_dtype(function):
    function = getattr(function, "func", function)
    if getattr(function, "__module__", None) == "numpy":
        return function.__name__.removeprefix("nan") in ("sum", "prod", "mean", "var", "std")
    return _takes(function, "dtype")


def _weighted_reduction(
    x, chunk, aggregate, axis, keepdims, dtype, split_every, combine, name, out, concatenate, output_size, meta, weights
):
    """A reduction whose first step takes weights as well; the rest is a reduction of what it gives."""
    weights = asarray(weights)
    try:
        weights = broadcast_to(weights, x.shape)
    except ValueError:
        raise ValueError(f"Weights with shape {weights.shape} are not broadcastable to x with shape {x.shape}") from None
    axes = range(x.ndim) if axis is None else [axis] if isinstance(axis, (int, np.integer)) else axis
    axes = tuple(sorted(normalize_axis_index(i, x.ndim) for i in axes))
    dtype = meta.dtype if dtype is None and meta is not None else dtype
    labels = tuple(range(x.ndim))
    parts = blockwise(chunk, labels, x, labels, weights, labels, dtype=dtype or float, axis=axes, keepdims=True, token=name)
    parts._set_chunks(tuple((output_size,) * len(c) if i in axes else c for i, c in enumerate(parts.chunks)))
    return reduction(parts, _itself, aggregate, axes, keepdims, dtype, split_every, combine, name, out, concatenate, output_size, meta)


def _itself(x, axis, keepdims):
    return x


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
