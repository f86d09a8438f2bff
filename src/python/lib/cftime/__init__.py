"""Dates of the calendars that climate models have: years of 360 or 365 days, and others.

Arrays of dates are integers inside, microseconds since 1970 in their calendar, and become objects one by one as they are looked at.
"""

from _dasklet_missing import missing, refuse

from .dates import (
    Datetime360Day,
    DatetimeAllLeap,
    DatetimeGregorian,
    DatetimeJulian,
    DatetimeNoLeap,
    DatetimeProlepticGregorian,
    datetime,
)
from .units import date2index, date2num, num2date, num2pydate

__version__ = "1.6.6"

__all__ = [
    "Datetime360Day",
    "DatetimeAllLeap",
    "DatetimeGregorian",
    "DatetimeJulian",
    "DatetimeNoLeap",
    "DatetimeProlepticGregorian",
    "date2index",
    "date2num",
    "datetime",
    "is_leap_year",
    "num2date",
    "num2pydate",
]


def is_leap_year(year, calendar, has_year_zero=None):
    """Whether a year has a day more than others; with 360 days there are none, with 366 all have it."""
    from .calendars import calendar_named

    refuse("is_leap_year", "each calendar has a year 0 or has none", has_year_zero=has_year_zero)
    found = calendar_named(calendar)
    year = found.counted(year)
    return found.days(year + 1, 1, 1) - found.days(year, 1, 1) == 366


def __getattr__(name):
    raise missing("cftime", name, __all__)
