# Dimensions and names that exist, and those that do not.
# with: small
# --- cases

# says: dimensions ('x', 'y')
g.shift(q=1)

# says: not found in data dimensions ('x', 'y')
g.roll(q=1)

# says: Dimensions ('q',) not found in data dimensions ('x', 'y')
ds.shift(q=1)

# says: not found in data dimensions ('x', 'y')
ds.roll(q=1)

# says: Dimension(s) 'q' do not exist. Expected one or more of
g.dot(m, dim="q")

# says: Dimension(s) 'q' do not exist. Expected one or more of
xr.dot(g, g, dim="q")

# says: Dimension(s) 'q' do not exist. Expected one or more of
xr.dot(g, g, dim=["x", "q"])

# says: coordinate k has dimensions ('q',), but these are not a subset of the DataArray
g.assign_coords(k=("q", [1,2,3]))

ds.assign_coords(k=("q", [1,2,3]))

# says: coordinate q has dimensions ('q',), but these are not a subset of the DataArray
g.assign_coords(q=[1,2,3])

ds.assign_coords(q=[1,2,3])

# says: Dimensions
g.isel(q=0)

g.isel(q=0, missing_dims="ignore")

g.isel(q=0, missing_dims="warn")

# says: Unrecognised option bad for missing_dims argument
g.isel(q=0, missing_dims="bad")

# says: Unrecognised option bad for missing_dims argument
ds.isel(q=0, missing_dims="bad")

# says: Dimensions
ds.isel(q=0)

# says: "'q' is not a valid dimension or coordinate for Dataset with dimensions
g.sel(q=0)

# says: "'q' is not a valid dimension or coordinate for Dataset with dimensions
ds.sel(q=0)

# says: "'q' is not a valid dimension or coordinate for Dataset with dimensions
g.loc[dict(q=1)]

# says: 'q' not found in array dimensions ('x', 'y')
g.mean("q")

# says: 'q' not found in array dimensions ('x', 'y')
g.mean(["x", "q"])

# says: Dimension(s) 'q' do not exist. Expected one or more of
ds.mean("q")

# says: Dimension(s) 'q' do not exist. Expected one or more of
ds.mean(["x", "q"])

# says: 'q' not found in array dimensions ('x', 'y')
g.max("q", keepdims=True)

# says: Dimensions
g.transpose("q")

# says: Dimensions
g.transpose("q", "x", "y")

# says: ('x',) must be a permuted list of ('x', 'y'), unless `...` is included
g.transpose("x")

g.transpose("x", "y", "q", missing_dims="ignore")

g.transpose("x", "y", "q", missing_dims="warn")

# says: Unrecognised option bad for missing_dims argument
g.transpose("x", "y", "q", missing_dims="bad")

g.transpose("y", ...)

g.transpose(..., "x")

# says: Dimensions
ds.transpose("q")

# says: ('y',) must be a permuted list of
ds.transpose("y")

# says: Dimension x already exists.
g.expand_dims("x")

# says: lab already exists as coordinate or variable name.
g.expand_dims("lab")

# says: dims should not contain duplicate values.
g.expand_dims(["k", "k"])

# says: Axis 5 of variable <this-array> is out of bounds of the expanded dimension size
g.expand_dims("k", axis=5)

g.expand_dims("k", axis=-1)

g.expand_dims(["k", "l"], axis=[0, 2])

g.expand_dims({"k": 3})

g.expand_dims(k=[1,2])

g.expand_dims("s")

ds.expand_dims("k")

# says: Axis 1 of variable c is out of bounds of the expanded dimension size 1
ds.expand_dims("q", axis=1)

# says: Dimension x already exists.
ds.expand_dims("x")

# says: cannot select a dimension to squeeze out which has
g.squeeze("x")

g[:1].squeeze()

g[:1].squeeze(drop=True)

g[:1].squeeze("x")

g[:1].squeeze(axis=0)

# says: cannot use both parameters `axis` and `dim`
g[:1].squeeze(dim="x", axis=0)

g.pad(q=1)

# says: Dimension 'q'
g.diff("q")

# says: The 'label' argument has to be either 'upper' or 'lower'
g.diff("x", label="bad")

# says: order `n` must be non-negative but got -1
g.diff("x", n=-1)

g.diff("x", n=2)

g.diff("x", label="lower")

# says: Dimension 'q'
ds.diff("q")

ds.diff("x")

