# Datasets of xarray.
# with: labelled
# --- cases

ds

dz

np.exp(ds)

ds.u

ds["u"]

ds[["u"]]

ds.mean()

ds.mean("x")

ds.sum("y")

ds.max()

ds.std("x")

ds + 1

ds * 2

ds + ds

ds - ds.mean()

ds > 2

ds.isel(x=0)

ds.sel(x=10)

ds.sel(y="q")

ds.sel(x=slice(5, 15))

ds.where(ds.u > 2)

ds.fillna(0)

ds.assign(k=ds.u + 1)

ds.assign(k=lambda s: s.u * 2)

ds.assign(k=("y", [1, 2, 3]))

ds.assign_coords(y=[1, 2, 3])

ds.drop_vars("w")

ds.rename(u="U", x="X")

# known: real xarray keeps an index that no longer labels a dimension
# ours: Dimensions without coordinates: X
ds.rename_dims(x="X")

ds.transpose("y", "x")

ds.to_array()

ds.to_dataarray("kind")

ds.merge(ds.rename(u="v", w="z"))

ds.map(np.sqrt)

ds.map(lambda x: x.mean())

list(ds), list(ds.data_vars), list(ds.coords), dict(ds.sizes)

ds.nbytes, len(ds), "u" in ds, "x" in ds, bool(ds)

ds.equals(ds.copy()), ds.identical(ds.assign_attrs(b=1))

ds.set_coords("w")

ds.set_coords("w").reset_coords("w")

ds.squeeze()

ds.expand_dims("k")

ds.count()

ds.isnull().any()

ds.astype("f4")

ds.diff("x")

ds.shift(x=1)

ds.sortby("x", ascending=False)

ds.interp(x=15)

ds.drop_sel(x=10)

ds.head(x=1)

ds.attrs

dz.u

dz.mean("x").u

dz.compute().identical(ds)

dz.chunks

xr.Dataset({"a": d, "b": d * 2})

xr.Dataset({"a": d.isel(x=slice(2)), "b": d.isel(x=slice(1, 3))})

xr.Dataset({"a": 1, "b": ("x", [1, 2])})

xr.Dataset(coords={"x": [1, 2]})

# says: conflicting sizes for dimension 'x': length 3 on 'b' and length 2 on
xr.Dataset({"a": ("x", [1, 2]), "b": ("x", [1, 2, 3])})

ds.mean("y")

ds.std("y")

ds.count("y")

xr.Dataset({"t": ("x", np.array(["2000-01-01", "2000-01-02"], dtype="datetime64[us]"))})

ds["x"]

ds.x.values

ds.u.sel(x=10, y="q").item()

ds.sel(x=[10], y=["p", "r"])

ds.isel(x=[0], y=slice(2))

ds.u.mean().values

ds.u.T

ds.u + ds.w

ds.u.rename("new").to_dataset()

ds.to_dict()["dims"]
