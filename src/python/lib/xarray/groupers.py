"""What says which element belongs to which group: `UniqueGrouper`, `BinGrouper`, `TimeResampler`."""

import numpy as np
from _dasklet_missing import unsupported

from . import cftimes, duck, frequencies, intervals

__all__ = ["BinGrouper", "Grouper", "Resampler", "TimeResampler", "UniqueGrouper"]


class Groups:
    """Which element along some dimensions belongs to which group."""

    def __init__(self, name, dims, codes, labels, attrs=None, grouper="UniqueGrouper", is_labelled=True, in_runs=False, are_given=False):
        self.name = name
        self.dims = dims
        # The number of each element's group; -1 for those that belong to none.
        self.codes = codes
        self.labels = labels
        self.attrs = attrs or {}
        # What it was made by, for its text.
        self.grouper = grouper
        # Whether groups have labels in results: those of a dimension without coordinates have none.
        self.is_labelled = is_labelled
        # Whether each group is a run of neighbours, taken as a slice.
        self.in_runs = in_runs
        flat = codes.ravel()
        self.counts = np.bincount(flat[flat >= 0], minlength=len(labels))
        # The groups that have elements.
        self.present = np.flatnonzero(self.counts)
        # Whether labels are known to have no elements. Those that somebody gave are not looked for.
        self.has_missing = len(self.present) < len(labels) and not are_given

    @property
    def dim(self):
        (dim,) = self.dims
        return dim

    @property
    def present_labels(self):
        return self.labels if len(self.present) == len(self.labels) else self.labels[self.present]

    def positions(self):
        """For each group that has elements their positions."""
        order = np.argsort(self.codes.ravel(), kind="stable")
        ends = len(order) - int(self.counts.sum()) + np.concatenate([[0], np.cumsum(self.counts)])
        found = [order[ends[at] : ends[at + 1]] for at in self.present.tolist()]
        if self.in_runs:
            found = [slice(int(at[0]), int(at[-1]) + 1) for at in found]
        return found


class Grouper:
    """How labels become groups."""


class Resampler(Grouper):
    """How times become groups."""


class UniqueGrouper(Grouper):
    """Groups of equal labels, or of these `labels` alone, in their order."""

    def __init__(self, labels=None):
        self.labels = labels

    def __repr__(self):
        return f"UniqueGrouper(labels={self.labels!r})"

    def _groups_of(self, obj, group, name):
        """Groups of an object by an array, which is called so; `group` is None for a dimension without labels."""
        if group is None:
            if self.labels is not None:
                raise unsupported("UniqueGrouper(labels=) of a dimension without labels", "assign coordinates to it")
            size = obj.sizes[name]
            return Groups(name, (name,), np.arange(size), np.arange(size), is_labelled=False, in_runs=True)
        if duck.is_lazy(group._variable._data):
            if self.labels is None:
                raise ValueError("Please pass `labels` to UniqueGrouper when grouping by a chunked array.")
            raise unsupported("grouping by a chunked array", "load it first: x.assign_coords(g=x.g.compute())")
        values = group.values
        missing = duck.isnull(values)
        if self.labels is not None:
            return self._of_labels(group, name, values, missing)
        if group.dims == (name,) and len(values) and not missing.any() and _is_monotonic(values):
            return Groups(name, group.dims, np.arange(len(values)), values, group.attrs, in_runs=True)
        if missing.all():
            raise ValueError("Failed to group data. Are you grouping by a variable that is all NaN?")
        labels = np.unique(values[~missing])
        codes = np.where(missing, -1, np.searchsorted(labels, values))
        return Groups(name, group.dims, codes, _as_labels(labels), group.attrs)

    def _of_labels(self, group, name, values, missing):
        labels = np.asarray(self.labels)
        order = np.argsort(labels, kind="stable")
        at = np.minimum(np.searchsorted(labels[order], values), len(labels) - 1)
        codes = np.where(missing | (labels[order][at] != values), -1, order[at])
        return Groups(name, group.dims, codes, _as_labels(labels), group.attrs, are_given=True)


