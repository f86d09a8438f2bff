"""The grid onto which scenes are put."""

import math

from affine import Affine


class RasterSpec:
    """Coordinate reference system, bounds and resolution."""

    def __init__(self, epsg, bounds, resolutions_xy):
        if not (resolutions_xy[0] > 0 and resolutions_xy[1] > 0):
            raise ValueError(f"resolutions must be positive, not {resolutions_xy}")
        if not (bounds[0] < bounds[2] and bounds[1] < bounds[3]):
            raise ValueError(f"Invalid bounds: {bounds}; they are (minx, miny, maxx, maxy)")
        self.epsg, self.bounds, self.resolutions_xy = epsg, tuple(map(float, bounds)), tuple(map(float, resolutions_xy))

    @property
    def transform(self):
        """From columns and rows to coordinates."""
        return Affine(self.resolutions_xy[0], 0.0, self.bounds[0], 0.0, -self.resolutions_xy[1], self.bounds[3])

    @property
    def shape(self):
        """Rows and columns, rounded as GDAL does."""
        (left, bottom, right, top), (xres, yres) = self.bounds, self.resolutions_xy
        return int((top - bottom + yres / 2) / yres), int((right - left + xres / 2) / xres)

    def __eq__(self, other):
        return isinstance(other, RasterSpec) and (self.epsg, self.bounds, self.resolutions_xy) == (other.epsg, other.bounds, other.resolutions_xy)

    def __hash__(self):
        return hash((self.epsg, self.bounds, self.resolutions_xy))

    def __dask_tokenize__(self):
        return (self.epsg, self.bounds, self.resolutions_xy)

    def __repr__(self):
        return f"RasterSpec(epsg={self.epsg!r}, bounds={self.bounds!r}, resolutions_xy={self.resolutions_xy!r})"


def snapped(bounds, resolutions_xy):
    """Bounds widened to whole pixels."""
    (left, bottom, right, top), (xres, yres) = bounds, resolutions_xy
    return math.floor(left / xres) * xres, math.floor(bottom / yres) * yres, math.ceil(right / xres) * xres, math.ceil(top / yres) * yres
