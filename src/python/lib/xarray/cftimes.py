"""Dates of other calendars, as `cftime` has them: partial date strings, parts of dates, steps, and an index. All on their codes, microseconds."""

import re
import warnings

import numpy as np
from numpy._dasklet_encoded import codes_of

from . import frequencies, times
from .indexes import Index, run_of

_PARTS = re.compile(r"\s*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ](\d{1,2})(?::(\d{2})(?::(\d{2})(?:\.\d+)?)?)?)?)?)?Z?\s*$")
_FIELDS = (
    "year",
    "month",
    "day",
    "hour",
    "minute",
    "second",
    "microsecond",
    "dayofyear",
    "dayofweek",
    "weekday",
    "days_in_month",
    "daysinmonth",
)
FIELDS = (*_FIELDS, "day_of_week", "day_of_year", "days_in_year", "is_leap_year", "season")
_MICROSECONDS = {"D": 86400 * 10**6, "h": 3600 * 10**6, "m": 60 * 10**6, "s": 10**6, "ms": 1000, "us": 1}


def calendar_of(values):
    """The calendar of an array of cftime's dates; None of other arrays."""
    labels = getattr(values, "_labels", None)
    return labels if hasattr(labels, "codes_of") else None


def period(text, calendar):
    """The code of the first moment that a date string covers, of the first one after it, and its resolution."""
    # ISO 8601 also has dates without marks between their parts.
    found = _PARTS.match(re.sub(r"^(\d{4})(\d{2})(\d{2})(?!\d)", r"\1-\2-\3", text))
    if not found:
        raise ValueError(f"could not read {text!r} as a date; write it as 2000, 2000-01, 2000-01-30 or 2000-01-30T12:30")
    given = [int(part) for part in found.groups() if part is not None]
    resolution = times.RESOLUTIONS[0] if len(given) == 1 else ("month", "day", "hour", "minute", "second")[len(given) - 2]
    year, month, day, *clock = given + [1] * (3 - len(given))
    from cftime.dates import code_of, datetime

    start = code_of(datetime(year, month, day, *clock, calendar=calendar.name))
    if resolution == "year":
        return start, calendar.code(year + 1, 1, 1), resolution
    if resolution == "month":
        return start, calendar.code(year + month // 12, month % 12 + 1, 1), resolution
    unit = {"day": "D", "hour": "h", "minute": "m", "second": "s"}[resolution]
    return start, start + _MICROSECONDS[unit], resolution


def field(values, name):
    """A part of dates; None if they have no such part."""
    calendar, codes = calendar_of(values), codes_of(values)
    name = {"day_of_week": "dayofweek", "day_of_year": "dayofyear"}.get(name, name)
    if name in _FIELDS:
        return calendar.field(codes, name)
    if name == "season":
        return times.SEASONS[calendar.field(codes, "month") - 1]
    if name in ("days_in_year", "is_leap_year"):
        length = _year_length(calendar, codes)
        return length if name == "days_in_year" else length == 366
    return None


def _year_length(calendar, codes):
    # The year of the reform is no shorter here.
    return np.maximum(calendar.field(codes, "days_in_year"), 360 if calendar.name == "360_day" else 365)


def decimal_year(values):
    """Years, and what has passed of each as its fraction."""
    calendar, codes = calendar_of(values), codes_of(values)
    passed = (calendar.field(codes, "dayofyear") - 1) * _MICROSECONDS["D"] + codes % _MICROSECONDS["D"]
    return calendar.field(codes, "year") + passed / (_year_length(calendar, codes) * _MICROSECONDS["D"])


def floor_to(values, freq, how):
    """Dates rounded to a fixed step."""
    step = frequencies.Frequency(freq, of_calendar=True)
    if step.unit not in _MICROSECONDS:
        raise ValueError(f"{freq!r} is a non-fixed frequency; dates are rounded to days, hours, minutes or seconds")
    width = _MICROSECONDS[step.unit] * step.count
    codes = codes_of(values)
    low = codes // width * width
    if how == "ceil":
        low = -(-codes // width) * width
    elif how == "round":
        rest = codes - low
        low = low + np.where((rest * 2 > width) | ((rest * 2 == width) & (low // width % 2 == 1)), width, 0)
    return values._like(low)


def date_range(start, end, periods, freq, calendar, normalize=False, inclusive="both"):
    """Dates at equal steps in a calendar, or that of the first date that is given."""
    from cftime.calendars import calendar_named
    from cftime.units import dates_of_codes

    if freq is None and None in (start, end, periods):
        freq = "D"
    if sum(part is not None for part in (start, end, periods, freq)) != 3:
        raise ValueError(
            "Exactly three of 'start', 'end', 'periods', or 'freq' must be specified to generate a date range. Note that 'freq' defaults to"
            " 'D' in the event that any of 'start', 'end', or 'periods' are None."
        )
    calendar = next((moment._calendar for moment in (start, end) if hasattr(moment, "_calendar")), None) or calendar_named(calendar)
    first, last = (None if moment is None else _code_of(moment, calendar) for moment in (start, end))
    if normalize:
        first, last = (None if code is None else code - code % _MICROSECONDS["D"] for code in (first, last))
    if freq is None:
        codes = first + np.round(np.linspace(0.0, (last - first) / 10**6, periods) * 10**6).astype("int64")
    else:
        codes = _generated(frequencies.Frequency(freq, of_calendar=True), calendar, first, last, periods)
    if len(codes) and inclusive in ("right", "neither") and codes[0] == first:
        codes = codes[1:]
    if len(codes) and inclusive in ("left", "neither") and codes[-1] == last:
        codes = codes[:-1]
    return dates_of_codes(codes, calendar)


def _generated(step, calendar, first, last, periods):
    """The codes from one moment to another, or as many as are wanted, forwards or backwards."""
    if not step.months and step.unit not in _MICROSECONDS:
        raise ValueError(f"Invalid frequency string provided: {step.text!r}; for this calendar there are days, hours, months and the like")
    count = -step.count if step.backwards else step.count
    if first is not None and _shifted(first, 0, calendar, step) != first:
        first = _shifted(first, 1 if count > 0 else -1, calendar, step)
    if last is None:
        last = _shifted(first, (periods - 1) * count, calendar, step)
    if first is None:
        first = _shifted(last, (1 - periods) * count, calendar, step)
    if not step.months:
        width = _MICROSECONDS[step.unit] * count
        return first + width * np.arange(max((last - first) // width + 1, 0))
    year, month, _, rest = calendar.parts(first)
    until, until_month, _, _ = calendar.parts(last)
    most = abs((until - year) * 12 + until_month - month) // (step.count * step.months) + 1
    codes = _in_months(calendar.counted(year) * 12 + month - 1 + count * step.months * np.arange(most), calendar, step) + rest
    return codes[codes <= last] if count > 0 else codes[codes >= last]


def _shifted(code, count, calendar, step):
    """A moment so many steps later; of months, first on to where one begins or ends."""
    if not step.months:
        return code + count * _MICROSECONDS[step.unit] if count else code
    year, month, day, rest = calendar.parts(code)
    at_end = step.side == "end"
    wanted = calendar.field(code, "daysinmonth") if at_end else 1
    anchor = (step.first_month - at_end) % 12 + 1
    beyond = {1: 0, 3: month % 3 - anchor % 3, 12: month - anchor}[step.months]
    if count > 0:
        count -= (beyond, day) < (0, wanted)
    else:
        count += (beyond, day) > (0, wanted)
    return _in_months(calendar.counted(year) * 12 + month - 1 + count * step.months - beyond, calendar, step) + rest


def _in_months(months, calendar, step):
    """The first or the last day of months that are counted from the year 0."""
    months = months + (step.side == "end")
    return (calendar.days(months // 12, months % 12 + 1, 1) - (step.side == "end")) * _MICROSECONDS["D"]


def _span(value):
    """Microseconds of a duration, or of several."""
    if hasattr(value, "days") and hasattr(value, "microseconds"):
        return (value.days * 86400 + value.seconds) * 10**6 + value.microseconds
    value = np.asarray(getattr(value, "values", value))
    if value.dtype.kind != "m":
        raise TypeError(f"dates of a calendar are moved by durations, not by {value.dtype}")
    return value.astype("timedelta64[us]").astype("int64")[()]


def _code_of(label, calendar):
    if isinstance(label, str):
        return period(label, calendar)[0]
    if getattr(label, "_calendar", None) is not calendar:
        raise TypeError(
            f"cannot compare {label!r} with dates of the calendar {calendar.name!r}; write '2000-01-30' or cftime.datetime(..., calendar={calendar.name!r})"
        )
    from cftime.dates import code_of

    return code_of(label)


class CFTimeIndex(Index):
    """The labels along a dimension of dates of another calendar."""

    def __init__(self, name, values):
        Index.__init__(self, name, values)
        self._calendar = calendar_of(values)
        self._codes = Index(name, codes_of(values))

    calendar = property(lambda self: self._calendar.name)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        found = field(self.values, name)
        if found is None:
            raise AttributeError(f"'CFTimeIndex' object has no attribute {name!r}; it has {', '.join(FIELDS)}")
        return found

    def positions(self, label, method=None, tolerance=None):
        """The position, the slice or the positions of a label, a slice of labels or several labels."""
        tolerance = None if tolerance is None else _span(tolerance)
        if isinstance(label, slice):
            bounds = (
                self._ends(label.start, label.stop)
                if not self._codes.is_monotonic_decreasing or len(self) < 2
                else self._ends(label.stop, label.start)[::-1]
            )
            return self._codes.positions(slice(*bounds, label.step), method)
        if isinstance(label, str):
            return self._text(label, method, tolerance)
        if isinstance(label, (list, tuple)):
            if any(isinstance(one, str) for one in label):
                raise KeyError(f"not all values found in index {self.name!r}: several labels are dates of cftime, not text: {list(label)}")
            return self._codes.positions(np.array([_code_of(one, self._calendar) for one in label], dtype="int64"), method, tolerance)
        own = calendar_of(label)
        if own is not None:
            if own is not self._calendar:
                raise TypeError(f"the labels are of the calendar {own.name!r}, the index of {self.calendar!r}")
            return self._codes.positions(codes_of(label) if label.ndim else int(codes_of(label).item()), method, tolerance)
        if getattr(getattr(label, "dtype", None), "kind", "") == "b":
            return self._codes.positions(label)
        try:
            return self._codes.positions(_code_of(label, self._calendar), method, tolerance)
        except KeyError:
            raise KeyError(self._not_found(label)) from None

    def _many(self, labels, method, tolerance):
        if calendar_of(labels) is not self._calendar:
            return Index._many(self, labels, method, tolerance)
        return self._codes._many(codes_of(labels), method, None if tolerance is None else _span(tolerance))

    def _ends(self, low, high):
        """Codes of the first label that is meant, and of the last moment."""
        low = None if low is None else _code_of(low, self._calendar)
        high = None if high is None else period(high, self._calendar)[1] - 1 if isinstance(high, str) else _code_of(high, self._calendar)
        return low, high

    def _text(self, label, method, tolerance):
        start, stop, _resolution = period(label, self._calendar)
        try:
            if method is None:
                codes = self._codes.values
                found = np.nonzero((codes >= start) & (codes < stop))[0]
                if not len(found):
                    raise KeyError(label)
                return run_of(found)
            return self._codes.positions(start, method, tolerance)
        except KeyError:
            raise KeyError(self._not_found(label)) from None

    def indexer_for(self, other):
        """Where the labels of another index are in this one; -1 where they are not."""
        if calendar_of(other.values) is not self._calendar:
            return np.full(len(other.values), -1)
        return self._codes._many(codes_of(other.values), None, None)

    def to_datetimeindex(self, unsafe=False, time_unit=None):
        """The dates as NumPy's, which are those of the standard calendar; warns where the calendar is another, unless `unsafe`."""
        if not unsafe and self._calendar.name not in ("standard", "gregorian", "proleptic_gregorian"):
            warnings.warn(
                f"Converting a CFTimeIndex with dates from a non-standard calendar, {self._calendar.name!r}, to a pandas.DatetimeIndex, which uses dates from the standard calendar.  This may lead to subtle errors in operations that depend on the length of time between dates.",
                RuntimeWarning,
                stacklevel=2,
            )
        year, month, day, rest = self._calendar.parts(self._codes.values)
        from cftime.calendars import calendar_named

        codes = calendar_named("proleptic_gregorian").days(year, month, day) * _MICROSECONDS["D"] + rest
        return Index(self.name, codes.astype("datetime64[us]").astype(f"datetime64[{time_unit or 'ns'}]"))

    # Arithmetic

    def _with(self, codes):
        return Index(self.name, self.values._like(codes))

    def __add__(self, other):
        return self._with(self._codes.values + _span(other))

    __radd__ = __add__

    def __sub__(self, other):
        codes = self._codes.values
        if isinstance(other, CFTimeIndex) or hasattr(other, "_calendar"):
            if other._calendar is not self._calendar:
                raise TypeError("cannot compute the time difference between dates with different calendars")
            rest = codes - (other._codes.values if isinstance(other, CFTimeIndex) else _code_of(other, self._calendar))
            return Index(self.name, rest.astype("timedelta64[us]"))
        return self._with(codes - _span(other))

    def shift(self, periods, freq):
        """All dates so many steps later."""
        if not isinstance(freq, str):
            return self._with(self._codes.values + periods * _span(freq))
        step = frequencies.Frequency(freq, of_calendar=True)
        count = -periods * step.count if step.backwards else periods * step.count
        moved = [_shifted(code, count, self._calendar, step) for code in self._codes.values.tolist()]
        return self._with(np.array(moved, dtype="int64"))

    def min(self):
        return self._calendar[int(self._codes.values.min())]

    def max(self):
        return self._calendar[int(self._codes.values.max())]

    def floor(self, freq):
        return Index(self.name, floor_to(self.values, freq, "floor"))

    def ceil(self, freq):
        return Index(self.name, floor_to(self.values, freq, "ceil"))

    def round(self, freq):
        return Index(self.name, floor_to(self.values, freq, "round"))

    def strftime(self, date_format):
        """The dates as text."""
        return Index(self.name, np.array([date.strftime(date_format) for date in self.values], dtype=object))

    def __getitem__(self, key):
        found = self.values[key]
        return Index(self.name, found) if calendar_of(found) is not None else found

    @property
    def freq(self):
        """The step, if all are equal: `"3h"`, `"MS"`; else None."""
        return inferred_freq(self.values) if len(self) > 2 else None

    def __repr__(self):
        def lines(values):
            texts = [str(value) for value in values]
            return [", ".join(texts[at : at + 3]) for at in range(0, len(texts), 3)]

        gap = ",\n" + " " * 13
        ends = [self.values] if len(self) <= 100 else [self.values[:10], self.values[-10:]]
        body = ("\n" + " " * 13 + "...\n" + " " * 13).join(gap.join(lines(part)) + ("," if part is not ends[-1] else "") for part in ends)
        end = f",\n{' ' * 12}dtype='object', length={len(self)}, calendar={self.calendar!r}, freq={self.freq!r})"
        return f"CFTimeIndex([{body}]{end}"


def inferred_freq(values):
    """The step of dates at equal steps; None of others."""
    calendar, codes = calendar_of(values), codes_of(values)
    if len(codes) < 3:
        raise ValueError("Need at least 3 dates to infer frequency")
    steps = np.unique(np.diff(codes))
    if len(np.unique(codes)) < len(codes) or steps[0] < 0 < steps[-1]:
        return None
    width = int(steps[0])

    def text(count, name):
        return ("" if count == 1 else str(count)) + name

    if width % _MICROSECONDS["D"]:
        unit = next(unit for unit in _MICROSECONDS if width % _MICROSECONDS[unit] == 0)
        return text(width // _MICROSECONDS[unit], {"m": "min"}.get(unit, unit)) if len(steps) == 1 else None
    year, month, day, _ = calendar.parts(codes)
    side = "E" if bool((day == calendar.field(codes, "daysinmonth")).all()) else "S" if bool((day == 1).all()) else None
    months = np.unique(np.diff(year * 12 + month))
    if side and len(months) == 1:
        first, count = int(month[0]), int(months[0])
        if count % 12 == 0:
            return text(count // 12, f"Y{side}-{times.MONTHS[first - 1]}")
        if count % 3 == 0:
            return text(count // 3, f"Q{side}-{times.MONTHS[(first - 1) % 3 + 9]}")
        return text(count, f"M{side}")
    return text(width // _MICROSECONDS["D"], "D") if len(steps) == 1 else None


def bins(values, step, closed=None, label=None, origin="start_day", offset=None):
    """For sorted dates: the bin of each, and the label of each bin, empty ones included. Sides and origin as in `Frequency.bins`."""
    for name, side in (("closed", closed), ("label", label)):
        if side not in (None, "left", "right"):
            raise ValueError(f"Unsupported value {side} for `{name}`")
    calendar, codes, day = calendar_of(values), codes_of(values), _MICROSECONDS["D"]
    first, last = int(codes.min()), int(codes.max())
    at_end = step.months > 0 and step.side == "end"
    natural = "right" if at_end or isinstance(origin, str) and origin in ("end", "end_day") else "left"
    closed, label = closed or natural, label or natural
    if step.months:
        begin = first - first % day
        if closed == "right":
            begin = _shifted(begin, -step.count, calendar, step)
        elif _shifted(begin, 0, calendar, step) != begin:
            begin = _shifted(begin, -1, calendar, step)
        end = _shifted(last - last % day, step.count, calendar, step)
    else:
        begin, end = _fixed_range(first, last, step, calendar, closed, origin, offset)
    labels = edges = _generated(step, calendar, begin, end, None)
    if at_end:
        # A bin ends with the last moment of its last day.
        edges = edges + day - 1 if closed == "right" else edges
        if edges[-2] > last:
            edges, labels = edges[:-1], labels[:-1]
    if codes[0] < edges[0] or codes[-1] > edges[-1]:
        raise ValueError("Value falls before first bin" if codes[0] < edges[0] else "Value falls after last bin")
    which = np.searchsorted(edges, codes, side="right" if closed == "left" else "left") - 1
    return which, values._like(labels[1:] if label == "right" else labels[:-1])


def _fixed_range(first, last, step, calendar, closed, origin, offset):
    """Where bins of a fixed length begin and end."""
    if step.unit not in _MICROSECONDS:
        raise ValueError(f"Invalid frequency string provided: {step.text!r}; for this calendar there are days, hours, months and the like")
    width, day = _MICROSECONDS[step.unit] * step.count, _MICROSECONDS["D"]
    if not isinstance(origin, str):
        start = _code_of(origin, calendar)
    elif origin in ("end", "end_day"):
        end = last if origin == "end" else -(-last // day) * day
        start = first = end - ((end - first) // width + (closed == "left")) * width
    elif origin in ("start_day", "start", "epoch"):
        start = {"start_day": first - first % day, "start": first, "epoch": calendar.code(1970, 1, 1)}[origin]
    else:
        raise ValueError(f"origin must be one of {{'epoch', 'start_day', 'start', 'end', 'end_day'}} or a cftime.datetime. Got {origin}.")
    if offset is not None:
        if isinstance(offset, str) and offset.strip().endswith("D"):
            raise ValueError("offset must be a datetime.timedelta object or an offset string of hours or less for this calendar: '24h'")
        start += int(_span(times.duration_of(offset)))
    before, after = (first - start) % width, (last - start) % width
    begin = first - (before or (width if closed == "right" else 0))
    return begin, last + (width - after if after or closed == "left" else 0)


def converted(obj, calendar, dim, align_on, use_cftime):
    """An object with the same dates in another calendar; those that it does not have are left out."""
    from cftime.calendars import calendar_named

    labels = obj[dim]
    values = labels.values
    source, target = calendar_of(values), calendar_named(calendar)
    if source is None and values.dtype.kind != "M":
        raise ValueError(f"Coordinate {dim} must contain datetime objects.")
    codes = values.astype("datetime64[us]").astype("int64") if source is None else codes_of(values)
    own = source or calendar_named("proleptic_gregorian")
    is_usual = target.name in ("standard", "proleptic_gregorian")
    if use_cftime is False and not is_usual:
        raise ValueError(f"Calendar '{calendar}' is only valid with use_cftime=True or None.")
    gives_objects = use_cftime or not is_usual
    if own is target and gives_objects == (source is not None):
        return obj.copy(deep=False)
    if own is not target and "360_day" in (own.name, target.name) and align_on is None:
        raise ValueError(
            "Argument `align_on` must be specified with either 'date' or 'year' when converting to or from a '360_day' calendar."
        )
    *day, rest = own.parts(codes)
    found = target.code(*day) + rest
    kept = np.flatnonzero(np.all([part == wanted for part, wanted in zip(target.parts(found), day)], axis=0))
    if gives_objects:
        moments = np.array([target[int(code)] for code in found[kept].tolist()], dtype=object)
    else:
        moments = found[kept].astype("datetime64[us]").astype("datetime64[ns]")
    return obj.isel({dim: kept}).assign_coords({dim: (dim, moments, labels.attrs)})
