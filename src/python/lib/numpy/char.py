"""The older name of `numpy.strings`, with what only it has."""

from . import strings
from ._creation import asarray
from ._encoded_making import listed, reshaped
from ._encoded_types import ObjectType
from ._joining import stack
from .strings import *  # noqa: F403

__all__ = [*strings.__all__, "join", "partition", "rpartition", "rsplit", "split", "splitlines"]


def _of_lists(name):
    def function(a, *args, **kwargs):
        array = asarray(a)
        found = [getattr(text, name)(*args, **kwargs) for text in array.ravel().tolist()]
        return reshaped(listed(found, ObjectType()), array.shape)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"`str.{name}` of each element: an array of lists."
    return function


split, rsplit, splitlines = _of_lists("split"), _of_lists("rsplit"), _of_lists("splitlines")


def join(sep, seq):
    """`sep.join(text)` of each element."""
    return strings._texts(strings._text(seq), lambda text, sep: sep.join(text), sep)


def partition(a, sep):
    """Three texts for each element, along a last axis."""
    return stack(strings.partition(a, sep), -1)


def rpartition(a, sep):
    """The same from the right."""
    return stack(strings.rpartition(a, sep), -1)


def _compared(name):
    def function(x1, x2, /):
        # Blanks at the end do not count here.
        return getattr(strings, name)(strings.rstrip(x1), strings.rstrip(x2))

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"{name} of texts without the blanks at their ends, element by element."
    return function


for _name in ("equal", "not_equal", "less", "less_equal", "greater", "greater_equal"):
    globals()[_name] = _compared(_name)


def __getattr__(name):
    raise strings.missing("numpy.char", name)
