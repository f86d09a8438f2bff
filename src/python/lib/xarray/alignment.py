"""Matching objects by their labels: align, broadcast, merge."""

import numpy as np

from . import duck
from .variable import Variable, as_variable, joined_sizes, merged_attrs

JOINS = ("inner", "outer", "left", "right", "exact", "override")


class MergeError(ValueError):
    """Variables of one name differ."""


class CoordinateValidationError(ValueError):
    """Coordinates do not fit the data."""


class AlignmentError(ValueError):
    """Labels of one dimension differ where they must not."""


def align(*objects, join="inner", copy=True, exclude=(), fill_value=None, indexes=None):
    """The objects with the same labels along the dimensions that they share.

    `join`: the labels that all have ("inner"), any has ("outer"), the first or last has ("left", "right"); "exact" raises if
    they differ, "override" takes the first's if their number is the same.
    """
    if join not in JOINS:
        raise ValueError(f"invalid value for join: {join}; it is one of {', '.join(JOINS)}")
    exclude = {exclude} if isinstance(exclude, str) else set(exclude)
    targets = _targets(objects, join, exclude, indexes or {})
    aligned = []
    for obj in objects:
        changed = {dim: index for dim, index in targets.items() if dim in obj.dims and not _has(obj, dim, index)}
        aligned.append(_reindexed(obj, changed, join, fill_value) if changed else (obj.copy(deep=False) if copy else obj))
    _check_unlabelled(aligned, exclude)
    return tuple(aligned)


def _targets(objects, join, exclude, wanted):
    """The labels that each dimension shall have, where objects differ in them."""
    found = {}
    for obj in objects:
        for dim, index in obj._dim_indexes().items():
            if dim not in exclude:
                found.setdefault(dim, []).append(index)
    targets = dict(wanted)
    for dim, indexes in found.items():
        if dim in targets:
            continue
        first = indexes[0]
        if all(first.equals(other) for other in indexes[1:]):
            continue
        if join == "exact":
            raise AlignmentError(
                f"cannot align objects with join='exact' where index/labels/sizes are not equal along these coordinates (dimensions): {dim!r} ({dim!r},)"
            )
        if join == "override":
            if any(len(other) != len(first) for other in indexes[1:]):
                raise AlignmentError(
                    f"cannot align objects with join='override' with matching indexes along dimension {dim!r} that don't have the same size"
                )
            targets[dim] = first
        elif join in ("left", "right"):
            targets[dim] = indexes[0 if join == "left" else -1]
        else:
            for other in indexes[1:]:
                if not first.equals(other):
                    first = first.join(other, how=join)
            targets[dim] = first
    return targets


def _has(obj, dim, index):
    own = obj._dim_indexes().get(dim)
    return own is not None and own.equals(index)


def _reindexed(obj, changed, join, fill_value):
    if join == "override":
        return obj.assign_coords({dim: (dim, index.values) for dim, index in changed.items()})
    return obj._reindex(changed, fill_value)


def _check_unlabelled(objects, exclude):
    sizes = {}
    for obj in objects:
        for dim, length in obj.sizes.items():
            if dim not in exclude and sizes.setdefault(dim, length) != length:
                raise AlignmentError(
                    f"cannot reindex or align along dimension {dim!r} because of conflicting dimension sizes: { {sizes[dim], length}!r}"
                )


def broadcast(*objects, exclude=()):
    """The objects with the same dimensions and lengths."""
    exclude = {exclude} if isinstance(exclude, str) else set(exclude)
    objects = align(*objects, join="outer", copy=False, exclude=exclude)
    sizes, coords = {}, {}
    for obj in objects:
        for dim, length in obj.sizes.items():
            if dim not in exclude:
                sizes.setdefault(dim, length)
        for dim, index in obj._dim_indexes().items():
            if dim not in exclude:
                coords.setdefault(dim, Variable((dim,), index.values))
    return tuple(obj._broadcast_to(sizes, coords) for obj in objects)


def merge_coords(all_coords, indexed):
    """The coordinates of several objects that are combined: what differs is left out, unless it labels a dimension."""
    merged, dropped = {}, set()
    for coords in all_coords:
        for name, variable in coords.items():
            if name in dropped:
                continue
            if name not in merged:
                merged[name] = variable
            elif name not in indexed and not merged[name].equals(variable):
                del merged[name]
                dropped.add(name)
    return merged


