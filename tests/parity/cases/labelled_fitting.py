# Polynomials of least squares, assertions, elements of chunked arrays, labels of other coordinates.
# with: labelled
f = xr.DataArray(
    np.arange(12.0).reshape(3, 4) ** 2,
    dims=["x", "y"],
    coords={"x": [10, 20, 30], "y": [1.0, 2, 4, 8], "n": ("x", [1.5, 2.5, 3.5]), "s": 5},
    name="f",
    attrs={"units": "K"},
)
c = f.chunk(x=2, y=3)
holes = f.where(f != 16)
few = xr.Dataset({"f": f, "k": 7, "w": ("y", [1.0, 2, 3, 5])}, attrs={"title": "T"})


def rounded(found, decimals=6):
    return found.round(decimals) + 0.0


# --- cases

rounded(f.polyfit("x", 1))

rounded(f.polyfit("y", 2))

rounded(f.polyfit("y", 0))

rounded(f.polyfit("y", 1, w=[1, 2, 3, 4]))

rounded(f.polyfit("n", 1))

rounded(holes.polyfit("y", 1))

rounded(holes.polyfit("x", 1, skipna=True))

rounded(holes.polyfit("x", 1, skipna=False))

rounded(few.polyfit("x", 1))

rounded(c.polyfit("y", 1).compute())

rounded(holes.chunk(x=1).polyfit("y", 1).compute())

rounded(xr.polyval(f.y, f.polyfit("y", 2).polyfit_coefficients))

q = a.isel(time=slice(30), lat=0, lon=0)
rounded(q - xr.polyval(q.time, q.polyfit("time", 1).polyfit_coefficients))

rounded(f.drop_vars("x").polyfit("x", 1))

# says: Expected w and y to have the same length
f.polyfit("y", 1, w=[1, 2])

# says: "No variable named 'zz'. Variables on the dataset include ['x', 'y', 'n', 's',
f.polyfit("zz", 1)

xr.testing.assert_equal(f, f.copy())

# says: Left and right DataArray objects are not equal
xr.testing.assert_equal(f, f + 1)

xr.testing.assert_identical(few, few.copy())

xr.testing.assert_allclose(f, f + 1e-12)

# says: f        (x, y) float64 96B 1.0 2.0 5.0 10.0 17.0 ... 65.0 82.0 101.0 122.0
xr.testing.assert_allclose(few, few + 1)

xr.testing.assert_allclose(f, f.T, check_dim_order=False)

with few as q:
    found = q.f.sum()
found

# Elements of chunked arrays.
c[0] = -1
c

c.loc[10:20, 2.0] = -5
c

c[:, [0, 2]] = 5
c

c[dict(y=[1, 2])] = f.isel(y=[1, 2]).T
c.compute()

# says: xarray can't set arrays with multiple array indices to dask yet.
c[[0, 1], [0, 2]] = 5

c[dict(y=1)] = f.isel(y=2)

v = c
c[0] = 7
v

# Labels of other coordinates, and of other objects.
f.sel(n=1.5)

f.sel(n=[1.5, 3.5])

few.sel(n=slice(1, 2.6))

f.sel(n=2, method="nearest")

# says: "not all values found in index 'n'. Try setting the `method` keyword argument (example: method='nearest')
f.sel(n=9)

# says: 0 dimensions
f.sel(s=5)

# says: "not all values found in index 'x'. Try setting the `method` keyword argument (example: method='nearest')
f.sel(x=None)

f.isel(x=xr.DataArray([0, 1, 2, 0], dims="y"))

f.isel(x=xr.DataArray([0, 1], dims="y"), y=slice(0, 2))

# says: Dimensions of indexers mismatch:
f.isel(x=xr.DataArray([0, 1], dims="y"))

few.isel(x=xr.DataArray([0, 1, 2, 0], dims="y"))

# says: arrays used as indices must be of integer (or boolean) type
f.isel(x=[0.5])

xr.DataArray(f.values, coords=f.coords)

xr.DataArray(f.values, coords=[f.x, f.y])

xr.DataArray(f.mean("x").values, coords=f.mean("x").coords)

# says: IndexVariable objects must be 1-dimensional
xr.DataArray([1, 2], "x")

# Numbers that do not fit are wrapped.
f.astype("uint8").where(f > 4, -1)

f.astype("uint8").shift(x=1, fill_value=-1)

f.astype("uint8").reindex(x=[10, 15], fill_value=300)

# What belongs to labels goes with them.
f.assign_coords(x=f.x.assign_attrs(units="m")).interp(x=15)

f.assign_coords(x=f.x.assign_attrs(units="m")).interp(x=[15, 18])

f.interp_like(f.isel(x=[0]).assign_coords(x=("x", [12], {"u": 1})))

f.expand_dims(kind=["p", "qr"]).sel(kind="qr").kind

few[["f", "w"]].to_array("kind").sel(kind="w").kind

few.assign(t=("x", ["b", "c", "a"]))[["f", "t"]].argmax("x")

few.reset_coords()

xr.concat([f, f], dim=["p", "q"]).concat_dim

# says: 'tuple' object has no attribute 'dims'
xr.concat([f, f], dim=("p", "q"))

xr.apply_ufunc(np.sqrt, 4)

xr.apply_ufunc(np.sqrt, np.array([4.0, 9.0]))

c.quantile(0.5, "x").chunks

xr.zeros_like(c, chunks={"x": 1}).chunks

# says: Expected a chunked array but none were found
xr.zeros_like(f, chunks={"x": 1})

c.assign_coords(n=c.n.chunk(x=2)).swap_dims(x="n").n.chunks

f.to_dict(data="array")["data"]

# says: data argument must be bool, "list", or "array"
f.to_dict(data="bad")

# says: bad is not a valid interpolator
f.interpolate_na("x", method="bad")

# says: "Window dimensions ('foo',) not found in DataArray dimensions ('x', 'y')"
f.rolling(x=2, foo=True)
