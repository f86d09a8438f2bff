"""Delayed calls: ``delayed(f)(x)`` notes what to compute instead of computing it.

A delayed value is a node of a graph; calls, operators, indexing and attributes of it give further nodes.
"""

import inspect
import operator
import types
import warnings

import _dask
from _dasklet_missing import missing, refuse

from dask._containers import Closing, Collected, closed, opened
from dask._dasklet_crossing import kept_apart
from dask.base import DaskMethodsMixin, is_dask_collection
from dask.core import execute_task
from dask.highlevelgraph import HighLevelGraph
from dask.tokenize import tokenize
from dask.utils import apply, methodcaller

__all__ = ["Delayed", "DelayedAttr", "DelayedLeaf", "delayed", "single_key"]

_no_value = object()


def single_key(seq):
    """The only item."""
    assert len(seq) == 1, f"Expected a single key, got {len(seq)}"
    return seq[0]


def _make_key(name, pure, *parts):
    """``name`` and a token of ``parts`` if ``pure``, else something unique."""
    if pure:
        return f"{name}-{tokenize(*parts)}"
    return f"{name}-{_dask.uuid()}"


def delayed(obj=_no_value, name=None, pure=None, nout=None, traverse=True):
    """Delay a function or an object; also as a decorator.

    :param name: the key of the object, a new one by default
    :param pure: whether equal calls give equal results, and so get equal keys
    :param nout: how many results a call gives, to take them apart
    :param traverse: whether delayed values are looked for in lists, tuples, sets, dicts, dataclasses and slices

    >>> @delayed
    ... def inc(x):
    ...     return x + 1
    >>> inc(inc(1)).compute()
    3
    """
    if obj is _no_value:
        return lambda obj: delayed(obj, name=name, pure=pure, nout=nout, traverse=traverse)
    if nout is not None and (not isinstance(nout, int) or isinstance(nout, bool) or nout < 0):
        raise ValueError(f"nout must be None or a non-negative integer, got {nout}")
    if isinstance(obj, Delayed):
        return obj
    if is_dask_collection(obj):
        parts = opened(obj)
        if not hasattr(parts, "_dasklet_finalized"):
            return _dask.call_node(Delayed, name or _make_key("finalize", True, obj), "finalize", closed, (parts,), {})
        return _dask.alias_node(Delayed, name or _make_key("finalize", True, parts._dasklet_finalized()[1]), parts)
    if traverse:
        parts = opened(obj)
        if _dask.has_results(parts):
            key = name or f"{type(obj).__name__}-{_dask.uuid()}"
            return _dask.call_node(Delayed, key, type(obj).__name__, _identity if parts is obj else closed, (parts,), {})
        obj = parts
    if name is None:
        try:
            prefix = obj.__name__
        except AttributeError:
            prefix = type(obj).__name__
        name = _make_key(_dask.function_name(obj) if callable(obj) else prefix, pure, obj)
    leaf = _dask.data_node(DelayedLeaf, name, obj)
    leaf._set(obj, pure, nout)
    if nout is not None:
        leaf._set_length(nout)
    return leaf


def _identity(x):
    return x


def _call(function, name, pure, nout, args, kwargs, parts):
    """A node that calls ``function``; ``parts`` are what a pure key depends on."""
    key_name = kwargs.pop("dask_key_name", None)
    pure = kwargs.pop("pure", pure)
    if key_name is None:
        key_name = _make_key(name, pure, *parts, args, kwargs)
    if inspect.iscoroutinefunction(function):
        from distributed.coroutines import Awaited

        function = Awaited(function)
    leaves = {place: arg.__dict__["_obj"] for place, arg in enumerate(args) if isinstance(arg, DelayedLeaf)}
    parts_of_args, parts_of_kwargs = opened(args), opened(kwargs)
    function, kept_args, kept_kwargs = kept_apart(key_name, function, parts_of_args, parts_of_kwargs, leaves)
    if parts_of_args is not args or parts_of_kwargs is not kwargs:
        function = Closing(function)
    node = _dask.call_node(Delayed, key_name, name, function, kept_args, kept_kwargs)
    if nout is not None:
        node._set_length(nout)
    return node


