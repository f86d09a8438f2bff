"""Percentiles of chunks, and how they are merged."""

import functools
import warnings

import numpy as np
from _dasklet_missing import unsupported

from dask.array import reductions
from dask.array.core import asarray
from dask.array.parts import boxed

__all__ = ["nanpercentile", "percentile"]


def percentile(a, q, method="linear", internal_method="default", **kwargs):
    """Approximate percentiles of a one-dimensional array: those of the chunks, merged by how many elements each stands for.

    Those of an array of more axes are exact quantiles along ``axis=``.
    """
    a = asarray(a)
    if a.ndim > 1:
        return reductions.quantile(a, _fractions(a, q), method=method, **kwargs)
    if not a.ndim:
        raise NotImplementedError("support for arrays of ndim 0 is not implemented.")
    if "interpolation" in kwargs:
        warnings.warn("The `interpolation=` argument to percentile was renamed to `method= ` ", FutureWarning, stacklevel=2)
        method = kwargs.pop("interpolation")
    if kwargs:
        raise TypeError(f"percentile() got an unexpected keyword argument {next(iter(kwargs))!r}")
    if internal_method == "tdigest":
        raise unsupported("percentile with internal_method='tdigest'", "'default' works")
    if internal_method not in ("default", "dask"):
        raise ValueError("`internal_method=` must be one of {'dask', 'tdigest', 'default'}")
    if method not in _PERCENTILE_METHODS:
        raise ValueError(f"{method!r} is not a valid method here. Use one of: {', '.join(_PERCENTILE_METHODS)}")
    wanted = np.asarray(q, dtype="float64")
    if wanted.ndim > 1:
        raise ValueError("all the input arrays must have same number of dimensions: percentiles are one, or a list of them")
    dtype = np.dtype("float64") if a.dtype.kind in "iu" else a.dtype
    options = {"q": wanted.ravel(), "method": method}
    merge = functools.partial(_merge_percentiles, **options)
    result = reductions.reduction(
        a,
        functools.partial(_chunk_percentiles, **options),
        merge,
        axis=0,
        dtype=dtype,
        concatenate=False,
        combine=merge,
        name="percentile",
        split_every=max(a.numblocks[0], 2),
        keepdims=True,
    )
    result._set_chunks(((wanted.size,),))
    return result if wanted.ndim else boxed(result[0])


def nanpercentile(a, q, **kwargs):
    """Percentiles of the elements that are not nan along an axis, exact ones."""
    return reductions.nanquantile(a, _fractions(a, q), **kwargs)


def _fractions(a, q):
    return np.true_divide(q, a.dtype.type(100) if a.dtype.kind == "f" else 100)


_PERCENTILE_METHODS = ("linear", "lower", "higher", "midpoint", "nearest")


def _chunk_percentiles(x, axis, keepdims, q, method):
    """A chunk's smallest element, percentiles and greatest element, and how many elements it has."""
    if not bool(((q >= 0) & (q <= 100)).all()):
        raise ValueError("Percentiles must be in the range [0, 100]")
    if not x.size:
        return None, 0
    if not ((q >= 0) & (q <= 100)).all():
        raise ValueError("Percentiles must be in the range [0, 100]")
    x = np.sort(x)
    at = np.concatenate([[0.0], q, [100.0]]) / 100 * (x.size - 1)
    below, above = np.floor(at).astype("int64"), np.ceil(at).astype("int64")
    if method == "linear":
        values = x[below] + (x[above] - x[below]) * (at - below)
    elif method == "midpoint":
        values = x[below] + (x[above] - x[below]) * 0.5
    else:
        values = x[{"lower": below, "higher": above, "nearest": np.round(at).astype("int64")}[method]]
    if x.dtype.kind == "f" and np.isnan(x[-1]):
        values = np.full(values.shape, np.nan)
    return values, x.size


def _merge_percentiles(parts, axis, keepdims, q, method):
    """The chunks' values in one line, each with the number of elements between it and its chunk's value before."""
    parts = [part for part in (parts if isinstance(parts, list) else [parts]) if part[1]]
    if not parts:
        raise ValueError("No non-trivial arrays found")
    steps = np.diff(np.concatenate([[0.0, 0.0], q, [100.0]]))
    values = np.concatenate([part[0] for part in parts])
    counts = np.concatenate([steps * part[1] for part in parts])
    order = np.argsort(values, kind="stable")
    values, ranks = values[order], np.cumsum(counts[order])
    wanted = q * sum(part[1] for part in parts)
    if method == "linear":
        return np.interp(wanted, ranks, values)
    left = np.minimum(np.searchsorted(ranks, wanted, side="left"), len(values) - 1)
    right = np.searchsorted(ranks, wanted, side="right") - 1
    lower, upper = np.minimum(left, right), np.maximum(left, right)
    if method == "midpoint":
        return values[lower] + 0.5 * (values[upper] - values[lower])
    if method == "nearest":
        lower = np.where(abs(ranks[lower] - wanted) > abs(ranks[upper] - wanted), upper, lower)
    return values[upper if method == "higher" else lower]
