"""`Dataset`: variables that share dimensions and coordinates."""

import dask
import dask.array as da
import numpy as np
from dask.base import merged_graph, tokenize

from . import duck
from .alignment import align, dataset_parts, joined_sizes_of, merge, merge_coords
from .common import Labelled, indexers_of
from .coordinates import Coordinates, DataVariables, Frozen
from .indexes import Index
from .kinds import is_array, is_groups
from .options import keeps_attrs
from .variable import Variable, as_dims, as_variable, full_order, operate

# The name under which a DataArray's own data stands in the Dataset that works for it.
THIS_ARRAY = "<this-array>"


class Dataset(Labelled):
    """Labelled arrays by name: `xr.Dataset({"t": (("time", "lat"), values)}, coords={...}, attrs={...})`."""

    __slots__ = ("_attrs", "_coord_names", "_variables", "encoding")
    _kind = "dataset"

    def __init__(self, data_vars=None, coords=None, attrs=None):
        if isinstance(data_vars, Dataset):
            coords = data_vars.coords if coords is None else coords
            attrs = data_vars.attrs if attrs is None else attrs
        data_vars = {} if data_vars is None else dict(data_vars.items())
        coords = {} if coords is None else dict(coords.items())
        both = set(data_vars) & set(coords)
        if both:
            raise ValueError(f"variables {both!r} are found in both data_vars and coords")
        variables, names = dataset_parts(data_vars, coords)
        self._set(variables, names, dict(attrs) if attrs else {})

    @classmethod
    def _made(cls, variables, coord_names, attrs=None):
        """From parts that are known to fit."""
        self = object.__new__(cls)
        self._set(variables, set(coord_names), dict(attrs) if attrs else {})
        return self

    def _set(self, variables, coord_names, attrs):
        object.__setattr__(self, "_variables", variables)
        object.__setattr__(self, "_coord_names", coord_names)
        object.__setattr__(self, "_attrs", attrs)
        object.__setattr__(self, "encoding", {})

    def _like(self, variables, coord_names=None):
        names = self._coord_names if coord_names is None else coord_names
        return Dataset._made(variables, {name for name in names if name in variables}, self._attrs)

    def _take_over(self, other):
        self._set(other._variables, other._coord_names, other._attrs)
        return self

    # What it is

    @property
    def attrs(self):
        return self._attrs

    @attrs.setter
    def attrs(self, attrs):
        object.__setattr__(self, "_attrs", dict(attrs))

    @property
    def plot(self):
        """Pictures: `ds.plot.scatter(x="a", y="b")`."""
        from .plot import DatasetPlotAccessor

        return DatasetPlotAccessor(self)

    @property
    def sizes(self):
        return Frozen(joined_sizes_of(self._variables))

    @property
    def dims(self):
        return Frozen(joined_sizes_of(self._variables))

    @property
    def variables(self):
        return Frozen(self._variables)

    @property
    def data_vars(self):
        return DataVariables(self)

    @property
    def coords(self):
        return Coordinates(self)

    @property
    def indexes(self):
        return self._dim_indexes()

    xindexes = indexes

    @property
    def nbytes(self):
        return sum(variable.nbytes for variable in self._variables.values())

    @property
    def dtypes(self):
        return Frozen({name: self._variables[name].dtype for name in self.data_vars})

    @property
    def chunks(self):
        return self.chunksizes

    @property
    def chunksizes(self):
        found = {}
        for _name, variable in self._variables.items():
            for dim, sizes in variable.chunksizes.items():
                if found.setdefault(dim, sizes) != sizes:
                    raise ValueError(f"Object has inconsistent chunks along dimension {dim}. This can be fixed by calling unify_chunks().")
        return Frozen(found)

    def _dim_indexes(self):
        return {name: Index(name, v.values) for name, v in self._variables.items() if name in self._coord_names and v.dims == (name,)}

    def _coord_variables(self):
        return {name: variable for name, variable in self._variables.items() if name in self._coord_names}

    def _coordinate(self, name):
        return self[name]

    def _attribute(self, name):
        if name in self._variables:
            return self[name]
        return self._attrs.get(name)

    def __iter__(self):
        return iter(self.data_vars)

    def __len__(self):
        return len(self.data_vars)

    def __bool__(self):
        return len(self.data_vars) > 0

    def __contains__(self, key):
        return key in self._variables

    def keys(self):
        return self.data_vars.keys()

    def values(self):
        return self.data_vars.values()

    def items(self):
        return self.data_vars.items()

    def get(self, key, default=None):
        return self[key] if key in self else default  # noqa: SIM401

    def __dir__(self):
        return sorted({*object.__dir__(self), *(name for name in self._variables if isinstance(name, str) and name.isidentifier())})

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        from .computation import ufunc_of

        return ufunc_of(ufunc, method, inputs, kwargs)

    def __array__(self, dtype=None, copy=None):
        raise TypeError(
            "cannot directly convert an xarray.Dataset into a numpy array. Instead, create an xarray.DataArray first, either with indexing on the Dataset or by invoking the `to_dataarray()` method."
        )

    # Variables

    def __getitem__(self, key):
        if hasattr(key, "keys"):
            return self.isel(dict(key))
        if isinstance(key, list):
            missing = [name for name in key if name not in self._variables]
            if missing:
                raise KeyError(f"{missing} not found. {self._known()}")
            needed = {dim for name in key for dim in self._variables[name].dims}
            names = set(key)
            variables = {
                name: variable
                for name, variable in self._variables.items()
                if name in names or name in self._coord_names and set(variable.dims) <= needed
            }
            return self._like({**{name: variables[name] for name in key}, **variables}, self._coord_names)
        if key not in self._variables:
            if isinstance(key, str) and "." in key:
                name, field = key.split(".", 1)
                if name in self._variables:
                    return getattr(self[name].dt, field)
            if key in self.dims:
                return self._array(key, Variable((key,), np.arange(self.dims[key])))
            raise KeyError(f"No variable named {key!r}. {self._known()}")
        return self._array(key, self._variables[key])

    def _known(self):
        return f"Variables on the dataset include {list(self._variables)}"

    def _array(self, name, variable):
        from .dataarray import DataArray

        dims = set(variable.dims)
        coords = {key: coord for key, coord in self._coord_variables().items() if set(coord.dims) <= dims}
        return DataArray._made(variable, coords, name)

    def __setitem__(self, key, value):
        self._take_over(self.assign({key: value}))

    def __setattr__(self, name, value):
        if name in ("attrs", "encoding"):
            object.__setattr__(self, name, value)
            return
        raise AttributeError(
            f"cannot set attribute {name!r} on a 'Dataset' object. Use __setitem__ style assignment (e.g., `ds['name'] = ...`) instead of assigning variables."
        )

    def __delitem__(self, key):
        self._take_over(self.drop_vars(key))

    def assign(self, variables=None, **kwargs):
        """With more or other variables."""
        values = indexers_of(variables, kwargs, "assign")
        result = self.copy(deep=False)
        for name, value in values.items():
            value = value(self) if callable(value) and not is_array(value) else value
            added = Dataset({name: value})
            aligned = align(result, added, join="left", copy=False)[1]
            kept = {key: variable for key, variable in result._variables.items() if key != name}
            names = result._coord_names - {name}
            for key, variable in aligned._variables.items():
                if key == name or key not in kept:
                    kept[key] = variable
            if name in result._variables:
                kept = {key: kept[key] for key in [*result._variables, *(k for k in kept if k not in result._variables)]}
            joined_sizes_of(kept)
            result = Dataset._made(kept, names | aligned._coord_names, result._attrs)
        return result

    def update(self, other):
        """With the variables of another object, in place."""
        return self._take_over(self.assign(dict(other.items())))

    def assign_coords(self, coords=None, **kwargs):
        """With more or other coordinates."""
        values = indexers_of(coords, kwargs, "assign_coords")
        variables, names = dict(self._variables), set(self._coord_names)
        for name, value in values.items():
            value = value(self) if callable(value) and not is_array(value) else value
            variable = as_variable(value, name)
            for dim, length in variable.sizes.items():
                if self.dims.get(dim, length) != length:
                    raise ValueError(
                        f"conflicting sizes for dimension {dim!r}: length {self.dims[dim]} on the data but length {length} on coordinate {name!r}"
                    )
            variables[name] = variable
            names.add(name)
            for key, coord in (getattr(value, "_coords", None) or {}).items():
                if key not in variables and set(coord.dims) <= set(variable.dims):
                    variables[key] = coord
                    names.add(key)
        return Dataset._made(variables, names, self._attrs)

    def set_coords(self, names):
        """Some variables made coordinates."""
        names = as_dims(names)
        self._require(names)
        return Dataset._made(dict(self._variables), self._coord_names | set(names), self._attrs)

    def reset_coords(self, names=None, drop=False):
        """Some coordinates, or all that do not label a dimension, made data variables."""
        names = [name for name in self._coord_names if self._variables[name].dims != (name,)] if names is None else as_dims(names)
        labels = [name for name in names if self._variables[name].dims == (name,)]
        if labels:
            raise ValueError(f"cannot remove index coordinates with reset_coords: {set(labels)}")
        if drop:
            return self.drop_vars(names)
        return Dataset._made(dict(self._variables), self._coord_names - set(names), self._attrs)

    def drop_vars(self, names, *, errors="raise"):
        """Without some variables."""
        names = names(self) if callable(names) else names
        names = {names} if isinstance(names, str) or not hasattr(names, "__iter__") else set(names)
        if errors == "raise":
            self._require(names)
        return self._like({name: variable for name, variable in self._variables.items() if name not in names})

    def drop_dims(self, drop_dims, *, errors="raise"):
        """Without all variables that have some dimensions."""
        dims = set(as_dims(drop_dims))
        if errors == "raise" and dims - set(self.dims):
            raise ValueError(f"Dimensions {tuple(dims - set(self.dims))} not found in data dimensions {tuple(self.dims)}")
        return self._like({name: variable for name, variable in self._variables.items() if not dims & set(variable.dims)})

    def drop(self, labels=None, dim=None, **kwargs):
        """Without variables, or (with `dim`) without labels."""
        return self.drop_vars(labels) if dim is None else self.drop_sel({dim: labels})

    def drop_sel(self, labels=None, **kwargs):
        """Without some labels."""
        kept = {}
        for dim, values in indexers_of(labels, kwargs, "drop_sel").items():
            positions = self._index_of(dim).positions(np.atleast_1d(np.asarray(values)))
            kept[dim] = np.delete(np.arange(self.dims[dim]), positions)
        return self.isel(kept)

    def drop_isel(self, indexers=None, **kwargs):
        """Without some positions."""
        wanted = indexers_of(indexers, kwargs, "drop_isel")
        return self.isel({dim: np.delete(np.arange(self.dims[dim]), positions) for dim, positions in wanted.items()})

    def _require(self, names):
        missing = [name for name in names if name not in self._variables]
        if missing:
            raise ValueError(f"These variables cannot be found in this dataset: {missing}")

    def rename(self, name_dict=None, **names):
        """With other names for variables and dimensions."""
        names = indexers_of(name_dict, names, "rename")
        for name in names:
            if name not in self._variables and name not in self.dims:
                raise ValueError(f"cannot rename {name!r} because it is not a variable or dimension in this dataset")
        return self._renamed(names, names)

    def rename_dims(self, dims_dict=None, **dims):
        """With other names for dimensions."""
        names = indexers_of(dims_dict, dims, "rename_dims")
        for old, new in names.items():
            if old not in self.dims:
                raise ValueError(f"cannot rename {old!r} because it is not found in the dimensions of this dataset {tuple(self.dims)}")
            if new in self._variables or new in self.dims:
                raise ValueError(f"Cannot rename {old} to {new} because {new} already exists. Try using swap_dims instead.")
        return self._renamed({}, names)

    def rename_vars(self, name_dict=None, **names):
        """With other names for variables."""
        names = indexers_of(name_dict, names, "rename_vars")
        self._require(names)
        return self._renamed(names, {})

    def _renamed(self, names, dims):
        variables = {}
        for name, variable in self._variables.items():
            new = names.get(name, name)
            if new in variables:
                raise ValueError(f"the new name {new!r} conflicts")
            renamed = variable.copy(deep=False)
            renamed._dims = tuple(dims.get(dim, dim) for dim in variable.dims)
            variables[new] = renamed
        coords = {names.get(name, name) for name in self._coord_names}
        return Dataset._made(variables, coords, self._attrs)

    def swap_dims(self, dims_dict=None, **dims):
        """Other coordinates in the place of dimensions: `swap_dims(x="station")`."""
        names = indexers_of(dims_dict, dims, "swap_dims")
        for old, new in names.items():
            if old not in self.dims:
                raise ValueError(
                    f"cannot swap from dimension {old!r} because it is not one of the dimensions of this dataset {tuple(self.dims)}"
                )
            if new in self._variables and self._variables[new].dims != (old,):
                raise ValueError(f"replacement dimension {new!r} is not a 1D variable along the old dimension {old!r}")
        result = self._renamed({}, names)
        result._coord_names.update(new for new in names.values() if new in result._variables)
        return result

    # Copies and laziness

    def copy(self, deep=False, data=None):
        """The same again."""
        variables = {name: variable.copy(deep=deep) for name, variable in self._variables.items()}
        for name, values in (data or {}).items():
            variables[name] = variables[name].copy(data=duck.as_data(values))
        return Dataset._made(variables, self._coord_names, self._attrs)

    def chunk(self, chunks=None, name_prefix="xarray-", token=None, lock=False, inline_array=False, **kwargs):
        """Lazy, in chunks: `chunk(time=10)`, `chunk({"x": "auto"})`, one length for all dimensions, or as stored."""
        if chunks is None or isinstance(chunks, (int, str)) or not hasattr(chunks, "keys"):
            chunks = (
                {}
                if chunks is None
                else dict.fromkeys(self.dims, chunks)
                if not isinstance(chunks, tuple)
                else dict(zip(self.dims, chunks))
            )
        chunks = {**chunks, **kwargs}
        unknown = [dim for dim in chunks if dim not in self.dims]
        if unknown:
            raise ValueError(f"chunks keys {tuple(unknown)} not found in data dimensions {tuple(self.dims)}")
        variables = {}
        for name, variable in self._variables.items():
            wanted = {dim: size for dim, size in chunks.items() if dim in variable.dims}
            if name in self._coord_names and variable.dims == (name,) or variable.ndim == 0 or variable.dtype.kind not in "biuf":
                # Labels stay where they are looked up; chunks hold numbers only.
                variables[name] = variable
            elif duck.is_lazy(variable._data):
                variables[name] = variable.chunk(wanted)
            else:
                sizes = tuple(wanted.get(dim, length) for dim, length in variable.sizes.items())
                key = f"{name_prefix}{name}-{token or tokenize(variable._data, sizes)}"
                lazy = da.from_array(variable._data, sizes, name=key, inline_array=inline_array)
                variables[name] = Variable(variable.dims, lazy, variable.attrs, variable.encoding)
        return self._like(variables)

    def unify_chunks(self):
        """With the same chunks in all variables."""
        lazy = [name for name, variable in self._variables.items() if duck.is_lazy(variable._data)]
        arguments = [part for name in lazy for part in (self._variables[name].data, self._variables[name].dims)]
        _, arrays = da.core.unify_chunks(*arguments)
        variables = dict(self._variables)
        for name, array in zip(lazy, arrays):
            variables[name] = variables[name].copy(data=array)
        return self._like(variables)

    def compute(self, **kwargs):
        """With all lazy variables computed, at once, and those in stores read."""
        (computed,) = dask.compute(self, **kwargs)
        return self._like({name: v.compute() if duck.in_store(v._data) else v for name, v in computed._variables.items()})

    def persist(self, **kwargs):
        """With all lazy variables computed and kept in chunks."""
        return dask.persist(self, **kwargs)[0]

    def _dask_parts(self):
        """The lazy arrays in it, and a function that puts others in their places."""
        lazy = [name for name, variable in self._variables.items() if duck.is_lazy(variable._data)]

        def rebuilt(arrays):
            variables = dict(self._variables)
            for name, data in zip(lazy, arrays):
                variables[name] = variables[name].copy(data=data if duck.is_lazy(data) else np.asarray(data))
            return self._like(variables)

        return [self._variables[name].data for name in lazy], rebuilt

    def drop_encoding(self):
        """Without the notes on how variables were stored."""
        result = self.copy()
        for variable in result._variables.values():
            variable.encoding = {}
        return result

    reset_encoding = drop_encoding

    def to_zarr(self, store=None, mode=None, group=None, encoding=None, **options):
        """Write it as a Zarr store: `ds.to_zarr("name.zarr", mode="w")`. See `xarray.backends.zarr.to_zarr` for the options."""
        from .backends.zarr import to_zarr

        return to_zarr(self, store, mode, group, encoding, **options)

    def __dask_graph__(self):
        """The graph of all lazy variables; None if there is none."""
        arrays, _ = self._dask_parts()
        return merged_graph(arrays) if arrays else None

    def __dask_tokenize__(self):
        return tokenize([(name, variable.dims, variable._data) for name, variable in self._variables.items()])

    # Selection

    def isel(self, indexers=None, drop=False, missing_dims="raise", **kwargs):
        """By position: integers, slices, arrays, or DataArrays whose dimensions take the place of the indexed ones."""
        indexers = indexers_of(indexers, kwargs, "isel")
        unknown = [dim for dim in indexers if dim not in self.dims]
        if unknown and missing_dims != "ignore":
            raise ValueError(f"Dimensions {set(unknown)} do not exist. Expected one or more of {self.dims!r}")
        known = {dim: as_indexer(dim, item) for dim, item in indexers.items() if dim not in unknown}
        variables, names = {}, set(self._coord_names)
        for name, variable in self._variables.items():
            own = {dim: item for dim, item in known.items() if dim in variable.dims}
            if not own:
                variables[name] = variable
                continue
            found = variable.isel(own)
            if drop and name in names and found.ndim == 0 and variable.ndim:
                continue
            variables[name] = found
        for item in indexers.values():
            for key, coord in (getattr(item, "_coords", None) or {}).items():
                if key not in variables:
                    variables[key] = coord
                    names.add(key)
        return Dataset._made(variables, {name for name in names if name in variables}, self._attrs)

    def sel(self, indexers=None, method=None, tolerance=None, drop=False, **kwargs):
        """By label: values, slices (both ends included), lists, date strings; `method="nearest"` takes what is close."""
        return self.isel(self._positions(indexers_of(indexers, kwargs, "sel"), method, tolerance), drop=drop)

    def _positions(self, labels, method, tolerance):
        positions = {}
        for dim, label in labels.items():
            if dim not in self.dims and not (dim in self._coord_names and self._variables[dim].ndim == 1):
                if dim in self._coord_names:
                    raise KeyError(f"no index found for coordinate {dim!r}")
                raise KeyError(
                    f"{dim!r} is not a valid dimension or coordinate for {type(self).__name__} with dimensions {tuple(self.dims)!r}"
                )
            if dim not in self.dims:
                raise KeyError(f"no index found for coordinate {dim!r}; .swap_dims makes it one")
            if dim not in self._coord_names:
                positions[dim] = label
                continue
            inner = getattr(label, "_variable", None)
            if inner is None and isinstance(label, Variable):
                inner = label
            if inner is None or inner.ndim == 0:
                value = label if inner is None else inner.values[()]
                positions[dim] = self._index_of(dim).positions(value, method, tolerance)
            else:
                found = self._index_of(dim).positions(inner.values, method, tolerance)
                positions[dim] = label._with_positions(found) if hasattr(label, "_with_positions") else Variable(inner.dims, found)
        return positions

    def _index_of(self, dim):
        return Index(dim, self._variables[dim].values)

    def reindex(self, indexers=None, method=None, tolerance=None, copy=True, fill_value=None, **kwargs):
        """With other labels: missing elements where they are new, or those of near labels (`method`)."""
        wanted = indexers_of(indexers, kwargs, "reindex")
        indexes = {}
        for dim, labels in wanted.items():
            if dim not in self.dims:
                raise ValueError(f"the dimension {dim!r} does not exist. Expected one or more of {tuple(self.dims)}")
            indexes[dim] = Index(dim, np.asarray(getattr(labels, "values", labels)))
        return self._reindex(indexes, fill_value, method, tolerance)

    def _reindex(self, indexes, fill_value=None, method=None, tolerance=None):
        positions = {}
        for dim, index in indexes.items():
            if dim in self._coord_names:
                positions[dim] = self._index_of(dim)._many(index.values, method, tolerance)
            elif self.dims[dim] == len(index):
                positions[dim] = np.arange(len(index))
            else:
                raise ValueError(
                    f"cannot reindex or align along dimension {dim!r} without an index because its size {self.dims[dim]} is different from the size of the new index {len(index)}"
                )
        variables = {}
        for name, variable in self._variables.items():
            if name in indexes:
                variables[name] = Variable((name,), indexes[name].values, variable.attrs)
                continue
            own = {dim: at for dim, at in positions.items() if dim in variable.dims}
            variables[name] = _taken(variable, own, fill_value.get(name) if isinstance(fill_value, dict) else fill_value)
        names = set(self._coord_names)
        for dim, index in indexes.items():
            if dim not in variables:
                variables[dim] = Variable((dim,), index.values)
                names.add(dim)
        return Dataset._made(variables, names, self._attrs)

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
        for dim, coord in coords.items():
            if dim not in variables or variables[dim].dims != (dim,):
                variables[dim] = coord
                names.add(dim)
        return Dataset._made(variables, names, self._attrs)

    # Shape

    def transpose(self, *dim, missing_dims="raise"):
        """The dimensions of all variables in this order."""
        unknown = [d for d in dim if d is not ... and d not in self.dims]
        if unknown and missing_dims == "raise":
            raise ValueError(f"Dimensions {set(unknown)} do not exist. Expected one or more of {tuple(self.dims)}")
        order = full_order(tuple(d for d in dim if d not in unknown), tuple(self.dims)) if dim else tuple(self.dims)[::-1]
        variables = {name: v.transpose(*(d for d in order if d in v.dims)) if v.ndim > 1 else v for name, v in self._variables.items()}
        return self._like(variables)

    def expand_dims(self, dim=None, axis=None, create_index_for_new_dim=True, **kwargs):
        """With new dimensions, of length 1, of a length, or with labels."""
        from .variable import Variable as V

        if dim is None or hasattr(dim, "keys"):
            wanted = {**(dim or {}), **kwargs}
        else:
            wanted = {**dict.fromkeys(as_dims(dim), 1), **kwargs}
        for name in wanted:
            if name in self.dims:
                raise ValueError(f"Dimension {name} already exists.")
        coords, sizes = {}, {}
        for name, value in wanted.items():
            if isinstance(value, (int, np.integer)):
                sizes[name] = int(value)
            else:
                labels = np.asarray(getattr(value, "values", value))
                coords[name] = V((name,), labels)
                sizes[name] = len(labels)
        axes = None if axis is None else [axis] if isinstance(axis, int) else list(axis)
        variables, names = {}, set(self._coord_names) | set(coords)
        for name, variable in self._variables.items():
            if name in sizes:
                if variable.ndim:
                    raise ValueError(f"{name} already exists as coordinate or variable name.")
                if create_index_for_new_dim:
                    coords.setdefault(name, V((name,), variable.values[None], variable.attrs))
                    names.add(name)
                continue
            if name in self._coord_names:
                variables[name] = variable
                continue
            order = list(variable.dims)
            if axes is None:
                order = [*sizes, *order]
            else:
                total = len(order) + len(sizes)
                for at, new in sorted(zip((a % total for a in axes), sizes)):
                    order.insert(at, new)
            all_sizes = {**variable.sizes, **sizes}
            variables[name] = variable.expand({d: all_sizes[d] for d in order})
        return Dataset._made({**variables, **coords}, names, self._attrs)

    # Combination

    def merge(self, other, overwrite_vars=(), compat="no_conflicts", join="outer", fill_value=None, combine_attrs="override"):
        """With the variables of another object."""
        return merge([self, other], compat, join, fill_value, combine_attrs)

    def to_dataarray(self, dim="variable", name=None):
        """All data variables stacked along a new dimension."""
        from .alignment import broadcast
        from .dataarray import DataArray

        arrays = broadcast(*self.data_vars.values())
        if not arrays:
            raise ValueError("a Dataset without data variables has nothing to stack")
        variables = [array._variable for array in arrays]
        data = duck.stack([variable.data for variable in variables], 0)
        coords = dict(self._coord_variables().items())
        coords[dim] = Variable((dim,), np.array(list(self.data_vars), dtype=object))
        return DataArray._made(Variable((dim, *variables[0].dims), data, self._attrs), coords, name)

    to_array = to_dataarray

    def map(self, func, keep_attrs=None, args=(), **kwargs):
        """A function of each data variable."""
        results = {name: func(array, *args, **kwargs) for name, array in self.data_vars.items()}
        made = Dataset({name: result if is_array(result) else (self[name].dims, result) for name, result in results.items()})
        made.attrs = self._attrs if keeps_attrs(keep_attrs) else {}
        return made

    apply = map

    def equals(self, other):
        """Whether two Datasets have the same variables with the same elements."""
        return self._same(other, "equals")

    def identical(self, other):
        """Like `equals`, attributes and names included."""
        from .variable import same_attrs

        return self._same(other, "identical") and same_attrs(self._attrs, other._attrs)

    def broadcast_equals(self, other):
        return self._same(other, "equals")

    def _same(self, other, how):
        return (
            isinstance(other, Dataset)
            and self._variables.keys() == other._variables.keys()
            and self._coord_names == other._coord_names
            and all(getattr(variable, how)(other._variables[name]) for name, variable in self._variables.items())
        )

    # Values

    def _apply(self, function, keep_attrs=None):
        variables = {name: v if name in self._coord_names else v.apply(function, keep_attrs) for name, v in self._variables.items()}
        return Dataset._made(variables, self._coord_names, self._attrs if keeps_attrs(keep_attrs) else None)

    def _binary(self, other, function, reflexive):
        from .dataarray import DataArray

        if is_groups(other):
            return NotImplemented
        if isinstance(other, Dataset):
            first, second = align(self, other, join=_arithmetic_join(), copy=False)
            names = [name for name in first.data_vars if name in second.data_vars]
            variables = {name: operate(function, first._variables[name], second._variables[name], None, reflexive) for name in names}
            coords = merge_coords([first._coord_variables(), second._coord_variables()], set(first._dim_indexes()))
        elif isinstance(other, DataArray):
            first, second = align(self, other, join=_arithmetic_join(), copy=False)
            variables = {name: operate(function, first._variables[name], second._variable, None, reflexive) for name in first.data_vars}
            coords = merge_coords([first._coord_variables(), second._coords], set(first._dim_indexes()))
        else:
            first = self
            value = other if _is_scalar(other) else duck.as_data(other)
            variables = {name: operate(function, self._variables[name], value, None, reflexive) for name in self.data_vars}
            coords = self._coord_variables()
        return Dataset._made({**coords, **variables}, set(coords), first._attrs if keeps_attrs(None) else None)

    def _reduce(self, name, dim, skipna, keep_attrs, numeric_only=True, **options):
        dims = tuple(self.dims) if dim is None or dim is ... else as_dims(dim)
        missing = [d for d in dims if d not in self.dims]
        if missing:
            raise ValueError(
                f"Dimension(s) {tuple(missing)!r} do not exist"
                if len(missing) > 1
                else f"Dimension {missing[0]!r} does not exist. Expected one or more of {tuple(self.dims)}"
            )
        variables = {}
        for key, variable in self._variables.items():
            own = [d for d in variable.dims if d in dims]
            if key in self._coord_names:
                if not own:
                    variables[key] = variable
            elif (
                name in ("count", "any", "all", "min", "max")
                or variable.dtype.kind in "biufcm"
                or variable.dtype.kind == "M"
                and name == "mean"
            ):
                whole = len(own) == variable.ndim and dim is None
                variables[key] = (
                    variable.reduce(name, None if whole else own, skipna, keep_attrs, **options)
                    if own or not variable.ndim
                    else _reduced_over_none(variable, name, skipna, keep_attrs)
                )
        return Dataset._made(variables, self._coord_names & set(variables), self._attrs if keeps_attrs(keep_attrs) else None)

    def _accumulate(self, name, dim, skipna, keep_attrs):
        variables = {}
        for key, variable in self._variables.items():
            if key in self._coord_names or dim is not None and dim not in variable.dims:
                variables[key] = variable
            else:
                axis = None if dim is None and variable.ndim == 1 else variable.axis_of(dim if dim is not None else variable.dims[0])
                variables[key] = variable.with_data(duck.reduce(name, variable.data, 0 if axis is None else axis, skipna))
        return Dataset._made(variables, self._coord_names, self._attrs)

    def _difference(self, dim, later, earlier, named):
        if dim not in self.dims:
            raise ValueError(f"Dimension {dim!r} does not exist. Expected one or more of {tuple(self.dims)}")
        variables = {}
        for name, variable in self._variables.items():
            if dim not in variable.dims:
                variables[name] = variable
            elif name in self._coord_names:
                variables[name] = variable.isel({dim: named})
            else:
                variables[name] = variable.with_data(variable.isel({dim: later}).data - variable.isel({dim: earlier}).data)
        return self._like(variables)

    def shift(self, shifts=None, fill_value=None, **kwargs):
        """The data moved along dimensions, missing elements behind it; coordinates stay."""
        shifts = indexers_of(shifts, kwargs, "shift")
        result = {}
        for name, variable in self._variables.items():
            if name not in self._coord_names:
                for dim, count in shifts.items():
                    if dim in variable.dims:
                        variable = _shifted(variable, dim, count, fill_value)
            result[name] = variable
        return self._like(result)

    def roll(self, shifts=None, roll_coords=False, **kwargs):
        """The data moved around along dimensions; coordinates too if `roll_coords`."""
        result = {}
        for name, variable in self._variables.items():
            if roll_coords or name not in self._coord_names:
                for dim, count in indexers_of(shifts, kwargs, "roll").items():
                    if dim in variable.dims and variable.sizes[dim]:
                        at = variable.sizes[dim] - count % variable.sizes[dim]
                        parts = [variable.isel({dim: slice(at, None)}).data, variable.isel({dim: slice(None, at)}).data]
                        variable = variable.with_data(duck.concatenate(parts, variable.axis_of(dim)))
            result[name] = variable
        return self._like(result)

    def dropna(self, dim, *, how="any", thresh=None, subset=None):
        """Without the labels of a dimension where elements are missing."""
        names = list(self.data_vars) if subset is None else list(subset)
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

    def quantile(self, q, dim=None, *, skipna=None, keep_attrs=None, **options):
        """Quantiles of all data variables."""
        return self.map(
            lambda array: array.quantile(q, [d for d in as_dims(dim) if d in array.dims] if dim is not None else None, skipna=skipna),
            keep_attrs,
        )

    def interp(self, coords=None, method="linear", assume_sorted=False, kwargs=None, **coords_kwargs):
        """Values between labels, along one dimension after another."""
        from .interpolation import interp

        return interp(self, indexers_of(coords, coords_kwargs, "interp"), method)

    def info(self, buf=None):
        """The variables, dimensions and attributes, as `ncdump -h` prints them."""
        lines = ["xarray.Dataset {", "dimensions:", *(f"\t{dim} = {length} ;" for dim, length in self.dims.items()), "", "variables:"]
        for name, variable in self._variables.items():
            lines.append(f"\t{variable.dtype} {name}({', '.join(variable.dims)}) ;")
            lines.extend(f"\t\t{name}:{key} = {value} ;" for key, value in variable.attrs.items())
        lines.extend(["", "// global attributes:", *(f"\t:{key} = {value} ;" for key, value in self._attrs.items()), "}"])
        print("\n".join(lines), file=buf)

    def to_dict(self, data="list", encoding=False):
        """All of it as plain Python."""

        def plain(variable):
            found = {"dims": variable.dims, "attrs": dict(variable.attrs)}
            return {**found, "data": variable.values.tolist()} if data else {**found, "dtype": str(variable.dtype), "shape": variable.shape}

        return {
            "coords": {name: plain(variable) for name, variable in self._coord_variables().items()},
            "attrs": dict(self._attrs),
            "dims": dict(self.dims.items()),
            "data_vars": {name: plain(self._variables[name]) for name in self.data_vars},
        }

    def __repr__(self):
        from .formatting import dataset_repr

        return dataset_repr(self)

    def _repr_html_(self):
        from .formatting_html import dataset_html

        return dataset_html(self)


