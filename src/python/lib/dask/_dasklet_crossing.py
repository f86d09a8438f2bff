"""What crosses between a client and its workers.

Everything runs in one process here, and Dask has one for each worker: what crosses is pickled there, so a change on one side is not seen
on the other. Here what can be changed in place is copied instead, and functions that learners define with what they name or enclose, as
cloudpickle does. What cannot be pickled raises `TypeError`.
"""

import types
import weakref

import _dask

from dask._containers import Closing, sealed
from dask.tokenize import placed

__all__ = ["copied", "kept_apart", "received", "sent", "take"]

_PLAIN = {
    int,
    float,
    str,
    bool,
    type(None),
    bytes,
    complex,
    type,
    range,
    slice,
    property,
    types.ModuleType,
    type(...),
    type(NotImplemented),
}
# Views of a dict go as views of one that has no more than they show.
_VIEWS = {
    type({}.keys()): lambda items: dict.fromkeys(items).keys(),
    type({}.values()): lambda items: dict(enumerate(items)).values(),
    type({}.items()): lambda items: dict(items).items(),
}
# Packages whose objects never change, know where they are, or have no copies. Locks and queues of threads, which pickling refuses, are
# shared: lessons show tasks that wait for each other.
_SHARED = {
    "_dask",
    "dask",
    "distributed",
    "dask_gateway",
    "zarr",
    "matplotlib",
    "cartopy",
    "re",
    "_sre",
    "typing",
    "threading",
    "_thread",
    "queue",
    "itertools",
}
# Random generators, which go on from where they are on each side.
_GENERATORS = {"numpy.random", "numpy.random.bit_generator"}
_COPIED = {"xarray", "pandas", "geopandas", "_dasklet_tables", "numpy"}


def _package(kind):
    return (getattr(kind, "__module__", None) or "").partition(".")[0]


def _is_plain(x):
    """Whether it is surely the same on both sides."""
    return type(x) in _PLAIN


def copied(x, memo=None):
    """What comes out on the other side of ``x``; ``memo`` has what crosses with it."""
    kind = type(x)
    if kind in _PLAIN:
        return x
    memo = {} if memo is None else memo
    if id(x) in memo:
        return memo[id(x)][0]
    return _noted(x, _copy(x, kind, memo), memo)


def received(results):
    """What a client gets as results. Arrays are new each time already."""
    memo = {}
    return [x if _package(type(x)) == "numpy" else copied(x, memo) for x in results]


def _noted(x, copy, memo):
    # It holds `x` as well, so that no other object gets its `id`.
    memo[id(x)] = copy, x
    return copy


def _copy(x, kind, memo):
    if kind is list:
        copy = _noted(x, [], memo)
        copy.extend([item if type(item) in _PLAIN else copied(item, memo) for item in x])
        return copy
    if kind is dict:
        copy = _noted(x, {}, memo)
        copy.update({copied(key, memo): copied(value, memo) for key, value in x.items()})
        return copy
    if kind in (tuple, set, frozenset):
        items = [copied(item, memo) for item in x]
        return x if kind is not set and all(map(_is_same, items, x)) else kind(items)
    if kind in _VIEWS:
        return _VIEWS[kind](copied(list(x), memo))
    if kind is types.FunctionType:
        return _function(x, memo) if captures(x) else x
    if kind is types.MethodType:
        return types.MethodType(copied(x.__func__, memo), copied(x.__self__, memo))
    if kind is types.BuiltinFunctionType:
        owner = x.__self__
        return x if _is_plain(owner) or isinstance(owner, type) else getattr(copied(owner, memo), x.__name__)
    if isinstance(x, (type, types.ModuleType)):
        return x
    package = _package(kind)
    if kind.__module__ in _GENERATORS:
        return _made_again(x, kind, memo)
    if package in _COPIED:
        return _numbers(x, memo) if package == "numpy" else x.copy(deep=True) if hasattr(x, "copy") else x
    if hasattr(kind, "_dasklet_stays"):
        raise _not_pickled(kind)
    return x if package in _SHARED else _made_again(x, kind, memo)


def _is_same(a, b):
    return a is b


