"""Numbers of arrays as text, where the options of printing ask for more than the core does: signs, modes, separators, formatters."""

import math

_SUMMARY = "..."


def positional(x, precision, unique, fractional, trim, sign, pad_left=0, pad_right=0, min_digits=None):
    """A finite number without exponent, of its shortest digits if they are to be unique."""
    digits, point = _shortest(x)
    if not fractional and precision is not None:
        # So many digits count from the first one that is not zero.
        digits, point = (digits, point) if unique and len(digits) <= precision else _scientific_digits(x, precision - 1)
        precision = None
    whole, fraction = _split(digits, point)
    is_cut = False
    if precision is not None and (not unique or len(fraction) > precision):
        first = whole, fraction[:precision]
        whole, _, fraction = f"{abs(float(x)):.{precision}f}".partition(".")
        is_cut = (whole, fraction) == first
    if unique:
        # Zeros that rounding makes are none of the number's digits; those that were there before stay.
        fraction = (fraction if is_cut else fraction.rstrip("0")).ljust(min_digits or 0, "0")
    return _signed(x, sign, whole).rjust(pad_left) + _trimmed(fraction, trim).ljust(pad_right + 1 if pad_right else 0)


def scientific(x, precision, unique, trim, sign, pad_left=0, exp_digits=-1, min_digits=None):
    """A finite number with one digit before the point, and an exponent."""
    digits, point = _shortest(x)
    is_cut = False
    if precision is not None and (not unique or len(digits) - 1 > precision):
        first = digits[: precision + 1]
        digits, point = _scientific_digits(x, precision)
        is_cut = digits == first
    fraction = digits[1:]
    if unique:
        fraction = (fraction if is_cut else fraction.rstrip("0")).ljust(min_digits or 0, "0")
    exponent = point - 1 if float(x) else 0
    power = f"{abs(exponent)}".rjust(max(exp_digits, 2), "0")
    return f"{_signed(x, sign, digits[0]).rjust(pad_left)}{_trimmed(fraction, trim)}e{'-' if exponent < 0 else '+'}{power}"


