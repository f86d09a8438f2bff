"""Reductions of all groups at once, as xarray makes them where flox is installed: one tree for all groups of a chunked array."""

import numpy as np
from dask.array import _dasklet_core
from numpy import _dasklet_core as numpy_core

from . import duck
from .kinds import is_array
from .options import keeps_attrs
from .variable import Variable, full_order

# Which groups lie in which chunks must be right for these: they have no partial results.
_ONLY_BLOCKWISE = ("median",)
_WITHOUT_NAN_TWIN = ("count", "any", "all")


def knows(obj):
    """Whether groups of this object are reduced at once: dates and texts are not."""
    variables = [obj._variable] if is_array(obj) else [obj._variables[key] for key in obj.data_vars]
    return all(variable.dtype.kind in "biuf" for variable in variables)


def reduce(obj, groups, name, dims, skipna, keep_attrs, min_count=None, ddof=0):
    """Groups of an object reduced over `dims`, one of which is that of the groups."""
    if name not in ("sum", "prod") and min_count is not None:
        raise TypeError("Received an unexpected keyword argument 'min_count'")
    plan = _Plan(groups, name, dims, skipna, keep_attrs, min_count, ddof)
    # Text that groups are named by comes as objects, as from pandas.
    labels = groups.labels.astype(object) if groups.labels.dtype.kind == "U" else groups.labels
    label = Variable((groups.name,), labels, groups.attrs)
    coords = obj._coords if is_array(obj) else obj._coord_variables()
    coords = {key: coord for key, coord in coords.items() if not set(dims) & set(coord.dims)}
    if is_array(obj):
        return type(obj)._made(plan.reduced(obj._variable), coords, obj.name).assign_coords({groups.name: label})
    variables = {groups.name: label, **coords}
    # What does not vary within groups is repeated for each, and stands last.
    repeated = [key for key in obj.data_vars if not set(dims) & set(obj._variables[key].dims)]
    for key in [key for key in obj.data_vars if key not in repeated] + repeated:
        variables[key] = plan.of_dataset(obj._variables[key], {dim: obj.dims[dim] for dim in dims})
    return type(obj)._made(variables, {groups.name, *coords}, obj._attrs if keeps_attrs(keep_attrs) else None)


class _Plan:
    """What to do with each variable."""

    def __init__(self, groups, name, dims, skipna, keep_attrs, min_count, ddof):
        self.groups = groups
        self.name = name
        self.dims = dims
        self.skipna = skipna
        self.keep_attrs = keep_attrs
        self.n_groups = len(groups.labels)
        self.is_empty = np.bincount(groups.codes[groups.codes >= 0], minlength=self.n_groups) == 0
        self.has_holes = bool(self.is_empty.any())
        if name in ("sum", "prod"):
            self.min_count = min_count or 0
        else:
            self.min_count = 1 if self.has_holes else 0
        self.ddof = ddof

    def reduced(self, variable, first=None):
        """A variable that has the groups' dimension, with the groups in its place, or with the dimension `first` first."""
        groups = self.groups
        own = [dim for dim in self.dims if dim in variable.dims]
        ordered = variable.transpose(..., groups.dim)
        ordered = ordered.transpose(*full_order((..., *own), ordered.dims))
        codes = groups.codes.reshape([-1 if dim == groups.dim else 1 for dim in own])
        data = self._reduced_data(ordered.data, codes)
        left = tuple(dim for dim in ordered.dims if dim not in own)
        attrs = variable._attrs if keeps_attrs(self.keep_attrs) else None
        result = Variable((*left, groups.name), data, attrs)
        wanted = [groups.name if dim == groups.dim else dim for dim in variable.dims]
        order = [dim for dim in wanted if dim in result.dims]
        order.sort(key=lambda dim: dim != first)
        return result.transpose(*order)

    def of_dataset(self, variable, sizes):
        """A variable of a Dataset, with the groups first; as if it had all dimensions that are reduced, once it has one."""
        if any(dim in variable.dims for dim in self.dims):
            missing = {dim: length for dim, length in sizes.items() if dim not in variable.dims}
            return self.reduced(variable.expand({**missing, **variable.sizes}) if missing else variable, self.groups.name)
        return variable.expand({self.groups.name: self.n_groups, **variable.sizes})

    def _reduced_data(self, data, codes):
        name = self.name
        skips = data.dtype.kind == "f" if self.skipna is None else bool(self.skipna)
        is_truth = data.dtype.kind == "b" and name not in ("any", "all")
        data = data.astype("int64") if is_truth else data
        options = (skips, float(self.ddof), self.min_count, self.has_holes and name not in ("first", "last"))
        if duck.is_lazy(data):
            result = self._lazy(data, codes, options)
        else:
            result = numpy_core.group_reduce(name, data, codes, self.n_groups, options)
            if self.has_holes:
                # Also sums are missing where there is no label at all, but not products of integers.
                result[..., self.is_empty] = 1.0 if name == "prod" and data.dtype.kind in "iu" else np.nan
        return result.astype(bool) if is_truth and name in ("min", "max", "first", "last") else result

    def _lazy(self, data, codes, options):
        name = self.name if self.name in _WITHOUT_NAN_TWIN or not options[0] else f"nan{self.name}"
        result, order = _dasklet_core.group_reduce(self.name, data, codes, self.n_groups, options, name, self.name in _ONLY_BLOCKWISE)
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
            dtype, missing = duck.missing_value(result.dtype)
            result = result if result.dtype == dtype else result.astype(dtype)
            result[..., places < 0] = missing
        return result
