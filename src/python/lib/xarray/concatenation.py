"""`concat`: objects one after another along a dimension."""

import numpy as np

from . import duck
from .alignment import align
from .kinds import is_array, is_dataset
from .merging import COMPATS, merge_variables, unique_variable
from .variable import Variable, merged_attrs


def concat(
    objs,
    dim,
    data_vars="all",
    coords="different",
    compat="equals",
    positions=None,
    fill_value=None,
    join="outer",
    combine_attrs="override",
    create_index_for_new_dim=True,
):
    """Objects one after another along a dimension, a new one or one that they have.

    `data_vars`, `coords`: which variables without that dimension are repeated along it: "all", those that are "different",
    none ("minimal"), or a list; the others must agree, as `compat` says. `positions`: where each object's elements go.
    """
    objs = list(objs)
    if not objs:
        raise ValueError("must supply at least one object to concatenate")
    if not is_array(objs[0]) and not is_dataset(objs[0]):
        raise TypeError(f"can only concatenate xarray Dataset and DataArray objects, got {type(objs[0])}")
    if any(is_array(obj) != is_array(objs[0]) or is_dataset(obj) != is_dataset(objs[0]) for obj in objs):
        raise TypeError("The elements in the input list need to be either all 'Dataset's or all 'DataArray's")
    options = (coords, compat, positions, fill_value, join, combine_attrs, create_index_for_new_dim)
    if compat not in COMPATS or compat == "minimal":
        raise ValueError(f"compat={compat!r} invalid: must be one of {', '.join(repr(one) for one in COMPATS if one != 'minimal')}")
    if is_dataset(objs[0]):
        return _concat(objs, dim, data_vars, *options)
    if data_vars not in ("all", None):
        raise ValueError("data_vars is not a valid argument when concatenating DataArray objects")
    if compat == "identical" and any(obj.name != objs[0].name for obj in objs):
        raise ValueError("array names not identical")
    result = _concat([obj._dataset() for obj in objs], dim, "all", *options)
    found = objs[0]._from(result)
    found.attrs = merged_attrs([obj.attrs for obj in objs], combine_attrs)
    return found


def _concat(datasets, dim, data_vars, coords, compat, positions, fill_value, join, combine_attrs, create_index_for_new_dim):
    dim, label = _named(dim)
    datasets = list(align(*datasets, join=join, copy=False, exclude=[dim], fill_value=fill_value))
    coord_names = set().union(*(obj._coord_names for obj in datasets))
    data_names = {name for obj in datasets for name in obj.data_vars}
    if coord_names & data_names:
        raise ValueError(f"{coord_names & data_names!r} is a coordinate in some datasets but not others.")
    is_new = all(dim not in obj.dims for obj in datasets)
    if is_new and dim in coord_names | data_names:
        datasets = [obj.expand_dims(dim, create_index_for_new_dim=create_index_for_new_dim) for obj in datasets]
        coord_names.add(dim)
        data_names.discard(dim)
        is_new = False
    over, differ = _along(datasets, dim, data_vars, coords, compat, is_new)
    lengths = [obj.dims.get(dim, 1) for obj in datasets]
    order = dict.fromkeys(name for obj in datasets for name in obj._variables)
    variables = {}
    for name in order:
        own = [obj._variables.get(name) for obj in datasets]
        present = [variable for variable in own if variable is not None]
        if name in over:
            if len(present) < len(own) and name in coord_names:
                raise ValueError(f"coordinate {name!r} not present in all datasets.")
            if name == dim and name in coord_names:
                own = _labels_alike(own)
            variables[name] = _joined(own, dim, lengths, positions, fill_value, combine_attrs)
        elif name in differ and compat != "override":
            variables[name] = differ[name].copy(deep=False)
        else:
            variables[name] = merge_variables([{name: variable} for variable in present], compat)[name]
    if label is not None:
        variables[dim] = label
        coord_names.add(dim)
    attrs = merged_attrs([obj.attrs for obj in datasets], combine_attrs)
    if compat == "identical" and any(obj.attrs != attrs for obj in datasets[1:]):
        raise ValueError("Dataset global attributes not equal.")
    # As xarray: data variables come first, and with them their order of dimensions.
    variables = dict(sorted(variables.items(), key=lambda item: item[0] in coord_names))
    result = datasets[0]._made(variables, {name for name in coord_names if name in variables}, attrs)
    result.encoding.update(datasets[0].encoding)
    return result


