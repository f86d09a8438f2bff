"""What is computed of a Dataset's variables: operators, functions of each, reductions."""

import operator

import numpy as np

from . import calculus, duck
from .alignment import align, broadcast
from .common import indexers_of
from .computation import apply_ufunc
from .kinds import is_array, is_dataset, is_groups
from .merging import merge_coords
from .options import keeps_attrs, option
from .variable import Variable, as_dims, as_variable, merged_attrs, operate, same_attrs


class Values:
    """Methods of `Dataset` that compute."""

    __slots__ = ()

    def to_dataarray(self, dim="variable", name=None):
        """All data variables stacked along a new dimension."""
        from .dataarray import DataArray

        arrays = broadcast(*self.data_vars.values())
        if not arrays:
            raise IndexError("a Dataset without data variables has nothing to stack")
        variables = [array._variable for array in arrays]
        data = duck.stack([variable.data for variable in variables], 0)
        coords = dict(self._coord_variables().items())
        names = list(self.data_vars)
        numbers_or_dates = len({type(name) for name in names}) == 1 and not isinstance(names[0], (str, tuple))
        coords[dim] = as_variable(names, dim) if numbers_or_dates else Variable((dim,), np.array(names, dtype=object))
        return DataArray._made(Variable((dim, *variables[0].dims), data, self._attrs), coords, name)

    to_array = to_dataarray

    def map(self, func, keep_attrs=None, args=(), **kwargs):
        """A function of each data variable."""
        from .dataarray import DataArray

        keeps = keeps_attrs(keep_attrs)
        results = {}
        for name, array in self.data_vars.items():
            result = func(array, *args, **kwargs)
            if not is_array(result):
                data = duck.as_data(result)
                result = array.copy(deep=False, data=data) if data.shape == array.shape else DataArray(data)
            results[name] = result.copy(deep=False)
            results[name].attrs = array.attrs if keeps else {}
        coords = merge_coords([result._coords for result in results.values()])
        for name, coord in coords.items():
            if keeps and name in self._variables:
                coord.attrs = self._variables[name].attrs
            elif not keeps:
                coord.attrs = {}
        return type(self)(results, coords=coords, attrs=self._attrs if keeps else None)

    apply = map

    def equals(self, other):
        """Whether two Datasets have the same variables with the same elements."""
        return self._same(other, "equals")

    def identical(self, other):
        """Like `equals`, attributes and names included."""
        return self._same(other, "identical") and same_attrs(self._attrs, other._attrs)

    def broadcast_equals(self, other):
        """Like `equals`, after variables were broadcast against each other."""
        return self._same(other, "broadcast_equals")

    def _same(self, other, how):
        return (
            is_dataset(other)
            and self._variables.keys() == other._variables.keys()
            and self._coord_names == other._coord_names
            and all(getattr(variable, how)(other._variables[name]) for name, variable in self._variables.items())
        )

    def _apply(self, function, keep_attrs=None):
        variables = {name: v if name in self._coord_names else v.apply(function, keep_attrs) for name, v in self._variables.items()}
        return type(self)._made(variables, self._coord_names, self._attrs if keeps_attrs(keep_attrs) else None)

    def _binary(self, other, function, reflexive):
        if is_groups(other):
            return NotImplemented
        if hasattr(other, "keys") and not is_dataset(other) and not is_array(other):
            made = type(self)({name: function(self[name], other[name]) for name in self.data_vars if name in other})
            made.attrs = self._attrs if keeps_attrs(None) else {}
            return made
        labelled = is_dataset(other) or is_array(other)
        first, second = align(self, other, join=option("arithmetic_join"), copy=False) if labelled else (self, other)
        own = {name: first._variables[name] for name in first.data_vars}
        if is_dataset(other):
            variables = self._of_both(own, {name: second._variables[name] for name in second.data_vars}, function, reflexive)
        else:
            value = second._variable if is_array(other) else second if is_scalar(other) else duck.as_data(other)
            variables = {name: operate(function, variable, value, None, reflexive) for name, variable in own.items()}
        all_coords = [first._coord_variables(), second._coord_variables()] if labelled else [first._coord_variables()]
        coords = merge_coords(all_coords, option("arithmetic_compat"))
        if keeps_attrs(None):
            attrs = merged_attrs([first._attrs, getattr(other, "attrs", {})])
        else:
            attrs = None if labelled else first._attrs
        return type(self)._made({**coords, **variables}, set(coords), attrs)

    def _in_place(self, other, function):
        if is_groups(other):
            raise TypeError("in-place operations between a Dataset and a grouped object are not permitted")
        if is_dataset(other) and set(self.data_vars) != set(other.data_vars):
            raise ValueError(
                f"datasets must have the same data variables for in-place arithmetic operations: {list(self.data_vars)}, {list(other.data_vars)}"
            )
        if is_dataset(other) or is_array(other):
            other = other.reindex_like(self, copy=False)
        found = self._binary(other, getattr(operator, function.__name__[1:]), False)
        # As xarray: what is combined with labelled objects loses the attributes of the whole.
        found.attrs = {} if is_dataset(other) or is_array(other) else self._attrs
        return self._dasklet_take_over(found)

    @staticmethod
    def _of_both(own, others, function, reflexive):
        """What two Datasets have in common; what only one has meets missing elements, as the join says."""
        join = option("arithmetic_join")
        found = {}
        for name, variable in own.items():
            if name in others:
                found[name] = operate(function, variable, others[name], None, reflexive)
            elif join in ("left", "outer"):
                found[name] = operate(function, variable, np.nan, None, reflexive)
        for name, variable in others.items():
            if name not in own and join in ("right", "outer"):
                found[name] = operate(function, variable, np.nan, None, reflexive)
        return found

    # Reductions

    def reduce(self, func, dim=None, *, keep_attrs=None, keepdims=False, numeric_only=False, **kwargs):
        """Any function with `axis=` of each data variable, over some of its dimensions."""
        if kwargs.pop("axis", None) is not None:
            raise ValueError("passing 'axis' to Dataset reduce methods is ambiguous. Please use 'dim' instead.")
        dims = tuple(self.dims) if dim is None or dim is ... else as_dims(dim)
        self._check_dims(dims)
        variables = {}
        for key, variable in self._variables.items():
            own = [d for d in variable.dims if d in dims]
            if key in self._coord_names:
                if not own:
                    variables[key] = variable
            elif not numeric_only or variable.dtype.kind in "biufcm":
                over = None if len(own) == variable.ndim != 1 else own[0] if len(own) == 1 else own
                variables[key] = variable.reduce(func, over, keep_attrs=keep_attrs, keepdims=keepdims, **kwargs)
        return type(self)._made(variables, self._coord_names & set(variables), self._attrs if keeps_attrs(keep_attrs) else None)

    def _check_dims(self, dims):
        missing = [d for d in dims if d not in self.dims]
        if missing:
            names = ", ".join(repr(d) for d in missing)
            raise ValueError(f"Dimension(s) {names} do not exist. Expected one or more of {set(self.dims)}")

    def _reduce(self, name, dim, skipna, keep_attrs, **options):
        numeric_only = name not in ("count", "any", "all", "min", "max")
        if name == "mean":
            # Dates have a mean, although they are no numbers.
            kept = [key for key in self.data_vars if self._variables[key].dtype.kind in "biufcmM"]
            if len(kept) < len(self.data_vars):
                return self.drop_vars([key for key in self.data_vars if key not in kept])._reduce(name, dim, skipna, keep_attrs, **options)
            numeric_only = False
        return self.reduce(name, dim, skipna=skipna, keep_attrs=keep_attrs, numeric_only=numeric_only, **options)

    def _accumulate(self, name, dim, skipna, keep_attrs, **options):
        reduced = self.reduce(name, dim, skipna=skipna, keep_attrs=keep_attrs, numeric_only=True, **options)
        coords = self._coord_variables()
        variables = {
            key: coords.get(key, reduced._variables.get(key)) for key in self._variables if key in coords or key in reduced._variables
        }
        return type(self)._made(variables, self._coord_names, reduced._attrs)

    def argmin(self, dim=None, *, keep_attrs=None, skipna=None):
        """The position of the least element of each data variable."""
        return self._arg("argmin", dim, skipna, keep_attrs)

    def argmax(self, dim=None, *, keep_attrs=None, skipna=None):
        """The position of the greatest element of each data variable."""
        return self._arg("argmax", dim, skipna, keep_attrs)

    def _arg(self, name, dim, skipna, keep_attrs):
        if dim is ... or isinstance(dim, (list, tuple)):
            raise ValueError(
                f"When dim is a sequence or ..., DataArray.{name}() returns a dict. dicts cannot be contained in a Dataset, so"
                f" cannot call Dataset.{name}() with a sequence or ... for dim"
            )
        lacking = [
            key
            for key in self.data_vars
            if dim is not None and dim in self.dims and self._variables[key].ndim and dim not in self._variables[key].dims
        ]
        if lacking:
            raise TypeError(f"{lacking} have no dimension {dim!r}, along which {name} looks: choose others with ds[[...]]")
        return self.reduce(name, dim, skipna=skipna, keep_attrs=keep_attrs)

    def idxmin(self, dim=None, *, skipna=None, fill_value=np.nan, keep_attrs=None):
        """The label of the least element of each data variable."""
        return self.map(lambda array: array.idxmin(dim, skipna=skipna, fill_value=fill_value, keep_attrs=keep_attrs))

    def idxmax(self, dim=None, *, skipna=None, fill_value=np.nan, keep_attrs=None):
        """The label of the greatest element of each data variable."""
        return self.map(lambda array: array.idxmax(dim, skipna=skipna, fill_value=fill_value, keep_attrs=keep_attrs))

    def quantile(self, q, dim=None, *, method="linear", numeric_only=False, keep_attrs=None, skipna=None):
        """Quantiles along some dimensions, or all."""
        dims = tuple(self.dims) if dim is None or dim is ... else as_dims(dim)
        unknown = [d for d in dims if d not in self.dims]
        if unknown:
            raise ValueError(f"Dimensions {tuple(unknown)} not found in data dimensions {tuple(self.dims)}")
        q = np.asarray(q, dtype="float64")
        variables = {}
        for name, variable in self._variables.items():
            own = [d for d in variable.dims if d in dims]
            if variable.ndim and not own:
                variables[name] = variable
            elif name not in self._coord_names and (not numeric_only or variable.dtype.kind in "biufc"):
                variables[name] = _quantile(variable, q, own, method, skipna)
        variables["quantile"] = Variable(("quantile",) * q.ndim, q)
        names = {*(self._coord_names & set(variables)), "quantile"}
        return type(self)._made(variables, names, self._attrs if keeps_attrs(keep_attrs) else None)

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
                variables[name] = operate(_minus, variable.isel({dim: later}), variable.isel({dim: earlier}))
        return self._like(variables)

    def interp(self, coords=None, method="linear", assume_sorted=False, kwargs=None, method_non_numeric="nearest", **coords_kwargs):
        """Values between labels, along one dimension after another; what is no number is taken from the nearest label."""
        from .interpolation import interp

        if method_non_numeric not in ("nearest", "pad", "ffill", "backfill", "bfill"):
            raise ValueError(f"Invalid fill method. Expecting pad (ffill), backfill (bfill) or nearest. Got {method_non_numeric}")
        return interp(self, indexers_of(coords, coords_kwargs, "interp"), method, assume_sorted, kwargs, method_non_numeric)

    def differentiate(self, coord, edge_order=1, datetime_unit=None):
        """The slopes along a coordinate, from the differences of neighbours; of dates by `datetime_unit`."""
        return calculus.differentiate(self, coord, edge_order, datetime_unit)

    def integrate(self, coord, datetime_unit=None):
        """The areas along a coordinate, or along several, by the trapezoidal rule."""
        result = self
        for one in coord if isinstance(coord, (list, tuple)) else [coord]:
            result = calculus.integrate(result, one, datetime_unit)
        return result

    def polyfit(self, dim, deg, skipna=None, rcond=None, w=None, full=False, cov=False):
        """The coefficients of the polynomials of least squares along a dimension, as a Dataset; `xr.polyval` has their values."""
        from .fitting import polyfit

        return polyfit(self, dim, deg, skipna, rcond, w, full, cov)

    def cumulative_integrate(self, coord, datetime_unit=None):
        """The areas up to each element along a coordinate, or along several, by the trapezoidal rule."""
        result = self
        for one in coord if isinstance(coord, (list, tuple)) else [coord]:
            result = calculus.integrate(result, one, datetime_unit, cumulative=True)
        return result


