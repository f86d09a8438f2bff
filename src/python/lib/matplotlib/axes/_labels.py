"""What axes say: titles, names, ticks, grids and legends."""

from _dasklet_missing import refuse, unsupported

from .. import rcParams
from ..legend import Legend
from ..text import Text


class Labels:
    """What axes say: titles, names, ticks, grids and legends."""

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
                **({} if rcParams["axes.titlecolor"] == "auto" else {"color": rcParams["axes.titlecolor"]}),
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
            place = {"left": 0, "bottom": 0, "right": 1, "top": 1, "center": 0.5}[loc]
            kwargs.update({axis.axis_name: place, "horizontalalignment": {"bottom": "left", "top": "right"}.get(loc, loc)})
        return axis.set_label_text(text, fontdict, **kwargs)

    def get_xlabel(self):
        return self.xaxis.get_label_text()

    def get_ylabel(self):
        return self.yaxis.get_label_text()

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
        refuse("locator_params", "ax.margins(0) ends the axes where the data end", tight=tight)
        if axis not in ("x", "y", "both"):
            raise ValueError(f"{axis!r} is not a valid value for axis; supported values are 'x', 'y', 'both'")
        kwargs = {**({} if nbins is None else {"nbins": nbins}), **kwargs}
        for name in "xy" if axis == "both" else axis:
            chosen = getattr(self, f"{name}axis")
            locator = chosen.get_major_locator()
            if not hasattr(locator, "set_params"):
                raise unsupported(f"locator_params of {type(locator).__name__}", f"ax.{name}axis.set_major_locator chooses ticks")
            locator.set_params(**kwargs)
            chosen.set_major_locator(locator)

    def grid(self, visible=None, which="major", axis="both", **kwargs):
        """Lines at the ticks."""
        if axis not in ("x", "y", "both"):
            raise ValueError(f"{axis!r} is not a valid value for axis; supported values are 'x', 'y', 'both'")
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
                axis.show_labels(False)
                axis.set_label_text("")
                if remove_inner_ticks:
                    axis.set_ticks_position("none")

    def get_xaxis(self):
        return self.xaxis

    def get_yaxis(self):
        return self.yaxis

    def get_figure(self, root=False):
        return self.figure

    def get_subplotspec(self):
        return self._spec

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