def _shortest(x):
    """The shortest digits that tell a number from its neighbours, and how many of them stand before the point."""
    mantissa, _, exponent = str(abs(x)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    return (digits.rstrip("0"), point) if digits else ("0", 1)


def _scientific_digits(x, precision):
    mantissa, _, exponent = f"{abs(float(x)):.{max(precision, 0)}e}".partition("e")
    return mantissa.replace(".", ""), int(exponent) + 1


def _split(digits, point):
    if point <= 0:
        return "0", "0" * -point + digits if digits != "0" else ""
    return digits[:point].ljust(point, "0"), digits[point:]


def _signed(x, sign, whole):
    return ("-" if math.copysign(1.0, x) < 0 else "+" if sign else "") + whole


def _trimmed(fraction, trim):
    """What stands from the point on: all of it, or without zeros, or without a bare point."""
    if trim == "k":
        return "." + fraction
    fraction = fraction.rstrip("0")
    if trim == "0":
        return "." + (fraction or "0")
    return "." + fraction if fraction or trim == "." else ""


class _Floats:
    """How the floats of one array are written, all in one width."""

    def __init__(self, items, options):
        self._sign, self._nan, self._inf = options["sign"], options["nanstr"], options["infstr"]
        mode = options["floatmode"]
        precision = None if mode == "unique" else options["precision"]
        finite = [x for x in items if math.isfinite(x)]
        sizes = [abs(x) for x in finite if x]
        least, greatest = (min(sizes), max(sizes)) if sizes else (1.0, 1.0)
        self._has_exponent = greatest >= 1e8 or (not options["suppress"] and (least < 0.0001 or greatest / least > 1000.0))
        self._unique, trim = mode != "fixed" or self._has_exponent, "k" if mode == "fixed" else "."
        self._precision, self._min_digits, self._trim, self._exponent = precision, None, ".", -1
        plus = self._sign == "+"
        self._left = self._right = 0
        if finite and self._has_exponent:
            texts = [scientific(x, precision, self._unique and mode != "fixed", trim, plus) for x in finite]
            mantissas, powers = zip(*(text.split("e") for text in texts))
            wholes, fractions = zip(*(mantissa.split(".") for mantissa in mantissas))
            self._exponent, self._trim = max(map(len, powers)) - 1, "k"
            self._precision = self._min_digits = max(map(len, fractions))
            self._unique = mode != "fixed"
            self._left, self._right = max(map(len, wholes)), self._exponent + 2 + self._precision
        elif finite:
            texts = [positional(x, precision, self._unique, True, trim, plus) for x in finite]
            wholes, fractions = zip(*(text.split(".") for text in texts))
            self._left, self._right = max(map(len, wholes)), max(map(len, fractions))
            self._min_digits = 0
            if mode in ("fixed", "maxprec_equal"):
                self._precision = self._min_digits = self._right
                self._trim = "k"
        if self._sign == " " and not any(math.copysign(1.0, x) < 0 for x in finite):
            self._left += 1
        if len(finite) < len(items):
            has_sign = self._sign != "-" or any(x < 0 for x in items if math.isinf(x))
            offset = self._right + 1
            self._left = max(self._left, len(self._nan) - offset, len(self._inf) + has_sign - offset)

    def __call__(self, x):
        plus = self._sign == "+"
        if math.isnan(x):
            text = ("+" if plus else "") + self._nan
        elif math.isinf(x):
            text = ("-" if x < 0 else "+" if plus else "") + self._inf
        elif self._has_exponent:
            return scientific(x, self._precision, self._unique, self._trim, plus, self._left, self._exponent, self._min_digits)
        else:
            return positional(x, self._precision, self._unique, True, self._trim, plus, self._left, self._right, self._min_digits)
        return text.rjust(self._left + self._right + 1)


def _integers(items, options):
    sign = {"+": "+", " ": " "}.get(options["sign"], "")
    width = max((len(f"{item:{sign}d}") for item in items), default=0)
    return lambda x: f"{int(x):{sign}{width or ''}d}"


def _formatter(items, array, options):
    """What writes an element: the learner's function for its kind, or ours."""
    kind = array.dtype.kind
    names = {"b": ("bool",), "i": ("int", "int_kind"), "u": ("int", "int_kind"), "f": ("float", "float_kind")}[kind]
    given = options["formatter"] or {}
    for name in (*names, "all"):
        if given.get(name) is not None:
            return given[name]
    if kind == "b":
        return lambda x: str(bool(x)).rjust(5 if array.ndim else 0)
    return _Floats(items, options) if kind == "f" else _integers(items, options)


def array_text(array, options, separator=" ", prefix="", suffix=""):
    """The text of an array of numbers."""
    if array.ndim == 0:
        return _formatter([array[()]], array, options)(array[()])
    if array.size == 0:
        return "[]"
    edge = options["edgeitems"] if array.size > options["threshold"] else None
    places = [list(range(n)) if edge is None or n <= 2 * edge else [*range(edge), None, *range(n - edge, n)] for n in array.shape]
    shown = array
    for axis, positions in enumerate(places):
        if None in positions:
            shown = shown.take([position for position in positions if position is not None], axis)
    items = list(shown.ravel())
    write = _formatter(items, array, options)
    return _level(map(write, items), places, separator, " " * (len(prefix) + 1), options["linewidth"] - len(suffix))


def _level(texts, places, separator, indent, width):
    """What stands in one pair of brackets, and these; `texts` are taken one after the other."""
    if len(places) > 1:
        gap = separator.rstrip() + "\n" * (len(places) - 1) + indent
        rows = [_SUMMARY if place is None else _level(texts, places[1:], separator, indent + " ", width - 1) for place in places[0]]
        return f"[{gap.join(rows)}]"
    width -= max(len(separator.rstrip()), 1)
    lines, line = "", indent
    for number, place in enumerate(places[0]):
        word = _SUMMARY if place is None else next(texts)
        line += separator if number else ""
        if len(line) + len(word) > width and len(line) > len(indent):
            lines += line.rstrip() + "\n"
            line = indent
        line += word
    return f"[{(lines + line)[len(indent) :]}]"


def array_repr(array, options):
    """The text that `repr` gives of an array of numbers."""
    prefix = "array("
    body = array_text(array, options, ", ", prefix, ")")
    extras = [f"shape={array.shape}"] if array.size == 0 and array.shape != (0,) or array.size > options["threshold"] else []
    if array.dtype.name not in ("bool", "int64", "float64") or array.size == 0:
        extras.append(f"dtype={array.dtype}")
    if not extras:
        return f"{prefix}{body})"
    text, rest = f"{prefix}{body},", f"{', '.join(extras)})"
    last = len(text) - (text.rfind("\n") + 1)
    return text + (" " if last + len(rest) + 1 <= options["linewidth"] else "\n" + " " * len(prefix)) + rest
