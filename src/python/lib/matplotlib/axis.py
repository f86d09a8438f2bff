"""The two axes of a picture: limits, scale, ticks and their labels."""

import _dasklet_plots
import numpy as np
from _dasklet_missing import refuse, unsupported

from . import rcParams, ticker
from .artist import Artist, points_of, stroke_of, unexpected
from .dates import AutoDateFormatter, AutoDateLocator, date2num, is_date
from .text import Text
from .units import ConversionError

_TICK_NAMES = {
    "color": "color",
    "direction": "direction",
    "labelcolor": "labelcolor",
    "labelrotation": "rotation",
    "labelrotation_mode": "rotation_mode",
    "labelsize": "size",
    "length": "length",
    "pad": "pad",
    "rotation": "rotation",
    "width": "width",
}
_GRID_LOOKS = ("alpha", "color", "linestyle", "linewidth")
# Away from the frame, as pixels count.
_OUTWARD = {"bottom": 1, "top": -1, "left": -1, "right": 1}


def _grid_looks_of(given):
    """Looks by their full names; an order among the lines of a grid shows nothing."""
    names = {"c": "color", "lw": "linewidth", "ls": "linestyle"}
    looks = {names.get(name, name): value for name, value in given.items()}
    looks.pop("zorder", None)
    for name in looks:
        if name not in _GRID_LOOKS:
            raise unexpected("grid()", name, _GRID_LOOKS)
    return looks


