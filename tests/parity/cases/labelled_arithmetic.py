# Element by element of xarray.
# with: labelled
# --- cases

d + 1

1 - d

d * d

d ** 2

abs(d - 5)

d > 5

d == 5

d // 2

d % 3

2 / (d + 1)

d + xr.DataArray([1, 2, 3, 4], dims="y")

d * xr.DataArray([1., 2.], dims="k")

d.x == "a"

a.lat * a

z * z.lat

np.sin(d)

np.sqrt(z)

np.maximum(d, 5)

np.add(d, d)

np.cos(np.deg2rad(a.lat))

(d + 1).name, (d + d).name, (d + d.rename("e")).name

d.where(d > 3)

d.where(d > 3, 0)

d.where(d > 3, drop=True)

d.where(d.y > 20, drop=True)

d.where(d.label < 3)

a.where(a.lat > 0)

n.where(n > 2)

n.where(n > 2, -1)

z.where(z > 0.5)

z.where(z.lat > 0)

z.where(z > 0.5, 0)

a.fillna(0)

z.fillna(0)

d.where(d > 3).fillna(d * 10)

a.isnull()

z.isnull()

d.isin([1, 2, 3])

d.clip(2, 5)

d.round()

z.round(2)

d.astype("int32")

d.assign_coords(z=d.x + "1")

d.where(d > 1).dropna("y")

d.where(d > 1).dropna("x", how="all")

h.time - h.time[0]

(h.time[-1] - h.time[0])

h.time > np.datetime64("2000-01-02")

h.where(h.time > np.datetime64("2000-01-02"), drop=True)

# says: cannot reindex or align along dimension 'y' because of conflicting dimension sizes: {
d + xr.DataArray(np.arange(3), dims="y")

d.equals(d.copy()), d.identical(d.rename("z")), d.equals(d + 1)

d.pipe(lambda x, k: x + k, 2)

np.asarray(d)

d.x.isin(["a"])

d.where(d.x != "a")

z.where(z.lat > 0, drop=True)

np.abs(z)

z.clip(0.2, 0.8)
