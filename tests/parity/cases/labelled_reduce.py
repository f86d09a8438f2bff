# Reductions of xarray.
# with: labelled
# --- cases

a.mean()

a.mean("time")

a.mean(("lat", "lon"))

a.mean(dim=["lat"])

a.mean(..., skipna=False)

a.mean("time", keep_attrs=False)

a.sum("time")

a.std("time")

a.var("lon")

a.std("time", ddof=1)

a.min("time")

a.max()

a.prod("lon")

a.median("time")

a.count("time")

a.count()

(a > 0.5).any("time")

(a > 0.5).all("lat")

(a > 0.5).sum()

a.sum("time", skipna=False)

a.sum("lon", min_count=12)

a.argmax("lon")

a.argmin("time", skipna=True)

a.fillna(-1).argmax()

a.idxmax("lon")

n.mean("p")

n.sum()

n.std("q")

n.max("q")

n.mean(axis=0)

z.mean("time")

z.mean()

z.sum("time")

z.std("time")

z.std()

z.var("lat")

z.min("time")

z.max("lon")

z.prod("time")

z.count("time")

z.median("lon")

z.argmax("lon")

z.cumsum("time")

(z > 0.5).any()

(z > 0.5).mean("time")

z.mean("time").std("lat")

a - a.mean("time")

z - z.mean("time")

a.notnull().sum()

d.quantile(0.5)

d.quantile([0.25, 0.75], "y")

a.quantile(0.9, "time")

h.time.max()

h.time.mean()

# says: 'nope' not found in array dimensions ('x', 'y')
d.mean("nope")

float(d.mean()), int(d.max()), bool((d > -1).all())

np.mean(d)

d.reduce(np.sum, "x")

d.cumprod("y")

np.mean(d, axis=0)

np.sum(d)

np.max(d)

xr.DataArray([1.5, np.nan, 3]).sum()

xr.DataArray(np.zeros((2, 0)), dims=("a", "b")).mean("b")

a.max("time").idxmax("lon")

a.cumsum("time").shape

z.mean("time").compute()

z.mean("time").load()

z.max("time") - z.min("time")

(z > 0.5).sum("time")

z.astype("f4").mean()

z.to_dataset(name="k").mean("time")

z.fillna(z.mean())

z.sum(("lat", "lon"))

z.mean(("time", "lat", "lon"))

z.std(("lat", "lon"))

z.isnull().sum()

# says: only works along an axis
xr.DataArray([1.0, 2.0], dims="x").chunk().median()

xr.DataArray([[1.0, 2.0], [4.0, 7.0]], dims=("x", "y")).chunk().median("x").compute(), xr.DataArray([1.0, 2.0], dims="x").chunk().median("x", skipna=False).compute(), xr.DataArray(np.array([1, "NaT", 9], dtype="m8[s]"), dims="x").median()

xr.DataArray(np.array([3, 1, 2, 9], dtype="i1"), dims="x").chunk().quantile([0.25, 0.5], method="higher").compute()
