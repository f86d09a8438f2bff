"""The bar that says which colour is which value."""

import numpy as np
from _dasklet_missing import refuse

from . import ticker
from .artist import Artist, Upward, fill_of, stroke_of
from .colors import BoundaryNorm, LogNorm
from .contour import QuadContourSet


class Colorbar:
    """A bar of colours beside axes."""

    ax = Upward()

    def __init__(
        self,
        ax,
        mappable,
        *,
        orientation="vertical",
        extend=None,
        ticks=None,
        format=None,
        label="",
        drawedges=False,
        **kwargs,
    ):
        refuse("colorbar", "norm= and cmap= say where colours begin and end", drawedges=drawedges or None, **kwargs)
        self.ax, self.mappable, self.orientation = ax, mappable, orientation
        ax._colorbar = self
        mappable.autoscale_None()
        mappable.colorbar = self
        norm = mappable.norm
        is_contour = isinstance(mappable, QuadContourSet)
        self.extend = extend or getattr(mappable if is_contour else norm, "extend", None) or self._extend_of_colors()
        self.boundaries = None
        if is_contour and len(mappable.levels) > 1:
            self.boundaries = mappable.levels
        elif isinstance(norm, BoundaryNorm):
            self.boundaries = norm.boundaries
        if self.boundaries is None:
            low, high = (norm.vmin, norm.vmax) if norm.scaled() else (0.0, 0.0)
            if high - low <= max(abs(low), abs(high)) * 1e-15:
                # A single value stands in the middle of others.
                room = 0.1 * abs(low) or 0.1
                norm.vmin, norm.vmax = low - room, high + room
        ends = (norm.vmin, norm.vmax) if self.boundaries is None else (self.boundaries[0], self.boundaries[-1])
        self.vmin, self.vmax = (np.float64(end) for end in ends)
        self._axis = ax.yaxis if orientation == "vertical" else ax.xaxis
        other = ax.xaxis if orientation == "vertical" else ax.yaxis
        other.set(visible=False)
        if orientation == "vertical":
            self._axis.move_to("right")
        view = self._axis.view
        if self.boundaries is not None:
            # Every step has the same height.
            view.limits, view.steps = (float(self.vmin), float(self.vmax)), np.asarray(self.boundaries, dtype=float)
            view.locator = ticker.FixedLocator(self.boundaries, nbins=10)
        else:
            view.limits = float(self.vmin), float(self.vmax)
            view.scale = "log" if isinstance(norm, LogNorm) else "linear"
        ax._add(_Bar(self))
        if format is not None:
            self._axis.set_major_formatter(format)
        if ticks is not None:
            self.set_ticks(ticks)
        if label:
            self.set_label(label)

    def _extend_of_colors(self):
        under, over = self.mappable.cmap._under is not None, self.mappable.cmap._over is not None
        return {(False, False): "neither", (True, False): "min", (False, True): "max", (True, True): "both"}[under, over]

    def set_label(self, label, *, loc=None, **kwargs):
        """What the values are."""
        if loc is not None:
            kwargs["loc"] = loc
        (self.ax.set_ylabel if self.orientation == "vertical" else self.ax.set_xlabel)(label, **kwargs)

    def set_ticks(self, ticks, *, labels=None, minor=False, **kwargs):
        """Ticks at these values."""
        refuse("colorbar.set_ticks", "give the ticks that have labels", minor=minor or None)
        if isinstance(ticks, ticker.Locator):
            self._axis.view.locator = ticks
            return
        self._axis.view.locator = ticker.FixedLocator(np.asarray(ticks))
        if labels is not None:
            self._axis.view.formatter = ticker.FixedFormatter([str(label) for label in labels])
        if kwargs:
            self._axis._label_looks(kwargs)

    def set_ticklabels(self, ticklabels, **kwargs):
        self._axis.set_ticklabels(ticklabels, **kwargs)

    def get_ticks(self, minor=False):
        return self._axis.get_ticklocs(minor=minor)

    def minorticks_on(self):
        pass

    def update_ticks(self):
        pass

    def remove(self):
        self.ax.remove()
        self.mappable.colorbar = None

    def __repr__(self):
        return f"<matplotlib.colorbar.Colorbar object at {id(self):#x}>"


