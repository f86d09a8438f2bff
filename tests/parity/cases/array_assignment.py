import dask.array as da
import numpy as np


def X(c=2, shape=(3, 3)):
    return da.from_array(np.arange(int(np.prod(shape))).reshape(shape), chunks=c)


# --- cases

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[da.from_array([True, False, True])] = 0
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[da.from_array(np.array([True, False, True]), chunks=1)] = 0
x

x = X()
x[np.array([True, False, True])] = 0
x

# says: boolean index did not match indexed array along dimension 0; dimension is 3 but corresponding boolean dimensio
x = X()
x[da.from_array([True])] = 0
x

# says: oolean
x = X()
x[np.array([True])] = 0
x

# says: boolean index shape (1,) must match indexed array's (4,).
x = X(shape=(4,))
x[da.from_array([True])] = 0
x

# value only: what is assigned lies in one block, and masks in one more
x = X(shape=(1, 3))
x[da.from_array([True])] = 7
x

# says: boolean index shape (1, 1) must match indexed array's (4,).
x = X(shape=(4,))
x[da.from_array([[True]])] = 0
x

# says: ) of integer indices for dimension with size 4
x = X(shape=(4,))
x[np.array([[True, False, True, False]])] = 0
x

# says: boolean index shape (1, 4) must match indexed array's (4,).
x = X(shape=(4,))
x[da.from_array([[True, False, True, False]])] = 0
x

# value only: what is assigned lies in one block, and masks in one more
x = X(shape=(3, 4))
x[da.from_array([True, False, True])] = 0
x

# says: boolean index did not match indexed array along dimension 0; dimension is 3 but corresponding boolean dimensio
x = X(shape=(3, 4))
x[da.from_array([True, False, True, False])] = 0
x

# says: boolean index shape (3, 1) must match indexed array's (3, 4).
x = X(shape=(3, 4))
x[da.from_array([[True], [False], [True]])] = 0
x

# says: boolean index shape (1, 4) must match indexed array's (3, 4).
x = X(shape=(3, 4))
x[da.from_array([[True, False, True, False]])] = 0
x

# says: boolean index shape (2, 2) must match indexed array's (3, 4).
x = X(shape=(3, 4))
x[da.from_array([[True, False], [True, False]])] = 0
x

# value only: what is assigned lies in one block, and masks in one more
x = X(shape=(2, 3, 4))
x[da.from_array([True, False])] = 0
x

# says: boolean index did not match indexed array along dimension 0; dimension is 2 but corresponding boolean dimensio
x = X(shape=(2, 3, 4))
x[da.from_array([True, False, True, False])] = 0
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[da.from_array([True, False, True]), 1] = 0
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[1, da.from_array([True, False, True])] = 0
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[:, da.from_array([True, False, True])] = 0
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[..., da.from_array([True, False, True])] = 0
x

x = X()
x[np.array([True, False, True]), 1] = 0
x

x = X()
x[:, np.array([True, False, True])] = 0
x

x = X()
x[[True, False, True]] = 0
x

x = X()
x[[0, 2]] = 0
x

x = X()
x[[0, 2], 1] = 9
x

# says: dask is currently limited to at most one dimension's assignment index being a 1-d array of integers or boolean
x = X()
x[[0, 2], [1, 2]] = 9
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[[2, 0]] = np.array([[1, 2, 3], [4, 5, 6]]) * 10
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[[0, 0]] = np.array([[1, 2, 3], [4, 5, 6]]) * 10
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[::-1] = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]]) * 10
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[:, ::-1] = np.array([1, 2, 3]) * 10
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[::2, ::-2] = np.array([[1, 2], [3, 4]]) * 10
x

x = X()
x[...] = 5
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[...] = np.arange(3) * 10
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[...] = da.arange(3, chunks=1) * 10
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[...] = da.arange(9, chunks=1).reshape(3, 3) * 10
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
y = X()
x[...] = y
x

