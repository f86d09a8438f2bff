"""Einstein's summation, of arrays as a whole and of the blocks of chunked ones."""

from collections.abc import Sequence

from ._array import _check_order, _write
from ._choosing import diagonal
from ._creation import asarray
from ._dispatch import public
from ._dtypes import can_cast, result_type
from ._dtypes import dtype as dtype_of
from ._products import tensordot
from ._shapes import broadcast_to

__all__ = []
_public = public(__all__)

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


@_public
def einsum(*operands, out=None, optimize=False, dtype=None, order="K", casting="safe"):
    """Sums of products along axes with equal letters: `einsum("ij,jk->ik", a, b)`. The order of products is always the plain one."""
    _check_order(order)
    if optimize not in (False, True, "greedy", "optimal") and not isinstance(optimize, (tuple, list)):
        raise TypeError(f"Did not understand the path: {optimize}")
    inputs, output, arrays = parse_einsum_input(operands)
    for array in arrays:
        if dtype is not None and not can_cast(array.dtype, dtype, casting):
            raise TypeError(
                f"Iterator operand could not be cast from {array.dtype!r} to {dtype_of(dtype)!r} according to the rule {casting!r}"
            )
    return _write(contracted(arrays, inputs, output, dtype)[()], out)


def parse_einsum_input(operands, asarray=asarray):
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


def contracted(arrays, inputs, output, dtype):
    """The sums of products of arrays whose axes have labels."""
    dtype = result_type(*[array.dtype for array in arrays]) if dtype is None else dtype_of(dtype)
    parts = [_distinct(array.astype(dtype), labels) for array, labels in zip(arrays, inputs)]
    # As in NumPy, what has length 1 goes with each element of another operand.
    longest = {c: n for n, c in sorted((n, c) for array, labels in parts for n, c in zip(array.shape, labels)) if n}
    parts = [(broadcast_to(array, [longest[c] if n == 1 else n for n, c in zip(array.shape, labels)]), labels) for array, labels in parts]
    result, labels = parts[0]
    for place, (array, more) in enumerate(parts[1:], 1):
        wanted = set(output).union(*(own for _, own in parts[place + 1 :]))
        result, labels = _product(result, labels, array, more, wanted)
    over = tuple(axis for axis, c in enumerate(labels) if c not in output)
    if over:
        result = result.any(axis=over) if dtype.kind == "b" else result.sum(axis=over, dtype=dtype)
    left = [c for c in labels if c in output]
    return asarray(result).transpose([left.index(c) for c in output])


def _distinct(block, labels):
    """A block without repeated labels: of equal ones it has the diagonal."""
    for c in sorted(set(labels)):
        while labels.count(c) > 1:
            first, second = labels.index(c), labels.rindex(c)
            if block.shape[first] != block.shape[second]:
                raise ValueError(
                    f"dimensions in single operand for collapsing index {c!r} don't match ({block.shape[first]} != {block.shape[second]})"
                )
            block = diagonal(block, axis1=first, axis2=second)
            labels = labels.replace(c, "") + c
    return block, labels


def _product(left, left_labels, right, right_labels, wanted):
    """The product of two blocks, summed over letters that nothing else needs."""
    common = [c for c in left_labels if c in right_labels]
    summed = [c for c in common if c not in wanted]
    if common and summed == common and left.dtype.kind != "b":
        axes = ([left_labels.index(c) for c in summed], [right_labels.index(c) for c in summed])
        rest = "".join(c for c in left_labels + right_labels if c not in summed)
        return tensordot(left, right, axes=axes), rest
    labels = left_labels + "".join(c for c in right_labels if c not in left_labels)
    return _spread(left, left_labels, labels) * _spread(right, right_labels, labels), labels


def _spread(block, own, labels):
    order = [own.index(c) for c in labels if c in own]
    return block.transpose(order)[tuple(slice(None) if c in own else None for c in labels)]
