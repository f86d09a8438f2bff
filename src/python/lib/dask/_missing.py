"""What modules say of names that they do not have."""

import difflib


def missing(module, name, available, hint=None):
    """The error for ``module.name``, with the nearest names that are there."""
    if name.startswith("__") and name.endswith("__"):
        return AttributeError(f"module {module!r} has no attribute {name!r}")
    message = f"module {module!r} has no attribute {name!r} here"
    near = difflib.get_close_matches(name, available, 3)
    if hint:
        message += f": {hint}"
    elif near:
        message += f"; near it there is {', '.join(near)}"
    else:
        message += f"; there are {', '.join(sorted(available))}"
    return AttributeError(message)


def unsupported(what, instead):
    """The error for something that Dask has and this does not."""
    return NotImplementedError(f"{what} is not supported here; {instead}")
