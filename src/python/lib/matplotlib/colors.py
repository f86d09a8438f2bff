"""Colours, colour maps, and how values become shares of them."""

import _dasklet_plots
import numpy as np
from _dasklet_missing import nearest, refuse_other

from . import rcParams
from ._color_names import BASE_COLORS, CSS4_COLORS, TABLEAU_COLORS


def _channels(digits):
    if len(digits) in (3, 4):
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) not in (6, 8):
        return None
    try:
        channels = [int(digits[at : at + 2], 16) / 255 for at in range(0, len(digits), 2)]
    except ValueError:
        return None
    return tuple(channels) if len(channels) == 4 else (*channels, 1.0)


def _named(text):
    if text.startswith("#"):
        return _channels(text[1:])
    if text.lower() == "none":
        return (0.0, 0.0, 0.0, 0.0)
    if text[:1] == "C" and text[1:].isdigit():
        colors = rcParams["axes.prop_cycle"].by_key()["color"]
        return to_rgba(colors[int(text[1:]) % len(colors)])
    if text in BASE_COLORS:
        return (*map(float, BASE_COLORS[text]), 1)
    found = TABLEAU_COLORS.get(text.lower().replace("grey", "gray"))
    found = found or CSS4_COLORS.get(text.lower().removeprefix("xkcd:"))
    if found:
        return _channels(found[1:])
    try:
        gray = float(text)
    except ValueError:
        return None
    return (gray, gray, gray, 1.0) if 0 <= gray <= 1 else None


def to_rgba(c, alpha=None):
    """Red, green, blue and alpha, from 0 to 1, of any way to name a colour."""
    if isinstance(c, tuple) and len(c) == 2 and (isinstance(c[0], str) or np.ndim(c[0])):
        c, alpha = c[0], c[1] if alpha is None else alpha
    found = None
    if isinstance(c, str):
        found = _named(c)
    elif c is not None and np.ndim(c) == 1 and len(c) in (3, 4):
        found = tuple(float(channel) for channel in c)
        if any(not 0 <= channel <= 1 for channel in found):
            raise ValueError("RGBA values should be within 0-1 range")
        found = found if len(found) == 4 else (*found, 1)
    if found is None:
        near = nearest(c, [*CSS4_COLORS, *TABLEAU_COLORS]) if isinstance(c, str) else []
        raise ValueError(f"Invalid RGBA argument: {c!r}" + (f"; near it there is {', '.join(near)}" if near else ""))
    if alpha is not None and not (isinstance(c, str) and c.lower() == "none"):
        found = (*found[:3], float(alpha))
    return found


def to_rgb(c):
    return to_rgba(c)[:3]


def to_hex(c, keep_alpha=False):
    channels = to_rgba(c)
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels[: 4 if keep_alpha else 3])


def to_rgba_array(c, alpha=None):
    """One row per colour."""
    if isinstance(c, str) and c.lower() == "none":
        return np.zeros((0, 4))
    if isinstance(c, str) or np.ndim(c) == 1 and is_color_like(c):
        return np.array([to_rgba(c, alpha)])
    return np.array([to_rgba(one, alpha) for one in c]).reshape(-1, 4)


def is_color_like(c):
    try:
        to_rgba(c)
    except (ValueError, TypeError):
        return False
    return True


def same_color(c1, c2):
    return to_rgba(c1) == to_rgba(c2)


