"""Groups of equal labels: `groupby` and `resample`, and what is done to each."""

import numpy as np
from _dasklet_missing import unsupported

from . import cftimes, duck, grouped, times
from .common import BINARY, COMPARISONS, REDUCTIONS
from .computation import where_method
from .concatenation import concat
from .indexes import run_of
from .kinds import is_array, is_dataset, is_labelled
from .variable import Variable, as_dims


class Groups:
    """Which label of a dimension belongs to which group."""

    def __init__(self, name, dim, codes, labels, attrs=None):
        self.name = name
        self.dim = dim
        # The number of each element's group; -1 for those that belong to none.
        self.codes = codes
        self.labels = labels
        self.attrs = attrs or {}

    def positions(self):
        """For each group the positions of its elements: a slice where they follow one another at equal steps."""
        order = np.argsort(self.codes, kind="stable")
        ends = np.searchsorted(self.codes[order], np.arange(len(self.labels) + 1), side="left")
        return [run_of(order[ends[at] : ends[at + 1]], steps=True) for at in range(len(self.labels))]


def groupby(obj, group, groupers, restore_coord_dims):
    """The groups of an object by a coordinate's name, `"time.month"`, or a 1-d array."""
    if groupers or isinstance(group, (list, tuple)):
        if group is None and not groupers:
            raise ValueError("Either `group` or `**groupers` must be provided.")
        raise unsupported("grouping by groupers, or by several things at once", "combine them into one array of labels")
    if group is None:
        raise ValueError("Either `group` or `**groupers` must be provided.")
    if isinstance(group, str):
        array = obj[group]
        name = group.split(".", 1)[1] if "." in group else group
    elif is_array(group):
        array, name = group, group.name if group.name is not None else "group"
    else:
        raise TypeError(f"`group` must be an xarray.DataArray or the name of an xarray variable or dimension. Received {group!r} instead.")
    if array.ndim == 0:
        raise ValueError(f"there are no groups in a single value: {name!r} has no dimension")
    if array.ndim != 1:
        raise unsupported("grouping by an array of several dimensions", "reduce or select to one first")
    (dim,) = array.dims
    if obj.sizes.get(dim) != array.size:
        raise ValueError(f"the group variable's length {array.size} does not match the length {obj.sizes.get(dim)} of dimension {dim!r}")
    values = array.values
    missing = duck.isnull(values)
    labels = np.unique(values[~missing])
    codes = np.where(missing, -1, np.searchsorted(labels, values) if len(labels) else 0)
    # Texts that were no labels before are objects as labels.
    labels = labels.astype(object) if labels.dtype.kind == "U" and name != dim else labels
    return GroupBy(obj, Groups(name, dim, codes, labels, array.attrs), restore_coord_dims)


def resample(obj, indexer, closed, label, origin, offset, restore_coord_dims):
    """Groups of equal length along a dimension of dates."""
    if len(indexer) != 1:
        raise ValueError("Resampling only supported along single dimensions.")
    ((dim, freq),) = indexer.items()
    values = obj[dim].values
    of_calendar = cftimes.calendar_of(values) is not None
    if values.dtype.kind != "M" and not of_calendar:
        raise TypeError(f"resampling needs dates, but {dim!r} has {values.dtype}")
    if values.size == 0:
        raise ValueError(f"there is nothing to resample: {dim!r} is empty")
    if (values[1:] < values[:-1]).any():
        raise ValueError(f"resampling needs sorted dates: sort by {dim!r} first")
    step = times.Frequency(freq, of_calendar)
    if step.backwards:
        raise ValueError(f"Invalid frequency: {freq}; bins go forwards")
    if of_calendar:
        own = "right" if step.at_end else "left"
        if closed not in (None, own) or label not in (None, own) or origin != "start_day" or offset is not None:
            raise unsupported("resample(closed=, label=, origin=, offset=) of calendars other than the standard one", "leave them out")
        codes, labels = cftimes.bins(values, freq)
    else:
        codes, labels = step.bins(values, closed, label, origin, offset)
    return Resample(obj, Groups(dim, dim, codes, labels, obj[dim].attrs), restore_coord_dims)


