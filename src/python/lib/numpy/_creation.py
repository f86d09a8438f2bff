"""New arrays."""

import itertools
import operator

import _numpy
from _dasklet_missing import unsupported

from ._array import ndarray
from ._axes import normalize_axis_index
from ._dispatch import dispatched
from ._dtypes import _dtypes, _name_of, _optional, generic, result_type
from ._encoded import Encoded
from ._encoded_making import array_of, wants
from ._encoded_operations import arange as _dates
from ._encoded_types import Moment, encoded_dtype

__all__ = [
    "array",
    "asarray",
    "asanyarray",
    "ascontiguousarray",
    "zeros",
    "ones",
    "empty",
    "full",
    "zeros_like",
    "ones_like",
    "empty_like",
    "full_like",
    "arange",
    "linspace",
    "logspace",
    "geomspace",
    "eye",
    "identity",
    "diag",
    "diagflat",
    "vander",
    "tri",
    "tril",
    "triu",
    "meshgrid",
    "indices",
    "fromfunction",
    "fromiter",
    "copy",
    "mgrid",
    "ogrid",
]


def _check(order="K", device=None, like=None):
    """What has but one meaning here: elements lie in C order in the browser's memory, and only NumPy's own arrays are made."""
    if order not in (None, "C", "F", "A", "K"):
        raise ValueError(f"order must be one of 'C', 'F', 'A', or 'K' (got {order!r})")
    if device not in (None, "cpu"):
        raise ValueError(f'Device not understood. Only "cpu" is allowed, but received: {device}')
    if like is not None and not isinstance(like, ndarray):
        raise unsupported(f"like= of a {type(like).__name__}", "call the function of that library, such as dask.array.asarray")


def array(object, dtype=None, *, copy=True, order="K", subok=False, ndmin=0, like=None):
    """An array of these numbers: `np.array([[1, 2], [3, 4]])`; of text and dates too."""
    _check(order, like=like)
    result = asarray(object, dtype, copy=copy)
    if result.ndim < ndmin:
        result = result.reshape((1,) * (ndmin - result.ndim) + result.shape)
    return result


def asarray(a, dtype=None, order=None, *, copy=None, device=None, like=None):
    """The array itself, or one of these numbers."""
    _check(order, device, like)
    result = a if isinstance(a, _numpy.Array) and dtype is None else _made(a, dtype)
    if isinstance(a, ndarray) and result.dtype is a.dtype:
        return result.copy() if copy else a
    if copy is False:
        raise ValueError(
            "Unable to avoid copy while creating an array as requested.\n"
            "If using `np.array(obj, copy=False)` replace it with `np.asarray(obj)` to allow a copy when needed (no behavior change in NumPy 1.x)."
        )
    return result


def asanyarray(a, dtype=None, order=None, *, device=None, copy=None, like=None):
    """The same as `asarray`: arrays have no subclasses here."""
    return asarray(a, dtype, order, copy=copy, device=device, like=like)


_PLAIN = (_numpy.Array, generic, int, float, list, tuple, range, str)


def _made(values, dtype):
    """An array of numbers, or an encoded one."""
    if not isinstance(values, _PLAIN) and hasattr(type(values), "__array__"):
        values = values.__array__()
    # Numbers are by far the most, so they are tried first where no dtype says otherwise.
    if dtype is None:
        if isinstance(values, _numpy.Array):
            return _numpy.array(values, None)
        if wants(values):
            return array_of(values)
        try:
            return _numpy.array(values, None)
        except (TypeError, OverflowError):
            # Numbers first and something else behind them, integers past 64 bits, or no numbers at all.
            return array_of(values)
    if encoded_dtype(dtype) is not None:
        if isinstance(values, generic) and encoded_dtype(dtype).kind == "O":
            # NumPy's scalars are objects too.
            return array_of([values], dtype).reshape(())
        return array_of(values, dtype)
    name = _name_of(dtype)
    if isinstance(values, Encoded):
        return values.astype(name)
    # Lists must fit the dtype; arrays and single NumPy scalars are cast.
    if isinstance(values, (_numpy.Array, generic)) and not isinstance(values, (Moment, str)):
        return _numpy.array(_numpy.astype(values, name), None)
    if isinstance(values, Moment):
        return values._array().astype(name)
    return _numpy.array(values, name)


