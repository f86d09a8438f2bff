# Bins of time, groups, weights, correlations, products, functions applied.
# with: small
# --- cases

hh.resample(time="6h").mean()

hh.resample(time="6h", offset="1h").mean()

hh.resample(time="6h", offset="-90min").sum()

hh.resample(time="6h", origin="start").mean()

hh.resample(time="7h", origin="epoch").mean()

hh.resample(time="7h", origin="end").mean()

hh.resample(time="7h", origin="end_day").mean()

hh.resample(time="7h", origin="2000-01-01T02").mean()

hh.resample(time="7h", origin=np.datetime64("2000-01-01T02")).mean()

# says: 'origin' should be equal to 'epoch', 'start', 'start_day', 'end', 'end_day' or s
hh.resample(time="7h", origin="bad").mean()

hh.resample(time="6h", closed="right").sum()

hh.resample(time="6h", label="right").sum()

hh.resample(time="6h", closed="right", label="right").sum()

# says: Unsupported value bad for `closed`
hh.resample(time="6h", closed="bad").sum()

# says: Unsupported value bad for `label`
hh.resample(time="6h", label="bad").sum()

ts.resample(time="ME", closed="left").mean()

ts.resample(time="ME", label="left").mean()

ts.resample(time="MS", closed="right").mean()

ts.resample(time="W", closed="left").sum()

ts.resample(time="W", label="left").sum()

ts.resample(time="W-WED").sum()

ts.resample(time="2W").sum()

ts.resample(time="5D", origin="start").sum()

ts.resample(time="5D", offset="12h").sum()

ts.resample(time="5D", offset=np.timedelta64(1, "D")).sum()

ts.resample(time="2D").asfreq()

ts.resample(time="5D").asfreq()

ts.resample(time="ME").asfreq()

ts.resample(time="W").asfreq()

ts.resample(time="12h").asfreq()

ts[:5].resample(time="12h").ffill()

ts[:5].resample(time="12h").ffill(tolerance="4h")

ts[:5].resample(time="12h").ffill(tolerance="12h")

ts[:5].resample(time="12h").bfill(tolerance="4h")

ts[:5].resample(time="8h").nearest()

ts[:5].resample(time="8h").nearest(tolerance="4h")

ts[:5].resample(time="8h").nearest(tolerance=np.timedelta64(4, "h"))

ts[:5].resample(time="12h").interpolate("linear")

ts[:5].resample(time="12h").interpolate("nearest")

ts[:5].resample(time="12h").pad()

ts.isel(time=[0, 1, 20, 21]).resample(time="5D").sum()

ts.isel(time=[0, 1, 20, 21]).resample(time="5D").prod()

ts.isel(time=[0, 1, 20, 21]).resample(time="5D").mean()

ts.isel(time=[0, 1, 20, 21]).resample(time="5D").count()

ts.isel(time=[0, 1, 20, 21]).resample(time="5D").max()

ts.isel(time=[0, 1, 20, 21]).resample(time="5D").any()

ts.isel(time=[0, 1, 20, 21]).resample(time="5D").all()

ts.isel(time=[0, 1, 20, 21]).resample(time="5D").first()

ts.isel(time=[0, 1, 20, 21]).resample(time="5D").last()

ts.isel(time=[0, 1, 20, 21]).resample(time="5D").median()

ts.isel(time=[0, 1, 20, 21]).resample(time="5D").std()

hh.isel(time=[0, 1, 20, 21]).resample(time="5h").sum()

hh.isel(time=[0, 1, 20, 21]).resample(time="5h").prod()

hh.isel(time=[0, 1, 20, 21]).resample(time="5h").max()

hh.isel(time=[0, 1, 20, 21]).resample(time="5h").count()

(hh > 5).isel(time=[0, 1, 20, 21]).resample(time="5h").any()

ts.resample(time="5D").map(lambda v: v.mean())

ts.resample(time="5D").reduce(np.sum)

ts.resample(time="5D").quantile(0.5)

ts.resample(time="5D").mean(skipna=False)

ts.resample(time="5D").sum(min_count=5)

ts.resample(time="5D").std(ddof=1)

ts.resample(time="5D").mean(keep_attrs=False)

ts.resample(time="5D").cumsum()

# says: incompatible dimensions for a grouped binary operation: the group variable '__re
ts.resample(time="5D") - ts.resample(time="5D").mean()

ts.resample(time="10D").groups

