"""Lines, steps and histograms of labelled arrays."""

import numpy as np

from .facetgrid import FACET_OPTIONS, FacetGrid, facet_sizes
from .utils import axes_for, concise_dates, label_of, require_drawable, require_known, title_of, updated, updates_of, xy_of


def line_data(array, x, y, hue):
    """What goes along x and y, and what tells lines apart."""
    if x is not None and y is not None:
        raise ValueError("Cannot specify both x and y kwargs for line plots.")
    for name, what in ((x, "x"), (y, "y")):
        require_known(array, name, what)
    if array.ndim == 1:
        (dim,) = array.dims
        if y is not None:
            return array, array[y], None
        return array[x if x is not None else dim], array, None
    if x is None and y is None and hue is None:
        raise ValueError("For 2D inputs, please specify either hue, x or y.")
    along, hue = xy_of(array, x if y is None else y, hue)
    labels = array[along]
    if labels.ndim > 1:
        raise ValueError(f"{along!r} has {labels.ndim} dimensions; lines need a coordinate of one dimension")
    values = array.transpose(*labels.dims, *array[hue].dims)
    return (labels, values, array[hue]) if y is None else (values, labels, array[hue])


def line(
    darray,
    *args,
    row=None,
    col=None,
    figsize=None,
    aspect=None,
    size=None,
    ax=None,
    hue=None,
    x=None,
    y=None,
    add_legend=True,
    _labels=True,
    **kwargs,
):
    """Lines of an array of one or two dimensions: `x.plot.line(x="time")`, `x.plot.line(hue="lat")`."""
    if row is not None or col is not None:
        options = {name: kwargs.pop(name) for name in FACET_OPTIONS if name in kwargs}
        grid = FacetGrid(darray, row=row, col=col, **{**facet_sizes(figsize, aspect, size), **options})
        return grid._map_lines(x, y, hue, add_legend, kwargs)
    if darray.ndim > 2:
        raise ValueError(f"Line plots are for 1- or 2-dimensional DataArrays. Passed DataArray has {darray.ndim} dimensions")
    updates = updates_of(kwargs)
    ax = axes_for(figsize, size, aspect, ax, kwargs.pop("subplot_kws", None))
    xs, ys, hues = line_data(darray, x, y, hue)
    require_drawable(xs, ys)
    drawn = ax.plot(xs.values, ys.values, *args, **kwargs)
    if _labels:
        ax.set_xlabel(label_of(xs))
        ax.set_ylabel(label_of(ys))
        ax.set_title(title_of(darray))
    concise_dates(ax, "x", xs)
    concise_dates(ax, "y", ys)
    if hues is not None and add_legend:
        ax.legend(handles=drawn, labels=names_of(hues), title=label_of(hues))
    updated(ax, **updates)
    return drawn


def names_of(hues):
    values = hues.values
    return [str(value) for value in (values.tolist() if values.dtype.kind != "M" else values)]


def step(darray, *args, where="pre", drawstyle=None, ds=None, row=None, col=None, **kwargs):
    """Steps instead of slopes."""
    if where not in ("pre", "post", "mid"):
        raise ValueError("'where' argument to step must be 'pre', 'post' or 'mid'")
    if ds is not None and drawstyle is not None:
        raise TypeError("ds and drawstyle are mutually exclusive")
    return line(darray, *args, row=row, col=col, drawstyle=f"steps-{where}{drawstyle or ds or ''}", **kwargs)


def hist(darray, *args, figsize=None, size=None, aspect=None, ax=None, **kwargs):
    """How many elements have which values."""
    if args:
        raise TypeError("positional arguments are not supported; give bins=... by keyword")
    if darray.ndim == 0 or darray.size == 0:
        raise TypeError("No numeric data to plot.")
    updates = updates_of(kwargs)
    ax = axes_for(figsize, size, aspect, ax)
    values = darray.values.ravel()
    found = ax.hist(values[np.isfinite(values)] if values.dtype.kind == "f" else values, **kwargs)
    ax.set_title(title_of(darray))
    ax.set_xlabel(label_of(darray))
    updated(ax, **updates)
    return found