def _numbers(x, memo):
    if not hasattr(x, "dtype") or not hasattr(x, "copy") or not x.ndim:
        return x
    copy = x.copy()
    if x.dtype == object:
        copy.ravel()[:] = [copied(item, memo) for item in x.ravel()]
    return copy


def _not_pickled(kind, why=""):
    return TypeError(f"Could not serialize object of type {kind.__name__}{why}")


def _made_again(x, kind, memo):
    """An object as pickling takes it apart and makes it again."""
    try:
        reduced = x.__reduce_ex__(4)
    except TypeError as error:
        raise _not_pickled(kind, f"\n{error}") from None
    if isinstance(reduced, str):
        return x
    make, args, state, items, pairs = (*reduced, None, None, None)[:5]
    copy = _noted(x, make(*[copied(arg, memo) for arg in args]), memo)
    if state is not None:
        state = copied(state, memo)
        if hasattr(copy, "__setstate__"):
            copy.__setstate__(state)
        else:
            own, slots = state if type(state) is tuple and len(state) == 2 else (state, None)
            copy.__dict__.update(own or {}) if own else None
            for name, value in (slots or {}).items():
                setattr(copy, name, value)
    for item in items or ():
        copy.append(copied(item, memo))
    for key, value in pairs or ():
        copy[copied(key, memo)] = copied(value, memo)
    return copy


# Functions


# What looks up and sets global variables in a function's code, and what makes their numbers larger.
_LOAD_GLOBAL, _STORE_GLOBAL, _EXTENDED_ARG = 92, 115, 69


def _names(code):
    """The names of the global variables that a function and the functions in it use, and whether it sets any."""
    found = _names_of.get(code)
    if found is None:
        names, sets, more, steps = set(), False, 0, code.co_code
        for operation, number in zip(steps[::2], steps[1::2]):
            number |= more << 8
            more = number if operation == _EXTENDED_ARG else 0
            if operation in (_LOAD_GLOBAL, _STORE_GLOBAL):
                names.add(code.co_names[number >> 1 if operation == _LOAD_GLOBAL else number])
                sets = sets or operation == _STORE_GLOBAL
        for part in code.co_consts:
            if type(part) is types.CodeType:
                inner, inner_sets = _names(part)
                names, sets = names | inner, sets or inner_sets
        found = _names_of[code] = names, sets
    return found


_names_of = {}


def _around(function):
    """What a learner's function encloses, has as defaults, and names: the values."""
    scope = function.__globals__
    values = [scope[name] for name in _names(function.__code__)[0] if name in scope]
    for cell in function.__closure__ or ():
        try:
            values.append(cell.cell_contents)
        except ValueError:
            continue
    return values


