# Selection of xarray.
# with: labelled
# --- cases

d["x"]

d[0]

d[0, 1]

d[:, 1:3]

d[..., -1]

d[[0, 2]]

d[{"x": 1}]

d[dict(x=slice(2), y=0)]

d.isel(x=0)

d.isel(x=0, drop=True)

d.isel(x=[0, 1], y=[1, 2])

d.isel(x=-1)

d.isel(x=slice(None, None, -1))

d.sel(x="b")

d.sel(x=["c", "a"])

d.sel(x=slice("a", "b"))

d.sel(y=20)

d.sel(y=slice(15, 35))

d.sel(y=22, method="nearest")

d.sel(y=[11, 39], method="nearest")

d.sel(y=25, method="ffill")

d.sel(y=25, method="bfill")

# says: not all values found in index
d.sel(y=99)

d.sel(y=slice(20, 30), x="a")

d.sel(y=21, method="nearest", tolerance=2)

# says: not all values found in index
d.sel(y=25, method="nearest", tolerance=2)

desc.sel(lat=slice(45, 15))

desc.sel(lat=slice(15, 45))

desc.sel(lat=30)

desc.sel(lat=33, method="nearest")

a.sel(time="2000-03")

a.sel(time="2000-03-05")

a.sel(time=slice("2000-02-10", "2000-03-05")).time

a.sel(time=slice("2000-02", "2000-03")).sizes["time"]

a.sel(time="2000").sizes["time"]

h.sel(time="2000-01-02")

h.sel(time="2000-01-02T05")

h.sel(time="2000-01-02 05:00")

h.sel(time=slice("2000-01-01T20", "2000-01-02T03"))

a.sel(time=["2000-03-05", "2000-04-01"]).time

# says: not all values found in index
a.sel(time="1999")

a.sel(time=np.datetime64("2000-05-05"))

a.sel(lat=0, method="nearest")

a.sel(lat=slice(-20, 20)).lat

a.sel(lat=xr.DataArray([-90., 90.], dims="pts"), lon=xr.DataArray([0., 30.], dims="pts"))

a.isel(lat=xr.DataArray([0, 1], dims="pts"), lon=xr.DataArray([2, 3], dims="pts"))

a.isel(lat=xr.DataArray([[0, 1], [2, 3]], dims=("i", "j")))

# value only: pointwise selection has layers of its own in real Dask
z.isel(lat=xr.DataArray([0, 1], dims="pts"), lon=xr.DataArray([2, 3], dims="pts"))

d.loc["a"]

d.loc["a":"b", 20]

d.loc[dict(y=30)]

a.cumsum("time").isel(time=-1)

d + d.isel(x=0)

d + d.isel(x=0, drop=True)

d.isel(x=slice(2)) + d.isel(x=slice(1, 3))

z + z.isel(lat=slice(2, 6))

d.isel(x=[0]).squeeze()

d.isel(x=[0]).squeeze("x", drop=True)

d.head(y=2)

d.tail(y=2)

d.thin(y=2)

d.reindex(x=["b", "z"])

d.reindex(y=[10, 25], method="nearest")

d.reindex(x=["b", "z"], fill_value=0)

# says: "'nope' is not a valid dimension or coordinate for Dataset with dimensions
d.sel(nope=1)

# says: Dimensions {'nope'} do not exist. Expected one or more of ('x', 'y')
d.isel(nope=1)

# says: not all values found in index
d.sel(x="zz")

d.isel(x=0, y=0).item()

d.sel(x=d.x == "a")

d.sel(x=["a", "b"], y=[10, 20])

d[d.x == "a"]

d.isel(y=[True, False, True, False])

a[dict(time=0)].lat

d.reindex_like(d.isel(x=[0]))

a.sel(time=slice("2000-06-01", None)).sizes["time"]

a.sel(time=slice(None, "2000-06-01")).sizes["time"]

a.sel(lat=slice(None, None, 2)).lat

a.isel(time=slice(None, None, 100)).time.values

a.sel(time=a.time[5])

a.isel(time=0).quantile([0.1, 0.5]).values

z.sel(time="2000-02")

z.sel(time=slice("2000-02-01", "2000-05-01"))

z.sel(lat=0, method="nearest")

z.isel(time=0)

z.isel(time=[0, 5, 300])

# Dates are not found by numbers, nor by what is no date.
# says: cannot do slice indexing on DatetimeIndex with these indexers [0] of type int
a.sel(time=slice(0, 5))

# says: cannot do slice indexing on DatetimeIndex with these indexers [0] of type int
a.loc[0:5]

# says: cannot do slice indexing on DatetimeIndex with these indexers [5] of type int
a.sel(time=slice("2000-01-20", 5))

# says: cannot do slice indexing on DatetimeIndex with these indexers [hello] of type str
a.sel(time=slice("2000-01-20", "hello"))
