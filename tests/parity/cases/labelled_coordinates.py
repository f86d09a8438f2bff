# Which coordinates, names and attributes are kept by what combines objects.
# with: small
# --- cases

xr.concat([m.assign_coords(k=1), m], "x")

xr.concat([m, m.assign_coords(k=1)], "x")

xr.concat([m.assign_coords(k=1), m.assign_coords(k=2)], "x")

xr.concat([m.assign_coords(k=1), m.assign_coords(k=1)], "x")

xr.concat([m.assign_coords(k=1), m.assign_coords(k=2)], "new")

xr.concat([m.assign_coords(k=1), m], "new")

xr.concat([m.isel(x=0), m.isel(x=1)], "x")

xr.concat([m.isel(x=0, drop=True), m.isel(x=1)], "new")

xr.concat([m.isel(x=0), m.isel(x=1)], xr.DataArray([5, 6], dims="k", name="k"))

xr.concat([m.isel(x=0), m.isel(x=1)], xr.DataArray([5, 6], dims="k", name="lbl"))

xr.concat([m, m], "x", join="exact")

xr.concat([m, m.isel(y=[0,1])], "x")

xr.concat([m, m.isel(y=[0,1])], "x", join="inner")

# says: cannot align objects with join='exact' where index/labels/sizes are not equal al
xr.concat([m, m.isel(y=[0,1])], "x", join="exact")

xr.concat([m, m.isel(y=[0,1])], "x", join="left")

# says: invalid value for join: bad
xr.concat([m, m.isel(y=[0,1])], "x", join="bad")

xr.concat([m, m.isel(y=[0,1])], "x", fill_value=0)

xr.concat([m, m.rename("o")], "x")

# says: array names not identical
xr.concat([m, m.rename("o")], "x", compat="identical")

xr.concat([m, m.assign_attrs(u="C")], "x")

xr.concat([m, m.assign_attrs(u="C")], "x", combine_attrs="drop")

xr.concat([m, m.assign_attrs(u="C", v=1)], "x", combine_attrs="drop_conflicts")

# says: combine_attrs='no_conflicts', but some values are not the same
xr.concat([m, m.assign_attrs(u="C")], "x", combine_attrs="no_conflicts")

# says: combine_attrs='identical', but attrs differ. First is
xr.concat([m, m.assign_attrs(u="C")], "x", combine_attrs="identical")

# says: Unrecognised value for combine_attrs=bad
xr.concat([m, m.assign_attrs(u="C")], "x", combine_attrs="bad")

xr.concat([m, m.assign_attrs(u="C")], "x", combine_attrs=lambda a, context: {"n": len(a)})

xr.concat([ds, ds], "x")

xr.concat([ds, ds], "y")

xr.concat([ds, ds], "n")

xr.concat([ds, ds], "x", data_vars="minimal")

xr.concat([ds, ds], "x", data_vars="different")

xr.concat([ds, ds.assign(c=9)], "x", data_vars="different")

# says: conflicting values for variable 'c' on objects to be combined. You can skip this
xr.concat([ds, ds.assign(c=9)], "x", data_vars="minimal")

# says: Cannot specify both coords='different' and compat='override'.
xr.concat([ds, ds.assign(c=9)], "x", data_vars="minimal", compat="override")

xr.concat([ds, ds.assign(c=9)], "x", data_vars=["c"])

# says: conflicting values for variable 'c' on objects to be combined. You can skip this
xr.concat([ds, ds.assign(c=9)], "n", data_vars="minimal")

# says: Cannot specify both coords='different' and compat='override'.
xr.concat([ds, ds.assign(c=9)], "n", data_vars=["c"], compat="override")

# says: the variables ['q'] in data_vars are not found in the data variables of the firs
xr.concat([ds, ds], "x", data_vars=["q"])

# says: unexpected value for data_vars: bad
xr.concat([ds, ds], "x", data_vars="bad")

xr.concat([ds, ds], "x", coords="minimal")

xr.concat([ds, ds], "x", coords="all")

xr.concat([ds, ds.assign_coords(s=9)], "x")

# says: conflicting values for variable 's' on objects to be combined. You can skip this
xr.concat([ds, ds.assign_coords(s=9)], "x", coords="minimal")

xr.concat([ds, ds.assign_coords(s=9)], "x", coords="all")

xr.concat([ds, ds.assign_coords(s=9)], "x", coords=["s"])

# says: the variables ['q'] in coords are not found in the coordinates of the first data
xr.concat([ds, ds.assign_coords(s=9)], "x", coords=["q"])

xr.concat([ds, ds.drop_vars("w")], "x")

# says: coordinate 'z' not present in all datasets.
xr.concat([ds, ds.drop_vars("z")], "x")

xr.concat([ds.drop_vars("s"), ds], "x")

xr.concat([ds, ds], "x", positions=[[0,2],[1,3]])

xr.concat([m, m], "n", create_index_for_new_dim=False)

xr.concat([g, g.isel(x=[0,1])], "y")

xr.concat([g.isel(y=0), g.isel(y=2)], "y")

