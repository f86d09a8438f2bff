"""`Index`: labels in their order under a name, and what indexes of numbers, text and dates share."""

import operator

import numpy as np
from _dasklet_missing import missing_attribute, refuse
from numpy._dasklet_encoded import missing_of
from xarray import duck, indexes

from .printing import shown


class Index(indexes.Index):
    """Labels: `pd.Index([10, 20], name="run")`. Dates and durations become a `DatetimeIndex` or a `TimedeltaIndex`."""

    # NumPy's arrays leave operators to it.
    __array_priority__ = 1000
    _freq = None

    def __new__(cls, data=None, dtype=None, copy=None, name=None, tupleize_cols=True):
        if data is None or isinstance(data, (str, bytes)) or not hasattr(data, "__iter__"):
            raise TypeError(f"Index(...) must be called with a collection of some kind, {data!r} was passed")
        name = getattr(data, "name", None) if name is None else name
        if isinstance(data, range) and dtype is None:
            return RangeIndex(data, name=name)
        freq = data._freq if isinstance(data, Index) else None
        values = _array(data)
        return index_of(values if dtype is None else values.astype(dtype), name, freq)

    def __init__(self, *args, **kwargs):
        pass

    @classmethod
    def _made(cls, values, name=None, freq=None):
        self = object.__new__(cls)
        self.values = self.shown = duck.read_only(values)
        self.name, self._freq = name, freq
        return self

    def _like(self, values, freq=None):
        """Other labels under the same name."""
        return index_of(values, self.name, freq)

    # Form

    names = property(lambda self: [self.name])
    shape = property(lambda self: self.values.shape)
    nbytes = property(lambda self: self.values.nbytes)
    empty = property(lambda self: len(self) == 0)
    T = array = property(lambda self: self)
    hasnans = property(lambda self: bool(self.isna().any()))
    ndim, nlevels = 1, 1

    def __reduce__(self):
        return (index_of, (self.values, self.name, self._freq))

    def _label(self, value):
        """One label as pandas has it."""
        return value

    def __iter__(self):
        return iter(self.values.tolist())

    def __getitem__(self, key):
        key = key.values if isinstance(key, Index) else key
        found = self.values[key]
        if not isinstance(found, np.ndarray):
            return self._label(found)
        if found.ndim > 1:
            raise ValueError(
                "Multi-dimensional indexing (e.g. `obj[:, None]`) is no longer supported. Convert to a numpy array before indexing."
            )
        return self._like(found, self._freq_of(key))

    def _freq_of(self, key):
        """The frequency of some of the labels."""
        return

    def __setitem__(self, key, value):
        raise TypeError("Index does not support mutable operations")

    def __bool__(self):
        raise ValueError(f"The truth value of a {type(self).__name__} is ambiguous. Use a.empty, a.item(), a.any() or a.all().")

    def __contains__(self, key):
        try:
            self.get_loc(key)
        except (KeyError, TypeError, ValueError):
            return False
        return True

    def to_numpy(self, dtype=None, copy=False, na_value=None):
        """The labels as an array."""
        refuse("Index.to_numpy", "fill before, with .fillna", na_value=na_value)
        return np.array(self.values, dtype=dtype, copy=copy or None)

    def tolist(self):
        """A list of the labels."""
        return list(self)

    to_list = tolist

    def item(self):
        """The only label."""
        if len(self) != 1:
            raise ValueError("can only convert an array of size 1 to a Python scalar")
        return next(iter(self))

    def astype(self, dtype, copy=True):
        """The labels converted."""
        return self._like(self.values.astype(dtype))

    def view(self, cls=None):
        """The numbers that stand for dates and durations, or the same labels."""
        return self.copy() if cls is None else self.values.view(cls)

    def copy(self, name=None, deep=False):
        """The same labels, perhaps under another name."""
        return index_of(self.values, self.name if name is None else name, self._freq)

    def rename(self, name, *, inplace=False):
        """The same labels under another name."""
        if inplace:
            self.name = name
            return None
        return index_of(self.values, name, self._freq)

    def set_names(self, names, *, level=None, inplace=False):
        """The same labels under another name."""
        refuse("Index.set_names", "there is one level", level=level)
        return self.rename(names[0] if isinstance(names, (list, tuple)) else names, inplace=inplace)

    # What is missing

    def isna(self):
        """Where labels are missing."""
        values = self.values
        return missing_of(values) if values.dtype.kind in "mMO" else values != values

    isnull = isna

    def notna(self):
        """Where labels are not missing."""
        return ~self.isna()

    notnull = notna

    def dropna(self, how="any"):
        """Without missing labels."""
        if how not in ("any", "all"):
            raise ValueError(f"invalid how option: {how}")
        return self[self.notna()] if self.hasnans else self

    def fillna(self, value):
        """With a label in the place of each missing one."""
        return self._like(np.where(self.isna(), self._operand(value), self.values))

    # Order

    def min(self, axis=None, skipna=True):
        """The least label."""
        return self._extreme("min", axis, skipna)

    def max(self, axis=None, skipna=True):
        """The greatest label."""
        return self._extreme("max", axis, skipna)

    def _extreme(self, name, axis, skipna):
        check_axis(axis)
        values = self.dropna().values if skipna else self.values
        return self._label(getattr(values, name)()) if len(values) else self._none()

    def _none(self):
        return np.nan

    def argmin(self, axis=None, skipna=True):
        """Where the least label is."""
        return self._place_of(self.min(axis, skipna))

    def argmax(self, axis=None, skipna=True):
        """Where the greatest label is."""
        return self._place_of(self.max(axis, skipna))

    def _place_of(self, label):
        if label != label:
            raise ValueError("Encountered an NA value with skipna=False, or no label at all")
        return np.flatnonzero(self.values == self._operand(label))[0]

    def any(self):
        """Whether any label is true."""
        return bool(self.values.any())

    def all(self):
        """Whether all labels are true."""
        return bool(self.values.all())

    def argsort(self):
        """The positions that sort."""
        return np.argsort(self.values, kind="stable")

    def sort_values(self, *, return_indexer=False, ascending=True, na_position="last", key=None):
        """In order."""
        refuse("Index.sort_values", "sort by other values with index[np.argsort(values)]", key=key)
        order = self.argsort()
        missing = self.isna()[order]
        kept = order[~missing]
        kept = kept if ascending else kept[::-1]
        order = np.concatenate([kept, order[missing]] if na_position == "last" else [order[missing], kept])
        found = self._like(self.values[order], self._freq if ascending else None)
        return (found, order) if return_indexer else found

    def searchsorted(self, value, side="left", sorter=None):
        """Where values belong in sorted labels."""
        return np.searchsorted(self.values, self._operand(value), side, sorter)

    # Sets

    def unique(self, level=None):
        """Each label once, in the order in which they come."""
        refuse("Index.unique", "there is one level", level=level or None)
        if self.is_unique:
            return self.copy()
        return self[np.sort(np.unique(self.values, return_index=True)[1])]

    def nunique(self, dropna=True):
        """How many different labels there are."""
        return len(np.unique((self.dropna() if dropna else self).values))

    def duplicated(self, keep="first"):
        """Where a label has come before (`keep="first"`), or comes again (`"last"`)."""
        values = self.values[::-1] if keep == "last" else self.values
        found = np.ones(len(self), dtype=bool)
        found[np.unique(values, return_index=True)[1]] = False
        return found[::-1] if keep == "last" else found

    def drop_duplicates(self, *, keep="first"):
        """Each label once."""
        return self[~self.duplicated(keep)]

    def isin(self, values, level=None):
        """Where labels are among these."""
        refuse("Index.isin", "there is one level", level=level or None)
        return np.isin(self.values, self._among(list(values) if isinstance(values, set) else values))

    def _among(self, values):
        return _array(values)

    def append(self, other):
        """With the labels of others behind."""
        others = other if isinstance(other, (list, tuple)) else [other]
        name = self.name if all(one.name == self.name for one in others) else None
        return index_of(np.concatenate([self.values, *(one.values for one in others)]), name)

    def _other(self, other):
        """Another index, and the name that both have."""
        name = self.name if not isinstance(other, indexes.Index) or other.name == self.name else None
        return self._among(other), name

    def union(self, other, sort=None):
        """The labels of both, sorted."""
        values, name = self._other(other)
        both = np.concatenate([self.values, values])
        return index_of(both, name).unique() if sort is False else index_of(np.unique(both), name)

    def intersection(self, other, sort=False):
        """The labels that both have."""
        values, name = self._other(other)
        found = self.unique()
        found = found[np.isin(found.values, values)]
        return index_of(np.sort(found.values) if sort else found.values, name, found._freq)

    def difference(self, other, sort=None):
        """The labels that the other does not have, sorted."""
        values, name = self._other(other)
        found = self.unique().values
        found = found[~np.isin(found, values)]
        return index_of(found if sort is False else np.sort(found), name)

    def symmetric_difference(self, other, result_name=None, sort=None):
        """The labels that one of both has."""
        values, name = self._other(other)
        found = np.concatenate([self.values[~np.isin(self.values, values)], values[~np.isin(values, self.values)]])
        return index_of(found if sort is False else np.sort(found), name if result_name is None else result_name)

    def equals(self, other):
        """Whether another index has the same labels."""
        return isinstance(other, indexes.Index) and super().equals(other)

    def identical(self, other):
        """Whether another index has the same labels, dtype and name."""
        return self.equals(other) and self.dtype == other.dtype and self.name == other.name

    # Others

    def insert(self, loc, item):
        """With a label before a position."""
        return self._like(np.insert(self.values, loc, self._operand(item)))

    def delete(self, loc):
        """Without the labels at positions."""
        return self._like(np.delete(self.values, loc))

    def drop(self, labels, errors="raise"):
        """Without some labels."""
        labels = self._among(labels if hasattr(labels, "__iter__") and not isinstance(labels, str) else [labels])
        absent = labels[~np.isin(labels, self.values)]
        if len(absent) and errors == "raise":
            raise KeyError(f"{absent.tolist()} not found in axis")
        return self[~np.isin(self.values, labels)]

    def repeat(self, repeats, axis=None):
        """Each label several times."""
        check_axis(axis)
        return self._like(np.repeat(self.values, repeats))

    def take(self, indices, axis=0, allow_fill=None, fill_value=None):
        """The labels at positions."""
        check_axis(axis)
        refuse("Index.take", "positions that are none have no label", allow_fill=allow_fill, fill_value=fill_value)
        return self[np.asarray(indices)]

    def where(self, cond, other=None):
        """The labels where a condition holds, elsewhere others."""
        other = self._operand(self._none() if other is None else other)
        return self._like(np.where(np.asarray(cond), self.values, other))

    def map(self, mapper, na_action=None):
        """A function or a dictionary of each label."""
        refuse("Index.map", "the function sees missing labels too", na_action=na_action)
        get = (lambda label: mapper.get(label, np.nan)) if isinstance(mapper, dict) else mapper
        return Index([get(label) for label in self], name=self.name)

    def round(self, decimals=0):
        """Rounded."""
        return self._like(np.round(self.values, decimals))

    def diff(self, periods=1):
        """Each label less the one `periods` before."""
        values = self.values
        moved = np.full(len(values), self._none(), dtype=values.dtype if values.dtype.kind in "mM" else float)
        moved[periods:] = values[:-periods] if periods else values
        return self._like(values - moved)

    def factorize(self, sort=False, use_na_sentinel=True):
        """The number of each label among the different ones, and these."""
        refuse("Index.factorize", "missing labels are -1", use_na_sentinel=None if use_na_sentinel else False)
        kept = self.dropna().unique()
        kept = kept.sort_values() if sort else kept
        return kept.get_indexer(self), kept

    # Positions

    def get_loc(self, key):
        """Where a label is: a position, a slice or truths."""
        try:
            found = self._one(key, None, None)
        except KeyError:
            raise KeyError(key) from None
        if isinstance(found, np.ndarray):
            return np.isin(np.arange(len(self)), found)
        return found

    def get_indexer(self, target, method=None, limit=None, tolerance=None):
        """The position of each of several labels; -1 where there is none."""
        refuse("Index.get_indexer", "leave it out", limit=limit)
        return self._many(self._among(target), method, tolerance)

    def slice_indexer(self, start=None, end=None, step=None):
        """The slice from one label to another."""
        return self._slice(slice(start, end, step))

    # Operators

    def _operand(self, other):
        """The other side of an operator as NumPy takes it."""
        if isinstance(other, (indexes.Index, list, tuple)):
            other = _array(other)
        return other

    def _operate(self, other, operate):
        if hasattr(other, "dims") or hasattr(other, "dask"):
            return NotImplemented
        name = self.name if not isinstance(other, indexes.Index) or other.name == self.name else None
        other = self._operand(other)
        if getattr(other, "ndim", 0) == 1 and len(other) != len(self) and 1 not in (len(other), len(self)):
            raise ValueError("Lengths must match to compare" if operate in _COMPARISONS else "operands could not be broadcast together")
        found = operate(self.values, other)
        return found if operate in _COMPARISONS or not isinstance(found, np.ndarray) else self._result(found, name, other)

    def _result(self, values, name, other):
        return index_of(values, name)

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        if method != "__call__" or any(hasattr(one, "dims") or hasattr(one, "dask") for one in inputs):
            return NotImplemented
        found = ufunc(*(one.values if isinstance(one, Index) else one for one in inputs), **kwargs)
        return found if not isinstance(found, np.ndarray) or found.dtype.kind == "b" or found.ndim != 1 else self._like(found)

    __hash__ = None

    def __neg__(self):
        return self._like(-self.values)

    def __pos__(self):
        return self

    def __abs__(self):
        return self._like(abs(self.values))

    def __invert__(self):
        return self._like(~self.values)

    # Text

    def _texts(self):
        """The labels as the text of an index has them."""
        return [repr(label) for label in self]

    def _dtype_text(self):
        is_text = self.dtype.kind == "U" or self.dtype.kind == "O" and all(isinstance(label, str) for label in self) and len(self)
        return "str" if is_text else str(self.dtype)

    def __repr__(self):
        attributes = [("dtype", f"'{self._dtype_text()}'")]
        if self.name is not None:
            attributes.append(("name", repr(self.name)))
        if len(self) > 100:
            attributes.append(("length", len(self)))
        return shown(type(self).__name__, self._texts(), [*attributes, *self._more()], self.dtype.kind != "O")

    def _more(self):
        """What else its text says."""
        return []

    def __getattr__(self, name):
        is_of_tables = name in ("to_series", "to_frame", "value_counts", "groupby", "str", "to_period", "isocalendar", "tz_localize")
        hint = "tables, periods and time zones are not here; .values has the labels as an array" if is_of_tables else None
        raise missing_attribute(self, name, self._names, hint)

    def _names(self):
        return [name for name in dir(type(self)) if not name.startswith("_") and not hasattr(indexes.Index, name)]


