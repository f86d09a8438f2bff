"""Coordinate reference systems: where longitudes and latitudes stand on a map."""

import numpy as np
from _dasklet_missing import missing, refuse


class CRS:
    """A way to give places."""

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash((type(self).__name__, *sorted(self.__dict__.items())))

    def __repr__(self):
        inside = ", ".join(f"{name.lstrip('_')}={value}" for name, value in self.__dict__.items())
        return f"<cartopy.crs.{type(self).__name__}({inside})>"


class Projection(CRS):
    """A way to draw the globe on a plane."""

    def __init__(self, central_longitude=0.0, globe=None, **kwargs):
        if globe is not None:
            raise NotImplementedError("globe= is not supported here; the Earth is a sphere")
        if kwargs:
            raise TypeError(f"{type(self).__name__} got an unexpected keyword argument {next(iter(kwargs))!r}; there is central_longitude")
        self._central_longitude = float(central_longitude)

    @staticmethod
    def _as_mpl_axes():
        from cartopy.mpl.geoaxes import GeoAxes

        return GeoAxes, {}

    def transform_points(self, src_crs, x, y, z=None):
        """Places of another system as places of this one, one row each."""
        xs, ys = self._from_degrees(*src_crs._to_degrees(np.asarray(x, dtype=float), np.asarray(y, dtype=float)))
        return np.stack([xs, ys, np.zeros(np.shape(xs)) if z is None else np.asarray(z, dtype=float)], axis=-1)

    def transform_point(self, x, y, src_crs):
        return tuple(float(part) for part in self.transform_points(src_crs, np.array([x]), np.array([y]))[0, :2])

    def _from_degrees(self, longitude, latitude):
        raise NotImplementedError

    def _to_degrees(self, xs, ys):
        raise NotImplementedError(f"places cannot be given in {type(self).__name__} here; give degrees with transform=ccrs.PlateCarree()")

    def _turned(self, longitude):
        """Longitudes as seen from the central one, from -180 to 180; the edges stay apart."""
        turned = longitude - self._central_longitude
        inside = (turned >= -180) & (turned <= 180)
        return np.where(inside, turned, (turned + 180) % 360 - 180)

    def _outline(self):
        """The edge of the map."""
        sides = np.linspace(-90, 90, 181)
        west, east = (np.full(181, self._central_longitude + edge) for edge in (-180, 180))
        longitudes = np.concatenate([west, east])
        latitudes = np.concatenate([sides, sides[::-1]])
        return self._from_degrees(longitudes, latitudes)

    @property
    def x_limits(self):
        xs = self._outline()[0]
        return float(xs.min()), float(xs.max())

    @property
    def y_limits(self):
        ys = self._outline()[1]
        return float(ys.min()), float(ys.max())


class PlateCarree(Projection):
    """Longitudes and latitudes as they are, in degrees."""

    def _from_degrees(self, longitude, latitude):
        return self._turned(longitude), latitude

    def _to_degrees(self, xs, ys):
        return xs + self._central_longitude, ys


class Geodetic(CRS):
    """Degrees on a sphere. Lines between points are straight on the map here, not along great circles."""

    def __init__(self, globe=None):
        refuse("Geodetic", "the Earth is a sphere here", globe=globe)

    def _to_degrees(self, xs, ys):
        return xs, ys


_RADIUS = 6378137.0


class Mercator(Projection):
    """Angles as they are."""

    def _from_degrees(self, longitude, latitude):
        latitude = np.radians(np.clip(latitude, -80.0, 84.0))
        return _RADIUS * np.radians(self._turned(longitude)), _RADIUS * np.log(np.tan(np.pi / 4 + latitude / 2))


class Mollweide(Projection):
    """Areas as they are, in an ellipse."""

    def _from_degrees(self, longitude, latitude):
        wanted = np.pi * np.sin(np.radians(latitude))
        angle = np.radians(latitude)
        for _ in range(12):
            slope = 2 + 2 * np.cos(2 * angle)
            angle = angle - np.where(slope > 1e-9, (2 * angle + np.sin(2 * angle) - wanted) / np.where(slope > 1e-9, slope, 1.0), 0.0)
        angle = np.where(np.abs(latitude) >= 90, np.radians(latitude), angle)
        across = 2 * np.sqrt(2) / np.pi * np.radians(self._turned(longitude)) * np.cos(angle)
        return _RADIUS * across, _RADIUS * np.sqrt(2) * np.sin(angle)


# Length of parallels and distance from the equator, every five degrees: Robinson's own table.
_LENGTHS = [
    1.0,
    0.9986,
    0.9954,
    0.99,
    0.9822,
    0.973,
    0.96,
    0.9427,
    0.9216,
    0.8962,
    0.8679,
    0.835,
    0.7986,
    0.7597,
    0.7186,
    0.6732,
    0.6213,
    0.5722,
    0.5322,
]
_DISTANCES = [
    0.0,
    0.062,
    0.124,
    0.186,
    0.248,
    0.31,
    0.372,
    0.434,
    0.4958,
    0.5571,
    0.6176,
    0.6769,
    0.7346,
    0.7903,
    0.8435,
    0.8936,
    0.9394,
    0.9761,
    1.0,
]


class Robinson(Projection):
    """A compromise for maps of the world."""

    def _from_degrees(self, longitude, latitude):
        at, from_equator = np.arange(0, 91, 5.0), np.abs(latitude)
        shape = np.shape(from_equator)
        lengths = np.interp(np.ravel(from_equator), at, _LENGTHS).reshape(shape)
        distances = np.interp(np.ravel(from_equator), at, _DISTANCES).reshape(shape)
        return 0.8487 * _RADIUS * lengths * np.radians(self._turned(longitude)), 1.3523 * _RADIUS * distances * np.sign(latitude)


class Orthographic(Projection):
    """The globe from far away; what lies behind is not seen."""

    def __init__(self, central_longitude=0.0, central_latitude=0.0, globe=None):
        super().__init__(central_longitude, globe)
        self._central_latitude = float(central_latitude)

    def _from_degrees(self, longitude, latitude):
        middle = np.radians(self._central_latitude)
        across, up = np.radians(longitude - self._central_longitude), np.radians(latitude)
        in_front = np.sin(middle) * np.sin(up) + np.cos(middle) * np.cos(up) * np.cos(across) >= 0
        xs = _RADIUS * np.cos(up) * np.sin(across)
        ys = _RADIUS * (np.cos(middle) * np.sin(up) - np.sin(middle) * np.cos(up) * np.cos(across))
        return np.where(in_front, xs, np.nan), np.where(in_front, ys, np.nan)

    def _outline(self):
        angles = np.linspace(0, 2 * np.pi, 361)
        return _RADIUS * np.cos(angles), _RADIUS * np.sin(angles)


def __getattr__(name):
    there = ["PlateCarree", "Geodetic", "Mercator", "Mollweide", "Robinson", "Orthographic"]
    known = (
        "LambertConformal",
        "NorthPolarStereo",
        "SouthPolarStereo",
        "Stereographic",
        "AlbersEqualArea",
        "UTM",
        "EqualEarth",
        "TransverseMercator",
        "epsg",
        "EuroPP",
        "LambertAzimuthalEqualArea",
        "InterruptedGoodeHomolosine",
        "EckertIV",
        "Sinusoidal",
        "Miller",
        "OSGB",
        "RotatedPole",
        "NearsidePerspective",
    )
    raise missing("cartopy.crs", name, there, f"there are the projections {', '.join(there)}" if name in known else None)
