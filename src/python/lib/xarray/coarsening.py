"""Blocks of neighbours along dimensions: `coarsen` lays windows side by side."""

import numpy as np

from . import duck
from .common import REDUCTIONS
from .kinds import is_array
from .options import keeps_attrs
from .selection import padded
from .variable import Variable


class Coarsen:
    """Blocks of neighbours along dimensions."""

    def __init__(self, obj, windows, boundary, side, coord_func):
        unknown = tuple(dim for dim in windows if dim not in obj.dims)
        if unknown:
            raise ValueError(f"Window dimensions {unknown} not found in {type(obj).__name__} dimensions {tuple(obj.dims)}")
        self.obj = obj
        self.windows = windows
        self.boundary = boundary
        self.side = side if hasattr(side, "keys") else dict.fromkeys(windows, side)
        # One function for all is for the labels of dimensions; other coordinates are averaged.
        self.coord_func = coord_func if hasattr(coord_func, "keys") else dict.fromkeys(obj.dims, coord_func)

    def __repr__(self):
        windows = ",".join(f"{dim}->{window}" for dim, window in self.windows.items())
        return f"{type(self.obj).__name__}Coarsen [windows: {windows}]"

    def _fitted(self, variable):
        """The variable with lengths that windows divide."""
        for dim, window in self.windows.items():
            if dim not in variable.dims:
                continue
            if window <= 0:
                raise ValueError(f"window must be > 0. Given {window} for dimension {dim}")
            boundary = self.boundary.get(dim, "exact") if hasattr(self.boundary, "keys") else self.boundary
            side = self.side.get(dim, "left")
            length = variable.sizes[dim]
            rest = length % window
            if boundary == "exact":
                if rest:
                    raise ValueError(
                        f"Could not coarsen a dimension of size {length} with window {window} and boundary='exact'. Try a different 'boundary' option."
                    )
            elif boundary == "trim":
                variable = variable.isel({dim: slice(0, length - rest) if side == "left" else slice(rest, None)})
            elif boundary == "pad":
                more = -length % window
                variable = variable if not more else padded(variable, {dim: (0, more) if side == "left" else (more, 0)}, "constant")
            else:
                raise TypeError(f"{boundary} is invalid for boundary. Valid option is 'exact', 'trim' and 'pad'")
        return variable

    def _blocks(self, variable):
        """The data with each coarsened axis as two, and the places of the second ones."""
        variable = self._fitted(variable)
        shape, axes = [], []
        for dim, length in variable.sizes.items():
            if dim in self.windows:
                shape += [length // self.windows[dim], self.windows[dim]]
                axes.append(len(shape) - 1)
            else:
                shape.append(length)
        return variable.data.reshape(tuple(shape)), tuple(axes)

    def _coarse(self, variable, func, keep_attrs, **options):
        attrs = variable.attrs if keeps_attrs(keep_attrs) else None
        if not any(dim in variable.dims for dim in self.windows):
            return Variable(variable.dims, variable._data, attrs)
        data, axes = self._blocks(variable)
        if isinstance(func, str):
            data = duck.reduce(func, data, axes, **options)
        else:
            data = func(data, axis=axes, **options)
        return Variable(variable.dims, data, attrs)

    def _coord(self, name, variable):
        func = self.coord_func.get(name, "mean")
        is_text = variable.dtype.kind in "UO" and any(dim in variable.dims for dim in self.windows)
        if is_text and func in ("min", "max"):
            return self._extreme_text(variable, func)
        try:
            return self._coarse(variable, func, None)
        except TypeError as error:
            raise TypeError(
                f"{error}, nor have the labels {name!r}; coord_func={{{name!r}: 'min'}} takes the first of each block"
            ) from None

    def _extreme_text(self, variable, func):
        """The first or last text of each block, by the places of texts in order."""
        data, axes = self._blocks(variable)
        known = duck.notnull(data) if data.dtype.kind == "O" else np.ones(data.shape, dtype=bool)
        texts, places = np.unique(data[known], return_inverse=True)
        codes = np.full(data.shape, -1 if func == "max" else len(texts))
        codes[known] = places
        found = duck.reduce(func, codes, axes)
        return Variable(variable.dims, texts.astype(object)[np.clip(found, 0, len(texts) - 1)], variable.attrs)

    def _each(self, function, keep_attrs):
        obj = self.obj
        coords = {key: self._coord(key, coord) for key, coord in obj._coord_variables().items()}
        if is_array(obj):
            return type(obj)._made(function(obj._variable), coords, obj.name)
        variables = {**{key: function(obj._variables[key]) for key in obj.data_vars}, **coords}
        return type(obj)._made(variables, set(coords), obj.attrs if keeps_attrs(keep_attrs) else None)

    def reduce(self, func, keep_attrs=None, **kwargs):
        """Any function with `axis=` of each block."""
        return self._each(lambda variable: self._coarse(variable, func, keep_attrs, **kwargs), keep_attrs)

    def construct(self, window_dim=None, keep_attrs=None, **window_dim_kwargs):
        """Each dimension as two: `construct(time=("year", "month"))`."""
        names = {**(window_dim or {}), **window_dim_kwargs}
        missing = [dim for dim in self.windows if dim not in names]
        if missing:
            raise ValueError(f"'window_dim' entries must be specified for all dimensions to coarsen; got none for {missing}")
        for dim, pair in names.items():
            if not isinstance(pair, (tuple, list)) or len(pair) != 2:
                raise ValueError(f"'window_dim' entries must be tuples of two names, got {pair!r} for {dim!r}")
        keeps = keeps_attrs(keep_attrs)
        dataset = self.obj._dataset() if is_array(self.obj) else self.obj
        coord_names = set(dataset._coord_names)
        variables = {}
        for key, variable in dataset._variables.items():
            if any(dim in variable.dims for dim in self.windows):
                data, _ = self._blocks(variable)
                dims = [new for dim in variable.dims for new in (names[dim] if dim in self.windows else (dim,))]
                variables[key] = Variable(dims, data, variable.attrs if keeps else None)
            else:
                variables[key] = variable if keeps else Variable(variable.dims, variable._data)
        result = type(dataset)._made(variables, coord_names, dataset.attrs if keeps else None)
        return self.obj._from(result) if is_array(self.obj) else result


def _reduction(name):
    def method(self, keep_attrs=None, **kwargs):
        return self.reduce(name, keep_attrs, **kwargs)

    method.__name__ = name
    method.__doc__ = f"The {name} of each block."
    return method


for _name in REDUCTIONS:
    setattr(Coarsen, _name, _reduction(_name))
