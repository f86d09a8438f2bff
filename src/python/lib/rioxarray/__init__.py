"""`.rio` of labelled arrays: coordinate reference systems, bounds, clipping to areas. Importing it is enough.

There are no files of rasters here, and nothing is put onto other grids.
"""

from _dasklet_missing import missing

from . import exceptions, raster_array

__version__ = "0.19.0"

__all__ = ["exceptions", "raster_array"]


def __getattr__(name):
    raise missing("rioxarray", name, __all__, "rasters come from stackstac.stack" if name == "open_rasterio" else None)
