"""Dates and durations as numbers of ticks: units, calendar and text."""

import re

import _numpy

NAT = -(2**63)
UNITS = ("Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns")
# Nanoseconds of the units that all have the same length.
_NANOSECONDS = {"W": 604800 * 10**9, "D": 86400 * 10**9, "h": 3600 * 10**9, "m": 60 * 10**9, "s": 10**9, "ms": 10**6, "us": 1000, "ns": 1}
_ISO = re.compile(r"\s*([+-]?\d{4,})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2})(?::?(\d{2})(?::?(\d{2})(?:\.(\d{1,9}))?)?)?)?)?)?Z?\s*$")


def finer(first, second):
    """The finer of two units, into which both convert."""
    if first is None or second is None:
        return second if first is None else first
    return UNITS[max(UNITS.index(first), UNITS.index(second))]


def days_of_months(months):
    """Days from 1970-01-01 to the first of months that are counted from then; for numbers and arrays."""
    # Years begin with March here, so that leap days end them; eras are 400 years.
    shifted = months + 1970 * 12 - 2
    year = shifted // 12
    month = shifted - year * 12
    era = year // 400
    of_era = year - era * 400
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + (153 * month + 2) // 5 - 719468


def civil(days):
    """Year, month (from 1) and day (from 1) of days from 1970-01-01; for numbers and arrays."""
    shifted = days + 719468
    era = shifted // 146097
    of_era = shifted - era * 146097
    year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    # January and February belong to the year that began in March before.
    late = month // 10
    return year + era * 400 + late, month + 3 - 12 * late, day


def convert(ticks, unit, to, is_date):
    """Ticks of one unit in another, rounded down; for numbers and arrays without NaT."""
    if unit == to or unit is None:
        return ticks
    coarse = ("Y", "M")
    if unit in coarse and to in coarse:
        return ticks * 12 if unit == "Y" else ticks // 12
    if unit in coarse or to in coarse:
        if not is_date:
            raise TypeError(
                f"Cannot cast NumPy timedelta64 scalar from metadata [{unit}] to [{to}] according to the rule 'same_kind': months and years differ in length"
            )
        if unit in coarse:
            return convert(days_of_months(ticks * 12 if unit == "Y" else ticks), "D", to, True)
        year, month, _ = civil(convert(ticks, unit, "D", True))
        return year - 1970 if to == "Y" else (year - 1970) * 12 + month - 1
    own, other = _NANOSECONDS[unit], _NANOSECONDS[to]
    if own >= other:
        return ticks * (own // other)
    # Weeks begin with the day that they are counted from, a Thursday.
    return ticks // (other // own)


def parse(text, unit=None):
    """Ticks and unit of a date as ISO 8601 writes it; in the unit that is asked for, or that the text has."""
    if text.strip() in ("NaT", "nat", "NAT", ""):
        return NAT, unit
    if text.strip() in ("now", "today"):
        import time

        seconds = int(time.time())
        return convert(seconds, "s", unit or ("s" if text.strip() == "now" else "D"), True), unit or ("s" if text.strip() == "now" else "D")
    found = _ISO.match(text)
    if not found:
        raise ValueError(f'Error parsing datetime string "{text}" at position 0; dates are written 2000-01-31 or 2000-01-31T12:30:00')
    year, month, day, hour, minute, second, fraction = found.groups()
    months = (int(year) - 1970) * 12 + int(month or 1) - 1
    if (
        not 1 <= int(month or 1) <= 12
        or not 1 <= int(day or 1) <= _month_length(months)
        or int(hour or 0) > 23
        or int(minute or 0) > 59
        or int(second or 0) > 59
    ):
        raise ValueError(f'Day out of range in datetime string "{text}"')
    days = days_of_months(months) + int(day or 1) - 1
    own = (
        "Y" if month is None else "M" if day is None else "D" if hour is None else "h" if minute is None else "m" if second is None else "s"
    )
    if fraction is not None:
        own = "ms" if len(fraction) <= 3 else "us" if len(fraction) <= 6 else "ns"
    seconds = days * 86400 + int(hour or 0) * 3600 + int(minute or 0) * 60 + int(second or 0)
    nanoseconds = seconds * 10**9 + int((fraction or "0").ljust(9, "0"))
    wanted = unit or own
    ticks = convert(nanoseconds, "ns", wanted, True) if wanted not in ("Y", "M", "W", "D") else convert(days, "D", wanted, True)
    return ticks, wanted


def _month_length(months):
    return days_of_months(months + 1) - days_of_months(months)


def date_text(ticks, unit):
    """A date as NumPy prints it."""
    if ticks == NAT:
        return "NaT"
    if unit is None:
        return str(ticks)
    if unit == "Y":
        return f"{ticks + 1970:04d}"
    if unit == "M":
        return f"{ticks // 12 + 1970:04d}-{ticks % 12 + 1:02d}"
    days = convert(ticks, unit, "D", True)
    year, month, day = civil(days)
    text = f"{year:04d}-{month:02d}-{day:02d}"
    if unit in ("W", "D"):
        return text
    rest = ticks * _NANOSECONDS[unit] - days * _NANOSECONDS["D"]
    seconds, fraction = divmod(rest, 10**9)
    text += f"T{seconds // 3600:02d}"
    if unit == "h":
        return text
    text += f":{seconds // 60 % 60:02d}"
    if unit == "m":
        return text
    text += f":{seconds % 60:02d}"
    digits = {"s": 0, "ms": 3, "us": 6, "ns": 9}[unit]
    return f"{text}.{fraction // 10 ** (9 - digits):0{digits}d}" if digits else text


_WORDS = {
    "Y": "years",
    "M": "months",
    "W": "weeks",
    "D": "days",
    "h": "hours",
    "m": "minutes",
    "s": "seconds",
    "ms": "milliseconds",
    "us": "microseconds",
    "ns": "nanoseconds",
    None: "generic time units",
}


def duration_text(ticks, unit):
    """A duration as NumPy prints a scalar."""
    return "NaT" if ticks == NAT else f"{ticks} {_WORDS[unit]}"


def unit_of(text):
    """The unit of `"[us]"` in the name of a dtype; None where there is none."""
    if text == "":
        return None
    unit = text[1:-1].lstrip("0123456789") if text.startswith("[") and text.endswith("]") else None
    count = text[1:-1][: -len(unit)] if unit else ""
    if unit not in UNITS or count not in ("", "1"):
        raise TypeError(f'Invalid datetime unit "{text[1:-1]}" in metadata; the units are {", ".join(UNITS)}')
    return unit


def convert_codes(codes, unit, to, is_date):
    """An array of ticks in another unit; NaT stays."""
    if unit == to or unit is None:
        return codes
    missing = codes == NAT
    if not bool(missing.any()):
        return convert(codes, unit, to, is_date)
    return _numpy.where_(missing, codes, convert(_numpy.where_(missing, 0, codes), unit, to, is_date))
