"""`.plot`: labelled arrays as pictures, with titles and names of axes from coordinates and attributes."""

import textwrap

import numpy as np
from _dasklet_missing import unsupported

from .formatting import items_text
from .kinds import is_array

_FACET = ("row", "col", "col_wrap", "sharex", "sharey", "figsize", "aspect", "size", "subplot_kws")


# Words


def _item(value):
    """A single value as titles have it."""
    value = np.asarray(value).reshape(1)
    return str(value.tolist()[0]) if value.dtype.kind in "UO" else items_text(value)[0]


def units_of(array):
    """` [units]`, if there are any."""
    units = array.attrs.get("units", array.attrs.get("unit"))
    return "" if units is None else f" [{units}]"


def label_of(array, extra=""):
    """What an axis shows: its long name with units."""
    if array is None:
        return ""
    name = array.attrs.get("long_name") or array.attrs.get("standard_name") or ("" if array.name is None else array.name)
    text = f"{name}{extra}{units_of(array)}"
    if str(name).startswith("$") and str(name).count("$") % 2 == 0:
        return "$\n$".join(textwrap.wrap(text, 60, break_long_words=False))
    return "\n".join(textwrap.wrap(text, 30))


def title_of(array, truncate=50):
    """The single values of coordinates: `time = 2020-12-31, lat = 45.0 [degrees]`."""
    parts = []
    for name in array.coords:
        coord = array.coords[name]
        if coord.size == 1:
            parts.append(f"{name} = {_item(coord.values)}{units_of(coord)}")
    title = ", ".join(parts)
    return title if len(title) <= truncate else title[: truncate - 3] + "..."


# Axes


def _axes(figsize, size, aspect, ax, subplot_kws=None):
    """The axes to draw in: given ones, the current ones, or new ones."""
    import matplotlib.pyplot as plt

    subplot_kws = dict(subplot_kws or {})
    if figsize is not None and (ax is not None or size is not None):
        raise ValueError(f"cannot provide both `figsize` and `{'ax' if ax is not None else 'size'}` arguments")
    if size is not None:
        if ax is not None:
            raise ValueError("cannot provide both `size` and `ax` arguments")
        width, height = plt.rcParams["figure.figsize"]
        share = {None: width / height, "auto": width / height, "equal": 1}.get(aspect, aspect)
        figsize = (size * share, size)
    elif aspect is not None:
        raise ValueError("cannot provide `aspect` argument without `size`")
    if figsize is not None:
        return plt.subplots(figsize=figsize, subplot_kw=subplot_kws)[1]
    if subplot_kws and ax is not None:
        raise ValueError("cannot use subplot_kws with existing ax")
    if ax is not None:
        return ax
    return plt.gca() if plt.gcf().axes else plt.axes(**subplot_kws)


def _updated(ax, *, xincrease=None, yincrease=None, xscale=None, yscale=None, xticks=None, yticks=None, xlim=None, ylim=None):
    for increases, is_inverted, invert in (
        (xincrease, ax.xaxis_inverted, ax.invert_xaxis),
        (yincrease, ax.yaxis_inverted, ax.invert_yaxis),
    ):
        if increases is not None and bool(increases) == is_inverted():
            invert()
    settings = {"xscale": xscale, "yscale": yscale, "xticks": xticks, "yticks": yticks, "xlim": xlim, "ylim": ylim}
    ax.set(**{name: value for name, value in settings.items() if value is not None})


_UPDATES = ("xincrease", "yincrease", "xscale", "yscale", "xticks", "yticks", "xlim", "ylim")


def _updates(kwargs, **defaults):
    return {**defaults, **{name: kwargs.pop(name) for name in _UPDATES if name in kwargs}}


def _concise(ax, axis, array):
    """Dates without what all of them share."""
    if array.dtype.kind == "M":
        from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

        locator = AutoDateLocator()
        axis = getattr(ax, f"{axis}axis")
        axis.set_major_locator(locator)
        axis.set_major_formatter(ConciseDateFormatter(locator))


def _known(array, name, what):
    if name is not None and name not in array.dims and name not in array.coords:
        names = "', '".join(sorted(str(each) for each in {*array.dims, *array.coords}))
        raise ValueError(f"{what} must be one of None, '{names}'. Received '{name}' instead.")