class _Bar(Artist):
    """The bar itself."""

    def __init__(self, colorbar):
        super().__init__()
        self._colorbar = colorbar

    def _colors(self):
        """Edges along the bar, and a row of red, green, blue, alpha between each two."""
        bar, mappable = self._colorbar, self._colorbar.mappable
        lower, upper = bar.extend in ("min", "both"), bar.extend in ("max", "both")
        if isinstance(mappable, QuadContourSet) and mappable.filled:
            colors = mappable.area_colors()
            ends = colors[:1] if lower else None, colors[-1:] if upper else None
            return np.arange(len(bar.boundaries)), colors[lower : len(colors) - upper], ends
        cmap = mappable.cmap
        ends = [cmap(np.array([-1.0])) if lower else None, cmap(np.array([2.0])) if upper else None]
        if bar.boundaries is not None:
            middles = (bar.boundaries[1:] + bar.boundaries[:-1]) / 2
            below, above = bar.boundaries[:1] - 1.0, bar.boundaries[-1:] + 1.0
            ends = [cmap(mappable.norm(below)) if lower else None, cmap(mappable.norm(above)) if upper else None]
            return np.arange(len(bar.boundaries)), cmap(mappable.norm(middles)), ends
        low, high = (float(limit) for limit in bar._axis.view.limits)
        edges = np.geomspace(low, high, 257) if bar._axis.view.scale == "log" else np.linspace(low, high, 257)
        shares = (np.arange(256) + 0.5) / 256
        if type(mappable.norm).__name__ in ("TwoSlopeNorm", "PowerNorm") and mappable.norm.scaled():
            shares = np.asarray(mappable.norm((edges[1:] + edges[:-1]) / 2))
        return edges, cmap(shares), ends

    def draw(self, canvas):
        edges, colors, _ = self._colors()
        mappable = self._colorbar.mappable
        n_colors = len(colors)
        alpha = mappable._get("alpha") if isinstance(mappable, Artist) else None
        if isinstance(mappable, QuadContourSet) and not mappable.filled:
            self._draw_lines(canvas)
            return
        shares = (np.arange(n_colors) + 0.5) / n_colors
        table = bytes((colors * 255).round().astype("int64").ravel().tolist())
        across = [0.0, 1.0]
        args = (across, edges, shares) if self._colorbar.orientation == "vertical" else (edges, across, shares)
        canvas.mesh(*args, table, 1.0 if alpha is None else float(alpha))

    def _draw_lines(self, canvas):
        mappable = self._colorbar.mappable
        bounded = self._colorbar.boundaries is not None
        for at, (level, color) in enumerate(zip(mappable.levels.tolist(), mappable.line_colors())):
            ends = [0.0, 1.0], [float(at) if bounded else level] * 2
            canvas.line(
                *(ends if self._colorbar.orientation == "vertical" else ends[::-1]),
                stroke_of(tuple(color), 1.5, "-", None, self._colorbar.ax.figure._px(1)),
            )

    def draw_outline(self, canvas):
        """The frame, with pointed ends where values go on."""
        bar = self._colorbar
        left, top, width, height = bar.ax._rect
        _, _, (below, above) = self._colors()
        stroke = stroke_of("black", 0.8, "-", None, bar.ax.figure._px(1))
        length = 0.05 * (height if bar.orientation == "vertical" else width)
        if bar.orientation == "vertical":
            low = [(left, top + height), (left + width / 2, top + height + length), (left + width, top + height)]
            high = [(left + width, top), (left + width / 2, top - length), (left, top)]
        else:
            low = [(left, top), (left - length, top + height / 2), (left, top + height)]
            high = [(left + width, top + height), (left + width + length, top + height / 2), (left + width, top)]
        outline = []
        for corners, color in ((low, below), (high, above)):
            if color is None:
                corners = [corners[0], corners[2]]
            else:
                canvas.polygon(*np.array(corners, dtype=float).T, fill_of(tuple(color[0].tolist())), None)
            outline += corners
        canvas.polygon(*np.array(outline, dtype=float).T, None, stroke)
