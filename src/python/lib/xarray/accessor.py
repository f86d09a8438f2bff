"""`.dt`: parts of dates and durations."""

import numpy as np

from . import cftimes, times
from .variable import Variable


class DatetimeAccessor:
    """Parts of the dates of an array, as arrays of the same form."""

    def __init__(self, array):
        # Dates of other calendars are objects.
        self._calendar = cftimes.calendar_of(array._variable.data) if array.dtype.kind == "O" else None
        if array.dtype.kind not in "mM" and self._calendar is None:
            raise AttributeError(
                "'.dt' accessor only available for DataArray with datetime64 timedelta64 dtype or for arrays containing cftime datetime objects."
            )
        self._array = array

    def _made(self, function, name):
        variable = self._array._variable
        data = function(variable.values)
        return type(self._array)._made(Variable(variable.dims, data, variable.attrs), self._array._coords, name)

    def __getattr__(self, name):
        if self._calendar is not None:
            return self._of_calendar(name)
        if name in times.NAMES:
            return lambda locale=None: self._made(times.NAMES[name], name)
        fields = times.FIELDS if self._array.dtype.kind == "M" else times.DURATION_FIELDS
        if name not in fields:
            raise AttributeError(f"'.dt' has no {name!r} for {self._array.dtype}; it has {', '.join(sorted(fields))}")
        return self._made(fields[name], name)

    def _of_calendar(self, name):
        found = cftimes.field(self._array._variable.values, name)
        if found is None:
            raise AttributeError(
                f"'.dt' has no {name!r} for dates of the calendar {self._calendar.name!r}; it has {', '.join(cftimes._FIELDS)}, season"
            )
        made = self._made(lambda values: found, name)
        return (lambda locale=None: made) if name in times.NAMES else made

    @property
    def calendar(self):
        """The name of the calendar."""
        return "proleptic_gregorian" if self._calendar is None else self._calendar.name

    def _rounded(self, freq, how):
        function = times.floor_to if self._calendar is None else cftimes.floor_to
        return self._made(lambda values: function(values, freq, how), how)

    @property
    def date(self):
        """The days, as Python's dates."""
        return self._made(lambda values: _objects(values.astype("datetime64[D]").tolist(), values.shape), "date")

    @property
    def time(self):
        """The times of day, as Python's."""
        moments = self._array._variable.values
        found = [moment.time() for moment in moments.astype("datetime64[us]").ravel().tolist()] if self._calendar is None else None
        if found is None:
            raise AttributeError(f"'.dt' has no 'time' for dates of the calendar {self._calendar.name!r}; it has hour, minute, second")
        return self._made(lambda values: _objects(found, values.shape), "time")

    def floor(self, freq):
        """Rounded down to a step: `"D"`, `"6h"`."""
        return self._rounded(freq, "floor")

    def ceil(self, freq):
        """Rounded up to a step."""
        return self._rounded(freq, "ceil")

    def round(self, freq):
        """Rounded to a step."""
        return self._rounded(freq, "round")

    def isocalendar(self):
        """ISO 8601's year, week and weekday."""
        from .dataset import Dataset

        year, week = times.iso_week(self._array.values)
        weekday = times.FIELDS["weekday"](self._array.values) + 1
        return Dataset(
            {name: self._made(lambda _, part=part: part, name) for name, part in (("year", year), ("week", week), ("weekday", weekday))}
        )

    def total_seconds(self):
        """Durations in seconds."""
        if self._array.dtype.kind != "m":
            raise AttributeError(f"'.dt' has no 'total_seconds' for {self._array.dtype}: it is for durations")
        return self._made(lambda values: values.astype("timedelta64[ns]").astype("int64") / 1e9, "total_seconds")

    def strftime(self, date_format):
        """Dates as text: `%Y-%m-%d`, `%b`, `%H:%M`."""

        def text(values):
            if self._calendar is not None:
                return _objects([moment.strftime(date_format) for moment in values.ravel()], values.shape)
            moments = values.astype("datetime64[us]").ravel().tolist()
            return _objects([moment.strftime(date_format) for moment in moments], values.shape)

        return self._made(text, "strftime")

    def __dir__(self):
        fields = times.FIELDS if self._array.dtype.kind == "M" else times.DURATION_FIELDS
        return sorted([*fields, *times.NAMES, "date", "time", "floor", "ceil", "round", "isocalendar", "strftime", "total_seconds"])


def _objects(items, shape):
    """An array of Python objects."""
    return np.array(items, dtype=object).reshape(shape)
