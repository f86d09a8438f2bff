"""Computing collections: ``compute``, ``persist``, ``optimize``, ``visualize``, and what they have in common.

A collection has Dask's protocol (``__dask_graph__``, ``__dask_keys__``, ``__dask_postcompute__``, …). Those that come with
this program also have ``_dasklet_finalized()``, which gives a native graph and the key of its computed value, and
``_dasklet_persisted(futures)``. An object that holds collections, such as a labelled array, has ``_dask_parts()``: the
collections, and a function that makes one like it of what became of them.
"""

import contextlib
import numbers
import threading
from collections import OrderedDict
from collections.abc import Iterator

import _dask
from _dasklet_missing import missing, unsupported

from dask import config
from dask.core import execute_task, flatten, get_dependencies, istask
from dask.tokenize import normalize_token, tokenize

__all__ = [
    "DaskMethodsMixin",
    "annotate",
    "compute",
    "get_annotations",
    "get_scheduler",
    "is_dask_collection",
    "key_split",
    "named_schedulers",
    "normalize_token",
    "optimize",
    "persist",
    "tokenize",
    "unpack_collections",
    "visualize",
]

_local = threading.local()


def is_dask_collection(x):
    """Whether ``x`` is a collection with a graph to compute."""
    if isinstance(x, type):
        return False
    if hasattr(x, "_dasklet_finalized"):
        return True
    graph = getattr(x, "__dask_graph__", None)
    if graph is None or not callable(graph):
        return False
    return graph() is not None


class DaskMethodsMixin:
    """``compute``, ``persist`` and ``visualize`` for collections."""

    def compute(self, **kwargs):
        """Compute this collection; gives its value."""
        (result,) = compute(self, traverse=False, **kwargs)
        return result

    def persist(self, **kwargs):
        """Start to compute this collection; gives one like it that holds the results."""
        (result,) = persist(self, traverse=False, **kwargs)
        return result

    def visualize(self, filename="mydask", format=None, optimize_graph=False, **kwargs):
        """Draw the graph."""
        return visualize(self, filename=filename, format=format, optimize_graph=optimize_graph, **kwargs)


# Collections in arguments


def unpack_collections(*args, traverse=True):
    """The collections in ``args``, and a function that puts others in their places.

    Lists, tuples, sets and dicts are looked into unless ``traverse`` is false.
    """
    places = _Places()
    unpacked = [_unpacked(arg, places, traverse) for arg in args]

    def repack(results):
        return tuple(arg if part is None else part(results) for arg, part in zip(args, unpacked))

    return places.collections, repack


class _Places:
    """The collections that were found, each once, and where each stands among them."""

    def __init__(self):
        self.collections = []
        self._by_id = {}

    def of(self, x):
        key = id(x)
        if key not in self._by_id:
            self._by_id[key] = len(self.collections)
            self.collections.append(x)
        return self._by_id[key]


def _unpacked(x, places, traverse):
    """A function of the results that gives ``x`` with results in it, or ``None`` if there is nothing in it."""
    parts_of = getattr(type(x), "_dask_parts", None)
    if parts_of is not None:
        arrays, rebuilt = parts_of(x)
        inner = [places.of(array) for array in arrays]
        return (lambda results: rebuilt([results[place] for place in inner])) if inner else None
    if is_dask_collection(x):
        place = places.of(x)
        return lambda results: results[place]
    if not traverse:
        return None
    if isinstance(x, Iterator):
        # It can be gone through once, so a list of its items comes back.
        items = list(x)
        of_list = _unpacked(items, places, traverse)
        return lambda results: items if of_list is None else of_list(results)
    if type(x) in (list, tuple, set):
        parts = [_unpacked(item, places, traverse) for item in x]
        if not any(parts):
            return None
        items = list(x)
        return lambda results: type(x)(item if part is None else part(results) for item, part in zip(items, parts))
    if type(x) in (dict, OrderedDict):
        parts = [(k, _unpacked(k, places, traverse), v, _unpacked(v, places, traverse)) for k, v in x.items()]
        if not any(pk or pv for _, pk, _, pv in parts):
            return None
        return lambda results: type(x)((k if pk is None else pk(results), v if pv is None else pv(results)) for k, pk, v, pv in parts)
    if isinstance(x, tuple) and hasattr(x, "_fields"):
        parts = [_unpacked(item, places, traverse) for item in x]
        if not any(parts):
            return None
        return lambda results: type(x)(*[item if part is None else part(results) for item, part in zip(x, parts)])
    if hasattr(x, "__dataclass_fields__") and not isinstance(x, type):
        import dataclasses

        parts = {f.name: _unpacked(getattr(x, f.name), places, traverse) for f in dataclasses.fields(x) if f.init}
        if not any(parts.values()):
            return None
        return lambda results: dataclasses.replace(x, **{name: part(results) for name, part in parts.items() if part is not None})
    return None


