"""Reductions of all groups at once, as xarray makes them where flox is installed: one tree for all groups of a chunked array."""

import numpy as np
from dask.array import _dasklet_core
from numpy import _dasklet_core as numpy_core

from . import duck, grouped_order
from .groupers import composed
from .indexes import InvalidIndexError
from .kinds import is_array
from .options import keeps_attrs
from .variable import Variable, as_dims, full_order

# Which groups lie in which chunks must be right for these: they have no partial results.
_ONLY_BLOCKWISE = ("median",)
_WITHOUT_NAN_TWIN = ("count", "any", "all")


def knows(obj):
    """Whether groups of this object are reduced at once: dates and texts are not."""
    variables = [obj._variable] if is_array(obj) else [obj._variables[key] for key in obj.data_vars]
    return all(variable.dtype.kind in "biuf" for variable in variables)


def counted_as_numbers(obj):
    """An object whose dates are 1, and NaN where there is none: as many are counted."""
    if is_array(obj):
        return obj.copy(data=_ones(obj._variable._data))
    return obj.assign({key: obj[key].copy(data=_ones(obj._variables[key]._data)) for key in obj.data_vars})


def _ones(data):
    return duck.where(duck.notnull(data), 1.0, np.nan) if data.dtype.kind in "mM" else data


def reduce(obj, each, name, dims, skipna, keep_attrs, min_count=None, ddof=0, q=None):
    """Groups of an object by each of several things, reduced over `dims`, which hold the groups' ones.

    :param q: which quantiles, for `name="quantile"`
    """
    if name not in ("sum", "prod") and min_count is not None:
        raise TypeError("Received an unexpected keyword argument 'min_count'")
    plan = _Plan(each, name, dims, skipna, keep_attrs, min_count, ddof, q)
    # Text that groups are named by comes as objects, as from pandas.
    texts = {one.name: one.labels.astype(object) if one.labels.dtype.kind == "U" else one.labels for one in each}
    labels = {one.name: Variable((one.name,), texts[one.name], one.attrs) for one in each if one.is_labelled}
    coords = obj._coords if is_array(obj) else obj._coord_variables()
    coords = {key: coord for key, coord in coords.items() if not set(dims) & set(coord.dims)}
    if q is not None:
        coords["quantile"] = Variable(("quantile",) if q.ndim else (), q)
    if is_array(obj):
        return type(obj)._made(plan.reduced(obj._variable), coords, obj.name).assign_coords(labels)
    variables = {}
    # What does not vary within groups is repeated for each, and stands last.
    repeated = [key for key in obj.data_vars if not set(dims) & set(obj._variables[key].dims)]
    for key in [key for key in obj.data_vars if key not in repeated] + repeated:
        variables[key] = plan.of_dataset(obj._variables[key], {dim: obj.dims[dim] for dim in dims})
    variables.update({**labels, **coords})
    return type(obj)._made(variables, {*labels, *coords}, obj._attrs if keeps_attrs(keep_attrs) else None)


