"""What is computed of a DataArray: operators, functions, reductions, products."""

import numpy as np

from . import duck
from .alignment import align
from .computation import dot
from .kinds import is_array, is_dataset, is_groups
from .merging import merge_coords
from .options import keeps_attrs, option
from .values import is_scalar
from .variable import IndexVariable, MergeError, Variable, joined_sizes, operate


class ArrayValues:
    """Methods of `DataArray` that compute."""

    __slots__ = ()

    def _apply(self, function, keep_attrs=None):
        return self._made(self._variable.apply(function, keep_attrs), self._coords, self._name)

    def _binary(self, other, function, reflexive):
        if is_dataset(other) or is_groups(other):
            return NotImplemented
        if is_array(other):
            first, second = align(self, other, join=option("arithmetic_join"), copy=False)
            all_coords = [second._coords, first._coords] if reflexive else [first._coords, second._coords]
            coords = merge_coords(all_coords, option("arithmetic_compat"))
            name = first._name if first._name == second._name else None
            return self._made(operate(function, first._variable, second._variable, None, reflexive), coords, name)
        if isinstance(other, Variable):
            return self._with(operate(function, self._variable, other, None, reflexive))
        value = other if is_scalar(other) else duck.as_data(other)
        if getattr(value, "ndim", 0) > self.ndim:
            raise ValueError(
                f"an unlabelled array of {value.ndim} dimensions does not fit {self.dims}: give it names with xr.DataArray(..., dims=...)"
            )
        return self._made(operate(function, self._variable, value, None, reflexive), self._coords, self._name)

    def _in_place(self, other, function):
        if is_groups(other) or is_dataset(other):
            raise TypeError("in-place operations between a DataArray and a Dataset or a grouped object are not permitted")
        if isinstance(self._variable, IndexVariable):
            raise TypeError("Values of an IndexVariable are immutable and can not be modified inplace")
        more = {}
        if is_array(other):
            own = self._dim_indexes()
            if any(dim in own and not index.equals(own[dim]) for dim, index in other._dim_indexes().items()):
                raise MergeError(
                    "Automatic alignment is not supported for in-place operations.\nConsider aligning the indices manually or using a"
                    " not-in-place operation.\nSee https://github.com/pydata/xarray/issues/3910 for more explanations."
                )
            more = {key: coord for key, coord in other._coords.items() if key not in self._coords}
        value = getattr(other, "_variable", other)
        if isinstance(value, Variable):
            if tuple(joined_sizes((self._variable, value))) != self.dims:
                raise ValueError("dimensions cannot change for in-place operations")
            value = duck.expand_to(value.data, value.dims, self.dims)
        elif not is_scalar(value):
            value = duck.as_data(value)
        before = self._variable.data
        if duck.is_lazy(value) and not duck.is_lazy(before):
            raise NotImplementedError("elements in memory cannot become lazy in place: use x = x + y, or .compute() the other first")
        found = function(before, value)
        if found is not before and not duck.is_lazy(before):
            # Texts and dates, too, stay where they are, and as wide.
            before[...] = found
            found = before
        self._variable.data = found
        return self._dasklet_take_over(self._made(self._variable, {**self._coords, **more}, self._name))

    def _reduce(self, name, dim, skipna, keep_attrs, **options):
        return self.reduce(name, dim, skipna=skipna, keep_attrs=keep_attrs, **options)

    _accumulate = _reduce

    def reduce(self, func, dim=None, *, axis=None, keep_attrs=None, keepdims=False, **kwargs):
        """Any function with `axis=` over some dimensions."""
        variable = self._variable.reduce(func, dim, axis, keep_attrs, keepdims, **kwargs)
        # Coordinates stay whose dimensions are left, at their lengths.
        sizes = variable.sizes
        coords = {key: coord for key, coord in self._coords.items() if all(sizes.get(d) == length for d, length in coord.sizes.items())}
        return self._made(variable, coords, self._name)

    def argmin(self, dim=None, *, axis=None, keep_attrs=None, skipna=None):
        """The position of the least element; with several dimensions a dict of positions."""
        return self._arg("argmin", dim, axis, skipna, keep_attrs)

    def argmax(self, dim=None, *, axis=None, keep_attrs=None, skipna=None):
        """The position of the greatest element; with several dimensions a dict of positions."""
        return self._arg("argmax", dim, axis, skipna, keep_attrs)

    def _arg(self, name, dim, axis, skipna, keep_attrs):
        if dim is ... or isinstance(dim, (list, tuple)):
            dims = self.dims if dim is ... else tuple(dim)
            flat = self.transpose(*dims, ...)
            found = duck.reduce(name, flat.data.reshape((-1, *flat.shape[len(dims) :])), 0, skipna)
            places = _unravelled(found, flat.shape[: len(dims)])
            left = {key: c for key, c in self._coords.items() if not set(dims) & set(c.dims)}
            attrs = self.attrs if keeps_attrs(keep_attrs) else None
            return {d: self._made(Variable(flat.dims[len(dims) :], at, attrs), left, self._name) for d, at in zip(dims, places)}
        return self._reduce(name, dim, skipna, keep_attrs, axis=axis)

    def idxmin(self, dim=None, *, skipna=None, fill_value=np.nan, keep_attrs=None):
        """The label of the least element along a dimension; `fill_value` where all are missing."""
        return self._idx("argmin", dim, skipna, fill_value, keep_attrs)

    def idxmax(self, dim=None, *, skipna=None, fill_value=np.nan, keep_attrs=None):
        """The label of the greatest element along a dimension; `fill_value` where all are missing."""
        return self._idx("argmax", dim, skipna, fill_value, keep_attrs)

    def _idx(self, name, dim, skipna, fill_value, keep_attrs):
        if self.ndim == 0:
            raise ValueError("This function does not apply for scalars")
        if dim is None:
            if self.ndim != 1:
                raise ValueError("Must supply 'dim' argument for multidimensional arrays")
            (dim,) = self.dims
        if dim not in self.dims:
            raise KeyError(f"Dimension {dim!r} not found in array dimensions {self.dims!r}")
        if dim not in self._coords:
            raise KeyError(f"Dimension {dim!r} is not one of the coordinates {tuple(self._coords)!r}")
        skips = self.dtype.kind in "cfO" if skipna is None else skipna
        array = self
        if skips:
            all_missing = self.isnull().all(dim)
            if self._coords[dim].dtype.kind not in "biuf":
                # Labels that are no numbers are there at once.
                all_missing = all_missing.compute()
            array = self.where(~all_missing, 0)
        found = array._reduce(name, dim, skipna, keep_attrs)
        labels = self._coords[dim].values
        if duck.is_lazy(found.data) and labels.dtype.kind in "biuf":
            data = found.data.map_blocks(_labels_at, labels=labels, dtype=labels.dtype)
        else:
            data = labels[found.values]
        result = self._made(Variable(found.dims, data), found._coords, dim)
        if skips:
            result = result.where(~all_missing, None if labels.dtype.kind in "mM" and fill_value != fill_value else fill_value)
        result.attrs = found.attrs
        return result

    def quantile(self, q, dim=None, *, method="linear", keep_attrs=None, skipna=None):
        """Quantiles along some dimensions, or all."""
        return self._from(self._dataset().quantile(q, dim, method=method, keep_attrs=keep_attrs, skipna=skipna))

    def polyfit(self, dim, deg, skipna=None, rcond=None, w=None, full=False, cov=False):
        """The coefficients of the polynomial of least squares along a dimension, as a Dataset; `xr.polyval` has its values."""
        return self._dataset().polyfit(dim, deg, skipna, rcond, w, full, cov)

    def dot(self, other, dim=None):
        """The sum of products over the dimensions that both have."""
        if is_dataset(other):
            raise NotImplementedError("dot products are not yet supported with Dataset objects.")
        if not is_array(other):
            raise TypeError("dot only operates on DataArrays.")
        return dot(self, other, dim=dim)

    def __matmul__(self, other):
        return self.dot(other)

    def __rmatmul__(self, other):
        return other.dot(self)

    def argsort(self, axis=-1, kind=None, order=None, *, stable=None):
        """The positions that sort elements along an axis."""
        return self._apply(lambda data: np.argsort(np.asarray(data), axis=axis, kind=kind, order=order, stable=stable))

    def __array_wrap__(self, array, context=None, return_scalar=False):
        """What NumPy's functions of the array give, with its labels."""
        return self._made(Variable(self.dims, array), self._coords, self._name)

    def searchsorted(self, v, side="left"):
        return np.searchsorted(self.values, getattr(v, "values", v), side)


def _labels_at(positions, labels):
    return labels[positions]


def _unravelled(positions, shape):
    """Positions in a flat array as positions along each of its axes."""
    places = []
    for length in shape[::-1]:
        places.append(positions % length)
        positions = positions // length
    return places[::-1]
