"""Everything else: axes, products, choosing, counting."""

import functools
import operator

import _dask_array as _core
import numpy as np
from _dasklet_missing import unsupported

from dask.array import reductions
from dask.array.core import (
    Array,
    _is_unknown,
    _wrap_axis,
    asarray,
    blockwise,
    concatenate,
    elemwise,
    map_blocks,
    stack,
)
from dask.array.creation import zeros_like
from dask.utils import funcname

__all__ = [
    "allclose",
    "append",
    "apply_along_axis",
    "apply_over_axes",
    "argwhere",
    "around",
    "atleast_1d",
    "atleast_2d",
    "atleast_3d",
    "average",
    "bincount",
    "coarsen",
    "compress",
    "corrcoef",
    "count_nonzero",
    "cov",
    "delete",
    "diff",
    "digitize",
    "dot",
    "dstack",
    "einsum",
    "expand_dims",
    "extract",
    "flatnonzero",
    "flip",
    "fliplr",
    "flipud",
    "gradient",
    "histogram",
    "hstack",
    "insert",
    "isclose",
    "isin",
    "isnull",
    "iscomplexobj",
    "matmul",
    "moveaxis",
    "ndim",
    "nonzero",
    "notnull",
    "outer",
    "piecewise",
    "ptp",
    "ravel",
    "rechunk",
    "reshape",
    "result_type",
    "roll",
    "rollaxis",
    "rot90",
    "round",
    "searchsorted",
    "select",
    "shape",
    "squeeze",
    "swapaxes",
    "take",
    "tensordot",
    "transpose",
    "tril",
    "triu",
    "union1d",
    "unique",
    "vdot",
    "vstack",
    "where",
]


# Axes


def transpose(a, axes=None):
    """The axes in another order."""
    return asarray(a).transpose(axes)


def reshape(x, shape, merge_chunks=True, limit=None):
    """Another shape with the same elements in C order."""
    return asarray(x).reshape(shape, merge_chunks=merge_chunks, limit=limit)


def ravel(array_like):
    """One axis."""
    return asarray(array_like).ravel()


def rechunk(x, chunks="auto", threshold=None, block_size_limit=None, balance=False, method=None):
    """The same array cut differently."""
    return asarray(x).rechunk(chunks, threshold, block_size_limit, balance, method)


def squeeze(a, axis=None):
    """Without axes of length 1."""
    return asarray(a).squeeze(axis)


def expand_dims(a, axis):
    """With more axes of length 1."""
    a = asarray(a)
    axis = (axis,) if isinstance(axis, (int, np.integer)) else tuple(axis)
    ndim = a.ndim + len(axis)
    axis = [_wrap_axis(i, ndim) for i in axis]
    lengths = iter(a.shape)
    return a.reshape([1 if i in axis else next(lengths) for i in range(ndim)])


def swapaxes(x, axis1, axis2):
    """Two axes exchanged."""
    x = asarray(x)
    axis1, axis2 = _wrap_axis(axis1, x.ndim), _wrap_axis(axis2, x.ndim)
    order = list(range(x.ndim))
    order[axis1], order[axis2] = order[axis2], order[axis1]
    return _core.transpose(x, order, "swapaxes")


def moveaxis(a, source, destination):
    """Axes moved to other places."""
    a = asarray(a)
    source = [source] if isinstance(source, (int, np.integer)) else list(source)
    destination = [destination] if isinstance(destination, (int, np.integer)) else list(destination)
    if len(source) != len(destination):
        raise ValueError("`source` and `destination` arguments must have the same number of elements")
    source = [_wrap_axis(i, a.ndim) for i in source]
    destination = [_wrap_axis(i, a.ndim) for i in destination]
    order = [i for i in range(a.ndim) if i not in source]
    for to, at in sorted(zip(destination, source)):
        order.insert(to, at)
    return a.transpose(order)


