"""Arrays out of nothing."""

import math
import operator
import warnings

import _dask_array as _core
import numpy as np

from dask.array.core import (
    asarray,
    block,
    blockwise,
    broadcast_to,
    check_like,
    normalize_chunks,
    stack,
)
from dask.array.parts import boxed
from dask.array.stores import chunkable

__all__ = [
    "arange",
    "diag",
    "diagonal",
    "empty",
    "empty_like",
    "eye",
    "fromfunction",
    "full",
    "full_like",
    "indices",
    "linspace",
    "meshgrid",
    "ones",
    "ones_like",
    "repeat",
    "tile",
    "tri",
    "zeros",
    "zeros_like",
]


def _shape(shape):
    shape = (shape,) if isinstance(shape, (int, np.integer)) else tuple(shape)
    lengths = []
    for length in shape:
        if isinstance(length, float) and length == length and int(length) == length:
            length = int(length)
        length = operator.index(length)
        if length < 0:
            raise ValueError("negative dimensions are not allowed")
        lengths.append(length)
    return tuple(lengths)


def _filled(prefix, shape, value, dtype, chunks, name, meta, overlooked, options):
    check_like(meta, "meta")
    if any(arg is not None for arg in overlooked):
        warnings.warn(f"Dask overlooks {overlooked!r} here: write dtype= and chunks=", stacklevel=3)
    unknown = options.keys() - {"order"}
    if unknown:
        raise TypeError(f"{prefix.removesuffix('_like')}() got an unexpected keyword argument {sorted(unknown)[0]!r}")
    shape = _shape(shape)
    dtype = chunkable(np.dtype(dtype))
    chunks = normalize_chunks(chunks, shape, dtype=dtype)
    if value is None or isinstance(value, str):
        value = np.asarray(value).astype(dtype)[()]
    array = boxed(_core.filled(prefix, chunks, value, dtype.name))
    return array if name is None else array.map_blocks(_itself, name=name, dtype=dtype)


def _itself(block):
    return block


def ones(shape, *args, dtype=None, chunks="auto", name=None, meta=None, **kwargs):
    """An array of ones."""
    return _filled("ones_like", shape, 1, dtype or "float64", chunks, name, meta, args, kwargs)


def zeros(shape, *args, dtype=None, chunks="auto", name=None, meta=None, **kwargs):
    """An array of zeros."""
    return _filled("zeros_like", shape, 0, dtype or "float64", chunks, name, meta, args, kwargs)


def empty(shape, *args, dtype=None, chunks="auto", name=None, meta=None, **kwargs):
    """An array whose elements do not matter; they are zeros."""
    return _filled("empty_like", shape, 0, dtype or "float64", chunks, name, meta, args, kwargs)


def full(shape, fill_value, *args, dtype=None, chunks="auto", name=None, meta=None, **kwargs):
    """An array of one value."""
    if np.ndim(fill_value) != 0:
        raise ValueError(f"fill_value must be scalar. Received {type(fill_value).__name__} instead.")
    if dtype is None:
        dtype = fill_value.dtype if hasattr(fill_value, "dtype") else np.asarray(fill_value).dtype
    return _filled("full_like", shape, fill_value, dtype, chunks, name, meta, args, kwargs)


def _like(a, shape, chunks):
    if shape is None:
        return a.shape, a.chunks if chunks is None else chunks
    return shape, "auto" if chunks is None else chunks


def ones_like(a, dtype=None, order="C", chunks=None, name=None, shape=None):
    """Ones in the shape, chunks and dtype of ``a``."""
    a = asarray(a)
    shape, chunks = _like(a, shape, chunks)
    return ones(shape, dtype=dtype or a.dtype, chunks=chunks, name=name)


def zeros_like(a, dtype=None, order="C", chunks=None, name=None, shape=None):
    """Zeros in the shape, chunks and dtype of ``a``."""
    a = asarray(a)
    shape, chunks = _like(a, shape, chunks)
    return zeros(shape, dtype=dtype or a.dtype, chunks=chunks, name=name)


def empty_like(a, dtype=None, order="C", chunks=None, name=None, shape=None):
    """An array in the shape, chunks and dtype of ``a``."""
    a = asarray(a)
    shape, chunks = _like(a, shape, chunks)
    return empty(shape, dtype=dtype or a.dtype, chunks=chunks, name=name)


def full_like(a, fill_value, order="C", dtype=None, chunks=None, name=None, shape=None):
    """One value in the shape, chunks and dtype of ``a``."""
    a = asarray(a)
    shape, chunks = _like(a, shape, chunks)
    return full(shape, fill_value, dtype=dtype or a.dtype, chunks=chunks, name=name)


def arange(start=None, stop=None, step=1, *, chunks="auto", like=None, dtype=None, **kwargs):
    """Numbers from ``start`` up to but without ``stop``."""
    if kwargs:
        raise TypeError(f"arange() got an unexpected keyword argument {sorted(kwargs)[0]!r}")
    check_like(like, "like")
    if start is None and stop is None:
        raise TypeError("arange() requires stop to be specified.")
    if stop is None:
        start, stop = 0, start
    if start is None:
        start = 0
    if dtype is None:
        dtype = np.result_type(*[np.asarray(v).dtype for v in (start, stop, step)])
        if dtype == np.dtype(bool):
            dtype = np.dtype("int64")
    dtype = np.dtype(dtype)
    count = _core.arange_len(start, stop, step)
    chunks = normalize_chunks(chunks, (count,), dtype=dtype)
    return _core.arange(start, step, chunks, dtype.name)


