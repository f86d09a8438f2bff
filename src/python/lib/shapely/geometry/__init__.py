"""Kinds of geometries, and GeoJSON to and from them."""

from .base import BaseGeometry, LinearRing, LineString, MultiPoint, MultiPolygon, Point, Polygon

__all__ = ["LineString", "LinearRing", "MultiPoint", "MultiPolygon", "Point", "Polygon", "box", "mapping", "shape"]


def box(minx, miny, maxx, maxy, ccw=True):
    """A rectangle."""
    corners = [(maxx, miny), (maxx, maxy), (minx, maxy), (minx, miny)]
    return Polygon(corners if ccw else corners[::-1])


def mapping(ob):
    """A geometry as GeoJSON: `{"type": "Polygon", "coordinates": ...}`."""
    return ob.__geo_interface__


def shape(context):
    """The geometry of GeoJSON, or of what has a `__geo_interface__`."""
    if isinstance(context, BaseGeometry):
        return context
    found = context.__geo_interface__ if hasattr(context, "__geo_interface__") else context
    kind, parts = str(found.get("type", "")), found.get("coordinates")
    if kind.lower() == "feature":
        return shape(found["geometry"])
    made = {
        "point": lambda: Point(parts),
        "linestring": lambda: LineString(parts),
        "linearring": lambda: LinearRing(parts),
        "polygon": lambda: Polygon(parts[0], parts[1:]) if parts else Polygon(),
        "multipoint": lambda: MultiPoint(parts),
        "multipolygon": lambda: MultiPolygon([Polygon(part[0], part[1:]) for part in parts]),
    }.get(kind.lower())
    if made is None:
        raise NotImplementedError(
            f"geometries of type {kind!r} are not here; there are Point, LineString, Polygon, MultiPoint and MultiPolygon"
        )
    return made()


def __getattr__(name):
    raise AttributeError(f"module 'shapely.geometry' has no attribute {name!r} here; there are {', '.join(__all__)}", name=name, obj=None)