def rollaxis(a, axis, start=0):
    """An axis moved before another one."""
    a = asarray(a)
    axis = _wrap_axis(axis, a.ndim)
    start = start + a.ndim if start < 0 else start
    if not 0 <= start <= a.ndim:
        raise np.exceptions.AxisError(start, a.ndim + 1)
    order = [i for i in range(a.ndim) if i != axis]
    order.insert(start - 1 if start > axis else start, axis)
    return a.transpose(order)


def flip(m, axis=None):
    """The elements in reverse order along axes."""
    m = asarray(m)
    axis = range(m.ndim) if axis is None else [axis] if isinstance(axis, (int, np.integer)) else axis
    axis = [_wrap_axis(i, m.ndim) for i in axis]
    return m[tuple(slice(None, None, -1) if i in axis else slice(None) for i in range(m.ndim))]


def flipud(m):
    """Upside down."""
    return flip(m, 0)


def fliplr(m):
    """The other way round."""
    return flip(m, 1)


def rot90(m, k=1, axes=(0, 1)):
    """Turned by ``k`` times 90 degrees."""
    m = asarray(m)
    axes = tuple(_wrap_axis(i, m.ndim) for i in axes)
    if len(axes) != 2 or axes[0] == axes[1]:
        raise ValueError("Axes must be different." if len(axes) == 2 else "len(axes) must be 2.")
    k %= 4
    if k == 0:
        return m[:]
    if k == 2:
        return flip(flip(m, axes[0]), axes[1])
    order = list(range(m.ndim))
    order[axes[0]], order[axes[1]] = order[axes[1]], order[axes[0]]
    if k == 1:
        return flip(m, axes[1]).transpose(order)
    return flip(m.transpose(order), axes[1])


def roll(array, shift, axis=None):
    """The elements moved along axes, those that fall off at the end put in front."""
    result = asarray(array)
    if axis is None:
        result = ravel(result)
        if not isinstance(shift, (int, np.integer)):
            raise TypeError("Expect `shift` to be an instance of Integral when `axis` is None.")
        shift, axis = (shift,), (0,)
    else:
        shift = (shift,) if isinstance(shift, (int, np.integer)) else tuple(shift)
        axis = (axis,) if isinstance(axis, (int, np.integer)) else tuple(axis)
    if len(shift) != len(axis):
        raise ValueError("Must have the same number of shifts as axes.")
    for i, s in zip(axis, shift):
        i = _wrap_axis(i, result.ndim)
        s = -s % result.shape[i] if result.shape[i] else 0
        if not s:
            continue
        front = (slice(None),) * i
        result = concatenate([result[front + (slice(s, None),)], result[front + (slice(None, s),)]], axis=i)
    return result.reshape(asarray(array).shape)


def atleast_1d(*arys):
    """With at least one axis."""
    result = [asarray(a) if asarray(a).ndim else asarray(a)[None] for a in arys]
    return result[0] if len(result) == 1 else tuple(result)


def atleast_2d(*arys):
    """With at least two axes."""
    result = []
    for a in map(asarray, arys):
        result.append(a[None, None] if a.ndim == 0 else a[None, :] if a.ndim == 1 else a)
    return result[0] if len(result) == 1 else tuple(result)


def atleast_3d(*arys):
    """With at least three axes."""
    result = []
    for a in map(asarray, arys):
        if a.ndim == 0:
            a = a[None, None, None]
        elif a.ndim == 1:
            a = a[None, :, None]
        elif a.ndim == 2:
            a = a[:, :, None]
        result.append(a)
    return result[0] if len(result) == 1 else tuple(result)


def vstack(tup, allow_unknown_chunksizes=False):
    """Arrays below each other."""
    if isinstance(tup, Array):
        raise NotImplementedError("``vstack`` expects a sequence of arrays as the first argument")
    return concatenate([atleast_2d(x) for x in tup], axis=0, allow_unknown_chunksizes=allow_unknown_chunksizes)


def hstack(tup, allow_unknown_chunksizes=False):
    """Arrays beside each other."""
    if isinstance(tup, Array):
        raise NotImplementedError("``hstack`` expects a sequence of arrays as the first argument")
    tup = [atleast_1d(x) for x in tup]
    axis = 0 if all(x.ndim == 1 for x in tup) else 1
    return concatenate(tup, axis=axis, allow_unknown_chunksizes=allow_unknown_chunksizes)


