"""What Dataset and DataArray have in common."""

import operator

import numpy as np
from _dasklet_missing import refuse, unsupported

from . import duck
from .kinds import is_dataset, is_labelled
from .options import keeps_attrs
from .variable import Variable, as_dims

BINARY = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "truediv": operator.truediv,
    "floordiv": operator.floordiv,
    "mod": operator.mod,
    "pow": operator.pow,
    "and": operator.and_,
    "or": operator.or_,
    "xor": operator.xor,
}
COMPARISONS = {"lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge, "eq": operator.eq, "ne": operator.ne}

REDUCTIONS = ("count", "all", "any", "max", "min", "mean", "prod", "sum", "std", "var", "median")
CUMULATIVE = ("cumsum", "cumprod")


def indexers_of(indexers, kwargs, name):
    """Arguments given as a mapping or by keyword."""
    if indexers is None or indexers == {}:
        return kwargs
    if not hasattr(indexers, "keys"):
        raise ValueError(f"the first argument to .{name} must be a dictionary")
    if kwargs:
        raise ValueError(f"cannot specify both keyword and positional arguments to .{name}")
    return dict(indexers)


class Labelled:
    """Operators, reductions and methods that are built on others."""

    # What libraries registered, by name, once it was looked at.
    __slots__ = ("_accessors",)
    __array_priority__ = 60

    def __bool__(self):
        return bool(self.values)

    def __float__(self):
        return float(self.values)

    def __int__(self):
        return int(self.values)

    def __neg__(self):
        return self._apply(operator.neg)

    def __pos__(self):
        return self._apply(operator.pos)

    def __abs__(self):
        return self._apply(abs)

    def __invert__(self):
        return self._apply(operator.invert)

    __hash__ = None

    # Element by element

    def isnull(self, keep_attrs=None):
        """Where elements are missing."""
        return self._apply(duck.isnull, keep_attrs)

    def notnull(self, keep_attrs=None):
        """Where elements are not missing."""
        return self._apply(duck.notnull, keep_attrs)

    def astype(self, dtype, *, order=None, casting=None, subok=None, copy=None, keep_attrs=True):
        """The elements converted."""
        options = {"order": order, "casting": casting, "subok": subok, "copy": copy}
        given = {name: value for name, value in options.items() if value is not None}
        return self._apply(lambda data: data.astype(dtype, **given), keep_attrs)

    def round(self, decimals=0, keep_attrs=None):
        """Rounded to so many decimals."""
        return self._apply(lambda data: duck.module(data).round(data, decimals), keep_attrs)

    def clip(self, min=None, max=None, *, keep_attrs=None):
        """Kept between two bounds."""
        from .computation import apply_ufunc

        return apply_ufunc(duck.clip, self, min, max, keep_attrs=keeps_attrs(keep_attrs), dask="allowed")

    def conj(self):
        """The complex conjugate."""
        return self._apply(lambda data: data.conj() if data.dtype.kind == "c" else data)

    conjugate = conj

    def isin(self, test_elements):
        """Whether elements are among these."""
        if is_dataset(test_elements):
            raise TypeError("isin() argument must be convertible to an array, not a Dataset")
        # As NumPy: a set is one element, which no other equals.
        values = getattr(test_elements, "values", test_elements)
        values = np.zeros(0) if isinstance(values, (set, frozenset)) else np.asarray(values)
        return self._apply(lambda data: duck.module(data).isin(data, values))

    def where(self, cond, other=None, drop=False):
        """Elements where a condition holds; elsewhere missing ones, or `other`. `drop` leaves out labels where it never holds."""
        from .computation import where_method

        if callable(cond):
            cond = cond(self)
        if callable(other):
            other = other(self)
        if drop:
            return _where_drop(self, cond, other)
        return where_method(self, cond, other)

    def fillna(self, value):
        """The missing elements replaced, by a number or by what stands at the same labels of another object."""
        from .computation import fillna

        return fillna(self, value)

    # Built on others

    def pipe(self, func, *args, **kwargs):
        """`func(self, *args, **kwargs)`; with `(func, "name")` the object is that keyword."""
        if isinstance(func, tuple):
            func, target = func
            if target in kwargs:
                raise ValueError(f"{target} is both the pipe target and a keyword argument")
            return func(*args, **{target: self}, **kwargs)
        return func(self, *args, **kwargs)

    def assign_attrs(self, *args, **kwargs):
        """With more attributes."""
        result = self.copy(deep=False)
        result.attrs.update(*args, **kwargs)
        return result

    def head(self, indexers=None, **kwargs):
        """The first elements along each dimension, five of them by default."""
        return self.isel({dim: slice(count) for dim, count in self._counts(indexers, kwargs).items()})

    def tail(self, indexers=None, **kwargs):
        """The last elements along each dimension, five of them by default."""
        return self.isel({dim: slice(-count, None) if count else slice(0) for dim, count in self._counts(indexers, kwargs).items()})

    def thin(self, indexers=None, **kwargs):
        """Every n-th element along each dimension."""
        steps = self._counts(indexers, kwargs)
        if 0 in steps.values():
            raise ValueError("step cannot be zero")
        return self.isel({dim: slice(None, None, step) for dim, step in steps.items()})

    def _counts(self, indexers, kwargs):
        if isinstance(indexers, int):
            indexers = dict.fromkeys(self.dims, indexers)
        if indexers is not None and not hasattr(indexers, "keys"):
            raise TypeError("indexers must be either dict-like or a single integer")
        counts = indexers_of(indexers, kwargs, "head") or dict.fromkeys(self.dims, 5)
        for dim, count in counts.items():
            if not isinstance(count, (int, np.integer)):
                raise TypeError(f"expected integer type indexer for dimension {dim!r}, found {type(count)!r}")
            if count < 0:
                raise ValueError(f"expected positive integer as indexer for dimension {dim!r}, found {count}")
        return counts

    def squeeze(self, dim=None, drop=False, axis=None):
        """Without dimensions of length 1: those named, or all."""
        if axis is not None:
            if dim is not None:
                raise ValueError("cannot use both parameters `axis` and `dim`")
            dim = [self.dims[one] for one in ([axis] if isinstance(axis, int) else axis)]
        dims = [d for d, length in self.sizes.items() if length == 1] if dim is None else list(as_dims(dim))
        if any(self.sizes[d] != 1 for d in dims):
            raise ValueError("cannot select a dimension to squeeze out which has size not equal to one")
        return self.isel(dict.fromkeys(dims, 0), drop=drop)

    def get_index(self, key):
        """The labels of a dimension, or its positions."""
        from pandas import RangeIndex

        if key not in self.dims:
            raise KeyError(key)
        return self.indexes.get(key) if key in self.indexes else RangeIndex(self.sizes[key], name=key)

    def groupby(self, group=None, *, squeeze=False, restore_coord_dims=False, eagerly_compute_group=None, **groupers):
        """Groups of equal values of a coordinate, of `"time.month"` or of an array.

        `restore_coord_dims`: coordinates of several dimensions follow when results get the order of dimensions back.
        """
        _check_grouping(squeeze, eagerly_compute_group)
        from .groupby import groupby

        return groupby(self, group, groupers, restore_coord_dims)

    def groupby_bins(
        self,
        group,
        bins,
        right=True,
        labels=None,
        precision=3,
        include_lowest=False,
        squeeze=False,
        restore_coord_dims=False,
        duplicates="raise",
        eagerly_compute_group=None,
    ):
        """Groups of numbers that lie in one bin: `groupby_bins("lat", [-90, 0, 90])` has (-90, 0] and (0, 90]."""
        from .groupby import grouped_by
        from .groupers import BinGrouper

        grouper = BinGrouper(bins, right, labels, precision, include_lowest, duplicates)
        _check_grouping(squeeze, eagerly_compute_group)
        return grouped_by(self, [(group, grouper)], restore_coord_dims)

    def resample(
        self, indexer=None, *, skipna=None, closed=None, label=None, offset=None, origin="start_day", restore_coord_dims=None, **kwargs
    ):
        """Groups of equal length in time: `resample(time="1ME")`; `restore_coord_dims` as in `groupby`."""
        if skipna is not None:
            raise TypeError("resample() takes no skipna=; the reduction does: .resample(...).mean(skipna=...)")
        from .resampling import resample

        return resample(self, indexers_of(indexer, kwargs, "resample"), closed, label, origin, offset, restore_coord_dims)

    def rolling(self, dim=None, min_periods=None, center=False, **windows):
        """Windows that move along a dimension: `rolling(time=3).mean()`."""
        from .rolling import Rolling

        return Rolling(self, indexers_of(dim, windows, "rolling"), min_periods, center)

    def cumulative(self, dim, min_periods=1):
        """Windows that begin at the first element of a dimension: `cumulative("time").mean()`."""
        dims = as_dims(dim)
        for one in dims:
            if one not in self.dims:
                raise ValueError(f"Dimension {one} not found in data dimensions: {tuple(self.dims)}")
        from .rolling import Rolling

        return Rolling(self, {one: self.sizes[one] for one in dims}, min_periods, False)

    def coarsen(self, dim=None, boundary="exact", side="left", coord_func="mean", **windows):
        """Blocks of neighbours: `coarsen(lat=2, lon=2).mean()`."""
        from .coarsening import Coarsen

        return Coarsen(self, indexers_of(dim, windows, "coarsen"), boundary, side, coord_func)

    def weighted(self, weights):
        """Reductions that weigh elements: `weighted(np.cos(np.deg2rad(x.lat))).mean(("lat", "lon"))`."""
        from .weighted import Weighted

        return Weighted(self, weights)

    def diff(self, dim, n=1, *, label="upper"):
        """Differences of neighbours along a dimension."""
        if n < 0:
            raise ValueError(f"order `n` must be non-negative but got {n}")
        if label not in ("upper", "lower"):
            raise ValueError("The 'label' argument has to be either 'upper' or 'lower'")
        if n == 0:
            return self
        later, earlier = slice(1, None), slice(None, -1)
        named = later if label == "upper" else earlier
        result = self._difference(dim, later, earlier, named)
        # As xarray: `label` counts for the first differences.
        return result.diff(dim, n - 1) if n > 1 else result

    def sortby(self, variables, ascending=True):
        """The elements in the order of coordinates; of those that are equal the first comes first, or last if not `ascending`."""
        from .alignment import align

        names = variables if isinstance(variables, (list, tuple)) else [variables]
        found = [name(self) if callable(name) and not is_labelled(name) else name for name in names]
        for name in found:
            if not is_labelled(name) and not isinstance(name, str):
                raise KeyError(f"No variable named {name!r}. Variables are {list(self._coord_variables())}")
        keys = [self[name] if isinstance(name, str) else name for name in found]
        result, *keys = align(self, *keys, join="left", copy=False)
        orders = {}
        for key in reversed(keys):
            if key.ndim != 1:
                raise ValueError("Input DataArray is not 1-D.")
            values = key.values
            order = orders.get(key.dims[0], np.arange(len(values)))
            orders[key.dims[0]] = order[np.argsort(values[order], kind="stable")]
        return result.isel({dim: order if ascending else order[::-1] for dim, order in orders.items()})

    def broadcast_like(self, other, *, exclude=None):
        """With all dimensions of another object."""
        from .alignment import broadcast

        return broadcast(other, self, exclude=exclude or ())[1]

    def reindex_like(self, other, *, method=None, tolerance=None, copy=True, fill_value=None):
        """With the labels of another object."""
        indexes = {dim: index.values for dim, index in other._dim_indexes().items() if dim in self.dims}
        for dim, length in () if other._dim_indexes() else other.sizes.items():
            if dim in self.dims and self.sizes[dim] != length:
                raise ValueError(f"different size for unlabeled dimension on argument {dim!r}: {length} vs {self.sizes[dim]}")
        return self.reindex(indexes, method=method, tolerance=tolerance, copy=copy, fill_value=fill_value)

    def interp_like(self, other, method="linear", assume_sorted=False, kwargs=None):
        """Values at the labels of another object; labels that are no numbers are looked up."""
        numeric, rest = {}, {}
        for dim, index in other._dim_indexes().items():
            if dim in self.dims:
                (numeric if index.dtype.kind in "uifcMm" else rest)[dim] = Variable((dim,), index.values, other.coords[dim].attrs)
        obj = self.reindex(rest) if rest else self
        return obj.interp(numeric, method=method, assume_sorted=assume_sorted, kwargs=kwargs)

    def convert_calendar(self, calendar, dim="time", align_on=None, missing=None, use_cftime=None):
        """The same dates in another calendar, without those that it does not have: `convert_calendar("noleap")`."""
        from .cftimes import converted

        refuse("convert_calendar", "reindex with the dates that are wanted", missing=missing)
        if align_on not in (None, "date"):
            raise unsupported(f"convert_calendar(align_on={align_on!r})", "'date' keeps dates that both calendars have")
        return converted(self, calendar, dim, align_on, use_cftime)

    def drop_duplicates(self, dim, *, keep="first"):
        """Without elements whose labels along a dimension stood before ("first"), come again ("last"), or do either (False)."""
        dims = list(self.dims) if dim is ... else list(as_dims(dim))
        missing = [one for one in dims if one not in self.dims]
        if missing:
            raise ValueError(f"Dimensions {tuple(missing)} not found in data dimensions {tuple(self.dims)}")
        if keep not in ("first", "last", False):
            raise ValueError('keep must be either "first", "last" or False')
        kept = {}
        for one in dims:
            _, codes, counts = np.unique(self.get_index(one).values, return_inverse=True, return_counts=True)
            order = codes if keep == "first" else codes[::-1]
            first = np.zeros(len(codes), dtype=bool)
            first[np.unique(order, return_index=True)[1]] = True
            kept[one] = counts[codes] == 1 if keep is False else first if keep == "first" else first[::-1]
        return self.isel(kept)

    def ffill(self, dim, limit=None):
        """Missing elements as the last one before them along a dimension, at most `limit` in a row."""
        from .calculus import filled

        return filled(self, dim, limit, backwards=False)

    def bfill(self, dim, limit=None):
        """Missing elements as the next one behind them along a dimension, at most `limit` in a row."""
        from .calculus import filled

        return filled(self, dim, limit, backwards=True)

    def interpolate_na(self, dim=None, method="linear", limit=None, use_coordinate=True, max_gap=None, keep_attrs=None, **kwargs):
        """Missing elements as values between those around them, along a dimension."""
        from .calculus import interpolate_na

        return interpolate_na(self, dim, method, limit, use_coordinate, max_gap, keep_attrs, **kwargs)

    def combine_first(self, other):
        """The elements of this object, and where there are none those of another one; with the labels of both."""
        from .computation import fillna

        return fillna(self, other, join="outer")

    def close(self):
        """Nothing: no file stays open here."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def load(self, **kwargs):
        """Compute what is lazy, in place."""
        return self._dasklet_take_over(self.compute(**kwargs))

    def __getattr__(self, name):
        if hasattr(type(self), name):
            # A property whose function raised an AttributeError of its own: that one is to be seen.
            return object.__getattribute__(self, name)
        if not name.startswith("_"):
            found = self._attribute(name)
            if found is not None:
                return found
            from .missing import instead

            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}{instead(name, self)}", name=name, obj=self)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)


def _check_grouping(squeeze, eagerly_compute_group):
    if squeeze is not False:
        raise TypeError(f"`squeeze` must be False, but {squeeze!r} was supplied.")
    if eagerly_compute_group:
        raise ValueError("`eagerly_compute_group` is no longer supported: load the group first")


def _where_drop(obj, cond, other):
    from .alignment import align

    if not is_labelled(cond):
        raise TypeError(f"cond argument is {cond!r} but must be a Dataset or DataArray when drop=True")
    obj, cond = align(obj, cond, join="inner", copy=False)
    if cond._dask_parts()[0]:
        raise KeyError(
            "Indexing with a boolean dask array is not allowed. This will result in a dask array of unknown shape."
            " Such arrays are unsupported by Xarray. Please compute the indexer first using .compute()"
        )
    kept = {}
    for dim in cond.dims:
        anywhere = cond.any([other_dim for other_dim in cond.dims if other_dim != dim])
        mask = np.asarray(anywhere if not is_dataset(anywhere) else anywhere.to_array().any("variable"))
        positions = np.nonzero(mask)[0]
        kept[dim] = positions
    return obj.isel(kept).where(cond.isel(kept), other)


def _reduction(name):
    def method(self, dim=None, *, skipna=None, keep_attrs=None, **options):
        return self._reduce(name, dim, skipna, keep_attrs, **options)

    method.__doc__ = f"The {name} over some dimensions, or all; missing elements are skipped unless skipna=False."
    if name in ("count", "all", "any"):
        method.__doc__ = f"{name.capitalize()} over some dimensions, or all."
    return method


def _cumulation(name):
    def method(self, dim=None, *, skipna=None, keep_attrs=None, **options):
        return self._accumulate(name, dim, skipna, keep_attrs, **options)

    method.__doc__ = f"The {name} along a dimension."
    return method


def _binary(function, reflexive=False):
    def method(self, other):
        return self._binary(other, function, reflexive)

    return method


def _in_place(function):
    def method(self, other):
        return self._in_place(other, function)

    return method


for _name, _function in BINARY.items():
    setattr(Labelled, f"__{_name}__", _binary(_function))
    setattr(Labelled, f"__r{_name}__", _binary(_function, True))
    setattr(Labelled, f"__i{_name}__", _in_place(getattr(operator, f"i{_name}")))
for _name, _function in COMPARISONS.items():
    setattr(Labelled, f"__{_name}__", _binary(_function))
for _names, _made in ((REDUCTIONS, _reduction), (CUMULATIVE, _cumulation)):
    for _name in _names:
        _method = _made(_name)
        _method.__name__ = _name
        setattr(Labelled, _name, _method)
