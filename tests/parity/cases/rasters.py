import dask.array as da
import numpy as np
import rioxarray
import xarray as xr
from shapely.geometry import MultiPolygon, Polygon, box, mapping

ANGLES = np.linspace(0, 2 * np.pi, 24)[:-1].tolist()


def star(x, y, size, points=1.0):
    return [(x + size * (1 + 0.4 * points * float(np.sin(5 * at))) * float(np.cos(at)), y + size * (1 + 0.4 * float(np.cos(3 * at))) * float(np.sin(at))) for at in ANGLES]


STAR = Polygon(star(1203.7, 4796.1, 110.3), [star(1210.2, 4790.7, 31.9)])
TWO = [STAR, Polygon(star(1402.2, 4611.6, 77.1, 0.3))]


def grid(crs="EPSG:32632", lazy=False, height=60, width=50):
    data = np.arange(2.0 * height * width).reshape(2, height, width)
    x = xr.DataArray(
        da.from_array(data, chunks=(1, 25, 20)) if lazy else data,
        dims=("time", "y", "x"),
        coords={"y": 5000.0 - 10 * np.arange(height), "x": 1000.0 + 10 * np.arange(width)},
        attrs={"units": "m", "crs": "epsg:1", "transform": (1.0, 2.0)[:0]},
        name="h",
    )
    del x.attrs["transform"], x.attrs["crs"]
    return x.rio.write_crs(crs) if crs else x


# --- cases
grid().rio.clip([STAR])

grid().rio.clip(TWO)

grid().rio.clip([MultiPolygon(TWO)], drop=False)

grid().rio.clip([mapping(STAR)], all_touched=True)

grid().rio.clip(TWO, all_touched=True, drop=False)

grid().rio.clip([STAR], invert=True)

grid().rio.clip([box(900, 4700, 1100, 9000)])

# Layers and chunks of what is not computed yet
grid(lazy=True).rio.clip([STAR])

# Areas in another coordinate reference system
lonlat = grid("EPSG:4326").assign_coords(x=11 + np.arange(50) * 0.01, y=47 - np.arange(60) * 0.01)
lonlat.rio.clip([box(650000, 5160000, 670000, 5190000)], crs="EPSG:32632").sizes

# says: CRS not found
grid(None).rio.clip([STAR])

# says: No data found in bounds
grid().rio.clip([box(0, 0, 5, 5)])

grid().rio.clip_box(1104, 4701, 1251, 4846)

grid(lazy=True).rio.clip_box(1100, 4700, 1250, 4850)

grid().rio.clip_box(1104, 4701, 1251, 4846).spatial_ref.attrs["GeoTransform"]

[grid(code).spatial_ref.attrs for code in ("EPSG:32632", "EPSG:4326", "EPSG:32733")]

grid().encoding["grid_mapping"], grid().rio.crs.to_epsg(), grid().rio.bounds(), grid().rio.resolution(), grid().rio.shape, grid().rio.width, grid().rio.x_dim

tuple(grid().rio.transform())[:6]

# Writing in place
x = grid(None)
x.rio.write_crs("EPSG:32632", inplace=True)
x.rio.set_nodata(np.nan, inplace=True)
x, x.rio.clip([STAR]).attrs, x.rio.crs.to_epsg()

x = grid().rio.write_nodata(-9999.0)
x.attrs, x.rio.nodata, x.rio.clip([STAR])

grid().to_dataset().rio.clip([STAR]).h

grid().rename(x="longitude", y="latitude").rio.clip([STAR]).longitude.attrs

x = grid().rename(x="a", y="b").rio.set_spatial_dims("a", "b")
x.rio.bounds(), x.rio.clip([STAR]).sizes

grid().rio.clip([STAR]).x.attrs, grid().rio.clip([STAR]).encoding