_COMPARISONS = (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge)


def _operators():
    for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "and", "or", "xor"):
        operate = getattr(operator, f"__{name}__")
        yield f"__{name}__", lambda self, other, operate=operate: self._operate(other, operate)
        yield f"__r{name}__", lambda self, other, operate=operate: self._operate(other, lambda a, b: operate(b, a))
    for operate in _COMPARISONS:
        yield f"__{operate.__name__}__", lambda self, other, operate=operate: self._operate(other, operate)


for _name, _method in _operators():
    setattr(Index, _name, _method)


class RangeIndex(Index):
    """Positions: `pd.RangeIndex(3)`."""

    def __new__(cls, start=None, stop=None, step=None, dtype=None, copy=False, name=None):
        refuse("RangeIndex", "positions are int64", dtype=dtype)
        given = start if isinstance(start, range) else range(*(one for one in (start, stop, step) if one is not None))
        self = cls._made(np.arange(given.start, given.stop, given.step), name)
        self._range = given
        return self

    start = property(lambda self: self._range.start)
    stop = property(lambda self: self._range.stop)
    step = property(lambda self: self._range.step)

    def __reduce__(self):
        return (RangeIndex, (self._range, None, None, None, False, self.name))

    def __repr__(self):
        name = "" if self.name is None else f", name={self.name!r}"
        return f"RangeIndex(start={self.start}, stop={self.stop}, step={self.step}{name})"


