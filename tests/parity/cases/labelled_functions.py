# NumPy's functions of labelled arrays; reductions; missing elements.
# with: small
# --- cases

m.clip(2)

m.clip(max=3)

m.clip(m.mean("x"), 5)

m.clip(m * 0 + 2, m.isel(x=0))

m.clip(2, 4, keep_attrs=False)

ds.clip(1, 2)

ds.clip(ds.u.isel(x=0), 4)

np.sin(m)

np.sin(ds)

np.add(m, m.assign_coords(k=1))

np.maximum(m, 3)

np.maximum(m, ds)

np.maximum(m, np.arange(3))

# says: xarray objects are not yet supported in the `out` argument for ufuncs.
np.add(m, 1, out=m)

np.mean(m)

np.mean(m, axis=0)

np.sum(m, axis=1)

np.sum(m, axis=(0, 1))

np.std(m)

np.var(m, axis=0)

np.max(m)

np.min(m, axis=0)

np.median(m)

np.median(m, axis=0)

np.prod(m)

np.any(bo)

np.all(bo)

np.round(m, 1)

np.around(m)

np.isnan(g)

np.nanmean(g)

np.nansum(g, axis=0)

np.nanmax(g)

np.where(m > 2, m, 0)

np.concatenate([m, m])

np.stack([m, m])

np.sort(m)

np.unique(m)

np.diff(m)

np.cumsum(m)

np.squeeze(m[:1])

np.ravel(m)

np.dot(m, m.T)

np.isin(m, [1, 2])

np.percentile(m, 50)

np.quantile(m, 0.5, axis=0)

np.histogram(m, bins=3)

np.digitize(m, [2, 4])

np.interp(m.x, [0, 30], [0, 1])

np.broadcast_to(m, (2, 2, 3))

np.array_equal(m, m)

np.allclose(m, m)

np.asarray(m)

np.array(m)

np.zeros_like(m)

np.ones_like(m)

np.full_like(m, 3)

np.tile(m, 2)

np.roll(m, 1)

np.pad(m, 1)

np.average(m)

np.average(m, weights=m)

np.count_nonzero(m)

np.linalg.norm(m)

np.expand_dims(m, 0)

np.atleast_2d(m.x)

np.meshgrid(m.x, [1,2])

np.outer(m.x, m.x)

np.nan_to_num(g)

np.cov(m)

np.corrcoef(m)

np.gradient(m)

np.trapezoid(m)

np.shape(m)

np.ndim(m)

np.size(m)

np.sign(m)

np.deg2rad(m)

np.logical_and(bo, bo)

np.logical_not(bo)

np.power(m, 2)

np.hypot(m, m.isel(x=0))

np.isfinite(g)

np.conj(m)

np.divmod(m, 2)

np.mean(ds)

np.sum(ds)

# says: cannot directly convert an xarray.Dataset into a numpy array. Instead, create an
np.clip(ds, 0, 1)

np.sin(mz)

np.mean(mz)

np.cumsum(mz, axis=0)

m.real

m.imag

m.conj()

m.conjugate()

m.prod(["x", "y"])

m.sum(min_count=2)

g.sum("y", min_count=4)

g.sum("y", min_count=99)

g.prod("y", min_count=5, skipna=False)

# says: mean() got an unexpected keyword argument 'min_count'
g.mean(min_count=1)

g.std(ddof=1)

g.std("x", ddof=2)

g.var(ddof=1, skipna=False)

g.median("y", skipna=False)

g.max("y", skipna=False)

g.mean(keepdims=True)

g.mean("x", keepdims=True)

g.sum(keepdims=True)

g.count(keepdims=True)

g.std("x", keepdims=True)

g.median("x", keepdims=True)

g.max("x", keepdims=True)

# says: mean() got an unexpected keyword argument 'bad'
g.mean("x", bad=1)

g.reduce(np.sum, axis=1)

g.reduce(np.nansum, axis=0)

g.reduce(np.nansum, axis=(0,1))

g.reduce(np.nansum)

g.reduce(np.nansum, "x")

g.reduce(np.nansum, ["x", "y"])

g.reduce(np.nansum, "x", keepdims=True)

g.reduce(np.nansum, ["y"], keepdims=True, keep_attrs=False)

g.reduce(np.nansum, keepdims=True)

# says: cannot supply both 'axis' and 'dim' arguments
g.reduce(np.nansum, "x", axis=0)

# says: 'q' not found in array dimensions ('x', 'y')
g.reduce(np.nansum, "q")

g.reduce(np.nanpercentile, "x", q=50)

g.reduce(np.nanmean, ..., )

g.reduce(lambda v: v.sum())

# says: <lambda>() got an unexpected keyword argument 'axis'
g.reduce(lambda v: v.sum(), "x")

gs.reduce(np.nansum, "x")

gs.reduce(np.nansum)

# says: Dimension(s) 'q' do not exist. Expected one or more of
gs.reduce(np.nansum, "q")

gs.reduce(np.nansum, "x", numeric_only=True, keep_attrs=False)

gs.mean()

# says: .reduce() got multiple values for keyword argument 'numeric_only'
gs.mean(numeric_only=True)

gs.sum("y")

gs.max()

gs.count()

gs.any("y")