def ascontiguousarray(a, dtype=None, *, like=None):
    """An array of at least one axis whose elements lie in C order."""
    _check(like=like)
    result = asarray(a, dtype)
    return result if result.ndim else result._reshape(1)


def zeros(shape, dtype=None, order="C", *, device=None, like=None):
    """An array of zeros."""
    _check(order, device, like)
    kind = encoded_dtype(dtype)
    if kind is not None:
        return full(shape, {"M": 0, "m": 0, "U": "", "O": 0}[kind.kind], kind)
    return _numpy.full(shape, 0, _name_of(dtype))


def ones(shape, dtype=None, order="C", *, device=None, like=None):
    """An array of ones."""
    _check(order, device, like)
    if encoded_dtype(dtype) is not None:
        return full(shape, 1, dtype)
    return _numpy.full(shape, 1, _name_of(dtype))


def empty(shape, dtype=None, order="C", *, device=None, like=None):
    """An array whose elements mean nothing yet; here they are zeros, and None where they are objects."""
    kind = encoded_dtype(dtype)
    if kind is not None and kind.kind == "O":
        return full(shape, None, kind, order, device=device, like=like)
    return zeros(shape, dtype, order, device=device, like=like)


def full(shape, fill_value, dtype=None, order="C", *, device=None, like=None):
    """An array of one value."""
    _check(order, device, like)
    if encoded_dtype(dtype) is not None or dtype is None and wants(fill_value):
        value = array_of(asarray(fill_value) if isinstance(fill_value, float) else fill_value, dtype)
        return value._like(_numpy.array(_numpy.broadcast_to(value._codes, shape), None))
    if dtype is not None and (isinstance(fill_value, (list, tuple)) or wants(fill_value)):
        # Text and None are cast, but for an array without elements, into which nothing is written.
        is_empty = 0 in (shape if isinstance(shape, (list, tuple)) else (shape,))
        fill_value = 0 if is_empty else asarray(fill_value).astype(dtype)
    if dtype is None and type(fill_value) is int and not -(2**63) <= fill_value < 2**64:
        return full(shape, fill_value, object)
    return _numpy.full(shape, fill_value, _optional(dtype))


def _like(a, value, dtype, shape, order, device):
    _check(order, device)
    a = asarray(a)
    return full(a.shape if shape is None else shape, value, a.dtype if dtype is None else dtype)


@dispatched
def zeros_like(a, dtype=None, order="K", subok=True, shape=None, *, device=None):
    """Zeros in the shape of another array."""
    return _like(a, 0, dtype, shape, order, device)


@dispatched
def ones_like(a, dtype=None, order="K", subok=True, shape=None, *, device=None):
    """Ones in the shape of another array."""
    return _like(a, 1, dtype, shape, order, device)


@dispatched
def empty_like(prototype, dtype=None, order="K", subok=True, shape=None, *, device=None):
    """An array in the shape of another one; its elements mean nothing yet."""
    return _like(prototype, 0, dtype, shape, order, device)


@dispatched
def full_like(a, fill_value, dtype=None, order="K", subok=True, shape=None, *, device=None):
    """One value in the shape of another array."""
    return _like(a, fill_value, dtype, shape, order, device)


def arange(start=None, stop=None, step=1, dtype=None, *, device=None, like=None):
    """Evenly spaced values: `arange(stop)`, `arange(start, stop, step)`."""
    _check(device=device, like=like)
    if start is None and stop is None:
        raise TypeError("arange() requires stop to be specified.")
    if stop is None:
        start, stop = 0, start
    elif start is None:
        start = 0
    if encoded_dtype(dtype) is not None or wants(start) or wants(stop):
        return _dates(start, stop, step, dtype)
    if step is not None and step == 0:
        raise ZeroDivisionError("division by zero")
    bounds = (start, stop, 1 if step is None else step)
    if dtype is None and any(isinstance(bound, (generic, _numpy.Array)) for bound in bounds):
        # NumPy's own scalars are no narrower than Python's here.
        dtype = result_type(_dtypes["int64"], *bounds)
    return _numpy.arange(*bounds, _optional(dtype))


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0, *, device=None):
    """So many evenly spaced values from `start` to `stop`."""
    _check(device=device)
    num = operator.index(num)
    if any(isinstance(bound, (_numpy.Array, generic, list, tuple)) for bound in (start, stop)):
        return _spaced(start, stop, num, endpoint, retstep, dtype, axis)
    normalize_axis_index(axis, 1, "destination")
    values = _numpy.linspace(float(start), float(stop), num, endpoint, _optional(dtype))
    if not retstep:
        return values
    intervals = num - 1 if endpoint else num
    return values, _dtypes["float64"].type((float(stop) - float(start)) / intervals) if intervals > 0 else float("nan")


