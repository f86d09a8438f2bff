"""Importing modules by name. All there are come with the program: none are looked for in files."""

import sys
from _frozen_importlib import __import__, _gcd_import

__all__ = ["__import__", "import_module", "invalidate_caches", "reload"]


def import_module(name, package=None):
    """Import a module; a name that begins with dots is relative to `package`."""
    level = len(name) - len(name.lstrip("."))
    if level and not package:
        raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
    return _gcd_import(name[level:], package, level)


def invalidate_caches():
    """Nothing to forget."""


def reload(module):
    """Run a module's code again, in place."""
    name = getattr(getattr(module, "__spec__", None), "name", None) or module.__name__
    if sys.modules.get(name) is not module:
        raise ImportError(f"module {name} not in sys.modules", name=name)
    del sys.modules[name]
    try:
        fresh = import_module(name)
    except BaseException:
        sys.modules[name] = module
        raise
    module.__dict__.update(fresh.__dict__)
    sys.modules[name] = module
    return module