xr.concat([g.isel(y=0), g.isel(y=2)], "n")

xr.concat([g, g + 1], "y").two

xr.concat([mz, mz], "x")

xr.concat([st, st], "x")

xr.concat([bo, bo.isel(x=[0, 1])], "n")

xr.concat([ts, hh], "time")

xr.concat([g3.isel(t=0), g3.isel(t=1)], g3.t[:2])

xr.concat([m.isel(x=0), m.isel(x=1)], [5, 6])

# says: conflicting values for variable 's' on objects to be combined. You can skip this
xr.merge([m, g])

# says: conflicting values for variable 'c' on objects to be combined. You can skip this
xr.merge([ds, ds.assign(c=9)])

xr.merge([ds, ds.assign(c=9)], compat="override")

xr.merge([ds, ds.assign(c=9)], compat="minimal")

# says: conflicting values for variable 's' on objects to be combined. You can skip this
xr.merge([ds, ds.assign_coords(s=9)])

xr.merge([ds, ds.assign_coords(s=9)], compat="minimal")

xr.merge([ds, ds.assign_coords(s=9)], compat="override")

# says: compat='bad' invalid: must be
xr.merge([ds, ds.assign_coords(s=9)], compat="bad")

xr.merge([ds, ds.isel(x=[0])])

xr.merge([ds, ds.isel(x=[0])], join="inner")

# says: cannot align objects with join='exact' where index/labels/sizes are not equal al
xr.merge([ds, ds.isel(x=[0])], join="exact")

# says: invalid value for join: bad
xr.merge([ds, ds.isel(x=[0])], join="bad")

# says: conflicting values for variable 'w' on objects to be combined. You can skip this
xr.merge([ds, ds.isel(x=[0]).rename(u="uu")], fill_value=-1)

xr.merge([ds, ds.isel(x=[0]).rename(u="uu")], fill_value={"uu": -1})

xr.merge([ds, {"k": 5}])

xr.merge([ds, {"k": ("x", [5, 6])}], combine_attrs="drop")

xr.merge([ds, ds.assign_attrs(title="Q", m=1)], combine_attrs="drop_conflicts")

# says: combine_attrs='no_conflicts', but some values are not the same
xr.merge([ds, ds.assign_attrs(title="Q", m=1)], combine_attrs="no_conflicts")

# says: combine_attrs='identical', but attrs differ. First is
xr.merge([ds, ds.assign_attrs(title="Q", m=1)], combine_attrs="identical")

# says: conflicting values for variable 's' on objects to be combined. You can skip this
xr.merge([m.drop_attrs(), ds])

# says: objects must be an iterable containing only Data
xr.merge([1, ds])

# says: unable to convert unnamed DataArray to a Dataset without providing an explicit n
xr.merge([m.rename(None)])

xr.merge([])

# says: conflicting values for variable 's' on objects to be combined. You can skip this
ds.merge(m)

ds.merge(ds.assign(c=9), overwrite_vars="c")

ds.merge(ds.assign(c=9), overwrite_vars=["c"])

# says: conflicting values for variable 'c' on objects to be combined. You can skip this
ds.merge(ds.assign(c=9))

ds.merge(ds.assign_attrs(q=1), combine_attrs="drop_conflicts")

ds.merge({"q": ("x", [1,2])})

xr.align(m, m.isel(y=[0,1]))

xr.align(m, m.isel(y=[0,1]), join="outer")

xr.align(m, m.isel(y=[0,1]), join="outer", fill_value=0)

# says: cannot align objects with join='exact' where index/labels/sizes are not equal al
xr.align(m, m.isel(y=[0,1]), join="exact")

xr.align(m, m.isel(y=[0,1]), join="exact", exclude="y")

# says: cannot align objects with join='override' with matching indexes along dimension
xr.align(m, m.isel(y=[0,1]), join="override")

xr.align(m, m.isel(x=[0,1]).assign_coords(x=[7,8]), join="override")

xr.align(m, m.isel(y=[0,1]), indexes={"y": ["p"]})

# says: cannot reindex or align along dimension 'y' because of conflicting dimension siz
xr.align(m, m.drop_vars("y").isel(y=[0]))

xr.align()

xr.align(m, m.isel(y=[1,0]), join="left")

xr.align(m, m.isel(y=[1,0]), join="right")

xr.align(ds, m, join="outer")

xr.align(bo, bo.isel(x=[0]).assign_coords(x=[9]), join="outer")

# says: cannot reindex or align along dimension 'y' because of conflicting dimension siz
xr.broadcast(m, g3.isel(t=0, drop=True).rename(x="xx"))

xr.broadcast(m, m.x)

xr.broadcast(ds, m.y)

xr.broadcast(m, g3.isel(t=0, x=0), exclude="y")

m + m.assign_coords(s=9)

m + m.assign_coords(s=5)

m + m.drop_vars("s")

m.assign_coords(k=1) + m

m.assign_coords(k=1) + m.assign_coords(k=2)

m + m.assign_coords(k=("x", [1,2]))

