da.ones((10, 10), chunks=5).chunks

da.ones((10, 10), chunks=(5, -1)).chunks

da.ones((10, 10), chunks=(3, None)).chunks

da.ones((10, 10), chunks={0: 4}).chunks

da.ones((10, 10), chunks={1: 7, 0: -1}).chunks

da.ones((10, 10), chunks=((2, 3, 5), (5, 5))).chunks

da.ones(10, chunks=(2, 3, 5)).chunks

da.ones(10, chunks=((2, 3, 5),)).chunks

da.ones((10, 10), chunks=-1).chunks

da.ones((10, 10), chunks=20).chunks

da.ones((10, 10), chunks="auto").chunks

da.ones((30000, 30000), chunks="auto").chunks

da.ones((1000, 1000, 1000), chunks="auto").chunks

da.ones((365, 721, 1440), chunks=(-1, "auto", "auto"), dtype="float32").chunks

da.ones((10000, 10000), chunks="10MB").chunks

da.ones((10000, 10000), chunks="1MiB").chunks

da.ones((10000, 10000), chunks=(1000, "8 MB")).chunks

da.ones((20000, 20000), chunks=("auto", 500), dtype="int8").chunks

da.core.normalize_chunks((2, 2), shape=(5, 6))

da.core.normalize_chunks(((2, 2, 1), (2, 2, 2)), shape=(5, 6))

da.core.normalize_chunks({0: 2, 1: 3}, shape=(5, 6))

da.core.normalize_chunks("auto", shape=(20000, 20000), dtype="float64", limit="64MiB")

da.core.normalize_chunks((), shape=(0, 0))

da.ones((10, 10), chunks=5).rechunk(2)

da.ones((10, 10), chunks=5).rechunk((10, 1))

da.ones((10, 10), chunks=5).rechunk({0: -1})

da.ones((10, 10), chunks=5).rechunk({0: 4, 1: 3})

da.ones((10, 10), chunks=5).rechunk(-1)

da.ones((10, 10), chunks=5).rechunk((None, 2))

da.ones((10, 10), chunks=5).rechunk((5, 5))

da.arange(12, chunks=5).rechunk(3)

da.arange(12, chunks=4).rechunk((3, 3, 6))

da.arange(20, chunks=((3, 7, 10),)).rechunk(((10, 10),))

da.ones((4, 4), chunks=1).rechunk("auto")

da.ones((1000, 1000, 1000), chunks="auto").rechunk({0: -1, 1: 100, 2: "auto"}).chunks

da.ones((100, 100), chunks=(100, 1)).rechunk((1, 100)).chunks

# Many small to many small across both axes goes through intermediate steps.
x = da.ones((400, 400), chunks=(400, 4)).rechunk((4, 400))
x.npartitions, len(x.dask.layers)

da.arange(11, chunks=4).rechunk(3).rechunk(5)

da.ones((8, 8), chunks=(4, 4)).rechunk((2, 8)).sum(axis=0)

da.ones(10, chunks=3).rechunk(balance=True, chunks=4).chunks

da.ones((10, 10), chunks=(3, 4)).blocks[0, 1]

da.ones((10, 10), chunks=(3, 4)).blocks[:2]

da.ones((10, 10), chunks=(3, 4)).blocks[-1]

da.arange(10, chunks=3).partitions[1:3]

da.unify_chunks(da.ones(10, chunks=5), "i", da.ones(10, chunks=2), "i")[0]

da.ones((5,), chunks="１０ MB")

da.ones((2_000_000,), chunks="MB").chunks

# says: Could not interpret '1💥' as a number
da.ones((5,), chunks="💥")

# says: Could not interpret 'µB' as a byte unit
da.ones((5,), chunks="10µB")

# says: Could not interpret 'x5' as a number
da.ones((5,), chunks="x5")

da.ones(5, chunks=2).topk(10)

# Chunks by axis are looked up from the first axis.
da.ones((2, 3), chunks={-1: 1})

da.from_array(np.ones((2, 3)), chunks={-1: 1})

da.ones((4, 3), chunks=2).rechunk({-1: 1, 0: 4})

da.core.normalize_chunks({-1: 2, 7: 1}, (3, 3))

da.core.slices_from_chunks(((2, 1), (3,)))
