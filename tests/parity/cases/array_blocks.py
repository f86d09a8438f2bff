x = da.arange(12, chunks=5)
m = da.from_array(np.arange(24).reshape(4, 6), chunks=(2, 3))

def double(block):
    return block * 2

def with_offset(block, offset=0):
    return block + offset

# --- cases

x.map_blocks(double)

da.map_blocks(double, x)

x.map_blocks(lambda block: block + 1)

x.map_blocks(with_offset, offset=10)

x.map_blocks(with_offset, 3)

x.map_blocks(double, dtype="int64")

x.map_blocks(lambda block: block.astype("float32"))

x.map_blocks(lambda block: block.sum(keepdims=True), chunks=(1,))

m.map_blocks(lambda block: block.sum(axis=1), drop_axis=1).compute()

m.map_blocks(lambda block: block[:, None, :], new_axis=1)

m.map_blocks(lambda block: block.T, chunks=((3, 3), (2, 2)), dtype="int64").chunks

da.map_blocks(lambda a, b: a + b, m, m)

da.map_blocks(lambda a, b: a * b, m, 2)

da.map_blocks(lambda a, b: a + b, m, da.arange(6, chunks=3))

# The function learns which block it has.
def numbered(block, block_id=None):
    return block * 0 + 10 * block_id[0] + block_id[1]
m.map_blocks(numbered, dtype="int64")

def located(block, block_info=None):
    return block * 0 + block_info[0]["array-location"][0][0]
x.map_blocks(located, dtype="int64")

da.map_blocks(lambda: np.ones((2,)), chunks=((2, 2),), dtype="float64").chunks

x.map_blocks(double, name="doubled").name

x.map_blocks(double, token="other")

(x.map_blocks(double) + 1).sum()

da.blockwise(lambda a, b: a + b, "i", x, "i", x, "i", dtype="int64")

da.blockwise(lambda a: a.T, "ji", m, "ij", dtype="int64")

# says: by zero
def broken(block):
    return block + 1 // 0
x.map_blocks(broken, dtype="int64").compute()

# says: bad block
def failing(block, block_id=None):
    if block_id == (1,):
        raise ValueError("bad block")
    return block
x.map_blocks(failing, dtype="int64").compute()

da.apply_along_axis(lambda row: row.sum(), 1, m, dtype="int64", shape=())

da.reduction(x, chunk=lambda b, axis, keepdims: np.sum(b, axis=axis, keepdims=keepdims), aggregate=lambda b, axis, keepdims: np.sum(b, axis=axis, keepdims=keepdims), dtype="int64").compute()

x.to_delayed()[0].compute()

[part.compute() for part in x.to_delayed()]

da.from_delayed(dask.delayed(np.ones)(3), shape=(3,), dtype="float64")

# Delayed values that stand on the same tasks.

da.concatenate([da.from_delayed(part, (n,), dtype="int64") for part, n in zip(x.to_delayed(), x.chunks[0])]).compute()

(lambda w: (da.from_delayed(w[:2], (2,), dtype="int64") + da.from_delayed(w[2:], (2,), dtype="int64")).compute())(dask.delayed(np.arange)(4))

(lambda w: da.stack([da.from_delayed(w + n, (4,), dtype="int64") for n in range(3)]).sum(axis=1).compute())(dask.delayed(np.arange)(4))

x[x > 3].reshape(-1)

# says: Array chunk size or shape is unknown
x[x > 3].reshape(7)

dask.compute(x.sum(), x.max())

dask.compute({"total": x.sum()}, [x.min(), 3])

x.persist()

len(x.persist().dask)

dask.persist(x, m)[1]

x.compute(scheduler="synchronous")

x.sum().compute(scheduler="threads")

# value only: the results of a gufunc are picked out by a layer of their own in real Dask
da.apply_gufunc(np.sqrt, "()->()", da.arange(6, chunks=4))

