# Objects of xarray that are made to agree: names, labels, order of dimensions, types.
# with: labelled
import pandas as pd

u = xr.DataArray([1, 2, 3], dims="x", coords={"x": ("x", [1, 2, 3], {"k": 1})}, name="u", attrs={"m": 1})
e = xr.Dataset({"q": ("x", [4, 5, 6], {"z": 1})}, attrs={"t": 1})
p = xr.Dataset({"u": (("y", "x"), [[1, 2]]), "w": ("x", [1, 2])}, coords={"x": [0, 1], "y": [0]})
c = xr.DataArray([1, 2], dims="degree", coords={"degree": [0, 2]})
g = xr.DataArray(np.arange(12).reshape(3, 4), dims=("y", "x"), coords={"c": (("y", "x"), np.arange(12).reshape(3, 4)), "x": [1, 1, 2, 2]})
# --- cases

# What only one of two Datasets has meets a missing element.
xr.Dataset().combine_first({"title": "T"})

xr.Dataset({"a": ("x", [1, 2])}).combine_first({"title": "T", "a": 5})

xr.Dataset({"a": ("x", [1, 2])}).combine_first(xr.Dataset({"a": ("x", [1, 2]), "b": ("x", ["u", "v"])}))

xr.Dataset({"a": ("x", [1, 2, 3]), "b": 3}).fillna(xr.Dataset({"a": ("x", [1, 2, 3])}))

e.fillna({"q": u})

# says: must be contained in the original dataset
e.fillna({"nope": 1})

xr.apply_ufunc(np.add, e, {"q": 1})

xr.polyval(xr.DataArray([1, 2], dims="x"), c)

xr.polyval(xr.DataArray(np.array([1, 2], "u1"), dims="x"), c)

xr.polyval(xr.DataArray(np.array([1, 2], "f4"), dims="x"), c.astype("f4"))

# says: should be a coordinate variable with labels
xr.polyval(xr.DataArray([1, 2], dims="x"), c.rename(degree="power"))

# says: should be of integer dtype. Received float64
xr.polyval(xr.DataArray([1, 2], dims="x"), c.assign_coords(degree=[0.0, 1.0]))

xr.polyval(xr.DataArray(pd.date_range("2000", periods=2), dims="x"), c)

xr.polyval(xr.DataArray([1, 2], dims="x"), c.to_dataset(name="a"))

# The dimensions of what stands first come first.
xr.DataArray([1, 2, 3], dims="z") + p

xr.DataArray([1, 2], dims="y2") * p

p - xr.DataArray([1, 2, 3], dims="z")

u.reset_coords()

u.assign_coords(s="here", label=("x", ["a", "bcd", ""])).reset_coords()

u.assign_coords(u=("x", [7, 8, 9])).reset_coords()

# says: cannot reset_coords with drop=False on an unnamed DataArray
u.rename(None).reset_coords()

u.rename(None).assign_coords(s=1).reset_coords("s", drop=True)

# says: would produce the variables ('y',) which are also existing coordinate variables
xr.DataArray([[1, 2], [3, 4]], dims=("x", "y"), coords={"x": ["a", "y"], "y": [1, 2]}).to_dataset("x")

xr.DataArray([[1, 2], [3, 4]], dims=("x", "y"), coords={"x": ["a", "b"]}, attrs={"k": 1}).to_dataset("x")

xr.DataArray(np.arange(6), dims="x").chunk(x=2).pad(x=(1, 2), mode="wrap").chunks

xr.DataArray(np.arange(6), dims="x").chunk(x=4).pad(x=(1, 2), mode="reflect").chunks

xr.DataArray(np.arange(6).reshape(2, 3), dims=("x", "y")).chunk(x=1, y=2).pad(x=(1, 2), y=1, mode="edge").chunks

# says: must be called with a collection of some kind
u.reindex(nope=1)

u.reindex(nope=[1])

# says: must be called with a collection of some kind
e.reindex(x=3)

xr.DataArray([1, 2], dims="k").coords["k"].values

# says: q
e.coords["q"]

xr.dot(xr.DataArray(da.ones((0, 2)), dims=("x", "y")), xr.DataArray(da.ones(0), dims="x")).values

# Whoever keeps attributes takes the first name.
np.maximum(u, u.rename("v")).name

xr.apply_ufunc(np.add, u, u.rename("v"), keep_attrs=False).name

xr.apply_ufunc(np.add, 1, u, keep_attrs="drop").name

xr.where(u > 1, u, e)

xr.where(u > 1, u.rename("q"), e)

xr.where(u > 1, e, u)

xr.where(e > 4, u, 0)

xr.where(u > 1, 0, u)

xr.where(xr.DataArray(True), xr.DataArray([1, 2, 3, 4]), xr.DataArray(da.ones(4, chunks=2))).chunks

