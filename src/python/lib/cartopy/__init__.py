"""Maps of the Earth in Matplotlib's axes: `subplot_kw=dict(projection=ccrs.PlateCarree())`."""

__version__ = "0.26.0"


def __getattr__(name):
    from importlib import import_module

    if name in ("crs", "feature", "mpl"):
        return import_module(f"cartopy.{name}")
    from _dasklet_missing import missing

    raise missing("cartopy", name, ["crs", "feature"])
