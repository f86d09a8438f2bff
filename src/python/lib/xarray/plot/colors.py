"""Colours of maps and points: their limits and levels, and the bar that tells them."""

import numpy as np
from _dasklet_missing import unsupported


def color_params(values, vmin=None, vmax=None, cmap=None, center=None, robust=False, extend=None, levels=None, norm=None, filled=True):
    """Limits, colours and steps that suit the values: around zero in two colours, else from least to greatest."""
    from matplotlib.colors import BoundaryNorm
    from matplotlib.ticker import MaxNLocator

    fine = values[np.isfinite(values)].ravel() if values.dtype.kind == "f" else values.ravel()
    fine = fine if fine.size else np.zeros(1)
    levels = sorted(levels) if np.ndim(levels) else levels
    diverges = center is not False and (vmin is None or vmax is None)
    given, has_center = vmin is not None or vmax is not None, center not in (None, False)
    center = float(center or 0.0)
    # How far limits reach from the centre, if one of them is given.
    reach = None
    if diverges and given:
        reach = abs((vmin if vmin is not None else vmax) - center)
    low = float(vmin if vmin is not None else np.percentile(fine, 2.0) if robust else fine.min())
    high = float(vmax if vmax is not None else np.percentile(fine, 98.0) if robust else fine.max())
    across = np.ndim(levels) and levels[0] * levels[-1] < 0
    diverges = diverges and (low < 0 < high or has_center or bool(across))
    if diverges:
        reach = max(abs(low - center), abs(high - center)) if reach is None else reach
        low, high = center - reach, center + reach
    else:
        low, high = low + center, high + center
    if isinstance(norm, str):
        raise unsupported(f"norm={norm!r}", "matplotlib.colors.LogNorm() and the like do what the names say")
    if norm is not None:
        for name, limit in (("vmin", vmin), ("vmax", vmax)):
            if limit is not None and getattr(norm, name) not in (None, limit):
                raise ValueError(f"Cannot supply {name} and a norm with a different {name}.")
        norm.vmin, norm.vmax = (low if norm.vmin is None else norm.vmin), (high if norm.vmax is None else norm.vmax)
        low, high = norm.vmin, norm.vmax
        levels = norm.boundaries if isinstance(norm, BoundaryNorm) else levels
    cmap = cmap or ("RdBu_r" if diverges else "viridis")
    if levels is not None:
        if not np.ndim(levels):
            if given:
                levels = np.linspace(low, high, levels)
            else:
                levels = [(low + high) / 2] if levels == 1 else MaxNLocator(levels - 1).tick_values(low, high)
        low, high = float(levels[0]), float(levels[-1])
    if low == high:
        room = 0.05 * abs(low) or 0.05
        low, high = low - room, high + room
    if extend is None:
        least, most = float(fine.min()), float(fine.max())
        extend = {(False, False): "neither", (True, False): "min", (False, True): "max", (True, True): "both"}[least < low, most > high]
    if levels is not None and not isinstance(norm, BoundaryNorm):
        cmap, stepped = _stepped(cmap, levels, extend, filled)
        norm = stepped if norm is None else norm
    if norm is not None:
        low = high = None
    return {"vmin": low, "vmax": high, "cmap": cmap, "extend": extend, "levels": levels, "norm": norm}


def _stepped(cmap, levels, extend, filled):
    """One colour for each step between levels."""
    from matplotlib.colors import BoundaryNorm, ListedColormap
    from matplotlib.pyplot import get_cmap

    extend = extend if filled else "max"
    n_colors = len(levels) - 1 + {"both": 2, "min": 1, "max": 1, "neither": 0}[extend]
    if isinstance(cmap, (list, tuple)):
        colors = [cmap[at % len(cmap)] for at in range(n_colors)]
        made = ListedColormap(colors)
    else:
        base = get_cmap(cmap)
        made = ListedColormap(base(np.linspace(0, 1, n_colors)), name=base.name)
    return made, BoundaryNorm(np.asarray(levels, dtype=float), n_colors, extend=extend)


def limits_of(params):
    return {name: params[name] for name in ("vmin", "vmax", "cmap", "norm")}


def colorbar_for(made, ax, cbar_ax, cbar_kwargs, params, label):
    options = dict(cbar_kwargs or {})
    options.setdefault("extend", params["extend"])
    if label is not None:
        options.setdefault("label", label)
    if hasattr(made, "levels"):
        options.pop("extend")
    return ax.get_figure().colorbar(made, **{"cax": cbar_ax} if cbar_ax is not None else {"ax": options.pop("ax", ax)}, **options)