# value only: the results of a gufunc are picked out by a layer of their own in real Dask
da.apply_gufunc(lambda a: a.mean(-1), "(i)->()", da.arange(12, chunks=4).reshape(3, 4).rechunk({1: -1}), output_dtypes=float)

[r.compute() for r in da.apply_gufunc(lambda a: (a.mean(-1), a.std(-1)), "(i)->(),()", da.ones((4, 3), chunks=(2, 3)), output_dtypes=(float, float))]

# says: consists of multiple chunks
da.apply_gufunc(lambda a: a.mean(-1), "(i)->()", da.ones((4, 4), chunks=2))

da.lib.stride_tricks.sliding_window_view(da.arange(8, chunks=4), 3)

# says: The overlapping depth 9 is larger than your array 8.
da.lib.stride_tricks.sliding_window_view(da.arange(8, chunks=4), 9)

# Sizes of blocks as a tuple are those of all blocks, a number is that of each.
# says: Dimension 0 has 10 blocks, adjust_chunks specified with 1 blocks
da.ones((100, 10), chunks=(10, 10)).map_blocks(lambda b: b[:2], chunks=((2,), (10,)), dtype=float)

# says: Dimension 0 has 2 blocks
da.ones(10, chunks=5).map_blocks(lambda b: b, chunks=((5,),), dtype=float)

# says: blocks
da.map_blocks(np.add, da.ones((100, 10), chunks=(10, 10)), 1, chunks=((1,) * 3, (10,)), dtype=float)

# says: Provided chunks have 1 dims; expected 2 dims
da.ones((100, 10), chunks=(10, 10)).map_blocks(lambda b: b[:2], chunks=(2,), dtype=float)

x = da.ones((20, 10), chunks=(10, 10))
x.map_blocks(lambda b: b[:2], chunks=(2, (10,)), dtype=float), x.map_blocks(lambda b: b[:, :, None], chunks=((10,) * 2, (10,), (1,)), new_axis=2, dtype=float), x.map_blocks(lambda b: b.sum(0), chunks=((10,),), drop_axis=0, dtype=float).chunks

# What is not cut goes whole to each block, not in pieces.
da.map_blocks(lambda a, b: a + b.sum(), da.arange(6, chunks=2), da.arange(6, chunks=6), dtype=int)

# value only: an array of NumPy has a layer here
da.map_blocks(lambda a, b: a + b.sum(), da.arange(6, chunks=2), np.arange(6), dtype=int)

# value only: an array of NumPy has a layer here
da.map_blocks(lambda a, b: a + b.sum(), da.ones((4, 4), chunks=2), np.arange(6))

da.map_blocks(lambda a, b: a + b.sum(0), da.ones((4, 4), chunks=2), da.ones((3, 4), chunks=(3, 2)), dtype=float)

da.map_blocks(lambda a, b, block_info=None: a + block_info[1]['shape'][0], da.arange(6, chunks=2), da.arange(4, chunks=4), dtype=int)

# Blocks go together by their places.
da.map_blocks(lambda a, b: a + b.sum(), da.arange(4, chunks=2), da.arange(6, chunks=3), dtype=int)

# says: could not be broadcast together
da.map_blocks(lambda a, b: a + b, da.arange(4, chunks=2), da.arange(4, chunks=((1, 3),)), dtype=int)

# says: Shapes do not align
da.map_blocks(lambda a, b: a + b, da.arange(6, chunks=2), da.arange(6, chunks=3), dtype=int).compute()

da.blockwise(lambda a, b: a + b.sum(), 'i', da.arange(6, chunks=2), 'i', da.arange(6, chunks=6), 'i', dtype=int, align_arrays=False)

# value only: steps of another kind
da.as_gufunc(signature='(i)->()', output_dtypes=float, vectorize=True, allow_rechunk=True)(lambda r: r.sum())(da.arange(6, chunks=2).reshape(2, 3))

# value only: steps of another kind
da.arange(6, chunks=((3, 1, 2),)).vindex[[3, -5, 3, 0]]

# value only: steps of another kind
da.arange(30, chunks=7).reshape(5, 6).vindex[:, [0, 1, 2, 3, 4, 5, 1, 2, 3]]