class BinGrouper(Grouper):
    """Groups of numbers that lie in one bin: `BinGrouper(bins=[0, 5, 10])` has (0, 5] and (5, 10]."""

    def __init__(self, bins, right=True, labels=None, precision=3, include_lowest=False, duplicates="raise"):
        if bool(np.all(duck.isnull(np.asarray(getattr(bins, "values", bins))))):
            raise ValueError("All bin edges are NaN.")
        self.bins = bins
        self.right = right
        self.labels = labels
        self.precision = precision
        self.include_lowest = include_lowest
        self.duplicates = duplicates

    def __repr__(self):
        return (
            f"BinGrouper(bins={self.bins!r}, right={self.right!r}, labels={self.labels!r}, precision={self.precision!r},"
            f" include_lowest={self.include_lowest!r}, duplicates={self.duplicates!r})"
        )

    def _groups_of(self, obj, group, name):
        """Groups of an object by an array of numbers."""
        if group is not None and duck.is_lazy(group._variable._data):
            raise unsupported("grouping by a chunked array", "load it first: x.assign_coords(g=x.g.compute())")
        dims, values, attrs = ((name,), np.arange(obj.sizes[name]), {}) if group is None else (group.dims, group.values, group.attrs)
        options = (self.right, self.labels, self.precision, self.include_lowest, self.duplicates)
        codes, labels = intervals.cut(values, self.bins, *options)
        if bool((codes == -1).all()):
            raise ValueError(f"None of the data falls within bins with edges {self.bins!r}")
        return Groups(f"{name}_bins", dims, codes, labels, attrs, "BinGrouper")


class TimeResampler(Resampler):
    """Groups of equal length in time: `TimeResampler("ME")`."""

    def __init__(self, freq, closed=None, label=None, origin="start_day", offset=None):
        if not isinstance(freq, str) and not hasattr(freq, "total_seconds"):
            raise ValueError(
                "freq must be an object of type 'str', 'datetime.timedelta', 'pandas.Timedelta', 'pandas.DateOffset', or 'TimeResampler'. "
                f"Received {type(freq)} instead."
            )
        self.freq = freq
        self.closed = closed
        self.label = label
        self.origin = origin
        self.offset = offset

    def __repr__(self):
        return f"TimeResampler(freq={self.freq!r}, closed={self.closed!r}, label={self.label!r}, origin={self.origin!r}, offset={self.offset!r})"

    def compute_chunks(self, variable, *, dim):
        """The lengths of chunks that end where bins do."""
        if variable.dtype.kind != "M" and cftimes.calendar_of(variable.values) is None:
            raise ValueError(
                f"Computing chunks with {type(self)!r} only supported for datetime variables. "
                f"Received variable with dtype {variable.dtype!r} instead."
            )
        counts = self._groups_of(None, variable, dim).counts
        return tuple(counts[counts > 0].tolist())

    def _groups_of(self, obj, group, name):
        """Groups of an object by an array of dates, which is sorted."""
        if group is None:
            raise TypeError(f"resampling needs dates, but {name!r} has no labels")
        values = group.values
        of_calendar = cftimes.calendar_of(values) is not None
        # A frequency that is none is told before labels that are no dates.
        step = frequencies.Frequency(self.freq, of_calendar)
        if values.dtype.kind != "M" and not of_calendar:
            raise TypeError(f"resampling needs dates, but {name!r} has {values.dtype}")
        if values.size == 0:
            raise ValueError(f"{name} must not be empty")
        if (values[1:] < values[:-1]).any() or bool(duck.isnull(values).any()):
            raise ValueError("Index must be monotonic for resampling")
        if step.backwards:
            raise ValueError(f"Invalid frequency: {self.freq}; bins go forwards")
        if of_calendar:
            codes, labels = cftimes.bins(values, step, self.closed, self.label, self.origin, self.offset)
        else:
            codes, labels = step.bins(values, self.closed, self.label, self.origin, self.offset)
        return Groups(name, group.dims, codes, labels, group.attrs, "TimeResampler", in_runs=True)


def composed(groups):
    """Groups of several things at once: one for each combination of their labels."""
    dims = tuple(dict.fromkeys(dim for one in groups for dim in one.dims))
    codes, outside = 0, False
    for one in groups:
        own = duck.expand_to(one.codes, one.dims, tuple(dim for dim in dims if dim in one.dims))
        own = duck.expand_to(own, tuple(dim for dim in dims if dim in one.dims), dims)
        codes, outside = codes * len(one.labels) + own, outside | (own < 0)
    codes = np.where(outside, -1, codes)
    labels = np.empty(int(np.prod([len(one.labels) for one in groups])), dtype=object)
    made = [()]
    for one in groups:
        made = [(*before, label) for before in made for label in one.labels.tolist()]
    for place, label in enumerate(made):
        labels[place] = label
    return Groups("stacked_" + "_".join(str(one.name) for one in groups), dims, codes, labels)


def _is_monotonic(values):
    """Whether labels rise all along, or fall all along."""
    first, second = values[:-1], values[1:]
    return bool((first < second).all()) or bool((first > second).all())


def _as_labels(labels):
    """Texts are objects as labels."""
    return labels.astype(object) if labels.dtype.kind == "U" else labels


def __getattr__(name):
    if name in ("SeasonGrouper", "SeasonResampler"):
        raise AttributeError(f"module 'xarray.groupers' has no {name} here; group by 'time.season', or resample(time='QS-DEC')")
    raise AttributeError(f"module 'xarray.groupers' has no attribute {name!r}; there are {', '.join(__all__)}")
