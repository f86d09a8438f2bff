"""`DatetimeIndex` and `TimedeltaIndex`: dates and durations as labels."""

import operator
import re

import numpy as np
from _dasklet_missing import refuse
from xarray import frequencies, times
from xarray.indexes import Index as Labels

from .arithmetic import is_number, plain
from .indexes import Index, check_axis, index_of
from .printing import END, LABELS_MAX
from .scalars import NO_LOCALE, NO_ZONES, NaT, Timedelta, Timestamp, each_of, named

_COUNT = re.compile(r"-?\d*")
_WITHIN_DAYS = ("h", "min", "s", "ms", "us", "ns")


class _Times(Index):
    """What indexes of dates and durations share."""

    _scalar = None

    def _label(self, value):
        return named(value)

    def __iter__(self):
        return each_of(self.values)

    def _freq_of(self, key):
        if self._freq is None:
            return None
        if isinstance(key, np.ndarray) and key.dtype.kind == "b" and key.any():
            # A run of neighbours is a slice.
            places = np.flatnonzero(key)
            key = slice(0) if places[-1] - places[0] == len(places) - 1 else None
        if not isinstance(key, slice):
            return None
        count = _COUNT.match(self._freq)[0]
        steps = int({"": 1, "-": -1}.get(count, count)) * (1 if key.step is None else key.step)
        return ("" if steps == 1 else str(steps)) + self._freq[len(count) :]

    freq = freqstr = property(lambda self: self._freq)
    unit = property(lambda self: np.datetime_data(self.dtype)[0])

    @property
    def asi8(self):
        """The labels as whole numbers of their unit."""
        return self.values.astype("int64")

    @property
    def inferred_freq(self):
        """The frequency that the labels have."""
        from .ranges import infer_freq

        try:
            return infer_freq(self)
        except ValueError:
            return None

    def _none(self):
        return NaT

    def _operand(self, other):
        if other is NaT:
            return self.dtype.type("NaT", self.unit)
        return plain(self._scalar(other)) if isinstance(other, str) else super()._operand(plain(other))

    def _among(self, values):
        values = values if isinstance(values, (Labels, np.ndarray)) else list(values)
        if len(values) and all(isinstance(value, str) for value in values):
            return type(self)(values).values
        return super()._among(values) if len(values) else np.array([], dtype=self.dtype)

    def isin(self, values, level=None):
        """Where labels are among these; text is none of them."""
        values = list(values)
        if values and all(isinstance(value, str) for value in values):
            return np.zeros(len(self), dtype=bool)
        return super().isin(values, level)

    def get_loc(self, key):
        """Where a label is: a position, a slice or truths."""
        is_text = isinstance(key, str) and self.dtype.kind == "m"
        return super().get_loc(plain(Timedelta(key) if is_text else key))

    def fillna(self, value):
        """With a label in the place of each missing one."""
        return super().fillna(plain(self._scalar(value)))

    def mean(self, *, skipna=True, axis=0):
        """The mean of the labels."""
        check_axis(axis)
        kept = self.dropna().asi8 if skipna else self.asi8
        if not len(kept) or len(kept) == len(self) and self.hasnans:
            return NaT
        # From the first one on, so that nothing is lost of large numbers.
        found = int(kept[0]) + int((kept - kept[0]).mean())
        return named(np.asarray(found).astype(self.dtype)[()])

    def as_unit(self, unit):
        """The same in another unit."""
        return index_of(self.values.astype(f"{self.dtype.name.split('[')[0]}[{unit}]"), self.name, self._freq)

    def floor(self, freq, ambiguous="raise", nonexistent="raise"):
        """Rounded down to a step."""
        return self._to_step(freq, "floor", ambiguous, nonexistent)

    def ceil(self, freq, ambiguous="raise", nonexistent="raise"):
        """Rounded up to a step."""
        return self._to_step(freq, "ceil", ambiguous, nonexistent)

    def round(self, freq, ambiguous="raise", nonexistent="raise"):
        """Rounded to a step."""
        return self._to_step(freq, "round", ambiguous, nonexistent)

    def _to_step(self, freq, how, ambiguous, nonexistent):
        for option, value in (("ambiguous", ambiguous), ("nonexistent", nonexistent)):
            refuse(f"{type(self).__name__}.{how}", NO_ZONES, **{option: None if value == "raise" else value})
        return self._like(frequencies.floor_to(self.values, freq, how))

    def shift(self, periods=1, freq=None):
        """Moved by so many steps, the index's own ones if none are given."""
        if self._freq is None and freq is None:
            raise ValueError("Cannot shift with no freq")
        if freq is None:
            return self._moved_by(periods)
        step = frequencies.Frequency(freq)
        if step.unit and step.unit != "W":
            return self + np.timedelta64(periods * step.count * (-1 if step.backwards else 1), step.unit)
        raise NotImplementedError(f"shift(freq={freq!r}) is not here; shift by a duration, such as '1D'")

    def _moved_by(self, periods):
        step = frequencies.Frequency(self._freq)
        if step.unit and step.unit != "W":
            return index_of(
                self.values + np.timedelta64(periods, step.unit) * step.count * (-1 if step.backwards else 1), self.name, self._freq
            )
        # Days that the frequency names: on from the first, or back from the last.
        n_more = abs(periods) + len(self)
        from .ranges import date_range

        if periods >= 0:
            return date_range(self[0], periods=n_more, freq=self._freq, name=self.name, unit=self.unit)[periods:]
        return date_range(end=self[-1], periods=n_more, freq=self._freq, name=self.name, unit=self.unit)[:periods]

    def _operate(self, other, operate):
        if is_number(other) and operate in (operator.add, operator.sub):
            raise TypeError(
                f"Addition/subtraction of integers and integer-arrays with {type(self).__name__.replace('Index', 'Array')} is no longer "
                "supported.  Instead of adding/subtracting `n`, use `n * obj.freq`"
            )
        is_equality = operate in (operator.eq, operator.ne)
        try:
            return super()._operate(other, operate)
        except TypeError:
            if not is_equality:
                kind = type(self).__name__.replace("Index", "Array")
                raise TypeError(f"{kind} of {self.dtype} has no such operation or comparison with {type(other).__name__}") from None
        except ValueError:
            if not isinstance(other, str):
                raise
            if not is_equality:
                raise TypeError(f"Invalid comparison between dtype={self.dtype} and str") from None
        return np.full(len(self), operate is operator.ne)

    def _result(self, values, name, other):
        freq = None
        # One step for all keeps the distances, or turns them round.
        if isinstance(other, (np.timedelta64, np.datetime64)) and self._is_of_durations():
            is_turned = len(self) > 1 and values.dtype.kind in "mM" and (values[1] - values[0]) != (self.values[1] - self.values[0])
            freq = self._freq_of(slice(None, None, -1)) if is_turned else self._freq
        return index_of(values, name, freq if values.dtype.kind in "mM" else None)

    def _is_of_durations(self):
        return self._freq is not None and self._freq.lstrip("-0123456789") in ("D", *_WITHIN_DAYS)

    def _texts(self):
        # Of many the ends are shown.
        ends = self.values if len(self) <= LABELS_MAX else np.concatenate([self.values[:END], self.values[-END:]])
        texts = [str(value) for value in each_of(ends)]
        # Steps within days show the time of day, even at midnight.
        is_of_days = self._freq is None or self._freq.lstrip("-0123456789") not in _WITHIN_DAYS
        unit = self.dtype.name.split("[")[0]
        if is_of_days and bool((np.isnat(self.values) | (self.values == self.values.astype(f"{unit}[D]"))).all()):
            texts = [text.removesuffix(" 00:00:00") for text in texts]
        texts[END:END] = [""] * (len(self) - len(ends))
        # As in pandas: missing dates stand in quotes, missing durations do not.
        return [text if text == "NaT" and self.dtype.kind == "m" else repr(text) for text in texts]

    def _more(self):
        return [("freq", repr(self._freq))]


