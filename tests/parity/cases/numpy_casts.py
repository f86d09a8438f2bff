# Numbers that have no place in an array's dtype: NumPy's errors and NumPy's silent casts.
nan, inf = np.nan, np.inf
# --- cases

# says: cannot convert float NaN to integer
np.array([nan, 1], dtype=int)

# says: cannot convert float NaN to integer
np.array([[1, nan], [2, 3]], dtype="i4")

# says: cannot convert float infinity to integer
np.array([inf, 1], dtype=int)

# says: Python int too large to convert to C long
np.array([1e20], dtype=int)

# says: Python integer 300 out of bounds for int8
np.array([300.7], dtype="i1")

# says: Python integer -1 out of bounds for uint8
np.array([-1.5], dtype="u1")

# says: Python integer 300 out of bounds for uint8
np.array([300], dtype="u1")

# says: cannot convert float NaN to integer
np.array([np.float32(nan)], dtype=int)

# says: cannot convert float NaN to integer
np.array([nan, 1], object).astype(int)

# says: cannot convert float NaN to integer
np.int64(nan)

# says: Python integer 300 out of bounds for uint8
np.uint8(300)

# says: Python integer 300 out of bounds for int8
np.int8(300.7)

# says: Python integer -1 out of bounds for uint64
np.uint64(-1.0)

# says: cannot convert float NaN to integer
np.fromiter([nan, 1], int)

# NumPy's own scalars and arrays are cast without a look.
np.array([np.float64(300.0), np.int64(300)], dtype="u1"), np.array(np.array([300, -1]), dtype="u1"), np.int8(np.float32(300)), np.array([2.0**63], dtype="u8")

np.array([nan, 0.0], dtype=bool), np.array([None, 1.5], dtype=float), np.array(["1", "2"], dtype=int), np.array([1.9, True], dtype="i2")

# says: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'
np.array([None, 1], dtype=int)

# says: could not convert string to float: 'a'
np.array([1, "a"], dtype=float)

# says: cannot convert float NaN to integer
x = np.zeros(3, int)
x[0] = nan

# says: cannot convert float NaN to integer
x = np.zeros(3, int)
x[:] = nan

# says: cannot convert float NaN to integer
x = np.zeros(3, int)
x[x == 0] = nan

# says: cannot convert float NaN to integer
x = np.zeros(3, int)
x[[0, 1]] = nan

# says: cannot convert float NaN to integer
x = np.zeros(3, int)
x[:2] = [nan, 1]

# says: cannot convert float infinity to integer
x = np.zeros(3, int)
x[0] = inf

# says: Python int too large to convert to C long
x = np.zeros(3, int)
x[0] = 1e30

# says: Python integer 300 out of bounds for uint8
x = np.zeros(3, "u1")
x[0] = 300

# says: Python integer 300 out of bounds for uint8
x = np.zeros(3, "u1")
x[:] = [300, 1, 2]

# says: Python integer 300 out of bounds for uint8
x = np.zeros(3, "u1")
x.fill(300.5)

# says: cannot convert float NaN to integer
x = np.zeros(3, int)
x.flat = nan

# says: cannot convert float NaN to integer
x = np.zeros(3, int)
x[:] = np.array([1, 2, nan], object)

x = np.zeros(4, "u1")
x[0] = np.int64(300)
x[1] = np.float64(-1.5)
x[2:] = np.array([300, 7])
x

x = np.zeros(4, int)
x[0] = 2.7
x[1] = True
x[2:] = np.array([nan, 1.0])
x

x = np.zeros(3)
x[0] = None
x[1] = "1.5"
x[2] = 2**70
x

x = np.zeros(3, bool)
x[:] = [2, 0, nan]
x

np.full(2, nan, int), np.full(2, 300.7, "u1"), np.full_like(np.array([1]), 2.7)

# says: Python integer 300 out of bounds for uint8
np.full(3, 300, "u1")

# says: Python integer 300 out of bounds for uint8
np.array([1], "u1") + 300

# says: Python integer -1 out of bounds for uint8
np.array([1], "u1") * -1

np.array([1], "u1") > 300, np.array([1], "u1") == -1, np.uint8(200) + np.uint8(100), np.where([True, False], np.array([1, 2], "u1"), 300)

np.clip(np.array([1, 200], "u1"), -1, 300), np.clip(np.array([1, 5], "i1"), 2, 300), np.array([1, 5]).clip(2.5)

# says: cannot convert float NaN to integer
np.pad(np.array([1, 2]), 1, constant_values=nan)

np.pad(np.array([1, 2], "u1"), 1, constant_values=np.int64(300)), np.append(np.array([1, 2], "u1"), 300)

# says: cannot convert float NaN to integer
np.insert(np.array([1, 2]), 1, nan)

# says: Cannot cast scalar from dtype('float64') to dtype('int64')
np.copyto(np.zeros(3, int), nan)

# says: Cannot cast ufunc 'add' output from dtype('float64') to dtype('int64')
x = np.zeros(3, int)
x += 1.5

# says: Integers to negative integer powers are not allowed
np.array([2]) ** -1

# says: numpy boolean subtract
np.array([True]) - np.array([False])

