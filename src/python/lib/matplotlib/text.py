"""Texts: titles, labels, and words beside points."""

import numpy as np
from _dasklet_missing import refuse

from .artist import Artist, fill_of, points_of, stroke_of

_ROTATIONS = {None: 0.0, "horizontal": 0.0, "vertical": 90.0}


class Text(Artist):
    """Words at a point."""

    _properties = {
        "backgroundcolor": None,
        "bbox": None,
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

    def __init__(self, x=0, y=0, text="", **kwargs):
        self._x, self._y, self._text = x, y, ""
        super().__init__()
        self.set_text(text)
        # In axes: data, shares of the frame, or shares of the figure.
        self._coords = "data"
        self.set(**kwargs)

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

    def set_transform(self, transform):
        self._coords = getattr(transform, "_coords", "data")

    def _points(self):
        return points_of(self._get("fontsize"))

    def _is_bold(self):
        weight = self._get("fontweight")
        return weight in ("bold", "heavy", "black", "semibold", "demibold") or (isinstance(weight, (int, float)) and weight >= 600)

    def _size(self, figure):
        """Width and height in pixels, as it is turned."""
        import _dasklet_plots

        width, height = _dasklet_plots.text_size(self._text, figure._px(self._points()))
        angle = np.radians(self._get("rotation"))
        sin, cos = abs(float(np.sin(angle))), abs(float(np.cos(angle)))
        return (width * cos + height * sin, width * sin + height * cos) if self._text else (0.0, 0.0)

    def draw_at(self, canvas, figure, x, y):
        """Write at a point of the canvas' frame."""
        if not self._get("visible") or not self._text:
            return
        color = fill_of(self._get("color"), self._get("alpha"))
        canvas.text(
            float(x),
            float(y),
            self._text,
            figure._px(self._points()),
            color[0] if color else "none",
            float(self._get("rotation")),
            self._get("horizontalalignment"),
            self._get("verticalalignment").replace("center_baseline", "center"),
            self._is_bold(),
        )

    def _box(self):
        bbox = self._get("bbox")
        return bbox if bbox or not self._get("backgroundcolor") else {"facecolor": self._get("backgroundcolor"), "edgecolor": "none"}

    def draw(self, canvas):
        x, y = self._place(self._x, self._y, self._coords)
        figure = self.figure
        if self._box() and self._text:
            box = dict(self._box())
            width, height = self._size(figure)
            left = x - width * {"left": 0, "center": 0.5, "right": 1}[self._get("horizontalalignment")]
            top = y - height * {"top": 0, "center": 0.5, "bottom": 1}.get(self._get("verticalalignment"), 0.76)
            room = figure._px(self._points()) * (box.get("pad") or 0.3)
            alpha = box.get("alpha")
            canvas.rects(
                [left - room],
                [top - room],
                [left + width + room],
                [top + height + room],
                fill_of(box.get("facecolor", box.get("fc", box.get("color", "C0"))), alpha),
                stroke_of(box.get("edgecolor", box.get("ec", "black")), box.get("linewidth", 1.0), "-", alpha, figure._px(1)),
            )
        self.draw_at(canvas, figure, x, y)

    def _place(self, x, y, coords):
        """The pixel of a point; the canvas' frame is the whole picture then."""
        if coords == "figure fraction":
            return x * self.figure._width, (1 - y) * self.figure._height
        if coords == "axes fraction":
            left, top, width, height = self.axes._rect
            return left + x * width, top + (1 - y) * height
        return self.axes._pixel(x, y)

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
