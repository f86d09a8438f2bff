# Running sums and products, and values between labels.
# with: small
# --- cases

m.cumsum()

m.cumsum(...)

m.cumsum(["x", "y"])

m.cumsum(("y", "x"))

m.cumsum("x")

m.cumsum(axis=1)

m.cumsum(axis=(0,1))

# says: 'q' not found in array dimensions ('x', 'y')
m.cumsum("q")

m.cumprod()

m.cumprod("y", skipna=False)

g.cumsum(skipna=False)

g.cumsum()

g.cumprod("y")

g.cumsum(keep_attrs=False)

# says: 'zz' not found in array dimensions ('x', 'y')
g.cumsum(["x", "zz"])

# says: 'zz' not found in array dimensions ('x', 'y')
g.cumsum(["zz"])

ds.cumsum()

ds.cumsum("x")

ds.cumsum(["x", "y"])

# says: Dimension(s) 'zz' do not exist. Expected one or more of
ds.cumsum("zz")

# says: passing 'axis' to Dataset reduce methods is ambiguous. Please use 'dim' instead.
ds.cumsum(axis=0)

ds.cumprod(skipna=True, keep_attrs=False)

gs.cumsum("y")

gs.cumsum(...)

m.cumsum([])

i8.cumsum()

bo.cumsum()

u8.cumsum()

mz.cumsum()

mz.cumsum("y")

dz.cumsum()

bo.cumprod()

ts.cumsum("time", skipna=False)

# says: cumsum() got an unexpected keyword argument 'bad'
g.cumsum(dim="x", bad=1)

np.cumsum(m)

np.cumsum(m, axis=0)

np.cumprod(m, axis=1)

g.groupby("lab").cumsum()

g.groupby("lab").cumprod("y")

ts.resample(time="7D").cumsum()

u8.interp(x=0.5)

u8.interp(x=[0.5,1.5])

# says: interp only works for a numeric type array. Given bool.
bo.interp(x=[0.5,1.2])

i8.interp(y=[0.5,2.5])

i8.interp(y=[0.5,2.5], x=0.5)

i8.interp(y=[0.5,9], kwargs={"fill_value": 7.})

i8.interp(y=[0.5,9], kwargs={"fill_value": "extrapolate"})

i8.interp(y=[0.5,9], kwargs={"fill_value": (-1, 1)})

# says: A value (9.0) in x_new is above the interpolation range's maximum value (4
i8.interp(y=[0.5,9], kwargs={"bounds_error": True})

i8.interp(y=[0.5,1.5], method="nearest")

# says: bad is not a valid interpolator
i8.interp(y=[0.5,1.5], method="bad")

# says: Dimensions
i8.interp(zz=[0.5])

# says: interp only works for a numeric type array. Given bool.
bo.chunk(x=2).interp(x=[0.5,3.5])

g.interp_like(xr.DataArray(np.zeros(3), dims="x", coords={"x": [1.5, 2, 3.2]}))

g.interp_like(xr.DataArray(np.zeros(3), dims="x", coords={"x": [1.5, 2, 3.2]}), method="nearest")

g.interp_like(xr.DataArray(np.zeros(3), dims="x", coords={"x": [1.5, 2, 9]}), kwargs={"fill_value": 0})

ts.interp(time="2000-01-03T12")

ts.interp(time=["2000-01-03T12"])

ts.interp(time=np.array(["2000-01-03T12", "2000-01-05T06"], "datetime64[ns]"))

# says: interp only works for a numeric type array. Given <U1.
st.interp(x=[1.2, 2.8])

ds.interp(x=[12, 18])

pl.interp(b=[0.5, 2, 9], method="nearest")

g3.interp(y=[0.25, 2, 9])

ts.interp(time=ts.time[:3])

# One label, several labels, and labels that are not there.
t = xr.DataArray(np.arange(20.).reshape(4, 5) ** 1.5, dims=("y", "x"), coords={"y": [4., 3., 1., 0.], "x": [10, 20, 30, 40, 50]})
[t.interp(y=0.5, method=method).values for method in ("linear", "nearest", "slinear", "zero")]

