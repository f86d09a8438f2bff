"""Functions on arrays. Those that chunked and labelled arrays answer themselves are `dispatched`."""

import _numpy

from ._array import _write, ndarray
from ._creation import asarray
from ._dispatch import dispatched
from ._dtypes import _optional
from .exceptions import AxisError

_python_min, _python_max = min, max

__all__ = []


def nearest(name, known):
    """A hint at the name that was probably meant."""
    wanted = name.lower().replace("_", "")
    for word in known:
        plain = word.lower().replace("_", "")
        if not word.startswith("_") and plain and (plain == wanted or len(wanted) > 3 and (plain.startswith(wanted) or wanted.startswith(plain) and len(plain) > 3)):
            return f"did you mean {word!r}?"
    return None


def _public(function):
    __all__.append(function.__name__)
    return dispatched(function)


def _method(name):
    """A function that is a method of arrays."""

    def function(a, *args, **kwargs):
        return getattr(asarray(a), name)(*args, **kwargs)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = getattr(ndarray, name).__doc__
    return _public(function)


for _name in ["sum", "prod", "min", "max", "any", "all", "mean", "var", "std", "argmin", "argmax", "cumsum", "cumprod", "ravel",
              "squeeze", "swapaxes", "repeat", "take", "nonzero", "diagonal", "trace", "round", "searchsorted"]:
    globals()[_name] = _method(_name)
amin, amax, around = globals()["min"], globals()["max"], globals()["round"]
cumulative_sum, cumulative_prod = globals()["cumsum"], globals()["cumprod"]
__all__ += ["amin", "amax", "around", "cumulative_sum", "cumulative_prod"]


def _nan_reduction(name):
    def function(a, axis=None, dtype=None, out=None, keepdims=False, ddof=0):
        return _write(_numpy.reduce(name, a, axis, keepdims, _optional(dtype), float(ddof)), out)

    def without_dtype(a, axis=None, out=None, keepdims=False):
        return _write(_numpy.reduce(name, a, axis, keepdims, None, 0.0), out)

    def spread(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False):
        return function(a, axis, dtype, out, keepdims, ddof)

    if name in ("nanvar", "nanstd"):
        chosen = spread
    else:
        chosen = function if name in ("nansum", "nanprod", "nanmean") else without_dtype
    chosen.__name__ = chosen.__qualname__ = name
    chosen.__doc__ = f"Like {name[3:]}, without NaN."
    return _public(chosen)


for _name in ["nansum", "nanprod", "nanmin", "nanmax", "nanmean", "nanvar", "nanstd", "nanargmin", "nanargmax"]:
    globals()[_name] = _nan_reduction(_name)


@_public
def ptp(a, axis=None, out=None, keepdims=False):
    """Greatest minus least element."""
    return _write(_numpy.reduce("ptp", a, axis, keepdims, None, 0.0), out)


@_public
def count_nonzero(a, axis=None, *, keepdims=False):
    """How many elements are not zero."""
    return _numpy.reduce("count_nonzero", a, axis, keepdims, None, 0.0)


@_public
def nancumsum(a, axis=None, dtype=None, out=None):
    """Running sums, NaN counting as zero."""
    return _write(_numpy.accumulate("nancumsum", a, axis, _optional(dtype)), out)


@_public
def nancumprod(a, axis=None, dtype=None, out=None):
    """Running products, NaN counting as one."""
    return _write(_numpy.accumulate("nancumprod", a, axis, _optional(dtype)), out)


# Shapes


@_public
def reshape(a, /, shape=None, order="C", *, copy=None):
    """The elements in C order under another shape."""
    return asarray(a).reshape(shape, order=order)


@_public
def transpose(a, axes=None):
    """The axes in another order, reversed by default."""
    return asarray(a)._transpose(axes)


permute_dims = transpose
__all__.append("permute_dims")


@_public
def expand_dims(a, axis):
    """New axes of length 1."""
    a = asarray(a)
    return a._reshape(_numpy.expand_dims(a, axis))


@_public
def moveaxis(a, source, destination):
    """Axes moved to other places."""
    return _numpy.moveaxis(asarray(a), source, destination)


@_public
def rollaxis(a, axis, start=0):
    """One axis moved before another."""
    a = asarray(a)
    axis = axis + a.ndim if axis < 0 else axis
    start = start + a.ndim if start < 0 else start
    return moveaxis(a, axis, start - 1 if axis < start else start)


