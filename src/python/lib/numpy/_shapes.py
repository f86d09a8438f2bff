"""Functions that arrange: axes, lengths and order of the same elements."""

import _numpy

from ._array import dressed, ndarray
from ._axes import normalize_axis_index, normalize_axis_tuple
from ._creation import asarray
from ._dispatch import public
from ._flags import read_only

__all__ = ["broadcast_shapes"]
_public = public(__all__)


@_public
def reshape(a, /, shape, order="C", *, copy=None):
    """The elements in C order under another shape."""
    return dressed(asarray(a).reshape(shape, order=order, copy=copy), a)


@_public
def transpose(a, axes=None):
    """The axes in another order, reversed by default."""
    return a.transpose(axes) if hasattr(a, "__array_wrap__") else asarray(a)._transpose(axes)


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
    axis = normalize_axis_index(axis, a.ndim)
    start = start + a.ndim if start < 0 else start
    return moveaxis(a, axis, start - 1 if axis < start else start)


@_public
def broadcast_to(array, shape, subok=False):
    """The array repeated until it has a shape, to be read. Arrays have no subclasses here."""
    return read_only(_numpy.broadcast_to(array, shape))


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
    results = tuple(a if a.ndim else a.reshape(1) for a in map(asarray, arys))
    return results[0] if len(results) == 1 else results


@_public
def atleast_2d(*arys):
    """Arrays with at least two axes."""
    results = tuple(a if a.ndim >= 2 else a.reshape((1, -1)) for a in map(asarray, arys))
    return results[0] if len(results) == 1 else results


@_public
def atleast_3d(*arys):
    """Arrays with at least three axes."""

    def widened(a):
        if a.ndim >= 3:
            return a
        return a.reshape(a.shape + (1,)) if a.ndim == 2 else a.reshape((1, -1, 1))

    results = tuple(widened(a) for a in map(asarray, arys))
    return results[0] if len(results) == 1 else results


@_public
def flip(m, axis=None):
    """The order along axes reversed."""
    if isinstance(m, ndarray) or not hasattr(m, "__array_wrap__"):
        return _numpy.flip(asarray(m), axis)
    # A labelled array keeps its labels.
    axes = range(m.ndim) if axis is None else normalize_axis_tuple(axis, m.ndim)
    return m[tuple(slice(None, None, -1) if place in axes else slice(None) for place in range(m.ndim))]


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
    if len(axes) != 2:
        raise ValueError("len(axes) must be 2.")
    first, second = axes
    if first == second or abs(first - second) == m.ndim:
        raise ValueError("Axes must be different.")
    if not (-m.ndim <= first < m.ndim and -m.ndim <= second < m.ndim):
        raise ValueError(f"Axes={tuple(axes)} out of range for array of ndim={m.ndim}.")
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
        return roll(a._reshape(-1), shift, 0)._reshape(a.shape) if a.size else a
    for step, one in zip(*broadcast_arrays(atleast_1d(shift), atleast_1d(axis))):
        a = _numpy.roll(a, int(step), normalize_axis_index(int(one), a.ndim))
    return a


@_public
def tile(A, reps):
    """The array side by side so many times."""
    return _numpy.tile(A, (reps,) if isinstance(reps, int) else tuple(reps))