# says: did not contain a loop
np.sign(np.array([True]))

np.array([5, -5]) // 0, np.array([5, -5]) % 0, np.array([1]) << 70, np.array([-8]) >> 70, np.array([1], "u1") << 9, np.array([True]) << 1

np.arange(np.float32(7)), np.arange(np.uint8(7)), np.arange(np.uint64(3)), np.arange(0, 3, np.float32(0.5)), np.arange(np.True_), np.linspace(np.float32(0), 1, 5)

np.array([1, 2]) == ["a", "b"], np.array([1, 2]) != ["1", "2"]

np.full(2, "5", dtype="i4"), np.full(2, "2.5", "f4"), np.full(2, None, dtype=float), np.full(2, ["", "False"], bool), np.full((2, 0), "x", int), np.full_like([1.5], None)

# says: invalid literal for int() with base 10:
np.full_like([1], "x")

np.full(2, [300, 1], dtype="i1")

np.add.reduce(np.array([1, 2], "m8[s]")), np.add.accumulate(np.array([1, 2], object)), np.add.reduce([1, 2], initial=5), np.subtract.reduce([5, 2, 1])

# says: Python integer 300 out of bounds for int8
a = np.zeros(3, 'i1')
a[0] = np.int64(300)

# says: out of bounds
a = np.zeros(3, 'i1')
a[0:1] = np.int64(300)

a = np.zeros(3, 'i1')
a[[0, 2]] = np.int64(300)
a

a = np.zeros(3, 'i1')
a[np.array([True, False, True])] = np.int64(300)
a

a = np.zeros(3, 'i1')
a[1] = np.array(300)
a

# says: cannot convert float NaN to integer
a = np.zeros(3, 'i4')
a[0] = np.float64('nan')

a = np.zeros(3, 'i4')
a[1] = np.float64(3.7)
a

a = np.zeros((2, 2), 'u1')
a[:, 1] = np.int32(9)
a

np.nansum([1.5, np.nan, 9.7], dtype='int64')

np.nanprod(np.array([[1.5, np.nan], [3.0, 9.7]]), axis=0, dtype='uint8')

# says: If a is inexact, then dtype must be inexact
np.nanmean([1.5, np.nan], dtype='int64')

# says: If a is inexact, then dtype must be inexact
np.nanstd([1.5, np.nan], dtype='uint8')

# Quantiles keep the type of what they choose; whole numbers as quantiles choose.
[np.quantile(np.array([200, 100, 50, 7], dtype="u1"), q, method=method) for q in (0, 1, 0.25, [0, 1], np.float32(0.3)) for method in ("linear", "lower", "midpoint", "nearest", "inverted_cdf", "averaged_inverted_cdf", "interpolated_inverted_cdf", "hazen", "weibull", "median_unbiased")]

[np.quantile(np.array([1.5, 2.25, 9], dtype="f4"), q, method=method) for q in (0, 0.25, [0, 1], np.float32(0.5)) for method in ("linear", "higher", "weibull")]

np.quantile([True, False], 1), np.quantile([True, False, True], 0.5, method="lower"), np.percentile(np.array([3, 1], dtype="i1"), 100)

np.quantile(np.arange(5), []), np.percentile(np.arange(6, dtype="i2").reshape(2, 3), [], axis=1, method="lower")

# says: Quantiles must be in the range [0, 1]
np.quantile([True, False], 1.5)

np.nanquantile(np.array([]), [0.1, 0.2]), np.nanpercentile(np.zeros((0, 2)), 3, axis=0)

np.percentile(np.array([1.5, np.nan, 9], dtype="f4"), np.float64(25)), np.percentile(np.array([1.5, 9], dtype="f4"), np.array([25.0]))

[da.quantile(da.from_array(np.array([3, 1, 2, 9], dtype="i1"), chunks=-1), q, axis=0, method=method).compute() for q in (0, 0.25, [0, 1]) for method in ("linear", "lower", "midpoint")]

# says: Percentiles must be in the range [0, 100]
da.percentile(da.from_array(np.array([3, 1, 2, 9]), chunks=2), -10).compute()

# says: Quantiles must be in the range [0, 1]
np.quantile([1, 2], np.nan)

# Operands that are objects, and what is among others.
np.equal(np.array([1, 2, 3]), {}), np.not_equal(np.array([1, 2, 3]), int), np.equal({1}, np.array([{1}, 2], dtype=object))

# says: not supported
np.less(np.array([1, 2, 3]), {})

[np.isin(value, known) for value in (1, "a", None, 2.5, np.array([1, 2])) for known in ([1, 2], [], ["a"], 5, None, {1}, [None])]

type(np.isin(1, [1, 2])).__name__, np.isin(3, [3], invert=True)

# says: Cannot cast ufunc 'sqrt' output from dtype('float64') to dtype('int32') with casting rule 'same_kind'
np.std(np.array([[1, 2, 4], [5, 7, 8]]), axis=1, dtype="i4")

np.std([1, 2, 9], dtype=int), np.var(np.array([[1, 2, 4], [5, 7, 8]]), axis=1, dtype="i4")

da.moment(da.from_array(np.array([1, 2, 4, 9]), chunks=2), 3, dtype="f4").compute()
