"""Points, lines and polygons of the plane: what lessons need of Shapely to describe areas of interest."""

from . import geometry
from .geometry import LinearRing, LineString, MultiPoint, MultiPolygon, Point, Polygon, mapping, shape

__version__ = "2.2.0"

__all__ = ["LineString", "LinearRing", "MultiPoint", "MultiPolygon", "Point", "Polygon", "box", "geometry", "mapping", "shape"]


def box(xmin, ymin, xmax, ymax, ccw=True):
    """A rectangle."""
    return geometry.box(xmin, ymin, xmax, ymax, ccw)


def __getattr__(name):
    raise AttributeError(
        f"module 'shapely' has no attribute {name!r} here; there are {', '.join(__all__)}, and methods like .contains, "
        ".intersects, .area, .bounds, .centroid",
        name=name,
        obj=None,
    )
