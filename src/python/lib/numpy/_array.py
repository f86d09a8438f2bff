"""`ndarray`: operators and indexing are the core's; the methods stand here."""

import _numpy

from ._dtypes import _dtypes, _encoded_dtype, _name_of, _optional, _scalar_classes


class flatiter:
    """The elements of an array in C order, one after another."""

    def __init__(self, array):
        self.base = array

    def __iter__(self):
        return iter(self.base._reshape(-1))

    def __len__(self):
        return self.base.size

    def __getitem__(self, key):
        return self.base._reshape(-1)[key]

    def __setitem__(self, key, value):
        flat = self.base._reshape(-1)
        flat[key] = value
        # A copy was changed if the elements do not lie in C order: bring it back.
        if not flat._is_view:
            self.base[...] = flat._reshape(self.base.shape)

    def copy(self):
        return self.base.flatten()


def _lengths(shape):
    return shape[0] if len(shape) == 1 and not isinstance(shape[0], int) and hasattr(shape[0], "__len__") else shape


class _ArrayClass(type(_numpy.Array)):
    """Arrays of dates, text and objects are `ndarray`s too, though numbers' arrays are made otherwise."""

    def __instancecheck__(cls, instance):
        return type.__instancecheck__(cls, instance) or getattr(type(instance), "_codes", None) is not None


