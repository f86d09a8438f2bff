a = da.from_array(np.arange(12.0).reshape(3, 4), chunks=2)
b = da.from_array(np.arange(20.0).reshape(4, 5), chunks=(2, 3))
v = da.arange(4, chunks=2)
s = da.ones((4, 3, 4), chunks=2)

# --- cases

a @ b

a.dot(b)

da.dot(a, b)

da.matmul(a, b)

a @ v

v @ b

v @ v

v.dot(v)

da.dot(v, v)

s @ b

a @ a.T

a @ np.ones((4, 2))

da.tensordot(a, b, axes=1)

da.tensordot(a, b, axes=((1,), (0,)))

da.tensordot(a, a, axes=((0, 1), (0, 1)))

da.tensordot(s, s, axes=([0, 2], [2, 0]))

da.outer(v, v)

da.vdot(v, v)

da.einsum("ij,jk->ik", a, b)

da.einsum("ij->i", a)

a.astype("float32") @ b.astype("float32")

da.arange(6, chunks=4).reshape(2, 3) @ da.arange(6, chunks=4).reshape(3, 2)

da.linalg.norm(v.astype("float64"))

da.ones((20, 20), chunks=5) @ da.ones((20, 20), chunks=5)

(a @ b).sum(axis=0)

# says: index out of range
da.tensordot(da.ones((2, 2)), da.ones((2, 2)), axes=3)

# says: index out of range
da.tensordot(da.ones((2, 2)), da.ones((2, 2)), axes=np.int64(5))

da.linalg.norm(da.arange(4, chunks=2), 1)

# says: Invalid norm order for matrices.
da.linalg.norm(da.ones((2, 2)), 3)

da.linalg.norm(np.arange(4.0).reshape(2, 2), -2, axis=0)

da.matmul(da.arange(4, chunks=2), da.arange(4, chunks=2)).astype(float)

# value only: made of other steps
da.percentile(da.arange(5, chunks=5), 50)

# value only: what has no axes stays as it is
da.asarray(3).T

# value only: made of other steps
da.cov(da.arange(4, chunks=2))

da.ones((1, 1)).squeeze(), da.ones((1, 1)).reshape(()), da.asarray(3) + 1, da.asarray(3).sum(), da.arange(3)[0]
