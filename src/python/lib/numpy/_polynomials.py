"""Polynomials, and sequences folded with others."""

import _numpy
from _dasklet_missing import unsupported

from ._creation import asarray, vander, zeros
from ._dispatch import public
from ._dtypes import result_type
from ._products import dot
from ._shapes import atleast_1d
from .linalg import norm, solve

__all__ = []
_public = public(__all__)


@_public
def polyval(p, x):
    """The values of a polynomial, whose coefficients begin with that of the highest power."""
    x = asarray(x)
    y = x * 0
    for coefficient in asarray(p):
        y = y * x + coefficient
    return y


@_public
def polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False):
    """The coefficients of the polynomial of least squares, that of the highest power first."""
    if rcond is not None or full or cov:
        raise unsupported("polyfit with rcond=, full= or cov=", "np.polyval(coefficients, x) - y are the residuals")
    n, x, y = int(deg) + 1, asarray(x) + 0.0, asarray(y) + 0.0
    if n < 1:
        raise ValueError("expected deg >= 0")
    if x.ndim != 1 or not x.size:
        raise TypeError("expected non-empty vector for x" if x.ndim == 1 else "expected 1D vector for x")
    if y.ndim not in (1, 2) or y.shape[0] != x.size:
        raise TypeError("expected x and y to have same length" if y.ndim in (1, 2) else "expected 1D or 2D array for y")
    left, weights = vander(x, n), 1.0 if w is None else asarray(w) + 0.0
    scale = _numpy.apply("sqrt", ((left.T * weights) ** 2).sum(1), None)
    columns, triangle = [], zeros((n, n))
    for place, column in enumerate(left.T * weights / scale[:, None]):
        # Twice, so that rounding leaves the columns at right angles.
        for at, done in [*enumerate(columns)] * 2:
            share = dot(done, column)
            column, triangle[at, place] = column - done * share, triangle[at, place] + share
        triangle[place, place] = length = norm(column)
        if not length > x.size * 2.2e-16:
            raise unsupported("polyfit through fewer different points than coefficients", "choose a smaller deg")
        columns.append(column / length)
    found = solve(triangle, dot(_numpy.stack(columns, 0), (y.T * weights).T))
    return (found.T / scale).T


@_public
def convolve(a, v, mode="full"):
    """The sums of products of a sequence and another one that is turned round, at each shift."""
    a, v = (atleast_1d(asarray(part)) for part in (a, v))
    if a.ndim > 1 or v.ndim > 1 or not a.size or not v.size:
        raise ValueError("object too deep for desired array" if a.size and v.size else f"{'v' if a.size else 'a'} cannot be empty")
    if mode not in ("full", "same", "valid"):
        raise ValueError(f"mode must be one of 'valid', 'same', or 'full' (got {mode!r})")
    long, short = (v, a) if v.size > a.size else (a, v)
    n, m = long.size, short.size
    sums = zeros(n + m - 1, result_type(a.dtype, v.dtype))
    for place in range(m):
        part = sums[place : place + n]
        part[...] = part + long * short[place]
    first = {"full": 0, "same": (m - 1) // 2, "valid": m - 1}[mode]
    return sums[first : first + {"full": n + m - 1, "same": n, "valid": n - m + 1}[mode]]


@_public
def correlate(a, v, mode="valid"):
    """The sums of products of two sequences at each shift."""
    a, v = (atleast_1d(asarray(part)) for part in (a, v))
    return convolve(v, a[::-1], mode)[::-1] if v.size > a.size else convolve(a, v[::-1], mode)
