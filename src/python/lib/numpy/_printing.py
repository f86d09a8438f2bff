"""How arrays are printed."""

import _numpy
from _dasklet_missing import unsupported

from ._creation import asarray
from ._encoded import Encoded
from ._formatting import array_repr as _repr
from ._formatting import array_text, positional, scientific

_options = {"precision": 8, "threshold": 1000, "edgeitems": 3, "linewidth": 75, "suppress": False}
# What the core does not know of; with all else it prints arrays itself.
_PLAIN = {"nanstr": "nan", "infstr": "inf", "sign": "-", "formatter": None, "floatmode": "maxprec"}
_options |= _PLAIN
_THRESHOLD_MAX = 2**31 - 1


def get_printoptions():
    """The options of printing."""
    return {**_options, "legacy": False, "override_repr": None}


def _changed(former, given):
    """Options with some of them given; a formatter holds until options are set again."""
    given = {name: value for name, value in given.items() if value is not None}
    for name in ("legacy", "override_repr"):
        if given.pop(name, None):
            raise unsupported(f"the option of printing {name}", "formatter= writes elements as you like")
    for name, known in (("floatmode", ("fixed", "unique", "maxprec", "maxprec_equal")), ("sign", (" ", "+", "-"))):
        if name in given and given[name] not in known:
            raise ValueError(f"{name} option must be one of {', '.join(map(repr, known))}")
    if "threshold" in given:
        if given["threshold"] != given["threshold"]:
            raise ValueError("threshold must be non-NAN, try sys.maxsize for untruncated representation")
        given["threshold"] = int(min(given["threshold"], _THRESHOLD_MAX))
    if "suppress" in given:
        given["suppress"] = bool(given["suppress"])
    unknown = given.keys() - former.keys()
    if unknown:
        raise TypeError(f"set_printoptions() got an unexpected keyword argument {sorted(unknown)[0]!r}")
    return {**former, "formatter": None, **given}


def set_printoptions(
    precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None, infstr=None, formatter=None, sign=None,
    floatmode=None, *, legacy=None, override_repr=None,
):  # fmt: skip
    """Set how arrays are printed."""
    _change(
        precision=precision, threshold=threshold, edgeitems=edgeitems, linewidth=linewidth, suppress=suppress, nanstr=nanstr, infstr=infstr,
        formatter=formatter, sign=sign, floatmode=floatmode, legacy=legacy, override_repr=override_repr,
    )  # fmt: skip


def _change(**given):
    _apply(_changed(_options, given))


def _apply(options):
    _options.update(options)
    _numpy.set_print_options(*(options[name] for name in ("precision", "threshold", "edgeitems", "linewidth", "suppress")))


class printoptions:
    """Options of printing for the length of a `with` block."""

    def __init__(self, **options):
        self._wanted = options

    def __enter__(self):
        self._former = dict(_options)
        set_printoptions(**self._wanted)
        return get_printoptions()

    def __exit__(self, *exception):
        _apply(self._former)


def own_options():
    """The options, if the core does not know one of those that are set; else None."""
    return None if all(_options[name] == value for name, value in _PLAIN.items()) else _options


def _with(arr, write, **options):
    former = dict(_options)
    try:
        _apply({**_changed(former, options), "formatter": options.get("formatter") or former["formatter"]})
        return write(asarray(arr))
    finally:
        _apply(former)


def array_repr(arr, max_line_width=None, precision=None, suppress_small=None):
    """The text that `repr` gives."""
    return _with(arr, repr, linewidth=max_line_width, precision=precision, suppress=suppress_small)


def array_str(a, max_line_width=None, precision=None, suppress_small=None):
    """The text that `str` gives."""
    return _with(a, str, linewidth=max_line_width, precision=precision, suppress=suppress_small)


def array2string(
    a, max_line_width=None, precision=None, suppress_small=None, separator=" ", prefix="", *, formatter=None, threshold=None, edgeitems=None,
    sign=None, floatmode=None, suffix="", legacy=None,
):  # fmt: skip
    """The text of an array, with options of its own."""

    def write(array):
        if isinstance(array, Encoded):
            if separator != " " or prefix or suffix or formatter:
                raise unsupported(
                    f"separator=, prefix=, suffix= or formatter= for arrays of {array.dtype}", "str(array.tolist()) has commas"
                )
            return str(array)
        return array_text(array, _options, separator, prefix, suffix)

    return _with(
        a, write, linewidth=max_line_width, precision=precision, suppress=suppress_small, formatter=formatter, threshold=threshold,
        edgeitems=edgeitems, sign=sign, floatmode=floatmode, legacy=legacy,
    )  # fmt: skip


def format_float_positional(
    x, precision=None, unique=True, fractional=True, trim="k", sign=False, pad_left=None, pad_right=None, min_digits=None
):
    """A float without an exponent, as short as it can be, or of so many digits."""
    _check(precision, unique, trim, min_digits)
    return (
        positional(x, precision, unique, fractional, trim, sign, pad_left or 0, pad_right or 0, min_digits) if x - x == 0 else str(float(x))
    )


def format_float_scientific(x, precision=None, unique=True, trim="k", sign=False, pad_left=None, exp_digits=None, min_digits=None):
    """A float with an exponent, as short as it can be, or of so many digits."""
    _check(precision, unique, trim, min_digits)
    return scientific(x, precision, unique, trim, sign, pad_left or 0, exp_digits or -1, min_digits) if x - x == 0 else str(float(x))


def _check(precision, unique, trim, min_digits):
    if precision is None and not unique:
        raise TypeError("in non-unique mode `precision` must be supplied")
    if trim not in ("k", ".", "0", "-"):
        raise TypeError("if supplied, trim must be 'k', '.', '0' or '-' ")
    if precision is not None and min_digits is not None and min_digits > precision:
        raise ValueError("min_digits must be less than or equal to precision")


def text_of(array):
    """The text that `str` gives of an array of numbers."""
    options = own_options()
    return array._text() if options is None else array_text(array, options)


def repr_of(array):
    """The text that `repr` gives of an array of numbers."""
    options = own_options()
    return _numpy.Array.__repr__(array) if options is None else _repr(array, options)
