"""Lines with markers."""

import numpy as np
from _dasklet_missing import unsupported

from . import rcParams
from .artist import NO_LINE, Artist, fill_of, stroke_of
from .colors import to_rgba


def _regular(n_corners, turn=0.0, inner=None):
    """The corners of a regular shape of radius 1, or of a star."""
    count = n_corners * (2 if inner else 1)
    angles = np.pi / 2 + np.radians(turn) + np.arange(count) * 2 * np.pi / count
    radii = np.where(np.arange(count) % 2, inner or 1.0, 1.0)
    return np.stack([radii * np.cos(angles), radii * np.sin(angles)], axis=1).ravel().tolist()


_PLUS = [
    -1 / 3,
    -1,
    1 / 3,
    -1,
    1 / 3,
    -1 / 3,
    1,
    -1 / 3,
    1,
    1 / 3,
    1 / 3,
    1 / 3,
    1 / 3,
    1,
    -1 / 3,
    1,
    -1 / 3,
    1 / 3,
    -1,
    1 / 3,
    -1,
    -1 / 3,
    -1 / 3,
    -1 / 3,
]
# The corners in a square from -1 to 1, or strokes, and how large it is beside the marker's size.
MARKERS = {
    "o": (None, False, 1.0),
    ".": (None, False, 0.5),
    ",": (None, False, 0.15),
    "s": ([-1, -1, 1, -1, 1, 1, -1, 1], False, 1.0),
    "D": ([0, -1.414, 1.414, 0, 0, 1.414, -1.414, 0], False, 1.0),
    "d": ([0, -1.414, 0.85, 0, 0, 1.414, -0.85, 0], False, 1.0),
    "^": ([0, 1, -1, -1, 1, -1], False, 1.0),
    "v": ([0, -1, -1, 1, 1, 1], False, 1.0),
    "<": ([-1, 0, 1, -1, 1, 1], False, 1.0),
    ">": ([1, 0, -1, -1, -1, 1], False, 1.0),
    "p": (_regular(5), False, 1.0),
    "h": (_regular(6), False, 1.0),
    "H": (_regular(6, 30), False, 1.0),
    "8": (_regular(8, 22.5), False, 1.0),
    "*": (_regular(5, 0, 0.382), False, 1.0),
    "P": (_PLUS, False, 1.0),
    "X": ([c for x, y in zip(_PLUS[::2], _PLUS[1::2]) for c in ((x - y) * 0.75, (x + y) * 0.75)], False, 1.0),
    "+": ([-1, 0, 1, 0, 0, -1, 0, 1], True, 1.0),
    "x": ([-1, -1, 1, 1, -1, 1, 1, -1], True, 1.0),
    "|": ([0, -1, 0, 1], True, 1.0),
    "_": ([-1, 0, 1, 0], True, 1.0),
    "1": ([0, 0, 0, -1, 0, 0, 0.8, 0.5, 0, 0, -0.8, 0.5], True, 1.0),
    "2": ([0, 0, 0, 1, 0, 0, 0.8, -0.5, 0, 0, -0.8, -0.5], True, 1.0),
    "3": ([0, 0, -1, 0, 0, 0, 0.5, 0.8, 0, 0, 0.5, -0.8], True, 1.0),
    "4": ([0, 0, 1, 0, 0, 0, -0.5, 0.8, 0, 0, -0.5, -0.8], True, 1.0),
}


def marker_of(marker):
    """The shape of a marker's name."""
    if marker not in MARKERS:
        raise ValueError(f"Unrecognized marker style {marker!r}; there are {' '.join(MARKERS)}")
    return MARKERS[marker]


def color_bytes(color, alpha=None):
    return bytes(round(channel * 255) for channel in to_rgba(color, alpha))


def both_finite(xs, ys):
    """The points that can be seen."""
    fine = np.isfinite(xs) & np.isfinite(ys)
    return (xs, ys) if np.all(fine) else (xs[fine], ys[fine])


_SET = ("linestyle", "linewidth", "marker", "markeredgewidth", "markersize")


