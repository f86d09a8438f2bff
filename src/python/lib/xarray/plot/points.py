"""Points: two variables against each other."""

import numpy as np

from ..kinds import is_array
from .colors import color_params, colorbar_for, limits_of
from .utils import axes_for, concise_dates, label_of, title_of, updated, updates_of


def scatter(
    ds,
    x=None,
    y=None,
    *,
    hue=None,
    markersize=None,
    row=None,
    col=None,
    figsize=None,
    size=None,
    aspect=None,
    ax=None,
    add_legend=None,
    add_colorbar=None,
    add_labels=True,
    add_title=True,
    subplot_kws=None,
    cbar_kwargs=None,
    vmin=None,
    vmax=None,
    cmap=None,
    norm=None,
    levels=None,
    extend=None,
    z=None,
    **kwargs,
):
    """Points: two variables of a Dataset against each other, or an array against a coordinate; `hue` colours them."""
    if row is not None or col is not None or z is not None:
        raise NotImplementedError(
            "plot.scatter with row=, col= or z= is not supported here; draw a selection with .sel(...) on each of plt.subplots(...)"
        )
    updates = updates_of(kwargs)
    if is_array(ds):
        x = x if x is not None else ds.dims[0]

        def pick(name):
            return ds if name is None or name == ds.name and name not in ds.coords else ds[name]
    else:
        if x is None or y is None:
            raise ValueError("x and y must be specified: ds.plot.scatter(x='a', y='b')")

        def pick(name):
            return ds[name]

    from ..alignment import broadcast

    names = [name for name in (hue, markersize) if name is not None]
    parts = [pick(x), pick(y), *(pick(name) for name in names)]
    flat = [part.values.ravel() for part in broadcast(*parts)]
    ax = axes_for(figsize, size, aspect, ax, subplot_kws)
    hues = pick(hue) if hue is not None else None
    kwargs.setdefault("edgecolors", "w")
    if markersize is not None:
        sizes = flat[-1].astype(float)
        span = float(np.nanmax(sizes) - np.nanmin(sizes)) or 1.0
        kwargs["s"] = 18 + (sizes - np.nanmin(sizes)) / span * 54
    if hues is None or hues.dtype.kind in "iufb":
        if hues is not None:
            params = color_params(flat[2].astype(float), vmin=vmin, vmax=vmax, cmap=cmap, norm=norm, levels=levels, extend=extend)
            kwargs.update(c=flat[2].astype(float), **limits_of(params))
        made = ax.scatter(flat[0], flat[1], **kwargs)
        if hues is not None and add_colorbar is not False:
            colorbar_for(made, ax, None, cbar_kwargs, params, label_of(hues))
    else:
        texts = np.array([str(value) for value in flat[2].tolist()])
        for name in dict.fromkeys(texts.tolist()):
            chosen = texts == name
            made = ax.scatter(flat[0][chosen], flat[1][chosen], label=name, **kwargs)
        if add_legend is not False:
            ax.legend(title=label_of(hues))
    if add_labels:
        ax.set_xlabel(label_of(parts[0]))
        ax.set_ylabel(label_of(parts[1]))
        if add_title:
            ax.set_title(title_of(ds))
    concise_dates(ax, "x", parts[0])
    updated(ax, **updates)
    return made
