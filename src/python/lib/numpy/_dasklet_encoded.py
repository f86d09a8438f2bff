"""What other packages of ours need of arrays whose elements are codes: dates, durations, texts and objects."""

from ._encoded import Encoded
from ._encoded_types import ObjectType, TextType, encoded_dtype
from ._labels import is_computed
from ._times import NAT, civil, days_of_months

__all__ = [
    "NAT",
    "Encoded",
    "ObjectType",
    "TextType",
    "civil",
    "codes_of",
    "days_of_months",
    "different_objects",
    "encoded_dtype",
    "labels_of",
    "missing_of",
    "moment",
    "ticks_of",
    "unit_of",
]


def codes_of(array):
    """The numbers that stand for elements: ticks of dates, places of labels."""
    return array._codes


def labels_of(array):
    """What the codes of texts and objects mean, in their order."""
    return array._labels


def different_objects(array):
    """The different texts or objects of an array; None of dates whose codes are computed."""
    return None if is_computed(array._labels) else array._used()[0]


def missing_of(array):
    """Where elements are NaT, NaN or None."""
    return array._missing()


def moment(kind, ticks, unit):
    """A date or a duration of so many ticks."""
    return kind._of(ticks, unit)


def ticks_of(moment):
    """How many units a date or a duration counts."""
    return moment._ticks


def unit_of(moment):
    """The unit in which a date or a duration counts its ticks."""
    return moment._unit
