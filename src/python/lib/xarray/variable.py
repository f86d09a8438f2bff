"""`Variable`: an array whose axes have names."""

import functools
import math
import warnings

import dask.array as da
import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from . import duck
from .indexing import LazilyIndexedArray
from .intervals import are_intervals
from .options import keeps_attrs


def as_dims(dims):
    """Names of dimensions as a tuple."""
    if isinstance(dims, str) or not hasattr(dims, "__iter__"):
        return (dims,)
    return tuple(dims)


class MissingDimensionsError(ValueError):
    """Data has dimensions that have no names."""


def as_variable(obj, name=None):
    """A variable of anything that may stand for one: a variable, a labelled array, `(dims, data[, attrs])`, or plain values.

    What labels a dimension, as its name says, is there at once, and for itself alone.
    """
    found = _as_variable(obj, name)
    if found.dims != (name,):
        return Variable(found.dims, found._data.copy(), found.attrs, found.encoding) if isinstance(found, IndexVariable) else found
    data = found._data.compute() if duck.is_lazy(found._data) else found._data
    return IndexVariable(name, data.copy() if isinstance(data, np.ndarray) else data, found.attrs, found.encoding)


def _as_variable(obj, name):
    if isinstance(obj, Variable):
        return obj.copy(deep=False)
    inner = getattr(obj, "_variable", None)
    if inner is not None:
        return inner.copy(deep=False)
    if isinstance(obj, tuple):
        if not 2 <= len(obj) <= 4:
            raise ValueError(
                f"a tuple that stands for variable {name!r} has the form (dims, data[, attrs, encoding]); got {len(obj)} items"
            )
        dims, data, *others = obj
        if isinstance(data, tuple):
            raise ValueError(
                f"Variable {name!r}: Could not convert tuple of form (dims, data[, attrs, encoding]): {obj} to Variable:"
                " to xarray a tuple is one object; give a list or an array"
            )
        if not hasattr(dims, "__iter__"):
            raise TypeError(f"Variable {name!r}: Could not convert tuple of form (dims, data[, attrs, encoding]): {obj} to Variable.")
        return Variable(dims, duck.given(_as_array(data)), *others)
    if isinstance(obj, dict):
        raise TypeError(f"variable {name!r} has invalid type {type(obj)!r}")
    data = duck.given(_as_array(obj))
    if data.ndim == 0:
        return Variable((), data)
    if name is not None and data.ndim == 1:
        return Variable((name,), data)
    raise MissingDimensionsError(
        f"cannot set variable {name!r} with {data.ndim}-dimensional data without explicit dimension names. Pass a tuple of (dims, data) instead."
    )


def _as_array(value):
    if _is_moment(value):
        return np.asarray(_stamp(value))
    if isinstance(value, (list, tuple)) and value and all(_is_moment(item) for item in value):
        return np.array([_stamp(item) for item in value])
    return duck.as_data(value)


def _is_moment(value):
    """Whether this is one of Python's or pandas' dates and durations."""
    return type(value).__module__ in ("datetime", "pandas") and not hasattr(value, "__array__")


def dates_of(array):
    """An array of `datetime` or `timedelta` objects, among which some may be missing, as NumPy's dates or durations; others as they are."""
    first = array[(0,) * array.ndim] if array.size else None
    is_date = hasattr(first, "year") and hasattr(first, "hour")
    if not _is_moment(first) or not (is_date or hasattr(first, "total_seconds")):
        return array
    items = [_stamp(item) if _is_moment(item) else item for item in array.ravel().tolist()]
    if any(isinstance(item, (int, str)) or hasattr(item, "calendar") for item in items):
        return array
    kind = "datetime64" if is_date else "timedelta64"
    units = {np.datetime_data(item.dtype)[0] for item in items if isinstance(item, np.generic) and not np.isnat(item)}
    unit = next((unit for unit in ("ns", "us", "ms", "s") if unit in units), "us")
    missing = np.datetime64("NaT", unit) if is_date else np.timedelta64("NaT", unit)
    items = [item if isinstance(item, np.generic) and not np.isnat(item) else missing for item in items]
    return np.array(items, dtype=f"{kind}[{unit}]").reshape(array.shape)


