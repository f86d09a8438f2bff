"""One picture for each label of a dimension, side by side."""

import numpy as np

from .colors import color_params
from .utils import item_text, label_of, require_known, xy_of

FACET_OPTIONS = ("row", "col", "col_wrap", "sharex", "sharey", "figsize", "aspect", "size", "subplot_kws")


def facet_sizes(figsize, aspect, size):
    return {name: value for name, value in (("figsize", figsize), ("aspect", aspect), ("size", size)) if value is not None}


class FacetGrid:
    """One picture for each label of a dimension: `x.plot(col="time", col_wrap=3)`."""

    def __init__(
        self,
        data,
        col=None,
        row=None,
        col_wrap=None,
        sharex=True,
        sharey=True,
        figsize=None,
        aspect=1,
        size=3,
        subplot_kws=None,
    ):
        import matplotlib.pyplot as plt

        for name, what in ((col, "col"), (row, "row")):
            require_known(data, name, what)
        n_rows, n_columns = (data[name].size if name else 1 for name in (row, col))
        if col and not row and col_wrap is not None:
            n_columns = min(int(np.ceil(np.sqrt(n_columns))), n_columns) if col_wrap == "auto" else col_wrap
            n_rows = -(-data[col].size // n_columns)
        if n_rows * n_columns > 400:
            raise ValueError(
                f"{n_rows * n_columns} facets are too many for one figure; select some labels first, for example .isel({col or row}=slice(0, 12))"
            )
        figsize = (n_columns * size * aspect + 1, n_rows * size) if figsize is None else tuple(figsize)
        self.fig, self.axs = plt.subplots(
            n_rows,
            n_columns,
            sharex=sharex,
            sharey=sharey,
            squeeze=False,
            figsize=figsize,
            subplot_kw=dict(subplot_kws or {}),
        )
        self.data, self.cbar, self.figlegend = data, None, None
        self._row, self._col = row, col
        self.row_names, self.col_names = ([] if name is None else list(data[name].values) for name in (row, col))
        self._mappables = []
        if row and col:
            facets = [{row: r, col: c} for r in range(n_rows) for c in range(n_columns)]
        else:
            name = row or col
            facets = [{name: at} for at in range(data[name].size)]
            facets += [None] * (n_rows * n_columns - len(facets))
        self._facets = facets

    def _each(self):
        """Axes with the part of the data that they show."""
        for facet, ax in zip(self._facets, self.axs.ravel()):
            if facet is None:
                ax.set(visible=False)
            else:
                yield ax, self.data.isel(facet)

    def _map_maps(self, draw, kind, x, y, color_options, add_colorbar, cbar_kwargs, kwargs):
        params = color_params(self.data.values, filled=kind != "contour", **color_options)
        first = self.data.isel(self._facets[0])
        x, y = xy_of(first, x, y)
        for ax, part in self._each():
            self._mappables.append(draw(part, x=x, y=y, ax=ax, add_colorbar=False, add_labels=False, _params=params, **kwargs))
        self._finish(label_of(self.data[x]), label_of(self.data[y]))
        if add_colorbar is not False and (add_colorbar or kind != "contour"):
            self.add_colorbar(**{"extend": params["extend"], **(cbar_kwargs or {})})
        return self

    def _map_lines(self, x, y, hue, add_legend, kwargs):
        from .lines import line, line_data, names_of

        for ax, part in self._each():
            lines = line(part, x=x, y=y, hue=hue, ax=ax, add_legend=False, _labels=False, **kwargs)
            self._mappables.append(lines)
        xs, ys, hues = line_data(self.data.isel(self._facets[0]), x, y, hue)
        self._finish(label_of(xs), label_of(ys))
        if hues is not None and add_legend:
            self.figlegend = self.fig.legend(self._mappables[-1], names_of(hues), title=label_of(hues), loc="center right")
            self.fig.subplots_adjust(right=1 - 0.9 / self.fig.get_size_inches()[0] - 0.02)
        return self

    def _finish(self, xlabel, ylabel):
        self.set_axis_labels(xlabel, ylabel)
        self.set_titles()
        self.fig.tight_layout()

    def add_colorbar(self, **kwargs):
        """One colour bar for all."""
        if hasattr(self._mappables[-1], "levels"):
            kwargs.pop("extend", None)
        kwargs.setdefault("label", label_of(self.data))
        self.cbar = self.fig.colorbar(self._mappables[-1], ax=list(self.axs.ravel()), **kwargs)
        return self

    def set_axis_labels(self, *axlabels):
        """Names of axes at the figure's edge: that of x, of y."""
        for set_label, text in zip((self.set_xlabels, self.set_ylabels), axlabels):
            if text is not None:
                set_label(text)
        return self

    def set_xlabels(self, label=None, **kwargs):
        for ax in self.axs[-1, :]:
            ax.set_xlabel(label, **kwargs)
        return self

    def set_ylabels(self, label=None, **kwargs):
        for ax in self.axs[:, 0]:
            ax.set_ylabel(label, **kwargs)
        return self

    def set_titles(self, template="{coord} = {value}", maxchar=30, size=None, **kwargs):
        """Which label each picture has."""

        def words(name, value):
            text = template.format(coord=name, value=item_text(value))
            return text if len(text) <= maxchar else text[: maxchar - 3] + "..."

        kwargs["fontsize"] = "large" if size is None else size
        if self._row and self._col:
            for ax, value in zip(self.axs[0, :], self.col_names):
                ax.set_title(words(self._col, value), **kwargs)
            for ax, value in zip(self.axs[:, -1], self.row_names):
                ax.annotate(
                    words(self._row, value),
                    xy=(1.02, 0.5),
                    xycoords="axes fraction",
                    rotation=270,
                    ha="left",
                    va="center",
                    **kwargs,
                )
        else:
            name = self._row or self._col
            for ax, value in zip(self.axs.ravel(), self.data[name].values):
                ax.set_title(words(name, value), **kwargs)
        return self

    def map(self, func, *args, **kwargs):
        """Call `func(values, …)` with each picture's axes as the current ones; names stand for coordinates or for the data."""
        import matplotlib.pyplot as plt

        def pick(part, name):
            return part if name == self.data.name and name not in part.coords else part[name]

        for ax, part in self._each():
            plt.sca(ax)
            made = func(*(pick(part, arg).values for arg in args), **kwargs)
            if made is not None and hasattr(made, "autoscale_None"):
                self._mappables.append(made)
        self._finish(*(args[at] if len(args) > at else None for at in range(2)))
        return self

    def set_ticks(self, max_xticks=5, max_yticks=5, fontsize="small"):
        """At most so many ticks, and how large their numbers are."""
        from matplotlib.ticker import MaxNLocator

        for ax in self.axs.ravel():
            ax.xaxis.set_major_locator(MaxNLocator(max_xticks))
            ax.yaxis.set_major_locator(MaxNLocator(max_yticks))
            ax.tick_params(labelsize=fontsize)

    def __repr__(self):
        return f"<xarray.plot.facetgrid.FacetGrid object at {id(self):#x}>"
