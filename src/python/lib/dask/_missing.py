"""What modules say of names that they do not have."""


def missing(module, name, available, hint=None):
    """The error for ``module.name``, with the nearest names that are there."""
    if name.startswith("__") and name.endswith("__"):
        return AttributeError(f"module {module!r} has no attribute {name!r}")
    message = f"module {module!r} has no attribute {name!r} here"
    near = _near(name, available)
    if hint:
        message += f": {hint}"
    elif near:
        message += f"; near it there is {', '.join(near)}"
    else:
        message += f"; there are {', '.join(sorted(available))}"
    return AttributeError(message)


def _near(name, available):
    """Up to three names that differ from ``name`` by at most a third of its letters."""
    distances = sorted((distance(name.lower(), other.lower()), other) for other in available)
    return [other for n_letters, other in distances[:3] if 3 * n_letters <= max(len(name), len(other))]


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