def graph_and_key(x):
    """A native graph, and the key of the task whose value ``x.compute()`` gives."""
    method = getattr(x, "_dasklet_finalized", None)
    if method is not None:
        return method()
    dsk = dict(x.__dask_graph__())
    keys = list(x.__dask_keys__())
    optimize = getattr(x, "__dask_optimize__", None)
    if optimize is not None:
        dsk = dict(optimize(dsk, keys))
    finalize, extra = x.__dask_postcompute__()
    name = f"finalize-{type(x).__name__}-{tokenize(keys, type(x))}"
    dsk[name] = (lambda results: finalize(results, *extra), keys)
    return _dask.graph_from_dict(dsk, execute_task, [name]), name


def finalized_together(collections):
    """A native graph of several collections, and the keys of their values. Of two with one key the first counts, as in Dask."""
    finalized = [graph_and_key(x) for x in collections]
    graphs = {key: graph for graph, key in reversed(finalized)}
    keys = [key for _, key in finalized]
    return _dask.Graph.merge([graphs[key] for key in dict.fromkeys(keys)]), keys


# Where to compute


class _Threads:
    """The scheduler for a single machine."""

    def __init__(self, connection):
        self._connection = connection

    def compute(self, graph, keys, optimize, options):
        return self._connection.compute(graph, keys, optimize, options)

    def persist(self, graph, keys, optimize, options):
        return self._connection.persist(None, graph, keys, optimize, options)


class _Here:
    """This thread."""

    def compute(self, graph, keys, optimize, options):
        return _dask.compute_here(graph, keys, optimize)

    def persist(self, graph, keys, optimize, options):
        return _threads().persist(graph, keys, optimize, options)


def _threads():
    return _Threads(_dask.threaded(_dask.Future))


named_schedulers = {
    "sync": _Here,
    "synchronous": _Here,
    "single-threaded": _Here,
    "threads": _threads,
    "threading": _threads,
    "processes": _threads,
    "multiprocessing": _threads,
}


def _backend(scheduler=None, get=None):
    """What computes: an object with ``compute`` and ``persist``."""
    if get is not None:
        raise TypeError("The get= keyword has been removed. Please use the scheduler= keyword instead")
    if scheduler is None:
        scheduler = config.get("scheduler", None)
    if scheduler is None:
        import sys

        client_module = sys.modules.get("distributed.client")
        client = client_module.client_or_none() if client_module else None
        return client._backend() if client is not None else _threads()
    if isinstance(scheduler, str):
        name = scheduler.lower()
        if name in named_schedulers:
            return named_schedulers[name]()
        if name in ("dask.distributed", "distributed"):
            from distributed.client import default_client

            return default_client()._backend()
        known = ", ".join(sorted(["distributed", *named_schedulers]))
        raise ValueError(f"Expected one of [{known}], got {scheduler!r}")
    if hasattr(scheduler, "_backend"):
        return scheduler._backend()
    from dask import local, threaded

    if scheduler is threaded.get:
        return _threads()
    if scheduler is local.get_sync:
        return _Here()
    owner = getattr(scheduler, "__self__", None)
    if hasattr(owner, "_backend"):
        return owner._backend()
    if callable(scheduler):
        raise unsupported("a scheduler= function of your own", "use 'threads', 'synchronous' or a Client")
    raise TypeError(f"Unexpected scheduler: {scheduler!r}")


