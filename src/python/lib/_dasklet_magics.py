"""`get_ipython()`, its magics, and what `help(x)` and `x?` say."""

import sys
import time

import _dasklet


class UsageError(Exception):
    """A magic that does not exist here, or that was called wrongly."""


UsageError.__module__ = "builtins"


def _readable_time(seconds):
    if seconds >= 60:
        minutes, seconds = divmod(round(seconds), 60)
        hours, minutes = divmod(minutes, 60)
        parts = [(hours, "h"), (minutes, "min"), (seconds, "s")]
        return " ".join(f"{count}{unit}" for count, unit in parts if count)
    for unit, scale in (("s", 1), ("ms", 1e3), ("μs", 1e6), ("ns", 1e9)):
        if seconds * scale >= 1:
            return f"{seconds * scale:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def _time(text, line):
    if not text.strip():
        raise UsageError("%time needs something to run: %time f(x), or %%time as the first line of a cell")
    start = time.perf_counter()
    try:
        return _dasklet.run(text, line)
    finally:
        print(f"Wall time: {_readable_time(time.perf_counter() - start)}")


def _timeit(arguments, line, body=None):
    loops, repeats, statement = 0, 7, arguments
    while statement.startswith("-"):
        option, _, statement = statement.partition(" ")
        value = option[2:]
        if not value:
            value, _, statement = statement.strip().partition(" ")
        try:
            if option[:2] == "-n":
                loops = int(value)
            elif option[:2] == "-r":
                repeats = int(value)
            else:
                raise UsageError(f"%timeit has no option {option!r}; there are -n LOOPS and -r REPEATS")
        except ValueError:
            raise UsageError(f"{option[:2]} needs a number, not {value!r}") from None
        statement = statement.strip()
    text = statement if body is None else body
    if not text.strip():
        raise UsageError("%timeit needs something to run: %timeit f(x)")
    names = sys.modules["__main__"].__dict__
    indented = "\n".join("        " + each for each in text.splitlines())
    _dasklet.run("\n" * 0 + f"def _timed(_loops):\n    for _ in range(_loops):\n{indented}\n", line)
    timed = names.pop("_timed")

    def measure(count):
        start = time.perf_counter()
        timed(count)
        return time.perf_counter() - start

    if loops <= 0:
        loops = 1
        while measure(loops) < 0.1 and loops < 10_000_000:
            loops *= 10
    times = [measure(loops) / loops for _ in range(max(repeats, 1))]
    mean = sum(times) / len(times)
    deviation = (sum((each - mean) ** 2 for each in times) / len(times)) ** 0.5
    print(
        f"{_readable_time(mean)} ± {_readable_time(deviation)} per loop "
        f"(mean ± std. dev. of {len(times)} run{'s' * (len(times) != 1)}, "
        f"{loops:,} loop{'s' * (loops != 1)} each)"
    )


def _matplotlib(arguments, line):
    """Nothing to set up: whatever draws does so inside the page."""


def _pinfo(name, line):
    names = sys.modules["__main__"].__dict__
    first, *rest = name.split(".")
    try:
        thing = names[first] if first in names else getattr(__import__("builtins"), first)
        for attribute in rest:
            thing = getattr(thing, attribute)
    except AttributeError:
        print(f"Object `{name}` not found.")
        return
    print(describe(thing))


LINE_MAGICS = {"matplotlib": _matplotlib, "pinfo": _pinfo, "time": _time, "timeit": _timeit}
CELL_MAGICS = {
    "time": lambda arguments, line, body: _time(f"{arguments}\n{body}" if arguments else body, line - bool(arguments)),
    "timeit": _timeit,
}


def run_cell_magic(name, arguments, body, line):
    if name in CELL_MAGICS:
        return CELL_MAGICS[name](arguments, line, body)
    raise UsageError(f"Cell magic `%%{name}` not found. There are {_listed('%%', CELL_MAGICS)}.")


def _listed(prefix, magics):
    return ", ".join(prefix + name for name in sorted(magics) if name != "pinfo")


def _run_line_magic(name, arguments, line):
    if name in LINE_MAGICS:
        return LINE_MAGICS[name](arguments, line)
    if name in ("pip", "conda", "mamba"):
        raise UsageError(
            f"%{name} cannot install packages here; what there is can be imported at once: " + ", ".join(_dasklet.available_modules())
        )
    raise UsageError(f"Line magic function `%{name}` not found. There are {_listed('%', LINE_MAGICS)}.")


class Shell:
    """What `get_ipython()` gives: the part of IPython's shell that notebooks use."""

    @property
    def user_ns(self):
        return sys.modules["__main__"].__dict__

    @property
    def execution_count(self):
        return len(self.user_ns["In"])

    def run_line_magic(self, magic_name, line):
        return _run_line_magic(magic_name, line, sys._getframe(1).f_lineno)

    def run_cell_magic(self, magic_name, line, cell):
        return run_cell_magic(magic_name, line, cell, sys._getframe(1).f_lineno)

    def magic(self, text):
        name, _, arguments = text.lstrip("%").partition(" ")
        return _run_line_magic(name, arguments, sys._getframe(1).f_lineno)

    def system(self, command):
        raise UsageError(f"!{command} cannot run: there is no operating system behind this page, so no shell commands either")

    getoutput = system

    def __repr__(self):
        return "<Dasklet's shell>"


shell = Shell()


def describe(thing):
    """Signature, type and documentation of an object, as text."""
    import inspect

    lines = []
    name = getattr(thing, "__name__", None)
    if callable(thing):
        try:
            lines.append(f"{name or type(thing).__name__}{inspect.signature(thing)}")
        except (TypeError, ValueError):
            lines.append(f"{name or type(thing).__name__}(...)")
    elif not inspect.ismodule(thing):
        text = repr(thing)
        lines.append(text if len(text) <= 500 else text[:499] + "…")
    lines.append(f"Type: {type(thing).__name__}")
    documentation = inspect.getdoc(thing)
    if documentation:
        lines += ["", documentation]
    return "\n".join(lines)
