"""Functions that compute: reductions, differences, comparisons."""

import math

import _numpy
from _dasklet_missing import unsupported

from ._array import _write, dressed, ndarray
from ._axes import normalize_axis_index, normalize_axis_tuple, reduced_axes
from ._creation import asarray
from ._dispatch import public
from ._dtypes import generic, result_type
from ._errors import warn
from ._joining import stack
from ._shapes import atleast_1d, atleast_2d

_python_max = max
_ARRAYS = (_numpy.Array, generic, int, float, list, tuple, str)

# Methods whose results other libraries' arrays dress.
_DRESSED = ("argmax", "argmin", "repeat", "swapaxes", "take")

__all__ = []


def nearest(name, known):
    """A hint at the name that was probably meant."""
    wanted = name.lower().replace("_", "")
    for word in known:
        plain = word.lower().replace("_", "")
        if (
            not word.startswith("_")
            and plain
            and (plain == wanted or len(wanted) > 3 and (plain.startswith(wanted) or wanted.startswith(plain) and len(plain) > 3))
        ):
            return f"did you mean {word!r}?"
    return None


_public = public(__all__)


def _method(name):
    """A function that is a method of arrays."""

    def function(a, *args, **kwargs):
        if isinstance(a, _ARRAYS):
            return getattr(asarray(a), name)(*args, **kwargs)
        # As NumPy does it: what has the method itself, such as a labelled array, knows better, or may dress what comes back.
        own = getattr(a, name, None)
        if callable(own):
            return own(*args, **kwargs)
        result = getattr(asarray(a), name)(*args, **kwargs)
        return dressed(result, a) if name in _DRESSED else result

    function.__name__ = function.__qualname__ = name
    function.__doc__ = getattr(ndarray, name).__doc__
    return _public(function)


for _name in [
    "sum",
    "prod",
    "min",
    "max",
    "any",
    "all",
    "mean",
    "argmin",
    "argmax",
    "cumsum",
    "cumprod",
    "ravel",
    "squeeze",
    "swapaxes",
    "repeat",
    "take",
    "nonzero",
    "diagonal",
    "trace",
    "round",
    "searchsorted",
]:
    globals()[_name] = _method(_name)


def _spread(name):
    method = _method(name).__wrapped__

    def function(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=None, correction=None):
        if correction is not None:
            if ddof != 0:
                raise ValueError("ddof and correction can't be provided simultaneously.")
            ddof = correction
        chosen = {key: value for key, value in (("where", where), ("mean", mean)) if value is not True and value is not None}
        chosen.update({"dtype": dtype} if dtype is not None else {}, **({"out": out} if out is not None else {}))
        return method(a, axis=axis, ddof=ddof, **({"keepdims": True} if keepdims else {}), **chosen)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = method.__doc__
    return _public(function)


var, std = _spread("var"), _spread("std")
amin, amax, around = globals()["min"], globals()["max"], globals()["round"]
__all__ += ["amin", "amax", "around"]


def _cumulative(name, method, first):
    def function(x, /, *, axis=None, dtype=None, out=None, include_initial=False):
        x = atleast_1d(asarray(x))
        if axis is None:
            if x.ndim > 1:
                raise ValueError("For arrays which have more than one dimension ``axis`` argument is required.")
            axis = 0
        found = getattr(x, method)(axis, dtype)
        if include_initial:
            shape = list(x.shape)
            shape[normalize_axis_index(axis, x.ndim)] = 1
            found = _numpy.concatenate([_numpy.full(shape, first, found.dtype.name), found], axis)
        return _write(found, out)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"Like {method}, and with {first} before if that is wanted."
    return _public(function)


cumulative_sum = _cumulative("cumulative_sum", "cumsum", 0)
cumulative_prod = _cumulative("cumulative_prod", "cumprod", 1)


@_public
def ptp(a, axis=None, out=None, keepdims=False):
    """Greatest minus least element."""
    return _write(_numpy.reduce("ptp", a, reduced_axes(axis), keepdims, None, 0.0), out)


