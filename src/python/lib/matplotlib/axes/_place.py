"""Where axes stand in their figure."""

import numpy as np
from _dasklet_missing import refuse_other


class Transform:
    """What places count: the name as annotations have it, and along which axes they are shares of the frame."""

    def __init__(self, coords, spans=(False, False)):
        self._coords, self._spans = coords, spans


class Place:
    """Where axes stand in their figure."""

    transData = Transform("data")
    transAxes = Transform("axes fraction", (True, True))

    def get_xaxis_transform(self, which="grid"):
        """Along x the data, along y shares of the frame."""
        refuse_other("get_xaxis_transform", "ticks stand at the frame", which=(which, "grid"))
        return Transform("x data", (False, True))

    def get_yaxis_transform(self, which="grid"):
        refuse_other("get_yaxis_transform", "ticks stand at the frame", which=(which, "grid"))
        return Transform("y data", (True, False))

    def set_position(self, pos, which="both"):
        self._position, self._spec = tuple(float(part) for part in getattr(pos, "bounds", pos)), None

    def get_position(self, original=False):
        self.figure._layout()
        left, top, width, height = self._rect
        return Bbox(
            left / self.figure._width,
            1 - (top + height) / self.figure._height,
            width / self.figure._width,
            height / self.figure._height,
        )

    def _take_room(self):
        """A colour bar takes its room from the axes that it belongs to."""
        parents, location, claim = self._claim
        left = min(axes._room[0] for axes in parents)
        top = min(axes._room[1] for axes in parents)
        right = max(axes._room[0] + axes._room[2] for axes in parents)
        bottom = max(axes._room[1] + axes._room[3] for axes in parents)
        vertical = location in ("left", "right")
        total = right - left if vertical else bottom - top
        fraction = claim["fraction"]
        pad = (0.05 if vertical else 0.15) if claim["pad"] is None else claim["pad"]
        taken, gap = fraction * total, pad * total
        kept = (total - taken - gap) / total
        for axes in parents:
            x, y, width, height = axes._room
            if vertical:
                x = left + (x - left) * kept + (taken + gap if location == "left" else 0)
                axes._room = (x, y, width * kept, height)
            else:
                y = top + (y - top) * kept + (taken + gap if location == "top" else 0)
                axes._room = (x, y, width, height * kept)
        if vertical:
            length = (bottom - top) * claim["shrink"]
            across = min(taken, length / claim["aspect"])
            x = right - taken if location == "right" else left + taken - across
            self._room = (x, top + (bottom - top - length) / 2, across, length)
        else:
            length = (right - left) * claim["shrink"]
            across = min(taken, length / claim["aspect"])
            y = bottom - taken if location == "bottom" else top + taken - across
            self._room = (left + (right - left - length) / 2, y, length, across)

    def _fit(self):
        """The frame inside of its room: of the right proportions, if there are any."""
        left, top, width, height = self._room
        if self._colorbar is not None:
            below, above = (self._colorbar.extend in (end, "both") for end in ("min", "max"))
            if self._colorbar.orientation == "vertical":
                scaled = height / (1 + 0.05 * (below + above))
                top, height = top + above * 0.05 * scaled, scaled
            else:
                scaled = width / (1 + 0.05 * (below + above))
                left, width = left + below * 0.05 * scaled, scaled
        self._rect = (left, top, width, height)
        shape = self._box_aspect
        if self._aspect != "auto" and shape is None:
            across, down = self._spanned(self.xaxis), self._spanned(self.yaxis)
            if self._adjustable == "datalim":
                self._stretch(across, down)
                return
            shape = self._aspect * down / across
        if shape:
            new_width, new_height = min(width, height / shape), min(height, width * shape)
            self._rect = (left + (width - new_width) / 2, top + (height - new_height) / 2, new_width, new_height)

    def _spanned(self, axis):
        low, high = axis.get_view_interval()
        return abs(np.log10(high / low)) if axis.view.scale == "log" else abs(high - low)

    def _stretch(self, across, down):
        """Wider limits instead of another frame."""
        _, _, width, height = self._rect
        scale_x, scale_y = width / across, height / (down * self._aspect)
        axis, length = (self.xaxis, width / scale_y) if scale_x > scale_y else (self.yaxis, height / scale_x / self._aspect)
        low, high = axis.get_view_interval()
        room = (length - abs(high - low)) / 2 * (1 if high > low else -1)
        axis.view.limits = (low - room, high + room)

    def _outer(self):
        """The frame with all its labels: left, top, right, bottom."""
        left, top, width, height = self._rect
        room = {"left": 0.0, "right": 0.0, "top": 0.0, "bottom": 0.0}
        if self._axis_on:
            for axis in (self.xaxis, self.yaxis):
                for side in axis.sides:
                    room[side] += axis.thickness(side)
        room["top"] += max(
            (title._size(self.figure)[1] * 0.76 + self.figure._px(title._pad) for title in self._titles.values() if title.get_text()),
            default=0.0,
        )
        if self._colorbar is None and self._axis_on and self.xaxis.tick["labels"]:
            # The last label may reach over the frame's end.
            room["right"] = max(room["right"], max(self.xaxis.label_room(side)[1] for side in self.xaxis.sides) / 2 * 0.9)
        return left - room["left"], top - room["top"], left + width + room["right"], top + height + room["bottom"]

    def _pixel(self, x, y):
        """The pixel of a point of the data."""
        left, top, width, height = self._rect
        return (
            None if x is None else left + self._share(self.xaxis, x) * width,
            None if y is None else top + (1 - self._share(self.yaxis, y)) * height,
        )

    def _share(self, axis, value):
        low, high = axis.get_view_interval()
        if axis.view.kind in ("date", "category") and not isinstance(value, (int, float, np.ndarray)):
            value = np.asarray(axis.convert(value))
        steps = axis.view.steps
        if steps is not None:
            return np.interp(value, steps, np.arange(len(steps))) / (len(steps) - 1)
        if axis.view.scale == "log":
            low, high, value = np.log10(low), np.log10(high), np.log10(value)
        return (value - low) / (high - low)

    def _pixels_drawn(self):
        """Where points of the data are, for a legend that should not cover them."""
        found = []
        for artist in self._artists:
            limits = artist.data_limits() if artist._spans == (False, False) else None
            if limits is None or limits[0] is None or limits[1] is None or np.ndim(limits[0]) != 1 or len(limits[0]) != len(limits[1]):
                continue
            xs, ys = (np.asarray(values, dtype=float) for values in limits)
            if len(xs) < 200 and type(artist).__name__ == "Line2D" and len(xs) > 1:
                places, dense = np.arange(len(xs)), np.linspace(0, len(xs) - 1, 400)
                xs, ys = np.interp(dense, places, xs), np.interp(dense, places, ys)
            step = max(1, len(xs) // 2000)
            found.append(self._pixel(xs[::step], ys[::step]))
        return found


class Bbox:
    """A rectangle in shares of the figure."""

    def __init__(self, x0, y0, width, height):
        self.x0, self.y0, self.width, self.height = x0, y0, width, height
        self.x1, self.y1 = x0 + width, y0 + height
        self.bounds = (x0, y0, width, height)

    def __iter__(self):
        return iter(((self.x0, self.y0), (self.x1, self.y1)))

    def __repr__(self):
        return f"Bbox([[{self.x0}, {self.y0}], [{self.x1}, {self.y1}]])"
