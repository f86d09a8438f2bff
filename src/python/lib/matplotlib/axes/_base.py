"""What all axes are besides drawing data: their artists, colours in turn, and how they are drawn."""

from itertools import groupby

import numpy as np
from _dasklet_missing import refuse_other, unsupported

from .. import cycler, rcParams
from .._view import View
from ..artist import Artist, fill_of, points_of, stroke_of, unexpected
from ..axis import Axis
from ..colors import to_rgba
from ..text import Text
from ._labels import Labels
from ._limits import Limits
from ._place import Place


class _Spines(dict):
    def __getattr__(self, name):
        if name in self:
            return self[name]
        raise AttributeError(name)

    def __getitem__(self, key):
        if isinstance(key, (list, tuple)):
            return _Several([self[one] for one in key])
        if isinstance(key, slice):
            return _Several(list(self.values()))
        return super().__getitem__(key)


class _Several:
    """Calls go to all of them."""

    def __init__(self, artists):
        self._artists = artists

    def __getattr__(self, name):
        return lambda *args, **kwargs: [getattr(artist, name)(*args, **kwargs) for artist in self._artists] and None


class Spine(Artist):
    """One side of the frame."""

    _properties = {"color": None, "linestyle": "-", "linewidth": None, "position": None, "zorder": 2.5}
    _aliases = {"ec": "color", "edgecolor": "color", "ls": "linestyle", "lw": "linewidth"}

    def _by_settings(self):
        return {"color": rcParams["axes.edgecolor"], "linewidth": rcParams["axes.linewidth"]}

    def get_edgecolor(self):
        return to_rgba(self._get("color"), self._get("alpha"))

    _undrawn = {"position": "sides stay at the frame's edges; ax.axhline(0) and ax.axvline(0) draw lines through the origin"}


def _reaching(side, first, last):
    """The limits at other shares of a frame than 0 and 1."""
    low, high, is_log = side
    if is_log:
        low, high = float(np.log10(low)), float(np.log10(high))
    ends = [low + share * (high - low) for share in (first, last)]
    return (*(10**end if is_log else end for end in ends), is_log)


