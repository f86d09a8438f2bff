"""Array functions that work on NumPy's and on Dask's arrays alike, and stay lazy on the latter."""

import builtins
import math

import dask.array as da
import numpy as np
from numpy._dasklet_encoded import codes_of, different_objects, missing_of

from .indexing import LazilyIndexedArray


def is_lazy(data):
    """Whether this is a Dask array, which has not been computed yet."""
    return isinstance(data, da.Array)


def module(*arrays):
    """`dask.array` if one of them is lazy, else `numpy`."""
    return da if builtins.any(is_lazy(array) for array in arrays) else np


def in_store(data):
    """Whether this is an array in a store, which has not been read yet."""
    return isinstance(data, LazilyIndexedArray) and data._loaded is None


def as_data(values):
    """An array of anything: Dask's arrays, NumPy's and those in stores as they are, the data of labelled arrays, all else through `np.asarray`."""
    if is_lazy(values) or isinstance(values, (np.ndarray, LazilyIndexedArray)):
        return values
    variable = getattr(values, "_variable", None)
    if variable is not None:
        return variable._data
    return np.asarray(values)


def is_moment_of_pandas(value):
    """Whether this is a `Timestamp`, a `Timedelta` or `NaT`."""
    return type(value).__module__ == "pandas" and hasattr(value, "to_numpy") and not hasattr(value, "__array__")


def given(values):
    """An array of what somebody gives. As pandas does, texts among which only None and NaN are get NaN for None."""
    data = as_data(values)
    if not hasattr(values, "_variable") and isinstance(data, np.ndarray) and data.dtype.kind == "O" and data.size:
        kinds = {type(item) for item in different_objects(data) or ()}
        if kinds & {str, np.str_} and type(None) in kinds and kinds <= {str, np.str_, type(None), float, np.float64}:
            missing = missing_of(data)
            if all(isinstance(item, str) for item in different_objects(data[~missing])):
                return np.where(missing, np.nan, data)
    # xarray converts dates through pandas, which leaves arrays that may be assigned.
    if isinstance(data, np.ndarray) and data.dtype.kind in "mM" and not data.flags.writeable:
        return data.copy()
    return data


def read_only(data):
    """The same elements of an array in memory, not to be assigned."""
    if not isinstance(data, np.ndarray):
        return data
    shown = data[...]
    shown.flags.writeable = False
    return shown


def is_missing_kind(data):
    """Whether elements can be missing at all."""
    return data.dtype.kind in "fcmMO"


def isnull(data):
    """Where elements are missing: NaN, NaT or None."""
    kind = data.dtype.kind
    if kind in "fc":
        return module(data).isnan(data)
    if kind in "mM":
        return np.isnat(data)
    if kind == "O":
        return missing_of(data)
    return module(data).full_like(data, False, dtype=bool)


def notnull(data):
    return ~isnull(data)


def missing_value(dtype):
    """The dtype that can hold this one's elements and a missing one, and what that one is."""
    dtype = np.dtype(dtype)
    if dtype.kind == "f":
        return dtype, np.nan
    if dtype.kind in "iu":
        return (np.dtype("float32"), np.float32("nan")) if dtype.itemsize <= 2 else (np.dtype("float64"), np.float64("nan"))
    if dtype.kind in "mM":
        return dtype, np.array("NaT", dtype=dtype)[()]
    return np.dtype(object), np.nan


def shared_dtype(*values):
    """The dtype that holds the elements of all: text beside numbers is an object, and Python's numbers yield to arrays.

    None where NumPy finds it without help: for text alone, for dates.
    """
    for value in values:
        if is_moment_of_pandas(value):
            raise TypeError(f"Cannot interpret {str(value)!r} as a data type; .to_numpy() of it is a date of NumPy")
    dtypes = [value.dtype if hasattr(value, "dtype") else np.asarray(value).dtype for value in values]
    kinds = {"U" if dtype.kind in "SU" else dtype.kind for dtype in dtypes}
    if "O" in kinds or "U" in kinds and kinds != {"U"}:
        return np.dtype(object)
    if kinds & {"U", "M", "m"}:
        return None
    # Whole numbers that do not fit are wrapped, as xarray has it.
    weak = (type(v)() if isinstance(v, int) else v for v in values)
    return np.result_type(*(v if isinstance(v, (bool, int, float, complex)) else dtype for v, dtype in zip(weak, dtypes)))


def _cast(value, dtype):
    if dtype is None:
        return value
    if not hasattr(value, "dtype"):
        return np.asarray(value).astype(dtype)
    return value if value.dtype == dtype else value.astype(dtype)


def where(condition, data, other):
    """Elements of `data` where the condition holds, else of `other`; text and numbers together are objects."""
    dtype = shared_dtype(data, other)
    if not is_lazy(condition) and getattr(condition, "ndim", None) == 0:
        condition = condition.astype(bool)[()]
    return module(condition, data, other).where(condition, _cast(data, dtype), _cast(other, dtype))


def fillna(data, value):
    return where(notnull(as_data(data)), data, value)


