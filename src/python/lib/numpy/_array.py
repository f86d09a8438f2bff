"""`ndarray`: operators and indexing are the core's; the methods stand here."""

import _numpy
from _dasklet_missing import unsupported

from ._axes import one_axis, reduced_axes
from ._dtypes import _dtypes, _encoded_dtype, _name_of, _optional, _scalar_classes
from ._flags import check_output


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

    def __new__(cls, shape, dtype=None, buffer=None, offset=0, strides=None, order=None):
        _check_order(order)
        if buffer is not None or strides is not None or offset:
            raise NotImplementedError("arrays over buffers are not here; np.array(values) makes an array")
        return _numpy.full(shape, 0, _name_of(dtype))

    @property
    def dtype(self):
        return _dtypes[self._dtype]

    @property
    def flags(self):
        """Whether elements may be assigned, and whose they are."""
        from ._flags import flagsobj

        return flagsobj(self)

    def setflags(self, *, write=None, align=None, uic=None):
        """Lets elements be assigned, or not."""
        if align is not None or uic is not None:
            raise NotImplementedError("arrays here have no memory of other programs: setflags takes write=")
        if write is not None:
            self.flags.writeable = write

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
        value = _numpy.array(value, None if isinstance(value, _numpy.Array) else self._dtype)._reshape(-1)
        self[...] = value if self.ndim < 2 else _numpy.broadcast_to(value, (self.size,))._reshape(self.shape)

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
        from ._printing import text_of

        # A single number in full, as Python prints it.
        return text_of(self) if self.ndim else str(self[()])

    def __repr__(self):
        from ._printing import repr_of

        return repr_of(self)

    def __format__(self, spec):
        if self.ndim == 0:
            return format(self[()], spec)
        if not spec:
            return str(self)
        raise TypeError("unsupported format string passed to numpy.ndarray.__format__")

    def __array__(self, dtype=None, copy=None):
        return self.astype(self.dtype if dtype is None else dtype, copy=bool(copy))

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
        """The elements in C order under another shape; with `order="F"` in the order of columns."""
        if order == "K":
            raise ValueError("order 'K' is not permitted for reshaping")
        _check_order(order)
        lengths = _lengths(shape)
        if order == "F":
            lengths = lengths if hasattr(lengths, "__len__") else (lengths,)
            result = self.T._reshape(tuple(lengths)[::-1]).T
        else:
            result = self._reshape(lengths)
        if copy is False and not result._is_view:
            raise ValueError("Unable to avoid creating a copy while reshaping.")
        return result._copy() if copy else result

    def ravel(self, order="C"):
        """The elements in one row; a view where possible."""
        _check_order(order)
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
        return self._reshape(_numpy.squeeze(self, reduced_axes(axis)))

    def resize(self, *args, **kwargs):
        raise NotImplementedError("arrays cannot be resized in place here; np.concatenate makes a longer one")

    def repeat(self, repeats, axis=None):
        """Each element so many times."""
        return _numpy.repeat(self._reshape(-1) if axis is None else self, repeats, 0 if axis is None else axis)

    def view(self, dtype=None, type=None):
        """Another look at the same elements."""
        if isinstance(dtype, _ArrayClass):
            dtype, type = None, dtype
        if dtype is not None and _encoded_dtype(dtype) is not None:
            return _encoded_array(self, dtype)
        if (dtype is not None and _name_of(dtype) != self._dtype) or type not in (None, ndarray):
            raise NotImplementedError("elements cannot be looked at as another dtype here; .astype converts them")
        return self[...]

    def copy(self, order="C"):
        """An array of its own."""
        _check_order(order)
        return self._copy()

    def astype(self, dtype, order="K", casting="unsafe", subok=True, copy=True):
        """The elements converted."""
        from ._dtypes import can_cast

        _check_order(order)
        target = _encoded_dtype(dtype) or _dtypes[_name_of(dtype)]
        if casting != "unsafe" and not can_cast(self.dtype, target, casting):
            raise TypeError(f"Cannot cast array data from {self.dtype!r} to {target!r} according to the rule '{casting}'")
        if target.kind not in "biuf":
            return _encoded_array(self, target)
        if target is self.dtype:
            return self._copy() if copy else self
        if target.kind in "iu" and self.dtype.kind == "f":
            _warn_of_lost(self, target)
        return _numpy.astype(self, target.name)

    # Elements

    def fill(self, value):
        """Set all elements."""
        self[...] = value

    def take(self, indices, axis=None, out=None, mode="raise"):
        """The elements at these positions."""
        array = self._reshape(-1) if axis is None else self
        axis = 0 if axis is None else axis
        indices = _in_range(indices, array.shape[axis], mode) if mode != "raise" else indices
        axis = axis + array.ndim if axis < 0 else axis
        if axis >= array.ndim or axis < 0:
            from .exceptions import AxisError

            raise AxisError(axis, array.ndim)
        indices = indices if isinstance(indices, int) else _numpy.array(indices, None)
        if not isinstance(indices, int) and indices.size == 0:
            indices = indices.astype("int64")
        if not isinstance(indices, int) and indices.dtype.kind == "f":
            raise TypeError("Cannot cast array data from dtype('float64') to dtype('int64') according to the rule 'safe'")
        if not isinstance(indices, int) and indices.dtype.kind == "b":
            indices = indices.astype("int64")
        return _write(array[(slice(None),) * axis + (indices,)], out)

    def put(self, indices, values, mode="raise"):
        """Set elements counted in C order; few values are taken again from the first."""
        places = _numpy.array(indices, None)._reshape(-1)
        places = places.astype("int64") if places.size == 0 else places
        places = _in_range(places, self.size, mode) if mode != "raise" else places
        values = _numpy.array(values, None) if isinstance(values, _numpy.Array) else _numpy.array(values, self._dtype)
        values = values._reshape(-1)
        if places.size and values.size:
            self.flat[places] = values[_numpy.arange(0, places.size, 1, "int64") % values.size]

    def nonzero(self):
        """The indices of elements that are not zero, one array per axis."""
        if not self.ndim:
            raise ValueError(
                "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead."
                " If the context of this error is of the form `arr[nonzero(cond)]`, just use `arr[cond]`."
            )
        return _numpy.nonzero(self)

    def compress(self, condition, axis=None, out=None):
        """The elements where a 1-d condition is true."""
        return _write(self.take(_numpy.nonzero(condition)[0], axis), out)

    def diagonal(self, offset=0, axis1=0, axis2=1):
        """The diagonal of a matrix."""
        from ._choosing import diagonal

        return diagonal(self, offset, axis1, axis2)

    def trace(self, offset=0, axis1=0, axis2=1, dtype=None, out=None):
        """The sum of the diagonal."""
        return self.diagonal(offset, axis1, axis2).sum(-1, dtype, out)

    def sort(self, axis=-1, kind=None, order=None, *, stable=None):
        """Sort in place. All kinds are stable here."""
        check_kind(kind, order, stable)
        self[...] = _numpy.sort(self, axis)

    def argsort(self, axis=-1, kind=None, order=None, *, stable=None):
        """The indices that sort. All kinds are stable here."""
        check_kind(kind, order, stable)
        return _numpy.argsort(self._reshape(-1), 0) if axis is None or not self.ndim and axis in (0, -1) else _numpy.argsort(self, axis)

    def searchsorted(self, v, side="left", sorter=None):
        """Where values belong in this sorted array."""
        return _numpy.searchsorted(self if sorter is None else self[sorter], v, side)

    def round(self, decimals=0, out=None):
        """Rounded to so many decimals."""
        if self.dtype.kind == "b":
            raise unsupported("rounding booleans, which gives float16 in NumPy,", "convert before, with x.astype(int)")
        return _write(_numpy.round(self, decimals), out)

    def clip(self, min=None, max=None, out=None):
        """Kept between two bounds."""
        if self.dtype.kind in "iu":
            from ._dtypes import iinfo

            # Python integers past the dtype bound nothing.
            limits = iinfo(self.dtype)
            min = None if type(min) is int and min <= limits.min else min
            max = None if type(max) is int and max >= limits.max else max
        if min is None and max is None:
            return _write(self._copy()[()], out)
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
        return _write(_numpy.reduce("argmin", self, one_axis(axis, self.ndim), keepdims, None, 0.0), out)

    def argmax(self, axis=None, out=None, *, keepdims=False):
        """Where the greatest element is."""
        return _write(_numpy.reduce("argmax", self, one_axis(axis, self.ndim), keepdims, None, 0.0), out)

    def cumsum(self, axis=None, dtype=None, out=None):
        """Running sums."""
        return _write(_numpy.accumulate("cumsum", self, one_axis(axis, self.ndim), _optional(dtype)), out)

    def cumprod(self, axis=None, dtype=None, out=None):
        """Running products."""
        return _write(_numpy.accumulate("cumprod", self, one_axis(axis, self.ndim), _optional(dtype)), out)


