"""Maps: arrays of two dimensions as cells, pictures and contours."""

from _dasklet_missing import unsupported

from .colors import color_params, colorbar_for, limits_of
from .facetgrid import FacetGrid, facet_sizes
from .utils import axes_for, concise_dates, label_of, title_of, updated, updates_of, xy_of


def _map(kind):
    def draw(
        darray,
        x=None,
        y=None,
        *,
        figsize=None,
        size=None,
        aspect=None,
        ax=None,
        row=None,
        col=None,
        col_wrap=None,
        add_colorbar=None,
        add_labels=True,
        vmin=None,
        vmax=None,
        cmap=None,
        center=None,
        robust=False,
        extend=None,
        levels=None,
        infer_intervals=None,
        colors=None,
        subplot_kws=None,
        cbar_ax=None,
        cbar_kwargs=None,
        norm=None,
        _params=None,
        **kwargs,
    ):
        if infer_intervals is False and kind == "pcolormesh":
            raise unsupported("pcolormesh(infer_intervals=False)", "labels are the middles of cells, whose edges are inferred")
        updates = updates_of(kwargs, xincrease=True, yincrease=True)
        is_contour = kind.startswith("contour")
        if colors is not None:
            if cmap is not None:
                raise ValueError("Can't specify both cmap and colors.")
            cmap = [colors] if isinstance(colors, str) else list(colors)
        levels = 7 if is_contour and levels is None else levels
        color_options = {
            "vmin": vmin,
            "vmax": vmax,
            "cmap": cmap,
            "center": center,
            "robust": robust,
            "extend": extend,
            "levels": levels,
            "norm": norm,
        }
        if row is not None or col is not None:
            options = {name: kwargs.pop(name) for name in ("sharex", "sharey") if name in kwargs}
            grid = FacetGrid(
                darray,
                row=row,
                col=col,
                col_wrap=col_wrap,
                subplot_kws=subplot_kws,
                **facet_sizes(figsize, aspect, size),
                **options,
            )
            return grid._map_maps(draw, kind, x, y, color_options, add_colorbar, cbar_kwargs, {**kwargs, **updates})
        if add_colorbar is False and (cbar_ax is not None or cbar_kwargs):
            raise ValueError("cbar_ax and cbar_kwargs can't be used with add_colorbar=False.")
        is_rgb = kind == "imshow" and darray.ndim == 3
        if is_rgb:
            x, y, darray = _rgb(darray, x, y)
        x, y = (x, y) if is_rgb else xy_of(darray, x, y)
        xs, ys = darray[x], darray[y]
        if not is_rgb:
            darray = darray.transpose(*dict.fromkeys([*ys.dims, *xs.dims]))
        values = darray.values
        params = _params or (None if is_rgb else color_params(values, filled=kind != "contour", **color_options))
        ax = axes_for(figsize, size, aspect, ax, subplot_kws)
        made = _DRAWN[kind](ax, xs.values, ys.values, values, params, kwargs)
        if add_labels:
            ax.set_xlabel(label_of(xs))
            ax.set_ylabel(label_of(ys))
            ax.set_title(title_of(darray))
        add_colorbar = kind != "contour" and not is_rgb if add_colorbar is None else add_colorbar
        if add_colorbar and params is not None:
            colorbar_for(made, ax, cbar_ax, cbar_kwargs, params, label_of(darray) if add_labels else None)
        updated(ax, **updates)
        concise_dates(ax, "x", xs)
        concise_dates(ax, "y", ys)
        return made

    draw.__name__ = kind
    draw.__doc__ = f"An array of two dimensions by matplotlib's `{kind}`, with a colour bar, and names from coordinates and attributes."
    return draw


def _pcolormesh(ax, xs, ys, values, params, kwargs):
    return ax.pcolormesh(xs, ys, values, **limits_of(params), **kwargs)


def _imshow(ax, xs, ys, values, params, kwargs):
    if xs.ndim != 1 or ys.ndim != 1:
        raise ValueError("imshow requires 1D coordinates, try using pcolormesh or contour(f)")
    xs, ys = ax.xaxis.convert(xs), ax.yaxis.convert(ys)
    half_x, half_y = ((float(at[1] - at[0]) / 2 if len(at) > 1 else 0.1) for at in (xs, ys))
    left, right, bottom, top = xs[0] - half_x, xs[-1] + half_x, ys[-1] + half_y, ys[0] - half_y
    origin = kwargs.setdefault("origin", "upper")
    kwargs.setdefault("extent", (left, right, bottom, top) if origin == "upper" else (left, right, top, bottom))
    kwargs.setdefault("interpolation", "nearest")
    if not hasattr(ax, "projection"):
        kwargs.setdefault("aspect", "auto")
    return ax.imshow(values, **(limits_of(params) if params else {}), **kwargs)


def _contours(name):
    def draw(ax, xs, ys, values, params, kwargs):
        return getattr(ax, name)(xs, ys, values, levels=params["levels"], extend=params["extend"], **limits_of(params), **kwargs)

    return draw


_DRAWN = {
    "pcolormesh": _pcolormesh,
    "imshow": _imshow,
    "contour": _contours("contour"),
    "contourf": _contours("contourf"),
}


def _rgb(array, x, y):
    """A picture of colours: the dimension of length 3 or 4 comes last."""
    candidates = [dim for dim in array.dims if array.sizes[dim] in (3, 4) and dim not in (x, y)]
    if not candidates:
        raise ValueError(
            f"A 3-dimensional array was passed to imshow(), but there is no dimension that could be color. At least one dimension must be of size 3 or 4 to display, and {array.dims} has none"
        )
    band = candidates[-1]
    left = [dim for dim in array.dims if dim != band]
    y, x = y or next(dim for dim in left if dim != x), x or next(dim for dim in reversed(left) if dim != y)
    return x, y, array.transpose(y, x, band)


pcolormesh, imshow, contour, contourf = (_map(kind) for kind in ("pcolormesh", "imshow", "contour", "contourf"))


def surface(darray, **kwargs):
    """Not here: there are no pictures in three dimensions."""
    raise NotImplementedError("plot.surface is not supported here; plot.contourf and plot.pcolormesh show the same from above")
