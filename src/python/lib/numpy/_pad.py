"""`pad`: arrays with borders around."""

import _numpy

from ._creation import asarray
from ._dispatch import public

__all__ = []
_public = public(__all__)

# The arguments that go with each mode, and what they are if they are not given.
_ARGUMENTS = {
    "constant": {"constant_values": 0},
    "edge": {},
    "linear_ramp": {"end_values": 0},
    "maximum": {"stat_length": None},
    "mean": {"stat_length": None},
    "median": {"stat_length": None},
    "minimum": {"stat_length": None},
    "reflect": {"reflect_type": "even"},
    "symmetric": {"reflect_type": "even"},
    "wrap": {},
    "empty": {},
}


@_public
def pad(array, pad_width, mode="constant", **kwargs):
    """With borders around; `constant_values`, `end_values`, `stat_length` and `reflect_type` go with some modes."""
    array = asarray(array)
    if isinstance(pad_width, dict):
        given, pad_width = pad_width, [(0, 0)] * array.ndim
        for axis, width in given.items():
            pad_width[axis] = width if isinstance(width, (list, tuple)) else (width, width)
    widths = asarray(pad_width)
    if widths.dtype.kind not in "iu":
        raise TypeError("`pad_width` must be of integral type.")
    widths = _numpy.broadcast_to(widths, (array.ndim, 2)).tolist()
    if any(width < 0 for pair in widths for width in pair):
        raise ValueError("index can't contain negative values")
    if callable(mode):
        return _by_function(array, widths, mode, kwargs)
    if mode not in _ARGUMENTS:
        raise ValueError(f"mode '{mode}' is not supported")
    unknown = set(kwargs) - set(_ARGUMENTS[mode])
    if unknown:
        raise ValueError(f"unsupported keyword arguments for mode '{mode}': {unknown}")
    options = {**_ARGUMENTS[mode], **kwargs}
    if array.size == 0 and mode not in ("constant", "empty"):
        for axis, pair in enumerate(widths):
            if array.shape[axis] == 0 and any(pair):
                raise ValueError(f"can't extend empty axis {axis} using modes other than 'constant' or 'empty'")
    for axis, (before, after) in enumerate(widths):
        if before or after:
            lane = _numpy.moveaxis(array, axis, 0)
            array = _numpy.moveaxis(_widened(lane, before, after, mode, axis, len(widths), options), 0, axis)
    return array._copy() if not any(map(any, widths)) else array


def _by_function(array, widths, function, kwargs):
    """What a function puts into the borders, one lane after the other."""
    for axis, (before, after) in enumerate(widths):
        lane = _numpy.moveaxis(array, axis, 0)
        lane = _numpy.concatenate([part for part in (_zeros(lane, before), lane, _zeros(lane, after)) if len(part)], 0)
        array = _numpy.moveaxis(lane, 0, axis)._copy()
    for axis, pair in enumerate(widths):
        lanes = _numpy.moveaxis(array, axis, -1)
        rows = lanes._reshape((-1, lanes.shape[-1]))._copy()
        for place in range(rows.shape[0]):
            row = rows[place]._copy()
            function(row, tuple(pair), axis, kwargs)
            rows[place] = row
        array = _numpy.moveaxis(rows._reshape(lanes.shape), -1, axis)._copy()
    return array


def _zeros(lane, length):
    return _numpy.full((length, *lane.shape[1:]), 0, lane.dtype.name)


def _sided(option, axis, ndim, dtype=None):
    """The values of an option before and after an axis."""
    values = asarray(option)
    values = values if dtype is None else asarray(values, dtype)
    return _numpy.broadcast_to(values, (ndim, 2))[axis]


def _widened(lane, before, after, mode, axis, ndim, options):
    """The array with borders along its first axis."""
    if mode in ("reflect", "symmetric", "wrap"):
        return _mirrored(lane, before, after, mode, options.get("reflect_type", "even"))
    if mode in ("maximum", "minimum", "mean", "median"):
        return _with_statistics(lane, before, after, mode, axis, ndim, options["stat_length"])
    if mode == "edge":
        first, last = lane[:1], lane[-1:]
        parts = [_repeated(first, before), lane, _repeated(last, after)]
    elif mode == "linear_ramp":
        ends = _sided(options["end_values"], axis, ndim)
        parts = [_ramp(lane[0], ends[0], before), lane, _ramp(lane[-1], ends[1], after)[::-1]]
    else:
        values = _sided(options.get("constant_values", 0), axis, ndim)
        parts = [_filled(lane, values[0], before), lane, _filled(lane, values[1], after)]
    return _numpy.concatenate([part for part in parts if part.shape[0]] or [lane], 0)


def _repeated(row, length):
    return _numpy.broadcast_to(row, (length, *row.shape[1:]))


def _filled(lane, value, length):
    border = _zeros(lane, length)
    border[...] = value
    return border


def _ramp(row, end, length):
    """From a value at the border's outer end to the array."""
    import numpy

    ramp = numpy.linspace(end, asarray(row), length, endpoint=False)
    return (numpy.floor(ramp) if row.dtype.kind in "iu" else ramp).astype(row.dtype)


def _with_statistics(lane, before, after, mode, axis, ndim, stat_length):
    import numpy

    length = lane.shape[0]
    lengths = [length, length]
    if stat_length is not None:
        lengths = [int(value) for value in _sided(stat_length, axis, ndim)]
        if any(value < 0 for value in lengths):
            raise ValueError("index can't contain negative values")
        if mode in ("maximum", "minimum") and 0 in lengths:
            raise ValueError("stat_length of 0 yields no value for padding")
    parts = []
    for part in (lane[: min(lengths[0], length)], lane[max(length - lengths[1], 0) :]):
        found = asarray(getattr(numpy, {"maximum": "max", "minimum": "min"}.get(mode, mode))(part, axis=0, keepdims=True))
        parts.append((numpy.rint(found) if lane.dtype.kind in "iu" and mode in ("mean", "median") else found).astype(lane.dtype))
    return _numpy.concatenate([_repeated(parts[0], before), lane, _repeated(parts[1], after)], 0)


def _mirrored(lane, before, after, mode, reflect_type):
    """Borders that repeat the array, or mirror it with or without its edge."""
    if reflect_type not in ("even", "odd"):
        raise ValueError(f"unsupported reflect_type {reflect_type!r}; 'even' and 'odd' are")
    length = lane.shape[0]
    if mode == "reflect" and length == 1:
        return _numpy.concatenate([_repeated(lane, before), lane, _repeated(lane, after)], 0)
    if reflect_type == "odd" and mode != "wrap":
        return _mirrored_odd(lane, before, after, mode)
    places = _numpy.arange(-before, length + after, 1, "int64")
    if mode == "wrap":
        return lane[places % length]
    period = 2 * length - 2 if mode == "reflect" else 2 * length
    places = places % period
    return lane[_numpy.where_(places < length, places, period - places - (mode == "symmetric"))]


def _mirrored_odd(lane, before, after, mode):
    """Mirrored at the edges' values as well: 2 * edge - value."""
    skipped = mode == "reflect"
    while before or after:
        length = lane.shape[0]
        step = min(before, length - skipped)
        if step:
            lane = _numpy.concatenate([2 * lane[:1] - lane[skipped : step + skipped][::-1], lane], 0)
            before -= step
        step_after = min(after, length - skipped)
        if step_after:
            end = lane.shape[0] - skipped
            lane = _numpy.concatenate([lane, 2 * lane[-1:] - lane[end - step_after : end][::-1]], 0)
            after -= step_after
    return lane
