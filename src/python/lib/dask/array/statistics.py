"""Counts, means and how values go together."""

import functools
import warnings
from builtins import range as builtin_range

import numpy as np
from _dasklet_missing import unsupported

from dask.array import reductions
from dask.array.choosing import isnonzero
from dask.array.core import Array, array, asarray, blockwise, broadcast_to, concatenate, from_array
from dask.array.creation import diag
from dask.array.elements import result_type
from dask.array.products import dot
from dask.array.ufunc import multiply, sqrt, true_divide

__all__ = [
    "average",
    "bincount",
    "corrcoef",
    "count_nonzero",
    "cov",
    "histogram",
    "ptp",
]


def count_nonzero(a, axis=None):
    """How many elements are not 0."""
    return isnonzero(asarray(a)).astype("int64").sum(axis=axis)


def average(a, axis=None, weights=None, returned=False, keepdims=False):
    """The mean, weighted if weights are given."""
    a = asarray(a)
    if weights is None:
        mean = a.mean(axis, keepdims=keepdims)
        if not returned:
            return mean
        count = mean.dtype.type(a.size / mean.size)
        return mean, broadcast_to(asarray(count), mean.shape).copy() if mean.ndim else count
    weights = asarray(weights)
    dtype = result_type(a.dtype, weights.dtype, "float64") if a.dtype.kind in "iub" else result_type(a.dtype, weights.dtype)
    if a.shape != weights.shape:
        if axis is None:
            raise TypeError("Axis must be specified when shapes of a and weights differ.")
        if weights.ndim != 1:
            raise TypeError("1D weights expected when shapes of a and weights differ.")
        if weights.shape[0] != a.shape[axis]:
            raise ValueError("Length of weights not compatible with specified axis.")
        weights = broadcast_to(weights, (1,) * (a.ndim - 1) + weights.shape).swapaxes(-1, axis)
    scale = weights.sum(axis=axis, dtype=dtype, keepdims=keepdims)
    mean = multiply(a, weights, dtype=dtype).sum(axis, keepdims=keepdims) / scale
    if not returned:
        return mean
    return mean, scale if scale.shape == mean.shape else broadcast_to(scale, mean.shape).copy()


def ptp(a, axis=None):
    """The greatest element less the least."""
    a = asarray(a)
    return a.max(axis=axis) - a.min(axis=axis)


def bincount(x, weights=None, minlength=0, split_every=None):
    """How often each number occurs, or the sum of its weights."""
    x = asarray(x)
    if x.ndim != 1:
        raise ValueError("Input array must be one dimensional. Try using x.ravel()")
    pairs = [x, "i"]
    if weights is not None:
        weights = asarray(weights)
        if weights.chunks != x.chunks:
            raise ValueError("Chunks of input array x and weights must match.")
        pairs += [weights, "i"]
    dtype = np.dtype("int64" if weights is None else "float64")
    counts = blockwise(functools.partial(np.bincount, minlength=minlength), "i", *pairs, token="bincount", dtype=dtype)
    length = minlength or float("nan")
    counts._set_chunks(((length,) * x.numblocks[0],))
    result = reductions.reduction(
        counts,
        _itself,
        _sum_counts,
        axis=0,
        dtype=dtype,
        concatenate=False,
        combine=_sum_counts,
        name="_bincount_agg",
        split_every=split_every,
        keepdims=True,
    )
    result._set_chunks(((length,),))
    return result


def _itself(x, axis, keepdims):
    return x


def _sum_counts(parts, axis, keepdims):
    parts = parts if isinstance(parts, list) else [parts]
    total = np.zeros(max(map(len, parts)), dtype=parts[0].dtype)
    for part in parts:
        total[: len(part)] += part
    return total


