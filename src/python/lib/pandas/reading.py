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
_AMOUNT = re.compile(r"(\d*\.?\d+)\s*([A-Za-z]+)")
_CLOCK = re.compile(r"(\d+):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*$")


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
    """Nanoseconds."""
    per_unit = _NANOSECONDS[unit]
    whole = int(amount)
    return whole * per_unit + round((amount - whole) * per_unit)


_NANOSECONDS = {"W": 604800 * 10**9, "D": 86400 * 10**9, "h": 3600 * 10**9, "m": 60 * 10**9, "s": 10**9, "ms": 10**6, "us": 1000, "ns": 1}


class DateParseError(ValueError):
    """Text that is no date."""


def read_date(text, dayfirst=False):
    """A date as text. Where numbers alone leave a doubt, the month comes first, as in `01/31/2000`."""
    plain = text.strip()
    if re.search(r"\d(Z|[+-]\d{2}:?\d{2})$", plain) and ":" in plain:
        raise unsupported(f"the time zone of {text!r}", "dates are as they are written: there are no time zones")
    form = None if re.match(r"\d{4}", plain) else guessed_format(plain, dayfirst)
    if form:
        return parsed(plain, form)
    try:
        # A period's start has microseconds only.
        if not re.search(r"\.\d{7,}$", plain):
            return times.period(plain)[0].astype("datetime64[us]")
    except ValueError:
        pass
    found = re.match(r"(\d{4})(\d{2})(\d{2})$", plain)
    try:
        moment = np.datetime64("-".join(found.groups()) if found else re.sub(r"^(\d{4}-\d{2}-\d{2}) ", r"\1T", plain))
    except ValueError:
        raise DateParseError(f"Unknown datetime string format, unable to parse: {text}") from None
    return moment if np.datetime_data(moment.dtype)[0] == "ns" else moment.astype("datetime64[us]")


def read_duration(text):
    """Nanoseconds of a duration as text."""
    rest, total = text.strip(), 0
    sign = -1 if rest.startswith("-") else 1
    rest = rest.lstrip("+-").lstrip()
    while rest:
        if rest.startswith("+"):
            # As in `-1 days +06:00:00`.
            sign, rest = 1, rest[1:].lstrip()
        clock = _CLOCK.match(rest)
        if clock:
            hours, minutes, seconds = int(clock[1]), int(clock[2]), int(clock[3] or 0)
            nanoseconds = ((hours * 60 + minutes) * 60 + seconds) * 10**9 + int((clock[4] or "0").ljust(9, "0"))
            return total + sign * nanoseconds
        found = _AMOUNT.match(rest)
        if not found:
            raise ValueError(f"could not read {text!r} as a duration; write it as '1D', '6h' or '1 days 06:00:00'")
        amount = float(found[1]) if "." in found[1] else int(found[1])
        total += sign * scaled(amount, unit_named(found[2]))
        rest = rest[found.end() :].lstrip(" ,")
    return total


_FORMATS = {
    "Y": r"(?P<Y>\d{4})",
    "y": r"(?P<y>\d{2})",
    "m": r"(?P<m>\d{1,2})",
    "d": r"(?P<d>\d{1,2})",
    "H": r"(?P<H>\d{1,2})",
    "I": r"(?P<I>\d{1,2})",
    "p": r"(?P<p>[AaPp][Mm])",
    "M": r"(?P<M>\d{1,2})",
    "S": r"(?P<S>\d{1,2})",
    "f": r"(?P<f>\d{1,9})",
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
    if "I" in part:
        part["H"] = part["I"] % 12 + (12 if found.groupdict().get("p", "").lower() == "pm" else 0)
    fraction = found.groupdict().get("f", "").ljust(9, "0")
    try:
        made = np.datetime64(_datetime.datetime(part["Y"], part["m"], part["d"], part["H"], part["M"], part["S"], int(fraction[:6])))
    except ValueError as error:
        raise ValueError(f'time data "{text}" doesn\'t match format "{form}": {error}') from None
    if fraction[6:] != "000":
        made = made.astype("datetime64[ns]") + np.timedelta64(int(fraction[6:]), "ns")
    return made + np.timedelta64(part["j"] - 1, "D") if "j" in part else made


_DATE_FORMS = (
    (r"\d{4}(?P<gap>[-/])\d{1,2}(?P=gap)\d{1,2}", "%Y{0}%m{0}%d"),
    (r"(?P<first>\d{1,2})(?P<gap>[-/.])(?P<second>\d{1,2})(?P=gap)\d{4}", "%m{0}%d{0}%Y"),
    (r"[A-Z][a-z]{2}(?P<gap>) \d{1,2}, \d{4}", "%b %d, %Y"),
    (r"[A-Z][a-z]{2}(?P<gap>) \d{1,2} \d{4}", "%b %d %Y"),
    (r"[A-Z][a-z]+(?P<gap>) \d{1,2}, \d{4}", "%B %d, %Y"),
    (r"[A-Z][a-z]+(?P<gap>) \d{1,2} \d{4}", "%B %d %Y"),
    (r"\d{1,2}(?P<gap>[- ])[A-Z][a-z]{2}(?P=gap)\d{4}", "%d{0}%b{0}%Y"),
    (r"\d{1,2}(?P<gap> )[A-Z][a-z]+ \d{4}", "%d %B %Y"),
    (r"[A-Z][a-z]{2}(?P<gap> )\d{4}", "%b %Y"),
    (r"[A-Z][a-z]+(?P<gap> )\d{4}", "%B %Y"),
    (r"\d{8}(?P<gap>)", "%Y%m%d"),
    (r"\d{4}(?P<gap>-)\d{2}", "%Y-%m"),
    (r"\d{4}(?P<gap>)", "%Y"),
)
_CLOCK_FORM = r"(?:(?P<t>[T ])\d{1,2}(?P<m>:\d{2}(?P<s>:\d{2}(?P<f>\.\d{1,9})?)?)?)?$"


def guessed_format(text, dayfirst=False):
    """How a date is written, `%Y-%m-%d`, for others to be written the same; ``None`` if that is not to be seen."""
    for pattern, form in _DATE_FORMS:
        found = re.match(pattern + _CLOCK_FORM, text.strip())
        if found:
            clock = f"{found['t']}%H" if found["t"] else ""
            clock += "".join(part for name, part in (("m", ":%M"), ("s", ":%S"), ("f", ".%f")) if found[name])
            form = form.format(found["gap"])
            if "first" in found.groupdict():
                # What is no month is a day.
                first, second = int(found["first"]), int(found["second"])
                if first > 12 or dayfirst and second <= 12:
                    form = form.replace("%m", "%#").replace("%d", "%m").replace("%#", "%d")
            return form + clock
    return None
