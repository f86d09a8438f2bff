# Times in stores: what numbers with units mean, and how dates and durations are stored.
import warnings

import cftime
import xarray as xr
import zarr

warnings.filterwarnings("ignore")
DAYS = np.array(["2000-01-01", "2000-01-02", "2000-01-04"], "M8[ns]")
HOURS = np.array(["2000-01-01T00", "2000-01-01T06", "2000-01-01T12"], "M8[ns]")
SECONDS = np.array(["2000-01-01T06:00:30.25", "2000-01-01T06:00:31", "NaT"], "M8[ns]")
FAR = np.array(["1500-01-01", "1500-01-03T12"], "M8[us]")
SPANS = np.array([0, 3, 36], "m8[h]").astype("m8[ns]")


def read(values, units=None, dtype=None, zarr_format=3, options={}, dims="time", **attrs):
    """What is read of numbers with such attributes."""
    group = zarr.open_group(target := zarr.storage.MemoryStore(), mode="w", zarr_format=zarr_format)
    values = np.array(values, dtype=dtype)
    if units:
        attrs["units"] = units
    names = {"dimension_names": [dims]} if zarr_format == 3 else {}
    if zarr_format == 2:
        attrs["_ARRAY_DIMENSIONS"] = [dims]
    group.create_array("time", shape=values.shape, dtype=values.dtype, attributes=attrs, **names)[...] = values
    found = xr.open_zarr(target, consolidated=False, **options).time
    return found.dtype.kind, np.datetime_data(found.dtype)[0] if found.dtype.kind in "mM" else "", [str(value) for value in found.values], found.attrs


def written(values, zarr_format=3, name="time", attrs={}, **encoding):
    """What is stored of dates: numbers, dtype, fill value, attributes; and what is read again."""
    array = xr.Dataset({name: ("x", values, attrs)})
    array.to_zarr(target := zarr.storage.MemoryStore(), encoding={name: encoding}, zarr_format=zarr_format)
    stored = zarr.open_array(target, path=name, mode="r")
    attrs = {key: value for key, value in stored.attrs.items() if key != "_ARRAY_DIMENSIONS"}
    again = xr.open_zarr(target)[name]
    return stored[...].tolist(), stored.dtype.name, str(stored.fill_value), attrs, [str(value) for value in again.values], str(again.dtype)

def appended(first, then, **encoding):
    target = zarr.storage.MemoryStore()
    xr.Dataset({"a": ("time", np.arange(len(first)))}, coords={"time": first}).to_zarr(target, encoding={"time": encoding})
    xr.Dataset({"a": ("time", np.arange(len(then)))}, coords={"time": then}).to_zarr(target, append_dim="time")
    array = zarr.open_array(target, path="time", mode="r")
    return array[...].tolist(), array.dtype.name, dict(array.attrs), [str(date) for date in xr.open_zarr(target).time.values]


# --- cases
# Dates that datetime64 does not hold are cftime's
read([0, 1000000], "days since 2000-01-01"), read([0, -150000], "days since 2000-01-01")

read([100000.3], "days since 1990-01-01"), read([1, 2e5, 3e5], "days since 1990-01-01", options={"use_cftime": True})

# Units since the year 1: datetime64 where dates are in reach
[read([700000, 700001], f"days since {start}") for start in ("0001-01-01", "1-1-1", "1-1-1 00:00:0.0", "0001-01-01 00:00:00", "1500-01-01", "1582-10-04", "1582-10-15")]

read([17500000], "hours since 0001-01-01 00:00:0.0"), read([0, 5], "hours since 0001-01-01"), read([0.25, 700000.5], "days since 0001-01-01")

read([700000, 700001], "days since 0001-01-01", calendar="proleptic_gregorian"), read([1, 2], "days since 0001-01-01", calendar="proleptic_gregorian")

read([700000, 700001], "days since 0001-01-01", calendar="julian"), read([1, 2], "days since 1000-01-01", calendar="gregorian")