class Colormap:
    """Colours from 0 to 1."""

    def __init__(self, name, N=256):
        self.name = name
        self.N = N
        self._bad = (0.0, 0.0, 0.0, 0.0)
        self._under = self._over = None

    def _colors(self):
        """The table, one row of four each."""
        raise NotImplementedError

    def __call__(self, X, alpha=None, bytes=False):
        values = np.asarray(X)
        if values.dtype.kind == "b":
            values = values.astype("int64")
        shape, values, table = values.shape, np.atleast_1d(values), self._colors()
        if values.dtype.kind in "iu":
            places = values
            missing = np.zeros(values.shape, dtype=bool)
        else:
            missing = np.isnan(values)
            places = np.floor(np.where(missing, 0, values) * self.N)
            places = np.where(places == self.N, self.N - 1, places)
        below, above = places < 0, places >= self.N
        rgba = table[np.clip(places, 0, self.N - 1).astype("int64")]
        for mask, color in ((below, self._under), (above, self._over), (missing, self._bad)):
            if color is not None and np.any(mask):
                rgba = np.where(mask[..., None], np.array(color), rgba)
        if alpha is not None:
            if np.ndim(alpha) and np.shape(alpha) != shape:
                raise ValueError(f"alpha is array-like but its shape {np.shape(alpha)} does not match that of X {shape}")
            alpha = np.broadcast_to(np.asarray(alpha, dtype=float), values.shape)
            rgba = np.concatenate([rgba[..., :3], alpha[..., None]], axis=-1)
        if bytes:
            rgba = (rgba * 255 + 1e-9).astype("uint8")
        return rgba if shape else tuple(rgba[0])

    def _bytes(self):
        return (self._colors() * 255).round().astype("int64").ravel().tolist()

    def copy(self):
        from copy import copy

        return copy(self)

    __copy__ = None

    def with_extremes(self, *, bad=None, under=None, over=None):
        """The same with other colours for what is missing, too small and too large."""
        new = self.copy()
        if bad is not None:
            new._bad = to_rgba(bad)
        if under is not None:
            new._under = to_rgba(under)
        if over is not None:
            new._over = to_rgba(over)
        return new

    def set_bad(self, color="k", alpha=None):
        self._bad = to_rgba(color, alpha)

    def set_under(self, color="k", alpha=None):
        self._under = to_rgba(color, alpha)

    def set_over(self, color="k", alpha=None):
        self._over = to_rgba(color, alpha)

    def resampled(self, lutsize):
        """The same in so many colours."""
        return ListedColormap(self(np.linspace(0, 1, lutsize)), name=self.name)

    def reversed(self, name=None):
        name = name or (self.name[:-2] if self.name.endswith("_r") else self.name + "_r")
        return ListedColormap(self._colors()[::-1], name=name)

    def __eq__(self, other):
        return isinstance(other, Colormap) and self.N == other.N and bool(np.all(self._colors() == other._colors()))

    __hash__ = None

    def __repr__(self):
        return f"<matplotlib.colors.{type(self).__name__} object at {id(self):#x}>"

    def _repr_html_(self):
        stops = ", ".join(to_hex(color) for color in self(np.linspace(0, 1, 32)))
        return (
            f'<div><strong>{self.name}</strong></div><div title="{self.name} colormap" role="img" '
            f'aria-label="{self.name} colormap" style="width:512px;max-width:100%;height:40px;border:1px solid #555;'
            f'background:linear-gradient(to right, {stops})"></div>'
        )


del Colormap.__copy__


class ListedColormap(Colormap):
    """Colours one by one."""

    def __init__(self, colors, name="unnamed", N=None):
        self.colors = colors
        self._table = to_rgba_array(colors) if not isinstance(colors, np.ndarray) else _with_alpha(colors)
        if N is not None:
            self._table = self._table[np.arange(N) % len(self._table)]
        super().__init__(name, len(self._table))

    def _colors(self):
        return self._table


