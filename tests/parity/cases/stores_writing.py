# What xarray writes into Zarr stores.
# with: stores
store, s, e = made(3)
def again(obj, **options):
    """What is read of what was written."""
    target = zarr.storage.MemoryStore()
    obj.to_zarr(target, **options)
    return xr.open_zarr(target)


def stored(obj, name, **options):
    """An array as it was written."""
    target = zarr.storage.MemoryStore()
    obj.to_zarr(target, **options)
    return zarr.open_array(target, path=name, mode="r")


# --- cases

again(s)

again(e)

again(ds)

again(s.temp)

again(s.temp.rename(None))

again(s.mean("time"))

again(s.temp.chunk(time=15, lat=9).drop_encoding())

again(s.isel(time=slice(0, 20)))

stored(ds, "temp").chunks

stored(s, "temp").chunks

stored(s.temp.chunk(time=10).drop_encoding(), "temp").chunks

stored(ds, "packed")[...]

stored(ds, "packed").dtype.name

dict(stored(ds, "packed").attrs)

dict(stored(ds, "temp").attrs)

dict(stored(ds, "time").attrs)

stored(ds, "time")[...]

dict(stored(ds, "lat").attrs)

dict(stored(ds, "station").attrs)

stored(words, "name")[...].tolist()

stored(ds, "land")[...]

stored(ds, "level")[...]

stored(ds, "temp").metadata.dimension_names

stored(ds, "temp").fill_value

stored(ds, "count").fill_value

dict(stored(ds, "temp", zarr_format=2).attrs)

stored(ds, "temp", zarr_format=2).fill_value

stored(ds, "count", zarr_format=2).fill_value

stored(ds, "temp", encoding={"temp": {"chunks": (10, 3, 4)}}).chunks

stored(ds, "temp", encoding={"temp": {"dtype": "float64"}}).dtype.name

stored(ds, "temp", encoding={"temp": {"dtype": "int16", "scale_factor": 0.1, "_FillValue": -1}})[0, 0]

stored(ds, "time", encoding={"time": {"units": "hours since 1999-12-31", "dtype": "int32"}})[:3]

stored(ds, "time", encoding={"time": {"units": "hours since 1999-12-31", "dtype": "float64"}})[:3]

again(ds, encoding={"time": {"units": "hours since 1999-12-31", "dtype": "int32"}}).time

dict(zarr.open_group(store, mode="r").attrs)

sorted(zarr.open_group(store, mode="r").array_keys())

target = zarr.storage.MemoryStore()
ds.isel(time=slice(0, 30)).to_zarr(target)
ds[["temp", "count"]].isel(time=slice(30, 60)).drop_vars(["lat", "lon", "area", "station", "height"]).to_zarr(target, append_dim="time")
xr.open_zarr(target)

target = zarr.storage.MemoryStore()
ds.to_zarr(target)
(ds[["count"]] * 2).isel(time=slice(0, 30)).drop_vars(["lat", "station", "height", "time"]).to_zarr(target, region={"time": slice(0, 30)})
xr.open_zarr(target)["count"]

target = zarr.storage.MemoryStore()
ds[["temp"]].to_zarr(target)
ds[["land"]].to_zarr(target, mode="a")
sorted(xr.open_zarr(target).data_vars)

target = zarr.storage.MemoryStore()
ds[["temp"]].to_zarr(target)
ds[["land"]].to_zarr(target, mode="w")
sorted(xr.open_zarr(target).data_vars)

# says: already contains data
ds.to_zarr(store)

target = zarr.storage.MemoryStore()
delayed = s.to_zarr(target, compute=False)
before = bool(np.isnan(zarr.open_array(target, path="temp", mode="r")[...]).all())
delayed.compute()
before, bool(xr.open_zarr(target).temp.equals(s.temp))

# says: incompatible dask chunks
s.temp.chunk(time=(10, 20, 30)).drop_encoding().to_zarr(zarr.storage.MemoryStore())

# says: overlap multiple Dask chunks
s.chunk(time=15).to_zarr(zarr.storage.MemoryStore())

# says: unexpected encoding
ds.to_zarr(zarr.storage.MemoryStore(), encoding={"temp": {"compression": 4}})

# says: mode
ds.to_zarr(zarr.storage.MemoryStore(), mode="x")

xr.Dataset({"o": ("x", np.array(["a", "bc", ""], dtype=object))}).pipe(again).o.values.tolist()

xr.Dataset({"i": ("x", np.arange(5, dtype="int8"))}).pipe(again)

xr.Dataset({"d": ("x", np.array([1, 2, 3], dtype="timedelta64[h]"))}).pipe(again).d.values

xr.Dataset({"d": ("x", np.array(["2000-01-01T06", "NaT", "2001-01-01"], dtype="datetime64[ns]"))}).pipe(again).d.values

xr.Dataset({"b": ("x", [True, False])}, attrs={"numbers": np.arange(3), "one": np.float32(1.5), "flag": True}).pipe(again)

xr.Dataset(coords={"x": [1, 2], "note": ("x", [3.0, 4.0])}).pipe(again)

xr.Dataset({"e": ("x", np.zeros(0))}).pipe(again)
