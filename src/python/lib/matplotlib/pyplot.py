"""Drawing with a current figure and current axes: `import matplotlib.pyplot as plt`."""

import functools as _functools

from _dasklet_missing import missing as _missing
from _dasklet_missing import refuse as _refuse

from . import cycler, rc, rc_context, rcdefaults, rcParams, style  # noqa: F401
from .artist import get, getp, setp  # noqa: F401
from .axes import Axes
from .cm import _colormaps as colormaps  # noqa: F401
from .cm import _get_cmap as get_cmap
from .colors import Normalize  # noqa: F401
from .figure import Figure
from .gridspec import GridSpec
from .lines import Line2D  # noqa: F401
from .patches import Circle, Polygon, Rectangle  # noqa: F401

_figures = {}
_current = None
_image = None
# The figures that were shown last, so that axes which a learner has kept of them still find theirs.
_shown = []


# Figures


def figure(num=None, figsize=None, dpi=None, *, facecolor=None, edgecolor=None, frameon=True, FigureClass=Figure, clear=False, **kwargs):
    """A new figure, or the one of a number, as the current one."""
    global _current
    _refuse("figure", "fig.set(facecolor=...) colours a figure, which has no edge", edgecolor=edgecolor)
    if isinstance(num, Figure):
        num = num.number
    name = num if isinstance(num, str) else None
    if name is not None:
        num = next((number for number, fig in _figures.items() if fig.get_label() == name), None)
    if num is None:
        num = max(_figures, default=0) + 1
    if num not in _figures:
        looks = {"facecolor": facecolor} if facecolor else {}
        if not frameon:
            looks["facecolor"] = "none"
        _figures[num] = FigureClass(figsize, dpi, num=num, **looks, **kwargs)
        if name is not None:
            _figures[num].set_label(name)
    elif clear:
        _figures[num].clf()
    _current = num
    return _figures[num]


def gcf():
    """The current figure."""
    return _figures[_current] if _current in _figures else figure()


def gca():
    """The current axes."""
    return gcf().gca()


def sca(ax):
    """Make axes the current ones."""
    global _current
    _current = ax.figure.number
    ax.figure.sca(ax)


def subplots(
    nrows=1,
    ncols=1,
    *,
    sharex=False,
    sharey=False,
    squeeze=True,
    width_ratios=None,
    height_ratios=None,
    subplot_kw=None,
    gridspec_kw=None,
    **fig_kw,
):
    """A figure and its axes: `fig, ax = plt.subplots()`, `fig, axs = plt.subplots(2, 3)`."""
    fig = figure(**fig_kw)
    axes = fig.subplots(
        nrows,
        ncols,
        sharex=sharex,
        sharey=sharey,
        squeeze=squeeze,
        width_ratios=width_ratios,
        height_ratios=height_ratios,
        subplot_kw=subplot_kw,
        gridspec_kw=gridspec_kw,
    )
    return fig, axes


def subplot(*args, **kwargs):
    """Axes in a cell of a grid: `plt.subplot(2, 1, 1)`."""
    fig = gcf()
    key = args or (1, 1, 1)
    for axes in fig.axes:
        if getattr(axes, "_subplot_key", None) == key and not kwargs:
            return fig.sca(axes)
    axes = fig.add_subplot(*key, **kwargs)
    axes._subplot_key = key
    return axes


def subplot2grid(shape, loc, rowspan=1, colspan=1, fig=None, **kwargs):
    grid = GridSpec(*shape, fig or gcf())
    return (fig or gcf()).add_subplot(grid[loc[0] : loc[0] + rowspan, loc[1] : loc[1] + colspan], **kwargs)


def axes(arg=None, **kwargs):
    """Axes at a place of the figure."""
    return gcf().add_subplot(**kwargs) if arg is None else gcf().add_axes(arg, **kwargs)


def fignum_exists(num):
    return num in _figures or any(fig.get_label() == num for fig in _figures.values() if isinstance(num, str))


def get_fignums():
    return sorted(_figures)


def close(fig=None):
    """Forget a figure, or all of them with `"all"`; it is not shown."""
    global _current
    if fig == "all":
        _figures.clear()
    else:
        number = _current if fig is None else fig.number if isinstance(fig, Figure) else fig
        if isinstance(number, str):
            number = next((at for at, one in _figures.items() if one.get_label() == number), None)
        _figures.pop(number, None)
    if _current not in _figures:
        _current = max(_figures, default=None)


def show(*, block=None):
    """Show all figures and forget them; also done at a cell's end."""
    global _current, _image
    from IPython.display import display

    if not _figures:
        return
    _shown[:] = _figures.values()
    _figures.clear()
    _current = _image = None
    for fig in list(_shown):
        display(fig)


def draw():
    """Figures are drawn when they are shown."""


draw_if_interactive = draw


def pause(interval):
    """Figures are drawn when they are shown; nothing has to wait for that."""


def ion():
    """Figures are shown at a cell's end."""


ioff = ion


def isinteractive():
    return False


def switch_backend(newbackend):
    """Pictures are shown inside the page, whatever the backend is called."""


# Colours


def sci(im):
    global _image
    _image = im


def gci():
    """What colours something in the current figure, or `None`."""
    axes = _figures[_current].axes if _current in _figures else ()
    return _image if any(_image in one._artists for one in axes) else None


def clim(vmin=None, vmax=None):
    """Limits of the colours of the current map."""
    if gci() is None:
        raise RuntimeError("You must first define an image, e.g., with imshow")
    gci().set_clim(vmin, vmax)


