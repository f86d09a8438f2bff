"""Groups of equal labels: `groupby`, and what is done to each group."""

import numpy as np
from _dasklet_missing import refuse, unsupported

from . import duck, formatting, grouped
from .common import BINARY, COMPARISONS, REDUCTIONS
from .computation import apply_ufunc, where_method
from .concatenation import concat
from .groupers import Grouper, UniqueGrouper, composed
from .kinds import is_array, is_dataset, is_labelled
from .reindexing import taken
from .variable import Variable, as_dims

# Reductions of Datasets that leave out what is no number.
_OF_NUMBERS = ("mean", "prod", "sum", "std", "var", "median", "cumsum", "cumprod")


def groupby(obj, group, groupers, restore_coord_dims):
    """The groups of an object by a coordinate's name, `"time.month"`, an array, several of them, or by `name=Grouper(...)`."""
    if group is not None and groupers:
        raise ValueError("Providing a combination of `group` and **groupers is not supported.")
    if hasattr(group, "keys") and not is_labelled(group):
        group, groupers = None, dict(group)
    if group is None and not groupers:
        raise ValueError("Either `group` or `**groupers` must be provided.")
    if isinstance(group, np.ndarray):
        raise TypeError("`group` must be a DataArray. Received 'ndarray' instead")
    if isinstance(group, Grouper):
        raise TypeError(
            f"Cannot group by a Grouper object. Instead use `.groupby(var_name={type(group).__name__}(...))`. "
            "You may need to assign the variable you're grouping by as a coordinate using `assign_coords`."
        )
    if group is not None:
        listed = group if isinstance(group, (list, tuple)) else [group]
        pairs = [(one, UniqueGrouper()) for one in listed]
    else:
        pairs = list(groupers.items())
    return grouped_by(obj, pairs, restore_coord_dims)


def grouped_by(obj, pairs, restore_coord_dims):
    """The groups of an object by things and how they make groups."""
    return GroupBy(obj, tuple(_factorized(obj, one, grouper) for one, grouper in pairs), restore_coord_dims)


def _factorized(obj, group, grouper):
    if is_array(group):
        array, name = group, group.name if group.name is not None else "group"
        sizes, own, others = obj.sizes, obj._dim_indexes(), array._dim_indexes()
        if any(
            sizes.get(dim) != length or dim in own and dim in others and not own[dim].equals(others[dim])
            for dim, length in array.sizes.items()
        ):
            raise ValueError("the group variable's length, or its labels, do not match those of this variable along its dimensions")
    elif isinstance(group, str):
        array = obj[group]
        name = array.name
        if name in obj.dims and name not in obj._dim_indexes():
            array = None
    else:
        raise TypeError(f"`group` must be an xarray.DataArray or the name of an xarray variable or dimension. Received {group!r} instead.")
    if array is not None and array.ndim == 0:
        raise ValueError(f"there are no groups in a single value: {name!r} has no dimension")
    if (obj.sizes[name] if array is None else array.size) == 0:
        raise ValueError(f"{name} must not be empty")
    return grouper._groups_of(obj, array, name)


