"""One set of variables out of several objects: `merge`, and the coordinates of what is combined."""

from . import duck
from .alignment import AlignmentError, CoordinateValidationError, align
from .indexes import Index
from .kinds import THIS_ARRAY, is_array, is_dataset
from .variable import MergeError, Variable, as_variable, joined_sizes, merged_attrs, same_attrs

COMPATS = ("identical", "equals", "broadcast_equals", "no_conflicts", "override", "minimal")


def merge_coords(all_coords, compat="minimal", combine_attrs="override"):
    """The coordinates of several objects that are combined: what labels a dimension wins, and what differs is left out."""
    return merge_variables(all_coords, compat, combine_attrs)


def merge_variables(groups, compat="no_conflicts", combine_attrs="override", first=None, coordinates=True):
    """One variable for each name, of several mappings; those of `first` need no comparison."""
    if compat not in COMPATS:
        raise ValueError(f"compat={compat!r} invalid: must be {set(COMPATS)}")
    collected = {}
    for variables in groups:
        for name, variable in variables.items():
            collected.setdefault(name, []).append(variable)
    merged = {}
    for name, variables in collected.items():
        if first and name in first:
            merged[name] = first[name]
            continue
        labels = [variable for variable in variables if variable.dims == (name,)] if coordinates else []
        if labels:
            chosen = labels[0]
            if compat == "identical" and any(not chosen.identical(other) for other in labels[1:]):
                raise MergeError(f"conflicting attributes or labels for {name!r} on objects to be combined")
        else:
            try:
                chosen = unique_variable(name, variables, compat)
            except MergeError:
                if compat != "minimal":
                    raise
                continue
        merged[name] = chosen = chosen.copy(deep=False)
        chosen.attrs = merged_attrs([variable.attrs for variable in labels or variables], combine_attrs)
    return merged


def unique_variable(name, variables, compat, differ=None):
    """One of several variables of one name that must agree; `differ` says whether they do where that is known."""
    found = variables[0]
    if len(variables) == 1 or compat == "override":
        return found
    same = all(other._data is found._data and other.dims == found.dims for other in variables[1:])
    if same and compat not in ("identical", "no_conflicts"):
        # The same one, which need not be looked at, or read.
        return found
    compat = "broadcast_equals" if compat == "minimal" else compat
    if compat == "broadcast_equals":
        found = found.expand(joined_sizes(variables))
    if differ is None:
        equiv = duck.equal_unread
        known = next((verdict for other in variables[1:] if not (verdict := _agree(found, other, compat, equiv))), True)
        if known is None:
            # As xarray: what has to be compared is computed, and stays so.
            found = found.compute()
            known = all(_agree(found, other, compat) for other in variables[1:])
        differ = not known
    if differ:
        raise MergeError(
            f"conflicting values for variable {name!r} on objects to be combined. You can skip this check by specifying compat='override'."
        )
    if compat == "no_conflicts":
        for other in variables[1:]:
            sizes = joined_sizes((found, other))
            one, two = found.expand(sizes), other.expand(sizes)
            found = Variable(tuple(sizes), duck.fillna(one.data, two.data), found.attrs)
    return found


def _agree(first, second, compat, equiv=None):
    """Whether two variables agree; None if `equiv`, which compares their arrays, cannot tell."""
    if compat == "identical" and not same_attrs(first.attrs, second.attrs):
        return False
    if compat not in ("identical", "equals"):
        sizes = joined_sizes((first, second))
        first, second = first.expand(sizes), second.expand(sizes)
        equiv = equiv or (duck.equal_where_known if compat == "no_conflicts" else None)
    return first.dims == second.dims and (first._data is second._data or (equiv or duck.equal)(first.data, second.data))


def merge(objects, compat="no_conflicts", join="outer", fill_value=None, combine_attrs="override"):
    """One Dataset of several Datasets, named DataArrays, or dicts of variables."""
    objects = list(objects)
    if any(not (is_dataset(obj) or is_array(obj) or hasattr(obj, "keys")) for obj in objects):
        kinds = [type(obj).__name__ for obj in objects]
        raise TypeError(f"objects must be an iterable containing only Dataset(s), DataArray(s), and dictionaries: {kinds}")
    return merged(objects, compat, join, fill_value, combine_attrs)


def merged(objects, compat, join, fill_value, combine_attrs, priority=None):
    """`merge`, where the variables of one of the objects (its place is `priority`) replace those of the others."""
    from .dataset import Dataset

    datasets = [_as_dataset(obj) for obj in objects]
    aligned = align(*datasets, join=join, copy=False, fill_value=fill_value)
    first = None if priority is None else merge_variables([aligned[priority]._variables], compat)
    variables = merge_variables([obj._variables for obj in aligned], compat, combine_attrs, first)
    coord_names = set().union(*(obj._coord_names for obj in aligned))
    data_names = {name for obj in aligned for name in obj.data_vars}
    ambiguous = coord_names & data_names & set(variables)
    if ambiguous:
        raise MergeError(f"unable to determine if these variables should be coordinates or not in the merged result: {ambiguous}")
    sizes_of(variables)
    attrs = merged_attrs([obj.attrs for obj in datasets], combine_attrs)
    return Dataset._made(variables, coord_names & set(variables), attrs)


def _as_dataset(obj):
    from .dataset import Dataset

    if is_array(obj):
        if obj.name is None:
            raise ValueError("unable to convert unnamed DataArray to a Dataset without providing an explicit name")
        return obj.to_dataset(promote_attrs=True)
    return obj if is_dataset(obj) else Dataset(obj)