def _spaced(start, stop, num, endpoint, retstep, dtype, axis):
    """`linspace` between arrays, in their own precision."""
    if num < 0:
        raise ValueError(f"Number of samples, {num}, must be non-negative.")
    start, stop = (
        bound if isinstance(bound, (int, float)) and not isinstance(bound, generic) else asarray(bound) for bound in (start, stop)
    )
    kind = result_type(start, stop)
    kind = kind if kind.kind == "f" else _dtypes["float64"]
    start, stop = asarray(start).astype(kind), asarray(stop).astype(kind)
    intervals = num - 1 if endpoint else num
    distance = asarray(stop - start)
    steps = _numpy.arange(0, num, 1, kind.name)._reshape((-1,) + (1,) * distance.ndim)
    step = asarray(distance / kind.type(intervals)) if intervals > 0 else asarray(kind.type(float("nan")))
    if intervals > 0:
        values = steps / kind.type(intervals) * distance if bool(_numpy.array(step == 0, None).any()) else steps * step
    else:
        values = steps * distance
    values = values + start
    if endpoint and num > 1:
        values[-1] = stop
    if dtype is not None:
        values = (_numpy.apply("floor", values, None) if _dtypes[_name_of(dtype)].kind in "iu" else values).astype(dtype)
    values = _numpy.moveaxis(values, 0, axis)
    return (values, step[()] if intervals > 0 else float("nan")) if retstep else values


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
    """Powers of `base` with evenly spaced exponents."""
    if asarray(base).ndim:
        raise unsupported("an array as base= of logspace", "use base ** np.linspace(...)")
    values = _numpy.apply("power", float(base), linspace(start, stop, num, endpoint, axis=axis))
    return values if dtype is None else values.astype(dtype)


def geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
    """Values with equal ratios between neighbours."""
    if asarray(start).ndim or asarray(stop).ndim or axis not in (0, -1):
        raise unsupported("geomspace between arrays", "use np.logspace with their logarithms")
    if start == 0 or stop == 0:
        raise ValueError("Geometric sequence cannot include zero")
    sign = -1.0 if start < 0 and stop < 0 else 1.0
    log = lambda value: float(_numpy.apply("log10", abs(float(value)), None))  # noqa: E731
    values = sign * logspace(log(start), log(stop), num, endpoint)
    if num > 0:
        values[0] = start
        if num > 1 and endpoint:
            values[-1] = stop
    return values if dtype is None else values.astype(dtype)


def eye(N, M=None, k=0, dtype=float, order="C", *, device=None, like=None):
    """Ones on a diagonal."""
    _check(order, device, like)
    return _numpy.eye(N, N if M is None else M, k, _name_of(dtype))


def identity(n, dtype=None, *, like=None):
    """The unit matrix."""
    return eye(n, dtype=float if dtype is None else dtype, like=like)


@dispatched
def diag(v, k=0):
    """The diagonal of a matrix, or a matrix with this diagonal."""
    v = asarray(v)
    if v.ndim == 1:
        n = v.size + abs(k)
        result = _numpy.full((n, n), 0, v._dtype)
        positions = _numpy.arange(0, v.size, 1, "int64")
        result[positions + max(-k, 0), positions + max(k, 0)] = v
        return result
    if v.ndim != 2:
        raise ValueError("Input must be 1- or 2-d.")
    return v.diagonal(k)


