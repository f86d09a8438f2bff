"""Dask's configuration: nested values by dotted names, with ``-`` and ``_`` alike.

It starts with Dask's defaults. Some of them have no effect here, such as those of connections between machines.
"""

import os
import threading

from _dasklet_missing import refuse

no_default = "__no_default__"

_DEFAULTS = {
    "temporary-directory": None,
    "tokenize": {"ensure-deterministic": False},
    "visualization": {"engine": None},
    "array": {
        "backend": "numpy",
        "chunk-size": "128MiB",
        "chunk-size-tolerance": 1.25,
        "rechunk": {"method": None, "threshold": 4},
        "svg": {"size": 120},
        "slicing": {"split-large-chunks": None},
        "query-planning": None,
    },
    "optimization": {
        "annotations": {"fuse": True},
        "tune": {"active": True},
        "fuse": {
            "active": None,
            "ave-width": 1,
            "max-width": None,
            "max-height": float("inf"),
            "max-depth-new-edges": None,
            "rename-keys": True,
            "delayed": False,
        },
    },
    "distributed": {
        "version": 2,
        "scheduler": {
            "allowed-failures": 3,
            "bandwidth": 100000000,
            "default-data-size": "1kiB",
            "default-task-durations": {
                "rechunk-split": "1us",
                "split-shuffle": "1us",
                "split-taskshuffle": "1us",
                "split-stage": "1us",
            },
            "idle-timeout": None,
            "no-workers-timeout": None,
            "work-stealing": True,
            "work-stealing-interval": "1s",
            "worker-saturation": 1.1,
            "rootish-taskgroup": 5,
            "rootish-taskgroup-dependencies": 5,
            "worker-ttl": "5 minutes",
            "unknown-task-duration": "500ms",
            "validate": False,
            "dashboard": {
                "status": {"task-stream-length": 1000},
                "tasks": {"task-stream-length": 100000},
            },
            "active-memory-manager": {"start": True, "interval": "2s", "measure": "optimistic"},
        },
        "worker": {
            "connections": {"outgoing": 50, "incoming": 10},
            "transfer": {"message-bytes-limit": "50MB"},
            "memory": {
                "transfer": 0.10,
                "target": 0.60,
                "spill": 0.70,
                "pause": 0.80,
                "terminate": 0.95,
                "max-spill": False,
                "recent-to-old-time": "30s",
                "monitor-interval": "100ms",
                "rebalance": {
                    "measure": "optimistic",
                    "sender-min": 0.30,
                    "recipient-max": 0.60,
                    "sender-recipient-gap": 0.10,
                },
            },
            "profile": {"enabled": True, "interval": "10ms", "cycle": "1000ms", "low-level": False},
        },
        "client": {"heartbeat": "5s", "scheduler-info-interval": "2s"},
        "deploy": {"lost-worker-timeout": "15s", "cluster-repr-interval": "500ms"},
        "adaptive": {
            "interval": "1s",
            "target-duration": "5s",
            "minimum": 0,
            "maximum": float("inf"),
            "wait-count": 3,
        },
        "comm": {"timeouts": {"connect": "30s", "tcp": "30s"}},
        "admin": {"large-graph-warning-threshold": "10MB"},
        "dashboard": {"link": "{scheme}://{host}:{port}/status", "graph-max-items": 5000},
    },
}

config = {}
defaults = []
config_lock = threading.Lock()


def canonical_name(k, config):
    """The name under which a key stands in ``config``: with ``_`` or ``-``, whichever is there."""
    if not isinstance(k, str):
        return k
    try:
        if k in config:
            return k
    except TypeError:
        return k
    for other in (k.replace("_", "-"), k.replace("-", "_")):
        if other in config:
            return other
    return k


def update(old, new, priority="new", defaults=None):
    """Merge nested dict ``new`` into ``old``.

    ``priority`` says who wins: ``"new"``, ``"old"``, or ``"new-defaults"`` (new ones only replace unchanged defaults).
    """
    for k, v in new.items():
        k = canonical_name(k, old)
        if isinstance(v, dict):
            if k not in old or not isinstance(old[k], dict):
                old[k] = {}
            update(old[k], v, priority=priority, defaults=defaults.get(k) if defaults else None)
        elif priority == "new" or k not in old or (priority == "new-defaults" and defaults and k in defaults and defaults[k] == old[k]):
            old[k] = v
    return old


def merge(*dicts):
    """One nested dict of several; later ones win."""
    result = {}
    for d in dicts:
        update(result, d)
    return result


