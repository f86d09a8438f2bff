"""Areas of a frame: between lines, in stacks, polygons."""

import numpy as np
from _dasklet_missing import refuse, refuse_other

from ..collections import FillBetweenPolyCollection
from ..lines import Line2D
from ..patches import Polygon
from ._arguments import as_column, columns_from, looks_of


class Areas:
    """Areas of a frame: between lines, in stacks, polygons."""

    def fill_between(self, x, y1, y2=0, where=None, interpolate=False, step=None, **kwargs):
        """The area between two lines."""
        refuse("fill_between", "more points bring the area closer to where lines cross", interpolate=interpolate or None)
        return self._filled(x, y1, y2, where, step, kwargs, self.xaxis, self.yaxis, False)

    def fill_betweenx(self, y, x1, x2=0, where=None, step=None, interpolate=False, **kwargs):
        """The area between two upright lines."""
        refuse("fill_betweenx", "more points bring the area closer to where lines cross", interpolate=interpolate or None)
        return self._filled(y, x1, x2, where, step, kwargs, self.yaxis, self.xaxis, True)

    def _filled(self, along, first, second, where, step, kwargs, axis, across, turned):
        along = axis.convert(as_column(along))
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

    def stackplot(self, x, *args, labels=(), colors=None, hatch=None, baseline="zero", **kwargs):
        """Areas on top of each other."""
        refuse("stackplot", "colours tell areas apart", hatch=hatch)
        refuse_other("stackplot", "fill_between draws areas from any line to another", baseline=(baseline, "zero"))
        ys = np.cumsum(np.atleast_2d(np.asarray(args[0] if len(args) == 1 else args, dtype=float)), axis=0)
        below, made = np.zeros(ys.shape[1]), []
        for at, line in enumerate(ys):
            color = colors[at % len(colors)] if colors else self._next_color()
            made.append(self.fill_between(x, below, line, facecolor=color, label=labels[at] if at < len(labels) else "", **kwargs))
            below = line
        if made:
            made[0].sticky_edges = lambda: ((), (0.0,))
        return made

    def fill(self, *args, data=None, **kwargs):
        """Areas with these corners."""
        args, made = list(columns_from(data, args)), []
        while args:
            xs, ys = self.xaxis.convert(args.pop(0)), self.yaxis.convert(args.pop(0))
            looks = looks_of(args.pop(0)) if args and isinstance(args[0], str) else {}
            looks = (
                {"facecolor": looks["color"]}
                if looks
                else {}
                if "color" in kwargs or "facecolor" in kwargs
                else {"facecolor": self._next_color()}
            )
            made.append(self._add(Polygon(np.stack([xs, ys], axis=1), **{**looks, **kwargs})))
        return made
