"""Slopes, areas and gaps along a coordinate: `differentiate`, `integrate`, `interpolate_na`, `ffill`, `bfill`."""

import dask.array as da
import numpy as np

from . import cftimes, duck, times
from .computation import apply_ufunc
from .interpolation import OF_SCIPY
from .kinds import is_array, is_dataset
from .options import keeps_attrs
from .variable import Variable

_METHODS = ("linear", "nearest", "zero", "slinear")


# Slopes and areas


def differentiate(dataset, coord, edge_order, datetime_unit):
    """The slopes of all variables along a coordinate."""
    dim, labels, unit = _labels(dataset, coord, datetime_unit)
    variables = dict(dataset._variables)
    for name in dataset.data_vars:
        own = variables[name]
        if dim in own.dims:
            data = _numeric(own.data, unit)
            if data.dtype.kind == "b":
                raise TypeError("numpy boolean subtract, the `-` operator, is not supported: .astype(int) has slopes")
            data = duck.module(data).gradient(data, labels, axis=own.axis_of(dim), edge_order=edge_order)
            variables[name] = Variable(own.dims, data)
    return dataset._like(variables)


def integrate(dataset, coord, datetime_unit, cumulative=False):
    """The areas under all variables along a coordinate, by the trapezoidal rule; up to each element, if `cumulative`."""
    dim, labels, unit = _labels(dataset, coord, datetime_unit)
    steps = np.diff(labels)
    variables = {}
    for name, own in dataset._variables.items():
        if name in dataset._coord_names or dim not in own.dims:
            if cumulative or dim not in own.dims:
                variables[name] = own
            continue
        axis = own.axis_of(dim)
        data = _numeric(own.data, unit)
        before, after = (slice(None),) * axis + (slice(None, -1),), (slice(None),) * axis + (slice(1, None),)
        parts = steps.reshape([-1] + [1] * (own.ndim - axis - 1)) * 0.5 * (data[after] + data[before])
        xp = duck.module(data)
        if cumulative:
            widths = [(1, 0) if place == axis else (0, 0) for place in range(own.ndim)]
            parts = xp.pad(parts, widths, mode="constant", constant_values=0.0)
            variables[name] = Variable(own.dims, xp.cumsum(parts, axis=axis))
        else:
            variables[name] = Variable(tuple(d for d in own.dims if d != dim), xp.sum(parts, axis=axis))
    names = {name for name in dataset._coord_names if name in variables}
    return type(dataset)._made(variables, names, dataset.attrs)


def _labels(dataset, coord, datetime_unit):
    """The dimension of a coordinate, its labels as numbers, and the unit of dates."""
    if coord not in dataset._variables and coord not in dataset.dims:
        known = tuple(dict.fromkeys([*dataset._variables, *dataset.dims]))
        raise ValueError(f"Coordinate {coord!r} not found in variables or dimensions {known}.")
    variable = dataset[coord]._variable
    if variable.ndim != 1:
        raise ValueError(f"Coordinate {coord} must be 1 dimensional but is {variable.ndim} dimensional")
    values = variable.values
    if values.dtype.kind in "mM":
        datetime_unit = datetime_unit or np.datetime_data(values.dtype)[0]
        return variable.dims[0], _numeric(values, datetime_unit), datetime_unit
    calendar = cftimes.calendar_of(values)
    if calendar is not None:
        seconds = np.array([(moment - values[0]).total_seconds() for moment in values.tolist()])
        unit = datetime_unit or "s"
        return variable.dims[0], seconds / (np.timedelta64(1, unit) / np.timedelta64(1, "s")), unit
    return variable.dims[0], values, datetime_unit


def _numeric(data, unit):
    """Dates and durations as numbers of units."""
    if data.dtype.kind not in "mM":
        return data
    values = np.asarray(data)
    if values.dtype.kind == "M":
        values = values - values[~np.isnat(values)].min()
    numbers = values / np.timedelta64(1, unit or np.datetime_data(values.dtype)[0])
    return np.where(np.isnat(values), np.nan, numbers)


