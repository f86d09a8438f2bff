"""Datasets' elements chosen and moved: by position, by label, along dimensions."""

import numpy as np

from . import duck
from .alignment import AlignmentError
from .common import indexers_of
from .indexes import Index
from .merging import sizes_of
from .options import keeps_attrs
from .reindexing import rolled, shifted, taken
from .variable import Variable, as_dims, full_order, known_dims


class Selection:
    """Methods of `Dataset` that choose and move elements."""

    __slots__ = ()

    def drop_sel(self, labels=None, *, errors="raise", **kwargs):
        """Without some labels."""
        check_errors(errors)
        kept = {}
        for dim, values in indexers_of(labels, kwargs, "drop_sel").items():
            if dim not in self.dims:
                raise ValueError(f"dimension {dim!r} does not have coordinate labels")
            index = self.get_index(dim)
            values = getattr(values, "values", values)
            values = list(values) if isinstance(values, (list, tuple)) else np.atleast_1d(np.asarray(values)).tolist()
            values = np.array(values, dtype=object) if len({type(value) for value in values}) > 1 else index.labels_of(values)
            gone = index.indexer_for(values)
            if errors == "raise" and (gone < 0).any():
                raise KeyError(f"{values[gone < 0].tolist()} not found in axis")
            index.require_unique()
            kept[dim] = np.delete(np.arange(len(index)), gone[gone >= 0])
        return self.isel(kept)

    def drop_isel(self, indexers=None, **kwargs):
        """Without some positions."""
        wanted = indexers_of(indexers, kwargs, "drop_isel")
        for dim in wanted:
            if dim not in self.dims:
                raise KeyError(dim)
        return self.isel({dim: np.delete(np.arange(self.dims[dim]), positions) for dim, positions in wanted.items()})

    def isel(self, indexers=None, drop=False, missing_dims="raise", **kwargs):
        """By position: integers, slices, arrays, or DataArrays whose dimensions take the place of the indexed ones."""
        indexers = indexers_of(indexers, kwargs, "isel")
        known = {dim: as_indexer(dim, indexers[dim]) for dim in known_dims(indexers, self.dims, missing_dims)}
        variables, names = {}, set(self._coord_names)
        for name, variable in self._variables.items():
            own = {dim: item for dim, item in known.items() if dim in variable.dims}
            if not own:
                variables[name] = variable
                continue
            found = variable.isel(own)
            if drop and name in names and found.ndim == 0 and variable.ndim:
                continue
            if found.ndim == 0 and found.dtype.kind == "O" and variable.dims == (name,) and isinstance(found.data.item(), str):
                # As xarray: one text of labels is a text.
                found = Variable((), np.asarray(found.data.item()), found.attrs)
            variables[name] = found
        if any(isinstance(item, Variable) for item in known.values()):
            sizes_of(variables)
        for dim, item in indexers.items():
            for key, coord in _coords_of(dim, item).items():
                if key not in variables:
                    variables[key] = coord
                    names.add(key)
                elif coord.dims == (key,) and variables[key].dims == (key,) and not coord.equals(variables[key]):
                    raise IndexError(f"dimension coordinate {key!r} conflicts between indexed and indexing objects")
        return type(self)._made(variables, {name for name in names if name in variables}, self._attrs)

    def sel(self, indexers=None, method=None, tolerance=None, drop=False, **kwargs):
        """By label: values, slices (both ends included), lists, date strings; `method="nearest"` takes what is close."""
        return self.isel(self._positions(indexers_of(indexers, kwargs, "sel"), method, tolerance), drop=drop)

    def _positions(self, labels, method, tolerance):
        positions = {}
        for dim, label in labels.items():
            if dim not in self.dims and not (dim in self._coord_names and self._variables[dim].ndim == 1):
                if dim in self._coord_names:
                    raise ValueError(f"{dim!r} has {self._variables[dim].ndim} dimensions: labels are looked up along one")
                raise KeyError(
                    f"{dim!r} is not a valid dimension or coordinate for {type(self).__name__} with dimensions {tuple(self.dims)!r}"
                )
            if dim not in self.dims:
                # As xarray: other coordinates of one dimension are looked up as well.
                along = self._variables[dim].dims[0]
                if along in labels:
                    raise ValueError(f"{dim!r} and {along!r} choose along one dimension")
                positions[along] = self._found(dim, label, method, tolerance)
                continue
            if dim not in self._coord_names:
                if method is not None or tolerance is not None:
                    raise ValueError(f"cannot supply selection options for dimension {dim!r}that has no associated coordinate or index")
                positions[dim] = label
                continue
            positions[dim] = self._found(dim, label, method, tolerance)
        return positions

    def _found(self, dim, label, method, tolerance):
        """Where the labels of a coordinate are: positions, with the coordinates of the array that they came from."""
        inner = getattr(label, "_variable", None)
        if inner is None and isinstance(label, Variable):
            inner = label
        if inner is None or inner.ndim == 0:
            return self._index_of(dim).positions(label if inner is None else inner.values[()], method, tolerance)
        found = self._index_of(dim).positions(inner.values, method, tolerance)
        if inner.dtype.kind == "b" and len(found) != len(inner):
            # A mask brings the coordinates along of where it holds.
            return label
        return label._with_positions(found) if hasattr(label, "_with_positions") else Variable(inner.dims, found)

    def _index_of(self, dim):
        return Index(dim, self._variables[dim].values)

    def reindex(self, indexers=None, method=None, tolerance=None, copy=True, fill_value=None, **kwargs):
        """With other labels: missing elements where they are new, or those of near labels (`method`)."""
        wanted = indexers_of(indexers, kwargs, "reindex")
        indexes = {}
        for dim, labels in wanted.items():
            if np.ndim(getattr(labels, "values", labels)) == 0:
                raise TypeError(
                    f"Index(...) must be called with a collection of some kind; give the labels of {dim!r} in a list, not {labels!r}"
                )
            # As xarray: labels of a dimension that is not there change nothing.
            if dim in self.dims:
                indexes[dim] = Index(dim, np.asarray(getattr(labels, "values", labels)))
        found = self._reindex(indexes, fill_value, method, tolerance)
        if any(dim in self._coord_names and not index.equals(self._index_of(dim)) for dim, index in indexes.items()):
            found = found._with_first([*self._dim_indexes(), *indexes])
        return found.copy(deep=True) if copy else found

    def _reindex(self, indexes, fill_value=None, method=None, tolerance=None):
        positions = {}
        for dim, index in indexes.items():
            if dim in self._coord_names:
                own = self._index_of(dim)
                if not own.is_unique and not own.equals(index):
                    raise ValueError(f"cannot reindex or align along dimension {dim!r} because the (pandas) index has duplicate values")
                positions[dim] = np.arange(len(own)) if own.equals(index) else own._many(index.values, method, tolerance)
            elif self.dims[dim] == len(index):
                positions[dim] = np.arange(len(index))
            else:
                raise AlignmentError(
                    f"cannot reindex or align along dimension {dim!r} without an index because its size {self.dims[dim]} is different from the size of the new index {len(index)}"
                )
        variables = {}
        for name, variable in self._variables.items():
            if name in indexes:
                variables[name] = Variable((name,), indexes[name].shown, variable.attrs)
                continue
            own = {dim: at for dim, at in positions.items() if dim in variable.dims}
            variables[name] = taken(variable, own, fill_value.get(name) if isinstance(fill_value, dict) else fill_value)
        names = set(self._coord_names)
        for dim, index in indexes.items():
            if dim not in variables:
                variables[dim] = Variable((dim,), index.shown)
                names.add(dim)
        return type(self)._made(variables, names, self._attrs)

    def _with_first(self, names):
        """The same with some coordinates before all else, which says in what order dimensions are listed."""
        first = {name: self._variables[name] for name in names if name in self._coord_names}
        return self._like({**first, **self._variables})

    def _broadcast_to(self, sizes, coords):
        variables = {}
        for name, variable in self._variables.items():
            if name in self._coord_names:
                variables[name] = variable
            else:
                own = {dim: length for dim, length in sizes.items() if dim not in variable.dims}
                all_sizes = {
                    dim: sizes.get(dim, variable.sizes.get(dim)) for dim in [*sizes, *(d for d in variable.dims if d not in sizes)]
                }
                variables[name] = variable.expand(all_sizes) if own or tuple(all_sizes) != variable.dims else variable
        names = set(self._coord_names)
        variables = dict(sorted(variables.items(), key=lambda item: item[0] in names))
        for dim, coord in coords.items():
            if dim not in variables or variables[dim].dims != (dim,):
                variables[dim] = coord
                names.add(dim)
        return type(self)._made(variables, names, self._attrs)

    def transpose(self, *dim, missing_dims="raise"):
        """The dimensions of all variables in this order."""
        known = known_dims(dim, self.dims, missing_dims)
        order = full_order(tuple(known), tuple(self.dims)) if dim else ()
        variables = {name: v.transpose(*(d for d in order if d in v.dims)) if v.ndim > 1 else v for name, v in self._variables.items()}
        result = self._like(variables)
        # As xarray: the Dataset lists its dimensions as before.
        result._listed = tuple(self.dims)
        return result

    def expand_dims(self, dim=None, axis=None, create_index_for_new_dim=True, **kwargs):
        """With new dimensions, of length 1, of a length, or with labels."""
        if isinstance(dim, int):
            raise TypeError("dim should be Hashable or sequence/mapping of Hashables")
        if dim is not None and not hasattr(dim, "keys"):
            if len(set(as_dims(dim))) != len(as_dims(dim)):
                raise ValueError("dims should not contain duplicate values.")
            dim = dict.fromkeys(as_dims(dim), 1)
        wanted = {**(dim or {}), **kwargs}
        axes = None if axis is None else [axis] if isinstance(axis, (int, np.integer)) else list(axis)
        if axes is not None and len(axes) != len(wanted):
            raise ValueError("lengths of dim and axis should be identical.")
        for name in wanted:
            if name in self.dims:
                raise ValueError(f"Dimension {name} already exists.")
            if name in self._variables and self._variables[name].ndim:
                raise ValueError(f"{name} already exists as coordinate or variable name.")
            if name in self._variables and isinstance(wanted[name], (int, np.integer)) and wanted[name] != 1:
                raise ValueError(f"conflicting sizes for dimension {name!r}: its coordinate has one value")
        coords, sizes = {}, {}
        for name, value in wanted.items():
            if isinstance(value, (int, np.integer)):
                sizes[name] = int(value)
            elif hasattr(value, "__iter__"):
                labels = np.asarray(getattr(value, "values", value))
                # As xarray: texts that become labels are objects.
                labels = labels.astype(object) if labels.dtype.kind == "U" else labels
                coords[name] = Variable((name,), labels)
                sizes[name] = len(labels)
            else:
                raise TypeError(f"The value of new dimension {name} must be an iterable or an int")
        variables, names = {}, set(self._coord_names) | set(coords)
        for name, variable in self._variables.items():
            if name in sizes:
                if create_index_for_new_dim:
                    coords.setdefault(name, Variable((name,), variable.expand({name: sizes[name]}).values, variable.attrs))
                    names.add(name)
                else:
                    variables[name] = variable
            elif name in self._coord_names:
                variables[name] = variable
            else:
                variables[name] = _with_dims(name, variable, sizes, axes)
        labelled = {name: coord for name, coord in coords.items() if name not in self._variables}
        return type(self)._made({**labelled, **variables, **coords}, names, self._attrs)

    def shift(self, shifts=None, fill_value=None, **kwargs):
        """The data moved along dimensions, missing elements behind it; coordinates stay."""
        shifts = indexers_of(shifts, kwargs, "shift")
        self._require_dims(shifts)
        result = {}
        for name, variable in self._variables.items():
            if name not in self._coord_names:
                fill = fill_value.get(name) if isinstance(fill_value, dict) else fill_value
                for dim, count in shifts.items():
                    if dim in variable.dims:
                        variable = shifted(variable, dim, count, fill)
            result[name] = variable
        return self._like(result)

    def roll(self, shifts=None, roll_coords=False, **kwargs):
        """The data moved around along dimensions; coordinates too if `roll_coords`."""
        shifts = indexers_of(shifts, kwargs, "roll")
        self._require_dims(shifts)
        result = {}
        for name, variable in self._variables.items():
            if roll_coords or name not in self._coord_names:
                for dim, count in shifts.items():
                    if dim in variable.dims:
                        variable = rolled(variable, dim, count)
            result[name] = variable
        return self._like(result)

    def pad(
        self,
        pad_width=None,
        mode="constant",
        stat_length=None,
        constant_values=None,
        end_values=None,
        reflect_type=None,
        keep_attrs=None,
        **kwargs,
    ):
        """Longer along dimensions, by so many elements before and behind: `pad(x=(1, 2))`, `pad(x=1, mode="edge")`."""
        widths = {dim: _pair(width) for dim, width in indexers_of(pad_width, kwargs, "pad").items()}
        # Labels and what goes with them are not made up.
        coord_mode = mode if mode in ("edge", "reflect", "symmetric", "wrap") else "constant"
        variables, names = {}, set(self._coord_names)
        for name, variable in self._variables.items():
            own = {dim: width for dim, width in widths.items() if dim in variable.dims}
            if not own:
                variables[name] = variable
            elif name in names:
                options = (None, None, None, reflect_type if coord_mode != "constant" else None)
                variables[name] = padded(variable, own, coord_mode, *options)
            else:
                constants = constant_values
                if isinstance(constants, dict) and name in constants:
                    constants = constants[name]
                elif isinstance(constants, dict) and not set(constants) & set(self.dims):
                    constants = None
                variables[name] = padded(variable, own, mode, stat_length, constants, end_values, reflect_type)
                if not keeps_attrs(keep_attrs):
                    variables[name].attrs = {}
        return type(self)._made(variables, names, self._attrs if keeps_attrs(keep_attrs) else None)

    def dropna(self, dim, *, how="any", thresh=None, subset=None):
        """Without the labels of a dimension where elements are missing."""
        if dim not in self.dims:
            raise ValueError(f"Dimension {dim!r} not found in data dimensions {tuple(self.dims)}")
        names = list(self.data_vars) if subset is None else list(subset)
        for name in names:
            if name not in self._variables:
                raise KeyError(name)
        count = np.zeros(self.dims[dim], dtype="int64")
        size = 0
        for name in names:
            variable = self._variables[name]
            if dim in variable.dims:
                others = [d for d in variable.dims if d != dim]
                count = count + (variable.reduce("count", others).values if others else duck.notnull(variable.values).astype("int64"))
                size += variable.size // max(self.dims[dim], 1)
        if thresh is not None:
            kept = count >= thresh
        elif how in ("any", "all"):
            kept = count == size if how == "any" else count > 0
        else:
            raise ValueError(f"invalid how option: {how}")
        return self.isel({dim: np.nonzero(kept)[0]})