def merge_variables(groups, compat="no_conflicts"):
    """One variable for each name, of several mappings."""
    merged = {}
    for variables in groups:
        for name, variable in variables.items():
            merged[name] = unique_variable(name, merged[name], variable, compat) if name in merged else variable
    return merged


def unique_variable(name, first, second, compat):
    """One of two variables of one name that must agree."""
    if compat == "override":
        return first
    if compat == "minimal":
        compat = "broadcast_equals"
    fits = False
    if compat == "identical":
        fits = first.identical(second)
    elif compat == "equals":
        fits = first.equals(second)
    else:
        sizes = joined_sizes((first, second))
        one, two = first.expand(sizes), second.expand(sizes)
        if compat == "broadcast_equals":
            if one.equals(two):
                return first if first.ndim >= second.ndim else second
        else:
            known, other = one.values, two.values
            both = ~duck.isnull(known) & ~duck.isnull(other)
            if bool(np.all((known == other) | ~both)):
                return Variable(tuple(sizes), duck.fillna(one.data, two.data), first.attrs)
    if fits:
        return first
    raise MergeError(
        f"conflicting values for variable {name!r} on objects to be combined. You can skip this check by specifying compat='override'."
    )


def merge(objects, compat="no_conflicts", join="outer", fill_value=None, combine_attrs="override"):
    """One Dataset of several Datasets, named DataArrays, or dicts of variables."""
    from .dataarray import DataArray
    from .dataset import Dataset

    datasets = []
    for obj in objects:
        if isinstance(obj, DataArray):
            datasets.append(obj.to_dataset(promote_attrs=True) if obj.name is not None else _unnamed())
        else:
            datasets.append(obj if isinstance(obj, Dataset) else Dataset(obj))
    aligned = align(*datasets, join=join, copy=False, fill_value=fill_value)
    variables = merge_variables([obj._variables for obj in aligned], compat)
    coord_names = set().union(*(obj._coord_names for obj in aligned))
    return Dataset._made(variables, coord_names, merged_attrs([obj.attrs for obj in aligned], combine_attrs))


def _unnamed():
    raise ValueError("unable to convert unnamed DataArray to a Dataset without providing an explicit name")


def dataset_parts(data_vars, coords):
    """Variables and coordinates' names of a new Dataset; labelled arrays among them are aligned (outer join)."""
    from .dataarray import DataArray

    labelled = {name: value for name, value in {**data_vars, **coords}.items() if isinstance(value, DataArray)}
    explicit = {}
    for name, value in coords.items():
        if name not in labelled:
            explicit[name] = as_variable(value, name)
    from .indexes import Index

    wanted = {name: Index(name, v.values) for name, v in explicit.items() if v.dims == (name,)}
    # A coordinate's own labels come from itself.
    aligned = dict(
        zip(labelled, align(*(_without_self(value, name) for name, value in labelled.items()), join="outer", copy=False, indexes=wanted))
    )
    groups = [explicit]
    for value in aligned.values():
        groups.append({key: coord for key, coord in value._coords.items() if key not in explicit and key not in data_vars})
    found = merge_variables(groups, "minimal")
    variables = {}
    for name, value in data_vars.items():
        variables[name] = aligned[name]._variable if name in aligned else as_variable(value, name)
    for name in coords:
        if name in aligned:
            variables[name] = aligned[name]._variable
    names = set(found) | set(coords)
    variables.update({name: variable for name, variable in found.items() if name not in variables})
    joined_sizes_of(variables)
    # A variable named like its only dimension labels it.
    names |= {name for name, variable in variables.items() if variable.dims == (name,)}
    return variables, names


def _without_self(array, name):
    return array.drop_vars(name) if name in array._coords and array.dims != (name,) else array


def joined_sizes_of(variables):
    """The lengths of all dimensions; raises where variables disagree."""
    sizes, where = {}, {}
    for name, variable in variables.items():
        for dim, length in variable.sizes.items():
            if dim in sizes and sizes[dim] != length:
                raise ValueError(
                    f"conflicting sizes for dimension {dim!r}: length {length} on {name!r} and length {sizes[dim]} on {where[dim]!r}"
                )
            sizes.setdefault(dim, length)
            where.setdefault(dim, name)
    return sizes