# says: "No variable named 'q'. Variables on the dataset include ['u', 'w', 'c', 'x', 'y
ds.sortby("q")

g.sortby("x", ascending=False)

g.sortby(["lab", "y"], ascending=False)

g.sortby("lab")

g.sortby(g.y * -1)

# says: Input DataArray is not 1-D.
g.sortby("two")

# says: cannot swap from dimension 'q' because it is not one of the dimensions of this d
g.swap_dims(q="k")

g.swap_dims(y="lab")

# says: replacement dimension 'two' is not a 1D variable along the old dimension 'y'
g.swap_dims(y="two")

g.swap_dims(y="new")

ds.swap_dims(x="z")

# says: cannot rename 'q' because it is not a variable or dimension in this dataset
g.rename(q="k")

# says: the new name 'y' conflicts
g.rename(x="y")

g.rename(x="k")

# says: the new name 'y' conflicts
g.rename(lab="y")

g.rename(lab="k")

g.rename("other")

g.rename(None)

ds.rename(x="q")

# says: the new name 'w' conflicts
ds.rename(u="w")

# says: cannot rename 'q' because it is not a variable or dimension in this dataset
ds.rename(q="k")

# says: the new name 'z' conflicts
ds.rename(x="z")

# says: cannot rename 'q' because it is not found in the dimensions of this dataset ('x'
ds.rename_dims(q="k")

# says: Cannot rename x to z because z already exists. Try using swap_dims instead.
ds.rename_dims(x="z")

ds.rename_vars(u="v")

# says: in this dataset
ds.rename_vars(q="v")

ds.rename(x="x2", y="y2")

# says: These variables cannot be found in this dataset: ['q']
g.drop_vars("q")

g.drop_vars("q", errors="ignore")

g.drop_vars(["lab", "s"])

g.drop_vars("x")

# says: These variables cannot be found in this dataset: ['q']
ds.drop_vars("q")

# says: Dimensions ('q',) not found in data dimensions ('x', 'y')
ds.drop_dims("q")

ds.drop_dims("x")

ds.drop_dims("q", errors="ignore")

# says: errors must be either "raise" or "ignore"
ds.drop_dims("x", errors="bad")

ds.drop_vars("u", errors="bad")

g.drop_sel(x=1)

# says: found in
g.drop_sel(x=[1, 9])

g.drop_sel(x=[1, 9], errors="ignore")

# says: dimension 'q' does not have coordinate labels
g.drop_sel(q=1)

ds.drop_sel(y="p")

ds.drop_sel(y=["p", "z"], errors="ignore")

# says: dimension 'q' does not have coordinate labels
ds.drop_sel(q="p")

ds.drop_sel(x=[10])

g.drop_isel(x=0)

g.drop_isel(x=[0, -1])

# says: index 9 is out of bounds for axis 0 with size 4
g.drop_isel(x=9)

# says: chunks keys ('q',) not found in data dimensions ('x', 'y')
g.chunk(q=1)

# says: chunks keys ('q',) not found in data dimensions ('x', 'y')
ds.chunk(q=1)

# says: Dimensions
g.head(q=1)

# says: Dimensions
g.tail(q=1)

# says: Dimensions
g.thin(q=1)

g.head(2)

g.tail(2)

g.thin(2)

g.head(x=1)

# says: step cannot be zero
g.thin(x=0)

# says: expected positive integer as indexer for dimension 'x', found -1
g.head(x=-1)

# says: expected integer type indexer for dimension 'x', found <class 'str'>
g.head(x="a")

ds.head(x=1)

g.reindex(q=[1])

ds.reindex(q=[1])

g.reindex(x=[1, 9])

g.reindex(x=[1, 9], fill_value=0)

ds.reindex(x=[10, 9], fill_value=0)

ds.reindex(x=[10, 9])

ds.reindex(x=[10, 9], fill_value={"u": -1, "w": -2})

g.reindex(x=[1.4, 2.6], method="nearest")

g.reindex(x=[1.4, 2.6], method="nearest", tolerance=0.1)

# says: Invalid fill method. Expecting pad (ffill), backfill (bfill) or nearest. Got bad
g.reindex(x=[1.4, 2.6], method="bad")

# says: Dimension 'q' not found in data dimensions ('x', 'y')
g.dropna("q")

# says: Dimension 'q' not found in data dimensions ('x', 'y')
ds.dropna("q")

g.dropna("y")

g.dropna("y", how="all")

g.dropna("x", thresh=4)

# says: invalid how option: bad
g.dropna("x", how="bad")