t = xr.DataArray(np.arange(20.).reshape(4, 5) ** 1.5, dims=("y", "x"), coords={"y": [0., 1., 3., 4.], "x": [10, 20, 30, 40, 50]})
[t.chunk(y=2).interp(y=[np.nan, 1., 9.], x=15, method=method).values for method in ("linear", "nearest", "slinear")]

t = xr.DataArray(np.arange(20.).reshape(4, 5) ** 1.5, dims=("y", "x"), coords={"y": [0., 1., 3., 4.], "x": [10, 20, 30, 40, 50]})
t.chunk(y=1).interp(y=9, method="slinear").compute(), t.chunk(y=1).interp(y=9, method="slinear").chunks

t = xr.DataArray(np.arange(20.).reshape(4, 5) ** 1.5, dims=("y", "x"), coords={"y": [0., 1., 3., 4.], "x": [10, 20, 30, 40, 50]})
t.interp(y=np.nan, method="nearest")

t = xr.DataArray(np.arange(20.).reshape(4, 5) ** 1.5, dims=("y", "x"), coords={"y": [0., 1., 3., 4.], "x": [10, 20, 30, 40, 50]})
t[:1].interp(y=[0., np.nan, 1.])

t = xr.DataArray(np.arange(20.).reshape(4, 5) ** 1.5, dims=("y", "x"), coords={"y": [0., 1., 3., 4.], "x": [10, 20, 30, 40, 50]})
t[:1, 0].interp(y=[0., np.nan, 1.])

# says: zero is not a valid interpolator for interpolating over multiple dimensions
xr.DataArray(np.arange(20.).reshape(4, 5), dims=("y", "x")).interp(y=0.5, x=[1, 2.5], method="zero")

xr.Dataset({"a": ("y", [1., 2, 4]), "b": ("x", [5., 7])}).interp(y=0.5, x=[0.5, 1], method="zero")

xr.DataArray(np.arange(20.).reshape(4, 5).astype("f4") ** 2, dims=("y", "x")).interp(y=0.25, method="slinear")

xr.DataArray(np.arange(20.).reshape(4, 5).astype("f4") ** 2, dims=("y", "x")).interp(y=[0.3, 7], method="zero")

# Targets along another dimension of the array: each row has its own label.
xr.DataArray(np.arange(12.).reshape(4, 3), dims=("y", "x")).interp(x=xr.DataArray([0., .3, 1, 1.7], dims="y", coords={"y": [4, 5, 6, 7]}))

xr.DataArray(np.arange(12).reshape(4, 3), dims=("y", "x")).interp(x=xr.DataArray([0., .5, 1, 1.7], dims="y"), method="nearest")

# says: mismatched lengths for dimension y: 4 vs 2
xr.DataArray(np.arange(12).reshape(4, 3), dims=("y", "x")).interp(x=xr.DataArray([0., .5], dims="y"))

# says: dimension coordinate 'y' conflicts
xr.DataArray(np.arange(12).reshape(4, 3), dims=("y", "x"), coords={"y": [1, 2, 3, 4]}).interp(x=xr.DataArray([0., .5, 1, 2], dims="y", coords={"y": [1, 2, 3, 5]}))

# Dates and durations are counted.
xr.Dataset({"t": ("x", np.array(["2000", "NaT", "2002", "2003"], dtype="M8[s]")), "d": (("y", "x"), np.arange(8).reshape(2, 4).astype("m8[s]"))}, coords={"x": [0, 1, 2, 4.]}).interp(x=[0., 0.5, 9, 3.3])

xr.DataArray([1., 2, 3, 4], dims="x", coords={"k": ("x", np.array(["2000", "2001", "2002", "2003"], dtype="M8[s]"))}).interp(x=1.5)

# says: zero-size array to reduction operation fmin which has no identity
xr.DataArray([1., 2, 3], dims="x").interp(x=[])

# says: Reindexing only valid with uniquely valued Index objects
xr.DataArray([1., 2, 3], dims="x", coords={"x": [0, 1, 1]}).interp(x=0.5)

# says: Expect x to not have duplicates
xr.DataArray([1., 2, 3], dims="x", coords={"x": [0, 1, 1]}).interp(x=0.5, method="zero")