class ndarray(_numpy.Array, metaclass=_ArrayClass):
    """An array of numbers of one dtype."""

    __slots__ = ()
    __array_priority__ = 0.0

    def __hash__(self):
        raise TypeError("unhashable type: 'numpy.ndarray'")

    def __new__(cls, shape, dtype=float, buffer=None, offset=0, strides=None, order=None):
        if buffer is not None or strides is not None:
            raise NotImplementedError("arrays over buffers are not here; np.array(values) makes an array")
        return _numpy.full(shape, 0, _name_of(dtype))

    @property
    def dtype(self):
        return _dtypes[self._dtype]

    @property
    def itemsize(self):
        return self.dtype.itemsize

    @property
    def T(self):
        return self._transpose(None)

    @property
    def mT(self):
        if self.ndim < 2:
            raise ValueError("matrix transpose with ndim < 2 is undefined")
        return self.swapaxes(-1, -2)

    @property
    def flat(self):
        return flatiter(self)

    @flat.setter
    def flat(self, value):
        self[...] = (
            _numpy.array(value, None)._reshape(-1) if self.ndim < 2 else _numpy.broadcast_to(value, (self.size,))._reshape(self.shape)
        )

    @property
    def real(self):
        return self

    @property
    def imag(self):
        return _numpy.full(self.shape, 0, self._dtype)

    @property
    def base(self):
        return self if self._is_view else None

    @property
    def strides(self):
        step, strides = self.dtype.itemsize, []
        for length in reversed(self.shape):
            strides.append(step)
            step *= length
        return tuple(reversed(strides))

    def __str__(self):
        return self._text()

    def __format__(self, spec):
        if not spec:
            return self._text()
        if self.ndim == 0:
            return format(self.item(), spec)
        raise TypeError("unsupported format string passed to numpy.ndarray.__format__")

    def __array__(self, dtype=None, copy=None):
        return self if dtype is None else self.astype(dtype)

    def __copy__(self):
        return self._copy()

    def __deepcopy__(self, memo):
        return self._copy()

    def __reduce__(self):
        return (_numpy.array, (self.tolist(), self._dtype))

    def __getattr__(self, name):
        from ._functions import nearest

        # The same text as NumPy's; what is meant is added where it is plain.
        hint = nearest(name, type(self).__dict__)
        message = f"'numpy.ndarray' object has no attribute {name!r}"
        raise AttributeError(f"{message}; {hint}" if hint and not name.startswith("_") else message, name=name, obj=self)

    # Shape

    def reshape(self, *shape, order="C", copy=None):
        """The elements in C order under another shape."""
        if order not in ("C", "A", "K"):
            raise NotImplementedError("only order='C' is here; x.T.reshape(...) reads columns first")
        return self._reshape(_lengths(shape))

    def ravel(self, order="C"):
        """The elements in one row; a view where possible."""
        return self._reshape(-1) if order != "F" else self.T._reshape(-1)

    def flatten(self, order="C"):
        """A copy of the elements in one row."""
        return self.ravel(order)._copy()

    def transpose(self, *axes):
        """The axes in another order, reversed by default."""
        if not axes or axes == (None,):
            return self._transpose(None)
        return self._transpose(_lengths(axes))

    def swapaxes(self, axis1, axis2):
        """Two axes exchanged."""
        order = list(range(self.ndim))
        try:
            order[axis1], order[axis2] = order[axis2], order[axis1]
        except IndexError:
            from .exceptions import AxisError

            wrong = axis1 if not -self.ndim <= axis1 < self.ndim else axis2
            raise AxisError(wrong, self.ndim) from None
        return self._transpose(order)

    def squeeze(self, axis=None):
        """Without axes of length 1."""
        return self._reshape(_numpy.squeeze(self, axis))

    def resize(self, *args, **kwargs):
        raise NotImplementedError("arrays cannot be resized in place here; np.concatenate makes a longer one")

    def repeat(self, repeats, axis=None):
        """Each element so many times."""
        return _numpy.repeat(self._reshape(-1) if axis is None else self, repeats, 0 if axis is None else axis)

    def view(self, dtype=None, type=None):
        """Another look at the same elements."""
        if dtype is not None and _name_of(dtype) != self._dtype:
            raise NotImplementedError("elements cannot be looked at as another dtype here; .astype converts them")
        return self[...]

    def copy(self, order="C"):
        """An array of its own."""
        return self._copy()

    def astype(self, dtype, order="K", casting="unsafe", subok=True, copy=True):
        """The elements converted."""
        if _encoded_dtype(dtype) is not None:
            return _encoded_array(self, dtype)
        name = _name_of(dtype)
        if not _numpy.can_cast(self._dtype, name, casting):
            raise TypeError(f"Cannot cast array data from {self.dtype!r} to {_dtypes[name]!r} according to the rule '{casting}'")
        return _numpy.astype(self, name)

    # Elements

    def fill(self, value):
        """Set all elements."""
        self[...] = value

    def take(self, indices, axis=None, out=None, mode="raise"):
        """The elements at these positions."""
        array = self._reshape(-1) if axis is None else self
        axis = 0 if axis is None else axis
        if mode != "raise":
            indices = _numpy.array(indices, None)
            length = array.shape[axis]
            indices = indices % length if mode == "wrap" else _numpy.clip(indices, 0, length - 1)
        axis = axis + array.ndim if axis < 0 else axis
        if axis >= array.ndim or axis < 0:
            from .exceptions import AxisError

            raise AxisError(axis, array.ndim)
        return array[(slice(None),) * axis + (_numpy.array(indices, None) if not isinstance(indices, int) else indices,)]

    def put(self, indices, values):
        """Set elements counted in C order."""
        self.flat[indices] = values

    def nonzero(self):
        """The indices of elements that are not zero, one array per axis."""
        return _numpy.nonzero(self)

    def compress(self, condition, axis=None):
        """The elements where a 1-d condition is true."""
        return self.take(_numpy.nonzero(condition)[0], axis)

    def diagonal(self, offset=0, axis1=0, axis2=1):
        """The diagonal of a matrix."""
        from ._shapes import diagonal

        return diagonal(self, offset, axis1, axis2)

    def trace(self, offset=0, axis1=0, axis2=1, dtype=None):
        """The sum of the diagonal."""
        return self.diagonal(offset, axis1, axis2).sum(-1, dtype)

    def sort(self, axis=-1, kind=None, order=None):
        """Sort in place."""
        self[...] = _numpy.sort(self, axis)

    def argsort(self, axis=-1, kind=None, order=None):
        """The indices that sort."""
        return _numpy.argsort(self._reshape(-1), 0) if axis is None else _numpy.argsort(self, axis)

    def searchsorted(self, v, side="left", sorter=None):
        """Where values belong in this sorted array."""
        return _numpy.searchsorted(self if sorter is None else self[sorter], v, side)

    def round(self, decimals=0, out=None):
        """Rounded to so many decimals."""
        return _write(_numpy.round(self, decimals), out)

    def clip(self, min=None, max=None, out=None):
        """Kept between two bounds."""
        return _write(_numpy.clip(self, min, max), out)

    def conj(self):
        return self

    conjugate = conj

    def dot(self, b, out=None):
        """The product with a vector or matrix."""
        return _write(_numpy.dot(self, b), out)

    def tobytes(self, order="C"):
        raise NotImplementedError("arrays have no bytes here; .tolist() gives their numbers")

    # Reductions

    def argmin(self, axis=None, out=None, *, keepdims=False):
        """Where the least element is."""
        return _numpy.reduce("argmin", self, axis, keepdims, None, 0.0)

    def argmax(self, axis=None, out=None, *, keepdims=False):
        """Where the greatest element is."""
        return _numpy.reduce("argmax", self, axis, keepdims, None, 0.0)

    def cumsum(self, axis=None, dtype=None, out=None):
        """Running sums."""
        return _write(_numpy.accumulate("cumsum", self, axis, _optional(dtype)), out)

    def cumprod(self, axis=None, dtype=None, out=None):
        """Running products."""
        return _write(_numpy.accumulate("cumprod", self, axis, _optional(dtype)), out)


