import dask.array as da
import numpy as np
import pandas as pd
import xarray as xr
import warnings


def warned(function):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        function()
    return [str(one.message) for one in caught]


# --- cases
[0] * np.int64(3), (1, 2) * np.int8(2), np.int64(2) * [1.5, "a"], np.int64(-1) * [1], "ab" * np.int32(2), np.uint8(2) * b"a"

[[0] * np.arange(4).max()] * np.int16(2)

# says: can't multiply sequence by non-int of type 'numpy.float64'
np.float64(2) * [1, 2]

# says: non-int of type 'numpy.float32'
[1, 2] * np.float32(2)

# says: non-int of type 'numpy.bool'
np.bool_(True) * (1, 2)

np.array(2) * [1, 2], np.int64(2) + np.array([1, 2]), np.uint8(2) * np.arange(3)

# Scalars warn of what overflows and of division by zero
[warned(f) for f in (lambda: np.int8(127) + np.int8(1), lambda: 1 + np.int8(127), lambda: np.uint8(0) - np.uint8(1), lambda: np.int64(2**62) * 4, lambda: np.int8(1) + 1)]

[warned(f) for f in (lambda: np.int64(5) / 0, lambda: np.int64(5) // 0, lambda: 5 % np.int64(0), lambda: np.float64(5) / 0, lambda: 0 / np.float64(0), lambda: np.float32(1) / 0)]

[warned(f) for f in (lambda: np.float64(1e308) * 10, lambda: np.float64(0) ** -1, lambda: np.float64(-1) ** 0.5, lambda: np.float64("inf") / 0, lambda: np.float64("nan") / 0)]

[warned(f) for f in (lambda: np.log(0.0), lambda: np.sqrt(-1), lambda: np.exp(1000), lambda: np.log(np.inf), lambda: np.divide(1, 0), lambda: np.arcsin(2), lambda: np.sqrt(2))]

# Reductions warn where nothing is there to reduce
[warned(f) for f in (lambda: np.mean([]), lambda: np.ones((0, 3)).mean(0), lambda: np.ones((0, 3)).mean(1), lambda: np.var([1.0], ddof=1), lambda: np.var([1, 2], ddof=2), lambda: np.std([1, 2]))]

[warned(f) for f in (lambda: np.nanmean([np.nan]), lambda: np.nanmean([[np.nan, 1], [np.nan, 2]], axis=0), lambda: np.nanvar([1, np.nan], ddof=1), lambda: np.nanmax([np.nan, np.nan]), lambda: np.nanmean([1, np.nan]))]

[warned(f) for f in (lambda: np.nanmedian([np.nan]), lambda: np.nanquantile([[np.nan, 1], [np.nan, 2]], 0.5, axis=0), lambda: np.nanmedian([1, np.nan]), lambda: np.median([np.nan]))]

with np.errstate(all="ignore"):
    found = [warned(f) for f in (lambda: np.float64(1) / 0, lambda: np.log(-1.0), lambda: np.int8(127) + np.int8(1), lambda: np.nanmean([np.nan]))]
found

# Labelled reductions do not
[warned(f) for f in (lambda: xr.DataArray([np.nan]).mean(), lambda: xr.DataArray([np.nan]).std(), lambda: xr.DataArray([[np.nan, 1]], dims=("x", "y")).max("x"))]

# says: Could not convert object to NumPy datetime
np.array([1.5, 2.5], dtype="M8[D]")

# says: Could not convert object to NumPy timedelta
np.array([np.nan], dtype="m8[s]")

np.array([np.float64(1.5)], dtype="M8[D]"), np.array([1.5]).astype("M8[D]"), np.full(2, np.nan, dtype="M8[D]"), np.array(["2000", None], dtype="M8[D]")

np.array([b"a", "bc"]), np.array(["a", b"bcd", 1])

np.ogrid[0:2, 0:3], np.ogrid[0:3]