# says: Invalid frequency: bad
ts.resample(time="bad")

# says: Resampling only supported along single dimensions.
ts.resample(time="1D", x=1)

ts.to_dataset().resample(time="10D").mean()

ts.to_dataset().resample(time="10D", closed="right").mean()

tz.resample(time="10D").mean()

tz.resample(time="10D", offset="1D").sum()

g.groupby("lab").mean()

g.groupby("lab").sum("x")

g.groupby("lab").mean(...)

g.groupby("lab").sum(min_count=2)

g.groupby("lab").count()

g.groupby("lab").std(ddof=1)

g.groupby("lab").var(skipna=False)

g.groupby("lab").median()

g.groupby("lab").first()

g.groupby("lab").last()

g.groupby("lab").first(skipna=False)

g.groupby("lab").max(keep_attrs=False)

g.groupby("lab").reduce(np.nansum)

g.groupby("lab").reduce(np.nansum, "x")

g.groupby("lab").reduce(np.nansum, ...)

g.groupby("lab").map(lambda v: v - v.mean())

g.groupby("lab").map(lambda v: v.mean("y"))

g.groupby("lab").map(lambda v: v.sum())

g.groupby("lab") - g.groupby("lab").mean()

# says: GroupBy objects only support binary ops when the other argument is a Dataset or
g.groupby("lab") + 1

g.groupby("lab") * g.groupby("lab").max()

g.groupby("lab").fillna(0)

g.groupby("lab").where(g.y > 0.5)

g.groupby("lab").where(lambda v: v > 5)

g.groupby("lab").assign_coords(k=1)

# says: cannot reduce over dimensions
g.groupby("lab").sum("q")

# says: `squeeze` must be False, but True was supplied.
g.groupby("lab", squeeze=True)

g.groupby("lab", squeeze=False).sum()

g.groupby("lab", restore_coord_dims=True).sum()

g.groupby("x").mean()

g.groupby("x").sum(...)

g.groupby("y").sum()

g.groupby(g.lab).sum()

g.groupby(g.x > 2).sum()

g.groupby(xr.DataArray([0, 1, 0, 1], dims="x")).sum()

g.groupby(xr.DataArray([0, 1, 0, 1], dims="x", name="k")).mean("x")

g.groupby("lab").groups

g.groupby("lab")["a"]

[k for k, _ in g.groupby("lab")]

len(g.groupby("lab"))

g.groupby("lab").dims

g.groupby("lab").sizes

g.groupby("lab").any()

# says: GroupBy' object has no attribute 'foo'
g.groupby("lab").foo()

gs.groupby("lab").mean()

gs.groupby("x").sum()

gs.groupby("lab").sum(...)

gs.groupby("lab").count()

gs.groupby("lab").first()

gs.groupby("lab").map(lambda v: v.u.mean().to_dataset())

gs.groupby("lab") - gs.groupby("lab").mean()

gs.groupby("lab").assign(k=1)

ts.groupby("time.month").mean()

ts.groupby("time.dayofweek").sum()

ts.groupby("time.season").max()

ts.groupby("time.month") - ts.groupby("time.month").mean()

ts.groupby("time.month").map(lambda v: v / v.max())

ts.groupby("time.month").cumsum()

ts.groupby(ts.time.dt.month).mean()

ts.groupby(ts.time.dt.strftime("%m")).mean()

# says: Either `group` or `**groupers` must be provided.
ts.groupby()

bo.groupby(bo).count()

st.groupby("x").first()

i8.groupby("y").mean()

i8.groupby("y").sum()

g.weighted(g.x).mean()

g.weighted(g.x).mean("x")

g.weighted(g.x).mean("x", skipna=False)

g.weighted(g.x).sum("x", skipna=False)

g.weighted(g.x).sum()

g.weighted(g.x).std("x")

g.weighted(g.x).var("x", skipna=False)

# ulps: 64, sums are added up in another order
g.weighted(g.x).std(keep_attrs=False)

g.weighted(g.x).sum_of_weights()

g.weighted(g.x).sum_of_weights("y")

g.weighted(g.x).sum_of_squares("x")

g.weighted(g.x).sum_of_squares("x", skipna=False)

g.weighted(g.x).quantile(0.5)

# says: Weighted.quantile() takes 2 positional arguments but 3 were given
g.weighted(g.x).quantile([0.2, 0.5], "x")

