import geopandas as gpd
import numpy as np
import pyproj
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box, mapping, shape

HOLED = Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (2, 1), (2, 2), (1, 2)]])
PAIR = MultiPolygon([box(0, 0, 1, 1), box(2, 0, 4, 2)])
VALLEY = {"type": "Feature", "properties": {"id": 7, "name": "valley"}, "geometry": {"type": "Polygon", "coordinates": [[[11.0, 46.6], [11.4, 46.65], [11.3, 46.95], [11.0, 46.6]]]}}


def valley():
    import json

    return gpd.GeoDataFrame.from_features([VALLEY], crs="EPSG:4326")


def moved(source, target, x, y):
    return pyproj.Transformer.from_crs(source, target, always_xy=True).transform(np.array(x), np.array(y))


# --- cases
HOLED.area, HOLED.length, HOLED.bounds, HOLED.wkt

# ulps: 4, sums run in another order
HOLED.centroid.x, HOLED.centroid.y, PAIR.centroid.x, PAIR.centroid.y

PAIR.area, PAIR.bounds, PAIR.wkt, len(PAIR.geoms), PAIR.geom_type

[HOLED.contains(Point(*at)) for at in ((3, 3), (1.5, 1.5), (0, 2), (1, 1.5), (5, 5), (0, 0))]

[HOLED.intersects(other) for other in (Point(0, 2), Point(1.5, 1.5), box(3, 3, 9, 9), box(5, 5, 9, 9), box(1.2, 1.2, 1.8, 1.8), LineString([(-1, 2), (5, 2)]), LineString([(-1, 5), (5, 6)]))]

[HOLED.contains(other) for other in (box(2.5, 2.5, 3.5, 3.5), box(0.5, 0.5, 3, 3), box(3, 3, 5, 5), LineString([(0.5, 0.5), (3.5, 0.5)]), LineString([(0, 0), (4, 0)]))]

HOLED.distance(Point(7, 8)), Point(0, 0).distance(Point(3, 4)), LineString([(0, 0), (10, 0)]).distance(Point(3, 2))

mapping(HOLED), mapping(Point(1, 2)), mapping(LineString([(0, 0), (1, 2)])), mapping(PAIR)

shape(mapping(PAIR)).equals(PAIR), shape(mapping(HOLED)) == HOLED

list(HOLED.exterior.coords), [list(ring.coords) for ring in HOLED.interiors], HOLED.exterior.is_ring

repr(Point(1, 2)), str(Point(1.5, 2)), repr(box(0, 0, 1, 1))

# Zones of UTM, north and south, well beyond their edges
# value only: series end elsewhere
[np.round(part, 4).tolist() for zone in (32632, 32633, 32733, 32601, 32760) for part in moved(4326, zone, [pyproj.CRS(zone).utm_zone and 6 * (zone % 100) - 183 + step for step in (-3.4, 0, 2, 5)], [-30, -1e-9, 46.7, 83])]

[np.round(part, 9).tolist() for part in moved(32632, 4326, [500000, 653180.5, 720000], [0, 5162658, 9e6])]

[np.round(part, 4).tolist() for part in moved(4326, 3857, [0, 11.2, -179], [0, 46.7, -80])]

pyproj.CRS("EPSG:32632").name, pyproj.CRS(4326).is_geographic, pyproj.CRS.from_epsg(3857).to_string(), pyproj.CRS("epsg:32632") == pyproj.CRS(32632)

# says: Invalid projection: EPGS:4326
pyproj.CRS("EPGS:4326")

valley().total_bounds, len(valley()), valley().iloc[0]["name"], valley().iloc[0].geometry.geom_type, str(valley().crs)

np.round(valley().to_crs(epsg=32632).total_bounds, 4)

round(float(valley().to_crs(epsg=32632).area[0]), 2)

# says: Cannot transform naive geometries
gpd.GeoDataFrame.from_features([VALLEY]).to_crs(epsg=32632)