m.assign_coords(k=("x", [1,3])) + m.assign_coords(k=("x", [1,2]))

m + m.isel(x=0)

m.isel(x=0) + m

m.isel(x=0) + m.isel(x=1)

m.isel(x=0) * m.isel(y=1)

m.isel(x=0, drop=True) + m

m + m.x

# says: cannot reindex or align along dimension 'y' because of conflicting dimension siz
m + g3.isel(t=0)

m * xr.DataArray([1,2], dims="x")

# says: cannot reindex or align along dimension 'x' because of conflicting dimension siz
m * xr.DataArray([1,2,3], dims="x")

m - m.mean("x")

m - m.assign_attrs(u="C")

m - m.assign_attrs(u="K", v=1)

(m > 2) & (m < 5)

m + m.rename("o")

m + m.rename(None)

m + 1

1 + m

m + np.arange(3)

# says: operands could not be broadcast together with shapes (2,3) (2,)
m + np.arange(2)

np.arange(3) + m

m + np.ones((2, 3))

# says: dimensions
m + np.ones((2,2,3))

np.float64(2) * m

np.ones((2, 3)) * m

[1, 2, 3] + m

# says: unsupported operand type(s) for +: 'float' and 'NoneType'
m + None

ds + 1

ds + m

m + ds

ds + ds.drop_vars("c")

ds + ds.assign_attrs(title="Z")

ds - ds.isel(x=0)

ds * ds.isel(x=[0])

ds + {"u": 1}

ds + {"u": 1, "w": 2, "c": 3}

-ds

abs(ds)

ds == ds

ds > 1

m ** 2

m // 2

m % 2

2 ** m

m @ m

m @ m.T

m.isel(x=0) @ m.isel(x=1)

# says: type DataArray doesn't define __round__ method
round(m)

m.round(1)

# says: unsupported operand type(s) for divmod(): 'DataArray' and 'int'
divmod(m, 2)

~bo

bo & True

bo | bo.isel(x=[0, 1])

bo ^ bo

with xr.set_options(keep_attrs=False):
    found = m + 1
found

with xr.set_options(keep_attrs=False):
    found = m.mean()
found

with xr.set_options(keep_attrs=False):
    found = m.astype("f4")
found

with xr.set_options(keep_attrs=False):
    found = -m
found

with xr.set_options(keep_attrs=False):
    found = ds + 1
found

with xr.set_options(keep_attrs=False):
    found = np.sin(m)
found

with xr.set_options(keep_attrs=False):
    found = m.where(m > 1)
found

with xr.set_options(keep_attrs=False):
    found = m.fillna(1)
found

with xr.set_options(keep_attrs=False):
    found = m.clip(1, 2)
found

with xr.set_options(keep_attrs=False):
    found = m.rolling(x=2).mean()
found

with xr.set_options(keep_attrs=False):
    found = ds.mean()
found

with xr.set_options(keep_attrs=False):
    found = m.isnull()
found

with xr.set_options(keep_attrs=False):
    found = m.cumsum("x")
found

with xr.set_options(keep_attrs=False):
    found = m.shift(x=1)
found

with xr.set_options(keep_attrs=False):
    found = m.quantile(0.5)
found

with xr.set_options(keep_attrs=False):
    found = m.groupby("y").mean()
found

with xr.set_options(keep_attrs=False):
    found = m.weighted(m.x).mean()
found

with xr.set_options(keep_attrs=True):
    found = xr.where(m > 2, m, 0)
found

with xr.set_options(arithmetic_join="outer"):
    found = m + m.isel(y=[0])
found

# says: cannot align objects with join='exact' where index/labels/sizes are not equal al
with xr.set_options(arithmetic_join="exact"):
    found = m + m.isel(y=[0])
found

with xr.set_options(keep_attrs=False):
    found = m.interp(x=15)
found

# says: the resolved dtypes are not compatible with add.reduce
with xr.set_options(keep_attrs=False):
    found = m.coarsen(y=3).mean()
found

with xr.set_options(keep_attrs=False):
    found = m.round(1)
found

with xr.set_options(keep_attrs=False):
    found = m.isin([1])
found

with xr.set_options(keep_attrs=False):
    found = m.idxmax("x")
found

with xr.set_options(keep_attrs=False):
    found = m.argmax("x")
found

with xr.set_options(keep_attrs=False):
    found = m.diff("x")
found

with xr.set_options(keep_attrs=False):
    found = m.dot(m)
found

# Labels of numbers and of text stand as text together.
xr.merge([m.rename("p1"), g.rename("p2")], compat="override")

xr.align(i8, m.drop_vars("s"), join="outer")

g.x % u8

m.assign_coords(k=1).where(i8 > 3)

xr.align(st, st.isel(x=[0]).assign_coords(x=[9]), join="outer")

xr.align(bo, bo.isel(x=[0]).assign_coords(x=[9]), join="outer")

st.shift(x=1).fillna("z")

st.reindex(x=[2, 9, 1])

bo.where(bo)

xr.concat([st, st.isel(x=[0])], "n")