def histogram(a, bins=None, range=None, normed=False, weights=None, density=None):
    """How many elements fall into each bin."""
    a = asarray(a)
    if isinstance(bins, Array) or isinstance(range, Array):
        raise unsupported("histogram with bins or range in a dask array", "compute them")
    is_count = np.ndim(bins) == 0
    if bins is None or (is_count and range is None):
        raise ValueError(
            "dask.array.histogram requires either specifying bins as an iterable or specifying both a range and the number of bins"
        )
    if weights is not None:
        weights = asarray(weights)
        if weights.chunks != a.chunks:
            raise ValueError("Input array and weights must have the same chunked structure")
    if normed is not False:
        raise ValueError(
            "The normed= keyword argument has been deprecated. Please use density instead. "
            "See the numpy.histogram docstring for more information."
        )
    if range is not None:
        if not hasattr(range, "__len__"):
            raise TypeError(f"Expected a sequence or array for range, not {range}")
        if len(range) != 2:
            raise ValueError(f"range must be a sequence or array of length 2, but got {len(range)} items")
    edges = np.linspace(range[0], range[1], bins + 1) if is_count else bins if isinstance(bins, np.ndarray) else asarray(bins)
    if edges.ndim != 1:
        raise ValueError(f"bins must be a 1-dimensional array or sequence, got shape {edges.shape}")
    axes = "".join(chr(ord("a") + axis) for axis in reversed(builtin_range(a.ndim)))
    pairs = [a, axes] if weights is None else [a, axes, weights, axes]
    counts = blockwise(
        _histogram_block,
        axes + "z",
        *pairs,
        dtype="int64" if weights is None else weights.dtype,
        new_axes={"z": edges.size - 1},
        adjust_chunks=dict.fromkeys(axes, 1),
        bins=bins if is_count else np.asarray(bins),
        range=range,
        token="histogram-sum",
    )
    counts = counts.sum(axis=tuple(builtin_range(a.ndim)))
    if density:
        widths = from_array(np.diff(np.asarray(edges)).astype(float), chunks=counts.chunks)
        return counts / widths / counts.sum(), edges
    return counts, edges


def _histogram_block(block, weights=None, bins=None, range=None):
    counts = np.histogram(block, bins, range=range, weights=weights)[0]
    counts = counts if weights is None else counts.astype(weights.dtype)
    return counts.reshape((1,) * block.ndim + counts.shape)


def cov(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None, *, dtype=None):
    """The covariance matrix. ``dtype`` changes nothing, as in Dask."""
    if ddof is not None and ddof != int(ddof):
        raise ValueError("ddof must be integer")
    m = asarray(m)
    y = y if y is None else asarray(y)
    dtype = result_type(m, np.float64) if y is None else result_type(m, y, np.float64)
    for name, values in (("m", m), ("y", y)):
        if values is not None and values.ndim > 2:
            raise ValueError(f"{name} has more than 2 dimensions")
    x = array(m, ndmin=2, dtype=dtype)
    ddof = int(bias == 0) if ddof is None else ddof
    if not rowvar and m.ndim != 1:
        x = x.T
    if x.shape[0] == 0:
        return array([]).reshape(0, 0)
    if y is not None:
        y = array(y, ndmin=2, dtype=dtype)
        x = concatenate((x, y.T if not rowvar and y.shape[0] != 1 else y), axis=0)
    weights = None
    for name, given in (("fweights", fweights), ("aweights", aweights)):
        if given is None:
            continue
        given = asarray(given, dtype=float)
        if given.ndim > 1:
            raise RuntimeError(f"cannot handle multidimensional {name}")
        if given.shape[0] != x.shape[1]:
            raise RuntimeError(f"incompatible numbers of samples and {name}")
        weights = given if weights is None else weights * given
    mean, total = average(x, axis=1, weights=weights, returned=True)
    total = total[0]
    if weights is None:
        fact = x.shape[1] - ddof
    elif ddof == 0:
        fact = total
    elif aweights is None:
        fact = total - ddof
    else:
        fact = total - ddof * (weights * asarray(aweights, dtype=float)).sum() / total
    if weights is None and fact <= 0:
        warnings.warn("Degrees of freedom <= 0 for slice", RuntimeWarning, stacklevel=2)
        fact = 0.0
    x = x - mean[:, None]
    products = dot(x, (x.T if weights is None else (x * weights).T).conj())
    return (products * true_divide(1, fact)).squeeze()


def corrcoef(x, y=None, rowvar=1):
    """The correlation coefficients."""
    c = cov(x, y, rowvar)
    if c.shape == ():
        return c / c
    d = diag(c)
    d = sqrt(d.reshape((d.shape[0], 1)))
    return (c / d) / d.T
