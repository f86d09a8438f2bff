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