gs.dropna("y", subset=["u"])

# says: "Dimension 'q' not found in array dimensions ('x', 'y')"
g.idxmax("q")

# says: 'q' not found in array dimensions ('x', 'y')
g.argmax("q")

# says: Must supply 'dim' argument for multidimensional arrays
g.idxmax()

# says: Dimensions ('q',) not found in data dimensions ('x', 'y')
g.quantile(0.5, "q")

# says: 'q' not found in array dimensions ('x', 'y')
g.median("q")

# says: 'q' not found in array dimensions ('x', 'y')
g.count("q")

# says: 'q' not found in array dimensions ('x', 'y')
g.cumsum("q")

# says: Dimensions ('q',) not found in DataArrayWeighted dimensions
g.weighted(g.x).mean("q")

# says: Dimensions
g.interp(q=1)

# says: q is not a dim. If supplying a ``name``, pass as a kwarg.
g.to_dataset("q")

g.to_dataset("x")

g.to_dataset("y")

g.to_dataset()

m.to_dataset()

ds.to_array()

ds.to_array("q", name="n")

# says: These variables cannot be found in this dataset: ['q']
ds.set_coords("q")

ds.set_coords("u")

ds.set_coords(["u", "w"])

# says: These variables cannot be found in this dataset: ['q']
ds.reset_coords("q")

# says: cannot remove index coordinates with reset_coords:
ds.reset_coords("x")

ds.reset_coords()

ds.reset_coords("z", drop=True)

g.reset_coords()

g.reset_coords("s")

g.reset_coords("s", drop=True)

# says: These variables cannot be found in this dataset: ['q']
g.reset_coords("q", drop=True)

g.get_axis_num("x")

# says: 'q' not found in array dimensions ('x', 'y')
g.get_axis_num("q")

g.get_axis_num(["x","y"])

# says: 'q' not found in array dimensions ('x', 'y')
g.all("q")

xr.concat([m, m], "q")

xr.concat([m, m], "x")

# says: must supply at least one object to concatenate
xr.concat([], "x")

# says: The elements in the input list need to be either all 'Dataset's or all 'DataArra
xr.concat([m, ds], "x")

# says: The elements in the input list need to be either all 'Dataset's or all 'DataArra
xr.concat([ds, m], "x")

# says: can only concatenate xarray Dataset and DataArray objects, got <class 'int'>
xr.concat([1, 2], "x")

xr.concat(m, "x")

# says: cannot reindex or align along dimension 'y' because of conflicting dimension siz
m.broadcast_like(g3)

# says: cannot supply both 'axis' and 'dim' arguments
m.mean(dim="x", axis=0)

# says: axis 5 is out of bounds for array of dimension 2
m.mean(axis=5)

# says: duplicate
m.mean(("x", "x"))

# says: ('x', 'x') must be a permuted list of ('x', 'y'), unless `...` is included
m.transpose("x", "x")

# What is no name, no position and no mapping

# says: 'int' object is not iterable
xr.DataArray([1, 2], dims=5)

# says: coords is not dict-like, but it has 0 items
xr.DataArray([1, 2], dims="x", coords=[])

# says: Could not convert tuple of form
xr.DataArray([1, 2], dims="x", coords={"x": (9, 9)})

# says: has invalid type
xr.Dataset({"v": {}})

# says: 'int' object is not iterable
xr.DataArray([1, 2], dims="x", coords={"x": [3, 4]}).rename(x=5)

xr.DataArray([1, 2], dims="x", coords={"x": [3, 4]}).rename(5).name

# says: dim should be Hashable
xr.DataArray([1, 2], dims="x").expand_dims(3)

# says: indexers must be either dict-like or a single integer
xr.DataArray([1, 2], dims="x").head("x")

# says: 'str' object has no attribute 'xindexes'
xr.DataArray([1, 2], dims="x").broadcast_like("x")

# says: No variable named
xr.DataArray([1, 2], dims="x").sortby(-9)

# says: Invalid frequency
xr.DataArray([1, 2], dims="x", coords={"x": [3, 4]}).resample(x="nope").mean()

# says: an integer is required
xr.DataArray([1, 2], dims="x").rolling(x=True).mean()

# says: 'display_width' given an invalid value
xr.set_options(display_width=0)

with_floats = None
try:
    xr.DataArray([1, 2], dims="x").isel(x=1.5)
except Exception as error:
    with_floats = type(error).__name__
with_floats
