"""Functions about the order of elements: sorting, sets, counting."""

import operator

import _numpy
from _dasklet_missing import unsupported

from ._array import check_kind
from ._choosing import take_along_axis
from ._creation import asarray, linspace
from ._dispatch import public
from ._dtypes import result_type
from ._joining import concatenate
from .exceptions import AxisError

__all__ = []
_public = public(__all__)


# Order


@_public
def sort(a, axis=-1, kind=None, order=None, *, stable=None):
    """A sorted copy."""
    check_kind(kind, order, stable)
    a = asarray(a)
    return _numpy.sort(a._reshape(-1), 0) if axis is None else _numpy.sort(a, axis)


@_public
def argsort(a, axis=-1, kind=None, order=None, *, stable=None):
    """The indices that sort."""
    own = a if hasattr(a, "__array_wrap__") and hasattr(a, "argsort") else asarray(a)
    return own.argsort(axis=axis, kind=kind, order=order, stable=stable)


@_public
def lexsort(keys, axis=-1):
    """The indices that sort by several keys, of which the last one counts first."""
    keys = [asarray(key) for key in keys]
    if not keys:
        raise TypeError("need sequence of keys with len > 0 in lexsort")
    if len({key.shape for key in keys}) > 1:
        raise ValueError("all keys need to be the same shape")
    if keys[0].ndim == 0:
        return _numpy.typed(0, "int64")
    order = keys[0].argsort(axis, "stable")
    for key in keys[1:]:
        order = take_along_axis(order, take_along_axis(key, order, axis).argsort(axis, "stable"), axis)
    return order


@_public
def partition(a, kth, axis=-1, kind="introselect", order=None):
    """A copy with the k-th element in its sorted place; here all of it is sorted."""
    if order is not None:
        raise ValueError("Cannot specify order when the array has no fields.")
    if kind != "introselect":
        raise ValueError(f"select kind must be 'introselect' (got {kind!r})")
    array = asarray(a)
    length = array.size if axis is None else array.shape[axis]
    for place in asarray(kth)._reshape(-1).tolist():
        if not -length <= place < length:
            raise ValueError(f"kth(={place}) out of bounds ({length})")
    return sort(array, axis)


@_public
def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True, sorted=True):
    """The different elements, sorted (also where that is not asked for); with `axis=` the different rows."""
    if sorted not in (True, False):
        raise ValueError(f"sorted must be True or False, not {sorted!r}")
    ar = asarray(ar)
    if axis is not None:
        values, index, inverse, counts = _different_rows(ar, axis)
    else:
        values, index, inverse, counts = _numpy.unique(ar)
        if not equal_nan and ar.dtype.kind == "f":
            values, index, inverse, counts = _each_nan_alone(ar._reshape(-1), values, index, inverse, counts)
        inverse = inverse._reshape(ar.shape)
    extras = [part for part, wanted in ((index, return_index), (inverse, return_inverse), (counts, return_counts)) if wanted]
    return (values, *extras) if extras else values


def _each_nan_alone(ar, values, index, inverse, counts):
    """The result of `unique` with NaN, which comes last, as often as it is there."""
    places = _numpy.nonzero(_numpy.apply("isnan", ar, None))[0]
    if places.size < 2:
        return values, index, inverse, counts
    n_others = values.size - 1
    inverse = _numpy.array(inverse, None)._copy()._reshape(-1)
    inverse[places] = n_others + _numpy.arange(0, places.size, 1, "int64")
    return (
        _numpy.concatenate([values[:-1], _numpy.full((places.size,), float("nan"), values.dtype.name)], 0),
        _numpy.concatenate([index[:-1], places], 0),
        inverse,
        _numpy.concatenate([counts[:-1], _numpy.full((places.size,), 1, "int64")], 0),
    )


def _different_rows(ar, axis):
    """`unique` of the parts along an axis, in the order of their first elements, then their second ones, …"""
    if not -ar.ndim <= axis < ar.ndim:
        raise AxisError(axis, ar.ndim)
    moved = _numpy.moveaxis(ar, axis, 0)
    rows = moved._reshape((moved.shape[0], -1)) if moved.size else _numpy.full((moved.shape[0], 0), 0, "int64")
    codes = _numpy.full((moved.shape[0],), 0, "int64")
    for column in range(rows.shape[1]):
        ranks = _numpy.unique(rows[:, column])[2]
        codes = _numpy.unique(codes * (rows.shape[0] + 1) + ranks)[2]
    _, index, inverse, counts = _numpy.unique(codes)
    return ar.take(index, axis), index, inverse, counts


