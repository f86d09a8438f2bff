"""Functions that write into arrays."""

import _numpy

from ._array import ndarray
from ._choosing import _along_axis
from ._creation import asarray
from ._dispatch import public
from ._dtypes import can_cast

__all__ = []
_public = public(__all__)


def _suits(number, dtype):
    """Whether a Python number is no wider than a dtype: its type is weak."""
    kinds = {bool: "biuf", int: "iuf", float: "f"}
    return dtype.kind in kinds[type(number)]


@_public
def copyto(dst, src, casting="same_kind", where=True):
    """Write one array into another."""
    source = dst.dtype if type(src) in (bool, int, float) and _suits(src, dst.dtype) else asarray(src).dtype
    if not can_cast(source, dst.dtype, casting):
        what = "scalar" if asarray(src).ndim == 0 else "array data"
        raise TypeError(f"Cannot cast {what} from {source!r} to {dst.dtype!r} according to the rule '{casting}'")
    if where is True:
        dst[...] = src
    else:
        mask = _numpy.broadcast_to(where, dst.shape)
        dst[mask] = _numpy.broadcast_to(src, dst.shape)[mask]


@_public
def place(arr, mask, vals):
    """Set the elements where a mask is true; few values are taken again from the first."""
    mask = asarray(mask).astype(bool)
    values = asarray(vals, None if isinstance(vals, ndarray) else arr.dtype)._reshape(-1)
    count = int(mask.sum())
    if count and not values.size:
        raise ValueError("Cannot insert from an empty array!")
    if count:
        arr[mask] = values[_numpy.arange(0, count, 1, "int64") % values.size]


@_public
def putmask(a, mask, values):
    """Set the elements where a mask is true to those at the same places of others, which are repeated."""
    mask = asarray(mask).astype(bool)
    values = asarray(values, None if isinstance(values, ndarray) else a.dtype)._reshape(-1)
    if values.size:
        a[mask] = values[_numpy.nonzero(mask._reshape(-1))[0] % values.size]


@_public
def put(a, ind, v, mode="raise"):
    """Set elements counted in C order."""
    a.put(ind, v, mode)


@_public
def put_along_axis(arr, indices, values, axis):
    """Set elements at positions that differ from lane to lane, as `argsort` gives them."""
    indices = asarray(indices)
    if axis is None:
        arr.flat[indices] = values
    else:
        arr[_along_axis(arr, indices, axis)] = values


@_public
def fill_diagonal(a, val, wrap=False):
    """Set the diagonal; with `wrap`, again below it in tall matrices."""
    if a.ndim < 2:
        raise ValueError("array must be at least 2-d")
    if wrap and a.ndim == 2 and a.shape[0] > a.shape[1]:
        places = _numpy.arange(0, a.size, a.shape[1] + 1, "int64")
        a[places // a.shape[1], places % a.shape[1]] = val
        return
    count = min(a.shape)
    steps = _numpy.arange(0, count, 1, "int64")
    a[(steps,) * a.ndim] = val
