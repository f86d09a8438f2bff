"""`errstate` and its kin. Of floating-point errors those of scalars and lost casts are warned of, and nothing is raised."""

import sys
import warnings

from _dasklet_missing import unsupported

_settings = {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}
_KINDS = ("ignore", "warn", "raise", "call", "print", "log")


def geterr():
    """How floating-point errors are handled."""
    return dict(_settings)


def seterr(all=None, divide=None, over=None, under=None, invalid=None):
    """Set how floating-point errors are handled; gives the former settings."""
    former = geterr()
    for name, value in {"divide": divide, "over": over, "under": under, "invalid": invalid}.items():
        value = all if value is None else value
        if value is not None:
            if value not in _KINDS:
                raise ValueError(f"invalid error handling {value!r}; choose one of {', '.join(_KINDS)}")
            if value not in ("ignore", "warn"):
                raise unsupported(f"{name}={value!r}", "look for the numbers, with np.isfinite or np.isnan")
            _settings[name] = value
    return former


def warn(kind, message, of_all=False):
    """Warn as the settings say, or in any case if the kind is None; `of_all`: of what other packages of ours compute, too."""
    if kind is not None and _settings[kind] != "warn":
        return
    frame, level = sys._getframe(1), 2
    while frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] == "numpy":
        frame, level = frame.f_back, level + 1
    if of_all or not frame.f_code.co_filename.startswith("<frozen"):
        warnings.warn(message, RuntimeWarning, stacklevel=level)


class errstate:
    """Settings for the length of a `with` block."""

    def __init__(self, **settings):
        self._wanted = settings

    def __enter__(self):
        self._former = seterr(**self._wanted)

    def __exit__(self, *exception):
        seterr(**self._former)
