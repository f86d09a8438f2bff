"""Functions of learners on blocks: ``map_blocks``, ``blockwise``, ``elemwise``."""

import itertools
from collections.abc import Iterator

import _dask_array as _core
import numpy as np

from dask.array.core import Array, _is_unknown, asarray, nan
from dask.base import unpack_collections
from dask.tokenize import tokenize
from dask.utils import funcname

__all__ = ["blockwise", "elemwise", "map_blocks"]


def _takes(func, name):
    code = getattr(getattr(func, "func", func), "__code__", None)
    if code is None:
        return False
    return name in code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]


def _infer(func, args, kwargs, what):
    """What ``func`` gives for tiny arrays: first for empty ones, and in ``map_blocks``, as in Dask, in any case for one zero."""
    reason = None
    for length in (0, 1):
        tiny = [np.full((length,) * a.ndim, what != "map_blocks", a.dtype) if isinstance(a, Array) else a for a in args]
        try:
            with np.errstate(all="ignore"):
                result = func(*tiny, **kwargs)
        except OverflowError:
            raise
        except Exception as error:
            reason = error
            continue
        if what == "map_blocks" and not length:
            continue
        if isinstance(getattr(result, "dtype", None), np.dtype):
            return result
        if isinstance(result, (bool, int, float)):
            return np.asarray(result)
        if length == 1:
            raise ValueError(
                f"`dtype` inference failed in `{what}`: the function gives a {type(result).__name__}, not an array.\n\n"
                "Please specify the dtype explicitly using the `dtype` kwarg."
            )
    try:
        raise ValueError(
            f"`dtype` inference failed in `{what}`.\n\n"
            "Please specify the dtype explicitly using the `dtype` kwarg.\n\n"
            f"Original error is below:\n------------------------\n{reason!r}"
        ) from reason
    finally:
        # Its traceback holds this frame, which would hold it.
        del reason


class _Grid:
    """Where the blocks of an array lie, summed up once for all of them."""

    def __init__(self, chunks, dtype):
        self.chunks, self.dtype = chunks, dtype
        self.numblocks = tuple(map(len, chunks))
        # For each axis where its blocks begin, and where the last one ends; None if that is not known.
        self._edges = [None if any(map(_is_unknown, sizes)) else [0, *itertools.accumulate(sizes)] for sizes in chunks]
        self.shape = tuple(nan if edges is None else edges[-1] for edges in self._edges)

    def about(self, index):
        """What ``block_info`` says of the block with this index."""
        return {
            "shape": self.shape,
            "num-chunks": self.numblocks,
            "array-location": [(0, nan) if edges is None else (edges[i], edges[i + 1]) for edges, i in zip(self._edges, index)],
            "chunk-location": index,
            "dtype": self.dtype,
        }


