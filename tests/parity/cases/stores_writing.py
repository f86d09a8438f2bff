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

# encoding=: numbers are packed, filled and rounded as xarray does it, and unpacked when they are read

packed = xr.Dataset({"v": (("x", "y"), np.array([[0.0, np.nan, 2.0], [3.0, 4.0, 5.5]]))}, {"x": [10, 20]})
store = zarr.storage.MemoryStore()
packed.to_zarr(store, encoding={"v": {"dtype": "int16", "scale_factor": 0.5, "add_offset": 1.0, "_FillValue": -99}})
(zarr.open_group(store)["v"][...].tolist(), sorted(zarr.open_group(store)["v"].attrs), xr.open_zarr(store).v.values, xr.open_zarr(store).v.dtype)

store = zarr.storage.MemoryStore()
xr.Dataset({"v": ("x", np.array([1.0, np.nan, -4.0]))}).to_zarr(store, encoding={"v": {"dtype": "uint8"}})
zarr.open_group(store)["v"][...]

store = zarr.storage.MemoryStore()
xr.Dataset({"v": ("x", np.array([1, 2, 300], dtype="int32"))}).to_zarr(store, encoding={"v": {"dtype": "uint8", "_FillValue": 2}}, zarr_format=2)
(zarr.open_group(store)["v"].fill_value, xr.open_zarr(store).v.values)

store = zarr.storage.MemoryStore()
xr.Dataset({"v": ("x", da.arange(6, chunks=2, dtype="float32"))}).to_zarr(store, encoding={"v": {"scale_factor": 0.25, "chunks": (4,)}}, safe_chunks=False)
(zarr.open_group(store)["v"].dtype, zarr.open_group(store)["v"].chunks, xr.open_zarr(store).v.dtype)

store = zarr.storage.MemoryStore()
xr.Dataset({"v": ("x", [1.0, np.nan])}).to_zarr(store, encoding={"v": {"missing_value": -1.0}})
(zarr.open_group(store)["v"][...], xr.open_zarr(store).v.encoding["missing_value"], zarr.open_group(store)["v"].fill_value)

# says: conflicting _FillValue (-1) and missing_value (-2)
xr.Dataset({"v": ("x", [1.0])}).to_zarr(zarr.storage.MemoryStore(), encoding={"v": {"_FillValue": -1, "missing_value": -2}})

# says: Cannot cast ufunc 'divide' output from dtype('float64') to dtype('int64')
xr.Dataset({"v": ("x", [1, 2])}).to_zarr(zarr.storage.MemoryStore(), encoding={"v": {"scale_factor": 2}})

# says: unexpected encoding parameters for zarr backend:  ['compressor']
xr.Dataset({"v": ("x", [1.0])}).to_zarr(zarr.storage.MemoryStore(), encoding={"v": {"compressor": None}})

# says: Use `_FillValue` to set the Zarr array `fill_value`
xr.Dataset({"v": ("x", [1.0])}).to_zarr(zarr.storage.MemoryStore(), encoding={"v": {"fill_value": 3.0}}, zarr_format=2)

# says: nope
xr.Dataset({"v": ("x", [1.0])}).to_zarr(zarr.storage.MemoryStore(), encoding={"nope": {"dtype": "int8"}})

store = zarr.storage.MemoryStore()
xr.Dataset({"v": ("x", np.array([1.0, np.nan]))}).to_zarr(store, encoding={"v": {"dtype": "int8", "_Unsigned": "true", "_FillValue": -1}})
(zarr.open_group(store)["v"][...], xr.open_zarr(store).v.values)

# What is there already says how it is stored

store = zarr.storage.MemoryStore()
d = xr.Dataset({"v": (("x", "y"), np.arange(6.0).reshape(2, 3))}, {"x": [0, 1]})
d.to_zarr(store, encoding={"v": {"dtype": "int16", "scale_factor": 0.5, "_FillValue": -9}})
(d * 2).to_zarr(store, mode="a")
(zarr.open_group(store)["v"].dtype, xr.open_zarr(store).v.values)

store = zarr.storage.MemoryStore()
xr.Dataset({"v": (("x", "y"), np.arange(6.0).reshape(2, 3))}).to_zarr(store)
xr.Dataset({"v": (("y", "x"), np.arange(6.0).reshape(3, 2))}).to_zarr(store, mode="a")
xr.open_zarr(store).v.load()

# says: already exists with different dimension sizes: {'x': 2} != {'x': 3}
store = zarr.storage.MemoryStore()
xr.Dataset({"v": ("x", [1.0, 2.0])}).to_zarr(store)
xr.Dataset({"v": ("x", [1.0, 2.0, 3.0])}).to_zarr(store, mode="a")

# says: dataset contains non-pre-existing variables ['w']
store = zarr.storage.MemoryStore()
xr.Dataset({"v": ("x", [1.0, 2.0])}).to_zarr(store)
xr.Dataset({"w": ("x", [1.0, 2.0])}).to_zarr(store, mode="r+")

# says: Store has dtype <U1 but dataset to append has dtype <U3
store = zarr.storage.MemoryStore()
xr.Dataset({"v": ("x", ["a", "b"])}).to_zarr(store)
xr.Dataset({"v": ("x", ["abc", "b"])}).to_zarr(store, append_dim="x")

# Objects: what they hold says how they are stored

store = zarr.storage.MemoryStore()
xr.Dataset({"v": ("x", np.array([1, 2], dtype=object))}).to_zarr(store)
(zarr.open_group(store)["v"].dtype, xr.open_zarr(store).v.values)

store = zarr.storage.MemoryStore()
xr.Dataset({"v": (("x", "y"), np.zeros((2, 0), dtype=object))}).to_zarr(store)
(zarr.open_group(store)["v"].dtype, dict(zarr.open_group(store)["v"].attrs))

store = zarr.storage.MemoryStore()
xr.Dataset({"v": ("x", np.array(["a", None, "bc"], dtype=object))}).to_zarr(store)
[str(item) for item in zarr.open_group(store)["v"][...]]

# says: object array contains mixed native types: int, str
xr.Dataset({"v": ("x", np.array(["a", 1], dtype=object))}).to_zarr(zarr.storage.MemoryStore())

store = zarr.storage.MemoryStore()
xr.Dataset({"v": ("x", [1, 2])}).to_zarr(store, zarr_format=2)
xr.Dataset({"v": ("x", [1, 2])}).to_zarr(store, group="c", mode="a")
(sorted(zarr.open_group(store, mode="r").array_keys()), sorted(zarr.open_group(store, mode="r").group_keys()), len(xr.open_zarr(store, zarr_format=2)))

# says: already exists in attrs
xr.Dataset({"v": ("x", np.array(["2000-01-01"], dtype="datetime64[ns]"), {"units": "m"})}).to_zarr(zarr.storage.MemoryStore())

# says: already exists in attrs
xr.Dataset({"v": ("x", np.array([1], dtype="timedelta64[s]"), {"units": "m"})}).to_zarr(zarr.storage.MemoryStore())

again(xr.Dataset({"v": ("x", np.array(["2000-01-01", "NaT"], dtype="datetime64[ns]"), {"long_name": "m"})})).v.values