# says: Weighted.quantile() takes 2 positional arguments but 3 positional arguments (and
g.weighted(g.x).quantile(0.5, "y", skipna=False)

# says: Weighted.quantile() takes 2 positional arguments but 3 positional arguments (and
g.weighted(g.x).quantile(0.5, "x", keep_attrs=False)

g.weighted(g.x * 0).mean()

g.weighted(g.x - 2).mean("x")

g.weighted(g.fillna(0)).mean("y")

# says: `weights` cannot contain missing values. Missing values can be replaced by `weig
g.weighted(g).mean()

# says: `weights` must be a DataArray
g.weighted([1, 2]).mean()

# says: `weights` must be a DataArray
g.weighted(gs).mean()

gs.weighted(g.x).mean()

gs.weighted(g.x).mean("x")

# says: Dimension(s) 'y' do not exist. Expected one or more of
gs.weighted(g.x).sum("y")

gs.weighted(g.x).sum_of_weights()

# says: Weighted.quantile() takes 2 positional arguments but 3 were given
gs.drop_vars("b").weighted(g.x).quantile(0.5, "x")

i8.weighted(i8.x).mean("x")

i8.weighted(i8.y > 1).mean("y")

bo.weighted(bo.x).mean()

u8.weighted(u8).mean()

u8.weighted(u8.x).sum()

# value only: what is compared is what it holds
uz.weighted(u8.x).sum()

g.weighted(m).mean()

xr.cov(g, g * 2)

xr.cov(g, g + g.x, dim="x")

xr.cov(g, g ** 2, dim="x", ddof=0)

xr.cov(g, g ** 2, dim=["x", "y"], ddof=2)

xr.cov(g, g ** 2, dim="x", weights=g.x)

xr.cov(g, g ** 2, weights=g.x, ddof=0)

# says: 'q' not found in array dimensions ('x', 'y')
xr.cov(g, g ** 2, dim="q")

# says: .dataarray.DataArray'>, <class 'int'>].
xr.cov(g, 5)

xr.corr(g, g ** 2)

xr.corr(g, g ** 2, dim="x")

xr.corr(g, g ** 2, dim="x", weights=g.x)

# ulps: 64, sums are added up in another order
xr.corr(g, g ** 2, weights=g.x)

# says: .dataarray.DataArray'>, <class 'xarray.
xr.corr(g, gs)

xr.corr(i8, i8 ** 2, "y")

xr.corr(m, m.isel(y=[0, 1]), "x")

xr.dot(g, g.x)

xr.dot(g, g, dim="x")

xr.dot(g, g, dim=...)

xr.dot(g, g.x, dim=[])

xr.dot(m, m)

xr.dot(m, m, dims="x")

# says: einsum() got an unexpected keyword argument 'bad'
xr.dot(m, m, bad=1)

# says: Only xr.DataArray and xr.Variable are supported.
xr.dot(m, ds)

xr.dot(m, m, m, dim="y")

xr.dot(m)

xr.dot(m, dim="x")

xr.dot(i8, i8, dim="y")

xr.dot(u8, u8)

xr.dot(bo, bo)

xr.dot(bo, u8)

m.dot(m, dim=["x"])

# says: dot only operates on DataArrays.
m.dot(5)

# says: dot products are not yet supported with Dataset objects.
m.dot(ds)

# says: dot only operates on DataArrays.
m.dot(np.ones(3))

xr.apply_ufunc(np.mean, m, input_core_dims=[["x"]], kwargs={"axis": -1})

# says: size of dimension 'y' on inputs was unexpectedly changed by applied function fro
xr.apply_ufunc(lambda v: v[..., :1], m, input_core_dims=[["y"]], output_core_dims=[["y"]])

xr.apply_ufunc(lambda v: v[..., :1], m, input_core_dims=[["y"]], output_core_dims=[["y"]], exclude_dims={"y"})

xr.apply_ufunc(lambda v: v[..., :1], mz, input_core_dims=[["y"]], output_core_dims=[["y"]], exclude_dims={"y"}, dask="parallelized", output_dtypes=[float], dask_gufunc_kwargs={"output_sizes": {"y": 1}}).compute()

# says: dimension 'y' in 'output_core_dims' needs corresponding (dim, size) in 'output_s
xr.apply_ufunc(lambda v: v[..., :1], mz, input_core_dims=[["y"]], output_core_dims=[["y"]], exclude_dims={"y"}, dask="parallelized", output_dtypes=[float])