def check_errors(errors):
    """What an argument `errors` may say."""
    if errors not in ("raise", "ignore"):
        raise ValueError('errors must be either "raise" or "ignore"')


def _with_dims(name, variable, sizes, axes):
    """A variable with new dimensions, first or at axes."""
    order = list(variable.dims)
    if axes is None:
        order = [*sizes, *order]
    else:
        total = len(order) + len(sizes)
        for axis in axes:
            if not -total <= axis < total:
                raise IndexError(f"Axis {axis} of variable {name} is out of bounds of the expanded dimension size {total}")
        places = [axis % total for axis in axes]
        if len(set(places)) != len(places):
            raise ValueError("axis should not contain duplicate values.")
        for at, new in sorted(zip(places, sizes)):
            order.insert(at, new)
    all_sizes = {**variable.sizes, **sizes}
    return variable.expand({d: all_sizes[d] for d in order})


def _pair(width):
    return (width, width) if isinstance(width, (int, np.integer)) else tuple(width)


def _with_holes(data, widths, value):
    """An array with one value around it; also of text and dates, which `np.pad` does not know."""
    for axis, pair in enumerate(widths):
        shape = list(data.shape)
        parts = [data]
        for at, width in enumerate(pair):
            if width:
                shape[axis] = width
                parts.insert(0 if at == 0 else len(parts), np.full(tuple(shape), value, dtype=data.dtype))
        data = duck.concatenate(parts, axis)
    return data