class Axis(Artist):
    """One axis."""

    _properties = {"zorder": 2.5}

    def __init__(self, axes, name, view):
        super().__init__()
        self.axes, self.figure, self.axis_name, self.view = axes, axes.figure, name, view
        view.join(axes)
        middle = (0.5, 0) if name == "x" else (0, 0.5)
        self.label = Text(*middle, ha="center", rotation=0 if name == "x" else 90)
        self.label.set(**{name: rcParams[f"axes.label{name.removeprefix('font')}"] for name in ("fontsize", "fontweight", "color")})
        self.label.axes, self.label.figure = axes, axes.figure
        self.labelpad = rcParams["axes.labelpad"]
        # Where its name stands; ticks and their labels may stand on both sides.
        self.sides = ("bottom", "top") if name == "x" else ("left", "right")
        self.label_side = self.sides[0]
        settings = {key.removeprefix(f"{name}tick."): value for key, value in rcParams.items() if key.startswith(f"{name}tick.")}
        color, direction = settings["color"], settings["direction"]
        # What `tick_params` changes.
        self.tick = {
            "size": points_of(settings["labelsize"]),
            "rotation": 0.0,
            "rotation_mode": None,
            "weight": "normal",
            "ha": None,
            "va": None,
            "labelcolor": color if settings["labelcolor"] == "inherit" else settings["labelcolor"],
            "pad": settings["major.pad"],
            "labels": self.sides[:1],
            "color": color,
            "length": settings["major.size"],
            "width": settings["major.width"],
            "direction": direction,
            "ticks": self.sides[:1],
        }
        self.minor_tick = {
            "color": color,
            "length": settings["minor.size"],
            "width": settings["minor.width"],
            "direction": direction,
            "ticks": self.sides[:1],
        }
        # Looks of the lines at ticks, if there are lines, and what `tick_params` says of them.
        self.grid_style = self.minor_grid_style = self._own_locator = None
        self._grid_looks = {at: {look: rcParams[f"grid.{look}"] for look in _GRID_LOOKS} for at in ("major", "minor")}

    # Limits and units

    def get_view_interval(self):
        return self.view.interval()

    def get_data_interval(self):
        """From and to, as they are drawn."""
        return self.view.data_interval()

    def tick_space(self):
        """How many ticks there is room for."""
        rect = self.axes._rect or (0, 0, 496, 370)
        length = rect[2] if self.axis_name == "x" else rect[3]
        return int(length / self.figure._px(points_of(self.tick["size"]) * (3 if self.axis_name == "x" else 2)))

    def convert(self, values):
        """Numbers for dates and categories, too; what comes decides what the axis shows."""
        values = getattr(values, "values", values)
        view = self.view
        if is_date(values):
            if view.kind is None:
                view.kind = "date"
            return np.asarray(date2num(values), dtype=float)
        if isinstance(values, str):
            if view.kind == "date":
                raise ConversionError(f"Failed to convert value(s) to axis units: {values!r}; np.datetime64({values!r}) is a date")
            return self._categories([values])[0]
        if not hasattr(values, "dtype"):
            if not isinstance(values, (int, float, list, tuple, range)):
                values = np.asarray(values) if hasattr(values, "__array__") else list(values)
            values = np.asarray(values)
        elif not isinstance(values, np.ndarray) and hasattr(values, "__array__"):
            values = np.asarray(values)
        kind = values.dtype.kind
        if kind == "M":
            return self.convert(values)
        if kind in "UO" and values.size and isinstance(values.ravel()[0], str):
            if view.kind == "date":
                return np.asarray(date2num(values.astype("datetime64[us]")), dtype=float)
            return self._categories(values.ravel().tolist())
        if kind == "m":
            return values.astype("int64").astype(float)
        return values.astype(float) if kind != "f" else values

    def _categories(self, names):
        self.view.kind = "category"
        known = self.view.categories
        return np.array([float(known.setdefault(name, len(known))) for name in names])

    def written(self, value):
        """A value in words."""
        if self.view.kind == "date":
            return _dasklet_plots.date_text(float(value), "%Y-%m-%d" if value == int(value) else "%Y-%m-%d %H:%M")
        if self.view.kind == "category":
            return next((name for name, at in self.view.categories.items() if at == round(float(value))), f"{value:.4g}")
        return f"{float(value):.4g}"

    # Ticks

    def get_major_locator(self):
        view = self.view
        locator = view.locator
        if view.kind == "category" and locator is None:
            locator = ticker.FixedLocator(list(view.categories.values()))
        elif locator is None:
            kind = AutoDateLocator if view.kind == "date" else ticker.LogLocator if view.scale == "log" else ticker.AutoLocator
            if type(self._own_locator) is not kind:
                self._own_locator = kind()
            locator = self._own_locator
            if kind is ticker.LogLocator:
                locator.set_params(view.base)
        locator.axis = self
        return locator

    def get_major_formatter(self):
        view = self.view
        formatter = view.formatter
        if formatter is None:
            if view.kind == "date":
                formatter = AutoDateFormatter(self.get_major_locator())
            elif view.kind == "category":
                formatter = ticker.FixedFormatter(list(view.categories))
            else:
                formatter = ticker.LogFormatterSciNotation(view.base) if view.scale == "log" else ticker.ScalarFormatter()
        formatter.axis = self
        return formatter

    def set_major_locator(self, locator):
        self.view.locator = locator

    def set_minor_locator(self, locator):
        self.view.minor_locator = locator

    def set_major_formatter(self, formatter):
        if isinstance(formatter, str):
            formatter = ticker.StrMethodFormatter(formatter) if "{" in formatter else ticker.FormatStrFormatter(formatter)
        elif not isinstance(formatter, ticker.Formatter) and callable(formatter):
            formatter = ticker.FuncFormatter(formatter)
        self.view.formatter = formatter

    def set_minor_formatter(self, formatter):
        """Minor ticks have no labels here."""
        if not isinstance(formatter, ticker.NullFormatter):
            raise unsupported("labels of minor ticks", "ax.set_xticks(ticks, labels) labels any ticks")

    def set_ticks(self, ticks, labels=None, *, minor=False, **kwargs):
        # Too many are refused before anything is made of them.
        ticker.FixedLocator(range(len(ticks)))
        given = np.asarray(getattr(ticks, "values", ticks))
        ticks = np.atleast_1d(given if given.dtype.kind in "iu" else self.convert(ticks)) if len(ticks) else np.array([])
        if minor:
            self.view.minor_locator = ticker.FixedLocator(ticks)
            return
        self.view.locator = ticker.FixedLocator(ticks)
        if len(ticks) and self.view.limits is not None:
            low, high = self.view.limits
            least, most = float(ticks.min()), float(ticks.max())
            self.view.limits = (min(low, least), max(high, most)) if low <= high else (max(low, most), min(high, least))
        elif len(ticks):
            low, high = self.view.automatic()
            if ticks.min() < low or ticks.max() > high:
                self.view.limits = min(low, float(ticks.min())), max(high, float(ticks.max()))
        if labels is not None:
            self.set_ticklabels(labels, **kwargs)
        elif kwargs:
            self._label_looks(kwargs)

    def set_ticklabels(self, labels, *, minor=False, fontdict=None, **kwargs):
        refuse("set_ticklabels", "minor ticks have no labels; ax.set_xticks(ticks, labels) labels any ticks", minor=minor or None)
        labels = [getattr(label, "get_text", lambda label=label: str(label))() for label in labels]
        if isinstance(self.view.locator, ticker.FixedLocator) and len(labels) not in (0, len(self.view.locator.locs)):
            raise ValueError(
                f"The number of FixedLocator locations ({len(self.view.locator.locs)}), usually from a call to set_ticks, does not match the number of labels ({len(labels)})."
            )
        self.view.formatter = ticker.FixedFormatter(labels)
        self._label_looks({**(fontdict or {}), **kwargs})

    def _label_looks(self, looks):
        names = {
            "rotation": "rotation",
            "ha": "ha",
            "horizontalalignment": "ha",
            "va": "va",
            "verticalalignment": "va",
            "fontsize": "size",
            "size": "size",
            "color": "labelcolor",
            "rotation_mode": "rotation_mode",
            "fontweight": "weight",
            "weight": "weight",
        }
        for name, value in looks.items():
            if name not in names:
                raise unexpected("Text.set()", name, names)
            self.tick[names[name]] = {"vertical": 90.0, "horizontal": 0.0}.get(value, value) if name == "rotation" else value

    def get_ticklocs(self, *, minor=False):
        if minor:
            return self._minor()
        return np.asarray(self.get_major_locator()())

    def get_majorticklocs(self):
        return self.get_ticklocs()

    def get_ticklabels(self, minor=False, which=None):
        if minor or which == "minor":
            return []
        locs = self.get_ticklocs()
        labels = self.get_major_formatter().format_ticks(locs.tolist())
        return [_TickLabel(self, float(loc), label) for loc, label in zip(locs, labels)]

    def get_majorticklabels(self):
        return self.get_ticklabels()

    def get_offset_text(self):
        return Text(0, 0.5, self._ticks()[2])

    def get_minor_locator(self):
        locator = self.view.minor_locator
        if locator is None:
            locator = ticker.LogLocator(self.view.base, self.view.subs) if self.view.scale == "log" else ticker.NullLocator()
        locator.axis = self
        return locator

    def _minor(self):
        """Minor ticks, without those where a major one stands."""
        found, low, high = np.asarray(self.get_minor_locator()(), dtype=float), *sorted(self.get_view_interval())
        if not found.size:
            return found
        major = np.asarray(self.get_major_locator()(), dtype=float)
        if self.view.scale == "log":
            found, at, major = found[found > 0], np.log10(found[found > 0]), np.log10(major[major > 0])
            low, high = np.log10(low), np.log10(high)
        else:
            at = found
        if not major.size:
            return found
        near = np.abs(at[:, None] - major[None, :]).min(axis=1)
        return found[near > 1e-5 * (high - low)]

    def _ticks(self):
        """Within the limits: places, labels, what stands beside the axis, and places of minor ticks."""
        low, high = self.get_view_interval()
        locs = self.get_ticklocs()
        least, most = min(low, high), max(low, high)
        room = 1e-10 * (most - least)
        formatter = self.get_major_formatter()
        if isinstance(formatter, ticker.ScalarFormatter) or self.view.kind == "date":
            # Digits, and what dates share, are those of the ticks that are seen.
            locs = locs[(locs >= least - room) & (locs <= most + room)]
            labels = formatter.format_ticks(locs.tolist()) if len(locs) else []
            return (
                locs.tolist(),
                labels,
                formatter.get_offset() if len(locs) else "",
                self._minor_within(low, high, room),
            )
        labels = formatter.format_ticks(locs.tolist()) if len(locs) else []
        seen = [(loc, label) for loc, label in zip(locs.tolist(), labels) if least - room <= loc <= most + room]
        minor = self._minor_within(low, high, room)
        if self.view.scale == "log" and self.view.formatter is None and len(seen) < 2 and self.view.locator is None:
            # Hardly a power is seen: its multiples say where we are.
            texts = formatter.format_ticks(minor)
            seen = sorted(seen + [(loc, text) for loc, text in zip(minor, texts) if text])
        return [loc for loc, _ in seen], [label for _, label in seen], "", minor

    def _minor_within(self, low, high, room):
        return [loc for loc in self._minor().tolist() if min(low, high) - room <= loc <= max(low, high) + room]

    # Looks

    def set_tick_params(self, which="major", reset=False, **kwargs):
        refuse("tick_params", "name what is to look otherwise", reset=reset or None)
        if which not in ("major", "minor", "both"):
            raise ValueError(f"{which!r} is not a valid value for which; supported values are 'major', 'minor', 'both'")
        for at in ("major", "minor") if which == "both" else (which,):
            for name, value in kwargs.items():
                self._set_tick_param(at, name, value, which)

    def _set_tick_param(self, at, name, value, which):
        tick = self.tick if at == "major" else self.minor_tick
        side = name.removeprefix("label")
        if name == "colors":
            self._set_tick_param(at, "color", value, which)
            self._set_tick_param(at, "labelcolor", value, which)
        elif name.startswith("grid_"):
            self._grid_looks[at].update(_grid_looks_of({name.removeprefix("grid_"): value}))
        elif side in ("left", "right", "top", "bottom"):
            key = "ticks" if side == name else "labels"
            if side in self.sides and key in tick:
                tick[key] = tuple(one for one in self.sides if (value if one == side else one in tick[key]))
        elif name in _TICK_NAMES and _TICK_NAMES[name] in tick:
            tick[_TICK_NAMES[name]] = value
        elif name in _TICK_NAMES:
            if which == "minor":
                raise unsupported(
                    f"tick_params(which='minor') with {name}", "minor ticks have no labels; ax.set_xticks(ticks, labels) labels any ticks"
                )
        elif name in ("zorder", "labelfontfamily"):
            raise unsupported(f"tick_params with {name}", "labelsize=, labelcolor= and pad= change labels, set_axisbelow places ticks")
        else:
            raise unexpected("tick_params", name, [*_TICK_NAMES, "colors", *self.sides, *("label" + side for side in self.sides)])

    def show_labels(self, shown):
        """Whether ticks have labels."""
        self.tick["labels"] = (self.tick["labels"] or self.sides[:1]) if shown else ()

    def set_ticks_position(self, position):
        """Ticks with their labels on a side; with "both" and "none" labels stay."""
        ticks = {"both": self.sides, "none": (), "default": self.sides[:1]}.get(position, (position,))
        self.tick["ticks"] = self.minor_tick["ticks"] = ticks
        if position == "default" or position in self.sides:
            self.tick["labels"] = ticks
        elif position not in ("both", "none"):
            raise ValueError(
                f"{position!r} is not a valid value for position; supported values are {', '.join(self.sides)}, both, default, none"
            )

    def set_label_position(self, position):
        if position not in self.sides:
            raise ValueError(f"{position!r} is not a valid value for position; supported values are {', '.join(self.sides)}")
        self.label_side = position

    def move_to(self, side):
        """Ticks, labels and the name on a side."""
        self.set_ticks_position(side)
        self.label_side = side

    def _tick_to(self, side):
        labelled = self.tick["labels"]
        self.set_ticks_position(side)
        self.show_labels(labelled)

    def tick_right(self):
        self._tick_to("right")

    def tick_left(self):
        self._tick_to("left")

    def tick_top(self):
        self._tick_to("top")

    def tick_bottom(self):
        self._tick_to("bottom")

    def set_label_text(self, label, fontdict=None, **kwargs):
        self.label.set_text(label)
        self.label.set(**(fontdict or {}), **kwargs)
        return self.label

    def get_label_text(self):
        return self.label.get_text()

    def get_label(self):
        return self.label

    def set_inverted(self, inverted):
        self.view.is_inverted = bool(inverted)
        if self.view.limits is not None:
            low, high = sorted(self.view.limits)
            self.view.limits = (high, low) if inverted else (low, high)

    def get_inverted(self):
        low, high = self.get_view_interval()
        return high < low

    def grid(self, visible=None, which="major", **kwargs):
        looks = _grid_looks_of(kwargs)
        for at, name in (("major", "grid_style"), ("minor", "minor_grid_style")):
            if which in (at, "both"):
                shown = visible if visible is not None else bool(kwargs) or getattr(self, name) is None
                setattr(self, name, looks if shown else None)
        if which not in ("major", "minor", "both"):
            raise ValueError(f"{which!r} is not a valid value for which; supported values are 'major', 'minor', 'both'")

    def get_scale(self):
        return self.view.scale

    # Drawing

    def thickness(self, side):
        """Pixels that ticks, labels and the axis' name take outside of the frame."""
        if not self._get("visible"):
            return 0.0
        total = self.label_room(side)[0]
        if side == self.label_side and self.label.get_text() and self.label._get("visible"):
            total += self.figure._px(self.labelpad) + self.label._size(self.figure)[1 if self.axis_name == "x" else 0]
        return total

    def _tick_room(self, side):
        tick = self.tick
        outside = {"out": 1.0, "inout": 0.5}.get(tick["direction"], 0.0)
        return self.figure._px(tick["length"] * outside) if side in tick["ticks"] else 0.0

    def label_room(self, side):
        """What ticks with their labels take, and the labels' size along the axis."""
        px, tick = self.figure._px, self.tick
        _, labels, beside, _ = self._ticks()
        room = self._tick_room(side)
        labelled = side in tick["labels"]
        sizes = [self._tick_label(label, side)._size(self.figure) for label in labels if label] if labelled else []
        across = max((size[1 if self.axis_name == "x" else 0] for size in sizes), default=0.0)
        along = max((size[0 if self.axis_name == "x" else 1] for size in sizes), default=0.0)
        if sizes:
            room += px(tick["pad"]) + across
        if beside and self.axis_name == "x" and labelled:
            room += px(3 + points_of(tick["size"]))
        return room, along

    def _tick_label(self, label, side):
        tick = self.tick
        is_x = self.axis_name == "x"
        text = Text(
            0,
            0,
            label,
            fontsize=tick["size"],
            fontweight=tick["weight"],
            color=tick["labelcolor"],
            rotation=tick["rotation"],
            rotation_mode=tick["rotation_mode"],
            ha=tick["ha"] or ("center" if is_x else {"left": "right", "right": "left"}[side]),
            va=tick["va"] or ({"bottom": "top", "top": "bottom"}[side] if is_x else "center"),
        )
        text.figure = self.figure
        return text

    def draw_grid(self, canvas):
        if not self._get("visible"):
            return
        _, _, _, minor = found = self._ticks()
        left, top, width, height = self.axes._rect
        for given, at, locs in ((self.minor_grid_style, "minor", minor), (self.grid_style, "major", found[0])):
            if given is None:
                continue
            looks = {**self._grid_looks[at], **given}
            stroke = stroke_of(looks["color"], looks["linewidth"], looks["linestyle"], looks["alpha"], self.figure._px(1))
            for loc in locs:
                x, y = self.axes._pixel(loc if self.axis_name == "x" else None, loc if self.axis_name == "y" else None)
                ends = ([x, x], [top, top + height]) if self.axis_name == "x" else ([left, left + width], [y, y])
                canvas.line(*ends, stroke)

    def draw(self, canvas):
        if not self._get("visible"):
            return
        locs, labels, beside, minor = self._ticks()
        places, lesser = ([self._along(loc) for loc in some] for some in (locs, minor))
        left, top, width, height = self.axes._rect
        edges = {"bottom": top + height, "top": top, "left": left, "right": left + width}
        for side in self.sides:
            for tick, at in ((self.tick, places), (self.minor_tick, lesser)):
                if at and side in tick["ticks"]:
                    self._draw_marks(canvas, tick, at, edges[side], side)
            if side in self.tick["labels"]:
                self._draw_labels(canvas, places, labels, beside, edges[side], side)
        if self.label.get_text():
            self._draw_name(canvas, edges[self.label_side])

    def _along(self, loc):
        return self.axes._pixel(loc, None)[0] if self.axis_name == "x" else self.axes._pixel(None, loc)[1]

    def _draw_marks(self, canvas, tick, at, edge, side):
        px = self.figure._px
        span = {"out": (0.0, 1.0), "in": (-1.0, 0.0), "inout": (-0.5, 0.5)}[tick["direction"]]
        stroke = stroke_of(tick["color"], tick["width"], "-", None, px(1))
        if stroke:
            ends = [[edge + _OUTWARD[side] * px(tick["length"]) * end] * len(at) for end in span]
            canvas.segments(*((at, ends[0], at, ends[1]) if self.axis_name == "x" else (ends[0], at, ends[1], at)), stroke)

    def _draw_labels(self, canvas, places, labels, beside, edge, side):
        px, tick, figure = self.figure._px, self.tick, self.figure
        left, top, width, _ = self.axes._rect
        is_x, sign = self.axis_name == "x", _OUTWARD[side]
        at = edge + sign * (self._tick_room(side) + px(tick["pad"]))
        for place, label in zip(places, labels):
            self._tick_label(label, side).draw_at(canvas, figure, *((place, at) if is_x else (at, place)))
        if beside:
            text = self._tick_label(beside, side)
            text.set(rotation=0, ha="right" if is_x else side, va="top" if side == "bottom" else "bottom")
            if is_x:
                room_of_text = px(points_of(tick["size"]) + 3)
                text.draw_at(canvas, figure, left + width, edge + sign * (self.label_room(side)[0] - room_of_text + px(3)))
            else:
                text.draw_at(canvas, figure, edge, top - px(3))

    def _draw_name(self, canvas, edge):
        """The name: at a share of the axis' length, as far from the frame as ticks need."""
        figure, sign = self.figure, _OUTWARD[self.label_side]
        left, top, width, height = self.axes._rect
        at = edge + sign * (self.label_room(self.label_side)[0] + figure._px(self.labelpad))
        if self.axis_name == "x":
            self.label.set(va="top" if sign > 0 else "bottom")
            self.label.draw_at(canvas, figure, left + width * self.label._x, at)
            return
        across, along = self.label._size(figure)
        text = Text(0, 0)
        text._values.update(self.label._values, horizontalalignment="center", verticalalignment="center", rotation_mode=None)
        text._text = self.label._text
        place = top + height * (1 - self.label._y)
        place += along * {"left": -0.5, "right": 0.5}.get(self.label._get("horizontalalignment"), 0.0)
        text.draw_at(canvas, figure, at + sign * across / 2, place)

    def __repr__(self):
        return f"<matplotlib.axis.{self.axis_name.upper()}Axis object at {id(self):#x}>"


class _TickLabel(Text):
    """A tick's label: its looks are those of all."""

    def __init__(self, axis, loc, label):
        is_x = axis.axis_name == "x"
        super().__init__(loc if is_x else 0, 0 if is_x else loc, label)
        self._axis = axis

    def set(self, **kwargs):
        if kwargs and "_axis" in self.__dict__:
            text = kwargs.pop("visible", None)
            if text is not None:
                self._axis.show_labels(text)
            self._axis._label_looks(kwargs)

    def set_rotation(self, s):
        self.set(rotation=s)
