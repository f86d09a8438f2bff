"""Coordinate reference systems by their EPSG number, and points from one to another.

There are WGS 84 (4326), its UTM zones (32601–32660 north, 32701–32760 south) and the web's Mercator (3857).
"""

import numpy as np
from _dasklet_missing import missing, refuse, refuse_other, unsupported

from . import exceptions
from ._projections import forward, inverse
from .exceptions import CRSError

__version__ = "3.7.2"

__all__ = ["CRS", "Transformer", "exceptions"]

_KNOWN = "there are EPSG:4326, EPSG:3857 and the UTM zones EPSG:32601-32660 and EPSG:32701-32760"
_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],'
    'PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
)
_METRES = 'UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],'


def _code_of(value):
    """The EPSG number that something means; None if it means none."""
    if isinstance(value, CRS) or hasattr(value, "to_epsg"):
        return value.to_epsg()
    if isinstance(value, dict):
        value = value.get("init", "")
    if isinstance(value, str):
        text = value.strip()
        if text.upper().startswith(("GEOGCS[", "PROJCS[")):
            tail = text.rstrip("]").rstrip('"').rpartition('"')[2]
            return int(tail) if tail.isdigit() else None
        if text.upper() in ("OGC:CRS84", "WGS84", "CRS84", "URN:OGC:DEF:CRS:OGC:1.3:CRS84"):
            return 4326
        name, _, number = text.rpartition(":")
        if name.rstrip(":").upper() not in ("", "EPSG", "URN:OGC:DEF:CRS:EPSG"):
            return None
        value = number
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


class CRS:
    """A coordinate reference system: `CRS.from_epsg(32632)`, `CRS("EPSG:4326")`."""

    def __init__(self, projparams=None):
        code = _code_of(projparams)
        if code is None:
            raise CRSError(f"Invalid projection: {projparams}: (Internal Proj Error: proj_create: crs not found: {projparams}); {_KNOWN}")
        self._zone = code % 100 if code // 100 in (326, 327) and 1 <= code % 100 <= 60 else None
        if self._zone is None and code not in (4326, 3857):
            raise CRSError(f"EPSG:{code} is not here; {_KNOWN}")
        self._code = code
        self._south = code // 100 == 327

    @classmethod
    def from_epsg(cls, code):
        """By its number."""
        return cls(int(code))

    @classmethod
    def from_user_input(cls, value, **options):
        """Of a number, of text, or of another one."""
        refuse("CRS.from_user_input", "a system has a number: CRS.from_epsg(32632)", **options)
        return value if type(value) is cls else cls(value)

    @classmethod
    def from_string(cls, in_crs_string):
        """Of text."""
        return cls(in_crs_string)

    @classmethod
    def from_wkt(cls, in_wkt_string):
        """Of well-known text."""
        return cls(in_wkt_string)

    @classmethod
    def from_authority(cls, auth_name, code):
        """By who numbered it, and its number."""
        return cls(f"{auth_name}:{code}")

    def to_epsg(self, min_confidence=70):
        """Its number."""
        return self._code

    def to_authority(self, auth_name=None, min_confidence=70):
        return ("EPSG", str(self._code)) if auth_name in (None, "EPSG") else None

    def to_string(self):
        """`"EPSG:32632"`."""
        return f"EPSG:{self._code}"

    srs = property(to_string)
    is_geographic = property(lambda self: self._code == 4326)
    is_projected = property(lambda self: self._code != 4326)
    is_valid = True
    utm_zone = property(lambda self: f"{self._zone}{'S' if self._south else 'N'}" if self._zone else None)

    @property
    def _meridian(self):
        return 6 * self._zone - 183

    @property
    def name(self):
        if self._zone:
            return f"WGS 84 / UTM zone {self.utm_zone}"
        return "WGS 84" if self.is_geographic else "WGS 84 / Pseudo-Mercator"

    def to_wkt(self, version="WKT1_GDAL", pretty=False, output_axis_rule=None):
        """Well-known text, as GDAL writes it."""
        refuse_other("to_wkt", "text is as GDAL writes it, on one line", version=(version, "WKT1_GDAL"), pretty=(pretty, False))
        refuse("to_wkt", "text is as GDAL writes it", output_axis_rule=output_axis_rule)
        if self.is_geographic:
            return f'{_WGS84}AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
        start = f'PROJCS["{self.name}",{_WGS84}AUTHORITY["EPSG","4326"]],'
        end = f'AUTHORITY["EPSG","{self._code}"]]'
        if self._zone:
            return (
                f'{start}PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",{self._meridian}],'
                f'PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],'
                f'PARAMETER["false_northing",{10000000 if self._south else 0}],{_METRES}{end}'
            )
        return (
            f'{start}PROJECTION["Mercator_1SP"],PARAMETER["central_meridian",0],PARAMETER["scale_factor",1],PARAMETER["false_easting",0],'
            f'PARAMETER["false_northing",0],{_METRES}EXTENSION["PROJ4","+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 '
            f'+k=1 +units=m +nadgrids=@null +wktext +no_defs"],{end}'
        )

    def to_cf(self, **options):
        """The attributes by which the CF conventions describe it."""
        refuse("to_cf", "text is as GDAL writes it", **options)
        if self._code == 3857:
            return {"crs_wkt": self.to_wkt()}
        found = {
            "crs_wkt": self.to_wkt(),
            "semi_major_axis": 6378137.0,
            "semi_minor_axis": 6356752.314245179,
            "inverse_flattening": 298.257223563,
            "reference_ellipsoid_name": "WGS 84",
            "longitude_of_prime_meridian": 0.0,
            "prime_meridian_name": "Greenwich",
            "geographic_crs_name": "WGS 84",
            "horizontal_datum_name": "World Geodetic System 1984",
        }
        if self.is_geographic:
            return {**found, "grid_mapping_name": "latitude_longitude"}
        return {
            **found,
            "projected_crs_name": self.name,
            "grid_mapping_name": "transverse_mercator",
            "latitude_of_projection_origin": 0.0,
            "longitude_of_central_meridian": float(self._meridian),
            "false_easting": 500000.0,
            "false_northing": 10000000.0 if self._south else 0.0,
            "scale_factor_at_central_meridian": 0.9996,
        }

    def __eq__(self, other):
        if other is None:
            return False
        return _code_of(other) == self._code

    def __hash__(self):
        return hash(self._code)

    def __str__(self):
        return self.to_string()

    def __repr__(self):
        if self.is_geographic:
            axes = "[ellipsoidal]:\n- Lat[north]: Geodetic latitude (degree)\n- Lon[east]: Geodetic longitude (degree)"
        else:
            one, two = ("E", "N") if self._zone else ("X", "Y")
            axes = f"[cartesian]:\n- {one}[east]: Easting (metre)\n- {two}[north]: Northing (metre)"
        area = "World.\n- bounds: (-180.0, -90.0, 180.0, 90.0)"
        operation = ""
        if self._zone:
            west = self._meridian - 3
            south, north = (-80.0, 0.0) if self._south else (0.0, 84.0)
            area = f"Zone {self.utm_zone}.\n- bounds: ({float(west)}, {south}, {float(west + 6)}, {north})"
            operation = f"Coordinate Operation:\n- name: UTM zone {self.utm_zone}\n- method: Transverse Mercator\n"
        elif self.is_projected:
            area = "World between 85.06°S and 85.06°N.\n- bounds: (-180.0, -85.06, 180.0, 85.06)"
            operation = (
                "Coordinate Operation:\n- name: Popular Visualisation Pseudo-Mercator\n- method: Popular Visualisation Pseudo Mercator\n"
            )
        kind = "Geographic 2D" if self.is_geographic else "Projected"
        return (
            f"<{kind} CRS: {self}>\nName: {self.name}\nAxis Info {axes}\nArea of Use:\n- name: {area}\n{operation}"
            "Datum: World Geodetic System 1984 ensemble\n- Ellipsoid: WGS 84\n- Prime Meridian: Greenwich\n"
        )


