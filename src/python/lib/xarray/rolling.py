"""Windows along dimensions: `rolling` moves one along."""

import math

import dask.array as da
import numpy as np
from _dasklet_missing import unsupported

from . import duck
from .kinds import is_array
from .options import keeps_attrs
from .selection import padded
from .variable import Variable


class Rolling:
    """A window that moves along a dimension; each element stands for the window that ends with it, or is centred on it."""

    def __init__(self, obj, windows, min_periods, center):
        if not windows:
            raise ValueError("rolling needs a dimension and a length: x.rolling(time=3)")
        unknown = tuple(dim for dim in windows if dim not in obj.dims)
        if unknown:
            raise KeyError(f"Window dimensions {unknown} not found in {type(obj).__name__} dimensions {tuple(obj.dims)}")
        for window in windows.values():
            if isinstance(window, bool):
                raise TypeError("an integer is required")
            if window <= 0:
                raise ValueError("window must be > 0")
        if min_periods is not None and min_periods <= 0:
            raise ValueError("min_periods must be greater than zero or None")
        self.obj = obj
        self.windows = windows
        self.center = {dim: center.get(dim, False) if hasattr(center, "keys") else center for dim in windows}
        self._given = min_periods
        self.min_periods = math.prod(windows.values()) if min_periods is None else min_periods

    @property
    def dim(self):
        """The dimensions."""
        return list(self.windows)

    @property
    def window(self):
        """The lengths of the windows."""
        return list(self.windows.values())

    @property
    def ndim(self):
        return len(self.windows)

    def __len__(self):
        return math.prod(self.obj.sizes[dim] for dim in self.windows)

    def __iter__(self):
        """Pairs of a label and its window; windows with too few elements are missing."""
        if self.ndim > 1:
            raise ValueError("__iter__ is only supported for 1d-rolling")
        ((dim, window),) = self.windows.items()
        labels = self.obj[dim]
        offset = (window + 1) // 2 if self.center[dim] else 1
        for place in range(self.obj.sizes[dim]):
            stop = place + offset
            part = self.obj.isel({dim: slice(max(stop - window, 0), stop)})
            yield labels[place], part.where(part.count([dim]) >= self.min_periods)

    def __repr__(self):
        windows = ",".join(f"{dim}->{window}{'(center)' if self.center[dim] else ''}" for dim, window in self.windows.items())
        return f"{type(self.obj).__name__}Rolling [{windows}]"

    def construct(self, window_dim=None, *, stride=1, fill_value=None, keep_attrs=None, sliding_window_view_kwargs=None, **names):
        """The windows along new dimensions: `construct("window")`, `construct(x="wx", y="wy", stride={"x": 2})`.

        What stands before the first element is missing (which makes floats of integers), or `fill_value`.
        """
        if sliding_window_view_kwargs:
            raise unsupported("sliding_window_view_kwargs=", ".chunk(...) before it says what chunks hold")
        names = self._window_dims(window_dim, names)
        if is_array(self.obj):
            return self._constructed(self.obj, names, stride, fill_value, keep_attrs)
        variables = {}
        for name, array in self.obj.data_vars.items():
            own = self._of(array)
            if own is None:
                variables[name] = array._variable if keeps_attrs(keep_attrs) else array.drop_attrs()._variable
            else:
                own_names = {dim: names[dim] for dim in own.windows}
                variables[name] = own._constructed(array, own_names, stride, fill_value, keep_attrs)._variable
        steps = {dim: slice(None, None, step) for dim, step in self._strides(stride).items()}
        coords = self.obj.isel(steps)._coord_variables()
        return type(self.obj)._made(self._in_order(variables, coords), set(coords), self.obj.attrs if keeps_attrs(keep_attrs) else None)

    def _window_dims(self, window_dim, names):
        if window_dim is None:
            if not names:
                raise ValueError("Either window_dim or window_dim_kwargs need to be specified.")
            window_dim = names
        if not hasattr(window_dim, "keys"):
            if self.ndim > 1:
                raise ValueError(f"Mapping argument is necessary for {self.ndim}d-rolling.")
            return dict.fromkeys(self.windows, window_dim)
        for dim in self.windows:
            if dim not in window_dim:
                raise KeyError(f"Argument has no dimension key {dim}.")
        return window_dim

    def _strides(self, stride):
        return {dim: stride.get(dim, 1) if hasattr(stride, "keys") else stride for dim in self.windows}

    def _of(self, array):
        """The windows of one variable of a Dataset, which may lack dimensions; None if it has none of them."""
        windows = {dim: window for dim, window in self.windows.items() if dim in array.dims}
        return Rolling(array, windows, self._given, self.center) if windows else None

    def _constructed(self, array, names, stride, fill_value, keep_attrs):
        steps = {dim: slice(None, None, step) for dim, step in self._strides(stride).items()}
        result = type(array)._made(self._windows(array._variable, names, fill_value), array._coords, array.name).isel(steps)
        result.attrs = array.attrs if keeps_attrs(keep_attrs) else {}
        return result

    def _windows(self, variable, names, fill_value):
        widths = {}
        for dim, window in self.windows.items():
            before = window // 2 if self.center[dim] else window - 1
            widths[dim] = (before, window - 1 - before)
        variable = padded(variable, widths, "constant", None, fill_value)
        view = da.lib.stride_tricks.sliding_window_view if duck.is_lazy(variable.data) else np.lib.stride_tricks.sliding_window_view
        axes = tuple(variable.axis_of(dim) for dim in self.windows)
        data = view(variable.data, tuple(self.windows.values()), axis=axes)
        return Variable((*variable.dims, *(names[dim] for dim in self.windows)), data, variable.attrs)

    # Reductions

    def reduce(self, func, keep_attrs=None, *, sliding_window_view_kwargs=None, **kwargs):
        """Any function with `axis=` of each window."""
        if sliding_window_view_kwargs:
            raise unsupported("sliding_window_view_kwargs=", ".chunk(...) before it says what chunks hold")
        fill_value = kwargs.pop("fillna", None)
        return self._each(lambda own, array: own._reduced(array, func, keep_attrs, fill_value, **kwargs), keep_attrs)

    def _each(self, function, keep_attrs):
        if is_array(self.obj):
            return function(self, self.obj)
        variables = {}
        for key, array in self.obj.data_vars.items():
            own = self._of(array)
            if own is not None:
                variables[key] = function(own, array)._variable
            else:
                variables[key] = array._variable if keeps_attrs(keep_attrs) else array.drop_attrs()._variable
        variables = self._in_order(variables, self.obj._coord_variables())
        return type(self.obj)._made(variables, self.obj._coord_names, self.obj.attrs if keeps_attrs(keep_attrs) else None)

    def _in_order(self, variables, coords):
        """Each variable behind its own coordinates, as xarray puts them together."""
        ordered = {}
        for key, variable in variables.items():
            ordered.update({name: coords[name] for name in self.obj[key]._coords})
            ordered[key] = variable
        return {**ordered, **coords}

    def _names(self):
        return {dim: f"_rolling_dim_{dim}" for dim in self.windows}

    def _reduced(self, array, func, keep_attrs, fill_value, **kwargs):
        names = self._names()
        filled = array if fill_value is None else array.fillna(fill_value)
        windows = type(array)._made(self._windows(filled._variable, names, fill_value), array._coords, array.name)
        result = windows.reduce(func, list(names.values()), keep_attrs=keep_attrs, **kwargs)
        return result.where(self._counts(array, False) >= self.min_periods)

    def _counts(self, array, keep_attrs):
        """How many elements of each window are not missing."""
        names = self._names()
        valid = array.notnull(keep_attrs=keep_attrs)
        windows = type(array)._made(self._windows(valid._variable, names, False), array._coords, array.name)
        return windows.sum(list(names.values()), skipna=False, keep_attrs=keep_attrs)

    def _named(self, name, keep_attrs, fill=None, **options):
        if fill is not None:
            options.setdefault("skipna", False)

        def reduced(own, array):
            fill_value = fill(array.dtype) if callable(fill) else fill
            return own._reduced(array, name, keep_attrs, options.pop("fillna", fill_value), **options)

        return self._each(reduced, keep_attrs)

    def count(self, keep_attrs=None):
        """How many elements of each window are not missing."""

        def counted(own, array):
            counts = own._counts(array, keep_attrs)
            return counts.where(counts >= own.min_periods)

        found = self._each(counted, keep_attrs)
        if not is_array(found):
            found = found._like({**{key: found._variables[key] for key in found.data_vars}, **found._coord_variables()})
            # As xarray: elements of what has no windows are taken for counts.
            for key, array in self.obj.data_vars.items():
                if self._of(array) is None:
                    found._variables[key] = found[key].where(found[key] >= self.min_periods)._variable
        return found

    def sum(self, keep_attrs=None, **kwargs):
        """The sum of each window."""
        return self._named("sum", keep_attrs, 0, **kwargs)

    def mean(self, keep_attrs=None, **kwargs):
        """The mean of each window, of the elements that are there."""
        kwargs.pop("skipna", None)

        def averaged(own, array):
            total = own._reduced(array, "sum", False, 0, skipna=False, **kwargs)
            counts = own._counts(array, False)
            result = total / counts.where(counts >= own.min_periods).astype(total.dtype)
            result.attrs = array.attrs if keeps_attrs(keep_attrs) else {}
            return result

        return self._each(averaged, keep_attrs)

    def prod(self, keep_attrs=None, **kwargs):
        """The product of each window."""
        return self._named("prod", keep_attrs, 1, **kwargs)

    def max(self, keep_attrs=None, **kwargs):
        """The greatest element of each window."""
        return self._named("max", keep_attrs, _least, **kwargs)

    def min(self, keep_attrs=None, **kwargs):
        """The least element of each window."""
        return self._named("min", keep_attrs, _greatest, **kwargs)

    def argmax(self, keep_attrs=None, **kwargs):
        """Where in each window the greatest element is."""
        return self._named("argmax", keep_attrs, _least, **kwargs)

    def argmin(self, keep_attrs=None, **kwargs):
        """Where in each window the least element is."""
        return self._named("argmin", keep_attrs, _greatest, **kwargs)

    def std(self, keep_attrs=None, **kwargs):
        """The standard deviation of each window."""
        return self._named("std", keep_attrs, **kwargs)

    def var(self, keep_attrs=None, **kwargs):
        """The variance of each window."""
        return self._named("var", keep_attrs, **kwargs)

    def median(self, keep_attrs=None, **kwargs):
        """The median of each window."""
        return self._named("median", keep_attrs, **kwargs)


def _least(dtype):
    """What no element of this type is below."""
    if dtype.kind in "iu":
        return int(np.iinfo(dtype).min)
    return False if dtype.kind == "b" else -np.inf


def _greatest(dtype):
    """What no element of this type is above."""
    if dtype.kind in "iu":
        return int(np.iinfo(dtype).max)
    return True if dtype.kind == "b" else np.inf
