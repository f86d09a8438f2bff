"""The arithmetic of NumPy's scalars: the core's, which is warned of where it overflows or divides by zero; lists are repeated."""

import operator
from math import isfinite, isinf, isnan

import _numpy

from ._errors import warn

_REPEATED = (list, tuple, str, bytes)
# Infinite results of these at a finite place are poles.
_POLES = {"divide", "floor_divide", "power", "log", "log2", "log10", "log1p", "arctanh", "reciprocal"}
_EXACT = {"add": operator.add, "subtract": operator.sub, "multiply": operator.mul, "floor_divide": operator.floordiv}
_METHODS = {
    "add": "add",
    "subtract": "sub",
    "multiply": "mul",
    "divide": "truediv",
    "floor_divide": "floordiv",
    "remainder": "mod",
    "power": "pow",
}


def look(name, result, args, scalar=""):
    """Warns as NumPy does of a float that became infinite or NaN of numbers."""
    if isfinite(result) or any(map(isnan, args)):
        return
    if isnan(result):
        warn("invalid", f"invalid value encountered in {scalar}{name}")
    elif not any(map(isinf, args)):
        is_pole = name in _POLES and (len(args) == 1 or args[0 if name == "power" else 1] == 0)
        kind, text = ("divide", "divide by zero") if is_pole else ("over", "overflow")
        warn(kind, f"{text} encountered in {scalar}{name}")


def _look_at_integer(name, result, args):
    first, second = map(int, args)
    if second == 0 and name in ("floor_divide", "remainder"):
        warn("divide", f"divide by zero encountered in scalar {name}")
    elif name in _EXACT and _EXACT[name](first, second) != int(result):
        warn("over", f"overflow encountered in scalar {name}")


def _operator(name, kind, place):
    """One operator of a class of scalars, whose instance stands at this place."""
    is_product = name == "multiply"

    def method(self, other):
        if is_product and isinstance(other, _REPEATED):
            if kind not in "iu":
                raise TypeError(f"can't multiply sequence by non-int of type 'numpy.{type(self).__name__}'")
            return NotImplemented
        args = (other, self) if place else (self, other)
        result = _numpy.operate(name, *args)
        # Arrays are not looked at: that would take a second pass.
        if isinstance(result, float) or isinstance(result, _numpy.Generic) and kind != "b":
            of = result._dtype[0]
            if of == "f":
                look(name, result, args, "scalar ")
            elif of in "iu":
                _look_at_integer(name, result, args)
        return result

    return method


def arithmetic(kind):
    """The operators of a class of scalars of this kind."""
    return {
        f"__{side}{method}__": _operator(name, kind, place)
        for name, method in _METHODS.items()
        if kind != "b" or name == "multiply"
        for place, side in enumerate(("", "r"))
    }
