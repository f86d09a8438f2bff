"""The grid onto which scenes are put."""

import dataclasses
import math

from affine import Affine


@dataclasses.dataclass(frozen=True)
class RasterSpec:
    """Coordinate reference system, bounds and resolution."""

    epsg: int
    bounds: tuple
    resolutions_xy: tuple

    def __post_init__(self):
        if not (self.resolutions_xy[0] > 0 and self.resolutions_xy[1] > 0):
            raise ValueError(f"resolutions must be positive, not {self.resolutions_xy}")
        if not (self.bounds[0] < self.bounds[2] and self.bounds[1] < self.bounds[3]):
            raise ValueError(f"Invalid bounds: {self.bounds}; they are (minx, miny, maxx, maxy)")
        for name in ("bounds", "resolutions_xy"):
            object.__setattr__(self, name, tuple(map(float, getattr(self, name))))

    @property
    def transform(self):
        """From columns and rows to coordinates."""
        return Affine(self.resolutions_xy[0], 0.0, self.bounds[0], 0.0, -self.resolutions_xy[1], self.bounds[3])

    @property
    def shape(self):
        """Rows and columns, rounded as GDAL does."""
        (left, bottom, right, top), (xres, yres) = self.bounds, self.resolutions_xy
        return int((top - bottom + yres / 2) / yres), int((right - left + xres / 2) / xres)

    def __dask_tokenize__(self):
        return (self.epsg, self.bounds, self.resolutions_xy)


def snapped(bounds, resolutions_xy):
    """Bounds widened to whole pixels."""
    (left, bottom, right, top), (xres, yres) = bounds, resolutions_xy
    return math.floor(left / xres) * xres, math.floor(bottom / yres) * yres, math.ceil(right / xres) * xres, math.ceil(top / yres) * yres