def captures(function, seen=()):
    """Whether a task would see, or change, data around ``function``: a bound object, a default, a closure's or a global variable."""
    kind = type(function)
    if kind in _PLAIN or isinstance(function, (type, types.ModuleType)):
        return False
    if kind is types.BuiltinFunctionType:
        return not _is_plain(function.__self__) and not isinstance(function.__self__, type)
    if kind is not types.FunctionType:
        return _package(kind) not in _SHARED | _COPIED
    if function.__module__ != "__main__" or function in seen:
        return False
    if _names(function.__code__)[1]:
        return True
    seen = (*seen, function)
    defaults = [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
    return not all(map(_is_plain, defaults)) or any(_is_data(value, seen) for value in _around(function))


def _is_data(value, seen):
    if isinstance(value, (type, types.ModuleType)):
        return False
    return captures(value, seen) if callable(value) else True


def _function(function, memo):
    """A function with copies of what it encloses and names. Those of one crossing share their globals."""
    scope = function.__globals__
    if id(scope) not in memo:
        _noted(scope, {name: scope[name] for name in ("__builtins__", "__name__") if name in scope}, memo)
    names, cells = memo[id(scope)][0], function.__closure__
    copy = types.FunctionType(function.__code__, names, function.__name__, None, cells and tuple(types.CellType() for _ in cells))
    _noted(function, copy, memo)
    copy.__defaults__ = copied(function.__defaults__, memo)
    copy.__kwdefaults__ = copied(function.__kwdefaults__, memo)
    copy.__qualname__, copy.__module__, copy.__doc__ = function.__qualname__, function.__module__, function.__doc__
    copy.__dict__.update(copied(dict(function.__dict__), memo))
    for name in _names(function.__code__)[0]:
        if name in scope and name not in names:
            names[name] = copied(scope[name], memo)
    for ours, theirs in zip(copy.__closure__ or (), cells or ()):
        try:
            content = theirs.cell_contents
        except ValueError:
            continue
        ours.cell_contents = copied(content, memo)
    return copy


# Calls


class Crossing:
    """A function, and those arguments that stay as they are until it is sent.

    Each call gets copies of its own where workers are processes, those that were sent where they are threads of a cluster, and on one
    machine the very objects.
    """

    def __init__(self, function, args=(), kwargs=None, leaves=None):
        self._whole = function, dict(args), kwargs or {}
        # Objects that are tasks of their own: tasks share them, as on one worker.
        self._leaves, self._taken_leaves = leaves or {}, None
        self._taken, self._each = None, True
        self.__name__ = _dask.function_name(function)

    def take(self, each, memo=None):
        """Copy now what crosses, and again for ``each`` call; ``memo`` has the objects that tasks share."""
        self._each = each
        self._taken, self._taken_leaves = copied(self._whole), copied(self._leaves, memo)
        return self

    def __call__(self, *args, **kwargs):
        whole, args = self._whole, list(args)
        task = _dask.current_task()
        if task is not None and task["cluster"].kind != "threaded":
            whole = copied(self._taken or whole) if self._each else self._taken
            for place, leaf in (self._taken_leaves or {}).items():
                args[place] = leaf
        function, kept, named = whole
        for place, arg in kept.items():
            args[place] = arg
        return function(*args, **kwargs, **named)

    def __dask_tokenize__(self):
        function, *others = self._whole
        return placed(function), *others


def sent(function, columns, kwargs, each):
    """The function, columns of arguments (an item for each call) and keyword arguments that are submitted instead of these.

    Collections among the arguments go to the task as they are; futures, in named tuples too, become their results.
    """
    # Tasks get copies of keyword arguments like those of their function's data.
    apart = {name: arg for name, arg in kwargs.items() if type(arg) not in _PLAIN and not _dask.has_results(sealed(arg))}
    if apart or captures(function) or placed(function) is not function:
        function = Crossing(function, kwargs=apart).take(each)
    if all(type(arg) in _PLAIN for column in (*columns, kwargs.values()) for arg in column):
        return function, columns, kwargs
    memos = [{} for _ in range(min(map(len, columns), default=0))]
    columns = [[copied(arg, memo) for arg, memo in zip(column, memos)] for column in columns]
    kwargs = {name: copied(arg) for name, arg in kwargs.items() if name not in apart}
    opaque, named = [list(map(sealed, column)) for column in columns], {name: sealed(arg) for name, arg in kwargs.items()}
    before, after = [*columns, kwargs.values()], [*opaque, named.values()]
    if not all(all(map(_is_same, *pair)) for pair in zip(before, after)):
        function = Closing(function)
    return function, opaque, named


# Delayed calls whose arguments or functions are copied when they are sent, by key.
_kept = weakref.WeakValueDictionary()


def kept_apart(key, function, args, kwargs, leaves):
    """The function and the arguments of a delayed call, with a `Crossing` if anything in it has to be copied."""
    leaves = {place: leaf for place, leaf in leaves.items() if not _is_plain(leaf)}
    keep = {i: arg for i, arg in enumerate(args) if i not in leaves and not _is_plain(arg) and not _dask.has_results(arg)}
    named = {name: arg for name, arg in kwargs.items() if not _is_plain(arg) and not _dask.has_results(arg)}
    if not (keep or named or leaves or captures(function)):
        return function, args, kwargs
    crossing = _kept[key] = Crossing(function, keep, named, leaves)
    args = tuple(None if i in keep else arg for i, arg in enumerate(args))
    return crossing, args, {name: arg for name, arg in kwargs.items() if name not in named}


def take(graph, each):
    """Copy what crosses with a graph that is sent to a cluster, and again for ``each`` call."""
    if _kept:
        memo = {}
        for layer in graph.layers():
            crossing = _kept.get(layer["name"])
            if crossing is not None:
                crossing.take(each, memo)
