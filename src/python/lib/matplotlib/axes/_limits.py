"""Limits, scales and shapes of axes."""

import numpy as np
from _dasklet_missing import refuse, refuse_other, unsupported

from .. import rcParams


class Limits:
    """Limits, scales and shapes of axes."""

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
            elif arg in ("equal", "scaled", "image", "square", "tight", "auto"):
                self.autoscale()
                self.set_aspect("auto" if arg in ("tight", "auto") else "equal", adjustable="datalim" if arg == "equal" else "box")
                if arg == "square":
                    starts = [low for low, _ in (self.get_xlim(), self.get_ylim())]
                    length = max(high - low for low, high in (self.get_xlim(), self.get_ylim()))
                    self.set_xlim(starts[0], starts[0] + length)
                    self.set_ylim(starts[1], starts[1] + length)
                elif arg not in ("equal", "auto"):
                    self.autoscale(False)
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
            if enable is not None:
                view.limits = None if enable else view.interval()
                view.is_asked = view.is_asked or bool(enable)
            if tight:
                self._margins[name] = 0.0
        self._count_all()

    def autoscale_view(self, tight=None, scalex=True, scaley=True):
        """Limits follow the data whenever they are asked for, from now on that of patches and lines which were added."""
        self._count_all()

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

    def _set_scale(self, axis, value, **kwargs):
        if value in ("asinh", "function", "functionlog", "logit", "symlog"):
            raise unsupported(f"scale {value!r}", "there are 'linear' and 'log'")
        if value not in ("linear", "log"):
            raise ValueError(f"{value!r} is not a valid value for scale; supported values are 'linear', 'log'")
        known = ("base", "subs", "nonpositive") if value == "log" else ()
        for name in kwargs:
            if name not in known:
                raise TypeError(f"{value.capitalize()}Scale.__init__() got an unexpected keyword argument {name!r}")
        base = kwargs.get("base", 10)
        if base <= 0 or base == 1:
            raise ValueError("The log base cannot be <= 0 or == 1")
        refuse_other(
            "a scale",
            "values that are not positive are left out of lines by np.where",
            nonpositive=(kwargs.get("nonpositive", "clip"), "clip"),
        )
        axis.view.scale, axis.view.base, axis.view.subs = value, float(base), kwargs.get("subs")
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
