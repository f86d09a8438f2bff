"""Scenes of a catalogue as one lazy labelled array: `stackstac.stack(items, assets=["red", "nir"])`."""

from _dasklet_missing import missing

from .mosaics import mosaic
from .raster_spec import RasterSpec
from .stack import stack

__version__ = "0.5.1"

__all__ = ["RasterSpec", "mosaic", "stack"]


def __getattr__(name):
    raise missing("stackstac", name, __all__, "maps that move are not here; .plot() draws" if name in ("show", "add_to_map") else None)
