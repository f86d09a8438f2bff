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

# What has unknown sizes, wrong axes, or values of another shape.
# says: Tried to concatenate arrays with unknown shape (nan, 4).
x = da.ones((4,4),chunks=(2,4))
y = x[x[:,0]>6]
da.concatenate([y,y],axis=1)

x = da.ones((4,4),chunks=(2,4))
y = x[x[:,0]>0]
da.concatenate([y,y],axis=1,allow_unknown_chunksizes=True)

# says: (nan, 4)
x = da.ones((4,4),chunks=(2,4))
y = x[x[:,0]>0]
da.concatenate([y,da.ones((4,3))])

# says: Tried to concatenate arrays with unknown shape (nan, 4).
x = da.ones((4,4),chunks=(2,4))
y = x[x[:,0]>0]
da.hstack([y,y])

x = da.ones((4,4),chunks=(2,4))
y = x[x[:,0]>0]
da.hstack([y,y],allow_unknown_chunksizes=True)

x = da.arange(10,chunks=5)
y = x[x>6]
da.stack([y,y])

da.tril(da.ones((4,4),chunks=((1,3),4)))

da.triu(da.ones((4,4),chunks=((1,3),4)))

da.tril(da.ones((2,4,4),chunks=(1,(1,3),4)))

da.tri(5,5,chunks=((2,3),(3,2)))

da.tri(5,3,k=1,chunks=2)

da.roll(da.zeros((0,3),chunks=(1,2)),1,0)

da.roll(da.zeros((0,),chunks=2),1)

da.roll(da.arange(4,chunks=2),0)

da.roll(da.arange(4,chunks=2),3)

# says: axis 7 is out of bounds for array of dimension 1
da.concatenate([da.arange(4,chunks=2)],axis=7)

# says: axis -3 is out of bounds for array of dimension 1
da.concatenate([da.arange(4,chunks=2)],axis=-3)

# says: all the input arrays must have same number of dimensions,
da.concatenate([da.arange(3),da.zeros((0,2))])

da.concatenate([da.arange(3),da.arange(2)],axis=-1)

# says: You must specify a chunks= keyword argument.
da.arange(4,chunks=2).rechunk(None)

da.ones((4,4),chunks=2).rechunk((None,4)).compute()

da.ones((4,4),chunks=2).rechunk({0:None,1:4})

# says: 'range' object has no attribute 'shape'
da.from_array(range(5),2)

da.from_array([1,2,3],2)

da.from_array(5)

# says: 'dict' object has no attribute 'shape'
da.from_array({1:2})

da.asarray(range(5))

# says: chunk sizes are unknown. shape: (nan,), chunks:
x = da.arange(10,chunks=10)
x[x>6].rechunk(2)

# says: chunk sizes are unknown. shape: (nan,), chunks:
x = da.arange(10,chunks=10)
x[x>6].rechunk(-1)

# says: chunk sizes are unknown. shape: (nan,), chunks:
x = da.arange(10,chunks=5)
x[x>6].rechunk(2)

# says: chunk sizes are unknown. shape: (nan,), chunks:
x = da.arange(10,chunks=10)
x[x>6].rechunk({0:2})

# says: chunk sizes
x = da.arange(10,chunks=10)
x[x>6].rechunk("auto")

x = da.arange(10,chunks=10)
x[x>6].rechunk(x[x>6].chunks)

x = da.ones((4,4),chunks=(4,2))
x[x[:,0]>0].rechunk({1:4}).compute()

x = da.ones((4,4),chunks=(4,2))
x[x[:,0]>0].rechunk({-1:4}).compute()

# says: chunk sizes are unknown. shape: (nan,
x = da.ones((4,4),chunks=(4,2))
x[x[:,0]>0].rechunk((4,4))

x = da.ones((4,4),chunks=(4,2))
x[x[:,0]>0].rechunk((None,4)).compute()

# says: Arrays chunk sizes are unknown.
x = da.arange(10.,chunks=5)
da.nanmin(x[x>6])

# says: Arrays chunk sizes are unknown.
x = da.arange(10.,chunks=10)
da.nanmax(x[x>1])

x = da.arange(10.,chunks=5)
da.nanmax(x)

# says: module 'dask.array' has no attribute 'heaviside'
da.heaviside(da.arange(3),1)

# says: Too many indices for array
da.arange(6,chunks=3).vindex[[0],:]

# says: shape mismatch: value array could not be broadcast to indexing result
x = da.arange(4,chunks=2)
x.__setitem__(1,[5])
x

x = da.arange(4,chunks=2)
x.__setitem__(1,5)
x

x = da.arange(4,chunks=2)
x.__setitem__(1,np.array(5))
x

x = da.arange(4,chunks=2)
x.__setitem__([1],[5])
x

# says: shape mismatch: value array could not be broadcast to indexing result
x = da.ones((2,2),chunks=2)
x.__setitem__((1,1),[5])
x

x = da.ones((2,2),chunks=2)
x.__setitem__(1,[[5,6]])
x
