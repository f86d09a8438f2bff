# What xarray reads out of Zarr stores.
# with: stores
store, s, e = made(3)
# --- cases

s

e

s.temp

e.temp

s.packed

e.packed

e.level

s.level

s.lat

s.area

e.area

s.time

# known: chunked arrays hold numbers only; text is read when it is looked at
# ours: (lat) <U3 108B ...
words.to_zarr(target := zarr.storage.MemoryStore())
xr.open_zarr(target)

reopened(words)

reopened(words).first

s.station

s.attrs

s.temp.attrs

s.temp.encoding["chunks"]

s.temp.encoding["preferred_chunks"]

s.packed.encoding["scale_factor"]

s.packed.encoding["_FillValue"]

str(s.packed.encoding["dtype"])

s.time.encoding["units"]

s.time.encoding["calendar"]

reopened(words).first.encoding["units"]

str(e.time.encoding["dtype"])

# says: inconsistent chunks
s.chunks

s[["temp"]].chunks

dict(s.sizes)

list(s.variables)

list(s.coords)

list(s.data_vars)

s.nbytes

s.temp.chunks

s.land

s["count"]

s.compute()

e.compute()

e.load()

s.load()

s.temp.values

e.temp.values

s.temp.mean()

s.temp.mean("time")

s.temp.mean(("lat", "lon"))

e.temp.mean(("lat", "lon"))

s.temp.max("lat")

# ulps: 1, the sums are taken in another order
s.temp.std("time")

s.temp.sum()

s.temp.count("time")

s.mean("time")

s.temp.isel(time=0)

e.temp.isel(time=0)

e.isel(time=0).temp.values

s.temp.isel(time=slice(5, 30, 3))

e.temp.isel(time=slice(30, 5, -3))

e.temp.isel(time=slice(30, 5, -3)).values

e.temp.isel(time=[3, 1, 50], lat=2).values

e.temp[3:5, [0, 8, 4], -1].values

e.temp[2].isel(lat=3).isel(lon=slice(1, None, 2)).values

s.temp.sel(time="2000-02")

e.temp.sel(time="2000-02-03", lat=slice(40, -10))

e.temp.sel(time="2000-02-03", lat=slice(40, -10)).values

s.temp.sel(lat=12, method="nearest")

s.temp.sel(lat=[30, -30], lon=60)

s.temp.sel(time=slice("2000-01-15", "2000-02-10")).mean("time")

e.temp.sel(lon=[0, 90]).mean("time")

s.temp.where(s.land)

s.temp.where(s.land).mean(("lat", "lon"))

s.temp.where(s.lat > 0, drop=True).data

e.temp.where(e.land).mean("time")

s.temp - s.temp.mean("time")

s.temp - 273.15

(s.temp * s.area).sum(("lat", "lon")) / s.area.sum()

# value only: xarray checks the weights by a task of its own and multiplies with einsum
s.temp.weighted(s.area).mean(("lat", "lon"))

s.temp > 280

(s.temp > 280).sum("time")

s.packed + 1

s.packed.mean()

s["count"].sum("time")

s["count"].cumsum("time")

s.temp.diff("time")

s.temp.rolling(time=3).mean().compute()

s.temp.coarsen(lat=3, lon=3).mean()

s.temp.transpose("lon", "time", "lat")

s.temp.chunk(time=10)

s.temp.chunk(time=-1, lat=3)

s.chunk({"time": 60})

e.temp.chunk(time=30)

e.chunk(time=30).temp

s.temp.rename("t2m")

s.rename(lat="latitude")

s.drop_vars(["packed", "land"])

s[["temp", "land"]]

s.temp.squeeze()

s.temp.to_dataset(name="x")

s.temp.fillna(0)

s.temp.isnull().sum()

s.time.dt.month

s.temp.interp(lat=5).astype("float64").compute().round(3).values

s.temp.idxmax("time").compute()

s.temp.median("lat").compute()

s.temp.argmax("time")

reopened(words).first.values

reopened(words).first.dt.dayofyear

reopened(words).name.values

str(reopened(words).name.sel(lat=60).values)

reopened(words).name == "bb"

xr.open_zarr(store, chunks=None)

xr.open_zarr(store, chunks=None).temp

xr.open_zarr(store, chunks={"time": 10}).temp

xr.open_zarr(store, chunks={"time": 40, "lat": -1}).temp

xr.open_zarr(store, chunks="auto").temp

xr.open_dataset(store, engine="zarr", chunks={}).temp

xr.open_dataset(store, engine="zarr", chunks="auto").temp

xr.open_dataset(store, engine="zarr", chunks={"time": 7})["count"]

xr.open_zarr(store, decode_times=False).time

xr.open_zarr(store, mask_and_scale=False).packed

xr.open_zarr(store, mask_and_scale=False).packed.attrs

xr.open_zarr(store, decode_cf=False)

list(xr.open_zarr(store, decode_coords=False).coords)

xr.open_zarr(store, drop_variables=["temp", "packed"])

xr.open_zarr(store, drop_variables="temp").data_vars

xr.open_zarr(store, consolidated=True).temp

xr.open_zarr(store, consolidated=False).temp.data

xr.load_dataset(store, engine="zarr")

xr.open_zarr(store)[["land"]].equals(ds[["land"]])

s.temp.equals(ds.temp)

s.identical(ds)

xr.concat([s.temp.isel(time=slice(0, 20)), s.temp.isel(time=slice(20, 40))], "time")

xr.merge([s[["temp"]], s[["land"]]])

xr.where(s.land, s.temp, 0)

np.sqrt(s.temp)

xr.apply_ufunc(lambda x: x * 2, s.temp, dask="parallelized", output_dtypes=["float32"]).compute()

s.temp.data

s.temp.data.sum()

s.temp.copy()

s.temp.persist()

e.temp.copy().values

e.temp.astype("float64")

# says: not all values found
s.temp.sel(lat=12345)

# says: No variable named
s["nothing"]

# says: unexpected keyword
xr.open_zarr(store, chunk={})

# says: recognized
xr.open_dataset(store, engine="grib")

# says: nothing
xr.open_zarr(store, group="nothing")
