"""`GeoDataFrame` and `GeoSeries`."""

import re

import numpy as np
from _dasklet_missing import refuse, unsupported
from _dasklet_tables import Column, Row, Table, text_of
from pyproj import CRS, Transformer
from shapely.geometry import shape


def _moved(geometry, transformer):
    """A geometry in another coordinate reference system."""
    if geometry.is_empty:
        return geometry
    described = geometry.__geo_interface__
    return shape({"type": described["type"], "coordinates": _moved_part(described["coordinates"], transformer)})


def _moved_part(part, transformer):
    """A point, the points of a line, or a nested list of lines."""
    if isinstance(part[0], (int, float)):
        return tuple(transformer.transform(*part[:2]))
    if isinstance(part[0][0], (int, float)):
        return list(zip(*transformer.transform([v[0] for v in part], [v[1] for v in part])))
    return [_moved_part(inner, transformer) for inner in part]


def _crs(crs, epsg=None):
    crs = f"EPSG:{epsg}" if epsg is not None else crs
    return None if crs is None else CRS.from_user_input(crs)


class _Located:
    """What tables and columns of geometries share."""

    def _shown(self, value):
        """A cell's text; coordinates to about a metre or a millimetre."""
        if not hasattr(value, "wkt"):
            return text_of(value)
        digits = 5 if self.crs is None or self.crs.is_geographic else 3
        return re.sub(r"-?\d+\.\d+", lambda found: f"{float(found[0]):.{digits}f}".rstrip("0").rstrip("."), value.wkt)

    @property
    def area(self):
        return self._each(lambda geometry: geometry.area)

    @property
    def length(self):
        return self._each(lambda geometry: geometry.length)

    @property
    def bounds(self):
        """The bounds of each geometry."""
        rows = [geometry.bounds for geometry in self._geometries]
        return Table(dict(zip(("minx", "miny", "maxx", "maxy"), map(list, zip(*rows)))), self._index)

    @property
    def total_bounds(self):
        """`minx, miny, maxx, maxy` of all."""
        bounds = np.array([geometry.bounds for geometry in self._geometries])
        return np.concatenate([bounds[:, :2].min(axis=0), bounds[:, 2:].max(axis=0)])

    @property
    def centroid(self):
        return GeoSeries([geometry.centroid for geometry in self._geometries], self._index, self.crs)

    def _each(self, function):
        return Column([function(geometry) for geometry in self._geometries], self._index)

    def intersects(self, other):
        """Where a geometry is met."""
        return self._each(lambda geometry: geometry.intersects(other))

    def contains(self, other):
        """Where a geometry is contained."""
        return self._each(lambda geometry: geometry.contains(other))

    def within(self, other):
        """What lies in a geometry."""
        return self._each(lambda geometry: geometry.within(other))

    def _transformed(self, crs, epsg):
        target = _crs(crs, epsg)
        if target is None:
            raise ValueError("Must pass either crs or epsg.")
        if self.crs is None:
            raise ValueError("Cannot transform naive geometries.  Please set a crs on the object first.")
        transformer = Transformer.from_crs(self.crs, target, always_xy=True)
        return [_moved(geometry, transformer) for geometry in self._geometries], target

    def plot(self, *, ax=None, color=None, facecolor=None, edgecolor=None, figsize=None, alpha=None, linewidth=1.0, **options):
        """The outlines, filled, on matplotlib's axes."""
        refuse("plot of geometries", "color=, facecolor=, edgecolor= and linewidth= are one for all of them", **options)
        import matplotlib.pyplot as plt

        if ax is None:
            _, ax = plt.subplots(figsize=figsize)
            ax.set_aspect("equal")
        for geometry in self._geometries:
            for ring in geometry._dasklet_lines:
                x, y = [vertex[0] for vertex in ring], [vertex[1] for vertex in ring]
                if len(ring) == 1:
                    ax.scatter(x, y, color=color or "C0")
                    continue
                if geometry._dasklet_rings and facecolor != "none":
                    ax.fill(x, y, color=facecolor or color or "C0", alpha=alpha)
                ax.plot(x, y, color=edgecolor or color or ("black" if facecolor == "none" else "C0"), linewidth=linewidth)
        return ax