def clip(data, low, high):
    """Elements kept between two bounds, either of which may be None."""
    if data.dtype.kind in "mM":
        data = data if low is None else where((data < low) | np.isnat(low), low, data)
        return data if high is None else where((data > high) | np.isnat(high), high, data)
    return module(data, low, high).clip(data, low, high)


def concatenate(arrays, axis):
    dtype = shared_dtype(*arrays)
    return module(*arrays).concatenate([_cast(array, dtype) for array in arrays], axis=axis)


def stack(arrays, axis):
    dtype = shared_dtype(*arrays)
    return module(*arrays).stack([_cast(array, dtype) for array in arrays], axis=axis)


def expand_to(data, old_dims, dims):
    """The array with axes for all of `dims`, of length 1 where it had none."""
    if old_dims == dims:
        return data
    missing = len(dims) - len(old_dims)
    order = [dim for dim in dims if dim in old_dims]
    if order != list(old_dims):
        data = data.transpose([old_dims.index(dim) for dim in order])
    return data[tuple(slice(None) if dim in old_dims else None for dim in dims)] if missing else data


def equal(first, second):
    """Whether two arrays have the same shape and elements, missing ones where the other has them too. Computes."""
    if first is second:
        return True
    if first.shape != second.shape:
        return False
    if is_lazy(first) and is_lazy(second) and first.name == second.name:
        return True
    first, second = np.asarray(first), np.asarray(second)
    kinds = first.dtype.kind, second.dtype.kind
    if "O" not in kinds and any((kinds[0] in same) != (kinds[1] in same) for same in ("US", "M")):
        return False
    same = first == second
    if is_missing_kind(first) and is_missing_kind(second):
        same = same | (isnull(first) & isnull(second))
    return bool(np.all(same))


def equal_unread(first, second):
    """Whether two arrays are equal, as far as that is known without computing; else None."""
    if first is second or is_lazy(first) and is_lazy(second) and first.name == second.name:
        return True
    return False if first.shape != second.shape else None


def equal_where_known(first, second):
    """Whether two arrays of one shape have the same elements where neither misses them. Computes."""
    first, second = np.asarray(first), np.asarray(second)
    if (first.dtype.kind in "US") != (second.dtype.kind in "US") and "O" not in (first.dtype.kind, second.dtype.kind):
        return False
    return bool(np.all((first == second) | isnull(first) | isnull(second)))


# Reductions. `skipna=None` skips missing elements where there can be some.

_NAN_FUNCTIONS = {
    "mean": "nanmean",
    "std": "nanstd",
    "var": "nanvar",
    "min": "nanmin",
    "max": "nanmax",
    "prod": "nanprod",
    "median": "nanmedian",
    "argmin": "nanargmin",
    "argmax": "nanargmax",
}


# Options of reductions besides `axis` and `skipna`. What NumPy's functions say of results is not for labelled arrays.
_OPTIONS = {"sum": ("min_count",), "prod": ("min_count",), "std": ("ddof",), "var": ("ddof",)}
# What is reduced over no axis by these stays as it is.
_INVARIANT = ("max", "min", "sum", "prod", "mean", "median", "cumsum", "cumprod")
_OF_NUMPY = ("dtype", "out", "initial", "where", "correction", "overwrite_input", "mean")


def reduce(name, data, axis=None, skipna=None, min_count=None, **options):
    """A reduction by its name, over one axis, several, or all (`None`)."""
    for option, value in options.items():
        if option not in _OPTIONS.get(name, ()) and (option not in _OF_NUMPY or value is not None):
            raise TypeError(f"{name}() got an unexpected keyword argument {option!r}")
    if min_count is not None and name not in ("sum", "prod"):
        raise TypeError(f"{name}() got an unexpected keyword argument 'min_count'")
    options = {option: value for option, value in options.items() if option not in _OF_NUMPY}
    if axis == ():
        return data if name in _INVARIANT else reduce(name, data[None], 0, skipna, min_count, **options)
    if name in ("cumsum", "cumprod"):
        return _accumulated(name, data, axis, skipna)
    if isinstance(axis, tuple) and len(axis) == 1:
        (axis,) = axis
    if name == "median" and is_lazy(data):
        _require_axes_for_median(data, axis, data.dtype.kind in "fcO" if skipna is None else skipna)
    if name == "median" and axis is None:
        axis = tuple(range(data.ndim))
    if name == "count":
        return _sum(module(data).logical_not(isnull(data)), axis)
    if name in ("any", "all"):
        return getattr(module(data), name)(data, axis=axis)
    if data.dtype.kind == "U" and name in ("sum", "mean", "std", "var"):
        raise TypeError(f"the resolved dtypes are not compatible with add.reduce: the {name} of text ({data.dtype}) has no meaning")
    if data.dtype.kind in "mM":
        return _reduce_times(name, data, axis, skipna, **options)
    if name in ("mean", "argmin", "argmax") and hasattr(getattr(data, "_labels", None), "codes_of"):
        return _reduce_dates(name, data, axis)
    if data.dtype.kind == "O" and skipna is not False and name in ("sum", "prod", "mean", "min", "max"):
        return _reduce_objects(name, data, axis, min_count)
    skips = data.dtype.kind in "fc" if skipna is None else skipna and is_missing_kind(data)
    if name == "sum":
        result = _nansum(data, axis) if skips else _sum(data, axis)
    else:
        function = getattr(module(data), _NAN_FUNCTIONS[name] if skips else name)
        result = function(data, axis=axis, **options)
    if min_count is not None and (skips or skipna):
        result = where(reduce("count", data, axis) >= min_count, result, np.nan)
    return result


