"""Missing elements' stand-ins in attributes of Zarr's format 3: a float is the base64 of the eight bytes of a double."""

import math

import numpy as np

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NAN = 0x7FF8 << 48
_INFINITE = 0x7FF << 52


def encoded(value, dtype):
    """A fill value as an attribute."""
    if np.dtype(dtype).kind != "f":
        return np.asarray(value).item()
    # Eleven digits are 66 bits.
    bits = int.from_bytes(_bits(float(value)).to_bytes(8, "little"), "big") << 2
    return "".join(_DIGITS[bits >> shift & 63] for shift in range(60, -1, -6)) + "="


def decoded(value, dtype):
    """The fill value that an attribute stands for."""
    dtype = np.dtype(dtype)
    if dtype.kind == "f" and isinstance(value, str):
        bits = 0
        for digit in value.rstrip("="):
            bits = bits << 6 | _DIGITS.index(digit)
        value = _float(int.from_bytes((bits >> 2).to_bytes(8, "big"), "little"))
    return value


def _bits(value):
    """The bits of a double: sign, exponent, fraction."""
    if value != value:
        return _NAN
    sign = int(math.copysign(1.0, value) < 0) << 63
    value = abs(value)
    if value == math.inf:
        return sign | _INFINITE
    if value < 2.0**-1022:
        return sign | int(math.ldexp(value, 1074))
    fraction, exponent = math.frexp(value)
    return sign | exponent + 1022 << 52 | int(math.ldexp(fraction, 53)) - 2**52


def _float(bits):
    sign = -1.0 if bits >> 63 else 1.0
    exponent, fraction = bits >> 52 & 0x7FF, bits & 2**52 - 1
    if exponent == 0x7FF:
        return math.nan if fraction else sign * math.inf
    return sign * (math.ldexp(fraction, -1074) if exponent == 0 else math.ldexp(fraction + 2**52, exponent - 1075))
