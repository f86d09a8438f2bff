"""Finding positions by label."""

import numpy as np

from . import duck, times
from .intervals import Interval, are_intervals

_METHODS = {"nearest": "nearest", "pad": "pad", "ffill": "pad", "backfill": "backfill", "bfill": "backfill"}


class InvalidIndexError(Exception):
    """Labels cannot be looked up, as some stand twice."""


class Index:
    """The labels along one dimension, and where they are."""

    def __new__(cls, name, values):
        if cls is Index and values.dtype.kind == "O":
            from .cftimes import CFTimeIndex, calendar_of

            if calendar_of(values) is not None:
                return object.__new__(CFTimeIndex)
            if are_intervals(values):
                return object.__new__(IntervalIndex)
        return object.__new__(cls)

    def __init__(self, name, values):
        self.name = name
        self.values = values
        # How the labels stand in a coordinate.
        self.shown = values

    @property
    def dtype(self):
        return self.values.dtype

    @property
    def size(self):
        return len(self.values)

    def __len__(self):
        return len(self.values)

    def __iter__(self):
        return iter(self.values)

    def __getitem__(self, key):
        return self.values[key]

    def __array__(self, dtype=None, copy=None):
        return np.array(self.values, dtype=dtype) if copy else np.asarray(self.values, dtype=dtype)

    def __repr__(self):
        shown = np.array2string(self.values, threshold=20)
        kind = {"M": "DatetimeIndex", "m": "TimedeltaIndex"}.get(self.dtype.kind, "Index")
        return f"{kind}({shown}, dtype='{self.dtype}', name={self.name!r}, length={len(self)})"

    def equals(self, other):
        return duck.equal(self.values, other.values)

    # Order

    @property
    def is_monotonic_increasing(self):
        return self._sorted(1)

    @property
    def is_monotonic_decreasing(self):
        return self._sorted(-1)

    @property
    def is_unique(self):
        return len(np.unique(self.values)) == len(self)

    def _sorted(self, way):
        values = self.values
        if len(values) < 2:
            return True
        first, second = values[:-1], values[1:]
        return bool(np.all(first <= second if way > 0 else first >= second))

    def require_unique(self):
        """Several labels can only be looked up if none stands twice."""
        if not self.is_unique:
            raise InvalidIndexError("Reindexing only valid with uniquely valued Index objects")

    # Selection

    def positions(self, label, method=None, tolerance=None):
        """The position (an integer), the slice or the array of positions of a label, a slice of labels or several labels."""
        if isinstance(label, slice):
            if method is not None:
                raise NotImplementedError("cannot use ``method`` argument if any indexers are slice objects")
            return self._slice(label)
        labels = label if isinstance(label, np.ndarray) else self.labels_of(label)
        if self.dtype.kind == "M" and labels.dtype.kind == "U" and labels.ndim:
            labels = self.labels_of(labels.ravel().tolist()).reshape(labels.shape)
        if labels.ndim == 0:
            return self._one(label if isinstance(label, str) and self.dtype.kind != "m" else labels[()], method, tolerance)
        if labels.dtype.kind == "b" and self.dtype.kind != "b":
            if len(labels) != len(self):
                raise IndexError(f"Boolean index has wrong length: {len(labels)} instead of {len(self)}")
            return np.nonzero(labels)[0]
        self.require_unique()
        found = self._many(labels.ravel(), method, tolerance)
        if (found < 0).any():
            missing = labels.ravel()[found < 0]
            raise KeyError(f"not all values found in index {self.name!r}: {missing[:5].tolist()}")
        return found.reshape(labels.shape)

    def labels_of(self, label):
        """A label or several as an array; text stands for dates where the labels are dates."""
        if self.dtype.kind == "M" and isinstance(label, (list, tuple)) and all(isinstance(item, str) for item in label):
            return np.array([times.period(item)[0] for item in label], dtype=self.dtype)
        if self.dtype.kind == "m" and isinstance(label, str):
            try:
                return np.asarray(times.span_of(label)[0])
            except ValueError as error:
                raise KeyError(f"{self._not_found(label)} ({error})") from error
        if hasattr(label, "isoformat"):
            return np.asarray(times.moment_of(label))
        labels = np.asarray(label)
        return labels.astype(self.dtype) if labels.dtype.kind == "O" and self.dtype.kind in "mM" else labels

    def _one(self, label, method, tolerance):
        values = self.values
        if label is None:
            raise KeyError(self._not_found(label))
        if self.dtype.kind == "M" and isinstance(label, str):
            start, stop, resolution = self._period(label)
            if method is None and not times.is_finer(resolution, times.resolution_of(values)):
                inside = (values >= start.astype(self.dtype)) & (values < stop.astype(self.dtype))
                if not inside.any():
                    raise KeyError(self._not_found(label))
                return run_of(np.nonzero(inside)[0])
            label = start
        elif method is not None and values.dtype.kind == "M" and np.asarray(label).dtype.kind in "biuf":
            raise TypeError(f"Cannot compare dtypes {values.dtype} and {np.asarray(label).dtype}")
        elif (
            (values.dtype.kind in "US") != (isinstance(label, str))
            and values.dtype.kind != "O"
            or values.dtype.kind == "M"
            and not isinstance(label, np.datetime64)
        ):
            raise KeyError(self._not_found(label))
        if method is not None:
            self.require_unique()
            found = self._many(np.asarray(label)[None], method, tolerance)[0]
            if found < 0:
                raise KeyError(f"not all values found in index {self.name!r}: {label!s} is too far from all labels")
            return int(found)
        matches = np.nonzero(values == label)[0]
        if len(matches) == 0:
            near = ""
            if values.dtype.kind in "fiu" and len(values):
                near = f", whose nearest one is {values[np.argmin(np.abs(values - label))]}"
            raise KeyError(self._not_found(label, near))
        return int(matches[0]) if len(matches) == 1 else run_of(matches)

    def _period(self, label):
        try:
            return times.period(label)
        except ValueError as error:
            raise KeyError(f"{self._not_found(label)} ({error})") from error

    def _not_found(self, label, near=""):
        return f"not all values found in index {self.name!r}. Try setting the `method` keyword argument (example: method='nearest'): {label!s} is not among its labels{near}"

    def _many(self, labels, method, tolerance):
        """The position of each label; -1 where there is none."""
        values = self.values
        if method is not None and method not in _METHODS:
            raise ValueError(f"Invalid fill method. Expecting pad (ffill), backfill (bfill) or nearest. Got {method}")
        if len(values) == 0 or len(labels) == 0:
            return np.full(len(labels), -1)
        if _order_of(values) != _order_of(labels) or "O" in (values.dtype.kind, labels.dtype.kind):
            if method is not None:
                raise TypeError(f"labels of {values.dtype} and {labels.dtype} have no order, which {method!r} needs")
            places = {label: at for at, label in reversed(list(enumerate(values.tolist())))}
            return np.array([places.get(label, -1) for label in labels.tolist()])
        if self.dtype.kind == "M" and labels.dtype.kind == "M":
            labels = labels.astype(self.dtype) if labels.dtype != self.dtype else labels
        order = np.argsort(values, kind="stable")
        ascending = values[order]
        left = np.searchsorted(ascending, labels, side="left")
        inside = np.minimum(left, len(values) - 1)
        exact = ascending[inside] == labels
        if method is None:
            found = np.where(exact, inside, -1)
        else:
            if not (self._sorted(1) or self._sorted(-1)):
                raise ValueError("index must be monotonic increasing or decreasing")
            below = np.where(exact, inside, left - 1)
            above = np.where(exact, inside, np.where(left < len(values), left, -1))
            how = _METHODS[method]
            if how != "nearest":
                # What comes before a label in the order of the index.
                found = below if (how == "pad") == self._sorted(1) else above
            else:
                low, high = ascending[np.maximum(below, 0)], ascending[np.maximum(above, 0)]
                closer_below = np.abs(labels - low) < np.abs(high - labels)
                # Half-way between two labels the greater one is taken, as pandas does.
                found = np.where((above < 0) | ((below >= 0) & closer_below), below, above)
            if tolerance is not None:
                if values.dtype.kind in "mM":
                    tolerance = times.duration_of(tolerance)
                distance = np.abs(ascending[np.maximum(found, 0)] - labels)
                found = np.where(distance <= tolerance, found, -1)
        return np.where(found >= 0, order[np.maximum(found, 0)], -1)

    def _slice(self, label):
        step = label.step
        if label.start is None and label.stop is None:
            return slice(None, None, step)
        if self.dtype.kind == "M" and not self._sorted(1) and all(one is None or isinstance(one, str) for one in (label.start, label.stop)):
            return self._between_texts(label)
        if self._sorted(1):
            bounds = self._bounds(label.start, label.stop)
            low = None if bounds[0] is None else int(np.searchsorted(self.values, bounds[0], side="left"))
            high = None if bounds[1] is None else int(np.searchsorted(self.values, bounds[1], side="left" if bounds[2] else "right"))
            return slice(0 if low is None else low, len(self) if high is None else high, step)
        if self._sorted(-1):
            bounds = self._bounds(label.stop, label.start)
            reverse = self.values[::-1]
            last = None if bounds[0] is None else len(self) - int(np.searchsorted(reverse, bounds[0], side="left"))
            first = (
                None if bounds[1] is None else len(self) - int(np.searchsorted(reverse, bounds[1], side="left" if bounds[2] else "right"))
            )
            return slice(0 if first is None else first, len(self) if last is None else last, step)
        bounds = [None if bound is None else self._one(bound, None, None) for bound in (label.start, label.stop)]
        if any(isinstance(bound, (slice, np.ndarray)) for bound in bounds):
            raise KeyError(f"Cannot get left slice bound for non-unique label: {label.start!r}")
        start, stop = bounds
        return slice(start, None if stop is None else stop + 1, step)

    def _between_texts(self, label):
        """Dates that do not rise, from one text to another: as in pandas, both must be labels, and what is between must be all of it."""
        values, inside, is_there = self.values, np.ones(len(self), dtype=bool), True
        if label.start is not None:
            low = self._period(label.start)[0].astype(self.dtype)
            inside, is_there = inside & (values >= low), bool((values == low).any())
        if label.stop is not None:
            # The last moment that is meant.
            high = self._period(label.stop)[1].astype(self.dtype) - np.timedelta64(1, np.datetime_data(self.dtype)[0])
            inside, is_there = inside & (values <= high), is_there and bool((values == high).any())
        if not is_there:
            raise KeyError("Value based partial slicing on non-monotonic DatetimeIndexes with non-existing keys is not allowed.")
        if not inside.all():
            raise KeyError(
                f"cannot represent labeled-based slice indexer for coordinate {self.name!r} with a slice over integer positions; the index "
                "is unsorted or non-unique"
            )
        return slice(None, None, label.step)

    def _bounds(self, low, high):
        """Both bounds as labels, and whether the upper one is past what is meant (as after a date string)."""
        past = False
        if self.dtype.kind == "M":
            for bound in (low, high):
                self._require_moment(bound)
            if low is not None:
                low = (self._period(low)[0] if isinstance(low, str) else times.moment_of(low)).astype(self.dtype)
            if isinstance(high, str):
                high, past = self._period(high)[1].astype(self.dtype), True
            elif high is not None:
                high = times.moment_of(high).astype(self.dtype)
        if self.dtype.kind == "m":
            low = None if low is None else times.duration_of(low)
            high, past = (
                (times.span_of(high)[1], True) if isinstance(high, str) else (None if high is None else times.duration_of(high), False)
            )
        for bound in (low, high):
            if bound is not None and self.dtype.kind != "O" and (self.dtype.kind in "US") != isinstance(bound, str):
                raise TypeError(f"cannot do slice indexing on {self.name!r} with the label {bound!r} of type {type(bound).__name__}")
        return low, high, past

    @staticmethod
    def _require_moment(bound):
        hint = ""
        if isinstance(bound, str):
            try:
                times.period(bound)
            except ValueError as error:
                hint = f": {error}"
        if hint or isinstance(bound, (int, float, np.timedelta64, np.number)):
            raise TypeError(f"cannot do slice indexing on DatetimeIndex with these indexers [{bound}] of type {type(bound).__name__}{hint}")

    # Joining

    def join(self, other, *, how="left"):
        """The labels that both have ("inner"), one of them has ("outer"), or this one ("left") or the other ("right")."""
        if how in ("left", "right"):
            return self if how == "left" else other
        if _order_of(self.values) != _order_of(other.values):
            if "O" not in (self.dtype.kind, other.dtype.kind):
                # As xarray: dates and numbers have no common type.
                np.result_type(self.dtype, other.dtype)
            # Such as numbers and text: none equals another, and there is no order.
            apart = [self.values.astype(object), other.values.astype(object)]
            joined = Index(self.name, np.concatenate(apart) if how == "outer" else apart[0][:0])
            if {self.dtype.kind, other.dtype.kind} <= set("iufU"):
                # As xarray: the labels are found as what they are, but stand as text.
                width = 32 if "f" in (self.dtype.kind, other.dtype.kind) else 21
                joined.shown = np.array([str(label) for label in joined.values.tolist()], dtype=f"<U{width}")
            return joined
        if how == "inner":
            common = self.values[np.isin(self.values, other.values)]
            # Whole numbers and others together are others.
            mixed = _order_of(common) == "n" and common.dtype != other.dtype
            return Index(self.name, common.astype(np.result_type(common.dtype, other.dtype)) if mixed else common)
        both = np.concatenate([self.values, other.values[~np.isin(other.values, self.values)]])
        return Index(self.name, np.sort(both))

    def indexer_for(self, other):
        """Where the labels of another index are in this one; -1 where they are not."""
        return self._many(getattr(other, "values", other), None, None)


class IntervalIndex(Index):
    """Intervals along one dimension, found by a number in them."""

    def _one(self, label, method, tolerance):
        if isinstance(label, Interval):
            return super()._one(label, method, tolerance)
        inside = np.array([label in interval for interval in self.values.tolist()], dtype=bool)
        if not inside.any():
            raise KeyError(self._not_found(label))
        return run_of(np.nonzero(inside)[0]) if inside.sum() > 1 else int(np.argmax(inside))


def _order_of(values):
    """What these labels can be compared with: numbers, text, dates, durations."""
    return "n" if values.dtype.kind in "biufc" else values.dtype.kind


def run_of(positions, steps=False):
    """A slice if positions follow one another (at equal steps, if `steps`), else the positions."""
    if len(positions) == 0:
        return slice(0, 0)
    first, last = int(positions[0]), int(positions[-1])
    step = int(positions[1]) - first if steps and len(positions) > 1 else 1
    if step and last - first == step * (len(positions) - 1) and (step == 1 or bool(np.all(np.diff(positions) == step))):
        return slice(first, last + 1, step if step != 1 else None)
    return positions
