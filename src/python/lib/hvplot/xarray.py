"""`import hvplot.xarray` gives labelled arrays `.hvplot(...)`.

Differs from hvPlot: what it draws is a still picture, the same that `.plot` draws; nothing zooms, hovers or slides.
A dimension that hvPlot would give a slider must be selected first.
"""

import xarray
from _dasklet_missing import refuse
from xarray import plot as _plot

# What hvPlot takes besides the keywords of the picture itself; what only moves pictures has no effect.
_OPTIONS = [
    "aspect",
    "by",
    "clabel",
    "clim",
    "cnorm",
    "coastline",
    "colorbar",
    "crs",
    "data_aspect",
    "datashade",
    "dynamic",
    "features",
    "frame_height",
    "frame_width",
    "geo",
    "grid",
    "groupby",
    "height",
    "hover",
    "legend",
    "logx",
    "logy",
    "project",
    "projection",
    "rasterize",
    "responsive",
    "shared_axes",
    "tiles",
    "title",
    "use_dask",
    "value_label",
    "widget_location",
    "width",
    "xlabel",
    "ylabel",
]


class HvPlotAccessor:
    """`x.hvplot(x="lon", y="lat", cmap="viridis", clim=(0, 1), title="…")`: a still picture."""

    def __init__(self, obj):
        self._obj = obj

    def __call__(self, x=None, y=None, kind=None, **kwargs):
        """Lines for one dimension, a map for two, else a histogram."""
        array = self._array(kwargs)
        if kind is None:
            groups = [kwargs.get("by"), x, y]
            dims = [dim for dim in array.squeeze().dims if dim not in groups]
            given = x is not None and y is not None
            n_dims = array.squeeze().ndim
            if n_dims > 2 and given:
                raise NotImplementedError(
                    f"{', '.join(dims)} would have sliders, and pictures here are still; select with .isel or .sel, or reduce with .mean(...)"
                )
            kind = "line" if n_dims == 1 or kwargs.get("by") is not None else "quadmesh" if n_dims == 2 else "hist"
        return self._draw(kind, array, x, y, kwargs)

    def _array(self, kwargs):
        if not hasattr(self._obj, "data_vars"):
            return self._obj
        name = kwargs.pop("z", None) or next(iter(self._obj.data_vars))
        return self._obj[name]

    def _draw(self, kind, array, x, y, kwargs):
        import matplotlib.pyplot as plt

        if kind not in _KINDS:
            raise NotImplementedError(f"hvplot kind {kind!r} is not supported here; there are {', '.join(_KINDS)}")
        options = {name: kwargs.pop(name) for name in list(kwargs) if name in _OPTIONS}
        if options.get("groupby") is not None:
            raise NotImplementedError(
                "groupby= makes a slider, and pictures here are still; select with .isel or .sel, or draw facets with .plot(col=...)"
            )
        refuse("hvplot", "pictures here are drawn of the data alone", tiles=options.get("tiles") or None)
        refuse("hvplot", "values are drawn as they are; .coarsen(...).mean() makes fewer", datashade=options.get("datashade") or None)
        others = [name for name in options.get("features") or () if name != "coastline"]
        refuse("hvplot", "there are data of coasts only: coastline=True", features=others or None)
        size = options.get("width") or options.get("frame_width"), options.get("height") or options.get("frame_height")
        figsize = None if size == (None, None) else ((size[0] or 700) / 100, (size[1] or 300) / 100)
        projection = options.get("projection")
        if options.get("geo") and projection is None:
            from cartopy.crs import PlateCarree

            projection = PlateCarree()
        _, ax = plt.subplots(figsize=figsize or (7, 4), subplot_kw={} if projection is None else {"projection": projection})
        array = array.squeeze()
        if kind in ("quadmesh", "image", "contourf", "contour"):
            if options.get("clim") is not None:
                kwargs["vmin"], kwargs["vmax"] = options["clim"]
            if options.get("cnorm") == "log":
                from matplotlib.colors import LogNorm

                kwargs["norm"] = LogNorm(kwargs.pop("vmin", None), kwargs.pop("vmax", None))
            if projection is not None:
                from cartopy.crs import PlateCarree

                kwargs["transform"] = options.get("crs") or PlateCarree()
            label = options.get("clabel") or options.get("value_label")
            if label is not None:
                kwargs["cbar_kwargs"] = {"label": label}
            if options.get("colorbar") is False:
                kwargs["add_colorbar"] = False
            made = _KINDS[kind](array, x=x, y=y, ax=ax, **kwargs)
        elif kind == "hist":
            made = _plot.hist(array, ax=ax, **kwargs)
        elif kind == "scatter":
            made = _plot.scatter(array, x=x, ax=ax, **kwargs)
        else:
            if options.get("legend") is False:
                kwargs["add_legend"] = False
            by = options.get("by")
            by = by[0] if isinstance(by, (list, tuple)) else by
            made = _KINDS[kind](array, ax=ax, **({"hue": by} if by is not None else {"x": x} if x is not None else {}), **kwargs)
        if options.get("coastline") or options.get("features"):
            ax.coastlines() if hasattr(ax, "coastlines") else None
        if options.get("grid"):
            ax.grid(True)
        if kind in ("line", "step") and options.get("value_label") is not None:
            ax.set_ylabel(options["value_label"])
        aspect = options.get("data_aspect") or options.get("aspect")
        if aspect in ("equal", "square") or options.get("data_aspect"):
            ax.set_aspect("equal" if isinstance(aspect, str) else aspect)
        elif aspect is not None:
            ax.set_box_aspect(1 / aspect)
        names = {"title": "title", "xlabel": "xlabel", "ylabel": "ylabel"}
        ax.set(**{name: options[option] for option, name in names.items() if options.get(option) is not None})
        ax.set(**{f"{axis}scale": "log" for axis in "xy" if options.get(f"log{axis}")})
        return made and None

    def __getattr__(self, name):
        if name not in _KINDS:
            raise AttributeError(f".hvplot has no {name!r} here; there are {', '.join(_KINDS)}")
        return lambda x=None, y=None, **kwargs: self._draw(name, self._array(kwargs), x, y, kwargs)


_KINDS = {
    "line": _plot.line,
    "step": _plot.step,
    "hist": _plot.hist,
    "scatter": _plot.scatter,
    "quadmesh": _plot.pcolormesh,
    "image": _plot.pcolormesh,
    "contour": _plot.contour,
    "contourf": _plot.contourf,
}

for _class in (xarray.DataArray, xarray.Dataset):
    _class.hvplot = property(HvPlotAccessor)