def map_blocks(
    func,
    *args,
    name=None,
    token=None,
    dtype=None,
    chunks=None,
    drop_axis=None,
    new_axis=None,
    enforce_ndim=False,
    meta=None,
    **kwargs,
):
    """Apply a function to every block.

    ``func`` may take ``block_id`` (the block's position) and ``block_info`` (where it lies, for each argument).
    """
    if not callable(func):
        raise TypeError(
            f"First argument must be callable function, not {type(func).__name__}\n"
            "Usage:   da.map_blocks(function, x)\n"
            "   or:   da.map_blocks(function, x, y, z)"
        )
    args = [asarray(a) if isinstance(a, np.ndarray) and a.ndim else a for a in args]
    arrays = [a for a in args if isinstance(a, Array)]
    ndim = max([a.ndim for a in arrays], default=0)
    drop_axis = [] if drop_axis is None else [drop_axis] if isinstance(drop_axis, (int, np.integer)) else list(drop_axis)
    if any(not -ndim <= axis < ndim for axis in drop_axis):
        raise ValueError(f"drop_axis out of range (drop_axis={drop_axis}, but output is {ndim}d).")
    drop_axis = sorted(axis % ndim for axis in drop_axis)
    new_axis = [] if new_axis is None else [new_axis] if isinstance(new_axis, (int, np.integer)) else list(new_axis)
    wants_id, wants_info = _takes(func, "block_id"), _takes(func, "block_info")
    prefix = token or name or funcname(func)
    if name is None:
        hashed = tokenize(
            token or func, [a.name if isinstance(a, Array) else a for a in args], kwargs, str(dtype), chunks, drop_axis, new_axis
        )
        name = f"{prefix}-{hashed}"
    if meta is not None and dtype is None:
        dtype = meta.dtype
    if new_axis and not drop_axis and not arrays:
        new_axis = []
    elif chunks is not None and not new_axis and arrays:
        # What there are more chunks for are new axes in front.
        new_axis = list(range(len(chunks) - ndim + len(drop_axis)))
    given = ()
    if chunks is not None:
        given, chunks = chunks, tuple(c if isinstance(c, (tuple, list)) else (c,) for c in chunks)
        n_axes = ndim - len(drop_axis) + len(new_axis)
        if arrays and len(chunks) != n_axes:
            raise ValueError(f"Provided chunks have {len(chunks)} dims; expected {n_axes} dims")
    if dtype is None:
        # As in Dask without block_id and block_info: functions that need them need dtype= too.
        dtype = _infer(func, args, kwargs, "map_blocks").dtype
    dtype = np.dtype(dtype)
    about = None
    if wants_id or wants_info:
        about = _About(args, wants_id, wants_info, drop_axis, new_axis)
    if enforce_ndim:
        func = _Ndim(func, ndim - len(drop_axis) + len(new_axis))
    func, args, kwargs = _lifted(func, args, kwargs)
    if not arrays and chunks is not None and any(isinstance(a, Array) for a in args):
        new_axis = list(range(len(chunks)))
    args = _paired(args, [tuple(range(a.ndim))[::-1] if isinstance(a, Array) else None for a in args])
    held = func if ndim - len(drop_axis) + len(new_axis) != 1 else _Held(func)
    result = _core.map_blocks(held, args, kwargs, name, dtype.name, (chunks, drop_axis, new_axis, about))
    if held is not func:
        held.is_alone = result.npartitions == 1
    for axis, (sizes, count) in enumerate(zip(given, result.numblocks)):
        # A number is the size of each block; a tuple has all sizes, also if it is one.
        if isinstance(sizes, (tuple, list)) and len(sizes) != count:
            raise ValueError(f"Dimension {axis} has {count} blocks, adjust_chunks specified with {len(sizes)} blocks")
    if about is not None:
        about.out = _Grid(result.chunks, dtype)
    return result


class _Held:
    """A function that may give numbers: each is a block of one element among others."""

    def __init__(self, function):
        self._function, self.is_alone = function, False
        self.__name__ = funcname(function)

    def __call__(self, *args, **kwargs):
        result = self._function(*args, **kwargs)
        if not isinstance(result, (bool, int, float, np.generic, np.ndarray)) or np.ndim(result):
            return result
        return np.asarray(result).reshape(() if self.is_alone else (1,))


class _Ndim:
    """A function whose results must have so many axes."""

    def __init__(self, function, ndim):
        self._function, self._ndim = function, ndim
        self.__name__ = funcname(function)

    def __call__(self, *args, **kwargs):
        result = self._function(*args, **kwargs)
        if np.ndim(result) != self._ndim:
            raise ValueError(
                f"Dimension mismatch: expected output of {self._function} to have dims = {self._ndim}.  Got {np.ndim(result)} instead."
            )
        return result


class _About:
    """What a function learns of the block it gets."""

    def __init__(self, args, wants_id, wants_info, drop_axis, new_axis):
        self.wants_id, self.wants_info = wants_id, wants_info
        self.drop_axis, self.new_axis = drop_axis, new_axis
        arrays = [(i, a) for i, a in enumerate(args) if isinstance(a, Array)] if wants_info else []
        self.grids = [(i, _Grid(a.chunks, a.dtype)) for i, a in arrays]
        self.out = None

    def __call__(self, index):
        about = {}
        if self.wants_id:
            about["block_id"] = index
        if self.wants_info:
            inner = [i for axis, i in enumerate(index) if axis not in self.new_axis]
            for axis in self.drop_axis:
                inner.insert(axis, 0)
            info = {}
            for i, grid in self.grids:
                own = inner[len(inner) - len(grid.shape) :]
                info[i] = grid.about(tuple(0 if n == 1 else j for n, j in zip(grid.numblocks, own)))
            if self.out is not None:
                shape = tuple(sizes[j] for sizes, j in zip(self.out.chunks, index))
                info[None] = {**self.out.about(index), "chunk-shape": shape}
            about["block_info"] = info
        return about


