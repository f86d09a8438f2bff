"""Small helpers that users of Dask know: bytes and times as text, names of functions and keys."""

import datetime
import inspect
import operator
import re

import _dask

__all__ = [
    "M",
    "apply",
    "format_bytes",
    "format_time",
    "format_time_ago",
    "funcname",
    "has_keyword",
    "key_split",
    "methodcaller",
    "natural_sort_key",
    "parse_bytes",
    "parse_timedelta",
    "typename",
]

_BYTE_SIZES = {
    "b": 1,
    "": 1,
    "k": 10**3,
    "m": 10**6,
    "g": 10**9,
    "t": 10**12,
    "p": 10**15,
    "kb": 10**3,
    "mb": 10**6,
    "gb": 10**9,
    "tb": 10**12,
    "pb": 10**15,
    "ki": 2**10,
    "mi": 2**20,
    "gi": 2**30,
    "ti": 2**40,
    "pi": 2**50,
    "kib": 2**10,
    "mib": 2**20,
    "gib": 2**30,
    "tib": 2**40,
    "pib": 2**50,
}

_SECONDS = {
    "ns": 1e-9,
    "us": 1e-6,
    "ms": 1e-3,
    "s": 1,
    "second": 1,
    "seconds": 1,
    "m": 60,
    "min": 60,
    "minute": 60,
    "minutes": 60,
    "h": 3600,
    "hr": 3600,
    "hour": 3600,
    "hours": 3600,
    "d": 86400,
    "day": 86400,
    "days": 86400,
    "w": 604800,
    "week": 604800,
    "weeks": 604800,
}


def _number_and_unit(text):
    text = text.replace(" ", "")
    if not any(character.isdigit() for character in text):
        text = "1" + text
    end = len(text)
    while end and text[end - 1].isalpha():
        end -= 1
    return text[:end], text[end:]


def parse_bytes(s):
    """Turn a text such as ``"128MiB"`` or ``"5 kB"`` into a number of bytes.

    >>> parse_bytes("1 kiB")
    1024
    """
    if isinstance(s, (int, float)):
        return int(s)
    number, unit = _number_and_unit(s)
    try:
        n = float(number)
    except ValueError as e:
        raise ValueError(f"Could not interpret '{number}' as a number") from e
    try:
        return int(n * _BYTE_SIZES[unit.lower()])
    except KeyError as e:
        raise ValueError(f"Could not interpret '{unit}' as a byte unit") from e


def format_bytes(n):
    """Bytes for people: ``format_bytes(2**31) == "2.00 GiB"``."""
    return _dask.format_bytes(n)


def parse_timedelta(s, default="seconds"):
    """Turn a text such as ``"3 s"`` or ``"300ms"``, a number or a ``timedelta`` into seconds.

    >>> parse_timedelta("500 ms")
    0.5
    """
    if s is None:
        return None
    if isinstance(s, datetime.timedelta):
        seconds = s.total_seconds()
        return int(seconds) if int(seconds) == seconds else seconds
    if isinstance(s, (int, float)):
        s = str(s)
    number, unit = _number_and_unit(s)
    unit = unit or default
    if not isinstance(unit, str):
        raise TypeError("a time without a unit needs a default unit")
    try:
        seconds = float(number) * _SECONDS[unit.lower()]
    except KeyError:
        raise KeyError(f"Invalid time unit: {unit}. Valid units are: {list(_SECONDS)}") from None
    return int(seconds) if int(seconds) == seconds else seconds


def format_time(n):
    """Seconds for people: ``format_time(0.0012) == "1.20 ms"``."""
    if n > 24 * 60 * 60 * 2:
        return f"{int(n / 3600 / 24)}d {int((n - int(n / 3600 / 24) * 3600 * 24) / 3600)}hr"
    if n > 60 * 60 * 2:
        return f"{int(n / 3600)}hr {int((n - int(n / 3600) * 3600) / 60)}m"
    if n > 60 * 10:
        return f"{int(n / 60)}m {int(n - int(n / 60) * 60)}s"
    if n >= 1:
        return f"{n:.2f} s"
    if n >= 1e-3:
        return f"{n * 1e3:.2f} ms"
    return f"{n * 1e6:.2f} us"


def format_seconds_ago(seconds):
    """How long ago something was: ``"Just now"``, ``"3 minutes ago"``."""
    for name, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
        n = int(seconds // length)
        if n:
            return f"{n} {name}{'' if n == 1 else 's'} ago"
    return "Just now"


def format_time_ago(n):
    """How long ago a ``datetime`` was."""
    return format_seconds_ago((datetime.datetime.now() - n).total_seconds())


def funcname(func):
    """The name of a function as keys show it."""
    return _dask.function_name(func)


def typename(typ, short=False):
    """The name of a type with its module, without the module for what is built in."""
    if not isinstance(typ, type):
        return typename(type(typ), short)
    module = typ.__module__
    if not module or module == "builtins":
        return typ.__name__
    return (module.split(".")[0] if short else module) + "." + typ.__name__


def key_split(s):
    """The part of a key that people read: ``key_split("x-1f3a…") == "x"``."""
    if isinstance(s, bytes):
        s = s.decode()
    while isinstance(s, tuple):
        s = s[0]
    try:
        return _dask.key_split(s)
    except TypeError:
        return "Other"


def natural_sort_key(s):
    """For sorting texts by the numbers in them.

    >>> sorted(["f10", "f2"], key=natural_sort_key)
    ['f2', 'f10']
    """
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", s)]


def apply(func, args, kwargs=None):
    """Call ``func(*args, **kwargs)``."""
    return func(*args, **(kwargs or {}))


class methodcaller:
    """Calls a method by name: ``methodcaller("upper")("a") == "A"``."""

    def __init__(self, method):
        self.method = method

    @property
    def func(self):
        return self.method

    def __call__(self, __obj, *args, **kwargs):
        return getattr(__obj, self.method)(*args, **kwargs)

    def __repr__(self):
        return f"<methodcaller: {self.method}>"

    @property
    def __name__(self):
        return self.method


class _MethodMaker:
    """``M.upper`` is ``methodcaller("upper")``."""

    def __getattr__(self, name):
        return methodcaller(name)

    def __dir__(self):
        return []


M = _MethodMaker()

itemgetter = operator.itemgetter


def ensure_dict(d, *, copy=False):
    """A plain dict of a mapping."""
    return dict(d) if copy or type(d) is not dict else d


def is_namedtuple_instance(obj):
    """Whether an object is a named tuple."""
    return isinstance(obj, tuple) and hasattr(obj, "_fields")


def has_keyword(func, keyword):
    """Whether a function has a parameter of this name."""
    try:
        return keyword in inspect.signature(func).parameters
    except (TypeError, ValueError):
        return False


def __getattr__(name):
    from _dasklet_missing import missing

    raise missing("dask.utils", name, __all__)