def _minus(first, second):
    if first.dtype.kind == "b":
        raise TypeError(
            "numpy boolean subtract, the `-` operator, is not supported, use .astype(int), or the bitwise_xor, the `^` operator"
        )
    return first - second


# Methods that choose elements as they are.
_OF_ELEMENTS = ("inverted_cdf", "closest_observation", "lower", "higher", "nearest")


def _quantile(variable, q, dims, method, skipna):
    """Quantiles of one variable; their dimension comes first."""
    skips = variable.dtype.kind in "cfO" if skipna is None else skipna
    if not dims:
        data = variable.expand({"quantile": q.size, **variable.sizes}).data.astype("float64")
        return (
            Variable(("quantile", *variable.dims), data, variable.attrs) if q.ndim else variable.with_data(variable.data.astype("float64"))
        )
    if duck.is_lazy(variable.data) and any(len(variable.chunksizes[d]) > 1 for d in dims):
        # Blocks hold what is needed for a quantile, as Dask's own has it.
        variable = variable.chunk(dict.fromkeys(variable.dims, -1))
    function = np.nanquantile if skips else np.quantile
    axes = tuple(range(-len(dims), 0))

    def quantiles(data):
        found = function(data, q, axis=axes if len(axes) > 1 else axes[0], method=method)
        if found.dtype.kind == "f":
            found = found.astype(data.dtype if skips and _begins_with_nothing(data, axes) else "float64")
        return np.moveaxis(found, 0, -1) if q.ndim else found

    result = apply_ufunc(
        quantiles,
        variable,
        input_core_dims=[dims],
        exclude_dims=set(dims),
        output_core_dims=[["quantile"] if q.ndim else []],
        output_dtypes=[variable.dtype if method in _OF_ELEMENTS and variable.dtype.kind != "f" else np.float64],
        output_sizes={"quantile": q.size} if q.ndim else None,
        dask="parallelized",
    )
    return result.transpose("quantile", ...) if q.ndim else result


def _begins_with_nothing(data, axes):
    """Whether the first elements along some axes are all missing: then NumPy's quantiles keep the type of the elements."""
    first = data[tuple(0 if at < data.ndim + min(axes) else slice(None) for at in range(data.ndim))]
    return first.size > 0 and bool(np.isnan(first).all())


def is_scalar(value):
    return isinstance(value, (int, float, complex, bool, str, np.generic)) or duck.is_moment_of_pandas(value)
