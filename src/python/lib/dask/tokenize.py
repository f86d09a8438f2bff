"""Tokens: names for values, equal for equal values."""

import _cluster


def tokenize(*args, ensure_deterministic=None, **kwargs):
    """32 hexadecimal digits that depend on the arguments alone.

    >>> tokenize([1, 2]) == tokenize([1, 2])
    True
    """
    return _cluster.tokenize(*args, kwargs) if kwargs else _cluster.tokenize(*args)


def normalize_token(o):
    """What stands for an object in a token."""
    return _cluster.tokenize(o)