def dstack(tup, allow_unknown_chunksizes=False):
    """Arrays behind each other."""
    if isinstance(tup, Array):
        raise NotImplementedError("``dstack`` expects a sequence of arrays as the first argument")
    return concatenate([atleast_3d(x) for x in tup], axis=2, allow_unknown_chunksizes=allow_unknown_chunksizes)


def append(arr, values, axis=None):
    """An array with more at its end."""
    arr = asarray(arr)
    if axis is None:
        arr = arr.ravel() if arr.ndim != 1 else arr
        values = ravel(asarray(np.asarray(values)) if not isinstance(values, Array) else values)
        axis = arr.ndim - 1
    return concatenate((arr, asarray(values)), axis=axis)


# Elements


def where(condition, x=None, y=None):
    """Elements of ``x`` where ``condition`` holds, of ``y`` elsewhere."""
    if (x is None) != (y is None):
        raise ValueError("either both or neither of x and y should be given")
    if x is None:
        return nonzero(condition)
    if isinstance(condition, (bool, np.bool_)):
        from dask.array.core import broadcast_to

        chosen, other = (x, y) if condition else (y, x)
        shape = np.broadcast_shapes(np.shape(chosen), np.shape(other))
        dtype = result_type(x, y)
        return broadcast_to(asarray(chosen), shape).astype(dtype)
    condition = asarray(condition)
    return _core.where(condition, _plain(x), _plain(y))


def _plain(x):
    return np.asarray(x) if isinstance(x, (list, tuple)) else x


def round(a, decimals=0):
    """Rounded to ``decimals`` places."""
    return asarray(a).round(decimals=decimals)


around = round


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


def isin(element, test_elements, assume_unique=False, invert=False):
    """Whether elements are among others."""
    element, others = asarray(element), asarray(test_elements).ravel()
    axes = tuple(range(element.ndim))
    found = blockwise(
        _isin_kernel,
        axes + (element.ndim,),
        element,
        axes,
        others,
        (element.ndim,),
        adjust_chunks={element.ndim: lambda length: 1},
        dtype="bool",
    ).any(axis=element.ndim)
    return ~found if invert else found


def _isin_kernel(block, values):
    return np.isin(block, values)[..., None]


def digitize(a, bins, right=False):
    """Into which bin elements fall."""
    bins = np.asarray(bins)
    return asarray(a).map_blocks(np.digitize, dtype="int64", bins=bins, right=right, token="digitize")


def searchsorted(a, v, side="left", sorter=None):
    """Where elements of ``v`` belong in the sorted ``a``."""
    if a.ndim != 1:
        raise ValueError("Input array a must be one dimensional")
    if sorter is not None:
        raise NotImplementedError("da.searchsorted with a sorter argument is not supported")
    bounds = np.asarray(a.compute())
    return elemwise(lambda values: np.searchsorted(bounds, values, side=side), asarray(v), dtype="int64")


def piecewise(x, condlist, funclist, *args, **kw):
    """Functions by conditions."""
    return map_blocks(np.piecewise, x, dtype=x.dtype, token="piecewise", condlist=condlist, funclist=funclist)


def select(condlist, choicelist, default=0):
    """The first choice whose condition holds."""
    if len(condlist) != len(choicelist):
        raise ValueError("list of cases must be same length as list of conditions")
    if not condlist:
        raise ValueError("select with an empty condition list is not possible")
    result = default
    for condition, choice in reversed(list(zip(condlist, choicelist))):
        result = where(condition, choice, result)
    return result


def result_type(*args):
    """The dtype of a result of these operands."""
    return np.result_type(
        *[
            np.empty((1,) * a.ndim, dtype=a.dtype) if isinstance(a, Array) and a.ndim else a.dtype if isinstance(a, Array) else a
            for a in args
        ]
    )


def iscomplexobj(x):
    """Whether the elements are complex: never here."""
    return False