def interpret_value(value):
    """A Python value of its text, or the text itself."""
    import ast

    try:
        return ast.literal_eval(value)
    except (SyntaxError, ValueError):
        pass
    return {"none": None, "null": None, "false": False, "true": True}.get(value.lower(), value)


def collect_env(env=None):
    """Settings from environment variables: ``DASK_A__B`` is ``a.b``."""
    env = os.environ if env is None else env
    found = {}
    for name, value in env.items():
        if name.startswith("DASK_") and name not in ("DASK_CONFIG", "DASK_INTERNAL_INHERIT_CONFIG"):
            found[name[5:].lower().replace("__", ".")] = interpret_value(value)
    result = {}
    with_dots = set.__new__(set)
    with_dots.config = result
    with_dots._record = []
    for name, value in found.items():
        with_dots._assign(name.split("."), value, result, record=False)
    return result


def collect(paths=None, env=None):
    """All settings there are: defaults and environment variables."""
    refuse("dask.config.collect", "there are no configuration files here; dask.config.set sets values", paths=paths)
    return merge(*defaults, collect_env(env))


def refresh(config=None, defaults=None, *, paths=None, env=None):
    """Forget what was set, and collect again."""
    refuse("dask.config.refresh", "there are no configuration files here; dask.config.set sets values", paths=paths)
    target = globals()["config"] if config is None else config
    target.clear()
    for d in globals()["defaults"] if defaults is None else defaults:
        update(target, d, priority="old")
    update(target, collect_env(env))


def get(key, default=no_default, config=None, override_with=None):
    """The value of a dotted name; ``KeyError`` without a ``default``.

    >>> get("array.chunk-size")
    '128MiB'
    """
    if override_with is not None:
        return override_with
    result = globals()["config"] if config is None else config
    for k in key.split("."):
        k = canonical_name(k, result)
        try:
            result = result[k]
        except (TypeError, IndexError, KeyError):
            if default is no_default:
                raise
            return default
    return result


def pop(key, default=no_default, config=None):
    """Like ``get``, and removes it."""
    keys = key.split(".")
    result = globals()["config"] if config is None else config
    for i, k in enumerate(keys):
        k = canonical_name(k, result)
        try:
            if i == len(keys) - 1:
                return result.pop(k)
            result = result[k]
        except (TypeError, IndexError, KeyError):
            if default is no_default:
                raise
            return default
    return None


def update_defaults(new, config=None, defaults=None):
    """Add defaults: they replace older defaults, not what was set."""
    target = globals()["config"] if config is None else config
    known = globals()["defaults"] if defaults is None else defaults
    before = merge(*known)
    known.append(new)
    update(target, new, priority="new-defaults", defaults=before)


class set:
    """Set values, for good or within a ``with`` block.

    >>> with set({"array.chunk-size": "1MiB"}):
    ...     pass
    >>> set(scheduler="synchronous")                  # doctest: +SKIP
    """

    def __init__(self, arg=None, config=None, lock=config_lock, **kwargs):
        self.config = globals()["config"] if config is None else config
        self._record = []
        with lock:
            for key, value in (arg or {}).items():
                self._assign(key.split("."), value, self.config)
            for key, value in kwargs.items():
                self._assign(key.replace("__", ".").split("."), value, self.config)

    def __enter__(self):
        return self.config

    def __exit__(self, type, value, traceback):
        for op, path, value in reversed(self._record):
            d = self.config
            if op == "replace":
                for key in path[:-1]:
                    d = d.setdefault(key, {})
                d[path[-1]] = value
            else:
                for key in path[:-1]:
                    d = d.get(key)
                    if not isinstance(d, dict):
                        break
                else:
                    d.pop(path[-1], None)

    def _assign(self, keys, value, d, path=(), record=True):
        key = canonical_name(keys[0], d)
        path = path + (key,)
        if len(keys) == 1:
            if record:
                self._record.append(("replace", path, d[key]) if key in d else ("insert", path, None))
            d[key] = value
        else:
            if key not in d or not isinstance(d[key], dict):
                if record:
                    self._record.append(("replace", path, d[key]) if key in d else ("insert", path, None))
                d[key] = {}
                record = False
            self._assign(keys[1:], value, d[key], path, record=record)


def ensure_file(source, destination=None, comment=True):
    """There are no configuration files here; nothing is to be done."""


def rename(deprecations=None, config=None):
    """There are no old names here; nothing is to be done."""
    refuse("dask.config.rename", "dask.config.set sets values under their new names", deprecations=deprecations, config=config)


update_defaults(_DEFAULTS)
refresh()
