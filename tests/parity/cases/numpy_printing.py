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

# A single number prints in full, as Python prints it; repr keeps the digits of arrays.
[str(np.array(value)) for value in (3.6666666666666665, 7.0, 1e20, 1e-5, 0.1, -0.0, np.nan, np.inf, 5, True, 123456789.123456789)]

[repr(np.array(value)) for value in (3.6666666666666665, 7.0, 1e20, 1e-5, 5, True, "a", None)]

[str(np.array(value, "f4")) for value in (0.1, 1e20, 16777216.0, 1 / 3)], [repr(np.float32(value)) for value in (0.1, 1e20, 3.4e38)]

f"{np.array(3.14159):.2f} {np.array(3):05d} {np.array(2.5)} {np.float32(0.1):.3f} {np.float32(0.1)} {np.int8(3):4d} {np.True_:5} {np.array(True)}"

f"{np.datetime64('2000-01-01'):>15} {np.timedelta64(3, 'D'):>15} {np.array('a'):>3} {np.array(np.datetime64('2000-01-01'))}"

str([np.float64(7), np.int64(3), np.array(2.5), np.True_, np.float32(0.1)]), str({"a": np.float64(1e20)}), str((np.array(1e20), np.array(7)))

"%s %r %d %.2f" % (np.float64(2.5), np.float64(2.5), np.int64(3), np.float32(2.5)), "%.2f" % np.array(2.555), "{:.1f}".format(np.array(2.55))

# says: Unknown format code 'd'
"{:d}".format(np.array(2.0))

# says: unsupported format string passed to numpy.ndarray.__format__
format(np.array([3.0]), ".2f")

str(da.ones(3).mean().compute()), f"{da.from_array([1.5, 2.25]).sum().compute():.1f}", repr(da.ones(3).sum().compute())

repr(np.datetime64("NaT")), repr(np.datetime64("NaT", "D")), repr(np.datetime64(5, "h")), repr(np.datetime64("2000-01-05", "W"))

# Digits past those that a float needs are its own, not zeros.
repr(np.array([5e-324, 1.5])), repr(np.array([[1e-5, 1 / 3]], dtype="f4")), repr(np.array([12345678.0, 2.0**53], dtype="f4"))

repr(np.array([0.0001], dtype="f4")), repr(np.array([0.0001, 0.0])), str(np.array([0.0001, 123456.789], dtype="f4"))

# Every option of printing, with arrays of every kind.
kinds = [np.array([1.5, 2, -3.25]), np.array([1e-9, 2.0, 3e8]), np.array([[0.1, 22.123456789], [np.nan, -np.inf]]), np.array([1 / 3, 1e-7], "f4"), np.array([3, -40, 5]), np.array([True, False]), np.arange(30) / 7, np.array([0.0, -0.0]), np.zeros((2, 0)), np.array([12345678.9])]
options = [dict(floatmode="fixed"), dict(floatmode="unique"), dict(floatmode="maxprec_equal"), dict(sign="+"), dict(sign=" "), dict(nanstr="-", infstr="I"), dict(precision=3, floatmode="fixed", suppress=True), dict(threshold=5, edgeitems=1, sign="+", linewidth=30)]
texts = []
for option in options:
    with np.printoptions(**option):
        texts += [text for kind in kinds for text in (str(kind), repr(kind))]
texts

with np.printoptions(formatter={"float": lambda x: f"{x:.1f}", "int": hex}):
    text = str(np.array([1.25, 2])), repr(np.array([10, 255])), str(np.array([True]))
text, str(np.array([1.25, 2])), sorted(np.get_printoptions())

x = np.arange(40) / 3
np.array2string(x, separator=", ", prefix="abc"), np.array2string(x[:2], separator=",", suffix=")"), np.array2string(np.array(1e20)), np.array2string(x, threshold=5, edgeitems=1), np.array2string(x[:2], formatter={"float_kind": lambda x: f"{x:.3f}"}), np.array2string(np.array([[1.5, 2], [3, 4]]), separator=", ", sign="+", floatmode="fixed", precision=2)

[np.format_float_positional(x, precision=3) for x in (3.14159, 3.0, 1e20, 1e-7, -0.0, 1.9996, np.nan, -np.inf, 5)], np.format_float_positional(123456.789, precision=3, fractional=False), np.format_float_positional(3.0, precision=3, unique=False, trim="-"), np.format_float_positional(np.float32(0.1), pad_left=4, min_digits=3)

[np.format_float_scientific(x, precision=3) for x in (3.14159, 3.0, 1e200, 1234567.0, 0.0, 9.9999)], np.format_float_scientific(1e-5, exp_digits=4), np.format_float_scientific(123456.0, precision=2, unique=False)

# says: floatmode option must be one of
np.set_printoptions(floatmode="bad")
