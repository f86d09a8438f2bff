"""Medians and quantiles."""

import math

import _numpy
from _dasklet_missing import unsupported

from ._array import _write
from ._axes import normalize_axis_tuple
from ._creation import asarray
from ._dispatch import public
from ._dtypes import result_type
from ._errors import warn

__all__ = []
_public = public(__all__)


def _written(result, out, overwrite_input):
    """The result, in `out` if there is one. The input may be overwritten, but need not be."""
    if overwrite_input not in (True, False):
        raise TypeError("overwrite_input must be True or False")
    return _write(result, out)


@_public
def median(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    """The middle element."""
    return _written(_middle(a, axis, keepdims, False), out, overwrite_input)


@_public
def nanmedian(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    """The middle element, without NaN."""
    return _written(_middle(a, axis, keepdims, True), out, overwrite_input)


def one_lane(a, axis):
    """The array with all reduced axes made one, the last; and the shape that keeps them with length 1."""
    a = asarray(a)
    axes = sorted(normalize_axis_tuple(range(a.ndim) if axis is None else axis, a.ndim, allow_duplicate=True))
    kept = tuple(1 if place in axes else length for place, length in enumerate(a.shape))
    moved = _numpy.moveaxis(a, axes, list(range(-len(axes), 0))) if axes else a._reshape(a.shape + (1,))
    count = 1
    for one in axes:
        count *= a.shape[one]
    return moved._reshape(tuple(length for place, length in enumerate(a.shape) if place not in axes) + (count,)), kept


def _middle(a, axis, keepdims, skip_nan):
    lane, kept = one_lane(a, axis)
    result = _numpy.median(lane, -1, skip_nan)
    if skip_nan:
        _warn_of_missing(lane, result)
    return asarray(result)._reshape(kept) if keepdims else result


def _warn_of_missing(lane, result):
    """NumPy's warning where there is NaN alone."""
    none = result != result
    if lane.dtype.kind == "f" and none.any() and (none & _numpy.reduce("all", lane != lane, -1, False, None, 0.0)).any():
        warn(None, "All-NaN slice encountered" if lane.size else "Mean of empty slice")


def _quantile(a, q, axis, keepdims, method, skip_nan, weights):
    if weights is not None:
        raise unsupported("weights= of quantiles", "repeat the elements, or sort them and use np.cumsum of the weights")
    a = asarray(a)
    if method not in _METHODS:
        raise ValueError(f"{method!r} is not a valid method. Use one of: {', '.join(map(repr, _METHODS))}")
    is_number = _is_weak(q)
    weak = is_number and a.dtype.kind == "f"
    q = asarray(q, dtype=a.dtype if weak else None)
    if not bool(((q >= 0) & (q <= 1)).all()):
        raise ValueError("Quantiles must be in the range [0, 1]")
    if skip_nan and not a.size:
        from ._nan_functions import nanmean

        return nanmean(a, axis, keepdims=keepdims)
    # Whole places give elements as they are, too.
    is_whole = q.dtype.kind in "biu"
    chooses = method in _CHOOSING or is_whole and method == "linear"
    if a.dtype.kind == "b" and not chooses:
        raise TypeError(
            "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead."
        )
    lane, kept = one_lane(a, axis)
    if not weak and not chooses and q.dtype.kind == "f" and (a.dtype.kind == "f" or q.dtype.itemsize < 8):
        lane = lane.astype(result_type(a.dtype, q.dtype))
    elif is_whole and not chooses:
        lane = lane.astype(result_type(a.dtype, "int64" if method in _OF_WHOLES and (skip_nan or not is_number) else "float64"))
    flat = q._reshape(-1)
    if not q.size:
        # Nothing is asked for, but it has a shape and a dtype.
        flat = asarray([0.5], dtype=q.dtype)
    if method == "linear" and not is_whole:
        results = _numpy.quantiles(lane, flat, -1, skip_nan)
    else:
        results = _by_method(lane, list(flat) if q.dtype == "float32" and not weak else flat.tolist(), method, chooses, skip_nan)
    if skip_nan and results:
        _warn_of_missing(lane, results[0])
    results = [asarray(result)._reshape(kept) if keepdims else result for result in results]
    if not q.size:
        return _numpy.stack(results, 0)[:0]._reshape(q.shape + asarray(results[0]).shape)
    return _numpy.stack(results, 0)._reshape(q.shape + asarray(results[0]).shape) if q.shape else results[0]


# What gives elements as they are.
_CHOOSING = ("inverted_cdf", "closest_observation", "lower", "higher", "nearest")
# What lies at whole places where the fractions are whole numbers.
_OF_WHOLES = ("averaged_inverted_cdf", "interpolated_inverted_cdf", "weibull")
# Where among n sorted elements, counted from 0, a quantile lies: (alpha, beta) of Hyndman and Fan's definitions.
_SLOPES = {
    "interpolated_inverted_cdf": (0, 1),
    "hazen": (0.5, 0.5),
    "weibull": (0, 0),
    "linear": (1, 1),
    "median_unbiased": (1.0 / 3.0, 1.0 / 3.0),
    "normal_unbiased": (3.0 / 8.0, 3.0 / 8.0),
}
_METHODS = (
    "inverted_cdf",
    "averaged_inverted_cdf",
    "closest_observation",
    *_SLOPES,
    "lower",
    "higher",
    "midpoint",
    "nearest",
)


def _place(method, n, q):
    """The place of a quantile, and the share of the next element."""
    if method == "inverted_cdf":
        return max(math.ceil(n * q) - 1, 0), 0.0
    if method == "averaged_inverted_cdf":
        at = n * q - 1
        if isinstance(q, int):
            # As in NumPy, where a half becomes a whole number then.
            return at, 0
        return math.floor(at), 0.5 if at == math.floor(at) else 1.0
    if method == "closest_observation":
        at = n * q - 1.5
        below = math.floor(at)
        return below + 1 - (at == below and below % 2 == 1), 0.0
    if method in _SLOPES:
        alpha, beta = _SLOPES[method]
        at = n * q + (alpha + q * (1 - alpha - beta)) - 1
        return math.floor(at), at - math.floor(at)
    at = (n - 1) * q
    if method == "midpoint":
        return math.floor(at), 0.5 if at != math.floor(at) else 0.0
    return {"lower": math.floor, "higher": math.ceil, "nearest": round}[method](at), 0.0


def _by_method(lane, fractions, method, chooses, skip_nan):
    """Quantiles of each last axis, one array for each fraction."""
    n = lane.shape[-1]
    missing = lane != lane
    if skip_nan and bool(_numpy.array(missing, None).any()):
        raise unsupported(f"method={method!r} where there is NaN", "choose method='linear', or leave NaN out before")
    lane = _numpy.sort(lane, -1)
    found = []
    for q in fractions:
        place, share = _place(method, n, q)
        low, high = (min(max(at, 0), n - 1) for at in (place, place + 1))
        share *= place >= 0
        value = lane[..., low]
        if not chooses:
            value = value + (lane[..., high] - value) * share if share < 0.5 else lane[..., high] - (lane[..., high] - value) * (1 - share)
        none = _numpy.reduce("any", missing, -1, False, None, 0.0)
        found.append((_numpy.where_(none, float("nan"), value) if lane.dtype.kind == "f" else value)[()])
    return found


def _is_weak(q):
    """Whether a quantile leaves the type of floats as it is: Python's numbers do, and float64, which is one of them."""
    return isinstance(q, (int, float)) or type(q).__name__ == "float64"


def _fractions(q):
    weak = _is_weak(q)
    q = asarray(q)
    if not bool(((q >= 0) & (q <= 100)).all()):
        raise ValueError("Percentiles must be in the range [0, 100]")
    if weak:
        return float(q) / 100
    return q / (q.dtype.type(100) if q.dtype.kind == "f" else 100)


@_public
def quantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, *, weights=None):
    """The element below which a fraction `q` of all lies."""
    return _written(_quantile(a, q, axis, keepdims, method, False, weights), out, overwrite_input)


@_public
def nanquantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, *, weights=None):
    """`quantile` without NaN."""
    return _written(_quantile(a, q, axis, keepdims, method, True, weights), out, overwrite_input)


@_public
def percentile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, *, weights=None):
    """The element below which `q` percent of all lie."""
    return _written(_quantile(a, _fractions(q), axis, keepdims, method, False, weights), out, overwrite_input)


@_public
def nanpercentile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, *, weights=None):
    """`percentile` without NaN."""
    return _written(_quantile(a, _fractions(q), axis, keepdims, method, True, weights), out, overwrite_input)