class LinearSegmentedColormap(Colormap):
    """Colours that run into one another."""

    def __init__(self, name, table):
        if isinstance(table, dict):
            raise NotImplementedError("segment data is not supported here; use LinearSegmentedColormap.from_list(name, colors)")
        super().__init__(name, len(table))
        self._table = table

    def _colors(self):
        return self._table

    @staticmethod
    def from_list(name, colors, N=256, gamma=1.0):
        """A map through these colours, at equal distances or at `(place, color)`."""
        refuse_other("LinearSegmentedColormap.from_list", "(place, color) moves colours", gamma=(gamma, 1.0))
        colors = list(colors)
        if isinstance(colors[0], tuple) and len(colors[0]) == 2 and not isinstance(colors[0][0], str):
            places, colors = zip(*colors)
        else:
            places = np.linspace(0, 1, len(colors))
        channels = to_rgba_array(colors)
        at = np.linspace(0, 1, N)
        table = np.stack([np.interp(at, np.asarray(places, dtype=float), channels[:, channel]) for channel in range(4)], axis=1)
        return LinearSegmentedColormap(name, table)


def _with_alpha(table):
    table = np.asarray(table, dtype=float)
    return table if table.shape[1] == 4 else np.concatenate([table, np.ones((len(table), 1))], axis=1)


# Points of the map of that name, none of its colours off by more than two of 255.
_TWILIGHT = (
    "e2d9e2d5d6dcbfccd3a6bfca8eb1c57ba1c26d90c0647ebc606cb85f58b05e43a55b2f94531e7c47145f391146"
    "3014373a113a4d144363184b7920508d2b509e3b50ac4c50b75f55c0745dc6896ccb9d82d0b29cd7c4b9ded3d3e2d9e2"
)


def _known_colormap(name):
    found = _dasklet_plots.colors_of(name)
    if found is None:
        return None
    if name.removesuffix("_r") == "twilight":
        # It goes round: from light over blue to dark, and over red back.
        points = np.array(list(bytes.fromhex(_TWILIGHT)), dtype=float).reshape(-1, 3) / 255
        at, places = np.arange(510), np.linspace(0, 509, len(points))
        table = _with_alpha(np.stack([np.interp(at, places, channel) for channel in points.T], axis=1))
        return ListedColormap(table[::-1] if name.endswith("_r") else table, name=name)
    found, listed = found
    table = _with_alpha(np.array(list(found), dtype=float).reshape(-1, 3) / 255)
    smooth = name.removesuffix("_r") in ("viridis", "plasma", "inferno", "magma", "cividis", "turbo", "twilight")
    return ListedColormap(table, name=name) if listed or smooth else LinearSegmentedColormap(name, table)


def _plain(limit):
    """A limit as a Python number, whole if NumPy's was."""
    return limit if limit is None else limit.item() if hasattr(limit, "item") else float(limit)


class Normalize:
    """From `vmin` and `vmax` to 0 and 1."""

    def __init__(self, vmin=None, vmax=None, clip=False):
        self.vmin, self.vmax, self.clip = _plain(vmin), _plain(vmax), clip

    _is_log = False

    def autoscale_None(self, A):
        """Limits that are not given, from the values."""
        if self.vmin is None or self.vmax is None:
            A = np.asarray(A)
            if A.dtype.kind not in "biu" or self._is_log:
                A = A.astype(float)
                A = A[np.isfinite(A) & (A > 0) if self._is_log else np.isfinite(A)]
            if A.size:
                self.vmin = _plain(A.min()) if self.vmin is None else self.vmin
                self.vmax = _plain(A.max()) if self.vmax is None else self.vmax

    def autoscale(self, A):
        self.vmin = self.vmax = None
        self.autoscale_None(A)

    def scaled(self):
        return self.vmin is not None and self.vmax is not None

    def __call__(self, value, clip=None):
        values = np.asarray(value, dtype=float)
        self.autoscale_None(values)
        if not self.scaled():
            return values * np.nan
        if self.vmin > self.vmax:
            raise ValueError("minvalue must be less than or equal to maxvalue")
        if self.vmin == self.vmax:
            return values * 0.0
        if self.clip if clip is None else clip:
            values = np.clip(values, self.vmin, self.vmax)
        shares = self._shares(values)
        return float(shares) if values.ndim == 0 else shares

    def _shares(self, values):
        return (values - self.vmin) / (self.vmax - self.vmin)

    def inverse(self, value):
        return self.vmin + np.asarray(value) * (self.vmax - self.vmin)

    def __repr__(self):
        return f"<matplotlib.colors.{type(self).__name__} object at {id(self):#x}>"