def shape(array):
    """The lengths of the axes."""
    return asarray(array).shape


def ndim(array):
    """The number of axes."""
    return asarray(array).ndim


# Products


def dot(a, b):
    """The product of matrices and vectors."""
    return _core.dot(asarray(a), asarray(b))


def vdot(a, b):
    """The sum of products of all elements."""
    from dask.array.ufunc import conj

    return dot(conj(asarray(a)).ravel(), asarray(b).ravel())


def matmul(a, b):
    """The product of matrices, stacked ones too."""
    a, b = asarray(a), asarray(b)
    if a.ndim == 0 or b.ndim == 0:
        raise ValueError("`matmul` does not support scalars.")
    return _core.matmul(a, b)


def outer(a, b):
    """All products of two elements."""
    return _core.outer(asarray(a), asarray(b))


def tensordot(lhs, rhs, axes=2):
    """Sums of products over pairs of axes."""
    lhs, rhs = asarray(lhs), asarray(rhs)
    if isinstance(axes, (int, np.integer)):
        left, right = tuple(range(lhs.ndim - axes, lhs.ndim)), tuple(range(axes))
    else:
        left, right = axes
        left = (left,) if isinstance(left, (int, np.integer)) else tuple(left)
        right = (right,) if isinstance(right, (int, np.integer)) else tuple(right)
    return _core.tensordot(lhs, rhs, left, right)


def einsum(*operands, dtype=None, optimize=False, split_every=None, **kwargs):
    """Einstein's summation: ``einsum("ij,jk->ik", a, b)``."""
    if not isinstance(operands[0], str):
        raise unsupported("einsum without subscripts as text", "write einsum('ij,jk->ik', a, b)")
    subscripts, arrays = operands[0].replace(" ", ""), [asarray(a) for a in operands[1:]]
    if "." in subscripts:
        raise unsupported("einsum with ...", "name all axes")
    inputs, arrow, output = subscripts.partition("->")
    inputs = inputs.split(",")
    if len(inputs) != len(arrays):
        raise ValueError("Number of einsum subscripts must be equal to the number of operands.")
    if not arrow:
        letters = "".join(inputs)
        output = "".join(sorted(c for c in set(letters) if letters.count(c) == 1))
    for labels, a in zip(inputs, arrays):
        if len(labels) != a.ndim:
            raise ValueError(f"einsum: {labels!r} does not fit an array of {a.ndim} axes")
        if len(set(labels)) < len(labels):
            raise unsupported("einsum with a repeated axis in one operand", "da.diagonal takes diagonals")
    summed = [c for c in dict.fromkeys("".join(inputs)) if c not in output]
    missing = [c for c in output if c not in "".join(inputs)]
    if missing:
        raise ValueError(f"Output character {missing[0]} did not appear in the input")
    dtype = np.dtype(dtype) if dtype is not None else np.result_type(*[a.dtype for a in arrays])
    ordered = list(output) + summed
    aligned = []
    for labels, a in zip(inputs, arrays):
        a = a.transpose([labels.index(c) for c in ordered if c in labels])
        aligned.append(a[tuple(slice(None) if c in labels else None for c in ordered)])
    product = aligned[0]
    for a in aligned[1:]:
        product = product * a
    product = product.astype(dtype)
    if summed:
        product = product.sum(axis=tuple(range(len(output), len(ordered))), dtype=dtype, split_every=split_every)
    return product


# Choosing


def take(a, indices, axis=0):
    """Elements at positions along an axis."""
    a = asarray(a)
    axis = _wrap_axis(axis, a.ndim)
    if isinstance(indices, (list, tuple)):
        indices = np.asarray(indices)
    if isinstance(a, np.ndarray) and isinstance(indices, Array):
        raise unsupported("positions in a dask array", "compute them")
    return a[(slice(None),) * axis + (indices,)]


