"""`DataArray`: one labelled array."""

import dask
import numpy as np
from _dasklet_missing import unsupported
from dask.base import tokenize

from . import duck
from .alignment import CoordinateValidationError
from .array_values import ArrayValues
from .common import Labelled, indexers_of
from .coordinates import Coordinates, Frozen, Indexes
from .dataset import Dataset
from .indexes import Index
from .kinds import THIS_ARRAY
from .selection import as_indexer
from .variable import IndexVariable, Variable, as_dims, as_labels, as_variable, known_dims, positions

_MISSING = object()


class DataArray(ArrayValues, Labelled):
    """An array with named dimensions, coordinates and attributes: `xr.DataArray(values, dims=("time", "lat"), coords={...})`."""

    __slots__ = ("_coords", "_name", "_variable")
    _kind = "array"

    def __init__(self, data=_MISSING, coords=None, dims=None, name=None, attrs=None):
        if data is _MISSING:
            data = np.nan
        if isinstance(data, tuple):
            raise ValueError("different number of dimensions on data and dims: to xarray a tuple is one object; give a list or an array")
        if isinstance(data, Index):
            # It labels its own dimension.
            name = data.name if name is None else name
            dims = [data.name] if dims is None and data.name is not None else dims
            coords = [data.values] if coords is None else coords
            data = data.values
        if isinstance(data, (DataArray, Variable)):
            coords = getattr(data, "_coords", None) if coords is None else coords
            dims = getattr(data, "dims", None) if dims is None else dims
            name = getattr(data, "name", None) if name is None else name
            attrs = getattr(data, "attrs", None) if attrs is None else attrs
        elif name is None and duck.is_lazy(data):
            # As xarray: what has no name is called as the array in it.
            name = data.name
        data = duck.given(data) if not isinstance(data, Variable) else data._data
        if dims is not None and not hasattr(dims, "__iter__"):
            raise TypeError(f"{type(dims).__name__!r} object is not iterable: dims are a name or a sequence of names")
        if coords is not None and not hasattr(coords, "keys"):
            coords = list(coords)
            if data.ndim == 0 and dims is None:
                data = np.broadcast_to(data, [as_variable(coord, "dim_0").size for coord in coords])
            if len(coords) != data.ndim:
                raise ValueError(
                    f"coords is not dict-like, but it has {len(coords)} items, which does not match the {data.ndim} dimensions of the data"
                )
            dims, coords = self._listed_coords(coords, dims)
        dims = getattr(coords, "dims", None) if dims is None else dims
        if dims is None:
            # As xarray has it: as many coordinates as dimensions are the dimensions' own.
            dims = list(coords) if coords is not None and len(coords) == data.ndim else [f"dim_{axis}" for axis in range(data.ndim)]
        dims = as_dims(dims)
        if data.ndim == 0 and dims and coords:
            data = np.broadcast_to(data, tuple(len(np.atleast_1d(getattr(coords[dim], "values", coords[dim]))) for dim in dims))
        if len(dims) != data.ndim:
            raise ValueError(f"different number of dimensions on data and dims: {data.ndim} vs {len(dims)}")
        variable = Variable(dims, data, attrs)
        made = {}
        for key, value in ({} if coords is None else dict(coords.items())).items():
            coord = as_variable(value, key)
            if not set(coord.dims) <= set(dims):
                raise CoordinateValidationError(
                    f"coordinate {key} has dimensions {coord.dims}, but these are not a subset of the DataArray dimensions {dims}"
                )
            for dim, length in coord.sizes.items():
                if variable.sizes[dim] != length:
                    raise CoordinateValidationError(
                        f"conflicting sizes for dimension {dim!r}: length {variable.sizes[dim]} on the data but length {length} on coordinate {key!r}"
                    )
            made[key] = coord.copy()
        self._set(variable, made, name)

    @staticmethod
    def _listed_coords(coords, dims):
        """One coordinate for each dimension, which is called as the coordinate unless it has a name already."""
        names = [f"dim_{axis}" for axis in range(len(coords))] if dims is None else as_dims(dims)
        found = {}
        for name, coord in zip(names, coords):
            named = getattr(coord, "name", None)
            coord = as_variable(coord, name if named is None else named)
            if coord.ndim != 1:
                raise ValueError("IndexVariable objects must be 1-dimensional")
            found[coord.dims[0] if dims is None else name] = coord if dims is None else Variable((name,), coord._data, coord._attrs)
        return list(found) if dims is None else dims, found

    @classmethod
    def _made(cls, variable, coords, name=None):
        """From parts that are known to fit."""
        self = object.__new__(cls)
        self._set(variable, coords, name)
        return self

    def _set(self, variable, coords, name):
        object.__setattr__(self, "_variable", variable)
        object.__setattr__(self, "_coords", coords)
        object.__setattr__(self, "_name", name)

    def _dasklet_take_over(self, other):
        self._set(other._variable, other._coords, self._name)
        return self

    def _with(self, variable):
        """Other data with the coordinates that still fit."""
        kept = {key: coord for key, coord in self._coords.items() if set(coord.dims) <= set(variable.dims)}
        return DataArray._made(variable, kept, self._name)

    # To and from the Dataset that does the work

    def _dataset(self):
        return Dataset._made({**self._coords, THIS_ARRAY: self._variable}, set(self._coords))

    def _from(self, dataset, name=_MISSING):
        coords = {key: variable for key, variable in dataset._variables.items() if key != THIS_ARRAY}
        return DataArray._made(dataset._variables[THIS_ARRAY], coords, self._name if name is _MISSING else name)

    # What it is

    name = property(lambda self: self._name, lambda self, value: object.__setattr__(self, "_name", value))
    dims = property(lambda self: self._variable.dims)
    shape = property(lambda self: self._variable.shape)
    ndim = property(lambda self: self._variable.ndim)
    size = property(lambda self: self._variable.size)
    dtype = property(lambda self: self._variable.dtype)
    nbytes = property(lambda self: self._variable.nbytes)
    chunks = property(lambda self: self._variable.chunks)
    chunksizes = property(lambda self: Frozen(self._variable.chunksizes))
    sizes = property(lambda self: Frozen(self._variable.sizes))
    variable = property(lambda self: self._variable)
    encoding = property(lambda self: self._variable.encoding, lambda self, value: setattr(self._variable, "encoding", dict(value)))
    coords = property(Coordinates)
    indexes = property(lambda self: Indexes(self._dim_indexes()))
    xindexes = indexes

    @property
    def data(self):
        """The array itself, lazy or not; of labels, which stay as they are, one to be read."""
        return self._variable.data

    @data.setter
    def data(self, data):
        self._variable.data = data

    @property
    def values(self):
        """The elements as a NumPy array; computes what is lazy. A single date or duration comes as itself."""
        values = np.asarray(self.data)
        return values[()] if values.ndim == 0 and values.dtype.kind in "mM" else values

    @values.setter
    def values(self, values):
        self._variable.data = np.asarray(values)

    @property
    def attrs(self):
        return self._variable.attrs

    @attrs.setter
    def attrs(self, attrs):
        self._variable.attrs = attrs

    @property
    def dt(self):
        """Parts of dates: `time.dt.month`, `time.dt.floor("D")`."""
        from .accessor import DatetimeAccessor

        return DatetimeAccessor(self)

    @property
    def plot(self):
        """Pictures: `x.plot()`, `x.plot.line(x="time")`, `x.plot(col="time", col_wrap=3)`."""
        from .plot import DataArrayPlotAccessor

        return DataArrayPlotAccessor(self)

    @property
    def loc(self):
        """Selection by label: `x.loc[10:20, "b"]`, `x.loc[{"time": "2000"}]`."""
        return _Locator(self)

    @property
    def T(self):
        return self.transpose()

    real = property(lambda self: self._apply(lambda data: data.real, True))
    imag = property(lambda self: self._apply(lambda data: data.imag, True))

    def item(self, *args):
        """The only element as a Python number."""
        return self.values.item(*args)

    def to_numpy(self):
        """The elements as a NumPy array."""
        return self.values

    def as_numpy(self):
        """With what is lazy computed."""
        return self.compute()

    def __len__(self):
        return len(self._variable)

    def __iter__(self):
        if self.ndim == 0:
            raise TypeError("iteration over a 0-d array")
        return (self[position] for position in range(len(self)))

    def __contains__(self, key):
        return key in self.values

    def __array__(self, dtype=None, copy=None):
        return self._variable.__array__(dtype, copy)

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        from .computation import ufunc_of

        return ufunc_of(ufunc, method, inputs, kwargs)

    def __dask_tokenize__(self):
        return tokenize(self.dims, self._variable._data, self._name)

    def __dask_graph__(self):
        data = self._variable._data
        return data.__dask_graph__() if duck.is_lazy(data) else None

    def _dim_indexes(self):
        return {dim: Index(dim, self._coords[dim].values) for dim in self.dims if dim in self._coords and self._coords[dim].dims == (dim,)}

    def _coord_variables(self):
        return self._coords

    def _coordinate(self, name):
        if name not in self._coords:
            if "." in name and name.split(".", 1)[0] in self._coords:
                base, field = name.split(".", 1)
                found = getattr(self._coordinate(base).dt, field).rename(field)
                return found.drop_attrs()
            if name in self.dims:
                return DataArray._made(Variable((name,), np.arange(self.sizes[name])), {}, name)
            raise KeyError(f"No variable named {name!r}. Variables on the array include {[*self._coords]}")
        variable = as_labels(self._coords, name)
        dims = set(variable.dims)
        return DataArray._made(variable, {key: coord for key, coord in self._coords.items() if set(coord.dims) <= dims}, name)

    def _attribute(self, name):
        if name in self._coords or name in self.dims:
            return self._coordinate(name)
        return self.attrs.get(name)

    def __dir__(self):
        return sorted(
            {*object.__dir__(self), *(name for name in [*self._coords, *self.dims] if isinstance(name, str) and name.isidentifier())}
        )

    def __setattr__(self, name, value):
        if isinstance(getattr(type(self), name, None), property):
            object.__setattr__(self, name, value)
            return
        raise AttributeError(
            f"cannot set attribute {name!r} on a 'DataArray' object. Use __setitem__ style assignment (e.g., `ds['name'] = ...`) instead of assigning variables."
        )

    # Elements

    def __getitem__(self, key):
        if isinstance(key, str):
            return self._coordinate(key)
        return self.isel(self._item_key(key))

    def _item_key(self, key):
        if hasattr(key, "keys"):
            return dict(key)
        if isinstance(key, DataArray) and key.dtype.kind == "b" and key.ndim > 1:
            raise IndexError(f"{key.ndim}-dimensional boolean indexing is not supported; .where(condition, drop=True) selects by a mask")
        return dict(positions(key if isinstance(key, tuple) else (key,), self.dims))

    def __setitem__(self, key, value):
        if isinstance(key, str):
            self.coords[key] = value
            return
        wanted = self._item_key(key)
        if duck.is_lazy(self.data):
            self._put_lazily(wanted, value)
            return
        places = self._variable.copy(deep=False, data=np.arange(self.size).reshape(self.shape))
        places = places.isel({dim: as_indexer(dim, item) for dim, item in wanted.items()})
        if isinstance(value, DataArray):
            self._require_same_labels(value, wanted)
        value = getattr(value, "_variable", value)
        data = duck.expand_to(value.data, value.dims, places.dims) if isinstance(value, Variable) else np.asarray(value)
        if isinstance(self._variable, IndexVariable):
            raise TypeError("IndexVariable values cannot be modified; .assign_coords gives other labels")
        self._variable.data[np.unravel_index(places.data, self.shape) if self.ndim else ()] = np.broadcast_to(data, places.shape)

    def _put_lazily(self, wanted, value):
        """The same of a Dask array, which takes integers, slices and one list."""
        items = {dim: as_indexer(dim, item) for dim, item in wanted.items()}
        if any(isinstance(item, Variable) and item.dims != (dim,) for dim, item in items.items()):
            raise NotImplementedError("xarray can't set arrays with multiple array indices to dask yet.")
        items = {dim: np.asarray(item) if isinstance(item, (Variable, list)) else item for dim, item in items.items()}
        if sum(np.ndim(item) > 0 for item in items.values() if not isinstance(item, slice)) > 1:
            raise NotImplementedError("xarray can't set arrays with multiple array indices to dask yet.")
        if isinstance(value, DataArray):
            self._require_same_labels(value, wanted)
        value = getattr(value, "_variable", value)
        if isinstance(value, Variable):
            left = tuple(d for d in self.dims if d not in items or isinstance(items[d], slice) or np.ndim(items[d]))
            value = duck.expand_to(value.data, value.dims, left)
        data = self._variable.data.copy()
        data[tuple(items.get(dim, slice(None)) for dim in self.dims)] = value
        self._variable.data = data

    def _require_same_labels(self, value, wanted):
        """What is put in place has the labels of what was there."""
        there = self.isel(wanted)._coords
        for dim, coord in value._coords.items():
            if coord.dims == (dim,) and dim in there and not coord.equals(there[dim]):
                raise IndexError(f"dimension coordinate {dim!r} conflicts between indexed and indexing objects")

    def __delitem__(self, key):
        del self.coords[key]

    def isel(self, indexers=None, drop=False, missing_dims="raise", **kwargs):
        """By position: integers, slices, arrays, or DataArrays whose dimensions take the place of the indexed ones."""
        indexers = indexers_of(indexers, kwargs, "isel")
        known = known_dims(indexers, self.dims, missing_dims)
        return self._from(self._dataset().isel({dim: indexers[dim] for dim in known}, drop))

    def sel(self, indexers=None, method=None, tolerance=None, drop=False, **kwargs):
        """By label: values, slices (both ends included), lists, date strings; `method="nearest"` takes what is close."""
        return self._from(self._dataset().sel(indexers, method, tolerance, drop, **kwargs))

    def reindex(self, indexers=None, method=None, tolerance=None, copy=True, fill_value=None, **kwargs):
        """With other labels: missing elements where they are new, or those of near labels (`method`)."""
        return self._from(self._dataset().reindex(indexers, method, tolerance, copy, self._own_fill(fill_value), **kwargs))

    def _reindex(self, indexes, fill_value=None, method=None, tolerance=None):
        return self._from(self._dataset()._reindex(indexes, self._own_fill(fill_value), method, tolerance))

    def _own_fill(self, fill_value):
        """Values for missing elements by name, where this array's name stands for it."""
        own = isinstance(fill_value, dict) and self._name in fill_value
        return {**fill_value, THIS_ARRAY: fill_value[self._name]} if own else fill_value

    def _with_positions(self, positions):
        """A label array as an indexer: its coordinates go along."""
        return DataArray._made(Variable(self.dims, positions), self._coords, None)

    def assign_coords(self, coords=None, **kwargs):
        """With more or other coordinates; their dimensions are those of the array."""
        result = self._dataset().assign_coords(coords, **kwargs)
        for name, coord in result._coord_variables().items():
            if not set(coord.dims) <= set(self.dims):
                raise CoordinateValidationError(
                    f"coordinate {name} has dimensions {coord.dims}, but these are not a subset of the DataArray dimensions {self.dims}"
                )
        return self._from(result)

    # Copies and laziness

    def copy(self, deep=True, data=None):
        """The same again, or with other data of the same shape."""
        variable = self._variable.copy(deep=deep, data=None if data is None else duck.as_data(data))
        return DataArray._made(variable, {key: coord.copy(deep=deep) for key, coord in self._coords.items()}, self._name)

    def chunk(
        self,
        chunks={},  # noqa: B006 (as xarray has it)
        *,
        name_prefix="xarray-",
        token=None,
        lock=False,
        inline_array=False,
        chunked_array_type=None,
        from_array_kwargs=None,
        **chunks_kwargs,
    ):
        """Lazy, in chunks: `chunk(time=10)`, `chunk({"x": "auto"})`, one length for all dimensions, or as it is."""
        if self.ndim and self.dtype.kind not in "biuf" and not isinstance(self._variable, IndexVariable):
            raise unsupported(f"chunks of {self.dtype}", "chunks hold numbers; all else stays in memory, where it is as good")
        if isinstance(chunks, (list, tuple)):
            chunks = dict(zip(self.dims, chunks))
        options = (name_prefix, token, lock, inline_array, chunked_array_type, from_array_kwargs)
        return self._from(self._dataset().chunk(chunks, *options, **chunks_kwargs))

    def unify_chunks(self):
        return self._from(self._dataset().unify_chunks())

    def compute(self, **kwargs):
        """With what is lazy computed, and what is in a store read."""
        return self._from(self._dataset().compute(**kwargs))

    def persist(self, **kwargs):
        """With what is lazy computed and kept in chunks."""
        return dask.persist(self, **kwargs)[0]

    def _dask_parts(self):
        """The lazy arrays in it, and a function that puts others in their places."""
        arrays, rebuilt = self._dataset()._dask_parts()
        return arrays, lambda computed: self._from(rebuilt(computed))

    def drop_encoding(self):
        """Without the notes on how it was stored."""
        return self._from(self._dataset().drop_encoding())

    reset_encoding = drop_encoding

    def to_zarr(self, store=None, mode=None, group=None, encoding=None, **options):
        """Write it as a Zarr store of one variable; see `Dataset.to_zarr`."""
        from .backends.zarr import UNNAMED

        name = UNNAMED if self.name is None else self.name
        if name in self._coords:
            raise ValueError(f"cannot write {name!r} under its own name, for a coordinate has it; .rename(...) first")
        return self.to_dataset(name=name).to_zarr(store, mode, group, encoding, **options)

    def load(self, **kwargs):
        """Compute what is lazy, in place."""
        self._variable._data = self.compute(**kwargs)._variable.values
        return self

    # Shape and names

    def transpose(self, *dim, transpose_coords=True, missing_dims="raise"):
        """The dimensions in this order, reversed if none is given; `...` stands for all that are not named."""
        variable = self._variable.transpose(*known_dims(dim, self.dims, missing_dims)) if dim else self._variable.transpose()
        coords = self._coords
        if transpose_coords:
            coords = {key: c.transpose(*(d for d in variable.dims if d in c.dims)) if c.ndim > 1 else c for key, c in coords.items()}
        return DataArray._made(variable, coords, self._name)

    def rename(self, new_name_or_name_dict=None, **names):
        """With another name, or other names for coordinates and dimensions."""
        if new_name_or_name_dict is None and not names or not hasattr(new_name_or_name_dict or names, "keys"):
            renamed = self._from(self._dataset().rename(names)) if names else self
            return DataArray._made(renamed._variable.copy(deep=False), renamed._coords, new_name_or_name_dict)
        wanted = indexers_of(new_name_or_name_dict, names, "rename")
        return self._from(self._dataset().rename(wanted))

    def to_dataset(self, dim=None, *, name=None, promote_attrs=False):
        """As a Dataset with this one variable, or with one for each label of a dimension."""
        if dim is not None and dim not in self.dims:
            raise TypeError(f"{dim} is not a dim. If supplying a ``name``, pass as a kwarg.")
        if dim is not None:
            if name is not None:
                raise TypeError("cannot supply both dim and name arguments")
            labels = self._coords[dim].values.tolist() if dim in self._coords else list(range(self.sizes[dim]))
            coords = {key: coord for key, coord in self._coords.items() if key != dim}
            ambiguous = sorted(set(labels) & set(coords))
            if ambiguous:
                raise ValueError(
                    f"Splitting along the dimension {dim!r} would produce the variables {tuple(ambiguous)} which are also existing coordinate"
                    f" variables. Use DataArray.rename or DataArray.assign_coords({dim}=...) to resolve this ambiguity."
                )
            parts = {label: self._variable.isel({dim: at}) for at, label in enumerate(labels)}
            for part in parts.values():
                part.attrs = {}
            return Dataset._made({**parts, **coords}, set(coords), self.attrs)
        name = self._name if name is None else name
        if name is None:
            raise ValueError("unable to convert unnamed DataArray to a Dataset without providing an explicit name")
        if name in self._coords:
            raise ValueError(f"cannot create a Dataset from a DataArray with the same name as one of its coordinates: {name!r}")
        return Dataset._made({**self._coords, name: self._variable}, set(self._coords), self.attrs if promote_attrs else None)

    def reset_coords(self, names=None, *, drop=False):
        """Without coordinates (`drop=True`), or as a Dataset where they are data variables."""
        coords = self.coords.to_dataset().reset_coords(names, drop=drop)
        if drop:
            return DataArray._made(self._variable, coords._variables, self._name)
        if self._name is None:
            raise ValueError("cannot reset_coords with drop=False on an unnamed DataArray")
        coords[self._name] = self._variable
        return coords

    def drop_attrs(self, *, deep=True):
        """Without attributes, the coordinates' too if `deep`."""
        result = self.copy(deep=False)
        result.attrs = {}
        if deep:
            for coord in result._coords.values():
                coord.attrs = {}
        return result

    def to_index(self):
        """The elements of one dimension as an index."""
        if self.ndim != 1:
            raise ValueError("IndexVariable objects must be 1-dimensional")
        from pandas import _dasklet_index

        return _dasklet_index(Index(self.name, self.values))

    def get_axis_num(self, dim):
        """The axis of a dimension, or the axes of several."""
        return self._variable.axis_of(list(dim) if not isinstance(dim, str) and hasattr(dim, "__iter__") else dim)

    # Comparison

    def equals(self, other):
        """Whether two arrays have the same dimensions, elements and coordinates."""
        return isinstance(other, DataArray) and self._dataset().equals(other._dataset())

    def identical(self, other):
        """Like `equals`, names and attributes included."""
        return isinstance(other, DataArray) and self._name == other._name and self._dataset().identical(other._dataset())

    def broadcast_equals(self, other):
        """Like `equals`, after both were broadcast against each other."""
        return isinstance(other, DataArray) and self._dataset().broadcast_equals(other._dataset())

    def to_dict(self, data="list", encoding=False):
        """All of it as plain Python, or with its arrays (`data="array"`)."""
        whole = self._dataset().to_dict(data, encoding)
        return {**whole["data_vars"][THIS_ARRAY], "coords": whole["coords"], "name": self._name}

    def __repr__(self):
        from .formatting import array_repr

        return array_repr(self)

    def _repr_html_(self):
        from .formatting_html import array_html

        return array_html(self)

    def __format__(self, spec):
        return self._variable._formatted(spec) if spec else repr(self)


