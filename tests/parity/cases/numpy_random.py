np.random.default_rng(0).random(3)

np.random.default_rng(42).random((2, 2))

np.random.default_rng(42).normal(size=5)

np.random.default_rng(42).standard_normal(200)[-3:]

np.random.default_rng(1).integers(0, 10, size=12)

np.random.default_rng(1).integers(0, 2**40, size=4)

np.random.default_rng(1).integers(10)

np.random.default_rng(1).integers(0, 255, size=7, dtype="uint8")

np.random.default_rng(1).uniform(2, 4, size=3)

np.random.default_rng(123456789012345678901234567890).random(2)

np.random.default_rng([1, 2]).random(2)

np.random.default_rng(5).random()

np.random.default_rng(5).random(4, dtype="float32")

np.random.default_rng(5).normal(10, 2)

np.random.default_rng(5).permutation(6)

np.random.default_rng(5).choice(5, size=3)

np.random.default_rng(5).exponential(size=3)

np.random.RandomState(0).random_sample(3)

np.random.RandomState(0).rand(2, 2)

np.random.RandomState(0).randn(5)

np.random.RandomState(0).randint(0, 100, size=6)

np.random.RandomState(0).uniform(1, 2, 3)

np.random.RandomState(0).normal(1, 2, 3)

np.random.seed(7)
np.random.random(3)

np.random.seed(7)
np.random.rand(2)

np.random.seed(7)
np.random.randint(0, 10, 5)

np.random.seed(7)
np.random.normal(size=3)

rng = np.random.default_rng(0)
rng.random(2), rng.normal(), rng.integers(100), rng.random()

# says: high
np.random.default_rng(0).integers(5, 2)

# says: non-negative
np.random.default_rng(-1)

# Shapes without axes, bounds the wrong way round, sources that are shared.
np.random.default_rng(1).normal(size=())

np.random.default_rng(1).integers(0, 5, size=())

np.random.default_rng(1).choice([5, 6], size=())

np.random.RandomState(1).lognormal(size=())

np.random.RandomState(0).uniform(1, 0, 3)

# says: high - low < 0
np.random.default_rng(0).uniform([1.0, 2], 0)

rng = np.random.default_rng(7)
(rng.bytes(0), rng.random())

rng = np.random.RandomState(7)
(rng.bytes(0), rng.bytes(5), rng.random())

bits = np.random.PCG64(3)
[np.random.Generator(bits).random(), np.random.Generator(bits).random()]

# says: SeedSequence expects int or sequence of ints for entropy not a
np.random.default_rng('a')

# says: SeedSequence expects int or sequence of ints for entropy not 1.5
np.random.default_rng(1.5)

# says: a must be 1-dimensional
np.random.RandomState(1).choice(np.ones((2, 2)), 2)

np.random.RandomState(0).uniform(2, 1)

# says: high - low < 0
np.random.default_rng(0).uniform(2, 1)
