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


class MaxNLocator(Locator):
    """Round numbers, at most so many intervals."""

    def __init__(self, nbins=10, *, integer=False, steps=None, prune=None, min_n_ticks=2, symmetric=False):
        refuse("MaxNLocator", "ax.set_xlim(-x, x) has zero in its middle", symmetric=symmetric or None)
        self._nbins, self._prune, self._fewest = nbins, prune, min_n_ticks
        self._steps = "integer" if integer else "many" if steps is None else "few"

    def tick_values(self, vmin, vmax):
        n_max = max(1, min(9, self._room())) if self._nbins == "auto" else int(self._nbins)
        found = np.array(_dasklet_plots.ticks(float(vmin), float(vmax), n_max, self._fewest, self._steps))
        if self._prune in ("lower", "both"):
            found = found[1:]
        return found[:-1] if self._prune in ("upper", "both") else found


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
    """Ticks that were given."""

    def __init__(self, locs, nbins=None):
        refuse("FixedLocator", "give the ticks that are wanted", nbins=nbins)
        self._check_number(len(locs), "give fewer ticks, such as every hundredth", patience=10)
        self.locs = np.asarray(locs, dtype=float)

    def tick_values(self, vmin, vmax):
        return self.locs


class IndexLocator(MultipleLocator):
    def __init__(self, base, offset):
        super().__init__(base, offset)


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
    """Powers of ten; as minor ticks their multiples."""

    def __init__(self, base=10.0, subs=(1.0,), *, numticks=None):
        refuse_other("LogLocator", "FixedLocator takes any ticks", base=(base, 10.0), numticks=(numticks, None))
        self._minor = subs not in ((1.0,), None) and (isinstance(subs, str) or len(subs) > 1)

    def tick_values(self, vmin, vmax):
        return np.array(_dasklet_plots.log_ticks(float(vmin), float(vmax), max(2, min(9, self._room())))[bool(self._minor)])


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


class LogFormatterSciNotation(Formatter):
    """Powers of ten; multiples of them only if there is hardly one."""

    def format_ticks(self, values):
        return [self._text(float(value)) for value in values]

    def _text(self, value):
        power = math.floor(math.log10(value) + 1e-9) if value > 0 else 0
        count = value / 10.0**power if value > 0 else 0
        sign = "" if abs(count - 1) < 1e-6 else f"{count:g}\\times"
        return f"$\\mathdefault{{{sign}10^{{{power}}}}}$"

    def __call__(self, x, pos=None):
        return self._text(float(x))


LogFormatter = LogFormatterMathtext = LogFormatterSciNotation


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
        share = 100 * x / self.xmax
        text = f"{share:g}" if self.decimals is None else f"{share:.{self.decimals}f}"
        return text + (self.symbol or "")


def __getattr__(name):
    from _dasklet_missing import missing

    raise missing("matplotlib.ticker", name, [name for name in globals() if name.endswith(("Locator", "Formatter"))])