def padded(variable, widths, mode, stat_length=None, constant_values=None, end_values=None, reflect_type=None):
    """A variable with more elements along dimensions, as `np.pad` makes them; missing ones if nothing is said."""
    data = variable.data
    if mode == "constant" and constant_values is None:
        dtype, constant_values = duck.missing_value(variable.dtype)
        data = data if data.dtype == dtype else data.astype(dtype)
    if mode == "constant" and np.ndim(constant_values) == 0 and not isinstance(constant_values, dict) and not duck.is_lazy(data):
        return variable.with_data(_with_holes(data, [widths.get(dim, (0, 0)) for dim in variable.dims], constant_values))
    if mode in ("edge", "reflect", "symmetric", "wrap") and reflect_type in (None, "even") and not duck.is_lazy(data):
        # Elements of any kind, at other places.
        places = {dim: np.pad(np.arange(variable.sizes[dim]), pair, mode=mode) for dim, pair in widths.items()}
        return variable.isel(places)
    if stat_length is None and mode in ("maximum", "mean", "median", "minimum"):
        stat_length = [(length, length) for length in variable.shape]
    options = {"stat_length": stat_length, "constant_values": constant_values, "end_values": end_values, "reflect_type": reflect_type}
    given = {}
    for name, value in options.items():
        if isinstance(value, dict):
            value = [_pair(value.get(dim, 0)) if not isinstance(value.get(dim, 0), float) else (value[dim],) * 2 for dim in variable.dims]
        if value is not None:
            given[name] = value
    found = duck.module(data).pad(data, [widths.get(dim, (0, 0)) for dim in variable.dims], mode=mode, **given)
    for dim, length, old in zip(variable.dims, found.shape, variable.shape):
        if length != old + sum(widths.get(dim, ())):
            # Dask wraps and mirrors no more than what is there.
            raise ValueError(
                f"conflicting sizes for dimension {dim!r}: length {length} on the padded data and length {old + sum(widths[dim])} on {dim!r}"
            )
    return variable.with_data(found)


def _coords_of(dim, item):
    """The coordinates that an indexer brings along; of a mask those where it holds."""
    coords = getattr(item, "_coords", None) or {}
    if coords and item.dtype.kind == "b" and item.dims == (dim,):
        there = np.nonzero(item.values)[0]
        coords = {key: coord.isel({dim: there}) if dim in coord.dims else coord for key, coord in coords.items()}
    return coords


def as_indexer(dim, item):
    """What `Variable.isel` takes."""
    variable = getattr(item, "_variable", None)
    if variable is None:
        if isinstance(item, (bool, float, str)):
            raise TypeError(f"positions along {dim!r} are integers, slices or arrays of integers, not {item!r}")
        return item
    if variable.dtype.kind == "b":
        return Variable(variable.dims, np.nonzero(variable.values)[0]) if variable.dims == (dim,) else variable.values
    return variable
