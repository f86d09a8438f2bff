"""Values between labels."""

import dask.array as da
import numpy as np
from _dasklet_missing import unsupported
from numpy._dasklet_encoded import codes_of

from . import cftimes, duck, times
from .indexes import InvalidIndexError
from .variable import Variable, dates_of

_METHODS = ("linear", "nearest", "slinear", "zero")
OF_SCIPY = (
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
        if method in OF_SCIPY:
            raise unsupported(f"interp(method={method!r})", "there are 'linear', 'nearest', 'slinear' and 'zero'")
        raise ValueError(f"{method} is not a valid interpolator")
    outside = _Outside(**(kwargs or {}))
    targets = dict(targets)
    # As xarray: labels for what had none are data, unless they come from an array.
    unlabelled = set() if _only_own(dataset) else set(targets) - set(dataset._coord_names)
    for dim in targets:
        if dim not in dataset.dims:
            raise ValueError(f"Dimensions {{{dim!r}}} do not exist. Expected one or more of {tuple(dataset.dims)}")
        if dim not in dataset._coord_names:
            # What has no labels has positions.
            dataset = dataset.assign_coords({dim: np.arange(dataset.dims[dim])})
    _check_together(dataset, targets, method, outside)
    coords = {key: coord for target in targets.values() for key, coord in (getattr(target, "_coords", None) or {}).items()}
    shared = _shared(dataset, targets)
    for dim, target in targets.items():
        dataset = _along(dataset, dim, target, method, assume_sorted, outside, non_numeric, shared)
    for dims in shared:
        dataset = _diagonal(dataset, *dims)
    return _with_coords(dataset, coords, unlabelled)


def _with_coords(dataset, coords, unlabelled):
    """The coordinates of the targets are kept, too."""
    variables, names = dict(dataset._variables), set(dataset._coord_names) - (unlabelled - set(coords))
    for name, coord in coords.items():
        if name not in variables:
            variables[name] = coord
            names.add(name)
        elif coord.dims == (name,) and variables[name].dims == (name,) and not coord.equals(variables[name]):
            raise IndexError(f"dimension coordinate {name!r} conflicts between indexed and indexing objects")
    return type(dataset)._made(variables, names, dataset.attrs)


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
        below_above = (np.nan, np.nan) if self.extrapolates else below_above
        self.below, self.above = (np.nan if value is None else value for value in below_above)

    def check(self, old, new):
        if not self.error or not len(old):
            return
        if (new < old[0]).any():
            raise ValueError(f"A value ({new.min()}) in x_new is below the interpolation range's minimum value ({old[0]}).")
        if (new > old[-1]).any():
            raise ValueError(f"A value ({new.max()}) in x_new is above the interpolation range's maximum value ({old[-1]}).")


def _check_together(dataset, targets, method, outside):
    """Rejects what SciPy cannot do along several dimensions at once: what shares no dimension it does one after another."""
    numeric = [variable for variable in dataset._variables.values() if variable.dtype.kind in "iufc"]
    for together in [list(targets)] if method == "zero" else _groups(targets):
        if not any(len(set(variable.dims).intersection(together)) > 1 for variable in numeric):
            continue
        if method == "zero":
            raise ValueError("zero is not a valid interpolator for interpolating over multiple dimensions.")
        if outside.extrapolates or outside.below is not outside.above:
            raise ValueError("fill_value must be either 'None' or of a type compatible with values")


def _groups(targets):
    """Dimensions whose targets share dimensions, in the order of the targets."""
    dims_of = {dim: set(getattr(target, "dims", ()) or (dim,)) for dim, target in targets.items()}
    groups, dims = [[]], list(targets)
    for place, dim in enumerate(dims):
        groups[-1].append(dim)
        later = set().union(*(dims_of[other] for other in dims[place + 1 :]))
        if place + 1 < len(dims) and not later.intersection(*[set().union(*(dims_of[own] for own in groups[-1]))]):
            groups.append([])
    return groups


def _shared(dataset, targets):
    """Dimensions of targets that stand elsewhere too: such points are not a grid. Those after the first get other names."""
    seen, shared = {dim for dim in dataset.dims if dim not in targets}, []
    for dim, target in targets.items():
        inner = getattr(target, "_variable", None)
        for own in inner.dims if inner is not None else ():
            if own in seen and own != dim:
                apart = f"_{own}_of_{dim}"
                targets[dim] = Variable(tuple(apart if d == own else d for d in targets[dim].dims), inner.values, inner.attrs)
                shared.append((own, apart))
            seen.add(own)
    return shared


def _diagonal(dataset, kept, gone):
    """The elements where two dimensions of one length have the same position."""
    length, other = dataset.dims[kept], dataset.dims[gone]
    if length != other:
        raise ValueError(f"operands cannot be broadcast together with mismatched lengths for dimension {kept}: {length} vs {other}")
    at = np.arange(length)
    variables = {}
    for name, variable in dataset._variables.items():
        if gone not in variable.dims:
            variables[name] = variable
        elif kept not in variable.dims:
            variables[name] = Variable(tuple(kept if d == gone else d for d in variable.dims), variable._data, variable.attrs)
        else:
            variables[name] = variable.isel({kept: Variable((kept,), at), gone: Variable((kept,), at)})
    return type(dataset)._made(variables, dataset._coord_names, dataset.attrs)


def _along(dataset, dim, target, method, assume_sorted, outside, non_numeric, shared):
    labels = dataset._variables[dim].values
    calendar = cftimes.calendar_of(labels)
    if calendar is not None:
        return _along_calendar(dataset, dim, target, calendar, method, assume_sorted, outside, non_numeric, shared)
    if labels.dtype.kind not in "iufmM":
        raise TypeError(f"interp needs labels that are numbers or dates, but {dim!r} has {labels.dtype}")
    values = _labels_of(target, labels.dtype)
    if (labels.dtype.kind in "mM") != (values.dtype.kind in "mM"):
        raise TypeError(
            f"When interpolating over a datetime-like coordinate, the coordinates to interpolate to must be either datetime strings or datetimes, and numbers for numbers. Instead got {values!r}"
        )
    position = _variable_of(target, dim, values, dataset._variables[dim].attrs)
    old, new = labels, position.values
    if labels.dtype.kind == "M":
        if bool(np.isnat(labels).any()):
            raise ValueError("index must be monotonic increasing or decreasing: some of its dates are missing")
        old, new = (array.astype("datetime64[ns]").astype("int64").astype("float64") for array in (old, new))
    old = np.asarray(old, dtype="float64")
    if assume_sorted and bool((old[1:] < old[:-1]).any()):
        raise ValueError(f"index must be monotonic increasing: {dim!r} is not sorted, although assume_sorted says so")
    order = np.arange(len(old)) if assume_sorted else np.argsort(old, kind="stable")
    old = old[order]
    new = np.asarray(new, dtype="float64")
    if bool((old[1:] == old[:-1]).any()):
        if method in ("slinear", "zero"):
            raise ValueError("Expect x to not have duplicates")
        raise InvalidIndexError("Reindexing only valid with uniquely valued Index objects")
    outside.check(old, new)
    if not len(old):
        raise ValueError(f"there is nothing between the labels of {dim!r}: it has none of them")
    if method == "slinear" and len(old) < 2:
        raise ValueError("The number of derivatives at boundaries does not match: expected 2 labels at least")
    beyond = (new < old[0], new > old[-1], np.isnan(new) & (method != "nearest"))
    variables, later = {}, {}
    for name, variable in dataset._variables.items():
        if name == dim:
            continue
        if dim not in variable.dims:
            variables[name] = variable
        elif variable.dtype.kind in "iufc":
            # As SciPy, which hands what is 1-d to NumPy.
            rows = variable.ndim == 1 or any(kept in variable.dims for kept, gone in shared if gone in position.dims)
            by_numpy = rows and variable.dtype != "float32" and method == "linear" and not outside.extrapolates
            between = _Between(old, order, new, beyond, method, outside, by_numpy)
            variables[name] = between.of(variable, dim, position.dims)
        elif name not in dataset._coord_names and _only_own(dataset):
            raise TypeError(f"interp only works for a numeric type array. Given {variable.dtype}.")
        elif variable.dtype.kind in "mM":
            between = _Between(
                old, order, new, beyond, method, outside, variable.ndim == 1 and method == "linear" and not outside.extrapolates
            )
            variables[name] = _moments(between.of(_numbers(variable), dim, position.dims), variable.dtype)
        elif duck.is_lazy(variable._data):
            continue
        elif variable.sizes[dim] == 1:
            one = variable.isel({dim: 0})
            later[name] = one.expand({**one.sizes, **position.sizes})
        elif position.dims == (dim,):
            from .reindexing import taken

            found = dataset._index_of(dim)._many(values.ravel(), non_numeric, None)
            later[name] = taken(variable, {dim: found})
    variables.update(later)
    variables[dim] = position
    names = {*dataset._coord_names, dim}
    return type(dataset)._made(variables, {name for name in names if name in variables}, dataset.attrs)


def _along_calendar(dataset, dim, target, calendar, method, assume_sorted, outside, non_numeric, shared):
    """Dates of other calendars as microseconds, and as dates again."""
    values = getattr(target, "values", target)
    if isinstance(values, str) or isinstance(values, (list, tuple)) and values and isinstance(values[0], str):
        texts = [values] if isinstance(values, str) else values
        codes = np.array([cftimes.period(text, calendar)[0] for text in texts])
        codes = codes if not isinstance(values, str) else codes[0]
    else:
        dates = values if isinstance(values, np.ndarray) else np.array(values, dtype=object)
        if cftimes.calendar_of(dates) is None:
            raise TypeError(f"the labels of {dim!r} are dates of the calendar {calendar.name!r}, and so must those be that are asked for")
        codes = codes_of(dates)
    labels = dataset._variables[dim].values
    position = _variable_of(target, dim, np.asarray(codes), dataset._variables[dim].attrs)
    counted = dataset.assign_coords({dim: (dim, codes_of(labels))})
    found = _along(counted, dim, position, method, assume_sorted, outside, non_numeric, shared)
    moments = Variable(position.dims, labels._like(np.asarray(codes)), position.attrs)
    return type(dataset)._made({**found._variables, dim: moments}, found._coord_names, found.attrs)


def _numbers(moments):
    """Dates and durations as float64, and NaN where there is none."""
    counts = moments._data.astype("int64")
    return Variable(moments.dims, duck.where(duck.notnull(moments._data), counts.astype("float64"), np.nan), moments.attrs)


def _moments(numbers, dtype):
    """What `_numbers` was given."""
    there = duck.notnull(numbers._data)
    counts = duck.where(there, numbers._data, 0).round().astype("int64")
    return Variable(numbers.dims, duck.where(there, counts, np.iinfo("int64").min).astype(dtype), numbers.attrs)


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
        return np.asarray(times.moment_of(values)) if hasattr(values, "isoformat") else dates_of(np.asarray(values))
    return np.asarray(values)


def _variable_of(target, dim, values, attrs):
    inner = target if isinstance(target, Variable) else getattr(target, "_variable", None)
    dims = inner.dims if inner is not None else (dim,) if values.ndim else ()
    return Variable(dims, values, attrs if inner is None else inner.attrs)


class _Between:
    """Elements between those at two positions, by the distances of their labels."""

    def __init__(self, old, order, new, beyond, method, outside, by_numpy):
        self.method, self.outside, self.beyond = method, outside, beyond
        near = _near(old, new) if method in ("linear", "nearest") else slice(None)
        old, order = old[near], order[near]
        # The elements that are needed, in the order of their labels.
        self.taken = near if bool((order == np.arange(near.start or 0, (near.start or 0) + len(order))).all()) else order
        # On a label NumPy and splines take the span behind it, SciPy the one before it.
        side = "right" if by_numpy or method in ("zero", "slinear") else "left"
        self.upper = np.clip(np.searchsorted(old, new, side=side), min(1, len(old) - 1), len(old) - 1)
        self.lower = np.maximum(self.upper - 1, 0)
        # Between a label and itself there is nothing, which NumPy alone does not ask for.
        alone = 1 if by_numpy else np.nan
        self.distance = new - old[self.lower]
        self.span = np.where(self.lower == self.upper, alone, old[self.upper] - old[self.lower])
        # Half-way the lower label is nearer, as SciPy has it; no label is greater than NaN.
        takes_lower = new - old[self.lower] <= old[self.upper] - new if method == "nearest" else new < old[self.upper]
        self.chosen = np.where(takes_lower, self.lower, self.upper)
        # NumPy takes the element itself where a label is met, and the only one always.
        self.met = (new == old[self.lower], (new == old[-1]) | (len(old) == 1)) if by_numpy else None
        if by_numpy and len(old) == 1:
            below, above, missing = beyond
            self.beyond = (below, above, np.zeros_like(missing))

    def of(self, variable, dim, dims):
        """A variable with `dims` in the place of `dim`."""
        ordered = variable.transpose(..., dim)
        lead = ordered.dims[:-1]
        data = ordered.data[..., self.taken]
        if duck.is_lazy(data):
            sizes = {f"j{place}": length for place, length in enumerate(np.shape(self.lower))}
            kind = self._of_data(np.zeros((1,) * len(lead) + data.shape[-1:], dtype=data.dtype)).dtype
            data = da.apply_gufunc(
                self._of_data,
                f"(n)->({','.join(sizes)})",
                data,
                output_sizes=sizes,
                output_dtypes=[kind],
                allow_rechunk=True,
            )
        else:
            data = self._of_data(data)
        found = Variable((*lead, *dims), data, variable.attrs)
        before = variable.dims[: variable.axis_of(dim)]
        return found.transpose(*before, *(d for d in dims if d not in before), ...)

    def _of_data(self, data):
        """Along the last axis."""
        # Splines know double precision alone.
        if data.dtype.kind in "iu" or data.dtype.kind == "f" and self.method in ("slinear", "zero"):
            data = data.astype("float64")
        if self.method in ("nearest", "zero"):
            found = data[..., self.chosen]
        else:
            low = data[..., self.lower]
            found = (data[..., self.upper] - low) / self.span * self.distance + low
            if self.met is not None:
                on_lower, on_last = self.met
                found = np.where(on_last, data[..., np.full_like(self.upper, -1)], np.where(on_lower, low, found))
        below, above, missing = self.beyond
        if self.outside.extrapolates:
            below = above = np.zeros_like(missing)
        for where, value in ((below, self.outside.below), (above, self.outside.above), (missing, np.nan)):
            if bool(np.any(where)):
                found = duck.where(where, value, found)
        return found


def _near(old, new):
    """The labels that are needed: two more than lie nearest to both ends of the new ones."""
    if not new.size:
        raise ValueError("zero-size array to reduction operation fmin which has no identity")
    ends = new[~np.isnan(new)]
    if not ends.size:
        return slice(0, 1)
    # Half-way between two labels the greater one is nearer, as in pandas.
    first, last = (len(old) - 1 - int(np.argmin(np.abs(old[::-1] - end))) for end in (ends.min(), ends.max()))
    return slice(max(first - 2, 0), last + 2)
