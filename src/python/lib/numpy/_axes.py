"""Axes counted from the first, as `numpy.lib.array_utils` offers them."""

import operator

from .exceptions import AxisError


def normalize_axis_index(axis, ndim, msg_prefix=None):
    """An axis counted from the first; `AxisError` if there is none of the number."""
    if isinstance(axis, bool):
        raise TypeError("an integer is required for the axis")
    axis = operator.index(axis)
    if not -ndim <= axis < ndim:
        raise AxisError(axis, ndim, msg_prefix)
    return axis % ndim


def normalize_axis_tuple(axis, ndim, argname=None, allow_duplicate=False):
    """One axis or several as a tuple, counted from the first; `ValueError` if one comes twice."""
    axes = list(axis) if hasattr(axis, "__iter__") else [axis]
    axes = tuple(normalize_axis_index(one, ndim, argname) for one in axes)
    if not allow_duplicate and len(set(axes)) != len(axes):
        raise ValueError(f"repeated axis in `{argname}` argument" if argname else "repeated axis")
    return axes


def reduced_axes(axis, ndim=1):
    """The axes of a reduction: None, a number, or a tuple of numbers; `TypeError` for a list or a bool, as NumPy has it.

    Single numbers may be reduced as if they had an axis.
    """
    if isinstance(axis, list):
        raise TypeError("'list' object cannot be interpreted as an integer; several axes are a tuple: axis=(0, 1)")
    if isinstance(axis, bool):
        raise TypeError("an integer is required for the axis")
    return axis if ndim or axis not in (0, -1) else None


def one_axis(axis, ndim=1):
    """The axis of what goes along one axis alone, such as running sums; `TypeError` for several."""
    if isinstance(axis, tuple):
        raise TypeError("'tuple' object cannot be interpreted as an integer")
    return reduced_axes(axis, ndim)