def _xy(array, x, y):
    """The names along x and y of an array of two dimensions."""
    if x is not None and x == y:
        raise ValueError("x and y cannot be equal.")
    if x is None and y is None:
        if array.ndim != 2:
            raise ValueError("DataArray must be 2d")
        y, x = array.dims
    _known(array, x, "x")
    _known(array, y, "y")
    if x is None:
        x = array.dims[0] if y == array.dims[1] else array.dims[1]
    elif y is None:
        y = array.dims[0] if x == array.dims[1] else array.dims[1]
    return x, y


# Lines


def _line_data(array, x, y, hue):
    """What goes along x and y, and what tells lines apart."""
    if x is not None and y is not None:
        raise ValueError("Cannot specify both x and y kwargs for line plots.")
    for name, what in ((x, "x"), (y, "y")):
        _known(array, name, what)
    if array.ndim == 1:
        (dim,) = array.dims
        if y is not None:
            return array, array[y], None
        return array[x if x is not None else dim], array, None
    if x is None and y is None and hue is None:
        raise ValueError("For 2D inputs, please specify either hue, x or y.")
    along, hue = _xy(array, x if y is None else y, hue)
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
        options = {name: kwargs.pop(name) for name in _FACET if name in kwargs}
        grid = FacetGrid(darray, row=row, col=col, **{**_facet_sizes(figsize, aspect, size), **options})
        return grid._map_lines(x, y, hue, add_legend, kwargs)
    if darray.ndim > 2:
        raise ValueError(f"Line plots are for 1- or 2-dimensional DataArrays. Passed DataArray has {darray.ndim} dimensions")
    updates = _updates(kwargs)
    ax = _axes(figsize, size, aspect, ax, kwargs.pop("subplot_kws", None))
    xs, ys, hues = _line_data(darray, x, y, hue)
    drawn = ax.plot(xs.values, ys.values, *args, **kwargs)
    if _labels:
        ax.set_xlabel(label_of(xs))
        ax.set_ylabel(label_of(ys))
        ax.set_title(title_of(darray))
    _concise(ax, "x", xs)
    _concise(ax, "y", ys)
    if hues is not None and add_legend:
        ax.legend(handles=drawn, labels=_names(hues), title=label_of(hues))
    _updated(ax, **updates)
    return drawn


def _names(hues):
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
    updates = _updates(kwargs)
    ax = _axes(figsize, size, aspect, ax)
    values = darray.values.ravel()
    found = ax.hist(values[np.isfinite(values)] if values.dtype.kind == "f" else values, **kwargs)
    ax.set_title(title_of(darray))
    ax.set_xlabel(label_of(darray))
    _updated(ax, **updates)
    return found


# Maps


def _color_params(values, vmin=None, vmax=None, cmap=None, center=None, robust=False, extend=None, levels=None, norm=None, filled=True):
    """Limits, colours and steps that suit the values: around zero in two colours, else from least to greatest."""
    from matplotlib.colors import BoundaryNorm
    from matplotlib.ticker import MaxNLocator

    fine = values[np.isfinite(values)].ravel() if values.dtype.kind == "f" else values.ravel()
    fine = fine if fine.size else np.zeros(1)
    levels = sorted(levels) if np.ndim(levels) else levels
    diverges = center is not False and (vmin is None or vmax is None)
    given, has_center = vmin is not None or vmax is not None, center not in (None, False)
    center = float(center or 0.0)
    # How far limits reach from the centre, if one of them is given.
    reach = None
    if diverges and given:
        reach = abs((vmin if vmin is not None else vmax) - center)
    low = float(vmin if vmin is not None else np.percentile(fine, 2.0) if robust else fine.min())
    high = float(vmax if vmax is not None else np.percentile(fine, 98.0) if robust else fine.max())
    across = np.ndim(levels) and levels[0] * levels[-1] < 0
    diverges = diverges and (low < 0 < high or has_center or bool(across))
    if diverges:
        reach = max(abs(low - center), abs(high - center)) if reach is None else reach
        low, high = center - reach, center + reach
    else:
        low, high = low + center, high + center
    if norm is not None:
        norm.vmin, norm.vmax = (low if norm.vmin is None else norm.vmin), (high if norm.vmax is None else norm.vmax)
        low, high = norm.vmin, norm.vmax
        levels = norm.boundaries if isinstance(norm, BoundaryNorm) else levels
    cmap = cmap or ("RdBu_r" if diverges else "viridis")
    if levels is not None:
        if not np.ndim(levels):
            if given:
                levels = np.linspace(low, high, levels)
            else:
                levels = [(low + high) / 2] if levels == 1 else MaxNLocator(levels - 1).tick_values(low, high)
        low, high = float(levels[0]), float(levels[-1])
    if extend is None:
        least, most = float(fine.min()), float(fine.max())
        extend = {(False, False): "neither", (True, False): "min", (False, True): "max", (True, True): "both"}[least < low, most > high]
    if levels is not None and not isinstance(norm, BoundaryNorm):
        cmap, stepped = _stepped(cmap, levels, extend, filled)
        norm = stepped if norm is None else norm
    if norm is not None:
        low = high = None
    return {"vmin": low, "vmax": high, "cmap": cmap, "extend": extend, "levels": levels, "norm": norm}


