"""Tokens: names for values, equal for equal values."""

import types

import _dask
from _dasklet_missing import refuse, unsupported


def tokenize(*args, ensure_deterministic=None, **kwargs):
    """32 hexadecimal digits that depend on the arguments alone.

    >>> tokenize([1, 2]) == tokenize([1, 2])
    True
    """
    hint = "compare the tokens of equal values: they are equal where they depend on values alone"
    refuse("tokenize", hint, ensure_deterministic=ensure_deterministic or None)
    args = [placed(arg) for arg in args]
    return _dask.tokenize(*args, kwargs) if kwargs else _dask.tokenize(*args)


def placed(x):
    """A lambda with the place in which it was written, by which Dask tells it from others of the same text; else `x` itself."""
    is_lambda = type(x) is types.FunctionType and x.__name__ == "<lambda>" and x.__module__ == "__main__"
    return (x, list(x.__code__.co_positions())[:2]) if is_lambda else x


class _Normalizing:
    def __call__(self, arg):
        """What stands for an object in a token."""
        return _dask.tokenize(arg)

    def register(self, type, func=None):
        """Classes say themselves what stands for their objects."""
        raise unsupported("normalize_token.register()", f"give the class {getattr(type, '__name__', type)} a method __dask_tokenize__")


normalize_token = _Normalizing()
