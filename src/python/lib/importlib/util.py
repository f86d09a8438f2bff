"""Finding modules without importing them."""

import sys
from _frozen_importlib import module_from_spec, spec_from_loader

__all__ = ["find_spec", "module_from_spec", "resolve_name", "spec_from_loader"]


def resolve_name(name, package):
    """The absolute name of a relative one."""
    level = len(name) - len(name.lstrip("."))
    if not level:
        return name
    if not package:
        raise ImportError(f"no package specified for {name!r} (required for relative module names)")
    parts = package.rsplit(".", level - 1)
    if len(parts) < level:
        raise ImportError("attempted relative import beyond top-level package")
    return f"{parts[0]}.{name[level:]}" if name[level:] else parts[0]


def find_spec(name, package=None):
    """The spec of a module, or None if there is none of that name."""
    name = resolve_name(name, package)
    if name in sys.modules:
        return sys.modules[name].__spec__
    path = None
    if "." in name:
        path = __import__(name.rpartition(".")[0], fromlist=["__path__"]).__path__
    specs = (finder.find_spec(name, path) for finder in sys.meta_path)
    return next((spec for spec in specs if spec is not None), None)