def _stepped(cmap, levels, extend, filled):
    """One colour for each step between levels."""
    from matplotlib.cm import get_cmap
    from matplotlib.colors import BoundaryNorm, ListedColormap

    extend = extend if filled else "max"
    n_colors = len(levels) - 1 + {"both": 2, "min": 1, "max": 1, "neither": 0}[extend]
    if isinstance(cmap, (list, tuple)):
        colors = [cmap[at % len(cmap)] for at in range(n_colors)]
        made = ListedColormap(colors)
    else:
        base = get_cmap(cmap)
        made = ListedColormap(base(np.linspace(0, 1, n_colors)), name=base.name)
    return made, BoundaryNorm(np.asarray(levels, dtype=float), n_colors, extend=extend)


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
        updates = _updates(kwargs, xincrease=True, yincrease=True)
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
                **_facet_sizes(figsize, aspect, size),
                **options,
            )
            return grid._map_maps(draw, kind, x, y, color_options, add_colorbar, cbar_kwargs, {**kwargs, **updates})
        if add_colorbar is False and (cbar_ax is not None or cbar_kwargs):
            raise ValueError("cbar_ax and cbar_kwargs can't be used with add_colorbar=False.")
        is_rgb = kind == "imshow" and darray.ndim == 3
        if is_rgb:
            x, y, darray = _rgb(darray, x, y)
        x, y = (x, y) if is_rgb else _xy(darray, x, y)
        xs, ys = darray[x], darray[y]
        if not is_rgb:
            darray = darray.transpose(*dict.fromkeys([*ys.dims, *xs.dims]))
        values = darray.values
        params = _params or (None if is_rgb else _color_params(values, filled=kind != "contour", **color_options))
        ax = _axes(figsize, size, aspect, ax, subplot_kws)
        made = _DRAWN[kind](ax, xs.values, ys.values, values, params, kwargs)
        if add_labels:
            ax.set_xlabel(label_of(xs))
            ax.set_ylabel(label_of(ys))
            ax.set_title(title_of(darray))
        add_colorbar = kind != "contour" and not is_rgb if add_colorbar is None else add_colorbar
        if add_colorbar and params is not None:
            _add_colorbar(made, ax, cbar_ax, cbar_kwargs, params, label_of(darray) if add_labels else None)
        _updated(ax, **updates)
        _concise(ax, "x", xs)
        _concise(ax, "y", ys)
        return made

    draw.__name__ = kind
    draw.__doc__ = f"An array of two dimensions by matplotlib's `{kind}`, with a colour bar, and names from coordinates and attributes."
    return draw


def _add_colorbar(made, ax, cbar_ax, cbar_kwargs, params, label):
    options = dict(cbar_kwargs or {})
    options.setdefault("extend", params["extend"])
    if label is not None:
        options.setdefault("label", label)
    if hasattr(made, "levels"):
        options.pop("extend")
    return ax.get_figure().colorbar(made, **{"cax": cbar_ax} if cbar_ax is not None else {"ax": options.pop("ax", ax)}, **options)


def _limits(params):
    return {name: params[name] for name in ("vmin", "vmax", "cmap", "norm")}


def _pcolormesh(ax, xs, ys, values, params, kwargs):
    return ax.pcolormesh(xs, ys, values, **_limits(params), **kwargs)


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
    return ax.imshow(values, **(_limits(params) if params else {}), **kwargs)


def _contours(name):
    def draw(ax, xs, ys, values, params, kwargs):
        return getattr(ax, name)(xs, ys, values, levels=params["levels"], extend=params["extend"], **_limits(params), **kwargs)

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


# Facets


def _facet_sizes(figsize, aspect, size):
    return {name: value for name, value in (("figsize", figsize), ("aspect", aspect), ("size", size)) if value is not None}