def _delegated(name):
    method = getattr(Dataset, name)

    def delegate(self, *args, **kwargs):
        return self._from(getattr(self._dataset(), name)(*args, **kwargs))

    delegate.__name__ = name
    delegate.__doc__ = method.__doc__
    return delegate


for _name in (
    "drop_vars",
    "drop_sel",
    "drop_isel",
    "swap_dims",
    "expand_dims",
    "drop",
    "pad",
    "shift",
    "roll",
    "dropna",
    "interp",
    "differentiate",
    "integrate",
    "cumulative_integrate",
    "_difference",
    "_broadcast_to",
    "_with_first",
):
    setattr(DataArray, _name, _delegated(_name))


for _class in {*DataArray.__mro__, *Dataset.__mro__} - {object}:
    for _name, _method in vars(_class).items():
        # What is told of arguments names the method, not the class that happens to have it.
        if hasattr(_method, "__code__"):
            _method.__qualname__ = _name


class _Locator:
    def __init__(self, array):
        self._array = array

    def _key(self, key):
        return dict(key) if hasattr(key, "keys") else dict(positions(key if isinstance(key, tuple) else (key,), self._array.dims))

    def __getitem__(self, key):
        return self._array.sel(self._key(key))

    def __setitem__(self, key, value):
        self._array[self._array._dataset()._positions(self._key(key), None, None)] = value
