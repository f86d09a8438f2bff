"""What everything in a figure has in common: properties, which `set` and `set_…` change and `get_…` tells."""

import weakref

import numpy as np
from _dasklet_missing import nearest, unsupported

from .colors import to_rgba

_NUMBERS = (int, float, np.number)
_AS_IT_IS = "what is drawn stays as it is; colours, widths, alpha and zorder tell things apart"


def _is_same(value, default):
    return value is default or np.ndim(value) == 0 and value == default


def unexpected(what, name, known, kind=AttributeError):
    """The error for a keyword that nothing answers to."""
    near = nearest(name, known)
    hint = f"; near it there is {', '.join(near)}" if near else f"; there are {', '.join(sorted(known))}"
    return kind(f"{what} got an unexpected keyword argument {name!r}{hint}")


class Upward:
    """An attribute that names what an object belongs to, and does not keep it.

    A figure keeps its axes and these their artists; with the way back as weak as this, all go when the figure goes.
    """

    def __set_name__(self, owner, name):
        self._name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        link = instance.__dict__.get(self._name)
        if link is None:
            return None
        above = link()
        if above is None:
            raise ReferenceError(
                f"the {self._name} of this {type(instance).__name__} is let go; keep a name for the figure, as in fig, ax = plt.subplots()"
            )
        return above

    def __set__(self, instance, above):
        instance.__dict__[self._name] = None if above is None else weakref.ref(above)


class Artist:
    """Something that is drawn. Subclasses name their properties with their defaults, and other names for them."""

    _properties = {
        "agg_filter": None,
        "alpha": None,
        "animated": False,
        "clip_on": True,
        "gid": None,
        "label": "",
        "path_effects": None,
        "picker": None,
        "rasterized": None,
        "transform": None,
        "url": None,
        "visible": True,
        "zorder": 0,
    }
    _aliases = {}
    # Properties that the drawing does not know: another value than the default is refused, with the way out.
    _undrawn = {"agg_filter": _AS_IT_IS, "path_effects": _AS_IT_IS}
    # Whether limits cover it; None says not before they are found anew.
    _counts = True
    # Along which axes places are shares of the frame.
    _spans = (False, False)
    axes = Upward()
    figure = Upward()

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        base = next(each for each in cls.__mro__[1:] if hasattr(each, "_properties"))
        cls._properties = {**base._properties, **cls.__dict__.get("_properties", {})}
        cls._aliases = {**base._aliases, **cls.__dict__.get("_aliases", {})}
        cls._undrawn = {**base._undrawn, **cls.__dict__.get("_undrawn", {})}

    def __init__(self, **kwargs):
        self._values = self._by_settings()
        self.set(**kwargs)

    def _by_settings(self):
        """Looks that the settings say when it is made."""
        return {}

    def set(self, **kwargs):
        """Change several properties."""
        given = {}
        for alias, value in kwargs.items():
            name = self._aliases.get(alias, alias)
            if name in given:
                raise TypeError(f"Got both {given[name]!r} and {alias!r}, which are aliases of one another")
            given[name] = alias
            setter = getattr(type(self), f"set_{name}", None)
            if setter is not None:
                setter(self, value)
            elif name in self._properties:
                if name in self._undrawn and value is not None and not _is_same(value, self._properties[name]):
                    raise unsupported(f"{type(self).__name__} with {alias}={value!r}", self._undrawn[name])
                self._values[name] = value
            else:
                raise unexpected(f"{type(self).__name__}.set()", name, [*self._properties, *self._aliases])
        return self

    def set_alpha(self, alpha):
        if alpha is not None and not isinstance(alpha, _NUMBERS):
            if hasattr(alpha, "__len__") and not isinstance(alpha, str):
                raise unsupported(f"{type(self).__name__} with an array of alpha", "colours of red, green, blue and alpha may differ")
            raise TypeError(f"alpha must be numeric or None, not {type(alpha)}")
        if alpha is not None and not 0 <= alpha <= 1:
            raise ValueError(f"alpha ({alpha}) is outside 0-1 range")
        self._values["alpha"] = alpha

    def set_transform(self, t):
        """Where places count: in the data, or as shares of the frame along one axis or both."""
        self._values["transform"] = t
        self._spans = getattr(t, "_spans", (False, False))

    def update(self, props):
        return self.set(**props)

    def _get(self, name):
        name = self._aliases.get(name, name)
        return self._values[name] if name in self._values else self._properties[name]

    def __getattr__(self, name):
        kind, _, prop = name.partition("_")
        if kind in ("get", "set") and "_values" in self.__dict__:
            prop = self._aliases.get(prop, prop)
            if prop in self._properties:
                if kind == "get":
                    return lambda: self._get(prop)
                return lambda value: self.set(**{prop: value}) and None
        if name.startswith("_"):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        known = [other for other in dir(type(self)) if not other.startswith("_")] + [f"set_{prop}" for prop in self._properties]
        near = nearest(name, known)
        hint = f" here; near it there is {', '.join(near)}" if near else " here"
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}{hint}")

    def remove(self):
        """Take it out of its axes."""
        self.axes._remove(self)

    def stale_callback(self):
        """Nothing is kept between drawings."""

    def data_limits(self):
        """What it covers: `(xs, ys)`, arrays to take least and greatest of, or `None`."""
        return

    def sticky_edges(self):
        """Places along x and y beyond which limits do not grow by themselves."""
        return (), ()

    def described(self):
        """A sentence for who cannot see it, or `None`."""
        return

    def draw(self, canvas):
        raise NotImplementedError

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__name__} at {id(self):#x}>"


DASHES = {
    "-": None,
    "solid": None,
    "--": (3.7, 1.6),
    "dashed": (3.7, 1.6),
    "-.": (6.4, 1.6, 1, 1.6),
    "dashdot": (6.4, 1.6, 1, 1.6),
    ":": (1, 1.65),
    "dotted": (1, 1.65),
}
NO_LINE = ("None", "none", " ", "", None)


def fill_of(color, alpha=None):
    """How the renderer fills with a colour; `None` for nothing."""
    if color is None:
        return None
    red, green, blue, opacity = to_rgba(color, alpha)
    if opacity == 0:
        return None
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in (red, green, blue)), opacity