def _reduce_objects(name, data, axis, min_count):
    """Numbers and truths among missing ones, which count as nothing."""
    known = notnull(data)
    if name in ("min", "max"):
        # The other extreme stands for what is missing.
        other = getattr(data[known], "max" if name == "min" else "min")() if known.any() else np.nan
        found = getattr(np, name)(np.where(known, data, other), axis=axis)
        return found if known.any(axis).all() else where(known.any(axis), found, np.nan)
    total = (np.prod if name == "prod" else np.sum)(np.where(known, data, 1 if name == "prod" else 0), axis=axis)
    count = _sum(known, axis)
    if name == "mean":
        count = np.asarray(count)
        return np.asarray(total).astype("float64") / np.where(count == 0, np.nan, count)
    return total if min_count is None else where(count >= min_count, total, np.nan)


def _accumulated(name, data, axis, skipna):
    """Running sums or products along one axis after another."""
    skips = data.dtype.kind in "fc" if skipna is None else skipna and is_missing_kind(data)
    if data.dtype.kind == "M" or data.dtype.kind == "m" and name == "cumprod":
        raise TypeError(f"{name} of {data.dtype} has no meaning")
    if data.dtype.kind == "m":
        missing = _accumulated("cumsum", isnull(data).astype("int64"), axis, False) > 0
        ticks = _accumulated("cumsum", np.where(isnull(data), 0, data.astype("int64")), axis, False)
        return np.where(missing, np.array("NaT", dtype=data.dtype), ticks.astype(data.dtype))
    axes = range(data.ndim) if axis is None else (axis,) if isinstance(axis, int) else axis
    for one in axes:
        data = getattr(module(data), f"nan{name}" if skips else name)(data, axis=one)
    return data


def _require_axes_for_median(data, axis, skips):
    """As xarray, which gives Dask no axis where what is left out leaves one element."""
    axes = range(data.ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    if axis is None or skips and math.prod(data.shape[one] for one in axes) == data.size:
        which = "nanmedian function only works along an axis or a subset of axes" if skips else "median function only works along an axis"
        raise NotImplementedError(f"The da.{which}.  The full algorithm is difficult to do in parallel")


def _sum(data, axis):
    return module(data).sum(data, axis=axis)


def _nansum(data, axis):
    xp = module(data)
    return _sum(xp.where(isnull(data), xp.zeros_like(data), data), axis)


def _reduce_times(name, data, axis, skipna, **options):
    """Dates and durations as numbers since the first one."""
    if name in ("std", "var", "prod") or (name in ("sum", "median") and data.dtype.kind == "M"):
        raise TypeError(f"{name} of {data.dtype} has no meaning")
    ticks = data.astype("int64")
    missing = isnull(data)
    nothing = np.array("NaT", dtype=data.dtype)
    if name in ("argmin", "argmax"):
        # What is missing counts as the least and as the greatest.
        return getattr(np, name)(np.where(missing, _GREATEST, ticks) if name == "argmax" else ticks, axis=axis)
    if name in ("min", "max", "sum"):
        # As xarray: nothing is left out unless it is asked for.
        found = reduce(name, np.where(missing, {"min": _GREATEST, "max": -_GREATEST, "sum": 0}[name], ticks), axis)
        lost = np.any(missing, axis=axis) if not skipna else np.all(missing, axis=axis) & (name != "sum")
        return np.where(lost, nothing, np.asarray(found).astype(data.dtype))
    if name == "median" and skipna is None:
        skipna = False
    origin = 0
    if name == "mean" and not missing.all():
        # Halfway between the least and the greatest, or between their years; as doubles have them.
        known = ticks[~missing].astype(float)
        low, high = int(known.min()), int(known.max())
        if data.dtype.kind == "m":
            origin = low + (high - low) // 2
        else:
            low, high = np.array([low, high]).astype(data.dtype).astype("datetime64[Y]").astype("int64").tolist()
            origin = int(np.datetime64(low + (high - low) // 2, "Y").astype(data.dtype).astype("int64"))
    offsets = np.where(missing, np.nan, ticks - origin)
    found = np.asarray(reduce(name, offsets, axis, skipna, **options))
    whole = np.where(np.isnan(found), 0, found).astype("int64") + origin
    return np.where(np.isnan(found), nothing, whole.astype(data.dtype))


_GREATEST = 2**63 - 1


def _reduce_dates(name, data, axis):
    """Dates of cftime as their microseconds."""
    codes = codes_of(data)
    if name != "mean":
        return getattr(np, name)(codes, axis=axis)
    least = codes.min()
    return data._like(np.asarray(np.mean((codes - least).astype(float), axis=axis)).astype("int64") + least)
