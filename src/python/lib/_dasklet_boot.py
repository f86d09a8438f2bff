"""Start-up of the host: streams, clocks and the built-in functions of a notebook."""

import _sre
import _thread
import builtins
import sys
import time
from _frozen_importlib import ModuleSpec

import _dasklet
import _dasklet_locks
import _dasklet_time


def boot():
    sys.setrecursionlimit(_dasklet.RECURSION_LIMIT)
    _dasklet.install_streams()
    sys.meta_path.append(_Libraries)
    _set_clocks()
    _set_locks()
    _set_guards()
    _set_builtins()
    _set_namespace()


class _Libraries:
    """Finds the modules that are fetched when they are first wanted."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        found = _dasklet.library(name)
        if found is None:
            return None
        code, is_package = found
        return ModuleSpec(name, _Library(code), origin="frozen", is_package=is_package)


class _Library:
    """Runs the code of such a module."""

    def __init__(self, code):
        self._code = code

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(self._code, module.__dict__)


def _set_clocks():
    for name in ("time", "time_ns", "monotonic", "monotonic_ns", "sleep"):
        setattr(time, name, getattr(_dasklet_time, name))
    time.perf_counter = time.process_time = time.thread_time = _dasklet_time.monotonic
    time.perf_counter_ns = time.process_time_ns = time.thread_time_ns = _dasklet_time.monotonic_ns

    # The interpreter's own functions ask the operating system for the time when they are given none.
    localtime, gmtime, asctime, strftime = time.localtime, time.gmtime, time.asctime, time.strftime

    def with_now(convert):
        def converted(seconds=None):
            return convert(_dasklet_time.time() if seconds is None else seconds)

        converted.__name__ = convert.__name__
        return converted

    time.localtime, time.gmtime = with_now(localtime), with_now(gmtime)
    time.asctime = lambda t=None: asctime(time.localtime() if t is None else t)
    time.ctime = lambda seconds=None: asctime(time.localtime(seconds))
    time.strftime = lambda format, t=None: strftime(format, time.localtime() if t is None else t)
    for name, value in (("tzname", ("UTC", "UTC")), ("timezone", 0), ("altzone", 0), ("daylight", 0)):
        if not hasattr(time, name):
            setattr(time, name, value)


def _set_locks():
    _thread.LockType = _thread.lock = _thread.allocate_lock = _thread.allocate = _dasklet_locks.lock
    _thread.RLock = _dasklet_locks.RLock


def _set_guards():
    """What the interpreter takes at its word, and what nobody could stop."""
    compile_pattern = _sre.compile

    def compile(*args, **kwargs):
        if sys._getframe(1).f_globals.get("__name__") != "re._compiler":
            raise TypeError("_sre.compile takes what re makes of a pattern; call re.compile")
        return compile_pattern(*args, **kwargs)

    _sre.compile = compile
    _thread.start_new_thread = _thread.start_new = _thread.start_joinable_thread = _no_thread
    sys.settrace = _no_tracer("settrace")
    sys.setprofile = _no_tracer("setprofile")
    if hasattr(sys, "monitoring"):
        sys.monitoring.use_tool_id = _no_tracer("monitoring.use_tool_id")


_CODE_NAMES = {"co_filename", "co_firstlineno", "co_name", "co_qualname"}
_replace_code = type(_set_guards.__code__).replace


def replace(code, /, **changes):
    """Return a copy of the code object with a new name or place."""
    if others := changes.keys() - _CODE_NAMES:
        raise TypeError(f"code.replace() changes {', '.join(sorted(_CODE_NAMES))} here, not {', '.join(sorted(others))}")
    return _replace_code(code, **changes)


def _no_thread(function, *args, **kwargs):
    raise RuntimeError(
        "can't start new thread: Python has no threads of its own here; workers run functions at the same time:"
        " client.submit(f, x) of dask.distributed, or dask.delayed(f)(x)"
    )


def _no_tracer(name):
    def refuse(function, *args):
        if function is not None:
            raise NotImplementedError(f"sys.{name}() is not supported here; print() shows values on the way, %time and %timeit measure")

    refuse.__name__ = refuse.__qualname__ = name
    return refuse


class StdinNotImplementedError(NotImplementedError):
    """Cells cannot ask questions."""

    # IPython shows no module before the name.
    __module__ = "builtins"


def _no_input(prompt=""):
    raise StdinNotImplementedError("input() was called, but a cell here cannot ask questions; put the value into a variable instead")


def _no_open(file, *args, **kwargs):
    raise FileNotFoundError(2, "there is no file system here; make the data in Python, or keep text in an io.StringIO", file)


def _exit(code=None):
    raise SystemExit(code)


def _get_ipython():
    from _dasklet_magics import shell

    return shell


def _help(thing=None):
    from _dasklet_magics import describe

    if thing is None:
        print("help(x) shows the signature and the documentation of x.")
    else:
        print(describe(thing))


def _display(*objects, **options):
    from IPython.display import display

    return display(*objects, **options)


def _set_builtins():
    setattr(builtins, _dasklet.CHECK_NAME, _dasklet.check)
    named = {
        "input": _no_input,
        "open": _no_open,
        "exit": _exit,
        "quit": _exit,
        "get_ipython": _get_ipython,
        "help": _help,
        "display": _display,
    }
    for name, function in named.items():
        function.__name__ = function.__qualname__ = name
        setattr(builtins, name, function)


def _set_namespace():
    names = sys.modules["__main__"].__dict__
    names["In"] = [""]
    names["Out"] = _kept
    names["_"] = names["__"] = names["___"] = names["_i"] = ""


# What cells gave

_OUTPUTS_MAX = 3
_NBYTES_MAX = 1_000_000


class _Outputs(dict):
    """`Out`: the newest values of cells, by their numbers. All of them would be more than the memory of a page."""

    def __missing__(self, number):
        raise KeyError(
            f"Out[{number}] is not kept: there are the {_OUTPUTS_MAX} newest values, and large ones only until the next;"
            " give a value a name to keep it"
        )


_kept = _Outputs()


def keep_output(number, value):
    """Keep the value of cell `number` as `_`, `Out[number]` and `_number`, and let go of older ones."""
    names = sys.modules["__main__"].__dict__
    for older in [older for older, kept in _kept.items() if _is_large(kept)]:
        _let_go(older, names)
    _kept[number] = value
    for older in list(_kept)[:-_OUTPUTS_MAX]:
        _let_go(older, names)
    names[f"_{number}"] = value
    newest = [*reversed(_kept.values()), "", ""]
    names["_"], names["__"], names["___"] = newest[:_OUTPUTS_MAX]


def _let_go(number, names):
    value = _kept.pop(number)
    # The learner may have given the name to something else.
    if names.get(f"_{number}") is value:
        del names[f"_{number}"]


def _is_large(value):
    try:
        nbytes = None if isinstance(value, type) else value.nbytes
    except Exception:
        return False
    return isinstance(nbytes, (int, float)) and nbytes > _NBYTES_MAX