def _in_known_unit(data):
    """Dates and durations coarser than seconds become seconds, and objects that are dates NumPy's dates."""
    if data.dtype.kind == "O" and isinstance(data, np.ndarray):
        return dates_of(data)
    if data.dtype.kind in "mM" and np.datetime_data(data.dtype)[0] in ("Y", "M", "W", "D", "h", "m"):
        return data.astype(f"{'datetime64' if data.dtype.kind == 'M' else 'timedelta64'}[s]")
    return data


def _stamp(value):
    """A `datetime` or `timedelta` as NumPy has it, in microseconds; those of pandas in their unit."""
    if hasattr(value, "to_numpy"):
        return value.to_numpy()
    if type(value).__name__ == "timedelta":
        return np.timedelta64((value.days * 86400 + value.seconds) * 10**6 + value.microseconds, "us")
    if type(value).__name__ == "date":
        return np.datetime64(value.isoformat(), "us")
    return np.datetime64(value.replace(tzinfo=None).isoformat(), "us")


class Variable:
    """An array with names for its axes, attributes, and notes on how it is stored."""

    __slots__ = ("_attrs", "_data", "_dims", "encoding")
    __array_priority__ = 50

    def __init__(self, dims, data, attrs=None, encoding=None):
        self._dims = as_dims(dims)
        self._data = _in_known_unit(_as_array(data))
        if len(self._dims) != self._data.ndim:
            raise ValueError(f"dimensions {self._dims} must have the same length as the number of data dimensions, ndim={self._data.ndim}")
        if len(set(self._dims)) != len(self._dims):
            repeated = {dim for dim in self._dims if self._dims.count(dim) > 1}
            raise ValueError(f"repeated dimension names {repeated} are not supported here")
        self._attrs = dict(attrs) if attrs else {}
        self.encoding = dict(encoding) if encoding else {}

    # What it is

    @property
    def dims(self):
        return self._dims

    @property
    def data(self):
        """The array, NumPy's or Dask's; reads what is in a store."""
        if isinstance(self._data, LazilyIndexedArray):
            loaded = self._data.load()
            if not self._data.cache:
                return loaded
            self._data = loaded
        return self._data

    @data.setter
    def data(self, data):
        data = duck.given(data)
        if data.shape != self.shape:
            raise ValueError(
                f"replacement data must match the Variable's shape. replacement data has shape {data.shape}; Variable has shape {self.shape}"
            )
        self._data = data

    @property
    def attrs(self):
        return self._attrs

    @attrs.setter
    def attrs(self, attrs):
        self._attrs = dict(attrs)

    @property
    def values(self):
        """The elements as a NumPy array; computes what is lazy."""
        return np.asarray(self.data)

    @property
    def shape(self):
        return self._data.shape

    @property
    def ndim(self):
        return len(self._dims)

    @property
    def size(self):
        return math.prod(self.shape)

    @property
    def sizes(self):
        return dict(zip(self._dims, self.shape))

    @property
    def dtype(self):
        return self._data.dtype

    @property
    def nbytes(self):
        # An interval counts as its two ends.
        is_of_intervals = self.dtype.kind == "O" and self._dims and are_intervals(self._data)
        return self.size * (16 if is_of_intervals else self.dtype.itemsize)

    @property
    def chunks(self):
        return self._data.chunks if duck.is_lazy(self._data) else None

    @property
    def chunksizes(self):
        return dict(zip(self._dims, self._data.chunks)) if duck.is_lazy(self._data) else {}

    def __len__(self):
        if not self._dims:
            raise TypeError("len() of unsized object")
        return self.shape[0]

    # Copies

    def copy(self, deep=True, data=None):
        """The same again, or with other data of the same shape."""
        if data is None:
            data = self._data.copy() if deep and isinstance(self._data, np.ndarray) else self._data
        return type(self)(self._dims, data, self._attrs, self.encoding)

    def with_data(self, data, dims=None):
        """Other data with these attributes."""
        return Variable(self._dims if dims is None else dims, data, self._attrs)

    def chunk(self, chunks={}):  # noqa: B006 (as xarray has it)
        """Lazy, in chunks: lengths by dimension; what is not named stays as it is, or is one chunk."""
        by_axis = {self._dims.index(dim): size for dim, size in chunks.items() if dim in self._dims}
        if duck.is_lazy(self._data):
            data = self._data.rechunk(by_axis) if by_axis else self._data
        else:
            data = da.from_array(self._data, tuple(by_axis.get(axis, length) for axis, length in enumerate(self.shape)))
        return Variable(self._dims, data, self._attrs, self.encoding)

    def compute(self):
        return self.copy(deep=False, data=self.values)

    # Axes

    def axis_of(self, dim):
        """The axis of one dimension or the axes of several; raises where there is none."""
        if isinstance(dim, (list, tuple, set)):
            return tuple(self.axis_of(one) for one in dim)
        if dim not in self._dims:
            raise ValueError(f"{dim!r} not found in array dimensions {self._dims}")
        return self._dims.index(dim)

    def transpose(self, *dims):
        """The axes in this order, reversed if none is given; `...` stands for all that are not named."""
        dims = full_order(dims, self._dims) if dims else self._dims[::-1]
        if dims == self._dims:
            return self.copy(deep=False)
        return Variable(dims, self.data.transpose([self._dims.index(dim) for dim in dims]), self._attrs, self.encoding)

    def expand(self, sizes):
        """As if it had all these dimensions (name to length), in this order."""
        dims = tuple(sizes)
        data = duck.expand_to(self.data, self._dims, dims)
        shape = tuple(sizes.values())
        if data.shape != shape:
            data = duck.module(data).broadcast_to(data, shape)
        return Variable(dims, data, self._attrs, self.encoding)

    def isel(self, indexers=None, missing_dims="raise", **indexers_kwargs):
        """The elements at positions, by dimension: integers, slices, 1-d arrays, or variables that point at elements."""
        indexers = {**(indexers or {}), **indexers_kwargs}
        indexers = {dim: indexers[dim] for dim in known_dims(indexers, self._dims, missing_dims)}
        pointing = {dim: indexer for dim, indexer in indexers.items() if isinstance(indexer, Variable) and indexer.ndim}
        # Where each indexer has one dimension, and all are different, each takes the place of what it indexes.
        named = {dim: indexer.dims[0] for dim, indexer in pointing.items()}
        gone = {
            dim
            for dim, indexer in indexers.items()
            if dim not in pointing and not isinstance(indexer, slice) and np.ndim(getattr(indexer, "data", indexer)) == 0
        }
        left = [named.get(dim, dim) for dim in self._dims if dim not in gone]
        if any(indexer.ndim > 1 for indexer in pointing.values()) or len(set(left)) < len(left):
            return self._points(indexers)
        key, dims = [], []
        for dim in self._dims:
            item = _plain_index(indexers.get(dim, slice(None)), self.sizes[dim])
            key.append(item)
            if not isinstance(item, (int, np.integer)):
                dims.append(named.get(dim, dim))
        kind = type(self) if len(dims) == 1 else Variable
        return kind(tuple(dims), _take(self._data, key), self._attrs, self.encoding)

    def _points(self, indexers):
        """Indexing by variables: their dimensions take the place of those that they index."""
        plain = {}
        variables = {}
        for dim in self._dims:
            if dim not in indexers:
                continue
            indexer = indexers[dim]
            item = indexer if isinstance(indexer, Variable) else _plain_index(indexer)
            if isinstance(item, (int, np.integer, slice)):
                plain[dim] = item
            else:
                variables[dim] = item if isinstance(item, Variable) else Variable((dim,), item)
        # What the indexers have of its own dimensions goes along with them.
        shared = {dim for variable in variables.values() for dim in variable.dims if dim in self._dims and dim not in variables}
        for dim in shared:
            chosen = plain.pop(dim, slice(None))
            if isinstance(chosen, slice):
                variables[dim] = Variable((dim,), np.arange(self.sizes[dim])[chosen])
            else:
                plain[dim] = chosen
        base = self.isel(plain)
        try:
            sizes = joined_sizes(variables.values())
        except ValueError as error:
            raise IndexError(f"Dimensions of indexers mismatch: {error}") from None
        arrays = [np.broadcast_to(duck.expand_to(v.values, v.dims, tuple(sizes)), tuple(sizes.values())) for v in variables.values()]
        axes = [base.dims.index(dim) for dim in variables]
        rest = [axis for axis in range(base.ndim) if axis not in axes]
        moved = base.data.transpose(axes + rest) if axes != list(range(len(axes))) else base.data
        key = tuple(arrays) + (slice(None),) * len(rest)
        data = moved.vindex[key] if duck.is_lazy(moved) else moved[key]
        new = tuple(sizes)
        result = Variable(new + tuple(base.dims[axis] for axis in rest), data, self._attrs)
        # The new dimensions stand where the first of the indexed ones stood.
        first = min(axes)
        before = tuple(base.dims[axis] for axis in rest if axis < first)
        after = tuple(base.dims[axis] for axis in rest if axis > first)
        return result.transpose(*before, *new, *after)

    def squeeze(self, dim=None):
        """Without dimensions of length 1: those named, or all."""
        dims = [d for d, length in self.sizes.items() if length == 1] if dim is None else as_dims(dim)
        if any(self.sizes[d] != 1 for d in dims):
            raise ValueError("cannot select a dimension to squeeze out which has size not equal to one")
        return self.isel(dict.fromkeys(dims, 0))

    # Values

    def reduce(self, func, dim=None, axis=None, keep_attrs=None, keepdims=False, **kwargs):
        """A function with `axis=`, or a reduction by its name, over some dimensions, or all (`None` or `...`)."""
        function = functools.partial(duck.reduce, func) if isinstance(func, str) else func
        if dim is not None and axis is not None:
            raise ValueError("cannot supply both 'axis' and 'dim' arguments")
        if dim is not None and dim is not ...:
            axis = tuple(sorted(self.axis_of(list(as_dims(dim)))))
            if len(set(axis)) != len(axis):
                raise ValueError(f"duplicate dimensions in {dim!r}")
        axes = normalize_axis_tuple(range(self.ndim) if axis is None else axis, self.ndim, allow_duplicate=True)
        gone = set(axes)
        if axis is None:
            data = function(self.data, **kwargs)
        else:
            data = function(self.data, axis=axes[0] if len(axes) == 1 else axes, **kwargs)
        attrs = self._attrs if keeps_attrs(keep_attrs) else None
        data = data if duck.is_lazy(data) else _as_array(data)
        if data.shape == self.shape:
            return Variable(self._dims, data, attrs)
        if keepdims:
            return Variable(self._dims, data[tuple(None if at in gone else slice(None) for at in range(self.ndim))], attrs)
        return Variable(tuple(dim for at, dim in enumerate(self._dims) if at not in gone), data, attrs)

    def apply(self, function, keep_attrs=None):
        """A function of the array that keeps its shape."""
        return Variable(self._dims, function(self.data), self._attrs if keeps_attrs(keep_attrs) else None)

    def equals(self, other, equiv=None):
        """Whether both have the same dimensions and elements, as `equiv` compares arrays."""
        return self._dims == other._dims and bool((equiv or duck.equal)(self.data, other.data))

    def broadcast_equals(self, other):
        """Like `equals`, after both were broadcast against each other."""
        try:
            sizes = joined_sizes((self, other))
        except ValueError:
            return False
        return duck.equal(self.expand(sizes).data, other.expand(sizes).data)

    def identical(self, other):
        return same_attrs(self._attrs, other._attrs) and self.equals(other)

    def __array__(self, dtype=None, copy=None):
        return np.array(self.values, dtype=dtype) if copy else np.asarray(self.values, dtype=dtype)

    def __getitem__(self, key):
        key = key if isinstance(key, tuple) else (key,)
        return self.isel(dict(positions(key, self._dims)))

    def __format__(self, spec):
        return self._formatted(spec) if spec else repr(self)

    def _formatted(self, spec):
        """A single element as a format asks for it."""
        if self.ndim:
            raise NotImplementedError(f"Using format_spec is only supported when shape is (). Got shape = {self.shape}.")
        return format(self.data, spec)

    def __repr__(self):
        from .formatting import variable_repr

        return variable_repr(self)

    def _repr_html_(self):
        from .formatting_html import variable_html

        return variable_html(self)


