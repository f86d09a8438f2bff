"""Arrays out of what is like an array, and arrays put together."""

import _dask_array as _core
import numpy as np
from _dasklet_missing import unsupported
from numpy.lib.array_utils import normalize_axis_index

from dask.array.core import Array, _is_unknown, normalize_chunks
from dask.array.stores import from_array
from dask.tokenize import tokenize

__all__ = [
    "check_like",
    "asanyarray",
    "asarray",
    "array",
    "from_delayed",
    "concatenate",
    "stack",
    "block",
    "broadcast_to",
    "broadcast_arrays",
    "unify_chunks",
]


def check_like(like, name):
    """Arrays here are NumPy's, so ``like=`` and ``meta=`` may only say so."""
    if like is not None and not isinstance(like, (np.ndarray, np.generic, Array, type)):
        raise unsupported(f"{name}= of a {type(like).__name__}", "all blocks are NumPy arrays")


def asanyarray(a, dtype=None, order=None, *, like=None, inline_array=False):
    """A dask array from anything like one."""
    check_like(like, "like")
    if type(a).__module__.partition(".")[0] == "xarray" and hasattr(a, "data"):
        a = a.data
    elif hasattr(a, "to_dask_array"):
        a = a.to_dask_array()
    elif isinstance(a, (list, tuple)) and any(isinstance(i, Array) for i in _leaves(a)):
        a = stack([asanyarray(i) for i in a])
    if not isinstance(a, Array):
        a = np.asarray(a, dtype=dtype)
        a = from_array(a, chunks=a.shape, asarray=False, inline_array=inline_array)
    return a if dtype is None else a.astype(dtype)


asarray = asanyarray


def _leaves(items):
    for item in items:
        if isinstance(item, (list, tuple)):
            yield from _leaves(item)
        else:
            yield item


def array(x, dtype=None, ndmin=None, *, like=None):
    """A dask array, with at least ``ndmin`` axes."""
    x = asarray(x, dtype=dtype, like=like)
    while ndmin is not None and x.ndim < ndmin:
        x = x[None, :]
    return x


def from_delayed(value, shape, dtype=None, meta=None, name=None):
    """A dask array of one block from a delayed value."""
    from dask.delayed import delayed

    if not hasattr(value, "key") or not hasattr(value, "_dasklet_finalized"):
        # A future, or a plain object.
        value = delayed(value)
    if dtype is None and meta is not None:
        dtype = meta.dtype
    if dtype is None:
        raise ValueError("dtype= is needed: nothing else says what the delayed value will hold")
    shape = (shape,) if isinstance(shape, int) else tuple(shape)
    name = name or f"from-value-{tokenize(value.key, shape, np.dtype(dtype).name)}"
    return _core.from_node(value, name, tuple((n,) for n in shape), np.dtype(dtype).name)


def concatenate(seq, axis=0, allow_unknown_chunksizes=False):
    """Arrays one after the other along an existing axis."""
    seq = [asarray(a) for a in seq]
    if not seq:
        raise ValueError("Need array(s) to concatenate")
    if axis is None:
        seq, axis = [a.flatten() for a in seq], 0
    if not all(a.ndim for a in seq):
        raise ValueError("zero-dimensional arrays cannot be concatenated")
    if len({a.ndim for a in seq}) > 1:
        raise ValueError(f"all the input arrays must have same number of dimensions, not {[a.ndim for a in seq]}")
    axis = normalize_axis_index(axis, seq[0].ndim)
    # Empty arrays are left out, whatever their shapes, but their dtypes count.
    filled = [a for a in seq if a.size] or seq
    if len(filled) < len(seq):
        dtype = np.result_type(*[a.dtype for a in seq])
        filled = [a.astype(dtype) for a in filled]
    if len(filled) == 1:
        return filled[0]
    others = [n for a in filled for i, n in enumerate(a.shape) if i != axis]
    if not allow_unknown_chunksizes and any(map(_is_unknown, others)):
        raise ValueError(
            f"Tried to concatenate arrays with unknown shape {filled[0].shape}.\n\nTwo solutions:\n"
            "  1. Force concatenation pass allow_unknown_chunksizes=True.\n"
            "  2. Compute shapes with [x.compute_chunk_sizes() for x in seq]"
        )
    return _core.concatenate(filled, axis, bool(allow_unknown_chunksizes))


