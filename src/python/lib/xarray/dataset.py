"""`Dataset`: variables that share dimensions and coordinates."""

import dask
import dask.array as da
import numpy as np
from _dasklet_missing import unsupported
from dask.base import merged_graph, tokenize

from . import duck
from .common import Labelled, indexers_of
from .coordinates import Coordinates, DataVariables, Frozen, Indexes
from .indexes import Index
from .kinds import is_array, is_dataset
from .merging import dataset_parts, merged, sizes_of, updated
from .selection import Selection, check_errors
from .values import Values
from .variable import Variable, as_dims, as_labels, as_variable


class Dataset(Selection, Values, Labelled):
    """Labelled arrays by name: `xr.Dataset({"t": (("time", "lat"), values)}, coords={...}, attrs={...})`."""

    # `_listed`: dimensions in the order in which they are listed, if that of the variables does not say it.
    __slots__ = ("_attrs", "_coord_names", "_listed", "_variables", "encoding")
    _kind = "dataset"

    def __init__(self, data_vars=None, coords=None, attrs=None):
        if is_dataset(data_vars):
            raise TypeError(
                "Passing a Dataset as `data_vars` to the Dataset constructor is not supported. Use `ds.copy()` to create a copy of a Dataset."
            )
        if is_array(data_vars):
            raise TypeError("unhashable type: 'DataArray': a Dataset is made of a mapping of names; .to_dataset() makes one of an array")
        data_vars = {} if data_vars is None else dict(data_vars)
        coords = {} if coords is None else dict(coords)
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
        object.__setattr__(self, "_listed", ())
        object.__setattr__(self, "encoding", {})

    def _like(self, variables, coord_names=None):
        names = self._coord_names if coord_names is None else coord_names
        return Dataset._made(variables, {name for name in names if name in variables}, self._attrs)

    def _dasklet_take_over(self, other):
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
        sizes = sizes_of(self._variables)
        return Frozen({dim: sizes[dim] for dim in self._listed} if self._listed else sizes)

    dims = sizes

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
        return Indexes(self._dim_indexes())

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
                    return getattr(self[name].dt, field).drop_attrs()
            if key in self.dims:
                return self._array(key, Variable((key,), np.arange(self.dims[key])))
            raise KeyError(f"No variable named {key!r}. {self._known()}")
        return self._array(key, as_labels(self._variables, key) if key in self._coord_names else self._variables[key])

    def _known(self):
        return f"Variables on the dataset include {list(self._variables)}"

    def _array(self, name, variable):
        from .dataarray import DataArray

        dims = set(variable.dims)
        coords = {key: coord for key, coord in self._coord_variables().items() if set(coord.dims) <= dims}
        return DataArray._made(variable, coords, name)

    def __setitem__(self, key, value):
        if hasattr(key, "keys"):
            self._put(key, value)
            return
        if not isinstance(key, list):
            if is_dataset(value):
                raise TypeError(
                    "Cannot assign a Dataset to a single key - only a DataArray or Variable object can be stored under a single key."
                )
            self.update({key: value})
            return
        if not key:
            raise ValueError("Empty list of variables to be set")
        if len(key) > 1 and len(key) != len(value):
            raise ValueError(f"Different lengths of variables to be set ({len(key)}) and data used as input for setting ({len(value)})")
        if len(key) > 1 and is_array(value):
            raise ValueError("Cannot assign single DataArray to multiple keys")
        self.update(dict(zip(key, [value] if len(key) == 1 else value.values() if is_dataset(value) else value)))

    def _put(self, key, value):
        """Elements of all data variables set, by position."""
        if is_dataset(value):
            lacking = [name for name in self.data_vars if name not in value.data_vars]
            if lacking:
                raise ValueError(f"Variables {lacking} in new values not available in original dataset:\n{self}")
        elif not is_array(value) and not np.isscalar(value):
            raise TypeError("Dataset assignment only accepts DataArrays, Datasets, and scalars.")
        lacking = [name for name in self.data_vars if not set(key) <= set(self._variables[name].dims)]
        if lacking:
            raise ValueError(f"Variable {lacking[0]!r}: indexer {key} not available")
        for name in self.data_vars:
            self[name][key] = value[name] if is_dataset(value) else value

    @property
    def loc(self):
        """Selection by label: `ds.loc[{"x": 10}]`, `ds.loc[dict(x=slice(10, 20))] = 0`."""
        return _Locator(self)

    def __setattr__(self, name, value):
        if name in ("attrs", "encoding", "_listed"):
            object.__setattr__(self, name, value)
            return
        raise AttributeError(
            f"cannot set attribute {name!r} on a 'Dataset' object. Use __setitem__ style assignment (e.g., `ds['name'] = ...`) instead of assigning variables."
        )

    def __delitem__(self, key):
        if key not in self._variables:
            raise KeyError(key)
        self._dasklet_take_over(self.drop_vars(key))

    def assign(self, variables=None, **kwargs):
        """With more or other variables; what was a coordinate stays one."""
        values = self._called(indexers_of(variables, kwargs, "assign"))
        coords = {name: value for name, value in values.items() if name in self._coord_names}
        rest = {name: value for name, value in values.items() if name not in coords}
        result = updated(self, coords, as_coords=True) if coords else self
        return updated(result, rest)

    def update(self, other):
        """Take the variables of another object, in place."""
        self._dasklet_take_over(updated(self, other if is_dataset(other) else dict(other)))

    def assign_coords(self, coords=None, **kwargs):
        """With more or other coordinates."""
        return updated(self, self._called(indexers_of(coords, kwargs, "assign_coords")), as_coords=True)

    def _called(self, values):
        return {name: value(self) if callable(value) and not is_array(value) else value for name, value in values.items()}

    def set_coords(self, names):
        """Some variables made coordinates."""
        names = as_dims(names)
        self._require(names)
        return Dataset._made(dict(self._variables), self._coord_names | set(names), self._attrs)

    def reset_coords(self, names=None, drop=False):
        """Some coordinates, or all that do not label a dimension, made data variables."""
        names = [name for name in self._coord_names if self._variables[name].dims != (name,)] if names is None else as_dims(names)
        self._require(names)
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
        check_errors(errors)
        dims = set(as_dims(drop_dims))
        if errors == "raise":
            self._require_dims(dims)
        return self._like({name: variable for name, variable in self._variables.items() if not dims & set(variable.dims)})

    def drop_attrs(self, *, deep=True):
        """Without attributes, the variables' too if `deep`."""
        variables = {name: Variable(v.dims, v._data, None if deep else v.attrs, v.encoding) for name, v in self._variables.items()}
        return Dataset._made(variables, self._coord_names)

    def drop(self, labels=None, dim=None, *, errors="raise", **kwargs):
        """Without variables, or (with `dim`) without labels."""
        if kwargs:
            raise unsupported(f"drop({', '.join(kwargs)}=)", "drop_sel leaves out labels")
        return self.drop_vars(labels, errors=errors) if dim is None else self.drop_sel({dim: labels}, errors=errors)

    def _require(self, names):
        missing = [name for name in names if name not in self._variables]
        if missing:
            raise ValueError(f"These variables cannot be found in this dataset: {missing}")

    def _require_dims(self, dims):
        missing = [dim for dim in dims if dim not in self.dims]
        if missing:
            raise ValueError(f"Dimensions {tuple(missing)} not found in data dimensions {tuple(self.dims)}")

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
            if variable.dims == (name,) and new is not None and name in names and dims.get(name) == new and not hasattr(new, "__iter__"):
                raise TypeError(f"{type(new).__name__!r} object is not iterable: the name of a dimension is text")
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
        for new in names.values():
            if new in result._variables:
                result._variables[new] = as_variable(result._variables[new], new)
                result._coord_names.add(new)
        return result

    # Copies and laziness

    def copy(self, deep=False, data=None):
        """The same again."""
        variables = {name: variable.copy(deep=deep) for name, variable in self._variables.items()}
        for name, values in (data or {}).items():
            variables[name] = variables[name].copy(data=duck.as_data(values))
        result = Dataset._made(variables, self._coord_names, self._attrs)
        result._listed = self._listed
        return result

    def chunk(
        self,
        chunks={},  # noqa: B006 (as xarray has it)
        name_prefix="xarray-",
        token=None,
        lock=False,
        inline_array=False,
        chunked_array_type=None,
        from_array_kwargs=None,
        **chunks_kwargs,
    ):
        """Lazy, in chunks: `chunk(time=10)`, `chunk({"x": "auto"})`, one length for all dimensions, or as stored."""
        if chunked_array_type not in (None, "dask"):
            raise ValueError(f"unrecognized chunked array type {chunked_array_type!r}; there is 'dask'")
        if chunks is None or isinstance(chunks, (int, str)) or not hasattr(chunks, "keys"):
            chunks = (
                {}
                if chunks is None
                else dict.fromkeys(self.dims, chunks)
                if not isinstance(chunks, tuple)
                else dict(zip(self.dims, chunks))
            )
        chunks = {**chunks, **chunks_kwargs}
        unknown = [dim for dim in chunks if dim not in self.dims]
        if unknown:
            raise ValueError(f"chunks keys {tuple(unknown)} not found in data dimensions {tuple(self.dims)}")
        for dim, size in chunks.items():
            if hasattr(size, "compute_chunks"):
                if dim not in self._variables:
                    raise ValueError(f"Cannot chunk by resampler {size!r} for virtual variable {dim!r}.")
                chunks[dim] = size.compute_chunks(self._variables[dim], dim=dim)
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
                lazy = da.from_array(variable._data, sizes, name=key, lock=lock, inline_array=inline_array, **(from_array_kwargs or {}))
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

    def merge(self, other, overwrite_vars=(), compat="no_conflicts", join="outer", fill_value=None, combine_attrs="override"):
        """With the variables of another object; those named in `overwrite_vars` replace what is here."""
        other = other.to_dataset() if is_array(other) else other if isinstance(other, Dataset) else Dataset(other)
        replaced = {overwrite_vars} if isinstance(overwrite_vars, str) else set(overwrite_vars)
        if not replaced:
            return merged([self, other], compat, join, fill_value, combine_attrs)
        kept = other.drop_vars([name for name in other.data_vars if name in replaced])
        replacing = other.drop_vars([name for name in other.data_vars if name not in replaced])
        return merged([self, kept, replacing], compat, join, fill_value, combine_attrs, priority=2)

    def info(self, buf=None):
        """The variables, dimensions and attributes, as `ncdump -h` prints them."""
        lines = ["xarray.Dataset {", "dimensions:", *(f"\t{dim} = {length} ;" for dim, length in self.dims.items()), "", "variables:"]
        for name, variable in self._variables.items():
            lines.append(f"\t{variable.dtype} {name}({', '.join(variable.dims)}) ;")
            lines.extend(f"\t\t{name}:{key} = {value} ;" for key, value in variable.attrs.items())
        lines.extend(["", "// global attributes:", *(f"\t:{key} = {value} ;" for key, value in self._attrs.items()), "}"])
        print("\n".join(lines), file=buf)

    def to_dict(self, data="list", encoding=False):
        """All of it as plain Python, or with its arrays (`data="array"`)."""
        if data not in (True, False, "list", "array"):
            raise ValueError('data argument must be bool, "list", or "array"')

        def plain(variable):
            found = {"dims": variable.dims, "attrs": dict(variable.attrs)}
            if encoding:
                found["encoding"] = dict(variable.encoding)
            return (
                {**found, "data": variable.data if data == "array" else _in_microseconds(variable.values).tolist()}
                if data
                else {**found, "dtype": str(variable.dtype), "shape": variable.shape}
            )

        whole = {"encoding": dict(self.encoding)} if encoding else {}
        return {
            **whole,
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


class _Locator:
    def __init__(self, dataset):
        self._dataset = dataset

    def __getitem__(self, key):
        return self._dataset.sel(self._by_dim(key))

    def __setitem__(self, key, value):
        self._dataset[self._dataset._positions(self._by_dim(key), None, None)] = value

    @staticmethod
    def _by_dim(key):
        if not hasattr(key, "keys"):
            raise TypeError("can only lookup dictionaries from Dataset.loc")
        return dict(key)


def _in_microseconds(values):
    """Dates and durations as Python's own know them."""
    return values.astype(f"{values.dtype.str[1:3]}[us]") if values.dtype.kind in "mM" else values