# Dates at both ends of what nanoseconds hold
[read([days], "days since 1970-01-01") for days in (106751, 106752, -106751, -106752)]

[read([ticks], f"{unit} since 1700-01-01") for unit, ticks in (("days", 204000), ("days", 206000), ("seconds", 17500000000), ("hours", 4900000))]

# Words for units
[read([1, 2, 90], f"{unit} since 2000-01-01") for unit in ("day", "Days", "hr", "hrs", "h", "min", "mins", "sec", "s", "msec", "milliseconds", "microseconds", "d", "hour", "Hours")]

# Reference dates in many forms
[read([1], f"days since {date}") for date in ("2000-1-1", "2000-01-01T06:30", "2000-01-01 06:30:15.5", "2000-01-01 12:00:00 -6:00", "2000-01-01 12:00:00 +05:30", "2000-01-01 00:00:00Z", "2000-01-01 UTC", "2000", "2000-02", "20000203", "2000-01-01 6:5")]

# says: decode_times=False
read([1], "days since 2000-02-30")

# says: decode_times=False
read([0, 1], "months since 2000-01-01")

# says: decode_times=False
read([0, 1], "years since 2000-01-01")

# says: decode_times=False
read([0, 1], "fortnights since 2000-01-01")

# says: decode_times=False
read([0, 1], "days since then")

# says: decode_times=False
read([0, 1], "days since 2000-01-01", calendar="martian")

read([0, 1], "months since 2000-01-01", calendar="360_day"), read([0, 1], "common_years since 2000-01-01", calendar="noleap")

read([1, 2], "days since yesterday", options={"decode_times": False}), read([1, 2], "days"), read([1, 2], "K")

# Fractions
read([0.1, 0.2, 0.7, 1 / 3], "days since 2000-01-01"), read([0.1, 0.2, 0.7, 1 / 3], "hours since 2000-01-01"), read([0.1, 0.3, 0.7], "seconds since 2000-01-01")

read([0.1, 100000.3, 3e5], "hours since 2000-01-01", dtype="f4"), read([0.25, 6.5], "days since 2000-01-01", dtype="f4"), read([0.5, 1.5], "days since 2000-01-01", calendar="noleap")

read([1 / 3, 0.7], "days since 2000-01-01", calendar="noleap"), read([0.1, 0.7, 1e5 + 0.123456], "hours since 1850-01-01", calendar="360_day")

# Missing numbers are no dates
read([0, np.nan, 2.5], "days since 2000-01-01"), read([0, -1, 2], "days since 2000-01-01", _FillValue=-1), read([0, -1, 2], "days since 2000-01-01", missing_value=-1)

read([-1, -1], "days since 2000-01-01", _FillValue=-1), read([0, -1, 2.5], "days since 2000-01-01", missing_value=-1), read([5, 7], "days since 2000-01-01", zarr_format=2)

# Those that stay numbers are floats
read([0, -1, 2], "days since 2000-01-01", missing_value=-1, options={"decode_times": False}), read([0, -1, 2], "K", missing_value=-1), read([0, -1, 2], "K", dtype="i2", missing_value=-1)

read([0, -1, 2], "days", missing_value=-1), read([0, -1, 2], "days", missing_value=-1, options={"decode_timedelta": True}), read([0, -1, 2], "days", missing_value=-1, options={"decode_timedelta": False})

read([1, 2], "days since 2000-01-01", dtype="u1"), read([1, 2], "days since 2000-01-01", dtype="i2", scale_factor=0.5), read([1, 2], "hours since 2000-01-01", add_offset=10)

# use_cftime
read([0, 1], "days since 2000-01-01", options={"use_cftime": True}), read([0, 1], "days since 2000-01-01", options={"use_cftime": False})

# says: decode_times=False
read([0, 1000000], "days since 2000-01-01", options={"use_cftime": False})

