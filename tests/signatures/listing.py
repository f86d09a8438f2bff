"""Signatures of public functions, methods and classes, as lists: one file for both sides.

It runs on Dasklet too, so it is plain.
"""

import importlib
import inspect

KINDS = {
    "POSITIONAL_ONLY": "only positional",
    "POSITIONAL_OR_KEYWORD": "positional",
    "VAR_POSITIONAL": "rest",
    "KEYWORD_ONLY": "by name",
    "VAR_KEYWORD": "options",
}
# Values that stand for "not given", whatever the value is called.
UNSET = "<unset>"
# Collections without elements differ in nothing that matters.
EMPTY = "()"
# Defaults that are made when the original is imported, such as a whole configuration, are longer.
LONGEST = 60
PLAIN = (type(None), bool, int, float, str)


def listed(function, bound):
    """`[name, kind, default]` of each parameter, or None where Python does not know them."""
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return None
    if bound or parameters and parameters[0].name == "self" and not inspect.isclass(function):
        # A function that calls a method has its signature.
        parameters = parameters[1:]
    return [[one.name, KINDS[one.kind.name], default_text(one)] for one in parameters]


def default_text(parameter):
    """A default as text that both sides write alike; None for what is required."""
    value = parameter.default
    if value is parameter.empty:
        return None
    if type(value) in PLAIN:
        return repr(value)
    if type(value) in (tuple, list, dict, set, frozenset):
        return UNSET if value and len(repr(value)) > LONGEST else repr(value) if value else EMPTY
    if isinstance(value, type) or inspect.isroutine(value):
        return value.__name__
    return UNSET


def same_default(one, other):
    """Whether two texts of defaults mean the same."""
    if None in (one, other):
        return one == other
    return one.strip("'") == other.strip("'") or UNSET in (one, other)


def signature_of(path):
    """The signature of `module:name` or `module:Class.method`; None if there is none."""
    module, _, names = path.partition(":")
    try:
        found = importlib.import_module(module)
    except ImportError:
        return None
    names = names.split(".")
    for name in names:
        owner, found = found, getattr(found, name, None)
    if found is None or not callable(found):
        return None
    return listed(found, is_bound(owner, names[-1]))


def is_bound(owner, name):
    """Whether the first parameter of a class's function is the object."""
    return inspect.isclass(owner) and not isinstance(inspect.getattr_static(owner, name), (staticmethod, classmethod))


def offered(module):
    """`path, signature` of each public function, class and method of a module."""
    for name in sorted(dir(module)):
        if name.startswith("_"):
            continue
        found = getattr(module, name)
        if inspect.ismodule(found) or not callable(found):
            continue
        yield f"{module.__name__}:{name}", found, False
        if inspect.isclass(found):
            for method in sorted(dir(found)):
                inner = getattr(found, method, None)
                if (not method.startswith("_") or method == "__call__") and inspect.isroutine(inner):
                    yield f"{module.__name__}:{name}.{method}", inner, is_bound(found, method)


def signatures_of(modules):
    """The signatures of what modules offer, each thing once, under its shortest name."""
    signatures, seen = {}, set()
    for module in sorted(modules, key=lambda name: (name.count("."), name)):
        try:
            found = importlib.import_module(module)
        except ImportError:
            continue
        for path, function, bound in offered(found):
            mark = (id(function), bound)
            signature = None if mark in seen else listed(function, bound)
            seen.add(mark)
            if signature is not None:
                signatures[path] = signature
    return signatures