def blockwise(
    func,
    out_ind,
    *args,
    name=None,
    token=None,
    dtype=None,
    adjust_chunks=None,
    new_axes=None,
    align_arrays=True,
    concatenate=None,
    meta=None,
    **kwargs,
):
    """Apply a function to blocks that have equal labels: ``blockwise(add, "ij", x, "ij", y, "j", dtype=…)``."""
    if new_axes is None:
        new_axes = {}
    values, labels = list(args[::2]), [None if label is None else tuple(label) for label in args[1::2]]
    values = [asarray(a) if label is not None else a for a, label in zip(values, labels)]
    out_ind = tuple(out_ind)
    numbers = {}
    for label in [out_ind, *[label for label in labels if label is not None], tuple(new_axes)]:
        for part in label:
            numbers.setdefault(part, len(numbers))
    repeated = {part for part in out_ind if out_ind.count(part) > 1}
    if repeated:
        raise ValueError(f"Repeated elements not allowed in output index. Got: {list(out_ind)}, repeated: {sorted(repeated)}")
    if meta is not None and dtype is None:
        dtype = meta.dtype
    if dtype is None:
        contracted = {part for label in labels if label for part in label} - set(out_ind)
        if contracted and not concatenate:
            raise ValueError("Must specify dtype: the function gets lists of blocks")
        dtype = _infer(func, values, kwargs, "blockwise").dtype
    dtype = np.dtype(dtype)
    if name is None:
        hashed = tokenize(
            func, out_ind, [a.name if isinstance(a, Array) else a for a in values], labels, kwargs, dtype.name, bool(concatenate)
        )
        name = f"{token or funcname(func).strip('_')}-{hashed}"
    if not align_arrays:
        values = _paired(values, labels)
    whole = [place for place, label in enumerate(labels) if label is None]
    func, values, kwargs = _lifted(func, values, kwargs, whole)
    labels = [() if label is None and isinstance(a, Array) else label for a, label in itertools.zip_longest(values, labels)]
    pairs = [(a, [numbers[part] for part in label]) for a, label in zip(values, labels) if label is not None]
    fresh = {numbers[part]: (sizes if isinstance(sizes, (tuple, list)) else (sizes,)) for part, sizes in new_axes.items()}
    labelling = ([numbers[part] for part in out_ind], pairs, fresh, bool(concatenate))
    held = func if len(out_ind) != 1 else _Held(func)
    result = _core.blockwise(held, values, kwargs, name, labelling, dtype.name)
    if held is not func:
        held.is_alone = result.npartitions == 1
    if adjust_chunks:
        chunks = list(result.chunks)
        for axis, part in enumerate(out_ind):
            if part in adjust_chunks:
                how = adjust_chunks[part]
                if callable(how):
                    chunks[axis] = tuple(how(c) for c in chunks[axis])
                elif isinstance(how, (int, np.integer)):
                    chunks[axis] = (how,) * len(chunks[axis])
                else:
                    if len(how) != len(chunks[axis]):
                        raise ValueError(f"Dimension {axis} has {len(chunks[axis])} blocks, adjust_chunks specified with {len(how)} blocks")
                    chunks[axis] = tuple(how)
        result._set_chunks(tuple(chunks))
    return result


def _paired(values, labels):
    """The arguments with blocks that go together by their places, whatever they hold: arrays are not cut alike before.

    An axis of one block goes whole to each block of the others.
    """
    cuts = {}
    for a, label in zip(values, labels):
        for part, sizes in zip(label or (), a.chunks if label else ()):
            if part not in cuts or len(sizes) > len(cuts[part]):
                cuts[part] = sizes
    paired = []
    for a, label in zip(values, labels):
        if not label or all(sizes == cuts[part] or sizes == (1,) for part, sizes in zip(label, a.chunks)):
            paired.append(a)
            continue
        chunks = []
        for part, sizes in zip(label, a.chunks):
            if len(sizes) not in (1, len(cuts[part])):
                raise ValueError(f"Shapes do not align {{{part!r}: {sorted({len(sizes), len(cuts[part])})}}}")
            chunks.append(cuts[part] if len(sizes) == len(cuts[part]) else (1,))
        a = a[...]
        # What the cut says is what the blocks are taken for, not what they hold.
        a._set_chunks(tuple(chunks))
        paired.append(a)
    return paired


def _lifted(func, args, kwargs, whole=()):
    """The call with delayed values among its arguments, and collections in them, as arrays that hold the value in one block.

    A dask array is one block after the other, but whole at the places ``whole`` and in keywords.
    """
    args = [_held(a) if (not isinstance(a, Array) or place in whole) and _is_lazy(a) else a for place, a in enumerate(args)]
    names = [name for name, value in kwargs.items() if _is_lazy(value)]
    if not names:
        return func, args, kwargs
    args += [_held(kwargs[name]) for name in names]
    return _Named(func, names), args, {name: value for name, value in kwargs.items() if name not in names}