def stack(seq, axis=0, allow_unknown_chunksizes=False):
    """Arrays of one shape along a new axis."""
    seq = [asarray(a) for a in seq]
    if not seq:
        raise ValueError("Need array(s) to stack")
    if not allow_unknown_chunksizes and any(map(_is_unknown, seq[0].shape)) and any(a is not seq[0] for a in seq):
        raise ValueError(
            "Stacked arrays must have the same shape. The first array had unknown lengths; compute_chunk_sizes() finds them, and "
            "allow_unknown_chunksizes=True trusts that they are equal."
        )
    return _core.stack(seq, axis)


def block(arrays, allow_unknown_chunksizes=False):
    """Arrays put together from nested lists: innermost along the last axis."""
    if isinstance(arrays, tuple):
        raise TypeError(
            "arrays is a tuple. Only lists can be used to arrange blocks, and np.block does not "
            "allow implicit conversion from tuple to ndarray."
        )
    levels = _depth(arrays)
    ndim = max([levels] + [asarray(a).ndim for a in _leaves([arrays])])
    return _block_of(arrays, ndim - levels, ndim, allow_unknown_chunksizes)


def _depth(a):
    """How deep lists are nested."""
    return 1 + max(map(_depth, a), default=0) if isinstance(a, list) else 0


def _block_of(a, axis, ndim, allow_unknown):
    """An array, or nested lists of arrays as one, put together along ``axis`` and those behind it."""
    if not isinstance(a, list):
        a = asarray(a)
        return a[(None,) * (ndim - a.ndim)] if a.ndim < ndim else a
    if not a:
        raise ValueError("Lists cannot be empty")
    return concatenate([_block_of(i, axis + 1, ndim, allow_unknown) for i in a], axis=axis, allow_unknown_chunksizes=allow_unknown)


def broadcast_to(x, shape, chunks=None, meta=None):
    """An array of a larger shape that repeats this one."""
    check_like(meta, "meta")
    x = asarray(x)
    shape = (shape,) if isinstance(shape, (int, np.integer)) else tuple(shape)
    if chunks is not None:
        chunks = normalize_chunks(chunks, shape, dtype=x.dtype)
    return _core.broadcast_to(x, shape, chunks)


def broadcast_arrays(*args, subok=False):
    """All arrays in the shape of all together."""
    args = [asarray(a) for a in args]
    shape = np.broadcast_shapes(*[a.shape for a in args])
    labels = [list(range(len(shape) - a.ndim, len(shape))) for a in args]
    common, args = _core.unify_chunks(list(zip(args, labels)))
    chunks = tuple(common[axis] for axis in range(len(shape)))
    return tuple(broadcast_to(a, shape, chunks=chunks) for a in args)


def unify_chunks(*args, **kwargs):
    """The chunks of each label, and the arrays cut alike: ``unify_chunks(x, "ij", y, "j")``."""
    if kwargs.keys() - {"warn"}:
        raise TypeError(f"unify_chunks() got an unexpected keyword argument {sorted(kwargs)[0]!r}")
    if not args:
        return {}, []
    arrays, labels = list(args[::2]), list(args[1::2])
    numbers, names = {}, []
    for label in labels:
        for part in label or ():
            if part not in numbers:
                numbers[part] = len(names)
                names.append(part)
    pairs = [(asarray(a), [numbers[part] for part in label]) for a, label in zip(arrays, labels) if label is not None]
    common, aligned = _core.unify_chunks(pairs)
    aligned = iter(aligned)
    arrays = [a if label is None else next(aligned) for a, label in zip(arrays, labels)]
    return {names[number]: chunks for number, chunks in common.items()}, arrays
