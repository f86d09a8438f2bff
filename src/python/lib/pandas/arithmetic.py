"""What `+`, `-`, `*`, `/` and comparisons of dates and durations give: NumPy's results under pandas' names."""

import datetime as _datetime
import operator

import numpy as np

_INTEGERS = (
    "Addition/subtraction of integers and integer-arrays with Timestamp is no longer supported.  Instead of adding/subtracting `n`, "
    "use `n * obj.freq`"
)


def plain(value):
    """A scalar as NumPy has it."""
    if isinstance(value, _datetime.datetime):
        return value.to_datetime64() if hasattr(value, "to_datetime64") else np.datetime64(value, "us")
    if isinstance(value, _datetime.timedelta):
        return value.to_timedelta64() if hasattr(value, "to_timedelta64") else np.timedelta64(value, "us")
    return value


def _result(sign, left, right, operate):
    """NumPy's result for two scalars as pandas names it; what NumPy has no loop for is a plain `TypeError`."""
    from .scalars import NaT, named

    if left is NaT or right is NaT:
        return NaT
    if sign in ("/", "//", "%") and (right == 0 if is_number(right) else isinstance(right, _datetime.timedelta) and not right):
        raise ZeroDivisionError("division by zero")
    try:
        found = operate(plain(left), plain(right))
    except TypeError:
        raise TypeError(f"unsupported operand type(s) for {sign}: {type(left).__name__!r} and {type(right).__name__!r}") from None
    if isinstance(found, (np.datetime64, np.timedelta64)):
        return named(found)
    return found.item() if isinstance(found, np.generic) else found


def is_number(value):
    return isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)


def _is_array(value):
    return isinstance(value, np.ndarray) or getattr(value, "ndim", 0) > 0 or hasattr(value, "dims") or hasattr(value, "values")


def _check_durations(other, kinds):
    """As in pandas: there is no difference of a `Timestamp` and an array of dates."""
    if isinstance(other, np.ndarray) and other.dtype.kind == "M":
        raise TypeError(f"unsupported operand type(s) for -: {kinds}; .to_numpy() of the Timestamp has differences with arrays")


class _Scalar:
    """What dates and durations share. Comparisons give truths; text and numbers are only ever unequal."""

    __slots__ = ()

    def _compare(self, other, operate):
        own = plain(self)
        if _is_array(other):
            return operate(own, other) if isinstance(other, np.ndarray) else NotImplemented
        if type(other) is _datetime.date and operate not in (operator.eq, operator.ne):
            raise TypeError("Cannot compare Timestamp with datetime.date. Use ts == pd.Timestamp(date) or ts.date() == date instead.")
        other = plain(other)
        if not isinstance(other, np.datetime64 if isinstance(own, np.datetime64) else np.timedelta64):
            return operate is operator.ne if operate in (operator.eq, operator.ne) else NotImplemented
        return bool(operate(own, other))

    # Dates and durations have their own.
    __hash__ = None

    def __eq__(self, other):
        return self._compare(other, operator.eq)

    def __ne__(self, other):
        return self._compare(other, operator.ne)

    def __lt__(self, other):
        return self._compare(other, operator.lt)

    def __le__(self, other):
        return self._compare(other, operator.le)

    def __gt__(self, other):
        return self._compare(other, operator.gt)

    def __ge__(self, other):
        return self._compare(other, operator.ge)

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return getattr(ufunc, method)(*(plain(one) for one in inputs), **kwargs)


class TimestampOperators(_Scalar):
    """Operators of dates."""

    __slots__ = ()

    def __add__(self, other):
        if _is_array(other):
            return plain(self) + other if isinstance(other, np.ndarray) else NotImplemented
        if is_number(other):
            raise TypeError(_INTEGERS)
        return _result("+", self, other, lambda a, b: a + b)

    __radd__ = __add__

    def __sub__(self, other):
        if _is_array(other):
            _check_durations(other, "'Timestamp' and 'numpy.ndarray'")
            return plain(self) - other if isinstance(other, np.ndarray) else NotImplemented
        if is_number(other):
            raise TypeError(_INTEGERS)
        return _result("-", self, other, lambda a, b: a - b)

    def __rsub__(self, other):
        _check_durations(other, "'numpy.ndarray' and 'Timestamp'")
        return _result("-", other, self, lambda a, b: a - b)

    def __mul__(self, other):
        raise TypeError(f"unsupported operand type(s) for *: 'Timestamp' and {type(other).__name__!r}")


class TimedeltaOperators(_Scalar):
    """Operators of durations."""

    __slots__ = ()

    def _with(self, sign, other, operate, numbers):
        """The result of an operation that takes numbers, or takes none."""
        if _is_array(other):
            return operate(plain(self), other) if isinstance(other, np.ndarray) else NotImplemented
        if is_number(other) and not numbers:
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

    def __rtruediv__(self, other):
        return self._with("/", other, lambda a, b: b / a, False)

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
