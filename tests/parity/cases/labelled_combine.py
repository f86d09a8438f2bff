# Several objects of xarray.
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
    {"u": (("x", "y"), np.arange(6.0).reshape(2, 3)), "w": ("x", [1, 2])}, coords={"x": [10, 20], "y": ["p", "q", "r"]}, attrs={"title": "T"}
)
dz = ds.chunk(x=1)
h = xr.DataArray(
    np.arange(48), dims="time", coords={"time": np.arange("2000-01-01", "2000-01-03", dtype="datetime64[h]").astype("datetime64[us]")}
)
# --- cases

xr.where(d > 3, 1, 0)

xr.where(d > 3, d, -d)

d.dot(d)

d.dot(d, dim="x")

xr.dot(d, d, dim="y")

# value only: einsum has layers of its own in real Dask
z.dot(z.lat)

d.interp(y=15)

d.interp(y=[12, 38])

# ulps: 16, sums are added up in another order
a.interp(lat=[0, 5.])

d.interp(y=[5, 15])

xr.concat([d, d], "x")

xr.concat([d, d], "k")

xr.concat([d.isel(x=0), d.isel(x=1)], "x")

xr.concat([d.isel(y=slice(2)), d.isel(y=slice(2, 4))], "y")

xr.concat([z, z], "time")

xr.concat([d, d + 1], xr.DataArray(["first", "second"], dims="run", name="run"))

xr.merge([d.rename("a"), d.rename("b")])

xr.merge([d.isel(x=slice(2)).rename("a"), d.isel(x=slice(1, 3)).rename("b")])

xr.align(d.isel(x=slice(2)), d.isel(x=slice(1, 3)))

xr.align(d.isel(x=slice(2)), d.isel(x=slice(1, 3)), join="outer")

# says: cannot align objects with join='exact' where index/labels/sizes are not equal along these coordinates (dimensions): 'x' ('x',)
xr.align(d.isel(x=slice(2)), d.isel(x=slice(1, 3)), join="exact")

xr.broadcast(d.isel(x=0, drop=True), d.isel(y=0, drop=True))

d.isel(x=0).broadcast_like(d)

xr.full_like(d, 7)

xr.zeros_like(n)

xr.ones_like(z)

xr.corr(d, d * 2 + 1, "y")

# ulps: 16, sums are added up in another order
xr.cov(d, d, "y")

xr.apply_ufunc(np.sqrt, d)

xr.apply_ufunc(lambda x, y: x + y, d, d.isel(x=0, drop=True))

xr.apply_ufunc(np.mean, d, input_core_dims=[["y"]], kwargs={"axis": -1})

xr.apply_ufunc(np.sqrt, z, dask="allowed")

# says: arrays has not been enabled. Either set the ``dask`` argument or load your data into memory first with ``.load()`` or ``.compute()``
xr.apply_ufunc(np.sqrt, z)

# value only: the results of a gufunc are picked out by a layer of their own in real Dask
xr.apply_ufunc(lambda x: x * 2, z, dask="parallelized", output_dtypes=[float]).sum()

xr.apply_ufunc(lambda x: x.sum(), d, input_core_dims=[["y"]], vectorize=True)

xr.merge([ds, xr.Dataset({"k": 5})])

xr.concat([ds, ds], "x")

xr.concat([ds, ds], "run")

z.interp(lat=0).shape

xr.concat([z, z], "k")
