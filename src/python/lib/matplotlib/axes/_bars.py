"""Bars of a frame: lengths, counts and shares."""

import numpy as np
from _dasklet_missing import refuse, refuse_other

from .. import rcParams
from ..colors import is_color_like
from ..container import BarContainer
from ..patches import Polygon, Rectangle, Wedge
from ._arguments import as_column


class Bars:
    """Bars of a frame: lengths, counts and shares."""

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
                along.convert(as_column(places)),
                across.convert(as_column(lengths)),
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
            values = axis.convert(as_column(x))
            sets = [values] if values.ndim == 1 else list(values.T)
        sets = [axis.convert(values).ravel() for values in sets]
        many, stacked = len(sets) > 1, stacked or histtype == "barstacked"
        weights = [None] * len(sets) if weights is None else list(weights) if many else [weights]
        shown = [~np.isnan(values) for values in sets]
        weights = [None if weight is None else np.asarray(weight, dtype=float).ravel()[fine] for weight, fine in zip(weights, shown)]
        if all(fine.any() for fine in shown if fine.size):
            sets = [values[fine] for values, fine in zip(sets, shown)]
            if range is None and any(values.size for values in sets):
                ends = [float(end) for values in sets if values.size for end in (values.min(), values.max())]
                range = min(ends), max(ends)
        edges = np.histogram_bin_edges(np.concatenate(sets), bins, range) if many else None
        counts = []
        for values, weight in zip(sets, weights):
            found, edges = np.histogram(
                values, bins if edges is None else edges, range=range, density=density and not stacked, weights=weight
            )
            counts.append(np.asarray(found, dtype=float))
        if density and stacked:
            counts = [found / np.diff(edges) / np.sum(counts) for found in counts]
        if cumulative:
            order = slice(None, None, -1 if isinstance(cumulative, (int, float)) and cumulative < 0 else 1)
            counts = [np.cumsum((found * np.diff(edges) if density else found)[order])[order] for found in counts]
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


def _sticky_base(start, upright):
    edges = ((), (start,)) if upright else ((start,), ())
    return lambda: edges