class GroupBy:
    """The groups of a Dataset or DataArray."""

    _kind = "groups"
    _called = "GroupBy"

    def __init__(self, obj, each, restore_coord_dims=False):
        self._obj = obj
        # Whether coordinates follow when the dimensions of results are put back in order.
        self._restore_coord_dims = restore_coord_dims
        # The groups by each thing that they are grouped by, and by all of them.
        self._each = each
        self._groups = each[0] if len(each) == 1 else composed(each)

    @property
    def groups(self):
        """The positions of each group, by its label."""
        places = [at if isinstance(at, slice) else at.tolist() for at in self._groups.positions()]
        return dict(zip(list(self._groups.present_labels), places))

    @property
    def sizes(self):
        """The lengths of a group's dimensions."""
        return self._obj.isel({self._line(): self._groups.positions()[0]}).sizes

    @property
    def dims(self):
        return self._obj.dims

    def __len__(self):
        return len(self._groups.labels)

    def __iter__(self):
        dim = self._line()
        for label, at in zip(list(self._groups.present_labels), self._groups.positions()):
            yield label, self._obj.isel({dim: at})

    def __getitem__(self, label):
        return self._obj.isel({self._line(): self.groups[label]})

    def __repr__(self):
        text = f"<{'DataArray' if is_array(self._obj) else 'Dataset'}{self._called}, grouped over {len(self._each)} grouper(s), {len(self)} groups in total:"
        for one in self._each:
            labels = ", ".join(formatting.flat_text(np.asarray(one.present_labels), 30).split())
            name, source = self._shown(one)
            text += f"\n    {name!r}: {one.grouper}({source!r}), {len(one.present)}/{len(one.labels)} groups with labels {labels}"
        return text + ">"

    def _shown(self, one):
        return one.name, one.name.removesuffix("_bins") if one.grouper == "BinGrouper" else one.name

    def _line(self):
        """The one dimension along which groups are."""
        if len(self._groups.dims) > 1:
            raise unsupported("this of groups in several dimensions", "their reductions, such as .mean(), are here")
        return self._groups.dim

    # Reductions

    def _reduce(self, name, dim, skipna, keep_attrs, **options):
        obj, own = self._obj, self._groups.dims
        dims = list(own) if dim is None else list(obj.dims) if dim is ... else list(as_dims(dim))
        missing = [d for d in dims if d not in obj.dims and d not in own]
        if missing:
            raise ValueError(f"cannot reduce over dimensions {dim}.")
        if name in ("any", "all") and skipna:
            raise ValueError("skipna cannot be truthy for any reductions.")
        if is_dataset(obj) and name in _OF_NUMBERS:
            obj = obj.drop_vars([key for key in obj.data_vars if obj._variables[key].dtype.kind in "OUS"])
        if not set(own) & set(dims):
            # Along what does not vary within groups it is an ordinary reduction.
            spread = self._spread(obj, dims)
            if name == "quantile":
                found = spread.quantile(options["q"], dims, skipna=skipna, keep_attrs=keep_attrs)
                if is_array(found):
                    # The quantiles come last, as in flox.
                    found._coords["quantile"] = found._coords.pop("quantile")
                return found.transpose(..., "quantile") if is_array(found) and options["q"].ndim else found
            return spread._reduce(name, dims, skipna, keep_attrs, **options)
        if not set(own) <= set(dims):
            raise unsupported("a reduction of groups over some of their dimensions", "name all of them, or none")
        if name == "count":
            obj = grouped.counted_as_numbers(obj)
        if grouped.knows(obj):
            found = self._with_kept(grouped.reduce(obj, self._each, name, dims, skipna, keep_attrs, **options), dims)
            return self._ordered(found) if is_array(found) else found
        positions = self._groups.positions()
        parts = [obj.isel({self._line(): at})._reduce(name, dims, skipna, keep_attrs, **options) for at in positions]
        found = self._combined(parts)
        return found.fillna(0) if name in ("sum", "count") and len(parts) < len(self) else found

    def _with_kept(self, found, dims):
        """As xarray: what has some of the dimensions that are left, although they were reduced, is repeated along the others."""
        obj = self._obj
        there = found._coords if is_array(found) else found._variables
        lost = obj._coords if is_array(obj) else {key: obj._variables[key] for key in obj.data_vars}
        for key, variable in lost.items():
            new = [dim for dim in dims if dim not in variable.dims]
            if key not in there and new and set(variable.dims) <= set(dims) and set(variable.dims) & set(found.dims):
                sizes = {**obj.sizes, **found.sizes}
                spread = variable.expand({dim: sizes[dim] for dim in (*new, *variable.dims)}).transpose(..., *found.dims)
                found = found.assign_coords({key: spread}) if is_array(found) else found.assign({key: spread})
        return found

    def _spread(self, obj, dims):
        """The object, each variable of it with these dimensions and those of the groups once it has one of them, as flox has it."""
        if is_array(obj):
            return obj
        sizes = {dim: obj.dims[dim] for dim in [*self._groups.dims, *dims]}
        variables = dict(obj._variables)
        for key in obj.data_vars:
            own = variables[key]
            missing = {dim: length for dim, length in sizes.items() if dim not in own.dims}
            if missing and set(own.dims) & set(sizes):
                variables[key] = own.expand({**missing, **own.sizes})
        return obj._like(variables)

    def first(self, skipna=None, keep_attrs=None):
        """The first element of each group."""
        return self._pick("first", skipna, keep_attrs)

    def last(self, skipna=None, keep_attrs=None):
        """The last element of each group."""
        return self._pick("last", skipna, keep_attrs)

    def _pick(self, name, skipna, keep_attrs):
        if self._is_single():
            return self._obj
        if grouped.knows(self._obj):
            return self._reduce(name, None, skipna, keep_attrs)
        dim = self._line()
        which = 0 if name == "first" else -1
        places = [np.arange(self._obj.sizes[dim])[at][which] for at in self._groups.positions()]
        gone = [key for key, coord in self._obj._coord_variables().items() if dim in coord.dims]
        found = self._obj.drop_vars(gone).isel({dim: np.array(places)})
        found = found.rename({dim: self._groups.name}) if dim != self._groups.name else found
        if is_dataset(found):
            # What does not vary within groups is repeated for each, and stands last.
            name, kept = self._groups.name, dict(found._variables)
            for key in found.data_vars:
                if name not in kept[key].dims:
                    one = kept.pop(key)
                    kept[key] = one.expand({name: len(places), **one.sizes})
            found = found._like(kept)
        return self._labelled(found)

    def _is_single(self):
        """Whether each element is a group of its own, in the same order."""
        return self._groups.in_runs and len(self._groups.labels) == self._groups.codes.size

    def quantile(self, q, dim=None, *, method="linear", keep_attrs=None, skipna=None, interpolation=None):
        """Quantiles of each group."""
        refuse("quantile", "it is called method=", interpolation=interpolation)
        q = np.asarray(q, dtype="float64")
        if method == "linear" and grouped.knows(self._obj):
            if bool(((q < 0) | (q > 1)).any()):
                raise ValueError("Quantiles must be in the range [0, 1]")
            return self._reduce("quantile", dim, skipna, keep_attrs, q=q)
        dims = self._groups.dims if dim is None else dim
        return self.map(lambda part: part.quantile(q, dims, method=method, keep_attrs=keep_attrs, skipna=skipna))

    def reduce(self, func, dim=None, *, axis=None, keep_attrs=None, keepdims=False, shortcut=True, **kwargs):
        """Any function with `axis=` of each group; `shortcut` changes nothing but the time that it takes."""
        del shortcut
        if keepdims:
            raise unsupported("reduce(keepdims=) of groups", "groups take the place of the dimension")
        own = self._line()
        dims = [own] if dim is None else list(self._obj.dims) if dim is ... else list(as_dims(dim))
        if any(one not in self._obj.dims for one in dims):
            raise ValueError(
                f"cannot reduce over dimensions {dims!r}. expected either '...' or to contain one or more of {tuple(self._obj.dims)!r}."
            )
        if axis is not None:
            raise ValueError("cannot supply both 'axis' and 'dim' arguments")
        if is_dataset(self._obj):
            return self.map(lambda part: part.reduce(func, dims, keep_attrs=keep_attrs, **kwargs))
        variable = self._obj._variable
        parts = [variable.isel({own: at}).reduce(func, dims, None, keep_attrs, **kwargs) for at in self._groups.positions()]
        return self._combined_variables(parts)

    def cumsum(self, dim=None, *, skipna=None, keep_attrs=None, **kwargs):
        """Running sums within each group."""
        if kwargs or not grouped.knows(self._obj):
            return self.reduce("cumsum", dim, keep_attrs=keep_attrs, skipna=skipna, **kwargs)
        return grouped.running_sums(self._obj, self._groups, dim, skipna, keep_attrs)

    def cumprod(self, dim=None, *, skipna=None, keep_attrs=None, **kwargs):
        """Running products within each group."""
        return self.reduce("cumprod", dim, keep_attrs=keep_attrs, skipna=skipna, **kwargs)

    # Functions

    def map(self, func, args=(), *, shortcut=None, **kwargs):
        """A function of each group, and the results together again."""
        if shortcut:
            raise unsupported("groupby(...).map(shortcut=True)", "without it the function gets labelled arrays, and the result is the same")
        dim = self._line()
        return self._combined([func(self._obj.isel({dim: at}), *args, **kwargs) for at in self._groups.positions()])

    apply = map

    def _combined(self, parts):
        """What a function gave for each group, along the dimension that it had, or along that of the groups' labels."""
        dim, name = self._line(), self._groups.name
        if dim in parts[0].dims:
            joined = concat(parts, dim)
            order = self._order()
            joined = joined.isel({dim: order}) if len(order) == joined.sizes[dim] else joined
            return self._ordered(joined) if is_array(joined) else joined
        first = parts[0]
        if is_array(first) and all(part.dims == first.dims and part.shape == first.shape and _same_coords(part, first) for part in parts):
            stacked = Variable((name, *first.dims), duck.stack([part.data for part in parts], 0), first.attrs)
            joined = first._made(stacked, {key: coord for key, coord in first._coords.items() if key != name}, first.name)
        else:
            joined = concat(parts, name)
        return self._labelled(self._ordered(joined) if is_array(joined) else joined)

    def _combined_variables(self, parts):
        """The same for the variables of an array, whose coordinates stay where they fit."""
        dim, obj = self._line(), self._obj
        first = parts[0]
        if dim in first.dims:
            data = duck.concatenate([part.data for part in parts], first.axis_of(dim))
            joined = Variable(first.dims, data, first.attrs).isel({dim: self._order()})
        else:
            joined = Variable((self._groups.name, *first.dims), duck.stack([part.data for part in parts], 0), first.attrs)
        sizes = joined.sizes
        if dim not in first.dims and self._name_in_arithmetic() != self._groups.name:
            sizes = {d: length for d, length in sizes.items() if d != dim}
        coords = {key: coord for key, coord in obj._coords.items() if all(sizes.get(d) == length for d, length in coord.sizes.items())}
        result = self._ordered(type(obj)._made(joined, coords, obj.name))
        return result if dim in first.dims else self._labelled(result)

    def _order(self):
        """Where each element that belongs to a group stands among the groups one after another."""
        codes = self._groups.codes
        return np.argsort(np.argsort(codes[codes >= 0], kind="stable"), kind="stable")

    def _ordered(self, array):
        """The dimensions where they were, the groups' ones where those were that they stand for."""
        stands_for = {one.name: one.dim for one in self._each if len(one.dims) == 1}
        dims = list(self._obj.dims)
        if len(self._groups.dims) > 1:
            # As xarray: groups along several dimensions come last, as they were named.
            dims = [dim for dim in dims if dim not in self._groups.dims]
        places = [dims.index(own) if own in dims else len(dims) for own in (stands_for.get(dim, dim) for dim in array.dims)]
        order = sorted(range(array.ndim), key=places.__getitem__)
        return array.transpose(*(array.dims[at] for at in order), transpose_coords=self._restore_coord_dims)

    def _labelled(self, joined):
        """With the labels of groups, those without elements too."""
        groups = self._groups
        if len(self._each) > 1:
            return self._unstacked(joined)
        if not groups.is_labelled:
            return joined
        joined = joined.assign_coords({groups.name: Variable((groups.name,), groups.present_labels, groups.attrs)})
        return joined.reindex({groups.name: groups.labels}) if len(groups.present) < len(groups.labels) else joined

    def _unstacked(self, joined):
        """What was grouped by several things, with a dimension for each of them."""
        name, lengths = self._groups.name, {one.name: len(one.labels) for one in self._each}
        places = np.full(len(self._groups.labels), -1)
        places[self._groups.present] = np.arange(len(self._groups.present))

        def unstacked(variable):
            if name not in variable.dims:
                return variable
            variable = taken(variable.transpose(name, ...), {name: places})
            data = variable.data.reshape((*lengths.values(), *variable.shape[1:]))
            return Variable((*lengths, *variable.dims[1:]), data, variable.attrs)

        labels = {one.name: Variable((one.name,), one.labels, one.attrs) for one in self._each if one.is_labelled}
        coords = {key: unstacked(coord) for key, coord in joined._coord_variables().items()}
        if is_array(joined):
            return self._ordered(type(joined)._made(unstacked(joined._variable), {**coords, **labels}, joined.name))
        variables = {key: unstacked(joined._variables[key]) for key in joined.data_vars}
        return type(joined)._made({**coords, **labels, **variables}, {*coords, *labels}, joined.attrs)

    def shuffle_to_chunks(self, chunks=None):
        """The elements of each group one after another."""
        refuse("shuffle_to_chunks", ".chunk(...) says how", chunks=chunks)
        if self._obj.chunks:
            raise unsupported("shuffle_to_chunks of chunked arrays", "the chunks change nothing of what is computed")
        order = np.concatenate([np.arange(self._groups.codes.size)[at] for at in self._groups.positions()])
        return self._obj.isel({self._line(): order})

    def assign(self, **kwargs):
        """Each group with more or other variables."""
        return self.map(lambda part: part.assign(**kwargs))

    def assign_coords(self, coords=None, **kwargs):
        """Each group with more or other coordinates."""
        return self.map(lambda part: part.assign_coords(coords, **kwargs))

    def where(self, cond, other=None):
        """Elements of each group where a condition holds. What has the groups' dimension is taken at each group's label."""
        name, dim = self._groups.name, self._line()

        def of_group(value, label):
            return value.sel({name: label}).reset_coords(drop=True) if is_labelled(value) and name in value.dims else value

        cond = bool(cond) if callable(cond) else cond
        pairs = zip(list(self._groups.present_labels), self._groups.positions())
        return self._combined(
            [where_method(self._obj.isel({dim: at}), of_group(cond, label), of_group(other, label)) for label, at in pairs]
        )

    def fillna(self, value):
        """Missing elements replaced, by a number, or by what stands at the group's label."""
        if is_labelled(value):
            return self._grouped_binary(value, lambda own, of_group: own.fillna(of_group), False, whole=True)
        dim = self._line()
        return self._combined([self._obj.isel({dim: at}).fillna(value) for at in self._groups.positions()])

    def _grouped_binary(self, other, function, reflexive, whole=False):
        """Each element with what stands at its group's label in another object."""
        groups = self._groups
        if len(self._each) > 1:
            raise NotImplementedError("This method is not supported for grouping by multiple variables yet.")
        if not is_labelled(other):
            raise TypeError("GroupBy objects only support binary ops when the other argument is a Dataset or DataArray")
        name = self._name_in_arithmetic()
        if name not in other.dims:
            raise ValueError(
                f"incompatible dimensions for a grouped binary operation: the group variable {name!r} is not a dimension on the other argument with dimensions {tuple(other.dims)!r}"
            )
        index = other._dim_indexes().get(name)
        if groups.is_labelled:
            if index is None:
                raise ValueError(f"the other argument has no labels for {name!r}")
            known = index.indexer_for(_AsIndex(groups.labels))
            codes = np.where(groups.codes >= 0, known[np.maximum(groups.codes, 0)], -1)
        else:
            codes = groups.codes
        obj = self._obj
        if (groups.codes < 0).any():
            if len(groups.dims) > 1:
                raise unsupported("arithmetic of groups in several dimensions with elements that belong to none", "give all of them labels")
            kept = np.nonzero(groups.codes >= 0)[0]
            obj, codes = obj.isel({groups.dim: kept}), codes[kept]
        if obj.chunks and not other.chunks:
            # As xarray: what is repeated for many elements is cut into single groups.
            sizes = {dim: chunks for dim, chunks in obj.chunksizes.items() if dim in other.dims}
            other = other.chunk({**sizes, name: 1})
        # As xarray: single values of the other object are repeated for each element.
        single = {key: coord for key, coord in other._coord_variables().items() if coord.ndim == 0}
        other = other.drop_vars(list(single)).assign_coords({key: coord.expand({name: other.sizes[name]}) for key, coord in single.items()})
        expanded = other.isel({name: Variable(groups.dims, np.maximum(codes, 0))})
        if (codes < 0).any():
            expanded = expanded.where(_mask(groups.dims, codes >= 0))
            if name in groups.dims:
                expanded = expanded.assign_coords({name: obj[name]})
        result = function(obj, expanded) if not reflexive else function(expanded, obj)
        if is_dataset(result) and is_dataset(obj):
            # What did not vary within groups does now, along the first dimension.
            for key in result.data_vars:
                for dim in groups.dims:
                    if dim not in obj._variables[key].dims:
                        result._variables[key] = result._variables[key].transpose(dim, ...)
        return result.transpose(*(d for d in obj.dims if d in result.dims), ...) if is_array(result) and not whole else result

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        if method != "__call__" or kwargs:
            return NotImplemented
        return apply_ufunc(ufunc, *inputs, dask="allowed")

    def _name_in_arithmetic(self):
        return self._groups.name