@_public
def count_nonzero(a, axis=None, *, keepdims=False):
    """How many elements are not zero."""
    return _numpy.reduce("count_nonzero", a, reduced_axes(axis), keepdims, None, 0.0)


# Numbers


@_public
def average(a, axis=None, weights=None, returned=False, *, keepdims=False):
    """The mean, with weights."""
    a = asarray(a)
    axis = tuple(axis) if isinstance(axis, list) else axis
    if weights is None:
        result = a.mean(axis, keepdims=keepdims)
        if not returned:
            return result
        total = result.dtype.type(a.size / result.size)
        return result, _numpy.full(result.shape, total, result.dtype.name)[()]
    weights = asarray(weights)
    if weights.shape != a.shape:
        if axis is None:
            raise TypeError("Axis must be specified when shapes of a and weights differ.")
        axes = normalize_axis_tuple(axis, a.ndim, "axis")
        if weights.shape != tuple(a.shape[one] for one in axes):
            raise ValueError("Shape of weights must be consistent with shape of a along specified axis.")
        weights = weights.transpose([axes.index(one) for one in sorted(axes)])
        weights = weights._reshape([length if one in axes else 1 for one, length in enumerate(a.shape)])
        weights = _numpy.broadcast_to(weights, a.shape)
    total = weights.sum(axis, keepdims=keepdims)
    if bool((asarray(total) == 0).any()):
        raise ZeroDivisionError("Weights sum to zero, can't be normalized")
    kind = result_type(a.dtype, weights.dtype)
    kind = kind if kind.kind == "f" else result_type(kind, "float64")
    total = asarray(total).astype(kind)[()]
    result = (a.astype(kind) * weights).sum(axis, keepdims=keepdims) / total
    return (result, total) if returned else result


@_public
def diff(a, n=1, axis=-1, prepend=None, append=None):
    """Differences of neighbours."""
    if n == 0:
        return a
    a = asarray(a)
    if n < 0:
        raise ValueError(f"order must be non-negative but got {n}")
    if a.ndim == 0:
        raise ValueError("diff requires input that is at least one dimensional")

    def border(value):
        value = asarray(value)
        if value.ndim:
            return value
        shape = list(a.shape)
        shape[normalize_axis_index(axis, a.ndim)] = 1
        return _numpy.broadcast_to(value, shape)

    parts = [border(prepend)] if prepend is not None else []
    parts += [a] + ([border(append)] if append is not None else [])
    return _numpy.diff(_numpy.concatenate(parts, axis), n, axis)


@_public
def ediff1d(ary, to_end=None, to_begin=None):
    """Differences of neighbours in C order."""
    ary = asarray(ary)
    flat = ary._reshape(-1)
    parts = [flat[1:] - flat[:-1]]
    for name, border in (("to_begin", to_begin), ("to_end", to_end)):
        if border is None:
            continue
        border = asarray(border)._reshape(-1)
        if not _numpy.can_cast(border.dtype.name, ary.dtype.name, "same_kind"):
            raise TypeError(f"dtype of `{name}` must be compatible with input `ary` under the `same_kind` rule.")
        parts.insert(0 if name == "to_begin" else len(parts), border.astype(ary.dtype))
    return _numpy.concatenate(parts, 0) if len(parts) > 1 else parts[0]


