"""Steps in time as pandas writes them: what they are, ranges of dates by them, dates rounded to them, which one dates have."""

import re
import warnings

import numpy as np

from .times import DAY, FIELDS, MONTHS, NANOSECONDS, WEEKDAYS, days_in_month, duration_of, moment_of, month_of, weekday_of, whole

_FIXED = {"D": "D", "d": "D", "W": "W", "w": "W", "h": "h", "min": "m", "s": "s", "ms": "ms", "us": "us", "ns": "ns"}
_CALENDAR = {
    "YS": (12, "start"),
    "YE": (12, "end"),
    "QS": (3, "start"),
    "QE": (3, "end"),
    "MS": (1, "start"),
    "ME": (1, "end"),
}
# The same on the nearest day inside that is no weekend, and other days that are listed: weekdays, the halves of months.
_BUSINESS = {f"B{name}": found for name, found in _CALENDAR.items()}
_LISTED = ("B", "SMS", "SME")
# Names of old: pandas has dropped them, xarray still takes them for dates of climate models' calendars.
_DROPPED = {"M": "ME", "Q": "QE", "Y": "YE", "BM": "BME", "m": "ME"}
_RENAMED = {"A": "YE", "AS": "YS", "H": "h", "T": "min", "S": "s", "L": "ms", "U": "us", "N": "ns"}
_FREQUENCY = re.compile(r"\s*(-?)(\d*)\s*([A-Za-z]+)(?:-([A-Za-z]{3}))?\s*$")
_AMOUNTS = re.compile(r"(\d+(?:\.\d+)?|)\s*(D|h|min|ms|us|ns|s)")


