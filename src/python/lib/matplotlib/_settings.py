"""Settings by name, each of its kind: `plt.rcParams["figure.figsize"] = (8, 4)`."""

from _dasklet_missing import nearest, unsupported

from ._color_names import TABLEAU_COLORS


class Cycler:
    """Colours in turn: `plt.cycler(color=["r", "g"])`."""

    def __init__(self, colors):
        self._colors = list(colors)
        self.keys = {"color"}

    def by_key(self):
        return {"color": list(self._colors)}

    def __iter__(self):
        return iter([{"color": color} for color in self._colors])

    def __len__(self):
        return len(self._colors)

    def __eq__(self, other):
        return isinstance(other, Cycler) and self._colors == other._colors

    __hash__ = None

    def __repr__(self):
        return f"cycler('color', {self._colors!r})"


def cycler(*args, **kwargs):
    """`cycler(color=["r", "g"])` or `cycler("color", ["r", "g"])`."""
    if len(args) == 1 and isinstance(args[0], Cycler):
        return args[0]
    given = {**dict([args] if args else []), **kwargs}
    for name in given:
        if name not in ("color", "c"):
            raise unsupported(f"a cycler of {name!r}", "colours go in a cycle; give other looks to each line")
    return Cycler(next(iter(given.values())))


DEFAULTS = {
    "axes.axisbelow": "line",
    "axes.edgecolor": "black",
    "axes.facecolor": "white",
    "axes.formatter.useoffset": True,
    "axes.grid": False,
    "axes.labelcolor": "black",
    "axes.labelpad": 4.0,
    "axes.labelsize": "medium",
    "axes.labelweight": "normal",
    "axes.linewidth": 0.8,
    "axes.prop_cycle": Cycler(tuple(int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)) for color in TABLEAU_COLORS.values()),
    "axes.spines.bottom": True,
    "axes.spines.left": True,
    "axes.spines.right": True,
    "axes.spines.top": True,
    "axes.titlecolor": "auto",
    "axes.titlepad": 6.0,
    "axes.titlesize": "large",
    "axes.titleweight": "normal",
    "axes.xmargin": 0.05,
    "axes.ymargin": 0.05,
    "errorbar.capsize": 0.0,
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
    "figure.dpi": 100.0,
    "figure.edgecolor": "white",
    "figure.facecolor": "white",
    "figure.figsize": [6.4, 4.8],
    "figure.max_open_warning": 20,
    "figure.titlesize": "large",
    "figure.titleweight": "normal",
    "font.family": ["sans-serif"],
    "font.size": 10.0,
    "font.weight": "normal",
    "grid.alpha": 1.0,
    "grid.color": "#b0b0b0",
    "grid.linestyle": "-",
    "grid.linewidth": 0.8,
    "hist.bins": 10,
    "image.aspect": "equal",
    "image.cmap": "viridis",
    "image.interpolation": "auto",
    "image.origin": "upper",
    "legend.edgecolor": "0.8",
    "legend.facecolor": "inherit",
    "legend.fancybox": True,
    "legend.fontsize": "medium",
    "legend.framealpha": 0.8,
    "legend.frameon": True,
    "legend.loc": "best",
    "lines.color": "C0",
    "lines.linestyle": "-",
    "lines.linewidth": 1.5,
    "lines.marker": "None",
    "lines.markeredgewidth": 1.0,
    "lines.markersize": 6.0,
    "patch.edgecolor": "black",
    "patch.facecolor": "C0",
    "patch.force_edgecolor": False,
    "patch.linewidth": 1.0,
    "savefig.bbox": None,
    "savefig.dpi": "figure",
    "savefig.facecolor": "auto",
    "scatter.marker": "o",
    "text.color": "black",
    "xtick.color": "black",
    "xtick.direction": "out",
    "xtick.labelcolor": "inherit",
    "xtick.labelsize": "medium",
    "xtick.major.pad": 3.5,
    "xtick.major.size": 3.5,
    "xtick.major.width": 0.8,
    "xtick.minor.size": 2.0,
    "xtick.minor.width": 0.6,
    "ytick.color": "black",
    "ytick.direction": "out",
    "ytick.labelcolor": "inherit",
    "ytick.labelsize": "medium",
    "ytick.major.pad": 3.5,
    "ytick.major.size": 3.5,
    "ytick.major.width": 0.8,
    "ytick.minor.size": 2.0,
    "ytick.minor.width": 0.6,
}
# What settings of words may be.
_WORDS = {
    "font.family": ("sans-serif", "DejaVu Sans"),
    "image.aspect": ("equal", "auto"),
    "image.origin": ("upper", "lower"),
    "savefig.bbox": ("tight", "standard", None),
    "xtick.direction": ("out", "in", "inout"),
    "ytick.direction": ("out", "in", "inout"),
}
_TRUTHS = {
    "t": True,
    "y": True,
    "yes": True,
    "on": True,
    "true": True,
    "1": True,
    "f": False,
    "n": False,
    "no": False,
    "off": False,
    "false": False,
    "0": False,
}


