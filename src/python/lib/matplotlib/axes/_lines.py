"""Lines across a frame: plots, steps, stems, spans and error bars."""

import numpy as np
from _dasklet_missing import refuse_other

from .. import rcParams
from ..collections import LineCollection
from ..colors import to_rgba
from ..container import ErrorbarContainer, StemContainer
from ..lines import Line2D
from ..patches import Rectangle
from ._arguments import as_column, columns_from, looks_of


class Lines:
    """Lines across a frame: plots, steps, stems, spans and error bars."""

    def plot(self, *args, scalex=True, scaley=True, data=None, **kwargs):
        """Lines and markers: `plot(y)`, `plot(x, y, "o--")`, `plot(x1, y1, x2, y2)`."""
        refuse_other("plot", "set the limits: ax.set_xlim, ax.set_ylim", scalex=(scalex, True), scaley=(scaley, True))
        named = args
        args = columns_from(data, args)
        if data is not None and "label" not in kwargs and len(named) in (1, 2, 3):
            # A column is called by its name.
            kwargs["label"] = next((name for name in named[1::-1] if isinstance(name, str) and name in data), "")
        transform = kwargs.pop("transform", None)
        lines, args = [], list(args)
        while args:
            many = [args.pop(0)]
            if args and not isinstance(args[0], str):
                many.append(args.pop(0))
            looks = looks_of(args.pop(0)) if args and isinstance(args[0], str) else {}
            if "color" in looks:
                looks["color"] = to_rgba(looks["color"])
            lines += self._plotted(many, looks, kwargs, transform)
        for line in lines:
            self._add(line)
        return lines

    def _plotted(self, many, looks, kwargs, transform):
        ys = self.yaxis.convert(as_column(many[-1]))
        if len(many) == 2:
            xs = self.xaxis.convert(as_column(many[0]))
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
        given = [_as_given(each, count_of.shape[0]) for each, count_of in zip(many, (xs, ys) if len(many) == 2 else (ys,))]
        given = [xs, *given] if len(many) == 1 else given
        lines = []
        for column in range(count):
            looks_of_one = {**looks, **kwargs}
            names = Line2D._aliases
            if not any(names.get(name, name) == "color" for name in looks_of_one):
                looks_of_one["color"] = self._next_color("lines")
            if isinstance(labels, (list, tuple)):
                looks_of_one["label"] = labels[column]
            x, y = xs[:, min(column, xs.shape[1] - 1)], ys[:, min(column, ys.shape[1] - 1)]
            lines.append(Line2D(*self._placed(x, y, transform), transform=self._kept(transform), **looks_of_one))
            if transform is None or hasattr(transform, "_spans"):
                lines[-1]._given = tuple(values if values.ndim == 1 else values[:, min(column, values.shape[1] - 1)] for values in given)
            if not lines[-1].get_label():
                lines[-1].set(label=f"_child{len(self._artists) + len(lines) - 1}")
        return lines

    def _placed(self, xs, ys, transform):
        """Where points stand; a subclass that knows the Earth looks at where they are given."""
        return xs, ys

    def _kept(self, transform):
        """The transform that an artist has itself."""
        return transform

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
            markerfmt = f"{looks_of(linefmt).get('color', 'C0')}o"
        ys = self.yaxis.convert(args[-1])
        xs = self.xaxis.convert(args[0]) if len(args) == 2 else np.arange(len(ys), dtype=float)
        stems = self.vlines(xs, bottom, ys, colors=looks_of(linefmt).get("color", "C0"))
        markers = self.plot(xs if len(args) == 1 else args[0], args[-1], markerfmt, label=label or "")
        base = self.plot([xs.min(), xs.max()], [bottom, bottom], basefmt)
        container = StemContainer((markers[0], stems, base[0]), label=label)
        self.containers.append(container)
        return container

    def _across(self, xs, ys, spans, kwargs):
        if "transform" in kwargs:
            raise ValueError("'transform' is not allowed as a keyword argument; axhline and axvline generate their own transform")
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
        ys, starts, ends = np.broadcast_arrays(self.yaxis.convert(as_column(y)), self.xaxis.convert(xmin), self.xaxis.convert(xmax))
        segments = [np.array([[start, at], [end, at]]) for at, start, end in zip(ys.tolist(), starts.tolist(), ends.tolist())]
        return self._add(LineCollection(segments, color=colors or kwargs.pop("color", "C0"), linestyle=linestyles, label=label, **kwargs))

    def vlines(self, x, ymin, ymax, colors=None, linestyles="solid", *, label="", **kwargs):
        """Lines from `ymin` to `ymax`."""
        xs, starts, ends = np.broadcast_arrays(self.xaxis.convert(as_column(x)), self.yaxis.convert(ymin), self.yaxis.convert(ymax))
        segments = [np.array([[at, start], [at, end]]) for at, start, end in zip(xs.tolist(), starts.tolist(), ends.tolist())]
        return self._add(LineCollection(segments, color=colors or kwargs.pop("color", "C0"), linestyle=linestyles, label=label, **kwargs))

    def errorbar(self, x, y, yerr=None, xerr=None, fmt="", *, ecolor=None, elinewidth=None, capsize=None, capthick=None, **kwargs):
        """Points with bars for their errors."""
        xs, ys = self.xaxis.convert(as_column(x)), self.yaxis.convert(as_column(y))
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


def _as_given(values, count):
    """What was given as an array of its own kind."""
    values = np.asarray(getattr(values, "values", values if hasattr(values, "__len__") else as_column(values)))
    return values.reshape(count, -1) if values.ndim > 1 else values.ravel()


def _of_scale(kwargs):
    """Takes out what a logarithmic axis is told."""
    return {name: kwargs.pop(name) for name in ("base", "subs", "nonpositive") if name in kwargs}