class Transformer:
    """Points from one system to another: `Transformer.from_crs(4326, 32632, always_xy=True).transform(lon, lat)`."""

    def __init__(self, source, target, always_xy):
        self.source_crs, self.target_crs, self._always_xy = source, target, always_xy

    @classmethod
    def from_crs(cls, crs_from, crs_to, always_xy=False, **options):
        """Between two systems. Unless `always_xy`, longitude and latitude stand in the order of EPSG: latitude first."""
        refuse("Transformer.from_crs", "there is one way between two systems", **options)
        return cls(CRS.from_user_input(crs_from), CRS.from_user_input(crs_to), always_xy)

    def transform(self, xx, yy, *, radians=False, errcheck=False, direction="FORWARD", inplace=False):
        """Two numbers, lists or arrays; degrees, unless `radians`. `direction="INVERSE"` goes back."""
        if errcheck or inplace:
            raise unsupported("transform with errcheck= or inplace=", "points outside become inf; assign the result")
        direction = getattr(direction, "name", direction).upper()
        if direction == "INVERSE":
            back = type(self)(self.target_crs, self.source_crs, self._always_xy)
            return back.transform(xx, yy, radians=radians)
        if direction == "IDENT":
            return xx, yy
        if direction != "FORWARD":
            raise ValueError(f"Invalid value supplied {direction!r}. Only 'FORWARD', 'IDENT' and 'INVERSE' are supported.")
        if radians and self.source_crs.is_geographic:
            xx, yy = np.degrees(xx), np.degrees(yy)
        if self.source_crs.is_geographic and not self._always_xy:
            xx, yy = yy, xx
        if self.source_crs != self.target_crs:
            xx, yy = forward(self.target_crs, *inverse(self.source_crs, xx, yy))
        if radians and self.target_crs.is_geographic:
            xx, yy = np.radians(xx), np.radians(yy)
        return (yy, xx) if self.target_crs.is_geographic and not self._always_xy else (xx, yy)

    def transform_bounds(self, left, bottom, right, top, densify_pts=21, **options):
        """The bounds of a rectangle's image; its edges are followed at so many points."""
        steps = [at / (densify_pts + 1) for at in range(densify_pts + 2)]
        xs = [left + (right - left) * step for step in steps]
        ys = [bottom + (top - bottom) * step for step in steps]
        x, y = self.transform(xs * 2 + [left] * len(ys) + [right] * len(ys), [bottom] * len(xs) + [top] * len(xs) + ys * 2, **options)
        return min(x), min(y), max(x), max(y)


def __getattr__(name):
    raise missing("pyproj", name, __all__)
