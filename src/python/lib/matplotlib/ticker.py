"""Where ticks stand (locators), and how they are written (formatters)."""

import math

import _dasklet_plots
import numpy as np
from _dasklet_missing import refuse, refuse_other

from . import rcParams
from .artist import Upward


class Locator:
    """Finds ticks between two limits."""

    axis = Upward()
    MAXTICKS = 1000

    def __call__(self):
        return np.asarray(self.tick_values(*self.axis.get_view_interval()))

    def _check_number(self, count, why, patience=1):
        """Matplotlib logs that more than MAXTICKS are too many, and draws for minutes; here that ends with an error."""
        if count > self.MAXTICKS * patience:
            raise RuntimeError(f"Locator attempting to generate {count} ticks, which exceeds Locator.MAXTICKS ({self.MAXTICKS}); {why}")

    def tick_values(self, vmin, vmax):
        raise NotImplementedError

    def _room(self):
        """How many intervals there is room for."""
        return 9 if self.axis is None else self.axis.tick_space()


def nonsingular(vmin, vmax, expander=1e-13, tiny=1e-14):
    """Limits that are no range, or hardly one, made a little wider: `matplotlib.transforms.nonsingular`."""
    if not (math.isfinite(vmin) and math.isfinite(vmax)):
        return -expander, expander
    size = max(abs(vmin), abs(vmax))
    if size < 1e6 / tiny * np.finfo(float).tiny:
        return -expander, expander
    if vmax - vmin <= size * tiny:
        return vmin - expander * abs(vmin), vmax + expander * abs(vmax)
    return vmin, vmax


class MaxNLocator(Locator):
    """Round numbers, at most so many intervals."""

    def __init__(self, nbins=10, *, integer=False, steps=None, prune=None, min_n_ticks=2, symmetric=False):
        self.set_params(nbins=nbins, integer=integer, steps=steps, prune=prune, min_n_ticks=min_n_ticks, symmetric=symmetric)

    def set_params(self, **kwargs):
        """Change some of what it was made with."""
        for name, value in kwargs.items():
            if name not in ("nbins", "integer", "steps", "prune", "min_n_ticks", "symmetric"):
                raise TypeError(f"set_params() got an unexpected keyword argument {name!r}")
            setattr(self, "_" + name, value)
        if self._prune not in ("lower", "upper", "both", None):
            raise ValueError(f"{self._prune!r} is not a valid value for prune; supported values are 'upper', 'lower', 'both', None")
        if self._steps is not None:
            steps = [float(step) for step in self._steps]
            if sorted(set(steps)) != steps or steps[-1] > 10 or steps[0] < 1:
                raise ValueError("steps argument must be an increasing sequence of numbers between 1 and 10 inclusive")
            self._steps = [1.0] * (steps[0] != 1) + steps + [10.0] * (steps[-1] != 10)

    def tick_values(self, vmin, vmax):
        vmin, vmax = sorted((float(vmin), float(vmax)))
        if self._symmetric:
            vmax = max(abs(vmin), abs(vmax))
            vmin = -vmax
        vmin, vmax = nonsingular(vmin, vmax)
        n_max = max(1, self._min_n_ticks - 1, min(9, self._room())) if self._nbins == "auto" else int(self._nbins)
        known = {None: "integer" if self._integer else "many"}
        if not self._integer:
            known[1.0, 2.0, 2.5, 5.0, 10.0] = "few"
        kind = known.get(None if self._steps is None else tuple(self._steps))
        if kind is None:
            found = self._stepped(vmin, vmax, n_max)
        else:
            found = np.array(_dasklet_plots.ticks(vmin, vmax, n_max, self._min_n_ticks, kind))
        if self._prune in ("lower", "both"):
            found = found[1:]
        return found[:-1] if self._prune in ("upper", "both") else found

    def _stepped(self, low, high, n_max):
        """Multiples of the least of the steps that makes few enough intervals, or of a lesser one if ticks are too few."""
        span, middle = (high - low) or 1.0, (high + low) / 2
        offset = 0.0 if abs(middle) / span < 100 else math.copysign(10.0 ** math.floor(math.log10(abs(middle))), middle)
        low, high = low - offset, high - offset
        scale = 10.0 ** math.floor(math.log10(span / n_max))
        steps = [scale * step for step in (*(0.1 * step for step in self._steps[:-1]), *self._steps, 10 * self._steps[1])]
        if self._integer:
            steps = [step for step in steps if step < 1 or abs(step - round(step)) < 1e-3]
        few = next((at for at, step in enumerate(steps) if step >= span / n_max), len(steps) - 1)
        slop = max(1e-10, 10 ** (math.log10(abs(offset) / steps[few]) - 12)) if offset else 1e-10
        ticks = np.array([])
        for step in steps[few::-1]:
            if self._integer and math.floor(high) - math.ceil(low) >= self._min_n_ticks - 1:
                step = max(1.0, step)
            start, tolerated = low // step * step, min(slop, 0.4999)
            first, last = math.floor((low - start) / step + tolerated), math.ceil((high - start) / step - tolerated)
            self._check_number(last - first + 1, "larger steps make fewer", patience=10)
            ticks = start + step * np.arange(first, last + 1)
            if np.sum((ticks >= low) & (ticks <= high)) >= self._min_n_ticks:
                break
        return ticks + offset