def linspace(start, stop, num=50, endpoint=True, retstep=False, chunks="auto", dtype=None):
    """``num`` numbers from ``start`` to ``stop`` in equal steps."""
    num = operator.index(num)
    if num < 0:
        raise ValueError(f"Number of samples, {num}, must be non-negative.")
    if dtype is None:
        dtype = np.dtype("float64")
    dtype = np.dtype(dtype)
    chunks = normalize_chunks(chunks, (num,), dtype=dtype)
    div = (num - 1) if endpoint else num
    step = float(stop - start) / (div if div else 1)
    result = _core.linspace(float(start), step, chunks, bool(endpoint), dtype.name)
    return (result, step) if retstep else result


def eye(N, chunks="auto", M=None, k=0, dtype=float):
    """Ones on a diagonal."""
    if M is None:
        M = N
    if not isinstance(chunks, (int, str)):
        raise ValueError("chunks must be an int or string")
    dtype = np.dtype(dtype)
    chunks = normalize_chunks(chunks, (N, M), dtype=dtype)
    return _core.eye(chunks, k, dtype.name)


def diag(v, k=0):
    """A diagonal of a matrix, or a matrix with this diagonal."""
    v = asarray(v)
    if v.ndim not in (1, 2):
        raise ValueError("Array must be 1d or 2d only")
    if v.ndim == 2:
        return diagonal(v, k) if k else _core.diag(v)
    if k == 0:
        return _core.diag(v)
    from dask.array.padding import pad

    return pad(_core.diag(v), [[0, k], [k, 0]] if k > 0 else [[-k, 0], [0, -k]], mode="constant")


def diagonal(a, offset=0, axis1=0, axis2=1):
    """A diagonal of two axes."""
    return _core.diagonal(asarray(a), offset, axis1, axis2)


def tri(N, M=None, k=0, dtype=float, chunks="auto", *, like=None):
    """Ones at and below a diagonal."""
    from dask.array import ufunc

    check_like(like, "like")
    if M is None:
        M = N
    chunks = normalize_chunks(chunks, shape=(N, M), dtype=np.dtype(dtype))
    rows = arange(N, chunks=chunks[0][0]).reshape((1, N)).T
    columns = arange(-k, M - k, chunks=chunks[1][0])
    return ufunc.greater_equal(rows, columns).astype(dtype, copy=False)


def indices(dimensions, dtype=int, chunks="auto"):
    """For each axis the positions along it."""
    dimensions = tuple(dimensions)
    dtype = np.dtype(dtype)
    chunks = normalize_chunks(chunks, dimensions, dtype=dtype)
    if len(dimensions) != len(chunks):
        raise ValueError("Need same number of chunks as dimensions.")
    if not math.prod(dimensions):
        return empty((len(dimensions), *dimensions), dtype=dtype, chunks=((1,) * len(dimensions), *chunks))
    grid = []
    for axis, length in enumerate(dimensions):
        item = (None,) * axis + (slice(None),) + (None,) * (len(dimensions) - axis - 1)
        line = arange(length, dtype=dtype, chunks=(chunks[axis],))[item]
        grid.append(broadcast_to(line, dimensions, chunks=chunks))
    return stack(grid)


def meshgrid(*xi, sparse=False, indexing="xy", **kwargs):
    """Coordinate matrices from coordinate vectors."""
    if "copy" in kwargs:
        raise NotImplementedError("`copy` not supported")
    if kwargs:
        raise TypeError("unsupported keyword argument(s) provided")
    if indexing not in ("ij", "xy"):
        raise ValueError("`indexing` must be `'ij'` or `'xy'`")
    xi = [asarray(x).flatten() if asarray(x).ndim != 1 else asarray(x) for x in xi]
    if indexing == "xy" and len(xi) > 1:
        xi[0], xi[1] = xi[1], xi[0]
    grid = []
    for axis, x in enumerate(xi):
        grid.append(x[(None,) * axis + (slice(None),) + (None,) * (len(xi) - axis - 1)])
    if not sparse:
        shape = tuple(len(x) for x in xi)
        chunks = tuple(x.chunks[0] for x in xi)
        grid = [broadcast_to(x, shape, chunks=chunks) for x in grid]
    if indexing == "xy" and len(xi) > 1:
        grid[0], grid[1] = grid[1], grid[0]
    return tuple(grid)


def fromfunction(func, chunks="auto", shape=None, dtype=None, **kwargs):
    """An array whose elements are a function of their positions."""
    dtype = np.dtype(dtype or float)
    chunks = normalize_chunks(chunks, shape, dtype=dtype)
    grid = meshgrid(*[arange(n, dtype=dtype, chunks=(c,)) for n, c in zip(shape, chunks)], indexing="ij")
    axes = tuple(range(len(shape)))
    pairs = [part for g in grid for part in (g, axes)]
    return blockwise(func, axes, *pairs, token="fromfunction", dtype=dtype, **kwargs)


def repeat(a, repeats, axis=None):
    """Each element several times."""
    a = asarray(a)
    if not isinstance(repeats, (int, np.integer)):
        raise NotImplementedError("Only integer valued repeats supported")
    if axis is not None and not -a.ndim <= axis < a.ndim:
        raise ValueError(f"axis(={axis}) out of bounds")
    return _core.repeat(a, repeats, axis)


def tile(A, reps):
    """The array several times, side by side."""
    A = asarray(A)
    reps = (reps,) if isinstance(reps, (int, np.integer)) else tuple(reps)
    if any(r < 0 for r in reps):
        raise ValueError("Negative `reps` are not allowed.")
    if all(reps):
        nested = A
        for r in reversed(reps):
            nested = [nested] * r
        return block(nested)
    ndim = max(A.ndim, len(reps))
    shape = (1,) * (ndim - A.ndim) + A.shape
    return empty(tuple(n * r for n, r in zip(shape, (1,) * (ndim - len(reps)) + reps)), dtype=A.dtype)