def compress(condition, a, axis=None):
    """Elements where a condition along an axis holds."""
    a = asarray(a)
    if axis is None:
        a, axis = a.ravel(), 0
    condition = condition.compute() if isinstance(condition, Array) else np.asarray(condition)
    if condition.ndim != 1:
        raise ValueError("Condition must be one dimensional")
    condition = condition.astype("bool")
    if len(condition) < a.shape[axis]:
        a = a[(slice(None),) * axis + (slice(None, len(condition)),)]
    return a[(slice(None),) * _wrap_axis(axis, a.ndim) + (condition,)]


def extract(condition, arr):
    """Elements where a condition holds."""
    return compress(asarray(condition).astype("bool").ravel(), asarray(arr).ravel())


def nonzero(a):
    """The positions of elements that are not 0, one array for each axis."""
    found = argwhere(a)
    return tuple(found[:, i] for i in range(found.shape[1]))


def argwhere(a):
    """The positions of elements that are not 0, one row for each."""
    from dask.array.creation import indices

    a = asarray(a)
    flat = isnonzero(a).ravel()
    positions = indices(a.shape, dtype="int64", chunks=a.chunks)
    positions = positions.reshape((positions.shape[0], -1)) if a.ndim != 1 else positions
    return stack([positions[i][flat] for i in range(positions.shape[0])], axis=1) if _known(flat) else positions.T[flat]


def _known(flat):
    return not any(_is_unknown(n) for n in flat.shape)


def isnonzero(a):
    """Whether elements are not 0."""
    return asarray(a).astype("bool")


def flatnonzero(a):
    """The positions of elements that are not 0 in the flat array."""
    return nonzero(asarray(a).ravel())[0]


def count_nonzero(a, axis=None):
    """How many elements are not 0."""
    return isnonzero(asarray(a)).astype("int64").sum(axis=axis)


def insert(arr, obj, values, axis):
    """An array with more in between."""
    arr = asarray(arr)
    axis = _wrap_axis(axis, arr.ndim)
    length = arr.shape[axis]
    if isinstance(obj, slice):
        obj = np.arange(*obj.indices(length))
    positions = np.asarray(obj)
    scalar = positions.ndim == 0
    positions = np.atleast_1d(np.where(positions < 0, positions + length, positions))
    if (np.diff(positions) < 0).any():
        raise NotImplementedError("da.insert only implemented for monotonic ``obj`` argument")
    count = len(positions)
    shape = arr.shape[:axis] + (count,) + arr.shape[axis + 1 :]
    values = asarray(values)
    if scalar and values.ndim == arr.ndim - 1 and values.ndim:
        values = values[(slice(None),) * axis + (None,)]
    from dask.array.core import broadcast_to

    values = broadcast_to(values, shape).astype(arr.dtype)
    pieces, start = [], 0
    for i, position in enumerate(int(p) for p in positions):
        pieces.append(arr[(slice(None),) * axis + (slice(start, position),)])
        pieces.append(values[(slice(None),) * axis + (slice(i, i + 1),)])
        start = position
    pieces.append(arr[(slice(None),) * axis + (slice(start, None),)])
    return concatenate([p for p in pieces if p.shape[axis]], axis=axis)


def delete(arr, obj, axis):
    """An array without some of its elements."""
    arr = asarray(arr)
    axis = _wrap_axis(axis, arr.ndim)
    length = arr.shape[axis]
    if isinstance(obj, slice):
        obj = np.arange(*obj.indices(length))
    gone = np.atleast_1d(np.asarray(obj))
    keep = np.ones(length, dtype="bool")
    keep[gone] = False
    return arr[(slice(None),) * axis + (np.flatnonzero(keep),)]


def tril(m, k=0):
    """The part at and below a diagonal."""
    from dask.array.creation import tri

    m = asarray(m)
    mask = tri(*m.shape[-2:], k=k, dtype="bool", chunks=m.chunks[-2:])
    return where(mask, m, zeros_like(m, shape=(1,)))


def triu(m, k=0):
    """The part at and above a diagonal."""
    from dask.array.creation import tri

    m = asarray(m)
    mask = tri(*m.shape[-2:], k=k - 1, dtype="bool", chunks=m.chunks[-2:])
    return where(mask, zeros_like(m, shape=(1,)), m)


# Counting and summing


