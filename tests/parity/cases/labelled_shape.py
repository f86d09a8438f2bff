# Dimensions, coordinates and names of xarray.
# with: labelled
# --- cases

a.dims, a.shape, a.size, a.nbytes, a.ndim, a.dtype

dict(a.sizes)

d.x.values

-d

d.transpose()

d.transpose("y", "x")

a.transpose("lon", ...)

z.transpose("lon", "time", "lat")

d.T

d.squeeze()

d.expand_dims("k")

d.expand_dims(k=3)

d.expand_dims(k=[1, 2])

d.expand_dims("k", axis=1)

d.rename("other")

d.rename(x="lon")

d.rename({"x": "lon", "label": "name"})

d.drop_vars("label")

d.drop_vars(["label", "s"])

d.assign_coords(y=[1, 2, 3, 4])

d.assign_coords(new=("x", [7, 8, 9]))

d.assign_coords(k=9)

d.swap_dims(y="label")

d.reset_coords("label", drop=True)

d.reset_coords("label")

d.to_dataset()

d.to_dataset(name="q")

d.to_dataset("x")

d.assign_attrs(a=1).attrs

d.copy()

d.diff("y")

d.diff("y", label="lower")

d.diff("y", n=2)

z.diff("time")

d.shift(y=1)

d.shift(y=-1, fill_value=0)

z.shift(time=2)

d.roll(y=1)

d.roll(y=1, roll_coords=True)

d.sortby("x", ascending=False)

d.sortby("label", ascending=False)

desc.sortby("lat")

d.dropna("y")

z.chunk(time=-1)

z.chunk({"time": 50, "lat": 10})

a.chunk("auto").chunks

a.chunk()

a.chunk({"lat": 3})

z.compute().equals(a)

z.persist().chunks

z.chunksizes

z.data

h.time.diff("time")[:3]

# says: 'DataArray' object has no attribute 'foo'
d.foo

d.values.tolist()

list(d.coords), list(d.indexes)

[x.item() for x in d[0]]

len(d), d.ndim

"x" in d.coords

d.to_numpy()

d.broadcast_equals(d)

d.conj()

d.dims, d.coords["x"].dims

a.time.values[:2]

a.time[0].item()

a.time[0].values

str(a.time[0].values)

a.lat.attrs

z.chunk({"time": "auto"}).chunks

z.transpose("lat", ...)

z.expand_dims("k")

z.diff("lat")