def as_indexer(dim, item):
    """What `Variable.isel` takes."""
    variable = getattr(item, "_variable", None)
    if variable is None:
        return item
    if variable.dtype.kind == "b":
        return Variable(variable.dims, np.nonzero(variable.values)[0]) if variable.dims == (dim,) else variable.values
    return variable


def _arithmetic_join():
    from .options import option

    return option("arithmetic_join")


def _is_scalar(value):
    return isinstance(value, (int, float, complex, bool, str, np.generic))


def _reduced_over_none(variable, name, skipna, keep_attrs):
    """A variable that has none of the dimensions: reduced over no axis, which changes its dtype at most."""
    if name in ("count", "any", "all"):
        return variable.apply(lambda data: duck.reduce(name, data[None], 0), keep_attrs)
    if name in ("std", "var"):
        return variable.apply(lambda data: data * 0.0, keep_attrs)
    return variable.apply(lambda data: data, keep_attrs)


def _taken(variable, positions, fill_value):
    """Elements at positions; missing ones where those are negative."""
    moved = {dim: at for dim, at in positions.items() if len(at) != variable.sizes[dim] or (at != np.arange(len(at))).any()}
    if not moved:
        return variable
    found = variable.isel({dim: np.maximum(at, 0) for dim, at in moved.items()}) if all(variable.sizes[d] for d in moved) else None
    holes = {dim: at < 0 for dim, at in moved.items() if (at < 0).any()}
    if not holes:
        return found
    dtype, missing = duck.missing_value(variable.dtype)
    if fill_value is not None:
        dtype, missing = (
            np.result_type(variable.dtype, np.asarray(fill_value).dtype) if variable.dtype.kind not in "mM" else variable.dtype,
            fill_value,
        )
    if found is None:
        shape = tuple(len(moved.get(dim, range(length))) for dim, length in variable.sizes.items())
        return variable.with_data(np.full(shape, missing, dtype=dtype))
    hole = None
    for dim, at in holes.items():
        one = duck.expand_to(at, (dim,), variable.dims)
        hole = one if hole is None else hole | one
    data = found.data if found.dtype == dtype else found.data.astype(dtype)
    return found.with_data(duck.where(hole, missing, data))


def _shifted(variable, dim, count, fill_value):
    axis, length = variable.axis_of(dim), variable.sizes[dim]
    dtype, missing = duck.missing_value(variable.dtype)
    if fill_value is not None:
        dtype, missing = variable.dtype, fill_value
    count = max(min(count, length), -length)
    kept = variable.isel({dim: slice(None, length - count) if count >= 0 else slice(-count, None)}).data
    kept = kept if kept.dtype == dtype else kept.astype(dtype)
    if duck.is_lazy(kept):
        widths = [(0, 0)] * variable.ndim
        widths[axis] = (count, 0) if count >= 0 else (0, -count)
        return variable.with_data(da.pad(kept, widths, mode="constant", constant_values=missing).rechunk(variable.chunks))
    shape = tuple(abs(count) if d == dim else n for d, n in variable.sizes.items())
    hole = np.full(shape, missing, dtype=dtype)
    return variable.with_data(duck.concatenate([hole, kept] if count >= 0 else [kept, hole], axis))