for _class in (Index, RangeIndex):
    _class.__module__ = "pandas"


def check_axis(axis):
    """Labels stand along one axis."""
    if axis not in (None, 0, -1):
        raise ValueError("`axis` must be fewer than the number of dimensions (1)")


def _array(data):
    """Labels as an array; text stands as objects."""
    values = data.values if isinstance(data, indexes.Index) or hasattr(data, "dims") else data
    if not isinstance(values, np.ndarray):
        values = list(values)
        values = np.array(values) if values else np.array([], dtype=object)
    if values.ndim != 1:
        raise ValueError("Index data must be 1-dimensional")
    if values.dtype.kind == "O" and len(values) and _is_of_time(values[0]):
        from .ranges import to_datetime, to_timedelta

        return (to_datetime if hasattr(values[0], "isoformat") and hasattr(values[0], "year") else to_timedelta)(values.tolist()).values
    return values.astype(object) if values.dtype.kind == "U" else values


def _is_of_time(label):
    return type(label).__module__ in ("datetime", "pandas") and (hasattr(label, "year") or hasattr(label, "total_seconds"))


def index_of(values, name=None, freq=None):
    """The index that has these labels."""
    from .times import DatetimeIndex, TimedeltaIndex

    if values.dtype.kind == "O":
        found = indexes.Index(name, values)
        if type(found) is not indexes.Index:
            return found
    return {"M": DatetimeIndex, "m": TimedeltaIndex}.get(values.dtype.kind, Index)._made(values, name, freq)


def of_labels(labels, freq=None):
    """The index as pandas has it of one that xarray keeps."""
    if isinstance(labels, Index) or type(labels) is not indexes.Index:
        return labels
    values = labels.shown
    return index_of(values.astype(object) if values.dtype.kind == "U" else values, labels.name, freq)