class IndexVariable(Variable):
    """What labels a dimension: its elements stay as they are."""

    __slots__ = ()

    @property
    def data(self):
        """The labels, to be read."""
        return duck.read_only(Variable.data.fget(self))

    @data.setter
    def data(self, data):
        raise ValueError(
            f"Cannot assign to the .data or .values attribute of dimension coordinate a.k.a. IndexVariable {self._dims[0]!r}. "
            "Please use DataArray.assign_coords, Dataset.assign_coords or Dataset.assign as appropriate."
        )


def as_labels(variables, name):
    """One of an object's variables, which labels a dimension if it is called like its own."""
    variable = variables[name]
    if variable.dims == (name,) and not isinstance(variable, IndexVariable):
        labels = IndexVariable(name, variable._data, None, variable.encoding)
        labels._attrs = variable._attrs
        variables[name] = variable = labels
    return variable


def positions(key, dims):
    """Dimension and indexer pairs of a positional key, with `...` filled up."""
    if any(item is Ellipsis for item in key):
        at = next(place for place, item in enumerate(key) if item is Ellipsis)
        key = key[:at] + (slice(None),) * (len(dims) - len(key) + 1) + key[at + 1 :]
    if len(key) > len(dims):
        raise IndexError(f"too many indices: {len(key)} for the dimensions {dims}")
    return [(dim, item) for dim, item in zip(dims, key) if not (isinstance(item, slice) and item == slice(None))]


