# Groups, windows, weights and dates of xarray.
# with: labelled
# --- cases

d.weighted(d.label).mean()

d.weighted(d.label).mean("y")

d.weighted(d.label).sum("y")

# ulps: 16, sums are added up in another order
a.weighted(np.cos(np.deg2rad(a.lat))).mean(("lat", "lon"))

# ulps: 16, sums are added up in another order
a.weighted(np.cos(np.deg2rad(a.lat))).std("lat")

d.rolling(y=2).mean()

d.rolling(y=3, center=True).sum()

d.rolling(y=3, min_periods=1).max()

a.rolling(time=7).mean().isel(time=slice(5, 9))

d.rolling(y=2).construct("w")

d.coarsen(y=2).mean()

d.coarsen(y=3, boundary="trim").sum()

a.coarsen(lat=5, lon=3).max().shape

z.coarsen(lon=3).mean()

a.time.dt.month

a.time.dt.season[:100]

a.time.dt.dayofyear[-3:]

a.time.dt.year

a.time.dt.weekday[:9]

a.time.dt.floor("D")[:3]

h.time.dt.hour

h.time.dt.floor("D")

h.time.dt.ceil("6h")

h.time.dt.round("12h")

a.time.dt.strftime("%d.%m.")[:3]

a.time.dt.days_in_month[55:65]

a.time.dt.is_month_end.sum()

a.time.dt.quarter[::90]

a["time.month"][:40]

# ulps: 16, the sums are taken in another order
a.groupby("time.month").mean()

# ulps: 16, the sums are taken in another order
a.groupby("time.month").mean("time")

a.groupby("time.season").mean("time")

# ulps: 16, the sums are taken in another order
a.groupby("time.month").sum()

a.groupby("time.month").count().sum(("lat", "lon"))

# ulps: 16, the sums are taken in another order
a.groupby("time.month").std("time")

a.groupby("time.month").max(...)

a.groupby("time.dayofyear").mean().shape

d.groupby("label").sum()

d.groupby("x").mean()

d.groupby(d.label > 2).sum()

a.groupby(a.time.dt.floor("D")).max(skipna=True).shape

h.groupby(h.time.dt.floor("D")).max()

(a.groupby("time.month") - a.groupby("time.month").mean()).mean().round(12)

# ulps: 16, the sums are taken in another order
(a.groupby("time.month") - a.groupby("time.month").mean("time")).round(9)

a.groupby("lat").map(lambda x: x - x.mean())

len(a.groupby("time.month"))

[label for label, _ in a.groupby("time.season")]

a.groupby("time.month").first().shape

z.groupby("time.month").mean().shape

# ulps: 16, the sums are taken in another order
a.resample(time="MS").mean()

# ulps: 16, the sums are taken in another order
a.resample(time="ME").sum()

# ulps: 16, the sums are taken in another order
a.resample(time="1YE").sum()

# ulps: 16, the sums are taken in another order
a.resample(time="YS").mean()

a.resample(time="QS").mean().time

a.resample(time="QE").mean().time

a.resample(time="QS-DEC").mean().time

a.resample(time="QE-NOV").mean().time

a.resample(time="1w").mean().time

a.resample(time="W-WED").mean().time

a.resample(time="10D").mean().time

a.resample(time="2MS").mean().time

a.resample(time="2ME").mean().time

h.resample(time="6h").sum()

h.resample(time="1D").mean()

h.resample(time="30min").nearest().shape

h.resample(time="12h").max()

ds.groupby("y").mean()

xr.date_range("2000-01-01", periods=3).values

xr.date_range("2000-01-15", periods=3, freq="MS").values

xr.date_range("2000-01-15", "2000-06-01", freq="ME").values

xr.date_range("2000-01-01", periods=3, freq="W").values

xr.date_range("2000-01-01", "2000-01-02", freq="6h").values

xr.date_range("2000-01-01", periods=3, freq="YE").values

xr.date_range("2000-01-01", periods=3, freq="QS-DEC").values

d.groupby("label").mean()

a.sel(time=a.time.dt.month == 3).sizes

a.time.dt.date[:2]

# ulps: 16, the sums are taken in another order
a.groupby("time.month").mean().sel(month=3)

# ulps: 16, the sums are taken in another order
a.resample(time="1ME").mean().isel(time=0)

(a.resample(time="ME").mean() - 1).shape

a.resample(time="MS").map(lambda x: x.mean("time"))

a.rolling(time=3).mean().shape

a.rolling(time=3, center=True).mean().isel(time=[0, 1], lat=0, lon=0)

a.coarsen(time=61).mean().time

a.coarsen(time=61, lat=5, lon=4).mean().shape

# ulps: 16, sums are added up in another order
z.groupby("time.season").mean("time")

# ulps: 16, the sums are taken in another order
z.resample(time="QS").mean()

z.rolling(time=3).mean().shape

# Groups along several dimensions stand last, as they were named.
d.groupby(["y", "x"]).sum()

d.groupby(["x", "y"]).sum()

d.groupby(["label", "x"]).mean()

a.isel(time=slice(4)).groupby(["lat", "time.month"]).mean().dims

a.isel(time=slice(4)).groupby(["time.day", "lat"]).max().dims

z.isel(time=slice(4)).groupby(["lat", "time.month"]).mean().dims

ds.groupby(["y", "x"]).mean()

a.isel(time=slice(4)).groupby("lat").quantile([0.25, 0.5], dim="time").dims

# Labels must be those of what is grouped.
# says: of this variable along its dimensions
d.groupby(d.label.assign_coords(y=[1, 2, 3, 4])).mean()

ds.assign(k=7, t=("x", ["a", "b"]), g=("x", [1, 1])).set_coords("g").groupby("g").first()
