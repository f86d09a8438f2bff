a = np.arange(12).reshape(3, 4)

# --- cases

repr(np.arange(3))

str(np.arange(3))

repr(a)

str(a)

repr(np.ones(3))

str(np.ones((2, 2)))

repr(np.array([0.1, 0.25, 100.0]))

repr(np.array([1e-10, 1.0]))

repr(np.array([1e10, 1.0]))

repr(np.array([1e300, 1e-300]))

str(np.array([1.5, np.nan, np.inf, -np.inf]))

repr(np.array([True, False]))

repr(np.arange(3, dtype="int32"))

repr(np.arange(3, dtype="float32"))

repr(np.array([], dtype="float64"))

repr(np.array(5))

repr(np.array(2.5))

str(np.array(2.5))

repr(np.float64(2.5))

str(np.float64(2.5))

repr(np.float32(0.1))

repr(np.int64(3))

repr(np.bool_(True))

str(np.float64(0.1) + np.float64(0.2))

repr(np.arange(1001))

repr(np.arange(2000).reshape(40, 50))

repr(np.zeros((2, 2, 2)))

repr(np.linspace(0, 1, 7))

str(np.linspace(0, 1, 4))

repr(np.linspace(0, 1, 30))

repr(np.array([-1.5, 2.25]))

repr(np.array([1, -1]))

repr(np.array([[1.0, -2.5], [1000.125, 3.0]]))

repr(np.float64("nan"))

repr(np.dtype("float64"))

f"{np.float64(3.14159):.2f}"

f"{np.int64(7):>4}"

str(np.array([1e-5, 1]))

repr(np.array([123456789.0, 0.001]))

repr(np.zeros((0, 3)))

repr(np.full(3, 1 / 3, dtype="float32"))

repr(1 / np.arange(1, 6))

repr(np.array([0.0, -0.0]))

repr(np.arange(100))

repr(np.uint8(3))

repr(np.random.default_rng(0).random((3, 3)))

str([np.float64(1.5), np.int64(2)])

str(np.float64(1e22)), str(np.float64(1e16)), str(np.float64(1e-5))