_NUMBERS = ("year", "month", "day", "hour", "minute", "second", "microsecond", "nanosecond", "dayofyear", "dayofweek", "weekday", "quarter")
_NUMBERS += ("days_in_month", "daysinmonth", "day_of_year", "day_of_week")
_TRUTHS = tuple(name for name in times.FIELDS if name.startswith("is_"))


class DatetimeIndex(_Times):
    """Dates, as labels of a dimension. Their parts are indexes too: `dates.month`, `dates.dayofyear`."""

    _scalar = Timestamp

    def __new__(cls, data=None, freq=None, tz=None, ambiguous=None, dayfirst=None, yearfirst=None, dtype=None, copy=None, name=None):
        refuse("DatetimeIndex", NO_ZONES, tz=tz, ambiguous=ambiguous)
        refuse("DatetimeIndex", "pd.to_datetime reads them", dayfirst=dayfirst or None, yearfirst=yearfirst or None)
        _check_labels(cls, data)
        from .ranges import to_datetime

        found = to_datetime(data)
        return _with_freq(found if dtype is None else found.astype(dtype), data, freq, name)

    def __getattr__(self, name):
        if name in _NUMBERS:
            found = times.FIELDS[name](self.values)
            return self._like(found.astype("int32") if found.dtype.kind == "i" else found)
        if name in _TRUTHS:
            return times.FIELDS[name](self.values)
        return super().__getattr__(name)

    def _names(self):
        return [*super()._names(), *_NUMBERS, *_TRUTHS]

    tz = tzinfo = None

    @property
    def date(self):
        """Python's days, as an array of objects."""
        return self._objects(lambda stamp: stamp.date())

    @property
    def time(self):
        """Python's times of day, as an array of objects."""
        return self._objects(lambda stamp: stamp.time())

    def to_pydatetime(self):
        """Python's dates, as an array of objects."""
        return self._objects(lambda stamp: stamp.to_pydatetime())

    def _objects(self, function):
        found = np.empty(len(self), dtype=object)
        for at, stamp in enumerate(self):
            found[at] = stamp if stamp is NaT else function(stamp)
        return found

    def strftime(self, date_format):
        """As text."""
        return self._like(np.array([np.nan if stamp is NaT else stamp.strftime(date_format) for stamp in self], dtype=object))

    def normalize(self):
        """Midnights."""
        return self.floor("D")

    def day_name(self, locale=None):
        """Names of the days of the week."""
        return self._words("day_name", locale)

    def month_name(self, locale=None):
        """Names of the months."""
        return self._words("month_name", locale)

    def _words(self, name, locale):
        refuse(f"DatetimeIndex.{name}", NO_LOCALE, locale=locale)
        return self._like(np.where(np.isnat(self.values), np.nan, times.NAMES[name](self.values).astype(object)))

    def to_julian_date(self):
        """Days since noon of January 1st, 4713 B.C."""
        days = self.values.astype("datetime64[D]")
        return self._like(days.astype("int64") + 2440587.5 + (self.values - days) / np.timedelta64(1, "D"))


