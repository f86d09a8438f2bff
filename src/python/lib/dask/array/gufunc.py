"""Generalized ufuncs: functions of rows or matrices, applied along the other axes."""

import math
import re

import numpy as np

from dask.array.chunksizes import calculate_new_chunksizes
from dask.array.core import asarray, blockwise, check_like
from dask.utils import funcname

__all__ = ["apply_gufunc", "as_gufunc", "gufunc"]


def _cores(text):
    """The names of core axes: `(i,j),()` has two for the first argument and none for the second."""
    return [tuple(name for name in core.split(",") if name) for core in re.findall(r"\(([^()]*)\)", text)]


def apply_gufunc(
    func,
    signature,
    *args,
    axes=None,
    axis=None,
    keepdims=False,
    output_dtypes=None,
    output_sizes=None,
    vectorize=None,
    allow_rechunk=False,
    meta=None,
    **kwargs,
):
    """Apply a function with a signature such as `"(i),(j)->(i,j)"`: core axes come last and lie in one chunk each."""
    if not isinstance(signature, str):
        raise TypeError("`signature` has to be of type string")
    inputs, arrow, outputs = re.sub(r"\s+", "", signature).partition("->")
    if not arrow:
        raise ValueError(f"Not a valid gufunc signature: {signature}")
    input_cores = _cores(inputs)
    many = "),(" in outputs or outputs.endswith("),")
    output_cores = _cores(outputs.rstrip(",")) or [()]
    dtypes = _dtypes(output_dtypes, meta, len(output_cores), many)
    input_axes, output_axes = _axes(axes, axis, keepdims, input_cores, output_cores)
    if len(input_cores) != len(args):
        raise ValueError(f"According to `signature`, `func` requires {len(input_cores)} arguments, but {len(args)} given")
    # A dtype of float64 equals None.
    are_known = all(dtype is not None for dtype in dtypes)
    if vectorize:
        func = np.vectorize(func, signature=signature, otypes=dtypes if are_known else None)
    arrays = [_cores_last(asarray(arg), own) for arg, own in zip(args, input_axes)]
    n_loop = max((array.ndim - len(core) for array, core in zip(arrays, input_cores)), default=0)
    loop = tuple(f"__loopdim{at}__" for at in range(n_loop))
    labels = [loop[n_loop - (array.ndim - len(core)) :] + core for array, core in zip(arrays, input_cores)]
    sizes = {name: size for array, own in zip(arrays, labels) for name, size in zip(own, array.shape) if name not in loop}
    sizes.update(output_sizes or {})
    _check_chunks(arrays, labels, sizes, allow_rechunk)
    if allow_rechunk:
        arrays = [_with_whole_cores(array, own, loop) for array, own in zip(arrays, labels)]
    pairs = [part for array, own in zip(arrays, labels) for part in (array, own)]
    if not are_known:
        found = _dtypes_of(func, args, kwargs, len(output_cores), many)
        dtypes = [other if own is None else own for own, other in zip(dtypes, found)]
    whole = blockwise(_Results(func, many), loop, *pairs, concatenate=True, dtype=dtypes[0], token=funcname(func), **kwargs)
    results = []
    for place, (core, dtype, own) in enumerate(zip(output_cores, dtypes, output_axes)):
        missing = [name for name in core if name not in sizes]
        if missing:
            raise ValueError(f"the length of the new axis {missing[0]!r} is not known; give output_sizes={{{missing[0]!r}: ...}}")
        result = whole.map_blocks(
            _picked,
            place,
            dtype=dtype,
            new_axis=list(range(n_loop, n_loop + len(core))) or None,
            chunks=whole.chunks + tuple((sizes[name],) for name in core),
            token=f"{funcname(func)}_{place}",
        )
        if keepdims:
            result = result[(slice(None),) * result.ndim + (np.newaxis,) * len(own)]
        results.append(_cores_moved(result, own))
    return tuple(results) if many else results[0]


class _Results:
    """A function that gives all its results in a tuple."""

    def __init__(self, func, many):
        self._func, self._many = func, many
        self.__name__ = funcname(func)

    def __call__(self, *blocks, **kwargs):
        results = self._func(*blocks, **kwargs)
        return tuple(map(np.asarray, results if self._many else (results,)))