# says: decode_times=False
read([0, 1], "days since 2000-01-01", calendar="noleap", options={"use_cftime": False})

# Coders say how
[read([0, 1], "days since 2000-01-01", options={"decode_times": xr.coders.CFDatetimeCoder(**how)}) for how in ({}, {"use_cftime": True}, {"time_unit": "s"}, {"time_unit": "us"}, {"time_unit": "ms"})]

[read([0, 0.1], "days since 2000-01-01", options={"decode_times": xr.coders.CFDatetimeCoder(time_unit=unit)}) for unit in ("s", "us", "ns")]

read([0, 1000000], "days since 2000-01-01", options={"decode_times": xr.coders.CFDatetimeCoder(time_unit="s")}), read([700000], "days since 0001-01-01", options={"decode_times": xr.coders.CFDatetimeCoder(time_unit="s")})

read([0, 1000000], "days since 0001-01-01", calendar="proleptic_gregorian", options={"decode_times": xr.coders.CFDatetimeCoder(time_unit="us")})

read([0, 1], "hours", options={"decode_timedelta": xr.coders.CFTimedeltaCoder(time_unit="s", decode_via_units=True)}), read([0, 1], "hours", options={"decode_timedelta": xr.coders.CFTimedeltaCoder()})

# says: is not allowed
read([0, 1], "days since 2000-01-01", options={"decode_times": xr.coders.CFDatetimeCoder(), "use_cftime": True})

# Durations
read([1, 2], "days", dtype="i8", options={"decode_timedelta": True}), read([0.5, np.nan], "hours", options={"decode_timedelta": True}), read([1, 2], "day", options={"decode_timedelta": True})

[read([1, 2, 36], unit, **{"dtype": None}, options={"decode_timedelta": True}) for unit in ("seconds", "milliseconds", "nanoseconds", "minutes")]

# Bounds have the units of their times
group = zarr.open_group(target := zarr.storage.MemoryStore(), mode="w")
group.create_array("time", shape=(2,), dtype="i8", dimension_names=["time"], attributes={"units": "days since 2000-01-01", "calendar": "noleap", "bounds": "edges"})[...] = [1, 2]
group.create_array("edges", shape=(2, 2), dtype="i8", dimension_names=["time", "side"])[...] = [[0, 1], [1, 2]]
found = xr.open_zarr(target, consolidated=False)
[str(date) for date in found.edges.values.ravel()], found.edges.attrs, found.time.attrs

# Unsigned and signed numbers
read([1, 255], dtype="u1", _Unsigned="false"), read([1, -1], dtype="i1", _Unsigned="true"), read([1, 255], dtype="u1", _Unsigned="true"), read([1.0], _Unsigned="true")

read([1, 255, 7], dtype="u1", _Unsigned="false", missing_value=7), read([1, -1, 7], dtype="i1", _Unsigned="true", missing_value=7), read([1, -1], dtype="i1", _Unsigned="true", scale_factor=0.5)

# Factors and offsets
read([1, 2], dtype="i2", scale_factor=2), read([1, 2], dtype="i2", add_offset=2), read([1, 2], dtype="i2", scale_factor=0.5), read([1, 2], dtype="i2", scale_factor=2, add_offset=1)

read([1, 2], dtype="f4", scale_factor=0.5), read([1, 2], dtype="f4", scale_factor=0.5, missing_value=2.0), read([1, 2], dtype="i4", scale_factor=0.5, add_offset=1.5)

# says: cannot convert
read([1, 2, 3], dtype="i2", scale_factor=2, missing_value=3)

read([1.5, 2.25], dtype="f8", scale_factor=2), read([1, 2], dtype="i2", scale_factor=[0.5]), read([1, 2], dtype="i2", scale_factor=0.5, add_offset=[1])

# Several fill values, fill values of NaN
read([1, 2, 3], dtype="i2", missing_value=[1, 2]), read([1, 2, 3], dtype="f4", missing_value=[1, 2]), read([1, np.nan], missing_value=float("nan"))