def known_dims(wanted, dims, missing_dims="raise"):
    """Those of some names that are dimensions; the others are an error, a warning, or nothing, as `missing_dims` says."""
    if missing_dims not in ("raise", "warn", "ignore"):
        raise ValueError(f"Unrecognised option {missing_dims} for missing_dims argument")
    unknown = [dim for dim in wanted if dim is not ... and dim not in dims]
    if unknown and missing_dims != "ignore":
        message = f"Dimensions {set(unknown)} do not exist. Expected one or more of {tuple(dims)}"
        if missing_dims == "raise":
            raise ValueError(message)
        warnings.warn(message, UserWarning, stacklevel=4)
    return [dim for dim in wanted if dim not in unknown]


def full_order(dims, known):
    """`dims` with `...` replaced by those of `known` that are not named; each of `known` must be there."""
    if ... in dims:
        at = dims.index(...)
        rest = tuple(dim for dim in known if dim not in dims)
        dims = dims[:at] + rest + dims[at + 1 :]
    if set(dims) != set(known) or len(dims) != len(known):
        raise ValueError(f"{dims} must be a permuted list of {known}, unless `...` is included")
    return tuple(dims)


def _plain_index(item, length=None):
    """An integer, a slice or a 1-d array of integers."""
    if isinstance(item, (int, np.integer, slice)) and not isinstance(item, bool):
        return item
    if isinstance(item, Variable):
        item = item.data
    inner = getattr(item, "_variable", None)
    array = np.asarray(item if inner is None else inner.data)
    if array.dtype.kind == "b":
        if array.ndim != 1:
            raise IndexError(f"{array.ndim}-dimensional boolean indexing is not supported; .where(condition, drop=True) selects by a mask")
        if length is not None and len(array) != length:
            raise IndexError(f"Boolean array size {len(array)} is used to index a dimension of length {length}.")
        return np.nonzero(array)[0]
    if array.ndim == 0:
        return int(array)
    if array.size == 0:
        return np.zeros(array.shape, dtype="int64")
    if array.dtype.kind not in "iu":
        raise IndexError(
            f"arrays used as indices must be of integer (or boolean) type: positions are integers, got an array of {array.dtype};"
            " .sel selects by label"
        )
    if array.ndim > 1:
        raise IndexError("an unlabelled indexer has one dimension; an xr.DataArray may have more")
    return array