@dispatched
def diagflat(v, k=0):
    """A matrix with these elements on a diagonal."""
    return diag(asarray(v).ravel(), k)


def vander(x, N=None, increasing=False):
    """A matrix whose columns are powers of a vector."""
    x = asarray(x)
    if x.ndim != 1:
        raise ValueError("x must be a one-dimensional array or sequence.")
    powers = _numpy.arange(0, x.size if N is None else N, 1, "int64")
    kind = result_type(x.dtype, "int64")
    return _numpy.apply("power", x.astype(kind)._reshape((-1, 1)), powers if increasing else powers[::-1]).astype(kind)


def tri(N, M=None, k=0, dtype=float, *, like=None):
    """Ones at and below a diagonal."""
    _check(like=like)
    rows = _numpy.arange(0, N, 1, "int64")._reshape((-1, 1))
    columns = _numpy.arange(0, N if M is None else M, 1, "int64")
    return (columns <= rows + k).astype(dtype)


@dispatched
def tril(m, k=0):
    """The matrix with zeros above a diagonal."""
    m = asarray(m)
    return _numpy.where_(tri(*m.shape[-2:], k=k, dtype=bool), m, _dtypes[m._dtype].type(0))


@dispatched
def triu(m, k=0):
    """The matrix with zeros below a diagonal."""
    m = asarray(m)
    return _numpy.where_(tri(*m.shape[-2:], k=k - 1, dtype=bool), _dtypes[m._dtype].type(0), m)


@dispatched
def meshgrid(*xi, copy=True, sparse=False, indexing="xy"):
    """Coordinates of all points of a grid."""
    if indexing not in ("xy", "ij"):
        raise ValueError("Valid values for `indexing` are 'xy' and 'ij'.")
    n = len(xi)
    arrays = []
    for axis, x in enumerate(xi):
        place = 1 - axis if indexing == "xy" and axis < 2 and n > 1 else axis
        arrays.append(asarray(x).reshape((1,) * place + (-1,) + (1,) * (n - place - 1)))
    if not sparse:
        shape = _numpy.broadcast_shapes([x.shape for x in arrays])
        arrays = [_broadcast(x, shape) for x in arrays]
    return tuple(x.copy() for x in arrays) if copy else tuple(arrays)


def _broadcast(array, shape):
    if isinstance(array, Encoded):
        return array._like(_numpy.broadcast_to(array._codes, shape))
    return _numpy.broadcast_to(array, shape)


def indices(dimensions, dtype=int, sparse=False):
    """The indices of all elements, one array per axis."""
    grids = meshgrid(*[arange(n, dtype=dtype) for n in dimensions], indexing="ij", sparse=sparse)
    return grids if sparse else _numpy.stack(list(grids), 0) if grids else _numpy.full((0,), 0, _name_of(dtype))


def fromfunction(function, shape, *, dtype=float, like=None, **kwargs):
    """An array of the values that a function has at all indices."""
    _check(like=like)
    return function(*indices(shape, dtype=dtype), **kwargs)


def fromiter(iter, dtype, count=-1, *, like=None):
    """A 1-d array of what an iterator gives."""
    _check(like=like)
    values = list(iter if count < 0 else itertools.islice(iter, count))
    if len(values) < count:
        raise ValueError(f"iterator too short: Expected {count} but iterator had only {len(values)} items.")
    return array(values, dtype)


@dispatched
def copy(a, order="K", subok=False):
    """An array of its own with the same elements."""
    _check(order)
    return _numpy.array(a, None)


class _Grid:
    """`np.mgrid[0:5, 0:3]`: indices by slices."""

    def __init__(self, sparse):
        self._sparse = sparse

    def __getitem__(self, key):
        def values(part):
            start = 0 if part.start is None else part.start
            if isinstance(part.step, complex):
                return linspace(start, part.stop, int(abs(part.step)))
            return arange(start, part.stop, 1 if part.step is None else part.step)

        if isinstance(key, slice):
            return values(key)
        grids = meshgrid(*[values(part) for part in key], indexing="ij", sparse=self._sparse)
        return grids if self._sparse else _numpy.stack(list(grids), 0)


mgrid = _Grid(False)
ogrid = _Grid(True)