xr.DataArray(da.ones(4, chunks=2)).where(xr.DataArray(False), 5).chunks

# says: conflicting sizes for dimension 'x': length 3 on the data but length 2 on coordinate 'x'
u.assign_coords(x=[1, 2])

# says: are not a subset of the DataArray dimensions ('x',)
u.assign_coords(k=("y", [1, 2]))

# Labels without a common type.
# says: could not be promoted
u + xr.DataArray([1, 2], dims="x", coords={"x": pd.date_range("2000", periods=2)})

xr.align(u, xr.DataArray([1, 2], dims="x", coords={"x": pd.date_range("2000", periods=2)}), join="left")

# Where elements are moved, labels come first.
p.reindex(x=[1, 2])

p.reindex(y=[0])

p.drop_vars("y").reindex(y=[5])

xr.merge([p, xr.Dataset({"s": ("x", [1, 2])}, coords={"x": [0, 2]})])

xr.merge([p, xr.Dataset({"s": ("y", [1, 2])}, coords={"y": [0, 2]})], join="left")

p.broadcast_like(xr.Dataset({"s": ("y", [1, 2])}, coords={"y": [0, 2]}))

p.expand_dims(k=[1, 2])

p.assign_coords(k=3).expand_dims({"k": [7], "l": 2})

# The type of quantiles is that of missing elements, if those come first.
xr.DataArray(np.array([[np.nan, 1], [np.nan, 2]], "f4"), dims=("x", "y")).quantile([0.5, 0.1], "x")

xr.DataArray(np.array([[1, np.nan], [2, np.nan]], "f4"), dims=("x", "y")).quantile(0.5, "x")

xr.DataArray([1, 2, 3], dims="x").drop_sel(x=[0, 2])

xr.DataArray([1, 2, 3], dims="x", coords={"x": pd.date_range("2000", periods=3)}).drop_sel(x="2000-01-02")

u.drop_sel(x=["a", 2], errors="ignore")

# says: not found in axis
u.drop_sel(x=7)

# says: dimension 'nope' does not have coordinate labels
u.drop_sel(nope=7)

# In labels that fall, what is before is greater.
xr.DataArray([1, 2, 3], dims="x", coords={"x": [3, 2, 1]}).sel(x=[1.2, 2.2], method="ffill")

# says: not all values found in index 'x'
xr.DataArray([1, 2, 3], dims="x", coords={"x": [3, 2, 1]}).sel(x=[0.5, 2.2], method="bfill")

xr.DataArray([1, 2, 3], dims="x", coords={"x": [3, 2, 1]}).reindex(x=[1.5, 2.5, 9], method="pad")

# says: index must be monotonic increasing or decreasing
xr.DataArray([1, 2, 3], dims="x", coords={"x": [3, 1, 2]}).sel(x=1.5, method="nearest")

# says: Reindexing only valid with uniquely valued Index objects
xr.DataArray([1, 2, 3], dims="x", coords={"x": [1, 1, 2]}).sel(x=[1, 2])

# says: because the (pandas) index has duplicate values
xr.DataArray([1, 2, 3], dims="x", coords={"x": [1, 1, 2]}).reindex(x=[1, 3])

# Positions by dimension stay lazy.
n.chunk(p=1).argmax(["p"])["p"].chunks

n.chunk(p=1).argmax(...)["q"].chunks

n.argmin(["q", "p"])

# A lazy array without a name is called as the array in it.
xr.DataArray(da.from_array(np.ones(3), chunks=2), name="k").name

len(xr.DataArray(da.ones(3, chunks=2)).to_dataset())

(xr.DataArray(da.ones(3)) + xr.DataArray(np.ones(3))).name

# Coordinates follow the dimensions of groups if they are told to.
g.groupby("x").map(lambda part: part.isel(x=0, drop=True))

g.groupby("x", restore_coord_dims=True).map(lambda part: part.isel(x=0, drop=True))

g.groupby("x").map(lambda part: part.transpose())

g.groupby("x", restore_coord_dims=True).map(lambda part: part.transpose())

# Labels that are equal stand in turned order if the order falls.
d.assign_coords(k=("y", [1, 1, 0, 1])).sortby("k", ascending=False)

d.assign_coords(k=("y", [1, 1, 0, 1])).sortby(["k", "y"], ascending=False)

d.sortby(xr.DataArray([5, 3, 1], dims="y", coords={"y": [10, 20, 99]}))

d.sortby(lambda x: -x.y)

# Arrays of positions with dimensions of their own point at single elements.
x = n.copy()
x[{"p": xr.DataArray([0, 1], dims="k"), "q": xr.DataArray([0, 2], dims="k")}] = [70, 80]
x

