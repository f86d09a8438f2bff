"""The box that says what is what."""

import _dasklet_plots
import numpy as np
from _dasklet_missing import refuse, refuse_other

from . import rcParams
from .artist import Artist, fill_of, points_of, stroke_of, unexpected
from .text import Text, draw_box

# Shares of the room that is left, from the left and from above.
PLACES = {
    "upper right": (1, 0),
    "upper left": (0, 0),
    "lower left": (0, 1),
    "lower right": (1, 1),
    "right": (1, 0.5),
    "center left": (0, 0.5),
    "center right": (1, 0.5),
    "lower center": (0.5, 1),
    "upper center": (0.5, 0),
    "center": (0.5, 0.5),
}
_NUMBERS = ["best", *PLACES]


def _label_color(color, handle):
    """A colour, also by the handle's own: "linecolor", "markerfacecolor", "mfc", "markeredgecolor", "mec"."""
    names = {"linecolor": "color", "markerfacecolor": "markerfacecolor", "markeredgecolor": "markeredgecolor"}
    name = names.get({"mfc": "markerfacecolor", "mec": "markeredgecolor"}.get(color, color) if isinstance(color, str) else None)
    if name is None:
        return color
    properties = getattr(handle, "_properties", {})
    found = [handle._get(each) for each in (name, "color", "facecolor") if each in properties]
    return next((each for each in found if each is not None), "black")