def _encoded_array(values, dtype):
    from ._encoded_making import array_of

    return array_of(values, dtype)


def _write(result, out):
    if out is None:
        return result
    if isinstance(out, tuple):
        (out,) = out
    if not isinstance(out, ndarray):
        raise TypeError("return arrays must be of ArrayType")
    shape = getattr(result, "shape", ())
    if out.shape != shape:
        raise ValueError(f"output array has shape {out.shape}, and the result has shape {shape}; they must be the same")
    check_output(out)
    out[...] = result
    return out


def dressed(result, like):
    """A result as another library's array, such as a labelled one, has it."""
    return like.__array_wrap__(result) if hasattr(like, "__array_wrap__") else result


def _check_order(order):
    if order not in (None, "C", "F", "A", "K"):
        raise ValueError(f"order must be one of 'C', 'F', 'A', or 'K' (got {order!r})")


_SORTS = ("quicksort", "mergesort", "heapsort", "stable")


def check_kind(kind, order, stable):
    """Which way of sorting is asked for makes no difference here, but must be one."""
    if order is not None:
        raise ValueError("Cannot specify order when the array has no fields.")
    if kind is not None and stable is not None:
        raise ValueError("`kind` and keyword parameters can't be provided at the same time. Use only one of them.")
    if kind is not None and (not kind or kind[0].lower() not in "qmhs"):
        raise ValueError(f"sort kind must be one of {', '.join(map(repr, _SORTS))} (got {kind!r})")


