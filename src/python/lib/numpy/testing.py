"""Assertions about arrays."""

from ._creation import asarray
from ._functions import isclose

__all__ = [
    "assert_allclose",
    "assert_array_equal",
    "assert_equal",
    "assert_almost_equal",
    "assert_array_almost_equal",
    "assert_",
    "assert_raises",
]


def _report(actual, desired, agree, header, err_msg):
    wrong = int((~agree).sum())
    share = 100 * wrong / max(agree.size, 1)
    lines = ["", header]
    if err_msg:
        lines.append(err_msg)
    lines += [f"Mismatched elements: {wrong} / {agree.size} ({share:.3g}%)"]
    if actual.dtype.kind != "b" and wrong:
        distance = abs(actual.astype(float) - desired.astype(float))
        lines.append(f"Max absolute difference among violations: {distance[~agree].max() if agree.ndim else distance}")
    lines += [f" ACTUAL: {actual!r}", f" DESIRED: {desired!r}"]
    raise AssertionError("\n".join(lines))


def _same_shape(actual, desired, header):
    if actual.shape != desired.shape and actual.ndim and desired.ndim:
        raise AssertionError(f"\n{header}\n\n(shapes {actual.shape}, {desired.shape} mismatch)\n ACTUAL: {actual!r}\n DESIRED: {desired!r}")


def assert_allclose(actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg="", verbose=True):
    """Fail unless all numbers are nearly equal."""
    actual, desired = asarray(actual), asarray(desired)
    header = f"Not equal to tolerance rtol={rtol:g}, atol={atol:g}"
    _same_shape(actual, desired, header)
    agree = asarray(isclose(actual, desired, rtol, atol, equal_nan))
    if not agree.all():
        _report(actual, desired, agree, header, err_msg)


def assert_array_equal(actual, desired, err_msg="", verbose=True, *, strict=False):
    """Fail unless all elements are equal; NaN equals NaN."""
    actual, desired = asarray(actual), asarray(desired)
    _same_shape(actual, desired, "Arrays are not equal")
    if strict and actual.dtype != desired.dtype:
        raise AssertionError(f"\nArrays are not equal\n\n(dtypes {actual.dtype}, {desired.dtype} mismatch)")
    agree = asarray((actual == desired) | (actual != actual) & (desired != desired))
    if not agree.all():
        _report(actual, desired, agree, "Arrays are not equal", err_msg)


def assert_equal(actual, desired, err_msg="", verbose=True, *, strict=False):
    """Fail unless two objects are equal."""
    if isinstance(desired, (list, tuple)) and isinstance(actual, (list, tuple)):
        assert_equal(len(actual), len(desired), err_msg)
        for left, right in zip(actual, desired):
            assert_equal(left, right, err_msg)
    elif hasattr(actual, "dtype") or hasattr(desired, "dtype"):
        assert_array_equal(actual, desired, err_msg, strict=strict)
    elif not (actual == desired or (actual != actual and desired != desired)):
        raise AssertionError(f"\nItems are not equal:\n ACTUAL: {actual!r}\n DESIRED: {desired!r}")


def assert_array_almost_equal(actual, desired, decimal=6, err_msg="", verbose=True):
    """Fail unless all numbers agree to so many decimals."""
    actual, desired = asarray(actual), asarray(desired)
    header = f"Arrays are not almost equal to {decimal} decimals"
    _same_shape(actual, desired, header)
    agree = asarray(isclose(actual, desired, 0, 1.5 * 10.0**-decimal, True))
    if not agree.all():
        _report(actual, desired, agree, header, err_msg)


def assert_almost_equal(actual, desired, decimal=7, err_msg="", verbose=True):
    """Fail unless two numbers agree to so many decimals."""
    assert_array_almost_equal(actual, desired, decimal, err_msg)


def assert_(val, msg=""):
    """Fail unless it is true."""
    if not val:
        raise AssertionError(msg)


class assert_raises:
    """Fail unless an exception is raised: with a `with` block, or with a function and its arguments."""

    def __new__(cls, exception, function=None, *args, **kwargs):
        self = object.__new__(cls)
        self._expected = exception
        if function is None:
            return self
        with self:
            function(*args, **kwargs)
        return None

    def __init__(self, *args, **kwargs):
        pass

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None:
            raise AssertionError(f"{self._expected.__name__} not raised")
        self.exception = value
        return issubclass(kind, self._expected)
