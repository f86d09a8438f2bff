"""Random arrays. Every chunk draws from a stream of its own, so the numbers depend on seed and chunks alone."""

import builtins
import numbers

import _dask_array as _core
import numpy as np
from _dasklet_missing import missing, unsupported

from dask.array.core import Array, normalize_chunks
from dask.array.parts import boxed

__all__ = ["Generator", "RandomState", "default_rng", "seed"]


def _seeds(seed):
    """Integers out of a seed."""
    if seed is None:
        import _dask

        return [int(_dask.unique_hex(32), 16)]
    sequence = seed if isinstance(seed, np.random.SeedSequence) else np.random.SeedSequence(seed)
    numbers = [int(n) for n in np.asarray(sequence.entropy, dtype=object).ravel()]
    if sequence.spawn_key:
        # As NumPy does it: what children are told apart by stands behind four words at least.
        numbers += [0] * (4 - builtins.sum(max(1, -(-n.bit_length() // 32)) for n in numbers))
    return [*numbers, *sequence.spawn_key]


def _size(size):
    if size is None:
        return ()
    return (int(size),) if isinstance(size, (int, np.integer)) else tuple(int(n) for n in size)


class _Draws:
    def __getattr__(self, name):
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r} here; there are {', '.join(_FUNCTIONS)}", name=name)

    def _draw(self, prefix, kind, size, chunks, sized="float64", /, **parameters):
        """An array of numbers; automatic chunks suit elements of the type ``sized``."""
        return boxed(self._source.draw(prefix, kind, parameters, normalize_chunks(chunks, _size(size), dtype=sized)))

    def uniform(self, low=0.0, high=1.0, size=None, chunks="auto"):
        """Floats from ``low`` up to ``high``."""
        return self._draw("uniform", "uniform", size, chunks, low=low, high=high)

    def normal(self, loc=0.0, scale=1.0, size=None, chunks="auto"):
        """The normal distribution."""
        return self._draw("normal", "normal", size, chunks, loc=loc, scale=scale)

    def standard_normal(self, size=None, chunks="auto"):
        """The normal distribution of mean 0 and deviation 1."""
        return self._draw("standard_normal", "standard_normal", size, chunks)

    def exponential(self, scale=1.0, size=None, chunks="auto"):
        """The exponential distribution."""
        return self._draw("exponential", "exponential", size, chunks, scale=scale)

    def poisson(self, lam=1.0, size=None, chunks="auto"):
        """The Poisson distribution."""
        return self._draw("poisson", "poisson", size, chunks, "int64", lam=lam)

    def _choice(self, a, size, replace, p, axis, chunks):
        if axis != 0:
            raise ValueError("axis must be 0 since a is one dimensional")
        if isinstance(a, numbers.Integral):
            if a < 0:
                raise ValueError("a must be greater than 0")
            values, count = None, int(a)
        else:
            values = np.asarray(a)
            if values.ndim != 1:
                raise ValueError("a must be one dimensional")
            count = len(values)
        if p is not None:
            p = np.asarray(p, dtype="float64")
            if abs(float(p.sum()) - 1) > 1e-7:
                raise ValueError("probabilities do not sum to 1")
            if p.ndim != 1:
                raise ValueError("p must be one dimensional")
            if len(p) != count:
                raise ValueError("a and p must have the same size")
        shape = _size(size)
        chunks = normalize_chunks(chunks, shape, dtype="float64")
        if not replace and len(chunks[0]) > 1:
            raise NotImplementedError("replace=False is not currently supported for dask.array.choice with multi-chunk output arrays")
        parameters = {"values": values, "population": count, "replace": bool(replace), "p": p}
        return self._source.draw("da.random.choice", "choice", parameters, chunks)

    def permutation(self, x):
        """``x`` in random order along its first axis."""
        from dask.array.creation import arange

        x = arange(int(x), chunks="auto") if isinstance(x, numbers.Number) else x
        if not isinstance(x, Array):
            raise AttributeError(f"{type(x).__name__!r} object has no attribute 'chunks': da.from_array makes a dask array of it")
        return x[self._order(len(x))]


class Generator(_Draws):
    """Random numbers from streams that NumPy's new generators give."""

    def __init__(self, bit_generator):
        # What is not drawn chunk by chunk comes from NumPy's generator over the same source.
        if not isinstance(bit_generator, (np.random.Generator, np.random.PCG64)):
            bit_generator = np.random.PCG64(_seeds(bit_generator) if bit_generator is None else bit_generator)
        self._whole = np.random.default_rng(bit_generator)
        self._order = self._whole.permutation
        self._source = _core.generator(_seeds(self._whole.bit_generator.seed_seq))

    def __repr__(self):
        return "Generator(PCG64)"

    __str__ = __repr__

    def random(self, size=None, dtype=np.float64, out=None, chunks="auto"):
        """Floats from 0 up to 1."""
        if out is not None:
            raise unsupported("random with out=", "assign the result")
        dtype = np.dtype(dtype)
        return self._draw("random", "random", size, chunks, dtype, dtype=dtype.name)

    def choice(self, a, size=None, replace=True, p=None, axis=0, shuffle=True, chunks="auto"):
        """Elements of ``a``, or numbers below ``a``."""
        if not shuffle and not replace:
            raise unsupported("choice with shuffle=False", "what is drawn without replacement is always shuffled")
        return self._choice(a, size, replace, p, axis, chunks)

    def integers(self, low, high=None, size=None, dtype=np.int64, endpoint=False, chunks="auto"):
        """Integers from ``low`` up to but without ``high`` (with it if ``endpoint``)."""
        if high is None:
            low, high = 0, low
        dtype = np.dtype(dtype)
        return self._draw("integers", "integers", size, chunks, dtype, low=low, high=high, endpoint=bool(endpoint), dtype=dtype.name)


class RandomState(_Draws):
    """Random numbers from streams that NumPy's old generator gives."""

    def __init__(self, seed=None, RandomState=None):
        if RandomState is not None:
            raise unsupported("RandomState= of another class", "numbers come from NumPy's own generator")
        self.seed(seed)

    def _order(self, count):
        return self._source.permutation(count)

    def seed(self, seed=None):
        """Start again."""
        if seed is None:
            self._source = _core.random_state("entropy", _seeds(None))
        elif isinstance(seed, (int, np.integer)):
            if not 0 <= seed < 2**32:
                raise ValueError("Seed must be between 0 and 2**32 - 1")
            self._source = _core.random_state("seed", [int(seed)])
        else:
            self._source = _core.random_state("seeds", _seeds(seed))

    def choice(self, a, size=None, replace=True, p=None, chunks="auto"):
        """Elements of ``a``, or numbers below ``a``."""
        return self._choice(a, size, replace, p, 0, chunks)

    def random_sample(self, size=None, chunks="auto"):
        """Floats from 0 up to 1."""
        return self._draw("random_sample", "random", size, chunks, dtype=None)

    random = random_sample

    def randint(self, low, high=None, size=None, chunks="auto", dtype="l"):
        """Integers from ``low`` up to but without ``high``."""
        if high is None:
            low, high = 0, low
        dtype = np.dtype("int64" if dtype in ("l", int) else dtype)
        return self._draw("randint", "integers", size, chunks, low=low, high=high, endpoint=False, dtype=dtype.name)

    def random_integers(self, low, high=None, size=None, chunks="auto"):
        """Integers from ``low`` to ``high``, both included."""
        if high is None:
            low, high = 1, low
        return self.randint(low, high + 1, size=size, chunks=chunks)


def default_rng(seed=None):
    """A generator; with the same seed it gives the same arrays."""
    if isinstance(seed, Generator):
        return seed
    return Generator(seed)


_state = None


def _cached():
    global _state
    if _state is None:
        _state = RandomState()
    return _state


def _function(name):
    def function(*args, **kwargs):
        return getattr(_cached(), name)(*args, **kwargs)

    function.__name__ = name
    function.__doc__ = getattr(RandomState, name).__doc__
    return function


_FUNCTIONS = [
    "choice",
    "exponential",
    "normal",
    "permutation",
    "poisson",
    "randint",
    "random",
    "random_integers",
    "random_sample",
    "seed",
    "standard_normal",
    "uniform",
]
for _name in _FUNCTIONS:
    globals()[_name] = _function(_name)
__all__ += _FUNCTIONS


def __getattr__(name):
    raise missing("dask.array.random", name, __all__)
