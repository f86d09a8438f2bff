"""Counts of points in the cells of a grid."""

import math

import numpy as np

from dask.array.core import Array, asarray, blockwise

__all__ = ["histogram2d", "histogramdd"]


def histogramdd(sample, bins, range=None, normed=None, weights=None, density=None):
    """How many points fall into each cell, and the edges along each axis.

    ``sample`` has a point in each row, or is a sequence of arrays with one coordinate of all points each.
    """
    if normed is not None and density is not None:
        raise TypeError("Cannot specify both 'normed' and 'density'")
    density = normed if density is None else density
    if any(isinstance(given, Array) for given in [bins, *(bins if isinstance(bins, (list, tuple)) else ()), *(range or ())]):
        raise NotImplementedError("Passing dask collections to bins=... or range=... is not supported.")
    parts, n_axes = _points(sample)
    cuts = parts[0].chunks[0]
    if weights is not None and weights.chunks[0] != cuts:
        raise ValueError("Input array and weights must have the same shape and chunk structure along the first dimension.")
    edges = _edges(bins, range, n_axes)
    labels = ["cell", *(f"axis{axis}" for axis, _ in enumerate(edges))]
    pairs = [item for part in parts for item in (part, ("cell", "coordinate")[: part.ndim])]
    counts = blockwise(
        _counted,
        labels,
        *pairs,
        *(() if weights is None else (weights, ("cell",))),
        new_axes={label: len(line) - 1 for label, line in zip(labels[1:], edges)},
        adjust_chunks={"cell": 1},
        dtype="float64" if weights is None else weights.dtype,
        concatenate=True,
        edges=edges,
        is_weighted=weights is not None,
        token="histogramdd-sum",
    ).sum(axis=0)
    if not density:
        return counts, [asarray(line) for line in edges]
    sizes = np.ones(counts.shape)
    for axis, line in enumerate(edges):
        sizes *= np.diff(line).reshape((-1,) + (1,) * (len(edges) - axis - 1))
    return counts / asarray(sizes) / counts.sum(), edges


def histogram2d(x, y, bins=10, range=None, normed=None, weights=None, density=None):
    """How many points fall into each cell, and the edges along both axes."""
    counts, edges = histogramdd((x, y), bins=bins, range=range, normed=normed, weights=weights, density=density)
    return counts, edges[0], edges[1]


def _points(sample):
    """The arrays that hold the points, and how many coordinates a point has."""
    if isinstance(sample, (tuple, list)):
        if any(part.chunks != sample[0].chunks for part in sample):
            raise ValueError("All coordinate arrays must be chunked identically.")
        return list(sample), len(sample)
    if not hasattr(sample, "shape"):
        raise ValueError("Incompatible sample. Must be a 2D array or a sequence of 1D arrays.")
    if len(sample.shape) != 2:
        raise ValueError("Single array input to histogramdd should be columnar")
    if sample.shape[1:] != sample.chunksize[1:]:
        raise ValueError("Input array can only be chunked along the 0th axis.")
    return [sample], sample.shape[1]


def _edges(bins, range, n_axes):
    if isinstance(bins, (list, tuple)) and len(bins) != n_axes:
        raise ValueError("The dimension of bins must be equal to the dimension of the sample.")
    if range is not None:
        if len(range) != n_axes:
            raise ValueError("range argument requires one entry, a min max pair, per dimension.")
        if not all(len(pair) == 2 for pair in range):
            raise ValueError("range argument should be a sequence of pairs")
    bins = (bins,) * n_axes if isinstance(bins, int) else bins
    if all(isinstance(line, int) for line in bins):
        if range is None:
            raise TypeError("'NoneType' object is not iterable: numbers of bins need range=")
        return [np.linspace(*pair, count + 1) for count, pair in zip(bins, range)]
    return [np.asarray(line) for line in bins]


def _counted(*blocks, edges, is_weighted):
    """The counts of some points, or the sums of their weights, with one more axis in front."""
    weights = blocks[-1] if is_weighted else None
    coordinates = blocks[: len(blocks) - is_weighted]
    columns = coordinates if coordinates[0].ndim == 1 else coordinates[0].T
    shape = tuple(len(line) - 1 for line in edges)
    cells, is_inside = 0, True
    for column, line, length in zip(columns, edges, shape):
        # The last edge belongs to the last bin.
        place = np.where(column == line[-1], length, np.searchsorted(line, column, side="right")) - 1
        is_inside = is_inside & (place >= 0) & (place < length)
        cells = cells * length + place
    chosen = None if weights is None else weights[is_inside]
    counts = np.bincount(cells[is_inside], weights=chosen, minlength=math.prod(shape))
    return counts.reshape((1, *shape)).astype("float64" if weights is None else weights.dtype)
