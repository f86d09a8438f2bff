"""The two axes of a picture: limits, scale, ticks and their labels."""

import _dasklet_plots
import numpy as np
from _dasklet_missing import refuse, unsupported

from . import rcParams, ticker
from .artist import Artist, points_of, stroke_of
from .dates import AutoDateFormatter, AutoDateLocator, date2num, is_date
from .text import Text


class Axis(Artist):
    """One axis."""

    _properties = {"zorder": 2.5}

    def __init__(self, axes, name, view):
        super().__init__()
        self.axes, self.figure, self.axis_name, self.view = axes, axes.figure, name, view
        view.join(axes)
        self.label = Text(fontsize=rcParams["axes.labelsize"], horizontalalignment="center", rotation=0 if name == "x" else 90)
        self.label.axes, self.label.figure = axes, axes.figure
        self.labelpad = rcParams["axes.labelpad"]
        self.side = "bottom" if name == "x" else "left"
        size = rcParams[f"{name}tick.labelsize"]
        # What `tick_params` changes; `sides` are those with ticks.
        self.tick = {
            "size": size,
            "rotation": 0.0,
            "ha": None,
            "va": None,
            "color": "black",
            "labelcolor": "black",
            "length": 3.5,
            "width": 0.8,
            "pad": 3.5,
            "direction": rcParams[f"{name}tick.direction"],
            "ticks": True,
            "labels": True,
        }
        self.grid_style = self._own_locator = None

    # Limits and units

    def get_view_interval(self):
        return self.view.interval()

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
                formatter = ticker.LogFormatterSciNotation() if view.scale == "log" else ticker.ScalarFormatter()
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
        ticks = np.atleast_1d(self.convert(ticks)) if len(ticks) else np.array([])
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
            "rotation_mode": None,
            "fontweight": None,
            "weight": None,
        }
        for name, value in looks.items():
            if name not in names:
                from .artist import unexpected

                raise unexpected("Text.set()", name, names)
            if names[name]:
                self.tick[names[name]] = {"vertical": 90.0, "horizontal": 0.0}.get(value, value) if name == "rotation" else value

    def get_ticklocs(self, *, minor=False):
        low, high = self.get_view_interval()
        if minor:
            return self._minor(low, high)
        return np.asarray(self.get_major_locator().tick_values(low, high), dtype=float)

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

    def _minor(self, low, high):
        if self.view.minor_locator is not None:
            self.view.minor_locator.axis = self
            return np.asarray(self.view.minor_locator.tick_values(low, high), dtype=float)
        if self.view.scale == "log" and self.view.locator is None:
            return np.array(_dasklet_plots.log_ticks(*sorted((float(low), float(high))), max(2, min(9, self.tick_space())))[1])
        return np.array([])

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
            # Hardly a power of ten is seen: its multiples say where we are.
            some = [loc for loc in minor if most / least < 4 or f"{loc:e}"[0] in "235"]
            texts = self.get_major_formatter().format_ticks(some)
            seen = sorted(seen + list(zip(some, texts)))
        return [loc for loc, _ in seen], [label for _, label in seen], "", minor

    def _minor_within(self, low, high, room):
        return [loc for loc in self._minor(low, high).tolist() if min(low, high) - room <= loc <= max(low, high) + room]

    # Looks

    def set_tick_params(self, which="major", reset=False, **kwargs):
        refuse("tick_params", "name what is to look otherwise", reset=reset or None)
        if which == "minor":
            return
        sides = ("bottom", "top") if self.axis_name == "x" else ("left", "right")
        names = {
            "labelsize": "size",
            "labelrotation": "rotation",
            "rotation": "rotation",
            "length": "length",
            "width": "width",
            "pad": "pad",
            "direction": "direction",
            "color": "color",
            "labelcolor": "labelcolor",
        }
        for name, value in kwargs.items():
            if name in names:
                self.tick[names[name]] = value
            elif name == "colors":
                self.tick["color"] = self.tick["labelcolor"] = value
            elif name in sides:
                if value and name != self.side and not kwargs.get(self.side, False):
                    self.side = name
                elif name == self.side:
                    self.tick["ticks"] = bool(value)
            elif name.removeprefix("label") in sides:
                if value and name.removeprefix("label") != self.side:
                    self.side = name.removeprefix("label")
                elif name == "label" + self.side:
                    self.tick["labels"] = bool(value)
            elif name.startswith("grid_") or name in (
                "left",
                "right",
                "top",
                "bottom",
                "labelleft",
                "labelright",
                "labeltop",
                "labelbottom",
                "zorder",
                "labelfontfamily",
            ):
                continue
            else:
                from .artist import unexpected

                raise unexpected("tick_params", name, [*names, "colors", *sides, *("label" + side for side in sides)])

    def set_ticks_position(self, position):
        if position in ("left", "right", "top", "bottom"):
            self.side = position

    set_label_position = set_ticks_position

    def tick_right(self):
        self.side = "right"

    def tick_left(self):
        self.side = "left"

    def tick_top(self):
        self.side = "top"

    def tick_bottom(self):
        self.side = "bottom"

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
        if which == "minor":
            return
        shown = visible if visible is not None else bool(kwargs) or self.grid_style is None
        self.grid_style = kwargs if shown else None

    def get_scale(self):
        return self.view.scale

    # Drawing

    def thickness(self):
        """Pixels that ticks, labels and the axis' name take outside of the frame."""
        if not self._get("visible"):
            return 0.0
        labels, _ = self._label_room()
        total = labels
        if self.label.get_text() and self.label._get("visible"):
            total += self.figure._px(self.labelpad) + self.label._size(self.figure)[1 if self.axis_name == "x" else 0]
        return total

    def _label_room(self):
        """What ticks with their labels take, and the labels' size along the axis."""
        px, tick = self.figure._px, self.tick
        _, labels, beside, _ = self._ticks()
        outside = {"out": 1.0, "inout": 0.5}.get(tick["direction"], 0.0)
        room = px(tick["length"] * outside) if tick["ticks"] else 0.0
        sizes = [self._tick_label(label)._size(self.figure) for label in labels if label] if tick["labels"] else []
        across = max((size[1 if self.axis_name == "x" else 0] for size in sizes), default=0.0)
        along = max((size[0 if self.axis_name == "x" else 1] for size in sizes), default=0.0)
        if sizes:
            room += px(tick["pad"]) + across
        if beside and self.axis_name == "x" and tick["labels"]:
            room += px(3 + points_of(tick["size"]))
        return room, along

    def _tick_label(self, label):
        tick = self.tick
        rotation = float(tick["rotation"])
        is_x = self.axis_name == "x"
        ha = tick["ha"] or ("center" if is_x else {"left": "right", "right": "left"}[self.side])
        va = tick["va"] or (({"bottom": "top", "top": "bottom"}[self.side]) if is_x else "center")
        text = Text(
            0,
            0,
            label,
            fontsize=tick["size"],
            color=tick["labelcolor"],
            rotation=rotation,
            ha=ha,
            va=va.replace("_baseline", ""),
        )
        text.figure = self.figure
        return text

    def draw_grid(self, canvas):
        if self.grid_style is None or not self._get("visible"):
            return
        style = {
            "color": rcParams["grid.color"],
            "linewidth": rcParams["grid.linewidth"],
            "linestyle": rcParams["grid.linestyle"],
            "alpha": rcParams["grid.alpha"],
        }
        names = {"c": "color", "lw": "linewidth", "ls": "linestyle"}
        for name, value in self.grid_style.items():
            name = names.get(name, name)
            if name not in style and name not in ("zorder", "axis"):
                from .artist import unexpected

                raise unexpected("grid()", name, style)
            style[name] = value
        stroke = stroke_of(style["color"], style["linewidth"], style["linestyle"], style["alpha"], self.figure._px(1))
        locs = self._ticks()[0]
        left, top, width, height = self.axes._rect
        for loc in locs:
            x, y = self.axes._pixel(loc if self.axis_name == "x" else None, loc if self.axis_name == "y" else None)
            ends = ([x, x], [top, top + height]) if self.axis_name == "x" else ([left, left + width], [y, y])
            canvas.line(*ends, stroke)

    def draw(self, canvas):
        if not self._get("visible"):
            return
        px, tick, figure = self.figure._px, self.tick, self.figure
        left, top, width, height = self.axes._rect
        is_x = self.axis_name == "x"
        sign = 1 if self.side in ("bottom", "right") else -1
        edge = {"bottom": top + height, "top": top, "left": left, "right": left + width}[self.side]
        locs, labels, beside, minor = self._ticks()
        places = [self.axes._pixel(loc, None)[0] if is_x else self.axes._pixel(None, loc)[1] for loc in locs]
        if tick["ticks"]:
            span = {"out": (0.0, 1.0), "in": (-1.0, 0.0), "inout": (-0.5, 0.5)}[tick["direction"]]
            stroke = stroke_of(tick["color"], tick["width"], "-", None, px(1))
            small = stroke_of(tick["color"], tick["width"] * 0.75, "-", None, px(1))
            lesser = [self.axes._pixel(loc, None)[0] if is_x else self.axes._pixel(None, loc)[1] for loc in minor]
            for at, length, line in ((places, tick["length"], stroke), (lesser, tick["length"] * 0.57, small)):
                if at and line:
                    ends = [[edge + sign * px(length) * end] * len(at) for end in span]
                    canvas.segments(*((at, ends[0], at, ends[1]) if is_x else (ends[0], at, ends[1], at)), line)
        room, _ = self._label_room()
        outside = {"out": 1.0, "inout": 0.5}.get(tick["direction"], 0.0) if tick["ticks"] else 0.0
        at = edge + sign * px(tick["length"] * outside + tick["pad"])
        if tick["labels"]:
            for place, label in zip(places, labels):
                self._tick_label(label).draw_at(canvas, figure, *((place, at) if is_x else (at, place)))
            if beside:
                text = self._tick_label(beside)
                text.set(rotation=0, ha="right" if is_x else "left", va="top" if self.side == "bottom" else "bottom")
                if is_x:
                    room_of_text = px(points_of(tick["size"]) + 3)
                    text.draw_at(canvas, figure, left + width, edge + sign * (room - room_of_text + px(3)))
                else:
                    text.set(ha=self.side)
                    text.draw_at(canvas, figure, edge, top - px(3))
        if self.label.get_text():
            at = edge + sign * (room + px(self.labelpad))
            if is_x:
                self.label.set(va="top" if sign > 0 else "bottom")
                share = {"left": 0.0, "right": 1.0}.get(self.label._get("horizontalalignment"), 0.5)
                self.label.draw_at(canvas, figure, left + width * share, at)
            else:
                across = self.label._size(figure)[0]
                text = Text(0, 0)
                text._values.update(self.label._values, horizontalalignment="center", verticalalignment="center")
                text._text = self.label._text
                share = {"left": 1.0, "right": 0.0, "bottom": 1.0, "top": 0.0}.get(self.label._get("horizontalalignment"), 0.5)
                text.draw_at(canvas, figure, at + sign * across / 2, top + height * share)

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
                self._axis.tick["labels"] = bool(text)
            self._axis._label_looks(kwargs)

    def set_rotation(self, s):
        self.set(rotation=s)
