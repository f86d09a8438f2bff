"""Pictures, as Matplotlib draws them: `import matplotlib.pyplot as plt`."""

from _dasklet_missing import missing, refuse

from ._settings import ALIASES, DEFAULTS, RcParams, cycler

__version__ = "3.11.2"

rcParams = RcParams(DEFAULTS)
rcParamsDefault = RcParams(DEFAULTS)


def rc(group, **kwargs):
    """Set several settings of a group: `plt.rc("lines", linewidth=2)`."""
    for one in [group] if isinstance(group, str) else group:
        for name, value in kwargs.items():
            key = f"{one}.{ALIASES.get(name, name)}"
            if key not in DEFAULTS:
                raise KeyError(f'Unrecognized key "{key}" for group "{one}" and name "{name}" here')
            rcParams[key] = value


def rcdefaults():
    """All settings as they were."""
    rcParams.update(DEFAULTS)


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