def dataset_parts(data_vars, coords):
    """Variables and coordinates' names of a new Dataset; labelled arrays among them are aligned (outer join)."""
    labelled = {name: value for name, value in {**data_vars, **coords}.items() if is_array(value)}
    explicit = {name: as_variable(value, name) for name, value in coords.items() if name not in labelled}
    wanted = {name: Index(name, v.values) for name, v in explicit.items() if v.dims == (name,)}
    # A coordinate's own labels come from itself.
    own = [_without_self(value, name) for name, value in labelled.items()]
    aligned = dict(zip(labelled, align(*own, join="outer", copy=False, indexes=wanted)))
    groups = [explicit]
    for value in aligned.values():
        groups.append({key: coord for key, coord in value._coords.items() if key not in explicit and key not in data_vars})
    found = merge_variables(groups, "broadcast_equals")
    variables = {}
    for name, value in data_vars.items():
        variables[name] = aligned[name]._variable if name in aligned else as_variable(value, name)
    for name in coords:
        if name in aligned:
            variables[name] = aligned[name]._variable
    names = set(found) | set(coords)
    variables.update({name: variable for name, variable in found.items() if name not in variables})
    # The coordinates of each array stand before it.
    order = [key for name, value in {**data_vars, **coords}.items() for key in (*getattr(aligned.get(name), "_coords", ()), name)]
    variables = {name: variables[name] for name in dict.fromkeys(order) if name in variables}
    sizes = sizes_of(variables)
    # A variable named like a dimension is a coordinate.
    names |= set(sizes) & set(variables)
    return variables, names


def updated(dataset, values, as_coords=False):
    """A Dataset with more or other variables (those of a Dataset, or by name); they replace what is there, at its labels."""
    indexes = {dim: index for dim, index in dataset._dim_indexes().items() if not as_coords or dim not in values}
    given, names = {}, set(dataset._coord_names)
    data_names = set() if as_coords else set(dataset.data_vars)
    if is_dataset(values):
        dataset, aligned = align(dataset, values, join="outer", copy=False, indexes=indexes)
        given = dict(aligned._variables)
        names |= aligned._coord_names
        data_names |= set(aligned.data_vars)
    else:
        arrays = {name: value for name, value in values.items() if is_array(value)}
        for name, value in arrays.items():
            known = [] if as_coords else [key for key in value._coords if key not in value.dims and key in dataset._coord_names]
            arrays[name] = value.drop_vars({name, *known} & set(value._coords))
        # What labels a dimension from now on keeps its own place.
        moved = {name: value for name, value in arrays.items() if name not in indexes}
        whole = [] if as_coords else [dataset]
        aligned = align(*whole, *moved.values(), join="outer", copy=False, indexes=indexes)
        dataset = aligned[0] if whole else dataset
        arrays.update(zip(moved, aligned[len(whole) :]))
        for name, value in values.items():
            for key, coord in arrays[name]._coords.items() if name in arrays else ():
                if key in given and coord.dims == (key,) and not coord.equals(given[key]):
                    raise MergeError(f"conflicting values/indexes on objects to be combined for coordinate {key!r}")
                given.setdefault(key, coord)
                names.add(key)
            given[name] = as_variable(arrays.get(name, value), name)
        names |= set(values) if as_coords else set()
    kept = [coord for key, coord in dataset._coord_variables().items() if key not in given]
    for name, variable in given.items() if as_coords else ():
        if variable.dims == (name,) and any(coord.sizes.get(name, variable.size) != variable.size for coord in kept):
            raise AlignmentError(
                f"cannot reindex or align along dimension {name!r} because of conflicting dimension sizes: "
                f"{ {variable.size, dataset.sizes[name]}!r} (note: an index is found along that dimension with size={variable.size})"
            )
    # As xarray: new labels stand where they were given.
    gone = set(dataset._dim_indexes()) & set(values) if as_coords else ()
    variables = {**{name: variable for name, variable in dataset._variables.items() if name not in gone}, **given}
    names |= set(sizes_of(variables)) & set(variables)
    if names & data_names:
        raise MergeError(f"unable to determine if these variables should be coordinates or not in the merged result: {names & data_names}")
    return dataset._made(variables, names, dataset._attrs)


def _without_self(array, name):
    return array.drop_vars(name) if name in array._coords and array.dims != (name,) else array


def sizes_of(variables):
    """The lengths of all dimensions; raises where variables disagree."""
    sizes, where = {}, {}
    for name, variable in variables.items():
        for dim, length in variable.sizes.items():
            if dim in variables and not variables[dim].dims:
                raise ValueError(f"dimension {dim!r} already exists as a scalar variable")
            if dim in sizes and sizes[dim] != length:
                if THIS_ARRAY in (name, where[dim]):
                    ours, other, coord = (length, sizes[dim], where[dim]) if name == THIS_ARRAY else (sizes[dim], length, name)
                    raise CoordinateValidationError(
                        f"conflicting sizes for dimension {dim!r}: length {ours} on the data but length {other} on coordinate {coord!r}"
                    )
                raise ValueError(
                    f"conflicting sizes for dimension {dim!r}: length {length} on {name!r} and length {sizes[dim]} on {where[dim]!r}"
                )
            sizes.setdefault(dim, length)
            where.setdefault(dim, name)
    return sizes