x = X()
x[0, ...] = 5
x

x = X()
x[..., 0] = 5
x

# says: cannot broadcast shape (3, 3) to shape (nan,)
x = X()
x[x > 4] = x * 10
x

# says: cannot broadcast shape (nan,) to shape (nan,)
x = X()
x[x > 4] = x[x > 4] * 10
x

# says: cannot broadcast shape (4,) to shape (nan,)
x = X()
x[x > 4] = np.arange(4)
x

# says: operands could not be broadcast together with shapes (3, 3) (nan,) (3, 3)
x = X()
x[x > 4] = np.array([7])
x

# says: operands could not be broadcast together with shapes (3, 3) (nan,) (3, 3)
x = X()
x[x > 4] = da.from_array(np.array([7]))
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[x > 4] = da.from_array(np.array(7))
x

# says: cannot broadcast shape (3, 3) to shape (nan,)
x = X()
x[x > 4] = np.arange(9).reshape(3, 3)
x

# says: cannot broadcast shape (3,) to shape (nan,)
x = X()
x[x > 4] = np.arange(3)
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[x > 4] = x.sum()
x

# says: cannot broadcast shape (3,) to shape (nan,)
x = X()
x[x > 4] = x.sum(axis=0)
x

# says: cannot convert float NaN to integer
x = X()
x[x > 4] = np.nan
x

# says: cannot convert float NaN to integer
x = X()
x[0] = np.nan
x

x = X()
x[0, 0] = 2.9
x

x = X()
x[x > 4] = 2.9
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[0] = np.array([1.5, 2.5, 3.5])
x

# says: cannot convert float NaN to integer
x = X()
x[0] = np.array([1.5, np.nan, 3.5])
x

# says: cannot convert float infinity to integer
x = X()
x[0] = np.inf
x

# says: Python integer 300 out of bounds for uint8
x = X().astype("u1")
x[0] = 300
x

# says: Python integer -1 out of bounds for uint8
x = X().astype("u1")
x[0] = -1
x

# says: Python integer 300 out of bounds for uint8
x = X().astype("u1")
x[x > 4] = 300
x

x = X().astype("f4")
x[0] = 1e300
x

x = X().astype(bool)
x[0] = 5
x

x = X().astype(bool)
x[x] = False
x

# says: Too many indices for array
x = da.from_array(np.array(5))
x[0] = 3
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[da.from_array([0, 2])] = 3
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[da.from_array([0, 2]), 1] = 3
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[1, da.from_array([0, 2])] = 3
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[da.from_array([0, 2])] = np.arange(6).reshape(2, 3)
x

# says: Index 3 is out of bounds for axis 0 with size 3
x = X()
x[3] = 3
x

# says: Index -4 is out of bounds for axis 0 with size 3
x = X()
x[-4] = 3
x

# says: is out of bounds for axis 0 with size 3
x = X()
x[[0, 5]] = 3
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[0:0] = 3
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[5:9] = 3
x

# says: shape mismatch: value array of shape (4,) could not be broadcast to indexing result of shape (2, 3)
x = X()
x[0:2] = np.arange(4)
x

x = X()
x[0:2] = np.arange(2)[:, None]
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[0:2] = np.arange(3)[None, None]
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[0] = [1, 2, 3]
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[0] = (1, 2, 3)
x

# says: Too many indices for array
x = X()
x[0, 0, 0] = 3
x

x = X()
x[np.int64(1)] = 3
x

# says: dask does not yet implement assignment to a scalar boolean index: True
x = X()
x[True] = 3
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[[]] = 3
x

x = X()
x[[-1]] = 3
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[[-1, 0]] = np.array([[1], [2]])
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[[2, 1]] = np.array([[1], [2]])
x

x = X()
y = x + 1
x[0] = 100
y

x = X()
y = x.copy()
x[0] = 100
y

