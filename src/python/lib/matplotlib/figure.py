"""Figures: what is shown, and where axes stand in it."""

import _dasklet_plots
import numpy as np
from _dasklet_missing import refuse, refuse_other

from . import rcParams
from ._layout import Layout
from .artist import Artist, fill_of, unexpected
from .colors import to_rgba
from .gridspec import GridSpec, SubplotSpec
from .legend import Legend
from .text import Text

_SUBPLOT_PARAMS = {"left": 0.125, "right": 0.9, "bottom": 0.11, "top": 0.88, "wspace": 0.2, "hspace": 0.2}
_TITLES = {"x": 0.5, "y": 0.98, "ha": "center", "va": "top"}


class Figure(Layout, Artist):
    """A picture with axes."""

    _properties = {"edgecolor": "white", "facecolor": None, "frameon": True, "linewidth": 0.0}
    # It keeps its axes, unlike artists, which belong to theirs.
    axes = ()

    def __init__(self, figsize=None, dpi=None, *, layout=None, tight_layout=None, constrained_layout=None, num=None, **kwargs):
        super().__init__(**kwargs)
        self._figsize = tuple(float(length) for length in (rcParams["figure.figsize"] if figsize is None else figsize))
        if len(self._figsize) != 2 or not all(0 < length < 1000 for length in self._figsize):
            raise ValueError(f"figure size must be positive finite not {figsize}")
        self._dpi = float(dpi or rcParams["figure.dpi"])
        self.number = num
        self.axes = []
        self.texts, self.legends = [], []
        self._current = None
        self._suptitle = self._supxlabel = self._supylabel = None
        self._params = dict(_SUBPLOT_PARAMS)
        if layout not in (None, "tight", "constrained", "compressed", "none"):
            raise ValueError(f"Invalid value for 'layout': {layout!r}")
        self._tight = bool(
            tight_layout
            or constrained_layout
            or layout in ("tight", "constrained", "compressed")
            or rcParams["figure.autolayout"]
            or rcParams["figure.constrained_layout.use"]
        )

    def _by_settings(self):
        return {"facecolor": rcParams["figure.facecolor"], "edgecolor": rcParams["figure.edgecolor"]}

    def get_facecolor(self):
        return to_rgba(self._get("facecolor"))

    def get_edgecolor(self):
        return to_rgba(self._get("edgecolor"))

    @property
    def figure(self):
        return self

    # Sizes

    @property
    def dpi(self):
        return self._dpi

    @dpi.setter
    def dpi(self, dpi):
        self._dpi = float(dpi)

    @property
    def _width(self):
        return self._figsize[0] * self._dpi

    @property
    def _height(self):
        return self._figsize[1] * self._dpi

    def _px(self, points):
        return points * self._dpi / 72

    def get_size_inches(self):
        return np.array(self._figsize)

    def set_size_inches(self, w, h=None, forward=True):
        self._figsize = (float(w), float(h)) if h is not None else tuple(float(length) for length in w)

    def set_figwidth(self, val):
        self._figsize = float(val), self._figsize[1]

    def set_figheight(self, val):
        self._figsize = self._figsize[0], float(val)

    def set_layout_engine(self, layout=None, **kwargs):
        refuse("set_layout_engine", "fig.tight_layout(pad=...) leaves room, fig.subplots_adjust sets it", **kwargs)
        self._tight = layout not in (None, "none")

    def set_tight_layout(self, tight):
        self._tight = bool(tight)

    # Axes

    def add_subplot(self, *args, projection=None, polar=False, **kwargs):
        """Axes in a cell of a grid: `add_subplot(2, 2, 1)`, `add_subplot(221)`, `add_subplot(gs[0, :])`."""
        projection = "polar" if polar and projection is None else "rectilinear" if projection is None else projection
        projection = None if projection == "rectilinear" else projection
        if isinstance(projection, str):
            _made_by(projection)
        from .axes import Axes

        if not args:
            args = (1, 1, 1)
        if len(args) == 1 and isinstance(args[0], SubplotSpec):
            spec = args[0]
        else:
            rows, columns, index = (int(digit) for digit in str(args[0])) if len(args) == 1 else args
            count = rows * columns
            first, last = index if isinstance(index, tuple) else (index, index)
            if not 1 <= first <= last <= count:
                raise ValueError(f"num must be an integer with 1 <= num <= {count}, not {index!r}")
            spec = GridSpec(rows, columns, self)[
                (first - 1) // columns : (last - 1) // columns + 1, (first - 1) % columns : (last - 1) % columns + 1
            ]
        make, more = (Axes, {}) if projection is None else _made_by(projection)
        if projection is not None:
            kwargs["projection"] = projection
        return self._adopt(make(self, spec=spec, **more, **kwargs))

    def add_axes(self, rect, projection=None, **kwargs):
        """Axes at `(left, bottom, width, height)` in shares of the figure."""
        from .axes import Axes

        if isinstance(rect, Axes):
            return self._adopt(rect)
        make, more = (Axes, {}) if projection is None else _made_by(projection)
        if projection is not None:
            kwargs["projection"] = projection
        return self._adopt(make(self, position=tuple(float(part) for part in rect), **more, **kwargs))

    def _adopt(self, axes):
        if axes not in self.axes:
            self.axes.append(axes)
        self._current = axes
        return axes

    def gca(self):
        return self._current if self._current in self.axes else self.add_subplot()

    def sca(self, a):
        self._current = a
        return a

    def delaxes(self, ax):
        self.axes.remove(ax)
        for axis in (ax.xaxis, ax.yaxis):
            axis.view.leave(ax)

    def clf(self, keep_observers=False):
        self.axes.clear()
        self.texts.clear()
        self.legends.clear()
        self._suptitle = self._current = None

    clear = clf

    def add_gridspec(self, nrows=1, ncols=1, **kwargs):
        return GridSpec(nrows, ncols, self, **kwargs)

    def subplots(
        self,
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
    ):
        """Axes in every cell of a grid."""
        gridspec_kw = dict(gridspec_kw or {})
        for name, ratios in (("width_ratios", width_ratios), ("height_ratios", height_ratios)):
            if ratios is not None:
                gridspec_kw[name] = list(ratios)
        grid = GridSpec(int(nrows), int(ncols), self, **gridspec_kw)
        return self._subplots_in(grid, sharex=sharex, sharey=sharey, squeeze=squeeze, subplot_kw=subplot_kw)

    def _subplots_in(self, grid, *, sharex=False, sharey=False, squeeze=True, subplot_kw=None):
        shares = {True: "all", False: "none"}
        sharex, sharey = shares.get(sharex, sharex), shares.get(sharey, sharey)
        for name, share in (("sharex", sharex), ("sharey", sharey)):
            if share not in ("all", "row", "col", "none"):
                raise ValueError(
                    f"{share!r} is not a valid value for {name}; supported values are True, False, 'all', 'row', 'col', 'none'"
                )
        made = [[None] * grid.ncols for _ in range(grid.nrows)]
        for row in range(grid.nrows):
            for column in range(grid.ncols):
                first = {"none": None, "all": made[0][0], "row": made[row][0], "col": made[0][column]}
                made[row][column] = self.add_subplot(grid[row, column], sharex=first[sharex], sharey=first[sharey], **(subplot_kw or {}))
        for row, line in enumerate(made):
            for column, axes in enumerate(line):
                if sharex in ("all", "col") and row < grid.nrows - 1:
                    axes.xaxis.show_labels(False)
                if sharey in ("all", "row") and column > 0:
                    axes.yaxis.show_labels(False)
        self._current = made[-1][-1]
        if squeeze and grid.nrows == grid.ncols == 1:
            return made[0][0]
        array = np.empty((grid.nrows, grid.ncols), dtype=object)
        for row, line in enumerate(made):
            for column, axes in enumerate(line):
                array[row, column] = axes
        return array.ravel() if squeeze and 1 in (grid.nrows, grid.ncols) else array

    def subplot_mosaic(self, mosaic, **kwargs):
        raise NotImplementedError("subplot_mosaic is not supported here; use fig.add_subplot(gs[0, :]) with gs = fig.add_gridspec(2, 2)")

    def subplots_adjust(self, left=None, bottom=None, right=None, top=None, wspace=None, hspace=None):
        given = {"left": left, "bottom": bottom, "right": right, "top": top, "wspace": wspace, "hspace": hspace}
        self._params.update({name: float(value) for name, value in given.items() if value is not None})
        self._tight = False

    def tight_layout(self, *, pad=1.08, h_pad=None, w_pad=None, rect=None):
        """Axes as large as their labels allow, as they are now."""
        refuse("tight_layout", "fig.subplots_adjust(top=...) leaves room at an edge", rect=rect)
        # Ticks depend on the room that labels leave.
        for _ in range(2):
            self._place(self._params)
            self._params = self._tightened(pad, pad if w_pad is None else w_pad, pad if h_pad is None else h_pad)

    def autofmt_xdate(self, bottom=0.2, rotation=30, ha="right", which="major"):
        """Turned labels, so that dates do not collide."""
        refuse_other("autofmt_xdate", "minor ticks have no labels", which=(which, "major"))
        for axes in self.axes:
            axes.xaxis.tick.update(rotation=rotation, ha=ha)
            if axes._spec is not None and not axes._spec.is_last_row():
                axes.xaxis.show_labels(False)
        self.subplots_adjust(bottom=bottom)

    # Words

    def text(self, x, y, s, fontdict=None, **kwargs):
        text = Text(x, y, s, **{**(fontdict or {}), **kwargs})
        text._coords, text.figure = "figure fraction", self
        self.texts.append(text)
        return text

    def _title(self, t, defaults, size, kwargs):
        kwargs.setdefault("fontsize", kwargs.pop("size", size))
        kwargs.setdefault("fontweight", kwargs.pop("weight", rcParams["figure.titleweight"]))
        places = {**defaults, **{name: kwargs.pop(name) for name in ("x", "y") if name in kwargs}}
        text = Text(
            places["x"],
            places["y"],
            t,
            **{**{name: value for name, value in places.items() if name not in "xy"}, **kwargs},
        )
        text._coords, text.figure = "figure fraction", self
        return text

    def suptitle(self, t, **kwargs):
        """A title above all axes."""
        self._suptitle = self._title(t, _TITLES, rcParams["figure.titlesize"], kwargs)
        return self._suptitle

    def supxlabel(self, t, **kwargs):
        self._supxlabel = self._title(t, {"x": 0.5, "y": 0.01, "ha": "center", "va": "bottom"}, "large", kwargs)
        return self._supxlabel

    def supylabel(self, t, **kwargs):
        self._supylabel = self._title(t, {"x": 0.02, "y": 0.5, "ha": "left", "va": "center", "rotation": 90}, "large", kwargs)
        return self._supylabel

    def get_suptitle(self):
        return "" if self._suptitle is None else self._suptitle.get_text()

    def legend(self, *args, **kwargs):
        """A legend of everything in all axes."""
        handles, labels = [], []
        if len(args) == 2:
            handles, labels = args
        else:
            for axes in self.axes:
                more = axes.get_legend_handles_labels()
                handles, labels = handles + more[0], labels + more[1]
            handles, labels = kwargs.pop("handles", handles), kwargs.pop("labels", args[0] if args else labels)
        kwargs.setdefault("loc", "upper right")
        legend = Legend(self, handles, labels, **kwargs)
        self.legends.append(legend)
        return legend

    def colorbar(self, mappable, cax=None, ax=None, use_gridspec=True, **kwargs):
        """A colour bar for what `imshow`, `pcolormesh`, `scatter`, … gave."""
        from .axes import Axes
        from .colorbar import Colorbar

        if ax is None:
            ax = getattr(mappable, "axes", None)
            if ax is None and cax is None:
                raise ValueError(
                    "Unable to determine Axes to steal space for Colorbar. Either provide the *cax* argument to use as the Axes for the Colorbar, "
                    "provide the *ax* argument to steal space from it, or add *mappable* to an Axes."
                )
        known = {
            "orientation": None,
            "location": None,
            "fraction": 0.15,
            "shrink": 1.0,
            "aspect": 20.0,
            "pad": None,
            "anchor": None,
            "panchor": None,
        }
        claim = {name: kwargs.pop(name, default) for name, default in known.items()}
        allowed = (
            "extend",
            "ticks",
            "format",
            "label",
            "drawedges",
            "spacing",
            "extendfrac",
            "extendrect",
            "boundaries",
            "values",
            "alpha",
        )
        for name in kwargs:
            if name not in allowed:
                raise unexpected("colorbar()", name, [*known, *allowed])
        location = claim["location"] or {None: "right", "vertical": "right", "horizontal": "bottom"}[claim["orientation"]]
        orientation = "vertical" if location in ("left", "right") else "horizontal"
        current = self._current
        if cax is None:
            parents = list(np.asarray(ax, dtype=object).ravel()) if not isinstance(ax, Axes) else [ax]
            cax = Axes(self, claim=(parents, location, claim))
            self.axes.append(cax)
        bar = Colorbar(cax, mappable, orientation=orientation, **kwargs)
        if location in ("left", "top"):
            bar._axis.move_to(location)
        self._current = current if current is not None else self.axes[0]
        return bar

    # Drawing

    def _svg(self, tight=0.1, transparent=False, facecolor=None):
        """The picture; `tight` inches around what is drawn, or `None` for the figure's own size."""
        self._layout()
        canvas = _dasklet_plots.canvas(self._width, self._height)
        for axes in sorted(self.axes, key=lambda axes: axes._get("zorder")):
            if axes._get("visible"):
                axes.draw(canvas)
        whole = (0.0, 0.0, self._width, self._height), (0.0, self._width, False), (self._height, 0.0, False)
        canvas.frame(*whole)
        for text in [self._suptitle, self._supxlabel, self._supylabel, *self.texts]:
            if text is not None:
                text.draw(canvas)
        for legend in self.legends:
            legend.draw(canvas)
        title, description = self._described()
        if facecolor is None:
            facecolor = self._get("facecolor")
        background = None if transparent else fill_of(facecolor)
        return canvas.finish(title, description, background and background[0], None if tight is None else tight * self._dpi)

    def _described(self):
        """A name and a text for who cannot see the picture."""
        titles = [self.get_suptitle(), *(axes.get_title() for axes in self.axes)]
        titles = [" ".join(title.split()) for title in titles if title]
        plots = [axes for axes in self.axes if axes._colorbar is None]
        sentences = [axes._described() for axes in plots]
        kinds = {artist.described() or "" for axes in plots for artist in axes._artists}
        is_map = any(kind.startswith(("a map", "filled")) for kind in kinds)
        kind = "Map" if is_map else "Plot"
        name = f"{kind}: {'; '.join(dict.fromkeys(titles))}" if titles else f"{kind} without a title" if plots else "Empty figure"
        return name, " ".join(sentences)

    def savefig(
        self,
        fname,
        *,
        format=None,
        dpi=None,
        bbox_inches=None,
        pad_inches=0.1,
        transparent=None,
        facecolor=None,
        **kwargs,
    ):
        """Keep the picture as an SVG file: natively on the disk, in the page as a download."""
        for name in kwargs:
            raise unexpected("savefig()", name, ["format", "dpi", "bbox_inches", "pad_inches", "transparent", "facecolor"], TypeError)
        is_file = hasattr(fname, "write")
        bbox_inches = rcParams["savefig.bbox"] if bbox_inches is None else bbox_inches
        facecolor = rcParams["savefig.facecolor"] if facecolor is None else facecolor
        kind = format or ("svg" if is_file else str(fname).rpartition(".")[2] if "." in str(fname) else "svg")
        if kind != "svg":
            raise NotImplementedError(
                f"savefig to {kind!r} is not supported here; write 'NAME.svg', or use the PNG button below the picture in the page"
            )
        svg = self._svg(pad_inches if bbox_inches == "tight" else None, transparent, None if facecolor == "auto" else facecolor)
        if not is_file:
            _dasklet_plots.save(str(fname) if "." in str(fname) else f"{fname}.svg", svg)
            return
        try:
            fname.write(svg)
        except TypeError:
            fname.write(svg.encode())

    def show(self, warn=True):
        """Show it in the cell's output."""
        from IPython.display import display

        display(self)

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"image/svg+xml": self._svg(), "text/plain": repr(self)}

    def get_axes(self):
        return list(self.axes)

    def __repr__(self):
        return f"<Figure size {self._width:g}x{self._height:g} with {len(self.axes)} Axes>"

    def __str__(self):
        return f"Figure({self._width:g}x{self._height:g})"


def _made_by(projection):
    if isinstance(projection, str):
        if projection in ("3d", "aitoff", "hammer", "lambert", "mollweide", "polar"):
            raise NotImplementedError(f"projection={projection!r} is not supported here; there are plain axes and cartopy.crs")
        raise ValueError(f"{projection!r} is not a valid value for projection.")
    return projection._as_mpl_axes()


SubFigure = Figure
