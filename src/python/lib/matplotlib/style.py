"""Styles by name: groups of settings."""

from contextlib import contextmanager

from _dasklet_missing import unsupported

_INK = {"axes.labelcolor", "text.color", "xtick.color", "ytick.color"}
_DARK = dict.fromkeys([*_INK, "axes.edgecolor", "grid.color", "lines.color", "patch.edgecolor"], "white")
_SEABORN = {
    **dict.fromkeys(_INK, ".15"),
    "axes.axisbelow": True,
    "axes.edgecolor": "white",
    "axes.facecolor": "#EAEAF2",
    "axes.linewidth": 0.0,
    "grid.color": "white",
    "image.cmap": "Greys",
    "legend.frameon": False,
    **dict.fromkeys(["xtick.major.size", "ytick.major.size", "xtick.minor.size", "ytick.minor.size"], 0.0),
}
_WHITE = {**_SEABORN, "axes.edgecolor": ".15", "axes.facecolor": "white", "axes.linewidth": 1.25, "grid.color": ".8"}
_DEEP = "4C72B0 55A868 C44E52 8172B2 CCB974 64B5CD"
_STYLES = {
    "default": {},
    "bmh": {
        "cycle": "348ABD A60628 7A68A6 467821 D55E00 CC79A7 56B4E9 009E73 F0E442 0072B2",
        "axes.edgecolor": "#bcbcbc",
        "axes.facecolor": "#eeeeee",
        "axes.grid": True,
        "axes.labelsize": "large",
        "axes.titlesize": "x-large",
        "grid.color": "#b2b2b2",
        "grid.linestyle": "--",
        "grid.linewidth": 0.5,
        "legend.fancybox": True,
        "lines.linewidth": 2.0,
        "patch.edgecolor": "#eeeeee",
        "patch.facecolor": "blue",
        "patch.linewidth": 0.5,
        "xtick.direction": "in",
        "ytick.direction": "in",
    },
    "dark_background": {
        "cycle": "8dd3c7 feffb3 bfbbd9 fa8174 81b1d2 fdb462 b3de69 bc82bd ccebc4 ffed6f",
        **_DARK,
        **dict.fromkeys(["axes.facecolor", "figure.edgecolor", "figure.facecolor"], "black"),
    },
    "ggplot": {
        "cycle": "E24A33 348ABD 988ED5 777777 FBC15E 8EBA42 FFB5B8",
        "axes.axisbelow": True,
        "axes.edgecolor": "white",
        "axes.facecolor": "#E5E5E5",
        "axes.grid": True,
        "axes.labelcolor": "#555555",
        "axes.labelsize": "large",
        "axes.linewidth": 1.0,
        "axes.titlesize": "x-large",
        "figure.edgecolor": "0.50",
        "figure.facecolor": "white",
        "font.size": 10.0,
        "grid.color": "white",
        "patch.edgecolor": "#EEEEEE",
        "patch.facecolor": "#348ABD",
        "patch.linewidth": 0.5,
        "xtick.color": "#555555",
        "ytick.color": "#555555",
    },
    "seaborn-v0_8": {
        "cycle": _DEEP,
        **_SEABORN,
        "axes.grid": True,
        "axes.labelsize": 11.0,
        "axes.titlesize": 12.0,
        "figure.figsize": [8.0, 5.5],
        "grid.linewidth": 1.0,
        "legend.fontsize": 10.0,
        "lines.linewidth": 1.75,
        "lines.markeredgewidth": 0.0,
        "lines.markersize": 7.0,
        "patch.facecolor": "#4C72B0",
        "patch.linewidth": 0.3,
        **dict.fromkeys(["xtick.labelsize", "ytick.labelsize"], 10.0),
        **dict.fromkeys(["xtick.major.pad", "ytick.major.pad"], 7.0),
        **dict.fromkeys(["xtick.major.width", "ytick.major.width"], 1.0),
        **dict.fromkeys(["xtick.minor.width", "ytick.minor.width"], 0.5),
    },
    "seaborn-v0_8-dark": _SEABORN,
    "seaborn-v0_8-darkgrid": {**_SEABORN, "axes.grid": True},
    "seaborn-v0_8-white": _WHITE,
    "seaborn-v0_8-whitegrid": {**_WHITE, "axes.edgecolor": ".8", "axes.grid": True, "axes.linewidth": 1.0},
    "seaborn-v0_8-ticks": {
        **_WHITE,
        **dict.fromkeys(["xtick.major.size", "ytick.major.size"], 6.0),
        **dict.fromkeys(["xtick.minor.size", "ytick.minor.size"], 3.0),
    },
    "seaborn-v0_8-colorblind": {"cycle": "0072B2 009E73 D55E00 CC79A7 F0E442 56B4E9", "patch.facecolor": "#0072B2"},
    "seaborn-v0_8-deep": {"cycle": _DEEP, "patch.facecolor": "#4C72B0"},
    "seaborn-v0_8-muted": {"cycle": "4878CF 6ACC65 D65F5F B47CC7 C4AD66 77BEDB", "patch.facecolor": "#4878CF"},
    "tableau-colorblind10": {
        "cycle": "006BA4 FF800E ABABAB 595959 5F9ED1 C85200 898989 A2C8EC FFBC79 CFCFCF",
        "patch.facecolor": "#006BA4",
    },
}
available = sorted(name for name in _STYLES if name != "default")
_ELSEWHERE = ("Solarize_Light2", "classic", "fast", "fivethirtyeight", "grayscale", "petroff", "seaborn-v0_8-")


def use(style):
    """Change settings to those of a style, or of several."""
    from . import cycler, rcdefaults, rcParams

    for one in [style] if isinstance(style, (str, dict)) else style:
        if isinstance(one, dict):
            rcParams.update(one)
            continue
        if one not in _STYLES:
            if one.startswith(_ELSEWHERE):
                raise unsupported(f"the style {one!r}", f"there are {', '.join(_STYLES)}, and dicts of settings")
            raise OSError(
                f"{one!r} is not a valid package style, path of style file, URL of style file, or library style name (library styles are listed in `style.available`)"
            )
        if one == "default":
            rcdefaults()
        settings = dict(_STYLES[one])
        if "cycle" in settings:
            settings["axes.prop_cycle"] = cycler(color=[f"#{color}" for color in settings.pop("cycle").split()])
        rcParams.update(settings)


@contextmanager
def context(style, after_reset=False):
    from . import rc_context, rcdefaults

    with rc_context():
        if after_reset:
            rcdefaults()
        use(style)
        yield