gs.std(ddof=1)

gs.median()

gs.drop_vars("b").quantile(0.5, numeric_only=True)

# says: Dimensions ('q',) not found in data dimensions ('x', 'y')
gs.drop_vars("b").quantile(0.5, "q")

gs.drop_vars("b").quantile(0.5, skipna=False)

g.quantile(0.5)

g.quantile([0.1, 0.9], "y")

# says: Quantiles must be in the range [0, 1]
g.quantile(1.5)

g.quantile(0.5, ["x", "y"], skipna=False, keep_attrs=False)

i8.quantile(0.3)

g.argmax()

g.argmax("y")

g.argmax(...)

g.argmax(["x", "y"])

g.argmin(axis=1)

g.argmin("y", skipna=False)

g.argmin(skipna=False)

g.argmax("y", keep_attrs=False)

gs.argmin()

i8.argmax()

g.idxmax("y")

g.idxmin("y", skipna=False)

g.idxmin("x", fill_value=-1)

g.idxmax("x", keep_attrs=False)

g.where(g > 10).idxmax("y")

g.where(g > 50).idxmax("y")

g.where(g > 50).idxmax("y", fill_value=-9.)

gs.drop_vars("b").u.to_dataset().idxmax("x")

ds.u.to_dataset().idxmin("y")

i8.idxmax("y")

st.argmax()

st.count()

ts.time.mean()

ts.time.max()

ts.time.min()

ts.time.diff("time").mean()

ts.time.diff("time").sum()

ts.time.count()

ts.argmax()

ts.idxmax()

g.isin([4, 5])

g.isin(g.x)

g.isin({4, 5})

gs.isin([1])

g.isnull(keep_attrs=False)

g.notnull()

gs.isnull()

g.fillna(0)

g.fillna(g.x)

g.fillna(g.mean("y"))

g.fillna(m)

gs.fillna(0)

# says: all variables in the argument to `fillna` must be contained in the original data
gs.fillna({"q": 1})

gs.fillna(gs)

st.shift(x=1, fill_value="q")

bo.shift(x=-2, fill_value=True)

i8.shift(y=1)

i8.shift(y=1, fill_value=0)

i8.shift(x=1, y=-1, fill_value=0)

gs.shift(y=2, fill_value=0)

gs.shift(y=2, fill_value={"u": -1, "b": False})

gs.shift(x=9)

ts.shift(time=1)

ts.time.shift(time=1)

bo.reindex(x=[2, 9, 1])

i8.reindex(y=[2, 9, 1])

i8.reindex(y=[2, 9, 1], fill_value=7)

st.reindex(x=[2, 9], fill_value="zz")

g.combine_first(g * 2)

g.where(g > 4)

g.where(g > 4, 0)

g.where(g > 4, drop=True)

g.where(g > 4, -g)

g.where(lambda v: v > 4)

g.where(g.x > 2, drop=True)

g.where(g.lab == "a", drop=True)

g.where(g > 4, other=g.x)

i8.where(i8 > 3)

bo.where(bo)

bo.where(bo, False)

st.where(st != "b", "z")

gs.where(gs > 2)

gs.where(gs.u > 2)

gs.where(gs.u > 2, drop=True)

gs.where(gs.x > 2, 0)

g.where([True]*6)

g.where(True)

xr.where(g > 4, g, 0)

xr.where(g > 4, 1, 0)

xr.where(g > 4, g, 0, keep_attrs=True)

xr.where(g > 4, 0, g, keep_attrs=True)

xr.where(g > 4, g, 0, keep_attrs=False)

# says: cannot align objects with join='exact' where index/labels/sizes are not equal al
xr.where(g > 4, g, m)

xr.where(True, g, 0)

xr.where(g.x > 2, g, g.y)

xr.where(gs > 2, gs, 0)

xr.where(gs.u > 2, gs, 0, keep_attrs=True)

xr.where(bo, "a", "b")

np.clip(m, 2, 4)

np.clip(m, m - 1, None)

np.clip(g, 4, 9)

# value only: what is compared is what it holds
np.clip(mz, 2, 4)

np.clip(i8, -3, 3)

x = xr.DataArray([[3, 1, 2]], dims=("y", "x"), coords={"x": [10, 20, 30]}, name="q", attrs={"u": 1})
np.flip(x), np.flip(x, axis=1), np.flip(x, (0, -1)), np.argsort(x), np.argsort(x, axis=0), np.real(x), np.imag(x), np.real(3), np.imag(1.5)

x = xr.DataArray([[3.0, 1, 2]], dims=("y", "x"))
np.take(x, [0], axis=1), np.repeat(x, 2, axis=0), np.swapaxes(x, 0, 1), np.reshape(x, (3, 1)), np.compress([True, False, True], x, axis=1)

# says: do not exist
np.transpose(xr.DataArray([[3.0, 1, 2]], dims=("y", "x")), (1, 0))

f"{xr.DataArray(1.5):.2f}", f"{xr.DataArray('abc'):>10}", f"{xr.DataArray([1.5])}", f"{xr.Variable((), 2.0):5.1f}"

# says: Using format_spec is only supported when shape is (). Got shape = (1,).
f"{xr.DataArray([1.5]):.2f}"
