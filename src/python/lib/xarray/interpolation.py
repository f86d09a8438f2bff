"""Values between labels."""

import numpy as np

from . import duck, times
from .variable import Variable


def interp(dataset, targets, method):
    """A Dataset at other labels, along one dimension after another."""
    if method not in ("linear", "nearest"):
        raise NotImplementedError(f"interpolation is linear or nearest here, not {method!r}")
    for dim, target in targets.items():
        dataset = _along(dataset, dim, target, method)
    return dataset


def _along(dataset, dim, target, method):
    if dim not in dataset.dims:
        raise ValueError(f"Dimensions {{{dim!r}}} do not exist. Expected one or more of {tuple(dataset.dims)}")
    if dim not in dataset._coord_names:
        raise ValueError(f"dimension {dim!r} has no labels to interpolate between")
    labels = dataset._variables[dim].values
    values = _labels_of(target, labels.dtype)
    position = _variable_of(target, dim, values)
    old, new = labels, position.values
    if labels.dtype.kind == "M":
        old, new = (array.astype("datetime64[us]").astype("int64").astype("float64") for array in (old, new))
    order = np.argsort(old, kind="stable")
    old = np.asarray(old, dtype="float64")[order]
    new = np.asarray(new, dtype="float64")
    upper = np.clip(np.searchsorted(old, new, side="right"), 1, max(len(old) - 1, 1))
    lower = upper - 1
    span = old[upper] - old[lower] if len(old) > 1 else np.ones(new.shape)
    share = (new - old[lower]) / span
    outside = (new < old[0]) | (new > old[-1]) | np.isnan(new)
    variables = {}
    for name, variable in dataset._variables.items():
        if name == dim:
            continue
        if dim not in variable.dims:
            variables[name] = variable
        elif variable.dtype.kind in "iuf":
            places = (order[lower], order[upper], new - old[lower], span)
            variables[name] = _between(variable, dim, position.dims, places, outside, method)
        elif name not in dataset._coord_names:
            variables[name] = variable.isel({dim: Variable(position.dims, order[np.where(share > 0.5, upper, lower)])})
    variables[dim] = position
    names = {*dataset._coord_names, dim}
    for key, coord in (getattr(target, "_coords", None) or {}).items():
        if key not in variables:
            variables[key] = coord
            names.add(key)
    return type(dataset)._made(variables, {name for name in names if name in variables}, dataset.attrs)


def _labels_of(target, dtype):
    values = getattr(target, "values", target)
    if dtype.kind == "M":
        if isinstance(values, str):
            return np.asarray(times.period(values)[0])
        if isinstance(values, (list, tuple)) and values and isinstance(values[0], str):
            return np.array([times.period(value)[0].astype("datetime64[us]") for value in values])
    return np.asarray(values)


def _variable_of(target, dim, values):
    inner = getattr(target, "_variable", None)
    dims = inner.dims if inner is not None else (dim,) if values.ndim else ()
    return Variable(dims, values)


def _between(variable, dim, dims, places, outside, method):
    """Elements between those at two positions: so far from the lower one, of the span between both."""
    lower, upper, distance, span = places
    if method == "nearest":
        low = variable.isel({dim: Variable(dims, np.where(distance / span > 0.5, upper, lower))})
        data = low.data
    else:
        low = variable.isel({dim: Variable(dims, lower)})
        high = variable.isel({dim: Variable(dims, upper)})
        if dims:
            distance, span = duck.expand_to(distance, dims, low.dims), duck.expand_to(span, dims, low.dims)
        data = (high.data - low.data) / span * distance + low.data
    hole = duck.expand_to(outside, dims, low.dims) if dims else outside
    if bool(np.any(outside)):
        data = duck.where(hole, np.nan, data)
    return Variable(low.dims, data, variable.attrs)
