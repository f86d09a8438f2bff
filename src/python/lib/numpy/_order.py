"""Functions about the order of elements: sorting, sets, counting, quantiles."""

import _numpy

from ._array import _write
from ._creation import asarray
from ._dispatch import public
from ._shapes import concatenate
from .exceptions import AxisError

__all__ = ["in1d"]
_public = public(__all__)


# Order


@_public
def sort(a, axis=-1, kind=None, order=None, *, stable=None):
    """A sorted copy."""
    a = asarray(a)
    return _numpy.sort(a._reshape(-1), 0) if axis is None else _numpy.sort(a, axis)


@_public
def argsort(a, axis=-1, kind=None, order=None, *, stable=None):
    """The indices that sort."""
    return asarray(a).argsort(axis)


@_public
def partition(a, kth, axis=-1, kind="introselect", order=None):
    """A copy with the k-th element in its sorted place; here all of it is sorted."""
    return sort(a, axis)


@_public
def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True, sorted=True):
    """The different elements, sorted."""
    if axis is not None:
        raise NotImplementedError("unique rows are not here; only axis=None is")
    values, index, inverse, counts = _numpy.unique(ar)
    extras = [part for part, wanted in ((index, return_index), (inverse, return_inverse), (counts, return_counts)) if wanted]
    return (values, *extras) if extras else values


@_public
def isin(element, test_elements, assume_unique=False, invert=False, *, kind=None):
    """Whether each element is among others."""
    element, known = asarray(element), _numpy.sort(asarray(test_elements)._reshape(-1), 0)
    if known.size == 0:
        return _numpy.full(element.shape, invert, "bool")[()]
    places = _numpy.searchsorted(known, element, "left")
    found = known[_numpy.clip(places, 0, known.size - 1)] == element
    return ~found if invert else found


in1d = isin


@_public
def union1d(ar1, ar2):
    """The elements of either array."""
    return unique(concatenate((ar1, ar2), axis=None))


@_public
def intersect1d(ar1, ar2, assume_unique=False):
    """The elements of both arrays."""
    first = unique(ar1)
    return first[isin(first, ar2)]


@_public
def setdiff1d(ar1, ar2, assume_unique=False):
    """The elements of the first array only."""
    first = unique(ar1)
    return first[isin(first, ar2, invert=True)]


@_public
def digitize(x, bins, right=False):
    """The bin of each element."""
    bins = asarray(bins)
    if bins.size > 1 and bool((bins[1:] < bins[:-1]).any()):
        return bins.size - _numpy.searchsorted(bins[::-1], x, "left" if not right else "right")
    return _numpy.searchsorted(bins, x, "left" if right else "right")


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
    if not isinstance(bins, int):
        return asarray(bins)
    if bins < 1:
        raise ValueError("`bins` must be positive, when an integer")
    a = asarray(a)
    if range is None:
        first, last = (float(a.min()), float(a.max())) if a.size else (0.0, 1.0)
    else:
        first, last = map(float, range)
        if first > last:
            raise ValueError("max must be larger than min in range parameter.")
    if not (first - first == 0 and last - last == 0):
        raise ValueError(f"autodetected range of [{first}, {last}] is not finite")
    if first == last:
        first, last = first - 0.5, last + 0.5
    return _numpy.linspace(first, last, bins + 1, True, None)


@_public
def histogram(a, bins=10, range=None, density=None, weights=None):
    """How many elements lie in each bin, and the bins' edges."""
    edges = histogram_bin_edges(a, bins, range)
    values = asarray(a)._reshape(-1)
    inside = (values >= edges[0]) & (values <= edges[-1])
    places = _numpy.searchsorted(edges, values, "right") - 1
    # The last bin includes its right edge.
    places = _numpy.clip(places, 0, edges.size - 2)[inside]
    weights = None if weights is None else asarray(weights)._reshape(-1)[inside]
    counts = _numpy.bincount(places, weights, edges.size - 1)
    if density:
        counts = counts / (edges[1:] - edges[:-1]) / counts.sum()
    return counts, edges


@_public
def median(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    """The middle element."""
    return _write(_middle(a, axis, keepdims, False), out)


@_public
def nanmedian(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    """The middle element, without NaN."""
    return _write(_middle(a, axis, keepdims, True), out)


def _one_lane(a, axis):
    """The array with all reduced axes made one, the last; and the shape that keeps them with length 1."""
    a = asarray(a)
    axes = range(a.ndim) if axis is None else [axis] if isinstance(axis, int) else axis
    for one in axes:
        if not -a.ndim <= one < a.ndim:
            raise AxisError(one, a.ndim)
    axes = sorted(one % a.ndim for one in axes)
    kept = tuple(1 if place in axes else length for place, length in enumerate(a.shape))
    moved = _numpy.moveaxis(a, axes, list(range(-len(axes), 0))) if axes else a._reshape(a.shape + (1,))
    count = 1
    for one in axes:
        count *= a.shape[one]
    return moved._reshape(tuple(length for place, length in enumerate(a.shape) if place not in axes) + (count,)), kept


def _middle(a, axis, keepdims, skip_nan):
    lane, kept = _one_lane(a, axis)
    result = _numpy.median(lane, -1, skip_nan)
    return asarray(result)._reshape(kept) if keepdims else result


def _quantile(a, q, axis, keepdims, method, skip_nan):
    if method != "linear":
        raise NotImplementedError(f"method {method!r} is not here; 'linear' is")
    lane, kept = _one_lane(a, axis)
    results = _numpy.quantiles(lane, asarray(q)._reshape(-1), -1, skip_nan)
    results = [asarray(result)._reshape(kept) if keepdims else result for result in results]
    shape = asarray(q).shape
    return _numpy.stack(results, 0)._reshape(shape + asarray(results[0]).shape) if shape else results[0]


@_public
def quantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False):
    """The element below which a fraction `q` of all lies."""
    return _write(_quantile(a, q, axis, keepdims, method, False), out)


@_public
def nanquantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False):
    """`quantile` without NaN."""
    return _write(_quantile(a, q, axis, keepdims, method, True), out)


def _fractions(q):
    q = asarray(q)
    if bool((q < 0).any()) or bool((q > 100).any()):
        raise ValueError("Percentiles must be in the range [0, 100]")
    return q / 100


@_public
def percentile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False):
    """The element below which `q` percent of all lie."""
    return _write(_quantile(a, _fractions(q), axis, keepdims, method, False), out)


@_public
def nanpercentile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False):
    """`percentile` without NaN."""
    return _write(_quantile(a, _fractions(q), axis, keepdims, method, True), out)