def _validated(key, value):
    default = DEFAULTS[key]
    if key == "axes.prop_cycle":
        if not isinstance(value, Cycler):
            raise ValueError(f"Object is not a string or Cycler instance: {value!r}")
    elif key == "axes.axisbelow":
        if value not in (True, False, "line"):
            raise ValueError(f'{value!r} cannot be interpreted as True, False, or "line"')
    elif key == "figure.figsize":
        if not hasattr(value, "__len__") or isinstance(value, str):
            raise ValueError(f"Expected str or other non-set iterable, but got {value}")
        if len(value) != 2:
            raise ValueError(f"Expected 2 values, but there are {len(value)} values in {value}")
        return [float(length) for length in value]
    elif key in _WORDS:
        first = value[0] if key == "font.family" and isinstance(value, (list, tuple)) and value else value
        if first not in _WORDS[key]:
            if key == "font.family":
                raise unsupported(f"font.family {value!r}", "there is one face of letters")
            raise ValueError(f"{value!r} is not a valid value for {key}; supported values are {[*_WORDS[key]]}")
        return [value] if key == "font.family" and isinstance(value, str) else value
    elif isinstance(default, bool):
        found = _TRUTHS.get(str(value).lower())
        if found is None:
            raise ValueError(f"Cannot convert {value!r} to bool")
        return found
    elif isinstance(default, float):
        try:
            return float(value)
        except (TypeError, ValueError):
            raise ValueError(f"Could not convert {value!r} to float") from None
    elif key.endswith("color"):
        from .colors import is_color_like

        if value not in ("auto", "inherit") and not is_color_like(value):
            raise ValueError(f"{value!r} does not look like a color arg")
    elif key.endswith(("labelsize", "titlesize", "fontsize")):
        from .artist import SIZES

        if isinstance(value, str) and value not in SIZES:
            raise ValueError(f"{value} is not a valid font size. Valid font sizes are {', '.join(SIZES)}.")
    elif key == "lines.linestyle":
        from .artist import stroke_of

        stroke_of("black", 1, value)
    elif key == "legend.loc":
        from .legend import PLACES

        if isinstance(value, str) and value not in ("best", *PLACES):
            raise ValueError(f"{value} is not a valid legend location.")
    return value


class RcParams(dict):
    """The settings, by name: `plt.rcParams["figure.figsize"] = (8, 4)`."""

    def __setitem__(self, key, value):
        if key not in DEFAULTS:
            near = nearest(key, DEFAULTS)
            raise KeyError(
                f"{key} is not a valid rc parameter here"
                + (f"; near it there is {', '.join(near)}" if near else " (see rcParams.keys() for those there are)")
            )
        try:
            value = _validated(key, value)
        except ValueError as error:
            raise ValueError(f"Key {key}: {error}") from None
        super().__setitem__(key, value)

    def update(self, *args, **kwargs):
        for key, value in dict(*args, **kwargs).items():
            self[key] = value

    def copy(self):
        return RcParams(self)

    def find_all(self, pattern):
        """The settings whose names have the pattern in them."""
        import re

        return RcParams({key: value for key, value in self.items() if re.search(pattern, key)})


ALIASES = {
    "aa": "antialiased",
    "c": "color",
    "ec": "edgecolor",
    "fc": "facecolor",
    "ls": "linestyle",
    "lw": "linewidth",
    "mew": "markeredgewidth",
}