class _AxesBase(Limits, Labels, Place, Artist):
    """A frame, its axes, and what is drawn in it."""

    _properties = {"facecolor": None, "frame_on": True, "axisbelow": None, "zorder": 0}
    _aliases = {"fc": "facecolor"}
    # Keywords of `set` that are methods.
    _set_by = (
        "title",
        "xlabel",
        "ylabel",
        "xlim",
        "ylim",
        "xticks",
        "yticks",
        "xticklabels",
        "yticklabels",
        "xscale",
        "yscale",
        "aspect",
        "position",
        "xbound",
        "ybound",
        "xmargin",
        "ymargin",
        "prop_cycle",
        "box_aspect",
        "extent",
    )

    def __init__(self, fig, spec=None, position=None, claim=None, sharex=None, sharey=None, **kwargs):
        Artist.__init__(self)
        self.figure = fig
        self._spec, self._position, self._claim = spec, position, claim
        self._cell = self._room = self._rect = None
        self._artists, self.legend_, self._colorbar = [], None, None
        self._titles = {}
        self._aspect, self._anchor, self._axis_on = "auto", "C", True
        self._margins = {}
        # Lines and areas go through the colours each for themselves.
        self._cycles = {"lines": 0, "areas": 0}
        self._colors = rcParams["axes.prop_cycle"].by_key()["color"]
        self.spines = _Spines({side: Spine() for side in ("left", "right", "bottom", "top")})
        for side, spine in self.spines.items():
            spine.set(visible=rcParams[f"axes.spines.{side}"])
        self.xaxis = Axis(self, "x", View("x") if sharex is None else sharex.xaxis.view)
        self.yaxis = Axis(self, "y", View("y") if sharey is None else sharey.yaxis.view)
        if rcParams["axes.grid"] and claim is None:
            self.grid(True)
        self.set(**kwargs)

    def _by_settings(self):
        return {"facecolor": rcParams["axes.facecolor"]}

    def get_facecolor(self):
        return to_rgba(self._get("facecolor"))

    def set(self, **kwargs):
        """Change several things: `ax.set(title="…", xlabel="…", ylim=(0, 1))`."""
        found = []
        for name, value in kwargs.items():
            setter = getattr(type(self), f"set_{name}", None)
            if setter is not None:
                found.append(setter(self, value))
            elif name in self._properties or name in self._aliases:
                found.append(Artist.set(self, **{name: value}) and None)
            else:
                raise unexpected(f"{type(self).__name__}.set()", name, [*self._set_by, *self._properties])
        return found

    # Artists

    def _add(self, artist):
        self._check_transform(artist, artist._get("transform"))
        artist.axes, artist.figure = self, self.figure
        self._artists.append(artist)
        if artist._counts and not isinstance(artist, Text):
            self._count_all()
        return artist

    def _count_all(self):
        for artist in self._artists:
            artist._counts = artist._counts is not False

    def _check_transform(self, artist, transform):
        is_known = transform is None or hasattr(transform, "_spans") or isinstance(artist, Text) and hasattr(transform, "_coords")
        if not is_known:
            raise unsupported(f"transform={transform!r} of {artist!r}", "there are ax.transData, ax.transAxes and ax.get_xaxis_transform()")

    def add_artist(self, a):
        """Limits do not look at it."""
        a._counts = False
        return self._add(a)

    def add_patch(self, p):
        """Limits cover it when something is plotted, or with ax.autoscale_view()."""
        p._counts = None
        return self._add(p)

    def add_line(self, line):
        """Limits cover it when something is plotted, or with ax.autoscale_view()."""
        line._counts = None
        return self._add(line)

    def add_collection(self, collection, autolim=True):
        refuse_other("add_collection", "set the limits: ax.set_xlim, ax.set_ylim", autolim=(autolim, True))
        return self._add(collection)

    def _remove(self, artist):
        self._artists.remove(artist)

    def remove(self):
        self.figure.delaxes(self)

    def _of(self, name):
        return [artist for artist in self._artists if any(kind.__name__ == name for kind in type(artist).__mro__)]

    lines = property(lambda self: self._of("Line2D"))
    patches = property(lambda self: [patch for patch in self._of("Patch") if not hasattr(patch, "_verts")])
    collections = property(
        lambda self: [
            artist
            for artist in self._artists
            if hasattr(artist, "_verts") or artist in self._of("Collection") and artist not in self.images
        ]
    )
    images = property(lambda self: self._of("AxesImage"))
    texts = property(lambda self: self._of("Text"))

    def get_lines(self):
        return self.lines

    def get_images(self):
        return self.images

    def get_children(self):
        return [*self._artists, *self.spines.values(), self.xaxis, self.yaxis]

    def has_data(self):
        return any(artist.data_limits() is not None for artist in self._artists)

    def cla(self):
        """Everything away."""
        self._artists.clear()
        self._titles.clear()
        self.legend_, self._aspect = None, "auto"
        self._cycles = {"lines": 0, "areas": 0}
        for axis in (self.xaxis, self.yaxis):
            view = axis.view
            view.limits = view.locator = view.formatter = view.minor_locator = view.kind = None
            view.scale, view.is_inverted, view.categories = "linear", False, {}
            axis.label.set_text("")
            axis.grid_style = axis.minor_grid_style = None

    clear = cla

    def _next_color(self, kind="areas"):
        self._cycles[kind] += 1
        return self._colors[(self._cycles[kind] - 1) % len(self._colors)]

    def set_prop_cycle(self, *args, **kwargs):
        found = rcParams["axes.prop_cycle"] if args == (None,) else cycler(*args, **kwargs)
        self._colors, self._cycles = found.by_key()["color"], {"lines": 0, "areas": 0}

    # Limits

    _box_aspect, _adjustable = None, "box"

    # Words

    # Ticks

    # Legends

    # Where it stands

    # Drawing

    def draw(self, canvas):
        figure = self.figure
        rect = tuple(float(length) for length in self._rect)
        whole = (0.0, 0.0, figure._width, figure._height), (0.0, figure._width, False), (figure._height, 0.0, False)
        left, top, width, height = rect
        canvas.frame(*whole)
        if self._axis_on and self._get("frame_on"):
            canvas.rects([left], [top], [left + width], [top + height], fill_of(self._get("facecolor")), None)
        below = self._get("axisbelow")
        below = rcParams["axes.axisbelow"] if below is None else below
        grid_level = {"line": 1.5, True: 0.5, False: 2.5}[below]
        pieces = [(artist._get("zorder"), artist.draw, artist) for artist in self._artists if artist._get("visible")]
        if self._axis_on:
            pieces += [(grid_level, axis.draw_grid, None) for axis in (self.xaxis, self.yaxis)]
            pieces.append((2.5, self._draw_edges, None))
        pieces.append((3, self._draw_titles, None))
        if self.legend_ is not None:
            pieces.append((self.legend_._get("zorder"), self.legend_.draw, None))
        pieces.sort(key=lambda piece: (piece[0], piece[2] is None))
        for is_clipped, run in groupby(pieces, key=lambda piece: piece[2] is not None and bool(piece[2]._get("clip_on"))):
            if is_clipped:
                canvas.frame(rect, *whole[1:])
                canvas.begin_clip()
            for _, draw, artist in run:
                canvas.frame(*whole if artist is None or isinstance(artist, Text) else self._frame_of(artist, is_clipped))
                draw(canvas)
            if is_clipped:
                canvas.end_clip()

    def _draw_edges(self, canvas):
        self._draw_frame(canvas, tuple(float(length) for length in self._rect))
        self.xaxis.draw(canvas)
        self.yaxis.draw(canvas)

    def _frame_of(self, artist, is_clipped):
        """Where the artist's places are, along x and y; what is not clipped may reach to the figure's edges."""
        left, top, width, height = rect = tuple(float(length) for length in self._rect)
        sides = []
        for axis, spans in zip((self.xaxis, self.yaxis), artist._spans):
            # Along an axis that it spans, places are shares of the frame.
            low, high = (0.0, 1.0) if spans else (float(limit) for limit in axis.get_view_interval())
            if axis.view.steps is not None:
                low, high = 0.0, float(len(axis.view.steps) - 1)
            sides.append((low, high, not spans and axis.view.scale == "log"))
        if is_clipped:
            return rect, *sides
        whole = (0.0, 0.0, self.figure._width, self.figure._height)
        return (
            whole,
            _reaching(sides[0], -left / width, (whole[2] - left) / width),
            _reaching(sides[1], (top + height - whole[3]) / height, (top + height) / height),
        )

    def _draw_frame(self, canvas, rect):
        if not self._get("frame_on"):
            return
        if self._colorbar is not None:
            self._artists[0].draw_outline(canvas)
            return
        left, top, width, height = rect
        right, bottom = left + width, top + height
        ends = {
            "left": ([left, left], [top, bottom]),
            "right": ([right, right], [top, bottom]),
            "bottom": ([left, right], [bottom, bottom]),
            "top": ([left, right], [top, top]),
        }
        for side, spine in self.spines.items():
            if spine._get("visible"):
                canvas.line(
                    *ends[side],
                    stroke_of(
                        spine._get("color"), spine._get("linewidth"), spine._get("linestyle"), spine._get("alpha"), self.figure._px(1)
                    ),
                )

    def _draw_titles(self, canvas):
        left, top, width, _height = self._rect
        for title in self._titles.values():
            lifted = self.xaxis.thickness("top") if self._axis_on else 0.0
            if self._colorbar is None and self.yaxis._get("visible") and self._axis_on and title._x == 0.0 and self.yaxis._ticks()[2]:
                lifted = max(lifted, self.figure._px(points_of(self.yaxis.tick["size"])))
            lines = title.get_text().count("\n") * 1.2 * self.figure._px(title._points())
            y = top - lifted - self.figure._px(title._pad)
            title.draw_at(
                canvas,
                self.figure,
                left + title._x * width,
                y - (lines if title._get("verticalalignment") == "top" else 0.0),
            )

    def _described(self):
        """Sentences for who cannot see it."""
        parts = [artist.described() for artist in self._artists]
        parts = [part for part in parts if part]
        bars = self.patches
        if bars:
            parts.append(f"{len(bars)} bars or shapes")
        shown = "; ".join(parts[:12]) + (f"; and {len(parts) - 12} more" if len(parts) > 12 else "") or "nothing yet"
        title = self.get_title()
        text = f"{title}: {shown}." if title else f"{shown[:1].upper()}{shown[1:]}."
        if not self._axis_on:
            return " ".join(text.split())
        for axis in (self.xaxis, self.yaxis):
            low, high = axis.get_view_interval()
            label = axis.get_label_text() or "without a name"
            text += f" {axis.axis_name} axis: {label}, from {axis.written(low)} to {axis.written(high)}" + (
                ", logarithmic." if axis.view.scale == "log" else "."
            )
        return " ".join(text.split())

    def __repr__(self):
        parts = []
        titles = {loc: title.get_text() for loc, title in self._titles.items() if title.get_text()}
        label = self._get("label")
        if label:
            parts.append(f"label={label!r}")
        if titles:
            parts.append(f"title={titles!r}")
        parts += [f"{axis.axis_name}label={axis.get_label_text()!r}" for axis in (self.xaxis, self.yaxis) if axis.get_label_text()]
        return f"<{type(self).__name__}: {', '.join(parts)}>"
