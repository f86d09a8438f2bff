"""Reductions that weigh elements."""

from .computation import dot
from .kinds import is_array
from .options import keeps_attrs


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
        if hasattr(self.obj, "_variable"):
            missing = [d for d in self._dims(self.obj, dim) if d not in {*self.obj.dims, *self.weights.dims}]
            if missing:
                raise ValueError(
                    f"Dimensions {tuple(missing)} not found in {type(self.obj).__name__}Weighted dimensions {tuple(dict.fromkeys([*self.obj.dims, *self.weights.dims]))}"
                )
            result = function(self.obj, dim)
            result.attrs = self.obj.attrs if keeps_attrs(keep_attrs) else {}
            result.name = self.obj.name
            return result
        return self.obj.map(lambda array: Weighted(array, self.weights)._each(function, dim, keep_attrs), keep_attrs)

    def _dims(self, array, dim):
        return (
            list(dict.fromkeys([*array.dims, *self.weights.dims]))
            if dim is None or dim is ...
            else [dim]
            if isinstance(dim, str)
            else list(dim)
        )

    def _total(self, array, dim):
        """The sum of weighted elements that are there."""
        return dot(array.fillna(0.0) if array.dtype.kind == "f" else array, self.weights, dim=self._dims(array, dim))

    def _weight(self, array, dim):
        """The sum of the weights of elements that are there; missing where it is 0."""
        mask = array.notnull()
        weights = self.weights.astype(int) if self.weights.dtype.kind == "b" else self.weights
        found = dot(mask, weights, dim=self._dims(array, dim))
        return found.where(found != 0.0)

    def sum_of_weights(self, dim=None, *, keep_attrs=None):
        """The sum of the weights."""
        return self._each(self._weight, dim, keep_attrs)

    def sum(self, dim=None, *, skipna=None, keep_attrs=None):
        """The sum of weighted elements."""
        return self._each(self._total, dim, keep_attrs)

    def mean(self, dim=None, *, skipna=None, keep_attrs=None):
        """The weighted mean."""
        return self._each(lambda array, d: self._total(array, d) / self._weight(array, d), dim, keep_attrs)

    def sum_of_squares(self, dim=None, *, skipna=None, keep_attrs=None):
        """The sum of weighted squares of the distances from the weighted mean."""
        return self._each(self._squares, dim, keep_attrs)

    def _squares(self, array, dim):
        mean = self._total(array, dim) / self._weight(array, dim)
        return self._total((array - mean) ** 2, dim)

    def var(self, dim=None, *, skipna=None, keep_attrs=None):
        """The weighted variance."""
        return self._each(lambda array, d: self._squares(array, d) / self._weight(array, d), dim, keep_attrs)

    def std(self, dim=None, *, skipna=None, keep_attrs=None):
        """The weighted standard deviation."""
        return self.var(dim, skipna=skipna, keep_attrs=keep_attrs) ** 0.5