# says: size of dimension 'y' on inputs was unexpectedly changed by applied function fro
xr.apply_ufunc(lambda v: v[..., :1], mz, input_core_dims=[["y"]], output_core_dims=[["y"]], dask="allowed")

# says: dimension 'k' in 'output_core_dims' needs corresponding (dim, size) in 'output_s
xr.apply_ufunc(lambda v: v[..., :1], mz, input_core_dims=[["y"]], output_core_dims=[["k"]], dask="parallelized", output_dtypes=[float])

# says: arrays has not been enabled. Either set the ``dask`` argument or load your data
xr.apply_ufunc(np.sin, mz)

# says: unknown setting for chunked array handling in apply_ufunc: bad
xr.apply_ufunc(np.sin, mz, dask="bad")

xr.apply_ufunc(np.sin, m, keep_attrs=True)

xr.apply_ufunc(np.sin, m, keep_attrs="drop")

xr.apply_ufunc(np.add, m, m.assign_attrs(u="C", k=1), keep_attrs="drop_conflicts")

# says: combine_attrs='no_conflicts', but some values are not the same
xr.apply_ufunc(np.add, m, m.assign_attrs(u="C"), keep_attrs="no_conflicts")

# says: cannot align objects with join='exact' where index/labels/sizes are not equal al
xr.apply_ufunc(np.add, m, m.isel(y=[0]))

xr.apply_ufunc(np.add, m, m.isel(y=[0]), join="inner")

# says: exact match required for all data variable names, but ['u', 'w'] != ['u', 'w', '
xr.apply_ufunc(np.add, ds, ds.drop_vars("c"))

xr.apply_ufunc(np.add, ds, ds.drop_vars("c"), dataset_join="inner")

xr.apply_ufunc(np.add, ds, ds.drop_vars("c"), dataset_join="outer", dataset_fill_value=0)

xr.apply_ufunc(np.add, ds, 1)

# says: applied function returned data with an unexpected number of dimensions. Received
xr.apply_ufunc(lambda a, b: (a, b), m, 2, output_core_dims=[[], []])

xr.apply_ufunc(lambda a: a.sum(), m, vectorize=True, input_core_dims=[["y"]])

xr.apply_ufunc(lambda a: a, ds, input_core_dims=[["y"]], output_core_dims=[["y"]], on_missing_core_dim="drop")

xr.apply_ufunc(lambda a: a, ds, input_core_dims=[["y"]], output_core_dims=[["y"]], on_missing_core_dim="copy")

# says: Missing core dims
xr.apply_ufunc(lambda a: a, ds, input_core_dims=[["y"]], output_core_dims=[["y"]])

# says: size of dimension 'x' on inputs was unexpectedly changed by applied function fro
xr.apply_ufunc(lambda a: a.T, m)

# says: each dimension in `exclude_dims` must also
xr.apply_ufunc(lambda a: a, m, exclude_dims={"y"})

xr.polyval(m.x, xr.DataArray([1., 2.], dims="degree", coords={"degree": [0, 1]}))

m.x.to_dataset(name="k")

xr.full_like(m, 3)

xr.full_like(m, 3, dtype="i4")

xr.full_like(ds, {"u": 1, "w": 2, "c": 3})

xr.full_like(ds, 1, dtype={"u": "f4"})

xr.zeros_like(ds)

xr.ones_like(bo)

xr.zeros_like(mz, chunks={"x": 2})

# says: fill_value must be scalar or, for datasets, a dict-like. Received <xarray.DataAr
xr.full_like(m, m)

# Combinations of groups that have no elements, eager and chunked.
a = xr.DataArray(np.where(np.arange(24) % 5 == 0, np.nan, np.arange(24.)).reshape(6, 4), dims=("x", "y")).assign_coords(a=("x", [1, 1, 2, 2, 3, 3]), b=("x", list("pqpppq")))
[(getattr(a.groupby(["a", "b"]), name)(), getattr(a.drop_vars(['a', 'b']).chunk(x=2).assign_coords(a.coords).groupby(['a', 'b']), name)().compute()) for name in ("any", "all", "count", "first", "last", "min", "sum", "prod")]

a = xr.DataArray(np.full((6, 2), np.nan), dims=("x", "y")).assign_coords(a=("x", [1, 1, 2, 2, 3, 3]), b=("x", list("pqpppq")))
a.drop_vars(['a', 'b']).chunk(x=3).assign_coords(a.coords).groupby(['a', 'b']).any().compute(), a.groupby(["a", "b"]).all()

