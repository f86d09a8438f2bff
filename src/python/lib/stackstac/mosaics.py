"""`mosaic`: overlapping scenes as one."""

import dask.array as da
import numpy as np
from xarray import duck


def mosaic(arr, dim=None, axis=0, *, reverse=False, nodata=np.nan):
    """The first valid pixel along a dimension; the last one if `reverse`."""
    dim = arr.dims[axis] if dim is None else dim
    return arr.reduce(_mosaic, dim=dim, keep_attrs=True, nodata=nodata, reverse=reverse)


def _mosaic(data, axis, nodata, reverse):
    options = {"nodata": nodata, "reverse": reverse}
    if not duck.is_lazy(data):
        return _first(data, axis, **options)

    def step(block, axis, keepdims):
        return _first(block, axis[0] if isinstance(axis, tuple) else axis, keepdims, **options)

    return da.reduction(data, step, step, axis=axis, dtype=data.dtype, concatenate=True)


def _first(data, axis, keepdims=False, nodata=np.nan, reverse=False):
    parts = np.moveaxis(data, axis, 0)
    found = None
    for at in range(len(parts))[:: -1 if reverse else 1]:
        part = parts[at]
        missing = None if found is None else np.isnan(found) if nodata != nodata else found == nodata
        found = part if found is None else np.where(missing, part, found)
    return np.expand_dims(found, axis) if keepdims else found
