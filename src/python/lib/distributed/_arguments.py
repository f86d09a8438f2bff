"""How methods of clients take what they are given."""

from distributed.futures import Future

# No argument was given.
no_value = object()


def as_list(x):
    return list(x) if isinstance(x, (list, tuple, set)) else [x]


def futures_or_keys(x):
    return [x] if isinstance(x, (Future, str)) else list(x)
