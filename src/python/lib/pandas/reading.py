"""Dates and durations as text, and amounts of units."""

import datetime as _datetime
import re

import numpy as np
from _dasklet_missing import unsupported
from xarray import times

_UNITS = {
    "w": "W",
    "week": "W",
    "d": "D",
    "day": "D",
    "h": "h",
    "hr": "h",
    "hour": "h",
    "m": "m",
    "min": "m",
    "minute": "m",
    "s": "s",
    "sec": "s",
    "second": "s",
    "ms": "ms",
    "milli": "ms",
    "millisecond": "ms",
    "us": "us",
    "micro": "us",
    "microsecond": "us",
    "ns": "ns",
    "nano": "ns",
    "nanosecond": "ns",
}
_AMOUNT = re.compile(r"\s*([+-]?\d*\.?\d+)\s*([A-Za-z]+)")
_CLOCK = re.compile(r"([+-]?)(\d+):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*$")


def unit_named(name):
    """The unit that a name stands for."""
    plain = name if name in ("M", "Y") else name.lower()
    plain = plain if plain in _UNITS else plain.rstrip("s")
    if plain in ("M", "Y"):
        raise ValueError("Units 'M', 'Y' and 'y' do not represent unambiguous timedelta values and are not supported.")
    if plain not in _UNITS:
        raise ValueError(f"invalid unit abbreviation: {name}; there are W, D, h, min, s, ms, us, ns")
    return _UNITS[plain]


def scaled(amount, unit):
    """Microseconds."""
    per_unit = {"W": 604800 * 10**6, "D": 86400 * 10**6, "h": 3600 * 10**6, "m": 60 * 10**6, "s": 10**6, "ms": 1000, "us": 1, "ns": 0.001}[
        unit
    ]
    return round(amount * per_unit)


class DateParseError(ValueError):
    """Text that is no date."""


def read_date(text):
    """A date as text. Where numbers alone leave a doubt, the month comes first, as in `01/31/2000`."""
    plain = text.strip()
    if re.search(r"\d(Z|[+-]\d{2}:?\d{2})$", plain) and ":" in plain:
        raise unsupported(f"the time zone of {text!r}", "dates are as they are written: there are no time zones")
    if _MONTH_FIRST.match(plain):
        return parsed(plain, guessed_format(plain))
    try:
        # A period's start has microseconds only.
        if not re.search(r"\.\d{7,}$", plain):
            return times.period(plain)[0]
    except ValueError:
        pass
    found = re.match(r"(\d{4})(\d{2})(\d{2})$", plain)
    try:
        return np.datetime64("-".join(found.groups()) if found else plain.replace(" ", "T"))
    except ValueError as error:
        raise DateParseError(str(error)) from None


def read_duration(text):
    """Microseconds of a duration as text."""
    rest, total = text.strip(), 0
    sign = -1 if rest.startswith("-") else 1
    rest = rest.lstrip("+-")
    while rest:
        clock = _CLOCK.match(rest)
        if clock:
            hours, minutes, seconds = int(clock[2]), int(clock[3]), int(clock[4] or 0)
            return sign * total + sign * ((hours * 60 + minutes) * 60 + seconds) * 10**6 + sign * int((clock[5] or "0").ljust(6, "0")[:6])
        found = _AMOUNT.match(rest)
        if not found:
            raise ValueError(f"could not read {text!r} as a duration; write '1D', '6h' or '1 days 06:00:00'")
        total += scaled(float(found[1]), unit_named(found[2]))
        rest = rest[found.end() :].lstrip(" +")
    return sign * total


_FORMATS = {
    "Y": r"(?P<Y>\d{4})",
    "y": r"(?P<y>\d{2})",
    "m": r"(?P<m>\d{1,2})",
    "d": r"(?P<d>\d{1,2})",
    "H": r"(?P<H>\d{1,2})",
    "M": r"(?P<M>\d{1,2})",
    "S": r"(?P<S>\d{1,2})",
    "f": r"(?P<f>\d{1,6})",
    "j": r"(?P<j>\d{1,3})",
    "b": r"(?P<b>[A-Za-z]{3})",
    "B": r"(?P<B>[A-Za-z]+)",
    "%": "%",
}


def parsed(text, form):
    """A date that is written as a form says: `%d/%m/%Y`."""
    unknown = [letter for letter in re.findall("%(.)", form) if letter not in _FORMATS]
    if unknown:
        raise NotImplementedError(
            f"%{unknown[0]} of a date's format is not here; there are {' '.join('%' + letter for letter in _FORMATS)}"
        )
    pattern = "".join(_FORMATS[part[1]] if part.startswith("%") else re.escape(part) for part in re.findall("%.|[^%]+", form))
    found = re.fullmatch(pattern, text.strip())
    if not found:
        raise ValueError(
            f'time data "{text}" doesn\'t match format "{form}". Dates of several forms need format="mixed", or format="ISO8601" if '
            "all are of ISO's"
        )
    part = {
        "Y": 1970,
        "m": 1,
        "d": 1,
        "H": 0,
        "M": 0,
        "S": 0,
        **{name: int(value) for name, value in found.groupdict().items() if value.isdigit()},
    }
    if "y" in part:
        part["Y"] = part["y"] + (1900 if part["y"] >= 69 else 2000)
    for name in ("b", "B"):
        if found.groupdict().get(name):
            part["m"] = times.MONTHS.index(found[name][:3].upper()) + 1
    microsecond = int(found.groupdict().get("f", "").ljust(6, "0") or 0)
    made = np.datetime64(_datetime.datetime(part["Y"], part["m"], part["d"], part["H"], part["M"], part["S"], microsecond))
    return made + np.timedelta64(part["j"] - 1, "D") if "j" in part else made


_MONTH_FIRST = re.compile(r"\d{1,2}/\d{1,2}/\d{4}( |$)")
_DATE_FORMS = (
    (r"\d{4}(?P<gap>[-/])\d{1,2}(?P=gap)\d{1,2}", "%Y{0}%m{0}%d"),
    (r"\d{1,2}(?P<gap>/)\d{1,2}/\d{4}", "%m/%d/%Y"),
    (r"\d{8}(?P<gap>)", "%Y%m%d"),
    (r"\d{4}(?P<gap>-)\d{2}", "%Y-%m"),
    (r"\d{4}(?P<gap>)", "%Y"),
)
_CLOCK_FORM = r"(?:(?P<t>[T ])\d{1,2}(?P<m>:\d{2}(?P<s>:\d{2}(?P<f>\.\d{1,6})?)?)?)?$"


def guessed_format(text):
    """How a date is written, `%Y-%m-%d`, for others to be written the same; ``None`` if that is not to be seen."""
    for pattern, form in _DATE_FORMS:
        found = re.match(pattern + _CLOCK_FORM, text.strip())
        if found:
            clock = f"{found['t']}%H" if found["t"] else ""
            clock += "".join(part for name, part in (("m", ":%M"), ("s", ":%S"), ("f", ".%f")) if found[name])
            return form.format(found["gap"]) + clock
    return None