class Legend(Artist):
    """Samples and labels of what is drawn."""

    _properties = {"zorder": 5}

    def __init__(
        self,
        parent,
        handles,
        labels,
        *,
        loc=None,
        ncols=1,
        ncol=None,
        title=None,
        fontsize=None,
        title_fontsize=None,
        frameon=None,
        framealpha=None,
        facecolor=None,
        edgecolor=None,
        bbox_to_anchor=None,
        markerscale=1,
        labelspacing=0.5,
        handlelength=2.0,
        handletextpad=0.8,
        borderpad=0.4,
        borderaxespad=0.5,
        columnspacing=2.0,
        fancybox=None,
        shadow=False,
        numpoints=1,
        scatterpoints=1,
        mode=None,
        prop=None,
        labelcolor=None,
        alignment="center",
        reverse=False,
        draggable=False,
        **kwargs,
    ):
        super().__init__()
        for name in kwargs:
            raise unexpected("Legend.__init__()", name, Legend.__init__.__kwdefaults__, TypeError)
        refuse_other(
            "legend",
            "samples are as large as what is drawn, in a plain box",
            markerscale=(markerscale, 1),
            shadow=(shadow, False),
            numpoints=(numpoints, 1),
            scatterpoints=(scatterpoints, 1),
            mode=(mode, None),
            alignment=(alignment, "center"),
            draggable=(draggable, False),
        )
        self.axes = parent
        self.figure = getattr(parent, "figure", None) or parent
        loc = rcParams["legend.loc"] if loc is None else loc
        loc = _NUMBERS[loc] if isinstance(loc, int) else loc
        if isinstance(loc, str) and loc not in _NUMBERS:
            raise ValueError(f"{loc!r} is not a valid value for loc; supported values are {', '.join(map(repr, _NUMBERS))}")
        self.legend_handles, self._loc, self._columns = list(handles), loc, ncol or ncols
        self.texts = [Text(0, 0, label) for label in labels]
        self._title = Text(0, 0, title or "")
        self._fontsize = points_of(rcParams["legend.fontsize"] if fontsize is None else fontsize)
        prop = dict(prop or {})
        if prop:
            self._fontsize = points_of(prop.pop("size", self._fontsize if fontsize is None else fontsize))
        colors = [labelcolor] * len(labels) if isinstance(labelcolor, str) else list(labelcolor or [rcParams["text.color"]])
        for at, (text, handle) in enumerate(zip(self.texts, self.legend_handles)):
            text.set(fontsize=self._fontsize, va="center", color=_label_color(colors[at % len(colors)], handle), **prop)
        self._title_size = self._fontsize if title_fontsize is None else points_of(title_fontsize)
        self._frame = rcParams["legend.frameon"] if frameon is None else frameon
        given = {"framealpha": framealpha, "facecolor": facecolor, "edgecolor": edgecolor, "fancybox": fancybox}
        alpha, face, edge, self._is_round = (rcParams[f"legend.{name}"] if value is None else value for name, value in given.items())
        self._looks = alpha, rcParams["axes.facecolor"] if face == "inherit" else face, edge
        self._anchor = bbox_to_anchor
        self._spacing = labelspacing, handlelength, handletextpad, borderpad, borderaxespad, columnspacing
        if reverse:
            self.legend_handles.reverse()
            self.texts.reverse()

    def get_texts(self):
        return self.texts

    def get_title(self):
        return self._title

    def set_title(self, title, prop=None):
        refuse("legend.set_title", "legend(title_fontsize=...) sets its size", prop=prop)
        self._title.set_text(title)

    def get_lines(self):
        return [handle for handle in self.legend_handles if type(handle).__name__ == "Line2D"]

    def _measured(self):
        em = self.figure._px(self._fontsize)
        spacing, handle, gap, pad, _axes_pad, between = (em * part for part in self._spacing)
        sizes = [_dasklet_plots.text_size(text.get_text(), em) for text in self.texts]
        rows = -(-len(sizes) // max(self._columns, 1)) or 1
        columns = [sizes[at : at + rows] for at in range(0, len(sizes), rows)]
        widths = [handle + gap + max(size[0] for size in column) for column in columns]
        heights = [max(column[row][1] for column in columns if row < len(column)) for row in range(min(rows, len(sizes)))]
        title = _dasklet_plots.text_size(self._title.get_text(), self.figure._px(self._title_size)) if self._title.get_text() else (0, 0)
        width = max(sum(widths) + between * max(len(widths) - 1, 0), title[0]) + 2 * pad
        height = sum(heights) + spacing * max(len(heights) - 1, 0) + 2 * pad + (title[1] + spacing if title[1] else 0)
        return em, widths, heights, title, width, height

    def _corner(self, width, height):
        """Where its upper left corner stands."""
        em = self.figure._px(self._fontsize)
        rect = getattr(self.axes, "_rect", None) or (0, 0, self.figure._width, self.figure._height)
        left, top, across, down = rect
        pad = em * self._spacing[4]
        loc = self._loc
        if self._anchor is not None:
            anchor = tuple(self._anchor)
            left, top, across, down = (
                left + anchor[0] * across,
                top + (1 - anchor[1]) * down,
                *(anchor[2:] and (anchor[2] * across, anchor[3] * down) or (0, 0)),
            )
            top -= down
            loc = "upper right" if loc == "best" else loc
        if not isinstance(loc, str):
            return left + loc[0] * across, top + (1 - loc[1]) * down - height
        if loc == "best":
            loc = self._emptiest(rect, width, height, pad)
        x, y = PLACES[loc]
        return left + pad + (across - 2 * pad - width) * x, top + pad + (down - 2 * pad - height) * y

    def _emptiest(self, rect, width, height, pad):
        """The first place that covers the fewest points."""
        left, top, across, down = rect
        places = getattr(self.axes, "_pixels_drawn", list)()
        best, least = "upper right", np.inf
        for loc in PLACES:
            x, y = PLACES[loc]
            at_x, at_y = left + pad + (across - 2 * pad - width) * x, top + pad + (down - 2 * pad - height) * y
            covered = sum(int(np.sum((xs > at_x) & (xs < at_x + width) & (ys > at_y) & (ys < at_y + height))) for xs, ys in places)
            if covered < least:
                best, least = loc, covered
            if not covered:
                break
        return best

    def draw(self, canvas):
        if not self._get("visible"):
            return
        em, widths, heights, title, width, height = self._measured()
        x, y = self._corner(width, height)
        spacing, handle, gap, pad, _, between = (em * part for part in self._spacing)
        alpha, face, edge = self._looks
        if self._frame:
            stroke = stroke_of(edge, 1.0, "-", alpha, self.figure._px(1))
            draw_box(canvas, (x, y, width, height), 0.2 * em if self._is_round else 0.0, fill_of(face, alpha), stroke)
        top = y + pad
        if title[1]:
            words = Text(0, 0, self._title.get_text(), fontsize=self._title_size, ha="center", va="top")
            words.draw_at(canvas, self.figure, x + width / 2, top)
            top += title[1] + spacing
        rows = len(heights)
        left = x + pad
        for column, column_width in enumerate(widths):
            line = top
            for row in range(rows):
                at = column * rows + row
                if at < len(self.texts):
                    text, artist = self.texts[at], self.legend_handles[at]
                    sample = (left, line + (heights[row] - em * 0.7) / 2, handle, em * 0.7)
                    draw_key = getattr(artist, "draw_key", None)
                    if draw_key:
                        draw_key(canvas, sample, self.figure._px(1))
                    text.draw_at(canvas, self.figure, left + handle + gap, line + heights[row] / 2)
                line += heights[row] + spacing
            left += column_width + between

    def remove(self):
        self.axes.legend_ = None

    def __repr__(self):
        return f"<matplotlib.legend.Legend object at {id(self):#x}>"