def _is_lazy(value):
    is_plain = isinstance(value, (np.ndarray, np.generic, str, int, float, type(None), Iterator))
    return not is_plain and bool(unpack_collections(value)[0])


def _held(value):
    from dask.delayed import delayed

    value = delayed(value)
    return _core.from_node(value, f"from-value-{tokenize(value.key)}", (), "float64")


class _Named:
    """A function that gets its last arguments by name."""

    def __init__(self, function, names):
        self._function, self._names = function, names
        self.__name__ = funcname(function)

    def __dask_tokenize__(self):
        return (self._function, self._names)

    def __call__(self, *args, **kwargs):
        n = len(args) - len(self._names)
        return self._function(*args[:n], **dict(zip(self._names, args[n:])), **kwargs)


def elemwise(op, *args, out=None, where=True, dtype=None, name=None, **kwargs):
    """Apply a function that works element by element; its own keywords are bound before, say by ``functools.partial``."""
    if kwargs:
        raise TypeError(f"{funcname(op)} does not take the following keyword arguments {sorted(kwargs)}")
    out = _normalized_out(out)
    args = [asarray(a) if isinstance(a, (list, tuple, np.ndarray)) and np.ndim(a) else a for a in args]
    is_wanted = dtype is not None
    dtype = np.dtype(dtype) if is_wanted else _infer(op, args, {}, "elemwise").dtype
    if where is not True:
        # The values at which it does not hold are those of `out`.
        op, args = _Where(op), [*args, asarray(False if where is None else where), out]
    shapes = [a.shape for a in args if isinstance(a, Array)]
    ndim = len(np.broadcast_shapes(*[tuple(1 if _is_unknown(n) else n for n in shape) for shape in shapes]))
    if is_wanted:
        op = _AsType(op, dtype)
    pairs = []
    for a in args:
        pairs += [a, tuple(range(ndim - a.ndim, ndim)) if isinstance(a, Array) else None]
    return handle_out(out, blockwise(op, tuple(range(ndim)), *pairs, dtype=dtype, name=name))


class _Where:
    """A function that is applied where the last but one argument holds, and gives the last one's elements elsewhere."""

    def __init__(self, function):
        self._function = function
        self.__name__ = funcname(function)

    def __dask_tokenize__(self):
        return ("where", self._function)

    def __call__(self, *args):
        *args, where, out = args
        found = self._function(*args).dtype
        if out is None:
            out = np.zeros(np.broadcast_shapes(np.shape(where), *map(np.shape, args)), dtype=found)
        if not np.can_cast(found, out.dtype, casting="same_kind"):
            raise np.exceptions.UFuncTypeError(
                f"Cannot cast ufunc {self.__name__!r} output from {found!r} to {out.dtype!r} with casting rule 'same_kind'"
            )
        return self._function(*args, where=where, out=np.array(out))


class _AsType:
    """A function whose results get a dtype."""

    def __init__(self, function, dtype):
        self._function, self._dtype = function, dtype
        self.__name__ = funcname(function)

    def __dask_tokenize__(self):
        return ("dtype", self._function, self._dtype.name)

    def __call__(self, *args):
        result = np.asarray(self._function(*args))
        if not np.can_cast(result.dtype, self._dtype, casting="same_kind"):
            raise ValueError(
                f"Inferred dtype from function {self.__name__!r} was {str(self._dtype)!r} but got {str(result.dtype)!r}, which can't be cast using "
                "casting='same_kind'"
            )
        return result.astype(self._dtype)


def _normalized_out(out):
    if isinstance(out, tuple):
        if len(out) > 1:
            raise NotImplementedError("The out parameter is not fully supported")
        out = out[0] if out else None
    if not (out is None or isinstance(out, Array)):
        raise NotImplementedError(f"The out parameter is not fully supported. Received type {type(out).__name__}, expected Dask Array")
    return out


def handle_out(out, result):
    """``result``, or the array ``out`` that has become it."""
    out = _normalized_out(out)
    if out is None:
        return result
    if out.shape != result.shape:
        raise ValueError(f"Mismatched shapes between result and out parameter. out={out.shape}, result={result.shape}")
    out._become(result)
    return out
