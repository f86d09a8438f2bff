"""Universal functions as objects."""

import _numpy
from _dasklet_missing import unsupported

from ._array import _check_order, _write, ndarray
from ._creation import asarray
from ._dispatch import foreign
from ._dtypes import _dtypes, _optional, floating, result_type
from ._encoded import Encoded
from ._encoded_making import wants
from ._flags import check_output
from ._operators import look
from .exceptions import UFuncTypeError

__all__ = ["ufunc", "divmod"]

_CASTINGS = ("no", "equiv", "safe", "same_kind", "unsafe")
_REDUCE = {
    "add": "sum",
    "multiply": "prod",
    "maximum": "max",
    "minimum": "min",
    "logical_and": "all",
    "logical_or": "any",
    "fmax": "nanmax",
    "fmin": "nanmin",
}


def _foreign_numbers(*arrays):
    """The first array of another library; those of text, dates and objects are NumPy's."""
    return foreign([array for array in arrays if not isinstance(array, ndarray)], "__array_ufunc__")


def _is_object(arg):
    """Whether an operand is an element of an array of objects."""
    return isinstance(arg, (dict, set, frozenset, type))


def _is_encoded(arg):
    return _is_object(arg) or wants(arg)


class ufunc:
    """A function that works element by element, with broadcasting."""

    @classmethod
    def _of(cls, name, nin):
        self = cls()
        self.__name__ = self.__qualname__ = name
        self.nin = nin
        self.nout = 1
        self.nargs = nin + 1
        self.__doc__ = f"{name}({', '.join(['x', 'x1, x2'][nin - 1 : nin])}, /, out=None, *, where=True, dtype=None): element by element."
        return self

    def __repr__(self):
        return f"<ufunc '{self.__name__}'>"

    def __reduce__(self):
        return self.__name__

    def __call__(self, *args, out=None, where=True, dtype=None, casting="same_kind", order="K", subok=True):
        if not self.nin <= len(args) <= self.nin + 1:
            expected = f"from {self.nin} to {self.nin + 1}"
            verb = "was" if len(args) == 1 else "were"
            raise TypeError(f"{self.__name__}() takes {expected} positional arguments but {len(args)} {verb} given")
        other = foreign(args, "__array_ufunc__")
        if other is None and any(map(_is_encoded, args)):
            args = [asarray(arg, dtype="object") if _is_object(arg) else asarray(arg) if wants(arg) else arg for arg in args]
            other = foreign(args, "__array_ufunc__")
        if other is not None:
            other_casting = None if casting == "same_kind" else casting
            return self._asked(other, "__call__", args, out=out, where=where, dtype=dtype, casting=other_casting)
        if len(args) > self.nin:
            *args, out = args
        if isinstance(out, tuple):
            (out,) = out
        _check_order(order)
        if casting not in _CASTINGS:
            raise ValueError(f"casting must be one of {', '.join(map(repr, _CASTINGS))} (got {casting!r})")
        result = self._computed(args, dtype, casting)
        if isinstance(result, (float, floating)):
            look(self.__name__, result, args)
        if out is not None:
            check_output(out)
        if where is not True:
            if out is None:
                raise unsupported("where= without out=", "give out=, which holds the elements that are left alone")
            mask = _numpy.broadcast_to(where, out.shape)
            out[mask] = _numpy.broadcast_to(result, out.shape)[mask]
            return out
        if out is not None:
            if not _numpy.can_cast(result.dtype.name, out.dtype.name, casting):
                raise UFuncTypeError(
                    f"Cannot cast ufunc '{self.__name__}' output from {result.dtype!r} to {out.dtype!r} with casting rule '{casting}'"
                )
            out[...] = result
            return out
        return result

    def _asked(self, other, method, args, **given):
        """What another library's array makes of a call."""
        kwargs = {name: value for name, value in given.items() if value is not None and value is not True}
        result = other.__array_ufunc__(self, method, *args, **kwargs)
        if result is NotImplemented:
            raise TypeError(
                f"operand type(s) all returned NotImplemented from __array_ufunc__({self!r}, {method!r}, {', '.join(map(repr, args))})"
            )
        return result

    def _computed(self, args, dtype, casting):
        """The result in the dtype that is asked for."""
        wanted = _optional(dtype)
        if wanted not in (None, "bool"):
            args = [self._cast(arg, place, wanted, casting) for place, arg in enumerate(args)]
        result = _numpy.apply(self.__name__, args[0], args[1] if self.nin == 2 else None)
        if wanted == "bool" and result.dtype.name != wanted:
            args = [self._cast(arg, place, wanted, casting) for place, arg in enumerate(args)]
            result = _numpy.apply(self.__name__, args[0], args[1] if self.nin == 2 else None)
        if wanted not in (None, result.dtype.name):
            raise TypeError(f"No loop matching the specified signature and casting was found for ufunc {self.__name__}")
        if wanted is None and casting in ("no", "equiv"):
            common = result_type(*args)
            used = result.dtype if result.dtype.kind == "f" else common
            for place, arg in enumerate(args):
                self._cast(arg, place, used.name, casting)
        return result

    def _cast(self, arg, place, dtype, casting):
        """An argument in a dtype."""
        array = _numpy.array(arg, None)
        # Python's numbers take the dtype if it is of their kind, or a wider one.
        is_weak = type(arg) in (bool, int, float) and array.dtype.kind in {"b": "b", "f": "bif"}.get(_dtypes[dtype].kind, "bi")
        if not is_weak and not _numpy.can_cast(array.dtype.name, dtype, casting):
            raise UFuncTypeError(
                f"Cannot cast ufunc {self.__name__!r} input {place} from {array.dtype!r} to dtype('{dtype}') with casting rule '{casting}'"
            )
        return _numpy.astype(array, dtype)

    def _two(self):
        if self.nin != 2:
            raise ValueError("reduce only supported for binary functions")

    def reduce(self, array, axis=0, dtype=None, out=None, keepdims=False, initial=None, where=True):
        """Combine all elements along an axis."""
        self._two()
        other = _foreign_numbers(array)
        if other is not None:
            return self._asked(other, "reduce", (array,), axis=axis, dtype=dtype, out=out, keepdims=keepdims or None, where=where)
        name = _REDUCE.get(self.__name__)
        if name is None and (initial is not None or where is not True):
            raise unsupported(f"initial= or where= of {self.__name__}.reduce", "choose the elements before")
        array = asarray(array)
        if isinstance(array, Encoded) and name is None:
            raise unsupported(f"{self.__name__}.reduce of {array.dtype}", "combine the elements in a loop")
        if name in ("sum", "prod"):
            result = getattr(array, name)(axis, dtype, None, keepdims, initial, where)
        elif name in ("min", "max", "any", "all") and dtype is None:
            chosen = {"where": where} if initial is None or name in ("any", "all") else {"where": where, "initial": initial}
            result = getattr(array, name)(axis, None, keepdims, **chosen)
        elif name is not None:
            if initial is not None or where is not True:
                raise unsupported(f"initial= or where= of {self.__name__}.reduce", "choose the elements before")
            array = array if dtype is None else array.astype(dtype)
            result = _numpy.reduce(name, array, axis, keepdims, None, 0.0)
        else:
            array = _numpy.array(array, _optional(dtype))
            rows = _numpy.moveaxis(array, axis, 0) if axis is not None else array._reshape(-1)
            if len(rows) == 0:
                raise ValueError(f"zero-size array to reduction operation {self.__name__} which has no identity")
            result = rows[0]
            for row in list(rows)[1:]:
                result = self(result, row)
            if keepdims:
                result = _numpy.array(result, None)._reshape(_numpy.expand_dims(result, 0 if axis is None else axis))
        return _write(result, out)

    def accumulate(self, array, axis=0, dtype=None, out=None):
        """All steps of `reduce`."""
        self._two()
        other = _foreign_numbers(array)
        if other is not None:
            return self._asked(other, "accumulate", (array,), axis=axis, dtype=dtype, out=out)
        array = asarray(array)
        if not isinstance(array, Encoded):
            return _write(_numpy.accumulate(self.__name__, array, axis, _optional(dtype)), out)
        if self.__name__ not in ("add", "multiply"):
            raise unsupported(f"{self.__name__}.accumulate of {array.dtype}", "combine the elements in a loop")
        return getattr(array, "cumsum" if self.__name__ == "add" else "cumprod")(axis, dtype, out)

    def outer(self, A, B, /, **kwargs):
        """All pairs of elements of two arrays."""
        self._two()
        other = _foreign_numbers(A, B)
        if other is not None:
            return self._asked(other, "outer", (A, B), **kwargs)
        A, B = asarray(A), asarray(B)
        return self(A.reshape(A.shape + (1,) * B.ndim), B, **kwargs)

    def at(self, a, indices, b=None):
        """Change elements in place, one after another, also where an index comes twice."""
        if self.nin == 1:
            for index in indices:
                a[index] = self(a[index])
            return
        b = _numpy.broadcast_to(b, _numpy.array(indices, "int64").shape)
        for index, value in zip(indices, b):
            a[index] = self(a[index], value)


for _name, _nin, _aliases in _numpy.ufuncs:
    _ufunc = ufunc._of(_name, _nin)
    for _known in (_name, *_aliases):
        globals()[_known] = _ufunc
        __all__.append(_known)


def divmod(x1, x2, /):
    """Quotient rounded down, and remainder."""
    return floor_divide(x1, x2), remainder(x1, x2)  # noqa: F821
