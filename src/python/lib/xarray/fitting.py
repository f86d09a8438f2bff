"""Polynomials of least squares along a dimension: `polyfit`."""

import numpy as np
from _dasklet_missing import unsupported

from . import duck
from .computation import _as_number, apply_ufunc
from .kinds import THIS_ARRAY
from .variable import Variable


def polyfit(dataset, dim, deg, skipna, rcond, w, full, cov):
    """The coefficients of each variable that has the dimension, that of the highest power first."""
    if rcond is not None or full or cov:
        raise unsupported("polyfit with rcond=, full= or cov=", "x - xr.polyval(x[dim], fit.polyfit_coefficients) are the residuals")
    coord = dataset.coords[dim]
    if coord.dtype.kind == "O":
        raise unsupported("polyfit along dates of other calendars", "assign numbers as labels: .assign_coords(time=np.arange(...))")
    ((along, length),) = coord.sizes.items()
    labels = _as_number(coord).values.astype("float64")
    degrees = np.arange(int(deg) + 1)[::-1]
    if w is not None:
        w = np.asarray(dataset.coords[w] if isinstance(w, str) else w)
        if w.ndim != 1:
            raise TypeError("Expected a 1-d array for weights.")
        if len(w) != length:
            raise TypeError(f"Expected w and {dim} to have the same length")
    name_of_degrees = next(name for name in ("degree", *(f"degree{n}" for n in range(len(dataset.dims) + 1))) if name not in dataset.dims)
    variables, present = {}, set()
    for name in dataset.data_vars:
        own = dataset._variables[name]
        if along not in own.dims:
            continue
        found = apply_ufunc(
            lambda data: np.moveaxis(_coefficients(np.moveaxis(data, -1, 0), labels, len(degrees) - 1, w, skipna), 0, -1),
            own.chunk({along: -1}) if duck.is_lazy(own._data) else own,
            input_core_dims=[[along]],
            output_core_dims=[[name_of_degrees]],
            output_dtypes=[np.float64],
            output_sizes={name_of_degrees: len(degrees)},
            dask="parallelized",
            keep_attrs=False,
        ).transpose(name_of_degrees, ...)
        present |= set(found.dims)
        prefix = "" if name == THIS_ARRAY or not isinstance(name, str) else f"{name}_"
        variables[f"{prefix}polyfit_coefficients"] = found
    coords = {name_of_degrees: Variable((name_of_degrees,), degrees)}
    coords.update({d: dataset._variables[d] for d in dataset.dims if d != along and d in present and d in dataset._variables})
    return type(dataset)(variables, coords, dataset.attrs)


def _coefficients(data, labels, deg, w, skipna):
    """Along the first axis; of columns that know the same elements at once."""
    columns = data.reshape((len(data), -1))
    missing = duck.isnull(columns)
    lacking = missing.any(axis=0) if skipna is not False else np.zeros(columns.shape[1], dtype=bool)
    found = np.full((deg + 1, columns.shape[1]), np.nan)
    groups = {}
    for at in np.flatnonzero(lacking).tolist():
        groups.setdefault(tuple(missing[:, at].tolist()), []).append(at)
    for at in [np.flatnonzero(~lacking), *groups.values()]:
        known = ~missing[:, at[0]] if len(at) and lacking[at[0]] else np.ones(len(data), dtype=bool)
        if len(at) and known.any():
            found[:, at] = np.polyfit(labels[known], columns[known][:, at], deg, w=None if w is None else w[known])
    return found.reshape((deg + 1, *data.shape[1:]))
