"""Dates and durations as numbers: `CFDatetimeCoder` and `CFTimedeltaCoder`, as the CF conventions have it.

`"days since 1850-01-01"` are `datetime64` where these reach so far, else dates of cftime, which every calendar has.
"""

import re
import warnings

import numpy as np

__all__ = ["CFDatetimeCoder", "CFTimedeltaCoder"]


class SerializationWarning(RuntimeWarning):
    """Something about the encoding of a store or of what is written."""


_STANDARD = ("standard", "gregorian", "proleptic_gregorian")
# From coarse to fine, in nanoseconds.
NANOSECONDS = {
    "days": 86400 * 10**9,
    "hours": 3600 * 10**9,
    "minutes": 60 * 10**9,
    "seconds": 10**9,
    "milliseconds": 10**6,
    "microseconds": 1000,
    "nanoseconds": 1,
}
_TICKS = {"s": 10**9, "ms": 10**6, "us": 1000, "ns": 1}
# The number that means "no date".
NAT = -(2**63)
# 1582-10-15, since when the calendar is Gregorian, in nanoseconds since 1970.
_REFORM = -141427 * NANOSECONDS["days"]
_REFERENCE = re.compile(
    r"(\d{4})-?(\d{1,2})?-?(\d{1,2})?(?:[T ]+(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d*))?)?)?)?\s*(Z|UTC|GMT|([+-])(\d{1,2}):?(\d{2})?)?$"
)


def split_units(units):
    """`"days"` and `"1850-01-01"` of `"days since 1850-01-01"`; the year has four digits."""
    found = re.match("(.+) since (.+)", units)
    if not found:
        raise ValueError(f"invalid time units: {units}; write them as 'days since 2000-01-01'")
    unit, text = found[1].strip(), found[2].strip()
    if not re.search(r"\d{4}", text):
        year = re.match(r"\d+", text)
        if not year:
            raise ValueError(f"invalid reference date for time units: {text}")
        padded = f"{int(year[0]):04d}{text[year.end() :]}"
        _warn(
            f"Ambiguous reference date string: {text}. The first value is assumed to be the year hence will be padded with zeros to"
            f" remove the ambiguity (the padded reference date string is: {padded}).",
            SerializationWarning,
        )
        text = padded
    return unit, text


def time_like(units):
    """Whether units are those of dates ("datetime"), of durations ("timedelta"), or of other things (None)."""
    if isinstance(units, str) and " since " in units:
        return "datetime"
    return "timedelta" if units in NANOSECONDS else None


def _warn(message, kind=UserWarning):
    warnings.warn(message, kind, stacklevel=6)


def _plural(unit):
    unit = unit.lower()
    return unit if unit.endswith("s") else unit + "s"


def _moment(text):
    """Nanoseconds since 1970 of a reference date, and how many of them its time zone is ahead (None without one)."""
    found = _REFERENCE.match(text)
    if not found:
        raise ValueError(f"could not read {text!r} as a date")
    year, month, day, hour, minute, second, fraction, zone, sign, hours, minutes = found.groups()
    month, day, hour, minute, second = int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0)
    moment = np.datetime64(f"{year}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}", "s")
    ahead = (int(hours or 0) * 60 + int(minutes or 0)) * NANOSECONDS["minutes"] * (-1 if sign == "-" else 1) if zone else None
    ticks = int(moment.astype("int64")) * 10**9 + int((fraction or "0").ljust(9, "0")[:9])
    return ticks - (ahead or 0), ahead


def _coarsest(ticks):
    """The coarsest unit of `datetime64` that has no fraction of nanoseconds."""
    return next(unit for unit, tick in _TICKS.items() if ticks % tick == 0)


def _finest(*units):
    return min(units, key=_TICKS.get)


def moment_text(ticks, mark=" "):
    """A date of nanoseconds since 1970, as pandas writes it."""
    seconds, rest = divmod(ticks, 10**9)
    text = str(np.datetime64(seconds, "s")).replace("T", mark)
    if rest:
        text += f".{rest // 1000:06d}" if rest % 1000 == 0 else f".{rest:09d}"
    return text


def _short_text(ticks):
    return moment_text(ticks, "T").removesuffix("T00:00:00")


def _units_of_steps(steps):
    """The coarsest unit that has no fraction of any step (numbers of nanoseconds, or one with its ticks)."""
    return next((unit for unit, each in NANOSECONDS.items() if steps(each)), "seconds")


