"""Chunked arrays: a grid of NumPy arrays, computed block by block when it is needed.

>>> import dask.array as da
>>> x = da.ones((4, 6), chunks=(2, 3))
>>> x.sum().compute()
np.float64(24.0)
"""

import numpy as _np
from _dasklet_missing import missing as _missing

from dask.array import core, creation, lib, linalg, overlap, random, reductions, routines, ufunc
from dask.array import reductions as _reductions
from dask.array import routines as _routines
from dask.array.core import (
    Array,
    PerformanceWarning,
    array,
    asanyarray,
    asarray,
    block,
    blockwise,
    broadcast_arrays,
    broadcast_to,
    concatenate,
    from_array,
    from_delayed,
    map_blocks,
    stack,
    unify_chunks,
)
from dask.array.creation import (
    arange,
    diag,
    diagonal,
    empty,
    empty_like,
    eye,
    fromfunction,
    full,
    full_like,
    indices,
    linspace,
    meshgrid,
    ones,
    ones_like,
    repeat,
    tile,
    tri,
    zeros,
    zeros_like,
)
from dask.array.gufunc import apply_gufunc, as_gufunc, gufunc
from dask.array.overlap import map_overlap
from dask.array.padding import pad
from dask.array.percentile import nanpercentile, percentile
from dask.array.stores import from_zarr, store, to_zarr
from dask.base import compute, optimize

for _module in (ufunc, _reductions, _routines):
    for _name in _module.__all__:
        globals()[_name] = getattr(_module, _name)

newaxis = None
nan = _np.nan
inf = _np.inf
pi = _np.pi
e = _np.e
for _name in ("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64"):
    if hasattr(_np, _name):
        globals()[_name] = getattr(_np, _name)

__all__ = sorted(name for name in globals() if not name.startswith("_"))

_ABSENT = {
    "fft": "there are no Fourier transforms here",
    "ma": "there are no masked arrays here; da.where chooses elements",
    **dict.fromkeys(("persist", "visualize"), "it is a function of dask, and a method of arrays"),
    "normalize_chunks": "it is in dask.array.core",
    "cumreduction": "it is in dask.array.reductions",
}


def __getattr__(name):
    raise _missing("dask.array", name, __all__, _ABSENT.get(name))
