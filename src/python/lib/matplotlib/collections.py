"""Many things of one kind: scattered points, cells of a map, areas between lines."""

import numpy as np

from .artist import Artist, stroke_of
from .cm import ScalarMappable
from .colors import to_rgba_array
from .lines import both_finite, color_bytes, marker_of
from .patches import Patch


class Collection(Artist, ScalarMappable):
    """What is coloured by values."""

    _properties = {
        "antialiased": None,
        "capstyle": None,
        "edgecolor": None,
        "facecolor": "C0",
        "hatch": None,
        "joinstyle": None,
        "linestyle": "-",
        "linewidth": None,
        "zorder": 1,
    }
    _aliases = {
        "aa": "antialiased",
        "antialiaseds": "antialiased",
        "ec": "edgecolor",
        "edgecolors": "edgecolor",
        "facecolors": "facecolor",
        "fc": "facecolor",
        "linestyles": "linestyle",
        "linewidths": "linewidth",
        "ls": "linestyle",
        "lw": "linewidth",
    }

    _undrawn = Patch._undrawn

    def __init__(self, norm=None, cmap=None, vmin=None, vmax=None, **kwargs):
        ScalarMappable.__init__(self)
        self._map_colors(norm, cmap, vmin, vmax)
        Artist.__init__(self, **kwargs)

    def set_color(self, c):
        self._values["facecolor"] = self._values["edgecolor"] = c

    def get_facecolor(self):
        """One row of red, green, blue and alpha for each colour."""
        return to_rgba_array(self._get("facecolor"), self._get("alpha"))

    def get_edgecolor(self):
        edge = self._get("edgecolor")
        return self.get_facecolor() if edge is None or isinstance(edge, str) and edge == "face" else to_rgba_array(edge, self._get("alpha"))

    def _opacity(self):
        alpha = self._get("alpha")
        return 1.0 if alpha is None else float(alpha)

    def _range_described(self, what):
        values = np.asarray(self._A, dtype=float)
        fine = values[np.isfinite(values)]
        if not fine.size:
            return f"{what} without values"
        missing = values.size - fine.size
        gaps = f", {missing} missing" if missing else ""
        return f"{what} from {fine.min():.4g} to {fine.max():.4g}{gaps}"


class PathCollection(Collection):
    """The points of a scatter plot."""

    def __init__(self, offsets, sizes, marker, **kwargs):
        self._offsets, self._sizes, self._marker = offsets, sizes, marker
        super().__init__(**kwargs)

    def get_offsets(self):
        return np.stack(self._offsets, axis=1)

    def set_offsets(self, offsets):
        offsets = np.asarray(offsets, dtype=float)
        self._offsets = offsets[:, 0], offsets[:, 1]

    def get_sizes(self):
        return self._sizes

    def set_sizes(self, sizes):
        self._sizes = np.atleast_1d(sizes)

    def data_limits(self):
        return both_finite(*self._offsets)

    def _draw(self, canvas, scale, xs, ys, values=None, table=None):
        corners, is_stroked, size = marker_of(self._marker)
        diameters = np.sqrt(np.asarray(self._sizes, dtype=float)) * size * scale
        face = self._get("facecolor")
        many = not isinstance(face, str) and np.ndim(face) == 2 and len(face) == len(xs)
        if values is None and many:
            rgba = to_rgba_array(face, self._get("alpha"))
            table = bytes((rgba * 255).round().astype("int64").ravel().tolist())
            values = (np.arange(len(rgba)) + 0.5) / len(rgba)
        elif values is None:
            face = face[0] if many or (np.ndim(face) and not isinstance(face, (str, tuple))) else face
            table = (0, 0, 0, 0) if face == "none" else color_bytes(face, self._get("alpha"))
            table = bytes(table)
        elif self._get("alpha") is not None:
            alpha = round(self._opacity() * 255)
            table = bytes(alpha if at % 4 == 3 else channel for at, channel in enumerate(table))
        edge, width = self._get("edgecolor"), self._get("linewidth")
        if edge in (None, "face", "none") and not is_stroked:
            # As in Matplotlib, the edge has the colour of the face and makes the marker a little larger.
            diameters, edge = diameters + (scale if edge != "none" else 0), None
        elif is_stroked:
            edge = face if edge in (None, "face", "none") else edge
        edge = (
            stroke_of(edge, 1.0 if width is None else width, self._get("linestyle"), self._get("alpha"), scale)
            if edge is not None
            else None
        )
        if face == "none":
            table = bytes((255, 255, 255, 0))
        canvas.markers(xs, ys, corners, is_stroked, diameters, table, values, edge)

    def draw(self, canvas):
        values, table = self._shares() if self._A is not None else (None, None)
        self._draw(canvas, self.figure._px(1), *self._offsets, values, table)

    def draw_key(self, canvas, rect, scale):
        left, top, width, height = rect
        sizes, self._sizes = self._sizes, [min(float(np.asarray(self._sizes).mean()), 100.0)]
        table = bytes(round(channel * 255) for channel in self.cmap(0.5)) if self._A is not None else None
        self._draw(canvas, scale, [left + width / 2], [top + height / 2], [0.5] if table else None, table)
        self._sizes = sizes

    def legend_elements(self, prop="colors", num="auto", fmt=None, **kwargs):
        """Handles and labels for values of the colours."""
        from .lines import Line2D
        from .ticker import MaxNLocator, StrMethodFormatter

        if prop != "colors":
            raise NotImplementedError("legend_elements(prop='sizes') is not supported here; prop='colors' is")
        found = np.unique(self._A)
        if num is not None and (isinstance(num, int) or len(found) > 9):
            found = MaxNLocator(nbins=num if isinstance(num, int) else 9).tick_values(*self.get_clim())
        if isinstance(fmt, str):
            fmt = StrMethodFormatter(fmt)
        labels = [f"$\\mathdefault{{{value:g}}}$" if fmt is None else fmt(float(value)) for value in found]
        looks = {"linestyle": "None", "marker": self._marker, **kwargs}
        return [Line2D([0], [0], **{"color": self.to_rgba(value), **looks}) for value in found], labels

    def described(self):
        text = f"{len(self._offsets[0])} points"
        return self._range_described(f"{text} coloured by values") if self._A is not None else text


