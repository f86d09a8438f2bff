"""Text of objects, as xarray shows them."""

import math

import numpy as np

from . import duck, intervals
from .options import option

_UNITS = ("B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB")
_LINES_MAX = 40


def size_text(nbytes):
    """A number of bytes in decimal units: `730MB`."""
    size = float(nbytes)
    for unit in _UNITS:
        if size < 1000 or unit == _UNITS[-1]:
            return f"{size:.0f}{unit}"
        size /= 1000
    return ""


def _cut(text, width):
    return text if len(text) <= width else text[: width - 3] + "..."


def _column(text, width):
    return _cut(text, width).ljust(width)


# Elements

_TIMES = {"date": "days", "time": "time"}


def _moment(value):
    text = str(value)
    if text == "NaT":
        return text
    text = text.rstrip("0").rstrip(".") if "." in text else text
    day, _, clock = text.partition("T")
    if clock and clock.count(":") == 1:
        clock += ":00"
    if len(clock) > 8:
        # Fractions have six digits, or nine.
        whole, fraction = clock.split(".")
        clock = f"{whole}.{fraction.ljust(6 if len(fraction) <= 6 else 9, '0')}"
    day = {4: day + "-01-01", 7: day + "-01"}.get(len(day), day)
    return day if clock in ("", "00:00:00") else f"{day}T{clock}"


def _duration(value, form):
    if str(value) == "NaT":
        return "NaT"
    nanoseconds = int(value.astype("timedelta64[ns]").astype("int64"))
    days, rest = divmod(nanoseconds, 86400 * 10**9)
    seconds, fraction = divmod(rest, 10**9)
    clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if fraction:
        clock += f".{fraction:09d}" if fraction % 1000 else f".{fraction // 1000:06d}"
    if form == "date":
        return f"{days} days"
    sign = "+" if days < 0 else ""
    return clock if form == "time" else f"{days} days {sign}{clock}"


def items_text(values):
    """Elements of a 1-d array as short texts."""
    kind = values.dtype.kind
    if kind == "M":
        return [_moment(value) for value in values]
    if kind == "m":
        valid = values[~np.isnat(values)].astype("timedelta64[ns]").astype("int64")
        per_day = 86400 * 10**9
        form = "time" if bool(np.all((valid >= 0) & (valid < per_day))) else "date" if bool(np.all(valid % per_day == 0)) else "both"
        return [_duration(value, form) for value in values]
    if kind == "f":
        return [f"{value:.4}" for value in values.tolist()]
    if kind in "US":
        return [repr(value) for value in values.tolist()]
    return [repr(value) if isinstance(value, str) else str(value) for value in values.tolist()]