@_public
def broadcast_to(array, shape, subok=False):
    """The array repeated until it has a shape."""
    return _numpy.broadcast_to(array, shape)


def broadcast_shapes(*shapes):
    """The shape that all of these broadcast to."""
    try:
        return _numpy.broadcast_shapes([(shape,) if isinstance(shape, int) else shape for shape in shapes])
    except ValueError:
        raise ValueError("shape mismatch: objects cannot be broadcast to a single shape") from None


@_public
def broadcast_arrays(*args, subok=False):
    """All arrays repeated until they have one shape."""
    shape = _numpy.broadcast_shapes([asarray(a).shape for a in args])
    return tuple(_numpy.broadcast_to(a, shape) for a in args)


@_public
def atleast_1d(*arys):
    """Arrays with at least one axis."""
    results = tuple(a if a.ndim else a._reshape(1) for a in map(asarray, arys))
    return results[0] if len(results) == 1 else results


@_public
def atleast_2d(*arys):
    """Arrays with at least two axes."""
    results = tuple(a if a.ndim >= 2 else a._reshape((1, -1)) for a in map(asarray, arys))
    return results[0] if len(results) == 1 else results


@_public
def atleast_3d(*arys):
    """Arrays with at least three axes."""

    def widened(a):
        if a.ndim >= 3:
            return a
        return a._reshape(a.shape + (1,)) if a.ndim == 2 else a._reshape((1, -1, 1))

    results = tuple(widened(a) for a in map(asarray, arys))
    return results[0] if len(results) == 1 else results


@_public
def flip(m, axis=None):
    """The order along axes reversed."""
    return _numpy.flip(asarray(m), axis)


@_public
def fliplr(m):
    """Left and right exchanged."""
    m = asarray(m)
    if m.ndim < 2:
        raise ValueError("Input must be >= 2-d.")
    return m[:, ::-1]


@_public
def flipud(m):
    """Top and bottom exchanged."""
    return asarray(m)[::-1]


@_public
def rot90(m, k=1, axes=(0, 1)):
    """Turned by quarters."""
    m = asarray(m)
    first, second = axes
    k %= 4
    if k == 0:
        return m[...]
    if k == 2:
        return flip(m, (first, second))
    return flip(m.swapaxes(first, second), first) if k == 1 else flip(m.swapaxes(first, second), second)


@_public
def roll(a, shift, axis=None):
    """Shifted along an axis; what is pushed out comes in again."""
    a = asarray(a)
    if axis is None:
        return _numpy.roll(a._reshape(-1), shift, 0)._reshape(a.shape) if a.size else a
    if isinstance(axis, int):
        return _numpy.roll(a, shift, axis)
    shifts = (shift,) * len(axis) if isinstance(shift, int) else shift
    for step, one in zip(shifts, axis):
        a = _numpy.roll(a, step, one)
    return a


@_public
def tile(A, reps):
    """The array side by side so many times."""
    return _numpy.tile(A, (reps,) if isinstance(reps, int) else tuple(reps))


@_public
def pad(array, pad_width, mode="constant", *, constant_values=0, **kwargs):
    """With borders around."""
    array = asarray(array)
    width = asarray(pad_width)
    widths = _numpy.broadcast_to(width, (array.ndim, 2)).tolist()
    if callable(mode):
        raise NotImplementedError("a function as mode is not here; constant, edge, reflect, symmetric and wrap are")
    if not isinstance(constant_values, (int, float)):
        values = set(asarray(constant_values)._reshape(-1).tolist())
        if len(values) > 1:
            raise NotImplementedError("only one constant for all borders is here")
        constant_values = values.pop()
    return _numpy.pad(array, widths, mode, constant_values)


# Joining and splitting


def _cast(result, dtype, out):
    return _write(result if dtype is None else result.astype(dtype), out)


@_public
def concatenate(arrays, /, axis=0, out=None, *, dtype=None, casting="same_kind"):
    """Arrays one after another along an axis."""
    if axis is None:
        arrays, axis = [asarray(a)._reshape(-1) for a in arrays], 0
    return _cast(_numpy.concatenate(list(arrays), axis), dtype, out)


concat = concatenate
__all__.append("concat")


@_public
def stack(arrays, axis=0, out=None, *, dtype=None, casting="same_kind"):
    """Arrays side by side along a new axis."""
    return _cast(_numpy.stack(list(arrays), axis), dtype, out)


@_public
def vstack(tup, *, dtype=None, casting="same_kind"):
    """Rows on top of one another."""
    return _cast(_numpy.concatenate([atleast_2d(a) for a in tup], 0), dtype, None)