# Gaps


def filled(obj, dim, limit, backwards):
    """Missing elements as the last one before them, or the next one behind them, at most `limit` in a row."""
    if limit is not None and limit < 1:
        raise ValueError("`limit` must be at least 1")

    def of(data, axis):
        if duck.is_lazy(data):
            whole = data.rechunk({axis: -1})
            return da.map_blocks(_pushed, whole, axis, limit, backwards, dtype=data.dtype).rechunk(data.chunks)
        return _pushed(data, axis, limit, backwards)

    def of_variable(variable):
        if dim not in variable.dims or not duck.is_missing_kind(variable):
            return variable
        return variable.with_data(of(variable.data, variable.axis_of(dim)))

    if is_array(obj):
        if dim not in obj.dims:
            raise ValueError(f"{dim!r} not found in array dimensions {obj.dims}")
        return obj._with(of_variable(obj._variable))
    return obj._like({**obj._variables, **{name: of_variable(obj._variables[name]) for name in obj.data_vars}})


def _known_before(known):
    """For each place along the last axis that of the last known element up to it; -1 where there is none."""
    return np.maximum.accumulate(np.where(known, np.arange(known.shape[-1]), -1), axis=-1)


def _known_behind(known):
    length = known.shape[-1]
    return length - 1 - _known_before(known[..., ::-1])[..., ::-1]


def _pushed(data, axis, limit, backwards):
    data = np.moveaxis(data, axis, -1)
    known = duck.notnull(data)
    places = np.arange(known.shape[-1])
    source = _known_behind(known) if backwards else _known_before(known)
    takes = (source >= 0) & (source < len(places)) & ~known
    if limit is not None:
        takes &= np.abs(source - places) <= limit
    source = np.where(takes, source, places)
    return np.moveaxis(np.take_along_axis(data, source, -1), -1, axis)


def interpolate_na(array, dim, method, limit, use_coordinate, max_gap, keep_attrs, **options):
    """Missing elements of an array as values between those around them."""
    if dim is None:
        raise NotImplementedError("dim is a required argument")
    if is_dataset(array):
        own = {name: array[name] for name in array.data_vars if dim in array[name].dims}
        made = {
            name: interpolate_na(one, dim, method, limit, use_coordinate, max_gap, keep_attrs, **options)._variable
            for name, one in own.items()
        }
        return array._like({**array._variables, **made})
    if dim not in array.dims:
        raise KeyError(dim)
    if method not in (*_METHODS, *OF_SCIPY):
        raise ValueError(f"{method} is not a valid interpolator: there are {', '.join(_METHODS)}")
    if method not in _METHODS:
        raise NotImplementedError(f"interpolate_na(method={method!r}) is not supported here; there are {', '.join(_METHODS)}")
    labels = _clean_labels(array, dim, use_coordinate)
    fill_value = options.pop("fill_value", None)
    if options:
        raise NotImplementedError(f"interpolate_na({', '.join(options)}=) is not supported here; there is fill_value=")
    kind = array.dtype if array.dtype.kind == "f" else None
    known = array.notnull(keep_attrs=False)
    result = array
    if kind is not None:
        result = apply_ufunc(
            lambda data: _between_known(data, labels, method, fill_value).astype(data.dtype),
            array,
            input_core_dims=[[dim]],
            output_core_dims=[[dim]],
            output_dtypes=[kind],
            dask="parallelized",
            keep_attrs=keeps_attrs(keep_attrs),
        ).transpose(*array.dims)
    elif not keeps_attrs(keep_attrs):
        result = array.drop_attrs(deep=False)
    if limit is not None:
        near = apply_ufunc(
            lambda found: (np.arange(found.shape[-1]) - _known_before(found) <= limit) & (_known_before(found) >= 0),
            known,
            input_core_dims=[[dim]],
            output_core_dims=[[dim]],
            output_dtypes=[bool],
            dask="parallelized",
        ).transpose(*array.dims)
        result = result.where(near)
    if max_gap is not None:
        if dim not in array.coords:
            raise NotImplementedError("max_gap not implemented for unlabeled coordinates yet.")
        if use_coordinate and array.coords[dim].dtype.kind == "M":
            max_gap = float(times.duration_of(max_gap).astype("timedelta64[ns]").astype("int64"))
        lengths = apply_ufunc(
            lambda found: _gap_lengths(found, labels),
            known,
            input_core_dims=[[dim]],
            output_core_dims=[[dim]],
            output_dtypes=[np.float64],
            dask="parallelized",
        ).transpose(*array.dims)
        result = result.where(lengths <= max_gap)
    return result


