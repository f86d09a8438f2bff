"""Arrays of dates, durations, text and other objects: an integer array of codes, and what the codes mean.

Dates and durations are counted in ticks of their unit. Text and objects are numbered by a list of the different ones (`Labels`).
"""

import _numpy

from ._array import _check_order, _in_range, _write, check_kind, ndarray
from ._dtypes import _dtypes, _name_of, generic
from ._encoded_types import ObjectType, TextType, TimeType, encoded_dtype, is_time, str_
from ._labels import Labels, is_computed, is_missing, ranks, table
from ._times import NAT
from .exceptions import UFuncTypeError


class Encoded:
    """An array whose elements are codes of something else."""

    __slots__ = ("_codes", "_labels", "dtype")
    __array_priority__ = 10.0
    __hash__ = None

    def __init__(self, codes, dtype, labels=None):
        self._codes = codes if isinstance(codes, ndarray) else _numpy.array(codes, "int64")
        self.dtype = dtype
        self._labels = Labels(labels) if isinstance(labels, (list, tuple)) else labels

    def _like(self, codes):
        """Other codes of the same meaning."""
        return Encoded(codes, self.dtype, self._labels)

    def _scalar(self, code):
        code = int(code)
        if is_time(self.dtype.kind):
            return self.dtype.type._of(code, self.dtype.unit)
        label = self._labels[code]
        return str_(label) if self.dtype.kind == "U" else label

    # Form

    shape = property(lambda self: self._codes.shape)
    ndim = property(lambda self: self._codes.ndim)
    size = property(lambda self: self._codes.size)
    itemsize = property(lambda self: self.dtype.itemsize)
    nbytes = property(lambda self: self._codes.size * self.dtype.itemsize)
    flags = property(lambda self: self._codes.flags)
    T = property(lambda self: self._like(self._codes.T))
    base = property(lambda self: None)
    real = property(lambda self: self)

    @property
    def flat(self):
        return iter(self.ravel())

    def __len__(self):
        return len(self._codes)

    def __iter__(self):
        return (self[position] for position in range(len(self._codes)))

    def __getitem__(self, key):
        found = self._codes[_key(key)]
        return self._like(found) if isinstance(found, ndarray) else self._scalar(found)

    def __setitem__(self, key, value):
        from ._encoded_making import array_of, single

        key = _key(key)
        if self.dtype.kind == "O":
            part = self._codes[key]
            value = array_of(value, self.dtype, part.ndim) if isinstance(part, ndarray) else single(value)
        elif self.dtype.kind in "mM" and isinstance(value, float) and value != value:
            raise ValueError("Could not convert object to NumPy datetime")
        value = array_of(value, self.dtype)
        if is_time(self.dtype.kind):
            self._codes[key] = value.astype(self.dtype)._codes
            return
        if is_computed(self._labels):
            own, other, labels = _over_one_list(self, value)
            own[key] = other
            self._codes[...] = own
            self._labels = labels
            return
        labels, codes = value._used()
        self._codes[key] = table(self._labels.places(labels))[codes]

    def copy(self, order="C"):
        """An array of its own."""
        _check_order(order)
        return self._like(self._codes.copy())

    __copy__ = copy

    def __deepcopy__(self, memo):
        return self.copy()

    def __reduce__(self):
        labels, codes = self._parts()
        return (Encoded, (codes, self.dtype, labels))

    def _parts(self):
        """What the labels are (those in use, if they are kept in a list) and codes of them."""
        return (self._labels, self._codes) if self._labels is None or is_computed(self._labels) else self._used()

    def _used(self):
        """A list of the labels that occur, and the codes of the elements in it."""
        codes, _, inverse, _ = _numpy.unique(self._codes)
        return [self._labels[code] for code in codes.tolist()], inverse._reshape(self.shape)

    def _each(self, function, name):
        """An array of numbers: a function of each different label, looked up by the codes."""
        labels, codes = self._used()
        return table([function(label) for label in labels], name)[codes]

    def item(self, *args):
        """One element as Python has it."""
        code = self._codes.item(*args)
        found = self._scalar(code)
        return found.item() if isinstance(found, generic) else found

    def tolist(self):
        """Nested lists of elements as Python has them."""
        return self._plain(self._codes.tolist())

    def _plain(self, codes):
        if isinstance(codes, list):
            return [self._plain(code) for code in codes]
        found = self._scalar(codes)
        return found.item() if isinstance(found, generic) and self.dtype.kind != "O" else found

    def astype(self, dtype, order="K", casting="unsafe", subok=True, copy=True):
        """The elements converted."""
        from ._encoded_making import converted

        _check_order(order)
        target = encoded_dtype(dtype)
        if casting != "unsafe":
            from ._encoded_making import can_cast

            if not can_cast(self.dtype, target or _dtypes[_name_of(dtype)], casting):
                raise TypeError(f"Cannot cast array data from {self.dtype!r} to {dtype!r} according to the rule '{casting}'")
        if target is self.dtype:
            return self.copy() if copy else self
        return self._numbers(_name_of(dtype)) if target is None else converted(self, target)

    def _numbers(self, name):
        if is_time(self.dtype.kind):
            return self._codes != 0 if name == "bool" else self._codes.astype(name)
        if name == "bool":
            return _numpy.array(self._truths(), None)
        labels, codes = self._used()
        if any(isinstance(label, (list, tuple)) or getattr(label, "ndim", 0) for label in labels):
            raise ValueError("setting an array element with a sequence.")
        floats = _dtypes[name].kind == "f"
        if floats:
            labels = [float("nan") if label is None else label for label in labels]
        labels = [(float if floats else int)(label) if isinstance(label, str) or label is None else label for label in labels]
        return _numpy.array(table(labels, name)[codes], None)

    def view(self, dtype=None, type=None):
        """The ticks as integers, or integers as ticks."""
        if dtype is None and type in (None, ndarray):
            return self[...]
        target = encoded_dtype(dtype)
        if target is not None and is_time(target.kind) and is_time(self.dtype.kind):
            return Encoded(self._codes, target)
        if target is None and is_time(self.dtype.kind) and _name_of(dtype) == "int64":
            return self._codes
        raise NotImplementedError("elements cannot be looked at as another dtype here; .astype converts them")

    # Order and reductions

    def _missing(self):
        """Where elements are NaT, NaN or None."""
        if is_time(self.dtype.kind) or is_computed(self._labels):
            return self._codes == NAT
        return self._each(is_missing, "bool")

    def _truths(self):
        """Where elements are true, as Python has it."""
        return self._codes != 0 if is_time(self.dtype.kind) else self._each(bool, "bool")

    def _keys(self):
        """Numbers in the order of the elements; NaT comes last."""
        if is_time(self.dtype.kind):
            return _numpy.where_(self._codes == NAT, 2**63 - 1, self._codes)
        if is_computed(self._labels):
            return self._codes
        labels, codes = self._used()
        if len(labels) == 1 and self.size > 1:
            # Elements that have no order, such as None, have none among themselves either.
            labels[0] < labels[0]  # noqa: B015
        return table(ranks(labels))[codes]

    def argsort(self, axis=-1, kind=None, order=None, *, stable=None):
        """The indices that sort. All kinds are stable here."""
        check_kind(kind, order, stable)
        from ._encoded_objects import has_nan, places_in_order

        array = self.ravel() if axis is None else self
        axis = -1 if axis is None else axis
        return places_in_order(array, axis) if has_nan(array) else array._keys().argsort(axis, "stable")

    def sort(self, axis=-1, kind=None, order=None, *, stable=None):
        """Sort in place. All kinds are stable here."""
        check_kind(kind, order, stable)
        from ._choosing import take_along_axis

        self._codes[...] = take_along_axis(self._codes, self.argsort(axis), axis)

    def searchsorted(self, v, side="left", sorter=None):
        """Where values belong in this sorted array."""
        from ._encoded_making import array_of
        from ._encoded_objects import has_nan, searched
        from ._encoded_operations import in_one_order

        wanted = array_of(v, self.dtype if self.dtype.kind == "O" else None)
        if has_nan(self) or has_nan(wanted):
            return searched(self if sorter is None else self[sorter], wanted, side)
        own, codes = in_one_order(self, wanted)
        return _numpy.searchsorted(own if sorter is None else own[sorter], codes, side)

    def min(self, axis=None, out=None, keepdims=False, initial=None, where=True):
        """The least element."""
        return self._extreme("minimum", axis, out, keepdims, initial, where)

    def max(self, axis=None, out=None, keepdims=False, initial=None, where=True):
        """The greatest element."""
        return self._extreme("maximum", axis, out, keepdims, initial, where)

    def _extreme(self, name, axis, out, keepdims, initial, where):
        _only_whole(where, initial)
        if self.dtype.kind == "U":
            raise self._no_loop(name)
        if not is_time(self.dtype.kind) and not is_computed(self._labels):
            return _write(self._combined(name, axis, keepdims), out)
        found = _numpy.reduce(name[:3], self._codes, axis, keepdims, None, 0.0)
        if is_time(self.dtype.kind):
            none = _numpy.reduce("any", self._codes == NAT, axis, keepdims, None, 0.0)
            found = _numpy.where_(none, NAT, found)
        return _write(self._given(found), out)

    def _combined(self, name, axis, keepdims):
        """A reduction by Python's own operators."""
        from ._encoded_objects import reduced

        return reduced(self, name, axis, keepdims)

    def argmin(self, axis=None, out=None, *, keepdims=False):
        """Where the least element is."""
        return self._place_of("argmin", axis, out, keepdims)

    def argmax(self, axis=None, out=None, *, keepdims=False):
        """Where the greatest element is."""
        return self._place_of("argmax", axis, out, keepdims)

    def _place_of(self, name, axis, out, keepdims):
        from ._encoded_objects import first_extreme, has_nan

        if has_nan(self):
            return _write(first_extreme(self, name, axis, keepdims), out)
        # NaT, which is the least code, is found first by both.
        keys = self._codes if is_time(self.dtype.kind) else self._keys()
        if is_time(self.dtype.kind) and name == "argmax":
            keys = self._keys()
        return _write(_numpy.reduce(name, keys, axis, keepdims, None, 0.0), out)

    def sum(self, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=True):
        """The sum of durations, or of objects."""
        _only_whole(where, initial)
        if self.dtype.kind == "O":
            return _write(self._as(dtype)._combined("add", axis, keepdims), out)
        self._durations("add", dtype)
        found = _numpy.reduce("sum", self._codes, axis, keepdims, None, 0.0)
        none = _numpy.reduce("any", self._missing(), axis, keepdims, None, 0.0)
        return _write(self._given(_numpy.where_(none, NAT, found)), out)

    def prod(self, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=True):
        """The product of objects."""
        _only_whole(where, initial)
        if self.dtype.kind != "O":
            raise self._no_loop("multiply")
        return _write(self._as(dtype)._combined("multiply", axis, keepdims), out)

    def mean(self, axis=None, dtype=None, out=None, keepdims=False, *, where=True):
        """The mean duration, or that of objects."""
        _only_whole(where, None)
        if self.dtype.kind == "O":
            from ._encoded_objects import mean

            return _write(mean(self._as(dtype), axis, keepdims), out)
        self._durations("add", dtype)
        found = _numpy.reduce("mean", self._codes, axis, keepdims, None, 0.0)
        none = _numpy.reduce("any", self._missing(), axis, keepdims, None, 0.0)
        return _write(self._given(_numpy.where_(none, NAT, _numpy.astype(found, "int64"))), out)

    def var(self, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True):
        """The variance of objects."""
        from ._encoded_objects import variance

        _only_whole(where, None)
        if self.dtype.kind != "O":
            raise self._no_loop("multiply")
        return _write(variance(self._as(dtype), axis, ddof, keepdims), out)

    def std(self, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True):
        """The standard deviation of objects."""
        from ._encoded_operations import operate

        found = self.var(axis, dtype, None, ddof, keepdims, where=where)
        return _write(operate("sqrt", found) if isinstance(found, Encoded) else _numpy.apply("sqrt", found, None), out)

    def cumsum(self, axis=None, dtype=None, out=None):
        """Running sums of durations or objects."""
        if self.dtype.kind == "O":
            from ._encoded_objects import accumulated

            return _write(accumulated(self._as(dtype), "add", axis), out)
        self._durations("add", dtype)
        return _write(self._like(_numpy.accumulate("cumsum", self._codes, axis, None)), out)

    def cumprod(self, axis=None, dtype=None, out=None):
        """Running products of objects."""
        from ._encoded_objects import accumulated

        if self.dtype.kind != "O":
            raise self._no_loop("multiply")
        return _write(accumulated(self._as(dtype), "multiply", axis), out)

    def _as(self, dtype):
        """Objects, for a result of which no other dtype is asked for."""
        from _dasklet_missing import unsupported

        if dtype is not None and encoded_dtype(dtype) is not self.dtype:
            raise unsupported(f"dtype= in a reduction of {self.dtype}", "convert before, with x.astype(dtype)")
        return self

    def _durations(self, name, dtype=None):
        self._as(dtype)
        if self.dtype.kind == "U":
            raise self._no_loop(name)
        if self.dtype.kind != "m":
            raise TypeError(f"ufunc {name!r} cannot use operands with types {self.dtype!r} and {self.dtype!r}")

    def _no_loop(self, name):
        return UFuncTypeError(
            f"ufunc {name!r} did not contain a loop with signature matching types ({self.dtype!r}, {self.dtype!r}) -> None"
        )

    def any(self, axis=None, out=None, keepdims=False, *, where=True):
        """Whether an element is true."""
        return _numpy.array(self._truths(), None).any(axis, out, keepdims, where=where)

    def all(self, axis=None, out=None, keepdims=False, *, where=True):
        """Whether all elements are true."""
        return _numpy.array(self._truths(), None).all(axis, out, keepdims, where=where)

    def nonzero(self):
        """The indices of elements that are true, one array per axis."""
        return _numpy.nonzero(self._truths())

    def _given(self, codes):
        if isinstance(codes, ndarray) and codes.ndim:
            return self._like(codes)
        return self._scalar(codes if not isinstance(codes, ndarray) else codes.item())

    def fill(self, value):
        """Set all elements."""
        self[...] = value

    def put(self, indices, values, mode="raise"):
        """Set elements counted in C order."""
        from ._encoded_making import array_of

        values = array_of(values, self.dtype).ravel()
        indices = indices if mode == "raise" else _in_range(indices, self.size, mode)
        changed = self.ravel().copy()
        places = _numpy.array(indices, None)._reshape(-1)
        changed[places] = values[_numpy.arange(0, places.size, 1, "int64") % values.size]
        if changed._labels is not self._labels:
            self._labels = changed._labels
        self._codes[...] = changed._codes._reshape(self.shape)

    def round(self, decimals=0, out=None):
        """Not for text; objects have no `rint`, and dates no decimals."""
        if is_time(self.dtype.kind):
            if decimals:
                raise UFuncTypeError(f"ufunc 'multiply' cannot use operands with types {self.dtype!r} and dtype('float64')")
            return _write(self, out)
        from ._encoded_operations import operate

        return _write(operate("rint", self), out)

    # Protocols

    def __dask_tokenize__(self):
        labels, codes = self._parts()
        return (self.dtype.str, codes, labels)

    def __array__(self, dtype=None, copy=None):
        return self.astype(self.dtype if dtype is None else dtype, copy=bool(copy))

    def __array_ufunc__(self, ufunc, method, *inputs, out=None, where=True, dtype=None):
        from _dasklet_missing import unsupported

        from ._encoded_operations import operate

        if method != "__call__" or where is not True:
            raise unsupported(f"where= or methods of ufuncs for arrays of {self.dtype}", "use np.where")
        found = operate(ufunc.__name__, *inputs)
        found = found if dtype is None else found.astype(dtype)
        return _write(found, out[0] if isinstance(out, tuple) else out)

    def __array_function__(self, function, types, args, kwargs):
        from ._encoded_functions import FUNCTIONS, composed

        own = FUNCTIONS.get(function.__name__) or composed(function.__name__)
        if own is None:
            raise TypeError(f"numpy.{function.__name__} has no meaning for {self.dtype} here")
        return own(*args, **kwargs)

    def __bool__(self):
        if self.size != 1:
            raise ValueError("The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()")
        return bool(self.item())

    def __int__(self):
        return int(self.item())

    def __float__(self):
        return float(self.item())

    def __contains__(self, value):
        return bool((self == value).any())

    def __repr__(self):
        from ._encoded_text import array_repr

        return array_repr(self)

    def __str__(self):
        from ._encoded_text import array_str

        return array_str(self)

    def __format__(self, spec):
        if self.ndim == 0:
            return format(self[()], spec)
        if spec:
            raise TypeError("unsupported format string passed to numpy.ndarray.__format__")
        return str(self)

    def __getattr__(self, name):
        raise AttributeError(f"'numpy.ndarray' object has no attribute {name!r}", name=name, obj=self)


def _moved(name):
    def method(self, *args, **kwargs):
        found = getattr(self._codes, name)(*args, **kwargs)
        return self._like(found) if isinstance(found, ndarray) else self._scalar(found)

    method.__name__ = name
    return method


for _name in ("reshape", "ravel", "flatten", "transpose", "swapaxes", "squeeze", "repeat", "take", "diagonal", "compress"):
    setattr(Encoded, _name, _moved(_name))


def _key(key):
    """An index in which encoded arrays cannot stand."""
    if isinstance(key, Encoded):
        raise IndexError("arrays used as indices must be of integer (or boolean) type")
    return key


def _only_whole(where, initial):
    from _dasklet_missing import unsupported

    if where is not True or initial is not None:
        raise unsupported("where= or initial= in a reduction of dates, text or objects", "choose the elements before, as in x[mask].min()")


def _over_one_list(first, second):
    """The codes of two arrays of objects over one list of labels, and that list."""
    from ._encoded_operations import together

    codes, made = together([first, second])
    return _numpy.array(codes[0], None)._copy(), codes[1], made(codes[0])._labels


# What other packages make arrays with.
__all__ = ["Encoded", "ObjectType", "TextType", "TimeType", "encoded_dtype", "is_time"]
