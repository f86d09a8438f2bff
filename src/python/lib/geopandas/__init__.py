"""Tables of geometries, read of GeoJSON: `gpd.read_file("./assets/catchment_outline.geojson")`."""

import json

import _dasklet_recipes
from _dasklet_missing import missing, refuse, unsupported

from .frame import GeoDataFrame, GeoSeries

__version__ = "1.2.0"

__all__ = ["GeoDataFrame", "GeoSeries", "points_from_xy", "read_file"]


def read_file(filename, bbox=None, mask=None, columns=None, rows=None, engine=None, **options):
    """The features of a GeoJSON file, of its text, or of a dict.

    Other options are those of a file's driver, and the one for GeoJSON takes no notice of what it does not know.
    """
    refuse("geopandas.read_file", "select afterwards: frame[frame.intersects(mask)]", mask=mask)
    found = _read(filename)
    kind = found.get("type")
    features = (
        found["features"] if kind == "FeatureCollection" else [found] if kind == "Feature" else [{"geometry": found, "properties": {}}]
    )
    frame = GeoDataFrame.from_features(features, crs=_crs_of(found), columns=columns)
    if bbox is not None:
        from shapely.geometry import box

        frame = frame[frame.intersects(bbox if hasattr(bbox, "geom_type") else box(*bbox))]
    return frame[rows if isinstance(rows, slice) else slice(rows)] if rows is not None else frame


def _read(source):
    if hasattr(source, "__geo_interface__"):
        return source.__geo_interface__
    if isinstance(source, dict):
        return source
    if hasattr(source, "read"):
        return json.loads(source.read())
    text = str(source)
    if text.lstrip().startswith("{"):
        return json.loads(text)
    if not text.lower().endswith((".geojson", ".json")):
        raise unsupported(f"reading {text!r}", "GeoJSON files, their text, and dicts can be read")
    return json.loads(_file_text(text))


def _file_text(path):
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        found = _dasklet_recipes.file_text(path)
        if found is None:
            raise FileNotFoundError(
                f"{path}: No such file or directory; in the catalogue there is './assets/catchment_outline.geojson'"
            ) from None
        return found


def _crs_of(found):
    """Longitude and latitude, unless an older file names another system."""
    named = (found.get("crs") or {}).get("properties", {}).get("name")
    return named or "EPSG:4326"


def points_from_xy(x, y, z=None, crs=None):
    """Points of their coordinates."""
    from shapely.geometry import Point

    refuse("points_from_xy", "points lie in the plane", z=z)
    return GeoSeries([Point(*pair) for pair in zip(x, y)], crs=crs)


def __getattr__(name):
    raise missing("geopandas", name, __all__)
