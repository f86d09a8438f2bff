"""Intervals that label bins, and numbers sorted into bins, as `pandas.cut` does it."""

import itertools
import math

import numpy as np
from _dasklet_missing import unsupported

from . import duck


class Interval:
    """The numbers between two: `Interval(0, 5)`, which is (0, 5]. `closed` says which ends belong to it."""

    def __init__(self, left, right, closed="right"):
        if closed not in ("right", "left", "both", "neither"):
            raise ValueError(f"invalid option for 'closed': {closed}")
        if left > right:
            raise ValueError("left side of interval must be <= right side")
        self.left, self.right, self.closed = left, right, closed

    closed_left = property(lambda self: self.closed in ("left", "both"))
    closed_right = property(lambda self: self.closed in ("right", "both"))
    length = property(lambda self: self.right - self.left)
    mid = property(lambda self: (self.left + self.right) * 0.5)

    def __contains__(self, number):
        above = number >= self.left if self.closed_left else number > self.left
        return bool(above and (number <= self.right if self.closed_right else number < self.right))

    def _key(self):
        return self.left, self.right

    def __eq__(self, other):
        return isinstance(other, Interval) and self._key() == other._key() and self.closed == other.closed

    def __lt__(self, other):
        return self._key() < other._key() if isinstance(other, Interval) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if isinstance(other, Interval) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if isinstance(other, Interval) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if isinstance(other, Interval) else NotImplemented

    def __hash__(self):
        return hash((self.left, self.right, self.closed))

    def __str__(self):
        return f"{'[' if self.closed_left else '('}{self.left}, {self.right}{']' if self.closed_right else ')'}"

    def __repr__(self):
        return f"Interval({self.left!r}, {self.right!r}, closed={self.closed!r})"


def are_intervals(values):
    """Whether an array holds intervals."""
    return values.dtype.kind == "O" and values.ndim == 1 and values.size > 0 and isinstance(values[0], Interval)


def dtype_text(values):
    """The dtype that pandas gives an array of intervals."""
    first = values[0]
    kind = "int64" if isinstance(first.left, int) else "float64"
    return f"interval[{kind}, {first.closed}]"


def intervals_text(values):
    """An array of intervals as pandas prints it."""
    items = [str(item) for item in values.tolist()]
    shown = items if len(items) <= 10 else [*items[:5], "...", *items[-5:]]
    return f"<IntervalArray>\n[{', '.join(shown)}]\nLength: {len(items)}, dtype: {dtype_text(values)}"


# Bins


def cut(values, bins, right=True, labels=None, precision=3, include_lowest=False, duplicates="raise"):
    """The number of each value's bin, -1 outside all, and the labels of the bins.

    :param bins: edges, or how many bins of equal width
    """
    values = np.asarray(values)
    if values.dtype.kind == "b":
        values = values.astype("int64")
    if values.dtype.kind not in "iuf":
        if values.dtype.kind in "mM":
            raise unsupported("bins of dates", "group by a part of them, such as 'time.month', or resample")
        raise TypeError(f"bins are those of numbers, not of {values.dtype}")
    if duplicates not in ("raise", "drop"):
        raise ValueError("invalid value for 'duplicates' parameter, valid options are: raise, drop")
    edges = _equal_bins(values, bins, right) if isinstance(bins, (int, np.integer)) else _edges(bins)
    unique = np.unique(edges)
    if len(unique) < len(edges) and len(edges) != 2:
        if duplicates == "raise":
            raise ValueError(
                f"Bin edges must be unique: {edges.tolist()!r}.\nYou can drop duplicate edges by setting the 'duplicates' kwarg"
            )
        edges = unique
    places = np.searchsorted(edges, values, side="left" if right else "right")
    if include_lowest:
        places = np.where(values == edges[0], 1, places)
    outside = duck.isnull(values) | (places == len(edges)) | (places == 0)
    return np.where(outside, -1, places - 1), _labels(edges, right, labels, precision, include_lowest)


def _edges(bins):
    edges = np.asarray(getattr(bins, "values", bins))
    if edges.dtype.kind == "O" and edges.size and isinstance(edges.ravel()[0], Interval):
        raise unsupported("bins that are intervals", "give their edges")
    if edges.ndim != 1:
        raise ValueError("bins are edges in one dimension, or how many there are")
    if bool((edges[1:] < edges[:-1]).any()):
        raise ValueError("bins must increase monotonically.")
    return edges


def _equal_bins(values, count, right):
    if count < 1:
        raise ValueError("`bins` should be a positive integer.")
    known = values[~duck.isnull(values)]
    if known.size == 0:
        raise ValueError("Cannot cut empty array")
    low, high = known.min(), known.max()
    if not (np.isfinite(low) and np.isfinite(high)):
        raise ValueError("cannot specify integer `bins` when input data contains infinity")
    low, high = float(low), float(high)
    if low == high:
        low, high = low - (0.001 * abs(low) if low else 0.001), high + (0.001 * abs(high) if high else 0.001)
        return np.linspace(low, high, count + 1)
    edges = np.linspace(low, high, count + 1)
    if right:
        edges[0] -= (high - low) * 0.001
    else:
        edges[-1] += (high - low) * 0.001
    return edges


def _labels(edges, right, labels, precision, include_lowest):
    if labels is None:
        return _intervals(edges, right, precision, include_lowest)
    if labels is True or labels is False:
        raise unsupported("labels of bins that are True or False", "give as many labels as there are bins")
    found = np.asarray(labels)
    if len(found) != len(edges) - 1:
        raise ValueError("Bin labels must be one fewer than the number of bin edges")
    if len(np.unique(found)) < len(found):
        raise ValueError("labels must be unique if ordered=True; pass ordered=False for duplicate labels")
    return found.astype(object) if found.dtype.kind == "U" else found


def _intervals(edges, right, precision, include_lowest):
    numbers = edges.tolist()
    fitting = (places for places in range(precision, 20) if len({_rounded(edge, places) for edge in numbers}) == len(numbers))
    precision = next(fitting, precision)
    breaks = [_rounded(edge, precision) for edge in numbers]
    if right and include_lowest:
        breaks[0] -= 10.0**-precision
    if any(isinstance(edge, float) for edge in breaks):
        breaks = [float(edge) for edge in breaks]
    found = np.empty(len(breaks) - 1, dtype=object)
    found[:] = [Interval(low, high, "right" if right else "left") for low, high in itertools.pairwise(breaks)]
    return found


def _rounded(number, precision):
    """A number with so many significant decimals behind the point."""
    if isinstance(number, int) or not math.isfinite(number) or number == 0:
        return number
    fraction, whole = math.modf(number)
    digits = precision if whole or not fraction else -math.floor(math.log10(abs(fraction))) - 1 + precision
    return float(np.round(number, digits))