@_public
def isin(element, test_elements, assume_unique=False, invert=False, *, kind=None):
    """Whether each element is among others. Knowing that they are unique, or a kind of search, makes no difference here."""
    if kind not in (None, "sort", "table"):
        raise ValueError(f"Invalid kind: '{kind}'. Please use None, 'sort' or 'table'.")
    element, known = asarray(element), asarray(test_elements)
    if kind == "table" and (element.dtype.kind not in "iub" or known.dtype.kind not in "iub"):
        raise ValueError("The 'table' method is only supported for boolean or integer arrays. Please select 'sort' or None for kind.")
    if any(part.dtype.kind not in "biuf" for part in (element, known)):
        return isin(element, known, assume_unique, invert)
    known = _numpy.sort(known._reshape(-1), 0)
    if known.size == 0:
        return _numpy.full(element.shape, invert, "bool")
    places = _numpy.searchsorted(known, element, "left")
    found = known[_numpy.clip(places, 0, known.size - 1)] == element
    # An array also of one element without axes.
    return asarray(~found if invert else found)


@_public
def union1d(ar1, ar2):
    """The elements of either array."""
    return unique(concatenate((ar1, ar2), axis=None))


@_public
def intersect1d(ar1, ar2, assume_unique=False, return_indices=False):
    """The elements of both arrays; if wanted, with where they come first."""
    ar1, ar2 = asarray(ar1), asarray(ar2)
    first, index1 = unique(ar1, return_index=True)
    second, index2 = unique(ar2, return_index=True)
    if assume_unique and (first.size < ar1.size or second.size < ar2.size):
        raise unsupported("intersect1d with assume_unique=True of elements that are not", "leave assume_unique out")
    common = isin(first, second)
    kept = first[common].astype(result_type(first.dtype, second.dtype))
    if not return_indices:
        return kept
    return kept, index1[common], index2[isin(second, first)]


@_public
def setdiff1d(ar1, ar2, assume_unique=False):
    """The elements of the first array only; in their order if they are said to be unique."""
    first = asarray(ar1).ravel() if assume_unique else unique(ar1)
    return first[isin(first, ar2, invert=True)]


@_public
def digitize(x, bins, right=False):
    """The bin of each element."""
    bins, side = asarray(bins), "left" if right else "right"
    if bins.size > 1 and bool((bins[1:] < bins[:-1]).any()):
        if bool((bins[1:] > bins[:-1]).any()):
            raise ValueError("bins must be monotonically increasing or decreasing")
        return bins.size - _numpy.searchsorted(bins[::-1], x, side)
    return _numpy.searchsorted(bins, x, side)


@_public
def bincount(x, /, weights=None, minlength=0):
    """How often 0, 1, 2, … occur."""
    if minlength < 0:
        raise ValueError("'minlength' must not be negative")
    return _numpy.bincount(x, weights, minlength)


@_public
def histogram_bin_edges(a, bins=10, range=None, weights=None):
    """The edges of a histogram's bins."""
    if isinstance(bins, str):
        raise NotImplementedError("bins are not estimated here; give their number or their edges")
    if weights is not None and asarray(weights).shape != asarray(a).shape:
        raise ValueError("weights should have the same shape as a.")
    if asarray(bins).ndim == 1:
        edges = asarray(bins)
        if bool((edges[:-1] > edges[1:]).any()):
            raise ValueError("`bins` must increase monotonically, when an array")
        return edges
    try:
        bins = operator.index(bins)
    except TypeError:
        raise TypeError("`bins` must be an integer, a string, or an array") from None
    if bins < 1:
        raise ValueError("`bins` must be positive, when an integer")
    a = asarray(a)
    if range is None:
        # Floats keep their own width.
        first, last = (0.0, 1.0) if not a.size else (a.min(), a.max()) if a.dtype.kind == "f" else (float(a.min()), float(a.max()))
    else:
        first, last = map(float, range)
        if first > last:
            raise ValueError("max must be larger than min in range parameter.")
    if not (first - first == 0 and last - last == 0):
        raise ValueError(f"autodetected range of [{first}, {last}] is not finite")
    if first == last:
        first, last = first - 0.5, last + 0.5
    return linspace(first, last, bins + 1, dtype=a.dtype if a.dtype.kind == "f" else None)


@_public
def histogram(a, bins=10, range=None, density=None, weights=None):
    """How many elements lie in each bin, and the bins' edges."""
    edges = histogram_bin_edges(a, bins, range, weights)
    values = asarray(a)._reshape(-1)
    inside = (values >= edges[0]) & (values <= edges[-1])
    places = _numpy.searchsorted(edges, values, "right") - 1
    # The last bin includes its right edge.
    places = _numpy.clip(places, 0, edges.size - 2)[inside]
    weights = None if weights is None else asarray(weights)._reshape(-1)[inside]
    counts = _numpy.bincount(places, weights, edges.size - 1)
    if weights is not None and weights.dtype.kind in "iu":
        counts = counts.astype(weights.dtype)
    if density:
        counts = counts / (edges[1:] - edges[:-1]) / counts.sum()
    return counts, edges
