"""Functions of arrays of text, element by element: what Python's strings have as methods."""

import builtins

import _numpy

from ._array import ndarray
from ._creation import asarray
from ._encoded_making import array_of, listed
from ._encoded_operations import operate
from ._encoded_types import TextType
from ._labels import table
from .exceptions import UFuncTypeError

__all__ = []


def _public(function):
    __all__.append(function.__name__)
    return function


def _text(a):
    array = asarray(a)
    if array.dtype.kind != "U":
        raise TypeError("string operation on non-string array")
    return array


def _found(function, a, *args):
    """What a function gives for the different texts and arguments, and which of them belongs to each element."""
    if builtins.all(getattr(arg, "ndim", 0) == 0 and not isinstance(arg, (list, tuple)) for arg in args):
        args = [arg.item() if isinstance(arg, ndarray) else arg for arg in args]
        labels, codes = a._used()
        return [function(label, *args) for label in labels], codes
    arrays = [a, *map(asarray, args)]
    shape = _numpy.broadcast_shapes([array.shape for array in arrays])
    # Combinations are numbered, so that each is looked at once.
    lists, codes = [], 0
    for array in arrays:
        values, _, inverse, _ = _numpy.unique(array._codes if array.dtype.kind == "U" else array)
        lists.append([array._labels[code] for code in values.tolist()] if array.dtype.kind == "U" else values.tolist())
        codes = codes * max(len(lists[-1]), 1) + _numpy.broadcast_to(inverse._reshape(array.shape), shape)
    different, _, inverse, _ = _numpy.unique(codes)
    results = []
    for code in different.tolist():
        chosen = []
        for values in reversed(lists):
            code, place = divmod(code, len(values))
            chosen.append(values[place])
        results.append(function(*reversed(chosen)))
    return results, inverse._reshape(shape)


def _texts(a, function, *args, keeps_width=False):
    """An array of texts; as wide as before, or as the longest result is."""
    results, codes = _found(function, a, *args)
    length = a.dtype.itemsize // 4
    results = [result[:length] for result in results] if keeps_width else results
    kind = a.dtype if keeps_width else TextType(max(map(len, results), default=1))
    made = listed(results, kind)
    return made._like(_numpy.array(made._codes[codes], None)) if results else made._like(codes)


def _numbers(a, name, function, *args):
    results, codes = _found(function, a, *args)
    return table(results, name)[codes]


def _same_width(name):
    method = getattr(str, name)

    def function(a):
        return _texts(_text(a), method, keeps_width=True)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"`str.{name}` of each element."
    return _public(function)


def _stripped(name):
    method = getattr(str, name)

    def function(a, chars=None):
        return _texts(_text(a), method, *([] if chars is None else [chars]), keeps_width=True)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"`str.{name}` of each element."
    return _public(function)


def _whether(name):
    method = getattr(str, name)

    def function(x, /):
        return _numbers(_text(x), "bool", method)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"`str.{name}` of each element."
    return _public(function)


def _sought(name):
    method = getattr(str, name)

    def function(a, sub, start=0, end=None):
        return _numbers(_text(a), "int64", lambda text, sub: method(text, sub, start, end), sub)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"`str.{name}` of each element."
    return _public(function)


for _name in ("upper", "lower", "capitalize", "title", "swapcase"):
    globals()[_name] = _same_width(_name)
for _name in ("strip", "lstrip", "rstrip"):
    globals()[_name] = _stripped(_name)
for _name in ("isalpha", "isdigit", "isspace", "islower", "isupper", "isalnum", "istitle", "isdecimal", "isnumeric"):
    globals()[_name] = _whether(_name)
for _name in ("find", "rfind", "index", "rindex", "count"):
    globals()[_name] = _sought(_name)


@_public
def startswith(a, prefix, start=0, end=None):
    """`str.startswith` of each element."""
    return _numbers(_text(a), "bool", lambda text, prefix: text.startswith(prefix, start, end), prefix)


@_public
def endswith(a, suffix, start=0, end=None):
    """`str.endswith` of each element."""
    return _numbers(_text(a), "bool", lambda text, suffix: text.endswith(suffix, start, end), suffix)


@_public
def str_len(x, /):
    """The length of each text."""
    return _numbers(_text(x), "int64", len)


@_public
def add(x1, x2, /):
    """Text after text."""
    return operate("add", _text(x1), _text(x2))


@_public
def multiply(a, i):
    """Each text so many times."""
    return _texts(_text(a), lambda text, times: text * max(times, 0), i)


@_public
def mod(a, values):
    """`text % value` of each element."""
    return _texts(_text(a), lambda text, value: text % value, values)


@_public
def replace(a, old, new, count=-1):
    """`str.replace` of each element."""
    return _texts(_text(a), lambda text, old, new, count: text.replace(old, new, count), old, new, count)


def _padded(name):
    method = getattr(str, name)

    def function(a, width, fillchar=" "):
        return _texts(_text(a), method, width, fillchar)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"`str.{name}` of each element."
    return _public(function)


center, ljust, rjust = _padded("center"), _padded("ljust"), _padded("rjust")


@_public
def zfill(a, width):
    """Zeros before each text until it has a width."""
    return _texts(_text(a), str.zfill, width)


def _in_three(name):
    def function(a, sep):
        a = _text(a)
        return tuple(_texts(a, lambda text, sep, part=part: getattr(text, name)(sep)[part], sep) for part in range(3))

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"`str.{name}` of each element: what is before, the separator, and what is behind."
    return _public(function)


partition, rpartition = _in_three("partition"), _in_three("rpartition")


def _compared(name):
    def function(x1, x2, /):
        x1, x2 = asarray(x1), asarray(x2)
        if x1.dtype.kind != "U" or x2.dtype.kind != "U":
            raise UFuncTypeError(
                f"ufunc {name!r} did not contain a loop with signature matching types ({x1.dtype!r}, {x2.dtype!r}) -> None"
            )
        return operate(name, array_of(x1), array_of(x2))

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"{name} of texts, element by element."
    return _public(function)


for _name in ("equal", "not_equal", "less", "less_equal", "greater", "greater_equal"):
    globals()[_name] = _compared(_name)


def missing(module, name):
    """The error for a name that is not here; what texts of Python have works in a list."""
    instead = f"; [text.{name}(...) for text in array] works" if hasattr(str, name) else ""
    return AttributeError(f"module {module!r} has no attribute {name!r} here{instead}", name=name)


def __getattr__(name):
    raise missing("numpy.strings", name)