class Delayed(_dask.Node, DaskMethodsMixin):
    """A value that is yet to be computed."""

    def __new__(cls, key, dsk, length=None, layer=None):
        """The value of `key` in a graph, a dict of tasks."""
        refuse("Delayed", "the graph has the key itself", layer=None if layer in (None, key) else layer)
        inner = f"task-{key}"
        graph = _dask.graph_from_dict({inner if name == key else name: task for name, task in dict(dsk).items()}, execute_task, [inner])
        node = _dask.alias_node(cls, key, Collected(graph, inner))
        if length is not None:
            node._set_length(length)
        return node

    def __repr__(self):
        return f"Delayed({self.key!r})"

    def __hash__(self):
        return hash(self.key)

    def __dir__(self):
        return dir(type(self))

    # The protocol of collections

    @property
    def dask(self):
        return HighLevelGraph(self._graph())

    def __dask_graph__(self):
        return self.dask

    def __dask_keys__(self):
        return [self.key]

    def __dask_layers__(self):
        return (self.key,)

    def __dask_tokenize__(self):
        return self.key

    def __dask_postcompute__(self):
        return (lambda results: results[0]), ()

    def __dask_postpersist__(self):
        return (lambda dsk, **kwargs: self._dasklet_persisted(list(dsk.values()))), ()

    def _dasklet_graph(self):
        return self._graph()

    def _dasklet_persisted(self, futures):
        node = _dask.held_node(Delayed, futures[0])
        length = self.__dict__.get("_length")
        if length is not None:
            node._set_length(length)
        return node

    def _dasklet_optimized(self):
        return self

    # What becomes a node

    def __getattr__(self, attr):
        if attr.startswith("_"):
            raise AttributeError(f"Attribute {attr} not found")
        if attr == "visualise":
            warnings.warn("dask.delayed objects have no `visualise` method. Perhaps you meant `visualize`?", stacklevel=2)
        node = _dask.call_node(DelayedAttr, f"getattr-{tokenize(self, attr)}", "getattr", getattr, (self, attr), {})
        node.__dict__["_owner"] = (self, attr)
        return node

    def __setattr__(self, attr, val):
        raise TypeError("Delayed objects are immutable")

    def __setitem__(self, index, val):
        raise TypeError("Delayed objects are immutable")

    def _set_length(self, length):
        self.__dict__["_length"] = length

    def __iter__(self):
        length = self.__dict__.get("_length")
        if length is None:
            raise TypeError("Delayed objects of unspecified length are not iterable")
        for i in range(length):
            yield self[i]

    def __len__(self):
        length = self.__dict__.get("_length")
        if length is None:
            raise TypeError("Delayed objects of unspecified length have no len()")
        return length

    def __call__(self, *args, pure=None, dask_key_name=None, **kwargs):
        if dask_key_name is not None:
            kwargs["dask_key_name"] = dask_key_name
        return _call(_call_first, "apply", pure, None, (self, *args), kwargs, ())

    def __bool__(self):
        raise TypeError("Truth of Delayed objects is not supported")

    def __get__(self, instance, cls):
        return self if instance is None else types.MethodType(self, instance)


def _call_first(function, *args, **kwargs):
    return apply(function, args, kwargs)


class DelayedLeaf(Delayed):
    """An object as it is; calling it gives a node."""

    def _set(self, obj, pure, nout):
        self.__dict__.update(_obj=obj, _pure=pure, _nout=nout)

    def __call__(self, *args, **kwargs):
        own = self.__dict__
        obj = own["_obj"]
        return _call(obj, _dask.function_name(obj), own["_pure"], own["_nout"], args, kwargs, (obj,))

    @property
    def __name__(self):
        return self.__dict__["_obj"].__name__

    @property
    def __doc__(self):
        return self.__dict__["_obj"].__doc__

    @property
    def __wrapped__(self):
        return self.__dict__["_obj"]


class DelayedAttr(Delayed):
    """An attribute of a delayed value; calling it calls the method."""

    def __new__(cls, obj, attr):
        return getattr(obj, attr)

    def __call__(self, *args, **kwargs):
        owner, attr = self.__dict__["_owner"]
        return _call(methodcaller(attr), attr, None, None, (owner, *args), kwargs, ())


def _swapped(op):
    def swapped(a, b):
        return op(b, a)

    swapped.__name__ = "_swap"
    return swapped


def _add_operators():
    """Operators of delayed values are pure calls."""

    def method(name, function):
        def operate(self, *others):
            return _call(function, name, True, None, (self, *others), {}, (name,))

        return operate

    for name in ("abs", "neg", "pos", "invert"):
        setattr(Delayed, f"__{name}__", method(name, getattr(operator, name)))
    for name in ("eq", "ne", "lt", "le", "gt", "ge"):
        setattr(Delayed, f"__{name}__", method(name, getattr(operator, name)))
    Delayed.__getitem__ = method("getitem", operator.getitem)
    binary = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "lshift", "rshift", "and", "or", "xor")
    for name in binary:
        function = getattr(operator, name + "_" if name in ("and", "or") else name)
        setattr(Delayed, f"__{name}__", method(name + "_" if name in ("and", "or") else name, function))
        swapped = _swapped(function)
        swapped_name = f"r{name}"

        def operate(self, other, _function=swapped, _name=swapped_name):
            return _call(_function, "_swap", True, None, (self, other), {}, (_name,))

        setattr(Delayed, f"__r{name}__", operate)


_add_operators()


def __getattr__(name):
    raise missing("dask.delayed", name, __all__)
