# Construction and text of xarray.
# with: labelled
import pandas as pd
# --- cases

a

z

d

n

desc

h

xr.DataArray([1, 2, 3])

xr.DataArray(5)

xr.DataArray(5, name="five")

xr.DataArray("text")

# says: conflicting sizes for dimension 'x': length 2 on the data but length 3 on coordinate 'x'
xr.DataArray([1, 2], dims="x", coords={"x": [1, 2, 3]})

# says: different number of dimensions on data and dims: 2 vs 1
xr.DataArray(np.zeros((2, 2)), dims="x")

# known: a dimension may come twice in real xarray, with a warning
# ours: repeated dimension names
xr.DataArray(np.zeros((2, 2)), dims=("x", "x"))

xr.DataArray(np.zeros((2, 3)), [("a", [1, 2]), ("b", ["x", "y", "z"])])

xr.DataArray(np.zeros((2, 3)), coords=[[1, 2], [3, 4, 5]], dims=["a", "b"])

xr.DataArray(np.zeros(2), {"a": [1, 2]})

xr.DataArray(0, coords={"x": [1, 2]}, dims="x")

xr.DataArray(True)

xr.DataArray([True, False], dims="b")

xr.DataArray(np.arange(20), dims="x")

xr.DataArray(np.arange(2000.), dims="x")

xr.DataArray(np.array(["2000-01-01", "2000-01-02"], dtype="datetime64[ns]"), dims="t")

xr.DataArray(np.array([1, 2], dtype="timedelta64[h]"), dims="t")

xr.DataArray(["x", "y"], dims="k") + "!"

xr.DataArray(np.zeros((2, 0)), dims=("a", "b"))

# Texts and None: pandas makes NaN of None, if there is nothing else beside.
xr.DataArray([None, "b"]), xr.DataArray([None, "b"]).astype(str), xr.DataArray([None, None]), xr.DataArray([None, "a", 1]), xr.Dataset({"v": ("x", [None, "a"])})

xr.DataArray([1, 2], dims="x").assign_coords(y=("x", [None, "a"])), xr.DataArray(np.array([None, "a", True], dtype=object))[:2], pd.isnull(xr.DataArray([1, np.nan]))

# Coordinates in a list name the dimensions
xr.DataArray(a.values * 2, coords=[a[dim] for dim in a.dims])

xr.DataArray(a.values * 2, coords=a.coords)

xr.DataArray(a.values * 2, coords=[a[dim] for dim in a.dims], dims=[f"{dim}2" for dim in a.dims])

# says: IndexVariable objects must be 1-dimensional
xr.DataArray([1, 2], ["x"])

# says: IndexVariable objects must be 1-dimensional
xr.DataArray([1, 2], "x")

xr.DataArray([1, 2], coords=[pd.date_range("2000", periods=2, name="day")])

xr.DataArray([[1, 2]], coords=[("x", [1]), [1, 2]])

# says: are not a subset of the DataArray
xr.DataArray([[1, 2]], coords={"y": [1, 3]})

# says: are not a subset of the DataArray
xr.DataArray([1, 2], coords={"s": ("x", [1, 2])})

xr.DataArray(5, coords=[("x", [1, 2]), [3, 4]])
