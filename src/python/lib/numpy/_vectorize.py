"""`vectorize`: Python functions of single elements, or of single rows, for whole arrays."""

import re

import _numpy

from ._creation import asarray
from ._dtypes import _name_of

__all__ = ["vectorize", "ndindex", "ndenumerate"]


class ndindex:
    """The indices of all elements of a shape, in C order."""

    def __init__(self, *shape):
        shape = shape[0] if len(shape) == 1 and not isinstance(shape[0], int) else shape
        self._shape = tuple(int(length) for length in shape)
        self._count = 1
        for length in self._shape:
            self._count *= length
        self._next = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self._next >= self._count:
            raise StopIteration
        rest, index = self._next, []
        for length in reversed(self._shape):
            rest, place = divmod(rest, length)
            index.append(place)
        self._next += 1
        return tuple(reversed(index))


def ndenumerate(arr):
    """Pairs of index and element."""
    arr = asarray(arr)
    return ((index, arr[index]) for index in ndindex(*arr.shape))


def _cores(part):
    """The names of core axes of each argument: `(i,j),(j)`."""
    return [tuple(name for name in core.split(",") if name) for core in re.findall(r"\(([^()]*)\)", part)]


class vectorize:
    """A function of single elements made one of arrays: `np.vectorize(f)(x)`; with `signature="(n)->()"` one of single rows."""

    def __init__(self, pyfunc=None, otypes=None, doc=None, excluded=None, cache=False, signature=None):
        self.pyfunc = pyfunc
        self.otypes = None if otypes is None else [otypes] if isinstance(otypes, type) else list(otypes)
        self.signature = signature
        self.excluded = set(excluded or ())
        self.__name__ = getattr(pyfunc, "__name__", "vectorize")
        self.__doc__ = doc if doc is not None else getattr(pyfunc, "__doc__", None)
        if signature is not None:
            inputs, arrow, outputs = signature.replace(" ", "").partition("->")
            if not arrow:
                raise ValueError(f"Not a valid gufunc signature: {signature}")
            self._inputs, self._outputs = _cores(inputs), _cores(outputs)

    def __call__(self, *args, **kwargs):
        plain = {place for place in range(len(args)) if place in self.excluded}
        arrays = [arg if place in plain else asarray(arg) for place, arg in enumerate(args)]
        cores = self._inputs if self.signature else [()] * len(args)
        if len(cores) != len(args):
            raise TypeError(f"wrong number of positional arguments: expected {len(cores)}, got {len(args)}")
        loops = [array.shape[: array.ndim - len(core)] for place, (array, core) in enumerate(zip(arrays, cores)) if place not in plain]
        shape = tuple(_numpy.broadcast_shapes(loops))
        spread = [array if place in plain else _spread(array, shape, len(core)) for place, (array, core) in enumerate(zip(arrays, cores))]
        results = [
            self.pyfunc(*(array if place in plain else array[index] for place, array in enumerate(spread)), **kwargs)
            for index in ndindex(*shape)
        ]
        if not results:
            if self.otypes is None:
                raise ValueError("cannot call `vectorize` on size 0 inputs unless `otypes` is set")
            return _numpy.full(shape, 0, _name_of(self.otypes[0]))
        n_outputs = len(self._outputs) if self.signature else len(results[0]) if isinstance(results[0], tuple) else 1
        if n_outputs == 1:
            return self._joined(results, shape, 0)
        return tuple(self._joined([result[place] for result in results], shape, place) for place in range(n_outputs))

    def _joined(self, results, shape, place):
        parts = [asarray(result) for result in results]
        dtype = self.otypes[place] if self.otypes is not None else None
        import numpy

        whole = numpy.stack(parts).reshape(shape + parts[0].shape)
        whole = whole if dtype is None else whole.astype(dtype)
        return whole if whole.ndim else whole[()]


def _spread(array, shape, n_core):
    import numpy

    return numpy.broadcast_to(array, shape + array.shape[array.ndim - n_core :])
