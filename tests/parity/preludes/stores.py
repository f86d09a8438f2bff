# Small stores of Zarr that cases read: `s` is chunked as stored, `e` is read when it is looked at.
import warnings

import xarray as xr
import zarr

warnings.filterwarnings("ignore")
t = np.arange("2000-01-01", "2000-03-01", dtype="datetime64[D]").astype("datetime64[ns]")
lat, lon = np.linspace(60, -60, 9), np.arange(0, 360, 30.0)
temp = np.random.default_rng(7).normal(280, 10, (60, 9, 12)).astype("float32")
temp[temp < 262] = np.nan
ds = xr.Dataset(
    {
        "temp": (("time", "lat", "lon"), temp, {"units": "K", "long_name": "air temperature"}),
        "count": (("time", "lat"), np.arange(540).reshape(60, 9)),
        "land": (("lat", "lon"), np.random.default_rng(8).random((9, 12)) > 0.6),
        "packed": (("lat", "lon"), np.linspace(-5, 5, 108).reshape(9, 12)),
        "level": ((), 2.5),
    },
    coords={
        "time": t,
        "lat": ("lat", lat, {"units": "degrees_north"}),
        "lon": lon,
        "area": (("lat", "lon"), np.ones((9, 12)), {"units": "m2"}),
        "station": "Bern",
        "height": 2.0,
    },
    attrs={"title": "A small store", "version": 3},
)
# Text and dates that label nothing.
words = xr.Dataset({"name": ("lat", ["a", "bb", "ccc", "d", "e", "f", "g", "h", "i"]), "first": ("lat", t[:9])}, coords={"lat": lat})
ds["packed"].encoding = {"dtype": "int16", "scale_factor": 0.01, "add_offset": 1.0, "_FillValue": -999}


def made(zarr_format):
    """The store, and its two readings."""
    store = zarr.storage.MemoryStore()
    encoding = {"temp": {"chunks": (20, 5, 12)}, "count": {"chunks": (30, 9)}, "area": {"chunks": (5, 12)}}
    ds.to_zarr(store, zarr_format=zarr_format, encoding=encoding)
    return store, xr.open_zarr(store), xr.open_dataset(store, engine="zarr")


def reopened(obj, zarr_format=3):
    """What is read of what was written, when it is looked at."""
    target = zarr.storage.MemoryStore()
    obj.to_zarr(target, zarr_format=zarr_format)
    return xr.open_zarr(target, chunks=None)
