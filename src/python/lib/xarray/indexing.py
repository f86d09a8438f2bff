"""`LazilyIndexedArray`: an array in a store, of which only what is asked for is read, and only when it is looked at."""

import threading

import numpy as np


class LazilyIndexedArray:
    """Positions chosen so far of an array in a store, and what is done to the elements once they are read.

    Along each axis of the store there is an integer, a `range`, or an array of positions. What was read is kept if `cache`
    says so.
    """

    def __init__(self, source, decode=None, dtype=None, positions=None, cache=True):
        self._source = source
        self.cache = cache
        self._decode = decode
        self._positions = tuple(range(length) for length in source.shape) if positions is None else positions
        self.dtype = np.dtype(source.dtype if dtype is None else dtype)
        self.shape = tuple(len(item) for item in self._positions if not isinstance(item, int))
        self._lock = threading.Lock()
        self._loaded = None

    @property
    def ndim(self):
        return len(self.shape)

    @property
    def size(self):
        size = 1
        for length in self.shape:
            size *= length
        return size

    @property
    def nbytes(self):
        return self.size * self.dtype.itemsize

    def decoded(self, decode, dtype):
        """With one more thing done to the elements."""
        before = self._decode
        both = decode if before is None else lambda values: decode(before(values))
        return LazilyIndexedArray(self._source, both, dtype, self._positions, self.cache)

    def uncached(self):
        """The same, read anew whenever it is looked at."""
        return LazilyIndexedArray(self._source, self._decode, self.dtype, self._positions, cache=False)

    def __getitem__(self, key):
        """Chooses among the chosen, each axis for itself; reads nothing."""
        key = list(key) if isinstance(key, tuple) else [key]
        if Ellipsis in [item for item in key if not isinstance(item, np.ndarray)]:
            at = key.index(Ellipsis)
            key[at : at + 1] = [slice(None)] * (self.ndim - len(key) + 1)
        if len(key) > self.ndim:
            raise IndexError(f"too many indices: {len(key)} for an array of {self.ndim} dimensions")
        items = iter(key)
        positions = [
            item if isinstance(item, int) else _chosen(item, next(items, slice(None)), axis) for axis, item in enumerate(self._positions)
        ]
        return LazilyIndexedArray(self._source, self._decode, self.dtype, tuple(positions), self.cache)

    def load(self):
        """The elements as a NumPy array."""
        if not self.cache:
            return self._read()
        with self._lock:
            if self._loaded is None:
                self._loaded = self._read()
            return self._loaded

    def _read(self):
        if 0 in self.shape:
            return np.empty(self.shape, self.dtype)
        read, rest = zip(*map(_region, self._positions)) if self._positions else ((), ())
        values = np.asarray(self._source[tuple(read)])
        for axis in reversed(range(len(rest))):
            if rest[axis] is not None:
                values = values[(slice(None),) * axis + (rest[axis],)]
        return np.asarray(values if self._decode is None else self._decode(values))

    def __array__(self, dtype=None, copy=None):
        values = self.load()
        return np.array(values, dtype=dtype) if copy else np.asarray(values, dtype=dtype)

    def __dask_tokenize__(self):
        from dask.base import tokenize

        return tokenize(self._source, [list(item) if isinstance(item, np.ndarray) else str(item) for item in self._positions])

    def __repr__(self):
        return f"[{self.size} values with dtype={self.dtype}]"


def _chosen(positions, item, axis):
    """What `item` chooses of the positions along one axis."""
    if isinstance(item, slice):
        return positions[item]
    if isinstance(item, (int, np.integer)):
        try:
            return int(positions[int(item)])
        except IndexError:
            raise IndexError(f"index {item} is out of bounds for axis {axis} with size {len(positions)}") from None
    item = np.asarray(item)
    if item.size and (int(item.max()) >= len(positions) or int(item.min()) < -len(positions)):
        raise IndexError(f"positions are out of bounds for axis {axis} with size {len(positions)}")
    item = np.where(item < 0, item + len(positions), item)
    return positions.start + positions.step * item if isinstance(positions, range) else positions[item]


def _region(positions):
    """What to read along one axis, and which of that is wanted (`None` for all)."""
    if isinstance(positions, int):
        # Read as a part of length 1, for stores know only regions.
        return slice(positions, positions + 1), 0
    if isinstance(positions, range):
        first, last = min(positions[0], positions[-1]), max(positions[0], positions[-1])
        whole = slice(first, last + 1)
        return whole, None if positions.step == 1 or len(positions) == 1 else slice(None, None, positions.step)
    first = int(positions.min())
    return slice(first, int(positions.max()) + 1), positions - first