class QuadMesh(Collection):
    """A map of cells. Edges in one dimension each for upright cells, else corners in two."""

    def __init__(self, xs, ys, values, **kwargs):
        self._xs, self._ys = xs, ys
        super().__init__(**kwargs)
        self.set_array(values)

    _properties = {"zorder": 0}

    def data_limits(self):
        return self._xs, self._ys

    def sticky_edges(self):
        return (float(np.min(self._xs)), float(np.max(self._xs))), (float(np.min(self._ys)), float(np.max(self._ys)))

    def draw(self, canvas):
        if not self._A.size:
            return
        shares, table = self._shares()
        if self._xs.ndim == 1:
            canvas.mesh(self._xs, self._ys, shares, table, self._opacity())
        else:
            canvas.quads(self._xs, self._ys, shares.shape[1], shares, table, self._opacity())
        edge, width = self._get("edgecolor"), self._get("linewidth")
        if edge is not None and not (isinstance(edge, str) and edge in ("face", "none", "None")):
            stroke = stroke_of(edge, 1.0 if width is None else width, self._get("linestyle"), self._get("alpha"), self.figure._px(1))
            shape = self._ys.shape[0], self._xs.shape[-1]
            xs, ys = np.broadcast_to(self._xs, shape), np.broadcast_to(self._ys if self._ys.ndim == 2 else self._ys[:, None], shape)
            for along in (lambda grid: grid, np.transpose):
                canvas.line(*(np.pad(along(grid), ((0, 0), (0, 1)), constant_values=np.nan).ravel() for grid in (xs, ys)), stroke)

    def described(self):
        return self._range_described(f"a map of {self._A.shape[0]} by {self._A.shape[1]} cells")


class PolyCollection(Patch):
    """Areas of one look."""

    _properties = {"linestyle": "-"}
    _aliases = {"edgecolors": "edgecolor", "facecolors": "facecolor", "linewidths": "linewidth"}

    def __init__(self, verts, **kwargs):
        self._verts = [np.asarray(corners, dtype=float) for corners in verts]
        super().__init__(**kwargs)

    def get_facecolor(self):
        return np.array([super().get_facecolor()])

    def get_edgecolor(self):
        return np.array([super().get_edgecolor()])

    def data_limits(self):
        if not self._verts:
            return None
        points = np.concatenate(self._verts)
        return points[:, 0], points[:, 1]

    def draw(self, canvas):
        looks = self._looks(self.figure._px(1))
        for corners in self._verts:
            canvas.polygon(corners[:, 0], corners[:, 1], *looks)


class FillBetweenPolyCollection(PolyCollection):
    """The area between two lines."""

    def described(self):
        return "an area between lines"


class LineCollection(Collection):
    """Many lines of one look."""

    _properties = {"color": "C0", "zorder": 2, "linewidth": 1.5}
    _aliases = {"colors": "color"}

    def __init__(self, segments, **kwargs):
        self._segments = [np.asarray(segment, dtype=float) for segment in segments]
        super().__init__(**kwargs)

    def set_color(self, c):
        self._values["color"] = c

    def get_color(self):
        return to_rgba_array(self._get("color"), self._get("alpha"))

    get_edgecolor = get_color

    def data_limits(self):
        if not self._segments:
            return None
        points = np.concatenate(self._segments)
        return points[:, 0], points[:, 1]

    def _stroke(self, scale):
        color = self._get("color")
        color = color[0] if isinstance(color, list) else color
        return stroke_of(color, self._get("linewidth"), self._get("linestyle"), self._get("alpha"), scale)

    def draw(self, canvas):
        stroke = self._stroke(self.figure._px(1))
        gap = np.full((1, 2), np.nan)
        if self._segments:
            points = np.concatenate([part for segment in self._segments for part in (segment, gap)])
            canvas.line(points[:, 0], points[:, 1], stroke)

    def draw_key(self, canvas, rect, scale):
        left, top, width, height = rect
        canvas.line([left, left + width], [top + height / 2] * 2, self._stroke(scale))


def __getattr__(name):
    from _dasklet_missing import missing

    raise missing("matplotlib.collections", name, ["PathCollection", "QuadMesh", "PolyCollection", "LineCollection"])
