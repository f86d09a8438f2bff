"""Einstein's summation: ``einsum("ij,jk->ik", a, b)``."""

import math

import numpy as np
from numpy._dasklet_einsum import contracted as _contracted
from numpy._dasklet_einsum import parse_einsum_input as _parsed

from dask import config
from dask.array.chunksizes import calculate_new_chunksizes
from dask.array.core import asarray, blockwise

__all__ = ["einsum"]


def einsum(*operands, dtype=None, optimize=False, split_every=None, **kwargs):
    """Sums of products along axes with equal letters, block by block.

    ``optimize`` and ``casting`` may be given: the order of products and casts is always the plain one.
    """
    unknown = kwargs.keys() - {"order", "casting"}
    if unknown:
        raise TypeError(f"einsum() got an unexpected keyword argument {sorted(unknown)[0]!r}")
    inputs, output, arrays = _parsed(operands, asarray)
    if optimize not in (False, True, "greedy", "optimal") and not isinstance(optimize, (tuple, list)):
        raise TypeError(f"Did not understand the path: {optimize}")
    kernel_dtype, dtype = dtype, np.dtype(dtype) if dtype is not None else np.result_type(*[a.dtype for a in arrays])
    summed = sorted(set("".join(inputs)) - set(output))
    if len(inputs) > 1 and output:
        arrays = _with_smaller_chunks(arrays, inputs, output)
    products = blockwise(
        _chunk_einsum,
        tuple(output) + tuple(summed),
        *[part for a, labels in zip(arrays, inputs) for part in (a, tuple(labels))],
        adjust_chunks=dict.fromkeys(summed, 1),
        dtype=dtype,
        token="chunk_einsum",
        subscripts=(inputs, output),
        kernel_dtype=kernel_dtype,
    )
    if not summed:
        return products
    return products.sum(axis=tuple(range(len(output), len(output) + len(summed))), split_every=split_every)


def _with_smaller_chunks(arrays, inputs, output):
    """Cut along the axes of the result, where products of blocks would be much larger than the blocks."""
    largest = max(1, *(math.prod(map(max, a.chunks)) for a in arrays))
    lengths = {}
    for a, labels in zip(arrays, inputs):
        for chunks, c in zip(a.chunks, labels):
            if c in output:
                lengths[c] = max(*chunks, lengths.get(c, 1))
    factor = math.prod(lengths.values()) / (largest * config.get("array.chunk-size-tolerance"))
    smaller = []
    for a, labels in zip(arrays, inputs):
        kept = {axis for axis, c in enumerate(labels) if c in output}
        own = max(factor ** (len(kept) / len(output)), 1)
        smaller.append(a.rechunk(tuple(calculate_new_chunksizes(a.chunks, a.chunks, kept, math.prod(map(max, a.chunks)) / own))))
    return smaller


def _chunk_einsum(*blocks, subscripts, kernel_dtype):
    """The sums of one set of blocks, with an axis of length 1 for each letter that is summed over."""
    inputs, output = subscripts
    result = _contracted(blocks, inputs, output, kernel_dtype)
    return result.reshape(result.shape + (1,) * len(set("".join(inputs)) - set(output)))