def _named(dim):
    """The name of the dimension, and its labels if they were given."""
    if is_array(dim) or isinstance(dim, Variable):
        (name,) = dim.dims
        return name, dim._variable if is_array(dim) else dim
    if isinstance(dim, str) or (not hasattr(dim, "__iter__") and not hasattr(dim, "dtype")):
        return dim, None
    if isinstance(dim, tuple):
        raise AttributeError("'tuple' object has no attribute 'dims': dim is one name, or labels in a list")
    name = getattr(dim, "name", None) or "concat_dim"
    labels = np.asarray(getattr(dim, "values", dim))
    return name, Variable((name,), labels.astype(object) if isinstance(dim, list) and labels.dtype.kind == "U" else labels)


def _along(datasets, dim, data_vars, coords, compat, is_new):
    """The names of variables that are laid along the dimension; of those that agree, the one that stands for all."""
    if data_vars == "minimal" and coords == "minimal" and is_new:
        raise ValueError("Cannot specify both data_vars='minimal' and coords='minimal' when concatenating over a new dimension.")
    if data_vars is None:
        data_vars = "all" if is_new else "minimal"
    over = {name for obj in datasets for name, variable in obj._variables.items() if dim in variable.dims}
    differ = {}
    for option, subset in ((data_vars, "data_vars"), (coords, "coords")):
        if option == "different" and compat == "override":
            raise ValueError(f"Cannot specify both {subset}='different' and compat='override'.")
        known = list(getattr(datasets[0], subset))
        if option == "different":
            over |= _different(datasets, known, subset, compat, over, differ)
        elif option == "all":
            over |= {name for obj in datasets for name in getattr(obj, subset) if name not in obj.dims}
        elif isinstance(option, str):
            if option != "minimal":
                raise ValueError(f"unexpected value for {subset}: {option}")
        else:
            unknown = [name for name in option if name not in known]
            if unknown:
                where = (
                    f"the coordinates of the first dataset {tuple(known)}"
                    if subset == "coords"
                    else "the data variables of the first dataset"
                )
                raise ValueError(f"the variables {unknown} in {subset} are not found in {where}")
            over |= set(option)
    return over, differ


def _different(datasets, names, subset, compat, over, differ):
    found = set()
    for name in names:
        if name in over:
            continue
        own = [obj._variables[name] for obj in datasets if name in obj._variables]
        if len(own) == 1:
            # Only one object has it.
            break
        if len(own) < len(datasets):
            raise ValueError(
                f"{name!r} not present in all datasets and coords='different'. "
                f"Either add {name!r} to datasets where it is missing or specify coords='minimal'."
            )
        try:
            differ[name] = unique_variable(name, own, compat)
        except ValueError:
            found.add(name)
    return found


def _labels_alike(own):
    """Labels that are dates here and objects there as objects that are dates."""
    if not {variable.dtype.kind for variable in own if variable is not None} >= {"M", "O"}:
        return own
    return [
        variable
        if variable is None or variable.dtype.kind != "M"
        else Variable(variable.dims, variable.values.astype("datetime64[us]").astype(object), variable.attrs, variable.encoding)
        for variable in own
    ]


def _joined(own, dim, lengths, positions, fill_value, combine_attrs):
    """The variables of one name one after another; missing elements where an object has none."""
    present = [variable for variable in own if variable is not None]
    dims = list(dict.fromkeys(d for variable in present for d in variable.dims))
    if dim not in dims:
        dims = [dim, *dims]
    sizes = {d: length for variable in present for d, length in variable.sizes.items()}
    parts = [
        variable.expand({d: length if d == dim else sizes[d] for d in dims})
        for variable, length in zip(own, lengths)
        if variable is not None
    ]
    axis = dims.index(dim)
    data = duck.concatenate([part.data for part in parts], axis)
    attrs = merged_attrs([variable.attrs for variable in present], combine_attrs)
    result = Variable(tuple(dims), data, attrs, present[0].encoding)
    if len(present) < len(own):
        from .reindexing import taken

        there = np.repeat([variable is not None for variable in own], lengths)
        result = taken(result, {dim: np.where(there, np.cumsum(there) - 1, -1)}, fill_value)
    if positions is not None:
        order = np.argsort(np.concatenate([np.asarray(part) for part in positions]), kind="stable")
        result = result.isel({dim: order})
    return result
