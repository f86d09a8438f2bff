"""Reductions that leave NaN out, and what else deals with it."""

import _numpy

from ._array import _write, ndarray
from ._axes import one_axis, reduced_axes
from ._creation import asarray
from ._dispatch import public
from ._dtypes import _optional, finfo
from ._dtypes import dtype as np_dtype
from ._errors import warn

__all__ = []
_public = public(__all__)

_NEUTRAL = {"nansum": 0, "nanprod": 1}


def _reduced(name, a, axis, dtype, keepdims, where, ddof=0.0):
    """A reduction of what is no NaN and where the mask is true."""
    a = asarray(a)
    if name not in _NEUTRAL and dtype is not None and a.dtype.kind == "f" and np_dtype(dtype).kind != "f":
        raise TypeError("If a is inexact, then dtype must be inexact")
    if where is not True:
        # What is not wanted counts as missing; integers have a neutral number instead.
        a = _numpy.where_(where, a, _NEUTRAL.get(name, float("nan")))
    result = _numpy.reduce(name, a, reduced_axes(axis), keepdims, _optional(dtype), float(ddof))
    if name not in _NEUTRAL:
        few = _numpy.apply("isnan", result, None)
        if few.any():
            # Infinities may give NaN too.
            present = _numpy.reduce("sum", ~_numpy.array(_numpy.apply("isnan", a, None), None), reduced_axes(axis), keepdims, None, 0.0)
            if (few & (present <= ddof)).any():
                warn(None, "Mean of empty slice" if name == "nanmean" else "Degrees of freedom <= 0 for slice.")
    return result


@_public
def nansum(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=True):
    """Like sum, without NaN."""
    result = _reduced("nansum", a, axis, dtype, keepdims, where)
    return _write(result if initial is None else result + initial, out)


@_public
def nanprod(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=True):
    """Like prod, without NaN."""
    result = _reduced("nanprod", a, axis, dtype, keepdims, where)
    return _write(result if initial is None else result * initial, out)


@_public
def nanmean(a, axis=None, dtype=None, out=None, keepdims=False, *, where=True):
    """Like mean, without NaN."""
    return _write(_reduced("nanmean", a, axis, dtype, keepdims, where), out)


def _extreme(name, a, axis, out, keepdims, initial, where):
    a = asarray(a)
    if where is not True and initial is None:
        choose = "minimum" if name == "nanmin" else "maximum"
        raise ValueError(f"reduction operation '{choose}' does not have an identity, so to use a where mask one has to specify 'initial'")
    if where is not True:
        a = _numpy.where_(where, a, initial)
    result = _numpy.reduce(name, a, reduced_axes(axis), keepdims, None, 0.0)
    if initial is None and (result != result).any():
        warn(None, "All-NaN axis encountered")
    return _write(result if initial is None else _numpy.apply("fmin" if name == "nanmin" else "fmax", result, initial), out)


@_public
def nanmin(a, axis=None, out=None, keepdims=False, initial=None, where=True):
    """Like min, without NaN."""
    return _extreme("nanmin", a, axis, out, keepdims, initial, where)


@_public
def nanmax(a, axis=None, out=None, keepdims=False, initial=None, where=True):
    """Like max, without NaN."""
    return _extreme("nanmax", a, axis, out, keepdims, initial, where)


def _spread(name, a, axis, dtype, out, ddof, keepdims, where, mean, correction):
    if correction is not None:
        if ddof != 0:
            raise ValueError("ddof and correction can't be provided simultaneously.")
        ddof = correction
    if mean is None:
        return _write(_reduced(name, a, axis, dtype, keepdims, where, ddof), out)
    a = asarray(a)
    present = ~_numpy.array(_numpy.apply("isnan", a, None), None) & where
    found = a.var(axis, dtype, None, ddof, keepdims, where=present, mean=mean)
    return _write(_numpy.apply("sqrt", found, None) if name == "nanstd" else found, out)


@_public
def nanvar(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=None, correction=None):
    """Like var, without NaN."""
    return _spread("nanvar", a, axis, dtype, out, ddof, keepdims, where, mean, correction)


@_public
def nanstd(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=None, correction=None):
    """Like std, without NaN."""
    return _spread("nanstd", a, axis, dtype, out, ddof, keepdims, where, mean, correction)


@_public
def nanargmin(a, axis=None, out=None, *, keepdims=False):
    """Like argmin, without NaN."""
    return _write(_numpy.reduce("nanargmin", a, one_axis(axis), keepdims, None, 0.0), out)


@_public
def nanargmax(a, axis=None, out=None, *, keepdims=False):
    """Like argmax, without NaN."""
    return _write(_numpy.reduce("nanargmax", a, one_axis(axis), keepdims, None, 0.0), out)


@_public
def nancumsum(a, axis=None, dtype=None, out=None):
    """Running sums, NaN counting as zero."""
    return _write(_numpy.accumulate("nancumsum", a, axis, _optional(dtype)), out)


@_public
def nancumprod(a, axis=None, dtype=None, out=None):
    """Running products, NaN counting as one."""
    return _write(_numpy.accumulate("nancumprod", a, axis, _optional(dtype)), out)


@_public
def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    """NaN and infinities replaced by numbers; with `copy=False` in the array itself."""
    array = asarray(x)
    if array.dtype.kind != "f":
        array = array._copy() if copy else array
        return array if array.ndim else array[()]
    limits = finfo(array.dtype)
    posinf = limits.max if posinf is None else posinf
    neginf = limits.min if neginf is None else neginf
    result = array._copy() if copy or not isinstance(x, ndarray) else array
    infinite = float("inf")
    for mask, value in ((_numpy.apply("isnan", array, None), nan), (array == infinite, posinf), (array == -infinite, neginf)):
        result[...] = _numpy.where_(mask, asarray(value).astype(array.dtype), result)
    return result if result.ndim else result[()]
