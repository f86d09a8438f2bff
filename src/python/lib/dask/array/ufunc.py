"""Functions that work element by element."""

import _dask_array as _core
import numpy as np

from dask.array.core import Array, _as_operand, asarray, elemwise

# Those of NumPy, one each.
_NAMES = [
    "add",
    "subtract",
    "multiply",
    "divide",
    "true_divide",
    "floor_divide",
    "remainder",
    "mod",
    "fmod",
    "power",
    "float_power",
    "maximum",
    "minimum",
    "fmax",
    "fmin",
    "hypot",
    "arctan2",
    "copysign",
    "nextafter",
    "logaddexp",
    "logaddexp2",
    "heaviside",
    "equal",
    "not_equal",
    "less",
    "less_equal",
    "greater",
    "greater_equal",
    "logical_and",
    "logical_or",
    "logical_xor",
    "bitwise_and",
    "bitwise_or",
    "bitwise_xor",
    "left_shift",
    "right_shift",
    "gcd",
    "lcm",
    "negative",
    "positive",
    "absolute",
    "abs",
    "fabs",
    "sign",
    "square",
    "reciprocal",
    "conj",
    "conjugate",
    "invert",
    "bitwise_not",
    "logical_not",
    "isnan",
    "isinf",
    "isfinite",
    "signbit",
    "floor",
    "ceil",
    "trunc",
    "rint",
    "sqrt",
    "cbrt",
    "exp",
    "exp2",
    "expm1",
    "log",
    "log2",
    "log10",
    "log1p",
    "sin",
    "cos",
    "tan",
    "arcsin",
    "arccos",
    "arctan",
    "sinh",
    "cosh",
    "tanh",
    "arcsinh",
    "arccosh",
    "arctanh",
    "deg2rad",
    "degrees",
    "rad2deg",
    "radians",
    "spacing",
]
_KNOWN = {}
for _ufunc_name, _n_inputs, _aliases in __import__("_numpy").ufuncs:
    for _alias in (_ufunc_name, *_aliases):
        _KNOWN[_alias] = (_ufunc_name, _n_inputs)


def _lazy(name, engine_name, n_inputs):
    def function(*args, **kwargs):
        dtype = kwargs.pop("dtype", None)
        if kwargs.pop("out", None) is not None or kwargs.pop("where", True) is not True:
            raise NotImplementedError(f"da.{name} with out= or where= is not supported here; use da.where")
        if kwargs:
            raise TypeError(f"{name}() got an unexpected keyword argument {sorted(kwargs)[0]!r}")
        if len(args) != n_inputs:
            raise TypeError(f"{name}() takes {n_inputs} positional arguments but {len(args)} were given")
        if not any(isinstance(a, Array) for a in args):
            return getattr(np, name)(*args)
        result = _core.ufunc(engine_name, prefix, [_as_operand(a) for a in args])
        if result is None:
            kinds = ", ".join(type(a).__name__ for a in args)
            raise TypeError(f"da.{name} computes with arrays and numbers, not with ({kinds})")
        return result if dtype is None else result.astype(dtype)

    prefix = getattr(getattr(np, name, None), "__name__", name)
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"``np.{name}``, lazily, block by block."
    return function


for _name in _NAMES:
    if _name in _KNOWN:
        globals()[_name] = _lazy(_name, *_KNOWN[_name])


def clip(*args, **kwargs):
    """Between a least and a greatest value."""
    return asarray(args[0]).clip(*args[1:], **kwargs)


def divmod(x, y):
    """Quotient and remainder."""
    return x // y, x % y


def modf(x):
    """Fraction and whole part."""
    x = asarray(x)
    whole = globals()["trunc"](x)
    return x - whole, whole


def frexp(x):
    """Mantissa and exponent."""
    x = asarray(x)
    return elemwise(lambda b: np.frexp(b)[0], x), elemwise(lambda b: np.frexp(b)[1], x)


def _named(name):
    def function(x):
        return elemwise(getattr(np, name), x)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"``np.{name}``, lazily, block by block."
    return function


for _name in ("real", "imag", "i0", "sinc", "fix", "iscomplex", "isreal", "isposinf", "isneginf"):
    globals()[_name] = _named(_name)


def angle(x, deg=0):
    """The angle of complex numbers, in radians or in degrees."""
    return elemwise(np.angle, x, deg) if deg else elemwise(np.angle, x)


def nan_to_num(*args, **kwargs):
    """Numbers in the places of NaN and the infinities."""
    return elemwise(np.nan_to_num, *args, **kwargs)


__all__ = [
    *[name for name in _NAMES if name in globals()],
    "angle",
    "clip",
    "divmod",
    "fix",
    "frexp",
    "i0",
    "imag",
    "iscomplex",
    "isneginf",
    "isposinf",
    "isreal",
    "modf",
    "nan_to_num",
    "real",
    "sinc",
]
