"""What `+`, `-`, `*`, `/` and comparisons of dates and durations give: NumPy's results under pandas' names."""

import datetime as _datetime

import numpy as np
from numpy._dasklet_encoded import unit_of

_INTEGERS = (
    "Addition/subtraction of integers and integer-arrays with Timestamp is no longer supported.  Instead of adding/subtracting `n`, "
    "use `n * obj.freq`"
)


def _plain(value):
    """A scalar as NumPy has it."""
    if isinstance(value, _datetime.datetime):
        return np.datetime64(value, "us")
    if isinstance(value, _datetime.timedelta):
        return np.timedelta64(value, "us")
    if isinstance(value, (np.datetime64, np.timedelta64)):
        kind = np.datetime64 if isinstance(value, np.datetime64) else np.timedelta64
        return kind("NaT", unit_of(value)) if np.isnat(value) else kind(value._ticks, unit_of(value))
    return value


def _result(sign, left, right, operate):
    """NumPy's result for two scalars as pandas names it; what NumPy has no loop for is a plain `TypeError`."""
    from .times import Timedelta, Timestamp

    try:
        found = operate(_plain(left), _plain(right))
    except TypeError:
        raise TypeError(f"unsupported operand type(s) for {sign}: {type(left).__name__!r} and {type(right).__name__!r}") from None
    if isinstance(found, (np.datetime64, np.timedelta64)):
        return found if np.isnat(found) else Timestamp(found) if isinstance(found, np.datetime64) else Timedelta(found)
    return found.item() if isinstance(found, np.generic) else found


def _is_number(value):
    return isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)


def _is_array(value):
    return getattr(value, "ndim", 0) > 0 or hasattr(value, "dims") or hasattr(value, "values")


class _Compared:
    """Comparisons give truths; text is a date only to be equal."""

    __slots__ = ()

    def _compare(self, other, name):
        if isinstance(other, str):
            if name in ("__eq__", "__ne__"):
                return name == "__ne__"
            return NotImplemented
        found = getattr(_plain(self), name)(_plain(other))
        return found if getattr(found, "ndim", 0) or found is NotImplemented else bool(found)

    # Dates and durations have their own.
    __hash__ = None

    def __eq__(self, other):
        return self._compare(other, "__eq__")

    def __ne__(self, other):
        return self._compare(other, "__ne__")

    def __lt__(self, other):
        return self._compare(other, "__lt__")

    def __le__(self, other):
        return self._compare(other, "__le__")

    def __gt__(self, other):
        return self._compare(other, "__gt__")

    def __ge__(self, other):
        return self._compare(other, "__ge__")


class TimestampOperators(_Compared):
    """Operators of dates."""

    __slots__ = ()

    def __add__(self, other):
        if _is_array(other):
            return _plain(self) + other if isinstance(other, np.ndarray) else NotImplemented
        if _is_number(other):
            raise TypeError(_INTEGERS)
        return _result("+", self, other, lambda a, b: a + b)

    __radd__ = __add__

    def __sub__(self, other):
        if _is_array(other):
            return _plain(self) - other if isinstance(other, np.ndarray) else NotImplemented
        if _is_number(other):
            raise TypeError(_INTEGERS)
        return _result("-", self, other, lambda a, b: a - b)

    def __rsub__(self, other):
        return _result("-", other, self, lambda a, b: a - b)

    def __mul__(self, other):
        raise TypeError(f"unsupported operand type(s) for *: 'Timestamp' and {type(other).__name__!r}")


class TimedeltaOperators(_Compared):
    """Operators of durations."""

    __slots__ = ()

    def _with(self, sign, other, operate, numbers):
        """The result of an operation that takes numbers, or takes none."""
        if _is_array(other):
            return operate(_plain(self), other) if isinstance(other, np.ndarray) else NotImplemented
        if _is_number(other) and not numbers:
            raise TypeError(f"unsupported operand type(s) for {sign}: 'Timedelta' and {type(other).__name__!r}")
        return _result(sign, self, other, operate)

    def __add__(self, other):
        return self._with("+", other, lambda a, b: a + b, False)

    __radd__ = __add__

    def __sub__(self, other):
        return self._with("-", other, lambda a, b: a - b, False)

    def __rsub__(self, other):
        return self._with("-", other, lambda a, b: b - a, False)

    def __mul__(self, other):
        return self._with("*", other, lambda a, b: a * b, True)

    __rmul__ = __mul__

    def __truediv__(self, other):
        return self._with("/", other, lambda a, b: a / b, True)

    def __floordiv__(self, other):
        return self._with("//", other, lambda a, b: a // b, True)

    def __mod__(self, other):
        return self._with("%", other, lambda a, b: a % b, False)

    def __divmod__(self, other):
        return self // other, self % other

    def __neg__(self):
        return self * -1

    def __pos__(self):
        return self * 1

    def __abs__(self):
        return self * (-1 if self.days < 0 else 1)
