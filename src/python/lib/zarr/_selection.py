"""What stands between an array's brackets: the region to be read, and what is chosen from it."""

import operator

import numpy as np

from .errors import BoundsCheckError, NegativeStepError, VindexInvalidSelectionError


class Selection:
    """A box of the array, and the key that chooses from that box.

    ``start`` and ``shape`` are the box; ``key`` indexes what was read of it, or is None if all of it is wanted as it is;
    ``dropped`` are the axes that an integer chose from.
    """

    __slots__ = ("dropped", "key", "shape", "start", "wide")

    def __init__(self, key, shape):
        parts = _per_axis(key, shape)
        self.start, self.shape, self.key, self.dropped = [], [], [], []
        # An axis along which an array chooses, and its positions: the box may be far larger than what is wanted.
        self.wide = None
        for axis, (part, length) in enumerate(zip(parts, shape)):
            if isinstance(part, slice):
                first, stop, step = part.indices(length) if part.step is None or part.step > 0 else _backwards()
                count = max(0, -(-(stop - first) // step))
                self._add(
                    first if count else 0,
                    (count - 1) * step + 1 if count else 0,
                    slice(None) if step == 1 else slice(None, None, step),
                )
            elif isinstance(part, int):
                self._add(part, 1, 0)
                self.dropped.append(axis)
            else:
                first, last = (int(part.min()), int(part.max())) if part.size else (0, -1)
                self._add(first, last - first + 1, part - first)
                self.wide = axis if self.wide is None else -1
        is_whole = all(isinstance(part, slice) and part.step is None for part in self.key)
        self.key = None if is_whole else tuple(self.key)

    def _add(self, start, count, key):
        self.start.append(start)
        self.shape.append(count)
        self.key.append(key)

    def is_box(self):
        """Whether integers and slices of step 1 chose."""
        return self.key is None or all(isinstance(part, int) or isinstance(part, slice) and part.step is None for part in self.key)


def _backwards():
    raise NegativeStepError("only slices with step >= 1 are supported.")


def _per_axis(key, shape):
    """A slice, a position or an array of positions for each axis."""
    parts = list(key) if isinstance(key, tuple) else [key]
    if len(parts) == 1 and _is_mask(parts[0]) and len(shape) != 1:
        mask = np.asarray(parts[0])
        if mask.shape != tuple(shape):
            raise VindexInvalidSelectionError(
                "unsupported selection type for vectorized indexing; only coordinate selection (tuple of integer arrays) and mask selection "
                f"(single Boolean array) are supported; got a mask of shape {mask.shape}; mask, : selects along the first axis"
            )
        parts = list(np.nonzero(mask))
    n_ellipses = sum(part is Ellipsis for part in parts)
    if n_ellipses > 1:
        raise IndexError("an index can only have a single ellipsis ('...')")
    if n_ellipses:
        place = next(number for number, part in enumerate(parts) if part is Ellipsis)
        parts[place : place + 1] = [slice(None)] * (len(shape) - len(parts) + 1)
    if len(parts) > len(shape):
        raise IndexError(f"too many indices for array; expected {len(shape)}, got {len(parts)}")
    parts += [slice(None)] * (len(shape) - len(parts))
    return [_part(part, length) for part, length in zip(parts, shape)]


def _is_mask(part):
    return (
        getattr(getattr(part, "dtype", None), "kind", None) == "b"
        or isinstance(part, list)
        and part
        and all(isinstance(item, bool) for item in part)
    )


def _part(part, length):
    if isinstance(part, slice):
        return part
    if isinstance(part, str):
        raise IndexError("invalid 'fields' argument, array does not have any fields")
    if isinstance(part, (list, tuple)) or getattr(part, "ndim", 0):
        positions = np.asarray(part)
        if _is_mask(part):
            if positions.shape != (length,):
                raise IndexError(f"Boolean array has wrong length for dimension; expected {length}, got {positions.shape[0]}")
            return np.nonzero(positions)[0]
        if not positions.size:
            return positions.astype("int64")
        if positions.dtype.kind not in "iu":
            raise VindexInvalidSelectionError("arrays of integers or of bools select; these are neither")
        positions = np.where(positions < 0, positions + length, positions)
        if int(positions.min()) < 0 or int(positions.max()) >= length:
            raise BoundsCheckError(f"index out of bounds for dimension with length {length}")
        return positions
    try:
        position = operator.index(part)
    except TypeError:
        raise IndexError(f"unsupported selection item for basic indexing; expected integer or slice, got {type(part)!r}") from None
    if not -length <= position < length:
        raise BoundsCheckError(f"index out of bounds for dimension with length {length}")
    return position % length
