"""Generalized ufuncs: functions of rows or matrices, applied along the other axes."""

import re

import numpy as np

from dask.array.core import asarray, blockwise
from dask.utils import funcname

__all__ = ["apply_gufunc"]


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
    if axes is not None or axis is not None or keepdims:
        raise NotImplementedError(
            "apply_gufunc with axes=, axis= or keepdims= is not here; transpose the arrays so that core axes come last"
        )
    inputs, arrow, outputs = signature.replace(" ", "").partition("->")
    if not arrow:
        raise ValueError(f"Not a valid gufunc signature: {signature}")
    input_cores = _cores(inputs)
    many = "),(" in outputs or outputs.endswith("),")
    output_cores = _cores(outputs.rstrip(",")) or [()]
    if len(input_cores) != len(args):
        raise ValueError(f"According to `signature`, `func` requires {len(input_cores)} arguments, but {len(args)} given")
    dtypes = (
        [None] * len(output_cores)
        if output_dtypes is None
        else list(output_dtypes)
        if isinstance(output_dtypes, (tuple, list))
        else [output_dtypes] * len(output_cores)
    )
    if vectorize:
        func = np.vectorize(func, signature=signature)
    arrays = [asarray(arg) for arg in args]
    sizes = dict(output_sizes or {})
    for place, (array, core) in enumerate(zip(arrays, input_cores)):
        if array.ndim < len(core):
            raise ValueError(f"argument {place} has {array.ndim} axes, but its core has {len(core)}")
        for at, name in zip(range(array.ndim - len(core), array.ndim), core):
            if sizes.setdefault(name, array.shape[at]) != array.shape[at]:
                raise ValueError(f"Dimension `'{name}'` with different lengths in arrays: {sizes[name]} and {array.shape[at]}")
            if len(array.chunks[at]) > 1:
                if not allow_rechunk:
                    raise ValueError(
                        f"Core dimension `'{name}'` consists of multiple chunks. To fix, either\nrechunk into a single chunk along this dimension or "
                        "set `allow_rechunk=True`, but beware that this may increase memory usage significantly."
                    )
                arrays[place] = array = array.rechunk({at: -1})
    n_loop = max((array.ndim - len(core) for array, core in zip(arrays, input_cores)), default=0)
    loop = tuple(f"__loop{at}__" for at in range(n_loop))
    pairs = []
    for array, core in zip(arrays, input_cores):
        pairs += [array, loop[n_loop - (array.ndim - len(core)) :] + core]
    known = {name for core in input_cores for name in core}
    results = []
    for place, core in enumerate(output_cores):
        fresh = {name: sizes[name] for name in core if name not in known}
        picked = _Picked(func, place if many else None)
        dtype = dtypes[place] if dtypes[place] is not None else _dtype_of(picked, arrays, kwargs)
        results.append(
            blockwise(picked, loop + core, *pairs, new_axes=fresh, dtype=np.dtype(dtype), concatenate=True, token=funcname(func), **kwargs)
        )
    return tuple(results) if many else results[0]


class _Picked:
    """A function, or one of the results that it gives."""

    def __init__(self, func, place):
        self.func, self.place = func, place
        self.__name__ = funcname(func)

    def __call__(self, *blocks, **kwargs):
        result = self.func(*blocks, **kwargs)
        return np.asarray(result if self.place is None else result[self.place])


def _dtype_of(picked, arrays, kwargs):
    try:
        return picked(*(np.ones((1,) * array.ndim, dtype=array.dtype) for array in arrays), **kwargs).dtype
    except Exception as error:
        raise ValueError(
            f"the dtype of the result could not be found by calling the function on a small array ({type(error).__name__}: {error}); give output_dtypes="
        ) from error
