# What the cases of labelled arrays speak of.
import warnings

import xarray as xr

warnings.filterwarnings("ignore")
t = np.arange("2000-01-01", "2001-01-01", dtype="datetime64[D]").astype("datetime64[us]")
lat, lon = np.linspace(-90, 90, 10), np.arange(0, 360, 30.0)
v = np.random.default_rng(0).random((366, 10, 12))
v[v < 0.05] = np.nan
a = xr.DataArray(v, dims=("time", "lat", "lon"), coords={"time": t, "lat": lat, "lon": lon}, name="temp", attrs={"units": "K"})
z = a.chunk(time=100, lat=5)
d = xr.DataArray(
    np.arange(12.0).reshape(3, 4),
    dims=("x", "y"),
    coords={"x": ["a", "b", "c"], "y": [10, 20, 30, 40], "label": ("y", [1, 2, 3, 4]), "s": 5},
    name="d",
)
n = xr.DataArray(np.arange(6).reshape(2, 3), dims=("p", "q"))
desc = xr.DataArray(np.arange(5), dims="lat", coords={"lat": [50.0, 40.0, 30.0, 20.0, 10.0]})
ds = xr.Dataset(
    {"u": (("x", "y"), np.arange(6.0).reshape(2, 3)), "w": ("x", [1, 2])},
    coords={"x": [10, 20], "y": ["p", "q", "r"]},
    attrs={"title": "T"},
)
dz = ds.chunk(x=1)
h = xr.DataArray(
    np.arange(48), dims="time", coords={"time": np.arange("2000-01-01", "2000-01-03", dtype="datetime64[h]").astype("datetime64[us]")}
)
