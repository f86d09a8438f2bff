"""Accessors: libraries' own names on Datasets and DataArrays, such as `.rio`."""

import weakref

from .dataarray import DataArray
from .dataset import Dataset


class _Kept:
    """What an object keeps of its accessor: the attributes, but not the accessor, which would keep the object."""

    def __init__(self, obj, accessor):
        self._kind = type(accessor)
        self._values = accessor.__dict__
        # Under these names the accessor has the object.
        self._own = [name for name, value in self._values.items() if value is obj]
        self._watch(accessor)

    def _watch(self, accessor):
        values, own = self._values, self._own
        self._accessor = weakref.ref(accessor, lambda _: [values.pop(name, None) for name in own] and None)

    def accessor(self, obj):
        """The accessor: the same one while somebody holds it, then another with the same attributes."""
        accessor = self._accessor()
        if accessor is None:
            accessor = object.__new__(self._kind)
            self._values.update(dict.fromkeys(self._own, obj))
            accessor.__dict__ = self._values
            self._watch(accessor)
        return accessor


class _Accessor:
    """Makes the accessor of an object when it is first looked at, and keeps what it knows."""

    def __init__(self, name, made_of):
        self._name, self._made_of = name, made_of

    def __get__(self, obj, cls):
        if obj is None:
            return self._made_of
        try:
            kept = object.__getattribute__(obj, "_accessors")
        except AttributeError:
            kept = {}
            object.__setattr__(obj, "_accessors", kept)
        if self._name in kept:
            return kept[self._name].accessor(obj)
        try:
            accessor = self._made_of(obj)
        except AttributeError as error:
            # It would read as if the object had no such attribute.
            raise RuntimeError(f"error initializing {self._name!r} accessor.") from error
        if hasattr(accessor, "__dict__"):
            kept[self._name] = _Kept(obj, accessor)
        return accessor


def _register(name, cls):
    def decorator(accessor):
        if hasattr(cls, name):
            import warnings

            warnings.warn(
                f"registration of accessor {accessor!r} under name {name!r} for type {cls!r} is overriding a preexisting attribute with the same name.",
                AccessorRegistrationWarning,
                stacklevel=2,
            )
        setattr(cls, name, _Accessor(name, accessor))
        return accessor

    return decorator


class AccessorRegistrationWarning(Warning):
    """An accessor takes the name of something that was there."""


def register_dataarray_accessor(name):
    """A decorator of classes: `@xr.register_dataarray_accessor("geo")` makes `array.geo` an object of the class, made of the array."""
    return _register(name, DataArray)


def register_dataset_accessor(name):
    """A decorator of classes: `@xr.register_dataset_accessor("geo")` makes `dataset.geo` an object of the class, made of the Dataset."""
    return _register(name, Dataset)