def _picked(results, place):
    return results[place]


def _dtypes(output_dtypes, meta, n_results, many):
    """The dtype of each result, ``None`` where nothing says it."""
    if meta is not None and output_dtypes is not None:
        raise ValueError("Only one of `meta` and `output_dtypes` should be given (`meta` is preferred).")
    if meta is not None:
        metas = meta if isinstance(meta, (tuple, list)) else [meta]
        for one in metas:
            check_like(one, "meta")
        output_dtypes = type(metas)(getattr(one, "dtype", one) for one in metas) if isinstance(meta, (tuple, list)) else metas[0].dtype
    if output_dtypes is None:
        return [None] * n_results
    if not many:
        if isinstance(output_dtypes, (tuple, list)):
            if len(output_dtypes) != 1:
                raise ValueError("For a function with one output, must give a single item for `output_dtypes`/`meta`, not a tuple or list.")
            (output_dtypes,) = output_dtypes
        return [np.dtype(output_dtypes)]
    if not isinstance(output_dtypes, (tuple, list)):
        raise ValueError(
            f"For a function with {n_results} outputs, must give a tuple or list for `output_dtypes`/`meta`, not a single item."
        )
    if len(output_dtypes) != n_results:
        raise ValueError(
            f"For a function with {n_results} outputs, must give a tuple or list of {n_results} items for `output_dtypes`/`meta`, "
            f"not {len(output_dtypes)}."
        )
    return [np.dtype(dtype) for dtype in output_dtypes]


def _dtypes_of(func, args, kwargs, n_results, many):
    try:
        tiny = [np.ones((1,) * np.ndim(arg), dtype=getattr(arg, "dtype", np.asarray(arg).dtype)) for arg in args]
        results = func(*tiny, **kwargs)
        results = results if many else (results,)
        if len(results) != n_results:
            raise ValueError(f"it gives {len(results)} results, its signature has {n_results}")
        return [np.asarray(result).dtype for result in results]
    except Exception as error:
        raise ValueError(
            f"the dtype of the result could not be found by calling the function on a small array ({type(error).__name__}: {error}); "
            "give output_dtypes="
        ) from error


# Where core axes stand


def _axes(axes, axis, keepdims, input_cores, output_cores):
    """For each argument and each result which of its axes are core axes."""
    n_inputs, n_outputs = len(input_cores), len(output_cores)
    if axes is not None and axis is not None:
        raise ValueError("Only one of `axis` or `axes` keyword arguments should be given")
    if axes and not isinstance(axes, list):
        raise ValueError("`axes` has to be of type list")
    with_core = [core for core in input_cores if core]
    has_output_core = any(output_cores)
    if keepdims:
        if has_output_core:
            raise ValueError("`keepdims` can only be used for scalar outputs")
        output_cores = [with_core[0]] * n_outputs
    cores = [*input_cores, *output_cores]
    if axis is not None:
        if not isinstance(axis, int):
            raise ValueError("`axis` argument has to be an integer value")
        if any(len(core) != 1 for core in with_core[:1]):
            raise ValueError("`axis` can be used only, if one core dimension is present")
        if any(core != with_core[0] for core in with_core):
            raise ValueError("To use `axis`, all core dimensions have to be equal")
        axes = [(axis,) if core else () for core in cores]
    elif axes is None:
        axes = [tuple(range(-len(core), 0)) for core in cores]
    axes = [(own,) if isinstance(own, int) else tuple(own) for own in axes]
    if len(axes) != n_inputs + n_outputs and (has_output_core or len(axes) != n_inputs):
        raise ValueError("The number of `axes` entries is not equal the number of input and output arguments")
    input_axes = axes[:n_inputs]
    output_axes = axes[n_inputs:] or [tuple(range(-len(core), 0)) for core in output_cores]
    for kind, all_axes, all_cores in (("input", input_axes, input_cores), ("output", output_axes, output_cores)):
        for place, (own, core) in enumerate(zip(all_axes, all_cores)):
            if len(own) != len(core) and not (keepdims and kind == "output"):
                raise ValueError(
                    f"The number of `axes` entries for argument #{place} is not equal the number of respective {kind} core dimensions "
                    "in signature"
                )
    if keepdims:
        if any(core != input_cores[0] for core in input_cores):
            raise ValueError("To use `keepdims`, all core dimensions have to be equal")
        output_axes = [input_axes[0]] * n_outputs
    return input_axes, output_axes