class NoNorm(Normalize):
    def _shares(self, values):
        return values


class LogNorm(Normalize):
    """Powers of ten at equal steps."""

    _is_log = True

    def _shares(self, values):
        if self.vmin <= 0:
            raise ValueError("Invalid vmin or vmax")
        logs = np.log10(np.where(values > 0, values, np.nan))
        return (logs - np.log10(self.vmin)) / (np.log10(self.vmax) - np.log10(self.vmin))

    def inverse(self, value):
        return self.vmin * (self.vmax / self.vmin) ** np.asarray(value)


class PowerNorm(Normalize):
    def __init__(self, gamma, vmin=None, vmax=None, clip=False):
        super().__init__(vmin, vmax, clip)
        self.gamma = gamma

    def _shares(self, values):
        shares = super()._shares(values)
        return np.where(shares > 0, np.abs(shares) ** self.gamma, shares)

    def inverse(self, value):
        return super().inverse(np.asarray(value) ** (1 / self.gamma))


class TwoSlopeNorm(Normalize):
    """`vcenter` becomes 0.5."""

    def __init__(self, vcenter, vmin=None, vmax=None):
        super().__init__(vmin, vmax)
        self.vcenter = float(vcenter)

    def _shares(self, values):
        low = (values - self.vmin) / (self.vcenter - self.vmin) / 2
        high = 0.5 + (values - self.vcenter) / (self.vmax - self.vcenter) / 2
        return np.where(values < self.vcenter, low, high)

    def inverse(self, value):
        value = np.asarray(value)
        low = self.vmin + 2 * value * (self.vcenter - self.vmin)
        return np.where(value < 0.5, low, self.vcenter + (2 * value - 1) * (self.vmax - self.vcenter))


class CenteredNorm(Normalize):
    """As far below `vcenter` as above it."""

    def __init__(self, vcenter=0, halfrange=None, clip=False):
        super().__init__(clip=clip)
        self.vcenter = float(vcenter)
        if halfrange is not None:
            self.vmin, self.vmax = self.vcenter - halfrange, self.vcenter + halfrange

    def autoscale_None(self, A):
        if not self.scaled():
            A = np.asarray(A, dtype=float)
            A = A[np.isfinite(A)]
            half = float(np.abs(A - self.vcenter).max()) if A.size else 1.0
            self.vmin, self.vmax = self.vcenter - half, self.vcenter + half


class BoundaryNorm(Normalize):
    """Steps: one colour between each boundary and the next."""

    def __init__(self, boundaries, ncolors, clip=False, *, extend="neither"):
        self.boundaries = np.asarray(boundaries)
        super().__init__(boundaries[0], boundaries[-1], clip)
        self.Ncmap = ncolors
        self.extend = extend

    def _shares(self, values):
        n_regions = len(self.boundaries) - 1
        lowest = self.extend in ("min", "both")
        n_all = n_regions + lowest + (self.extend in ("max", "both"))
        region = np.searchsorted(self.boundaries, np.where(np.isnan(values), self.vmin, values), side="right") - 1 + lowest
        region = np.clip(region, 0, n_all - 1).astype(float)
        place = region * (self.Ncmap - 1) / (n_all - 1) if n_all > 1 else region
        return np.where(np.isnan(values), np.nan, (np.floor(place) + 0.5) / self.Ncmap)

    def inverse(self, value):
        raise ValueError("BoundaryNorm is not invertible")


def __getattr__(name):
    from _dasklet_missing import missing

    raise missing("matplotlib.colors", name, [name for name in globals() if not name.startswith("_")])