def diff(a, n=1, axis=-1, prepend=None, append=None):
    """Differences of neighbours."""
    a = asarray(a)
    n = operator.index(n)
    if n < 0:
        raise ValueError(f"order must be non-negative but got {n}")
    axis = _wrap_axis(axis, a.ndim)
    ends = []
    for end in (prepend, append):
        if end is not None:
            end = asarray(end)
            if end.ndim == 0:
                from dask.array.core import broadcast_to

                end = broadcast_to(end, a.shape[:axis] + (1,) + a.shape[axis + 1 :])
        ends.append(end)
    pieces = [p for p in (ends[0], a, ends[1]) if p is not None]
    r = concatenate(pieces, axis=axis) if len(pieces) > 1 else a
    front = (slice(None),) * axis
    for _ in range(n):
        r = r[front + (slice(1, None),)] - r[front + (slice(None, -1),)]
    return r


def gradient(f, *varargs, axis=None, **kwargs):
    """Central differences."""
    f = asarray(f)
    if kwargs.pop("edge_order", 1) != 1 or kwargs:
        raise unsupported("gradient with edge_order=2", "edge_order=1 works")
    axes = range(f.ndim) if axis is None else [axis] if isinstance(axis, (int, np.integer)) else axis
    axes = [_wrap_axis(i, f.ndim) for i in axes]
    spacings = list(varargs) or [1.0]
    spacings = spacings * len(axes) if len(spacings) == 1 else spacings
    if len(spacings) != len(axes):
        raise TypeError("Spacing must either be a single scalar, or a scalar / 1d-array per axis")
    f = f if f.dtype.kind == "f" else f.astype("float64")
    results = []
    for i, spacing in zip(axes, spacings):
        if f.shape[i] < 2:
            raise ValueError("Shape of array too small to calculate a numerical gradient, at least 2 elements are required.")

        def part(start, stop):
            return f[(slice(None),) * i + (slice(start, stop),)]

        inner = (part(2, None) - part(None, -2)) / (2.0 * spacing)
        first, last = (part(1, 2) - part(0, 1)) / spacing, (part(-1, None) - part(-2, -1)) / spacing
        results.append(concatenate([first, inner, last], axis=i).rechunk({i: f.chunks[i]}))
    return results if axis is None and f.ndim > 1 else results[0]


def average(a, axis=None, weights=None, returned=False, keepdims=False):
    """The mean, weighted if weights are given."""
    a = asarray(a)
    if weights is None:
        result = a.mean(axis, keepdims=keepdims)
        if not returned:
            return result
        scale = a.size / result.size
        return result, zeros_like(result) + scale
    weights = asarray(weights)
    dtype = result_type(a.dtype, weights.dtype, "float64") if a.dtype.kind in "iub" else result_type(a.dtype, weights.dtype)
    if a.shape != weights.shape:
        if axis is None:
            raise TypeError("Axis must be specified when shapes of a and weights differ.")
        if weights.ndim != 1:
            raise TypeError("1D weights expected when shapes of a and weights differ.")
        axis = _wrap_axis(axis, a.ndim)
        if weights.shape[0] != a.shape[axis]:
            raise ValueError("Length of weights not compatible with specified axis.")
        weights = weights[(None,) * axis + (slice(None),) + (None,) * (a.ndim - axis - 1)]
    scale = (weights + zeros_like(a, dtype=dtype)).sum(axis=axis, dtype=dtype, keepdims=keepdims)
    result = (a * weights).sum(axis, dtype=dtype, keepdims=keepdims) / scale
    return (result, scale) if returned else result


def ptp(a, axis=None):
    """The greatest element less the least."""
    a = asarray(a)
    return a.max(axis=axis) - a.min(axis=axis)


def _bincount(x, axis, keepdims, minlength):
    return [np.bincount(x, minlength=minlength)]


