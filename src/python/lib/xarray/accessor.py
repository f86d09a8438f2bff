"""`.dt`: parts of dates and durations."""

import numpy as np

from . import cftimes, frequencies, times
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

    def _made(self, function, name, keep_attrs=True):
        variable = self._array._variable
        data = function(variable.values)
        return type(self._array)._made(Variable(variable.dims, data, variable.attrs if keep_attrs else None), self._array._coords, name)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if self._calendar is not None:
            found = cftimes.field(self._array._variable.values, name)
            if found is None:
                hint = {"date": "; consider .dt.floor('D')", "time": "; it has hour, minute, second"}.get(name, "")
                raise AttributeError(
                    f"'.dt' has no {name!r} for dates of the calendar {self._calendar.name!r}{hint or '; it has ' + ', '.join(self._fields())}"
                )
            return self._made(lambda values: found, name)
        if name in times.NAMES:
            code = "%A" if name == "day_name" else "%B"
            raise AttributeError(f"'.dt' has no {name!r} in xarray; .dt.strftime({code!r}) gives such names")
        fields = self._fields()
        if name not in fields or name == "total_seconds":
            raise AttributeError(f"'.dt' has no {name!r} for {self._array.dtype}; it has {', '.join(sorted(fields))}")
        return self._made(fields[name], name, keep_attrs=name not in ("week", "weekofyear"))

    def _fields(self):
        if self._calendar is not None:
            return cftimes.FIELDS
        return times.FIELDS if self._array.dtype.kind == "M" else times.DURATION_FIELDS

    @property
    def calendar(self):
        """The name of the calendar."""
        return "proleptic_gregorian" if self._calendar is None else self._calendar.name

    def _rounded(self, freq, how):
        function = frequencies.floor_to if self._calendar is None else cftimes.floor_to
        return self._made(lambda values: function(values, freq, how), how)

    @property
    def date(self):
        """The days, as Python's dates."""
        return self._objects("date", lambda values: [_object(day) for day in values.astype("datetime64[D]").ravel().tolist()])

    @property
    def time(self):
        """The times of day, as Python's."""
        return self._objects("time", lambda values: [_object(moment, "time") for moment in _moments(values)])

    def _objects(self, name, items):
        if self._array.dtype.kind != "M":
            return self.__getattr__(name)
        return self._made(lambda values: _array_of(items(values), values.shape), name)

    @property
    def decimal_year(self):
        """Years, and what has passed of each as its fraction: 2000.25."""
        if self._calendar is None and self._array.dtype.kind != "M":
            return self.__getattr__("decimal_year")

        def part(values):
            if self._calendar is not None:
                return cftimes.decimal_year(values)
            if bool(np.isnat(values).any()):
                raise ValueError("cannot convert float NaN to integer")
            return times.decimal_year(values)

        return self._made(part, "decimal_year")

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

        if self._array.dtype.kind != "M":
            raise AttributeError("'CFTimeIndex' object has no attribute 'isocalendar'")
        names = ("year", "week", "weekday")
        parts = [times.where_known(lambda values, at=at: times.iso_week(values)[at]) for at in range(3)]
        return Dataset({name: self._made(part, name, keep_attrs=False) for name, part in zip(names, parts)})

    def total_seconds(self):
        """Durations in seconds."""
        if self._array.dtype.kind != "m":
            raise AttributeError(f"'.dt' has no 'total_seconds' for {self._array.dtype}: it is for durations")
        return self._made(times.DURATION_FIELDS["total_seconds"], "total_seconds")

    def strftime(self, date_format):
        """Dates as text: `%Y-%m-%d`, `%b`, `%H:%M`."""

        if self._array.dtype.kind == "m":
            raise AttributeError("'.dt' has no 'strftime' for durations: it is for dates")

        def text(values):
            moments = values.ravel() if self._calendar is not None else _moments(values)
            return _array_of([np.nan if moment is None else moment.strftime(date_format) for moment in moments], values.shape)

        return self._made(text, "strftime", keep_attrs=False)

    def __dir__(self):
        own = ["calendar", "date", "decimal_year", "time", "isocalendar", "strftime"] if self._array.dtype.kind != "m" else []
        return sorted([*self._fields(), *own, "floor", "ceil", "round"])


def _moments(values):
    """Python's dates; None where they are missing."""
    return values.astype("datetime64[us]").ravel().tolist()


def _object(moment, part=None):
    return np.datetime64("NaT", "us") if moment is None else getattr(moment, part)() if part else moment


def _array_of(items, shape):
    """An array of Python objects."""
    return np.array(items, dtype=object).reshape(shape)