def set_cmap(cmap):
    rcParams["image.cmap"] = get_cmap(cmap).name


def colorbar(mappable=None, cax=None, ax=None, **kwargs):
    """A colour bar for the current map, or for another."""
    mappable = gci() if mappable is None else mappable
    if mappable is None:
        raise RuntimeError(
            "No mappable was found to use for colorbar creation. First define a mappable such as an image (with imshow) or a contour set (with contourf)."
        )
    return gcf().colorbar(mappable, cax=cax, ax=ax, **kwargs)


def _of_axes(name, is_mappable=False):
    method = getattr(Axes, name)

    @_functools.wraps(method)
    def call(*args, **kwargs):
        made = getattr(gca(), name)(*args, **kwargs)
        if is_mappable:
            sci(made[-1] if isinstance(made, tuple) else made)
        return made

    return call


for _name in (
    "plot",
    "semilogx",
    "semilogy",
    "loglog",
    "step",
    "stem",
    "axhline",
    "axvline",
    "axhspan",
    "axvspan",
    "hlines",
    "vlines",
    "errorbar",
    "fill_between",
    "fill_betweenx",
    "stackplot",
    "fill",
    "bar",
    "barh",
    "bar_label",
    "hist",
    "pie",
    "text",
    "annotate",
    "legend",
    "grid",
    "axis",
    "autoscale",
    "margins",
    "tick_params",
    "minorticks_on",
    "minorticks_off",
    "locator_params",
    "ticklabel_format",
    "clabel",
    "boxplot",
    "violinplot",
    "quiver",
    "streamplot",
    "cla",
):
    globals()[_name] = _of_axes(_name)
for _name in ("scatter", "imshow", "pcolormesh", "pcolor", "contour", "contourf", "hist2d", "hexbin", "spy"):
    globals()[_name] = _of_axes(_name, True)


def _named_otherwise(method):
    @_functools.wraps(getattr(Axes, method))
    def call(*args, **kwargs):
        return getattr(gca(), method)(*args, **kwargs)

    return call


title, xlabel, ylabel = (_named_otherwise(method) for method in ("set_title", "set_xlabel", "set_ylabel"))
xscale, yscale = (_named_otherwise(method) for method in ("set_xscale", "set_yscale"))


def matshow(A, fignum=None, **kwargs):
    """A matrix in a figure of its own."""
    image = (figure() if fignum is None else gcf()).gca().matshow(A, **kwargs)
    sci(image)
    return image


def xlim(*args, **kwargs):
    """The limits of the x axis, or other ones."""
    return gca().set_xlim(*args, **kwargs) if args or kwargs else gca().get_xlim()


def ylim(*args, **kwargs):
    """The limits of the y axis, or other ones."""
    return gca().set_ylim(*args, **kwargs) if args or kwargs else gca().get_ylim()


def _ticks(axis, ticks, labels, minor, kwargs):
    if ticks is not None:
        axis.set_ticks(ticks, labels, minor=minor, **kwargs)
    elif labels is not None:
        axis.set_ticklabels(labels, **kwargs)
    elif kwargs:
        axis._label_looks(kwargs)
    return axis.get_ticklocs(minor=minor), axis.get_ticklabels()


def xticks(ticks=None, labels=None, *, minor=False, **kwargs):
    """The ticks of the x axis, or other ones: `plt.xticks(rotation=45)`."""
    return _ticks(gca().xaxis, ticks, labels, minor, kwargs)


def yticks(ticks=None, labels=None, *, minor=False, **kwargs):
    """The ticks of the y axis, or other ones."""
    return _ticks(gca().yaxis, ticks, labels, minor, kwargs)


def twinx(ax=None):
    return (ax or gca()).twinx()


def twiny(ax=None):
    return (ax or gca()).twiny()


def delaxes(ax=None):
    ax = ax or gca()
    ax.figure.delaxes(ax)


def box(on=None):
    axes = gca()
    axes.set(frame_on=not axes.get_frame_on() if on is None else on)


def suptitle(t, **kwargs):
    """A title above all axes."""
    return gcf().suptitle(t, **kwargs)


def figtext(x, y, s, fontdict=None, **kwargs):
    return gcf().text(x, y, s, fontdict, **kwargs)


def figlegend(*args, **kwargs):
    return gcf().legend(*args, **kwargs)


def clf():
    gcf().clf()


def tight_layout(**kwargs):
    """Axes as large as their labels allow."""
    gcf().tight_layout(**kwargs)


def subplots_adjust(**kwargs):
    gcf().subplots_adjust(**kwargs)


def savefig(*args, **kwargs):
    """Keep the current figure as an SVG file."""
    return gcf().savefig(*args, **kwargs)


def subplot_mosaic(mosaic, **kwargs):
    return Figure().subplot_mosaic(mosaic, **kwargs)


def _map_setter(name):
    def choose():
        set_cmap(name)

    choose.__name__ = name
    return choose


for _name in ("viridis", "plasma", "inferno", "magma", "gray", "hot", "jet", "cool", "bone", "copper", "hsv"):
    globals()[_name] = _map_setter(_name)


class _Maps:
    """`plt.cm.viridis`."""

    def __getattr__(self, name):
        from . import cm

        return getattr(cm, name)


cm = _Maps()


def __getattr__(name):
    raise _missing("matplotlib.pyplot", name, [known for known in globals() if not known.startswith("_")])