read([1, 1e20], dtype="f4", missing_value=1e20), read([1, 1e20], dtype="f4", missing_value=float(np.float32(1e20))), read([1, 2], dtype="i2", missing_value=2.5)

# Names of coordinates that are not there move to the encoding, too
read([1, 2], "K", coordinates="zz")

# Dates as they are stored
[written(values, zarr_format) for zarr_format in (2, 3) for values in (DAYS, HOURS, DAYS[:1], DAYS[::-1])]

written(SECONDS), written(SECONDS, zarr_format=2), written(SECONDS[2:])

written(FAR), written(np.array(["9999-12-31", "0001-01-01"], "M8[s]")), written(np.array(["2000-01-01T00:00:00.000000001"], "M8[ns]"))

# Units that are asked for
[written(HOURS, units=units) for units in ("days since 1900-01-01", "hours since 1900-01-01", "hours since 2000-01-01 03:00", "seconds since 1970-01-01T00:00:00", "hour since 2000-1-1", "minutes since 2000-01-01 00:00:00 +01:00")]

[written(HOURS, units="days since 1900-01-01", dtype=dtype) for dtype in ("float64", "float32", "int64", "int32")]

[written(HOURS, dtype=dtype) for dtype in ("float64", "float32", "int32", "int16")]

[written(HOURS, units="days since 2000-01-01 00:00:00", _FillValue=fill) for fill in (-1, -1.0, None)]

written(SECONDS, _FillValue=-1), written(SECONDS, dtype="float64", _FillValue=-1), written(SECONDS, missing_value=-9), written(SECONDS, dtype="int32", units="milliseconds since 2000-01-01", _FillValue=-1)

written(DAYS, name="x"), written(DAYS, name="x", dtype="float64"), written(DAYS, name="x", _FillValue=None), written(DAYS, name="x", zarr_format=2)

written(HOURS, scale_factor=0.5), written(HOURS, scale_factor=0.5, dtype="int16", _FillValue=-1), written(HOURS, add_offset=6, dtype="int32")

written(DAYS, units="days since 0001-01-01"), written(FAR, units="days since 1400-01-01"), written(DAYS, units="hours since 9999-01-01")

# Calendars that are asked for
[written(DAYS, calendar=calendar) for calendar in ("standard", "gregorian", "noleap", "360_day", "julian", "all_leap")]

[written(HOURS, calendar=calendar, units="days since 1900-01-01", dtype=dtype) for calendar in ("noleap", "360_day") for dtype in (None, "float64", "int64") if dtype]

# says: prior to the reform
written(FAR, calendar="standard")

# says: no
written(np.array(["2000-02-29"], "M8[ns]"), calendar="noleap")

# says: invalid time units
written(DAYS, units="days")

# says: already exists
written(DAYS, attrs={"units": "K"})

# Dates of other calendars as they are stored
[written(xr.date_range("2000-01-01", periods=3, freq=freq, calendar=calendar, use_cftime=True).values) for freq in ("D", "6h", "MS") for calendar in ("noleap", "360_day", "standard", "proleptic_gregorian")]

[written(xr.date_range("2000-01-01", periods=3, freq="6h", calendar="noleap").values, **encoding) for encoding in ({"units": "days since 1900-01-01"}, {"units": "days since 1900-01-01", "dtype": "int64"}, {"dtype": "float64"}, {"units": "hours since 1850-01-01 00:00:00"}, {"calendar": "360_day"}, {"_FillValue": -1})]

written(xr.date_range("0001-01-01", periods=3, freq="YS").values), written(xr.date_range("4000-01-01", periods=3, freq="D").values)

# Durations as they are stored
[written(SPANS, zarr_format) for zarr_format in (2, 3)], written(SPANS[:1]), written(SPANS.astype("m8[s]")), written(np.array([1, "NaT"], "m8[ns]"))

