"""How arrays of dates, durations, text and objects are printed."""

from . import _times
from ._printing import get_printoptions


def _texts(array, quoted):
    """Each element as text, all of one width where NumPy makes them so."""
    kind = array.dtype.kind
    items = list(array.ravel())
    if kind == "M":
        texts = [_times.date_text(item._ticks, item._unit) for item in items]
        width = max((len(text) for text in texts), default=0) + 2
        return [repr(text).rjust(width) for text in texts]
    if kind == "m":
        texts = ["'NaT'" if item._ticks == _times.NAT else str(item._ticks) for item in items]
        width = max((len(text) for text in texts), default=0)
        return [text.rjust(width) for text in texts]
    if kind == "U":
        return [repr(item.item()) for item in items]
    # Lists could be taken for axes.
    return [f"list({item!r})" if isinstance(item, list) else repr(item) for item in items]


def _shown(array, edge):
    """Positions along each axis: all, or some from both ends around None."""
    return [list(range(n)) if edge is None or n <= 2 * edge else [*range(edge), None, *range(n - edge, n)] for n in array.shape]


def _body(array, prefix, separator, suffix, quoted, options):
    edge = options["edgeitems"] if array.size > options["threshold"] else None
    places = _shown(array, edge)
    whole = array
    for axis, positions in enumerate(places):
        if None in positions:
            whole = whole.take([position for position in positions if position is not None], axis)
    texts = iter(_texts(whole, quoted))
    width = options["linewidth"] - max(len(suffix), 0)
    return _level(0, len(prefix) + 1, texts, places, separator.rstrip(), width) if places else next(texts)


def _level(axis, indent, texts, places, separator, width):
    """What stands in one pair of brackets, and these; `texts` are taken one after the other."""
    inner = len(places) - axis - 1
    parts = []
    for position in places[axis]:
        if position is None:
            parts.append("...")
        else:
            parts.append(_level(axis + 1, indent + 1, texts, places, separator, width) if inner else next(texts))
    if inner:
        return "[" + (separator + "\n" * inner + " " * indent).join(parts) + "]"
    lines, line = [], " " * indent
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        text = part + ("" if last else separator)
        if len(line) + len(text) + last > width and line.strip():
            lines.append(line.rstrip())
            line = " " * indent
        line += text + ("" if last else " ")
    lines.append(line)
    return "[" + "\n".join(lines)[indent:] + "]"


def array_repr(array):
    """The text that `repr` gives."""
    options = get_printoptions()
    dtype = f"dtype={str(array.dtype)!r}" if array.dtype.kind != "O" else "dtype=object"
    if array.ndim == 0:
        return f"array({_texts(array, True)[0]}, {dtype})"
    if array.size == 0:
        shape = f", shape={array.shape}" if array.shape != (0,) else ""
        return f"array([]{shape}, {dtype})"
    summarized = f"shape={array.shape}, " if array.size > options["threshold"] else ""
    body = _body(array, "array(", ", ", ")", True, options)
    last = len(body.rsplit("\n", 1)[-1]) + (len("array(") if "\n" not in body else 0)
    tail = f"{summarized}{dtype})"
    gap = " " if last + len(tail) + 2 <= options["linewidth"] else "\n" + " " * len("array(")
    return f"array({body},{gap}{tail}"


def array_str(array):
    """The text that `str` gives."""
    if array.ndim == 0:
        found = array.item() if array.dtype.kind in "UO" else array[()]
        return str(found)
    return _body(array, "", " ", "", False, get_printoptions()) if array.size else "[]"