# value only: steps of another kind
da.arange(30, chunks=7).reshape(5, 6).vindex[[[0], [1]], [[0, 1, 2]]]

# What is delayed, and collections within arguments, are computed before: functions get values.
# value only: the value has a task of its own
da.arange(6, chunks=2).map_blocks(lambda b, k: b + k, dask.delayed(5), dtype=int)

# value only: the value has a task of its own
da.arange(6, chunks=2).map_blocks(lambda b, k=None: b + k['a'][0] + k['b'].sum(), k={'a': [dask.delayed(5)], 'b': da.arange(4, chunks=2)}, dtype=int)

# value only: the value has a task of its own
da.arange(6, chunks=2).map_blocks(lambda b, block_id=None, k=None: b + k.sum() + block_id[0], k=da.arange(6, chunks=3), dtype=int)

# value only: the value has a task of its own
da.blockwise(lambda a, b, k=1: a + b.sum() * k, 'i', da.arange(6, chunks=2), 'i', da.arange(4, chunks=3), None, k=dask.delayed(2), dtype=int)

# value only: the value has a task of its own
da.map_blocks(lambda n, block_id=None: np.full(2, n + block_id[0]), dask.delayed(3), chunks=((2, 2),), dtype=int)

# value only: the value has a task of its own
da.arange(6, chunks=3).map_overlap(lambda b, k=None: b * k, depth=1, boundary=0, k=dask.delayed(3), dtype=int)

# value only: the value has a task of its own
da.apply_gufunc(lambda a, k=0: a.sum(-1) + k, '(i)->()', da.ones((2, 3)), k=dask.delayed(3), output_dtypes=float)

# Functions that give numbers, and what dtypes are inferred from.
da.arange(4,chunks=2).map_blocks(np.mean)

da.arange(4,chunks=2).map_blocks(lambda b:b.mean(),chunks=(1,),dtype=float)

da.ones((2,4,4),chunks=(1,4,4)).map_blocks(np.sum,drop_axis=(1,2))

da.ones((2,4),chunks=(1,4)).map_blocks(np.sum,drop_axis=(1,))

da.arange(6,chunks=2)[da.arange(6,chunks=2)>1].map_blocks(np.sum,dtype=int)

da.arange(4,chunks=2).map_blocks(lambda b:5)

da.arange(4,chunks=2).map_blocks(lambda b:5,dtype=int)

da.arange(4,chunks=2).map_blocks(np.mean)+1

da.arange(4,chunks=4).map_blocks(np.mean)

da.arange(4,chunks=4).map_blocks(np.mean,drop_axis=0)

da.arange(4,chunks=2).map_blocks(np.sum,drop_axis=0)

da.arange(4,chunks=2).map_blocks(lambda b: np.array(b.sum()),dtype=int)

da.arange(4,chunks=2).map_blocks(lambda b: float(b.max()),chunks=(1,),dtype=float).persist()

da.arange(4,chunks=2).map_blocks(lambda b: True,chunks=(1,),dtype=bool)

da.blockwise(np.sum,'i',da.arange(4,chunks=2),'i',dtype=int)

da.blockwise(lambda a,b: (a*b).sum(),'i',da.arange(4,chunks=2),'i',da.arange(4,chunks=2),'i',dtype=int,adjust_chunks={'i':1})

da.blockwise(lambda b: b.sum(),'i',da.ones((4,4),chunks=(2,4)),'ij',dtype=float,concatenate=True,adjust_chunks={'i':1})

# says: `dtype` inference failed in `map_blocks`.
da.map_blocks(lambda b,block_id=None: b*0+block_id[0], da.arange(4,chunks=2))

da.map_blocks(lambda b,block_id=None: b.sum()+block_id[0], da.arange(4,chunks=2),dtype=int,chunks=(1,))

# says: `dtype` inference failed in `map_blocks`.
da.map_blocks(lambda b,block_info=None: b*0+block_info[0]['chunk-location'][0], da.arange(4,chunks=2))

