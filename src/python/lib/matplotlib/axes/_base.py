"""What all axes do besides drawing data: limits, labels, ticks, layout."""

import numpy as np
from _dasklet_missing import refuse, refuse_other

from .. import rcParams
from ..artist import Artist, fill_of, points_of, stroke_of, unexpected
from ..axis import Axis, View
from ..colors import to_rgba
from ..legend import Legend
from ..text import Text

_CYCLE = [to_rgba(f"C{at}")[:3] for at in range(10)]


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


class _AxesBase(Artist):
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
        self._colors = None
        self.spines = _Spines({side: Spine() for side in ("left", "right", "bottom", "top")})
        for side, spine in self.spines.items():
            spine._values["visible"] = rcParams[f"axes.spines.{side}"]
        self.xaxis = Axis(self, "x", View("x") if sharex is None else sharex.xaxis.view)
        self.yaxis = Axis(self, "y", View("y") if sharey is None else sharey.yaxis.view)
        if rcParams["axes.grid"] and claim is None:
            self.grid(True)
        self.set(**kwargs)

    def set(self, **kwargs):
        """Change several things: `ax.set(title="…", xlabel="…", ylim=(0, 1))`."""
        for name, value in kwargs.items():
            setter = getattr(type(self), f"set_{name}", None)
            if setter is not None:
                setter(self, value)
            elif name in self._properties or name in self._aliases:
                Artist.set(self, **{name: value})
            else:
                raise unexpected(f"{type(self).__name__}.set()", name, [*self._set_by, *self._properties])
        return [None] * len(kwargs)

    # Artists

    def _add(self, artist, autoscale=True):
        artist.axes, artist.figure = self, self.figure
        self._artists.append(artist)
        return artist

    def add_artist(self, a):
        return self._add(a)

    add_patch = add_line = add_artist

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
            axis.grid_style = None

    clear = cla

    def _next_color(self, kind="areas"):
        colors = self._colors or _CYCLE
        self._cycles[kind] += 1
        return colors[(self._cycles[kind] - 1) % len(colors)]

    def set_prop_cycle(self, *args, **kwargs):
        if len(args) == 2:
            kwargs = {args[0]: args[1], **kwargs}
        colors = kwargs.pop("color", None)
        refuse("set_prop_cycle", "colours go in a cycle: set_prop_cycle(color=[...])", cycler=args[0] if len(args) == 1 else None, **kwargs)
        self._colors, self._cycles = list(colors) if colors is not None else None, {"lines": 0, "areas": 0}

    # Limits

    def _set_limits(self, axis, low, high, bottom, top, auto):
        refuse("limits", "limits that are set stay; ax.autoscale() gives them up", auto=auto or None)
        if high is None and low is not None and np.ndim(low):
            low, high = low
        low, high = (bottom if low is None else low), (top if high is None else high)
        before = axis.get_view_interval()
        low, high = (before[at] if limit is None else float(np.asarray(axis.convert(limit))) for at, limit in enumerate((low, high)))
        if not (np.isfinite(low) and np.isfinite(high)):
            raise ValueError("Axis limits cannot be NaN or Inf")
        if low == high:
            import warnings

            warnings.warn(
                f"Attempting to set identical low and high {axis.axis_name}lims makes transformation singular; automatically expanding.",
                stacklevel=3,
            )
            room = 0.05 * abs(low) or 0.05
            low, high = low - room, high + room
        if axis.view.scale == "log" and min(low, high) <= 0:
            import warnings

            warnings.warn(f"Attempt to set non-positive {axis.axis_name}lim on a log-scaled axis will be ignored.", stacklevel=3)
            low, high = (low if low > 0 else before[0]), (high if high > 0 else before[1])
        axis.view.limits = (low, high)
        axis.view.is_inverted = high < low
        return low, high

    def set_xlim(self, left=None, right=None, *, emit=True, auto=False, xmin=None, xmax=None):
        return self._set_limits(self.xaxis, left, right, xmin, xmax, auto)

    def set_ylim(self, bottom=None, top=None, *, emit=True, auto=False, ymin=None, ymax=None):
        return self._set_limits(self.yaxis, bottom, top, ymin, ymax, auto)

    def get_xlim(self):
        return tuple(np.float64(limit) for limit in self.xaxis.get_view_interval())

    def get_ylim(self):
        return tuple(np.float64(limit) for limit in self.yaxis.get_view_interval())

    def get_xbound(self):
        return tuple(sorted(self.get_xlim()))

    def get_ybound(self):
        return tuple(sorted(self.get_ylim()))

    def set_xbound(self, lower=None, upper=None):
        self._set_bound(self.xaxis, lower, upper)

    def set_ybound(self, lower=None, upper=None):
        self._set_bound(self.yaxis, lower, upper)

    def _set_bound(self, axis, lower, upper):
        """The least and the greatest value, in the direction that the axis has."""
        if upper is None and np.ndim(lower):
            lower, upper = lower
        before = axis.get_view_interval()
        low, high = sorted(before)
        limits = sorted((low if lower is None else lower, high if upper is None else upper))
        self._set_limits(axis, *(limits if before[0] <= before[1] else limits[::-1]), None, None, False)

    def axis(self, arg=None, /, **kwargs):
        """`"off"`, `"on"`, `"equal"`, `"tight"`, `"square"`, or `[xmin, xmax, ymin, ymax]`."""
        if isinstance(arg, (bool, str)):
            arg = {True: "on", False: "off"}.get(arg, arg)
            if arg in ("on", "off"):
                self._axis_on = arg == "on"
            elif arg in ("equal", "scaled", "image", "square"):
                self.set_aspect("equal", adjustable="datalim" if arg == "equal" else "box")
            elif arg in ("tight", "auto"):
                for axis in (self.xaxis, self.yaxis):
                    axis.view.limits = None
                if arg == "tight":
                    self.margins(0)
            else:
                raise ValueError(f"Unrecognized string {arg!r} to axis; try 'on' or 'off'")
        elif arg is not None:
            self.set_xlim(*arg[:2])
            self.set_ylim(*arg[2:])
        ends = {name: kwargs.pop(name, None) for name in ("xmin", "xmax", "ymin", "ymax")}
        if kwargs:
            raise TypeError(f"axis() got an unexpected keyword argument {next(iter(kwargs))!r}")
        if ends["xmin"] is not None or ends["xmax"] is not None:
            self.set_xlim(ends["xmin"], ends["xmax"])
        if ends["ymin"] is not None or ends["ymax"] is not None:
            self.set_ylim(ends["ymin"], ends["ymax"])
        return (*self.get_xlim(), *self.get_ylim())

    def set_axis_off(self):
        self._axis_on = False

    def set_axis_on(self):
        self._axis_on = True

    def autoscale(self, enable=True, axis="both", tight=None):
        for name in "xy" if axis == "both" else axis:
            view = getattr(self, f"{name}axis").view
            view.limits = None if enable else view.interval()
            if tight:
                self._margins[name] = 0.0

    def autoscale_view(self, tight=None, scalex=True, scaley=True):
        """Limits follow the data whenever they are asked for."""

    def relim(self, visible_only=False):
        """Limits follow the data whenever they are asked for."""

    def margins(self, *margins, x=None, y=None, tight=True):
        refuse_other("margins", "limits end where the margins do", tight=(tight, True))
        if len(margins) == 1:
            x = y = margins[0]
        elif margins:
            x, y = margins
        if x is None and y is None:
            return tuple(self._margins.get(name, rcParams[f"axes.{name}margin"]) for name in "xy")
        self._margins.update({name: margin for name, margin in (("x", x), ("y", y)) if margin is not None})
        return None

    def set_xmargin(self, m):
        self._margins["x"] = m

    def set_ymargin(self, m):
        self._margins["y"] = m

    def invert_xaxis(self):
        self.xaxis.set_inverted(not self.xaxis.get_inverted())

    def invert_yaxis(self):
        self.yaxis.set_inverted(not self.yaxis.get_inverted())

    def xaxis_inverted(self):
        return self.xaxis.get_inverted()

    def yaxis_inverted(self):
        return self.yaxis.get_inverted()

    def _set_scale(self, axis, value, base=10, subs=None, nonpositive="clip"):
        refuse_other("a scale", "logarithmic axes have powers of ten", base=(base, 10), nonpositive=(nonpositive, "clip"))
        refuse("a scale", "ax.xaxis.set_minor_locator chooses what stands between", subs=subs)
        if value not in ("linear", "log"):
            raise NotImplementedError(f"scale {value!r} is not supported here; there are 'linear' and 'log'")
        axis.view.scale = value
        axis.view.locator = axis.view.formatter = None
        if value == "log" and axis.view.limits is not None and min(axis.view.limits) <= 0:
            axis.view.limits = None

    def set_xscale(self, value, **kwargs):
        self._set_scale(self.xaxis, value, **kwargs)

    def set_yscale(self, value, **kwargs):
        self._set_scale(self.yaxis, value, **kwargs)

    def get_xscale(self):
        return self.xaxis.view.scale

    def get_yscale(self):
        return self.yaxis.view.scale

    def set_aspect(self, aspect, adjustable=None, anchor=None, share=False):
        if aspect not in ("auto", "equal") and not (np.isscalar(aspect) and not isinstance(aspect, str) and aspect > 0):
            raise ValueError(f"aspect must be 'auto', 'equal' or a positive number, not {aspect!r}")
        refuse("set_aspect", "a frame stands in the middle of its room", anchor=anchor, share=share or None)
        self._aspect = 1.0 if aspect == "equal" else aspect
        self._adjustable = adjustable or "box"

    def get_aspect(self):
        return self._aspect

    def set_box_aspect(self, aspect=None):
        self._box_aspect = aspect

    _box_aspect, _adjustable = None, "box"

    # Words

    def set_title(self, label, fontdict=None, loc=None, pad=None, *, y=None, **kwargs):
        """Words above the frame."""
        loc = (loc or "center").lower()
        if loc not in ("left", "center", "right"):
            raise ValueError(f"{loc!r} is not a valid location; supported values are 'left', 'center', 'right'")
        refuse("set_title", "pad= lifts a title, fig.text puts words anywhere", y=y)
        title = self._titles.setdefault(loc, Text({"left": 0.0, "center": 0.5, "right": 1.0}[loc], 1.0, "", ha=loc))
        title.figure, title.axes = self.figure, self
        title.set_text(label)
        title.set(
            **{
                "fontsize": rcParams["axes.titlesize"],
                "fontweight": rcParams["axes.titleweight"],
                "verticalalignment": "baseline",
                **(fontdict or {}),
                **kwargs,
            }
        )
        title._pad = rcParams["axes.titlepad"] if pad is None else pad
        return title

    def get_title(self, loc="center"):
        return self._titles[loc].get_text() if loc in self._titles else ""

    title = property(lambda self: self._titles["center"] if "center" in self._titles else self.set_title(""))

    def set_xlabel(self, xlabel, fontdict=None, labelpad=None, *, loc=None, **kwargs):
        return self._set_label(self.xaxis, xlabel, fontdict, labelpad, loc, kwargs)

    def set_ylabel(self, ylabel, fontdict=None, labelpad=None, *, loc=None, **kwargs):
        return self._set_label(self.yaxis, ylabel, fontdict, labelpad, loc, kwargs)

    def _set_label(self, axis, text, fontdict, labelpad, loc, kwargs):
        if labelpad is not None:
            axis.labelpad = labelpad
        if loc is not None:
            kwargs["horizontalalignment"] = {"bottom": "left", "top": "right"}.get(loc, loc)
        return axis.set_label_text(text, fontdict, **kwargs)

    def get_xlabel(self):
        return self.xaxis.get_label_text()

    def get_ylabel(self):
        return self.yaxis.get_label_text()

    # Ticks

    def set_xticks(self, ticks, labels=None, *, minor=False, **kwargs):
        self.xaxis.set_ticks(ticks, labels, minor=minor, **kwargs)

    def set_yticks(self, ticks, labels=None, *, minor=False, **kwargs):
        self.yaxis.set_ticks(ticks, labels, minor=minor, **kwargs)

    def get_xticks(self, *, minor=False):
        return self.xaxis.get_ticklocs(minor=minor)

    def get_yticks(self, *, minor=False):
        return self.yaxis.get_ticklocs(minor=minor)

    def set_xticklabels(self, labels, *, minor=False, fontdict=None, **kwargs):
        self.xaxis.set_ticklabels(labels, minor=minor, fontdict=fontdict, **kwargs)

    def set_yticklabels(self, labels, *, minor=False, fontdict=None, **kwargs):
        self.yaxis.set_ticklabels(labels, minor=minor, fontdict=fontdict, **kwargs)

    def get_xticklabels(self, minor=False, which=None):
        return self.xaxis.get_ticklabels(minor, which)

    def get_yticklabels(self, minor=False, which=None):
        return self.yaxis.get_ticklabels(minor, which)

    def tick_params(self, axis="both", **kwargs):
        if axis not in ("x", "y", "both"):
            raise ValueError(f"{axis!r} is not a valid value for axis; supported values are 'x', 'y', 'both'")
        for name in "xy" if axis == "both" else axis:
            getattr(self, f"{name}axis").set_tick_params(**kwargs)

    def ticklabel_format(self, *, axis="both", style=None, scilimits=None, useOffset=None, useLocale=None, useMathText=None):
        from ..ticker import ScalarFormatter

        for name in "xy" if axis == "both" else axis:
            formatter = ScalarFormatter(useOffset=useOffset, useMathText=useMathText, useLocale=useLocale)
            if scilimits is not None:
                formatter.set_powerlimits(scilimits)
            formatter.set_scientific(style != "plain")
            getattr(self, f"{name}axis").view.formatter = formatter

    def minorticks_on(self):
        from ..ticker import AutoMinorLocator

        for axis in (self.xaxis, self.yaxis):
            axis.view.minor_locator = AutoMinorLocator() if axis.view.scale == "linear" else None

    def minorticks_off(self):
        from ..ticker import NullLocator

        for axis in (self.xaxis, self.yaxis):
            axis.view.minor_locator = NullLocator()

    def locator_params(self, axis="both", tight=None, nbins=None, **kwargs):
        from ..ticker import MaxNLocator

        refuse("locator_params", "ax.margins(0) ends the axes where the data end", tight=tight)
        for name in "xy" if axis == "both" else axis:
            getattr(self, f"{name}axis").view.locator = MaxNLocator(nbins=nbins or "auto", **kwargs)

    def grid(self, visible=None, which="major", axis="both", **kwargs):
        """Lines at the ticks."""
        for name in "xy" if axis == "both" else axis:
            getattr(self, f"{name}axis").grid(visible, which, **kwargs)

    def xaxis_date(self, tz=None):
        refuse("xaxis_date", "dates are as they are written: there are no time zones", tz=tz)
        self.xaxis.view.kind = "date"

    def yaxis_date(self, tz=None):
        refuse("yaxis_date", "dates are as they are written: there are no time zones", tz=tz)
        self.yaxis.view.kind = "date"

    def label_outer(self, remove_inner_ticks=False):
        """Labels only at the figure's edge."""
        if self._spec is None:
            return
        for axis, is_outer in ((self.xaxis, self._spec.is_last_row()), (self.yaxis, self._spec.is_first_col())):
            if not is_outer:
                axis.tick["labels"] = False
                axis.set_label_text("")
                if remove_inner_ticks:
                    axis.tick["ticks"] = False

    def get_xaxis(self):
        return self.xaxis

    def get_yaxis(self):
        return self.yaxis

    def get_figure(self, root=False):
        return self.figure

    def get_subplotspec(self):
        return self._spec

    # Legends

    def get_legend_handles_labels(self, legend_handler_map=None):
        refuse("get_legend_handles_labels", "what is drawn has its sample", legend_handler_map=legend_handler_map)
        handles, labels = [], []
        containers = [container for container in getattr(self, "containers", []) if container.get_label()]
        for artist in [*self._artists, *containers]:
            label = artist.get_label()
            if label and not str(label).startswith("_"):
                handles.append(artist)
                labels.append(str(label))
        return handles, labels

    def legend(self, *args, **kwargs):
        """A box with samples of what has a label."""
        handles, labels = self.get_legend_handles_labels()
        if len(args) == 2:
            handles, labels = list(args[0]), list(args[1])
        elif len(args) == 1:
            labels = list(args[0])
            handles = kwargs.pop("handles", None) or [artist for artist in self._artists if hasattr(artist, "draw_key")]
        elif "handles" in kwargs or "labels" in kwargs:
            handles = list(kwargs.pop("handles", handles or [artist for artist in self._artists if hasattr(artist, "draw_key")]))
            labels = list(kwargs.pop("labels", [handle.get_label() for handle in handles]))
        handles, labels = handles[: len(labels)], labels[: len(handles)]
        if not handles:
            import warnings

            warnings.warn(
                "No artists with labels found to put in legend.  Note that artists whose label start with an underscore are ignored when legend() is called with no argument.",
                stacklevel=2,
            )
        self.legend_ = Legend(self, handles, labels, **kwargs)
        return self.legend_

    def get_legend(self):
        return self.legend_

    # Where it stands

    transData = type("Transform", (), {"_coords": "data"})()
    transAxes = type("Transform", (), {"_coords": "axes fraction"})()

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
                room[axis.side] += axis.thickness()
        room["top"] += max(
            (title._size(self.figure)[1] * 0.76 + self.figure._px(title._pad) for title in self._titles.values() if title.get_text()),
            default=0.0,
        )
        if self._colorbar is None and self._axis_on and self.xaxis.tick["labels"]:
            # The last label may reach over the frame's end.
            room["right"] = max(room["right"], self.xaxis._label_room()[1] / 2 * 0.9)
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
        if axis.view.scale == "log":
            low, high, value = np.log10(low), np.log10(high), np.log10(value)
        return (value - low) / (high - low)

    def _pixels_drawn(self):
        """Where points of the data are, for a legend that should not cover them."""
        found = []
        for artist in self._artists:
            limits = artist.data_limits()
            if limits is None or limits[0] is None or limits[1] is None or np.ndim(limits[0]) != 1 or len(limits[0]) != len(limits[1]):
                continue
            xs, ys = (np.asarray(values, dtype=float) for values in limits)
            if len(xs) < 200 and type(artist).__name__ == "Line2D" and len(xs) > 1:
                places, dense = np.arange(len(xs)), np.linspace(0, len(xs) - 1, 400)
                xs, ys = np.interp(dense, places, xs), np.interp(dense, places, ys)
            step = max(1, len(xs) // 2000)
            found.append(self._pixel(xs[::step], ys[::step]))
        return found

    # Drawing

    def draw(self, canvas):
        figure = self.figure
        rect = tuple(float(length) for length in self._rect)
        whole = (0.0, 0.0, figure._width, figure._height), (0.0, figure._width, False), (figure._height, 0.0, False)
        left, top, width, height = rect
        canvas.frame(*whole)
        if self._axis_on and self._get("frame_on"):
            face = self._get("facecolor") or rcParams["axes.facecolor"]
            canvas.rects([left], [top], [left + width], [top + height], fill_of(face), None)
        below = self._get("axisbelow")
        below = rcParams["axes.axisbelow"] if below is None else below
        grid_level = {"line": 1.5, True: 0.5, False: 2.5}[below]
        artists = sorted((artist for artist in self._artists if artist._get("visible")), key=lambda artist: artist._get("zorder"))
        texts = [artist for artist in artists if isinstance(artist, Text)]
        artists = [artist for artist in artists if not isinstance(artist, Text)]
        self._draw_artists(canvas, rect, [artist for artist in artists if artist._get("zorder") < grid_level])
        canvas.frame(*whole)
        if self._axis_on:
            self.xaxis.draw_grid(canvas)
            self.yaxis.draw_grid(canvas)
        self._draw_artists(canvas, rect, [artist for artist in artists if artist._get("zorder") >= grid_level])
        canvas.frame(*whole)
        if self._axis_on:
            self._draw_frame(canvas, rect)
            self.xaxis.draw(canvas)
            self.yaxis.draw(canvas)
        for text in texts:
            text.draw(canvas)
        if self.legend_ is not None:
            self.legend_.draw(canvas)
        self._draw_titles(canvas)

    def _draw_artists(self, canvas, rect, artists):
        if not artists:
            return
        x = (*(float(limit) for limit in self.xaxis.get_view_interval()), self.xaxis.view.scale == "log")
        y = (*(float(limit) for limit in self.yaxis.get_view_interval()), self.yaxis.view.scale == "log")
        canvas.frame(rect, x, y)
        canvas.begin_clip()
        for artist in artists:
            spans = getattr(artist, "_spans", (False, False))
            # Along an axis that it spans, places are shares of the frame.
            canvas.frame(rect, (0.0, 1.0, False) if spans[0] else x, (0.0, 1.0, False) if spans[1] else y)
            artist.draw(canvas)
        canvas.end_clip()

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
                color = spine._get("color") or rcParams["axes.edgecolor"]
                line_width = rcParams["axes.linewidth"] if spine._get("linewidth") is None else spine._get("linewidth")
                canvas.line(*ends[side], stroke_of(color, line_width, spine._get("linestyle"), None, self.figure._px(1)))

    def _draw_titles(self, canvas):
        left, top, width, _height = self._rect
        for title in self._titles.values():
            lifted = self.xaxis.thickness() if self.xaxis.side == "top" and self._axis_on else 0.0
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
