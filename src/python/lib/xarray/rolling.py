"""Windows along dimensions: `rolling` moves one along, `coarsen` lays them side by side."""

import dask.array as da
import numpy as np

from . import duck
from .common import REDUCTIONS
from .kinds import is_array
from .variable import Variable


class Rolling:
    """A window that moves along a dimension; each element stands for the window that ends with it, or is centred on it."""

    def __init__(self, obj, windows, min_periods, center):
        unknown = [dim for dim in windows if dim not in obj.dims]
        if unknown:
            raise KeyError(f"Window dimensions {unknown} not found in {type(obj).__name__} dimensions {tuple(obj.dims)}")
        for _dim, window in windows.items():
            if window < 1:
                raise ValueError("window must be > 0")
        if min_periods is not None and min_periods < 1:
            raise ValueError("min_periods must be greater than zero or None")
        self.obj = obj
        self.windows = windows
        self.center = center if isinstance(center, dict) else dict.fromkeys(windows, center)
        self.min_periods = int(np.prod(list(windows.values()))) if min_periods is None else min_periods

    def __repr__(self):
        windows = ",".join(f"{dim}->{window}{'(center)' if self.center.get(dim) else ''}" for dim, window in self.windows.items())
        return f"{type(self.obj).__name__}Rolling [{windows}]"

    def construct(self, window_dim=None, stride=1, fill_value=np.nan, keep_attrs=None, **names):
        """The windows along new dimensions."""
        names = {
            **(window_dim if hasattr(window_dim, "keys") else {} if window_dim is None else {next(iter(self.windows)): window_dim}),
            **names,
        }
        return self._windows(self.obj, names, fill_value).isel({dim: slice(None, None, stride) for dim in self.windows})

    def _windows(self, array, names, fill_value):
        variable = array._variable
        for dim, window in self.windows.items():
            before = window // 2 if self.center[dim] else window - 1
            variable = _windowed(variable, dim, window, before, window - 1 - before, names[dim], fill_value)
        return type(array)._made(variable, array._coords, array.name)

    def _reduced(self, name, array, keep_attrs, **options):
        names = {dim: f"_window_{dim}" for dim in self.windows}
        dtype, missing = duck.missing_value(array.dtype)
        array = array if array.dtype == dtype else array.astype(dtype)
        windows = self._windows(array, names, missing)
        result = windows._reduce(name, list(names.values()), None, keep_attrs, **options)
        count = self._windows(array.notnull(), names, False)._reduce("sum", list(names.values()), None, keep_attrs)
        return result if name == "count" and self.min_periods <= 1 else result.where(count >= self.min_periods)

    def _reduce(self, name, keep_attrs=None, **options):
        if hasattr(self.obj, "_variable"):
            return self._reduced(name, self.obj, keep_attrs, **options)
        dims = set(self.windows)
        return self.obj._like(
            {
                **self.obj._coord_variables(),
                **{
                    key: (self._reduced(name, array, keep_attrs, **options)._variable if dims <= set(array.dims) else array._variable)
                    for key, array in self.obj.data_vars.items()
                },
            }
        )

    def reduce(self, func, keep_attrs=None, **kwargs):
        """Any function with `axis=` of each window."""
        names = {dim: f"_window_{dim}" for dim in self.windows}
        windows = self._windows(self.obj, names, np.nan)
        result = windows.reduce(func, list(names.values()), keep_attrs=keep_attrs, **kwargs)
        count = self._windows(self.obj.notnull(), names, False)._reduce("sum", list(names.values()), None, keep_attrs)
        return result.where(count >= self.min_periods)


def _windowed(variable, dim, window, before, after, name, fill_value):
    axis = variable.axis_of(dim)
    data = variable.data
    xp = duck.module(data)
    shape = list(data.shape)

    def hole(length):
        shape[axis] = length
        return xp.full(tuple(shape), fill_value, dtype=data.dtype)

    parts = list(([hole(before)] if before else []) + [data] + ([hole(after)] if after else []))
    padded = xp.concatenate(parts, axis=axis) if len(parts) > 1 else data
    view = da.lib.stride_tricks.sliding_window_view if duck.is_lazy(data) else np.lib.stride_tricks.sliding_window_view
    return Variable((*variable.dims, name), view(padded, window, axis=axis), variable.attrs)