row_stack = vstack


@_public
def hstack(tup, *, dtype=None, casting="same_kind"):
    """Columns side by side."""
    arrays = [atleast_1d(a) for a in tup]
    return _cast(_numpy.concatenate(arrays, 0 if arrays and arrays[0].ndim == 1 else 1), dtype, None)


@_public
def dstack(tup):
    """Behind one another along the third axis."""
    return _numpy.concatenate([atleast_3d(a) for a in tup], 2)


@_public
def column_stack(tup):
    """1-d arrays as the columns of a matrix."""
    return _numpy.concatenate([a._reshape((-1, 1)) if a.ndim < 2 else a for a in map(asarray, tup)], 1)


@_public
def block(arrays):
    """An array from nested lists of blocks."""

    def depth(item):
        return 1 + _python_max(map(depth, item), default=0) if isinstance(item, list) else 0

    levels = depth(arrays)

    def joined(item, level):
        if not isinstance(item, list):
            a = asarray(item)
            return a if a.ndim >= levels else a._reshape((1,) * (levels - a.ndim) + a.shape)
        return _numpy.concatenate([joined(part, level + 1) for part in item], level - levels)

    return joined(arrays, 0)


@_public
def append(arr, values, axis=None):
    """With values at the end."""
    if axis is None:
        return _numpy.concatenate([asarray(arr)._reshape(-1), asarray(values)._reshape(-1)], 0)
    return _numpy.concatenate([asarray(arr), asarray(values)], axis)


@_public
def delete(arr, obj, axis=None):
    """Without the elements at these positions."""
    arr = asarray(arr)
    if axis is None:
        arr, axis = arr._reshape(-1), 0
    axis = axis + arr.ndim if axis < 0 else axis
    keep = _numpy.full((arr.shape[axis],), True, "bool")
    keep[obj] = False
    return arr[(slice(None),) * axis + (keep,)]


@_public
def insert(arr, obj, values, axis=None):
    """With values before a position."""
    arr = asarray(arr)
    if axis is None:
        arr, axis = arr._reshape(-1), 0
    axis = axis + arr.ndim if axis < 0 else axis
    if not isinstance(obj, int):
        raise NotImplementedError("only one position is here; insert one after another")
    obj = obj + arr.shape[axis] if obj < 0 else obj
    before, after = arr[(slice(None),) * axis + (slice(0, obj),)], arr[(slice(None),) * axis + (slice(obj, None),)]
    values = asarray(values).astype(arr.dtype)
    shape = list(arr.shape)
    if arr.ndim == 1:
        shape[axis] = values.size
        values = values._reshape(-1)
    else:
        shape[axis] = 1
        values = _numpy.broadcast_to(values, [n for place, n in enumerate(shape) if place != axis])
        values = values._reshape(shape)
    return _numpy.concatenate([before, _numpy.broadcast_to(values, shape), after], axis)


@_public
def array_split(ary, indices_or_sections, axis=0):
    """In parts, of nearly equal length or between indices."""
    ary = asarray(ary)
    length = ary.shape[axis]
    if isinstance(indices_or_sections, int):
        if indices_or_sections <= 0:
            raise ValueError("number sections must be larger than 0.")
        each, extras = divmod(length, indices_or_sections)
        bounds = [0]
        for part in range(indices_or_sections):
            bounds.append(bounds[-1] + each + (part < extras))
    else:
        bounds = [0, *indices_or_sections, length]
    axis = axis + ary.ndim if axis < 0 else axis
    return [ary[(slice(None),) * axis + (slice(first, last),)] for first, last in zip(bounds, bounds[1:])]


@_public
def split(ary, indices_or_sections, axis=0):
    """In parts of equal length or between indices."""
    if isinstance(indices_or_sections, int) and asarray(ary).shape[axis] % indices_or_sections:
        raise ValueError("array split does not result in an equal division")
    return array_split(ary, indices_or_sections, axis)


@_public
def vsplit(ary, indices_or_sections):
    """In parts along the first axis."""
    return split(ary, indices_or_sections, 0)


@_public
def hsplit(ary, indices_or_sections):
    """In parts along the second axis."""
    return split(ary, indices_or_sections, 1 if asarray(ary).ndim > 1 else 0)


# Choosing