class GroupBy:
    """The groups of a Dataset or DataArray."""

    _kind = "groups"

    def __init__(self, obj, groups, restore_coord_dims=False):
        self._obj = obj
        self._groups = groups
        # Whether coordinates follow when the dimensions of results are put back in order.
        self._restore_coord_dims = restore_coord_dims

    @property
    def groups(self):
        """The positions of each group, by its label."""
        positions = self._groups.positions()
        return dict(zip(self._groups.labels.tolist(), [np.arange(self._obj.sizes[self._groups.dim])[at].tolist() for at in positions]))

    @property
    def sizes(self):
        """The lengths of a group's dimensions."""
        return self._obj.isel({self._groups.dim: self._groups.positions()[0]}).sizes

    @property
    def dims(self):
        return self._obj.dims

    def __len__(self):
        return len(self._groups.labels)

    def __iter__(self):
        for label, at in zip(self._groups.labels, self._groups.positions()):
            yield label, self._obj.isel({self._groups.dim: at})

    def __getitem__(self, label):
        return self._obj.isel({self._groups.dim: self.groups[label]})

    def __repr__(self):
        labels = ", ".join(str(label) for label in self._groups.labels[:8].tolist())
        more = ", ..." if len(self) > 8 else ""
        return f"<{type(self).__name__}, grouped over 1 grouper(s), {len(self)} groups in total:\n    {self._groups.name!r}: {len(self)}/{len(self)} groups present with labels {labels}{more}>"

    def _label_variable(self):
        return Variable((self._groups.name,), self._groups.labels, self._groups.attrs)

    # Reductions

    def _reduce(self, name, dim, skipna, keep_attrs, **options):
        groups = self._groups
        obj = self._obj
        dims = [groups.dim] if dim is None else list(obj.dims) if dim is ... else list(as_dims(dim))
        missing = [d for d in dims if d not in obj.dims and d != groups.name]
        if missing:
            raise ValueError(
                f"cannot reduce over dimensions {missing}. expected either '...' or to contain one or more of {tuple(obj.dims)}."
            )
        if groups.dim not in dims:
            # Along what does not vary within groups it is an ordinary reduction.
            return self._spread(dims)._reduce(name, dims, skipna, keep_attrs, **options)
        if grouped.knows(obj):
            return grouped.reduce(obj, groups, name, dims, skipna, keep_attrs, **options)
        parts = [
            obj.isel({groups.dim: at})._reduce(name, dims, skipna, keep_attrs, **options)
            if _length(at)
            else self._empty(name, dims, keep_attrs)
            for at in groups.positions()
        ]
        return self._joined(parts)

    def _spread(self, dims):
        """The object, each variable of it with these dimensions and that of the groups once it has one of them, as flox has it."""
        obj = self._obj
        if is_array(obj):
            return obj
        sizes = {dim: obj.dims[dim] for dim in [self._groups.dim, *dims]}
        variables = dict(obj._variables)
        for key in obj.data_vars:
            own = variables[key]
            missing = {dim: length for dim, length in sizes.items() if dim not in own.dims}
            if missing and set(own.dims) & set(sizes):
                variables[key] = own.expand({**missing, **own.sizes})
        return obj._like(variables)

    def _empty(self, name, dims, keep_attrs):
        """What a group without elements gives: nothing is 0 in a sum, and missing else."""
        part = self._obj.isel({self._groups.dim: slice(0, 1)})._reduce(name if name in ("count",) else "sum", dims, None, keep_attrs)
        if name in ("sum", "count"):
            return part * 0
        return part.where(False) if name not in ("prod", "any", "all") else part * 0 + (name != "any")

    def _joined(self, parts):
        """Reduced groups along the dimension of their labels."""
        name = self._groups.name
        parts = [part.drop_vars(name, errors="ignore") if name in part.coords else part for part in parts]
        first = parts[0]
        if is_array(first) and all(part.dims == first.dims and part.shape == first.shape and _same_coords(part, first) for part in parts):
            stacked = Variable((name, *first.dims), duck.stack([part.data for part in parts], 0), first.attrs)
            result = first._made(stacked, first._coords, first.name)
        else:
            result = concat(parts, name)
        result = result.assign_coords({name: self._label_variable()})
        if is_array(result):
            own = [d if d != self._groups.dim else name for d in self._obj.dims]
            order = [d for d in own if d in result.dims]
            order = [name] + [d for d in order if d != name] if name not in order else order
            result = result.transpose(*order, transpose_coords=self._restore_coord_dims)
            result.name = self._obj.name
        return result

    def count(self, dim=None, *, keep_attrs=None):
        """How many elements are not missing, in each group."""
        return self._reduce("count", dim, None, keep_attrs)

    def first(self, skipna=None, keep_attrs=None):
        """The first element of each group."""
        return self._pick(0, "first", skipna, keep_attrs)

    def last(self, skipna=None, keep_attrs=None):
        """The last element of each group."""
        return self._pick(-1, "last", skipna, keep_attrs)

    def _pick(self, which, name, skipna, keep_attrs):
        if grouped.knows(self._obj):
            return grouped.reduce(self._obj, self._groups, name, [self._groups.dim], skipna, keep_attrs)
        places = [np.arange(self._obj.sizes[self._groups.dim])[at][which] for at in self._groups.positions() if _length(at)]
        found = self._obj.isel({self._groups.dim: np.array(places)})
        kept = np.array([at for at, group in enumerate(self._groups.positions()) if _length(group)])
        found = (
            found.drop_vars(self._groups.dim, errors="ignore").rename({self._groups.dim: self._groups.name})
            if self._groups.dim != self._groups.name
            else found
        )
        return found.assign_coords({self._groups.name: (self._groups.name, self._groups.labels[kept])})

    def quantile(self, q, dim=None, *, method="linear", keep_attrs=None, skipna=None):
        """Quantiles of each group."""
        dims = self._groups.dim if dim is None else dim
        result = self.map(lambda part: part.quantile(q, dims, method=method, keep_attrs=keep_attrs, skipna=skipna))
        single = {key: coord for key, coord in self._obj._coord_variables().items() if coord.ndim == 0}
        return result.assign_coords(single)

    def reduce(self, func, dim=None, *, axis=None, keep_attrs=None, **kwargs):
        """Any function with `axis=` of each group."""
        if axis is not None:
            return self.map(lambda part: part.reduce(func, axis=axis, keep_attrs=keep_attrs, **kwargs))
        dims = [self._groups.dim] if dim is None else list(self._obj.dims) if dim is ... else list(as_dims(dim))
        if not set(dims) & set(self._obj.dims):
            raise ValueError(
                f"cannot reduce over dimensions {dim!r}. expected either '...' or to contain one or more of {tuple(self._obj.dims)!r}."
            )
        return self.map(lambda part: part.reduce(func, dims, keep_attrs=keep_attrs, **kwargs))

    def cumsum(self, dim=None, *, skipna=None, keep_attrs=None, **kwargs):
        """Running sums within each group."""
        return self._accumulated("cumsum", dim, skipna, keep_attrs, kwargs)

    def cumprod(self, dim=None, *, skipna=None, keep_attrs=None, **kwargs):
        """Running products within each group."""
        return self._accumulated("cumprod", dim, skipna, keep_attrs, kwargs)

    def _accumulated(self, name, dim, skipna, keep_attrs, options):
        dims = self._groups.dim if dim is None else dim
        return self.map(lambda part: part._accumulate(name, dims, skipna, keep_attrs, **options))

    # Functions

    def map(self, func, args=(), *, shortcut=None, **kwargs):
        """A function of each group, and the results together again."""
        if shortcut:
            raise unsupported("groupby(...).map(shortcut=True)", "without it the function gets labelled arrays, and the result is the same")
        groups = self._groups
        places = [at for at in groups.positions() if _length(at)]
        results = [func(self._obj.isel({groups.dim: at}), *args, **kwargs) for at in places]
        if not results:
            raise ValueError("there are no groups")
        if groups.dim in results[0].dims and all(result.sizes[groups.dim] == _length(at) for result, at in zip(results, places)):
            joined = concat(results, groups.dim)
            order = np.concatenate([np.arange(self._obj.sizes[groups.dim])[at] for at in places])
            joined = joined.isel({groups.dim: np.argsort(order, kind="stable")})
            if not is_array(joined):
                return joined
            order = [d for d in self._obj.dims if d in joined.dims]
            return joined.transpose(*order, ..., transpose_coords=self._restore_coord_dims)
        return self._joined(results)

    apply = map

    def assign(self, **kwargs):
        """Each group with more or other variables."""
        return self.map(lambda part: part.assign(**kwargs))

    def assign_coords(self, coords=None, **kwargs):
        """Each group with more or other coordinates."""
        return self.map(lambda part: part.assign_coords(coords, **kwargs))

    def where(self, cond, other=None):
        """Elements of each group where a condition holds."""
        return self.map(lambda part: where_method(part, bool(cond) if callable(cond) else cond, other))

    def fillna(self, value):
        """Missing elements replaced, by a number, or by what stands at the group's label."""
        if is_labelled(value):
            return self._grouped_binary(value, lambda own, of_group: own.fillna(of_group), False, whole=True)
        return self.map(lambda part: part.fillna(value))

    def _grouped_binary(self, other, function, reflexive, whole=False):
        """Each element with what stands at its group's label in another object."""
        groups = self._groups
        if not is_labelled(other):
            raise TypeError("GroupBy objects only support binary ops when the other argument is a Dataset or DataArray")
        name = self._name_in_arithmetic()
        if name not in other.dims:
            raise ValueError(
                f"incompatible dimensions for a grouped binary operation: the group variable {name!r} is not a dimension on the other argument with dimensions {tuple(other.dims)!r}"
            )
        index = other._dim_indexes().get(name)
        if index is None:
            raise ValueError(f"the other argument has no labels for {name!r}")
        known = index.indexer_for(_AsIndex(groups.labels))
        codes = np.where(groups.codes >= 0, known[np.maximum(groups.codes, 0)], -1)
        obj = self._obj
        if (groups.codes < 0).any():
            kept = np.nonzero(groups.codes >= 0)[0]
            obj, codes = obj.isel({groups.dim: kept}), codes[kept]
        # As xarray: single values of the other object are repeated for each element.
        single = {key: coord for key, coord in other._coord_variables().items() if coord.ndim == 0}
        other = other.drop_vars(list(single)).assign_coords({key: coord.expand({name: len(index)}) for key, coord in single.items()})
        expanded = other.isel({name: Variable((groups.dim,), np.maximum(codes, 0))})
        if (codes < 0).any():
            expanded = expanded.where(_mask(groups.dim, codes >= 0))
            if name == groups.dim:
                expanded = expanded.assign_coords({name: obj[name]})
        result = function(obj, expanded) if not reflexive else function(expanded, obj)
        if is_dataset(result) and is_dataset(obj):
            # What did not vary within groups does now, along the first dimension.
            for key in result.data_vars:
                if groups.dim not in obj._variables[key].dims:
                    result._variables[key] = result._variables[key].transpose(groups.dim, ...)
        return result.transpose(*(d for d in obj.dims if d in result.dims), ...) if is_array(result) and not whole else result

    def _name_in_arithmetic(self):
        return self._groups.name


