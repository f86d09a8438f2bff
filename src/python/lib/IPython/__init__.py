"""The part of IPython that notebooks use."""

from builtins import get_ipython

from . import display

__version__ = "9.0.0"
__all__ = ["display", "get_ipython"]


def __getattr__(name):
    raise AttributeError(f"module 'IPython' has no attribute {name!r} here; there are IPython.display and get_ipython()")
