"""Values between labels."""

import numpy as np
from _dasklet_missing import unsupported

from . import duck, times
from .variable import Variable

_METHODS = ("linear", "nearest")
_OF_SCIPY = (
    "slinear",
    "zero",
    "quadratic",
    "cubic",
    "quintic",
    "polynomial",
    "pchip",
    "spline",
    "krogh",
    "makima",
    "akima",
    "barycentric",
)


def interp(dataset, targets, method, assume_sorted=False, kwargs=None, non_numeric="nearest"):
    """A Dataset at other labels, along one dimension after another."""
    if method not in _METHODS:
        if method in _OF_SCIPY:
            raise unsupported(f"interp(method={method!r})", "there are 'linear' and 'nearest'")
        raise ValueError(f"{method} is not a valid interpolator")
    outside = _Outside(**(kwargs or {}))
    targets = dict(targets)
    for dim in targets:
        if dim not in dataset.dims:
            raise ValueError(f"Dimensions {{{dim!r}}} do not exist. Expected one or more of {tuple(dataset.dims)}")
        if dim not in dataset._coord_names:
            # What has no labels has positions.
            dataset = dataset.assign_coords({dim: np.arange(dataset.dims[dim])})
    shared = _shared(targets)
    for dim, target in targets.items():
        dataset = _along(dataset, dim, target, method, assume_sorted, outside, non_numeric)
    for dims in shared:
        dataset = _diagonal(dataset, *dims)
    return dataset


class _Outside:
    """What stands beyond the first and the last label, as SciPy's `interp1d` takes it."""

    def __init__(self, fill_value=np.nan, bounds_error=None, **others):
        if others:
            raise unsupported(f"interp(kwargs={others!r})", "it knows fill_value and bounds_error")
        self.extrapolates = isinstance(fill_value, str) and fill_value == "extrapolate"
        self.error = bool(bounds_error)
        if self.extrapolates and self.error:
            raise ValueError("Cannot extrapolate and raise at the same time.")
        below_above = fill_value if isinstance(fill_value, tuple) else (fill_value, fill_value)
        self.below, self.above = (np.nan, np.nan) if self.extrapolates else below_above

    def check(self, old, new):
        if not self.error or not len(old):
            return
        if (new < old[0]).any():
            raise ValueError(f"A value ({new.min()}) in x_new is below the interpolation range's minimum value ({old[0]}).")
        if (new > old[-1]).any():
            raise ValueError(f"A value ({new.max()}) in x_new is above the interpolation range's maximum value ({old[-1]}).")


def _shared(targets):
    """Dimensions of targets that several of them have: such points are not a grid. Those after the first get other names."""
    seen, shared = set(), []
    for dim, target in targets.items():
        inner = getattr(target, "_variable", None)
        for own in inner.dims if inner is not None else ():
            if own in seen and own != dim:
                apart = f"_{own}_of_{dim}"
                targets[dim] = Variable(tuple(apart if d == own else d for d in targets[dim].dims), inner.values)
                shared.append((own, apart))
            seen.add(own)
    return shared


def _diagonal(dataset, kept, gone):
    """The elements where two dimensions of one length have the same position."""
    at = np.arange(dataset.dims[kept])
    variables = {}
    for name, variable in dataset._variables.items():
        if gone not in variable.dims:
            variables[name] = variable
        elif kept not in variable.dims:
            variables[name] = Variable(tuple(kept if d == gone else d for d in variable.dims), variable._data, variable.attrs)
        else:
            variables[name] = variable.isel({kept: Variable((kept,), at), gone: Variable((kept,), at)})
    return type(dataset)._made(variables, dataset._coord_names, dataset.attrs)


