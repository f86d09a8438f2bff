"""What can be set for all objects, for good or for a `with` block."""

_options = {
    "arithmetic_join": "inner",
    "arithmetic_broadcast": True,
    "arithmetic_compat": "minimal",
    "display_expand_attrs": "default",
    "display_expand_coords": "default",
    "display_expand_data": "default",
    "display_expand_data_vars": "default",
    "display_max_rows": 12,
    "display_style": "html",
    "display_width": 80,
    "keep_attrs": "default",
}

_ALLOWED = {
    "arithmetic_join": ("inner", "outer", "left", "right", "exact", "override"),
    "display_style": ("text", "html"),
    "keep_attrs": (True, False, "default"),
}


class set_options:
    """Set options: `xr.set_options(keep_attrs=False)`, also as `with xr.set_options(...):`."""

    def __init__(self, **options):
        for name, value in options.items():
            if name not in _options:
                raise ValueError(f"argument name {name!r} is not in the set of valid options {set(_options)!r}")
            if name in _ALLOWED and value not in _ALLOWED[name]:
                raise ValueError(f"option {name!r} given an invalid value: {value!r}. Expected one of {_ALLOWED[name]!r}")
            if name == "display_width" and (type(value) is not int or value <= 0):
                raise ValueError(f"option {name!r} given an invalid value: {value!r}. Expected a positive integer")
        self._former = {name: _options[name] for name in options}
        _options.update(options)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        _options.update(self._former)


def get_options():
    """The options as they are."""
    return dict(_options)


def option(name):
    return _options[name]


def keeps_attrs(keep_attrs):
    """Whether a result keeps attributes: what was asked for, else the option, else yes."""
    if keep_attrs is None:
        keep_attrs = _options["keep_attrs"]
    return True if keep_attrs == "default" else keep_attrs
