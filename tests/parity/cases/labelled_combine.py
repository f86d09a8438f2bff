# Several objects of xarray.
# with: labelled
# --- cases

xr.where(d > 3, 1, 0)

xr.where(d > 3, d, -d)

d.dot(d)

d.dot(d, dim="x")

xr.dot(d, d, dim="y")

# value only: einsum has layers of its own in real Dask
z.dot(z.lat).round(10)

d.interp(y=15)

d.interp(y=[12, 38])

# ulps: 16, sums are added up in another order
a.interp(lat=[0, 5.])

d.interp(y=[5, 15])

xr.concat([d, d], "x")

xr.concat([d, d], "k")

xr.concat([d.isel(x=0), d.isel(x=1)], "x")

xr.concat([d.isel(y=slice(2)), d.isel(y=slice(2, 4))], "y")

xr.concat([z, z], "time")

xr.concat([d, d + 1], xr.DataArray(["first", "second"], dims="run", name="run"))

xr.merge([d.rename("a"), d.rename("b")])

xr.merge([d.isel(x=slice(2)).rename("a"), d.isel(x=slice(1, 3)).rename("b")])

xr.align(d.isel(x=slice(2)), d.isel(x=slice(1, 3)))

xr.align(d.isel(x=slice(2)), d.isel(x=slice(1, 3)), join="outer")

# says: cannot align objects with join='exact' where index/labels/sizes are not equal along these coordinates (dimensions): 'x' ('x',)
xr.align(d.isel(x=slice(2)), d.isel(x=slice(1, 3)), join="exact")

xr.broadcast(d.isel(x=0, drop=True), d.isel(y=0, drop=True))

d.isel(x=0).broadcast_like(d)

xr.full_like(d, 7)

xr.zeros_like(n)

xr.ones_like(z)

xr.corr(d, d * 2 + 1, "y")

# ulps: 16, sums are added up in another order
xr.cov(d, d, "y")

xr.apply_ufunc(np.sqrt, d)

xr.apply_ufunc(lambda x, y: x + y, d, d.isel(x=0, drop=True))

xr.apply_ufunc(np.mean, d, input_core_dims=[["y"]], kwargs={"axis": -1})

xr.apply_ufunc(np.sqrt, z, dask="allowed")

# says: arrays has not been enabled. Either set the ``dask`` argument or load your data into memory first with ``.load()`` or ``.compute()``
xr.apply_ufunc(np.sqrt, z)

# value only: the results of a gufunc are picked out by a layer of their own in real Dask
xr.apply_ufunc(lambda x: x * 2, z, dask="parallelized", output_dtypes=[float]).sum()

xr.apply_ufunc(lambda x: x.sum(), d, input_core_dims=[["y"]], vectorize=True)

xr.merge([ds, xr.Dataset({"k": 5})])

xr.concat([ds, ds], "x")

xr.concat([ds, ds], "run")

z.interp(lat=0).shape

xr.concat([z, z], "k")

# An object that has a dimension without labels gets those of the others.
xr.align(xr.DataArray([1, 2], dims="x"), xr.DataArray([1, 2], coords={"x": [5, 6]}, dims="x"))

xr.align(xr.DataArray([1, 2], dims="x"), xr.DataArray([1, 2], coords={"x": [5, 6]}, dims="x"), join="override")

xr.align(xr.Dataset({"q": (("y", "x"), [[1, 2]])}, coords={"x": [0.0, 0.5]}), xr.Dataset({"q": (("y", "x"), [[1, 2]])}, coords={"x": [0.0, 0.5], "y": [3.0]}), join="outer")

# Joined labels have the dtype of both.
(xr.Dataset(coords={"x": [1, 2]}) + xr.Dataset(coords={"x": [0.5, 2.0]})).x

xr.Dataset({"s": 1}).combine_first(xr.Dataset({"s": 2.0, "w": ("x", [1])}))

xr.Dataset({"a": 1}).update({"b": 2})
