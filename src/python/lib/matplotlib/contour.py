"""Lines of equal value, and the areas between them."""

import math

import numpy as np

from .artist import stroke_of
from .collections import Collection
from .colors import BoundaryNorm, ListedColormap, Normalize, to_rgba_array
from .ticker import MaxNLocator


class QuadContourSet(Collection):
    """What `contour` and `contourf` draw."""

    _properties = {"corner_mask": None, "nchunk": 0, "zorder": 1}
    _aliases = {"antialiased": "antialiased"}

    def __init__(
        self,
        xs,
        ys,
        values,
        levels,
        filled,
        *,
        colors=None,
        extend="neither",
        norm=None,
        cmap=None,
        vmin=None,
        vmax=None,
        linewidths=None,
        linestyles=None,
        **kwargs,
    ):
        self._xs, self._ys, self.filled, self.extend = xs, ys, filled, extend
        values = np.asarray(values, dtype=float)
        self.levels = self._chosen_levels(values, levels, extend)
        if colors is not None and cmap is not None:
            raise ValueError("Either colors or cmap must be None")
        if filled and len(self.levels) < 2:
            raise ValueError("Filled contours require at least 2 levels.")
        if colors is not None:
            colors = [colors] if isinstance(colors, str) else list(colors)
            inner = len(self.levels) - 1 if filled else len(self.levels)
            found = [colors[at % len(colors)] for at in range(inner)]
            if filled and len(colors) == self._n_areas():
                found = colors
            elif filled:
                # What lies beyond has the colour of the last area before.
                found = found[:1] * (extend in ("min", "both")) + found + found[-1:] * (extend in ("max", "both"))
            cmap = ListedColormap(to_rgba_array(found))
        self._own_colors = colors is not None
        super().__init__(norm, cmap, vmin, vmax, **kwargs)
        self.set_array(values)
        self._linewidths, self._linestyles = linewidths, linestyles
        if not self.norm.scaled():
            # As in Matplotlib, areas and lines are coloured by their levels.
            self.norm.autoscale_None(self.levels)

    @staticmethod
    def _chosen_levels(values, levels, extend):
        if levels is not None and np.ndim(levels):
            levels = np.asarray(levels, dtype=float)
            if len(levels) > 1 and np.min(np.diff(levels)) <= 0:
                raise ValueError("Contour levels must be increasing")
            return levels
        fine = values[np.isfinite(values)]
        least, most = (float(fine.min()), float(fine.max())) if fine.size else (math.nan, math.nan)
        found = np.asarray(MaxNLocator(nbins=(7 if levels is None else int(levels)) + 1, min_n_ticks=1).tick_values(least, most))
        under, over = np.nonzero(found < least)[0], np.nonzero(found > most)[0]
        first = int(under[-1]) if len(under) else 0
        last = int(over[0]) + 1 if len(over) else len(found)
        first += extend in ("min", "both")
        last -= extend in ("max", "both")
        return found[first:last] if last - first >= 3 else found

    def _n_areas(self):
        return len(self.levels) - 1 + (self.extend in ("min", "both")) + (self.extend in ("max", "both"))

    def data_limits(self):
        return self._xs, self._ys

    def sticky_edges(self):
        if self._xs is None:
            return (), ()
        return (float(np.min(self._xs)), float(np.max(self._xs))), (float(np.min(self._ys)), float(np.max(self._ys)))

    def area_colors(self):
        """One row of red, green, blue, alpha for each area."""
        lower, upper = self.extend in ("min", "both"), self.extend in ("max", "both")
        if self._own_colors:
            return self.cmap._colors()
        middles = (self.levels[1:] + self.levels[:-1]) / 2
        if isinstance(self.norm, BoundaryNorm):
            below, above = middles[:1] - 1e30, middles[-1:] + 1e30
        else:
            below, above = middles[:1] * 0 - 1e250, middles[:1] * 0 + 1e250
        places = np.concatenate([below] * lower + [middles] + [above] * upper)
        return self.cmap(np.clip(self.norm(places), -1, 2))

    def line_colors(self):
        if self._own_colors:
            return self.cmap._colors()
        norm = self.norm if self.norm.scaled() else Normalize(*self.levels[[0, -1]])
        return self.cmap(np.clip(norm(self.levels), 0, 1))

    def _points(self):
        if self._xs.ndim == 2:
            return self._xs, self._ys
        shape = self._A.shape
        return np.broadcast_to(self._xs[None, :], shape), np.broadcast_to(self._ys[:, None], shape)

    def draw(self, canvas):
        xs, ys = self._points()
        n_columns = self._A.shape[1]
        if self.filled:
            colors = bytes((self.area_colors() * 255).round().astype("int64").ravel().tolist())
            canvas.areas(xs, ys, n_columns, self._A, self.levels, self.extend in ("min", "both"), colors, self._opacity())
            return
        for at, (level, color) in enumerate(zip(self.levels.tolist(), self.line_colors())):
            width = _one(self._linewidths, at, 1.5)
            # Negative levels of a single colour are dashed, as in Matplotlib.
            style = _one(
                self._linestyles,
                at,
                "--" if self._own_colors and self.cmap.N and level < 0 and self._is_mono() else "-",
            )
            stroke = stroke_of(tuple(color), width, style, self._get("alpha"), self.figure._px(1))
            canvas.contour(xs, ys, n_columns, self._A, level, stroke)

    def _is_mono(self):
        colors = self.cmap._colors()
        return bool(np.all(colors == colors[:1]))

    def clabel(self, *args, **kwargs):
        raise NotImplementedError("labels on contour lines are not drawn here; a colour bar says the levels: plt.colorbar(...)")

    def legend_elements(self, **kwargs):
        raise NotImplementedError("legend_elements of contours is not supported here; use plt.colorbar(...)")

    def described(self):
        what = "filled contours" if self.filled else "contour lines"
        return self._range_described(f"{what} at {len(self.levels)} levels of values")


def _one(given, at, default):
    if given is None:
        return default
    return given if isinstance(given, str) or np.ndim(given) == 0 else given[at % len(given)]