def _encoded_array(values, dtype):
    from ._encoded import array_of

    return array_of(values, dtype)


def _write(result, out):
    if out is None:
        return result
    out[...] = result
    return out


def _selected(array, where, neutral):
    """The array with a neutral value where it is not to be counted."""
    return array if where is True else _numpy.where_(where, array, neutral)


def _sum_like(name, neutral):
    def method(self, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=True):
        result = _numpy.reduce(name, _selected(self, where, neutral), axis, keepdims, _optional(dtype), 0.0)
        if initial is not None:
            result = result + initial if name == "sum" else result * initial
        return _write(result, out)

    return method


def _extreme(name, choose):
    def method(self, axis=None, out=None, keepdims=False, initial=None, where=True):
        array = self
        if initial is not None:
            array = _selected(array, where, initial)
            if array.size == 0:
                return _write(_numpy.full(_numpy.reduce("sum", array, axis, keepdims, None, 0.0).shape, initial, self._dtype)[()], out)
        elif where is not True:
            raise ValueError(
                f"reduction operation '{choose}' does not have an identity, so to use a where mask one has to specify 'initial'"
            )
        result = _numpy.reduce(name, array, axis, keepdims, None, 0.0)
        return _write(result if initial is None else _numpy.apply(choose, result, initial), out)

    return method


def _truth(name, neutral):
    def method(self, axis=None, out=None, keepdims=False, *, where=True):
        return _write(_numpy.reduce(name, _selected(self, where, neutral), axis, keepdims, None, 0.0), out)

    return method


def _mean(self, axis=None, dtype=None, out=None, keepdims=False, *, where=True):
    if where is not True:
        total = _numpy.reduce("sum", _selected(self, where, 0), axis, keepdims, _optional(dtype), 0.0)
        count = _numpy.reduce("sum", _numpy.broadcast_to(where, self.shape), axis, keepdims, None, 0.0)
        return _write(total / count, out)
    return _write(_numpy.reduce("mean", self, axis, keepdims, _optional(dtype), 0.0), out)


def _spread(name):
    def method(self, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=None, correction=None):
        ddof = ddof if correction is None else correction
        if where is not True:
            array = _numpy.where_(where, self, float("nan"))
            return _write(_numpy.reduce("nan" + name, array, axis, keepdims, _optional(dtype), float(ddof)), out)
        return _write(_numpy.reduce(name, self, axis, keepdims, _optional(dtype), float(ddof)), out)

    return method


for _name, _method in {
    "sum": _sum_like("sum", 0),
    "prod": _sum_like("prod", 1),
    "min": _extreme("min", "minimum"),
    "max": _extreme("max", "maximum"),
    "any": _truth("any", False),
    "all": _truth("all", True),
    "mean": _mean,
    "var": _spread("var"),
    "std": _spread("std"),
}.items():
    _method.__name__ = _name
    _method.__qualname__ = f"ndarray.{_name}"
    _method.__doc__ = f"The {_name} over an axis, several or all."
    setattr(ndarray, _name, _method)

ndarray.__module__ = "numpy"
_numpy.register(ndarray, _scalar_classes)
