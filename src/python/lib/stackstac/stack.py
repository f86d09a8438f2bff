"""`stack`: which rasters stand where in the cube, its labels, and its lazy data."""

import numpy as np
import xarray as xr
from _dasklet_missing import refuse, unsupported
from pyproj import Transformer

from .coordinates import attributes, coordinates
from .raster_spec import RasterSpec, snapped
from .to_dask import items_to_dask

_RASTERS = frozenset(["image/tiff", "image/x.geotiff", "image/vnd.stac.geotiff", "image/jp2"])


def stack(
    items,
    assets=_RASTERS,
    epsg=None,
    resolution=None,
    bounds=None,
    bounds_latlon=None,
    snap_bounds=True,
    resampling=None,
    chunksize=1024,
    dtype=np.dtype("float64"),  # noqa: B008
    fill_value=np.nan,
    rescale=True,
    sortby_date="asc",
    xy_coords="topleft",
    properties=True,
    band_coords=True,
    gdal_env=None,
    errors_as_nodata=(),
    reader=None,
):
    """Items as a lazy DataArray with the dimensions time, band, y and x.

    All rasters are put onto one grid, that of `epsg`, `resolution` and `bounds`; what is not given is taken from the items.
    Pixels are taken from the nearest ones of the raster.
    """
    if resampling is not None and getattr(resampling, "name", resampling) not in ("nearest", 0):
        raise unsupported(f"resampling={resampling!r}", "pixels are taken from the nearest ones; reduce with .coarsen afterwards")
    refuse("stackstac.stack", "rasters are read as the catalogue of this page has them", gdal_env=gdal_env, reader=reader)
    dtype = np.dtype(dtype)
    items = plain_items(items)
    if not items:
        raise ValueError("No items")
    if sortby_date is not False:
        items = sorted(items, key=lambda item: item["properties"].get("datetime") or "", reverse=sortby_date == "desc")
    if bounds is not None and bounds_latlon is not None:
        raise ValueError(f"Cannot give both `bounds` {bounds} and `bounds_latlon` {bounds_latlon}.")
    names = asset_names(items, assets)
    epsg = _common_epsg(items, names) if epsg is None else epsg
    if bounds_latlon is not None:
        bounds = _reprojected(bounds_latlon, 4326, epsg)
    table = [[_located(item, name, epsg, rescale) for name in names] for item in items]
    there = [entry for row in table for entry in row if entry is not None]
    if resolution is None:
        resolution = (min(entry["resolution"][0] for entry in there), min(entry["resolution"][1] for entry in there))
    resolution = resolution if isinstance(resolution, tuple) else (resolution, resolution)
    if bounds is None:
        every = [entry["bounds"] for entry in there]
        bounds = (*(min(one[at] for one in every) for at in (0, 1)), *(max(one[at] for one in every) for at in (2, 3)))
    else:
        table = [[entry if entry is not None and _overlap(entry["bounds"], bounds) else None for entry in row] for row in table]
    spec = RasterSpec(epsg, snapped(bounds, resolution) if snap_bounds else bounds, resolution)
    # Items and assets of which nothing lies within the bounds are left out.
    rows = [at for at, row in enumerate(table) if any(row)]
    columns = [at for at in range(len(names)) if any(row[at] for row in table)]
    if not rows:
        raise ValueError(f"no item has an asset of {names} within the bounds {bounds}")
    items, names = [items[at] for at in rows], [names[at] for at in columns]
    data, token = items_to_dask([[table[row][column] for column in columns] for row in rows], spec, chunksize, dtype, fill_value)
    coords = coordinates(items, names, spec, xy_coords, properties, band_coords)
    return xr.DataArray(data, coords=coords, dims=("time", "band", "y", "x"), attrs=attributes(spec), name=f"stackstac-{token}")


def plain_items(items):
    """Items as JSON: of a collection, of a list, or of one."""
    if hasattr(items, "to_dict"):
        items = items.to_dict()
    if isinstance(items, dict):
        items = items["features"] if items.get("type") == "FeatureCollection" else [items]
    return [item.to_dict() if hasattr(item, "to_dict") else item for item in items]


def asset_names(items, assets):
    """The names of the assets that are asked for: by name, by media type (a set), or all (`None`)."""
    if assets is None:
        return list(max((item["assets"] for item in items), key=len))
    if isinstance(assets, str):
        raise TypeError(f"assets is a list of names: assets=[{assets!r}]")
    if not isinstance(assets, (set, frozenset)):
        names = list(assets)
        known = dict.fromkeys(name for item in items for name in item["assets"])
        if names and not any(name in known for name in names):
            raise ValueError(f"no item has an asset of {names}; they have {', '.join(known)}")
    else:
        kinds = {}
        for item in items:
            for name, asset in item["assets"].items():
                kinds.setdefault(name, set()).add(str(asset.get("type")).split(";")[0].strip())
        names = [name for name, types in kinds.items() if types <= assets]
    if not names:
        raise ValueError("Zero asset IDs requested")
    return names


def _property(item, asset, name):
    return asset.get(f"proj:{name}", item["properties"].get(f"proj:{name}"))


def _epsg_of(item, asset):
    code = _property(item, asset, "code")
    return int(code.rpartition(":")[2]) if code else _property(item, asset, "epsg")


def _common_epsg(items, names):
    found = {_epsg_of(item, item["assets"][name]) for item in items for name in names if name in item["assets"]}
    if len(found) != 1:
        several = ", ".join(f"EPSG:{code}" for code in sorted(map(str, found)))
        raise ValueError(
            f"Cannot pick a common CRS, since assets have multiple CRSs: {several}.\n\nPlease specify a CRS with the `epsg=` argument."
        )
    (epsg,) = found
    if epsg is None:
        raise ValueError("Cannot pick a common CRS, since assets do not have one.\n\nPlease specify a CRS with the `epsg=` argument.")
    return epsg


def _reprojected(bounds, source, target):
    if source == target:
        return tuple(bounds)
    return Transformer.from_crs(source, target, always_xy=True).transform_bounds(*bounds)


def _overlap(one, two):
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _located(item, name, epsg, rescale):
    """Where an asset's raster lies, in the coordinates of the cube; None if the item has no such asset."""
    asset = item["assets"].get(name)
    if asset is None:
        return None
    own, shape, transform = _epsg_of(item, asset), _property(item, asset, "shape"), _property(item, asset, "transform")
    if shape is None or transform is None:
        raise ValueError(
            f"asset {name!r} on item {item['id']!r} doesn't provide enough metadata: `proj:shape` and `proj:transform` are needed"
        )
    if own != epsg:
        raise unsupported(f"putting a raster in EPSG:{own} onto a grid in EPSG:{epsg}", "leave out epsg=, or search items of one zone")
    a, b, left, d, e, top = transform[:6]
    if b or d:
        raise NotImplementedError(f"asset {name!r} on item {item['id']!r} has a turned grid: {transform}")
    bands = asset.get("raster:bands") or [{}]
    if len(bands) != 1:
        raise ValueError(f"raster:bands has {len(bands)} elements for asset {name!r}. Multi-band rasters are not currently supported.")
    scaled = (bands[0].get("scale", 1), bands[0].get("offset", 0)) if rescale else (1, 0)
    return {
        "href": asset["href"],
        "bounds": (left, top + e * shape[0], left + a * shape[1], top),
        "resolution": (abs(a), abs(e)),
        "scale_offset": scaled,
        "nodata": bands[0].get("nodata", 0),
    }
