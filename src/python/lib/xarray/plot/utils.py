"""What pictures of labelled arrays share: words from coordinates and attributes, and axes."""

import textwrap

import numpy as np

from ..cftimes import calendar_of
from ..formatting import items_text


def item_text(value):
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
            parts.append(f"{name} = {item_text(coord.values)}{units_of(coord)}")
    title = ", ".join(parts)
    return title if len(title) <= truncate else title[: truncate - 3] + "..."


def axes_for(figsize, size, aspect, ax, subplot_kws=None):
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


def updated(ax, *, xincrease=None, yincrease=None, xscale=None, yscale=None, xticks=None, yticks=None, xlim=None, ylim=None):
    for increases, is_inverted, invert in (
        (xincrease, ax.xaxis_inverted, ax.invert_xaxis),
        (yincrease, ax.yaxis_inverted, ax.invert_yaxis),
    ):
        if increases is not None and bool(increases) == is_inverted():
            invert()
    settings = {"xscale": xscale, "yscale": yscale, "xticks": xticks, "yticks": yticks, "xlim": xlim, "ylim": ylim}
    ax.set(**{name: value for name, value in settings.items() if value is not None})


_UPDATES = ("xincrease", "yincrease", "xscale", "yscale", "xticks", "yticks", "xlim", "ylim")


def updates_of(kwargs, **defaults):
    return {**defaults, **{name: kwargs.pop(name) for name in _UPDATES if name in kwargs}}


def concise_dates(ax, axis, array):
    """Dates without what all of them share."""
    if array.dtype.kind == "M":
        from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

        locator = AutoDateLocator()
        axis = getattr(ax, f"{axis}axis")
        axis.set_major_locator(locator)
        axis.set_major_formatter(ConciseDateFormatter(locator))


def require_drawable(*arrays):
    """Dates of cftime have no place on an axis."""
    if any(calendar_of(array.values) is not None for array in arrays if array.dtype.kind == "O"):
        raise ImportError(
            "Plotting of arrays of cftime.datetime objects or arrays indexed by cftime.datetime objects requires the optional"
            " `nc-time-axis` package, which is not here; .convert_calendar('standard', use_cftime=False) gives dates that are drawn."
        )


def require_known(array, name, what):
    if name is not None and name not in array.dims and name not in array.coords:
        names = "', '".join(sorted(str(each) for each in {*array.dims, *array.coords}))
        raise ValueError(f"{what} must be one of None, '{names}'. Received '{name}' instead.")


def xy_of(array, x, y):
    """The names along x and y of an array of two dimensions."""
    if x is not None and x == y:
        raise ValueError("x and y cannot be equal.")
    if x is None and y is None:
        if array.ndim != 2:
            raise ValueError("DataArray must be 2d")
        y, x = array.dims
    require_known(array, x, "x")
    require_known(array, y, "y")
    if x is None:
        x = array.dims[0] if y == array.dims[1] else array.dims[1]
    elif y is None:
        y = array.dims[0] if x == array.dims[1] else array.dims[1]
    return x, y
