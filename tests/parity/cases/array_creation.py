da.ones((4, 6), chunks=2)

da.ones(10, chunks=5)

da.ones(7, chunks=3, dtype="int32")

da.zeros((3, 5), chunks=(2, 3), dtype=bool)

da.full((4, 4), 7, chunks=2)

da.full((4, 4), 2.5, chunks=(4, 1))

da.full(3, -1, chunks=2, dtype="int8")

da.empty((4, 6), chunks=2).shape

da.empty((4, 6), chunks=2).dtype

da.arange(10, chunks=4)

da.arange(2, 20, 3, chunks=4)

da.arange(10, 0, -3, chunks=2)

da.arange(0.0, 2.0, 0.25, chunks=3)

da.arange(5, chunks=2, dtype="float32")

da.arange(5, chunks=2, dtype="uint8")

da.linspace(0, 1, 11, chunks=4)

da.linspace(0, 10, 5, endpoint=False, chunks=2)

da.linspace(-90, 90, 7, chunks=3, dtype="float32")

# Several return values.
da.linspace(0, 1, 5, chunks=2, retstep=True)

da.ones_like(da.arange(6, chunks=2))

da.zeros_like(da.ones((4, 4), chunks=2), dtype="int16")

da.full_like(da.ones((4, 4), chunks=2), 3)

da.ones_like(da.ones((4, 4), chunks=2), chunks=4)

da.from_array(np.arange(12).reshape(3, 4), chunks=2)

da.from_array(np.arange(10), chunks=(3, ))

da.from_array(np.array([True, False, True]), chunks=2)

da.from_array(np.arange(6.0), chunks="auto")

da.from_array([1, 2, 3, 4], chunks=2)

da.asarray(np.arange(4))

da.asarray([[1, 2], [3, 4]])

da.array([1.5, 2.5])

da.eye(5, chunks=2)

da.eye(4, chunks=2, M=6, k=1)

da.diag(da.arange(4, chunks=2))

da.ones((2, 0, 3), chunks=2)

da.ones((), chunks=())

da.ones((4, 6), chunks=(2, 3)).nbytes

da.ones((4, 6), chunks=(2, 3), dtype="float32").itemsize

da.ones((4, 6), chunks=(2, 3)).npartitions

da.ones((5, 7), chunks=(2, 3)).numblocks

da.ones((5, 7), chunks=(2, 3)).chunksize

da.ones((5, 7), chunks=(2, 3)).ndim

da.ones((5, 7), chunks=(2, 3)).size

len(da.ones((5, 7), chunks=(2, 3)))

# The same inputs give the same name.
da.ones((5, 7), chunks=2).name == da.ones((5, 7), chunks=2).name

# Other inputs give another name.
da.ones((5, 7), chunks=2).name == da.ones((5, 7), chunks=3).name

da.from_array(np.arange(5), chunks=2).name == da.from_array(np.arange(5), chunks=2).name

da.tile(da.arange(3, chunks=2), 2)

da.repeat(da.arange(4, chunks=2), 3, axis=0)

da.indices((2, 3), chunks=2)

da.meshgrid(da.arange(3, chunks=2), da.arange(2, chunks=1))

da.fromfunction(lambda i, j: i + 10 * j, shape=(4, 4), chunks=2, dtype="float64")

da.tri(4, chunks=2)

da.pad(da.ones(4, chunks=2), 1, mode="constant")

# What stands behind the shape is overlooked, as in Dask; dtype= and chunks= are not.
da.ones((4, 4), (2, 2))

da.zeros(4, np.float32)

da.full((4,), 1.5, int)

da.ones(4, int, 2, dtype="i2", chunks=3)