def _take(data, key):
    """Indexing each axis by its own item."""
    if all(isinstance(item, slice) and item == slice(None) for item in key):
        return data
    if isinstance(data, LazilyIndexedArray):
        return data[tuple(key)]
    lists = [axis for axis, item in enumerate(key) if not isinstance(item, (int, np.integer, slice))]
    if not lists and isinstance(data, np.ndarray):
        # A single element, too, is a view of what is there.
        return data[(*key, ...)]
    if len(lists) <= 1 and (duck.is_lazy(data) or not any(isinstance(item, (int, np.integer)) for item in key) or not lists):
        found = data[tuple(key)]
    else:
        # From the last axis on, so that an integer that drops an axis does not move those that are left.
        found = data
        for axis in reversed(range(len(key))):
            item = key[axis]
            if not (isinstance(item, slice) and item == slice(None)):
                found = found[(slice(None),) * axis + (item,)]
    if isinstance(found, str):
        # One text has the width of all.
        return np.asarray(found, dtype=data.dtype)
    return found if hasattr(found, "ndim") else np.asarray(found)


def joined_sizes(variables):
    """All dimensions of some variables with their lengths, in order of appearance."""
    sizes = {}
    for variable in variables:
        for dim, length in variable.sizes.items():
            if sizes.setdefault(dim, length) != length:
                raise ValueError(
                    f"operands cannot be broadcast together with mismatched lengths for dimension {dim!r}: {(sizes[dim], length)}"
                )
    return sizes