def _cores_last(array, axes):
    axes = tuple(axis if axis < 0 else axis - array.ndim for axis in axes)
    if any(not -array.ndim <= axis < 0 for axis in axes):
        raise ValueError(f"an array of {array.ndim} axes has no core axes {axes}")
    order = tuple(axis for axis in range(-array.ndim, 0) if axis not in axes) + axes
    return array.transpose(order) if order != tuple(range(-array.ndim, 0)) else array


def _cores_moved(array, axes):
    """Core axes, which stand last, in their places."""
    order = [None] * array.ndim
    for last, place in zip(range(-len(axes), 0), axes):
        order[place] = last
    rest = iter(range(array.ndim))
    order = [next(rest) if place is None else place % array.ndim for place in order]
    return array.transpose(order) if order != list(range(array.ndim)) else array


# Chunks


def _check_chunks(arrays, labels, sizes, allow_rechunk):
    lengths, cuts = {}, {}
    for array, own in zip(arrays, labels):
        for name, length, chunks in zip(own, array.shape, array.chunks):
            lengths.setdefault(name, []).append(length)
            cuts.setdefault(name, []).append(chunks)
    for name, all_lengths in lengths.items():
        if set(all_lengths) | {1} != {1, max(all_lengths)}:
            raise ValueError(f"Dimension `'{name}'` with different lengths in arrays")
        if allow_rechunk:
            continue
        if name in sizes and cuts[name][0][0] < sizes[name]:
            raise ValueError(
                f"Core dimension `'{name}'` consists of multiple chunks. To fix, rechunk into a single chunk along this dimension or set "
                "`allow_rechunk=True`, but beware that this may increase memory usage significantly."
            )
        if len({chunks for length, chunks in zip(all_lengths, cuts[name]) if length > 1}) > 1:
            raise ValueError(f"Dimension `'{name}'` with different chunksize present")


def _with_whole_cores(array, labels, loop):
    """One chunk along core axes, and smaller ones along the others to make up for it."""
    factor = math.prod(length / max(chunks) for name, length, chunks in zip(labels, array.shape, array.chunks) if name not in loop)
    changeable = {axis for axis, name in enumerate(labels) if name in loop and max(array.chunks[axis]) > 1}
    if factor > 1 and changeable:
        limit = math.prod(map(max, array.chunks)) / factor
        array = array.rechunk(tuple(calculate_new_chunksizes(array.chunks, array.chunks, changeable, limit)))
    return array.rechunk({axis: -1 for axis, name in enumerate(labels) if name not in loop})


class gufunc:
    """A function that is applied as ``apply_gufunc`` does."""

    def __init__(
        self,
        pyfunc,
        *,
        signature=None,
        vectorize=False,
        axes=None,
        axis=None,
        keepdims=False,
        output_sizes=None,
        output_dtypes=None,
        allow_rechunk=False,
        meta=None,
    ):
        self.pyfunc, self.signature, self._allow_rechunk = pyfunc, signature, allow_rechunk
        self._options = {
            "vectorize": vectorize,
            "axes": axes,
            "axis": axis,
            "keepdims": keepdims,
            "output_sizes": output_sizes,
            "output_dtypes": output_dtypes,
            "meta": meta,
        }

    def __call__(self, *args, allow_rechunk=False, **kwargs):
        allow_rechunk = self._allow_rechunk or allow_rechunk
        return apply_gufunc(self.pyfunc, self.signature, *args, allow_rechunk=allow_rechunk, **self._options, **kwargs)


def as_gufunc(signature=None, **kwargs):
    """Decorator for functions that are applied as ``apply_gufunc`` does."""
    known = {"vectorize", "axes", "axis", "keepdims", "output_sizes", "output_dtypes", "allow_rechunk", "meta"}
    if kwargs.keys() - known:
        raise TypeError(f"Unsupported keyword arg(s) provided: {sorted(kwargs.keys() - known)}")
    return lambda pyfunc: gufunc(pyfunc, signature=signature, **kwargs)
