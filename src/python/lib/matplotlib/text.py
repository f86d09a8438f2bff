"""Texts: titles, labels, and words beside points."""

import _dasklet_plots
import numpy as np
from _dasklet_missing import refuse, unsupported

from . import rcParams
from .artist import Artist, fill_of, points_of, stroke_of, unexpected
from .colors import to_rgba

_ONE_FACE = "there is one face of letters; fontsize= and fontweight= tell texts apart"
_ROTATIONS = {None: 0.0, "horizontal": 0.0, "vertical": 90.0}


# Shares of a text's width and height before the point where it stands.
_ACROSS = {"left": 0, "center": 0.5, "right": 1}
_DOWN = {"top": 0, "center": 0.5, "bottom": 1, "baseline": 0.76}
_BOX = ("alpha", "boxstyle", "color", "edgecolor", "facecolor", "fill", "linestyle", "linewidth", "pad")
_BOX_ALIASES = {"fc": "facecolor", "ec": "edgecolor", "lw": "linewidth", "ls": "linestyle"}


def draw_box(canvas, rect, radius, fill, stroke):
    """A rectangle `(left, top, width, height)` in pixels, with round corners if there is a radius."""
    left, top, width, height = rect
    if not radius:
        canvas.rects([left], [top], [left + width], [top + height], fill, stroke)
        return
    radius = min(radius, width / 2, height / 2)
    angles = np.linspace(0, np.pi / 2, 9)
    turns = np.concatenate([angles + quarter * np.pi / 2 for quarter in range(4)])
    right = np.repeat([width - radius, radius, radius, width - radius], 9)
    low = np.repeat([height - radius, height - radius, radius, radius], 9)
    canvas.polygon(left + right + radius * np.cos(turns), top + low + radius * np.sin(turns), fill, stroke)


class Text(Artist):
    """Words at a point."""

    _properties = {
        "backgroundcolor": None,
        "bbox": None,
        "clip_on": False,
        "color": "black",
        "fontfamily": None,
        "fontsize": None,
        "fontstyle": "normal",
        "fontweight": "normal",
        "horizontalalignment": "left",
        "linespacing": 1.2,
        "math_fontfamily": None,
        "multialignment": None,
        "rotation": 0.0,
        "rotation_mode": None,
        "usetex": False,
        "verticalalignment": "baseline",
        "wrap": False,
        "zorder": 3,
    }
    _aliases = {
        "c": "color",
        "family": "fontfamily",
        "fontname": "fontfamily",
        "ha": "horizontalalignment",
        "ma": "multialignment",
        "name": "fontfamily",
        "size": "fontsize",
        "style": "fontstyle",
        "va": "verticalalignment",
        "weight": "fontweight",
    }

    _undrawn = {
        "fontstyle": 'letters of mathematics are slanted: "$x$"',
        "linespacing": "lines stand 1.2 sizes apart; one text for each line goes anywhere",
        "math_fontfamily": _ONE_FACE,
        "multialignment": "lines are aligned as ha= says",
        "usetex": "texts know the signs of Matplotlib's own mathematics",
        "wrap": 'break lines with "\\n"',
    }

    def __init__(self, x=0, y=0, text="", **kwargs):
        self._x, self._y, self._text = x, y, ""
        super().__init__()
        self.set_text(text)
        # In axes: data, shares of the frame, or shares of the figure.
        self._coords = "data"
        self.set(**kwargs)

    def _by_settings(self):
        return {"color": rcParams["text.color"], "fontsize": rcParams["font.size"], "fontweight": rcParams["font.weight"]}

    def set_fontsize(self, fontsize):
        self._values["fontsize"] = points_of(fontsize)

    def set_color(self, color):
        to_rgba(color)
        self._values["color"] = color

    def set_text(self, s):
        self._text = "" if s is None else str(s)

    def get_text(self):
        return self._text

    def set_position(self, xy):
        self._x, self._y = xy

    def get_position(self):
        return self._x, self._y

    def set_x(self, x):
        self._x = x

    def set_y(self, y):
        self._y = y

    def set_fontdict(self, fontdict):
        self.set(**(fontdict or {}))

    def set_rotation(self, s):
        self._values["rotation"] = _ROTATIONS[s] if s in _ROTATIONS else float(s)

    def set_fontfamily(self, fontname):
        first = fontname if isinstance(fontname, str) or fontname is None else [*fontname, None][0]
        if first not in (None, "sans-serif", "DejaVu Sans"):
            raise unsupported(f"text with fontfamily={fontname!r}", _ONE_FACE)
        self._values["fontfamily"] = fontname

    def set_transform(self, t):
        self._values["transform"] = t
        self._coords = getattr(t, "_coords", "data")

    def _points(self):
        return points_of(self._get("fontsize"))

    def _is_bold(self):
        weight = self._get("fontweight")
        return weight in ("bold", "heavy", "black", "semibold", "demibold") or (isinstance(weight, (int, float)) and weight >= 600)

    def _size(self, figure):
        """Width and height in pixels, as it is turned."""
        width, height = _dasklet_plots.text_size(self._text, figure._px(self._points()))
        angle = np.radians(self._get("rotation"))
        sin, cos = abs(float(np.sin(angle))), abs(float(np.cos(angle)))
        return (width * cos + height * sin, width * sin + height * cos) if self._text else (0.0, 0.0)

    def draw_at(self, canvas, figure, x, y):
        """Write at a point of the canvas' frame."""
        if not self._get("visible") or not self._text:
            return
        x, y, ha, va = float(x), float(y), self._get("horizontalalignment"), self._get("verticalalignment").replace("_baseline", "")
        if self._get("rotation_mode") == "anchor" and self._get("rotation"):
            x, y, ha, va = *self._turned_about(figure, x, y, ha, va), "center", "center"
        self._draw_box(canvas, figure, x, y, ha, va)
        color = fill_of(self._get("color"), self._get("alpha"))
        if color is None:
            return
        opacity = "" if color[1] == 1 else f"{round(color[1] * 255):02x}"
        size, rotation = figure._px(self._points()), float(self._get("rotation"))
        canvas.text(x, y, self._text, size, color[0] + opacity, rotation, ha, va, self._is_bold())

    def _turned_about(self, figure, x, y, ha, va):
        """The middle of a text that is aligned first and turned then."""
        width, height = _dasklet_plots.text_size(self._text, figure._px(self._points()))
        right, down = width * (0.5 - _ACROSS[ha]), height * (0.5 - _DOWN[va])
        angle = np.radians(self._get("rotation"))
        sin, cos = float(np.sin(angle)), float(np.cos(angle))
        return x + right * cos + down * sin, y - right * sin + down * cos

    def _box(self):
        bbox = self._get("bbox")
        return bbox if bbox or not self._get("backgroundcolor") else {"facecolor": self._get("backgroundcolor"), "edgecolor": "none"}

    def _draw_box(self, canvas, figure, x, y, ha, va):
        box = {_BOX_ALIASES.get(name, name): value for name, value in (self._box() or {}).items()}
        if not box:
            return
        for name in box:
            if name not in _BOX:
                raise unexpected("bbox", name, _BOX)
        width, height = self._size(figure)
        left, top = x - width * _ACROSS[ha], y - height * _DOWN[va]
        style, *parts = str(box.get("boxstyle", "square")).replace(" ", "").split(",")
        if style not in ("square", "round"):
            raise unsupported(f"bbox with boxstyle={style!r}", "there are 'square' and 'round'")
        parts = dict(part.split("=") for part in parts)
        size, px = figure._px(self._points()), figure._px(1)
        room = float(parts.get("pad", 0.3)) * size
        if "boxstyle" not in box:
            room = 4 * px if box.get("pad") is None else box["pad"] * px
        alpha, color = box.get("alpha"), box.get("color")
        draw_box(
            canvas,
            (left - room, top - room, width + 2 * room, height + 2 * room),
            float(parts.get("rounding_size", 0.3)) * size if style == "round" else 0.0,
            fill_of(box.get("facecolor", color or "C0"), alpha) if box.get("fill", True) else None,
            stroke_of(box.get("edgecolor", color or "black"), box.get("linewidth", 1.0), box.get("linestyle", "-"), alpha, px),
        )

    def draw(self, canvas):
        self.draw_at(canvas, self.figure, *self._place(self._x, self._y, self._coords))

    def _place(self, x, y, coords):
        """The pixel of a point; the canvas' frame is the whole picture then."""
        if coords == "figure fraction":
            return x * self.figure._width, (1 - y) * self.figure._height
        if coords == "data":
            return self.axes._pixel(x, y)
        spans = {"axes fraction": (True, True), "x data": (False, True), "y data": (True, False)}.get(coords)
        if spans is None:
            raise unsupported(f"places in {coords!r}", "there are 'data', 'axes fraction', 'figure fraction' and 'offset points'")
        left, top, width, height = self.axes._rect
        at_x, at_y = self.axes._pixel(None if spans[0] else x, None if spans[1] else y)
        return left + x * width if spans[0] else at_x, top + (1 - y) * height if spans[1] else at_y

    def __repr__(self):
        return f"Text({self._x}, {self._y}, {self._text!r})"