class AutoLocator(MaxNLocator):
    def __init__(self):
        super().__init__(nbins="auto", steps=[1, 2, 2.5, 5, 10])


class MultipleLocator(Locator):
    """Multiples of a number."""

    def __init__(self, base=1.0, offset=0.0):
        self._base, self._offset = float(base), float(offset)

    def tick_values(self, vmin, vmax):
        vmin, vmax = sorted((float(vmin), float(vmax)))
        first = math.ceil((vmin - self._offset) / self._base - 1e-9) - 1
        count = math.floor((vmax - self._offset) / self._base + 1e-9) - first + 2
        self._check_number(count, f"the base {self._base:g} is too small for {vmin:g} to {vmax:g}")
        return self._offset + self._base * np.arange(first, first + count)


class FixedLocator(Locator):
    """Ticks that were given; at most about `nbins` of them, those nearest to zero."""

    def __init__(self, locs, nbins=None):
        self._check_number(len(locs), "give fewer ticks, such as every hundredth", patience=10)
        self.locs, self.nbins = np.asarray(locs), None if nbins is None else max(nbins, 2)

    def tick_values(self, vmin, vmax):
        if self.nbins is None:
            return self.locs
        step = max(-(-len(self.locs) // self.nbins), 1)
        return min((self.locs[at::step] for at in range(step)), key=lambda locs: np.abs(locs).min())


class IndexLocator(Locator):
    """Every so many of what is drawn, from the first on."""

    def __init__(self, base, offset):
        self._base, self.offset = base, offset

    def __call__(self):
        return self.tick_values(*self.axis.get_data_interval())

    def tick_values(self, vmin, vmax):
        return np.arange(vmin + self.offset, vmax + 1e-12, self._base)


class LinearLocator(Locator):
    def __init__(self, numticks=None):
        self._count = 11 if numticks is None else numticks

    def tick_values(self, vmin, vmax):
        self._check_number(self._count, "give a smaller numticks", patience=10)
        return np.linspace(vmin, vmax, self._count)


class NullLocator(Locator):
    """No ticks."""

    def tick_values(self, vmin, vmax):
        return np.array([])


class AutoMinorLocator(Locator):
    """So many parts between two ticks."""

    def __init__(self, n=None):
        self._n = n

    def tick_values(self, vmin, vmax):
        major = np.asarray(self.axis.get_major_locator().tick_values(vmin, vmax))
        if len(major) < 2:
            return np.array([])
        step = float(major[1] - major[0])
        first_digit = step / 10 ** math.floor(math.log10(abs(step)))
        parts = self._n or (5 if any(abs(first_digit - digit) < 1e-6 for digit in (1, 2.5, 5, 10)) else 4)
        first, last = int(np.ceil((vmin - major[0]) * parts / step)), int(np.floor((vmax - major[0]) * parts / step))
        self._check_number(last - first + 1, "give a smaller n", patience=10)
        ticks = np.arange(first, last + 1)
        return major[0] + ticks[ticks % parts != 0] * step / parts


class LogLocator(Locator):
    """Powers of the base; as minor ticks their multiples."""

    def __init__(self, base=10.0, subs=(1.0,), *, numticks=None):
        self._base, self.numticks = 10.0, "auto"
        self.set_params(base, "auto" if subs is None else subs, numticks=numticks)

    def set_params(self, base=None, subs=None, *, numticks=None):
        """Change some of what it was made with."""
        if isinstance(subs, str) and subs not in ("all", "auto"):
            raise ValueError(f"{subs!r} is not a valid value for subs; supported values are 'all', 'auto'")
        self._base = self._base if base is None else float(base)
        if subs is not None:
            self._subs = subs if isinstance(subs, str) else np.asarray(subs, dtype=float)
        self.numticks = self.numticks if numticks is None else numticks

    def tick_values(self, vmin, vmax):
        base = self._base
        vmin, vmax = sorted((float(vmin), float(vmax)))
        if vmin <= 0:
            raise ValueError("Data cannot be log-scaled because all values are <= 0.")
        log = {10.0: math.log10, 2.0: math.log2}.get(base, lambda value: math.log(value) / math.log(base))
        low, high = log(vmin), log(vmax)
        first, last = math.ceil(low), math.floor(high)
        subs = self._subs
        if isinstance(subs, str):
            if last - first + 1 >= 10 or base < 3:
                if subs == "auto":
                    return np.array([])
                subs = np.array([1.0])
            else:
                subs = np.arange(2.0 if subs == "auto" else 1.0, base)
        n_most = max(2, min(9, self._room())) if self.numticks == "auto" else self.numticks
        powers, step = self._powers(low, high, n_most)
        if len(subs) == 1 and subs[0] == 1:
            found = base ** np.array(powers, dtype=float)
            return found[np.isfinite(found)]
        found = np.array([])
        if step == 1 or last <= first:
            found = np.concatenate([subs * base**power for power in range(first - 1, last + 1)])
        if len(subs) > 1 and step == 1 and len(powers) - 2 + np.sum((found >= vmin) & (found <= vmax)) <= 1:
            return AutoLocator().tick_values(vmin, vmax)
        return found

    @staticmethod
    def _powers(low, high, n_most):
        """Powers in equal steps, as many as may be, with one more on either side; where there is a choice they are multiples of the step."""
        first, last = math.ceil(low), math.floor(high)
        count = last - first + 1
        n_most = min(n_most, -(-count // (count // (n_most + 1) + 1)))
        if n_most == 0:
            return [first - 1, last + 1], count + 1
        if n_most == 1:
            middle = round((low + high) / 2)
            step = max(middle - first + 1, last + 1 - middle)
            return [middle - step, middle, middle + step], step
        step = (count - 1) // (n_most - 1)
        if step * n_most < count:
            step = count // n_most
        least, beyond = max(count - step * n_most, 0), min(count - step * (n_most - 1), step)
        offset = -first % step
        offset = offset if least <= offset < beyond else least
        return list(range(first + offset - step, last + step + 1, step)), step


class Formatter:
    """Writes ticks."""

    axis = Upward()

    def __call__(self, x, pos=None):
        return self.format_ticks([x])[0]

    def format_ticks(self, values):
        return [self(value, pos) for pos, value in enumerate(values)]

    def get_offset(self):
        return ""

    def set_locs(self, locs):
        pass


class ScalarFormatter(Formatter):
    """Plain numbers, with what they share beside the axis."""

    def __init__(self, useOffset=None, useMathText=None, useLocale=None):
        refuse("ScalarFormatter", "StrMethodFormatter and FuncFormatter write numbers otherwise", useLocale=useLocale or None)
        refuse("ScalarFormatter", "StrMethodFormatter and FuncFormatter write numbers otherwise", useMathText=useMathText or None)
        self._offset = ""
        self._scientific = True
        self._use_offset = rcParams["axes.formatter.useoffset"] if useOffset is None else useOffset is not False

    def set_scientific(self, b):
        self._scientific = bool(b)

    def set_useOffset(self, val):
        self._use_offset = bool(val)

    def set_powerlimits(self, lims):
        refuse_other("ScalarFormatter", "StrMethodFormatter('{x:.1e}') writes powers of ten", powerlimits=(tuple(lims), (-5, 6)))

    def format_ticks(self, values):
        limits = self.axis.get_view_interval() if self.axis is not None else (min(values, default=0), max(values, default=1))
        labels, self._offset = _dasklet_plots.labels(values, *(float(limit) for limit in limits))
        if self._offset and not (self._scientific and self._use_offset):
            self._offset = ""
            digits = max(len(f"{value:.10f}".rstrip("0").partition(".")[2]) for value in values)
            labels = [f"{value:.{digits}f}".replace("-", "\N{MINUS SIGN}") for value in values]
        return labels

    def get_offset(self):
        return self._offset


class LogFormatter(Formatter):
    """Powers of the base as plain numbers; multiples of them only if there is hardly a power."""

    _shown = None

    def __init__(self, base=10.0, labelOnlyBase=False, minor_thresholds=None, linthresh=None):
        refuse(
            type(self).__name__, "FuncFormatter writes labels as a function says", minor_thresholds=minor_thresholds, linthresh=linthresh
        )
        self._base, self.labelOnlyBase = float(base), labelOnlyBase

    def set_locs(self, locs=None):
        """Which multiples of powers have labels, by what is seen."""
        if self.axis is None:
            return
        low, high = sorted(self.axis.get_view_interval())
        self._shown = {1}
        if low > 0:
            low, high = math.log(low) / math.log(self._base), math.log(high) / math.log(self._base)
            if math.floor(high) - math.floor(math.nextafter(low, -math.inf)) <= 1:
                some = np.geomspace(1, self._base, int(self._base) // 2 + 1).round()
                self._shown = {int(count) for count in (some if high - low > 0.4 else np.arange(1, self._base + 1))}

    def format_ticks(self, values):
        self.set_locs(values)
        return [self(float(value)) for value in values]

    def __call__(self, x, pos=None):
        if x == 0:
            return self._zero
        power = math.log(abs(x)) / math.log(self._base)
        is_power = abs(power - round(power)) < 1e-10
        exponent = round(power) if is_power else math.floor(power)
        if not is_power and self.labelOnlyBase or self._shown is not None and round(self._base ** (power - exponent)) not in self._shown:
            return ""
        return self._text(x, power, exponent, is_power)

    _zero = "0"

    def _text(self, x, power, exponent, is_power):
        x = abs(x)
        if not 1 <= x <= 10000:
            return f"{x:1.0e}".replace("-", "\N{MINUS SIGN}")
        low, high = self.axis.get_view_interval() if self.axis is not None else (x, x)
        return _short(x, abs(high - low))


def _short(x, span):
    """A number with as many digits as the span of an axis asks for."""
    if x == int(x) and abs(x) < 1e4:
        return str(int(x))
    digits = next((form for most, form in ((1e-2, "1.3e"), (1, "1.3f"), (10, "1.2f"), (1e5, "1.1f")) if span <= most), "1.1e")
    count, _, power = format(x, digits).partition("e")
    count = count.rstrip("0").rstrip(".")
    return f"{count}e{int(power)}" if power and int(power) else count


class LogFormatterMathtext(LogFormatter):
    """Powers of the base as such."""

    _zero = "$\\mathdefault{0}$"

    def _text(self, x, power, exponent, is_power):
        sign, base = "-" if x < 0 else "", f"{self._base:g}"
        if is_power:
            return f"$\\mathdefault{{{sign}{base}^{{{exponent}}}}}$"
        return self._between(sign, base, power, exponent)

    def _between(self, sign, base, power, exponent):
        return f"$\\mathdefault{{{sign}{base}^{{{power:.2f}}}}}$"


class LogFormatterSciNotation(LogFormatterMathtext):
    """Powers of the base, and multiples of them as such."""

    def _between(self, sign, base, power, exponent):
        count = self._base ** (power - exponent)
        count = round(count) if abs(count - round(count)) < 1e-10 else count
        return f"$\\mathdefault{{{sign}{count:g}\\times{base}^{{{exponent}}}}}$"


class FixedFormatter(Formatter):
    """Labels that were given, in order."""

    def __init__(self, seq):
        self.seq = list(seq)

    def format_ticks(self, values):
        return [self.seq[at] if at < len(self.seq) else "" for at in range(len(values))]

    def __call__(self, x, pos=None):
        return self.seq[pos] if pos is not None and pos < len(self.seq) else ""


class NullFormatter(Formatter):
    def __call__(self, x, pos=None):
        return ""


class FuncFormatter(Formatter):
    """By a function of the value and its place."""

    def __init__(self, func):
        self.func = func

    def __call__(self, x, pos=None):
        return self.func(x, pos)


class FormatStrFormatter(Formatter):
    """By an old format: `"%.2f"`."""

    def __init__(self, fmt):
        self.fmt = fmt

    def __call__(self, x, pos=None):
        return self.fmt % x


class StrMethodFormatter(Formatter):
    """By a format: `"{x:.2f}"`."""

    def __init__(self, fmt):
        self.fmt = fmt

    def __call__(self, x, pos=None):
        return self.fmt.format(x=x, pos=pos)


class PercentFormatter(Formatter):
    """As shares of `xmax`."""

    def __init__(self, xmax=100, decimals=None, symbol="%", is_latex=False):
        self.xmax, self.decimals, self.symbol = xmax, decimals, symbol

    def __call__(self, x, pos=None):
        decimals = self.decimals
        if decimals is None:
            # As many as tell ticks apart.
            low, high = self.axis.get_view_interval() if self.axis is not None else (0.0, self.xmax)
            span = 100 * abs(high - low) / self.xmax
            decimals = max(0, min(5, math.ceil(2 - math.log10(2 * span)))) if span > 0 else 0
        return f"{100 * (x / self.xmax):.{int(decimals)}f}{self.symbol or ''}"


def __getattr__(name):
    from _dasklet_missing import missing

    raise missing("matplotlib.ticker", name, [name for name in globals() if name.endswith(("Locator", "Formatter"))])
