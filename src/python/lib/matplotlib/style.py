"""Styles by name. Pictures keep Matplotlib's own looks here."""

from contextlib import contextmanager

available = [
    "default",
    "classic",
    "ggplot",
    "seaborn-v0_8",
    "seaborn-v0_8-whitegrid",
    "fivethirtyeight",
    "bmh",
    "dark_background",
    "tableau-colorblind10",
]


def use(style):
    """Accepted, with no effect but for settings in a dict."""
    from . import rcParams

    for one in [style] if isinstance(style, (str, dict)) else style:
        if isinstance(one, dict):
            rcParams.update(one)
        elif one not in available and not one.startswith("seaborn"):
            raise OSError(
                f"{one!r} is not a valid package style, path of style file, URL of style file, or library style name (library styles are listed in `style.available`)"
            )


@contextmanager
def context(style, after_reset=False):
    from . import rc_context, rcdefaults

    with rc_context():
        if after_reset:
            rcdefaults()
        use(style)
        yield
