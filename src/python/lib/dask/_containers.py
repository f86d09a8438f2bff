"""Containers that delayed values are found in beyond lists, tuples, sets and dicts: dataclasses, named tuples, slices and iterators, and
objects that hold collections, such as labelled arrays.

A call's arguments hold such a container as a tuple of a maker and its parts, which is looked into as every tuple is. When the values are
there, the maker makes the container again.
"""

import dataclasses

import _dask

from dask.base import graph_and_key, is_dask_collection

_ITERATORS = {type(iter([])): list, type(iter(())): tuple, type(iter(set())): set}
_PLAIN = (int, float, str, bool, type(None), bytes, complex)


class _Maker:
    """Makes a container of its parts."""

    def __init__(self, make, token):
        self.make, self._token = make, token

    def __dask_tokenize__(self):
        return self._token


class Collected:
    """A graph and a key of it in the form of our collections."""

    def __init__(self, graph, key):
        self._pair = graph, key

    def _dasklet_finalized(self):
        return self._pair


class Closing:
    """A function that gets containers where its arguments have makers and parts."""

    def __init__(self, function):
        self._function = function
        self.__name__ = _dask.function_name(function)

    def __call__(self, *args, **kwargs):
        return self._function(*[closed(arg) for arg in args], **{name: closed(arg) for name, arg in kwargs.items()})

    def __dask_tokenize__(self):
        return self._function


def sealed(x):
    """`x` with futures in named tuples taken out of them, and with collections that a task gets as they are."""
    kind = type(x)
    if kind in _PLAIN:
        return x
    if kind in (list, tuple):
        parts = [sealed(item) for item in x]
        return kind(parts) if any(part is not item for part, item in zip(parts, x)) else x
    if kind is dict:
        parts = {key: sealed(item) for key, item in x.items()}
        return parts if any(parts[key] is not x[key] for key in x) else x
    if issubclass(kind, tuple) and hasattr(kind, "_fields"):
        parts = [sealed(part) for part in x]
        return (_Maker(kind, kind), *parts)
    if any(hasattr(kind, name) for name in ("_dasklet_finalized", "_dask_parts", "__dask_graph__")):
        return (_Maker(lambda: x, x),)
    return x


def opened(x):
    """`x` itself, or the like of it with makers and parts in place of containers that hold delayed values."""
    kind = type(x)
    if kind in _PLAIN:
        return x
    if kind in _ITERATORS:
        return opened(_ITERATORS[kind](x))
    if kind in (list, tuple):
        parts = [opened(item) for item in x]
        return kind(parts) if any(part is not item for part, item in zip(parts, x)) else x
    if kind is dict:
        parts = {key: opened(item) for key, item in x.items()}
        return parts if any(parts[key] is not x[key] for key in x) else x
    if kind is slice:
        return _of_parts(slice, slice, (x.start, x.stop, x.step), x)
    if issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return _of_parts(kind, kind, x, x)
    parts_of = getattr(kind, "_dask_parts", None)
    if parts_of is not None:
        arrays, rebuilt = parts_of(x)
        return _of_parts(lambda *arrays: rebuilt(list(arrays)), x, arrays, x)
    if hasattr(kind, "__dask_graph__") and not hasattr(kind, "_dasklet_finalized") and is_dask_collection(x):
        return Collected(*graph_and_key(x))
    if dataclasses.is_dataclass(kind):
        names = [field.name for field in dataclasses.fields(x) if hasattr(x, field.name)]
        parts = _of_parts(lambda *parts: kind(**dict(zip(names, parts))), kind, [getattr(x, name) for name in names], x)
        if parts is not x:
            _check_made_of_fields(x)
        return parts
    return x


def _check_made_of_fields(x):
    """A dataclass can be made again only if it takes each of its fields."""
    kind, what = ValueError, "fields with `init=False`"
    if all(field.init for field in dataclasses.fields(x)):
        try:
            dataclasses.replace(x)
            return
        except TypeError:
            kind, what = TypeError, "a custom __init__"
    raise kind(f"Failed to unpack {type(x)} instance. Note that using {what} {'is' if kind is TypeError else 'are'} not supported.")


def _of_parts(make, token, parts, whole):
    parts = [opened(part) for part in parts]
    return (_Maker(make, token), *parts) if _dask.has_results(parts) else whole


def closed(x):
    """What `opened` was given, of an argument whose delayed values are there."""
    kind = type(x)
    if kind in _PLAIN:
        return x
    if kind is tuple and x and type(x[0]) is _Maker:
        return x[0].make(*[closed(part) for part in x[1:]])
    if kind in (list, tuple):
        return kind([closed(item) for item in x])
    if kind is dict:
        return {key: closed(item) for key, item in x.items()}
    return x