# says: `dtype` inference failed in `map_blocks`.
da.map_blocks(lambda b,block_id: b, da.arange(4,chunks=2))

da.map_blocks(lambda b,block_id: b, da.arange(4,chunks=2),dtype=int)

da.map_blocks(lambda b,block_id: b, da.arange(4,chunks=2),meta=np.array([],dtype=int))

da.map_blocks(lambda b,block_id=None: b*0+(block_id[0] if block_id else 7), da.arange(4,chunks=2))

da.map_blocks(lambda b: b[0], da.arange(4,chunks=2))

# says: `dtype` inference failed in `map_blocks`.
da.map_blocks(lambda b: np.linalg.inv(b), da.from_array(np.eye(4)*2,chunks=2))

# says: drop_axis out of range (drop_axis=[5], but output is 2d).
da.map_blocks(np.sum, da.ones((2,2),chunks=1), drop_axis=5)

da.map_blocks(lambda b: b[..., None], da.ones((2,2)), chunks=(2,2,1))

da.map_blocks(lambda b: b[None], da.ones((2,2)), chunks=(1,2,2))

da.map_blocks(lambda b: b[None], da.ones((4,2),chunks=2), chunks=(1,2,2))

da.map_blocks(lambda b: b.sum(), da.ones((4,2),chunks=2), chunks=(1,), drop_axis=1)

da.map_blocks(lambda b: 1/b, da.arange(1,4,chunks=2))

da.map_blocks(lambda b: np.log(b), da.arange(1,4,chunks=2))

# says: `dtype` inference failed in `map_blocks`.
da.map_blocks(lambda b: 1/int(b[0]), da.arange(1,4,chunks=2))

da.map_overlap(lambda b: b.mean(), da.arange(6,chunks=3), depth=1, boundary=0, trim=False)

da.map_overlap(lambda b: b*2, da.arange(6,chunks=3), depth=1, boundary=0)

# Blocks as delayed values are an array of objects.
parts = da.ones((4, 3), chunks=2).to_delayed()
parts.shape, str(parts.dtype), parts[1, 0].compute(), [part.compute().sum() for part in parts.flatten()], len(parts.tolist()), parts.ravel()[1].compute()

parts = da.arange(4, chunks=4).sum().to_delayed()
parts.shape, parts.item().compute()

# Blocks of another size than their place: those on the edge say how large places are.
da.map_blocks(lambda rows: np.outer(rows, rows), da.from_array(np.arange(3.0).reshape(3, 1), chunks=2), dtype=float).compute()

da.map_blocks(lambda block: block[:1], m, dtype=int).compute()

# A block of length 1 fills its place.
da.map_blocks(lambda block, block_info=None: block[:1] if block_info[None]["chunk-location"] == (1, 1) else block, m, dtype=int).compute()

# A block with fewer axes fills its place.
da.map_blocks(lambda block, block_info=None: block[0] if block_info[None]["chunk-location"] == (1, 1) else block, m, dtype=int).compute()

# A block on the edge that is too short leaves no place for its neighbours.
# says: could not broadcast input array from shape (2,3) into shape (1,3)
da.map_blocks(lambda block, block_info=None: block[:1] if block_info[None]["chunk-location"] == (1, 0) else block, m, dtype=int).compute()

# says: could not broadcast input array from shape (3,3) into shape (2,3)
da.map_blocks(lambda block, block_info=None: np.zeros((3, 3)) if block_info[None]["chunk-location"] == (1, 1) else block, m, dtype=int).compute()

# says: could not broadcast input array from shape (3,3) into shape (2,3)
da.map_blocks(lambda block, block_info=None: np.zeros((3, 3)) if block_info[None]["chunk-location"] == (1, 1) else block, m, dtype=int).rechunk(-1).compute()

da.diag(da.from_array(np.array([1, np.nan, np.inf, -2]), chunks=2)).compute()

da.diag(da.from_array(np.array([True, False, True]), chunks=2)).compute()
