"""Tokens: names for values, equal for equal values."""

import _dask
from _dasklet_missing import refuse


def tokenize(*args, ensure_deterministic=None, **kwargs):
    """32 hexadecimal digits that depend on the arguments alone.

    >>> tokenize([1, 2]) == tokenize([1, 2])
    True
    """
    hint = "compare the tokens of equal values: they are equal where they depend on values alone"
    refuse("tokenize", hint, ensure_deterministic=ensure_deterministic or None)
    return _dask.tokenize(*args, kwargs) if kwargs else _dask.tokenize(*args)


def normalize_token(arg):
    """What stands for an object in a token."""
    return _dask.tokenize(arg)