def _in_range(indices, length, mode):
    """Positions past the ends brought back."""
    if mode not in ("wrap", "clip"):
        raise ValueError(f"clipmode must be one of 'clip', 'raise', or 'wrap' (got {mode!r})")
    indices = _numpy.array(indices, None)
    return indices % length if mode == "wrap" else _numpy.clip(indices, 0, length - 1)


def _warn_of_lost(array, target):
    """NumPy's warning where floats are no integers of a dtype."""
    from ._dtypes import iinfo
    from ._errors import warn

    if array.size:
        limits = iinfo(target)
        least, greatest = (_numpy.reduce(name, array, None, False, None, 0.0) for name in ("min", "max"))
        if not (least > limits.min - 1 and greatest < limits.max + 1):
            warn("invalid", "invalid value encountered in cast", True)


def _warn_of_few(array, result, message, ddof):
    """NumPy's warnings where no more elements than `ddof` came together."""
    size = getattr(result, "size", 1)
    if size and array.size <= ddof * size:
        from ._errors import warn

        warn(None, message)
        place = "divide" if getattr(result, "ndim", 0) else "scalar divide"
        for name, kind, text in (("isnan", "invalid", "invalid value"), ("isinf", "divide", "divide by zero")):
            if _numpy.apply(name, result, None).any():
                warn(kind, f"{text} encountered in {place}")


