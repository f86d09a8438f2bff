"""Maps: arrays of two dimensions as cells, pictures and contours."""

import numpy as np
from _dasklet_missing import unsupported

from .colors import color_params, colorbar_for, limits_of
from .facetgrid import FacetGrid, facet_sizes
from .utils import axes_for, concise_dates, label_of, require_drawable, title_of, updated, updates_of, xy_of


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
        updates = updates_of(kwargs, xincrease=True, yincrease=True)
        if "origin" in kwargs:
            updates["yincrease"] = None
        if colors is not None:
            if cmap is not None:
                raise ValueError("Can't specify both cmap and colors.")
            cmap = [colors] if isinstance(colors, str) else list(colors)
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
            x, y, darray = _rgb(darray, x, y, kwargs.pop("rgb", None), vmin, vmax, robust)
        elif "rgb" in kwargs and kwargs.pop("rgb") is not None:
            raise ValueError('The "rgb" keyword is only valid for imshow() with a three-dimensional array (per facet)')
        x, y = (x, y) if is_rgb else xy_of(darray, x, y)
        xs, ys = darray[x], darray[y]
        require_drawable(xs, ys)
        if not is_rgb:
            darray = darray.transpose(*dict.fromkeys([*ys.dims, *xs.dims]))
        values = darray.values
        params = _params or (None if is_rgb else color_params(values, filled=kind != "contour", **color_options))
        ax = axes_for(figsize, size, aspect, ax, subplot_kws)
        if colors is not None and kind.startswith("contour"):
            params, kwargs["colors"] = {**params, "cmap": None}, colors
        made = _DRAWN[kind](ax, xs.values, ys.values, values, params, kwargs)
        if kind == "pcolormesh" and (infer_intervals is False or any(places.dtype.kind in "UTO" for places in (xs, ys))):
            _end_at_middles(ax, xs, ys)
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


def _end_at_middles(ax, xs, ys):
    """Limits at the labels themselves, as they are where no edges are inferred."""
    if xs.ndim > 1 or ys.ndim > 1:
        raise unsupported("pcolormesh(infer_intervals=False) of coordinates in two dimensions", "edges are inferred without it")
    for places, axis, set_limits in ((xs, ax.xaxis, ax.set_xlim), (ys, ax.yaxis, ax.set_ylim)):
        places = axis.convert(places.values)
        set_limits(places[0], places[-1])


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
    if values.ndim == 3:
        # Pixels without a value are seen through.
        missing = np.isnan(values).any(axis=-1) if values.dtype.kind == "f" else np.zeros(values.shape[:2], dtype=bool)
        if values.shape[2] == 3:
            whole = np.full((*values.shape[:2], 1), 255 if values.dtype.kind in "iu" else 1).astype(values.dtype)
            values = np.concatenate([values, whole], axis=2)
        if missing.any():
            values = np.concatenate([values[..., :3], np.where(missing, 0, values[..., 3])[..., None]], axis=2)
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


def _rgb(array, x, y, band, vmin, vmax, robust):
    """A picture of colours: the dimension of length 3 or 4 comes last; limits stretch them."""
    candidates = [band] if band is not None else [dim for dim in array.dims if array.sizes[dim] in (3, 4) and dim not in (x, y)]
    if not candidates:
        raise ValueError(
            f"A 3-dimensional array was passed to imshow(), but there is no dimension that could be color. At least one dimension must be of size 3 or 4 to display, and {array.dims} has none"
        )
    band = candidates[-1]
    left = [dim for dim in array.dims if dim != band]
    y, x = y or next(dim for dim in left if dim != x), x or next(dim for dim in reversed(left) if dim != y)
    array = array.transpose(y, x, band)
    if robust or vmin is not None or vmax is not None:
        if robust:
            low, high = (np.nanpercentile(array.values, share) for share in (2.0, 98.0))
        else:
            low, high = 0, 255 if array.dtype.kind in "iu" else 1
        low, high = (low if vmin is None else vmin), (high if vmax is None else vmax)
        if low > high:
            raise ValueError(f"vmin={low!r} is less than the default vmax ({high!r}) - you must supply a vmax > vmin in this case.")
        array = ((array.astype("float64") - low) / (high - low)).clip(0, 1).astype("float32")
    return x, y, array


pcolormesh, imshow, contour, contourf = (_map(kind) for kind in ("pcolormesh", "imshow", "contour", "contourf"))


def surface(darray, **kwargs):
    """Not here: there are no pictures in three dimensions."""
    raise NotImplementedError("plot.surface is not supported here; plot.contourf and plot.pcolormesh show the same from above")
