"""Reductions that weigh elements."""

import numpy as np

from .alignment import align, broadcast
from .computation import apply_ufunc, dot
from .kinds import is_array
from .options import keeps_attrs
from .variable import as_dims


class Weighted:
    """An object with weights that missing elements do not count in."""

    def __init__(self, obj, weights):
        if not is_array(weights):
            raise ValueError("`weights` must be a DataArray")
        if bool(weights.isnull().any()):
            raise ValueError("`weights` cannot contain missing values. Missing values can be replaced by `weights.fillna(0)`.")
        self.obj = obj
        self.weights = weights

    def __repr__(self):
        return f"{type(self.obj).__name__}Weighted with weights along dimensions: {', '.join(map(str, self.weights.dims))}"

    def _each(self, function, dim, keep_attrs):
        known = dict.fromkeys([*self.obj.dims, *self.weights.dims])
        missing = [d for d in as_dims(dim) if d not in known] if dim is not None else []
        if missing:
            raise ValueError(f"Dimensions {tuple(missing)} not found in {type(self.obj).__name__}Weighted dimensions {tuple(known)}")
        if is_array(self.obj):
            result = function(self.obj).copy(deep=False)
            result.attrs = self.obj.attrs if keeps_attrs(keep_attrs) else {}
            result.name = self.obj.name
            return result
        return self.obj.map(function, keep_attrs)

    def _total(self, array, dim, skipna):
        """The sum of weighted elements, of those that are there unless `skipna` is false."""
        if skipna or skipna is None and array.dtype.kind in "cfO":
            array = array.fillna(0.0)
        return _summed(array, self.weights, dim)

    def _weight(self, array, dim):
        """The sum of the weights of elements that are there; missing where it is 0."""
        weights = self.weights.astype(int) if self.weights.dtype.kind == "b" else self.weights
        found = _summed(array.notnull(), weights, dim)
        return found.where(found != 0.0)

    def _mean(self, array, dim, skipna):
        return self._total(array, dim, skipna) / self._weight(array, dim)

    def _squares(self, array, dim, skipna):
        return self._total((array - self._mean(array, dim, None)) ** 2, dim, skipna)

    def _var(self, array, dim, skipna):
        return self._squares(array, dim, skipna) / self._weight(array, dim)

    def sum_of_weights(self, dim=None, *, keep_attrs=None):
        """The sum of the weights."""
        return self._each(lambda array: self._weight(array, dim), dim, keep_attrs)

    def sum(self, dim=None, *, skipna=None, keep_attrs=None):
        """The sum of weighted elements."""
        return self._each(lambda array: self._total(array, dim, skipna), dim, keep_attrs)

    def mean(self, dim=None, *, skipna=None, keep_attrs=None):
        """The weighted mean."""
        return self._each(lambda array: self._mean(array, dim, skipna), dim, keep_attrs)

    def sum_of_squares(self, dim=None, *, skipna=None, keep_attrs=None):
        """The sum of weighted squares of the distances from the weighted mean."""
        return self._each(lambda array: self._squares(array, dim, skipna), dim, keep_attrs)

    def var(self, dim=None, *, skipna=None, keep_attrs=None):
        """The weighted variance."""
        return self._each(lambda array: self._var(array, dim, skipna), dim, keep_attrs)

    def std(self, dim=None, *, skipna=None, keep_attrs=None):
        """The weighted standard deviation."""
        return self._each(lambda array: np.sqrt(self._var(array, dim, skipna)), dim, keep_attrs)

    def quantile(self, q, *, dim=None, keep_attrs=None, skipna=True):
        """Weighted quantiles, between elements in proportion to Kish's effective sample size."""
        q = np.atleast_1d(np.asarray(q, dtype="float64"))
        if q.ndim > 1:
            raise ValueError("q must be a scalar or 1d")
        if bool(((q < 0) | (q > 1)).any()):
            raise ValueError("q values must be between 0 and 1")
        return self._each(lambda array: self._quantile(array, q, dim, skipna), dim, keep_attrs)

    def _quantile(self, array, q, dim, skipna):
        skips = array.dtype.kind in "cfO" if skipna is None else skipna
        dims = list(array.dims if dim is None else as_dims(dim))
        array, weights = broadcast(*align(array, self.weights, join="inner"))
        result = apply_ufunc(
            lambda data, weights: _quantiles(data.ravel(), weights.ravel(), q, skips),
            array,
            weights,
            input_core_dims=[dims, dims],
            output_core_dims=[["quantile"]],
            output_dtypes=[np.float64],
            output_sizes={"quantile": len(q)},
            dask="parallelized",
            vectorize=True,
        )
        return result.transpose("quantile", ...).assign_coords(quantile=q).squeeze()


def _summed(array, weights, dim):
    return dot(array, weights, dim=... if dim is None else dim)


def _quantiles(data, weights, q, skipna):
    """Quantiles of weighted numbers, after https://aakinshin.net/posts/weighted-quantiles/."""
    missing = np.isnan(data)
    if skipna:
        data, weights = data[~missing], weights[~missing]
    elif missing.any():
        return np.full(q.size, np.nan)
    data, weights = data[weights != 0], weights[weights != 0]
    if data.size == 0:
        return np.full(q.size, np.nan)
    effective = weights.sum() ** 2 / (weights**2).sum()
    order = np.argsort(data)
    data, weights = data[order], weights[order] / weights.sum()
    ends = np.concatenate([np.zeros(1), np.cumsum(weights)])
    place = np.clip((effective - 1) * q[:, None] + 1, 1, effective)
    inside = np.maximum((place - 1) / effective, np.minimum(place / effective, ends))
    return (data * np.diff(inside * effective - place + 1)).sum(axis=1)
