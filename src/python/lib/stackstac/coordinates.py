"""The labels of the cube: times, bands, coordinates, and what is known of items and assets."""

import numpy as np
import xarray as xr


class _Each(list):
    """The values of a field, one for each item, beside which a single value that is a list can be told."""


def coordinates(items, names, spec, xy_coords, properties, band_coords):
    """All coordinates, by name."""
    times = [item["properties"]["datetime"].replace("Z", "").partition("+")[0] for item in items]
    found = {
        "time": xr.Variable("time", np.array(times, dtype="datetime64[us]")),
        "id": xr.Variable("time", np.array([item["id"] for item in items])),
        "band": xr.Variable("band", np.array(names)),
    }
    if xy_coords is not False:
        if xy_coords not in ("center", "topleft"):
            raise ValueError(f"xy_coords must be 'center', 'topleft', or False, not {xy_coords!r}")
        (left, bottom, right, top), (xres, yres) = spec.bounds, spec.resolutions_xy
        if xy_coords == "center":
            left, right, bottom, top = left + xres / 2, right + xres / 2, bottom - yres / 2, top - yres / 2
        height, width = spec.shape
        found["x"] = xr.Variable("x", np.linspace(left, right, width, endpoint=False))
        found["y"] = xr.Variable("y", np.linspace(top, bottom, height, endpoint=False))
    if properties:
        wanted = None if properties is True else [properties] if isinstance(properties, str) else list(properties)
        found.update(_variables(gathered([item["properties"] for item in items], wanted, ("datetime",)), "time"))
    if band_coords:
        known = [_same([item["assets"].get(name, {}) for item in items]) for name in names]
        bands = [one.pop("eo:bands", None) or [{}] for one in known]
        for one in known:
            if "sar:polarizations" in one:
                one["polarization"] = one.pop("sar:polarizations")
        found.update(_variables(gathered(known), "band"))
        bands = [one[0] if len(one) == 1 else {} for one in bands]
        if any(bands):
            found.update(_variables(gathered(bands, ["common_name", "center_wavelength", "full_width_half_max"]), "band"))
    found["epsg"] = xr.Variable((), spec.epsg)
    return found


def attributes(spec):
    """The attributes of the cube."""
    x, y = spec.resolutions_xy
    found = {"spec": spec, "crs": f"epsg:{spec.epsg}", "transform": spec.transform}
    return {**found, **({"resolution": x} if x == y else {"resolution_xy": (x, y)})}


def gathered(dicts, fields=None, without=()):
    """The values of each field: one if it is the same for all, else one of each (None where there is none)."""
    names = [name for name in dict.fromkeys(key for one in dicts for key in one) if name not in without] if fields is None else fields
    found = {}
    for name in names:
        values = [one.get(name) for one in dicts]
        found[name] = values[0] if all(value == values[0] for value in values[1:]) else _Each(values)
    return found


def _same(dicts):
    """The fields that have one value wherever they are, without those of the file itself."""
    found = {}
    for one in dicts:
        for name, value in one.items():
            if name not in ("href", "type", "roles"):
                found[name] = value if name not in found or found[name] == value else None
    return {name: value for name, value in found.items() if value is not None}


def _variables(fields, dim):
    """Values as variables; what has more dimensions than the cube has room for is left out."""
    made = {}
    for name, value in fields.items():
        while isinstance(value, list) and not isinstance(value, _Each) and len(value) == 1:
            (value,) = value
        if isinstance(value, list) and not isinstance(value, _Each):
            if any(isinstance(part, (list, dict)) for part in value):
                continue
            # A set is one object, where a list would be an array.
            value = set(value)
        if isinstance(value, _Each):
            if any(isinstance(part, (list, tuple)) for part in value):
                lengths = {len(part) if isinstance(part, (list, tuple)) else None for part in value}
                if lengths != {1}:
                    continue
                value = [part[0] for part in value]
            made[name] = xr.Variable((dim,), _array(list(value)))
        else:
            made[name] = xr.Variable(
                (), _array([value])[0] if not isinstance(value, (set, dict)) and value is not None else np.array(value, dtype=object)
            )
    return made


def _array(values):
    plain = {type(value) for value in values}
    if plain <= {str} or plain <= {bool} or plain <= {int, float}:
        return np.array(values)
    return np.array(values, dtype=object)