def get_scheduler(get=None, scheduler=None, collections=None, cls=None):
    """The function that computes a graph of plain tasks with the chosen scheduler."""
    backend = _backend(scheduler, get)

    def run(dsk, keys, **kwargs):
        return compute_graph(dsk, keys, backend, _options(kwargs))

    return run


def get_graph(dsk, keys, scheduler, **kwargs):
    """Compute ``keys``, nested lists of keys, of a graph of plain tasks; lists come back as tuples."""

    return _as_tuples(compute_graph(dsk, keys, _backend(scheduler), _options(kwargs)), keys)


def _as_tuples(results, keys):
    return tuple(map(_as_tuples, results, keys)) if isinstance(keys, list) else results


def compute_graph(dsk, keys, backend, options):
    nested = keys if isinstance(keys, list) else [keys]
    flat = list(flatten(nested))
    data = []
    if isinstance(dsk, _dask.Graph):
        graph = dsk
    else:
        if type(dsk) is dict:
            data = [key for key, value in dsk.items() if not istask(value) and not get_dependencies(dsk, key)]
        native = getattr(dsk, "_graph", None)
        graph = native if isinstance(native, _dask.Graph) else _dask.graph_from_dict(dict(dsk), execute_task, flat)
    for key in flat:
        if not isinstance(dsk, _dask.Graph) and key not in dsk:
            raise KeyError(f"{key!r} is not in the graph")
    results = iter(_results(backend, graph, flat, False, options, data))
    filled = _filled(nested, results)
    return filled if isinstance(keys, list) else filled[0]


def _filled(keys, results):
    """Results, taken one after the other, in the form of nested lists of keys."""
    return [_filled(item, results) for item in keys] if isinstance(keys, list) else next(results)


# Options of tasks

_OPTIONS = {"priority", "retries", "workers", "allow_other_workers"}


def _options(kwargs):
    """The options of tasks among keyword arguments; annotations fill in what is missing."""
    given = {k: v for k, v in kwargs.items() if v is not None}
    known = {*_OPTIONS, "fifo_timeout"}
    ignored = {"resources", "num_workers", "pool", "cache", "raise_exception", "rerun_exceptions_locally"}
    for name in given:
        if name not in known | ignored:
            raise TypeError(f"compute() got an unexpected keyword argument {name!r}")
    if given.get("resources"):
        raise unsupported("resources=", "workers= chooses workers")
    options = task_options({**get_annotations(), **given})
    options["fifo_timeout"] = given.get("fifo_timeout", "60s")
    return options


def get_annotations():
    """The annotations that hold now."""
    return dict(getattr(_local, "annotations", {}))


@contextlib.contextmanager
def annotate(**annotations):
    """Annotate the layers that are built within: ``priority``, ``retries``, ``workers``, ``allow_other_workers`` are options of their
    tasks on a cluster, others are kept. What is computed or submitted within has these options too, where its layers have none.

    Arrays' layers lose theirs when they are optimized, as in Dask.

    >>> with annotate(priority=10):
    ...     pass
    """
    _check_annotations(annotations)
    before = getattr(_local, "annotations", {})
    _hold({**before, **annotations})
    try:
        yield
    finally:
        _hold(before)


def _check_annotations(annotations):
    for name in ("priority", "retries"):
        value = annotations.get(name)
        if value is not None and not isinstance(value, numbers.Number) and not callable(value):
            raise TypeError(f"'{name}' annotation must be a Number or a callable, but got {value}")
    workers = annotations.get("workers")
    if workers is not None and not isinstance(workers, (list, tuple, set, str)) and not callable(workers):
        raise TypeError(f"'workers' annotation must be a sequence of str, a str or a callable, but got {workers}.")
    other = annotations.get("allow_other_workers")
    if other is not None and not isinstance(other, bool) and not callable(other):
        raise TypeError(f"'allow_other_workers' annotations must be a bool or a callable, but got {other}")
    for name in ("priority", "retries", "workers", "allow_other_workers"):
        if callable(annotations.get(name)):
            raise unsupported(f"the annotation {name!r} as a function of keys", "give the value, and annotate layers apart")
    if annotations.get("resources"):
        raise unsupported("the annotation 'resources'", "workers= chooses workers")


