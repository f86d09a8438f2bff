"""Functions of learners along axes, and neighbours reduced to one."""

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from dask.array import kernels
from dask.array.core import asarray
from dask.array.parts import boxed
from dask.utils import funcname

__all__ = ["apply_along_axis", "apply_over_axes", "coarsen"]


def apply_along_axis(func1d, axis, arr, *args, dtype=None, shape=None, **kwargs):
    """A function of one-dimensional arrays applied along an axis, which becomes one chunk."""
    arr = asarray(arr)
    axis = normalize_axis_index(axis, arr.ndim)
    if shape is None or dtype is None:
        sample = np.asarray(func1d(np.ones((1,), dtype=arr.dtype), *args, **kwargs))
        shape = sample.shape if shape is None else shape
        dtype = sample.dtype if dtype is None else dtype
    arr = arr.rechunk({axis: -1})
    chunks = arr.chunks[:axis] + tuple((n,) for n in shape) + arr.chunks[axis + 1 :]
    new_axis = list(range(axis, axis + len(shape)))
    result = arr.map_blocks(
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
    return boxed(result)


def _along_axis(block, func1d, axis, args, kwargs):
    return np.apply_along_axis(func1d, axis, block, *args, **kwargs)


def apply_over_axes(func, a, axes):
    """A function applied over several axes in turn."""
    a = asarray(a)
    axes = (axes,) if isinstance(axes, (int, np.integer)) else axes
    result = a
    for i in (normalize_axis_index(axis, a.ndim) for axis in axes):
        reduced = func(result, i)
        if reduced.ndim == a.ndim:
            result = reduced
        elif reduced.ndim == a.ndim - 1:
            result = reduced[(slice(None),) * i + (None,)]
        else:
            raise ValueError("func must either preserve dimensionality of the input or reduce it by one.")
    return result


def coarsen(reduction, x, axes, trim_excess=False, **kwargs):
    """Neighbours reduced to one element: ``coarsen(np.sum, x, {0: 2})``."""
    x = asarray(x)
    if not trim_excess and not all(x.shape[axis] % n == 0 for axis, n in axes.items()):
        raise ValueError(f"Coarsening factors {axes} do not align with array shape {x.shape}.")
    if reduction.__module__.startswith("dask."):
        reduction = getattr(np, reduction.__name__)
    x = x.rechunk({axis: _whole_groups(x.chunks[axis], n) for axis, n in axes.items()})
    # A chunk that is shorter than a group gives nothing.
    n_whole = tuple(sum(c >= axes.get(axis, 1) for c in sizes) for axis, sizes in enumerate(x.chunks))
    x = x if n_whole == x.numblocks else x.blocks[tuple(map(slice, n_whole))]
    chunks = tuple(tuple(c // axes.get(axis, 1) for c in sizes) for axis, sizes in enumerate(x.chunks))
    dtype = np.asarray(reduction(np.ones((1,) * x.ndim, dtype=x.dtype), **kwargs)).dtype
    return x.map_blocks(kernels.coarsen, reduction=reduction, axes=axes, options=kwargs, chunks=chunks, dtype=dtype, token="coarsen")


def _whole_groups(chunks, size):
    """Chunks that are multiples of ``size``: what they have too much goes to the shortest, and what is left at the end is one more."""
    cut = [c - c % size for c in chunks]
    excess = sum(chunks) - sum(cut)
    uneven_first = sorted(range(len(chunks)), key=lambda i: (cut[i] == chunks[i], cut[i]))
    for i in uneven_first[: excess // size]:
        cut[i] += size
    return tuple(c for c in [*cut, excess % size] if c)