def apply_groups(function, args, options):
    """A function of each group; other arguments are taken at the group's label where they have its dimension."""
    first, *others = [arg for arg in args if isinstance(arg, GroupBy)]
    name, labels = first._groups.name, list(first._groups.present_labels)
    if any(other._groups.name != name or not np.array_equal(other._groups.codes, first._groups.codes) for other in others):
        raise ValueError(
            "apply_ufunc can only perform operations over multiple GroupBy objects at once if they are all grouped the same way"
        )

    def of_groups(arg):
        if isinstance(arg, GroupBy):
            return [part for _, part in arg]
        return [arg.sel({name: label}) for label in labels] if name in getattr(arg, "dims", ()) else [arg] * len(labels)

    parts = [function(*own, **options) for own in zip(*map(of_groups, args))]
    if isinstance(parts[0], tuple):
        return tuple(first._combined(list(own)) for own in zip(*parts))
    return first._combined(parts)


class _AsIndex:
    def __init__(self, values):
        self.values = values


def _same_coords(first, second):
    """Whether two arrays have the very same coordinates, which need not be looked at."""
    coords = second._coords
    return first._coords.keys() == coords.keys() and all(c._data is coords[key]._data for key, c in first._coords.items())


def _mask(dims, values):
    from .dataarray import DataArray

    return DataArray._made(Variable(dims, values), {})


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
    setattr(GroupBy, _name, _reduction(_name))
for _name, _function in {**BINARY, **COMPARISONS}.items():
    setattr(GroupBy, f"__{_name}__", _operator(_function, False))
    if _name in BINARY:
        setattr(GroupBy, f"__r{_name}__", _operator(_function, True))