class FacetGrid:
    """One picture for each label of a dimension: `x.plot(col="time", col_wrap=3)`."""

    def __init__(
        self,
        data,
        col=None,
        row=None,
        col_wrap=None,
        sharex=True,
        sharey=True,
        figsize=None,
        aspect=1,
        size=3,
        subplot_kws=None,
    ):
        import matplotlib.pyplot as plt

        for name, what in ((col, "col"), (row, "row")):
            _known(data, name, what)
        n_rows, n_columns = (data[name].size if name else 1 for name in (row, col))
        if col and not row and col_wrap is not None:
            n_columns = min(int(np.ceil(np.sqrt(n_columns))), n_columns) if col_wrap == "auto" else col_wrap
            n_rows = -(-data[col].size // n_columns)
        if n_rows * n_columns > 400:
            raise ValueError(
                f"{n_rows * n_columns} facets are too many for one figure; select some labels first, for example .isel({col or row}=slice(0, 12))"
            )
        figsize = (n_columns * size * aspect + 1, n_rows * size) if figsize is None else tuple(figsize)
        self.fig, self.axs = plt.subplots(
            n_rows,
            n_columns,
            sharex=sharex,
            sharey=sharey,
            squeeze=False,
            figsize=figsize,
            subplot_kw=dict(subplot_kws or {}),
        )
        self.data, self.cbar, self.figlegend = data, None, None
        self._row, self._col = row, col
        self.row_names, self.col_names = ([] if name is None else list(data[name].values) for name in (row, col))
        self._mappables = []
        if row and col:
            facets = [{row: r, col: c} for r in range(n_rows) for c in range(n_columns)]
        else:
            name = row or col
            facets = [{name: at} for at in range(data[name].size)]
            facets += [None] * (n_rows * n_columns - len(facets))
        self._facets = facets

    def _each(self):
        """Axes with the part of the data that they show."""
        for facet, ax in zip(self._facets, self.axs.ravel()):
            if facet is None:
                ax.set(visible=False)
            else:
                yield ax, self.data.isel(facet)

    def _map_maps(self, draw, kind, x, y, color_options, add_colorbar, cbar_kwargs, kwargs):
        params = _color_params(self.data.values, filled=kind != "contour", **color_options)
        first = self.data.isel(self._facets[0])
        x, y = _xy(first, x, y)
        for ax, part in self._each():
            self._mappables.append(draw(part, x=x, y=y, ax=ax, add_colorbar=False, add_labels=False, _params=params, **kwargs))
        self._finish(label_of(self.data[x]), label_of(self.data[y]))
        if add_colorbar is not False and (add_colorbar or kind != "contour"):
            self.add_colorbar(**{"extend": params["extend"], **(cbar_kwargs or {})})
        return self

    def _map_lines(self, x, y, hue, add_legend, kwargs):
        for ax, part in self._each():
            lines = line(part, x=x, y=y, hue=hue, ax=ax, add_legend=False, _labels=False, **kwargs)
            self._mappables.append(lines)
        xs, ys, hues = _line_data(self.data.isel(self._facets[0]), x, y, hue)
        self._finish(label_of(xs), label_of(ys))
        if hues is not None and add_legend:
            self.figlegend = self.fig.legend(self._mappables[-1], _names(hues), title=label_of(hues), loc="center right")
            self.fig.subplots_adjust(right=1 - 0.9 / self.fig.get_size_inches()[0] - 0.02)
        return self

    def _finish(self, xlabel, ylabel):
        self.set_axis_labels(xlabel, ylabel)
        self.set_titles()
        self.fig.tight_layout()

    def add_colorbar(self, **kwargs):
        """One colour bar for all."""
        if hasattr(self._mappables[-1], "levels"):
            kwargs.pop("extend", None)
        kwargs.setdefault("label", label_of(self.data))
        self.cbar = self.fig.colorbar(self._mappables[-1], ax=list(self.axs.ravel()), **kwargs)
        return self

    def set_axis_labels(self, *axlabels):
        """Names of axes at the figure's edge: that of x, of y."""
        for set_label, text in zip((self.set_xlabels, self.set_ylabels), axlabels):
            if text is not None:
                set_label(text)
        return self

    def set_xlabels(self, label=None, **kwargs):
        for ax in self.axs[-1, :]:
            ax.set_xlabel(label, **kwargs)
        return self

    def set_ylabels(self, label=None, **kwargs):
        for ax in self.axs[:, 0]:
            ax.set_ylabel(label, **kwargs)
        return self

    def set_titles(self, template="{coord} = {value}", maxchar=30, size=None, **kwargs):
        """Which label each picture has."""

        def words(name, value):
            text = template.format(coord=name, value=_item(value))
            return text if len(text) <= maxchar else text[: maxchar - 3] + "..."

        kwargs["fontsize"] = "large" if size is None else size
        if self._row and self._col:
            for ax, value in zip(self.axs[0, :], self.col_names):
                ax.set_title(words(self._col, value), **kwargs)
            for ax, value in zip(self.axs[:, -1], self.row_names):
                ax.annotate(
                    words(self._row, value),
                    xy=(1.02, 0.5),
                    xycoords="axes fraction",
                    rotation=270,
                    ha="left",
                    va="center",
                    **kwargs,
                )
        else:
            name = self._row or self._col
            for ax, value in zip(self.axs.ravel(), self.data[name].values):
                ax.set_title(words(name, value), **kwargs)
        return self

    def map(self, func, *args, **kwargs):
        """Call `func(values, …)` with each picture's axes as the current ones; names stand for coordinates or for the data."""
        import matplotlib.pyplot as plt

        for ax, part in self._each():
            plt.sca(ax)
            func(*(part.values if arg == self.data.name else part[arg].values for arg in args), **kwargs)
        self._finish(*[self.data[arg].name if arg != self.data.name else arg for arg in args[:2]])
        return self

    def set_ticks(self, max_xticks=5, max_yticks=5, fontsize="small"):
        """At most so many ticks, and how large their numbers are."""
        from matplotlib.ticker import MaxNLocator

        for ax in self.axs.ravel():
            ax.xaxis.set_major_locator(MaxNLocator(max_xticks))
            ax.yaxis.set_major_locator(MaxNLocator(max_yticks))
            ax.tick_params(labelsize=fontsize)

    def __repr__(self):
        return f"<xarray.plot.facetgrid.FacetGrid object at {id(self):#x}>"


# The accessors


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


def scatter(
    ds,
    x=None,
    y=None,
    *,
    hue=None,
    markersize=None,
    row=None,
    col=None,
    figsize=None,
    size=None,
    aspect=None,
    ax=None,
    add_legend=None,
    add_colorbar=None,
    add_labels=True,
    add_title=True,
    subplot_kws=None,
    cbar_kwargs=None,
    vmin=None,
    vmax=None,
    cmap=None,
    norm=None,
    levels=None,
    extend=None,
    z=None,
    **kwargs,
):
    """Points: two variables of a Dataset against each other, or an array against a coordinate; `hue` colours them."""
    if row is not None or col is not None or z is not None:
        raise NotImplementedError(
            "plot.scatter with row=, col= or z= is not supported here; draw a selection with .sel(...) on each of plt.subplots(...)"
        )
    updates = _updates(kwargs)
    if is_array(ds):
        x = x if x is not None else ds.dims[0]

        def pick(name):
            return ds if name is None else ds[name]
    else:
        if x is None or y is None:
            raise ValueError("x and y must be specified: ds.plot.scatter(x='a', y='b')")

        def pick(name):
            return ds[name]

    from .alignment import broadcast

    names = [name for name in (hue, markersize) if name is not None]
    parts = [pick(x), pick(y), *(pick(name) for name in names)]
    flat = [part.values.ravel() for part in broadcast(*parts)]
    ax = _axes(figsize, size, aspect, ax, subplot_kws)
    hues = pick(hue) if hue is not None else None
    kwargs.setdefault("edgecolors", "w")
    if markersize is not None:
        sizes = flat[-1].astype(float)
        span = float(np.nanmax(sizes) - np.nanmin(sizes)) or 1.0
        kwargs["s"] = 18 + (sizes - np.nanmin(sizes)) / span * 54
    if hues is None or hues.dtype.kind in "iufb":
        if hues is not None:
            params = _color_params(flat[2].astype(float), vmin=vmin, vmax=vmax, cmap=cmap, norm=norm, levels=levels, extend=extend)
            kwargs.update(c=flat[2].astype(float), **_limits(params))
        made = ax.scatter(flat[0], flat[1], **kwargs)
        if hues is not None and add_colorbar is not False:
            _add_colorbar(made, ax, None, cbar_kwargs, params, label_of(hues))
    else:
        texts = np.array([str(value) for value in flat[2].tolist()])
        for name in dict.fromkeys(texts.tolist()):
            chosen = texts == name
            made = ax.scatter(flat[0][chosen], flat[1][chosen], label=name, **kwargs)
        if add_legend is not False:
            ax.legend(title=label_of(hues))
    if add_labels:
        ax.set_xlabel(label_of(parts[0]))
        ax.set_ylabel(label_of(parts[1]))
        if add_title:
            ax.set_title(title_of(ds))
    _concise(ax, "x", parts[0])
    _updated(ax, **updates)
    return made


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