class TimedeltaIndex(_Times):
    """Durations, as labels of a dimension."""

    _scalar = Timedelta

    def __new__(cls, data=None, freq=None, dtype=None, copy=None, name=None):
        _check_labels(cls, data)
        from .ranges import to_timedelta

        found = to_timedelta(data)
        return _with_freq(found if dtype is None else found.astype(dtype), data, freq, name)

    days = property(lambda self: self._part("days", "int64"))
    seconds = property(lambda self: self._part("seconds", "int32"))
    microseconds = property(lambda self: self._part("microseconds", "int32"))
    nanoseconds = property(lambda self: self._part("nanoseconds", "int32"))

    def _part(self, name, dtype):
        found = times.DURATION_FIELDS[name](self.values)
        return self._like(found.astype(dtype) if found.dtype.kind == "i" else found)

    def total_seconds(self):
        """In seconds."""
        return self._like(times.DURATION_FIELDS["total_seconds"](self.values))

    def sum(self, *, axis=None, skipna=True, min_count=0):
        """All of them together."""
        check_axis(axis)
        refuse("TimedeltaIndex.sum", "leave it out", min_count=min_count or None)
        return named((self.dropna().values if skipna else self.values).sum())

    def to_pytimedelta(self):
        """Python's durations, as an array of objects."""
        found = np.empty(len(self), dtype=object)
        for at, step in enumerate(self):
            found[at] = step if step is NaT else step.to_pytimedelta()
        return found


for _class in (DatetimeIndex, TimedeltaIndex):
    _class.__module__ = "pandas"


def _check_labels(cls, data):
    if data is None or isinstance(data, str) or not hasattr(data, "__iter__"):
        raise TypeError(f"{cls.__name__}(...) must be called with a collection of some kind, {data!r} was passed")


def _with_freq(found, data, freq, name):
    """The index with the frequency that is asked for, which its labels must have."""
    name = getattr(data, "name", None) if name is None else name
    if freq is None:
        return index_of(found.values, name, getattr(data, "_freq", None))
    if isinstance(freq, str) and freq == "infer":
        return index_of(found.values, name, found.inferred_freq)
    step = frequencies.Frequency(freq)
    if len(found):
        from .ranges import date_range

        is_date = found.dtype.kind == "M"
        expected = date_range(found[0] if is_date else Timestamp(0) + found[0], periods=len(found), freq=freq)
        if not bool((expected.values == (found.values if is_date else Timestamp(0).to_datetime64() + found.values)).all()):
            inferred = found.inferred_freq
            raise ValueError(f"Inferred frequency {inferred} from passed values does not conform to passed frequency {step.text}")
    return index_of(found.values, name, step.text)
