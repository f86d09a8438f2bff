"""Einstein's summation: ``einsum("ij,jk->ik", a, b)``."""

import math
from collections.abc import Sequence

import numpy as np

from dask import config
from dask.array.chunksizes import calculate_new_chunksizes
from dask.array.core import asarray, blockwise

__all__ = ["einsum"]

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def einsum(*operands, dtype=None, optimize=False, split_every=None, **kwargs):
    """Sums of products along axes with equal letters, block by block.

    ``optimize`` and ``casting`` may be given: the order of products and casts is always the plain one.
    """
    unknown = kwargs.keys() - {"order", "casting"}
    if unknown:
        raise TypeError(f"einsum() got an unexpected keyword argument {sorted(unknown)[0]!r}")
    inputs, output, arrays = parse_einsum_input(operands)
    if optimize not in (False, True, "greedy", "optimal") and not isinstance(optimize, (tuple, list)):
        raise TypeError(f"Did not understand the path: {optimize}")
    kernel_dtype, dtype = dtype, np.dtype(dtype) if dtype is not None else np.result_type(*[a.dtype for a in arrays])
    contracted = sorted(set("".join(inputs)) - set(output))
    if len(inputs) > 1 and output:
        arrays = _with_smaller_chunks(arrays, inputs, output)
    products = blockwise(
        _chunk_einsum,
        tuple(output) + tuple(contracted),
        *[part for a, labels in zip(arrays, inputs) for part in (a, tuple(labels))],
        adjust_chunks=dict.fromkeys(contracted, 1),
        dtype=dtype,
        token="chunk_einsum",
        subscripts=(inputs, output),
        kernel_dtype=kernel_dtype,
    )
    if not contracted:
        return products
    return products.sum(axis=tuple(range(len(output), len(output) + len(contracted))), split_every=split_every)


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


def parse_einsum_input(operands):
    """The labels of each operand, those of the result, and the operands."""
    if not operands:
        raise ValueError("No input operands")
    if isinstance(operands[0], str):
        subscripts, arrays = operands[0].replace(" ", ""), [asarray(a) for a in operands[1:]]
    else:
        pairs = operands[: len(operands) - len(operands) % 2]
        subscripts = ",".join(map(_as_text, pairs[1::2]))
        if len(operands) % 2:
            subscripts += "->" + _as_text(operands[-1])
        arrays = [asarray(a) for a in pairs[::2]]
    inputs, arrow, output = subscripts.partition("->")
    inputs = inputs.split(",")
    if len(inputs) != len(arrays):
        raise ValueError("Number of einsum subscripts must be equal to the number of operands.")
    used = set(subscripts)
    spare = [letter for letter in _LETTERS if letter not in used]
    dots = [a.ndim - len(labels.replace("...", "")) if "..." in labels else 0 for a, labels in zip(arrays, inputs)]
    shared = "".join(spare[: max(dots)])
    inputs = [labels.replace("...", shared[len(shared) - n :]) for labels, n in zip(inputs, dots)]
    letters = "".join(inputs)
    if arrow:
        output = output.replace("...", shared)
    else:
        output = shared + "".join(sorted(c for c in set(letters) if letters.count(c) == 1 and c not in shared))
    for labels, a in zip(inputs, arrays):
        if "." in labels or any(c not in _LETTERS for c in labels):
            raise ValueError(f"Character {next(c for c in labels if c not in _LETTERS)} is not a valid symbol.")
        if len(labels) != a.ndim:
            raise ValueError(f"operand has {a.ndim} axes, which {labels!r} does not name one by one")
    for c in output:
        if output.count(c) > 1:
            raise ValueError(f"Output character {c} appeared more than once in the output.")
        if c not in letters:
            raise ValueError(f"Output character {c} did not appear in the input")
    return inputs, output, arrays


def _as_text(labels):
    if not isinstance(labels, Sequence):
        raise TypeError("For this input type lists must contain either int or Ellipsis")
    return "".join("..." if label is Ellipsis else _LETTERS[label] for label in labels)


def _chunk_einsum(*blocks, subscripts, kernel_dtype):
    """The sums of one set of blocks, with an axis of length 1 for each letter that is summed over."""
    inputs, output = subscripts
    contracted = sorted(set("".join(inputs)) - set(output))
    dtype = np.dtype(kernel_dtype) if kernel_dtype is not None else np.result_type(*[block.dtype for block in blocks])
    parts = [_distinct(block.astype(dtype), labels) for block, labels in zip(blocks, inputs)]
    result, labels = parts[0]
    for place, (block, more) in enumerate(parts[1:], 1):
        wanted = set(output).union(*(own for _, own in parts[place + 1 :]))
        result, labels = _product(result, labels, block, more, wanted)
    over = tuple(axis for axis, c in enumerate(labels) if c not in output)
    if over:
        result = result.any(axis=over) if dtype.kind == "b" else result.sum(axis=over, dtype=dtype)
    left = [c for c in labels if c in output]
    result = np.asarray(result).transpose([left.index(c) for c in output])
    return result.reshape(result.shape + (1,) * len(contracted))


def _distinct(block, labels):
    """A block without repeated labels: of equal ones it has the diagonal."""
    for c in sorted(set(labels)):
        while labels.count(c) > 1:
            first, second = labels.index(c), labels.rindex(c)
            block = np.diagonal(block, axis1=first, axis2=second)
            labels = labels.replace(c, "") + c
    return block, labels


def _product(left, left_labels, right, right_labels, wanted):
    """The product of two blocks, summed over letters that nothing else needs."""
    common = [c for c in left_labels if c in right_labels]
    summed = [c for c in common if c not in wanted]
    if common and summed == common and left.dtype.kind != "b":
        axes = ([left_labels.index(c) for c in summed], [right_labels.index(c) for c in summed])
        rest = "".join(c for c in left_labels + right_labels if c not in summed)
        return np.tensordot(left, right, axes=axes), rest
    labels = left_labels + "".join(c for c in right_labels if c not in left_labels)
    return _spread(left, left_labels, labels) * _spread(right, right_labels, labels), labels


def _spread(block, own, labels):
    order = [own.index(c) for c in labels if c in own]
    return block.transpose(order)[tuple(slice(None) if c in own else None for c in labels)]
