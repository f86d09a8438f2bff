"""What an axis shows of its direction: limits, which axes may share."""

import weakref

import numpy as np

from . import rcParams


class View:
    """What axes that share an axis have in common."""

    def __init__(self, name):
        self.name = name
        self._axes = []
        self.limits = None
        self.is_inverted = False
        # Whether automatic limits were asked for, data or not.
        self.is_asked = False
        self.scale, self.base, self.subs = "linear", 10.0, None
        # "date" or "category", once such values came.
        self.kind = None
        self.categories = {}
        # Between which values steps of a colour bar, all as high, are.
        self.steps = None
        self.locator = self.formatter = self.minor_locator = None

    @property
    def axes(self):
        """The axes that share it. They keep it, not it them."""
        return [axes for axes in (link() for link in self._axes) if axes is not None]

    def join(self, axes):
        """One more shares it."""
        self._axes.append(weakref.ref(axes))

    def leave(self, axes):
        """One less shares it."""
        self._axes = [link for link in self._axes if link() not in (axes, None)]

    def at(self, limits):
        """Which of a pair is meant: along x or along y."""
        return limits[0 if self.name == "x" else 1]

    def interval(self):
        """From and to, as they are shown."""
        low, high = self.automatic() if self.limits is None else self.limits
        return (high, low) if self.is_inverted and self.limits is None else (low, high)

    def data_interval(self):
        """The least and the greatest value that is drawn."""
        return self._drawn()[:2]

    def automatic(self):
        """Limits around what is drawn, with margins."""
        low, high, sticky, is_empty = self._drawn()
        if low > high and self.scale == "log":
            low, high, sticky = 1.0, 10.0, []
        elif low > high and is_empty:
            return (-0.05 - 0.1 * 0.05, 0.05 + 0.1 * 0.05) if self.is_asked else (0.0, 1.0)
        elif low > high:
            low = high = 0.0
        return self._with_margins(low, high, sticky)

    def _drawn(self):
        low, high, sticky, is_empty = np.inf, -np.inf, [], True
        is_log = self.scale == "log"
        for axes in self.axes:
            for artist in axes._artists:
                found = artist.data_limits() if artist._counts and artist._get("visible") and not self.at(artist._spans) else None
                values = None if found is None else self.at(found)
                if values is None:
                    continue
                is_empty = False
                values = np.asarray(values, dtype=float)
                fine = values[np.isfinite(values) & (values > 0)] if is_log else values[np.isfinite(values)]
                if fine.size:
                    low, high = min(low, float(fine.min())), max(high, float(fine.max()))
                sticky += self.at(artist.sticky_edges())
        return low, high, sticky, is_empty

    def _with_margins(self, low, high, sticky):
        if self.scale == "log":
            if low == high:
                low, high = low / 10 ** (0.05 * 20), high * 10 ** (0.05 * 20)
            margin = 10 ** (self._margin() * (np.log10(high) - np.log10(low)))
            return max(float(low / margin), 1e-307), min(float(high * margin), 1e307)
        if high - low <= max(abs(low), abs(high)) * 1e-14:
            if self.kind == "date":
                low, high = low - 2 * 365.2425, high + 2 * 365.2425
            else:
                room = 0.05 * max(abs(low), abs(high)) or 0.05
                low, high = low - room, high + room
        # Wider limits would be no numbers.
        margin = self._margin() * min(high - low, 1e307)
        below = [edge for edge in sticky if edge <= low + 1e-9 * (high - low)]
        above = [edge for edge in sticky if edge >= high - 1e-9 * (high - low)]
        return max([low - margin, *below]), min([high + margin, *above])

    def _margin(self):
        sharing = self.axes
        given = sharing[0]._margins.get(self.name) if sharing else None
        return rcParams[f"axes.{self.name}margin"] if given is None else given
