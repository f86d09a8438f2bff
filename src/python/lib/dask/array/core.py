"""The lazy chunked array: ``Array``, how it is made of blocks, and functions on blocks."""

import itertools
import math
import operator
import warnings

import _dask_array as _core
import numpy as np
from _dasklet_missing import unsupported

from dask import config
from dask.array.parts import Blocks, VIndex, boxed, delayed_blocks, shape_chunks, shape_of, single_blocks
from dask.base import DaskMethodsMixin
from dask.highlevelgraph import HighLevelGraph

__all__ = [
    "Array",
    "PerformanceWarning",
    "asanyarray",
    "asarray",
    "array",
    "block",
    "blockwise",
    "broadcast_arrays",
    "broadcast_to",
    "check_like",
    "concatenate",
    "elemwise",
    "from_array",
    "from_delayed",
    "map_blocks",
    "normalize_chunks",
    "slices_from_chunks",
    "stack",
    "unify_chunks",
]

nan = float("nan")


class PerformanceWarning(Warning):
    """A warning given when bad chunking may cause poor performance."""


def _settings():
    size = config.get("array.chunk-size")
    if isinstance(size, str):
        size = _core.parse_bytes(size)
    return (
        size,
        config.get("array.chunk-size-tolerance", 1.25),
        config.get("array.rechunk.threshold", 4),
        config.get("split_every", None) or 4,
    )


def _dtype_name(dtype):
    return None if dtype is None else np.dtype(dtype).name


def _is_unknown(length):
    return isinstance(length, float) and length != length


def _limit(limit):
    return _core.parse_bytes(limit) if isinstance(limit, str) else limit


def normalize_chunks(chunks, shape=None, limit=None, dtype=None, previous_chunks=None):
    """Chunks in full, a tuple of tuples, from any form in which they may be given.

    >>> normalize_chunks((2, 2), shape=(5, 6))
    ((2, 2, 1), (2, 2, 2))
    """
    if chunks is None:
        raise ValueError(
            "You must specify a chunks= keyword argument.\n"
            "This specifies the chunksize of your array blocks.\n\n"
            "See the following documentation page for details:\n"
            "  https://docs.dask.org/en/latest/array-creation.html#chunks"
        )
    if shape is None:
        if not isinstance(chunks, (tuple, list)) or not all(isinstance(c, (tuple, list)) for c in chunks):
            raise ValueError("normalize_chunks needs a shape unless chunks is a tuple of tuples")
        shape = tuple(sum(c) for c in chunks)
    if isinstance(shape, (int, np.integer)):
        shape = (shape,)
    if isinstance(chunks, dict):
        # Axes are looked up from the first; what is not named is not cut.
        chunks = {axis: sizes for axis, sizes in chunks.items() if 0 <= axis < len(shape)}
    return _core.normalize_chunks(chunks, tuple(shape), _dtype_name(dtype), previous_chunks, _limit(limit))


def slices_from_chunks(chunks):
    """Where each block lies, in C order.

    >>> slices_from_chunks(((2, 1), (3,)))
    [(slice(0, 2, None), slice(0, 3, None)), (slice(2, 3, None), slice(0, 3, None))]
    """
    edges = [[0, *itertools.accumulate(sizes)] for sizes in chunks]
    return list(itertools.product(*([slice(*pair) for pair in itertools.pairwise(line)] for line in edges)))


# Operators: the engine's name of each function, and what Dask calls its layer.
_BINARY = {
    "add": ("add", "add"),
    "sub": ("subtract", "sub"),
    "mul": ("multiply", "mul"),
    "truediv": ("divide", "truediv"),
    "floordiv": ("floor_divide", "floordiv"),
    "mod": ("remainder", "mod"),
    "pow": ("power", "pow"),
    "and": ("bitwise_and", "and_"),
    "or": ("bitwise_or", "or_"),
    "xor": ("bitwise_xor", "xor"),
    "lshift": ("left_shift", "lshift"),
    "rshift": ("right_shift", "rshift"),
}
_COMPARISONS = {
    "lt": "less",
    "le": "less_equal",
    "gt": "greater",
    "ge": "greater_equal",
    "eq": "equal",
    "ne": "not_equal",
}


