"""Drawing data: one method per kind of plot."""

import numpy as np
from _dasklet_missing import refuse, refuse_other

from .. import rcParams
from ..collections import FillBetweenPolyCollection, LineCollection, PathCollection, QuadMesh
from ..colors import is_color_like
from ..container import BarContainer, ErrorbarContainer
from ..contour import QuadContourSet
from ..image import _INTERPOLATIONS, AxesImage
from ..lines import MARKERS, Line2D
from ..patches import Polygon, Rectangle, Wedge
from ..text import Annotation, Text
from ._base import _AxesBase


def _format(text):
    """Marker, line and colour of a short text such as "r--" or "o"."""
    if is_color_like(text) and text not in MARKERS and not text.isdigit():
        return {"color": text}
    found, rest = {}, text
    while rest:
        two, one = rest[:2], rest[:1]
        if two in ("--", "-."):
            found["linestyle"], rest = two, rest[2:]
        elif one in "-:":
            found["linestyle"], rest = one, rest[1:]
        elif one == "C" and rest[1:2].isdigit():
            digits = len(rest[1:]) - len(rest[1:].lstrip("0123456789"))
            found["color"], rest = rest[: 1 + digits], rest[1 + digits :]
        elif one in MARKERS and one not in "0123456789" or one in "1234" and "marker" not in found:
            found["marker"], rest = one, rest[1:]
        elif one in "bgrcmykw":
            found["color"], rest = one, rest[1:]
        else:
            raise ValueError(f"{text!r} is not a valid format string (unrecognized character {one!r})")
    if "marker" in found and "linestyle" not in found:
        found["linestyle"] = "None"
    return found


def _column(values):
    """As an array with one axis at least."""
    if getattr(values, "ndim", None) == 0 or np.isscalar(values) or not hasattr(values, "__len__") and not hasattr(values, "__array__"):
        return [values]
    return values


