x = da.ones((4, 6), chunks=2)

# --- cases

# says: could not be broadcast
x + da.ones(5, chunks=5)

# says: could not be broadcast
x + np.ones(4)

# says: Chunks do not add up to shape
da.ones((4, 6), chunks=((2, 2), (2, 2)))

# says: Chunks do not add up
x.rechunk(((2, 3), (6,)))

# says: chunks
da.ones((4, 6), chunks=None)

# says: same length/dimension
da.ones((4, 6), chunks=(2, 2, 2))

# says: total size of new array must be unchanged
x.reshape(5, 5)

# says: total size
da.ones((4, 6), chunks=2).reshape(25)

# says: out of bounds
x[10]

# says: out of bounds
x[0, -7]

# says: Too many indices
x[0, 0, 0]

# says: out of bounds
x[[0, 9]]

# says: fancy indexing
x[[0, 1], [0, 1]]

# says: out of bounds
x.sum(axis=2)

# says: out of bounds
x.mean(axis=-3)

# says: ambiguous
bool(x)

# says: ambiguous
if x > 1:
    pass

# says: object has no attribute 'nope'
x.nope

# says: has no attribute 'nope'
da.nope

# says: Shapes do not align
da.concatenate([x, da.ones((4, 5), chunks=2)])

# says: shape
da.stack([x, da.ones((3, 6), chunks=2)])

# says: stack
da.stack([])

# says: Chunks do not add up to same value
x @ da.ones((5, 2), chunks=2)

# says: matmul
da.matmul(x, 3)

# says: data type 'nope' not understood
da.ones(3, chunks=2, dtype="nope")

# says: chunk sizes are unknown
x[x > 0][3]

# says: compute_chunk_sizes
y = x.ravel()
y[y > 0][:3].rechunk(2)

# says: axes don't match array
x.transpose(0)

# says: Repeated
x.transpose(0, 0)

# says: byte unit
da.ones(10, chunks="ten megabytes")

# says: integers
da.ones(10, chunks=2.5)

# says: bins
da.histogram(x, bins=None)

# says: axis
da.percentile(x, 50)

# says: axis
da.median(x)

# says: cannot squeeze axis with size other than one
x.squeeze(axis=0)

# says: unsupported operand type
x + "a"

# says: Provided chunks have 1 dims; expected 2 dims
x.map_blocks(lambda b: b, chunks=(1,)).compute()

# says: zero-size array
da.argmax(da.ones((0,), chunks=1)).compute()

# says: identity
da.ones((0,), chunks=1).max().compute()

# says: chunks
da.ones((4, 4), chunks=(-2, 2))

# says: not supported
x[{"a": 1}]

# says: truth value
da.ones((2, 2), chunks=1) and True

# says: length-1 arrays
int(x)

# says: broadcast
da.broadcast_to(x, (4, 7))

# says: arange
da.arange(chunks=2)

# says: by zero
da.arange(4, chunks=2).map_blocks(lambda b: 1 // 0)

# Lists and numbers are no arrays, and lists no axes

# says: 'list' object has no attribute 'dtype'
da.sum([1, 2])

# says: 'tuple' object has no attribute 'dtype'
da.std((1, 2))

# says: 'int' object has no attribute 'dtype'
da.max(5)

# says: has no attribute 'ndim'
da.argmax([1, 2])

da.sum(np.arange(3))

# says: 'list' object cannot be interpreted as an integer
np.sum(np.ones((2, 3)), axis=[0, 1])

# says: 'list' object cannot be interpreted as an integer
np.cumsum(np.ones((2, 3)), axis=[0, 1])

# says: 'tuple' object cannot be interpreted as an integer
np.argmax(np.ones((2, 3)), axis=(0, 1))

# says: an integer is required
np.ones((2, 3)).mean(axis=True)

# says: 'list' object cannot be interpreted as an integer
np.nanmax(np.ones((2, 3)), axis=[0])

np.average(np.ones((2, 3)), axis=[0, 1])

# says: Calling nonzero on 0d arrays is not allowed
np.where(1)

np.where([1, 0, 2])
