x = da.arange(12, chunks=5)
y = da.arange(12, chunks=4) + 1
m = da.from_array(np.arange(20).reshape(4, 5), chunks=(2, 3))
f = da.from_array(np.array([0.25, -1.5, 2.0, 3.75, -4.5, 0.0]), chunks=4)

# --- cases

x + 1

1 + x

x - 3

3 - x

x * 2

x / 2

2 / (x + 1)

x // 3

-7 // (x + 1)

x % 5

-x % 5

x ** 2

2 ** x

x ** 0.5

-x

+x

abs(x - 6)

~x

~(x > 3)

x + y

x * y - y

x > 5

x >= 5

x < y

x <= 5

x == 5

x != y

(x > 2) & (x < 8)

(x < 2) | (x > 8)

(x < 5) ^ (x > 3)

x & 3

x << 2

x >> 1

m + m.T.T

m + da.arange(5, chunks=2)

m + np.arange(5)

m * np.arange(4)[:, None]

m[:, :1] + m[:1, :]

da.ones((6, 1), chunks=2) + da.ones((1, 4), chunks=3)

da.ones((3, 4, 5), chunks=2) + da.ones((4, 5), chunks=3)

x + 1.5

x.astype("float32") + 1

x.astype("float32") + 1.5

x.astype("int8") + x.astype("uint8")

x.astype("float32") + x.astype("int16")

x.astype("float32") + x

x.astype("uint8") * 2

(x > 3) + (x > 5)

(x > 3) * 2.5

x.astype("uint8") / 3

x + np.float32(1.5)

x.astype("float32") + np.float64(1.5)

x.astype(bool)

x.astype("float64").astype("int32")

x.astype("int64")

da.sqrt(x)

da.square(x)

# ulps: 2, NumPy has several kernels for transcendental functions and picks one by the machine
da.exp(f)

# ulps: 2, NumPy has several kernels for transcendental functions and picks one by the machine
da.log(f + 5)

# ulps: 2, NumPy has several kernels for transcendental functions and picks one by the machine
da.sin(f)

# ulps: 2, NumPy has several kernels for transcendental functions and picks one by the machine
da.cos(f)

# ulps: 2, NumPy has several kernels for transcendental functions and picks one by the machine
da.tan(f)

# ulps: 2, NumPy has several kernels for transcendental functions and picks one by the machine
da.arctan2(f, 2.0)

# ulps: 2, NumPy has several kernels for transcendental functions and picks one by the machine
da.log10(f + 5)

# ulps: 2, NumPy has several kernels for transcendental functions and picks one by the machine
da.tanh(f)

# ulps: 2, NumPy has several kernels for transcendental functions and picks one by the machine
np.sin(f)

da.floor(f)

da.ceil(f)

da.trunc(f)

da.rint(f)

da.round(f, 1)

f.round()

da.sign(f)

da.fabs(f)

da.isnan(f)

da.isfinite(1 / (f + 1.5))

da.isinf(f)

da.maximum(f, 0)

da.minimum(f, x[:6])

da.fmax(f, 1.0)

da.hypot(f, 2.0)

da.clip(f, -1, 2)

f.clip(min=0)

da.where(f > 0, f, 0)

da.where(f > 0, 1, -1)

da.where(m % 2 == 0, m, -m)

da.logical_and(x > 2, x < 5)

da.logical_not(x > 2)

da.isclose(f, f + 1e-9)

da.allclose(f, f + 1e-9)

da.divmod(x, 5)

divmod(x, 5)

da.nan_to_num(da.from_array(np.array([np.nan, 1.0, np.inf]), chunks=2))

da.deg2rad(f)

np.add(x, y)

np.multiply(x, 2)

np.maximum(x, 5)

da.add(x, 1)

da.true_divide(x, 2)

da.power(x, 2)

da.isin(x, [1, 5, 7])

(x + 1) * 2 - y

# Chains of elementwise operations fuse to one task for each chunk.
((x + 1) * 2 - 3) / 4

x + x

m - m.mean(axis=0)

m.T + m.T

x.view("uint64").dtype

da.real(f)

f.conj()

x // 0.5

da.mod(f, 2)

da.fmod(f, 2)

da.float_power(x, 2)

da.invert(x)

da.bitwise_and(x, 6)

da.logaddexp(f, 1.0).shape

da.expm1(f).dtype

np.sqrt(x.astype("float32"))

da.abs(f)

da.absolute(f)

da.negative(f)

da.from_array([[1, 2]], chunks=1) == "a", da.from_array([1, 2]) != None, None == da.from_array([1, 2])  # noqa: E711

# says: '<' not supported between instances of 'Array' and 'str'
da.from_array([1, 2]) < "a"

# says:
np.equal(da.from_array([1, 2]), "a")

# says: unsupported operand type(s) for +
None + da.from_array([1, 2])

da.full(2, "5", dtype=int), da.full_like(da.ones(2), None)

np.where(1, da.from_array([1, 2]), 2.5), da.where(np.float64(0), 1, da.from_array([1, 2]))

# says: operand type(s) all returned NotImplemented from __array_ufunc__
np.maximum.accumulate(da.from_array([1.0, 2]))

np.mean([da.from_array([1, 2]), da.from_array([3, 4])]), np.sort([da.from_array([3, 1])]), np.max([da.from_array(2), 3])

np.meshgrid(da.from_array([1, 2]), [3, 4])

# value only: what is no dask array yet has a layer of its own
np.block([[da.from_array([1, 2])], [np.array([1, 2])]])

da.angle(da.arange(-2, 4, chunks=3)), da.angle(da.arange(-2, 4, chunks=3).astype('f4'), True)

# says: does not take the following keyword arguments
da.nan_to_num(da.ones(3), nan=2)