x = X()
y = x[0]
x[0] = 100
y

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[0] = 1
x[1] = 2
x[2] = x[0] + x[1]
x

x = X()
x[x > 100] = 1
x

x = da.from_array(np.arange(6.0), chunks=3)
y = x[x > 2]
y[y > 3] = 0
y

# says: Arrays chunk sizes are unknown.
x = da.from_array(np.arange(6.0), chunks=3)
y = x[x > 2]
y[0] = 0
y

x = da.from_array(np.arange(6.0), chunks=3)
m = da.from_array(np.array([1, 0, 1, 1, 0, 1], bool), chunks=2)
x[m] = -1
x

# says: boolean index shape (5,) must match indexed array's (6,).
x = da.from_array(np.arange(6.0), chunks=3)
m = da.from_array(np.array([1, 0, 1, 1, 0], bool), chunks=2)
x[m] = -1
x

# says: oolean
x = da.from_array(np.arange(6.0), chunks=3)
m = np.array([1, 0, 1, 1, 0], bool)
x[m] = -1
x

# says: ) of integer indices for dimension with size 3
x = da.from_array(np.arange(12.0).reshape(3, 4), chunks=2)
m = np.array([[1, 0, 1, 1], [0, 0, 1, 0], [1, 1, 1, 0]], bool)
x[m] = -1
x

# says: ) of integer indices for dimension with size 3
x = da.from_array(np.arange(12.0).reshape(3, 4), chunks=2)
m = np.array([[1, 0, 1, 1], [0, 0, 1, 0], [1, 1, 1, 0]], bool)
x[m] = np.arange(7)
x

# says: cannot broadcast shape (7,) to shape (nan,)
x = da.from_array(np.arange(12.0).reshape(3, 4), chunks=2)
m = np.array([[1, 0, 1, 1], [0, 0, 1, 0], [1, 1, 1, 0]], bool)
x[da.from_array(m)] = np.arange(7)
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[1:, [0, 2]] = np.array([[10, 20], [30, 40]])
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[1:, [2, 0]] = np.array([[10, 20], [30, 40]])
x

# says: dask is currently limited to at most one dimension's assignment index being a 1-d array of integers or boolean
x = X()
x[np.array([True, False, False]), np.array([True, False, False])] = 4
x

# says: object
x = X()
x[0] = 1j
x

x = X()
x[0] = True
x

x = X()
x[0] = np.float32(2.7)
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[0] = da.from_array(np.array([1e300, 2, 3]))
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[0] = da.from_array(np.array([np.nan, 2, 3]))
x

# value only: what is assigned lies in one block, and masks in one more
x = X()
x[x > 3] = da.from_array(np.array(np.nan))
x

# says: cannot convert float NaN to integer
x = X()
x[x > 3] = np.array(np.nan)
x

# value only: what is assigned lies in one block, and masks in one more
x, y, z = da.ones(3, chunks=2), da.ones(3, chunks=2), da.ones(3, dtype=bool)
x[0], y[y > 0], z[:2] = None, "2.5", ["", "a"]
x, y, z

# value only: what is assigned lies in one block
x = da.zeros(2, dtype=int)
x[:] = np.array(["2020-01-01", "2020-01-02"], dtype="M8[D]")
x

# says:
x = da.zeros(2, dtype=int)
x[0] = None

# says:
x = da.zeros(2, dtype=int)
x[x == 0] = "5"

# A slice backwards from before the array begins at its end, in assignments of Dask alone.
# value only: graphs of slices backwards
x = X()
x[6:0:-1, -6:-5:-1] = -1
x

# value only: graphs of slices backwards
x = X()
x[-9::-1] = np.arange(X().shape[-1])
x

# value only: graphs of slices backwards
x = X()
x[..., -9:2:-2] = 7
x

# value only: graphs of slices backwards
x = X()
x[[0], ::-1] = np.arange(X().shape[1])[None]
x