class Frequency:
    """A step in time as pandas writes it: `"1YE"`, `"QS-DEC"`, `"MS"`, `"1D"`, `"6h"`, `"1W"`, `"1D12h"`, `"-1D"`.

    :param of_calendar: for dates of climate models' calendars, where names of old still count
    """

    def __init__(self, text, of_calendar=False):
        if hasattr(text, "total_seconds"):
            text = f"{int(duration_of(text).astype('timedelta64[us]').astype('int64'))}.0us"
        found = _FREQUENCY.match(text) if isinstance(text, str) else None
        name = found[3] if found else None
        if of_calendar and name in (_DROPPED.keys() | _RENAMED.keys()) - {"N", "m", "BM"}:
            new = _DROPPED.get(name) or _RENAMED[name]
            warnings.warn(
                f"{name!r} is deprecated and will be removed in a future version. Please use {new!r} instead of {name!r}.",
                FutureWarning,
                stacklevel=4,
            )
            name = new
        self.business = not of_calendar and name in _BUSINESS
        self.months, self.side = (_BUSINESS if self.business else _CALENDAR).get(name, (0, "start"))
        self.unit = _FIXED.get(name)
        self.listed = name if name in _LISTED and not of_calendar and not found[4] else None
        if not self.months and self.unit is None and self.listed is None:
            self._read_duration(text, name)
            return
        self.count = int(found[2] or 1)
        if self.count < 1:
            raise ValueError(f"Invalid frequency: {text}; the number before it must be at least 1")
        self.backwards = bool(found[1])
        self._anchor(text, found[4].upper() if found[4] else None)

    def _anchor(self, text, anchor):
        names = MONTHS if self.months > 1 else WEEKDAYS if self.unit == "W" else []
        if anchor and anchor not in names:
            raise ValueError(f"Invalid frequency: {text}. Failed to parse with error message: Bad freq suffix {anchor}")
        # The month that a year or quarter starts with, from 0; the weekday that a week ends with, from Monday.
        if self.months:
            given = MONTHS.index(anchor) if anchor else (11 if self.side == "end" else 0)
            self.first_month = (given + (1 if self.side == "end" else 0)) % 12
        self.last_weekday = WEEKDAYS.index(anchor) if anchor and self.unit == "W" else 6

    def _read_duration(self, text, name):
        """Fractions and several units: `"1.5h"`, `"1D12h"`; or a duration."""
        if isinstance(text, np.timedelta64):
            raise TypeError("Argument 'freq' has incorrect type (expected str, got numpy.timedelta64); pd.Timedelta(...) of it is a step")
        if hasattr(text, "total_seconds"):
            total = int(duration_of(text).astype("timedelta64[ns]").astype("int64"))
            plain, total = "-" if total < 0 else "", abs(total)
        else:
            plain = text.strip() if isinstance(text, str) else ""
            parts = _AMOUNTS.findall(plain.removeprefix("-"))
            if not parts or sum(len(number) + len(unit) for number, unit in parts) != len(plain.removeprefix("-").replace(" ", "")):
                raise ValueError(_why_invalid(text, name))
            total = round(sum(float(number or 1) * NANOSECONDS[_FIXED[unit]] for number, unit in parts))
        if total < 1:
            raise ValueError(f"Invalid frequency: {text}; the number before it must be at least 1")
        self.unit = next(unit for unit, each in NANOSECONDS.items() if total % each == 0)
        self.count, self.backwards, self.last_weekday = total // NANOSECONDS[self.unit], plain.startswith("-"), 6

    @property
    def text(self):
        """As pandas shows it."""
        if self.listed:
            name = self.listed if self.listed == "B" else f"{self.listed}-15"
        elif self.months:
            name = ("B" if self.business else "") + {1: "M", 3: "Q", 12: "Y"}[self.months] + ("S" if self.side == "start" else "E")
            anchor = (self.first_month - (1 if self.side == "end" else 0)) % 12
            name += f"-{MONTHS[anchor]}" if self.months > 1 else ""
        else:
            name = {"W": f"W-{WEEKDAYS[self.last_weekday]}", "m": "min"}.get(self.unit, self.unit)
        return ("-" if self.backwards else "") + (str(self.count) if self.count > 1 or self.backwards else "") + name

    @property
    def at_end(self):
        """Whether bins are named by their last day (and closed there)."""
        return self.unit == "W" or self.months > 0 and self.side == "end"

    def bins(self, values, closed=None, label=None, origin="start_day", offset=None):
        """For sorted dates: the bin of each, and the label of each bin, empty ones included, as `pandas.Grouper` has them.

        `closed`, `label`: the side of a bin that belongs to it, and that names it. Fixed steps count from `origin`, moved by
        `offset`.
        """
        for name, side in (("closed", closed), ("label", label)):
            if side not in (None, "left", "right"):
                raise ValueError(f"Unsupported value {side} for `{name}`")
        natural = "right" if self.at_end or (isinstance(origin, str) and origin in ("end", "end_day")) else "left"
        closed, label = closed or natural, label or natural
        unit = np.datetime_data(values.dtype)[0]
        if self.unit and self.unit != "W":
            edges = self._fixed_edges(values, unit, closed, _origin(origin), offset)
            labels = edges
        else:
            labels = self._anchored_edges(values, closed)
            edges = labels.astype(values.dtype).astype("int64")
            if self.at_end and closed == "right":
                # A bin ends with the last moment of its last day.
                day = int(np.timedelta64(1, "D").astype(f"timedelta64[{unit}]").astype("int64"))
                edges = edges + day - 1
                if len(edges) > 1 and edges[-2] > int(values.astype("int64").max()):
                    edges, labels = edges[:-1], labels[:-1]
            labels = labels.astype(values.dtype).astype("int64")
        ticks = values.astype("int64")
        codes = np.searchsorted(edges, ticks, side="right" if closed == "left" else "left") - 1
        labels = labels[1:] if label == "right" else labels
        return codes, labels[: len(edges) - 1].astype(values.dtype)

    def _fixed_edges(self, values, unit, closed, origin, offset):
        per_bin = (np.timedelta64(1, self.unit) * self.count).astype(f"timedelta64[{unit}]")
        width = int(per_bin.astype("int64"))
        day = int(np.timedelta64(1, "D").astype(f"timedelta64[{unit}]").astype("int64"))
        ticks = values.astype("int64")
        first, last = int(ticks.min()), int(ticks.max())
        if isinstance(origin, str):
            if origin in ("end", "end_day"):
                end = last if origin == "end" else -(-last // day) * day
                first = end - ((end - first) // width + (closed == "left")) * width
            start = {"epoch": 0, "start_day": first - first % day}.get(origin, first)
        else:
            start = int(origin.astype(values.dtype).astype("int64"))
        if offset is not None:
            start += int(duration_of(offset).astype(f"timedelta64[{unit}]").astype("int64"))
        before, after = (first - start) % width, (last - start) % width
        if closed == "right":
            first -= before or width
            last += width - after if after else 0
        else:
            first -= before
            last += width - after
        return first + width * np.arange((last - first) // width + 1)

    def _anchored_edges(self, values, closed):
        """Labels of periods from before the first date to behind the last."""
        days = values.astype("datetime64[D]").astype("int64")
        first, last = int(days.min()), int(days.max())
        at, on_it = self._period_until(first)
        start = at if closed == "left" else at - self.count if on_it else at - self.count + 1
        end = self._period_until(last)[0] + self.count
        return self._period_labels(start + self.count * np.arange((end - start) // self.count + 1))

    def _period_until(self, day):
        """The number of the last label that is not behind a day, and whether it is that day."""
        if self.unit == "W":
            # Day 0 was a Thursday (3).
            at = (day + 3 - self.last_weekday) // 7
        elif self.listed == "B":
            at = (day + 3) // 7 * 5 + min((day + 3) % 7, 4)
        else:
            month = int(np.array(day).astype("datetime64[D]").astype("datetime64[M]").astype("int64"))
            at = 2 * month + 1 if self.listed else (month - self.first_month) // self.months
        while self._period_labels(np.array([at]))[0].astype("int64") > day:
            at -= 1
        return at, int(self._period_labels(np.array([at]))[0].astype("int64")) == day

    def _period_labels(self, numbers):
        """The days that name periods, which are numbered."""
        if self.unit == "W":
            return (self.last_weekday - 3 + 7 * numbers).astype("datetime64[D]")
        if self.listed == "B":
            return (numbers // 5 * 7 + numbers % 5 - 3).astype("datetime64[D]")
        if self.listed:
            months, second = numbers // 2, numbers % 2 == 1
            if self.listed == "SMS":
                return _first_days(months) + np.where(second, 14, 0).astype("timedelta64[D]")
            return np.where(second, _first_days(months + 1) - DAY, _first_days(months) + 14 * DAY)
        months = self.first_month + self.months * numbers
        if self.side == "start":
            days = _first_days(months)
            weekday = weekday_of(days)
            moved = np.where(weekday > 4, 7 - weekday, 0)
        else:
            days = _first_days(months + self.months) - DAY
            moved = -np.maximum(weekday_of(days) - 4, 0)
        return days + moved.astype("timedelta64[D]") if self.business else days

    def days_from(self, day):
        """A function of numbers of steps: days from the first label on that is not before `day`, or the last that is not after it."""
        at, on_it = self._period_until(int(day.astype("datetime64[D]").astype("int64")))

        def labels(steps, last):
            first = at if last or on_it else at + 1
            return self._period_labels(first + self.count * steps).astype("datetime64[us]")

        return labels


def _first_days(months):
    return months.astype("datetime64[M]").astype("datetime64[D]")


def _origin(origin):
    """A word that `Frequency.bins` knows, or a moment."""
    if isinstance(origin, str) and origin not in ("epoch", "start", "start_day", "end", "end_day"):
        try:
            return moment_of(origin)
        except ValueError:
            raise ValueError(
                "'origin' should be equal to 'epoch', 'start', 'start_day', 'end', 'end_day' or should be a Timestamp convertible"
                f" type. Got {origin!r} instead."
            ) from None
    return origin if isinstance(origin, str) else moment_of(origin)


def _why_invalid(text, name):
    if name in _DROPPED:
        return f"Invalid frequency: {text}. {name!r} is no longer supported for offsets. Please use {_DROPPED[name]!r} instead."
    if name in _RENAMED:
        return f"Invalid frequency: {text}. Did you mean {_RENAMED[name]}?"
    known = ", ".join([*_FIXED, *_CALENDAR, *_BUSINESS, *_LISTED])
    return f"Invalid frequency: {text}. Failed to parse; the known ones are {known}, with a number before them"


def date_range(start=None, end=None, periods=None, freq="D"):
    """Dates at equal steps, as `pandas.date_range` gives them: three of start, end, periods and step, the step being a day.

    Weeks, months, quarters and years keep the time of day of the start, or of the end where there is no start.
    """
    if sum(part is not None for part in (start, end, periods)) != 2:
        raise ValueError("Of the three parameters: start, end and periods, exactly two must be given with freq")
    step = freq if isinstance(freq, Frequency) else Frequency(freq)
    start, end = (None if moment is None else moment_of(moment) for moment in (start, end))
    is_fine = step.unit == "ns" or any(moment is not None and moment.dtype == "datetime64[ns]" for moment in (start, end))
    start, end = (None if moment is None else moment.astype(f"datetime64[{'ns' if is_fine else 'us'}]") for moment in (start, end))
    if any(moment is not None and np.isnat(moment) for moment in (start, end)):
        raise ValueError("Neither `start` nor `end` can be NaT")
    if step.backwards:
        return _backwards(start, end, periods, step)
    return _forwards(start, end, periods, step)


def _backwards(start, end, periods, step):
    """From the start back to the end: a range that ends with the start, the other way round."""
    if start is None:
        return _forwards(end, None, periods, step)[::-1]
    if periods is not None:
        return _forwards(None, start, periods, step)[::-1]
    if end > start:
        return np.array([], dtype=start.dtype)
    most = len(_forwards(end, start, None, step)) + 1
    found = _forwards(None, start, most, step)[::-1]
    return found[found >= end]


def _forwards(start, end, periods, step):
    if step.unit and step.unit != "W":
        unit, _ = np.datetime_data((end if start is None else start).dtype)
        width = (np.timedelta64(1, step.unit) * step.count).astype(f"timedelta64[{unit}]")
        if periods is None:
            # As Python's numbers, which have no largest one.
            first, last, step_width = (int(moment.astype("int64")) for moment in (start, end, width))
            periods = max((last - first) // step_width + 1, 0)
        if periods >= 2**31:
            raise ValueError("Maximum allowed size exceeded")
        if start is None:
            start = end - (periods - 1) * width
        return start + width * np.arange(periods)
    moment = start if start is not None else end
    day = moment.astype("datetime64[D]")
    labels = step.days_from(day)
    time_of_day = moment - day.astype(moment.dtype)
    if start is None:
        return labels(np.arange(1 - periods, 1), last=True) + time_of_day
    count = periods
    if count is None:
        days_per_step = step.count * (7 if step.unit == "W" else 28 * step.months or {"B": 1}.get(step.listed, 13))
        count = max(int((end - start).astype("timedelta64[D]").astype("int64")) // days_per_step + 2, 0) if end >= start else 0
    found = labels(np.arange(count), last=False) + time_of_day
    return found if periods is not None else found[found <= end]


def infer_freq(values):
    """The frequency of sorted dates or durations, as pandas names it; ``None`` if they have none."""
    if values.dtype.kind not in "mM":
        raise TypeError(f"cannot infer freq from a non-convertible dtype {values.dtype}")
    if len(values) < 3:
        raise ValueError("Need at least 3 dates to infer frequency")
    steps = np.diff(values).astype("timedelta64[ns]").astype("int64")
    if not ((steps > 0).all() or (steps < 0).all()):
        return None
    sign, is_date = -1 if steps[0] < 0 else 1, values.dtype.kind == "M"
    steps = np.unique(abs(steps))
    day = NANOSECONDS["D"]
    found = _calendar_freq(values) if is_date and (steps % day == 0).all() else None
    if found is None and len(steps) > 1:
        return "B" if is_date and steps.tolist() == [day, 3 * day] and _are_weekdays(values) else None
    if found is None:
        unit = next(unit for unit, each in NANOSECONDS.items() if int(steps[0]) % each == 0)
        count, name = int(steps[0]) // NANOSECONDS[unit], "min" if unit == "m" else unit
        if unit == "D" and count % 7 == 0 and is_date:
            count, name = count // 7, f"W-{WEEKDAYS[int(weekday_of(values[:1])[0])]}"
        found = count, name
    count, name = found
    return ("-" if sign < 0 else "") + (str(count) if count > 1 or sign < 0 else "") + name


def _are_weekdays(values):
    """Whether days follow one another but for weekends."""
    weekdays, steps = weekday_of(values)[1:], np.diff(whole(values, "D"))
    return bool((weekdays < 5).all() and (steps == np.where(weekdays == 0, 3, 1)).all())


def _calendar_freq(values):
    """How many years, quarters or months there are from date to date, and which, if these begin or end one; else None."""
    days, weekday, length = FIELDS["day"](values), weekday_of(values), days_in_month(values)
    first_weekday = (weekday - days + 1) % 7
    last_weekday = (weekday + length - days) % 7
    position = next(
        (
            name
            for name, day in (
                ("S", 1),
                ("BS", 1 + np.where(first_weekday > 4, 7 - first_weekday, 0)),
                ("E", length),
                ("BE", length - np.maximum(last_weekday - 4, 0)),
            )
            if (days == day).all()
        ),
        None,
    )
    months = np.unique(abs(np.diff(whole(values, "M"))))
    if position is None or len(months) > 1:
        return None
    business, side = position[:-1], position[-1]
    step, month = int(months[0]), int(month_of(values[:1])[0]) - 1
    if step % 12 == 0:
        return step // 12, f"{business}Y{side}-{MONTHS[month]}"
    if step % 3 == 0:
        # Quarters that begin with January, and those that end with December, come first.
        return step // 3, f"{business}Q{side}-{MONTHS[month % 3 if side == 'S' else (month + 1) % 3 + 8 if (month + 1) % 3 else 11]}"
    return step, f"{business}M{side}"


def floor_to(values, freq, how="floor"):
    """Dates rounded to a fixed step."""
    step = Frequency(freq)
    if step.unit is None or step.unit == "W":
        raise ValueError(f"{freq!r} is a non-fixed frequency; dates are rounded to days, hours, minutes or seconds")
    unit = np.datetime_data(values.dtype)[0]
    width = int((np.timedelta64(1, step.unit) * step.count).astype(f"timedelta64[{unit}]").astype("int64"))
    ticks = values.astype("int64")
    if how == "ceil":
        ticks = -(-ticks // width) * width
    elif how == "round":
        low = ticks // width * width
        rest = ticks - low
        ticks = low + np.where((rest * 2 > width) | ((rest * 2 == width) & (low // width % 2 == 1)), width, 0)
    else:
        ticks = ticks // width * width
    return np.where(np.isnat(values), values, ticks.astype(values.dtype))
