"""Random numbers: the same seed gives NumPy's own."""

import time as _time

import _numpy
from _dasklet_missing import unsupported

from ._creation import asarray
from ._dtypes import _name_of, generic

__all__ = [
    "Generator",
    "RandomState",
    "SeedSequence",
    "PCG64",
    "MT19937",
    "default_rng",
    "seed",
    "rand",
    "randn",
    "random",
    "random_sample",
    "ranf",
    "sample",
    "randint",
    "normal",
    "standard_normal",
    "uniform",
    "exponential",
    "poisson",
    "choice",
    "permutation",
    "shuffle",
    "get_state",
    "set_state",
    "bytes",
]

_count = [0]


def _entropy():
    """A number that differs from call to call; there is no better source in every browser thread."""
    _count[0] += 1
    return (_time.time_ns() << 64) ^ (_time.perf_counter_ns() << 32) ^ _count[0] * 0x9E3779B97F4A7C15


def _shape(size):
    return () if size is None else size


def _broadcast(size, *parameters):
    """The shape of samples with these parameters, and whether all parameters are single numbers."""
    single = all(isinstance(value, (int, float, generic)) for value in parameters)
    if size is not None or single:
        return _shape(size), single
    return _numpy.broadcast_shapes([asarray(value).shape for value in parameters]), single


class SeedSequence:
    """Entropy for generators, and for independent children of it."""

    def __init__(self, entropy=None, *, spawn_key=(), pool_size=4, n_children_spawned=0):
        if pool_size != 4 or tuple(spawn_key) or n_children_spawned:
            raise unsupported("spawn_key=, pool_size= or n_children_spawned= of a SeedSequence", ".spawn(n) gives children")
        entropy = _entropy() if entropy is None else entropy
        if isinstance(entropy, int):
            numbers = [entropy]
        elif isinstance(entropy, (list, tuple)) and all(isinstance(part, int) for part in entropy):
            # Integers may be larger than an array holds.
            numbers = list(entropy)
        else:
            if not isinstance(entropy, (list, tuple, _numpy.Array, generic)) or asarray(entropy).dtype.kind not in "iu":
                raise TypeError(f"SeedSequence expects int or sequence of ints for entropy not {entropy}")
            numbers = [int(part) for part in asarray(entropy)._reshape(-1).tolist()]
        self._hold(entropy, _numpy.SeedSequence(numbers))

    def _hold(self, entropy, core):
        self.entropy = entropy
        self._core = core
        self.pool_size = 4
        self.n_children_spawned = 0
        return self

    @property
    def spawn_key(self):
        return self._core.spawn_key

    def spawn(self, n_children):
        """Independent children."""
        self.n_children_spawned += n_children
        return [SeedSequence.__new__(SeedSequence)._hold(self.entropy, core) for core in self._core._spawn(n_children)]

    def generate_state(self, n_words, dtype="uint32"):
        """So many mixed words."""
        return self._core._generate_state(n_words, _name_of(dtype))

    def __repr__(self):
        lines = [f"    entropy={self.entropy},"]
        if self.spawn_key:
            lines.append(f"    spawn_key={self.spawn_key},")
        if self.n_children_spawned:
            lines.append(f"    n_children_spawned={self.n_children_spawned},")
        return "SeedSequence(\n" + "\n".join(lines) + "\n)"


class BitGenerator:
    """A source of random bits."""

    _core = None

    def __init__(self, seed=None):
        self.seed_seq = seed if isinstance(seed, SeedSequence) else SeedSequence(seed)

    @property
    def _seed_seq(self):
        return self.seed_seq

    def spawn(self, n_children):
        """Independent sources."""
        return [type(self)(child) for child in self.seed_seq.spawn(n_children)]


class PCG64(BitGenerator):
    """The source that `default_rng` uses."""


class MT19937(BitGenerator):
    """The source that `RandomState` uses."""


