"""Calls that belong to arrays of other libraries, such as Dask's, go to them."""

import functools

import _numpy

from ._dtypes import generic

# NumPy's limit on the number of axes, and so on how deep lists may be nested.
_NDIM_MAX = 64

_PLAIN = {int, float, bool, str, list, tuple, dict, slice, type(None), type(Ellipsis)}


def _is_foreign(object, protocol):
    kind = type(object)
    if kind in _PLAIN or isinstance(object, (_numpy.Array, generic)):
        return False
    return getattr(kind, protocol, None) is not None


# Functions of several arrays, which stand in a list; in lists of lists if they are blocks.
_OF_LISTS = {
    "block": _NDIM_MAX,
    **dict.fromkeys(
        ("choose", "column_stack", "concatenate", "dstack", "hstack", "lexsort", "multi_dot", "piecewise", "select", "stack", "vstack"), 1
    ),
}


def foreign(arguments, protocol, depth=0):
    """The first argument whose class answers this protocol itself; what stands in lists is looked at to a depth."""
    for argument in arguments:
        if depth and type(argument) in (list, tuple):
            found = foreign(argument, protocol, depth - 1)
            if found is not None:
                return found
        elif _is_foreign(argument, protocol):
            return argument
    return None


def _encoded_first(name, args):
    """The array of texts, dates or objects that the first argument stands for, if its functions are others than those of numbers."""
    first = args[0] if args else None
    if type(first) in (list, tuple):
        leaf = first
        # A list may hold itself.
        for _ in range(_NDIM_MAX):
            if type(leaf) not in (list, tuple) or not leaf:
                break
            leaf = leaf[0]
        if type(leaf) in (int, float, bool) or isinstance(leaf, _numpy.Array):
            return None
    elif type(first) in _PLAIN or isinstance(first, (_numpy.Array, generic)) or not hasattr(type(first), "__array__"):
        return None
    from ._encoded_functions import takes_one_array

    if not takes_one_array(name):
        return None
    from ._creation import asarray

    try:
        array = asarray(first)
    except TypeError:
        # It says so itself, unless it has a method for this.
        return None
    return None if isinstance(array, _numpy.Array) else array


def dispatched(function):
    """Makes a function ask its arguments for `__array_function__` first."""

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        other = foreign(args, "__array_function__", _OF_LISTS.get(function.__name__, 0))
        if other is None and kwargs:
            other = foreign(kwargs.values(), "__array_function__", _OF_LISTS.get(function.__name__, 0))
        if other is not None:
            result = other.__array_function__(wrapper, (type(other),), args, kwargs)
            if result is NotImplemented:
                raise TypeError(
                    f"no implementation found for 'numpy.{function.__name__}' on types that implement __array_function__: [{type(other)!r}]"
                )
            return result
        array = _encoded_first(function.__name__, args)
        return function(*args, **kwargs) if array is None else array.__array_function__(wrapper, (type(array),), (array, *args[1:]), kwargs)

    wrapper.__module__ = "numpy"
    return wrapper


def public(names):
    """A decorator for the functions of a module: they are dispatched, and stand among these names."""

    def decorate(function):
        names.append(function.__name__)
        return dispatched(function)

    return decorate