@_public
def where(condition, x=None, y=None, /):
    """Elements of `x` where the condition is true, of `y` elsewhere; the indices of true elements without them."""
    if x is None and y is None:
        return _numpy.nonzero(condition)
    if x is None or y is None:
        raise ValueError("either both or neither of x and y should be given")
    return _numpy.where_(condition, x, y)


@_public
def select(condlist, choicelist, default=0):
    """The first choice whose condition is true."""
    result = default
    for condition, choice in reversed(list(zip(condlist, choicelist))):
        result = _numpy.where_(condition, choice, result)
    return result


@_public
def clip(a, a_min=None, a_max=None, out=None, *, min=None, max=None):
    """Kept between two bounds."""
    return _write(_numpy.clip(a, a_min if min is None else min, a_max if max is None else max), out)


@_public
def compress(condition, a, axis=None, out=None):
    """The elements where a 1-d condition is true."""
    return asarray(a).compress(condition, axis)


@_public
def extract(condition, arr):
    """The elements where a condition is true."""
    return asarray(arr)._reshape(-1)[asarray(condition)._reshape(-1).astype(bool)]


@_public
def argwhere(a):
    """The indices of elements that are not zero, one row each."""
    a = asarray(a)
    return _numpy.stack(list(_numpy.nonzero(a)), 1) if a.ndim else _numpy.full((int(bool(a)), 0), 0, "int64")


@_public
def flatnonzero(a):
    """The indices of elements that are not zero, counted in C order."""
    return _numpy.nonzero(asarray(a)._reshape(-1))[0]


@_public
def take_along_axis(arr, indices, axis=-1):
    """Elements at positions that differ from lane to lane, as `argsort` gives them."""
    arr, indices = asarray(arr), asarray(indices)
    if axis is None:
        return arr._reshape(-1)[indices]
    axis = axis + arr.ndim if axis < 0 else axis
    key = []
    for place in range(arr.ndim):
        if place == axis:
            key.append(indices)
        else:
            shape = [1] * arr.ndim
            shape[place] = arr.shape[place]
            key.append(_numpy.arange(0, arr.shape[place], 1, "int64")._reshape(shape))
    return arr[tuple(key)]


@_public
def unravel_index(indices, shape, order="C"):
    """Indices counted in C order, as one index per axis."""
    indices = asarray(indices)
    parts = []
    for length in reversed((shape,) if isinstance(shape, int) else shape):
        parts.append(indices % length)
        indices = indices // length
    if bool(asarray(indices != 0).any()):
        raise ValueError("index is out of bounds for array")
    return tuple(part[()] for part in reversed(parts))


@_public
def ravel_multi_index(multi_index, dims, mode="raise", order="C"):
    """One index per axis, as one counted in C order."""
    result = 0
    for index, length in zip(multi_index, dims):
        result = result * length + asarray(index)
    return result[()]


@_public
def diag_indices(n, ndim=2):
    """The indices of a diagonal."""
    return (_numpy.arange(0, n, 1, "int64"),) * ndim


@_public
def diagonal(a, offset=0, axis1=0, axis2=1):
    """The diagonal of a matrix, or of a stack of them."""
    a = asarray(a)
    if a.ndim < 2:
        raise ValueError("diag requires an array of at least two dimensions")
    moved = _numpy.moveaxis(a, [axis1, axis2], [-2, -1])
    rows, columns = moved.shape[-2:]
    count = _python_max(0, _python_min(rows + _python_min(offset, 0), columns - _python_max(offset, 0)))
    steps = _numpy.arange(0, count, 1, "int64")
    return moved[(Ellipsis, steps + _python_max(-offset, 0), steps + _python_max(offset, 0))]


@_public
def copyto(dst, src, casting="same_kind", where=True):
    """Write one array into another."""
    if where is True:
        dst[...] = src
    else:
        mask = _numpy.broadcast_to(where, dst.shape)
        dst[mask] = _numpy.broadcast_to(src, dst.shape)[mask]


@_public
def place(arr, mask, vals):
    """Set the elements where a mask is true."""
    arr[asarray(mask).astype(bool)] = vals


@_public
def fill_diagonal(a, val, wrap=False):
    """Set the diagonal."""
    count = _python_min(a.shape)
    steps = _numpy.arange(0, count, 1, "int64")
    a[(steps,) * a.ndim] = val


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


# Numbers


