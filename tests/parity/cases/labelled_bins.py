# Groups by bins, by groupers and by several things at once; quantiles and running sums of groups; whole and chunked.
# with: labelled
import pandas as pd

n = np.nan
x = xr.DataArray(
    np.arange(12, dtype="float32").reshape(3, 4),
    dims=("x", "y"),
    coords={"x": [1, 2, 2], "g": ("y", list("abab")), "k": ("x", [5, 6, 7]), "s": 3},
    attrs={"u": 1},
    name="n",
)
v = xr.DataArray(np.arange(6.0), dims="x", coords={"x": [1, 2, 2, 4, 5, 6], "g": ("x", list("abbbcc")), "k": ("x", [5, 6, 7, 8, 9, 10])})
two = xr.DataArray(da.from_array(v.values, 2), dims="x", coords=v.coords)
three = xr.DataArray(da.from_array(v.values, 3), dims="x", coords=v.coords)
turns = xr.DataArray([0, 1, 0, 1, 0, 1], dims="x")
t = xr.DataArray(np.arange(4, dtype="int32") + 1, dims="t", coords={"t": pd.date_range("2000-01-30", periods=4, freq="12h")})
# --- cases

x.groupby_bins("k", [0, 5, 6]).sum()

v.groupby_bins("k", [4, 6, 20, 30]).mean()

v.groupby_bins("k", [4, 6, 8, 30], right=False, include_lowest=True).count()

v.groupby_bins("k", 3, precision=1).count()

v.groupby_bins("x", [0, 2, 20], labels=["low", "high"]).max()

v.groupby_bins("k", [5.0, 7.5, 11.0]).sum().sel(k_bins=6)

v.groupby_bins("k", [5.5, 6.25]).sum().k_bins

v.groupby_bins("k", [4, 6, 20, 30]).map(lambda part: part.mean())

v.groupby_bins("k", [4, 6, 20], labels=[1, 2]) - v.groupby_bins("k", [4, 6, 20], labels=[1, 2]).mean()

[str(key) for key in v.groupby_bins("k", [5, 6, 8], include_lowest=True).groups]

# says: None of the data falls within bins with edges [0, 1]
v.groupby_bins("k", [0, 1])

# says: bins must increase monotonically.
v.groupby_bins("k", [2, 1])

# says: Bin edges must be unique
v.groupby_bins("k", [1, 1, 8])

repr(v.groupby_bins("k", [4, 6, 20]))

v.groupby(k=xr.groupers.BinGrouper([4, 6, 20], labels=["p", "q"]), g=xr.groupers.UniqueGrouper()).sum()

x.groupby(g=xr.groupers.UniqueGrouper(labels=["b", "z", "a"])).sum()

t.groupby(t=xr.groupers.TimeResampler("D")).sum()

t.resample(t=xr.groupers.TimeResampler("D")).max()

x.groupby(["k", "g"]).sum()

v.groupby(["g", "k"]).mean()

v.groupby(["g", "k"]).map(lambda part: part + 1)

x.groupby(xr.DataArray([[1, 2, 1, 1]] * 3, dims=("x", "y"))).sum()

# says: Providing a combination of `group` and **groupers is not supported.
v.groupby("g", k=xr.groupers.UniqueGrouper())

# says: Cannot group by a Grouper object.
v.groupby(xr.groupers.UniqueGrouper())

# says: `group` must be a DataArray. Received 'ndarray' instead
v.groupby(v.k.values)

repr(x.groupby("g"))

x.groupby("g").quantile(0.3)

x.groupby("x").quantile([0.5, 1])

xr.Dataset({"n": x, "w": ("x", [1, 2, 3]), "c": 4}).groupby("g").quantile([0.5, 0.1])

x.where(x > 1).groupby("x").quantile(0.3, skipna=False)

(x > 2).groupby("g").quantile(0.3)

two.groupby("g").quantile(0.5).values

two.groupby("g").quantile(0.5).chunks

two.groupby("g").quantile([0.5, 0]).chunks

# says: is only supported for `method='blockwise'`, but the chunking is not right.
three.groupby(turns).quantile(0.5)

t.resample(t="6h").quantile([0.5])

x.groupby("x").cumsum()

x.where(x > 1).groupby("g").cumsum(skipna=False)

# says: Scans are only supported along a single dimension.
x.groupby("x").cumsum(...)

two.groupby("g").cumsum().chunks

three.groupby(turns).cumsum().values

three.groupby(turns).cumprod().chunks

v.assign_coords(g=("x", [n, 1, 1, n, 2, 2])).groupby("g").cumsum()

x.drop_vars("x").groupby("x").first()

x.drop_vars("x").groupby("x").sum()

x.groupby("k").reduce(np.sum)

list(x.groupby("k").groups)

three.astype("uint8").groupby("k").where(True).chunks

three.groupby("g").fillna(0).chunks

(three.groupby("k") - three.groupby("k").mean()).chunks

x.groupby("g").count(skipna=False)

# says: skipna cannot be truthy
x.groupby("g").any(skipna=True)

x.groupby("g").shuffle_to_chunks()

t.resample(t="6h").first()

t.resample(t="6h").reduce(np.sum)

t.resample(t="6h").map(lambda part: part.sum())

t.resample(t="D").map(lambda part: part - part.mean())

[key for key, _ in t.resample(t="6h")]

t.chunk(t=3).resample(t="6h").interpolate("linear").chunks