class _Plan:
    """What to do with each variable."""

    def __init__(self, each, name, dims, skipna, keep_attrs, min_count, ddof, q):
        self.each = each
        self.groups = each[0] if len(each) == 1 else composed(each)
        self.name = name
        self.dims = dims
        self.skipna = skipna
        self.keep_attrs = keep_attrs
        self.n_groups = len(self.groups.labels)
        self.is_empty = self.groups.counts == 0
        # Whether groups without elements are known to be missing: labels that were given are not, as in xarray.
        self.has_holes = self.groups.has_missing or bool(min_count) and bool(self.is_empty.any())
        if name in ("sum", "prod"):
            self.min_count = min_count or 0
        else:
            self.min_count = 1 if self.has_holes else 0
        self.ddof = ddof
        self.q = q

    def reduced(self, variable, is_first=False):
        """A variable that has the groups' dimensions with the groups in the place of the first of them, or first of all."""
        groups = self.groups
        own = [dim for dim in self.dims if dim in variable.dims]
        # In two steps, as xarray and then flox go about it: tasks are as many.
        ordered = variable.transpose(..., *(dim for dim in groups.dims if dim in own))
        ordered = ordered.transpose(*full_order((..., *own), ordered.dims))
        by = tuple(dim for dim in own if dim in groups.dims)
        codes = duck.expand_to(groups.codes.transpose([groups.dims.index(dim) for dim in by]), by, tuple(own))
        data = self._reduced_data(ordered.data, codes)
        left = tuple(dim for dim in ordered.dims if dim not in own)
        names = tuple(one.name for one in self.each)
        if len(self.each) > 1:
            shape = (*data.shape[: len(left)], *(len(one.labels) for one in self.each), *data.shape[len(left) + 1 :])
            data = data.reshape(shape)
        last = ("quantile",) if self.q is not None and self.q.ndim else ()
        result = Variable((*left, *names, *last), data, variable._attrs if keeps_attrs(self.keep_attrs) else None)
        if is_first:
            return result.transpose(*names, ...) if len(names) == 1 else result
        at = min(variable.dims.index(dim) for dim in by)
        before = [dim for dim in variable.dims[:at] if dim in left]
        return result.transpose(*before, *names, *(dim for dim in left if dim not in before), ...)

    def of_dataset(self, variable, sizes):
        """A variable of a Dataset, with the groups first; as if it had all dimensions that are reduced, once it has one."""
        if any(dim in variable.dims for dim in self.dims):
            missing = {dim: length for dim, length in sizes.items() if dim not in variable.dims}
            return self.reduced(variable.expand({**missing, **variable.sizes}) if missing else variable, is_first=True)
        lengths = {one.name: len(one.labels) for one in self.each}
        if self.q is not None and self.q.ndim:
            lengths["quantile"] = self.q.size
        return variable.expand({**lengths, **variable.sizes})

    def _reduced_data(self, data, codes):
        name = self.name
        skips = data.dtype.kind == "f" if self.skipna is None or name == "count" else bool(self.skipna)
        is_truth = data.dtype.kind == "b" and name not in ("any", "all")
        data = data.astype("int64") if is_truth else data
        options = (skips, float(self.ddof), self.min_count, self.has_holes and name not in ("first", "last"))
        if name == "quantile":
            return grouped_order.quantile(data, codes, self.n_groups, self.q, skips)
        if duck.is_lazy(data):
            if name in ("first", "last") and codes.ndim > 1:
                raise ValueError(
                    "For dask arrays: first, last, nanfirst, nanlast reductions are only supported along a single axis. "
                    "Please reshape appropriately."
                )
            result = self._lazy(data, codes, options)
            if name in ("first", "last") and result.dtype != data.dtype:
                result = result.astype(duck.missing_value(data.dtype)[0])
        else:
            if name in ("first", "last"):
                # Whole numbers stay so, as in flox: those of groups without elements are what NaN becomes then.
                options = (*options[:2], 0, False)
                data, codes = data.reshape((*data.shape[: data.ndim - codes.ndim], codes.size)), codes.ravel()
            result = numpy_core.group_reduce(name, data, codes, self.n_groups, options)
            if self.is_empty.any():
                result[..., self.is_empty] = self._of_empty(result.dtype, data.dtype)
        if name in ("any", "all") and self.has_holes and data.dtype.kind == "f":
            # What has no element but NaN has none.
            result = duck.where(self._counted(data, codes) > 0, result, np.nan)
        return result.astype(bool) if is_truth and name in ("min", "max", "first", "last") else result

    def _of_empty(self, dtype, of):
        """What is said of groups without elements. Also sums are missing where there is no label at all, but not products of integers."""
        if not self.has_holes and self.name in ("any", "all", "count"):
            return 0
        if not self.has_holes and self.name in ("min", "max", "sum") and dtype.kind in "iu":
            return np.iinfo(dtype).min
        if self.name == "prod" and of.kind in "iu" and not self.min_count:
            return 1
        return _of_nan(dtype) if dtype.kind in "iu" else np.nan

    def _counted(self, data, codes):
        """The number of each group's elements that are not missing."""
        counting = _Plan(self.each, "count", self.dims, None, None, None, 0, None)
        return counting._reduced_data(data, codes)

    def _lazy(self, data, codes, options):
        name = self.name if self.name in _WITHOUT_NAN_TWIN or not options[0] else f"nan{self.name}"
        try:
            result, order = _dasklet_core.group_reduce(self.name, data, codes, self.n_groups, options, name, self.name in _ONLY_BLOCKWISE)
        except ValueError as error:
            # What is said of medians whose groups lie in several chunks has another type in xarray.
            raise InvalidIndexError(str(error)) if self.name == "median" else error from None
        by_group = np.argsort(order, kind="stable")
        if (by_group[1:] < by_group[:-1]).any():
            result, order = result[..., by_group], order[by_group]
        if (order < 0).sum() > 1:
            result, order = result[..., order >= 0], order[order >= 0]
        if len(order) == self.n_groups and bool((order == np.arange(self.n_groups)).all()):
            return result
        # Groups that no chunk has are missing.
        places = np.full(self.n_groups, -1)
        places[order[order >= 0]] = np.flatnonzero(order >= 0)
        result = result[..., places]
        if (places < 0).any():
            if not self.has_holes and self.name not in ("first", "last"):
                raise ValueError("Filling is required. fill_value cannot be None.")
            dtype, missing = duck.missing_value(result.dtype)
            result = result if result.dtype == dtype else result.astype(dtype)
            result[..., places < 0] = missing
        return result


def _of_nan(dtype):
    """What NaN becomes in integers of this type."""
    if dtype.itemsize < 4 or dtype == "uint32":
        return 0
    return 2**63 if dtype.kind == "u" else int(np.iinfo(dtype).min)


def running_sums(obj, groups, dim, skipna, keep_attrs):
    """Sums up to each element within its group; the groups' dimension comes last."""
    dims = list(groups.dims) if dim is None else list(obj.dims) if dim is ... else list(as_dims(dim))
    if len(dims) != 1:
        raise NotImplementedError("Scans are only supported along a single dimension.")
    variables = {None: obj._variable} if is_array(obj) else {key: obj._variables[key] for key in obj.data_vars}
    if tuple(dims) != groups.dims or any(dims[0] not in variable.dims for variable in variables.values()):
        raise AssertionError(f"running sums of groups are taken along {groups.dims}, which all variables have")
    keeps = keeps_attrs(keep_attrs)
    found = {}
    for key, variable in variables.items():
        ordered = variable.transpose(..., dims[0])
        skips = ordered.dtype.kind in "fc" if skipna is None else bool(skipna)
        data = grouped_order.running_sums(ordered.data, groups.codes, skips)
        found[key] = Variable(ordered.dims, data, variable._attrs if keeps else None)
    if is_array(obj):
        return type(obj)._made(found[None], obj._coords, obj.name)
    return obj._like({**obj._coord_variables(), **found})
