"""How arrays are printed."""

import _numpy

_options = {"precision": 8, "threshold": 1000, "edgeitems": 3, "linewidth": 75, "suppress": False}


def get_printoptions():
    """The options of printing."""
    return dict(_options)


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, **others):
    """Set how arrays are printed."""
    for name, value in others.items():
        if value is not None:
            raise NotImplementedError(f"printoption {name!r} is not here; precision, threshold, edgeitems, linewidth and suppress are")
    given = {"precision": precision, "threshold": threshold, "edgeitems": edgeitems, "linewidth": linewidth, "suppress": suppress}
    for name, value in given.items():
        if value is not None:
            if name == "threshold" and value in (float("inf"), None):
                value = 2**31 - 1
            _options[name] = bool(value) if name == "suppress" else int(value)
    _apply(_options)


def _apply(options):
    _numpy.set_print_options(
        options["precision"], min(options["threshold"], 2**31 - 1), options["edgeitems"], options["linewidth"], options["suppress"]
    )


class printoptions:
    """Options of printing for the length of a `with` block."""

    def __init__(self, **options):
        self._wanted = options

    def __enter__(self):
        self._former = get_printoptions()
        set_printoptions(**self._wanted)
        return get_printoptions()

    def __exit__(self, *exception):
        _options.update(self._former)
        _apply(_options)


def _with(arr, text, **options):
    former = get_printoptions()
    try:
        set_printoptions(**options)
        return text(_numpy.array(arr, None))
    finally:
        _options.update(former)
        _apply(_options)


def array_repr(arr, max_line_width=None, precision=None, suppress_small=None):
    """The text that `repr` gives."""
    return _with(arr, repr, linewidth=max_line_width, precision=precision, suppress=suppress_small)


def array_str(a, max_line_width=None, precision=None, suppress_small=None):
    """The text that `str` gives."""
    return _with(a, str, linewidth=max_line_width, precision=precision, suppress=suppress_small)


def array2string(a, max_line_width=None, precision=None, suppress_small=None, **options):
    """The text that `str` gives, with options."""
    return _with(a, str, linewidth=max_line_width, precision=precision, suppress=suppress_small, **options)