a = xr.DataArray(np.arange(12).reshape(6, 2).astype("i2"), dims=("x", "y")).assign_coords(a=("x", [1, 1, 2, 2, 3, 3]), b=("x", list("pqpppq")))
a.drop_vars(['a', 'b']).chunk(x=6).assign_coords(a.coords).groupby(['a', 'b']).last().compute(), a.groupby(["a", "b"]).last()

a = xr.DataArray(np.arange(6).astype("u1"), dims="x", coords={"x": [1, 5, 15, 18, 100, 120]})
a.chunk(x=2).groupby_bins("x", [0, 10, 20, 99, 200]).first().compute()

# Labels that were given are not looked for.
a = xr.DataArray(np.arange(6), dims="x", coords={"a": ("x", [1, 1, 2, 2, 3, 3])})
[getattr(a.groupby(a=xr.groupers.UniqueGrouper(labels=[1, 2, 7])), name)() for name in ("any", "all", "count", "min", "sum", "prod", "mean", "first")]

a = xr.DataArray(np.arange(6).astype("i2"), dims="x", coords={"a": ("x", [1, 1, 2, 2, 3, 3])})
[getattr(a.groupby(a=xr.groupers.UniqueGrouper(labels=[1, 2, 7])), name)() for name in ("max", "sum", "prod")]

# says: Filling is required. fill_value cannot be None.
xr.DataArray(np.arange(6), dims="x").chunk(x=2).assign_coords(a=("x", [1, 1, 2, 2, 3, 3])).groupby(a=xr.groupers.UniqueGrouper(labels=[1, 2, 7])).sum()

xr.DataArray(np.arange(6), dims="x").chunk(x=3).assign_coords(a=("x", [1, 2, 1, 2, 1, 2])).groupby(a=xr.groupers.UniqueGrouper(labels=[7, 1, 2])).sum().compute()

xr.DataArray(np.arange(6), dims="x").chunk(x=2).assign_coords(a=("x", [1, 1, 2, 2, 3, 3])).groupby(a=xr.groupers.UniqueGrouper(labels=[1, 2, 7])).sum(min_count=1).compute()

# Groups by several things come last in a Dataset.
xr.Dataset({"v": (("x", "y"), np.arange(12.).reshape(6, 2))}, coords={"a": ("x", [1, 1, 2, 2, 3, 3]), "b": ("x", list("pqpppq"))}).groupby(["a", "b"]).mean()

# says: first, last, nanfirst, nanlast reductions are only supported along a single axis
xr.DataArray(np.arange(6.).reshape(2, 3), dims=("x", "y")).chunk(x=1).assign_coords(z=(("x", "y"), [[1, 2, 1], [1, 2, 2]])).groupby("z").first()

xr.DataArray(np.arange(6).reshape(2, 3), dims=("x", "y")).assign_coords(z=(("x", "y"), [[1, 2, 1], [1, 2, 2]])).groupby("z").last()

a = xr.DataArray(np.arange(6).astype("m8[ns]"), dims="x", coords={"a": ("x", [1, 1, 2, 2, 3, 3])})
a.groupby(a=xr.groupers.BinGrouper([0, 1, 2, 2.5, 3])).count()

# says: with uniquely valued Index objects
# known: flox fails while it looks for groups that lie in several chunks; here the message names the way out
# ours: Aggregation nanmedian is only supported for `method='blockwise'`
xr.DataArray(np.arange(12.), dims="x").chunk(x=3).assign_coords(a=("x", [1, 2, 3, 4] * 3)).groupby("a").median()

xr.DataArray(np.arange(24.).reshape(12, 2), dims=("x", "y")).chunk(x=4).assign_coords(a=("x", [1] * 4 + [2] * 4 + [3] * 4)).groupby("a").quantile(0.3, dim=...).compute()

xr.DataArray(np.arange(24.).reshape(12, 2), dims=("x", "y")).chunk(x=2).assign_coords(a=("x", [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6])).groupby("a").quantile([0.3, 1], dim=...).compute()

# says: Aggregation nanquantile is only supported for `method='blockwise'`
xr.DataArray(np.arange(24.).reshape(12, 2), dims=("x", "y")).chunk(x=5).assign_coords(a=("x", [1] * 4 + [2] * 8)).groupby("a").quantile(0.3).compute()
