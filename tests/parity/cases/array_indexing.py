x = da.arange(20, chunks=6)
m = da.from_array(np.arange(100).reshape(10, 10), chunks=(3, 4))
c = da.from_array(np.arange(60).reshape(3, 4, 5), chunks=2)

# --- cases

x[3]

x[-1]

x[2:7]

x[:]

x[::2]

x[::-1]

x[::-3]

x[15:2:-4]

x[5:5]

x[100:200]

x[-5:]

x[:-5]

m[2]

m[2, 3]

m[-1, -1]

m[2:5, 3:9]

m[5, 3:9]

m[:, 3]

m[..., 0]

m[0, ...]

m[::3, ::-1]

m[:, ::7]

m[None]

m[:, None, :]

m[None, 2]

c[1, :, 2]

c[..., 1:3]

c[:, -1]

c[1:, 1:, 1:]

c[0, 0, 0]

x[[1, 3, 5]]

x[[5, 1, 3]]

x[[0, 0, 0]]

x[[-1, -2]]

x[np.array([1, 7, 13, 19])]

m[[0, 2, 9]]

m[:, [9, 0, 4]]

m[[1, 5], 2:6]

m[2, [1, 3, 8]]

x[x > 10].compute()

m[m % 2 == 0].compute()

m[np.arange(10) % 3 == 0]

m[:, np.arange(10) < 4]

x[x > 10].chunks

x[x > 10].compute_chunk_sizes().chunks

# known: picking points goes by way of a reshape instead of a layer of its own
# ours: "tasks": 67
m.vindex[[0, 3, 9], [1, 4, 8]]

da.take(m, [1, 2], axis=1)

da.compress([True, False, True], m[:3], axis=0)

x[3:15][2:6]

m[2:8][:, 1:5][0]

m[2:8].sum(axis=0)

m[:, 0] + m[0, :]

x[::2] + x[1::2]

x[np.int64(4)]

x[slice(2, 6)]

m[(slice(None), 1)]

# Assignment replaces values.
x[2:4] = 100
x

m[0, :] = -1
m

x[x > 15] = 0
x

for row in m[:2]:
    last = row
last

list(x[:3].compute())

m[m[:, 0] > 40].compute()

x[da.from_array(np.array([1, 3]), chunks=1)]

da.nonzero(x > 17)[0].compute()

da.argwhere(x > 17).compute()

da.flatnonzero(x > 17).compute()

da.ones((100, 100), chunks=10)[5, 3:47].chunks

da.ones((100, 100), chunks=10)[::7].chunks

da.ones((100, 100), chunks=10)[::-1, 1::9].chunks

da.ones((100, 100), chunks=10)[[1, 50, 99, 3]].chunks

# A boolean of NumPy is a mask, one of Python a number.
# says: Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead. If the context of this error is of the form `arr[nonzero(cond)]`, just use `arr[cond]`.
da.arange(10, chunks=3)[np.True_]

da.arange(10, chunks=3)[True]

# says: Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead. If the context of this error is of the form `arr[nonzero(cond)]`, just use `arr[cond]`.
da.ones((2, 2))[np.True_, 0]

x = da.ones(4, dtype=bool, chunks=2)
x[2] = [False]
x