[written(SPANS, units=units) for units in ("days", "hours", "minutes", "seconds")], written(SPANS, dtype="float64"), written(SPANS, units="days", dtype="int64"), written(SPANS, _FillValue=-1)

# Written durations stay numbers where times do
xr.DataArray(SPANS, dims="x", name="t").to_zarr(target := zarr.storage.MemoryStore())
xr.open_zarr(target, decode_times=False).t

# What was read keeps its units when it is written again
group = zarr.open_group(first := zarr.storage.MemoryStore(), mode="w")
group.create_array("time", shape=(2,), dtype="i4", dimension_names=["time"], attributes={"units": "hours since 1900-01-01", "calendar": "gregorian"})[...] = [876600, 876606]
xr.open_zarr(first, consolidated=False).isel(time=slice(1)).to_zarr(second := zarr.storage.MemoryStore())
again = zarr.open_array(second, path="time", mode="r")
again[...].tolist(), again.dtype.name, dict(again.attrs)

# decode_cf
ds = xr.Dataset({"t": ("x", np.array([0, 1, 2]), {"units": "days since 2000-01-01"}), "p": ("x", np.array([1, 2, 3], "i2"), {"scale_factor": 0.5, "_FillValue": 3})}, attrs={"title": "a"})
xr.decode_cf(ds).compute(), xr.decode_cf(ds, decode_times=False).compute(), xr.decode_cf(ds, mask_and_scale=False).compute(), xr.decode_cf(ds, drop_variables="t").compute()

xr.decode_cf(xr.Dataset({"a": ("x", [1, 2], {"coordinates": "b"}), "b": ("x", [3, 4])})).compute()

xr.decode_cf(xr.Dataset(coords={"time": ("time", [0, 1], {"units": "days since 2000-01-01", "calendar": "noleap"})})).time.dt.month

# says: can only decode
xr.decode_cf(xr.DataArray([1]))

# says: misses
xr.decode_cf(xr.Dataset({"a": ("x", [1, 2], {"cell_measures": "area b"}), "b": ("x", [3, 4])}), decode_coords="all")

# Other attributes name coordinates, too
ds = xr.Dataset({"a": ("x", [1, 2], {"grid_mapping": "crs", "cell_measures": "area: b", "bounds": "zz"}), "b": ("x", [3, 4]), "crs": 0, "c": ("x", [1, 2], {"grid_mapping": "crs: x b: b"})})
[xr.decode_cf(ds, decode_coords=how).compute() for how in (True, "all", "coordinates", False)]

ds = xr.Dataset({"a": ("x", [1, 2], {"grid_mapping": "crs"}), "crs": 0, "b": ("x", [3, 4])}, coords={"c": 5})
xr.decode_cf(ds, decode_coords="all").to_zarr(target := zarr.storage.MemoryStore())
dict(zarr.open_group(target, mode="r").attrs), dict(zarr.open_array(target, path="a", mode="r").attrs), xr.open_zarr(target, decode_coords="all").compute(), xr.open_zarr(target).compute()

# Far dates behind near ones
near, far = xr.DataArray([1, 2], dims="t", coords={"t": DAYS[:2]}), xr.DataArray([3], dims="t", coords={"t": xr.date_range("4000-01-01", periods=1)})
[str(date) for date in xr.concat([near, far], "t").t.values], xr.concat([far, near], "t").values

# Dates are appended in the units of the store
[appended(DAYS, then, **encoding) for then, encoding in ((DAYS, {}), (HOURS, {"dtype": "float64"}), (HOURS, {"units": "hours since 1900-01-01"}), (DAYS - np.timedelta64(400, "D"), {}))]

appended(SPANS, SPANS), appended(xr.date_range("2000-01-01", periods=2, calendar="noleap").values, xr.date_range("2000-02-28", periods=2, calendar="noleap").values)
