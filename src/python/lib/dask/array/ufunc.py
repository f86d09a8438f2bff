"""Functions that work element by element."""

import _dask_array as _core
import numpy as np

from dask.array.core import Array, _as_operand, asarray, blockwise, elemwise, refuse_others
from dask.array.on_blocks import handle_out

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
    "negative",
    "positive",
    "absolute",
    "abs",
    "fabs",
    "sign",
    "square",
    "reciprocal",
    "conj",
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


class ufunc:
    """A universal function of NumPy, lazily, block by block."""

    def __init__(self, ufunc):
        self._ufunc = ufunc
        self.__name__ = self.__qualname__ = ufunc.__name__
        if self.__name__ not in _KNOWN:
            raise TypeError(f"must be an instance of `ufunc`, got `{type(ufunc).__name__}`")
        self._engine_name, self.nin = _KNOWN[self.__name__]
        self.nout, self.nargs = 1, self.nin + 1
        self.__doc__ = f"``np.{self.__name__}``, lazily, block by block."

    def __repr__(self):
        return repr(self._ufunc)

    def __dask_tokenize__(self):
        return self.__name__

    def __call__(self, *args, **kwargs):
        if not any(isinstance(a, Array) for a in args):
            return self._ufunc(*args, **kwargs)
        if kwargs.keys() - {"out"}:
            return elemwise(self._ufunc, *args, **kwargs)
        if len(args) != self.nin:
            raise TypeError(f"{self.__name__}() takes {self.nin} positional arguments but {len(args)} were given")
        result = _core.ufunc(self._engine_name, self.__name__, [_as_operand(a) for a in args])
        if result is None and refuse_others(args) is NotImplemented:
            kinds = ", ".join(type(a).__name__ for a in args)
            raise TypeError(f"da.{self.__name__} computes with arrays and numbers, not with ({kinds})")
        return handle_out(kwargs.get("out"), result)

    def outer(self, A, B, **kwargs):
        """The function of each element of the one with each element of the other."""
        if self.nin != 2:
            raise ValueError("outer product only supported for binary functions")
        if "out" in kwargs:
            raise ValueError("`out` kwarg not supported")
        if not isinstance(A, Array) and not isinstance(B, Array):
            return self._ufunc.outer(A, B, **kwargs)
        A, B = asarray(A), asarray(B)
        labels = tuple(range(A.ndim + B.ndim))
        outer = _Outer(self._ufunc, A.ndim, B.ndim)
        return blockwise(outer, labels, A, labels[: A.ndim], B, labels[A.ndim :], token=f"{self.__name__}.outer", **kwargs)


class _Outer:
    """A function of two blocks that gives the results of all pairs of their elements."""

    def __init__(self, function, left_ndim, right_ndim):
        self._function, self._left_ndim, self._right_ndim = function, left_ndim, right_ndim
        self.__name__ = f"{function.__name__}.outer"

    def __call__(self, left, right, **kwargs):
        left = np.asarray(left)[(slice(None),) * self._left_ndim + (None,) * self._right_ndim]
        return self._function(left, right, **kwargs)


for _name in _NAMES:
    if _name in _KNOWN:
        globals()[_name] = ufunc(getattr(np, _name))


# What is no universal function in NumPy either.


def _elementwise(name):
    def function(arr, *args, **kwargs):
        function_of_numpy = getattr(np, name)
        if not isinstance(arr, Array):
            return function_of_numpy(arr, *args, **kwargs)
        return elemwise(function_of_numpy, arr, *args, **kwargs)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"``np.{name}``, lazily, block by block."
    return function


for _name in ("real", "imag", "i0", "sinc", "fix", "iscomplex", "isreal", "nan_to_num"):
    globals()[_name] = _elementwise(_name)


def clip(*args, **kwargs):
    """Between a least and a greatest value."""
    return asarray(args[0]).clip(*args[1:], **kwargs)


def isposinf(x, **kwargs):
    """Where elements are positive infinity."""
    return globals()["equal"](np.inf, x, **kwargs)


def isneginf(x, **kwargs):
    """Where elements are negative infinity."""
    return globals()["equal"](-np.inf, x, **kwargs)


def divmod(x, y):
    """Quotient and remainder."""
    return x // y, x % y


def _two_results(name):
    def function(x):
        x = asarray(x)
        return tuple(elemwise(_Result(getattr(np, name), place), x) for place in range(2))

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"``np.{name}``, lazily, block by block."
    return function


class _Result:
    """One of the results of a function."""

    def __init__(self, function, place):
        self._function, self._place = function, place
        self.__name__ = function.__name__

    def __call__(self, *args):
        return self._function(*args)[self._place]


modf, frexp = _two_results("modf"), _two_results("frexp")


def angle(x, deg=0):
    """The angle of complex numbers, in radians or in degrees."""
    deg = bool(deg)
    return elemwise(_angle, x, deg) if isinstance(x, Array) else _angle(np.asarray(x), deg)


def _angle(x, deg):
    angle = np.arctan2(0, x)
    return angle * (180 / np.pi) if deg else angle


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