def _hold(annotations):
    """Annotations for this thread; the core keeps their number with what is built."""
    _local.annotations = annotations
    number = 0
    if annotations:
        number = _annotation_numbers.setdefault(repr(sorted(annotations.items())), len(_annotations))
        if number == len(_annotations):
            _annotations.append(annotations)
    _dask.set_annotation(number)


# Every set of annotations that a layer may have, by number; the first is that of none.
_annotations = [{}]
_annotation_numbers = {}


def layer_annotations(graph, optimize=False):
    """The annotations of those layers of a native graph that have any, by the layers' names."""
    return {name: _annotations[number] for name, number in graph.annotations(optimize).items()}


def annotated_options(graph, optimize, options):
    """Options of tasks with those of single layers."""
    by_layer = {name: task_options(annotations) for name, annotations in layer_annotations(graph, optimize).items()}
    return {**options, "annotations": by_layer} if by_layer else options


def task_options(annotations):
    """The options of tasks among annotations, as the core has them."""
    options = {k: v for k, v in annotations.items() if k in _OPTIONS and v is not None}
    workers = options.get("workers")
    if workers is not None:
        options["workers"] = [workers] if isinstance(workers, (str, int)) else list(workers)
    if "retries" in options:
        options["retries"] = max(options["retries"], 0)
    return options


# Computing


def check_memory(collections):
    """Results that can never be held fail before anything starts."""
    sizes = []
    for x in collections:
        nbytes = getattr(x, "nbytes", None)
        # Where chunks' sizes are unknown, it is no number.
        if isinstance(nbytes, (int, float)) and nbytes == nbytes and hasattr(x, "shape"):
            sizes.append((nbytes, x))
    if not sizes:
        return
    hint = "Reduce it (.mean), select a part (.sel, .isel, slices), or write it chunk by chunk with .to_zarr"
    largest, x = max(sizes, key=lambda size: size[0])
    _dask.check_memory(f"an array with shape {x.shape} and data type {x.dtype}", largest, hint)
    _dask.check_memory(f"{len(sizes)} results together", sum(size for size, _ in sizes), hint)


def compute(*args, traverse=True, optimize_graph=True, scheduler=None, get=None, **kwargs):
    """Compute several collections at once; what they share is computed once.

    >>> import dask
    >>> a = dask.delayed(sum)([1, 2])
    >>> dask.compute(a, {"b": a}, 5)
    (3, {'b': 3}, 5)
    """
    collections, repack = unpack_collections(*args, traverse=traverse)
    if not collections:
        return args
    backend = _backend(scheduler, get)
    options = _options(kwargs)
    check_memory(collections)
    graph, keys = finalized_together(collections)
    values = _results(backend, graph, keys, optimize_graph, options)
    return repack([x._dasklet_boxed(value) if hasattr(x, "_dasklet_boxed") else value for x, value in zip(collections, values)])


def _results(backend, graph, keys, optimize_graph, options, data=()):
    """The values of ``keys``. Callbacks see what is computed on a single machine, as in Dask."""
    from dask import callbacks

    if not callbacks.Callback.active or not isinstance(backend, (_Threads, _Here)):
        return backend.compute(graph, keys, optimize_graph, options)
    connection = _threads()._connection
    if callbacks.watchers() and isinstance(backend, _Threads):
        futures = connection.persist(None, graph, keys, optimize_graph, options)
        with callbacks.watched(connection, futures):
            return connection.gather(futures)
    return connection.gather(_seen(backend, graph, keys, options, data))


def _seen(backend, graph, keys, options, data=()):
    from dask import callbacks

    n_slots = 1 if isinstance(backend, _Here) else _dask.cpu_count()
    return callbacks.compute_seen(graph, keys, _threads()._connection, options, n_slots, data)


