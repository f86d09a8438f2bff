"""Filled shapes."""

import numpy as np
from _dasklet_missing import refuse_other

from . import rcParams
from .artist import Artist, fill_of, stroke_of
from .colors import to_rgba

_ONE_WAY = "lines end and turn in one way"


class Patch(Artist):
    """A filled shape with an edge."""

    _properties = {
        "antialiased": None,
        "capstyle": None,
        "edgecolor": None,
        "facecolor": "C0",
        "fill": True,
        "hatch": None,
        "joinstyle": None,
        "linestyle": "-",
        "linewidth": None,
        "zorder": 1,
    }
    _aliases = {"aa": "antialiased", "ec": "edgecolor", "fc": "facecolor", "ls": "linestyle", "lw": "linewidth"}

    _undrawn = {"hatch": "colours, alpha and edges tell areas apart", "capstyle": _ONE_WAY, "joinstyle": _ONE_WAY}

    def _by_settings(self):
        edge = {"edgecolor": rcParams["patch.edgecolor"]} if rcParams["patch.force_edgecolor"] else {}
        return {"facecolor": rcParams["patch.facecolor"], "linewidth": rcParams["patch.linewidth"], **edge}

    def set_linewidth(self, lw):
        self._values["linewidth"] = rcParams["patch.linewidth"] if lw is None else lw

    def get_facecolor(self):
        return to_rgba(self._get("facecolor"), self._get("alpha") if self._get("fill") else 0)

    def get_edgecolor(self):
        edge = self._get("edgecolor")
        if edge is None:
            return (0.0, 0.0, 0.0, 0.0) if self._get("fill") else to_rgba(rcParams["patch.edgecolor"], self._get("alpha"))
        return to_rgba(edge, self._get("alpha"))

    def set_color(self, c):
        self._values["edgecolor"] = self._values["facecolor"] = c

    def _looks(self, scale):
        alpha = self._get("alpha")
        width, edge = self._get("linewidth"), self._get("edgecolor")
        fill = fill_of(self._get("facecolor"), alpha) if self._get("fill") else None
        if edge is None and fill is None:
            edge = rcParams["patch.edgecolor"]
        return fill, stroke_of(edge, width, self._get("linestyle"), alpha, scale) if edge is not None else None

    def draw_key(self, canvas, rect, scale):
        left, top, width, height = rect
        canvas.rects([left], [top], [left + width], [top + height], *self._looks(scale))

    def corners(self):
        """The outline's points."""
        raise NotImplementedError

    def data_limits(self):
        return tuple(np.asarray(self.corners(), dtype=float).T)

    def draw(self, canvas):
        xs, ys = np.asarray(self.corners(), dtype=float).T
        canvas.polygon(xs, ys, *self._looks(self.figure._px(1)))


class Rectangle(Patch):
    def __init__(self, xy, width, height, *, angle=0.0, rotation_point="xy", **kwargs):
        if angle:
            raise NotImplementedError("Rectangle(angle=...) is not supported here; use Polygon with its four corners")
        self._x, self._y = xy
        self._width, self._height = width, height
        super().__init__(**kwargs)

    def get_x(self):
        return self._x

    def get_y(self):
        return self._y

    def get_xy(self):
        return self._x, self._y

    def get_width(self):
        return self._width

    def get_height(self):
        return self._height

    def corners(self):
        x, y, right, top = self._x, self._y, self._x + self._width, self._y + self._height
        return [(x, y), (right, y), (right, top), (x, top)]

    def data_limits(self):
        x, y = super().data_limits()
        return (None if self._spans[0] else x), (None if self._spans[1] else y)

    def draw(self, canvas):
        canvas.rects([self._x], [self._y], [self._x + self._width], [self._y + self._height], *self._looks(self.figure._px(1)))

    def __repr__(self):
        return f"Rectangle(xy=({self._x:g}, {self._y:g}), width={self._width:g}, height={self._height:g}, angle=0)"

    __str__ = __repr__


class Polygon(Patch):
    def __init__(self, xy, *, closed=True, **kwargs):
        refuse_other("Polygon", "a line through the corners: ax.plot", closed=(closed, True))
        self._xy = np.asarray(xy, dtype=float)
        super().__init__(**kwargs)

    def corners(self):
        return self._xy

    def get_xy(self):
        return self._xy


class Circle(Patch):
    def __init__(self, xy, radius=5, **kwargs):
        self.center, self.radius = xy, radius
        super().__init__(**kwargs)

    def corners(self):
        angles = np.linspace(0, 2 * np.pi, 73)
        return np.stack([self.center[0] + self.radius * np.cos(angles), self.center[1] + self.radius * np.sin(angles)], axis=1)


class Wedge(Patch):
    def __init__(self, center, r, theta1, theta2, *, width=None, **kwargs):
        self.center, self.r, self.theta1, self.theta2, self.width = center, r, theta1, theta2, width
        super().__init__(**kwargs)

    def corners(self):
        angles = np.radians(np.linspace(self.theta1, self.theta2, 73))
        outer = np.stack([np.cos(angles), np.sin(angles)], axis=1) * self.r
        inner = outer[::-1] * (1 - self.width / self.r) if self.width else np.zeros((1, 2))
        return np.concatenate([outer, inner]) + np.asarray(self.center, dtype=float)


def __getattr__(name):
    from _dasklet_missing import missing

    raise missing("matplotlib.patches", name, ["Patch", "Rectangle", "Polygon", "Circle", "Wedge"])