@_public
def average(a, axis=None, weights=None, returned=False, *, keepdims=False):
    """The mean, with weights."""
    a = asarray(a)
    if weights is None:
        result = a.mean(axis, keepdims=keepdims)
        total = asarray(result) * 0 + a.size / _python_max(asarray(result).size, 1)
        return (result, total[()]) if returned else result
    weights = asarray(weights)
    if weights.shape != a.shape:
        if axis is None:
            raise TypeError("Axis must be specified when shapes of a and weights differ.")
        if weights.ndim != 1 or weights.shape[0] != a.shape[axis]:
            raise ValueError("Shape of weights must be consistent with shape of a along specified axis.")
        shape = [1] * a.ndim
        shape[axis] = -1
        weights = _numpy.broadcast_to(weights._reshape(shape), a.shape)
    total = weights.sum(axis, keepdims=keepdims)
    if bool((asarray(total) == 0).any()):
        raise ZeroDivisionError("Weights sum to zero, can't be normalized")
    result = (a * weights).sum(axis, keepdims=keepdims) / total
    return (result, total) if returned else result


@_public
def diff(a, n=1, axis=-1, prepend=None, append=None):
    """Differences of neighbours."""
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
        shape[axis] = 1
        return _numpy.broadcast_to(value, shape)

    parts = [border(prepend)] if prepend is not None else []
    parts += [a] + ([border(append)] if append is not None else [])
    return _numpy.diff(_numpy.concatenate(parts, axis), n, axis)


@_public
def ediff1d(ary, to_end=None, to_begin=None):
    """Differences of neighbours in C order."""
    return diff(asarray(ary)._reshape(-1))


@_public
def gradient(f, *varargs, axis=None, edge_order=1):
    """Slopes by differences: central inside, one-sided at the ends."""
    f = asarray(f)
    axes = list(range(f.ndim)) if axis is None else [axis] if isinstance(axis, int) else list(axis)
    if edge_order != 1:
        raise NotImplementedError("only edge_order=1 is here")
    steps = list(varargs) or [1.0]
    steps = steps * len(axes) if len(steps) == 1 else steps
    if len(steps) != len(axes):
        raise TypeError("invalid number of arguments")
    f = f if f.dtype.kind == "f" else f.astype(float)
    results = []
    for one, step in zip(axes, steps):
        lane = _numpy.moveaxis(f, one, 0)
        if lane.shape[0] < 2:
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
            first, last = gaps[0], gaps[-1]
        else:
            slopes[1:-1] = (lane[2:] - lane[:-2]) / (2.0 * step)
            first = last = step
        slopes[0] = (lane[1] - lane[0]) / first
        slopes[-1] = (lane[-1] - lane[-2]) / last
        results.append(_numpy.moveaxis(slopes, 0, one))
    return results[0] if len(results) == 1 else tuple(results)


@_public
def trapezoid(y, x=None, dx=1.0, axis=-1):
    """The area under a line through points."""
    y = _numpy.moveaxis(asarray(y), axis, -1)
    widths = dx if x is None else diff(asarray(x))
    return ((y[..., 1:] + y[..., :-1]) * widths / 2.0).sum(-1)


@_public
def interp(x, xp, fp, left=None, right=None, period=None):
    """Values on the line through points."""
    if period is not None:
        raise NotImplementedError("period= is not here")
    x, xp, fp = asarray(x).astype(float), asarray(xp).astype(float), asarray(fp).astype(float)
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
def cov(m, y=None, rowvar=True, bias=False, ddof=None):
    """Covariances of the rows."""
    m = atleast_2d(asarray(m).astype(float))
    m = m if rowvar or m.shape[0] == 1 else m.T
    if y is not None:
        y = atleast_2d(asarray(y).astype(float))
        m = _numpy.concatenate([m, y if rowvar or y.shape[0] == 1 else y.T], 0)
    ddof = (0 if bias else 1) if ddof is None else ddof
    centred = m - m.mean(1, keepdims=True)
    return (_numpy.matmul(centred, centred.T) / (m.shape[1] - ddof)).squeeze()[()]


@_public
def corrcoef(x, y=None, rowvar=True):
    """Correlations of the rows."""
    c = cov(x, y, rowvar)
    if asarray(c).ndim == 0:
        return c / c
    spread = _numpy.apply("sqrt", c.diagonal(), None)
    return _numpy.clip(c / spread._reshape((-1, 1)) / spread, -1.0, 1.0)


