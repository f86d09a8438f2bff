# What is assigned to labelled objects, and what is changed in place.
# with: labelled
f = xr.DataArray(
    np.arange(12.0).reshape(3, 4),
    dims=["x", "y"],
    coords={"x": [10, 20, 30], "y": list("abcd"), "s": 5, "n": ("x", [1.5, 2.5, 3.5])},
    name="f",
    attrs={"units": "K"},
)
g = (f * 2).astype(int).rename("g")
e = xr.Dataset({"f": f, "g": g, "k": 7}, attrs={"title": "T"})
two = e[["f", "g"]]
# --- cases

# A dimension's labels take what is assigned.
e["x"] = (e.x + 180) % 360 - 180
e

e["x"] = [1, 2, 3]
e

e["x"] = ("x", [1, 2, 3], {"units": "m"})
e

e["x"] = np.array(["2000-01-01", "2000-01-02", "2000-01-03"], dtype="M8[s]")
e

e.assign(x=["p", "q", "r"]).x

e.assign(x=lambda d: d.x + 1, q=lambda d: d.x)

e.update({"x": [1, 2, 3]})
e

# says: conflicting sizes for dimension 'x': length
e["x"] = [1, 2]

# says: conflicting sizes for dimension 'x': length 2 on 'w'
e["w"] = ("x", [1, 2])

# says: dimension 'x' already exists as a scalar variable
e["x"] = 5

# says: unable to determine if these variables should be coordinates or not in the merged result: {'g'}
e["g"] = [3, 4]

e["y"] = g
e

# Coordinates stay coordinates.
e["n"] = e.n * 2
e

e["n"] = ("x", [1, 2, 3])
e

e["n"] = 3
e

e.assign(n=e.n * 2)

e["s"] = e.f
e

# says: unable to determine if these variables should be coordinates or not in the merged result: {'n'}
e.update(xr.Dataset({"n": ("x", [1, 2, 3])}))

e.update(xr.Dataset({"q": ("x", [1, 2, 3])}, coords={"x": [10, 20, 31], "n": ("x", [7, 8, 9])}))
e

e["q"] = f.isel(x=[2, 0])
e

# says: unable to determine if these variables should be coordinates or not in the merged result: {'g'}
e["q"] = f.assign_coords(g=("x", [1.0, 2, 3]))

e.assign_coords(h=f.assign_coords(x=[20, 30, 40]))

# says: cannot reindex or align along dimension 'x' because of conflicting dimension sizes: {2, 3} (note: an index is
e.assign_coords(x=("x", [1, 2]))

xr.Dataset({"x": f}).x

e[["p", "q"]] = [1, f]
e

# says: Different lengths of variables to be set (2) and data used as input for setting (3)
e[["p", "q"]] = f

# says: Cannot assign a Dataset to a single key - only a DataArray or Variable object can be stored under a single
e["q"] = e

# says: 'nope'
del e["nope"]

# Elements of all variables.
two[dict(x=0)] = -1
two

two.loc[dict(x=[10, 30], y="b")] = -1
two

two[dict(x=0)] = two.isel(x=1) * 0

two[dict(x=0)] = f.isel(x=1, drop=True)
two

# says: Variable 'k': indexer {'x': 0} not available
e[dict(x=0)] = 1

two.loc[dict(x=slice(10, 20))]

# says: can only lookup dictionaries from Dataset.loc
two.loc[10]

# In place: views and owners see it.
q = e["f"]
q += 1
e.f

x0 = np.zeros(3)
x = xr.DataArray(x0, dims="x")
x += 7
x0

x = xr.DataArray(np.zeros(4), dims="x")
v = x.isel(x=slice(2))
v += 10
x

v = f.isel(x=0, y=1)
v += 100
f

v = f.sel(x=20)
v[0] = -5
f

v = f.sel(x=[20, 30])
v -= 1
f

v = f.pad(x=0)
v -= 1
f

v = xr.align(f, g)[0]
v -= 1
f

# says: Consider aligning the indices manually or using a not-in-place operation.
f += f.isel(x=[0, 1])

# says: Cannot cast ufunc 'add' output from dtype('float64') to dtype('int64') with casting rule 'same_kind'
g += 1.5

x = f.astype("f4")
x *= np.float64(2)
x

f += g
f

# says: dimensions cannot change for in-place operations
f += xr.DataArray(np.ones(3), dims="w")

f += xr.DataArray(np.ones(4), dims="y", coords={"p": ("y", [1, 2, 3, 4])})
f

# says: d a Dataset
f += e

v = xr.DataArray(["ab", "c"], dims="x")
v += "z"
v

v = xr.DataArray(a.time.values[:3], dims="q")
w = v.isel(q=slice(2))
w += np.timedelta64(1, "D")
v

q = z.copy()
v = q
q += 1
v

two += f
two

two += two.isel(x=[0, 1])
two

# says: datasets must have the same data variables for in-place arithmetic operations: ['f', 'g'], ['f']
two += two[["f"]]

# Labels stay as they are, and belong to their object.
# says: IndexVariable values cannot be modified
f.x[0] = 5

# says: IndexVariable values cannot be modified
q = f.x.copy()
q[0] = 5

# says: Values of an IndexVariable are immutable and can not be modified inplace
q = f.x
q += 1

# says: IndexVariable values cannot be modified
e.rename(x="z").z[0] = 1

# says: IndexVariable values cannot be modified
e.swap_dims(x="n").n[0] = 1

# says: IndexVariable values cannot be modified
f.isel(x=slice(0, 2)).x[0] = 5

q = f.x * 2
q[0] = 1
q

f.n[0] = 5
f

own = np.arange(3.0)
x = xr.DataArray(own, coords={"x": own, "h": ("x", own)}, dims="x")
own += 10
x

own = np.arange(3.0)
x = xr.Dataset({"v": ("x", own)}, coords={"x": own})
x["x"] = own
own += 10
x

own = np.arange(3.0)
x = xr.DataArray(own, dims="x").assign_coords(x=own)
own += 10
x

xr.Dataset({"a": da.ones(3)})

f.assign_coords(x=da.arange(3))

# says: Passing a Dataset as `data_vars` to the Dataset constructor is not supported. Use `ds.copy()` to create a
xr.Dataset(e)

# says: dictionary update sequence element #0 has length 1; 2 is required
xr.Dataset("a")

# says: cannot set variable 't' with 2-dimensional data without explicit dimension names. Pass a tuple of (dims,
e["t"] = np.ones((3, 4))

# Labels of a dimension stay as they are.
# says: assignment destination is read-only
f.y.values[0] = "z"

# says: assignment destination is read-only
f.indexes["x"].values[0] = 5

# says: assignment destination is read-only
f.x.data[:] = 5

# says: assignment destination is read-only
f.expand_dims(t=2).values[0] = 5

# says: assignment destination is read-only
xr.broadcast(f, xr.DataArray([1, 2], dims="z"))[0].values[0] = 5

f.n.values[0] = 5; f.n