class Coarsen:
    """Blocks of neighbours along dimensions."""

    def __init__(self, obj, windows, boundary, side, coord_func):
        unknown = [dim for dim in windows if dim not in obj.dims]
        if unknown:
            raise ValueError(f"Window dimensions {unknown} not found in {type(obj).__name__} dimensions {tuple(obj.dims)}")
        self.obj = obj
        self.windows = windows
        self.boundary = boundary if isinstance(boundary, dict) else dict.fromkeys(windows, boundary)
        self.side = side if isinstance(side, dict) else dict.fromkeys(windows, side)
        self.coord_func = coord_func if isinstance(coord_func, dict) else {}
        self.default = "mean" if isinstance(coord_func, dict) else coord_func

    def __repr__(self):
        windows = ",".join(f"{dim}->{window}" for dim, window in self.windows.items())
        return f"{type(self.obj).__name__}Coarsen [windows: {windows}]"

    def _fitted(self, variable):
        """The variable with lengths that windows divide."""
        for dim, window in self.windows.items():
            if dim not in variable.dims:
                continue
            length = variable.sizes[dim]
            rest = length % window
            if not rest:
                continue
            if self.boundary[dim] == "exact":
                raise ValueError(
                    f"Could not coarsen a dimension of size {length} with window {window} and boundary='exact'. Try a different 'boundary' option."
                )
            if self.boundary[dim] == "trim":
                kept = slice(0, length - rest) if self.side[dim] == "left" else slice(rest, None)
                variable = variable.isel({dim: kept})
            elif self.boundary[dim] == "pad":
                dtype, missing = duck.missing_value(variable.dtype)
                shape = tuple(window - rest if d == dim else n for d, n in variable.sizes.items())
                data = variable.data if variable.dtype == dtype else variable.data.astype(dtype)
                hole = duck.module(data).full(shape, missing, dtype=dtype)
                parts = [data, hole] if self.side[dim] == "left" else [hole, data]
                variable = variable.with_data(duck.concatenate(parts, variable.axis_of(dim)))
            else:
                raise ValueError(f"{self.boundary[dim]} is invalid for boundary. Valid option is 'exact', 'trim' and 'pad'")
        return variable

    def _coarse(self, variable, name, keep_attrs=None):
        if not any(dim in variable.dims for dim in self.windows):
            return variable
        variable = self._fitted(variable)
        shape, axes = [], []
        for dim, length in variable.sizes.items():
            window = self.windows.get(dim)
            if window is None:
                shape.append(length)
            else:
                shape += [length // window, window]
                axes.append(len(shape) - 1)
        data = duck.reduce(name, variable.data.reshape(tuple(shape)), tuple(axes))
        return Variable(variable.dims, data, variable.attrs)

    def _coord(self, name, variable):
        function = self.coord_func.get(name, self.default)
        return self._coarse(variable, function if isinstance(function, str) else function.__name__)

    def _reduce(self, name, keep_attrs=None, **options):
        obj = self.obj
        coords = {key: self._coord(key, coord) for key, coord in obj._coord_variables().items()}
        if is_array(obj):
            return type(obj)._made(self._coarse(obj._variable, name), coords, obj.name)
        return obj._like({**coords, **{key: self._coarse(obj._variables[key], name) for key in obj.data_vars}})


def _reduction(name):
    def method(self, keep_attrs=None, **options):
        return self._reduce(name, keep_attrs, **options)

    method.__name__ = name
    method.__doc__ = f"The {name} of each window."
    return method


for _class in (Rolling, Coarsen):
    for _name in REDUCTIONS:
        setattr(_class, _name, _reduction(_name))
