"""Longitude and latitude on the ellipsoid of WGS 84 to coordinates of a map, and back.

Transverse Mercator is Krüger's series in the third flattening, whose terms after the fourth are less than a micrometre.
"""

import math

import numpy as np

_A, _F = 6378137.0, 1 / 298.257223563
_N = _F / (2 - _F)
_E = math.sqrt(_F * (2 - _F))
# The radius of the sphere whose meridian is as long as the ellipsoid's.
_RADIUS = _A / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_ALPHA = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16 + 41 * _N**4 / 180,
    13 * _N**2 / 48 - 3 * _N**3 / 5 + 557 * _N**4 / 1440,
    61 * _N**3 / 240 - 103 * _N**4 / 140,
    49561 * _N**4 / 161280,
)
_BETA = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96 - _N**4 / 360,
    _N**2 / 48 + _N**3 / 15 - 437 * _N**4 / 1440,
    17 * _N**3 / 480 - 37 * _N**4 / 840,
    4397 * _N**4 / 161280,
)
_SCALE = 0.9996


def forward(crs, lon, lat):
    """Longitude and latitude in degrees as coordinates of `crs`."""
    return _as_given(_forward, crs, lon, lat)


def inverse(crs, x, y):
    """Coordinates of `crs` as longitude and latitude in degrees."""
    return _as_given(_inverse, crs, x, y)


def _as_given(function, crs, x, y):
    """Numbers for numbers, lists for lists."""
    if crs.is_geographic:
        return x, y
    found = function(crs, np.asarray(x, dtype="float64"), np.asarray(y, dtype="float64"))
    if isinstance(x, np.ndarray):
        return found
    plain = [part.tolist() if hasattr(part, "tolist") else float(part) for part in found]
    return tuple(tuple(part) for part in plain) if isinstance(x, tuple) else tuple(plain)


def _conformal(tau):
    """The tangent of the conformal latitude of the tangent of a latitude."""
    sigma = np.sinh(_E * np.arctanh(_E * tau / np.sqrt(1 + tau * tau)))
    return tau * np.sqrt(1 + sigma * sigma) - sigma * np.sqrt(1 + tau * tau)


def _forward(crs, lon, lat):
    if crs._zone is None:
        return _A * np.deg2rad(lon), _A * np.arcsinh(np.tan(np.deg2rad(lat)))
    turned = np.deg2rad((lon - crs._meridian + 180) % 360 - 180)
    tau = _conformal(np.tan(np.deg2rad(lat)))
    xi = np.arctan2(tau, np.cos(turned))
    eta = np.arcsinh(np.sin(turned) / np.sqrt(tau * tau + np.cos(turned) ** 2))
    x, y = eta, xi
    for order, factor in enumerate(_ALPHA, 1):
        x = x + factor * np.cos(2 * order * xi) * np.sinh(2 * order * eta)
        y = y + factor * np.sin(2 * order * xi) * np.cosh(2 * order * eta)
    return 500000 + _SCALE * _RADIUS * x, (1e7 if crs._south else 0) + _SCALE * _RADIUS * y


def _inverse(crs, x, y):
    if crs._zone is None:
        return np.rad2deg(x / _A), np.rad2deg(np.arctan(np.sinh(y / _A)))
    eta, xi = (x - 500000) / (_SCALE * _RADIUS), (y - (1e7 if crs._south else 0)) / (_SCALE * _RADIUS)
    u, v = eta, xi
    for order, factor in enumerate(_BETA, 1):
        u = u - factor * np.cos(2 * order * xi) * np.sinh(2 * order * eta)
        v = v - factor * np.sin(2 * order * xi) * np.cosh(2 * order * eta)
    wanted = np.sin(v) / np.sqrt(np.sinh(u) ** 2 + np.cos(v) ** 2)
    tau = wanted / (1 - _E * _E)
    # Newton's steps; each doubles the digits that are right.
    for _ in range(4):
        now = _conformal(tau)
        slope = (1 - _E * _E) * np.sqrt(1 + now * now) * np.sqrt(1 + tau * tau) / (1 + (1 - _E * _E) * tau * tau)
        tau = tau + (wanted - now) / slope
    return np.rad2deg(np.arctan2(np.sinh(u), np.cos(v))) + crs._meridian, np.rad2deg(np.arctan(tau))
