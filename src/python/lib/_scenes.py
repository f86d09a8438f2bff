"""Scenes of Sentinel-2 over the Alps, February and March 2019: their STAC items, and windows of their rasters."""

import datetime

import numpy as np

_FIRST = datetime.datetime(2019, 2, 1, 10, 17, 2)
_TILES = {"32TPT": (600000, 5300040), "32TPS": (600000, 5200020)}
_BANDS = {"red": (0.665, 0.038), "nir": (0.842, 0.145), "green": (0.56, 0.045), "blue": (0.49, 0.098)}


def items():
    """All items, oldest first."""
    found = []
    for number in range(28):
        for tile, (left, top) in _TILES.items():
            when = _FIRST + datetime.timedelta(days=2 * number, seconds=14 * (tile == "32TPS"))
            if len(found) < 55:
                found.append(_item(number, tile, left, top, when))
    return found


def _item(number, tile, left, top, when):
    from pyproj import Transformer

    name = f"S2{'AB'[number % 2]}_{tile}_{when:%Y%m%d}_0_L2A"
    right, bottom = left + 109800, top - 109800
    lon, lat = Transformer.from_crs(32632, 4326, always_xy=True).transform([left, right, right, left, left], [top, top, bottom, bottom, top])
    transform = [10, 0, left, 0, -10, top]
    href = f"https://sentinel-cogs.s3.us-west-2.amazonaws.com/sentinel-s2-l2a-cogs/32/T/{tile[3:]}/2019/{when.month}/{name}"
    assets = {
        band: {
            "href": f"{href}/B.{band}.tif",
            "type": "image/tiff; application=geotiff; profile=cloud-optimized",
            "title": f"{band.title()} (band) - 10m",
            "eo:bands": [{"name": band, "common_name": band, "center_wavelength": centre, "full_width_half_max": width}],
            "gsd": 10,
            "proj:shape": [10980, 10980],
            "proj:transform": transform,
            "raster:bands": [{"nodata": 0, "data_type": "uint16", "bits_per_sample": 15, "spatial_resolution": 10, "scale": 0.0001, "offset": 0}],
            "roles": ["data", "reflectance"],
        }
        for band, (centre, width) in _BANDS.items()
    }
    return {
        "type": "Feature",
        "id": name,
        "collection": "sentinel-2-l2a",
        "bbox": [min(lon), min(lat), max(lon), max(lat)],
        "geometry": {"type": "Polygon", "coordinates": [[list(pair) for pair in zip(lon, lat)]]},
        "properties": {
            "created": "2022-11-06T12:00:00Z",
            "platform": f"sentinel-2{'ab'[number % 2]}",
            "constellation": "sentinel-2",
            "instruments": ["msi"],
            "eo:cloud_cover": 37.5 * number % 100,
            "proj:epsg": 32632,
            "mgrs:utm_zone": 32,
            "grid:code": f"MGRS-{tile}",
            "s2:product_type": "S2MSI2A",
            "datetime": f"{when:%Y-%m-%dT%H:%M:%S}.000000Z",
        },
        "links": [],
        "assets": assets,
    }


def read_window(href, row, column, height, width, row_step=1, column_step=1):
    """A window of a raster, `uint16`; 0 where there is no data."""
    rows = (row + np.floor(np.arange(height) * row_step).astype("int64"))[:, None]
    columns = (column + np.floor(np.arange(width) * column_step).astype("int64"))[None, :]
    return ((rows * 7 + columns * 3) % 4000 + 1).astype("uint16")