@_public
def gradient(f, *varargs, axis=None, edge_order=1):
    """Slopes by differences: central inside, one-sided at the ends."""
    f = asarray(f)
    axes = range(f.ndim) if axis is None else normalize_axis_tuple(axis, f.ndim)
    if edge_order not in (1, 2):
        raise ValueError("'edge_order' greater than 2 not supported")
    steps = list(varargs) or [1.0]
    steps = steps * len(axes) if len(steps) == 1 else steps
    if len(steps) != len(axes):
        raise TypeError("invalid number of arguments")
    if f.dtype.kind == "b":
        raise TypeError(
            "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead."
        )
    f = f if f.dtype.kind == "f" else f.astype(float)
    results = []
    for one, step in zip(axes, steps):
        lane = _numpy.moveaxis(f, one, 0)
        if lane.shape[0] < edge_order + 1:
            raise ValueError("Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are required.")
        slopes = _numpy.array(lane, None)._copy()
        if isinstance(step, (list, tuple, ndarray)) and asarray(step).ndim:
            gaps = diff(asarray(step).astype(float))._reshape((-1,) + (1,) * (f.ndim - 1))
            before, after = gaps[:-1], gaps[1:]
            slopes[1:-1] = (
                -after / (before * (before + after)) * lane[:-2]
                + (after - before) / (before * after) * lane[1:-1]
                + before / (after * (before + after)) * lane[2:]
            )
            first, last = gaps[:2], gaps[-2:]
            if bool((gaps == gaps[0]).all()):
                # Equal gaps are one step, as in NumPy.
                step = gaps._reshape(-1)[0]
                slopes[1:-1] = (lane[2:] - lane[:-2]) / (2.0 * step)
                first = last = [step, step]
        else:
            slopes[1:-1] = (lane[2:] - lane[:-2]) / (2.0 * step)
            first = last = [step, step]
        slopes[0], slopes[-1] = _end_slopes(lane, first, last, edge_order)
        results.append(_numpy.moveaxis(slopes, 0, one))
    return results[0] if len(results) == 1 else tuple(results)


def _end_slopes(lane, first, last, edge_order):
    """The slopes at both ends, from two or three elements; `first` and `last` are the two gaps there."""
    if edge_order == 1:
        return (lane[1] - lane[0]) / first[0], (lane[-1] - lane[-2]) / last[-1]
    if first[0] is first[1]:
        step = first[0]
        return (
            -1.5 / step * lane[0] + 2.0 / step * lane[1] + -0.5 / step * lane[2],
            0.5 / step * lane[-3] + -2.0 / step * lane[-2] + 1.5 / step * lane[-1],
        )
    one, two = first
    start = -(2.0 * one + two) / (one * (one + two)) * lane[0] + (one + two) / (one * two) * lane[1] - one / (two * (one + two)) * lane[2]
    one, two = last
    end = two / (one * (one + two)) * lane[-3] - (two + one) / (one * two) * lane[-2] + (2.0 * two + one) / (two * (one + two)) * lane[-1]
    return start, end


@_public
def trapezoid(y, x=None, dx=1.0, axis=-1):
    """The area under a line through points."""
    y = _numpy.moveaxis(asarray(y), axis, -1)
    widths = dx if x is None else diff(asarray(x) if asarray(x).ndim == 1 else _numpy.moveaxis(asarray(x), axis, -1))
    return ((y[..., 1:] + y[..., :-1]) * widths / 2.0).sum(-1)


@_public
def interp(x, xp, fp, left=None, right=None, period=None):
    """Values on the line through points."""
    x, xp, fp = asarray(x).astype(float), asarray(xp).astype(float), asarray(fp).astype(float)
    if period is not None:
        if period == 0:
            raise ValueError("period must be a non-zero value")
        period = abs(period)
        left = right = None
        x, xp = x % period, xp % period
        order = xp.argsort()
        xp, fp = xp[order], fp[order]
        xp = _numpy.concatenate([xp[-1:] - period, xp, xp[:1] + period], 0)
        fp = _numpy.concatenate([fp[-1:], fp, fp[:1]], 0)
    if xp.size == 0:
        raise ValueError("array of sample points is empty")
    if xp.shape != fp.shape:
        raise ValueError("fp and xp are not of the same length.")
    if xp.size == 1:
        result = x * 0 + fp[0]
    else:
        above = _numpy.clip(_numpy.searchsorted(xp, x, "right"), 1, xp.size - 1)
        below = above - 1
        slope = (fp[above] - fp[below]) / (xp[above] - xp[below])
        result = slope * (x - xp[below]) + fp[below]
    result = _numpy.where_(x < xp[0], fp[0] if left is None else left, result)
    result = _numpy.where_(x > xp[-1], fp[-1] if right is None else right, result)
    return _numpy.where_(x == xp[-1], fp[-1], result)[()]