class GeoSeries(_Located, Column):
    """A column of geometries."""

    _kind = "GeoSeries"

    def __init__(self, data=None, index=None, crs=None, *, name="geometry"):
        data = list(() if data is None else data)
        Column.__init__(self, data, range(len(data)) if index is None else index, name)
        self.crs = _crs(crs)

    _geometries = property(lambda self: self._values)
    x = property(lambda self: self._each(lambda point: point.x))
    y = property(lambda self: self._each(lambda point: point.y))

    def _taken(self, rows):
        rows = list(rows)
        return GeoSeries([self._values[row] for row in rows], [self._index[row] for row in rows], self.crs, name=self.name)

    def to_crs(self, crs=None, epsg=None):
        """In another coordinate reference system."""
        moved, target = self._transformed(crs, epsg)
        return GeoSeries(moved, self._index, target, name=self.name)

    def _dtype_text(self):
        return "geometry"


class GeoDataFrame(_Located, Table):
    """A table, one column of which holds geometries."""

    _kind = "GeoDataFrame"

    def __init__(self, data=None, index=None, *, geometry=None, crs=None):
        columns = dict(data._columns if isinstance(data, Table) else data or {})
        if geometry is not None and not isinstance(geometry, str):
            columns["geometry"] = list(geometry)
            crs = getattr(geometry, "crs", None) if crs is None else crs
        Table.__init__(self, columns, index)
        self._name = geometry if isinstance(geometry, str) else "geometry"
        self.crs = _crs(crs)

    @classmethod
    def from_features(cls, features, crs=None, columns=None):
        """Of GeoJSON's features."""
        features = [getattr(feature, "__geo_interface__", feature) for feature in getattr(features, "features", features)]
        names = dict.fromkeys(name for feature in features for name in feature.get("properties") or {})
        table = {
            name: [(feature.get("properties") or {}).get(name) for feature in features]
            for name in names
            if columns is None or name in columns
        }
        return cls({**table, "geometry": [shape(feature["geometry"]) for feature in features]}, crs=crs)

    _geometries = property(lambda self: self._columns[self._name])

    @property
    def geometry(self):
        return self._column(self._name)

    def _column(self, name):
        return GeoSeries(self._geometries, self._index, self.crs) if name == self._name else Table._column(self, name)

    def _like(self, columns, index):
        return GeoDataFrame(columns, index, geometry=self._name, crs=self.crs) if self._name in columns else Table(columns, index)

    def to_crs(self, crs=None, epsg=None):
        """In another coordinate reference system: `aoi.to_crs(epsg=32632)`."""
        moved, target = self._transformed(crs, epsg)
        return GeoDataFrame({**self._columns, self._name: moved}, self._index, geometry=self._name, crs=target)

    def set_crs(self, crs=None, epsg=None, inplace=False, allow_override=False):
        """The same coordinates, said to be of this coordinate reference system."""
        refuse("set_crs", "assign the result", inplace=inplace or None)
        if self.crs is not None and not allow_override and self.crs != _crs(crs, epsg):
            raise ValueError(
                f"The GeoDataFrame already has a CRS which is not equal to the passed CRS. Specify 'allow_override=True' to allow replacing the existing CRS without doing any transformation. If you actually want to transform the geometries, use 'GeoDataFrame.to_crs' instead. It is {self.crs}."
            )
        return GeoDataFrame(self._columns, self._index, geometry=self._name, crs=_crs(crs, epsg))

    @property
    def __geo_interface__(self):
        names = [name for name in self._columns if name != self._name]
        features = [
            {
                "id": str(label),
                "type": "Feature",
                "properties": {name: self._columns[name][at] for name in names},
                "geometry": self._geometries[at].__geo_interface__,
                "bbox": self._geometries[at].bounds,
            }
            for at, label in enumerate(self._index)
        ]
        return {"type": "FeatureCollection", "features": features, "bbox": tuple(self.total_bounds.tolist())}

    def to_json(self, **options):
        """As GeoJSON's text."""
        import json

        refuse("to_json", "to_crs(4326) gives longitudes and latitudes; options are those of json.dumps", **self._json_options(options))
        return json.dumps(self.__geo_interface__, **options)

    @staticmethod
    def _json_options(options):
        """Takes out what is not for `json.dumps`."""
        defaults = {"na": "null", "show_bbox": False, "drop_id": False, "to_wgs84": False}
        given = {name: options.pop(name, default) for name, default in defaults.items()}
        return {name: value for name, value in given.items() if value != defaults[name]}

    def to_file(self, filename, **options):
        raise unsupported("to_file", ".to_json() gives the text")


for _class in (GeoSeries, GeoDataFrame):
    _class.__module__ = "geopandas"
__all__ = ["GeoDataFrame", "GeoSeries", "Row"]
