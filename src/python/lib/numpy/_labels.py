"""Lists of the different elements of arrays of text and objects."""

import _thread

import _numpy

from ._dtypes import generic
from ._encoded_types import Moment
from ._times import NAT

_PLAIN = {int, bool, bytes, type(None)}


def _identity(value):
    """What is the same of two objects only if nothing tells them apart: 1, 1.0 and True are equal, but not one label."""
    kind = type(value)
    if kind is str:
        return value
    if kind is float:
        return (kind, repr(value))
    return (kind, value) if kind in _PLAIN else (id, id(value))


class Labels:
    """The different elements of arrays, in the order in which they came. A list only ever grows, so arrays share it."""

    __slots__ = ("_items", "_lock", "_places")

    def __init__(self, items=()):
        self._items = list(items)
        self._lock = _thread.allocate_lock()
        self._places = None

    def __len__(self):
        return len(self._items)

    def __getitem__(self, place):
        return self._items[place]

    def __iter__(self):
        return iter(self._items)

    def places(self, values):
        """The places of these in the list; those that it has not yet are added."""
        # Tasks that run at the same time may share the list.
        with self._lock:
            if self._places is None:
                self._places = {}
                for place, item in enumerate(self._items):
                    self._places.setdefault(_identity(item), place)
            found = []
            for value in values:
                key = _identity(value)
                place = self._places.get(key)
                if place is None:
                    place = self._places[key] = len(self._items)
                    self._items.append(value)
                found.append(place)
            return found


def is_computed(labels):
    """Whether labels are not kept but made of their codes: `labels[code]`, and back by `labels.codes_of(values)`. Their codes sort as they do."""
    return hasattr(labels, "codes_of")


def table(values, name="int64"):
    """An array to look codes up in, which is never empty."""
    return _numpy.array(values or [0], name)


def is_nan(label):
    """Whether an object is a float that is not equal to itself."""
    return isinstance(label, (float, generic)) and not isinstance(label, (str, Moment)) and bool(label != label)


def is_missing(label):
    """Whether an object stands for nothing: None, NaN or NaT."""
    return label is None or isinstance(label, Moment) and label._ticks == NAT or is_nan(label)


def ranks(labels):
    """The place of each label in their order, which equal ones share; Python's TypeError where they have none."""
    found = [0] * len(labels)
    rank, last = -1, None
    for place in sorted(range(len(labels)), key=labels.__getitem__):
        if rank < 0 or labels[place] != last:
            rank += 1
        last = labels[place]
        found[place] = rank
    return found