def _selected(array, where, neutral):
    """The array with a neutral value where it is not to be counted."""
    return array if where is True else _numpy.where_(where, array, neutral)


def _sum_like(name, neutral):
    def method(self, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=True):
        result = _numpy.reduce(name, _selected(self, where, neutral), reduced_axes(axis, self.ndim), keepdims, _optional(dtype), 0.0)
        if initial is not None:
            result = result + initial if name == "sum" else result * initial
        return _write(result, out)

    return method


def _extreme(name, choose):
    def method(self, axis=None, out=None, keepdims=False, initial=None, where=True):
        array, axis = self, reduced_axes(axis, self.ndim)
        if initial is not None:
            initial = _numpy.array(initial, self._dtype)[()]
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
        return _write(_numpy.reduce(name, _selected(self, where, neutral), reduced_axes(axis, self.ndim), keepdims, None, 0.0), out)

    return method


def _mean(self, axis=None, dtype=None, out=None, keepdims=False, *, where=True):
    axis = reduced_axes(axis)
    if where is not True:
        return _write(_chosen_mean(self, axis, dtype, keepdims, where), out)
    result = _numpy.reduce("mean", self, axis, keepdims, _optional(dtype), 0.0)
    if not self.size:
        _warn_of_few(self, result, "Mean of empty slice", 0)
    return _write(result, out)


def _chosen_mean(array, axis, dtype, keepdims, where):
    """The mean of the elements where a mask is true."""
    kind = _dtypes[_name_of(dtype)] if dtype is not None else array.dtype if array.dtype.kind == "f" else _dtypes["float64"]
    total = _numpy.reduce("sum", _selected(array, where, 0), axis, keepdims, kind.name, 0.0)
    count = _numpy.reduce("sum", _numpy.broadcast_to(where, array.shape), axis, keepdims, None, 0.0)
    return (total / count).astype(kind)


def _whole_spread(name, array, axis, kind, ddof, keepdims):
    """The variance of whole numbers as whole numbers: as in NumPy the mean loses its fraction first."""
    total = _numpy.reduce("sum", array, axis, True, kind.name, 0.0)
    count = array.size // max(total.size, 1)
    gaps = array - (total / count).astype(kind)
    total = _numpy.reduce("sum", gaps * gaps, axis, keepdims, kind.name, 0.0)
    found = (total / max(count - ddof, 0)).astype(kind)
    if name == "var":
        return found
    if getattr(found, "ndim", 0):
        from .exceptions import UFuncTypeError

        # Several roots are written in place.
        raise UFuncTypeError(f"Cannot cast ufunc 'sqrt' output from dtype('float64') to {kind!r} with casting rule 'same_kind'")
    return _numpy.apply("sqrt", found.astype("float64"), None).astype(kind)


def _spread(name):
    def method(self, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=None):
        axis = reduced_axes(axis)
        if where is True and mean is None:
            kind = None if dtype is None else _dtypes.get(_name_of(dtype))
            if kind is not None and kind.kind in "iu" and self.dtype.kind in "iub":
                return _write(_whole_spread(name, self, axis, kind, ddof, keepdims), out)
            result = _numpy.reduce(name, self, axis, keepdims, _optional(dtype), float(ddof))
            _warn_of_few(self, result, "Degrees of freedom <= 0 for slice", ddof)
            return _write(result, out)
        mean = _chosen_mean(self, axis, dtype, True, where) if mean is None else _numpy.array(mean, None)
        kind = mean.dtype if mean.dtype.kind == "f" else _dtypes["float64"]
        gaps = _selected(self - mean, where, 0)
        total = _numpy.reduce("sum", gaps * gaps, axis, keepdims, kind.name, 0.0)
        count = _numpy.reduce("sum", _numpy.broadcast_to(where, self.shape), axis, keepdims, None, 0.0)
        found = (total / _numpy.apply("maximum", count - ddof, 0)).astype(kind)
        return _write(_numpy.apply("sqrt", found, None) if name == "std" else found, out)

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