def stroke_of(color, width, style="-", alpha=None, scale=1.0):
    """How the renderer draws a line of so many points; `scale` is pixels per point."""
    fill = fill_of(color, alpha)
    if fill is None or not width or (isinstance(style, str) and style in NO_LINE) or style is None:
        return None
    if isinstance(style, tuple):
        dashes = style[1]
    elif style in DASHES:
        dashes = DASHES[style]
    else:
        raise ValueError(f"{style!r} is not a valid value for ls; supported values are {', '.join(map(repr, DASHES))}, 'none'")
    dashes = [dash * width * scale for dash in dashes] if dashes else None
    return fill[0], width * scale, dashes, fill[1]


SIZES = {
    "xx-small": 0.579,
    "x-small": 0.694,
    "small": 0.833,
    "medium": 1.0,
    "large": 1.2,
    "x-large": 1.44,
    "xx-large": 1.728,
    "larger": 1.2,
    "smaller": 0.833,
}


def points_of(size):
    """A font's size in points, also from words as "large"."""
    from . import rcParams

    if size is None:
        return rcParams["font.size"]
    if isinstance(size, str):
        if size not in SIZES:
            raise ValueError(f"{size!r} is no size of a font; there are numbers and {', '.join(SIZES)}")
        return rcParams["font.size"] * SIZES[size]
    return float(size)


def setp(obj, *args, **kwargs):
    """Change properties of one or several artists."""
    objects = [obj] if isinstance(obj, Artist) else list(obj)
    kwargs.update(zip(args[::2], args[1::2]))
    found = []
    for artist in objects:
        found += (
            setp(artist, **kwargs)
            if isinstance(artist, (list, tuple))
            else [artist.set(**{name: value}) and None for name, value in kwargs.items()]
        )
    return found


def getp(obj, property=None):
    """A property of an artist."""
    if property is None:
        raise unsupported("getp of all properties", "name one: getp(artist, 'color')")
    return getattr(obj, f"get_{obj._aliases.get(property, property)}")()


get = getp