@_public
def cov(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None, *, dtype=None):
    """Covariances of the rows."""
    kind = "float64" if dtype is None else dtype
    m = asarray(m).astype(kind)
    m = atleast_2d(m) if rowvar or m.ndim == 1 else atleast_2d(m).T
    if y is not None:
        y = atleast_2d(asarray(y).astype(kind))
        m = _numpy.concatenate([m, y if rowvar or y.shape[0] == 1 else y.T], 0)
    if ddof is not None and ddof != int(ddof):
        raise ValueError("ddof must be integer")
    ddof = (0 if bias else 1) if ddof is None else ddof
    weights = _cov_weights(m, fweights, aweights)
    if weights is None:
        centred = m - m.mean(1, keepdims=True)
        return _covariance(centred, centred.T, m.shape[1] - ddof)
    total = weights.sum()
    centred = m - (m * weights).sum(1, keepdims=True) / total
    lost = ddof if aweights is None else ddof * (weights * asarray(aweights).astype(float)).sum() / total
    return _covariance(centred, (centred * weights).T, total - lost)


def _covariance(left, right, count):
    product = _numpy.matmul(left, right)
    if not count > 0:
        warn(None, "Degrees of freedom <= 0 for slice")
    return (product * (1.0 / _numpy.apply("maximum", asarray(count), 0.0))).astype(product.dtype).squeeze()


def _cov_weights(m, fweights, aweights):
    """Both kinds of weights as one; None without any."""
    weights = None
    for name, given in (("fweights", fweights), ("aweights", aweights)):
        if given is None:
            continue
        given = asarray(given).astype(float)
        if name == "fweights" and bool((given != _numpy.apply("rint", given, None)).any()):
            raise TypeError("fweights must be integer")
        if given.ndim > 1:
            raise RuntimeError(f"cannot handle multidimensional {name}")
        if given.shape[0] != m.shape[1]:
            raise RuntimeError(f"incompatible numbers of samples and {name}")
        if bool((given < 0).any()):
            raise ValueError(f"{name} cannot be negative")
        weights = given if weights is None else weights * given
    return weights


@_public
def corrcoef(x, y=None, rowvar=True, *, dtype=None):
    """Correlations of the rows."""
    c = cov(x, y, rowvar, dtype=dtype)
    if asarray(c).ndim == 0:
        return c / c
    spread = _numpy.apply("sqrt", c.diagonal(), None)
    return _numpy.clip(c / spread._reshape((-1, 1)) / spread, -1.0, 1.0)


@_public
def sinc(x):
    """sin(pi x) / (pi x)."""
    y = 3.141592653589793 * _numpy.where_(asarray(x) == 0, 1.0e-20, x)
    return (_numpy.apply("sin", y, None) / y)[()]


@_public
def real(val):
    """The real part: all numbers here are real."""
    return val.real if hasattr(val, "real") else asarray(val)


@_public
def imag(val):
    """The imaginary part: all numbers here are real."""
    return val.imag if hasattr(val, "imag") else asarray(val).imag


@_public
def isreal(x):
    """Whether numbers are real: all are here."""
    return _numpy.full(asarray(x).shape, True, "bool")[()]


@_public
def iscomplexobj(x):
    """Whether an array is complex: none is here, but Python's numbers can be."""
    return isinstance(x, complex)


@_public
def isneginf(x):
    """Whether numbers are minus infinity."""
    return asarray(x) == -float("inf")


@_public
def isposinf(x):
    """Whether numbers are infinity."""
    return asarray(x) == float("inf")


@_public
def fix(x, out=None):
    """Cut towards zero."""
    return _write(_numpy.apply("trunc", x, None), out)


# Comparisons of whole arrays


@_public
def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether numbers are nearly equal, element by element."""
    a, b = asarray(a), asarray(b)
    b = b if b.dtype.kind == "f" else b.astype(float)
    near = _numpy.apply("absolute", a - b, None) <= atol + rtol * _numpy.apply("absolute", b, None)
    near = near & _numpy.apply("isfinite", b, None) | (a == b)
    if equal_nan:
        near = near | (_numpy.apply("isnan", a, None) & _numpy.apply("isnan", b, None))
    return near


@_public
def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether all numbers are nearly equal."""
    return bool(asarray(isclose(a, b, rtol, atol, equal_nan)).all())