def flat_text(values, width):
    """As many elements from both ends as fit into a width."""
    size = values.size
    flat = values.reshape(-1)
    most = min(max(size, 1), max(math.ceil(width / 2), 2))
    front, back = items_text(flat[: (most + 1) // 2]), items_text(flat[size - most // 2 :] if most // 2 else flat[:0])
    taken = []
    for at in range(len(front)):
        taken.append(front[at])
        if at < len(back):
            taken.append(back[-1 - at])
    lengths, total = [], -1
    for text in taken[:most]:
        total += len(text) + 1
        lengths.append(total)
    count, gap = size, " " if size > 1 else ""
    if size > 2 and (most < size or any(length > width for length in lengths)):
        gap = " ... "
        over = [place for place, length in enumerate(lengths) if length + len(gap) - 1 > width]
        count = min(size, max(over[0] if over else 0, 2))
    n_front = (count + 1) // 2
    n_back = count - n_front
    text = " ".join(front[:n_front]) + gap + " ".join(back[len(back) - n_back :])
    return text if len(text) <= width else text[: max(width - 3, 0)] + "..."


def preview(variable, width):
    """One line of a variable's data."""
    data = variable._data
    if duck.in_store(data):
        return "..."
    data = variable.data
    if duck.is_lazy(data):
        return f"dask.array<chunksize={tuple(sizes[0] for sizes in data.chunks)}, meta=np.ndarray>"
    return flat_text(data, width)


def data_text(data, of_index=False):
    """Several lines of an array."""
    if duck.is_lazy(data) or duck.in_store(data):
        return repr(data)
    data = np.asarray(data)
    if intervals.are_intervals(data):
        return intervals.intervals_text(data)
    if of_index:
        with np.printoptions(precision=6, linewidth=option("display_width"), threshold=200, edgeitems=3):
            return repr(data)
    lines = repr(data).splitlines()
    if len(lines) > _LINES_MAX:
        lines = [*lines[: _LINES_MAX // 2], "...", *lines[-_LINES_MAX // 2 :]]
    return "\n".join(lines)


# Rows


def _row(name, variable, width, is_index):
    dims = f"({', '.join(map(str, variable.dims))}) " if variable.dims else ""
    first = f"  {'*' if is_index else ' '} {name} "
    data = variable._data
    # Labels of bins are shown as pandas shows its arrays of them.
    kind = intervals.dtype_text(data) if not duck.is_lazy(data) and intervals.are_intervals(data) else variable.dtype
    head = f"{_column(first, width)}{dims}{kind} {size_text(variable.nbytes)} "
    return head + preview(variable, option("display_width") - len(head))


def _attribute(name, value, width):
    text = str(value).replace("\t", "\\t").replace("\n", "\\n")
    return _cut(f"{_column(f'    {name}:', width)} {text}", option("display_width"))


def _name_width(names):
    return max(max((len(str(name)) for name in names), default=0), 7) + 6


def _section(title, rows, width, option_name, max_rows=None):
    """A title with rows below it, some left out if there are too many. `rows` is a list of functions."""
    if not rows:
        return f"{title}:\n    *empty*"
    if option(option_name) is False:
        return f"{title}: ({len(rows)})"
    if max_rows is not None and len(rows) > max_rows:
        first, last = max_rows // 2 + max_rows % 2, max_rows // 2
        shown = [row() for row in rows[:first]]
        if last:
            shown += [_column("    ...", width) + " ...", *(row() for row in rows[-last:])]
        return "\n".join([f"{title}: ({max_rows}/{len(rows)})", *shown])
    return "\n".join([f"{title}:", *(row() for row in rows)])


def _wrapped(parts, indent):
    """Texts joined by commas, in lines that begin at a column."""
    rows, length = [""], 0
    for place, part in enumerate(parts):
        text = part + (", " if place < len(parts) - 1 else "")
        length += len(text)
        if indent + length > option("display_width"):
            rows[-1] = rows[-1].rstrip()
            rows.append("\n" + " " * indent + text)
            length = len(text)
        else:
            rows[-1] += text
    most = option("display_max_rows")
    if len(rows) > most:
        rows = [*rows[: most // 2 + most % 2], "\n" + " " * indent + "...", *rows[-(most // 2) :]]
    return "".join(rows)


def _sizes(sizes, indent):
    return _wrapped([f"{dim}: {length}" for dim, length in sizes.items()], indent)


def ordered_coords(obj):
    """Coordinates in the order in which they are shown: by dimension, those that label it first."""
    dims = list(obj.dims)

    def key(item):
        name, variable = item
        if name in dims:
            return dims.index(name), 0
        for dim in reversed(variable.dims):
            if dim in dims:
                return dims.index(dim), 1
        return len(dims), 1

    return dict(sorted(obj._coord_variables().items(), key=key))


def is_index(name, variable):
    return variable.dims == (name,)


def coords_repr(obj, width=None):
    coords = ordered_coords(obj)
    width = _name_width(coords) if width is None else width
    rows = [lambda name=name, v=v: _row(name, v, width, is_index(name, v)) for name, v in coords.items()]
    return _section("Coordinates", rows, width, "display_expand_coords", option("display_max_rows"))


def data_vars_repr(dataset, width=None):
    names = list(dataset.data_vars)
    width = _name_width(names) if width is None else width
    rows = [lambda name=name: _row(name, dataset._variables[name], width, False) for name in names]
    return _section("Data variables", rows, width, "display_expand_data_vars", option("display_max_rows"))


def _attrs_repr(attrs):
    width = _name_width(attrs)
    rows = [lambda name=name, value=value: _attribute(name, value, width) for name, value in attrs.items()]
    return _section("Attributes", rows, width, "display_expand_attrs", option("display_max_rows"))


def _unlabelled(obj):
    dims = [str(dim) for dim in obj.dims if dim not in obj._coord_variables()]
    start = "Dimensions without coordinates: "
    return [start + _wrapped(dims, len(start))] if dims else []


def variable_repr(variable):
    start = f"<xarray.{type(variable).__name__} "
    lines = [f"{start}({_sizes(variable.sizes, len(start) + 1)})> Size: {size_text(variable.nbytes)}", data_text(variable._data)]
    if variable.attrs:
        lines.append(_attrs_repr(variable.attrs))
    return "\n".join(lines)


def of_index(array):
    """Whether an array is a coordinate that labels its dimension."""
    own = array._coord_variables().get(array.name)
    return own is not None and own.dims == (array.name,) and own._data is array._variable._data


def array_repr(array):
    name = "" if array.name is None else f"{array.name!r} "
    start = f"<xarray.{type(array).__name__} {name}"
    lines = [f"{start}({_sizes(array.sizes, len(start) + 1)})> Size: {size_text(array.nbytes)}"]
    lines.append(
        preview(array._variable, option("display_width"))
        if option("display_expand_data") is False
        else data_text(array._variable._data, of_index(array))
    )
    if array._coord_variables():
        lines.append(coords_repr(array))
    lines += _unlabelled(array)
    if array.attrs:
        lines.append(_attrs_repr(array.attrs))
    return "\n".join(lines)


def dataset_repr(dataset):
    width = _name_width(dataset._variables)
    lines = [f"<xarray.{type(dataset).__name__}> Size: {size_text(dataset.nbytes)}"]
    lines.append(f"{_column('Dimensions:', width)}({_sizes(dataset.sizes, width + 1)})")
    if dataset._coord_names:
        lines.append(coords_repr(dataset, width))
    lines += _unlabelled(dataset)
    lines.append(data_vars_repr(dataset, width))
    if dataset.attrs:
        lines.append(_attrs_repr(dataset.attrs))
    return "\n".join(lines)