class _AsIndex:
    def __init__(self, values):
        self.values = values


def _same_coords(first, second):
    """Whether two arrays have the very same coordinates, which need not be looked at."""
    coords = second._coords
    return first._coords.keys() == coords.keys() and all(c._data is coords[key]._data for key, c in first._coords.items())


def _mask(dim, values):
    from .dataarray import DataArray

    return DataArray._made(Variable((dim,), values), {})


def _length(at):
    return len(range(*at.indices(1 << 62))) if isinstance(at, slice) else len(at)


class Resample(GroupBy):
    """Groups of equal length in time."""

    def _name_in_arithmetic(self):
        return "__resample_dim__"

    @property
    def groups(self):
        """The positions of each bin, by its label."""
        return dict(zip(self._groups.labels, self._groups.positions()))

    def _reindexed(self, method, tolerance):
        """The elements at the labels of the bins; other coordinates along the dimension go."""
        dim = self._groups.dim
        gone = [key for key, coord in self._obj._coord_variables().items() if key != dim and dim in coord.dims]
        return self._obj.drop_vars(gone).reindex({dim: self._groups.labels}, method=method, tolerance=tolerance)

    def asfreq(self):
        """The mean of each bin: with bins no longer than the steps, the elements themselves, and missing ones between."""
        return self.mean()

    def ffill(self, tolerance=None):
        """The last elements before the labels of the bins."""
        return self._reindexed("pad", tolerance)

    pad = ffill

    def bfill(self, tolerance=None):
        """The first elements after the labels of the bins."""
        return self._reindexed("backfill", tolerance)

    backfill = bfill

    def nearest(self, tolerance=None):
        """The elements nearest to the labels of the bins."""
        return self._reindexed("nearest", tolerance)

    def interpolate(self, kind="linear", **kwargs):
        """Values between elements, at the labels of the bins."""
        dim = self._groups.dim
        gone = [key for key, coord in self._obj._coord_variables().items() if key != dim and dim in coord.dims]
        return self._obj.drop_vars(gone).interp({dim: self._groups.labels}, method=kind, assume_sorted=True, kwargs=kwargs)


def _reduction(name):
    def method(self, dim=None, *, skipna=None, keep_attrs=None, **options):
        return self._reduce(name, dim, skipna, keep_attrs, **options)

    method.__name__ = name
    method.__doc__ = f"The {name} of each group."
    return method


def _operator(function, reflexive):
    def method(self, other):
        return self._grouped_binary(other, function, reflexive)

    return method


for _name in REDUCTIONS:
    if _name != "count":
        setattr(GroupBy, _name, _reduction(_name))
for _name, _function in {**BINARY, **COMPARISONS}.items():
    setattr(GroupBy, f"__{_name}__", _operator(_function, False))
    if _name in BINARY:
        setattr(GroupBy, f"__r{_name}__", _operator(_function, True))