class Annotation(Text):
    """Words beside a point, with an arrow to it."""

    def __init__(self, text, xy, xytext=None, xycoords="data", textcoords=None, arrowprops=None, annotation_clip=None, **kwargs):
        refuse("annotate", "words outside of the limits are left out as the frame is", annotation_clip=annotation_clip)
        self.xy = xy
        self._xycoords = getattr(xycoords, "_coords", xycoords)
        self._textcoords = self._xycoords if textcoords is None else getattr(textcoords, "_coords", textcoords)
        self.arrowprops = arrowprops
        x, y = xy if xytext is None else xytext
        super().__init__(x, y, text, **kwargs)

    def draw(self, canvas):
        at = self._place(*self.xy, self._xycoords)
        if self._textcoords in ("offset points", "offset pixels"):
            scale = self.figure._px(1) if self._textcoords == "offset points" else 1.0
            x, y = at[0] + self._x * scale, at[1] - self._y * scale
        else:
            x, y = self._place(self._x, self._y, self._textcoords)
        if self.arrowprops is not None:
            self._draw_arrow(canvas, (x, y), at)
        self.draw_at(canvas, self.figure, x, y)

    def _draw_arrow(self, canvas, start, end):
        props = self.arrowprops
        color = props.get("color", props.get("edgecolor", props.get("facecolor", "black")))
        scale = self.figure._px(1)
        width = props.get("lw", props.get("linewidth", props.get("width", 1.0)))
        stroke = stroke_of(color, width, props.get("linestyle", "-"), None, scale)
        canvas.line([start[0], end[0]], [start[1], end[1]], stroke)
        if "->" in props.get("arrowstyle", "->") or "-|>" in props.get("arrowstyle", ""):
            angle = np.arctan2(end[1] - start[1], end[0] - start[0])
            for turn in (0.45, -0.45):
                back = (
                    end[0] - 6 * scale * float(np.cos(angle + turn)),
                    end[1] - 6 * scale * float(np.sin(angle + turn)),
                )
                canvas.line([back[0], end[0]], [back[1], end[1]], stroke)

    def __repr__(self):
        return f"Annotation({self._x}, {self._y}, {self._text!r})"