class Line2D(Artist):
    """A line through points."""

    _properties = {
        "antialiased": True,
        "color": "C0",
        "dash_capstyle": None,
        "dash_joinstyle": None,
        "dashes": None,
        "drawstyle": "default",
        "fillstyle": "full",
        "linestyle": None,
        "linewidth": None,
        "marker": "None",
        "markeredgecolor": None,
        "markeredgewidth": 1.0,
        "markerfacecolor": None,
        "markersize": None,
        "markevery": None,
        "solid_capstyle": None,
        "solid_joinstyle": None,
        "zorder": 2,
    }
    _aliases = {
        "aa": "antialiased",
        "c": "color",
        "ds": "drawstyle",
        "ls": "linestyle",
        "lw": "linewidth",
        "mec": "markeredgecolor",
        "mew": "markeredgewidth",
        "mfc": "markerfacecolor",
        "ms": "markersize",
    }

    _undrawn = dict.fromkeys(("dash_capstyle", "dash_joinstyle", "solid_capstyle", "solid_joinstyle"), "lines end and turn in one way")

    def __init__(self, xdata, ydata, **kwargs):
        self._xdata, self._ydata = (
            np.asarray(data, dtype=float) if isinstance(data, (list, tuple, range)) else data for data in (xdata, ydata)
        )
        # What was given, if it was not numbers.
        self._given = xdata, ydata
        super().__init__(**kwargs)

    def set_fillstyle(self, fs):
        if fs not in ("full", "none"):
            raise unsupported(f"a marker with fillstyle={fs!r}", "there are 'full' and 'none'")
        self._values["fillstyle"] = fs

    def set_markevery(self, every):
        if isinstance(every, (float, np.floating)) or isinstance(every, tuple) and any(isinstance(part, float) for part in every):
            raise unsupported(
                f"markevery={every!r}", "a whole number, (start, step), a slice and a list of places say which points have markers"
            )
        self._values["markevery"] = every

    def set_marker(self, marker):
        if marker not in NO_LINE:
            marker_of(marker)
        self._values["marker"] = marker

    def set_linestyle(self, ls):
        if not isinstance(ls, tuple):
            stroke_of("black", 1, ls)
            ls = "None" if ls in NO_LINE else {"solid": "-", "dashed": "--", "dashdot": "-.", "dotted": ":"}.get(ls, ls)
        self._values["linestyle"] = ls

    def set_linewidth(self, w):
        self._values["linewidth"] = float(w)

    def set_color(self, color):
        to_rgba(color)
        self._values["color"] = color

    def _by_settings(self):
        return {name: rcParams[f"lines.{name}"] for name in ("color", *_SET)}

    def set(self, **kwargs):
        # None is what the settings say.
        aliases = self._aliases
        given = {
            name: rcParams[f"lines.{aliases.get(name, name)}"] if value is None and aliases.get(name, name) in _SET else value
            for name, value in kwargs.items()
        }
        return super().set(**given)

    def get_linewidth(self):
        return self._get("linewidth")

    def get_linestyle(self):
        return self._get("linestyle")

    def get_markersize(self):
        return self._get("markersize")

    def get_markerfacecolor(self):
        return self._marker_color("markerfacecolor")

    def get_markeredgecolor(self):
        return self._marker_color("markeredgecolor")

    def _marker_color(self, name):
        return self._get("color") if self._get(name) in (None, "auto") else self._get(name)

    def get_xdata(self, orig=True):
        """What was given, or the numbers that are drawn."""
        return self._given[0] if orig else self._xdata

    def get_ydata(self, orig=True):
        """What was given, or the numbers that are drawn."""
        return self._given[1] if orig else self._ydata

    def get_data(self, orig=True):
        return self.get_xdata(orig), self.get_ydata(orig)

    def set_data(self, *args):
        x, y = args if len(args) == 2 else args[0]
        self.set_xdata(x)
        self.set_ydata(y)

    def set_xdata(self, x):
        self._xdata, self._given = self.axes.xaxis.convert(x), (x, self._given[1])

    def set_ydata(self, y):
        self._ydata, self._given = self.axes.yaxis.convert(y), (self._given[0], y)

    def get_xydata(self):
        return np.stack([self._xdata, self._ydata], axis=1)

    def data_limits(self):
        if self._spans == (False, False):
            return both_finite(self._xdata, self._ydata)
        return (None if self._spans[0] else self._xdata), (None if self._spans[1] else self._ydata)

    def stepped(self):
        """The points, with those between steps."""
        xs, ys, style = self._xdata, self._ydata, self._get("drawstyle")
        if style == "default" or len(xs) < 2:
            return xs, ys
        if style in ("steps", "steps-pre"):
            return np.repeat(xs, 2)[:-1], np.repeat(ys, 2)[1:]
        if style == "steps-post":
            return np.repeat(xs, 2)[1:], np.repeat(ys, 2)[:-1]
        middles = (xs[1:] + xs[:-1]) / 2
        return np.concatenate([xs[:1], np.repeat(middles, 2), xs[-1:]]), np.repeat(ys, 2)

    def draw(self, canvas):
        xs, ys = self.stepped()
        self._draw(canvas, self.figure._px(1), xs, ys)

    def _draw(self, canvas, scale, xs, ys):
        alpha, color = self._get("alpha"), self._get("color")
        stroke = stroke_of(color, self.get_linewidth(), self.get_linestyle(), alpha, scale)
        if stroke and self._get("dashes"):
            stroke = (*stroke[:2], [dash * self.get_linewidth() * scale for dash in self._get("dashes")], stroke[3])
        if stroke:
            canvas.line(xs, ys, stroke)
        marker = self._get("marker")
        if marker not in NO_LINE:
            corners, is_stroked, size = marker_of(marker)
            face = self._get("markerfacecolor")
            face = color if face in (None, "auto") else face
            edge = self._get("markeredgecolor")
            edge = stroke_of(color if edge in (None, "auto") else edge, self._get("markeredgewidth"), "-", alpha, scale)
            if self._get("fillstyle") == "none":
                face = "none"
            every = self._get("markevery")
            if every is not None:
                every = slice(None, None, every) if isinstance(every, (int, np.integer)) else every
                every = slice(every[0], None, every[1]) if isinstance(every, tuple) else every
                xs, ys = self._xdata[every], self._ydata[every]
            if is_stroked:
                face = color if self._get("markeredgecolor") is None else self._get("markeredgecolor")
            if face == "none":
                face = (1.0, 1.0, 1.0, 0.0)
            elif edge and edge[0] == fill_of(face)[0] and not is_stroked and edge[3] == 1.0:
                # An edge of the same colour is a larger marker.
                size, edge = size + self._get("markeredgewidth") / self.get_markersize(), None
            canvas.markers(
                xs,
                ys,
                corners,
                is_stroked,
                [self.get_markersize() * size * scale],
                color_bytes(face, alpha),
                None,
                edge,
            )

    def draw_key(self, canvas, rect, scale):
        """Its sample in a legend."""
        left, top, width, height = rect
        y = top + height / 2
        self._draw_sample(canvas, scale, np.array([left, left + width]), np.array([y, y]))

    def _draw_sample(self, canvas, scale, xs, ys):
        marker, every = self._get("marker"), self._get("markevery")
        self._values["marker"], self._values["markevery"] = "None", None
        self._draw(canvas, scale, xs, ys)
        if marker not in NO_LINE:
            style = self._values.get("linestyle")
            self._values.update(marker=marker, linestyle="None")
            self._draw(canvas, scale, xs.mean(keepdims=True), ys[:1])
            self._values["linestyle"] = style
        self._values.update(marker=marker, markevery=every)

    def described(self):
        ys = np.asarray(self._ydata)
        if self._spans != (False, False) or not len(ys):
            return None
        label = self._get("label")
        name = f"line {label!r}" if label and not label.startswith("_") else "a line"
        fine = ys[np.isfinite(ys)]
        if not len(fine):
            return f"{name} of {len(ys)} points without values"
        written = self.axes.yaxis.written
        return f"{name} of {len(ys)} points from {written(fine.min())} to {written(fine.max())}"

    def __str__(self):
        label = self._get("label")
        return f"Line2D({label})" if label else "Line2D()"

    def __repr__(self):
        return f"<matplotlib.lines.Line2D at {id(self):#x}>"