@_public
def array_equal(a1, a2, equal_nan=False):
    """Whether arrays have the same shape and elements."""
    try:
        a1, a2 = asarray(a1), asarray(a2)
    except (TypeError, ValueError):
        return False
    if a1.shape != a2.shape:
        return False
    same = a1 == a2
    if equal_nan:
        same = same | (a1 != a1) & (a2 != a2)
    return bool(asarray(same).all())


@_public
def array_equiv(a1, a2):
    """Whether arrays broadcast to the same shape and have the same elements."""
    try:
        return bool(asarray(asarray(a1) == asarray(a2)).all())
    except (TypeError, ValueError):
        return False


# Properties


def ndim(a):
    """The number of axes."""
    return a.ndim if hasattr(a, "ndim") else asarray(a).ndim


def shape(a):
    """The lengths of the axes."""
    return a.shape if hasattr(a, "shape") else asarray(a).shape


def size(a, axis=None):
    """The number of elements."""
    lengths = shape(a)
    if axis is not None:
        return lengths[normalize_axis_index(axis, len(lengths))]
    count = 1
    for length in lengths:
        count *= length
    return count


def isscalar(element):
    """Whether it is a number, not an array."""
    return isinstance(element, (int, float, str, generic))


def iterable(y):
    """Whether one can iterate over it."""
    try:
        iter(y)
    except TypeError:
        return False
    return True


def may_share_memory(a, b, max_work=0):
    """Whether one array is a view of the other; unsure answers are yes, however much work is allowed."""
    if max_work is not None and max_work < -1:
        raise ValueError("Invalid value for max_work")
    return getattr(a, "_is_view", False) or getattr(b, "_is_view", False) or a is b


shares_memory = may_share_memory


def frompyfunc(func, /, nin, nout, *, identity=None):
    """Not here."""
    raise unsupported("frompyfunc", "use np.vectorize(func), or [func(x) for x in array]")


@_public
def astype(x, dtype, /, *, copy=True, device=None):
    """The elements converted."""
    if device not in (None, "cpu"):
        raise ValueError(f'Device not understood. Only "cpu" is allowed, but received: {device}')
    return asarray(x).astype(dtype, copy=copy)


@_public
def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    """A function of one-dimensional arrays applied to each of those along an axis."""
    arr = asarray(arr)
    axis = normalize_axis_index(axis, arr.ndim)
    moved = arr.transpose([*range(axis), *range(axis + 1, arr.ndim), axis])
    count = math.prod(moved.shape[:-1])
    if not count:
        raise ValueError("Cannot apply_along_axis when any iteration dimensions are 0")
    first, *rest = [asarray(func1d(row, *args, **kwargs)) for row in moved.reshape((count, moved.shape[-1]))]
    result = stack([first, *(row.astype(first.dtype) for row in rest)], 0).reshape(moved.shape[:-1] + first.shape)
    n = result.ndim - first.ndim
    return result.transpose([*range(axis), *range(n, result.ndim), *range(axis, n)])


@_public
def apply_over_axes(func, a, axes):
    """A reduction over several axes, which are kept."""
    for axis in axes:
        a = func(a, axis, keepdims=True) if getattr(func, "__module__", "") == "numpy" else func(a, axis)
    return a


def ix_(*args):
    """Arrays that index all combinations."""
    n = len(args)
    return tuple(asarray(x)._reshape((1,) * place + (-1,) + (1,) * (n - place - 1)) for place, x in enumerate(args))


class _SliceMaker:
    """`np.s_[1:3, ...]`: what stands between the brackets."""

    def __getitem__(self, key):
        return key


s_ = _SliceMaker()
index_exp = s_

__all__ += ["ndim", "shape", "size", "isscalar", "iterable", "may_share_memory", "shares_memory", "frompyfunc", "ix_", "s_"]