def _as_operand(x):
    return np.asarray(x) if isinstance(x, (list, tuple)) else x


def _operate(name, prefix, *operands):
    result = _core.ufunc(name, prefix, [_as_operand(x) for x in operands])
    if result is not None:
        return result
    if any(type(x).__module__ == "dask.delayed" for x in operands):
        raise TypeError("Delayed objects of unspecified length are not iterable; da.from_delayed(value, shape, dtype) makes an array of it")
    if prefix in ("eq", "ne") and not any(hasattr(type(x), "__array_ufunc__") and not isinstance(x, Array) for x in operands):
        # Whatever it is, each block is compared with it.
        return elemwise(getattr(operator, prefix), *operands)
    return refuse_others(operands)


def refuse_others(operands):
    """NotImplemented with what arrays of numbers do not compute with; the error if they do in Dask."""
    for x in map(_as_operand, operands):
        if isinstance(x, complex):
            raise unsupported("a complex number beside a dask array", "keep real and imaginary parts in two arrays")
        if getattr(getattr(x, "dtype", None), "kind", "b") in "mMUO" and isinstance(x, (np.ndarray, np.generic)):
            raise unsupported(f"{x.dtype} beside a dask array", "compute() the dask array before")
    return NotImplemented


class Array(_core.Array, DaskMethodsMixin):
    """A parallel array: a grid of NumPy arrays, each of which is computed by a task when it is needed."""

    __array_priority__ = 11
    __module__ = "dask.array.core"

    def __reduce__(self):
        raise TypeError("dask arrays are shared between tasks, not pickled; compute() gives a NumPy array")

    # Whether what is computed is an array even without axes; it is a scalar otherwise.
    _dasklet_is_boxed = False

    def _dasklet_boxed(self, value):
        return np.asarray(value) if self._dasklet_is_boxed else value

    # The protocol of collections

    @property
    def dask(self):
        """The graph: layers by name."""
        return HighLevelGraph(self._dasklet_graph())

    def __dask_graph__(self):
        return self.dask

    def __dask_layers__(self):
        return (self.name,)

    def __dask_tokenize__(self):
        return self.name

    def __dask_postcompute__(self):
        return _joined, (self.numblocks,)

    @property
    def key_array(self):
        """The keys of the blocks."""
        return self.__dask_keys__()

    # What it is

    @property
    def dtype(self):
        return np.dtype(self._dtype)

    @property
    def itemsize(self):
        """Bytes of an element."""
        return self.dtype.itemsize

    @property
    def _meta(self):
        return np.empty((0,) * self.ndim, dtype=self.dtype)

    @property
    def T(self):
        return self.transpose()

    @property
    def A(self):
        return self

    @property
    def real(self):
        return self

    @property
    def imag(self):
        from dask.array import ufunc

        return ufunc.imag(self)

    @property
    def blocks(self):
        """The array of some of the blocks: ``x.blocks[0, 1]``."""
        return Blocks(self)

    partitions = blocks

    @property
    def vindex(self):
        """Single elements by several lists of positions: ``x.vindex[[0, 3], [1, 4]]``."""
        return VIndex(self)

    def __repr__(self):
        return self._text()

    def __str__(self):
        return self._text()

    def _repr_html_(self):
        return self._html(float(config.get("array.svg.size", 120)))

    def to_svg(self, size=500):
        """A picture of the chunks."""
        return self._svg(float(size))

    def __len__(self):
        if not self.ndim:
            raise TypeError("len() of unsized object")
        if _is_unknown(self.shape[0]):
            raise ValueError(
                "Cannot call len() on object with unknown chunk size.\n\nA possible solution: call x.compute_chunk_sizes() first"
            )
        return self.shape[0]

    def __iter__(self):
        if not self.ndim:
            raise TypeError("iteration over a 0-d array")
        for i in range(len(self)):
            yield self[i]

    def __bool__(self):
        if self.size > 1 or _is_unknown(self.size):
            raise ValueError(f"The truth value of a {self.__class__.__name__} is ambiguous. Use a.any() or a.all().")
        return bool(self.compute())

    def _scalar(self, cast):
        if self.size > 1 or _is_unknown(self.size):
            raise TypeError("Only length-1 arrays can be converted to Python scalars")
        return cast(self.compute())

    def __int__(self):
        return self._scalar(int)

    def __float__(self):
        return self._scalar(float)

    def __index__(self):
        return self._scalar(operator.index)

    def __complex__(self):
        return self._scalar(complex)

    def __array__(self, dtype=None, copy=None, **kwargs):
        if kwargs:
            raise TypeError(f"__array__() got an unexpected keyword argument {sorted(kwargs)[0]!r}")
        if copy is False:
            warnings.warn("Can't acquire a memory view of a Dask array. This will raise in the future.", FutureWarning, stacklevel=2)
        x = self.compute()
        return np.asarray(x, dtype=dtype) if dtype is not None else np.asarray(x)

    def __hash__(self):
        return hash(self.name)

    # NumPy's functions stay lazy

    def __array_ufunc__(self, numpy_ufunc, method, *inputs, **kwargs):
        from dask.array import routines, ufunc

        name = numpy_ufunc.__name__
        if method == "outer":
            function = getattr(ufunc, name, None)
            return NotImplemented if function is None else function.outer(*inputs, **kwargs)
        if method != "__call__":
            return NotImplemented
        if name == "matmul":
            return routines.matmul(*inputs, **kwargs)
        function = getattr(ufunc, name, None)
        return elemwise(numpy_ufunc, *inputs, **kwargs) if function is None else function(*inputs, **kwargs)

    def __array_function__(self, func, types, args, kwargs):
        import dask.array as module

        names = getattr(func, "__module__", "numpy").split(".")[1:]
        for name in names:
            module = getattr(module, name, module)
        name = func.__name__
        name = {"amax": "max", "amin": "min"}.get(name, name)
        function = getattr(module, name, None)
        if function is None or function is func:
            raise TypeError(
                f"The function np.{name} is not implemented for dask arrays here; x.compute() gives a NumPy array that it works on"
            )
        return function(*args, **kwargs)

    # Parts

    def __getitem__(self, index):
        if isinstance(index, (str, list)) and index and isinstance(index[0], str):
            raise unsupported("a structured dtype", "index with numbers")
        if isinstance(index, dict):
            raise TypeError("indexing with a dict is not supported; integers, slices, None, ..., a list of positions and masks are")
        for part in index if isinstance(index, tuple) else (index,):
            if isinstance(part, np.bool_):
                # As in Dask, other than a Python one it is a mask, and says so.
                np.nonzero(part)
        found = self._getitem(index)
        return found if self.ndim else boxed(found, self)

    def __setitem__(self, key, value):
        from dask.array.assignment import assign

        assign(self, key, value)

    def compute_chunk_sizes(self):
        """Compute the lengths of unknown chunks, in place; gives the array."""
        from dask.base import compute

        shapes = iter(compute(*[part.map_blocks(shape_of, dtype="int64", chunks=shape_chunks(part)) for part in single_blocks(self)]))
        grid = {}
        for index in itertools.product(*map(range, self.numblocks)):
            grid[tuple(index)] = [int(n) for n in np.asarray(next(shapes)).ravel()]
        chunks = []
        for axis, n in enumerate(self.numblocks):
            chunks.append(tuple(grid[tuple(i if a == axis else 0 for a in range(self.ndim))][axis] for i in range(n)))
        self._set_chunks(tuple(chunks))
        return self

    # Shapes

    def transpose(self, *axes):
        if len(axes) == 1 and (axes[0] is None or isinstance(axes[0], (tuple, list))):
            axes = axes[0]
        return boxed(_core.transpose(self, tuple(axes) if axes else None, "transpose"), self)

    def reshape(self, *shape, merge_chunks=True, limit=None):
        if len(shape) == 1 and isinstance(shape[0], (tuple, list)):
            shape = shape[0]
        shape = tuple(shape)
        if any(map(_is_unknown, self.shape)) and not (self.ndim == 1 and shape == (-1,)):
            raise ValueError(f"Array chunk size or shape is unknown. shape: {self.shape}\n\nPossible solution with x.compute_chunk_sizes()")
        result = _core.reshape(self, shape, bool(merge_chunks))
        if limit is not None and math.prod(result.chunksize) * self.itemsize > _limit(limit):
            raise unsupported("reshape with a limit= below the size of its chunks", "rechunk beforehand to smaller ones")
        return boxed(result)

    def ravel(self):
        return self.reshape((-1,))

    flatten = ravel

    def squeeze(self, axis=None):
        squeezed = _core.squeeze(self, axis)
        if self.ndim and not squeezed.ndim:
            # As in NumPy an array, which an index would not give.
            squeezed = boxed(self.map_blocks(np.squeeze, dtype=self.dtype, drop_axis=list(range(self.ndim))))
        return squeezed if self.ndim else boxed(squeezed, self)

    def swapaxes(self, axis1, axis2):
        from dask.array.routines import swapaxes

        return swapaxes(self, axis1, axis2)

    def rechunk(self, chunks="auto", threshold=None, block_size_limit=None, balance=False, method=None):
        """Cut the array differently."""
        if method not in (None, "tasks", "p2p"):
            raise NotImplementedError(f"Unknown rechunking method '{method}'")
        if chunks is None:
            normalize_chunks(None)
        if isinstance(chunks, dict):
            chunks = {operator.index(k): v for k, v in chunks.items()}
        for axis in range(self.ndim):
            if _is_unknown(self.shape[axis]) and not isinstance(chunks, str):
                each = chunks if isinstance(chunks, (tuple, list)) and len(chunks) == self.ndim else (chunks,) * self.ndim
                wanted = chunks.get(axis, chunks.get(axis - self.ndim)) if isinstance(chunks, dict) else each[axis]
                known = wanted if isinstance(wanted, (tuple, list)) else (wanted,)
                if wanted is not None and not (len(known) == self.numblocks[axis] and all(map(_is_unknown, known))):
                    raise ValueError(
                        f"Arrays chunk sizes are unknown. shape: {self.shape}, chunks: {chunks}\n\nA possible solution:\n  x.compute_chunk_sizes()"
                    )
        return _core.rechunk(self, chunks, threshold, _limit(block_size_limit), bool(balance))

    def repeat(self, repeats, axis=None):
        from dask.array.creation import repeat

        return repeat(self, repeats, axis)

    # Elements

    def astype(self, dtype, **kwargs):
        unknown = set(kwargs) - {"casting", "copy", "order", "subok"}
        if unknown:
            raise TypeError(f"astype does not take the following keyword arguments: {list(unknown)}")
        dtype = np.dtype(dtype)
        if dtype == self.dtype:
            return self
        casting = kwargs.get("casting", "unsafe")
        if not np.can_cast(self.dtype, dtype, casting=casting):
            raise TypeError(f"Cannot cast array from {self.dtype!r} to {dtype!r} according to the rule {casting!r}")
        return boxed(_core.astype(self, dtype.name), self)

    def round(self, decimals=0):
        if self.dtype.kind == "b":
            if decimals:
                step = "multiply" if decimals > 0 else "divide"
                raise np.exceptions.UFuncTypeError(
                    f"Cannot cast ufunc '{step}' output from dtype('float64') to dtype('bool') with casting rule 'same_kind'"
                )
            raise unsupported("round of bool, which is float16 in NumPy,", "astype('int64') beforehand")
        return _core.round(self, decimals)

    def clip(self, min=None, max=None):
        if self.dtype.kind in "iu":
            # As in NumPy: a Python number that no element can pass bounds nothing.
            limits = np.iinfo(self.dtype)
            min = None if type(min) is int and min <= limits.min else min
            max = None if type(max) is int and max >= limits.max else max
            if min is None and max is None:
                return _operate("positive", "clip", self)
        return _core.clip(self, min, max)

    def copy(self):
        return self[()] if not self.ndim else self[...]

    def __copy__(self):
        return self.copy()

    def __deepcopy__(self, memo):
        return self.copy()

    def view(self, dtype=None, order="C"):
        if dtype is None:
            return self
        if order not in ("C", "F"):
            raise ValueError(f"Order must be one of ['C', 'F'], not {order!r}")
        dtype = np.dtype(dtype)
        if dtype.itemsize != self.itemsize:
            raise unsupported("a view as a dtype of another size", "astype converts the elements")
        return self.map_blocks(_viewed, dtype.name, dtype=dtype, token="view")

    def nonzero(self):
        from dask.array.routines import nonzero

        return nonzero(self)

    def conj(self):
        from dask.array import ufunc

        return ufunc.conj(self)

    def dot(self, other):
        from dask.array.routines import dot

        return dot(self, other)

    def __matmul__(self, other):
        from dask.array.routines import matmul

        return matmul(self, other)

    def __rmatmul__(self, other):
        from dask.array.routines import matmul

        return matmul(other, self)

    def __divmod__(self, other):
        return self // other, self % other

    def __rdivmod__(self, other):
        return other // self, other % self

    def __neg__(self):
        return _operate("negative", "neg", self)

    def __pos__(self):
        return self

    def __abs__(self):
        return _operate("absolute", "abs", self)

    def __invert__(self):
        return _operate("invert", "invert", self)

    # Functions on blocks, and out of the graph

    def map_blocks(self, func, *args, **kwargs):
        return map_blocks(func, self, *args, **kwargs)

    def map_overlap(self, func, depth, boundary=None, trim=True, **kwargs):
        from dask.array.overlap import map_overlap

        return map_overlap(func, self, depth=depth, boundary=boundary, trim=trim, **kwargs)

    def to_delayed(self, optimize_graph=True):
        """The blocks as delayed values, in an array of objects."""
        blocks = self._dasklet_optimized() if optimize_graph else self
        return delayed_blocks(blocks)

    def store(self, targets, lock=True, regions=None, compute=True, return_stored=False, load_stored=None, **kwargs):
        """Write it into something that takes ``targets[slices] = block``."""
        return stores.store(self, targets, lock, regions, compute, return_stored, load_stored, **kwargs)

    def to_dask_dataframe(self, columns=None, index=None, meta=None):
        """Tables are not here."""
        raise unsupported(
            "to_dask_dataframe()", "xr.DataArray(x, dims=..., coords=...) labels arrays, and NumPy's functions group and count"
        )

    def to_zarr(self, *args, **kwargs):
        """Write it as a Zarr array; see ``da.to_zarr``."""
        return stores.to_zarr(self, *args, **kwargs)