def _along(dataset, dim, target, method, assume_sorted, outside, non_numeric):
    labels = dataset._variables[dim].values
    if labels.dtype.kind not in "iufmM":
        raise TypeError(f"interp needs labels that are numbers or dates, but {dim!r} has {labels.dtype}")
    values = _labels_of(target, labels.dtype)
    if (labels.dtype.kind in "mM") != (values.dtype.kind in "mM"):
        raise TypeError(
            f"When interpolating over a datetime-like coordinate, the coordinates to interpolate to must be either datetime strings or datetimes, and numbers for numbers. Instead got {values!r}"
        )
    position = _variable_of(target, dim, values)
    old, new = labels, position.values
    if labels.dtype.kind == "M":
        old, new = (array.astype("datetime64[ns]").astype("int64").astype("float64") for array in (old, new))
    old = np.asarray(old, dtype="float64")
    order = np.arange(len(old)) if assume_sorted else np.argsort(old, kind="stable")
    old = old[order]
    new = np.asarray(new, dtype="float64")
    outside.check(old, new)
    if not len(old):
        raise ValueError(f"there is nothing between the labels of {dim!r}: it has none of them")
    beyond = (new < old[0], new > old[-1], np.isnan(new))
    variables = {}
    for name, variable in dataset._variables.items():
        if name == dim:
            continue
        if dim not in variable.dims:
            variables[name] = variable
        elif variable.dtype.kind in "iufc":
            # As SciPy, which hands what is 1-d to NumPy: on a label that is the element itself, else the end of the span before it.
            by_numpy = variable.ndim == 1 and variable.dtype != "float32" and method == "linear" and not outside.extrapolates
            upper = np.clip(np.searchsorted(old, new, side="right" if by_numpy else "left"), min(1, len(old) - 1), len(old) - 1)
            lower = np.maximum(upper - 1, 0)
            places = (order[lower], order[upper], old[lower], old[upper], new)
            found = _between(variable, dim, position.dims, places, beyond, method, outside)
            if by_numpy and bool((new == old[-1]).any()):
                last = variable.isel({dim: int(order[-1])}).data
                found = found.with_data(duck.where(new == old[-1], last, found.data))
            variables[name] = found
        elif name not in dataset._coord_names and _only_own(dataset):
            raise TypeError(f"interp only works for a numeric type array. Given {variable.dtype}.")
        elif name in dataset._coord_names and (position.ndim != 1 or duck.is_lazy(variable._data)):
            # As xarray: what is no number is looked up along one dimension, or left out.
            continue
        else:
            found = dataset._index_of(dim)._many(values.ravel(), non_numeric, None)
            from .reindexing import taken

            picked = (
                taken(variable, {dim: found})
                if position.ndim == 1
                else variable.isel({dim: Variable(position.dims, np.maximum(found, 0).reshape(values.shape))})
            )
            variables[name] = Variable(
                tuple(position.dims[0] if d == dim and position.ndim == 1 else d for d in picked.dims), picked._data, variable.attrs
            )
    variables[dim] = position
    names = {*dataset._coord_names, dim}
    for key, coord in (getattr(target, "_coords", None) or {}).items():
        if key not in variables:
            variables[key] = coord
            names.add(key)
    return type(dataset)._made(variables, {name for name in names if name in variables}, dataset.attrs)


def _only_own(dataset):
    """Whether this is the Dataset that works for an array."""
    from .kinds import THIS_ARRAY

    return THIS_ARRAY in dataset._variables


def _labels_of(target, dtype):
    values = getattr(target, "values", target)
    if dtype.kind == "M":
        if isinstance(values, str):
            return np.asarray(times.period(values)[0]).astype("datetime64[ns]")
        if isinstance(values, (list, tuple)) and values and isinstance(values[0], str):
            return np.array([times.period(value)[0].astype("datetime64[ns]") for value in values])
        return np.asarray(times.moment_of(values)) if hasattr(values, "isoformat") else np.asarray(values)
    return np.asarray(values)


def _variable_of(target, dim, values):
    inner = target if isinstance(target, Variable) else getattr(target, "_variable", None)
    dims = inner.dims if inner is not None else (dim,) if values.ndim else ()
    return Variable(dims, values)


def _between(variable, dim, dims, places, beyond, method, outside):
    """Elements between those at two positions, by the distances of their labels."""
    lower, upper, low_label, high_label, new = places
    if variable.dtype.kind in "iu":
        variable = variable.with_data(variable.data.astype("float64"))
    if method == "nearest":
        # Half-way the lower label is nearer, as SciPy has it.
        found = variable.isel({dim: Variable(dims, np.where(new - low_label > high_label - new, upper, lower))})
        data = found.data
        found_dims = found.dims
    else:
        low = variable.isel({dim: Variable(dims, lower)})
        high = variable.isel({dim: Variable(dims, upper)})
        found_dims = low.dims
        # Of one label there is no span, and it is its own value.
        distance, span = new - low_label, np.where(lower == upper, 1, high_label - low_label)
        if dims:
            distance, span = duck.expand_to(distance, dims, found_dims), duck.expand_to(span, dims, found_dims)
        data = (high.data - low.data) / span * distance + low.data
    below, above, missing = beyond
    if outside.extrapolates:
        below = above = np.zeros(np.shape(new), dtype=bool)
    for where, value in ((below, outside.below), (above, outside.above), (missing, np.nan)):
        if bool(np.any(where)):
            data = duck.where(duck.expand_to(where, dims, found_dims) if dims else where, value, data)
    return Variable(found_dims, data, variable.attrs)
