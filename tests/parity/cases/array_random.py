da.random.default_rng(42).random(5, chunks=2)

da.random.default_rng(0).random((4, 4), chunks=2)

da.random.default_rng(7).normal(size=(5,), chunks=3)

da.random.default_rng(7).normal(10, 2, size=(4, 3), chunks=2)

da.random.default_rng(1).integers(0, 10, size=8, chunks=3)

da.random.default_rng(1).integers(5, size=8, chunks=3)

da.random.default_rng(1).integers(-3, 3, size=8, chunks=3, endpoint=True)

da.random.default_rng(3).uniform(-1, 1, size=6, chunks=4)

da.random.default_rng(3).standard_normal(6, chunks=4)

da.random.default_rng([1, 2, 3]).random(4, chunks=2)

# One generator goes on where it stopped.
rng = da.random.default_rng(5)
rng.random(3, chunks=2), rng.random(3, chunks=2)

da.random.RandomState(0).random(4, chunks=2)

da.random.RandomState(0).random_sample((3, 3), chunks=2)

da.random.RandomState(42).normal(size=5, chunks=2)

da.random.RandomState(42).normal(5, 0.1, size=(2, 4), chunks=2)

da.random.RandomState(1).uniform(2, 3, size=5, chunks=2)

da.random.RandomState(1).randint(0, 100, size=6, chunks=4)

da.random.RandomState(1).standard_normal(5, chunks=5)

da.random.seed(1234)
da.random.random((4, 3), chunks=2)

da.random.seed(1234)
da.random.normal(size=5, chunks=3)

da.random.seed(99)
da.random.randint(0, 50, size=5, chunks=3)

da.random.seed(99)
da.random.uniform(size=5, chunks=3)

# Chunks are part of what decides the values.
(da.random.RandomState(0).random(4, chunks=2).compute() == da.random.RandomState(0).random(4, chunks=4).compute()).all()

# Without a seed each array differs.
(da.random.random(4, chunks=2).compute() == da.random.random(4, chunks=2).compute()).all()

# But one array is one set of numbers.
x = da.random.random(40, chunks=10)
(x.compute() == x.compute()).all()

x = da.random.random(40, chunks=10)
x.name == da.random.random(40, chunks=10).name

da.random.default_rng(0).random(3, chunks=2).name == da.random.default_rng(0).random(3, chunks=2).name


da.random.random((365, 50, 50), chunks=(50, 10, 10)).mean(axis=0).shape

x = da.random.random((365, 500, 500), chunks=(50, 100, 100)).mean(axis=0)
len(x.dask), len(dask.optimize(x)[0].dask), len(x.dask.layers), x.npartitions

# ulps: 4, sums of random numbers may be added in another order
da.random.default_rng(0).random((40, 40), chunks=10).mean(axis=0)

# ulps: 8, sums of random numbers may be added in another order
da.random.default_rng(0).random((40, 40), chunks=10).std()

da.random.default_rng(0).random(6, chunks=2, dtype="float32")

da.random.default_rng(8).choice(10, size=5, chunks=5)

da.random.default_rng(8).exponential(2.0, size=5, chunks=3)

da.random.default_rng(8).poisson(3.0, size=5, chunks=3)

da.random.default_rng(8).permutation(da.arange(6, chunks=3)).shape


# Random layers have the generator's function as their name.
da.random.default_rng(1).random(4, chunks=2) + da.random.default_rng(2).random(4, chunks=2)

# Generators go on where they stopped, and may come from NumPy's.
r = da.random.default_rng(1)
[r.permutation(5).compute(), r.permutation(5).compute(), r.random(2, chunks=1).compute(), r.permutation(da.arange(5, chunks=2)).compute()]

da.random.default_rng(np.random.PCG64(3)).random(2, chunks=1)

r = np.random.default_rng(3)
d = da.random.default_rng(r)
[r.random(), d.permutation(5).compute(), r.random()]

da.random.default_rng(np.random.SeedSequence(3).spawn(2)[1]).random(2, chunks=1)

da.random.default_rng(np.random.SeedSequence(2**100).spawn(2)[1]).permutation(5).compute()

# says: SeedSequence expects int or sequence of ints for entropy not a
da.random.default_rng('a')

# says: ndarray' object has no attribute 'chunks'
da.random.permutation(np.arange(4))

da.random.RandomState(0).uniform(2, 1, size=3, chunks=2).compute()