@_public
def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    """NaN and infinities replaced by numbers."""
    from ._dtypes import finfo

    x = asarray(x)
    if x.dtype.kind != "f":
        return x._copy()[()]
    limits = finfo(x.dtype)
    kind = x.dtype.type
    result = _numpy.where_(_numpy.apply("isnan", x, None), kind(nan), x)
    result = _numpy.where_(result == float("inf"), limits.max if posinf is None else kind(posinf), result)
    return _numpy.where_(result == -float("inf"), limits.min if neginf is None else kind(neginf), result)[()]


@_public
def sinc(x):
    """sin(pi x) / (pi x)."""
    y = 3.141592653589793 * _numpy.where_(asarray(x) == 0, 1.0e-20, x)
    return (_numpy.apply("sin", y, None) / y)[()]


@_public
def real(val):
    """The real part: all numbers here are real."""
    return asarray(val)[()] if not isinstance(val, ndarray) else val


@_public
def imag(val):
    """The imaginary part: all numbers here are real."""
    return asarray(val).imag


@_public
def isreal(x):
    """Whether numbers are real: all are here."""
    return _numpy.full(asarray(x).shape, True, "bool")[()]


@_public
def iscomplexobj(x):
    """Whether an array is complex: none is here."""
    return False


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


# Products


@_public
def dot(a, b, out=None):
    """The product of vectors or matrices."""
    return _write(_numpy.dot(a, b), out)


@_public
def matmul(x1, x2, /, out=None):
    """The product of matrices, or of stacks of them."""
    return _write(_numpy.matmul(x1, x2), out)


@_public
def vdot(a, b, /):
    """The sum of products of all elements."""
    return _numpy.dot(asarray(a)._reshape(-1), asarray(b)._reshape(-1))


@_public
def inner(a, b, /):
    """The sum of products over the last axes."""
    a, b = asarray(a), asarray(b)
    return a * b if a.ndim == 0 or b.ndim == 0 else _numpy.tensordot(a, b, -1, -1)


@_public
def outer(a, b, out=None):
    """All products of pairs of elements."""
    return _write(asarray(a)._reshape((-1, 1)) * asarray(b)._reshape(-1), out)


@_public
def tensordot(a, b, axes=2):
    """The sum of products over pairs of axes."""
    a, b = asarray(a), asarray(b)
    if isinstance(axes, int):
        left, right = list(range(-axes, 0)), list(range(axes))
    else:
        left, right = axes
    return asarray(_numpy.tensordot(a, b, left, right))


@_public
def kron(a, b):
    """The Kronecker product."""
    a, b = asarray(a), asarray(b)
    ndim = _python_max(a.ndim, b.ndim)
    a, b = (x._reshape((1,) * (ndim - x.ndim) + x.shape) for x in (a, b))
    wide = a._reshape([n for length in a.shape for n in (length, 1)]) * b._reshape([n for length in b.shape for n in (1, length)])
    return wide._reshape([x * y for x, y in zip(a.shape, b.shape)])


@_public
def cross(a, b, axis=-1):
    """The vector at right angles to two others."""
    a, b = _numpy.moveaxis(asarray(a), axis, -1), _numpy.moveaxis(asarray(b), axis, -1)
    if a.shape[-1] != 3 or b.shape[-1] != 3:
        raise ValueError("Both input arrays must be (arrays of) 3-dimensional vectors")
    x = a[..., 1] * b[..., 2] - a[..., 2] * b[..., 1]
    y = a[..., 2] * b[..., 0] - a[..., 0] * b[..., 2]
    z = a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    return _numpy.stack([x, y, z], -1)


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
        return lengths[axis]
    count = 1
    for length in lengths:
        count *= length
    return count


def isscalar(element):
    """Whether it is a number, not an array."""
    return isinstance(element, (int, float, str, _numpy.Generic))


def iterable(y):
    """Whether one can iterate over it."""
    try:
        iter(y)
    except TypeError:
        return False
    return True


def may_share_memory(a, b):
    """Whether one array is a view of the other; unsure answers are yes."""
    return getattr(a, "_is_view", False) or getattr(b, "_is_view", False) or a is b


shares_memory = may_share_memory


def frompyfunc(func, nin, nout):
    """Not here: it makes arrays of Python objects."""
    raise NotImplementedError("frompyfunc makes arrays of Python objects, which are not here; use [func(x) for x in array]")


@_public
def astype(x, dtype, /, *, copy=True):
    """The elements converted."""
    return asarray(x).astype(dtype)


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

__all__ += ["broadcast_shapes", "row_stack", "in1d", "ndim", "shape", "size", "isscalar", "iterable", "may_share_memory", "shares_memory",
            "frompyfunc", "ix_", "s_"]