def _binary_method(name, ufunc, prefix, reflected):
    def forward(self, other):
        return _operate(ufunc, prefix, self, other)

    def backward(self, other):
        # NumPy's arrays do not ask for the other side's operator: they call their function.
        return _operate(ufunc, ufunc if isinstance(other, (np.ndarray, np.generic)) else prefix, other, self)

    method = backward if reflected else forward
    method.__name__ = method.__qualname__ = f"__{'r' if reflected else ''}{name}__"
    return method


for _name, (_ufunc, _prefix) in _BINARY.items():
    setattr(Array, f"__{_name}__", _binary_method(_name, _ufunc, _prefix, False))
    setattr(Array, f"__r{_name}__", _binary_method(_name, _ufunc, _prefix, True))
for _name, _ufunc in _COMPARISONS.items():
    setattr(Array, f"__{_name}__", _binary_method(_name, _ufunc, _name, False))

_core.register(Array, _settings)


def _joined(results, numblocks):
    return _joined_from(results, 0, len(numblocks)) if numblocks else results[0]


def _joined_from(parts, axis, ndim):
    """Nested lists of arrays as one, put together along ``axis`` and those behind it."""
    if axis == ndim:
        return parts
    return np.concatenate([_joined_from(part, axis + 1, ndim) for part in parts], axis=axis)


def _viewed(block, name):
    return block.view(name)


# What follows needs the class.
from dask.array import stores  # noqa: E402
from dask.array.joining import (  # noqa: E402
    array,
    asanyarray,
    asarray,
    block,
    broadcast_arrays,
    broadcast_to,
    check_like,
    concatenate,
    from_delayed,
    stack,
    unify_chunks,
)
from dask.array.on_blocks import blockwise, elemwise, map_blocks  # noqa: E402
from dask.array.stores import from_array  # noqa: E402
