"""`x.plot` and `ds.plot`: the kinds of pictures as methods."""

from .lines import hist, line, step
from .maps import contour, contourf, imshow, pcolormesh, surface
from .points import scatter


def plot(darray, *, row=None, col=None, col_wrap=None, ax=None, hue=None, subplot_kws=None, **kwargs):
    """Lines for one dimension, a map for two, else a histogram."""
    darray = darray.squeeze()
    facets = {name: value for name, value in (("row", row), ("col", col)) if value is not None}
    dims = [dim for dim in darray.dims if dim not in (row, col, hue)]
    if len(dims) == 0 or darray.size == 0:
        raise TypeError("No numeric data to plot.")
    if ax is not None:
        kwargs["ax"] = ax
    if subplot_kws is not None:
        kwargs["subplot_kws"] = subplot_kws
    if len(dims) in (1, 2):
        if facets and col_wrap is not None:
            kwargs["col_wrap"] = col_wrap
        if len(dims) == 1 or hue is not None:
            return line(darray, hue=hue, **facets, **kwargs)
        return pcolormesh(darray, **facets, **kwargs)
    if facets or hue is not None:
        raise ValueError("Only 1d and 2d plots are supported for facets in xarray. See the package `Seaborn` for more options.")
    return hist(darray, **kwargs)


class DataArrayPlotAccessor:
    """`x.plot()`, `x.plot.line()`, `x.plot.pcolormesh()`, …"""

    def __init__(self, array):
        self._array = array

    def __call__(self, **kwargs):
        return plot(self._array, **kwargs)

    def __getattr__(self, name):
        return _method(self._array, name, _ARRAY_KINDS, "x.plot")

    def __dir__(self):
        return sorted(_ARRAY_KINDS)


class DatasetPlotAccessor:
    """`ds.plot.scatter(x="a", y="b")`."""

    def __init__(self, dataset):
        self._dataset = dataset

    def __call__(self, *args, **kwargs):
        raise ValueError("Dataset.plot cannot be called directly. Use an explicit plot method, e.g. ds.plot.scatter(...)")

    def __getattr__(self, name):
        return _method(self._dataset, name, {"scatter": scatter}, "ds.plot")


def _method(obj, name, kinds, owner):
    if name not in kinds:
        raise AttributeError(f"{owner} has no {name!r} here; there are {', '.join(kinds)}")
    return lambda *args, **kwargs: kinds[name](obj, *args, **kwargs)


_ARRAY_KINDS = {
    "line": line,
    "step": step,
    "hist": hist,
    "pcolormesh": pcolormesh,
    "imshow": imshow,
    "contour": contour,
    "contourf": contourf,
    "scatter": scatter,
    "surface": surface,
}