class Axes(_AxesBase):
    """A frame with data in it; `plt.subplots()` makes them."""

    # Lines

    def plot(self, *args, scalex=True, scaley=True, data=None, **kwargs):
        """Lines and markers: `plot(y)`, `plot(x, y, "o--")`, `plot(x1, y1, x2, y2)`."""
        refuse_other("plot", "set the limits: ax.set_xlim, ax.set_ylim", scalex=(scalex, True), scaley=(scaley, True))
        args = _from(data, args)
        transform = kwargs.pop("transform", None)
        lines, args = [], list(args)
        while args:
            many = [args.pop(0)]
            if args and not isinstance(args[0], str):
                many.append(args.pop(0))
            looks = _format(args.pop(0)) if args and isinstance(args[0], str) else {}
            lines += self._plotted(many, looks, kwargs, transform)
        for line in lines:
            self._add(line)
        return lines

    def _plotted(self, many, looks, kwargs, transform):
        ys = self.yaxis.convert(_column(many[-1]))
        if len(many) == 2:
            xs = self.xaxis.convert(_column(many[0]))
        else:
            index = getattr(many[0], "index", None)
            xs = np.arange(len(ys), dtype=float) if index is None or callable(index) else self.xaxis.convert(index)
        if xs.shape[0] != ys.shape[0]:
            raise ValueError(f"x and y must have same first dimension, but have shapes {xs.shape} and {ys.shape}")
        if xs.ndim > 2 or ys.ndim > 2:
            raise ValueError(f"x and y can be no greater than 2D, but have shapes {xs.shape} and {ys.shape}")
        xs, ys = (values if values.ndim == 2 else values.reshape(-1, 1) for values in (xs, ys))
        count = max(xs.shape[1], ys.shape[1])
        labels = kwargs.get("label", "")
        lines = []
        for column in range(count):
            looks_of_one = {**looks, **kwargs}
            names = Line2D._aliases
            if not any(names.get(name, name) == "color" for name in looks_of_one):
                looks_of_one["color"] = self._next_color("lines")
            if isinstance(labels, (list, tuple)):
                looks_of_one["label"] = labels[column]
            x, y = xs[:, min(column, xs.shape[1] - 1)], ys[:, min(column, ys.shape[1] - 1)]
            lines.append(Line2D(*self._placed(x, y, transform), **looks_of_one))
            if not lines[-1].get_label():
                lines[-1].set(label=f"_child{len(self._artists) + len(lines) - 1}")
        return lines

    def _placed(self, xs, ys, transform):
        """Where points stand; a subclass that knows the Earth looks at where they are given."""
        return xs, ys

    def semilogx(self, *args, **kwargs):
        self.set_xscale("log", **_of_scale(kwargs))
        return self.plot(*args, **kwargs)

    def semilogy(self, *args, **kwargs):
        self.set_yscale("log", **_of_scale(kwargs))
        return self.plot(*args, **kwargs)

    def loglog(self, *args, **kwargs):
        scale = _of_scale(kwargs)
        self.set_xscale("log", **scale)
        self.set_yscale("log", **scale)
        return self.plot(*args, **kwargs)

    def step(self, x, y, *args, where="pre", data=None, **kwargs):
        """Steps instead of slopes."""
        if where not in ("pre", "post", "mid"):
            raise ValueError(f"{where!r} is not a valid value for where; supported values are 'pre', 'post', 'mid'")
        return self.plot(x, y, *args, data=data, drawstyle=f"steps-{where}", **kwargs)

    def stem(self, *args, linefmt=None, markerfmt=None, basefmt=None, bottom=0, label=None):
        """Lines up from a base line."""
        linefmt, basefmt = linefmt or "C0-", basefmt or "C3-"
        if markerfmt is None:
            markerfmt = f"{_format(linefmt).get('color', 'C0')}o"
        ys = self.yaxis.convert(args[-1])
        xs = self.xaxis.convert(args[0]) if len(args) == 2 else np.arange(len(ys), dtype=float)
        stems = self.vlines(xs, bottom, ys, colors=_format(linefmt).get("color", "C0"))
        markers = self.plot(xs, ys, markerfmt, label=label or "")
        base = self.plot([xs.min(), xs.max()], [bottom, bottom], basefmt)
        return markers[0], stems, base[0]

    def _across(self, xs, ys, spans, kwargs):
        line = Line2D(np.asarray(xs, dtype=float), np.asarray(ys, dtype=float), **{"label": "_line", **kwargs})
        line._spans = spans
        return self._add(line)

    def axhline(self, y=0, xmin=0, xmax=1, **kwargs):
        """A line across the whole frame."""
        y = float(np.asarray(self.yaxis.convert(y)))
        return self._across([xmin, xmax], [y, y], (True, False), kwargs)

    def axvline(self, x=0, ymin=0, ymax=1, **kwargs):
        """A line up the whole frame."""
        x = float(np.asarray(self.xaxis.convert(x)))
        return self._across([x, x], [ymin, ymax], (False, True), kwargs)

    def _band(self, x0, y0, x1, y1, spans, kwargs):
        band = Rectangle((x0, y0), x1 - x0, y1 - y0, **kwargs)
        band._spans = spans
        return self._add(band)

    def axhspan(self, ymin, ymax, xmin=0, xmax=1, **kwargs):
        """A band across the whole frame."""
        low, high = (float(np.asarray(self.yaxis.convert(y))) for y in (ymin, ymax))
        return self._band(xmin, low, xmax, high, (True, False), kwargs)

    def axvspan(self, xmin, xmax, ymin=0, ymax=1, **kwargs):
        """A band up the whole frame."""
        low, high = (float(np.asarray(self.xaxis.convert(x))) for x in (xmin, xmax))
        return self._band(low, ymin, high, ymax, (False, True), kwargs)

    def hlines(self, y, xmin, xmax, colors=None, linestyles="solid", *, label="", **kwargs):
        """Lines from `xmin` to `xmax`."""
        ys, starts, ends = np.broadcast_arrays(self.yaxis.convert(_column(y)), self.xaxis.convert(xmin), self.xaxis.convert(xmax))
        segments = [np.array([[start, at], [end, at]]) for at, start, end in zip(ys.tolist(), starts.tolist(), ends.tolist())]
        return self._add(LineCollection(segments, color=colors or kwargs.pop("color", "C0"), linestyle=linestyles, label=label, **kwargs))

    def vlines(self, x, ymin, ymax, colors=None, linestyles="solid", *, label="", **kwargs):
        """Lines from `ymin` to `ymax`."""
        xs, starts, ends = np.broadcast_arrays(self.xaxis.convert(_column(x)), self.yaxis.convert(ymin), self.yaxis.convert(ymax))
        segments = [np.array([[at, start], [at, end]]) for at, start, end in zip(xs.tolist(), starts.tolist(), ends.tolist())]
        return self._add(LineCollection(segments, color=colors or kwargs.pop("color", "C0"), linestyle=linestyles, label=label, **kwargs))

    def errorbar(self, x, y, yerr=None, xerr=None, fmt="", *, ecolor=None, elinewidth=None, capsize=None, capthick=None, **kwargs):
        """Points with bars for their errors."""
        xs, ys = self.xaxis.convert(_column(x)), self.yaxis.convert(_column(y))
        label = kwargs.pop("label", None)
        shown = fmt.lower() != "none"
        line = self.plot(xs, ys, *([fmt] if fmt and shown else []), **kwargs)[0]
        if not shown:
            line.set(linestyle="None", marker="None")
        color = ecolor or line.get_color()
        width = line.get_linewidth() if elinewidth is None else elinewidth
        size = rcParams["errorbar.capsize"] if capsize is None else capsize
        bars, caps = [], []
        for error, name in ((yerr, "y"), (xerr, "x")):
            if error is None:
                continue
            error = np.asarray(error, dtype=float)
            if np.any(error < 0):
                raise ValueError(f"'{name}err' must not contain negative values")
            middle = ys if name == "y" else xs
            low, high = (middle - error[0], middle + error[1]) if error.ndim == 2 else (middle - error, middle + error)
            bars.append(
                self.vlines(xs, low, high, colors=color, linewidth=width)
                if name == "y"
                else self.hlines(ys, low, high, colors=color, linewidth=width)
            )
            if size:
                for ends in (low, high):
                    caps += self.plot(
                        *((xs, ends) if name == "y" else (ends, ys)),
                        marker="_" if name == "y" else "|",
                        linestyle="None",
                        color=color,
                        markersize=2 * size,
                        markeredgewidth=capthick or 1.0,
                    )
        container = ErrorbarContainer((line, tuple(caps), tuple(bars)), xerr is not None, yerr is not None, label)
        self.containers.append(container)
        return container

    @property
    def containers(self):
        return self.__dict__.setdefault("_containers", [])

    # Areas

    def fill_between(self, x, y1, y2=0, where=None, interpolate=False, step=None, **kwargs):
        """The area between two lines."""
        refuse("fill_between", "more points bring the area closer to where lines cross", interpolate=interpolate or None)
        return self._filled(x, y1, y2, where, step, kwargs, self.xaxis, self.yaxis, False)

    def fill_betweenx(self, y, x1, x2=0, where=None, step=None, interpolate=False, **kwargs):
        """The area between two upright lines."""
        refuse("fill_betweenx", "more points bring the area closer to where lines cross", interpolate=interpolate or None)
        return self._filled(y, x1, x2, where, step, kwargs, self.yaxis, self.xaxis, True)

    def _filled(self, along, first, second, where, step, kwargs, axis, across, turned):
        along = axis.convert(_column(along))
        along, first, second = np.broadcast_arrays(along, across.convert(first), across.convert(second))
        fine = np.isfinite(along) & np.isfinite(first) & np.isfinite(second)
        if where is not None:
            fine = fine & np.asarray(where, dtype=bool)
        if not any(name in kwargs for name in ("color", "facecolor", "facecolors", "fc")):
            kwargs["facecolor"] = self._next_color()
        changes = np.nonzero(np.diff(np.concatenate([[0], fine.astype("int64"), [0]])))[0].tolist()
        areas = []
        for start, end in zip(changes[::2], changes[1::2]):
            part = [values[start:end] for values in (along, first, second)]
            if step is not None and end - start > 1:
                doubled = (
                    Line2D(part[0], part[1], drawstyle=f"steps-{step}").stepped(),
                    Line2D(part[0], part[2], drawstyle=f"steps-{step}").stepped(),
                )
                part = [doubled[0][0], doubled[0][1], doubled[1][1]]
            outline = np.concatenate([part[0], part[0][::-1]]), np.concatenate([part[1], part[2][::-1]])
            areas.append(np.stack(outline[::-1] if turned else outline, axis=1))
        return self._add(FillBetweenPolyCollection(areas, **kwargs))

    def stackplot(self, x, *args, labels=(), colors=None, **kwargs):
        """Areas on top of each other."""
        ys = np.cumsum(np.atleast_2d(np.asarray(args[0] if len(args) == 1 else args, dtype=float)), axis=0)
        below, made = np.zeros(ys.shape[1]), []
        for at, line in enumerate(ys):
            color = colors[at % len(colors)] if colors else self._next_color()
            made.append(self.fill_between(x, below, line, facecolor=color, label=labels[at] if at < len(labels) else "", **kwargs))
            below = line
        return made

    def fill(self, *args, data=None, **kwargs):
        """Areas with these corners."""
        args, made = list(_from(data, args)), []
        while args:
            xs, ys = self.xaxis.convert(args.pop(0)), self.yaxis.convert(args.pop(0))
            looks = _format(args.pop(0)) if args and isinstance(args[0], str) else {}
            looks = (
                {"facecolor": looks["color"]}
                if looks
                else {}
                if "color" in kwargs or "facecolor" in kwargs
                else {"facecolor": self._next_color()}
            )
            made.append(self._add(Polygon(np.stack([xs, ys], axis=1), **{**looks, **kwargs})))
        return made

    # Bars

    def bar(self, x, height, width=0.8, bottom=None, *, align="center", **kwargs):
        """Bars upward."""
        return self._bars(x, height, width, bottom, align, "vertical", kwargs)

    def barh(self, y, width, height=0.8, left=None, *, align="center", **kwargs):
        """Bars to the right."""
        return self._bars(y, width, height, left, align, "horizontal", kwargs)

    def _bars(self, places, lengths, widths, starts, align, orientation, kwargs):
        if align not in ("center", "edge"):
            raise ValueError(f"{align!r} is not a valid value for align; supported values are 'center', 'edge'")
        upright = orientation == "vertical"
        along, across = (self.xaxis, self.yaxis) if upright else (self.yaxis, self.xaxis)
        if hasattr(widths, "total_seconds"):
            widths = widths.total_seconds() / 86_400
        widths = np.asarray(widths)
        widths = widths.astype("timedelta64[us]").astype("int64") / 86_400e6 if widths.dtype.kind == "m" else widths
        starts = 0 if starts is None else starts
        places, lengths, widths, starts = (
            values.tolist()
            for values in np.broadcast_arrays(
                along.convert(_column(places)),
                across.convert(_column(lengths)),
                widths.astype(float),
                across.convert(starts),
            )
        )
        label, error = kwargs.pop("label", ""), kwargs.pop("yerr" if upright else "xerr", None)
        looks_of_error = {
            "ecolor": kwargs.pop("ecolor", "black"),
            "capsize": kwargs.pop("capsize", None),
            **kwargs.pop("error_kw", {}),
        }
        names = kwargs.pop("tick_label", None)
        if kwargs.pop("log", False):
            across.view.scale = "log"
        colors = kwargs.pop("color", kwargs.pop("facecolor", None))
        colors = self._next_color() if colors is None else colors
        many = not is_color_like(colors) and np.ndim(colors) > 0
        labels = label if isinstance(label, (list, tuple)) else ["_nolegend_"] * len(places)
        edges = kwargs.pop("edgecolor", kwargs.pop("ec", None))
        bars = []
        for at, (place, length, width, start) in enumerate(zip(places, lengths, widths, starts)):
            first = place - width / 2 if align == "center" else place
            color = colors[at % len(colors)] if many else colors
            box = ((first, start), width, length) if upright else ((start, first), length, width)
            bar = Rectangle(*box, facecolor=color, edgecolor=edges, label=labels[at], **kwargs)
            bar._sticky = start
            bar.sticky_edges = _sticky_base(start, upright)
            bars.append(self._add(bar))
        if error is not None:
            ends = np.array(starts) + np.array(lengths)
            pair = {"yerr": error} if upright else {"xerr": error}
            self.errorbar(*((places, ends) if upright else (ends, places)), **pair, fmt="none", **looks_of_error)
        if names is not None:
            along.set_ticks(places, [names] * len(places) if isinstance(names, str) else names)
        container = BarContainer(bars, datavalues=lengths, orientation=orientation, label=label if isinstance(label, str) else "")
        self.containers.append(container)
        return container

    def bar_label(self, container, labels=None, *, fmt="%g", label_type="edge", padding=0, **kwargs):
        """The values at the ends of bars."""
        made, upright = [], container.orientation == "vertical"
        for at, (bar, value) in enumerate(zip(container.patches, container.datavalues)):
            text = labels[at] if labels is not None else fmt.format(value) if "{" in fmt else fmt % value
            share = 0.5 if label_type == "center" else 1.0
            x, y = (
                (bar._x + bar._width / 2, bar._y + bar._height * share)
                if upright
                else (bar._x + bar._width * share, bar._y + bar._height / 2)
            )
            looks = (
                {"ha": "center", "va": "bottom" if label_type == "edge" else "center"}
                if upright
                else {"ha": "left" if label_type == "edge" else "center", "va": "center"}
            )
            offset = (0, padding) if upright else (padding, 0)
            made.append(self.annotate(text, (x, y), xytext=offset, textcoords="offset points", **{**looks, **kwargs}))
        return made

    def hist(
        self,
        x,
        bins=None,
        *,
        range=None,
        density=False,
        weights=None,
        cumulative=False,
        bottom=None,
        histtype="bar",
        align="mid",
        orientation="vertical",
        rwidth=None,
        log=False,
        color=None,
        label=None,
        stacked=False,
        **kwargs,
    ):
        """Bars of how many values fall where."""
        if histtype not in ("bar", "barstacked", "step", "stepfilled"):
            raise ValueError(
                f"{histtype!r} is not a valid value for histtype; supported values are 'bar', 'barstacked', 'step', 'stepfilled'"
            )
        refuse_other("hist", "bars stand in the middle of their bins", align=(align, "mid"))
        bins = rcParams["hist.bins"] if bins is None else bins
        axis = self.xaxis if orientation == "vertical" else self.yaxis
        sets = list(x) if isinstance(x, (list, tuple)) and x and np.ndim(x[0]) == 1 else None
        if sets is None:
            values = axis.convert(_column(x))
            sets = [values] if values.ndim == 1 else list(values.T)
        sets = [axis.convert(values).ravel() for values in sets]
        sets = [values[np.isfinite(values)] for values in sets]
        if range is None and np.ndim(bins) == 0 and len(sets) > 1:
            range = min(float(values.min()) for values in sets), max(float(values.max()) for values in sets)
        counts, edges = [], None
        for values in sets:
            found, edges = np.histogram(
                values, bins if edges is None else edges, range=range, density=density and not stacked, weights=weights
            )
            found = np.asarray(found, dtype=float)
            if cumulative:
                found = np.cumsum(found * np.diff(edges) if density else found)
            counts.append(found)
        stacked = stacked or histtype == "barstacked"
        tops = np.cumsum(counts, axis=0) if stacked else counts
        if log:
            (self.set_yscale if orientation == "vertical" else self.set_xscale)("log")
        colors = [color] if color is None or is_color_like(color) else list(color)
        labels = [label] if label is None or isinstance(label, str) else list(label)
        patches = []
        for at, (count, top) in enumerate(zip(counts, tops)):
            looks = {
                **kwargs,
                "color": (colors[at % len(colors)] if colors[0] is not None else None) or self._next_color(),
                "label": labels[at] if at < len(labels) else "",
            }
            base = top - count + (0 if bottom is None else bottom)
            if histtype.startswith("step"):
                patches.append(self._hist_outline(edges, base, top, histtype == "stepfilled", orientation, looks))
                continue
            widths = np.diff(edges) * (1.0 if rwidth is None else rwidth)
            places = (edges[1:] + edges[:-1]) / 2
            if len(counts) > 1 and not stacked:
                widths = widths * 0.8 / len(counts)
                places = places + widths * (at - (len(counts) - 1) / 2)
            looks = {name: value for name, value in looks.items() if value is not None}
            if orientation == "vertical":
                patches.append(self.bar(places, count, widths, base, **looks))
            else:
                patches.append(self.barh(places, count, widths, base, **looks))
        if len(counts) == 1:
            return counts[0], edges, patches[0]
        return np.array(tops), edges, patches

    def _hist_outline(self, edges, base, top, filled, orientation, looks):
        xs = np.repeat(edges, 2)
        ys = np.concatenate([base[:1], np.repeat(top, 2), base[-1:]])
        color = looks.pop("color")
        points = np.stack([xs, ys] if orientation == "vertical" else [ys, xs], axis=1)
        shape = Polygon(points, fill=filled, **{"edgecolor": None if filled else color, "facecolor": color, **looks})
        shape.sticky_edges = _sticky_base(0.0, orientation == "vertical")
        return [self._add(shape)]

    def pie(
        self,
        x,
        *,
        explode=None,
        labels=None,
        colors=None,
        autopct=None,
        pctdistance=0.6,
        labeldistance=1.1,
        startangle=0,
        radius=1,
        counterclock=True,
        wedgeprops=None,
        textprops=None,
        center=(0, 0),
        **kwargs,
    ):
        """Shares of a circle."""
        refuse("pie", "shares make a whole circle, without shadow", **kwargs)
        shares = np.asarray(x, dtype=float)
        if np.any(shares < 0):
            raise ValueError("Wedge sizes 'x' must be non negative values")
        shares = shares / shares.sum()
        at, wedges, texts, inside = startangle / 360, [], [], []
        for idx, share in enumerate(shares.tolist()):
            end = at + share if counterclock else at - share
            middle = np.pi * (at + end)
            out = 0 if explode is None else explode[idx]
            place = center[0] + out * np.cos(middle), center[1] + out * np.sin(middle)
            color = colors[idx % len(colors)] if colors is not None else self._next_color()
            wedges.append(self._add(Wedge(place, radius, 360 * min(at, end), 360 * max(at, end), facecolor=color, **(wedgeprops or {}))))
            if labels is not None:
                word = place[0] + labeldistance * radius * np.cos(middle), place[1] + labeldistance * radius * np.sin(middle)
                texts.append(
                    self.text(
                        *word,
                        labels[idx],
                        ha="left" if np.cos(middle) >= 0 else "right",
                        va="center",
                        **(textprops or {}),
                    )
                )
            if autopct is not None:
                word = place[0] + pctdistance * radius * np.cos(middle), place[1] + pctdistance * radius * np.sin(middle)
                inside.append(
                    self.text(
                        *word,
                        autopct(100 * share) if callable(autopct) else autopct % (100 * share),
                        ha="center",
                        va="center",
                        **(textprops or {}),
                    )
                )
            at = end
        self.set(
            frame_on=False,
            xticks=[],
            yticks=[],
            xlim=(-1.25 + center[0], 1.25 + center[0]),
            ylim=(-1.25 + center[1], 1.25 + center[1]),
            aspect="equal",
        )
        return (wedges, texts) if autopct is None else (wedges, texts, inside)

    def boxplot(self, x, **kwargs):
        raise NotImplementedError(
            "boxplots and violin plots are not supported here; plt.errorbar(x, mean, yerr=std) shows a spread, plt.hist(x) a distribution"
        )

    def violinplot(self, dataset, **kwargs):
        return self.boxplot(dataset, **kwargs)

    # Points

    def scatter(
        self,
        x,
        y,
        s=None,
        c=None,
        *,
        marker=None,
        cmap=None,
        norm=None,
        vmin=None,
        vmax=None,
        alpha=None,
        linewidths=None,
        edgecolors=None,
        data=None,
        plotnonfinite=False,
        transform=None,
        **kwargs,
    ):
        """Points; `c` colours them by values, `s` are areas in square points."""
        refuse("scatter", "np.nan_to_num gives points without a value one", plotnonfinite=plotnonfinite or None)
        x, y, s, c = _from(data, (x, y, s, c))
        xs, ys = self.xaxis.convert(_column(x)).ravel(), self.yaxis.convert(_column(y)).ravel()
        if len(xs) != len(ys):
            raise ValueError("x and y must be the same size")
        sizes = np.atleast_1d(rcParams["lines.markersize"] ** 2.0 if s is None else np.asarray(s, dtype=float)).ravel()
        if len(sizes) not in (1, len(xs)):
            raise ValueError("s must be a scalar, or float array-like with the same size as x and y")
        values, color = None, kwargs.pop("color", kwargs.pop("facecolors", None))
        if c is not None and not is_color_like(c) and not (isinstance(c, (list, tuple)) and len(c) and isinstance(c[0], str)):
            values = np.asarray(getattr(c, "values", c))
            if values.ndim == 2 and values.shape[1] in (3, 4) and values.shape[0] == len(xs):
                values, color = None, values
            elif values.size != len(xs):
                raise ValueError(f"'c' argument has {values.size} elements, which is inconsistent with 'x' and 'y' with size {len(xs)}.")
        elif c is not None:
            color = c
        color = self._next_color() if color is None and values is None else "C0" if color is None else color
        if isinstance(color, (list, tuple)) and len(color) == len(xs) and isinstance(color[0], str):
            from ..colors import to_rgba_array

            color = to_rgba_array(color)
        xs, ys = self._placed(xs, ys, transform)
        points = PathCollection(
            (xs, ys),
            sizes,
            marker or rcParams["scatter.marker"],
            norm=norm,
            cmap=cmap,
            vmin=vmin,
            vmax=vmax,
            facecolor=color,
            alpha=alpha,
            linewidth=linewidths,
            edgecolor=edgecolors,
            **kwargs,
        )
        if values is not None:
            points.set_array(values.astype(float).ravel())
            points.autoscale_None()
        return self._add(points)

    def hist2d(self, x, y, bins=10, range=None, density=False, weights=None, cmin=None, cmax=None, **kwargs):
        """A map of how many points fall where."""
        xs, ys = (np.asarray(axis.convert(_column(values))) for axis, values in ((self.xaxis, x), (self.yaxis, y)))
        n_x, n_y = (bins, bins) if np.ndim(bins) == 0 else bins
        (x_low, x_high), (y_low, y_high) = range or ((xs.min(), xs.max()), (ys.min(), ys.max()))
        x_edges, y_edges = (
            np.linspace(low, high, n + 1) if np.ndim(n) == 0 else np.asarray(n, dtype=float)
            for low, high, n in ((x_low, x_high, n_x), (y_low, y_high, n_y))
        )
        columns, rows = len(x_edges) - 1, len(y_edges) - 1
        at = (
            np.clip(np.searchsorted(x_edges, xs, side="right") - 1, -1, columns),
            np.clip(np.searchsorted(y_edges, ys, side="right") - 1, -1, rows),
        )
        at = [
            np.where(values == edges[-1], count - 1, found)
            for found, values, edges, count in ((at[0], xs, x_edges, columns), (at[1], ys, y_edges, rows))
        ]
        inside = (at[0] >= 0) & (at[0] < columns) & (at[1] >= 0) & (at[1] < rows)
        counts = np.bincount((at[0] * rows + at[1])[inside], weights=weights, minlength=columns * rows).reshape(columns, rows).astype(float)
        if density:
            counts = counts / counts.sum() / np.diff(x_edges)[:, None] / np.diff(y_edges)[None, :]
        if cmin is not None:
            counts = np.where(counts < cmin, np.nan, counts)
        if cmax is not None:
            counts = np.where(counts > cmax, np.nan, counts)
        mesh = self.pcolormesh(x_edges, y_edges, counts.T, **kwargs)
        return counts, x_edges, y_edges, mesh

    def hexbin(self, *args, **kwargs):
        raise NotImplementedError("hexbin is not supported here; use hist2d, which counts in squares")

    # Maps

    def imshow(
        self,
        X,
        cmap=None,
        norm=None,
        *,
        aspect=None,
        interpolation=None,
        alpha=None,
        vmin=None,
        vmax=None,
        origin=None,
        extent=None,
        interpolation_stage=None,
        transform=None,
        **kwargs,
    ):
        """A picture of cells, the first row on top."""
        if interpolation not in _INTERPOLATIONS:
            interpolation = "nearest"
        origin = rcParams["image.origin"] if origin is None else origin
        if origin not in ("upper", "lower"):
            raise ValueError(f"{origin!r} is not a valid value for origin; supported values are 'upper', 'lower'")
        values = getattr(X, "values", X)
        image = AxesImage(
            values,
            extent,
            origin,
            norm=norm,
            cmap=cmap,
            vmin=vmin,
            vmax=vmax,
            alpha=alpha,
            interpolation=interpolation,
            **kwargs,
        )
        if image._A.ndim == 2:
            image.autoscale_None()
        self.set_aspect(rcParams["image.aspect"] if aspect is None else aspect)
        self._add(image)
        left, right, bottom, top = image.get_extent()
        for view, first, last in ((self.xaxis.view, left, right), (self.yaxis.view, bottom, top)):
            if view.limits is None or len(self.images) == 1:
                view.limits = (float(first), float(last))
                view.is_inverted = last < first
        return image

    def matshow(self, Z, **kwargs):
        image = self.imshow(Z, **{"origin": "upper", "interpolation": "nearest", "aspect": "equal", **kwargs})
        self.xaxis.side = "top"
        return image

    def spy(self, Z, **kwargs):
        return self.imshow(np.asarray(Z) != 0, **{"cmap": "Greys", **kwargs})

    def pcolormesh(
        self,
        *args,
        alpha=None,
        norm=None,
        cmap=None,
        vmin=None,
        vmax=None,
        shading=None,
        antialiased=False,
        transform=None,
        data=None,
        **kwargs,
    ):
        """A map of cells: `pcolormesh(C)`, `pcolormesh(X, Y, C)` with centres or edges."""
        xs, ys, values = self._grid("pcolormesh", _from(data, args))
        if values.ndim != 2:
            raise ValueError(f"pcolormesh needs values of two dimensions, not {values.ndim}")
        rows, columns = values.shape
        if shading == "gouraud":
            raise NotImplementedError("shading='gouraud' is not supported here; contourf runs smoothly between points")
        if xs is None:
            xs, ys = np.arange(columns + 1, dtype=float), np.arange(rows + 1, dtype=float)
        shape = (ys.shape[0], xs.shape[-1])
        if shape == (rows, columns) and shading != "flat":
            xs, ys = _edges(xs, -1), _edges(ys, 0)
            if xs.ndim == 2:
                xs, ys = _edges(xs, 0), _edges(ys, -1)
        elif shape != (rows + 1, columns + 1):
            raise TypeError(
                f"Dimensions of C {values.shape} should be one smaller than X({shape[1]}) and Y({shape[0]}) while using shading='flat' see help(pcolormesh)"
                if shading == "flat"
                else f"Dimensions of C {values.shape} are incompatible with X ({shape[1]}) and/or Y ({shape[0]}); see help(pcolormesh)"
            )
        xs, ys = self._placed_grid(xs, ys, transform)
        mesh = QuadMesh(xs, ys, values, norm=norm, cmap=cmap, vmin=vmin, vmax=vmax, alpha=alpha, **kwargs)
        mesh.autoscale_None()
        return self._add(mesh)

    pcolor = pcolormesh
    pcolorfast = pcolormesh

    def _placed_grid(self, xs, ys, transform):
        return xs, ys

    def _grid(self, name, args):
        """Coordinates and values, as arrays."""
        if len(args) == 1:
            return None, None, np.asarray(getattr(args[0], "values", args[0]))
        if len(args) != 3:
            raise TypeError(f"{name}() takes 1 or 3 positional arguments but {len(args)} were given")
        xs, ys = self.xaxis.convert(args[0]), self.yaxis.convert(args[1])
        if xs.ndim == 2 and ys.ndim == 2 and xs.size and np.all(xs == xs[:1]) and np.all(ys == ys[:, :1]):
            # An upright grid needs one row and one column only.
            xs, ys = xs[0], ys[:, 0]
        elif xs.ndim != ys.ndim:
            shape = (ys.shape[0], xs.shape[-1])
            xs, ys = np.broadcast_to(xs, shape), np.broadcast_to(ys if ys.ndim == 2 else ys[:, None], shape)
        return xs, ys, np.asarray(getattr(args[2], "values", args[2]))

    def contour(self, *args, **kwargs):
        """Lines of equal value."""
        return self._contours(args, kwargs, False)

    def contourf(self, *args, **kwargs):
        """Areas between lines of equal value."""
        return self._contours(args, kwargs, True)

    def _contours(self, args, kwargs, filled):
        levels = kwargs.pop("levels", None)
        if len(args) in (2, 4):
            args, levels = args[:-1], args[-1] if levels is None else levels
        xs, ys, values = self._grid("contourf" if filled else "contour", args)
        transform, origin, extent = (
            kwargs.pop("transform", None),
            kwargs.pop("origin", None),
            kwargs.pop("extent", None),
        )
        if values.ndim != 2 or min(values.shape) < 2:
            raise TypeError(f"Input z must be at least a (2, 2) shaped array, but has shape {values.shape}")
        if xs is None:
            rows, columns = values.shape
            left, right, bottom, top = extent or (0, columns - 1, 0, rows - 1)
            xs, ys = np.linspace(left, right, columns), np.linspace(bottom, top, rows)
            ys = ys[::-1] if origin == "upper" else ys
        xs, ys = self._placed_grid(xs, ys, transform)
        return self._add(QuadContourSet(xs, ys, values, levels, filled, **kwargs))

    def clabel(self, CS, *args, **kwargs):
        return CS.clabel(*args, **kwargs)

    def quiver(self, *args, **kwargs):
        raise NotImplementedError("quiver is not supported here; plt.pcolormesh(np.hypot(u, v)) shows the speed")

    streamplot = barbs = quiver

    # Words

    def text(self, x, y, s, fontdict=None, **kwargs):
        """Words at a point of the data, or of the frame with `transform=ax.transAxes`."""
        return self._add(Text(x, y, s, **{**(fontdict or {}), **kwargs}))

    def annotate(self, text, xy, xytext=None, xycoords="data", textcoords=None, arrowprops=None, annotation_clip=None, **kwargs):
        """Words with an arrow to a point."""
        return self._add(Annotation(text, xy, xytext, xycoords, textcoords, arrowprops, annotation_clip, **kwargs))

    # Other axes

    def twinx(self):
        """Axes over these with a y axis of their own on the right."""
        other = type(self)(self.figure, spec=self._spec, position=self._position, sharex=self)
        return self._over(other, other.yaxis, "right", other.xaxis)

    def twiny(self):
        """Axes over these with an x axis of their own on top."""
        other = type(self)(self.figure, spec=self._spec, position=self._position, sharey=self)
        return self._over(other, other.xaxis, "top", other.yaxis)

    def _over(self, other, own, side, shared):
        own.side = side
        shared.set(visible=False)
        other.set(facecolor="none")
        self.figure.axes.append(other)
        self.figure._current = other
        return other


def _from(data, args):
    """Arguments whose names stand for columns of `data`."""
    if data is None:
        return args
    return tuple(data[arg] if isinstance(arg, str) and arg in data else arg for arg in args)


def _of_scale(kwargs):
    """Takes out what a logarithmic axis is told."""
    return {name: kwargs.pop(name) for name in ("base", "subs", "nonpositive") if name in kwargs}


def _sticky_base(start, upright):
    edges = ((), (start,)) if upright else ((start,), ())
    return lambda: edges


def _edges(values, axis):
    """Half way between centres, and as far beyond the first and the last."""
    values = np.moveaxis(values, axis, -1)
    if values.shape[-1] == 1:
        edges = np.concatenate([values - 0.5, values + 0.5], axis=-1)
    else:
        middles = (values[..., 1:] + values[..., :-1]) / 2
        first, last = values[..., :1] * 2 - middles[..., :1], values[..., -1:] * 2 - middles[..., -1:]
        edges = np.concatenate([first, middles, last], axis=-1)
    return np.moveaxis(edges, -1, axis)