def bincount(x, weights=None, minlength=0, split_every=None):
    """How often each number occurs."""
    x = asarray(x)
    if x.ndim != 1:
        raise ValueError("Input array must be one dimensional. Try using x.ravel()")
    if weights is not None:
        raise unsupported("bincount with weights=", "da.histogram takes weights")
    result = reductions.reduction(
        x,
        _count_numbers(minlength),
        _sum_counts,
        axis=0,
        dtype="int64",
        concatenate=False,
        combine=_sum_counts,
        name="_bincount",
        split_every=split_every,
        keepdims=True,
    )
    length = minlength if minlength else float("nan")
    if minlength:
        result._set_chunks(((minlength,),))
    else:
        result._set_chunks(((length,),))
    return result


class _count_numbers:
    __name__ = "bincount"

    def __init__(self, minlength):
        self.minlength = minlength

    def __call__(self, x, axis, keepdims):
        return np.bincount(x, minlength=self.minlength)


def _sum_counts(parts, axis, keepdims):
    parts = parts if isinstance(parts, list) else [parts]
    total = np.zeros(max(len(part) for part in parts), dtype="int64")
    for part in parts:
        total[: len(part)] += part
    return total


def histogram(a, bins=None, range=None, normed=False, weights=None, density=None):
    """How many elements fall into each bin."""
    a = asarray(a)
    if isinstance(bins, Array) or isinstance(range, Array):
        raise unsupported("histogram with bins or range in a dask array", "compute them")
    if bins is None or (isinstance(bins, (int, np.integer)) and range is None):
        raise ValueError(
            "dask.array.histogram requires either specifying bins as an iterable or specifying both a range and the number of bins"
        )
    if isinstance(bins, (int, np.integer)):
        if len(range) != 2:
            raise ValueError(f"range must be a sequence or array of length 2, but got {len(range)} items")
        bins = np.linspace(range[0], range[1], bins + 1)
    bins = np.asarray(bins)
    if bins.ndim != 1:
        raise ValueError(f"bins must be a 1-dimensional array or sequence, got shape {bins.shape}")
    if weights is not None and asarray(weights).chunks != a.chunks:
        raise ValueError("Input array and weights must have the same chunked structure")
    flat = a.ravel()
    n = len(bins) - 1
    dtype = np.dtype("int64") if weights is None else asarray(weights).dtype
    pairs = [flat, "i"] if weights is None else [flat, "i", asarray(weights).ravel(), "i"]
    counts = blockwise(
        _histogram_block,
        "ij",
        *pairs,
        dtype=dtype,
        new_axes={"j": n},
        adjust_chunks={"i": 1},
        edges=bins,
        token="histogram-sum",
    )
    counts = counts.sum(axis=0)
    if density:
        widths = asarray(np.diff(bins).astype("float64"))
        return counts / widths / counts.sum(), bins
    return counts, bins


def _histogram_block(block, weights=None, edges=None):
    return np.histogram(block, edges, weights=weights)[0][None, :]


def _unique_block(x, axis, keepdims):
    return np.unique(x)


def unique(ar, return_index=False, return_inverse=False, return_counts=False):
    """The distinct elements, sorted."""
    if return_index or return_inverse or return_counts:
        raise unsupported("unique with return_index=, return_inverse= or return_counts=", "np.unique of a computed array works")
    ar = asarray(ar).ravel()
    result = reductions.reduction(
        ar, _unique_block, _unique_block, axis=0, dtype=ar.dtype, keepdims=True, combine=_unique_block, name="unique"
    )
    result._set_chunks(((float("nan"),),))
    return result


def union1d(ar1, ar2):
    """The distinct elements of both."""
    return unique(concatenate((asarray(ar1).ravel(), asarray(ar2).ravel())))


def cov(m, y=None, rowvar=1, bias=0, ddof=None):
    """The covariance matrix."""
    if ddof is not None and ddof != int(ddof):
        raise ValueError("ddof must be integer")
    x = atleast_2d(asarray(m))
    if x.shape[0] == 1:
        rowvar = 1
    x = x if rowvar else x.T
    if y is not None:
        y = atleast_2d(asarray(y))
        x = concatenate((x, y if rowvar else y.T), axis=0)
    if ddof is None:
        ddof = 0 if bias else 1
    x = x - x.mean(axis=1)[:, None]
    fact = x.shape[1] - ddof
    return (dot(x, x.T) / fact).squeeze()