def persist(*args, traverse=True, optimize_graph=True, scheduler=None, **kwargs):
    """Start to compute several collections; gives collections like them that hold the results in memory."""
    collections, repack = unpack_collections(*args, traverse=traverse)
    if not collections:
        return args
    backend = _backend(scheduler)
    options = _options(kwargs)
    check_memory(collections)
    graphs, keys, counts = [], [], []
    for x in collections:
        graph = _native_graph(x)
        flat = list(flatten(x.__dask_keys__()))
        graphs.append(graph)
        keys.extend(flat)
        counts.append(len(flat))
    futures = _persisted(backend, _dask.Graph.merge(graphs), keys, optimize_graph, options)
    persisted, start = [], 0
    for x, count in zip(collections, counts):
        persisted.append(_rebuilt(x, futures[start : start + count]))
        start += count
    return repack(persisted)


def _persisted(backend, graph, keys, optimize_graph, options):
    from dask import callbacks

    if not callbacks.Callback.active or callbacks.watchers() or not isinstance(backend, (_Threads, _Here)):
        return backend.persist(graph, keys, optimize_graph, options)
    return _seen(backend, graph, keys, options)


def _native_graph(x):
    """The native graph of what ``x`` stands on, of which its own keys are wanted."""
    method = getattr(x, "_dasklet_graph", None)
    if method is not None:
        return method()
    dsk = dict(x.__dask_graph__())
    return _dask.graph_from_dict(dsk, execute_task, list(flatten(x.__dask_keys__())))


def one_collection(item):
    """A list, a dict or a labelled array with collections inside as one collection."""
    parts_of = getattr(type(item), "_dask_parts", None)
    if parts_of is not None:
        from dask.delayed import delayed

        arrays, rebuilt = parts_of(item)
        return delayed(rebuilt)(arrays) if arrays else item
    if type(item) in (list, tuple, dict, set) and _dask.has_results(item):
        from dask.delayed import delayed

        return delayed(item)
    return item


def merged_graph(collections):
    """The graph that several collections stand on."""
    from dask.highlevelgraph import HighLevelGraph

    return HighLevelGraph(_dask.Graph.merge([_native_graph(x) for x in collections]))


def _rebuilt(x, futures):
    method = getattr(x, "_dasklet_persisted", None)
    if method is not None:
        return method(futures)
    rebuild, extra = x.__dask_postpersist__()
    keys = list(flatten(x.__dask_keys__()))
    return rebuild(dict(zip(keys, futures)), *extra)


def optimize(*args, traverse=True, **kwargs):
    """Collections like these whose graphs are optimized."""
    if kwargs:
        raise unsupported(f"optimize with {sorted(kwargs)[0]}=", "dask.config.set changes how graphs are optimized")
    collections, repack = unpack_collections(*args, traverse=traverse)
    if not collections:
        return args
    optimized = []
    for x in collections:
        method = getattr(x, "_dasklet_optimized", None)
        optimized.append(x if method is None else method())
    return repack(optimized)


def visualize(*args, filename="mydask", traverse=True, optimize_graph=False, maxval=None, engine=None, **kwargs):
    """Draw the graphs of several collections, in the cell and in the Graph panel."""
    from dask.dot import draw

    collections, _ = unpack_collections(*args, traverse=traverse)
    graphs = [_native_graph(x) for x in collections]
    graphs += [_dask.graph_from_dict(arg, execute_task, list(arg)) for arg in args if type(arg) is dict and arg]
    if not graphs:
        raise TypeError("there is no collection to draw; give a dask array or a delayed value")
    graph = _dask.Graph.merge(graphs)
    return draw(graph, filename=filename, optimize_graph=optimize_graph, maxval=maxval, engine=engine, **kwargs)


def collections_to_dsk(collections, optimize_graph=True, **kwargs):
    """The tasks of several collections: a dict from keys to the keys that they need."""
    if kwargs:
        raise unsupported(f"collections_to_dsk with {sorted(kwargs)[0]}=", "dask.config.set changes how graphs are optimized")
    graph = _dask.Graph.merge([_native_graph(x) for x in collections])
    return graph.optimized() if optimize_graph else graph.tasks()


def replace_name_in_key(key, rename):
    """A key with another name."""
    if isinstance(key, tuple):
        return (rename.get(key[0], key[0]), *key[1:])
    return rename.get(key, key)


def key_split(s):
    """The part of a key that people read."""
    from dask.utils import key_split

    return key_split(s)


def __getattr__(name):
    raise missing("dask.base", name, __all__)