def _evenly(codes, tick):
    """Whether all of these ticks are whole multiples of nanoseconds."""
    return lambda each: each <= tick or bool(np.all(codes % (each // tick) == 0))


class CFDatetimeCoder:
    """How dates are read: `decode_times=xr.coders.CFDatetimeCoder(use_cftime=True)`.

    :param use_cftime: always, never, or where `datetime64` does not reach (None)
    :param time_unit: the unit of `datetime64`, or a finer one where dates need it
    """

    def __init__(self, use_cftime=None, time_unit="ns"):
        self.use_cftime, self.time_unit = use_cftime, time_unit

    def dates_of(self, numbers, units, calendar=None):
        """An array of dates of an array of numbers."""
        calendar = "standard" if calendar is None else calendar
        if self.use_cftime:
            return self._of_cftime(numbers, units, calendar)
        try:
            return self._of_numpy(numbers, units, calendar)
        except (KeyError, OverflowError):
            if self.use_cftime is False:
                raise
        return self._either(numbers.astype("float64"), units, calendar)

    def example(self, data, units, calendar):
        """The dtype of the dates, by the first number and the last one."""
        ends = [np.asarray(data[(end,) * data.ndim]).reshape(-1) for end in (0, -1)] if data.size else []
        numbers = np.concatenate(ends) if ends else np.empty(0, data.dtype)
        try:
            return self.dates_of(numbers, units, calendar).dtype
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            shown = "the default calendar" if calendar is None else f"calendar {calendar!r}"
            raise ValueError(
                f"unable to decode time units {units!r} with {shown!r}. Try opening your dataset with decode_times=False ({error})"
            ) from error

    def _of_numpy(self, numbers, units, calendar):
        """As `datetime64`; OverflowError where these do not reach, KeyError for units of cftime alone."""
        if calendar.lower() not in _STANDARD:
            raise OverflowError(f"Cannot decode times from a non-standard calendar, {calendar!r}, using datetime64")
        unit, text = split_units(units)
        each = NANOSECONDS[_plural(unit)]
        try:
            origin, _ahead = _moment(text)
        except ValueError as error:
            raise OverflowError(str(error)) from error
        if calendar != "proleptic_gregorian" and origin < _REFORM:
            raise OverflowError("Dates before 1582-10-15 cannot be decoded with datetime64 in this calendar")
        kept = _finest(_coarsest(origin), self.time_unit, *(short for short, tick in _TICKS.items() if tick == each))
        deltas, kept = _whole_ticks(numbers, each, kept, "datetimes", origin)
        return (deltas + origin // _TICKS[kept] * (deltas != NAT)).astype(f"datetime64[{kept}]")

    def _of_cftime(self, numbers, units, calendar):
        from cftime.calendars import calendar_named
        from cftime.units import codes_of_numbers, dates_of_codes

        calendar = calendar_named(calendar)
        return dates_of_codes(codes_of_numbers(numbers, units, calendar), calendar)

    def _either(self, numbers, units, calendar):
        """As cftime's dates, and these as `datetime64` where that is possible all the same."""
        from cftime.units import codes_of

        dates = self._of_cftime(numbers, units, calendar)
        codes = codes_of(dates)
        known = codes[codes != NAT]
        if calendar.lower() not in _STANDARD:
            return dates
        low, high = (int(known.min()), int(known.max())) if len(known) else (0, 0)
        if low < dates._labels.code(1582, 10, 15):
            reason = "s, continuing using cftime.datetime objects instead, reason: dates prior reform date (1582-10-15)"
        elif self.time_unit == "ns" and (low * 1000 < -(2**63) or high * 1000 >= 2**63):
            reason = "[ns], continuing using cftime.datetime objects instead, reason: dates out of range"
        else:
            return codes.astype("datetime64[us]").astype(f"datetime64[{self.time_unit}]")
        if len(known) < codes.size:
            raise ValueError("dates beyond datetime64 cannot be decoded where others are missing")
        _warn(
            f"Unable to decode time axis into full numpy.datetime64 object{reason}. To silence this warning specify 'use_cftime=True'.",
            SerializationWarning,
        )
        return dates

    # Writing

    def numbers_of(self, dates, units=None, calendar=None, dtype=None):
        """Numbers of dates, their units and their calendar."""
        if dates.dtype.kind == "M":
            codes, tick = _ticks_of(dates)
            valid = codes[codes != NAT]
            first = int(valid[0]) * tick if len(valid) else 0
            found = _units_of_steps(_evenly(np.diff(valid), tick))
            calendar = calendar or "proleptic_gregorian"
            given = self._cleaned(units) if units is not None else f"{found} since {moment_text(first)}"
            if calendar.lower() in _STANDARD:
                _check_reform(valid, tick, calendar)
                try:
                    return *_numbers_of_numpy(codes, tick, given, found, first, calendar, dtype), calendar
                except OverflowError:
                    pass
            from cftime.calendars import calendar_named

            own, codes = calendar_named("proleptic_gregorian"), dates.astype("datetime64[us]").astype("int64")
            first //= 1000
        else:
            from cftime.units import codes_of

            own, codes = dates._labels, codes_of(dates)
            valid = codes[codes != NAT]
            first = int(valid.reshape(-1)[0])
            found = _units_of_steps(_evenly(np.diff(valid), 1000))
            text = own[first].isoformat(" ", "microseconds")
            given = self._cleaned(units) if units is not None else f"{found} since {text}"
            calendar = calendar or own.name
        return *_numbers_of_cftime(codes, own, given, found, first, calendar, dtype), calendar

    @staticmethod
    def _cleaned(units):
        """Units as they are stored."""
        unit, text = split_units(units)
        try:
            ticks, ahead = _moment(text)
        except ValueError:
            return units
        text = moment_text(ticks + (ahead or 0), "T")
        if ahead is None:
            text = text.removesuffix("T00:00:00")
        else:
            minutes = abs(ahead) // NANOSECONDS["minutes"]
            text += f"{'-' if ahead < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}"
        return f"{_plural(unit)} since {text}"


def _ticks_of(values):
    """An array's ticks in one of the four units that dates have here, and its nanoseconds."""
    unit = np.datetime_data(values.dtype)[0]
    if unit not in _TICKS:
        values, unit = values.astype(f"{values.dtype.kind}8[s]"), "s"
    return values.astype("int64"), _TICKS[unit]


def _whole_ticks(numbers, each, kept, what, origin=0):
    """Numbers of a unit (of `each` nanoseconds) as ticks, in a finer unit than `kept` where fractions need one; NaN is NaT."""
    missing = (
        numbers == NAT if numbers.dtype.kind == "i" else np.isnan(numbers) if numbers.dtype.kind == "f" else np.zeros(numbers.shape, bool)
    )
    valid = np.where(missing, 0, numbers)
    if numbers.dtype.kind == "f":
        valid, unit = valid.astype("float64") * (each // _TICKS[kept]), kept
        while kept != "ns" and bool(np.any(valid % 1 > 0)):
            valid = valid * 1000
            kept = list(_TICKS)[list(_TICKS).index(kept) + 1]
        if kept != unit and what == "datetimes":
            _warn(
                f"Can't decode floating point {what} to {unit!r} without precision loss; decoding to {kept!r} instead.",
                SerializationWarning,
            )
    factor = 1 if numbers.dtype.kind == "f" else each // _TICKS[kept]
    start = origin // _TICKS[kept]
    ends = [int(end) * factor for end in (valid.min(), valid.max())] if valid.size else []
    if any(max(abs(start), abs(end + start), abs(end) if numbers.dtype.kind == "f" else 0) >= 2**63 for end in ends):
        raise OverflowError(f"numbers of {what} beyond what {kept!r} can hold")
    return np.where(missing, NAT, valid.astype("int64") * factor), kept


def _check_reform(valid, tick, calendar):
    if calendar in ("standard", "gregorian") and valid.size and int(valid.min()) * tick < _REFORM:
        raise ValueError(
            f"Unable to encode np.datetime64 values with {calendar} calendar, because some or all values are prior to the reform date of"
            " 1582-10-15. To encode these times, set encoding['calendar'] to 'proleptic_gregorian' instead, which is the true calendar that"
            " np.datetime64 values use. The 'standard' or 'gregorian' calendar is only equivalent to the 'proleptic_gregorian' calendar"
            " after the reform date."
        )


def _fitting(kind, units, each, needed, dtype, renamed):
    """The units in which all can be whole numbers if they must, and whether they will be."""
    if each <= NANOSECONDS[needed]:
        return units, each, dtype is None or np.dtype(dtype).kind in "iu"
    if dtype is None:
        _warn(
            f"{kind} can't be serialized faithfully to int64 with requested units {units!r}. Resolution of {needed!r} needed. Serializing"
            f" {kind.lower()} to floating point instead. Set encoding['dtype'] to integer dtype to serialize to int64."
            " Set encoding['dtype'] to floating point dtype to silence this warning."
        )
    elif np.dtype(dtype).kind in "iu":
        _warn(
            f"{kind} can't be serialized faithfully to int64 with requested units {units!r}. Serializing with units {renamed!r} instead."
            f" Set encoding['dtype'] to floating point dtype to serialize with units {units!r}."
            f" Set encoding['units'] to {renamed!r} to silence this warning ."
        )
        return renamed, NANOSECONDS[needed], True
    return units, each, False


def _divided(codes, tick, each, whole):
    """Ticks as numbers of a unit; what is missing is the least integer, or NaN."""
    missing = codes == NAT
    if whole:
        found = codes * (tick // each) if tick >= each else codes // (each // tick)
        return np.where(missing, NAT, found)
    return np.where(missing, np.nan, codes / (each / tick))


def _numbers_of_numpy(codes, tick, units, found, first, calendar, dtype):
    unit, text = split_units(units)
    each = NANOSECONDS[_plural(unit)]
    try:
        origin, _ahead = _moment(text)
    except ValueError as error:
        raise OverflowError(str(error)) from error
    if calendar != "proleptic_gregorian" and origin < _REFORM:
        raise OverflowError("the reference date is not of this calendar")
    own = tick
    tick = min(tick, _TICKS[_coarsest(origin)])
    valid = codes[codes != NAT]
    if valid.size and max(abs(int(end) * own - origin) // tick for end in (valid.min(), valid.max())) >= 2**63:
        raise OverflowError("the dates are too far from the reference date")
    deltas = np.where(codes == NAT, NAT, codes * (own // tick) - origin // tick)
    distance = abs(first - origin)
    needed = found if distance % NANOSECONDS[found] == 0 else _units_of_steps(lambda each: distance % each == 0)
    units, each, whole = _fitting("Times", units, each, needed, dtype, f"{needed} since {_short_text(origin)}")
    return _divided(deltas, tick, each, whole), units


def _numbers_of_cftime(codes, own, units, found, first, calendar, dtype):
    from cftime.calendars import calendar_named
    from cftime.units import in_calendar, numbers_of_codes, reference

    wanted = calendar_named(calendar)
    missing = codes == NAT
    if own is not wanted:
        first = int(in_calendar(np.array([first]), own, wanted)[0])
        codes = np.where(missing, NAT, in_calendar(np.where(missing, first, codes), own, wanted))
    unit, text = split_units(units)
    if unit == "nanoseconds":
        raise KeyError("nanoseconds: dates of cftime have microseconds")
    origin = reference(f"microseconds since {text}", wanted)[1]
    each, distance = NANOSECONDS[unit], abs(first - origin) * 1000
    needed = found if distance % NANOSECONDS[found] == 0 else _units_of_steps(lambda each: distance % each == 0)
    if dtype is not None and np.dtype(dtype).kind in "iu":
        renamed = f"{needed} since {wanted[origin].isoformat(' ', 'microseconds')}"
        units = _fitting("Times", units, each, needed, dtype, renamed)[0]
    numbers = numbers_of_codes(np.where(missing, first, codes), units, wanted)
    return np.where(missing, np.nan, numbers) if bool(np.any(missing)) else numbers, units


class CFTimedeltaCoder:
    """How durations are read: `decode_timedelta=xr.coders.CFTimedeltaCoder(time_unit="s")`.

    :param decode_via_units: those that have units such as "hours"
    :param decode_via_dtype: those that were written as durations
    """

    def __init__(self, time_unit=None, decode_via_units=False, decode_via_dtype=True):
        self.time_unit, self.decode_via_units, self.decode_via_dtype = time_unit, decode_via_units, decode_via_dtype

    def unit_for(self, name, attrs):
        """The unit in which a variable with these attributes is read; None if it is no duration."""
        dtype = attrs.get("dtype")
        has_dtype = isinstance(dtype, str) and dtype.startswith("timedelta64")
        if attrs.get("units") not in NANOSECONDS or not (self.decode_via_units or has_dtype and self.decode_via_dtype):
            return None
        if self.time_unit is not None or not has_dtype:
            return self.time_unit or "ns"
        unit = np.datetime_data(np.dtype(dtype))[0]
        if unit in _TICKS:
            return unit
        _warn(
            f"Following pandas, xarray only supports decoding to timedelta64 values with a resolution of 's', 'ms', 'us', or 'ns'."
            f" Encoded values for variable {name!r} have a resolution of {unit!r}. Attempting to decode to a resolution of 's'."
        )
        return "s"

    def spans_of(self, numbers, units, time_unit):
        """An array of durations of an array of numbers."""
        each = NANOSECONDS[units]
        coarse = next((short for short, tick in _TICKS.items() if tick <= each), "ns")
        ticks, kept = _whole_ticks(numbers, each, coarse, "timedeltas")
        # In the unit that is wanted, or in a finer one that fractions need.
        wanted = _finest(time_unit, kept)
        factor = _TICKS[kept] // _TICKS[wanted]
        valid = ticks[ticks != NAT]
        if valid.size and max(abs(int(end)) for end in (valid.min(), valid.max())) * factor >= 2**63:
            raise OverflowError(f"numbers of {units} beyond what durations in {wanted!r} can hold")
        return np.where(ticks == NAT, NAT, ticks * factor).astype(f"timedelta64[{wanted}]")

    def numbers_of(self, spans, units=None, dtype=None):
        """Numbers of durations, and their units."""
        codes, tick = _ticks_of(spans)
        needed = _units_of_steps(_evenly(codes[codes != NAT], tick))
        units = needed if units is None or not codes.size else units
        given = _plural(units)
        units, each, whole = _fitting("Timedeltas", units, NANOSECONDS[given], needed, dtype, needed)
        return _divided(codes, tick, each, whole), units
