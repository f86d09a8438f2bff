"""Colour maps by name, and what is drawn with one."""

import _dasklet_plots
import numpy as np
from _dasklet_missing import nearest

from . import rcParams
from .artist import Upward
from .colors import Colormap, LogNorm, Normalize, _known_colormap


class ColormapRegistry:
    """`matplotlib.colormaps["viridis"]`."""

    def __init__(self):
        self._made = {}

    def __getitem__(self, name):
        if name not in self._made:
            found = _known_colormap(name)
            if found is None:
                near = nearest(name, self)
                raise KeyError(f"{name!r} is not a known colormap name here" + (f"; near it there is {', '.join(near)}" if near else ""))
            self._made[name] = found
        return self._made[name].copy()

    def keys(self):
        known = _dasklet_plots.colormaps()
        return [
            *known,
            *(name + "_r" for name in known),
            *(name for name in self._made if name.removesuffix("_r") not in known),
        ]

    def __call__(self):
        """The names."""
        return self.keys()

    def __iter__(self):
        return iter(self.keys())

    def __contains__(self, name):
        return name in self.keys()

    def __len__(self):
        return len(self.keys())

    def register(self, cmap, *, name=None, force=False):
        name = name or cmap.name
        if name in self and not force:
            raise ValueError(f'A colormap named "{name}" is already registered.')
        self._made[name] = cmap

    def get_cmap(self, cmap):
        return _get_cmap(cmap)


_colormaps = ColormapRegistry()


def _get_cmap(name=None, lut=None):
    """A colour map by its name."""
    if isinstance(name, Colormap):
        return name
    if name is not None and not isinstance(name, str):
        raise TypeError(f"get_cmap expects None or an instance of a str or Colormap . you passed {name!r} of type {type(name)}")
    try:
        cmap = _colormaps[name or rcParams["image.cmap"]]
    except KeyError as error:
        raise ValueError(error.args[0]) from None
    return cmap if lut is None else cmap.resampled(lut)


class ScalarMappable:
    """Values that are shown as colours."""

    colorbar = Upward()

    def __init__(self, norm=None, cmap=None):
        self._A = None
        self._map_colors(norm, cmap, None, None)

    def _map_colors(self, norm, cmap, vmin, vmax):
        if norm is not None and (vmin is not None or vmax is not None):
            raise ValueError(
                "Passing a Normalize instance simultaneously with vmin/vmax is not supported. Please pass vmin/vmax directly to the norm when creating it."
            )
        if norm == "log":
            norm = LogNorm(vmin, vmax)
        elif isinstance(norm, str):
            if norm != "linear":
                raise ValueError(f"norm {norm!r} is not supported here; there are 'linear', 'log' and the classes of matplotlib.colors")
            norm = None
        self.norm = Normalize(vmin, vmax) if norm is None else norm
        self.cmap = _get_cmap(cmap)

    def set_array(self, A):
        self._A = None if A is None else np.asarray(A)

    def get_array(self):
        return self._A

    def set_cmap(self, cmap):
        self.cmap = _get_cmap(cmap)

    def get_cmap(self):
        return self.cmap

    def set_norm(self, norm):
        self.norm = norm

    def set_clim(self, vmin=None, vmax=None):
        if vmax is None and np.ndim(vmin):
            vmin, vmax = vmin
        self.norm.vmin = self.norm.vmin if vmin is None else float(vmin)
        self.norm.vmax = self.norm.vmax if vmax is None else float(vmax)

    def get_clim(self):
        return self.norm.vmin, self.norm.vmax

    def autoscale_None(self):
        if self._A is not None:
            self.norm.autoscale_None(self._A)

    def to_rgba(self, x, alpha=None, bytes=False, norm=True):
        return self.cmap(self.norm(x) if norm else x, alpha=alpha, bytes=bytes)

    def _shares(self):
        """The values from 0 to 1, missing ones as NaN, with colours for them as bytes."""
        shares = np.asarray(self.norm(self._A), dtype=float)
        table = self.cmap._bytes()
        cmap = self.cmap
        # Colours of their own for what is too small or too large stand at the ends of the table.
        lower, upper = cmap._under is not None, cmap._over is not None
        n_all = cmap.N + lower + upper
        if lower or upper:
            ends = [[round(channel * 255) for channel in end] if end else [] for end in (cmap._under, cmap._over)]
            table = ends[0] + table + ends[1]
            shares = np.clip((shares * cmap.N + lower) / n_all, 0, 1)
        if cmap._bad[3] > 0 and np.any(np.isnan(shares)):
            table = table + [round(channel * 255) for channel in cmap._bad]
            shares = np.where(np.isnan(shares), 1.0, np.clip(shares, 0, 1 - 1e-9) * n_all / (n_all + 1))
        return shares, bytes(table)


def __getattr__(name):
    if name in _colormaps:
        return _colormaps[name]
    from _dasklet_missing import missing

    raise missing("matplotlib.cm", name, ["ScalarMappable", *_colormaps])