def _clean_labels(array, dim, use_coordinate):
    """Labels as rising numbers."""
    if use_coordinate is False:
        return np.arange(array.sizes[dim], dtype=np.float64)
    name = dim if use_coordinate is True else use_coordinate
    values = array.get_index(dim).values if use_coordinate is True else array.coords[name].values
    if values.ndim != 1:
        raise ValueError(f"Coordinates used for interpolation must be 1D, {name} is {values.ndim}D.")
    if (values[1:] < values[:-1]).any():
        raise ValueError(f"Index {name!r} must be monotonically increasing")
    if (values[1:] == values[:-1]).any():
        raise ValueError(f"Index {name!r} has duplicate values")
    if values.dtype.kind == "M":
        return values.astype("datetime64[ns]").astype("int64").astype(np.float64)
    if cftimes.calendar_of(values) is not None:
        return np.array([(moment - values[0]).total_seconds() for moment in values.tolist()]) * 1e9
    if values.dtype.kind not in "iufb":
        raise TypeError(f"Index {name!r} must be castable to float64 to support interpolation or curve fitting, got Index.")
    return values.astype(np.float64)


def _between_known(data, labels, method, fill_value):
    """Rows whose gaps are filled; those that know less than two elements stay as they are."""
    known = duck.notnull(data)
    last = known.shape[-1] - 1
    before, behind = _known_before(known), _known_behind(known)
    inside = (before >= 0) & (behind <= last)
    if isinstance(fill_value, str):
        # Beyond the ends the line goes on through the two nearest elements.
        first = np.asarray(np.argmax(known, axis=-1))[..., None]
        end = last - np.asarray(np.argmax(known[..., ::-1], axis=-1))[..., None]
        second = np.minimum(np.take_along_axis(_known_behind(known), np.minimum(first + 1, last), -1), last)
        next_to_last = np.maximum(np.take_along_axis(_known_before(known), np.maximum(end - 1, 0), -1), 0)
        low = np.where(before < 0, first, np.where(behind > last, next_to_last, before))
        high = np.where(before < 0, second, np.where(behind > last, end, behind))
    else:
        low, high = np.maximum(before, 0), np.minimum(behind, last)
    below, above = np.take_along_axis(data, low, -1), np.take_along_axis(data, high, -1)
    span = np.where(low == high, 1.0, labels[high] - labels[low])
    distance = labels - labels[low]
    if method in ("linear", "slinear"):
        found = below + (above - below) / span * distance
    elif method == "nearest":
        found = np.where(distance > labels[high] - labels, above, below)
    else:
        found = np.where(labels >= labels[high], above, below)
    if not isinstance(fill_value, str):
        left, right = fill_value if isinstance(fill_value, (tuple, list)) else (fill_value, fill_value)
        left, right = (np.nan if value is None else value for value in (left, right))
        found = np.where(inside, found, np.where(before < 0, left, right))
    fills = ~known & (known.sum(axis=-1, keepdims=True) > 1)
    return np.where(fills, found, data)


def _gap_lengths(known, labels):
    """How long the gap is that an element lies in; 0 for those that are known."""
    before, behind = _known_before(known), _known_behind(known)
    last = known.shape[-1] - 1
    start = labels[np.maximum(before, 0)]
    # A gap at the end is as long as from the last element that is known.
    stop = labels[np.minimum(behind, last)]
    lengths = np.where(known, 0.0, stop - start)
    return np.where(known.any(axis=-1, keepdims=True), lengths, np.nan)