def corrcoef(x, y=None, rowvar=1):
    """The correlation coefficients."""
    from dask.array.creation import diag
    from dask.array.ufunc import sqrt

    c = cov(x, y, rowvar)
    if c.shape == ():
        return c / c
    d = sqrt(diag(c).reshape((c.shape[0], 1)))
    return (c / d) / d.T


def coarsen(reduction, x, axes, trim_excess=False, **kwargs):
    """Neighbours reduced to one element: ``coarsen(np.sum, x, {0: 2})``."""
    x = asarray(x)
    axes = {_wrap_axis(axis, x.ndim): int(n) for axis, n in axes.items()}
    for axis, n in axes.items():
        if x.shape[axis] % n and not trim_excess:
            raise ValueError(f"Coarsening factors {axes} do not align with array shape {x.shape}.")
    x = x[tuple(slice(0, x.shape[i] - x.shape[i] % axes[i]) if i in axes else slice(None) for i in range(x.ndim))]
    cuts = {}
    for axis, n in axes.items():
        sizes, rest = [], 0
        for c in x.chunks[axis]:
            c += rest
            rest = c % n
            if c - rest:
                sizes.append(c - rest)
        cuts[axis] = tuple(sizes)
    x = x.rechunk(cuts)
    chunks = tuple(tuple(c // axes.get(i, 1) for c in sizes) for i, sizes in enumerate(x.chunks))
    return x.map_blocks(_coarsen_block, reduction=reduction, axes=axes, options=kwargs, chunks=chunks, token="coarsen")


def _coarsen_block(block, reduction, axes, options):
    shape, over = [], []
    for i, length in enumerate(block.shape):
        n = axes.get(i, 1)
        shape += [length // n, n]
        over.append(2 * i + 1)
    return reduction(block.reshape(shape), axis=tuple(over), **options)


def apply_along_axis(func1d, axis, arr, *args, dtype=None, shape=None, **kwargs):
    """A function of one-dimensional arrays applied along an axis, which becomes one chunk."""
    arr = asarray(arr)
    axis = _wrap_axis(axis, arr.ndim)
    if shape is None or dtype is None:
        sample = np.asarray(func1d(np.ones((1,), dtype=arr.dtype), *args, **kwargs))
        shape = sample.shape if shape is None else shape
        dtype = sample.dtype if dtype is None else dtype
    arr = arr.rechunk({axis: -1})
    chunks = arr.chunks[:axis] + tuple((n,) for n in shape) + arr.chunks[axis + 1 :]
    new_axis = list(range(axis, axis + len(shape)))
    return arr.map_blocks(
        _along_axis,
        func1d,
        axis,
        args,
        kwargs,
        token=f"{funcname(func1d)}-along-axis",
        dtype=dtype,
        chunks=chunks,
        drop_axis=axis,
        new_axis=new_axis or None,
    )


def _along_axis(block, func1d, axis, args, kwargs):
    moved = np.moveaxis(block, axis, -1)
    rows = [np.asarray(func1d(row, *args, **kwargs)) for row in moved.reshape((-1, moved.shape[-1]))]
    result = np.stack(rows).reshape(moved.shape[:-1] + rows[0].shape)
    n = rows[0].ndim
    return np.moveaxis(result, list(range(-n, 0)), list(range(axis, axis + n))) if n else result


def apply_over_axes(func, a, axes):
    """A function applied over several axes in turn."""
    a = asarray(a)
    axes = (axes,) if isinstance(axes, (int, np.integer)) else axes
    result = a
    for i in (_wrap_axis(axis, a.ndim) for axis in axes):
        reduced = func(result, i)
        if reduced.ndim == a.ndim:
            result = reduced
        elif reduced.ndim == a.ndim - 1:
            result = reduced[(slice(None),) * i + (None,)]
        else:
            raise ValueError("func must either preserve dimensionality of the input or reduce it by one.")
    return result
