"""Groups of equal length in time: `resample`."""

from _dasklet_missing import unsupported

from .groupby import GroupBy
from .groupers import TimeResampler


def resample(obj, indexer, closed, label, origin, offset, restore_coord_dims):
    """Groups of equal length along a dimension of dates."""
    if len(indexer) != 1:
        raise ValueError("Resampling only supported along single dimensions.")
    ((dim, freq),) = indexer.items()
    grouper = freq if isinstance(freq, TimeResampler) else TimeResampler(freq, closed, label, origin, offset)
    return Resample(obj, (grouper._groups_of(obj, obj[dim], dim),), restore_coord_dims)


class Resample(GroupBy):
    """Groups of equal length in time."""

    _called = "Resample"

    def _name_in_arithmetic(self):
        return "__resample_dim__"

    def _shown(self, one):
        return "__resample_dim__", "__resample_dim__"

    def _is_single(self):
        return False

    def map(self, func, args=(), *, shortcut=None, **kwargs):
        """A function of each bin, and the results together again. What still has the dimension loses its labels, as in xarray."""
        if shortcut:
            raise unsupported(
                "resample(...).map(shortcut=True)", "without it the function gets labelled arrays, and the result is the same"
            )
        dim = self._groups.dim
        parts = [func(self._obj.isel({dim: at}), *args, **kwargs) for at in self._groups.positions()]
        joined = self._combined(parts)
        return joined.drop_vars(dim) if dim in parts[0].dims and dim in joined.coords else joined

    apply = map

    def _reindexed(self, method, tolerance):
        """The elements at the labels of the bins; other coordinates along the dimension go."""
        dim = self._groups.dim
        gone = [key for key, coord in self._obj._coord_variables().items() if key != dim and dim in coord.dims]
        return self._obj.drop_vars(gone).reindex({dim: self._groups.labels}, method=method, tolerance=tolerance)

    def asfreq(self):
        """The mean of each bin: with bins no longer than the steps, the elements themselves, and missing ones between."""
        return self.mean()

    def ffill(self, tolerance=None):
        """The last elements before the labels of the bins."""
        return self._reindexed("pad", tolerance)

    pad = ffill

    def bfill(self, tolerance=None):
        """The first elements after the labels of the bins."""
        return self._reindexed("backfill", tolerance)

    backfill = bfill

    def nearest(self, tolerance=None):
        """The elements nearest to the labels of the bins."""
        return self._reindexed("nearest", tolerance)

    def interpolate(self, kind="linear", **kwargs):
        """Values between elements, at the labels of the bins."""
        dim = self._groups.dim
        gone = [key for key, coord in self._obj._coord_variables().items() if key != dim and dim in coord.dims]
        return self._obj.drop_vars(gone).interp({dim: self._groups.labels}, method=kind, assume_sorted=True, kwargs=kwargs)
