"""How methods of axes take what they are given."""

import numpy as np

from ..colors import is_color_like
from ..lines import MARKERS


def as_column(values):
    """As an array with one axis at least."""
    if getattr(values, "ndim", None) == 0 or np.isscalar(values) or not hasattr(values, "__len__") and not hasattr(values, "__array__"):
        return [values]
    return values


def columns_from(data, args):
    """Arguments whose names stand for columns of `data`."""
    if data is None:
        return args
    return tuple(data[arg] if isinstance(arg, str) and arg in data else arg for arg in args)


def looks_of(text):
    """Marker, line and colour of a short text such as "r--" or "o"."""
    if is_color_like(text) and text not in MARKERS and not text.isdigit():
        return {"color": text}
    found, rest = {}, text
    while rest:
        two, one = rest[:2], rest[:1]
        if two in ("--", "-."):
            found["linestyle"], rest = two, rest[2:]
        elif one in "-:":
            found["linestyle"], rest = one, rest[1:]
        elif one == "C" and rest[1:2].isdigit():
            digits = len(rest[1:]) - len(rest[1:].lstrip("0123456789"))
            found["color"], rest = rest[: 1 + digits], rest[1 + digits :]
        elif one in MARKERS and one not in "0123456789" or one in "1234" and "marker" not in found:
            found["marker"], rest = one, rest[1:]
        elif one in "bgrcmykw":
            found["color"], rest = one, rest[1:]
        else:
            raise ValueError(f"{text!r} is not a valid format string (unrecognized character {one!r})")
    if "marker" in found and "linestyle" not in found:
        found["linestyle"] = "None"
    return found
