"""Pictures, as Matplotlib draws them: `import matplotlib.pyplot as plt`."""

from _dasklet_missing import missing, nearest, refuse

__version__ = "3.11.2"

_DEFAULTS = {
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
    "axes.prop_cycle": None,
    "axes.spines.bottom": True,
    "axes.spines.left": True,
    "axes.spines.right": True,
    "axes.spines.top": True,
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
    "legend.fontsize": "medium",
    "legend.frameon": True,
    "legend.loc": "best",
    "lines.linestyle": "-",
    "lines.linewidth": 1.5,
    "lines.marker": "None",
    "lines.markersize": 6.0,
    "patch.linewidth": 1.0,
    "savefig.bbox": None,
    "savefig.dpi": "figure",
    "savefig.facecolor": "auto",
    "scatter.marker": "o",
    "text.color": "black",
    "xtick.labelsize": "medium",
    "xtick.direction": "out",
    "ytick.labelsize": "medium",
    "ytick.direction": "out",
}


class RcParams(dict):
    """The settings, by name: `plt.rcParams["figure.figsize"] = (8, 4)`."""

    def __setitem__(self, key, value):
        if key not in _DEFAULTS:
            near = nearest(key, _DEFAULTS)
            raise KeyError(
                f"{key} is not a valid rc parameter here"
                + (f"; near it there is {', '.join(near)}" if near else " (see rcParams.keys() for those there are)")
            )
        super().__setitem__(key, value)

    def update(self, *args, **kwargs):
        for key, value in dict(*args, **kwargs).items():
            self[key] = value

    def copy(self):
        return RcParams(self)


rcParams = RcParams(_DEFAULTS)
rcParamsDefault = RcParams(_DEFAULTS)


def rc(group, **kwargs):
    """Set several settings of a group: `plt.rc("lines", linewidth=2)`."""
    for one in [group] if isinstance(group, str) else group:
        rcParams.update({f"{one}.{key}": value for key, value in kwargs.items()})


def rcdefaults():
    """All settings as they were."""
    rcParams.update(_DEFAULTS)


class rc_context:
    """Settings for the length of a `with` block."""

    def __init__(self, rc=None, fname=None):
        refuse("rc_context", "there are no files of settings: give a dict", fname=fname)
        self._rc = rc or {}

    def __enter__(self):
        self._before = dict(rcParams)
        rcParams.update(self._rc)

    def __exit__(self, *exception):
        dict.update(rcParams, self._before)


def use(backend, *, force=True):
    """Pictures are shown inside the page, whatever the backend is called."""


def get_backend():
    return "inline"


def __getattr__(name):
    if name == "colormaps":
        from .cm import _colormaps

        return _colormaps
    if name in (
        "pyplot",
        "colors",
        "cm",
        "dates",
        "ticker",
        "patches",
        "lines",
        "style",
        "figure",
        "axes",
        "gridspec",
        "image",
        "text",
        "collections",
        "contour",
        "legend",
        "colorbar",
    ):
        from importlib import import_module

        return import_module(f"matplotlib.{name}")
    raise missing("matplotlib", name, ["pyplot", "colors", "cm", "dates", "ticker", "rcParams", "colormaps", "style", "rc", "use"])
