"""Assertions about labelled objects."""

import numpy as np
from _dasklet_missing import refuse_other

from . import duck
from .kinds import is_array, is_dataset

__all__ = ["assert_allclose", "assert_equal", "assert_identical"]


def assert_equal(a, b, *, check_dim_order=True):
    """Like `a.equals(b)`."""
    _check(a, b, "equals", check_dim_order)


def assert_identical(a, b):
    """Like `a.identical(b)`."""
    _check(a, b, "identical", True)


def _check(a, b, how, check_dim_order):
    a, b = _ordered(a, b, check_dim_order)
    if not getattr(a, how)(b):
        raise AssertionError(f"Left and right {type(a).__name__} objects are not {'equal' if how == 'equals' else how}\n\nL {a}\n\nR {b}")


def assert_allclose(a, b, rtol=1e-05, atol=1e-08, decode_bytes=True, check_dim_order=True):
    """Numbers may differ by `atol + rtol * abs(b)`; all else is as in `assert_equal`."""
    refuse_other("assert_allclose", "there are no bytes here", decode_bytes=(decode_bytes, True))
    a, b = _ordered(a, b, check_dim_order)
    pairs = [(None, a, b)]
    if is_array(a) or is_dataset(a):
        own, others = ({**obj._coord_variables(), **({None: obj._variable} if is_array(obj) else obj._variables)} for obj in (a, b))
        if own.keys() != others.keys() or set(a.coords) != set(b.coords):
            raise AssertionError(f"the objects have other variables: {list(own)} and {list(others)}")
        pairs = [(name, own[name], others[name]) for name in own]
    for name, one, two in pairs:
        if one.dims != two.dims or one.shape != two.shape or not _close(one.values, two.values, rtol, atol):
            what = "" if name is None else f" in {name!r}"
            raise AssertionError(f"Left and right {type(a).__name__} objects are not close{what}\n\nL {a}\n\nR {b}")


def _close(a, b, rtol, atol):
    if a.dtype.kind in "biufc" and b.dtype.kind in "biufc":
        return bool(np.isclose(a, b, rtol=rtol, atol=atol, equal_nan=True).all())
    return duck.equal(a, b)


def _ordered(a, b, check_dim_order):
    if type(a) is not type(b):
        raise AssertionError(f"{type(a)} is not {type(b)}")
    return (a, b) if check_dim_order or set(a.dims) != set(b.dims) else (a, b.transpose(*a.dims))
