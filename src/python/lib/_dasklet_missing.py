"""What modules say of names that they do not have."""

import functools
import sys
import types

# Of more names a list would only hide what the message says.
_LISTED_MAX = 30


def missing(module, name, available, hint=None):
    """The error for ``module.name``, with the nearest names that are there."""
    if name.startswith("__") and name.endswith("__"):
        return AttributeError(f"module {module!r} has no attribute {name!r}")
    is_import = _imports_name(sys._getframe(2))
    message = f"cannot import name {name!r} from {module!r} here" if is_import else f"module {module!r} has no attribute {name!r} here"
    near = nearest(name, available)
    if hint:
        message += f": {hint}"
    elif near:
        message += f"; near it there is {', '.join(near)}"
    elif len(available) <= _LISTED_MAX:
        message += f"; there are {', '.join(sorted(available))}"
    else:
        message += f"; dir({module}) lists the {len(available)} names that are there"
    return (ImportError if is_import else AttributeError)(message)


_PROBED = ("calendar", "dask", "dims", "dtype", "hour", "isoformat", "keys", "ndim", "shape", "to_numpy", "total_seconds", "values", "year")


def missing_attribute(obj, name, available, hint=None):
    """The error for an attribute that an object does not have, with the nearest of the names that `available` gives."""
    # What our own code asks for, to find out what an object is, needs no advice.
    near = [] if hint or name.startswith("_") or name in _PROBED else nearest(name, available())
    advice = f" here; {hint}" if hint else f" here; near it there is {', '.join(near)}" if near else ""
    message = f"{type(obj).__name__!r} object has no attribute {name!r}{advice}"
    return AttributeError(message, name=name, obj=None)


def _imports_name(frame):
    """Whether a frame stands at ``from module import name``, which keeps nothing of an ``AttributeError`` but the name."""
    code, at = frame.f_code.co_code, frame.f_lasti
    return code[at : at + 1] == _import_from()


@functools.lru_cache
def _import_from():
    """The instruction of such an import, as a module sees it that is asked for a name."""
    module, seen = types.ModuleType("_dasklet_probe"), []

    def probe(name):
        frame = sys._getframe(1)
        seen.append(frame.f_code.co_code[frame.f_lasti : frame.f_lasti + 1])
        raise AttributeError(name)

    module.__getattr__ = probe
    sys.modules[module.__name__] = module
    try:
        exec("from _dasklet_probe import name", {})
    except ImportError:
        return seen[-1]
    finally:
        del sys.modules[module.__name__]


def nearest(name, available):
    """Up to three names that differ from ``name`` by at most a third of its letters."""
    may_differ = {other: max(len(name), len(other)) // 3 for other in available}
    distances = sorted(
        (distance(name.lower(), other.lower()), other) for other in available if abs(len(name) - len(other)) <= may_differ[other]
    )
    return [other for n_letters, other in distances[:3] if n_letters <= may_differ[other]]


def distance(a, b):
    """How many letters must be added, removed or changed to make ``b`` of ``a``."""
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (letter != other))
    return row[-1]


def unsupported(what, instead):
    """The error for something that Dask has and this does not."""
    return NotImplementedError(f"{what} is not supported here; {instead}")


def refuse(call, instead, /, **arguments):
    """Raises for the first of the arguments that was given: that is not None."""
    for name, value in arguments.items():
        if value is not None:
            raise unsupported(f"{call} with {name}={value!r}", instead)


def refuse_other(call, instead, /, **arguments):
    """Raises for the first of the arguments, pairs of what was given and of what there is, that is something else."""
    for name, (value, only) in arguments.items():
        if value is not only and value != only:
            raise unsupported(f"{call} with {name}={value!r}", instead)
