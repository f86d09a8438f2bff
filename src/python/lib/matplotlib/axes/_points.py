"""Points of a frame, by their places, sizes and colours, and how many there are."""

import numpy as np
from _dasklet_missing import refuse

from .. import rcParams
from ..collections import PathCollection
from ..colors import is_color_like
from ._arguments import as_column, columns_from


class Points:
    """Points of a frame, by their places, sizes and colours, and how many there are."""

    def scatter(
        self,
        x,
        y,
        s=None,
        c=None,
        *,
        marker=None,
        cmap=None,
        norm=None,
        vmin=None,
        vmax=None,
        alpha=None,
        linewidths=None,
        edgecolors=None,
        data=None,
        plotnonfinite=False,
        transform=None,
        **kwargs,
    ):
        """Points; `c` colours them by values, `s` are areas in square points."""
        refuse("scatter", "np.nan_to_num gives points without a value one", plotnonfinite=plotnonfinite or None)
        if data is not None and isinstance(y, str) and y in data:
            kwargs.setdefault("label", y)
        x, y, s, c = columns_from(data, (x, y, s, c))
        xs, ys = self.xaxis.convert(as_column(x)).ravel(), self.yaxis.convert(as_column(y)).ravel()
        if len(xs) != len(ys):
            raise ValueError("x and y must be the same size")
        sizes = np.atleast_1d(rcParams["lines.markersize"] ** 2.0 if s is None else np.asarray(s, dtype=float)).ravel()
        if len(sizes) not in (1, len(xs)):
            raise ValueError("s must be a scalar, or float array-like with the same size as x and y")
        values, color = None, kwargs.pop("color", kwargs.pop("facecolors", None))
        if c is not None and not is_color_like(c) and not (isinstance(c, (list, tuple)) and len(c) and isinstance(c[0], str)):
            values = np.asarray(getattr(c, "values", c))
            if values.ndim == 2 and values.shape[1] in (3, 4) and values.shape[0] == len(xs):
                values, color = None, values
            elif values.size != len(xs):
                raise ValueError(f"'c' argument has {values.size} elements, which is inconsistent with 'x' and 'y' with size {len(xs)}.")
        elif c is not None:
            color = c
        color = self._next_color() if color is None and values is None else "C0" if color is None else color
        if isinstance(color, (list, tuple)) and len(color) == len(xs) and isinstance(color[0], str):
            from ..colors import to_rgba_array

            color = to_rgba_array(color)
        xs, ys = self._placed(xs, ys, transform)
        points = PathCollection(
            (xs, ys),
            sizes,
            marker or rcParams["scatter.marker"],
            norm=norm,
            cmap=cmap,
            vmin=vmin,
            vmax=vmax,
            facecolor=color,
            alpha=alpha,
            transform=self._kept(transform),
            linewidth=linewidths,
            edgecolor=edgecolors,
            **kwargs,
        )
        if values is not None:
            points.set_array(values.astype(float).ravel())
            points.autoscale_None()
        return self._add(points)

    def hist2d(self, x, y, bins=10, range=None, density=False, weights=None, cmin=None, cmax=None, **kwargs):
        """A map of how many points fall where."""
        xs, ys = (np.asarray(axis.convert(as_column(values))) for axis, values in ((self.xaxis, x), (self.yaxis, y)))
        n_x, n_y = (bins, bins) if np.ndim(bins) == 0 else bins
        (x_low, x_high), (y_low, y_high) = range or ((xs.min(), xs.max()), (ys.min(), ys.max()))
        x_edges, y_edges = (
            np.linspace(low, high, n + 1) if np.ndim(n) == 0 else np.asarray(n, dtype=float)
            for low, high, n in ((x_low, x_high, n_x), (y_low, y_high, n_y))
        )
        columns, rows = len(x_edges) - 1, len(y_edges) - 1
        at = (
            np.clip(np.searchsorted(x_edges, xs, side="right") - 1, -1, columns),
            np.clip(np.searchsorted(y_edges, ys, side="right") - 1, -1, rows),
        )
        at = [
            np.where(values == edges[-1], count - 1, found)
            for found, values, edges, count in ((at[0], xs, x_edges, columns), (at[1], ys, y_edges, rows))
        ]
        inside = (at[0] >= 0) & (at[0] < columns) & (at[1] >= 0) & (at[1] < rows)
        counts = np.bincount((at[0] * rows + at[1])[inside], weights=weights, minlength=columns * rows).reshape(columns, rows).astype(float)
        if density:
            counts = counts / counts.sum() / np.diff(x_edges)[:, None] / np.diff(y_edges)[None, :]
        if cmin is not None:
            counts = np.where(counts < cmin, np.nan, counts)
        if cmax is not None:
            counts = np.where(counts > cmax, np.nan, counts)
        mesh = self.pcolormesh(x_edges, y_edges, counts.T, **kwargs)
        return counts, x_edges, y_edges, mesh

    def hexbin(self, *args, **kwargs):
        raise NotImplementedError("hexbin is not supported here; use hist2d, which counts in squares")