x = d.copy()
x.loc[{"x": xr.DataArray(["a", "c"], dims="k"), "y": xr.DataArray([10, 40], dims="k")}] = xr.DataArray([70, 80], dims="k")
x

x = n.copy()
x[{"p": 0, "q": xr.DataArray([[0, 2], [1, 1]], dims=("k", "l"))}] = xr.DataArray([70, 80], dims="l")
x

x = n.T.copy()
x[[2, 0], ::-1] = [[1, 2], [3, 4]]
x

x = xr.DataArray(3)
x[...] = 5
x

# says: dimension coordinate 'y' conflicts between indexed and indexing objects
x = d.copy()
x.loc["a"] = xr.DataArray([1, 2, 3, 4], dims="y", coords={"y": [1, 2, 3, 4]})

xr.concat([p.isel(x=[0]), p.isel(x=[1], y=[])], "x")

p.broadcast_like(xr.Dataset({"s": ("k", [1, 2])}))

# A Dataset lists its dimensions as before it was transposed.
xr.Dataset({"q": (("y", "x"), [[1, 2]]), "r": (("x", "y"), [[1], [2]])}).transpose()

p.transpose("x", "y").copy()

p.transpose("x", "y") + 1

# What has to be computed for a comparison stays so.
xr.merge([p.chunk(x=1), p.chunk(x=2)], compat="equals")

xr.merge([p[["w"]].chunk(x=1), p[["w"]]])

q = p.chunk(x=1)
xr.merge([q, q]).chunks

p.coarsen(x=2).mean()

p.assign(w=xr.DataArray([1, 2], dims="x", coords={"x": [1, 2]}))

xr.Dataset({"t": ("x", np.array(["2000-01-01", "2001-01-02"], "M8[ns]"))}).to_dict()

# says: cannot provide fill value as a dictionary with fillna on a DataArray
u.fillna({"x": 1})

d.chunk(x=1).idxmax("y").chunks

d.chunk(x=1).where(d > 3).idxmin("y").compute()

d.rename("r", y="k")

xr.DataArray(["Zoë", "abcdef"], dims="x", coords={"x": ["a", "b"]}).to_dataset("x")

# Points: the order of dimensions, dates as text, coordinates that come along.
d.isel(y=xr.DataArray([0, 1, 0], dims="k"), x=[0])

h[:4].sel(time=xr.DataArray(["2000-01-01T01", "2000-01-01T03"], dims="k"))

# says: dimension coordinate 'y' conflicts between indexed and indexing objects
d.isel(y=xr.DataArray([0, 1], dims="y", coords={"y": [7, 8]}))

d[d.x != "b", d.y > 10]

# says: cannot supply selection options
n.sel(p=1, method="nearest")

d.reindex(y=[10, 15], fill_value={"d": 7})

d.reindex(y=[10, 15], fill_value={"other": 7})

# says: different size for unlabeled dimension on argument 'y': 2 vs 4
d.reindex_like(xr.DataArray([1, 2], dims="y"))

d.diff("y", n=2, label="lower")

d.to_dataset("y").to_array("y")

d.to_dataset("x").to_array("x")

# says: Indexing with a boolean dask array is not allowed
d.chunk(x=1).where(d.chunk(x=1) > 3, drop=True)

d.chunk(x=1).where(d > 5, drop=True).compute()

# says: compat='minimal' invalid
xr.concat([e, e], "n", compat="minimal")

xr.DataArray(np.arange(6).reshape((2, 3, 1)), dims=("x", "y", "z")).isel(z=xr.DataArray([0, 0], dims="k"), x=[0])

n.isel(p=xr.DataArray([0, 0], dims="k"), q=xr.DataArray([1, 0], dims="l"))

# Labels that stand twice agree with nothing but themselves.
# says: cannot reindex or align along dimension 'x' because the (pandas) index has duplicate values
q = xr.DataArray(np.arange(4), dims="x", coords={"x": [1, 1, 2, 3]}, name="q")
q + q[1:]

# says: cannot reindex or align along dimension 'x' because the (pandas) index has duplicate values
q = xr.DataArray(np.arange(4), dims="x", coords={"x": [1, 1, 2, 3]}, name="q")
xr.align(q, q[1:], join="left")

# says: cannot reindex or align along dimension 'x' because the (pandas) index has duplicate values
q = xr.DataArray(np.arange(4), dims="x", coords={"x": [1, 1, 2, 3]}, name="q")
xr.merge([q, q[1:].rename("w")])

# says: cannot reindex or align along dimension 'x' because the (pandas) index has duplicate values
q = xr.DataArray(np.arange(4), dims="x", coords={"x": [1, 1, 2, 3]}, name="q")
q.where(q[1:] > 1)

q = xr.DataArray(np.arange(4), dims="x", coords={"x": [1, 1, 2, 3]}, name="q")
q + q