def operate(function, first, second, keep_attrs=None, reflexive=False):
    """A function of two variables or scalars, with dimensions matched by name."""
    if not isinstance(second, Variable):
        data = second
        attrs = first.attrs
        left, right, dims = first.data, data, first.dims
    else:
        if reflexive:
            first, second, reflexive = second, first, False
        sizes = joined_sizes((first, second))
        dims = tuple(sizes)
        left, right = duck.expand_to(first.data, first.dims, dims), duck.expand_to(second.data, second.dims, dims)
        attrs = merged_attrs([first.attrs, second.attrs])
    result = function(right, left) if reflexive else function(left, right)
    return Variable(dims, result, attrs if keeps_attrs(keep_attrs) else None)


class MergeError(ValueError):
    """Variables of one name differ."""


def merged_attrs(all_attrs, how="drop_conflicts", context=None):
    """The attributes of several objects in one, as `combine_attrs` names it, or as a function of all makes them."""
    all_attrs = list(all_attrs)
    if not all_attrs:
        return {}
    if callable(how):
        return dict(how(all_attrs, context=context))
    if how not in ("drop", "override", "identical", "no_conflicts", "drop_conflicts"):
        raise ValueError(f"Unrecognised value for combine_attrs={how}")
    if how == "drop":
        return {}
    if how == "override":
        return dict(all_attrs[0])
    if how == "identical":
        for other in all_attrs[1:]:
            if not same_attrs(all_attrs[0], other):
                raise MergeError(f"combine_attrs='identical', but attrs differ. First is {all_attrs[0]} , other is {other}.")
        return dict(all_attrs[0])
    merged, dropped = {}, set()
    for attrs in all_attrs:
        for name, value in attrs.items():
            if name in dropped:
                continue
            if name in merged and not same_value(merged[name], value):
                if how == "no_conflicts":
                    raise MergeError(
                        f"combine_attrs='no_conflicts', but some values are not the same: {name!r}. Merging {merged} with {attrs}"
                    )
                del merged[name]
                dropped.add(name)
            else:
                merged[name] = value
    return merged


def same_value(first, second):
    if hasattr(first, "dtype") or hasattr(second, "dtype"):
        return duck.equal(np.asarray(first), np.asarray(second))
    return first is second or first == second or (first != first and second != second)


def same_attrs(first, second):
    return first.keys() == second.keys() and all(same_value(first[name], second[name]) for name in first)