class Generator:
    """Random samples. `default_rng(seed)` makes one."""

    def __init__(self, bit_generator):
        if not isinstance(bit_generator, PCG64):
            raise NotImplementedError("Generator is over PCG64 only here; RandomState is over MT19937")
        self.bit_generator = bit_generator
        # All generators over one source go on where the last one stopped.
        if bit_generator._core is None:
            bit_generator._core = _numpy.Generator(bit_generator.seed_seq._core)
        self._core = bit_generator._core

    def __repr__(self):
        return f"Generator(PCG64) at 0x{id(self):X}"

    def __str__(self):
        return "Generator(PCG64)"

    def spawn(self, n_children):
        """Independent generators."""
        return [type(self)(child) for child in self.bit_generator.spawn(n_children)]

    def random(self, size=None, dtype="float64", out=None):
        """Floats in [0, 1)."""
        return _into(out, size, lambda shape: self._core._random(shape, _name_of(dtype)))

    def uniform(self, low=0.0, high=1.0, size=None):
        """Floats in [low, high)."""
        shape, single = _broadcast(size, low, high)
        if single:
            return _plain(self._core._uniform(float(low), float(high), shape), size)
        low, width = asarray(low), asarray(high) - asarray(low)
        if bool((width < 0).any()):
            raise ValueError("high - low < 0")
        return _plain(low + width * self._core._random(shape, "float64"), size)

    def integers(self, low, high=None, size=None, dtype="int64", endpoint=False):
        """Integers from `low` up to but without `high`, or below `low` if it is the only one."""
        if high is None:
            low, high = 0, low
        return _sized(self._core._integers(_whole(low), _whole(high), _shape(size), _name_of(dtype), endpoint), size)

    def normal(self, loc=0.0, scale=1.0, size=None):
        """Samples of the normal distribution."""
        shape, single = _broadcast(size, loc, scale)
        if single:
            return _plain(self._core._normal(float(loc), float(scale), shape), size)
        _positive(scale)
        return _plain(asarray(loc) + asarray(scale) * self._core._standard_normal(shape, "float64"), size)

    def standard_normal(self, size=None, dtype="float64", out=None):
        """Samples of the normal distribution with mean 0 and deviation 1."""
        return _into(out, size, lambda shape: self._core._standard_normal(shape, _name_of(dtype)))

    def exponential(self, scale=1.0, size=None):
        """Samples of the exponential distribution."""
        shape, single = _broadcast(size, scale)
        if single:
            return _plain(self._core._exponential(float(scale), shape), size)
        _positive(scale)
        return _plain(asarray(scale) * self._core._exponential(1.0, shape), size)

    def standard_exponential(self, size=None):
        """Samples of the exponential distribution with mean 1."""
        return self.exponential(1.0, size)

    def poisson(self, lam=1.0, size=None):
        """Samples of the Poisson distribution."""
        return _plain(self._core._poisson(_single(lam, "lam"), _shape(size)), size)

    def lognormal(self, mean=0.0, sigma=1.0, size=None):
        """Exponentials of normal samples."""
        return _exp(self.normal(mean, sigma, size), size)

    def choice(self, a, size=None, replace=True, p=None, axis=0, shuffle=True):
        """Elements drawn from an array, or numbers below `a`."""
        return _chosen(a, size, axis, lambda count: self._core._choice(count, _shape(size), replace, p, shuffle))

    def permutation(self, x, axis=0):
        """A shuffled copy, or the numbers below `x` in random order."""
        return _permuted(self._core, x, axis)

    def shuffle(self, x, axis=0):
        """Shuffle in place."""
        _shuffled(self._core, x, axis)

    def permuted(self, x, *, axis=None, out=None):
        raise NotImplementedError("permuted is not here; permutation is")

    def bytes(self, length):
        """Random bytes."""
        # Of no bytes too a word is drawn.
        words = self.integers(0, 1 << 32, -(-(length or 1) // 4), "uint32").tolist()
        return b"".join(int(word).to_bytes(4, "little") for word in words)[:length]

    def __getattr__(self, name):
        return _missing("numpy.random._generator.Generator", name, "random, uniform, integers, normal, exponential, poisson, choice")


def _into(out, size, samples):
    """Samples, in an array that is there already if one is given."""
    if out is None:
        return _plain(samples(_shape(size)), size)
    shape = (size,) if isinstance(size, int) else size
    if shape is not None and tuple(shape) != out.shape:
        raise ValueError("size must match out.shape when used together")
    out[...] = samples(out.shape)
    return out


def _plain(value, size):
    """Single samples are Python numbers, as NumPy gives them; arrays if a shape without axes is asked for."""
    return value.item() if size is None and isinstance(value, generic) else _sized(value, size)


def _sized(value, size):
    return value if size is None else asarray(value)


def _missing(owner, name, there):
    raise AttributeError(f"'{owner}' object has no attribute {name!r} here; there are {there}", name=name)


def _whole(value):
    """An integer bound; floats are cut, as NumPy does."""
    if isinstance(value, float):
        return int(value)
    if not isinstance(value, (int, generic)):
        raise NotImplementedError("bounds that are arrays are not here; single bounds are")
    return int(value)


def _single(value, name):
    if not isinstance(value, (int, float, generic)):
        raise NotImplementedError(f"{name} as an array is not here; a single number is")
    return float(value)


def _positive(scale):
    if bool((asarray(scale) < 0).any()):
        raise ValueError("scale < 0")


def _exp(samples, size):
    return _plain(_numpy.apply("exp", samples, None), size)


def _chosen(a, size, axis, positions):
    if isinstance(a, (int, generic)) and getattr(a, "ndim", 0) == 0:
        if int(a) < 0:
            raise ValueError("a must be a positive integer unless no samples are taken")
        found = positions(int(a))
        return int(found) if size is None else asarray(found)
    given = type(a)
    a = asarray(a)
    if a.ndim == 0:
        raise ValueError(f"a must be a sequence or an integer, not {given}")
    if a.shape[axis] == 0 and size != 0:
        raise ValueError("a cannot be empty unless no samples are taken")
    found = positions(a.shape[axis])
    return _sized(a.take(int(found) if size is None else found, axis), size)


def _permuted(core, x, axis):
    if isinstance(x, (int, generic)):
        return core._permutation(int(x))
    x = asarray(x)
    return x.take(core._permutation(x.shape[axis]), axis)


def _shuffled(core, x, axis):
    order = core._permutation(len(x) if axis == 0 else x.shape[axis])
    if isinstance(x, _numpy.Array):
        x[...] = x.take(order, axis)
    else:
        x[:] = [x[int(place)] for place in order]


def default_rng(seed=None):
    """A new generator. The same seed gives the same samples."""
    if isinstance(seed, Generator):
        return seed
    if isinstance(seed, BitGenerator):
        return Generator(seed)
    return Generator(PCG64(seed))


class RandomState:
    """The old kind of generator, and what the functions of this module use."""

    def __init__(self, seed=None):
        self._core = _numpy.RandomState(_old_seed(seed))

    def __repr__(self):
        return f"RandomState(MT19937) at 0x{id(self):X}"

    def __str__(self):
        return "RandomState(MT19937)"

    def seed(self, seed=None):
        """Start anew."""
        self._core._seed(_old_seed(seed))

    def random_sample(self, size=None):
        """Floats in [0, 1)."""
        return _plain(self._core._random_sample(_shape(size)), size)

    random = random_sample

    def rand(self, *shape):
        """Floats in [0, 1): `rand(2, 3)`."""
        return self.random_sample(shape or None)

    def randn(self, *shape):
        """Normal samples: `randn(2, 3)`."""
        return self.standard_normal(shape or None)

    def uniform(self, low=0.0, high=1.0, size=None):
        """Floats in [low, high)."""
        shape, single = _broadcast(size, low, high)
        if single and low <= high:
            return _plain(self._core._uniform(float(low), float(high), shape), size)
        low = asarray(low)
        return _plain(low + (asarray(high) - low) * self._core._random_sample(shape), size)

    def randint(self, low, high=None, size=None, dtype=int):
        """Integers from `low` up to but without `high`, or below `low` if it is the only one."""
        if high is None:
            low, high = 0, low
        result = self._core._randint(_whole(low), _whole(high), _shape(size), _name_of(dtype))
        return int(result) if size is None and dtype is int else _sized(result, size)

    def random_integers(self, low, high=None, size=None):
        """Integers from `low` to `high`."""
        return self.randint(1 if high is None else low, (low if high is None else high) + 1, size)

    def normal(self, loc=0.0, scale=1.0, size=None):
        """Samples of the normal distribution."""
        shape, single = _broadcast(size, loc, scale)
        if single:
            return _plain(self._core._normal(float(loc), float(scale), shape), size)
        _positive(scale)
        return _plain(asarray(loc) + asarray(scale) * self._core._standard_normal(shape), size)

    def standard_normal(self, size=None):
        """Samples of the normal distribution with mean 0 and deviation 1."""
        return _plain(self._core._standard_normal(_shape(size)), size)

    def exponential(self, scale=1.0, size=None):
        """Samples of the exponential distribution."""
        return _plain(self._core._exponential(_single(scale, "scale"), _shape(size)), size)

    def standard_exponential(self, size=None):
        """Samples of the exponential distribution with mean 1."""
        return self.exponential(1.0, size)

    def lognormal(self, mean=0.0, sigma=1.0, size=None):
        """Exponentials of normal samples."""
        return _exp(self.normal(mean, sigma, size), size)

    def poisson(self, lam=1.0, size=None):
        """Samples of the Poisson distribution."""
        return _plain(self._core._poisson(_single(lam, "lam"), _shape(size)), size)

    def choice(self, a, size=None, replace=True, p=None):
        """Elements drawn from an array, or numbers below `a`."""
        if asarray(a).ndim > 1:
            raise ValueError("a must be 1-dimensional")
        return _chosen(a, size, 0, lambda count: self._core._choice(count, _shape(size), replace, p))

    def permutation(self, x):
        """A shuffled copy, or the numbers below `x` in random order."""
        return _permuted(self._core, x, 0)

    def shuffle(self, x):
        """Shuffle in place."""
        _shuffled(self._core, x, 0)

    def bytes(self, length):
        """Random bytes."""
        return self._core._bytes(length or 1)[:length]

    def get_state(self, legacy=True):
        raise NotImplementedError("the generator's state cannot be taken out here; np.random.seed(n) starts anew")

    def set_state(self, state):
        raise NotImplementedError("a generator's state cannot be set here; np.random.seed(n) starts anew")

    def __getattr__(self, name):
        return _missing("numpy.random.mtrand.RandomState", name, "random_sample, uniform, randint, normal, exponential, poisson, choice")


def _old_seed(seed):
    if seed is None:
        return SeedSequence()._core
    if isinstance(seed, BitGenerator):
        return seed.seed_seq._core
    if isinstance(seed, (int, generic)):
        return int(seed)
    if isinstance(seed, float):
        raise TypeError("Cannot cast array data from dtype('float64') to dtype('int64') according to the rule 'safe'")
    seed = asarray(seed)
    if seed.ndim > 1:
        raise ValueError("Seed array must be 1-d")
    return [int(part) for part in seed._reshape(-1).tolist()]


for _class in (Generator, RandomState, SeedSequence, PCG64, MT19937):
    _class.__module__ = "numpy.random"

_rand = RandomState()
seed = _rand.seed
rand, randn, random_sample = _rand.rand, _rand.randn, _rand.random_sample
random = ranf = sample = _rand.random_sample
randint, random_integers = _rand.randint, _rand.random_integers
normal, standard_normal, uniform = _rand.normal, _rand.standard_normal, _rand.uniform
exponential, standard_exponential, lognormal, poisson = _rand.exponential, _rand.standard_exponential, _rand.lognormal, _rand.poisson
choice, permutation, shuffle, bytes = _rand.choice, _rand.permutation, _rand.shuffle, _rand.bytes
get_state, set_state = _rand.get_state, _rand.set_state


def __getattr__(name):
    raise AttributeError(
        f"module 'numpy.random' has no attribute {name!r} here; default_rng, RandomState, seed, random, uniform, randint, normal, exponential, poisson and choice work",
        name=name,
    )
